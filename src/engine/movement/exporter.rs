//! Who exports, and what is a matter of the exporter alone.

use super::take_apart::{FlowParts, Part};
use super::{MovementKind, SystemEnd};
use crate::estate::model::{Estate, FlowShape, PartyIx};
use crate::estate::vocabulary::{FlowMode, FlowRole, PartyKind};
use crate::taxonomy::TermId;

impl FlowParts<'_> {
    /// Whether what is done is a matter of another controller alone: it sends for ends of its own, or others read in
    /// its system what it received as a controller. It informs people of its recipients and transfers itself (Arts
    /// 4(7), 13(1)(e) and (f), 44), unless the estate's controller has a part in it.
    pub(super) fn is_own_affair(&self, part: &Part) -> bool {
        let us = self.us();
        let Some(exporter) = part.exporter.filter(|it| *it != us) else {
            return false;
        };
        let engaged = |importer: PartyIx| {
            let mut contracts = self.of.estate.contracts.iter();
            contracts.any(|it| it.first == us && it.second == importer)
        };
        let concerns_us = part.sent_by == Some(us)
            || part.importer == Some(us)
            || part.exporter_acts_for.is_some()
            || part.importer.is_some_and(engaged);
        let for_itself = self.shape.controller == exporter;
        let is_read = matches!(part.kind, MovementKind::Access(SystemEnd::To, _))
            && self.shape.route.role == Some(FlowRole::Controller)
            && self.to.is_some_and(|to| to.party == exporter);
        (for_itself || is_read) && !concerns_us
    }
}

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
