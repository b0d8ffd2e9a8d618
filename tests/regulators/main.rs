//! Cases that regulators and courts decided, put to the engine: the folders of `tests/cases`, or of the
//! folder that `FAIRNOTICE_CASES` names. Prints a table and the numbers; writes them as JSON where
//! `FAIRNOTICE_CASES_OUT` says.
//!
//! The engine sees the estate, the day and the regime of a case. Where it comes from and what is
//! expected stays sealed until the answer is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod known;
mod scoring;
#[allow(dead_code, reason = "each test binary uses a part of this")]
#[path = "../support/mod.rs"]
mod support;

use std::path::PathBuf;

use serde_json::Value;
use support::cases::score::{Score, table};
use support::cases::{OURS, judged};

#[test]
fn regulators_and_courts_are_followed() {
    let named = std::env::var_os("FAIRNOTICE_CASES").map(PathBuf::from);
    let others = named.as_deref().map(judged);
    let cases = others.as_ref().unwrap_or(&OURS);
    let scores: Vec<&Score> = cases.iter().map(|case| &case.score).collect();
    println!("{}", table(&scores));
    if let Some(out) = std::env::var_os("FAIRNOTICE_CASES_OUT") {
        let all: Vec<Value> = scores.iter().map(|score| score.json()).collect();
        let text = serde_json::to_string_pretty(&all).unwrap() + "\n";
        std::fs::write(&out, text).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
    }
    // What is known of our own cases says nothing of others.
    if named.is_none() {
        let wrong = known::differences(known::KNOWN, &scores);
        assert!(
            wrong.is_empty(),
            "tests/regulators/known.rs is not true:\n{}",
            wrong.join("\n")
        );
    }
}
