//! That the scoring separates right from wrong, on small cases made up for it.

use std::collections::BTreeSet;
use std::path::Path;

use fairnotice::engine::policy::Rules;

use super::known::differences;
use super::support::cases::score::{Numbers, Score};
use super::support::cases::sheet::{Question, Sheet};
use super::support::cases::{Judged, OURS, judge};

/// A shop whose data go to India, with nothing that would allow it.
const ESTATE: &str = "\
name: Shop
controller: shop
parties:
  - { id: shop, country: FR }
  - { id: partner, country: IN }
flows:
  - { id: f1, from: shop, to: partner, role: controller, data: name, subjects: customer, \
purpose: direct-marketing, basis: contract, frequency: systematic }
  - { id: f2, from: data-subjects, to: shop, data: name, subjects: customer, \
purpose: direct-marketing, basis: contract }
";

/// What is right of it.
const EXPECT: &str = "\
id: made-up
source: nobody
as_of: 2023-03-01
regime: eu-gdpr
why: no reason
transfers: {f1: true, f2: false}
findings: [transfer/no-safeguard]
any_of: [[transfer/safeguard-expired, transfer/no-safeguard]]
not_findings: [transfer/unknown-location]
at: {transfer/no-safeguard: f1}
";

fn sheet(folder: &Path, estate: &str, expect: &str) -> Sheet {
    let folder = folder.join("made-up");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("fairnotice.yaml"), estate).unwrap();
    std::fs::write(folder.join("expect.yaml"), expect).unwrap();
    Sheet::read(&folder)
}

/// The score of the case, with some words in both files replaced by others.
fn score(changes: &[(&str, &str)]) -> Score {
    let (mut estate, mut expect) = (ESTATE.to_owned(), EXPECT.to_owned());
    for (old, new) in changes {
        let there = estate.contains(old) || expect.contains(old);
        assert!(there, "nothing says {old}");
        estate = estate.replace(old, new);
        expect = expect.replace(old, new);
    }
    let folder = tempfile::tempdir().unwrap();
    judge(sheet(folder.path(), &estate, &expect)).score
}

#[test]
fn a_case_that_the_engine_gets_right_scores_so() {
    let score = score(&[]);
    assert!(score.is_right(), "{score:?}");
    assert_eq!((score.flows, score.required), (2, 2));
    assert!(score.others.is_empty(), "{score:?}");
}

#[test]
fn what_the_case_does_not_name_is_shown_and_not_scored() {
    let silent = [
        (
            "findings: [transfer/no-safeguard]\nany",
            "findings: []\nany",
        ),
        (
            "[[transfer/safeguard-expired, transfer/no-safeguard]]",
            "[]",
        ),
    ];
    let score = score(&silent);
    assert!(score.is_right(), "{score:?}");
    assert_eq!(score.others, ["transfer/no-safeguard"]);
}

#[test]
fn each_thing_that_is_wrong_counts_once() {
    let wrong = [
        (
            "f1: true",
            "f1: false",
            "f1 is a transfer, expected no transfer",
        ),
        (
            "f2: false",
            "f2: true",
            "f2 is no transfer, expected a transfer",
        ),
        (
            "findings: [transfer/no-safeguard]\nany",
            "findings: [transfer/no-risk-assessment]\nany",
            "missing transfer/no-risk-assessment",
        ),
        (
            "[[transfer/safeguard-expired, transfer/no-safeguard]]",
            "[[transfer/safeguard-expired, transfer/unknown-location]]",
            "missing transfer/safeguard-expired | transfer/unknown-location",
        ),
        (
            "[transfer/unknown-location]",
            "[transfer/no-safeguard]",
            "forbidden transfer/no-safeguard",
        ),
    ];
    for (old, new, what) in wrong {
        assert_eq!(score(&[(old, new)]).wrong(), [what]);
    }
}

#[test]
fn a_finding_on_another_flow_is_not_the_one_asked_for() {
    let score = score(&[("no-safeguard: f1", "no-safeguard: f2")]);
    let wrong = score.wrong();
    assert!(
        wrong.contains(&"missing transfer/no-safeguard at f2".to_owned()),
        "{wrong:?}"
    );
}

