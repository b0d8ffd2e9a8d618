//! The closed vocabularies of the domain: what kind of party, how data move, how sure a place is.
//! Documents are written in these words, the model and the engine decide by them, and the JSON Schemas
//! list them. They hold nothing else, so that a user of a word needs no document.

mod citation;
mod contract;
mod family;
mod flow;
mod matter;
mod notice;
mod party;
mod place;
mod severity;

pub use citation::SeenState;
pub use contract::{Authorisation, Conclusion, ContractKind};
pub use family::Concern;
pub use flow::{
    Audience, Channel, ConsentAct, DataClass, DetailsFrom, DeviceConsent, DeviceUse, FlowMode,
    FlowRole, FlowStatus, Frequency, RiskSign, Subscriber, TaskKind,
};
pub use matter::Matter;
pub use notice::{DocumentKind, OwnRole, Precedence, PromiseTime, StatementRegime};
pub use party::{ArticleScope, PartyKind};
pub use place::Certainty;
pub use severity::SeverityLevel;
