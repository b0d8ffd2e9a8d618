//! What is told when data are collected: categories, purposes, storage, basis, decisions, source. A
//! disclosure is judged by what its service did not collect already.

use std::collections::BTreeSet;

use super::side::{Side, keys};
use crate::engine::coverage;
use crate::engine::facts::compute::{FactSource, datums};
use crate::engine::facts::{EvidenceMap, VerdictSet};
use crate::engine::movement::Movement;
use crate::estate::model::{Basis, FlowField, FlowShape, StatementIx};

pub(super) fn data(
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
        let judgement = coverage::data(source.estate, shape.service, datum, source.day);
        let element = source.estate.taxonomy.short(datum.category).to_owned();
        side.add(element, FlowField::Data(datum.category), judgement);
    }
    side.finish(evidence)
}

pub(super) fn purposes(
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
        let judgement = coverage::purpose(source.estate, shape.service, *purpose, source.day);
        let element = source.estate.taxonomy.short(*purpose).to_owned();
        side.add(element, FlowField::Purpose(*purpose), judgement);
    }
    side.finish(evidence)
}

pub(super) fn retention(
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
        let judgement =
            coverage::retention(source.estate, shape.service, datum, declared, source.day);
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

pub(super) fn basis(
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
    let judgement = coverage::basis(
        source.estate,
        shape.service,
        &shape.purposes,
        term,
        source.day,
    );
    side.add(
        source.estate.taxonomy.short(term).to_owned(),
        FlowField::Basis,
        judgement,
    );
    side.finish(evidence)
}

pub(super) fn automated(
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
    let judgement =
        coverage::automated_decision(source.estate, shape.service, &decision.about, source.day);
    side.add(decision.about.clone(), FlowField::Decision, judgement);
    side.finish(evidence)
}

pub(super) fn sources(
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
