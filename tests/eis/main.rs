//! The estate of EIS on four days: what comes out, that it is what the notice and the law make of
//! it, and that its README tells the truth.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use common::{Checked, checked, root, shared};
use fairnotice::engine::facts::LabelRole;
use fairnotice::engine::finding::Finding;
use fairnotice::estate::model::{AnchorState, Endpoint, Retention};
use fairnotice::law::{InstrumentDates, Regime};
use jiff::civil::{Date, date};

const DAYS: [Date; 4] = [
    date(2019, 6, 1),
    date(2021, 6, 1),
    date(2024, 6, 1),
    date(2026, 11, 24),
];

fn eis() -> PathBuf {
    root().join("flows/eis")
}

fn on(day: Date) -> Checked {
    checked(&eis(), Some(day))
}

fn flow_ids(checked: &Checked, finding: &Finding) -> Vec<String> {
    finding
        .flows
        .iter()
        .map(|flow| checked.estate.flow(*flow).id.to_string())
        .collect()
}

/// What a finding of a rule points at in the notice, by section.
fn sections(checked: &Checked, rule: &str) -> Vec<String> {
    let notice = checked.estate.notice.as_ref().unwrap();
    let cited: BTreeSet<&str> = checked
        .of(rule)
        .iter()
        .flat_map(|it| it.statements.iter().map(String::as_str))
        .collect();
    let statements = notice
        .statements
        .iter()
        .filter(|statement| cited.contains(statement.id.as_str()));
    statements
        .map(|statement| statement.section.clone().unwrap())
        .collect()
}

#[test]
fn what_comes_out_on_each_day() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/eis");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for day in DAYS {
            let checked = on(day);
            let lines: Vec<String> = checked
                .outcome
                .findings
                .iter()
                .map(|finding| {
                    format!(
                        "{} {} {} -> {}: {}",
                        finding.severity.as_str(),
                        finding.rule,
                        flow_ids(&checked, finding)
                            .first()
                            .map_or("the notice", String::as_str),
                        finding.importer.as_deref().unwrap_or("-"),
                        finding.message
                    )
                })
                .collect();
            insta::assert_snapshot!(format!("findings_{day}"), lines.join("\n"));
        }
    });
}

#[test]
fn dozens_not_hundreds_and_each_can_be_acted_on() {
    for day in DAYS {
        let checked = on(day);
        let findings = &checked.outcome.findings;
        assert!(
            (10..=60).contains(&findings.len()),
            "{day}: {} findings",
            findings.len()
        );
        for finding in findings {
            assert!(
                !finding.labels.is_empty(),
                "{day}: {} points nowhere",
                finding.message
            );
            assert!(
                !finding.law.is_empty(),
                "{day}: {} cites no law",
                finding.message
            );
            assert!(
                !finding.remedies.is_empty(),
                "{day}: {} offers nothing to do",
                finding.message
            );
            // That words set no period is a reading of the words, and nothing to derive.
            let is_read = finding.rule == "notice/indefinite-retention";
            assert!(
                is_read || !finding.derivation.is_empty(),
                "{day}: {} gives no reason",
                finding.message
            );
            assert!(
                !finding.message.contains("unknown"),
                "{day}: {}",
                finding.message
            );
            assert!(
                !finding.rule.starts_with("minimisation/"),
                "{day}: every datum has its source: {}",
                finding.message
            );
        }
        let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.id.as_str()).collect();
        assert_eq!(
            ids.len(),
            findings.len(),
            "{day}: each finding has an id of its own"
        );
    }
}

