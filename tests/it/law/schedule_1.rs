//! Schedule 1 of the UK's Data Protection Act 2018: which data a condition opens, and which conditions
//! ask for a policy document.

use super::on;
use crate::support::Checked;

const DAY: &str = "2024-06-01";
const NO_CONDITION: &str = "basis/public-interest-without-schedule-condition";
const NO_AUTHORITY: &str = "basis/criminal-data-without-authority";
const NO_DOCUMENT: &str = "basis/no-policy-document";

/// A firm that uses some data on an authority or a condition.
fn firm(data: &str, extra: &str, document: &str) -> Checked {
    let estate = format!(
        "name: Marsh
controller: marsh
parties:
  - {{id: marsh, name: Marsh, country: GB{document}}}
flows:
  - id: use
    from: data-subjects
    to: marsh
    subjects: job-applicant
    data: [name, {data}]
    purpose: personnel-hiring
    basis: legal-obligation
    {extra}
"
    );
    on(DAY, &estate)
}

fn opens(condition: &str, data: &str) -> bool {
    let extra = format!("condition: 9(2)(g)\n    schedule-1: {condition}");
    let found = firm(data, &extra, ", policy-document: 2021-03-01");
    found.of(NO_CONDITION).is_empty()
}

#[test]
fn a_condition_opens_only_the_categories_that_it_names() {
    for (condition, data, expected) in [
        // Equality of opportunity: origin, beliefs, health, sexual orientation.
        ("uk-sch1-8", "ethnic-origin", true),
        ("uk-sch1-8", "religion", true),
        ("uk-sch1-8", "health-record", true),
        ("uk-sch1-8", "sexual-preference", true),
        ("uk-sch1-8", "trade-union-membership", false),
        ("uk-sch1-8", "fingerprint", false),
        ("uk-sch1-8", "political-opinion", false),
        // Diversity at senior levels: origin alone.
        ("uk-sch1-9", "race", true),
        ("uk-sch1-9", "disability", false),
        // Support groups.
        ("uk-sch1-16", "genetic", true),
        ("uk-sch1-16", "fingerprint", true),
        ("uk-sch1-16", "religion", false),
        // Health alone; genetic data are a category of their own.
        ("uk-sch1-19", "mental-health", true),
        ("uk-sch1-19", "genetic", false),
        ("uk-sch1-21", "health-record", true),
        ("uk-sch1-21", "race", false),
        // Insurance.
        ("uk-sch1-20", "trade-union-membership", true),
        ("uk-sch1-20", "genetic", true),
        ("uk-sch1-20", "sexual-history", false),
        // Political parties.
        ("uk-sch1-22", "political-opinion", true),
        ("uk-sch1-22", "religion", false),
        // Most conditions open them all.
        ("uk-sch1-18", "sexual-history", true),
        ("uk-sch1-6", "fingerprint", true),
    ] {
        assert_eq!(opens(condition, data), expected, "{condition} {data}");
    }
}

#[test]
fn what_may_be_one_of_the_categories_is_not_held_against_anybody() {
    // Which special category, or whether orientation, is not recorded.
    assert!(opens("uk-sch1-9", "special-category-personal-data"));
    assert!(opens("uk-sch1-8", "sexual"));
}

#[test]
fn a_finding_names_the_data_and_the_condition_that_does_not_open_them() {
    let extra = "condition: 9(2)(g)\n    schedule-1: uk-sch1-9";
    let found = firm(
        "race, health-record",
        extra,
        ", policy-document: 2021-03-01",
    );
    let [finding] = found.of(NO_CONDITION)[..] else {
        panic!("{:?}", found.rules());
    };
    let steps = finding.derivation.join("\n");
    assert!(
        steps.contains(
            "`uk-sch1-9` is limited to racial or ethnic origin and does not open health record"
        ),
        "{steps}"
    );
    assert!(finding.law.iter().any(|row| row.id == "uk-sch1-9"));
}

#[test]
fn a_condition_for_special_categories_alone_is_no_authority_for_data_about_offences() {
    for (authority, expected) in [
        ("uk-sch1-10", true),
        ("uk-sch1-18", true),
        ("uk-sch1-36", true),
        ("uk-sch1-37", true),
        ("uk-sch1-8", false),
        ("uk-sch1-9", false),
        ("uk-sch1-16", false),
        ("uk-sch1-19", false),
        ("uk-sch1-20", false),
        ("uk-sch1-21", false),
        ("uk-sch1-22", false),
    ] {
        let extra = format!("criminal-authority: {authority}");
        let found = firm(
            "criminal-conviction",
            &extra,
            ", policy-document: 2021-03-01",
        );
        assert_eq!(
            found.of(NO_AUTHORITY).is_empty(),
            expected,
            "{authority}: {:?}",
            found.rules()
        );
    }
}

#[test]
fn the_conditions_that_extend_part_2_ask_for_the_policy_document_that_part_2_asks_for() {
    for (extra, expected) in [
        ("criminal-authority: uk-sch1-36", true),
        ("criminal-authority: uk-sch1-37", true),
        ("criminal-authority: uk-sch1-29", false),
        // Journalism needs none (para 13(3)), also as what paragraph 36 extends.
        ("criminal-authority: uk-sch1-13", false),
        (
            "criminal-authority: uk-sch1-36\n    schedule-1: uk-sch1-13",
            false,
        ),
        (
            "criminal-authority: uk-sch1-36\n    schedule-1: uk-sch1-18",
            true,
        ),
    ] {
        let found = firm("criminal-conviction", extra, "");
        assert_eq!(
            !found.of(NO_DOCUMENT).is_empty(),
            expected,
            "{extra}: {:?}",
            found.rules()
        );
    }
}
