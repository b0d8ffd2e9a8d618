//! Cases that regulators and courts decided, put to the engine: a file of the format that the
//! folder `shared` beside the checkout describes, or the one that `FAIRNOTICE_CASES` names. Prints a
//! table and five numbers; writes them as JSON where `FAIRNOTICE_CASES_OUT` says. With
//! `FAIRNOTICE_CASES_SHOW` the estates are printed as well.
//!
//! The engine sees the day, the regime and the facts of a case. Where it comes from and what is
//! expected stays sealed in `sheet` until the answer is there.
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

mod ask;
mod known;
mod score;
mod sheet;
#[allow(dead_code, reason = "each test binary uses a part of this")]
#[path = "../support/mod.rs"]
mod support;
mod translate;

use std::path::PathBuf;

use rayon::prelude::*;
use score::{Score, table};
use serde_json::Value;
use sheet::Sheet;

#[test]
fn regulators_and_courts_are_agreed_with() {
    let (path, ours) = match std::env::var_os("FAIRNOTICE_CASES") {
        Some(path) => (PathBuf::from(path), false),
        None => match support::shared() {
            Some(folder) => (folder.join("cases/regulators.json"), true),
            None => return,
        },
    };
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let engine = ask::Engine::new();
    let scores: Vec<Score> = Sheet::read(&text)
        .into_par_iter()
        .map(|sheet| {
            let answer = engine.answer(&sheet.question);
            let key = sheet.open(&answer);
            Score::of(&answer, key)
        })
        .collect();
    println!("{}", table(&scores));
    if let Some(out) = std::env::var_os("FAIRNOTICE_CASES_OUT") {
        let all: Vec<Value> = scores.iter().map(Score::json).collect();
        let text = serde_json::to_string_pretty(&all).unwrap() + "\n";
        std::fs::write(&out, text).unwrap_or_else(|error| panic!("{}: {error}", out.display()));
    }
    // What is known of the open cases says nothing of others.
    if ours {
        let wrong = known::differences(&scores);
        assert!(
            wrong.is_empty(),
            "docs/cases.md is not right:\n{}",
            wrong.join("\n")
        );
    }
}

/// A case with one flow, to which a key may be added.
fn sheet(key: &str, value: Value) -> Sheet {
    let mut flow = serde_json::json!({
        "id": "f1", "from": "here", "to": "there", "mode": "transmission", "data": ["name"],
        "subjects": "customers", "purpose": "CRM", "basis": "contract", "safeguards": [],
    });
    flow[key] = value;
    let case = serde_json::json!([{
        "id": "made-up", "regime": "eu-gdpr", "as_of": "2023-03-01",
        "facts": {
            "parties": [
                {"id": "here", "country": "FR", "role": "controller"},
                {"id": "there", "country": "IN", "role": "controller"},
            ],
            "systems": [], "flows": [flow], "safeguards": [], "notice": null,
        },
        "expect": {
            "restricted_transfer": true,
            "findings": ["transfer/no-safeguard"],
            "not_findings": ["transfer/unknown-location"],
            "at": {"transfer/no-safeguard": "f1"},
        },
    }]);
    Sheet::read(&case.to_string()).pop().unwrap()
}

fn score(sheet: Sheet) -> Score {
    let answer = ask::Engine::new().answer(&sheet.question);
    let key = sheet.open(&answer);
    Score::of(&answer, key)
}

#[test]
fn a_case_that_the_engine_gets_right_scores_so() {
    let score = score(sheet("frequency", "systematic".into()));
    assert!(score.is_right(), "{score:?}");
}

#[test]
fn what_cannot_be_said_makes_a_case_inexpressible() {
    let unsayable: [(&str, Value); 2] = [("mode", "telepathy".into()), ("safeguards", 7.into())];
    for (key, value) in unsayable {
        let score = score(sheet(key, value));
        assert!(!score.inexpressible.is_empty(), "{key}");
        assert!(!score.transfer_ok && !score.missing.is_empty(), "{key}");
    }
}

#[test]
fn what_the_format_does_not_know_is_a_remark() {
    let unknown: [(&str, Value); 3] = [
        ("phase_of_the_moon", "full".into()),
        ("frequency", "blue moons".into()),
        ("condition", serde_json::json!({"a": 1})),
    ];
    for (key, value) in unknown {
        let score = score(sheet(key, value));
        if key == "condition" {
            assert!(!score.inexpressible.is_empty(), "a value out of shape");
            continue;
        }
        assert!(score.is_right(), "{score:?}");
        assert!(score.unread[0].contains(key), "{score:?}");
    }
}

#[test]
fn the_tables_name_terms_that_there_are() {
    translate::check_tables();
}

#[test]
fn the_question_holds_nothing_of_the_key() {
    let sheet = sheet("frequency", "systematic".into());
    let keys: Vec<&String> = sheet.question.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["regime", "as_of", "facts"]);
}