#[test]
fn findings_of_the_other_regime_do_not_count() {
    // Brazil is adequate for the EU since January 2026, and not for the UK.
    let both = [
        ("country: FR }", "country: FR, scope: { uk-gdpr: art3-2 } }"),
        ("country: IN", "country: BR"),
        ("as_of: 2023-03-01", "as_of: 2026-03-01"),
    ];
    assert!(!score(&both).missing.is_empty());
    let uk = score(&[both.as_slice(), &[("regime: eu-gdpr", "regime: uk-gdpr")]].concat());
    assert!(uk.is_right(), "{uk:?}");
}

#[test]
fn a_finding_counts_for_the_rules_that_it_covers() {
    // An indefinite period is said more precisely by a rule that covers the one on vague periods.
    let notice = "\
services:
  - { id: s, sections: N }
service: s
notice:
  title: N
  published: 2023-01-01
  text: |
    # N

    We keep data as long as we need.
  statements:
    - { id: kept, section: N, quote: as long as we need, retains: indefinite }
flows:
";
    let with_period = |expect| {
        let period = ("basis: contract }", "basis: contract, retention: P3Y }");
        score(&[("flows:\n", notice), period, expect])
    };
    let asked = "findings: [disclosure/vague-retention]\nany";
    assert!(with_period(("findings: [transfer/no-safeguard]\nany", asked)).is_right());
    let forbidden = with_period((
        "[transfer/unknown-location]",
        "[disclosure/vague-retention]",
    ));
    assert_eq!(forbidden.wrong(), ["forbidden disclosure/vague-retention"]);
    assert!(
        !forbidden
            .others
            .contains(&"disclosure/vague-retention".to_owned())
    );
}

#[test]
fn what_cannot_be_said_is_not_right_whatever_comes_out() {
    let score = score(&[("why: no", "inexpressible: a mood\nwhy: no")]);
    assert_eq!(score.wrong(), ["inexpressible: a mood"]);
    assert_eq!(Numbers::of(&[&score]).inexpressible, 1);
}

#[test]
fn an_estate_that_is_refused_has_nothing_right() {
    for (old, new) in [
        ("id: f1, from: shop", "id: f1, telepathy: shop"),
        ("country: FR", "country: IN"),
    ] {
        let score = score(&[(old, new)]);
        assert!(!score.refused.is_empty(), "{new}");
        let n = Numbers::of(&[&score]);
        assert_eq!((n.flows_right, n.found, n.refused, n.right), (0, 0, 1, 0));
    }
}

#[test]
fn our_cases_have_no_key_that_is_misspelt_and_name_rules_and_flows_that_there_are() {
    let rules: BTreeSet<String> = Rules::builtin()
        .unwrap()
        .iter()
        .map(|rule| rule.id.clone())
        .collect();
    for Judged { key, answer, .. } in &*OURS {
        let unknown: Vec<&String> = key.unknown.keys().collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", key.id);
        let named = key.findings.iter().chain(key.any_of.iter().flatten());
        for rule in named.chain(&key.not_findings).chain(key.at.keys()) {
            assert!(rules.contains(rule), "{}: no rule {rule}", key.id);
        }
        for flow in key.transfers.keys().chain(key.at.values()) {
            let there = answer.flows.contains(flow) || !answer.refused.is_empty();
            assert!(there, "{}: no flow {flow}", key.id);
        }
    }
}

#[test]
fn a_key_that_is_misspelt_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let expect = EXPECT.replace("not_findings", "not_finding");
    let key = judge(sheet(folder.path(), ESTATE, &expect)).key;
    assert!(key.unknown.contains_key("not_finding"));
}

#[test]
fn the_question_holds_nothing_of_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = sheet(folder.path(), ESTATE, EXPECT);
    // Every field is named, so that a further one has to be argued for here.
    let Question {
        estate,
        as_of,
        regime,
    } = &sheet.question;
    assert_eq!(std::fs::read_to_string(estate).unwrap(), ESTATE);
    assert_eq!(
        (as_of.to_string(), regime.id()),
        ("2023-03-01".to_owned(), "eu-gdpr")
    );
}

#[test]
fn the_list_of_known_misses_is_exact() {
    let (right, wrong) = (score(&[]), score(&[("f1: true", "f1: false")]));
    let listed = [("made-up", "a reason")];
    assert!(differences(&[], &[&right]).is_empty());
    assert_eq!(differences(&[], &[&wrong]).len(), 1);
    assert!(differences(&listed, &[&wrong]).is_empty());
    assert_eq!(differences(&listed, &[&right]).len(), 1);
}
