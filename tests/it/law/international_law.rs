//! Relevant international law: Schedule A1 of the UK's Data Protection Act 2018 does instead of a
//! condition of Schedule 1, since 2026-02-05 (section 9A).

use super::on;

fn judged(day: &str, data: &str, extra: &str) -> Vec<String> {
    let estate = format!(
        "name: Mast
controller: mast
parties:
  - {{id: mast, name: Mast Messaging, country: GB}}
flows:
  - id: answer
    from: data-subjects
    to: mast
    subjects: customer
    data: [name, {data}]
    purpose: service-provision
    basis: public-task
    {extra}
"
    );
    let found = on(day, &estate);
    found.rules().into_iter().map(str::to_owned).collect()
}

#[test]
fn a_request_under_the_agreement_opens_special_categories_without_a_policy_document() {
    let extra = "condition: 9(2)(g)\n    schedule-1: uk-schedule-a1";
    let missing = "basis/public-interest-without-schedule-condition".to_owned();
    let before = judged("2026-02-04", "health-record", extra);
    assert!(before.contains(&missing), "{before:?}");
    let since = judged("2026-02-05", "health-record", extra);
    assert!(!since.contains(&missing), "{since:?}");
    assert!(
        !since.contains(&"basis/no-policy-document".to_owned()),
        "{since:?}"
    );
}

#[test]
fn it_opens_data_about_offences_too() {
    let missing = "basis/criminal-data-without-authority".to_owned();
    let extra = "criminal-authority: uk-schedule-a1";
    let before = judged("2026-02-04", "criminal-conviction", extra);
    assert!(before.contains(&missing), "{before:?}");
    let since = judged("2026-02-05", "criminal-conviction", extra);
    assert!(!since.contains(&missing), "{since:?}");
}
