//! `--format agent`: short Markdown for programs that write the change. Each edit is one that `git apply` takes.

use std::path::PathBuf;

use rayon::prelude::*;

use super::*;

/// The diffs of a report.
fn diffs(report: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in report.split_terminator('\n') {
        open = match open.take() {
            None => line
                .strip_suffix("diff")
                .filter(|fence| fence.starts_with("```"))
                .map(|fence| (fence.to_owned(), String::new())),
            Some((fence, diff)) if line == fence => {
                found.push(diff);
                None
            }
            Some((fence, diff)) => Some((fence, format!("{diff}{line}\n"))),
        };
    }
    found
}

/// Applies a diff to the files of a folder, which are none of a repository.
fn applies(folder: &Path, diff: &str) -> Result<(), String> {
    let above = folder.parent().unwrap();
    let mut git = Command::new("git");
    git.args(["apply", "--check", "-"]).current_dir(folder);
    fed(git.env("GIT_CEILING_DIRECTORIES", above), diff)
}

/// The estates of the repository with the day for which each is written.
fn estates() -> Vec<(PathBuf, String)> {
    let mut folders: Vec<PathBuf> = ["flows", "tests/rules"]
        .iter()
        .flat_map(|it| under(&root().join(it)))
        .collect();
    folders.sort();
    let day = |folder: &PathBuf| {
        let text = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
        let first = text
            .lines()
            .next()
            .unwrap_or("")
            .strip_prefix("# as-of: ")
            .map(str::trim);
        first.unwrap_or(DAY).to_owned()
    };
    folders
        .into_iter()
        .map(|folder| (folder.clone(), day(&folder)))
        .collect()
}

/// The rule that an estate is there for: of what else it has nothing is tried, which would take long.
fn rule_of(folder: &Path) -> Option<String> {
    let rule = folder
        .strip_prefix(root().join("tests/rules"))
        .ok()?
        .parent()?;
    Some(rule.to_str()?.replace('\\', "/"))
}

/// The folders with an estate under a folder.
fn under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let here = folder
        .join("fairnotice.yaml")
        .exists()
        .then(|| folder.to_owned());
    let below = entries
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
        .flat_map(|it| under(&it));
    here.into_iter().chain(below).collect()
}

#[test]
fn each_edit_applies_and_no_report_is_long() {
    let found: Vec<(usize, Vec<String>)> = estates()
        .par_iter()
        .map(|(folder, day)| {
            let copied = tempfile::tempdir().unwrap();
            copy(folder, copied.path());
            let call = ["check", "--as-of", day, "--format", "agent"];
            let rule = rule_of(folder).map(|it| ["--rule".to_owned(), it]);
            let rule: Vec<&str> = rule.iter().flatten().map(String::as_str).collect();
            let report = run(copied.path(), &[&call[..], &rule].concat());
            let words = report.out.split_whitespace().count();
            assert!(words <= 4_000, "{}: {words} words", folder.display());
            let diffs = diffs(&report.out);
            let wrong = diffs
                .iter()
                .filter_map(|diff| applies(copied.path(), diff).err());
            (
                diffs.len(),
                wrong
                    .map(|it| format!("{}: {it}", folder.display()))
                    .collect(),
            )
        })
        .collect();
    let wrong: Vec<&String> = found.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let diffs: usize = found.iter().map(|(diffs, _)| diffs).sum();
    assert!(diffs > 90, "{diffs} diffs");
}

#[test]
fn a_report_for_an_agent() {
    let eis = [
        "check",
        "flows/eis",
        "--as-of",
        DAY,
        "--format",
        "agent",
        "--service",
        "klz",
    ];
    let found = run(&root(), &eis).exits(1);
    snapshots(|| insta::assert_snapshot!("agent", found.out));
}

