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
    Adequacy, Article6, Article9, BasisFacts, Choice, CitationFacts, ConsentFacts, ControllerFacts,
    CoverageFacts, DataFacts, DeployedFacts, EffectFacts, Fact, FactKey, FactKind, FactRecord,
    FactValue, FactVisitor, FactWord, IdentityFacts, ImporterLaw, InstrumentState, MarketingFacts,
    MinimisationFacts, MovementFacts, NoticeItemFacts, OperatedFacts, PaperFacts, PaperState,
    PromiseFacts, PurposeFacts, RecipientFacts, RelianceFacts, StatementFacts, TransferFacts,
    VerdictSet, WaiverFacts, Whereabouts, fact_keys, fact_records, is_fact_key, nearest_fact_key,
};
pub use source::{FactSource, FactsFound};
pub use transfer::{
    MechanismKind, MechanismSet, RestrictedTransfer, TransferCandidates, TransferMechanism,
    transfer_candidates,
};
