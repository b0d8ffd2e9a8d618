//! `fix`: verified remedies written into files, and what is never written.

use super::*;

const ESTATE: &str = "\
# Our estate.
name: Chess Club
controller: club
notice: notice.yaml
parties:
  - {id: club, name: Chess Club, country: GB}
  - id: mail     # who sends our letters
    name: Pigeon Post Ltd
    country: GB
flows:
  - id: joining   # the form on paper
    from: data-subjects
    to: club
    subjects: customer
    data: [name, email-address]
    purpose: account-management
    basis: contract
  - {id: letters, from: club, to: mail, subjects: customer, data: email-address, purpose: account-management,
     basis: contract, role: processor}
";

pub(super) const NOTICE: &str = "\
source: notice.md
published: 2024-01-01
statements:
  - id: collected
    quote: We collect your name and your email address to manage your account, for the contract with you.
    collects: {data: [name, email-address], subjects: customer}
    uses: account-management
    relies-on: contract
";

pub(super) const TEXT: &str = "\
# Notice

We collect your name and your email address to manage your account, for the contract with you.

Write to us.
";

fn estate() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    write(folder.path(), "notice.yaml", NOTICE);
    write(folder.path(), "notice.md", TEXT);
    folder
}

pub(super) fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_default()
}

/// The id of the finding of a rule, where there is one.
fn id(folder: &Path, rule: &str, more: &[&str]) -> Option<String> {
    let mut call = vec![
        "check",
        "--as-of",
        DAY,
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    call.extend(more);
    let report = run(folder, &call).exits(0).json();
    let findings = match &report["findings"] {
        serde_json::Value::Array(all) => all.clone(),
        _ => report["unchanged"].as_array().unwrap().clone(),
    };
    let found = findings.iter().find(|it| it["rule"] == rule)?;
    Some(found["id"].as_str().unwrap().to_owned())
}

pub(super) fn fix(folder: &Path, more: &[&str]) -> Ran {
    let call = ["fix", "--as-of", DAY];
    run(folder, &[&call[..], more].concat())
}

pub(super) const CONTRACT: &str = "sharing/processor-without-contract";
pub(super) const RECIPIENT: &str = "disclosure/undisclosed-recipient";

#[test]
fn a_contract_is_written_with_the_day_that_is_given_and_never_with_one_made_up() {
    let folder = estate();
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let refused = fix(folder.path(), &["--finding", &finding]).refused();
    assert!(refused.err.contains("--set signed="), "{}", refused.err);
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    // A contract that is signed later resolves nothing today.
    let late = ["--finding", &finding, "--set", "signed=2099-01-01"];
    let refused = fix(folder.path(), &late).refused();
    assert!(
        refused.err.contains("nothing is written"),
        "{}",
        refused.err
    );
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    let call = ["--finding", &finding, "--set", "signed=2024-05-01"];
    fix(folder.path(), &call).exits(0);
    let entry = "
contracts:
  - id: club-mail-processor
    kind: processor
    between: [club, mail]
    since: 2024-05-01
";
    assert_eq!(
        text(folder.path(), "fairnotice.yaml"),
        format!("{ESTATE}{entry}")
    );
    assert_eq!(id(folder.path(), CONTRACT, &[]), None);
}

#[test]
fn a_sentence_goes_into_a_draft_and_the_published_notice_stays() {
    let folder = estate();
    let finding = id(folder.path(), RECIPIENT, &[]).unwrap();
    fix(folder.path(), &["--finding", &finding]).exits(0);
    assert_eq!(text(folder.path(), "notice.md"), TEXT);
    assert_eq!(text(folder.path(), "notice.yaml"), NOTICE);
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    let draft = text(folder.path(), "notice.draft.md");
    let sentence = "Pigeon Post Ltd processes the following data on our behalf: email address of customers. <!-- draft for approval -->\n";
    assert_eq!(draft.replace(sentence, ""), TEXT);
    assert!(draft.contains(sentence), "{draft}");
    let with = ["--with", "notice.draft.yaml"];
    assert_eq!(id(folder.path(), RECIPIENT, &with), None);
    // The draft counts: there is nothing left to write for it.
    let again = fix(folder.path(), &["--finding", &finding]).refused();
    assert!(again.err.contains("no finding"), "{}", again.err);
}

#[test]
fn several_sentences_share_a_draft() {
    let folder = estate();
    fix(folder.path(), &["--all-safe"]).exits(0);
    let draft = text(folder.path(), "notice.draft.yaml");
    assert!(draft.matches("  - id: draft-").count() > 2, "{draft}");
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    assert_eq!(text(folder.path(), "notice.md"), TEXT);
    assert_eq!(
        id(folder.path(), RECIPIENT, &["--with", "notice.draft.yaml"]),
        None
    );
    let first = (draft, text(folder.path(), "notice.draft.md"));
    fix(folder.path(), &["--all-safe"]).exits(0);
    let second = (
        text(folder.path(), "notice.draft.yaml"),
        text(folder.path(), "notice.draft.md"),
    );
    assert_eq!(first, second);
}

#[test]
fn a_diff_changes_nothing_and_git_can_apply_it() {
    let folder = estate();
    let shown = fix(folder.path(), &["--diff"]).exits(0).out;
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    assert!(!folder.path().join("notice.draft.yaml").exists());
    assert!(shown.contains("+++ b/fairnotice.yaml"), "{shown}");
    assert!(shown.contains("+  - id: club-mail-processor"), "{shown}");
    assert!(shown.contains("# assumes that a contract"), "{shown}");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let folder = estate();
    let refused = fix(folder.path(), &[]).refused();
    assert!(refused.err.contains("no terminal"), "{}", refused.err);
    let refused = fix(folder.path(), &["--finding", "0123456789ab"]).refused();
    assert!(refused.err.contains("no finding"), "{}", refused.err);
    let refused = fix(folder.path(), &["--all-safe", "--set", "x"]).refused();
    assert!(refused.err.contains("NAME=VALUE"), "{}", refused.err);
}

#[test]
fn suggestions_are_shown_where_they_are_asked_for_and_in_explanations() {
    let folder = estate();
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let verified = "verified: clears this finding and adds none";
    let call = ["check", "--as-of", DAY, "--fail-on", "never"];
    let plain = run(folder.path(), &call).exits(0).out;
    assert!(!plain.contains("verified"), "{plain}");
    let shown = run(folder.path(), &[&call[..], &["--suggest"]].concat())
        .exits(0)
        .out;
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(verified), "{shown}");
    let explained = run(folder.path(), &["explain", &finding, "--as-of", DAY])
        .exits(0)
        .out;
    assert!(
        explained.contains("+    between: [club, mail]"),
        "{explained}"
    );
    let json = [&call[..], &["--suggest", "--format", "json"]].concat();
    let report = run(folder.path(), &json).exits(0).json();
    let schema = run(folder.path(), &["schema", "check"]).exits(0).json();
    jsonschema::validate(&schema, &report).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let one = findings
        .iter()
        .find(|it| it["id"] == finding.as_str())
        .unwrap();
    let remedy = &one["remedies"][0];
    assert_eq!(remedy["verified"], true);
    assert_eq!(remedy["change"]["kinds"][0], "conclude-instrument");
    assert_eq!(remedy["change"]["assumes"][0]["name"], "signed");
}

