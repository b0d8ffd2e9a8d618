//! Data about offences: what is recorded of the law that authorises them, where the law tables hold it and
//! where they do not.

use super::{findings, of};

/// Whether the authority is missing, and whether it is asked for.
fn found(day: &str, country: &str, authority: &str) -> [bool; 2] {
    let text = format!(
        "
name: A club
controller: club
parties: [{{id: club, name: Club, country: {country}}}]
flows:
  - {{id: in, from: data-subjects, to: club, data: criminal-offence, subjects: member, purpose: personnel-hiring,
     basis: legal-obligation{authority}}}
"
    );
    let found = findings(day, &text);
    [
        "criminal-data-without-authority",
        "criminal-authority-not-recorded",
    ]
    .map(|rule| !of(&found, &format!("basis/{rule}")).is_empty())
}

#[test]
fn an_authority_that_nobody_recorded_is_a_question_where_the_tables_hold_no_law() {
    assert_eq!(found("2024-06-01", "FR", ""), [false, true]);
    assert_eq!(
        found("2024-06-01", "FR", ", criminal-authority: none"),
        [true, false]
    );
    assert_eq!(found("2024-06-01", "GB", ""), [true, false]);
    // The Data Protection Act 2018 filled Art 10 of the EU GDPR before it filled that of the UK.
    assert_eq!(found("2019-06-01", "GB", ""), [true, false]);
    let named = ", criminal-authority: uk-sch1-1";
    assert_eq!(found("2019-06-01", "GB", named), [false, false]);
    assert_eq!(found("2024-06-01", "GB", named), [false, false]);
    // The law of another country authorises nothing here.
    assert_eq!(found("2024-06-01", "FR", named), [true, false]);
}
