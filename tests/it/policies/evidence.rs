//! What `@evidence` names: keys that facts leave evidence under, and no other.

use std::path::Path;

use super::*;
use crate::support::root;
use fairnotice::engine::facts::{fact_keys, is_fact_key};

/// The rule above with an annotation more.
fn citing(evidence: &str) -> String {
    OWN.replace("@remedy", &format!("@evidence(\"{evidence}\")\n@remedy"))
}

#[test]
fn a_key_that_no_fact_has_is_refused_with_the_nearest_one() {
    judged("", &citing("data.special, coverage.data.omitted"), &[]).exits(1);
    for (written, meant) in [
        ("transfer.instrumnt", "transfer.instrument"),
        ("coverage.data.omited", "coverage.data.omitted"),
        ("coverage.dta.omitted", "coverage.data.omitted"),
    ] {
        let refused = judged("", &citing(&format!("data.special, {written}")), &[]).refused();
        for words in [
            "policies/house/own.cedar:4:1",
            "`@evidence` of `house/nothing-leaves`",
            &format!("`{written}`"),
            &format!("did you mean `{meant}`?"),
        ] {
            assert!(refused.err.contains(words), "{words}\n{}", refused.err);
        }
    }
    let refused = judged("", &citing("xyz"), &[]).refused();
    assert!(
        refused.err.contains("such as `transfer.instrument`"),
        "{}",
        refused.err
    );
}

#[test]
fn keys_are_known_by_their_whole_name() {
    for key in fact_keys() {
        assert!(is_fact_key(&key.key), "{}", key.key);
    }
    for key in [
        "",
        "transfer",
        "coverage",
        "coverage.data",
        "coverage.omitted",
        "data.special.x",
    ] {
        assert!(!is_fact_key(key), "{key}");
    }
}

/// The text of every file of Rust under a folder, but for tests and the definition of the facts.
fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if ["tests", "schema"].contains(&name) || name.ends_with("tests.rs") {
            continue;
        }
        if path.is_dir() {
            sources(&path, text);
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_key_is_dead() {
    // That the code writes no key which is not known is asserted wherever it writes one.
    let mut text = String::new();
    sources(&root().join("src/engine"), &mut text);
    for key in fact_keys() {
        let written = match key.key.strip_prefix("coverage.") {
            Some(coverage) => format!("keys!(\"{}\")", coverage.split('.').next().unwrap()),
            None => format!("\"{}\"", key.key),
        };
        let written = text.contains(&written) || text.contains(&format!("\"{}\"", key.key));
        assert!(written, "nothing writes `{}`", key.key);
    }
    assert!(!text.contains("\"statement.unheard-of\""));
}
