//! An estate over a span of days: for each flow and regime, when it was lawful and when it was disclosed
//! of, and what began each interval.
//!
//! Between two days on which nothing changes, nothing can change in what is found; so the estate is
//! judged on the days of `events` alone.

mod causes;
mod day;
mod dependencies;
mod earliest;
mod events;
mod gather;
mod influence;
mod seen;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use earliest::{Earliest, earliest};
use events::Scope;
pub use events::{ChangeKind, Event, EventKind};
pub use seen::{SeenInterval, SeenRecipient, seen};

use crate::engine::as_of::{CheckError, Regimes};
use crate::engine::check::decider;
use crate::engine::facts::TransferMechanism;
use crate::engine::policy::{RuleIx, Rules};
use crate::estate::model::{Estate, Severity, ShapeIx};
use crate::estate::vocabulary::Concern;
use crate::law::Regime;
use day::{Judge, ShapeStatus};
use influence::Influence;

/// An estate over a span of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// On how many days the estate was judged.
    pub days_judged: usize,
    /// What came of each distinct declaration of flows under each regime that governs it on some
    /// day of the span; by declaration, then by regime.
    pub lanes: Vec<Track>,
}

impl Timeline {
    /// The lanes of what a flow declares; none where it runs on no day of the span.
    pub fn lanes_of(&self, shape: ShapeIx) -> impl Iterator<Item = &Track> {
        let at = self.lanes.partition_point(|lane| lane.shape < shape);
        self.lanes
            .iter()
            .skip(at)
            .take_while(move |lane| lane.shape == shape)
    }
}

/// One declaration under one regime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The declaration.
    pub shape: ShapeIx,
    /// The regime.
    pub regime: Regime,
    /// The intervals, in order and without gaps, from the span's or the regime's first day.
    pub intervals: Vec<Interval>,
}

/// Days on which the same is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What is found.
    pub state: State,
    /// What changed on the first day and dependencies the flow; empty where the span begins.
    pub began_by: Vec<Event>,
}

/// The status of a flow under a regime on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It does not run.
    NotRunning,
    /// It runs, but the regime does not govern it.
    NotGoverned,
    /// It was judged.
    Judged(Judgement),
}

/// What was found about a flow.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// The rules with a finding about it, without those that the estate switches off or a more
    /// precise one covers.
    pub rules: BTreeSet<RuleIx>,
    /// Some policy could not be evaluated, so that silence says nothing.
    pub faulty: bool,
    /// Whether the notice was compared with it: a notice is in force, and speaks of what is done for this
    /// controller. Otherwise, that no rule says that it is not disclosed means nothing.
    pub compared: bool,
    /// What its restricted transfers rely on.
    pub rests_on: BTreeSet<TransferMechanism>,
}

impl Judgement {
    /// Whether no error says that the flow is unlawful. Warnings and notes are found, and leave it lawful:
    /// they say what is likely wrong, or wrong in part.
    pub fn lawful(&self, rules: &Rules) -> bool {
        !self.faulty && !self.has(rules, Concern::Lawfulness)
    }

    /// Whether no error says that the flow is not disclosed; `None` where the notice was not compared with
    /// it.
    pub fn disclosed(&self, rules: &Rules) -> Option<bool> {
        if self.faulty || self.has(rules, Concern::Transparency) {
            return Some(false);
        }
        self.compared.then_some(true)
    }

    fn has(&self, rules: &Rules, concern: Concern) -> bool {
        self.rules
            .iter()
            .filter(|rule| rules.severity(**rule) == Some(Severity::Error))
            .filter_map(|rule| rules.rule(*rule))
            .any(|rule| rule.family().concerns == concern)
    }
}

