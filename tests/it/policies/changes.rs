//! What `@changes` names: kinds of change that there are, and no other.

use super::*;
use fairnotice::engine::policy::{ChangeKind, Rules};

/// The rule above with the kinds of change that can resolve it.
fn stating(changes: &str) -> String {
    OWN.replace("@remedy", &format!("@changes(\"{changes}\")\n@remedy"))
}

#[test]
fn a_kind_that_there_is_not_is_refused_with_the_nearest_one() {
    judged("", &stating("disclose, retire-flow"), &[]).exits(1);
    judged("", &stating("none"), &[]).exits(1);
    for (written, words) in [
        ("disclose, retire-flows", "did you mean `retire-flow`?"),
        ("discloses", "did you mean `disclose`?"),
        ("xyz", "words among `record-fact`, `disclose`"),
        ("none, disclose", "`@changes` names `none`"),
        ("", "write `none`"),
    ] {
        let refused = judged("", &stating(written), &[]).refused();
        for words in [
            "policies/house/own.cedar:4:1",
            "`house/nothing-leaves`",
            words,
        ] {
            assert!(refused.err.contains(words), "{words}\n{}", refused.err);
        }
    }
}

#[test]
fn every_rule_of_the_catalogue_states_its_kinds() {
    let rules = Rules::builtin().unwrap();
    for rule in rules.iter() {
        assert!(rule.changes.is_some(), "{} lacks `@changes`", rule.id);
    }
    for kind in ChangeKind::ALL {
        let names = |it: &Vec<ChangeKind>| it.contains(&kind);
        let mut stated = rules.iter().filter_map(|rule| rule.changes.as_ref());
        assert!(stated.any(names), "no rule names `{}`", kind.as_str());
    }
}
