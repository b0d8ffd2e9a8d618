//! What began an interval: of all that changes on its first day, what touches the flow.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::State;
use super::day::ShapeStatus;
use super::dependencies::Dependencies;
use super::events::{ChangeKind, Event, EventKind, Scope};
use crate::engine::policy::{Group, RuleIx, Rules};
use crate::estate::model::Estate;
use crate::law::Regime;

/// What began an interval, of the events of its first day, in the order of kinds.
///
/// Of the estate's things it is what has a part in the flow. Of the law it is the rows that the
/// findings cite which began or ended, or that the transfer relies on, or relied on before; where these did
/// not change that day, any row that something found about the flow cites. What reaches the flow
/// through other flows leaves all that changed in the estate that day, and at last all of the law.
pub(super) fn causes(
    estate: &Estate,
    rules: &Rules,
    touch: &Dependencies<'_>,
    regime: Regime,
    old: &ShapeStatus,
    new: &ShapeStatus,
    of_day: &[Event],
) -> Vec<Event> {
    let is_law = |event: &&Event| event.scope == Scope::Law;
    let of_regime = |event: &&Event| {
        let row = event.id.as_deref().and_then(|id| estate.law.row(id));
        row.is_some_and(|row| row.national.is_some() || row.is_of(regime))
    };
    let law = || of_day.iter().filter(is_law);
    let among = |ids: &BTreeSet<String>| -> Vec<Event> {
        law()
            .filter(|event| event.id.as_ref().is_some_and(|id| ids.contains(id)))
            .cloned()
            .collect()
    };
    let mut found: Vec<Event> = of_day
        .iter()
        .filter(|event| touch.is_touched_by(event))
        .cloned()
        .collect();
    let governed = |status: &ShapeStatus| matches!(status.state, State::Judged(_));
    if governed(old) && governed(new) {
        let mut rows = among(&changed_rows(rules, old, new));
        if rows.is_empty() && found.is_empty() {
            rows = among(&old.all_cited.union(&new.all_cited).cloned().collect());
        }
        found.extend(rows);
    }
    // Where a country lies decides both whether a regime governs and whether a transfer is one.
    let territory = law()
        .filter(|event| {
            event
                .id
                .as_deref()
                .is_some_and(|id| touch.is_in_territory_of(id))
        })
        .filter(of_regime)
        .cloned();
    found.extend(territory);
    if found.is_empty() {
        found.extend(of_day.iter().filter(|event| !is_law(event)).cloned());
    }
    if found.is_empty() {
        found.extend(law().filter(of_regime).cloned());
    }
    if found.is_empty() {
        found.extend(of_day.iter().cloned());
    }
    found.sort_by(|a, b| (a.kind, a).cmp(&(b.kind, b)));
    found.dedup();
    found
}

/// What began the first interval of a regime that begins within the span.
pub(super) fn of_regime(regime: Regime, day: Date) -> Vec<Event> {
    vec![Event {
        day,
        kind: EventKind::Regime,
        id: Some(regime.id().to_owned()),
        turn: ChangeKind::Begins,
        about: format!("the {}", regime.label()),
        citation: None,
        unread: false,
        scope: Scope::All,
    }]
}

/// The rows that findings cite which are there on one of the two days only, and those that are the mechanism of
/// the transfer on one of them only.
fn changed_rows(rules: &Rules, old: &ShapeStatus, new: &ShapeStatus) -> BTreeSet<String> {
    let mut rows = BTreeSet::new();
    let (State::Judged(before), State::Judged(after)) = (&old.state, &new.state) else {
        return rows;
    };
    for rule in before.rules.symmetric_difference(&after.rules) {
        for status in [old, new] {
            rows.extend(status.cited.get(rule).into_iter().flatten().cloned());
        }
        // A finding that ends may do so by what its absence depends on.
        let of_transfers = |rule: &RuleIx| {
            rules
                .rule(*rule)
                .is_some_and(|rule| rule.family().group == Group::Destination)
        };
        if of_transfers(rule) {
            rows.extend(old.all_cited.iter().chain(&new.all_cited).cloned());
        }
    }
    if before.rests_on != after.rests_on {
        rows.extend(old.all_cited.iter().chain(&new.all_cited).cloned());
    }
    rows
}
