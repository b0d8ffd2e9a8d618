//! From when on a change of an estate is lawful and disclosed, by what is known today: days of publication, of
//! contracts and instruments, and law already enacted.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Event, Interval, State, Track, timeline};
use crate::engine::as_of::CheckError;
use crate::engine::policy::Rules;
use crate::estate::model::{Estate, ShapeIx};

/// So many years ahead are looked at.
const YEARS: i64 = 10;

/// From when on flows are lawful and disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earliest {
    /// The first day on which all of them run, and each is lawful and no error says that it is not disclosed; `None`:
    /// no day that was looked at.
    pub day: Option<Date>,
    /// The last day that was looked at.
    pub until: Date,
    /// What changes on that day, where it is not the first one.
    pub because: Vec<Event>,
    /// The days on which one of them runs and is not disclosed, from the first to the last before `day`; the last is
    /// `None` where there is no such day.
    pub undisclosed: Option<(Date, Option<Date>)>,
}

/// From when on, from a day, flows with these declarations are lawful and disclosed; `None` where none of them runs. What
/// was switched on before that day, on `since`, has run undisclosed from then on.
///
/// # Errors
/// Those of [`timeline`].
pub fn earliest(
    estate: &Estate,
    rules: &Rules,
    (since, from): (Date, Date),
    shapes: &BTreeSet<ShapeIx>,
) -> Result<Option<Earliest>, CheckError> {
    let until = from.checked_add(YEARS.years()).unwrap_or(from);
    let timeline = timeline(estate, rules, since.min(from), until, Some(shapes))?;
    let begins: BTreeSet<Date> = (timeline.lanes.iter())
        .flat_map(|it| it.intervals.iter().map(|it| it.from))
        .chain([from.max(timeline.from)])
        .collect();
    let is_on = |day: Date, wanted: &dyn Fn(&State) -> bool| {
        let mut lanes = timeline.lanes.iter();
        lanes.any(|it| at(it, day).is_some_and(|it| wanted(&it.state)))
    };
    let runs = |state: &State| !matches!(state, State::NotRunning);
    // What no longer runs on a later day was never meant to run with the rest.
    let all_run = timeline.lanes.iter().filter_map(|lane| {
        let mut intervals = lane.intervals.iter();
        intervals.find(|it| runs(&it.state)).map(|it| it.from)
    });
    let Some(all_run) = all_run.max() else {
        return Ok(None);
    };
    let hidden = |state: &State| match state {
        State::Judged(it) => it.disclosed(rules) == Some(false),
        _ => false,
    };
    let wrong = |state: &State| match state {
        State::Judged(it) => !it.lawful(rules) || hidden(state),
        _ => false,
    };
    let mut days = begins.range(all_run.max(from)..).copied();
    let day = days.find(|day| is_on(*day, &runs) && !is_on(*day, &wrong));
    let mut before = begins
        .iter()
        .copied()
        .filter(|it| day.is_none_or(|day| *it < day));
    let first = before.find(|it| is_on(*it, &hidden));
    let last = first.and_then(|first| {
        let mut later = begins.range(first..).copied();
        later.find(|it| !is_on(*it, &hidden))?.yesterday().ok()
    });
    let because = day.filter(|day| *day > timeline.from.max(from)).map(|day| {
        let lanes = timeline.lanes.iter().filter_map(|it| at(it, day));
        let began = lanes.filter(|it| it.from == day);
        let mut events: Vec<Event> = began.flat_map(|it| it.began_by.clone()).collect();
        events.sort();
        events.dedup();
        events
    });
    Ok(Some(Earliest {
        day,
        until: timeline.until,
        because: because.unwrap_or_default(),
        // What was over before the day of the question needs no publication any more.
        undisclosed: (first.map(|first| (first, last)))
            .filter(|(_, last)| last.is_none_or(|last| last >= from)),
    }))
}

/// The interval of a lane in which a day is.
fn at(lane: &Track, day: Date) -> Option<&Interval> {
    lane.intervals
        .iter()
        .find(|it| it.from <= day && day <= it.until)
}
