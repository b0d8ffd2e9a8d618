//! The questions that `fix` asks, on a terminal of its own, and a draft that the estate would read as a part of itself.

use std::process::Command;

use super::*;

/// What a terminal shows of `fix` while these answers are typed, and the code it ends with; `None`, said aloud, where
/// there is no Python to make a terminal.
fn typed(folder: &Path, answers: &[&str]) -> Option<(String, i32)> {
    typed_to(folder, &[], answers)
}

/// The same with more arguments of the call.
fn typed_to(folder: &Path, more: &[&str], answers: &[&str]) -> Option<(String, i32)> {
    let script = root().join("tests/it/cli/terminal.py");
    let ended = Command::new("python3")
        .arg(script)
        .arg(serde_json::to_string(answers).unwrap())
        .arg(env!("CARGO_BIN_EXE_fairnotice"))
        .args(["fix", "--as-of", DAY])
        .args(more)
        .current_dir(folder)
        .env("TERM", "dumb")
        .env("NO_PAGER", "1")
        .output();
    let Ok(ended) = ended else {
        let must = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!must, "CI needs Python");
        eprintln!("skipped: no Python to make a terminal with");
        return None;
    };
    let shown = String::from_utf8_lossy(&ended.stdout).replace("\r\n", "\n");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.is_empty(), "{said}");
    Some((shown, ended.status.code().unwrap()))
}

/// A copy of an estate that lacks a contract, and its text.
fn school() -> (tempfile::TempDir, String) {
    let school = folder();
    let fires = root().join("tests/rules/sharing/processor-without-contract/fires");
    copy(&fires, school.path());
    let text = std::fs::read_to_string(school.path().join("fairnotice.yaml")).unwrap();
    (school, text)
}

fn now(folder: &tempfile::TempDir) -> String {
    std::fs::read_to_string(folder.path().join("fairnotice.yaml")).unwrap()
}

#[test]
fn a_finding_that_is_named_is_asked_about_too() {
    let (folder, before) = school();
    let call = [
        "check",
        "--as-of",
        DAY,
        "--format",
        "json",
        "--fail-on",
        "never",
    ];
    let report = run(folder.path(), &call).exits(0).json();
    let mut findings = report["findings"].as_array().unwrap().iter();
    let finding = findings.find(|it| it["rule"] == "sharing/processor-without-contract");
    let finding = finding.unwrap()["id"].as_str().unwrap();
    let named = ["--finding", finding];
    // What is no day is asked for once more, and what is left empty writes nothing.
    let answers = ["1", "yesterday", ""];
    let Some((shown, code)) = typed_to(folder.path(), &named, &answers) else {
        return;
    };
    assert!(
        code == 0 && shown.contains("`yesterday` is no day for `signed`"),
        "{shown}"
    );
    // So is the number of a remedy that there is none of.
    let answers = ["7", "y", "1", "2024-01-0", "2024-01-05"];
    let (shown, code) = typed_to(folder.path(), &named, &answers).unwrap();
    assert!(
        code == 0 && shown.contains("`7` is none of these") && shown.contains("1 resolved"),
        "{shown}"
    );
    write(folder.path(), "fairnotice.yaml", &before);
    let (shown, code) = typed_to(folder.path(), &named, &["1", ""]).unwrap();
    assert!(
        code == 0 && shown.contains("it is not confirmed that"),
        "{shown}"
    );
    assert_eq!(now(&folder), before);
    let with_number = [&named[..], &["--remedy", "1"]].concat();
    let (shown, code) = typed_to(folder.path(), &with_number, &["2024-01-05"]).unwrap();
    assert!(code == 0 && shown.contains("written for `"), "{shown}");
    assert!(now(&folder).contains("since: 2024-01-05"));
}

#[test]
fn a_remedy_is_chosen_by_its_number_and_its_blank_is_asked_for() {
    let (folder, before) = school();
    let Some((shown, code)) = typed(folder.path(), &["1", "2024-01-05", "q", "q"]) else {
        return;
    };
    assert_eq!(code, 0, "{shown}");
    assert!(
        shown.contains("[1]\n# error[sharing/processor-without-contract]"),
        "{shown}"
    );
    assert!(shown.contains("signed (assumes that "), "{shown}");
    assert!(shown.contains("fairnotice.yaml: written for `"), "{shown}");
    let added = "  - id: ravenscar-payday-processor\n    kind: processor\n    between: [ravenscar, payday]\n    \
                 since: 2024-01-05\n";
    assert_eq!(
        now(&folder),
        before.replace("flows:\n", &format!("{added}flows:\n"))
    );
}

#[test]
fn what_is_skipped_left_or_not_answered_writes_nothing() {
    for (answers, code, words) in [
        (&["q"][..], 0, "0 resolved"),
        (&["s", "q", "q"], 0, "0 resolved"),
        // The end of the input.
        (&["\u{4}"], 0, "0 resolved"),
        // What nobody knows is left, and the next finding is shown.
        (&["1", "", "q", "q"], 0, "it is not confirmed that"),
        (
            &["1", "tomorrow", "", "q"],
            0,
            "`tomorrow` is no day for `signed`",
        ),
    ] {
        let (folder, before) = school();
        let Some((shown, ended)) = typed(folder.path(), answers) else {
            return;
        };
        assert_eq!(ended, code, "{answers:?}: {shown}");
        let plain = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(words), "{answers:?}: {shown}");
        assert_eq!(now(&folder), before, "{answers:?}");
    }
}

#[test]
fn a_draft_that_the_estate_takes_in_is_taken_back() {
    let folder = folder();
    let files = [
        (
            "fairnotice.yaml",
            "name: Chess Club\ncontroller: club\ninclude: [\"parts/*.yaml\"]\nnotice: notice.yaml\nparties:\n  - {id: club, name: Chess Club, country: GB}\n",
        ),
        (
            "notice.yaml",
            "source: parts/notice.md\npublished: 2024-01-01\nstatements:\n  - {id: name, quote: your name, collects: {data: name}}\n",
        ),
        ("parts/notice.md", "# Notice\n\nWe collect your name.\n"),
        (
            "parts/flows.yaml",
            "flows:\n  - {id: joining, from: data-subjects, to: club, subjects: customer, data: name, purpose: account-management, basis: contract}\n",
        ),
    ];
    std::fs::create_dir(folder.path().join("parts")).unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    let ran = run(folder.path(), &["fix", "--as-of", DAY, "--all-safe"]).refused();
    assert!(ran.err.contains("does not load"), "{}", ran.err);
    assert!(ran.err.contains("parts/notice.draft.yaml"), "{}", ran.err);
    assert_eq!(names(&folder.path().join("parts")).len(), 2);
    for (name, text) in files {
        assert_eq!(
            std::fs::read_to_string(folder.path().join(name)).unwrap(),
            text
        );
    }
}
