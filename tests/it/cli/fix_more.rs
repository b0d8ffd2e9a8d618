//! `fix` with what is not the estate's own files: a proposal, what is deployed, what was seen.

use super::*;
use crate::support;

/// A club whose notice says what it does.
pub(super) const CLUB: &str = "\
name: Chess Club
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
notice:
  title: Privacy notice
  published: 2024-01-01
  text: We use your name to manage your account, for the contract with you.
  statements:
    - {id: name, quote: your name to manage your account, collects: {data: name}, uses: account-management, relies-on: contract}
flows:
  - {id: joining, from: data-subjects, to: club, subjects: customer, data: name, purpose: account-management, basis: contract}
";

const PROPOSAL: &str = "\
name: Printers
parties:
  - {id: print, name: Ink Ltd, country: GB}
flows:
  - id: cards   # the cards of members
    from: club
    to: print
    subjects: customer
    data: name
    purpose: account-management
    basis: contract
    role: processor
";

fn fix(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["fix", "--as-of", DAY][..], more].concat())
}

/// The id of the finding of a rule in a report.
fn found(folder: &Path, rule: &str, more: &[&str]) -> Option<String> {
    let call = [
        &["check", "--as-of", DAY, "--format", "json"][..],
        &["--fail-on", "never"],
        more,
    ]
    .concat();
    let report = run(folder, &call).exits(0).json();
    let lists = ["findings", "new", "unchanged"].into_iter();
    let mut findings = lists.filter_map(|list| report[list].as_array()).flatten();
    let found = findings.find(|it| it["rule"] == rule)?;
    Some(found["id"].as_str().unwrap().to_owned())
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_proposal_is_edited_wherever_it_lies_and_the_estate_is_not() {
    let outer = folder();
    let estate = outer.path().join("estate");
    std::fs::create_dir(&estate).unwrap();
    write(&estate, "fairnotice.yaml", CLUB);
    write(outer.path(), "proposal.yaml", PROPOSAL);
    let with = ["--with", "../proposal.yaml"];
    let rule = "sharing/processor-without-contract";
    let finding = found(&estate, rule, &with).unwrap();
    // The estate alone has no such finding.
    let refused = fix(&estate, &["--finding", &finding]).refused();
    assert!(refused.err.contains("no finding"), "{}", refused.err);
    let set = ["--finding", &finding, "--set", "signed=2024-05-01"];
    let ran = fix(&estate, &[&with[..], &set].concat()).exits(0);
    assert!(ran.err.contains("proposal.yaml: written"), "{}", ran.err);
    assert_eq!(text(&estate, "fairnotice.yaml"), CLUB);
    let edited = text(outer.path(), "proposal.yaml");
    assert!(edited.starts_with(PROPOSAL), "{edited}");
    assert!(edited.contains("between: [club, print]"), "{edited}");
    assert_eq!(found(&estate, rule, &with), None);
}

#[test]
fn with_a_proposal_only_what_it_brings_is_looked_at() {
    let folder = folder();
    let undisclosed = CLUB.replace("data: name, purpose", "data: [name, age], purpose");
    write(folder.path(), "fairnotice.yaml", &undisclosed);
    write(folder.path(), "proposal.yaml", PROPOSAL);
    let own = found(
        folder.path(),
        "disclosure/undisclosed-data",
        &["--with", "proposal.yaml"],
    )
    .unwrap();
    let diff = fix(folder.path(), &["--with", "proposal.yaml", "--diff"]).exits(0);
    assert!(diff.out.contains("between: [club, print]"), "{}", diff.out);
    assert!(!diff.out.contains(&own), "{}", diff.out);
    let alone = fix(folder.path(), &["--diff"]).exits(0);
    assert!(alone.out.contains(&own), "{}", alone.out);
    let plan = fix(folder.path(), &["--with", "proposal.yaml", "--plan"]).exits(0);
    assert!(plan.out.contains("Ink Ltd"), "{}", plan.out);
    assert!(!plan.out.contains(&own), "{}", plan.out);
}

#[test]
fn what_is_deployed_is_declared_and_its_file_stays() {
    let source = support::root().join("tests/rules/deployed/undeclared-location-inside/fires");
    let folder = folder();
    for name in ["fairnotice.yaml", "plan.json"] {
        std::fs::copy(source.join(name), folder.path().join(name)).unwrap();
    }
    let (estate, plan) = (
        text(folder.path(), "fairnotice.yaml"),
        text(folder.path(), "plan.json"),
    );
    let deployed = ["--deployed", "plan.json"];
    let rule = "deployed/undeclared-location-inside";
    let finding = found(folder.path(), rule, &deployed).unwrap();
    let refused = fix(folder.path(), &["--finding", &finding]).refused();
    assert!(refused.err.contains("no finding"), "{}", refused.err);
    let call = [&deployed[..], &["--finding", &finding]].concat();
    fix(folder.path(), &call).exits(0);
    let edited = text(folder.path(), "fairnotice.yaml");
    assert!(edited.contains("hosting: [DE, SE]"), "{edited}");
    assert_ne!(edited, estate);
    assert_eq!(text(folder.path(), "plan.json"), plan);
    assert_eq!(found(folder.path(), rule, &deployed), None);
}

#[test]
fn what_was_seen_is_judged_too() {
    let source = support::root().join("tests/rules/observed/undisclosed-recipient/fires");
    let folder = folder();
    let mut seen = None;
    for entry in std::fs::read_dir(&source).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        std::fs::copy(source.join(&name), folder.path().join(&name)).unwrap();
        if !name.ends_with(".yaml") && !name.ends_with(".md") {
            seen = Some(name);
        }
    }
    let seen = seen.unwrap();
    let observed = ["--observed", seen.as_str()];
    let rule = "observed/undisclosed-recipient";
    let finding = found(folder.path(), rule, &observed).unwrap();
    let call = [&observed[..], &["--finding", &finding, "--diff"]].concat();
    let diff = fix(folder.path(), &call).exits(0);
    let looked_at = "1 finding looked at, 0 resolved, 1 without a verified remedy";
    assert!(diff.err.contains(looked_at), "{}", diff.err);
    let refused = fix(folder.path(), &["--finding", &finding]).refused();
    assert!(refused.err.contains("no finding"), "{}", refused.err);
    let missing = ["--observed", "nothing.har", "--diff"];
    let refused = fix(folder.path(), &missing).refused();
    assert!(refused.err.contains("nothing.har"), "{}", refused.err);
}

