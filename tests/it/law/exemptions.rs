//! Exemptions from informing people: an estate names the one on which it relies, for a flow or for an
//! item of the notice, and it counts where the law of the day has it for this controller.

use super::on;
use crate::support::try_checked;
use fairnotice::input::MemoryFiles;

const RECIPIENT: &str = "disclosure/undisclosed-recipient";
const SOURCE: &str = "disclosure/undisclosed-source";
const MISSING: &str = "notice/missing-information";
const CONTRADICTED: &str = "disclosure/contradicted-recipient";

struct Case<'a> {
    country: &'a str,
    kind: &'a str,
    /// Lines of the flow to the police, and of the notice.
    flow: &'a str,
    notice: &'a str,
    says: &'a str,
}

impl Default for Case<'_> {
    fn default() -> Self {
        Self {
            country: "GB",
            kind: "public-authority",
            flow: "",
            notice: "",
            says: "",
        }
    }
}

fn estate(case: &Case<'_>) -> String {
    let Case {
        country,
        kind,
        flow,
        notice,
        says,
    } = case;
    format!(
        "name: Council
controller: council
parties:
  - {{id: council, name: Council, country: {country}, kind: {kind}}}
  - {{id: police, name: Police, country: {country}, kind: public-authority}}
notice:
  text: We take your name to run the car park. We never give it to anybody.
  statements:
    - {{id: takes, quote: take your name, collects: {{data: name, subjects: customer}}}}
    - {{id: runs, quote: to run the car park, uses: service-provision}}
{says}{notice}
flows:
  - {{id: parking, from: data-subjects, to: council, subjects: customer, data: name, purpose: service-provision, basis: public-task}}
  - {{id: asked, from: council, to: police, subjects: customer, data: name, purpose: service-provision, basis: public-task{flow}}}
"
    )
}

fn finds(day: &str, case: &Case<'_>, rule: &str) -> bool {
    !on(day, &estate(case)).of(rule).is_empty()
}

#[test]
fn a_flow_that_an_exemption_covers_need_not_be_in_the_notice() {
    let day = "2024-06-01";
    assert!(finds(day, &Case::default(), RECIPIENT));
    for exemption in [
        "uk-sch2-2",
        "uk-sch2-3",
        "uk-sch2-4",
        "uk-sch2-5",
        "both-13-4",
    ] {
        let flow = format!(", notice-exemption: {exemption}");
        let case = Case {
            flow: &flow,
            ..Case::default()
        };
        assert!(!finds(day, &case, RECIPIENT), "{exemption}");
    }
}

#[test]
fn an_exemption_does_not_make_a_false_sentence_true() {
    let case = Case {
        flow: ", notice-exemption: uk-sch2-2",
        says: "    - {id: never, quote: never give it to anybody, shares: none}\n",
        ..Case::default()
    };
    assert!(finds("2024-06-01", &case, CONTRADICTED));
}

#[test]
fn an_exemption_counts_for_those_whom_the_law_exempts_and_from_its_day() {
    for (country, kind, exemption, day, expected) in [
        // Risk systems and immigration are for authorities.
        ("GB", "company", "uk-sch2-2", "2024-06-01", true),
        ("GB", "company", "uk-sch2-3", "2024-06-01", false),
        ("GB", "company", "uk-sch2-4", "2024-06-01", false),
        // The Act is the law of the United Kingdom alone; Art 23 is that of the EU.
        ("FR", "company", "uk-sch2-2", "2019-06-01", false),
        ("GB", "company", "uk-sch2-2", "2019-06-01", true),
        ("FR", "company", "eu-23", "2024-06-01", true),
        ("GB", "company", "eu-23", "2024-06-01", false),
    ] {
        let flow = format!(", notice-exemption: {exemption}");
        let case = Case {
            country,
            kind,
            flow: &flow,
            ..Case::default()
        };
        assert_eq!(
            !finds(day, &case, RECIPIENT),
            expected,
            "{country} {kind} {exemption} {day}"
        );
    }
}

#[test]
fn what_art_14_exempts_does_not_reach_data_that_come_from_the_person() {
    let case = Case {
        country: "FR",
        flow: ", notice-exemption: eu-14-5",
        ..Case::default()
    };
    assert!(finds("2024-06-01", &case, RECIPIENT));
    let elsewhere = |exemption: &str, country: &str, day: &str| {
        let text = format!(
            "name: Archive
controller: archive
parties:
  - {{id: archive, name: Archive, country: {country}}}
  - {{id: registry, name: Registry, country: {country}}}
notice:
  text: We keep the name of owners for research.
  statements:
    - {{id: keeps, quote: keep the name of owners, collects: {{data: name, subjects: customer}}}}
flows:
  - {{id: bought, from: registry, to: archive, subjects: customer, data: name, purpose: service-provision, basis: public-task{exemption}}}
"
        );
        !on(day, &text).of(SOURCE).is_empty()
    };
    assert!(elsewhere("", "FR", "2024-06-01"));
    assert!(!elsewhere(
        ", notice-exemption: eu-14-5",
        "FR",
        "2024-06-01"
    ));
    // The reform of 2025 rewrote the exemptions of the United Kingdom.
    for (row, day, exempt) in [
        ("uk-14-5-old", "2026-02-04", true),
        ("uk-14-5-old", "2026-02-05", false),
        ("uk-14-5", "2026-02-04", false),
        ("uk-14-5", "2026-02-05", true),
    ] {
        let exemption = format!(", notice-exemption: {row}");
        assert_eq!(!elsewhere(&exemption, "GB", day), exempt, "{row} {day}");
    }
}

#[test]
fn a_notice_may_leave_out_an_item_by_an_exemption() {
    let items = |notice: &str, day: &str| {
        let case = Case {
            notice,
            ..Case::default()
        };
        let checked = on(day, &estate(&case));
        let found = checked.of(MISSING).into_iter().map(|it| it.message.clone());
        found.collect::<Vec<_>>().join("\n")
    };
    let item = "the right to erasure";
    assert!(items("", "2024-06-01").contains(item));
    let exempt =
        "  exemptions:\n    - {items: [right-to-erasure, right-to-object], by: uk-sch2-2}\n";
    let left = items(exempt, "2024-06-01");
    assert!(
        !left.contains(item) && !left.contains("right to object"),
        "{left}"
    );
    assert!(left.contains("the right of access"), "{left}");
    // What comes from the people is under Art 13.
    let elsewhere = "  exemptions:\n    - {items: right-to-erasure, by: uk-14-5-old}\n";
    assert!(items(elsewhere, "2024-06-01").contains(item));
}

#[test]
fn an_exemption_that_the_law_does_not_have_is_refused() {
    for (case, message) in [
        (
            Case {
                flow: ", notice-exemption: uk-sch2-22",
                ..Case::default()
            },
            "the law tables have no exemption `uk-sch2-22`",
        ),
        (
            Case {
                flow: ", notice-exemption: both-13-1-a",
                ..Case::default()
            },
            "the law tables have no exemption `both-13-1-a`",
        ),
        (
            Case {
                notice: "  exemptions:\n    - {items: recipient, by: uk-sch2-2}\n",
                ..Case::default()
            },
            "`recipient` is no item that a notice must state",
        ),
    ] {
        let text = estate(&case);
        let files = MemoryFiles::new().with("fairnotice.yaml", &*text);
        let wrong = try_checked(&files, "2024-06-01".parse().unwrap());
        let wrong = wrong.err().map(|it| it.to_string()).unwrap_or_default();
        assert!(wrong.contains(message), "{wrong}");
    }
}
