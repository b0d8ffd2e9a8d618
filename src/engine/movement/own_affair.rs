//! What is a matter of another controller alone.

use super::take_apart::{FlowParts, Part};
use super::{MovementKind, SystemEnd};
use crate::estate::model::PartyIx;
use crate::estate::vocabulary::FlowRole;

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
        let for_itself = self.shape.controller == exporter;
        let is_read = matches!(part.kind, MovementKind::Access(SystemEnd::To, _))
            && self.shape.route.role == Some(FlowRole::Controller)
            && self.to.is_some_and(|to| to.party == exporter);
        let concerns_us = || {
            part.sent_by == Some(us)
                || part.importer == Some(us)
                || part.exporter_acts_for.is_some()
                || part.importer.is_some_and(engaged)
        };
        (for_itself || is_read) && !concerns_us()
    }
}
