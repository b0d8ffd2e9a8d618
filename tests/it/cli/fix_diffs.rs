//! The diffs that `fix` shows: each applies as it is printed, has blanks for what nobody recorded, and is of what the same
//! call writes.

use super::fix::{CONTRACT, NOTICE, RECIPIENT, TEXT, fix, text};
use super::*;

const ESTATE: &str = "\
name: Chess Club
controller: club
notice: notice.yaml
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: mail, name: Pigeon Post Ltd, country: GB}
flows:
  - id: joining
    from: data-subjects
    to: club
    subjects: customer
    data: [name, email-address]
    purpose: account-management
    basis: contract
    retention: P1Y
  - {id: letters, from: club, to: mail, subjects: customer, data: email-address, purpose: account-management,
     basis: contract, role: processor}
";

const PERIOD: &str = "disclosure/undisclosed-retention";

fn estate() -> tempfile::TempDir {
    let folder = folder();
    for (name, text) in [
        ("fairnotice.yaml", ESTATE),
        ("notice.yaml", NOTICE),
        ("notice.md", TEXT),
    ] {
        write(folder.path(), name, text);
    }
    folder
}

fn report(folder: &Path, more: &[&str]) -> serde_json::Value {
    let call = ["check", "--as-of", DAY, "--format", "json"];
    let call = [&call[..], &["--fail-on", "never"], more].concat();
    run(folder, &call).exits(0).json()
}

/// The id of the finding of a rule, where there is one.
fn id(folder: &Path, rule: &str, more: &[&str]) -> Option<String> {
    let report = report(folder, more);
    let lists = ["findings", "new", "changed", "unchanged"].into_iter();
    let mut findings = lists.filter_map(|list| report[list].as_array()).flatten();
    let found = findings.find(|it| it["rule"] == rule)?;
    Some(found["id"].as_str().unwrap().to_owned())
}

/// Applies a diff in a folder.
fn git_apply(folder: &Path, diff: &str) {
    let mut git = Command::new("git");
    git.args(["apply", "-"]).current_dir(folder);
    fed(&mut git, diff).unwrap_or_else(|wrong| panic!("{wrong}"));
}

#[test]
fn a_diff_of_a_draft_applies_before_there_is_one_and_behind_another() {
    // Git reads the paths of a copy from the root of a repository, and all others from the folder.
    for within in [None, Some("our estate")] {
        let outer = estate();
        let folder = match within {
            None => outer.path().to_owned(),
            Some(name) => {
                let git = Command::new("git")
                    .args(["init", "--quiet"])
                    .current_dir(outer.path())
                    .status();
                assert!(git.unwrap().success());
                let inner = outer.path().join(name);
                copy(estate().path(), &inner);
                inner
            }
        };
        for rule in [RECIPIENT, PERIOD] {
            let finding = id(&folder, rule, &[]).unwrap();
            let written = self::folder();
            copy(&folder, written.path());
            let named = ["--finding", finding.as_str()];
            let diff = fix(&folder, &[&named[..], &["--diff"]].concat()).exits(0);
            git_apply(&folder, &diff.out);
            // It is what the call writes without `--diff`.
            fix(written.path(), &named).exits(0);
            for name in ["notice.draft.md", "notice.draft.yaml", "notice.md"] {
                let both = (text(&folder, name), text(written.path(), name));
                assert_eq!(both.0, both.1, "{name}");
            }
        }
        assert_eq!(text(&folder, "notice.md"), TEXT);
    }
}

#[test]
fn the_diffs_of_a_plan_apply_in_their_order() {
    let folder = estate();
    let plan = fix(folder.path(), &["--plan", "--diff"]).exits(0);
    git_apply(folder.path(), &plan.out);
    let draft = text(folder.path(), "notice.draft.md");
    assert!(draft.contains("Pigeon Post Ltd processes"), "{draft}");
    // The day is for people to fill in.
    let estate = text(folder.path(), "fairnotice.yaml");
    assert!(estate.contains("since: \u{2039}signed\u{203A}"), "{estate}");
}

#[test]
fn a_diff_has_the_values_of_the_call_and_blanks_for_the_others() {
    let folder = estate();
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let since = |more: &[&str]| {
        let call = [&["--finding", &finding, "--diff"], more].concat();
        let shown = fix(folder.path(), &call).exits(0).out;
        let mut lines = shown.lines().filter(|it| it.contains("since:"));
        lines.next().unwrap_or_default().trim().to_owned()
    };
    assert_eq!(since(&[]), "+    since: \u{2039}signed\u{203A}");
    assert_eq!(
        since(&["--set", "signed=2023-03-03"]),
        "+    since: 2023-03-03"
    );
    // With another day it would resolve nothing, and with none at all neither.
    for day in ["signed=2099-01-01", "signed=soon"] {
        fix(
            folder.path(),
            &["--finding", &finding, "--diff", "--set", day],
        )
        .refused();
    }
    // The same in every other format that shows the edit.
    for format in ["json", "markdown", "agent", "terminal"] {
        let call = ["check", "--as-of", DAY, "--format", format, "--suggest"];
        let call = match format {
            "agent" => &call[..5],
            _ => &call[..],
        };
        let shown = run(folder.path(), call).out;
        assert!(
            shown.contains("since: \u{2039}signed\u{203A}") && !shown.contains("+    since: 2"),
            "{format}: {shown}"
        );
    }
    let explained = run(folder.path(), &["explain", &finding, "--as-of", DAY]).exits(0);
    assert!(
        explained.out.contains("since: \u{2039}signed\u{203A}"),
        "{}",
        explained.out
    );
}