#[test]
fn in_2019_the_transfers_to_microsoft_have_their_safeguard() {
    let day = date(2019, 6, 1);
    let checked = on(day);
    for finding in &checked.outcome.findings {
        let to_microsoft = finding
            .importer
            .as_deref()
            .is_some_and(|importer| importer.starts_with("microsoft"));
        assert!(!to_microsoft, "{}", finding.message);
    }
    for rule in [
        "transfer/no-safeguard",
        "transfer/safeguard-expired",
        "transfer/no-risk-assessment",
    ] {
        assert!(checked.of(rule).is_empty(), "{rule}");
    }
    let estate = &checked.estate;
    let mut transfers = 0;
    for (_, flow) in estate.flow_indices() {
        let shape = estate.shape(flow.shape);
        let Endpoint::Party(to, _) = shape.to else {
            continue;
        };
        if estate.party(to).id != "microsoft-corporation" {
            continue;
        }
        transfers += 1;
        let [instrument] = shape.safeguards[..] else {
            panic!("{} names one instrument", flow.id)
        };
        let instrument = estate.instrument(instrument);
        assert_eq!(
            (instrument.kind.as_str(), instrument.importer),
            ("eu-scc-2010", to)
        );
        let dates = InstrumentDates {
            concluded: instrument.concluded,
            processing_changed: instrument.processing_changed,
            terminated: instrument.until,
        };
        let valid = |regime, day| {
            estate
                .law
                .judge_instrument(&instrument.kind, regime, dates, day)
                .is_valid()
        };
        assert!(valid(Regime::EuGdpr, day), "{}", flow.id);
        assert!(valid(Regime::UkGdpr, date(2024, 3, 21)), "{}", flow.id);
        assert!(!valid(Regime::UkGdpr, date(2024, 3, 22)), "{}", flow.id);
    }
    assert_eq!(
        transfers, 4,
        "two of Kent Learning Zone, one of personnel updates, one of the directory"
    );
}

#[test]
fn in_2021_sims_has_changed_hands_and_nobody_assessed_the_risk() {
    let checked = on(date(2021, 6, 1));
    let [sold] = checked.of("sharing/recipient-changed-hands")[..] else {
        panic!("one cause, one finding")
    };
    assert!(sold.message.contains("Capita"), "{}", sold.message);
    assert!(
        sold.message.contains("Education Software Solutions"),
        "{}",
        sold.message
    );
    assert_eq!(
        flow_ids(&checked, sold),
        ["screenshots-to-sims-support", "sims-support-incidents"]
    );
    assert_eq!(
        sections(&checked, "sharing/recipient-changed-hands"),
        ["Support Call Screenshots", "SIMS and Admin Support"]
    );
    let unassessed = checked.of("transfer/no-risk-assessment");
    let microsoft = unassessed
        .iter()
        .find(|it| it.importer.as_deref() == Some("microsoft-corporation"));
    let microsoft = microsoft.expect("the transfers to Microsoft lack an assessment");
    assert_eq!(
        flow_ids(&checked, microsoft),
        [
            "directory-us",
            "klz-accounts-us",
            "klz-groups-us",
            "personnel-requests-us"
        ]
    );
    // On the eve of the sale and of the regime of its own, neither is there.
    let before = on(date(2020, 6, 1));
    assert!(!before.rules().contains("sharing/recipient-changed-hands"));
    assert!(!before.rules().contains("transfer/no-risk-assessment"));
}

#[test]
fn in_2024_the_old_clauses_are_spent() {
    let checked = on(date(2024, 6, 1));
    let says_the_day = |finding: &Finding| {
        let mut texts = finding
            .labels
            .iter()
            .map(|label| &label.text)
            .chain(&finding.derivation);
        finding.message.contains("2024-03-21") || texts.any(|text| text.contains("2024-03-21"))
    };
    for (rule, importer) in [
        ("transfer/safeguard-expired", "chat-vendor"),
        ("transfer/safeguard-superseded", "microsoft-corporation"),
    ] {
        let [finding] = checked.of(rule)[..] else {
            panic!("{rule}: one cause, one finding")
        };
        assert_eq!(finding.importer.as_deref(), Some(importer), "{rule}");
        assert!(says_the_day(finding), "{rule}: {}", finding.message);
    }
    let outdated = checked.of("notice/outdated-mechanism");
    assert!(
        outdated.iter().any(|finding| says_the_day(finding)),
        "the notice's words on the clauses"
    );
    // To the day: on the last one they still hold.
    let last = on(date(2024, 3, 21));
    assert!(!last.rules().contains("transfer/safeguard-expired"));
    assert!(!last.rules().contains("transfer/safeguard-superseded"));
    assert!(
        on(date(2024, 3, 22))
            .rules()
            .contains("transfer/safeguard-expired")
    );
}

