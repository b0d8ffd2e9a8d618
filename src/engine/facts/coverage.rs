//! Facts about coverage: each side of a movement judged on its own, and gathered by verdict.

use std::collections::{BTreeMap, BTreeSet};

use super::compute::{FactSource, datums};
use super::transfer::TransferFound;
use super::{CoverageFacts, Evidence, EvidenceMap, VerdictSet};
use crate::engine::coverage::{self, Datum, Judgement, Verdict};
use crate::engine::graph::{self, Edge, Path};
use crate::engine::movement::{Movement, MovementKind, RecipientRole, party_at};
use crate::estate::model::{
    Basis, Endpoint, Estate, FlowField, FlowShape, PartyIx, ServiceIx, StatementIx,
};
use crate::law::Regime;

/// The judgements of one side, with what each cites, gathered by verdict.
struct Side<'a> {
    keys: [&'static str; 5],
    label: &'static str,
    by_verdict: BTreeMap<Verdict, Evidence>,
    used: &'a mut BTreeSet<StatementIx>,
}

impl<'a> Side<'a> {
    fn new(
        keys: [&'static str; 5],
        label: &'static str,
        used: &'a mut BTreeSet<StatementIx>,
    ) -> Self {
        Self {
            keys,
            label,
            by_verdict: BTreeMap::new(),
            used,
        }
    }

    fn add(&mut self, element: String, field: FlowField, judgement: Judgement) {
        self.used
            .extend(judgement.statements.iter().chain(&judgement.yielding));
        let found = self.by_verdict.entry(judgement.verdict).or_default();
        if !found.elements.contains(&element) {
            found.elements.push(element.clone());
        }
        let words = match judgement.verdict {
            Verdict::Clear => "told",
            Verdict::Vague => "told in broader words only",
            Verdict::Ambiguous => "told and denied",
            Verdict::Incorrect => "denied by the notice",
            Verdict::Omitted => "not told",
        };
        let label = (field, format!("{}: {words}", self.label));
        if !found.fields.contains(&label) {
            found.fields.push(label);
        }
        for statement in judgement.statements {
            if !found.statements.contains(&statement) {
                found.statements.push(statement);
            }
        }
        for step in judgement.steps {
            let step = format!("{element}: {step}");
            if !found.steps.contains(&step) {
                found.steps.push(step);
            }
        }
    }

    fn finish(self, evidence: &mut EvidenceMap) -> VerdictSet {
        let set = self.by_verdict.keys().copied().collect();
        for (verdict, mut found) in self.by_verdict {
            found.elements.sort();
            found.statements.sort();
            if let Some(key) = self.keys.get(verdict as usize) {
                evidence.insert(key, found);
            }
        }
        set
    }
}

macro_rules! keys {
    ($side:literal) => {
        [
            concat!("coverage.", $side, ".clear"),
            concat!("coverage.", $side, ".vague"),
            concat!("coverage.", $side, ".ambiguous"),
            concat!("coverage.", $side, ".incorrect"),
            concat!("coverage.", $side, ".omitted"),
        ]
    };
}

/// Judges every side of a movement that is in question.
pub(super) fn coverage(
    source: &FactSource<'_>,
    movement: &Movement,
    regime: Regime,
    transfer: &TransferFound,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> CoverageFacts {
    let estate = source.estate;
    if estate.notice.is_none() {
        return CoverageFacts::default();
    }
    let shape = estate.shape(movement.shape);
    let ours = shape.controller == estate.controller;
    if !ours && !touches(movement, shape, estate.controller) {
        return CoverageFacts::default();
    }
    let (recipient, indirect_recipient) = recipients(source, movement, shape, evidence, used);
    let (destination, safeguard) =
        abroad(source, movement, shape, regime, transfer, evidence, used);
    let mut facts = CoverageFacts {
        recipient,
        indirect_recipient,
        destination,
        safeguard,
        ..CoverageFacts::default()
    };
    // What others do with data that they have received is for their notices to tell.
    let primary = !matches!(movement.kind, MovementKind::Access(_)) && !movement.indirect;
    let collects =
        movement.kind == MovementKind::Collect && movement.importer == Some(estate.controller);
    if !primary && !collects {
        return facts;
    }
    facts.data = data(source, shape, collects, evidence, used);
    facts.purpose = purposes(source, shape, collects, evidence, used);
    if ours {
        facts.retention = retention(source, shape, collects, evidence, used);
        facts.basis = basis(source, shape, collects, evidence, used);
        facts.automated_decision = automated(source, shape, evidence, used);
        if collects {
            facts.source = sources(source, movement, shape, evidence, used);
        }
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

/// The recipient, judged for each datum: by the statements of the flow's service, and for one that
/// got the data from others by those of each service the data were collected in.
fn recipients(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> (VerdictSet, VerdictSet) {
    let estate = source.estate;
    let told_of = movement.importer.filter(|party| {
        movement.separate() && *party != estate.controller && *party != shape.controller
    });
    // Carriers are no recipients, and a publication has no one in particular.
    let counts = !matches!(
        movement.role,
        RecipientRole::Carrier | RecipientRole::Public
    );
    if told_of.is_none() || !counts {
        return (VerdictSet::default(), VerdictSet::default());
    }
    // Of what the controller itself puts into a system, the flow says for which service.
    let sender = party_at(estate, shape.from, source.day);
    let put_there = matches!(movement.kind, MovementKind::Access(_))
        && sender.is_none_or(|sender| sender == estate.controller);
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
            .filter(|(_, datum)| shape.data.contains(&datum.category))
            .collect();
        arriving.sort();
        arriving.dedup();
        if arriving.is_empty() {
            arriving.extend(datums(shape).map(|datum| (shape.service, datum)));
        }
        arriving
    } else {
        datums(shape).map(|datum| (shape.service, datum)).collect()
    };
    let keys = if movement.indirect {
        keys!("indirectRecipient")
    } else {
        keys!("recipient")
    };
    let mut side = Side::new(keys, "recipient", used);
    for (service, datum) in reached {
        let judgement = coverage::recipient(estate, movement, service, datum, source.day);
        let element = estate.taxonomy.short(datum.category).to_owned();
        side.add(element, FlowField::To, judgement);
    }
    let set = side.finish(evidence);
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
        (VerdictSet::default(), set)
    } else {
        (set, VerdictSet::default())
    }
}

/// What a movement brings to its importer. Of what a party can reach in a system, that which this
/// flow put there.
fn arriving(source: &FactSource<'_>, movement: &Movement) -> Vec<graph::Datum> {
    match movement.kind {
        MovementKind::Access(index) => source.graph.reached(movement.shape, index).collect(),
        _ => source.graph.arrives(Edge::Flow(movement.shape)).collect(),
    }
}

/// A shortest way by which the data get to the importer.
fn way(source: &FactSource<'_>, movement: &Movement) -> Option<Path> {
    match movement.kind {
        MovementKind::Access(index) => source.graph.path_by_access(movement.shape, index),
        _ => source.graph.path_by(Edge::Flow(movement.shape)),
    }
}

/// A path in words: the ends of its hops, one after the other.
fn path_words(estate: &Estate, path: &Path) -> String {
    let name = |end: Endpoint| match end {
        Endpoint::Subjects => "the people".to_owned(),
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

fn abroad(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    regime: Regime,
    transfer: &TransferFound,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> (VerdictSet, VerdictSet) {
    let estate = source.estate;
    // Art 13(1)(f) asks of the controller what it transfers, and what is transferred for it.
    let governed = movement.regimes.contains(&regime);
    let Some(importer) = movement.importer.filter(|_| governed) else {
        return (VerdictSet::default(), VerdictSet::default());
    };
    let mut side = Side::new(keys!("destination"), "destination", used);
    for destination in &transfer.destinations {
        let judgement = coverage::destination(
            estate,
            shape.service,
            importer,
            destination.country,
            source.day,
        );
        side.add(
            destination.country.name().to_owned(),
            FlowField::To,
            judgement,
        );
    }
    let destination = side.finish(evidence);
    let mut side = Side::new(keys!("safeguard"), "safeguard", used);
    // Where several carry it, the best told one is enough.
    let best = transfer
        .carried_by
        .iter()
        .map(|kind| {
            (
                kind,
                coverage::safeguard(estate, shape.service, importer, kind, source.day),
            )
        })
        .min_by_key(|(_, judgement)| judgement.verdict);
    if let Some((kind, judgement)) = best {
        let field = shape
            .safeguards
            .first()
            .map_or(FlowField::To, |first| FlowField::Safeguard(*first));
        side.add(kind.clone(), field, judgement);
    }
    (destination, side.finish(evidence))
}

fn data(
    source: &FactSource<'_>,
    shape: &FlowShape,
    collects: bool,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> VerdictSet {
    let mut side = Side::new(keys!("data"), "data", used);
    for datum in datums(shape) {
        if !collects && source.collected.data.contains(&(shape.service, datum)) {
            continue;
        }
        let judgement = coverage::data(source.estate, shape.service, datum);
        let element = source.estate.taxonomy.short(datum.category).to_owned();
        side.add(element, FlowField::Data(datum.category), judgement);
    }
    side.finish(evidence)
}

fn purposes(
    source: &FactSource<'_>,
    shape: &FlowShape,
    collects: bool,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> VerdictSet {
    let mut side = Side::new(keys!("purpose"), "purpose", used);
    for purpose in &shape.purposes {
        if !collects
            && source
                .collected
                .purposes
                .contains(&(shape.service, *purpose))
        {
            continue;
        }
        let judgement = coverage::purpose(source.estate, shape.service, *purpose);
        let element = source.estate.taxonomy.short(*purpose).to_owned();
        side.add(element, FlowField::Purpose(*purpose), judgement);
    }
    side.finish(evidence)
}

fn retention(
    source: &FactSource<'_>,
    shape: &FlowShape,
    collects: bool,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> VerdictSet {
    let declared = shape.retention.as_ref();
    if !collects && declared.is_none() {
        return VerdictSet::default();
    }
    let mut side = Side::new(keys!("retention"), "retention", used);
    for datum in datums(shape) {
        let judgement = coverage::retention(source.estate, shape.service, datum, declared);
        let field = match declared {
            Some(_) => FlowField::Retention,
            None => FlowField::Data(datum.category),
        };
        side.add(
            source.estate.taxonomy.short(datum.category).to_owned(),
            field,
            judgement,
        );
    }
    side.finish(evidence)
}

fn basis(
    source: &FactSource<'_>,
    shape: &FlowShape,
    collects: bool,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> VerdictSet {
    let Basis::Term(term) = shape.basis else {
        return VerdictSet::default();
    };
    if !collects
        && source
            .collected
            .bases
            .contains(&(shape.service, shape.basis))
    {
        return VerdictSet::default();
    }
    let mut side = Side::new(keys!("basis"), "legal basis", used);
    let judgement = coverage::basis(source.estate, shape.service, &shape.purposes, term);
    side.add(
        source.estate.taxonomy.short(term).to_owned(),
        FlowField::Basis,
        judgement,
    );
    side.finish(evidence)
}

fn automated(
    source: &FactSource<'_>,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> VerdictSet {
    let Some(decision) = shape
        .decision
        .as_ref()
        .filter(|decision| decision.solely_automated && decision.significant)
    else {
        return VerdictSet::default();
    };
    let mut side = Side::new(keys!("automatedDecision"), "automated decision", used);
    let judgement = coverage::automated_decision(source.estate, shape.service, &decision.about);
    side.add(decision.about.clone(), FlowField::Decision, judgement);
    side.finish(evidence)
}

fn sources(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
    used: &mut BTreeSet<StatementIx>,
) -> VerdictSet {
    let Some(from) = movement.exporter else {
        return VerdictSet::default();
    };
    let estate = source.estate;
    let mut side = Side::new(keys!("source"), "source", used);
    for datum in datums(shape) {
        let judgement = coverage::source(estate, shape.service, from, datum, source.day);
        side.add(
            estate.taxonomy.short(datum.category).to_owned(),
            FlowField::From,
            judgement,
        );
    }
    let set = side.finish(evidence);
    for key in keys!("source") {
        if let Some(found) = evidence.get_mut(key) {
            found.name = Some(estate.party(from).name.clone());
        }
    }
    set
}