#[test]
fn lines_end_as_those_of_the_file() {
    let folder = folder();
    let at = folder.path();
    let notice = "\
notice:
  source: notice.md
  published: 2024-01-01
  statements:
    - {id: name, section: Us, quote: your name to manage your account, services: all, collects: {data: name}, uses: account-management, relies-on: contract}
flows:
";
    let (head, rest) = CLUB.split_once("notice:\n").unwrap();
    let flows = rest.split_once("flows:\n").unwrap().1;
    let printer = "  - {id: print, name: Ink Ltd, country: GB}\n";
    let cards = "  - {id: cards, from: club, to: print, subjects: customer, data: name, purpose: account-management, basis: contract, role: processor}\n";
    let estate = format!("{head}{printer}{notice}{flows}{cards}");
    let text_of = "# Notice\n\n## Us\n\nWe use your name to manage your account, for the contract with you.\n\n## Rights\n\nWrite to us.\n";
    let dos = |text: &str| text.replace('\n', "\r\n");
    write(at, "fairnotice.yaml", dos(&estate));
    write(at, "notice.md", dos(text_of));
    for (rule, more) in [
        (
            "sharing/processor-without-contract",
            &["--set", "signed=2025-01-01"][..],
        ),
        ("disclosure/undisclosed-recipient", &[]),
        ("notice/missing-information", &[]),
    ] {
        let id = found(at, rule, &[]).unwrap();
        fix(at, &[&["--finding", &id][..], more].concat()).exits(0);
    }
    for name in ["fairnotice.yaml", "notice.draft.md"] {
        let text = text(at, name);
        assert_eq!(text, dos(&text.replace("\r\n", "\n")), "{name}: {text:?}");
    }
    assert!(text(at, "fairnotice.yaml").contains("contracts:\r\n  - id: club-print-processor\r\n"));
    assert!(text(at, "notice.draft.md").contains("-->\r\n"));
    assert_eq!(text(at, "notice.md"), dos(text_of));
}

#[test]
fn a_cookie_that_outlives_its_sentence_gets_the_period_that_was_seen() {
    let source = support::root().join("tests/rules/observed/cookie-outlives-statement/fires");
    let folder = folder();
    copy(&source, folder.path());
    let seen = names(folder.path()).into_iter();
    let seen: Vec<String> = seen
        .filter(|it| it.ends_with(".har") || it.ends_with(".json"))
        .collect();
    let observed = ["--observed", seen[0].as_str(), "--as-of", "2026-06-01"];
    let call = [&["check", "--suggest", "--format", "json"][..], &observed].concat();
    let report = run(folder.path(), &call).json();
    let mut findings = report["findings"].as_array().unwrap().iter();
    let rule = "observed/cookie-outlives-statement";
    let finding = findings.find(|it| it["rule"] == rule).unwrap();
    let remedies = finding["remedies"].as_array().unwrap();
    let verified: Vec<_> = remedies
        .iter()
        .filter(|it| it["verified"] == true)
        .collect();
    // That the sentence states too little is no reason to state nothing.
    assert_eq!(verified.len(), 1, "{finding:#}");
    let change = &verified[0]["change"];
    let sentence = change["sentences"][0]["text"].as_str().unwrap();
    assert!(sentence.contains("is stored for 1 year"), "{finding:#}");
    assert_eq!(change["assumes"][0]["name"], "confirmed", "{finding:#}");
}

/// A proposal of which one flow may not be, and another one may.
const UNLAWFUL: &str = "\
name: Membership
flows:
  - {id: cards, from: data-subjects, to: club, subjects: customer, data: name, purpose: account-management, basis: contract, retention: P1Y}
  - id: allergies   # what they cannot eat
    from: data-subjects
    to: club
    subjects: customer
    data: health-record
    purpose: account-management
    basis: contract
    retention: P1Y
";

#[test]
fn a_flow_that_is_only_proposed_is_left_out_and_not_stopped() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", CLUB);
    write(folder.path(), "p.yaml", UNLAWFUL);
    let with = ["--with", "p.yaml"];
    let rule = "basis/special-category-without-condition";
    let finding = found(folder.path(), rule, &with).unwrap();
    let call = [&with[..], &["--finding", &finding, "--diff"]].concat();
    let shown = fix(folder.path(), &call).exits(0);
    assert!(
        shown
            .out
            .contains("# remedy: leave allergies out of the proposal"),
        "{} {}",
        shown.out,
        shown.err
    );
    assert!(!shown.out.contains("retired"), "{}", shown.out);
    let confirmed = ["--finding", &finding, "--set", "left-out=yes"];
    fix(folder.path(), &[&with[..], &confirmed].concat()).exits(0);
    let left = text(folder.path(), "p.yaml");
    assert!(
        left.contains("cards") && !left.contains("allergies"),
        "{left}"
    );
}
