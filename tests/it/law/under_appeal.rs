//! A row of law that a court is asked to overturn: it holds until the court says otherwise, and flows
//! that rely on it are reported.

use crate::support::run::{Ran, folder, run, write};

const APPEAL: &str = "under appeal: C-703/25 P";

/// A firm in the EU whose mail provider in the United States is on the list of the framework, or not.
fn firm(certified: bool, arguments: &[&str]) -> Ran {
    let certification = if certified {
        ", certifications: [{scheme: eu-dpf, from: 2023-10-01, covers: [non-hr]}]"
    } else {
        ""
    };
    let folder = folder();
    let estate = format!(
        "name: Linde
controller: linde
parties:
  - {{id: linde, name: Linde, country: DE}}
  - {{id: mailer, name: Mailer, country: US{certification}}}
flows:
  - id: letters
    from: linde
    to: mailer
    role: controller
    subjects: customer
    data: [name, email-address]
    purpose: service-provision
    basis: contract
"
    );
    write(folder.path(), "fairnotice.yaml", &estate);
    run(folder.path(), arguments)
}

/// What was printed, in one line.
fn flat(ran: &Ran) -> String {
    ran.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_rests_on_a_decision_under_appeal_holds_and_says_so() {
    let json = firm(
        true,
        &[
            "check",
            "--as-of",
            "2026-11-24",
            "--rule",
            "transfer",
            "--format",
            "json",
        ],
    );
    assert_eq!(
        json.json()["findings"].as_array().map(Vec::len),
        Some(0),
        "{}",
        json.out
    );
    let timeline = firm(
        true,
        &["timeline", "--from", "2026-01-01", "--to", "2026-11-24"],
    );
    assert!(flat(&timeline).contains(APPEAL), "{}", timeline.out);
    let register = firm(
        true,
        &[
            "report",
            "transfers",
            "--as-of",
            "2026-11-24",
            "--format",
            "markdown",
        ],
    );
    assert!(
        register.out.contains(APPEAL),
        "{}{}",
        register.out,
        register.err
    );
}

#[test]
fn a_finding_that_cites_it_and_the_list_of_the_law_say_so() {
    let found = firm(
        false,
        &["check", "--as-of", "2026-11-24", "--rule", "transfer"],
    );
    assert!(
        flat(&found).contains(&format!("(eu-adq-us-dpf; {APPEAL})")),
        "{}",
        found.out
    );
    let json = firm(
        false,
        &[
            "check",
            "--as-of",
            "2026-11-24",
            "--rule",
            "transfer",
            "--format",
            "json",
        ],
    )
    .json();
    let findings = json["findings"].as_array().unwrap();
    let rows = findings.iter().flat_map(|it| it["law"].as_array().unwrap());
    let cases: Vec<&str> = rows
        .filter_map(|row| row["under_appeal"].as_str())
        .collect();
    assert!(cases.contains(&"C-703/25 P"), "{json:#}");
    let listed = firm(false, &["law", "eu-adq-us-dpf", "--format", "json"]).json();
    assert_eq!(listed["rows"][0]["under_appeal"], "C-703/25 P");
}
