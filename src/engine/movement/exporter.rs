//! Who exports, and of what.

use crate::estate::model::{Estate, FlowShape, PartyIx};
use crate::estate::vocabulary::{FlowMode, PartyKind};
use crate::taxonomy::TermId;

/// Whether data are anonymised, all of them: no personal data any more (recital 26).
pub fn is_anonymised(estate: &Estate, data: &[TermId]) -> bool {
    let top = estate.taxonomy.find("dpv:AnonymisedData");
    let anonymised = |term: &TermId| top.is_some_and(|top| estate.taxonomy.subsumes(top, *term));
    !data.is_empty() && data.iter().all(anonymised)
}

/// Whether an exporter is one in law: nobody sends data that are taken from public pages, and a
/// private person who gives data on others is no controller (Art 2(2)(c)). A person who trades, or
/// works for another, is.
pub(super) fn exports(estate: &Estate, shape: &FlowShape, exporter: PartyIx) -> bool {
    let private = estate.party(exporter).kind == PartyKind::Individual
        && exporter != estate.controller
        && exporter != shape.controller
        && !estate
            .contracts
            .iter()
            .any(|contract| contract.first == exporter || contract.second == exporter);
    shape.route.mode != FlowMode::Scraped && !private
}