/// Judges an estate from one day to another, both inclusive. Days before the law of the tables
/// began are left out. With `only`, the lanes of these declarations alone are computed; what they
/// get from other flows counts none the less.
///
/// # Errors
/// When no day of the span can be judged: it ends before it begins or before either regime began,
/// or the controller is subject to neither regime on any of its days.
pub fn timeline(
    estate: &Estate,
    rules: &Rules,
    from: Date,
    until: Date,
    only: Option<&BTreeSet<ShapeIx>>,
) -> Result<Timeline, CheckError> {
    if until < from {
        return Err(CheckError::EmptySpan { from, until });
    }
    let from = estate
        .law
        .earliest_day()
        .map_or(from, |first| first.max(from));
    if until < from {
        // The words for a day before the law are those of a check.
        Regimes::of(estate, until)?;
    }

    let events = gather::events(estate);
    let days = days_of_change(estate, &events, from, until);

    let mut judge = Judge {
        estate,
        rules,
        decider: decider(rules, estate)?,
        influence: Influence::new(estate),
        only,
    };
    let mut lanes: BTreeMap<(ShapeIx, Regime), Vec<Interval>> = BTreeMap::new();
    let mut before: BTreeMap<(ShapeIx, Regime), ShapeStatus> = BTreeMap::new();
    let mut first_error = None;
    let mut judged_once = false;
    let dependencies = dependencies::of_shapes(estate, only);
    for day in &days {
        let of_day = events_on(&events, *day);
        // What is not judged again is as it was.
        let changed = changed_alone(estate, of_day, *day).filter(|_| *day != from);
        let found = match &changed {
            Some(changed) => judge.on_change_of(changed, *day),
            None => judge.on(*day),
        };
        let today = match found {
            Ok(found) => {
                judged_once = true;
                found
            }
            Err(error) => {
                first_error.get_or_insert(error);
                judge.on_free_day(changed.as_ref(), *day)
            }
        };
        for (key, status) in &today {
            let intervals = lanes.entry(*key).or_default();
            if let Some(last) = intervals.last_mut() {
                if last.state == status.state {
                    continue;
                }
                last.until = day.yesterday().unwrap_or(*day);
            }
            let begun_later = *day != from;
            let began_by = match (before.get(key), dependencies.get(&key.0)) {
                (Some(old), Some(dependency)) => {
                    causes::causes(estate, rules, dependency, key.1, old, status, of_day)
                }
                (None, _) if begun_later => causes::of_regime(key.1, *day),
                _ => Vec::new(),
            };
            intervals.push(Interval {
                from: *day,
                until,
                state: status.state.clone(),
                began_by,
            });
        }
        before.extend(today);
    }
    if !judged_once && let Some(error) = first_error {
        return Err(error);
    }
    Ok(Timeline {
        from,
        until,
        days_judged: days.len(),
        lanes: judged_lanes(lanes),
    })
}

/// The declarations that change on a day, where nothing else does.
fn changed_alone(estate: &Estate, of_day: &[Event], day: Date) -> Option<BTreeSet<ShapeIx>> {
    let of_shape = |event: &Event| match event.scope {
        Scope::Shape(shape) => Some(shape),
        _ => None,
    };
    let begins = |regime: &Regime| estate.law.regime_begins(*regime) == Some(day);
    if of_day.is_empty() || Regime::ALL.iter().any(begins) {
        return None;
    }
    of_day.iter().map(of_shape).collect()
}

/// The days on which something can change, and the first.
fn days_of_change(estate: &Estate, events: &[Event], from: Date, until: Date) -> BTreeSet<Date> {
    let begins = Regime::ALL
        .iter()
        .filter_map(|regime| estate.law.regime_begins(*regime));
    events
        .iter()
        .map(|event| event.day)
        .chain(begins)
        .filter(|day| from < *day && *day <= until)
        .chain([from])
        .collect()
}

/// The lanes that were judged on some day.
fn judged_lanes(lanes: BTreeMap<(ShapeIx, Regime), Vec<Interval>>) -> Vec<Track> {
    lanes
        .into_iter()
        .filter(|(_, intervals)| {
            let judged = |interval: &Interval| matches!(interval.state, State::Judged(_));
            intervals.iter().any(judged)
        })
        .map(|((shape, regime), intervals)| Track {
            shape,
            regime,
            intervals,
        })
        .collect()
}

/// The events of one day.
fn events_on(events: &[Event], day: Date) -> &[Event] {
    let from = events.partition_point(|event| event.day < day);
    let until = events.partition_point(|event| event.day <= day);
    events.get(from..until).unwrap_or(&[])
}
