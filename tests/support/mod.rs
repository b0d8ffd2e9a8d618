//! What the tests share: loading, checking and showing estates.

#[allow(dead_code, reason = "each test binary uses a part of this")]
pub mod cases;
#[allow(dead_code, reason = "each test binary uses a part of this")]
pub mod estate;
#[allow(dead_code, reason = "each test binary uses a part of this")]
pub mod git;
pub mod run;
#[allow(dead_code, reason = "each test binary uses a part of this")]
pub mod yaml;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fairnotice::engine::as_of::CheckError;
use fairnotice::engine::check::Outcome;
use fairnotice::input::{DiskFiles, Files, InputError, InputErrorKind, MemoryFiles, SourceMap};
use fairnotice::observe::Phase;
use fairnotice::project::{LoadErrors, Project};
use fairnotice::report::{TerminalOptions, explain_finding, terminal};
use fairnotice::view::Report;
use jiff::civil::Date;

/// An estate with what a check found in it.
pub struct Checked {
    pub project: Project,
    pub outcome: Outcome,
}

impl std::ops::Deref for Checked {
    type Target = Project;

    fn deref(&self) -> &Project {
        &self.project
    }
}

impl Checked {
    /// The ids of the rules that found something, those folded into others included.
    pub fn rules(&self) -> BTreeSet<&str> {
        self.outcome
            .findings
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect()
    }

    /// The findings of a rule.
    pub fn of(&self, rule: &str) -> Vec<&fairnotice::engine::finding::Finding> {
        self.outcome
            .findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .collect()
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The day that the first line of a fixture names: `# as-of: 2024-06-01`.
pub fn day_of(text: &str) -> Date {
    let line = text.lines().next().unwrap_or("");
    let day = line
        .strip_prefix("# as-of: ")
        .unwrap_or_else(|| panic!("no `# as-of:` line: {line}"));
    day.trim().parse().unwrap()
}

/// Checks the estate in a folder, on a day or on the one that its first line names.
pub fn checked(folder: &Path, day: Option<Date>) -> Checked {
    let files =
        DiskFiles::new(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let day = day.unwrap_or_else(|| day_of(&files.read("fairnotice.yaml", 1 << 20).unwrap()));
    checked_files(&files, day)
}

/// Checks an estate of one file.
pub fn checked_text(text: &str, day: Date) -> Checked {
    checked_files(&MemoryFiles::new().with("fairnotice.yaml", text), day)
}

/// Checks the estate in some files.
pub fn checked_files(files: &dyn Files, day: Date) -> Checked {
    try_checked(files, day).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Checks the estate in some files, or gives all that is wrong with it.
pub fn try_checked(files: &dyn Files, day: Date) -> Result<Checked, LoadErrors> {
    let mut project = Project::load(files, "fairnotice.yaml")?;
    // A fixture of what is deployed has a plan next to it.
    if let Ok(plan) = files.read("plan.json", 1 << 24) {
        project = project
            .import_bytes("plan.json", plan.as_bytes())
            .unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    // And one of what was seen has that, whatever its format.
    if let Ok(seen) = files.read("observed.json", 1 << 24) {
        project = project
            .observe_bytes("observed.json", seen.as_bytes(), Phase::NotStated)
            .unwrap_or_else(|wrong| panic!("{wrong}"));
    }
    match project.check(day).run() {
        Ok(outcome) => Ok(Checked { project, outcome }),
        Err(error) => {
            let span = match &error {
                CheckError::NoRegime { span, .. } => Some(*span),
                _ => None,
            };
            let error = InputError::new(InputErrorKind::BadValue, span, error.to_string());
            Err(LoadErrors {
                errors: vec![error],
                sources: project.sources,
            })
        }
    }
}

/// Input errors, a line each: `file:line:column message (help)`.
pub fn shown(errors: &[InputError], sources: &SourceMap) -> String {
    let line = |error: &InputError| {
        let place = error
            .span
            .and_then(|span| sources.locate(span))
            .map(|(path, at)| format!("{path}:{}:{}", at.line, at.column))
            .unwrap_or_default();
        let help = error
            .help
            .as_ref()
            .map(|help| format!(" ({help})"))
            .unwrap_or_default();
        format!("{place} {}{help}", error.message)
    };
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What the terminal shows, of one rule or of all.
pub fn terminal_of(checked: &Checked, rule: Option<&str>) -> String {
    let mut outcome = checked.outcome.clone();
    outcome
        .findings
        .retain(|finding| rule.is_none_or(|rule| finding.rule == rule));
    let report = Report::of(&checked.project, &outcome);
    let mut out = Vec::new();
    terminal(&report, TerminalOptions::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What `explain` shows of the findings of a rule, one after the other.
pub fn explained(checked: &Checked, rule: &str) -> String {
    let report = Report::of(&checked.project, &checked.outcome);
    let mut out = Vec::new();
    for finding in report.findings.iter().filter(|it| it.rule == rule) {
        explain_finding(&report, finding, TerminalOptions::default(), &mut out).unwrap();
        out.push(b'\n');
    }
    String::from_utf8(out).unwrap()
}

/// The rules that have fixtures, with their folders, in the order of ids.
pub fn fixtures() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for family in folders(&root().join("tests/rules")) {
        for rule in folders(&family) {
            let id = format!("{}/{}", name(&family), name(&rule));
            found.push((id, rule));
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// `family/name` of every file with an extension two levels below a folder.
pub fn rule_files(folder: &str, extension: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for family in folders(&root().join(folder)) {
        for entry in std::fs::read_dir(&family).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ext| ext == extension) {
                let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
                found.insert(format!("{}/{stem}", name(&family)));
            }
        }
    }
    found
}

/// Runs a test whose snapshots are in a folder of `snapshots/`, under the names that it gives them.
pub fn snapshots(folder: &str, test: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(test);
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The folder of further material next to a checkout, or a line that says that tests which need it
/// are skipped. With `CI=true` it must be there.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("FAIRNOTICE_SHARED")
        .map_or_else(|| root().join("../shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var("CI").is_ok_and(|value| value != "true") || std::env::var("CI").is_err(),
        "CI needs the folder `shared` next to the checkout"
    );
    eprintln!("skipped: no folder `shared` next to the checkout");
    None
}
