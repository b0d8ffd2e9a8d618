//! Whom a controller must appoint: what the estate records is found or in order, what nobody recorded is asked.

use super::on;
use crate::support::{Checked, checked_files};
use fairnotice::input::MemoryFiles;

const NO_OFFICER: &str = "accountability/no-dpo";
const OFFICER: &str = "accountability/dpo-not-recorded";
const NO_REPRESENTATIVE: &str = "accountability/no-representative";
const REPRESENTATIVE: &str = "accountability/representative-not-recorded";

const FLOWS: &str = "
flows:
  - {id: permits, from: data-subjects, to: estwick, subjects: citizen, data: name, purpose: service-provision, basis: contract}
";

/// The rules on appointments that report a party with some keys, and a notice of some words.
fn found(party: &str, notice: Option<&str>) -> (Vec<String>, Checked) {
    let estate = format!(
        "name: Estwick\ncontroller: estwick\nparties:\n  - {{id: estwick, name: Estwick, {party}}}{FLOWS}"
    );
    let checked = match notice {
        None => on("2024-06-01", &estate),
        Some(words) => {
            let notice = "notice: {source: notice.md, published: 2024-01-01, statements: []}\n";
            let files = MemoryFiles::new()
                .with("fairnotice.yaml", format!("{estate}{notice}"))
                .with("notice.md", words);
            checked_files(&files, "2024-06-01".parse().unwrap())
        }
    };
    let rules = checked.rules().into_iter();
    let rules = rules.filter(|rule| rule.starts_with("accountability/"));
    (rules.map(str::to_owned).collect(), checked)
}

#[test]
fn an_authority_of_which_no_officer_is_recorded_is_asked_for_one() {
    let authority = "country: GB, kind: public-authority";
    let rules = |party: &str, notice| found(party, notice).0;
    assert_eq!(rules(authority, None), [OFFICER]);
    assert_eq!(
        rules(&format!("{authority}, dpo: none"), None),
        [NO_OFFICER]
    );
    assert!(rules(&format!("{authority}, dpo: Ann Pell"), None).is_empty());
    let court = format!("{authority}, is: judicial-organisation");
    assert!(rules(&court, None).is_empty());
    assert!(rules("country: GB, kind: parish-council", None).is_empty());
    assert!(rules("country: GB", None).is_empty());
}

#[test]
fn a_question_about_an_officer_shows_the_words_of_the_notice_that_may_name_one() {
    let words = "# Contact\n\nWrite to our Data Protection Officer, Ann Pell.\n";
    let (rules, checked) = found("country: GB, kind: public-authority", Some(words));
    assert_eq!(rules, [OFFICER]);
    let labels = &checked.of(OFFICER)[0].labels;
    assert!(
        labels
            .iter()
            .any(|it| it.text == "these words may name one")
    );
    let (_, checked) = found(
        "country: GB, kind: public-authority",
        Some("# Contact\n\nWrite to us.\n"),
    );
    let labels = &checked.of(OFFICER)[0].labels;
    assert!(
        labels
            .iter()
            .all(|it| it.text != "these words may name one")
    );
}

#[test]
fn a_representative_is_asked_for_where_there_is_no_notice_to_name_one() {
    let abroad = "country: CA, scope: {uk-gdpr: art3-2, eu-gdpr: none}";
    let rules = |party: &str, notice| found(party, notice).0;
    assert_eq!(rules(abroad, None), [REPRESENTATIVE]);
    assert_eq!(
        rules(&format!("{abroad}, representative: none"), None),
        [NO_REPRESENTATIVE]
    );
    let exempt = format!("{abroad}, representative-exempt: occasional orders alone");
    assert!(rules(&exempt, None).is_empty());
    assert_eq!(
        rules(abroad, Some("# Contact\n\nWrite to us.\n")),
        [NO_REPRESENTATIVE]
    );
    let names = Some("# Contact\n\nOur UK representative is Data Reps of Leeds Ltd.\n");
    assert_eq!(rules(abroad, names), [REPRESENTATIVE]);
}
