//! Plain facts with their provenance: what policies decide on, and where each fact comes from.

mod arising;
mod articles;
mod commitments;
mod consent;
mod contracts;
mod coverage;
mod decision;
mod device;
mod disclosed_items;
mod dpia;
mod duties;
mod evidence;
mod exemption;
mod former_names;
mod instructions;
mod legal;
mod movement;
mod notice;
mod notice_text;
mod schedule_1;
pub(in crate::engine) mod schema;
mod source;
mod special;
pub(in crate::engine) mod text_search;
mod transfer;

pub use duties::{DutyFound, Running, duties};
pub use evidence::{Evidence, EvidenceMap, Label, LabelRole, NOT_TRANSCRIBED};
pub use movement::MovementAssessment;
pub use notice::{ItemFound, StatementFound, Triggers, due_by_basis, notice_items, statements};
pub use notice_text::{TextFound, notice_text};
pub use schema::{
    AccountabilityFacts, Action, Adequacy, AgreementFacts, Appointment, Article6, Article9,
    BasisFacts, Choice, CitationFacts, CommitmentFacts, ConsentFacts, ControllerFacts,
    CoverageFacts, DataFacts, DecisionFacts, DecisionLaw, DeployedFacts, Details, DeviceFacts,
    DutyFacts, EffectFacts, Fact, FactKey, FactKind, FactRecord, FactValue, FactVisitor, FactWord,
    FileFacts, ImporterLaw, InstrumentState, InterestNamed, LocationStatus, MarketingFacts,
    MinimisationFacts, MovementFacts, NoticeDutyFacts, NoticeItemFacts, OperatedFacts,
    PurposeFacts, QuestionFacts, RecipientFacts, Recorded, RelianceFacts, Requirement,
    SeenCookieFacts, SeenFacts, SettingFacts, Side, SideSet, StatementFacts, StorageConsent,
    TextFacts, TransferFacts, VerdictSet, WaiverFacts, fact_keys, fact_records, is_fact_key,
    nearest_fact_key,
};
pub use source::FactSource;
pub use text_search::ReadBefore;
pub use transfer::{
    MechanismKind, MechanismSet, RestrictedTransfer, TransferCandidates, TransferMechanism,
    transfer_candidates,
};
