//! To which countries, and under which safeguard.

use std::collections::BTreeSet;

use super::side::{Side, keys};
use crate::engine::coverage::{self, Judgement, Verdict};
use crate::engine::facts::source::FactSource;
use crate::engine::facts::transfer::TransferFound;
use crate::engine::facts::{EvidenceMap, Label, LabelRole, VerdictSet};
use crate::engine::movement::{Movement, hands_back};
use crate::estate::model::{AnchorState, FlowField, FlowShape, Statement, StatementIx};
use crate::law::Regime;

/// Whether another controller transfers the data to the one whose notice it is: Arts 13(1)(f) and 14(1)(f) ask what the
/// controller itself intends to transfer.
fn is_anothers(source: &FactSource<'_>, movement: &Movement, shape: &FlowShape) -> bool {
    let comes_in = movement.importer == Some(shape.controller);
    comes_in
        && movement.exporter.is_some_and(|it| it != shape.controller)
        && !hands_back(source.estate, movement, source.day)
}

/// The statements by which the recipient has the data in another country: they are what the notice states instead.
fn placed_elsewhere(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> Vec<StatementIx> {
    let (estate, day) = (source.estate, source.day);
    let Some(importer) = movement.importer else {
        return Vec::new();
    };
    let instead = estate.statements_on(day).filter(|(_, statement)| {
        let transfers = statement.transfers.as_ref();
        transfers.is_some_and(|it| {
            !it.none
                && !it.to.is_empty()
                && coverage::names(estate, &it.with, importer, day).is_some()
        }) && statement.scope.covers(shape.service)
    });
    let instead: Vec<(StatementIx, &Statement)> = instead.collect();
    let [.., incorrect, omitted] = keys!("destination");
    for key in [incorrect, omitted] {
        let Some(found) = evidence.get_mut(key) else {
            continue;
        };
        for (_, statement) in &instead {
            let AnchorState::Found { span, .. } = statement.anchor else {
                continue;
            };
            found.labels.push(Label {
                role: LabelRole::Notice,
                span,
                text: format!("`{}` names another country for it", statement.id),
            });
        }
    }
    instead.into_iter().map(|(index, _)| index).collect()
}

/// The countries outside the territory, and the mechanism of the transfer there.
pub(super) fn abroad(
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
    let governed = movement.regimes.contains(&regime) && !is_anothers(source, movement, shape);
    if !governed || movement.importer.is_none() || movement.own_affair {
        return (VerdictSet::default(), VerdictSet::default());
    }
    let mut side = Side::new(keys!("destination"), "destination", used);
    let places = transfer.destinations.iter().filter_map(|it| it.at);
    for at in places {
        let judgement = coverage::destination(estate, movement, (at, regime), source.day);
        let wants = |key: &str| source.wants(key);
        side.add(&at.in_prose(), FlowField::To, &judgement, wants);
    }
    let destination = side.finish(evidence);
    if destination.contains(Verdict::Omitted) || destination.contains(Verdict::Incorrect) {
        used.extend(placed_elsewhere(source, movement, shape, evidence));
    }
    let mut side = Side::new(keys!("safeguard"), "safeguard", used);
    // Where it relies on several, the one that is disclosed best is enough.
    let best_of = |kinds: &'_ [String]| {
        let judged = kinds.iter().map(|kind| {
            let judgement = coverage::safeguard(estate, movement, (kind, regime), source.day);
            (kind.clone(), judgement)
        });
        judged.min_by_key(|(_, judgement)| judgement.verdict)
    };
    // The terms of a decision on onward transfers need no words for each further recipient; but where the notice
    // names a mechanism for it, that must be the one.
    let onward = || best_of(&transfer.onward_kinds);
    let names_another = |it: &(String, Judgement)| it.1.verdict == Verdict::Incorrect;
    let best = best_of(&transfer.relied_on).or_else(|| onward().filter(names_another));
    if let Some((kind, judgement)) = best {
        let field = shape
            .transfer
            .safeguards
            .first()
            .map_or(FlowField::To, |first| FlowField::Safeguard(*first));
        side.add(&kind, field, &judgement, |key| source.wants(key));
    }
    (destination, side.finish(evidence))
}
