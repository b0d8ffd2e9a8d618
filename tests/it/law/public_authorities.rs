//! Who is a public authority for the GDPR in the United Kingdom: section 7 of the Data Protection Act
//! 2018.

use super::on;

/// The rules that report a hall that a council lets on the basis of legitimate interests.
fn lets_a_hall(kind: &str, task: &str, consents: bool) -> Vec<String> {
    let basis = if consents {
        "basis: consent\n    consent: {record: 2024-01-01}"
    } else {
        "basis: legitimate-interests\n    interests-assessed: 2023-08-14"
    };
    let estate = format!(
        "name: Council
controller: council
parties:
  - {{id: council, name: Council, country: GB, kind: {kind}}}
flows:
  - id: hall
    from: data-subjects
    to: council
    subjects: customer
    data: name
    purpose: customer-care
    {basis}{task}
"
    );
    let found = on("2024-06-01", &estate);
    found.rules().into_iter().map(str::to_owned).collect()
}

const INTERESTS: &str = "basis/public-authority-legitimate-interests";
const FREE: &str = "basis/consent-choice-not-recorded";

#[test]
fn a_parish_council_is_none_and_an_authority_is_one_in_its_tasks_only() {
    let has = |kind, task, rule: &str, consents| {
        lets_a_hall(kind, task, consents).contains(&rule.to_owned())
    };
    let public = "\n    task: public-task";
    let other = "\n    task: other-task";
    assert!(has("public-authority", public, INTERESTS, false));
    assert!(!has("public-authority", other, INTERESTS, false));
    assert!(!has("parish-council", public, INTERESTS, false));
    assert!(!has("parish-council", "", INTERESTS, false));
    assert!(has("public-authority", public, FREE, true));
    assert!(!has("parish-council", public, FREE, true));
}

#[test]
fn what_is_found_of_an_authority_cites_the_section_that_says_who_is_one() {
    let estate = "name: Council
controller: council
parties:
  - {id: council, name: Council, country: GB, kind: public-authority}
flows:
  - {id: hall, from: data-subjects, to: council, subjects: customer, data: name, purpose: customer-care, basis: legitimate-interests, task: public-task}
";
    let found = on("2024-06-01", estate);
    let rows: Vec<&str> = found.of(INTERESTS)[0]
        .law
        .iter()
        .map(|row| row.id.as_str())
        .collect();
    assert!(rows.contains(&"dpa-7"), "{rows:?}");
}
