//! Plain facts with their provenance: what policies decide on, and where each fact comes from.

mod commitments;
mod consent;
mod contracts;
mod coverage;
mod dpia;
mod evidence;
mod legal;
mod notice;
mod schedule_1;
mod schema;
mod source;
mod transfer;

pub use evidence::{Evidence, EvidenceMap, Label, LabelRole};
pub use notice::{ItemFound, Occasions, StatementFound, notice_items, statements};
pub use schema::{
    Adequacy, BasisFacts, Choice, CitationFacts, ConsentFacts, ControllerFacts, CoverageFacts,
    DataFacts, DeployedFacts, EffectFacts, ImporterLaw, InstrumentState, MarketingFacts,
    MovementFacts, NoticeItemFacts, OperatedFacts, PaperFacts, PaperState, RecipientFacts,
    StatementFacts, TransferFacts, VerdictSet, WaiverFacts, Whereabouts,
};
pub use source::{FactSource, FactsFound};
pub use transfer::{
    MechanismKind, MechanismSet, RestrictedTransfer, TransferCandidates, TransferMechanism,
    transfer_candidates,
};
