//! Judging on the days on which something can change says the same as judging on every day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use fairnotice::engine::check::Check;
use fairnotice::engine::policy::Rules;
use fairnotice::engine::timeline::{State, Timeline, timeline};
use fairnotice::estate::model::{Estate, ShapeIx};
use fairnotice::input::{MemoryFiles, SourceMap};
use fairnotice::law::Regime;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::generate::{Sample, sample};
use crate::support::shown;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

fn estate(sample: &Sample) -> (Estate, SourceMap) {
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", &*sample.text)
        .with("old.yaml", &*sample.old_notice);
    let loaded = fairnotice::estate::load(&files, "fairnotice.yaml");
    match loaded.estate {
        Ok(estate) => (estate, loaded.sources),
        Err(errors) => panic!("{}\n{}", shown(&errors, &loaded.sources), sample.text),
    }
}

/// The state of each lane on each of its days.
fn by_day(timeline: &Timeline) -> BTreeMap<(ShapeIx, Regime, Date), State> {
    let mut all = BTreeMap::new();
    for lane in &timeline.lanes {
        for interval in &lane.intervals {
            let days = interval.from.series(jiff::Span::new().days(1));
            for day in days.take_while(|day| *day <= interval.until) {
                let known = all.insert((lane.shape, lane.regime, day), interval.state.clone());
                assert!(known.is_none(), "two intervals on {day}");
            }
        }
    }
    all
}

/// A day alone as its timeline; `None` where nothing governs.
fn alone(estate: &Estate, day: Date) -> Option<Timeline> {
    timeline(estate, &RULES, day, day, None).ok()
}

fn holds(sample: &Sample) -> usize {
    let (estate, sources) = estate(sample);
    let text = &sample.text;
    let whole = timeline(&estate, &RULES, sample.first, sample.last, None).unwrap();
    let mut expected = BTreeMap::new();
    let days: Vec<Date> = sample
        .first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= sample.last)
        .collect();
    for (at, day) in days.iter().enumerate() {
        if let Some(found) = alone(&estate, *day) {
            if at % 5 == 0 {
                against_a_check(&estate, &sources, &found, *day, text);
            }
            expected.extend(by_day(&found));
        }
    }
    // A day alone has no lane where the flow is not judged; of those the whole says why.
    let judged: BTreeMap<_, _> = by_day(&whole)
        .into_iter()
        .filter(|(_, state)| matches!(state, State::Judged(_)))
        .collect();
    for (key, state) in &expected {
        assert_eq!(judged.get(key), Some(state), "{key:?}\n{text}");
    }
    assert_eq!(judged.len(), expected.len(), "{text}");

    let mut changes = 0;
    for lane in &whole.lanes {
        for pair in lane.intervals.windows(2) {
            let [before, after] = pair else { continue };
            assert_eq!(before.until.tomorrow().unwrap(), after.from);
            assert_ne!(before.state, after.state, "neighbours are merged");
            assert!(!after.began_by.is_empty(), "{}\n{text}", after.from);
            assert!(after.began_by.iter().all(|event| event.day == after.from));
            changes += 1;
        }
        let last = lane.intervals.last().unwrap();
        assert_eq!(last.until, sample.last);
        let shape = estate.shape(lane.shape);
        for interval in &lane.intervals {
            let runs = interval.state != State::NotRunning;
            assert_eq!(shape.runs(interval.from), runs, "{text}");
        }
    }
    assert!(whole.days_judged <= days.len());
    changes
}

/// What a check finds about flows is what the timeline of its day says, but for findings that the
/// check folds into one about the words of the notice.
fn against_a_check(estate: &Estate, sources: &SourceMap, found: &Timeline, day: Date, text: &str) {
    let outcome = Check::new(estate, sources, &RULES, day).run().unwrap();
    let folded: BTreeSet<&str> = outcome
        .findings
        .iter()
        .filter(|finding| finding.flows.is_empty())
        .flat_map(|finding| finding.covers.iter().map(String::as_str))
        .collect();
    let mut checked: BTreeMap<(ShapeIx, Regime), BTreeSet<&str>> = BTreeMap::new();
    for finding in &outcome.findings {
        for row in &finding.rows {
            for flow in row.flows.iter() {
                for regime in row.regimes.iter() {
                    let key = (estate.flow(*flow).shape, *regime);
                    checked.entry(key).or_default().insert(&finding.rule);
                }
            }
        }
    }
    for lane in &found.lanes {
        let State::Judged(judgement) = &lane.intervals[0].state else {
            panic!("a lane of one day is judged")
        };
        let rules: BTreeSet<&str> = judgement
            .rules
            .iter()
            .map(|rule| RULES.rule(*rule).unwrap().id.as_str())
            .collect();
        let of_check = checked
            .remove(&(lane.shape, lane.regime))
            .unwrap_or_default();
        for rule in rules.symmetric_difference(&of_check) {
            assert!(
                rules.contains(rule) && folded.contains(rule),
                "{day} {rule}: the timeline has {rules:?}, the check {of_check:?}\n{text}"
            );
        }
    }
    assert!(checked.is_empty(), "{day}: {checked:?}\n{text}");
}

/// Few samples in an ordinary run; `PROPTEST_CASES` asks for more.
fn config() -> Config {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = Config::default();
    Config {
        cases: if asked { default.cases } else { 16 },
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_days_of_change_are_all_of_them(bytes in prop::collection::vec(any::<u8>(), 100..160)) {
        holds(&sample(&bytes));
    }
}

#[test]
fn the_estates_change_within_their_span() {
    // Samples in which nothing ever changed would show nothing.
    let mut next = 7_u32;
    let mut byte = || {
        next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (next >> 24) as u8
    };
    let changes: usize = (0..6)
        .map(|_| {
            let bytes: Vec<u8> = (0..160).map(|_| byte()).collect();
            holds(&sample(&bytes))
        })
        .sum();
    assert!(changes > 60, "{changes} changes only");
}
