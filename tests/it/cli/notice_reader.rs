//! `notice read --with-reader`: what a program of the user's choice says is held against the text and the vocabulary.

use serde_json::{Value, json};

use super::*;

const NOTICE: &str = "\
# Privacy notice of Tarn Outdoor

We never share your **address** with anyone.

## Why

Our hikers' club writes to you once a season. The club writes to you once a season.

## How long

Slips are shredded after ten weeks.
";

/// Runs a reader that gives this answer whatever it is asked.
fn answered(answer: &Value, more: &[&str]) -> Ran {
    let folder = folder();
    write(folder.path(), "privacy.md", NOTICE);
    write(folder.path(), "answer.json", answer.to_string());
    let call = [
        "notice",
        "read",
        "privacy.md",
        "--with-reader",
        "cat answer.json",
    ];
    run(folder.path(), &[&call, more].concat())
}

fn found(ran: &Ran) -> Vec<(String, Value)> {
    let json = ran.json();
    let statements = json["statements"].as_array().unwrap().clone();
    let outside = statements
        .into_iter()
        .filter(|it| it["pattern"] == "external-reader");
    outside
        .map(|it| (it["quote"].as_str().unwrap().to_owned(), it))
        .collect()
}

#[test]
fn what_a_reader_invents_is_dropped() {
    let answer = json!({"statements": [
        {"quote": "We sell your address to the highest bidder.", "shares": "third-party"},
        {"quote": "Slips are shredded after ten weeks.", "retains": {"for": "P10W"}},
        {"quote": "Our hikers' club writes to you once a season.", "uses": ["direct-marketing"], "certainty": "certain"},
        {"quote": "Our hikers' club writes to you once a season.", "uses": "hiking"},
        {"quote": "Our hikers' club writes to you once a season.", "uses": ["direct-marketing"]},
        {"quote": "writes to you once a season.", "block": 0, "uses": "direct-marketing"},
        {"quote": "slips are shredded", "retains": "P10W"},
        {"quote": "Slips are shredded", "retains": "ten weeks or so"},
        {"quote": "Slips are shredded", "keeps": "P10W"},
        {"quote": "Slips are shredded", "retains": "P10W", "uses": "direct-marketing"},
        {"quote": "Slips", "informs": {"retention": true}},
        {"quote": "We never share your address with anyone.", "shares": "none"},
        "Slips",
    ]});
    let ran = answered(&answer, &["--format", "json"]).exits(0);
    let found = found(&ran);
    let quotes: Vec<&str> = found.iter().map(|(quote, _)| quote.as_str()).collect();
    assert_eq!(
        quotes,
        [
            "Our hikers' club writes to you once a season.",
            "Slips are shredded after ten weeks."
        ],
        "{}",
        ran.err
    );
    for (_, statement) in &found {
        assert_eq!(
            (&statement["certainty"], &statement["anchored"]),
            (&json!("look"), &json!(true))
        );
    }
    assert_eq!(found[0].1["section"], "Why");
    snapshots(|| insta::assert_snapshot!("notice-reader-dropped", ran.err));
    // What was read already stays as it was read.
    assert!(ran.out.contains("\"none\": true"));
}

#[test]
fn a_reader_is_given_the_blocks() {
    let folder = folder();
    write(folder.path(), "privacy.md", NOTICE);
    let call = [
        "notice",
        "read",
        "privacy.md",
        "--with-reader",
        "tee request.json",
    ];
    let ran = run(folder.path(), &call).refused();
    assert!(ran.err.contains("has no list `statements`"), "{}", ran.err);
    let request = std::fs::read_to_string(folder.path().join("request.json")).unwrap();
    let request: Value = serde_json::from_str(&request).unwrap();
    assert_eq!(request["version"], 1);
    assert_eq!(request["kinds"].as_array().unwrap().len(), 10);
    let blocks = request["blocks"].as_array().unwrap();
    assert_eq!(blocks[0]["kind"], "heading");
    assert_eq!(
        blocks[1]["text"],
        "We never share your address with anyone."
    );
    assert_eq!(
        (&blocks[3]["section"], &blocks[3]["line"]),
        (&json!("Why"), &json!(7))
    );
}

#[test]
fn a_reader_that_fails_is_an_error() {
    let folder = folder();
    write(folder.path(), "privacy.md", NOTICE);
    for (reader, words) in [
        ("no-such-program-anywhere", "cannot be run"),
        (" ", "names no program"),
        ("false", "failed with"),
        ("echo words", "is not JSON"),
        ("sleep 20", "no answer within 1 seconds"),
        ("cat /dev/zero", "writes more than"),
    ] {
        let call = [
            "notice",
            "read",
            "privacy.md",
            "--with-reader",
            reader,
            "--reader-seconds",
            "1",
        ];
        // Zeros come as fast as the machine has them.
        let call = if reader.ends_with("zero") {
            &call[..5]
        } else {
            &call[..]
        };
        let ran = run(folder.path(), call).refused();
        assert!(ran.err.contains(words), "{reader}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    run(
        folder.path(),
        &["notice", "read", "privacy.md", "--reader-seconds", "1"],
    )
    .refused();
}

#[cfg(unix)]
#[test]
fn a_reader_that_stays_is_ended() {
    let folder = folder();
    write(
        folder.path(),
        "n.md",
        "# Notice\n\nWe share your email address.\n",
    );
    let script =
        "#!/bin/sh\ncat > /dev/null\necho '{\"statements\": []}'\nexec 1>&- 2>&-\nsleep 50\n";
    write(folder.path(), "reader.sh", script);
    let call = [
        "notice",
        "read",
        "n.md",
        "--with-reader",
        "sh reader.sh",
        "--reader-seconds",
        "2",
    ];
    let started = std::time::Instant::now();
    let err = run(folder.path(), &call).refused().err;
    assert!(
        err.contains("closed its output and did not end within 2 seconds"),
        "{err}"
    );
    assert!(started.elapsed() < std::time::Duration::from_secs(40));
}
