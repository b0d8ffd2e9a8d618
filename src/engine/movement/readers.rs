//! Who else reads in the systems at the ends of a flow.

use super::take_apart::{FlowParts, Part};
use super::{MovementKind, RecipientRole, SystemEnd, role};
use crate::estate::model::{Access, Endpoint, PartyIx};
use crate::estate::vocabulary::FlowRole;

impl FlowParts<'_> {
    /// What others can reach in a system at an end of the flow.
    pub(super) fn access(&self, end: SystemEnd) -> Vec<Part> {
        let (estate, shape, day) = (self.of.estate, self.shape, self.of.day);
        let (at, other) = match end {
            SystemEnd::To => (shape.route.to, self.from),
            SystemEnd::From => (shape.route.from, self.to),
        };
        let Endpoint::System(system) = at else {
            return Vec::new();
        };
        // What flows put into a system is judged where they lead into it.
        if end == SystemEnd::From && self.of.filled.contains(&system) {
            return Vec::new();
        }
        let operator = estate.operator(system, day);
        let entries = estate.system(system).access.iter().enumerate();
        entries
            // The same entity elsewhere is no other recipient, and who sent the data knows them.
            .filter(|(_, access)| {
                access.period.contains(day)
                    && access.by != operator
                    && other.is_none_or(|other| other.party != access.by)
            })
            .map(|(index, access)| {
                self.reader(MovementKind::Access(end, index as u32), operator, access)
            })
            .collect()
    }

    /// Somebody who reads in a system: for the controller, where it has engaged the reader and the
    /// operator has not, else for the operator.
    fn reader(&self, kind: MovementKind, operator: PartyIx, access: &Access) -> Part {
        let (estate, shape, day) = (self.of.estate, self.shape, self.of.day);
        let principal = match kind {
            MovementKind::Access(SystemEnd::From, _) => self.from,
            _ => self.to,
        }
        .and_then(|actor| actor.principal);
        let by = access.by;
        let engaged_by = [principal, principal.map(|_| shape.controller)];
        let direct = engaged_by.into_iter().flatten().find_map(|engaging| {
            let role = role::by_contract(estate, shape, engaging, by, day)?;
            (engaging != by).then_some((engaging, role))
        });
        let by_operator = principal.is_some() && self.engages(operator, by);
        let own_right = self.of.acting.is_controller(by, shape.controller)
            && role::by_contract(estate, shape, operator, by, day).is_none();
        let part = |exporter, role| Part {
            kind,
            exporter: Some(exporter),
            sent_by: None,
            exporter_acts_for: None,
            importer: Some(by),
            role,
        };
        match direct {
            Some((engaging, role)) if by != shape.controller && !by_operator => {
                part(engaging, role)
            }
            _ if own_right => part(principal.unwrap_or(operator), RecipientRole::Controller),
            // What a controller in its own right has done by its processors is its own affair.
            _ if principal.is_none() && !self.is_ours(operator) && self.decides(kind) => {
                part(operator, RecipientRole::Controller)
            }
            _ => Part {
                exporter_acts_for: principal,
                ..part(
                    operator,
                    role::accessor_role(estate, shape, operator, by, day),
                )
            },
        }
    }

    /// Whether the operator of the system at the receiving end decides on what the flow brings it.
    fn decides(&self, kind: MovementKind) -> bool {
        matches!(kind, MovementKind::Access(SystemEnd::To, _))
            && matches!(
                self.shape.route.role,
                Some(FlowRole::Controller | FlowRole::JointController)
            )
    }
}