#[test]
fn in_2026_the_notice_lacks_a_right_and_speaks_of_what_is_past() {
    let checked = on(date(2026, 11, 24));
    let [missing] = checked.of("notice/missing-information")[..] else {
        panic!("one item is missing")
    };
    assert!(
        missing.message.contains("complain to the controller"),
        "{}",
        missing.message
    );
    assert!(
        !on(date(2026, 6, 18))
            .rules()
            .contains("notice/missing-information")
    );
    assert!(
        on(date(2026, 6, 19))
            .rules()
            .contains("notice/missing-information")
    );

    let notice = checked.estate.notice.as_ref().unwrap();
    let cited = |rule: &str| -> BTreeSet<&str> {
        checked
            .of(rule)
            .into_iter()
            .flat_map(|finding| finding.statements.iter().map(String::as_str))
            .collect()
    };
    let outdated = cited("notice/outdated-mechanism");
    let eu_approved: Vec<_> = notice
        .statements
        .iter()
        .filter(|it| it.quote.contains("EU-approved mechanism"))
        .collect();
    assert_eq!(eu_approved.len(), 3);
    for statement in eu_approved {
        assert!(outdated.contains(statement.id.as_str()), "{}", statement.id);
    }
    let indefinite: BTreeSet<&str> = notice
        .statements
        .iter()
        .filter(|it| {
            it.retains
                .as_ref()
                .is_some_and(|retains| retains.retention == Retention::Indefinite)
        })
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(indefinite.len(), 13);
    assert_eq!(cited("notice/indefinite-retention"), indefinite);
}

#[test]
fn nobody_gives_way_only_where_the_words_say_so() {
    for day in DAYS {
        let checked = on(day);
        let denied = checked.of("disclosure/contradicted-recipient");
        let police = denied
            .iter()
            .find(|it| flow_ids(&checked, it) == ["broadband-police-request"])
            .unwrap();
        assert!(
            police.derivation.iter().any(|step| {
                step.contains("`general-authorities`") && step.contains("give way")
            })
        );
        let [advice] = checked.of("disclosure/ambiguous-recipient")[..] else {
            panic!("advisers")
        };
        assert_eq!(flow_ids(&checked, advice), ["service-desk-advice"]);
        let says = |id: &str| advice.statements.iter().any(|it| it == id);
        assert!(says("general-advisers-purchasers") && says("service-desk-nobody"));
        // Both sentences are shown.
        let quoted = advice
            .labels
            .iter()
            .filter(|label| label.role == LabelRole::Notice);
        assert_eq!(quoted.count(), 2);
    }
}

#[test]
fn every_statement_stands_in_the_notice_under_its_heading() {
    let checked = on(DAYS[0]);
    let notice = checked.estate.notice.as_ref().unwrap();
    assert!(
        notice.statements.len() >= 60,
        "{} statements",
        notice.statements.len()
    );
    let text = std::fs::read_to_string(eis().join("notice.md")).unwrap();
    let headings: BTreeSet<&str> = text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim())
        .collect();
    let mut spoken_of = BTreeSet::new();
    for statement in &notice.statements {
        let section = statement
            .section
            .as_deref()
            .unwrap_or_else(|| panic!("{} has no section", statement.id));
        assert!(
            headings.contains(section),
            "{}: `{section}` is no heading",
            statement.id
        );
        let AnchorState::Found { heading, .. } = &statement.anchor else {
            panic!("{} is not found", statement.id)
        };
        assert_eq!(heading.as_deref(), Some(section), "{}", statement.id);
        spoken_of.insert(section);
    }
    // Headings that only hold others together say nothing themselves.
    let silent: Vec<&&str> = headings.difference(&spoken_of).collect();
    assert_eq!(silent, [&"Service Contracts", &"Support Processes"]);
}

#[test]
fn every_service_of_the_notice_has_flows() {
    let checked = on(DAYS[0]);
    let mut flows: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, flow) in checked.estate.flow_indices() {
        let service = checked
            .estate
            .shape(flow.shape)
            .service
            .unwrap_or_else(|| panic!("{}: no service", flow.id));
        *flows
            .entry(checked.estate.service(service).name.as_str())
            .or_default() += 1;
    }
    let expected = [
        "All Services",
        "Annual Data Review",
        "Kent Learning Zone",
        "Mobile Device Management",
        "Remote Backup",
        "Remote Support",
        "SIMS Personnel Update",
        "SIMS and Admin Support",
        "Sales and Marketing",
        "Schools Broadband",
        "Service Desk",
        "Support Call Screenshots",
        "Virtual Infrastructure",
        "WordPress Websites",
    ];
    assert_eq!(flows.keys().copied().collect::<Vec<_>>(), expected);
}

