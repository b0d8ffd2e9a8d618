//! Facts about coverage: each side of a movement judged on its own, and gathered by verdict.

mod collected;
mod decision;
mod destination;
mod listed;
mod recipients;
mod side;
mod transcribed;

use std::collections::BTreeSet;

use self::collected::Collected;
use self::destination::abroad;
use self::recipients::{keepers, recipients};
use self::transcribed::in_text;
use super::transfer::TransferFound;
use super::{CoverageFacts, EvidenceMap};
use crate::engine::coverage::{self, Described, Verdict};
use crate::engine::facts::source::FactSource;
use crate::engine::movement::{Movement, MovementKind, RecipientRole};
use crate::estate::model::{FlowShape, PartyIx, StatementIx};
use crate::estate::vocabulary::Matter;
use crate::law::Regime;

/// Judges every side of a movement that is in question.
pub(in crate::engine::facts) fn coverage(
    source: &FactSource<'_>,
    movement: &Movement,
    regime: Regime,
    transfer: &TransferFound,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> CoverageFacts {
    let estate = source.estate;
    if estate.notice_on(source.day).is_none() {
        return CoverageFacts::default();
    }
    let shape = estate.shape(movement.shape);
    let ours = shape.controller == estate.controller;
    // Informing people is the duty of the controller. What is done for another is held to what our notice
    // states of it, if it does.
    let described = (!ours).then(|| Described::of(estate, shape.service, source.day));
    let concerns_us = |it: Described| it.any() && touches(movement, shape, estate.controller);
    if !described.is_none_or(concerns_us) {
        return CoverageFacts::default();
    }
    keepers(source, shape, used);
    let (recipient, indirect_recipient, recipient_in_text) =
        recipients(source, movement, shape, evidence, used);
    let (destination, safeguard) =
        abroad(source, movement, shape, regime, transfer, evidence, used);
    let mut facts = CoverageFacts {
        statements_not_recorded: estate.leaves_open(Matter::Statements),
        recipient,
        indirect_recipient,
        recipient_in_text,
        destination,
        safeguard,
        ..CoverageFacts::default()
    };
    // What others do with data that they have received is a matter for their notices.
    let primary = movement.is_the_flow() && !movement.indirect;
    let collects =
        movement.kind == MovementKind::Collect && movement.importer == Some(estate.controller);
    if !primary && !collects {
        limit(&mut facts, described, evidence);
        return with_text(source, movement, facts, evidence);
    }
    let decides_itself = !collects && movement.separate() && !movement.role.acts_for_another();
    let mut asked = Collected {
        source,
        shape,
        importer: movement.importer,
        receiver: movement.importer.filter(|_| decides_itself),
        regime,
        collects,
        evidence,
        used,
    };
    facts.data = asked.data();
    facts.purpose = asked.purposes();
    if ours {
        // How long an independent controller keeps what it receives is for its own notice (Art 13(2)(a) is
        // about ours), but where our words state it.
        let independent = movement.role == RecipientRole::Controller
            && movement.importer != Some(estate.controller);
        let by = movement.importer.filter(|_| independent);
        let stated = |by| coverage::states_retention_by(estate, shape.service, by, source.day);
        if by.is_none_or(stated) {
            facts.retention = asked.retention();
        }
        facts.basis = asked.basis();
        facts.condition = asked.condition();
        facts.automated_decision = asked.automated();
        facts.decision_details = asked.decision_details(facts.automated_decision);
        if collects {
            facts.source = asked.sources(movement);
        }
    }
    limit(&mut facts, described, evidence);
    with_text(source, movement, facts, evidence)
}

/// Takes back that something done for another is omitted, where the notice describes nothing of the kind: a list of
/// sub-processors describes no data.
fn limit(facts: &mut CoverageFacts, described: Option<Described>, evidence: &mut EvidenceMap) {
    let Some(described) = described else {
        return;
    };
    let sides = [
        (described.data, &mut facts.data, "coverage.data.omitted"),
        (
            described.purposes,
            &mut facts.purpose,
            "coverage.purpose.omitted",
        ),
        (
            described.recipients,
            &mut facts.recipient,
            "coverage.recipient.omitted",
        ),
        (
            described.recipients,
            &mut facts.indirect_recipient,
            "coverage.indirectRecipient.omitted",
        ),
        (
            described.transfers,
            &mut facts.destination,
            "coverage.destination.omitted",
        ),
        (
            described.transfers,
            &mut facts.safeguard,
            "coverage.safeguard.omitted",
        ),
    ];
    for (_, set, key) in sides.into_iter().filter(|(is_described, ..)| !is_described) {
        *set = set.without(Verdict::Omitted);
        evidence.remove(key);
    }
    facts.recipient_in_text &= described.recipients;
}

/// The facts, with what a reader finds in the text of the notice that no statement covers.
fn with_text(
    source: &FactSource<'_>,
    movement: &Movement,
    mut facts: CoverageFacts,
    evidence: &mut EvidenceMap,
) -> CoverageFacts {
    if !facts.statements_not_recorded {
        let shape = source.estate.shape(movement.shape);
        let found = in_text(source, shape, movement, &facts, evidence);
        (facts.in_text, facts.partly_in_text) = (found.all, found.some);
    }
    facts
}

/// Whether the one whose notice this is has a part in what another controller has done: it sends or
/// receives, or the data went on from those that it gave them to.
fn touches(movement: &Movement, shape: &FlowShape, us: PartyIx) -> bool {
    let by_the_controller = movement
        .exporter
        .is_none_or(|exporter| exporter == shape.controller);
    movement.importer == Some(us) || !by_the_controller
}
