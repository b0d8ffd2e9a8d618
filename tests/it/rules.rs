//! Every rule against its two estates: one in which it fires and the nearest one in which it does
//! not, with a snapshot of what the user sees.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support;
use crate::support::{Checked, checked, explained, fixtures, rule_files, terminal_of};
use fairnotice::engine::policy::Rules;

#[test]
fn every_rule_fires_in_its_estate_and_is_silent_in_the_nearest_one() {
    let mut wrong = Vec::new();
    for (rule, folder) in fixtures() {
        for (kind, fires) in [("fires", true), ("silent", false)] {
            let checked = checked(&folder.join(kind), None);
            let fired: BTreeSet<&str> = checked.rules();
            if fired.contains(rule.as_str()) != fires {
                wrong.push(format!("{rule} {kind}: found {fired:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_firing_estate_shows_little_else() {
    // What another rule says of the same estate must be less than an error, so that a fixture shows
    // its own rule.
    let mut noisy = Vec::new();
    for (rule, folder) in fixtures() {
        for kind in ["fires", "silent"] {
            let checked = checked(&folder.join(kind), None);
            for finding in &checked.outcome.findings {
                if finding.rule != rule
                    && finding.severity == fairnotice::estate::model::Severity::Error
                {
                    noisy.push(format!(
                        "{rule} {kind}: {} {}",
                        finding.rule, finding.message
                    ));
                }
            }
        }
    }
    assert!(noisy.is_empty(), "{}", noisy.join("\n"));
}

#[test]
fn what_the_user_sees_of_each_rule() {
    compare("rules", |checked, rule| terminal_of(checked, Some(rule)));
}

#[test]
fn how_a_finding_of_each_rule_was_found() {
    compare("explain", explained);
}

/// Compares what is shown of each rule in its firing estate with its snapshot in a folder.
fn compare(folder: &str, show: impl Fn(&Checked, &str) -> String) {
    support::snapshots(folder, || {
        for (rule, folder) in fixtures() {
            let checked = checked(&folder.join("fires"), None);
            insta::assert_snapshot!(rule.replace('/', "__"), show(&checked, &rule));
        }
    });
}

#[test]
fn the_catalogue_and_its_files_agree() {
    let rules = Rules::builtin().unwrap();
    let known: BTreeSet<String> = rules.iter().map(|rule| rule.id.clone()).collect();
    let files: BTreeSet<String> = rule_files("policies", "cedar");
    let with_fixtures: BTreeSet<String> = fixtures().into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(known, files, "one rule, one file of its name");
    assert_eq!(known, with_fixtures, "each rule has its estates");
    for folder in ["rules", "explain"] {
        let snapshots: BTreeSet<String> = std::fs::read_dir(root().join("snapshots").join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .map(|name| name.trim_end_matches(".snap").replace("__", "/"))
            .collect();
        assert_eq!(
            known, snapshots,
            "each rule has its snapshot in {folder}, and none is left over"
        );
    }
    for rule in rules.iter() {
        assert!(
            rule.explanation.lines().count() >= 3,
            "{}: too short an explanation",
            rule.id
        );
        assert!(
            rule.explanation.contains("What to do"),
            "{}: it does not say what to do",
            rule.id
        );
        assert!(!rule.law.is_empty(), "{}: it cites no law", rule.id);
        assert!(
            !rule.evidence.is_empty(),
            "{}: it cites no evidence",
            rule.id
        );
        assert!(rule.remedy.is_some(), "{}: it offers no remedy", rule.id);
    }
}

#[test]
fn every_rule_matters() {
    // With the rule switched off in the estate, its firing estate falls silent about it: what the
    // fixture shows is this policy's doing and no other's.
    for (rule, folder) in fixtures() {
        let path = folder.join("fires/fairnotice.yaml");
        let text = std::fs::read_to_string(&path).unwrap();
        let off = format!("{text}\nseverity: {{ {rule}: off }}\n");
        let mut files = fairnotice::input::MemoryFiles::new().with("fairnotice.yaml", off);
        for name in [
            "plan.json",
            "observed.json",
            "waivers.yaml",
            "evidence.lock",
            "earlier.yaml",
        ] {
            if let Ok(bytes) = std::fs::read(folder.join("fires").join(name)) {
                files = files.with(name, bytes);
            }
        }
        let checked = support::checked_files(&files, support::day_of(&text));
        assert!(
            !checked.rules().contains(rule.as_str()),
            "{rule} cannot be switched off"
        );
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
