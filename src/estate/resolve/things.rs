//! Everything that has an id except flows and terms, as it is written.

use super::super::raw::{RawContract, RawParty, RawSafeguard, RawService, RawSystem};

/// The things of all files, each kind in the order of its ids.
#[derive(Debug, Default)]
pub(super) struct Things {
    pub(super) parties: Vec<RawParty>,
    pub(super) systems: Vec<RawSystem>,
    pub(super) services: Vec<RawService>,
    pub(super) contracts: Vec<RawContract>,
    pub(super) safeguards: Vec<RawSafeguard>,
}
