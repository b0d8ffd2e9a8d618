//! What a transfer relies on: the permits of Chapter V that match it.

use cedar_policy::{PolicyId, Response};
use jiff::civil::Date;

use super::decide::Decider;
use super::question::{Action, Asked, Decision, Question};
use super::sets::PolicySets;
use crate::engine::facts::{RelianceFacts, RestrictedTransfer, TransferFacts, transfer_candidates};
use crate::engine::movement::{Movement, MovementKind};
use crate::estate::model::{Estate, PartyIx};
use crate::law::Regime;

impl PolicySets {
    /// The answer to what a transfer relies on: the mechanisms of the permits that match.
    pub(super) fn permitted_mechanisms(
        &self,
        response: &Response,
        errors: Vec<(String, String)>,
    ) -> Decision {
        let permits = response.diagnostics().reason();
        let kind = |id: &PolicyId| self.mechanisms.get(AsRef::<str>::as_ref(id)).copied();
        Decision {
            errors,
            mechanisms: permits.filter_map(kind).collect(),
            ..Decision::default()
        }
    }
}

impl Question {
    /// Who sends and who or what receives in a movement, as questions about it name them.
    pub fn ends(estate: &Estate, movement: &Movement) -> (PartyIx, Asked) {
        let principal = movement
            .exporter
            .or(movement.importer)
            .unwrap_or(estate.controller);
        let resource = match (movement.system, movement.importer) {
            (Some(system), _) if !matches!(movement.kind, MovementKind::Access(..)) => {
                Asked::System(system)
            }
            (_, Some(party)) => Asked::Party(party),
            (_, None) => Asked::Party(principal),
        };
        (principal, resource)
    }

    /// What the transfer of a movement relies on.
    pub fn rely(
        estate: &Estate,
        movement: &Movement,
        regime: Regime,
        transfer: TransferFacts,
    ) -> Self {
        let (exporter, receiver) = Self::ends(estate, movement);
        let facts = RelianceFacts { regime, transfer };
        Self::new(Action::Rely, exporter, receiver, facts)
    }
}

impl Decider<'_> {
    /// The restricted transfer that a movement is under a regime on a day, and what the policies
    /// permit it to rely on; `None` where it is none. Whether the law of the importer's country
    /// defeats a safeguard is not asked here.
    pub fn transfer(
        &self,
        estate: &Estate,
        movement: &Movement,
        regime: Regime,
        day: Date,
    ) -> Option<RestrictedTransfer> {
        let (facts, candidates) = transfer_candidates(estate, movement, regime, day)?;
        let decision = self.decide(&Question::rely(estate, movement, regime, facts));
        Some(candidates.permitted(decision.mechanisms))
    }
}