#[test]
fn a_proposal_gets_suggestions_for_what_it_brings() {
    let folder = estate();
    write(
        folder.path(),
        "p.yaml",
        "name: Printers\nparties: [{id: print, name: Ink Ltd, country: GB}]\nflows:\n  - {id: cards, from: club, to: print, subjects: customer, data: name, purpose: account-management, basis: contract, role: processor}\n",
    );
    let call = [
        "check",
        "--as-of",
        DAY,
        "--with",
        "p.yaml",
        "--suggest",
        "--format",
        "json",
    ];
    let report = run(folder.path(), &call).exits(1).json();
    let new = report["new"].as_array().unwrap();
    assert!(!new.is_empty());
    for finding in new {
        assert_eq!(finding["remedies"][0]["verified"], true, "{finding}");
    }
    let old = report["unchanged"].as_array().unwrap();
    assert!(old.iter().all(|it| it["remedies"][0]["verified"] != true));
}

#[test]
fn a_plan_lists_what_each_change_resolves_and_writes_nothing() {
    let folder = estate();
    let ran = fix(folder.path(), &["--plan"]);
    snapshots(|| insta::assert_snapshot!("fix-plan", ran.out));
    let with_edits = fix(folder.path(), &["--plan", "--diff"]);
    assert!(with_edits.out.contains("+++ b/"), "{}", with_edits.out);
    let only_lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let more = only_lines(&with_edits.out);
    assert!(only_lines(&ran.out).iter().all(|line| more.contains(line)));
    assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    assert_eq!(text(folder.path(), "notice.md"), TEXT);
    assert!(!folder.path().join("notice.draft.md").exists());
    let refused = fix(folder.path(), &["--plan", "--all-safe"]).refused();
    assert!(refused.err.contains("--all-safe"), "{}", refused.err);
}