#[test]
fn illustrations_say_so() {
    // A party that the notice does not name may only stand in flows that say what they are.
    let invented = [
        "chat-vendor",
        "message-carrier",
        "device-vendor",
        "mailing-vendor",
    ];
    let checked = on(DAYS[3]);
    for id in invented {
        let party = checked
            .estate
            .parties
            .iter()
            .find(|party| party.id == id)
            .unwrap();
        assert!(party.name.contains("(illustration)"), "{}", party.name);
    }
    for file in [
        "service-desk",
        "klz",
        "mobile-devices",
        "sales-marketing",
        "wordpress",
    ] {
        let text = std::fs::read_to_string(eis().join(format!("services/{file}.yaml"))).unwrap();
        assert!(text.contains("evidence: \"Illustration: "), "{file}");
    }
}

#[test]
fn the_readme_tells_what_comes_out() {
    let readme = std::fs::read_to_string(eis().join("README.md")).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().replace(['`', '*'], ""))
            .collect()
    };
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in readme
        .lines()
        .filter(|line| line.starts_with("| `") || line.starts_with("| **all**"))
    {
        let row = cells(line);
        if row.len() == 6 {
            told.insert(row[0].clone(), row[1..5].to_vec());
        }
    }
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for (at, day) in DAYS.iter().enumerate() {
        let checked = on(*day);
        for finding in &checked.outcome.findings {
            for row in [finding.rule.as_str(), "all"] {
                found
                    .entry(row.to_owned())
                    .or_insert_with(|| vec![0; DAYS.len()])[at] += 1;
            }
            ids.insert((finding.id.clone(), day.to_string()), finding.rule.clone());
        }
    }
    let found: BTreeMap<String, Vec<String>> = found
        .into_iter()
        .map(|(rule, counts)| (rule, counts.iter().map(usize::to_string).collect()))
        .collect();
    assert_eq!(told, found, "the table of flows/eis/README.md");
    // Every finding that a command names is there on its day.
    let mut explained = BTreeSet::new();
    for line in readme.lines() {
        if let Some(call) = line.strip_prefix("$ fairnotice explain ") {
            let (id, day) = call.split_once(" flows/eis --as-of ").unwrap();
            let rule = ids.get(&(id.to_owned(), day.to_owned()));
            explained.insert(
                rule.unwrap_or_else(|| panic!("no finding `{id}` on {day}"))
                    .clone(),
            );
        }
    }
    assert!(explained.len() >= 5, "{explained:?}");
}

#[test]
fn the_notice_is_restated_and_not_copied() {
    const WORDS: usize = 8;
    let Some(shared) = shared() else { return };
    let original = std::fs::read_to_string(shared.join("notice/eis-privacy-notice.txt")).unwrap();
    let original = words(&original);
    let taken: BTreeSet<&[String]> = original.windows(WORDS).collect();
    assert!(taken.len() > 1000, "the original is there");
    let restated = std::fs::read_to_string(eis().join("notice.md")).unwrap();
    let mut copied = Vec::new();
    let mut compared = 0;
    for run in running_text(&restated) {
        let run = words(&run);
        compared += run.windows(WORDS).count();
        copied.extend(
            run.windows(WORDS)
                .filter(|it| taken.contains(it))
                .map(|it| it.join(" ")),
        );
    }
    assert!(compared > 1000, "{compared} runs of words were compared");
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}

/// The runs of text of a page in Markdown between its headings, labels, comments, items of the list
/// of contents and addresses.
fn running_text(page: &str) -> Vec<String> {
    let headings: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| words(line).join(" "))
        .collect();
    let mut runs = vec![String::new()];
    for line in page.lines() {
        let is_item =
            line.starts_with("- ") || line.starts_with(|first: char| first.is_ascii_digit());
        let of_contents = line
            .strip_prefix("- ")
            .is_some_and(|item| headings.contains(&words(item).join(" ")));
        if line.starts_with('#') || line.starts_with("<!--") || line.is_empty() || of_contents {
            runs.push(String::new());
            continue;
        }
        if is_item {
            runs.push(String::new());
        }
        let text = match line
            .strip_prefix("**")
            .and_then(|rest| rest.split_once("**"))
        {
            Some((_, behind_the_label)) => behind_the_label,
            None => line,
        };
        for word in text.split_whitespace() {
            if word.starts_with("http") || word.contains('@') {
                runs.push(String::new());
            } else if let Some(run) = runs.last_mut() {
                run.push_str(word);
                run.push(' ');
            }
        }
    }
    runs
}

/// Words as they are compared: without case, punctuation and the kind of apostrophe.
fn words(text: &str) -> Vec<String> {
    text.replace('\u{2019}', "'")
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}
