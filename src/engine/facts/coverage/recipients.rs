//! Who gets the data, directly or from others.

use std::collections::BTreeSet;

use super::listed::with_lists;
use super::side::{Side, keys};
use crate::engine::coverage::{self, Datum, Verdict};
use crate::engine::facts::source::FactSource;
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole, NOT_TRANSCRIBED, VerdictSet};
use crate::engine::graph::{self, Edge, Path};
use crate::engine::movement::{Movement, MovementKind, RecipientRole, SystemEnd, party_at};
use crate::estate::model::{
    AnchorState, Endpoint, Estate, FlowField, FlowShape, ServiceIx, StatementIx,
};

/// The recipient, judged for each datum: by the statements of the flow's service, and for one that
/// got the data from others by those of each service the data were collected in.
pub(super) fn recipients(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> (VerdictSet, VerdictSet, bool) {
    let estate = source.estate;
    let importer = movement.importer.filter(|party| {
        movement.separate() && *party != estate.controller && *party != shape.controller
    });
    // Carriers are no recipients.
    let counts = movement.role != RecipientRole::Carrier;
    // What others do with data that they decide on is a matter for their notices.
    if importer.is_none() || !counts || movement.own_affair {
        return (VerdictSet::default(), VerdictSet::default(), false);
    }
    // Of what the controller itself puts into a system, and of what its processor passes on for it, the
    // flow states the service.
    let sender = party_at(estate, shape.route.from, source.day);
    let put_there = movement.exporter_acts_for.is_some()
        || !movement.is_the_flow() && sender.is_none_or(|sender| sender == estate.controller);
    let reached: Vec<(Option<ServiceIx>, Datum)> = if movement.indirect && !put_there {
        let mut arriving: Vec<(Option<ServiceIx>, Datum)> = arriving(source, movement)
            .into_iter()
            .map(|found| {
                (
                    found.service,
                    Datum {
                        subject: found.subject,
                        category: found.category,
                    },
                )
            })
            .filter(|(_, datum)| shape.content.data.contains(&datum.category))
            .collect();
        arriving.sort();
        arriving.dedup();
        // Of what the flow's own service collected as well, it is in that one that people are informed.
        let own: BTreeSet<Datum> = arriving
            .iter()
            .filter(|(service, _)| *service == shape.service)
            .map(|(_, datum)| *datum)
            .collect();
        arriving.retain(|(service, datum)| *service == shape.service || !own.contains(datum));
        if arriving.is_empty() {
            arriving.extend(source.asked(shape).map(|datum| (shape.service, datum)));
        }
        arriving
    } else {
        let asked = source.asked(shape);
        asked.map(|datum| (shape.service, datum)).collect()
    };
    let keys = if movement.indirect {
        keys!("indirectRecipient")
    } else {
        keys!("recipient")
    };
    let mut side = Side::new(keys, "recipient", used);
    for (service, datum) in reached {
        let judgement = source
            .judgements
            .recipient(estate, movement, service, datum, source.day);
        let element = estate.taxonomy.short(datum.category);
        // Facts follow from what is cited here, whether a policy cites it or not.
        side.add(element, FlowField::To, &judgement, |_| true);
    }
    let set = with_lists(source, movement, side.finish(evidence), keys, evidence);
    if set.contains(Verdict::Omitted) {
        named_elsewhere(source, movement, shape, keys, evidence);
    }
    let in_text =
        set.contains(Verdict::Omitted) && in_text(source, movement, shape, keys, evidence);
    if movement.indirect {
        if let Some(path) = way(source, movement) {
            let path = path_words(estate, &path);
            for key in keys {
                if let Some(found) = evidence.get_mut(key) {
                    found
                        .steps
                        .insert(0, format!("the data get there by: {path}"));
                    found.name = Some(path.clone());
                }
            }
        }
        (VerdictSet::default(), set, in_text)
    } else {
        (set, VerdictSet::default(), in_text)
    }
}

/// The statements that name the processor that runs the system which a flow takes data out of: it has the data of the
/// flow's service, whether or not a flow of that service brought them there.
pub(super) fn keepers(
    source: &FactSource<'_>,
    shape: &FlowShape,
    used: &mut BTreeSet<StatementIx>,
) {
    let (estate, day) = (source.estate, source.day);
    let Endpoint::System(_) = shape.route.from else {
        return;
    };
    let Some(keeper) = party_at(estate, shape.route.from, day) else {
        return;
    };
    if keeper == shape.controller || !estate.acts_for_others(keeper) {
        return;
    }
    let naming = source.judgements.naming(estate, keeper, shape.service, day);
    used.extend(naming.iter());
}

/// Points at the statements that name a recipient for other services than the flow's.
fn named_elsewhere(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    keys: [&'static str; 5],
    evidence: &mut EvidenceMap,
) {
    let estate = source.estate;
    let [.., omitted] = keys;
    let (Some(importer), Some(found)) = (movement.importer, evidence.get_mut(omitted)) else {
        return;
    };
    for (_, statement) in estate.statements_on(source.day) {
        let shares = statement.shares.as_ref().filter(|shares| !shares.none);
        let names = shares
            .is_some_and(|it| coverage::names(estate, &it.with, importer, source.day).is_some());
        if !names || statement.scope.covers(shape.service) {
            continue;
        }
        if let AnchorState::Found { span, .. } = statement.anchor {
            found.labels.push(Label {
                role: LabelRole::Notice,
                span,
                text: format!("`{}` names it for another service", statement.id),
            });
        }
    }
}

/// Whether the text of the notice names a recipient that no statement covers, or its category.
fn in_text(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    keys: [&'static str; 5],
    evidence: &mut EvidenceMap,
) -> bool {
    let [.., omitted] = keys;
    let place = movement.importer.and_then(|importer| {
        let named = source.text.party(importer, shape.service);
        named.or_else(|| source.text.category(importer, shape.service))
    });
    let (Some(span), Some(found)) = (place, evidence.get(omitted)) else {
        return false;
    };
    let label = Label {
        role: LabelRole::Notice,
        span,
        text: NOT_TRANSCRIBED.to_owned(),
    };
    let seen = Evidence {
        labels: vec![label],
        ..found.clone()
    };
    evidence.insert("coverage.recipientInText", seen);
    true
}

/// What a movement brings to its importer. Of what a party can reach in a system, that which this
/// flow put there.
fn arriving(source: &FactSource<'_>, movement: &Movement) -> Vec<graph::Datum> {
    match movement.kind {
        MovementKind::Access(SystemEnd::To, index) => {
            source.graph.reached(movement.shape, index).collect()
        }
        _ => source.graph.arrives(Edge::Flow(movement.shape)).collect(),
    }
}

/// A shortest way by which the data get to the importer.
fn way(source: &FactSource<'_>, movement: &Movement) -> Option<Path> {
    match movement.kind {
        MovementKind::Access(SystemEnd::To, index) => {
            source.graph.path_by_access(movement.shape, index)
        }
        _ => source.graph.path_by(Edge::Flow(movement.shape)),
    }
}

/// A path in words: the ends of its hops, one after the other.
fn path_words(estate: &Estate, path: &Path) -> String {
    let name = |end: Endpoint| match end {
        Endpoint::Subjects => "data subjects".to_owned(),
        Endpoint::Party(party, _) => estate.party(party).name.clone(),
        Endpoint::System(system) => estate.system(system).name.clone(),
    };
    let mut ends: Vec<String> = Vec::new();
    for hop in &path.hops {
        for end in [name(hop.from), name(hop.to)] {
            if ends.last() != Some(&end) {
                ends.push(end);
            }
        }
    }
    ends.join(" -> ")
}