#[test]
fn a_diff_of_what_is_safe_is_of_nothing_else() {
    let folder = estate();
    let shown = fix(folder.path(), &["--all-safe", "--diff"]).exits(0).out;
    assert!(shown.contains("notice.draft.md"), "{shown}");
    assert!(
        !shown.contains("fairnotice.yaml") && !shown.contains("# assumes"),
        "{shown}"
    );
}

#[test]
fn a_value_that_nothing_has_is_refused() {
    let folder = estate();
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let named = ["--finding", finding.as_str(), "--set", "signed=2024-05-01"];
    for (more, words) in [
        (
            &["--set", "singed=2023-01-01"][..],
            "what can be set is `signed`",
        ),
        (&["--set", "signed=2024-05-02"], "given twice"),
        (&["--diff", "--set", "nonsense=1"], "`nonsense`"),
    ] {
        let refused = fix(folder.path(), &[&named[..], more].concat()).refused();
        assert!(refused.err.contains(words), "{}", refused.err);
        assert_eq!(text(folder.path(), "fairnotice.yaml"), ESTATE);
    }
    let safe = ["--all-safe", "--set", "signed=2024-05-01"];
    let refused = fix(folder.path(), &safe).refused();
    assert!(
        refused.err.contains("nothing is to be set"),
        "{}",
        refused.err
    );
    fix(folder.path(), &named).exits(0);
}

#[test]
fn a_file_with_a_mark_of_its_end_is_edited_in_front_of_it() {
    let folder = estate();
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{ESTATE}...\n# the end\n"),
    );
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let named = ["--finding", finding.as_str(), "--set", "signed=2024-05-01"];
    fix(folder.path(), &named).exits(0);
    let written = text(folder.path(), "fairnotice.yaml");
    assert!(
        written.ends_with("    since: 2024-05-01\n...\n# the end\n"),
        "{written}"
    );
}

#[test]
fn nothing_is_stopped_for_a_file_that_is_not_edited() {
    let folder = estate();
    // The contracts that there are in a file of JSON, to which no remedy adds one.
    let json = "{\"contracts\": [{\"id\": \"c\", \"kind\": \"processor\", \"between\": [\"club\", \"bank\"], \"since\": \"2024-01-01\"}], \
                \"parties\": [{\"id\": \"bank\", \"country\": \"GB\"}]}";
    write(folder.path(), "contracts.json", json);
    let estate = ESTATE.replace(
        "notice: notice.yaml",
        "notice: notice.yaml\ninclude: [contracts.json]",
    );
    write(folder.path(), "fairnotice.yaml", estate);
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let shown = fix(folder.path(), &["--finding", &finding, "--diff"]).exits(0);
    assert!(
        shown.out.contains("# remedy: conclude a contract"),
        "{}",
        shown.out
    );
}

#[test]
fn a_byte_order_mark_stays_and_is_part_of_the_first_line() {
    let folder = estate();
    for (name, text) in [("fairnotice.yaml", ESTATE), ("notice.md", TEXT)] {
        write(folder.path(), name, format!("\u{FEFF}{text}"));
    }
    let sentence = id(folder.path(), RECIPIENT, &[]).unwrap();
    let diff = fix(folder.path(), &["--finding", &sentence, "--diff"]).exits(0);
    git_apply(folder.path(), &diff.out);
    let finding = id(folder.path(), CONTRACT, &[]).unwrap();
    let named = ["--finding", finding.as_str(), "--set", "signed=2024-05-01"];
    fix(folder.path(), &named).exits(0);
    let all = ["--all-safe"];
    fix(folder.path(), &all).exits(0);
    for name in ["fairnotice.yaml", "notice.draft.md", "notice.md"] {
        let text = text(folder.path(), name);
        assert!(text.starts_with('\u{FEFF}'), "{name}");
        assert_eq!(text.matches('\u{FEFF}').count(), 1, "{name}");
    }
}

#[test]
fn a_more_precise_sentence_takes_the_place_of_an_earlier_draft() {
    let folder = estate();
    let abroad = ESTATE.replace(
        "name: Pigeon Post Ltd, country: GB",
        "name: Pigeon Post Inc, country: US",
    );
    write(folder.path(), "fairnotice.yaml", abroad);
    for rule in ["disclosure/undisclosed-transfer", "transfer/no-safeguard"] {
        let with = ["--with", "notice.draft.yaml"];
        let with = if rule.starts_with("transfer/") {
            &with[..]
        } else {
            &[]
        };
        let finding = id(folder.path(), rule, with).unwrap();
        let call = [
            "--finding",
            &finding,
            "--set",
            "signed=2024-05-01",
            "--set",
            "assessed=2024-05-01",
        ];
        let call = if rule.starts_with("transfer/") {
            &call[..]
        } else {
            &call[..2]
        };
        fix(folder.path(), call).exits(0);
    }
    for name in ["notice.draft.md", "notice.draft.yaml"] {
        let draft = text(folder.path(), name);
        let sentence = "Personal data are transferred to Pigeon Post Inc";
        assert_eq!(draft.matches(sentence).count(), 1, "{draft}");
        assert!(draft.contains("The transfer relies on"), "{draft}");
    }
}
