//! Plain facts with their provenance: what policies decide on, and where each fact comes from.

mod adequacy;
mod carried;
mod compute;
mod consent;
mod context;
mod coverage;
mod effectiveness;
mod evidence;
mod impact;
mod instrument;
mod legal;
mod notice;
mod papers;
mod promise;
mod schedule;
mod transfer;

pub use carried::{Carried, Carrier, carried};
pub use compute::{FactSource, FactsFound};
pub use context::{
    Adequacy, BasisFacts, Choice, CitationFacts, ConsentFacts, ControllerFacts, CoverageFacts,
    DataFacts, DeployedFacts, DerogationAsks, EffectFacts, ImporterLaw, InstrumentState,
    MarketingFacts, MovementFacts, NoticeItemFacts, OperatedFacts, PaperFacts, PaperState,
    RecipientFacts, StatementFacts, TransferFacts, VerdictSet, WaiverFacts, Whereabouts,
};
pub use evidence::{Evidence, EvidenceMap, Label, LabelRole};
pub use notice::{ItemFound, Occasions, StatementFound, notice_items, statements};