#[test]
fn the_next_command_judges_the_same() {
    let around = folder();
    let school = around.path().join("our school");
    copy(
        &root().join("tests/rules/sharing/processor-without-contract/fires"),
        &school,
    );
    write(
        &school,
        "proposal.yaml",
        "name: More\nflows:\n  - {id: more, from: ravenscar, to: payday, role: processor, subjects: staff, data: name, \
         purpose: personnel-payment, basis: contract}\n",
    );
    let call = ["check", "our school", "--as-of", DAY, "--format", "agent"];
    let nexts = |more: &[&str]| -> Vec<String> {
        let report = run(around.path(), &[&call[..], more].concat()).out;
        let nexts = report.lines().filter_map(|it| it.strip_prefix("Next: "));
        nexts.map(|it| it.trim_matches('`').to_owned()).collect()
    };
    let found = nexts(&["--rule", "sharing/processor-without-contract"]);
    let [next] = found.as_slice() else {
        panic!("{found:?}")
    };
    let (verb, rest) = next.split_once(" --set ").expect(next);
    assert!(verb.starts_with("fairnotice fix --finding "), "{next}");
    assert!(
        rest.ends_with(&format!("=... 'our school' --as-of {DAY}")),
        "{next}"
    );
    // `fix` takes what was judged as well.
    let found = nexts(&[
        "--with",
        "our school/proposal.yaml",
        "--rule",
        "sharing/processor-without-contract",
    ]);
    let with = "--with 'our school/proposal.yaml'";
    let [next] = found.as_slice() else {
        panic!("{found:?}")
    };
    let (verb, rest) = next.split_once(" --set ").expect(next);
    assert!(verb.starts_with("fairnotice fix --finding "), "{next}");
    let arguments = format!("=... 'our school' --as-of {DAY} {with}");
    assert!(rest.ends_with(&arguments), "{next}");
}

#[test]
fn what_a_person_has_to_confirm_is_no_fix_in_sarif() {
    // What edits files alone, with no value that is assumed: it records facts.
    let rules = [
        "basis/consent-without-record",
        "sharing/instruction-not-recorded",
        "transfer/sensitive-flag-not-recorded",
    ];
    for rule in rules {
        let folder = root().join("tests/rules").join(rule).join("fires");
        let call = [
            "check",
            "--as-of",
            DAY,
            "--rule",
            rule,
            "--format",
            "sarif",
            "--suggest",
        ];
        let log = run(&folder, &call).json();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(!results.is_empty(), "{rule}");
        assert!(results.iter().all(|it| it.get("fixes").is_none()), "{log}");
    }
    // Nor do data stop to be sent because a record leaves them out.
    let special = "basis/special-category-without-condition";
    let folder = root().join("tests/rules").join(special).join("fires");
    let call = [
        "check",
        "--as-of",
        DAY,
        "--rule",
        special,
        "--format",
        "sarif",
        "--suggest",
    ];
    let log = run(&folder, &call).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().all(|it| it.get("fixes").is_none()), "{log}");
    // A day that nobody recorded is not for a viewer to write.
    let contract = "sharing/processor-without-contract";
    let folder = root().join("tests/rules").join(contract).join("fires");
    let call = [
        "check",
        "--as-of",
        DAY,
        "--rule",
        contract,
        "--format",
        "sarif",
        "--suggest",
    ];
    let log = run(&folder, &call).json();
    assert!(
        log["runs"][0]["results"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["fixes"].is_null())
    );
}

#[test]
fn a_diff_of_a_file_with_carriage_returns_is_applied() {
    let folder = folder();
    let at = folder.path();
    let dos = |text: &str| text.replace('\n', "\r\n");
    write(at, "fairnotice.yaml", dos(PROCESSOR));
    let call = ["check", "--as-of", DAY, "--format", "agent"];
    let report = run(at, &call).exits(1).out;
    let edits = diffs(&report);
    let edits = edits.iter().filter(|it| it.contains("fairnotice.yaml"));
    let edits: Vec<&String> = edits.collect();
    assert!(!edits.is_empty(), "{report}");
    for diff in edits {
        applies(at, diff).unwrap_or_else(|wrong| panic!("{wrong}"));
        let added = diff
            .split_terminator('\n')
            .filter(|it| it.starts_with('+'))
            .skip(1);
        assert!(added.into_iter().all(|it| it.ends_with('\r')), "{diff}");
    }
    // The same of `fix`, which shows the estate's folder as that of the paths.
    let shown = run(at, &["fix", "--as-of", DAY, "--diff"]).exits(0).out;
    let diff = shown.split("\n--- ").nth(1).unwrap();
    let diff = diff.split("\n\n").next().unwrap();
    applies(at, &format!("--- {diff}\n")).unwrap_or_else(|wrong| panic!("{wrong}"));
}

/// A processor without a contract, and no notice that could lack anything.
const PROCESSOR: &str = "\
name: Chess Club
controller: club
parties:
  - {id: club, name: Chess Club, country: GB}
  - {id: print, name: Ink Ltd, country: GB}
flows:
  - id: joining
    from: data-subjects
    to: club
    subjects: customer
    data: name
    purpose: account-management
    basis: contract
  - id: cards
    from: club
    to: print
    subjects: customer
    data: name
    purpose: account-management
    basis: contract
    role: processor
";
