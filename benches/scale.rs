//! How a check grows with the flows, against reading them alone, in one run.
//!
//! `cargo bench` prints the ratio for 10^4, 10^5 and 10^6 flows (or for the number in
//! `FAIRNOTICE_FLOWS`), with the peak of memory so far where the system reports it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::allow_attributes,
    missing_docs,
    reason = "a bench is no library"
)]

mod generator;

use std::hint::black_box;
use std::time::{Duration, Instant};

use fairnotice::engine::check::Outcome;
use fairnotice::estate::raw::RawFlow;
use fairnotice::input::MemoryFiles;
use fairnotice::project::Project;
use generator::Generated;
use jiff::civil::date;

/// Reads the flows and does nothing with them: what every check has to do at least.
fn parse_alone(lines: &str) -> usize {
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<RawFlow>(line).ok())
        .map(black_box)
        .count()
}

/// Everything: load, build, judge.
fn whole_check(files: &MemoryFiles) -> Outcome {
    let project = Project::load(files, "fairnotice.yaml")
        .expect("the generator writes what the loader reads");
    project
        .check(date(2026, 11, 24))
        .run()
        .expect("the controller is in the UK")
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = black_box(work());
    (start.elapsed(), done)
}

/// Alternates the two, so that a slow spell of the machine meets both; medians of three.
fn ratio(what: &str, flows: usize, generated: &Generated) {
    let mut parse = Vec::new();
    let mut whole = Vec::new();
    let mut seen = None;
    for _ in 0..3 {
        let (time, count) = timed(|| parse_alone(&generated.lines));
        assert_eq!(count, flows);
        parse.push(time);
        let (time, outcome) = timed(|| whole_check(&generated.files));
        whole.push(time);
        seen = Some(outcome);
    }
    parse.sort();
    whole.sort();
    let Some(outcome) = seen else { return };
    println!(
        "{flows} {what} flows, {} MB: parse alone {:.2?}, whole check {:.2?}, ratio {:.2}",
        generated.lines.len() / 1_000_000,
        parse[1],
        whole[1],
        whole[1].as_secs_f64() / parse[1].as_secs_f64()
    );
    println!(
        "  {} movements, {} decisions, {} findings; peak memory {}",
        outcome.movements,
        outcome.decisions,
        outcome.findings.len(),
        peak_memory()
    );
}

/// The peak of resident memory, which Linux reports in `/proc/self/status`.
fn peak_memory() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status
                .lines()
                .find(|line| line.starts_with("VmHWM:"))?
                .to_owned();
            Some(line.trim_start_matches("VmHWM:").trim().to_owned())
        })
        .unwrap_or_else(|| "unknown".to_owned())
}

fn main() {
    let asked = std::env::var("FAIRNOTICE_FLOWS").ok();
    match asked.and_then(|flows| flows.parse().ok()) {
        Some(flows) => both(flows),
        None => {
            both(10_000);
            both(100_000);
            ratio("similar", 1_000_000, &generator::estate(1_000_000));
        }
    }
}

/// Flows of which many declare the same, and flows of which no two do.
fn both(flows: usize) {
    ratio("similar", flows, &generator::estate(flows));
    ratio("differing", flows, &generator::differing(flows));
}
