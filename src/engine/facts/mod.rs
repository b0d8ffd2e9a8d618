//! Plain facts with their provenance: what policies decide on, and where each fact comes from.

mod context;
mod evidence;

pub use context::{
    Adequacy, BasisFacts, ControllerFacts, CoverageFacts, DataFacts, InstrumentState, MarketingFacts,
    MovementFacts, NoticeItemFacts, PaperFacts, PaperState, RecipientFacts, RecipientRole,
    StatementFacts, TransferFacts, Verdict, VerdictSet,
};
pub use evidence::{Evidence, EvidenceMap, Label, LabelRole};
