//! The documents of an estate as they are written. Each type here is one shape of the file format:
//! the JSON Schemas in `schemas/` are generated from these types, and the same schemas give the
//! reader which keys it may meet. What a document *means* is decided in [`super::model`].
//!
//! Two extensions of the schemas describe the short forms that people write by hand:
//! `x-shorthand: KEY` on an object lets a plain text mean an object with that one key, and
//! `x-words: {WORD: {..}}` lets a word mean a fixed object. A list of which one item may be
//! written alone has `x-one-or-many`.

mod citation;
mod contract;
mod defaults;
mod document;
mod flow;
mod notice;
mod party;
mod proposal;
mod scenario;
mod system;
mod term;
mod waiver;

pub use citation::{RawChanged, RawEvidenceLock, RawSeen};
pub use contract::{RawAuthorised, RawContract, RawRiskAssessment, RawSafeguard, RawSubProcessors};
pub use defaults::RawDefaults;
pub use document::{RawEstate, RawFamily, RawPart, RawRecord, RawService};
pub use flow::{RawConsent, RawDecision, RawDeviceStorage, RawFlow, RawMarketing};
pub use notice::{
    RawActsAs, RawAutomated, RawBasisStatement, RawCollects, RawExemption, RawNotice,
    RawNoticeDocument, RawPromise, RawRetains, RawShares, RawStatement, RawTransfers, RawUses,
};
pub use party::{
    RawBranch, RawCertification, RawContact, RawFormerName, RawMembership, RawNameOf, RawParty,
    RawRepresentative, RawScope,
};
pub use proposal::RawProposal;
pub use scenario::{RawEnding, RawEnds, RawPartyChange, RawScenario, RawSystemChange};
pub use system::{RawAccess, RawMatcher, RawPlace, RawSystem, RawTenure};
pub use term::RawTerm;
pub use waiver::{RawWaiver, RawWaivers};

pub use crate::input::OneOrMany;

use crate::input::Located;

/// A text with its place: how ids, references, terms, countries and dates are first read.
pub type Text = Located<String>;
