//! Verified remedies of the estates of this repository: whatever is offered is applied once more, by other means than
//! those that verified it, and must resolve what it names and add nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fairnotice::engine::finding::{Change, Finding};
use fairnotice::engine::remedies::{Checked, Suggestions, drafted, verified};
use fairnotice::estate::model::Severity;
use fairnotice::estate::{Overlay, ScenarioFile, load_assuming};
use fairnotice::{DiskFiles, MemoryFiles, Outcome, Project};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::support::root;

/// The files of an estate in memory.
fn files(folder: &Path) -> MemoryFiles {
    fn add(folder: &Path, under: &Path, mut files: MemoryFiles) -> MemoryFiles {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            files = if path.is_dir() {
                add(&path, under, files)
            } else {
                let name = path.strip_prefix(under).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                files.with(name, std::fs::read(&path).unwrap())
            };
        }
        files
    }
    add(folder, folder, MemoryFiles::new())
}

fn ids(outcome: &Outcome) -> BTreeSet<&str> {
    let findings = outcome.findings.iter();
    findings.map(|finding| finding.id.as_str()).collect()
}

/// What a check finds once a change and the drafts are written.
fn after(files: &MemoryFiles, project: &Project, day: Date, change: &Change) -> Outcome {
    let mut files = files.clone();
    for file in &change.files {
        files = files.with(file.path.as_str(), file.after.as_str());
    }
    let plain = Project::load(&files, "fairnotice.yaml").unwrap();
    let draft = drafted(&project.estate, &project.sources, day, change, |_| None);
    assert_eq!(draft.is_some(), !change.proposal.is_empty());
    let laid = draft.into_iter().map(|draft| ScenarioFile {
        kind: Overlay::Proposal,
        path: draft.proposal_path,
        text: draft.proposal,
    });
    let laid: Vec<ScenarioFile> = laid.collect();
    let assumed = load_assuming(&files, "fairnotice.yaml", &plain.estate, &laid);
    let written = Project::from_loaded(assumed.loaded).unwrap();
    written.check(day).run().unwrap()
}

/// How many findings of an estate that are wanted have a remedy, of how many, and what is wrong with any.
fn tried(
    folder: &Path,
    day: Date,
    wanted: impl Fn(usize, &Finding) -> bool,
) -> (usize, usize, Vec<String>) {
    let files = files(folder);
    let project = Project::load(&files, "fairnotice.yaml").unwrap();
    assert!(DiskFiles::new(folder).is_ok());
    let outcome = project.check(day).run().unwrap();
    let checked = Checked::declared(project.check(day), &outcome);
    let (mut with, mut all, mut wrong) = (0, 0, Vec::new());
    for (at, finding) in outcome.findings.iter().enumerate() {
        if !wanted(at, finding) || finding.is_suppressed() {
            continue;
        }
        let remedies = verified(checked, finding);
        all += 1;
        with += usize::from(!remedies.is_empty());
        for remedy in &remedies {
            let found = after(&files, &project, day, remedy.change.as_deref().unwrap());
            let name = format!("{}: {}: {}", folder.display(), finding.rule, remedy.text);
            if ids(&found).contains(finding.id.as_str()) {
                wrong.push(format!("{name}: it is still there"));
            }
            if !ids(&found).is_subset(&ids(&outcome)) {
                wrong.push(format!("{name}: another one has come"));
            }
        }
    }
    (with, all, wrong)
}

/// The day that the first line of an estate names.
fn day_of(folder: &Path) -> Date {
    let text = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
    let first = text.lines().next().unwrap_or("");
    let day = first.strip_prefix("# as-of: ").map(str::trim);
    day.and_then(|day| day.parse().ok())
        .unwrap_or(jiff::civil::date(2026, 11, 24))
}

fn total(results: &[(usize, usize, Vec<String>)]) -> (usize, usize) {
    let wrong: Vec<&String> = results.iter().flat_map(|(.., wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let with = results.iter().map(|(with, ..)| with).sum();
    (with, results.iter().map(|(_, all, _)| all).sum())
}

#[test]
fn each_rule_of_which_something_is_offered_is_resolved_by_it() {
    let mut estates = Vec::new();
    for family in std::fs::read_dir(root().join("tests/rules")).unwrap() {
        let family = family.unwrap().path();
        if !family.is_dir() {
            continue;
        }
        for rule in std::fs::read_dir(&family)
            .unwrap()
            .map(|it| it.unwrap().path())
        {
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            let id = format!("{}/{}", name(&family), name(&rule));
            let folder = rule.join("fires");
            if folder.join("fairnotice.yaml").exists() && !id.starts_with("deployed/") {
                estates.push((id, folder));
            }
        }
    }
    estates.sort();
    let results: Vec<_> = estates
        .par_iter()
        .map(|(id, folder)| tried(folder, day_of(folder), |_, finding| finding.rule == *id))
        .collect();
    let (with, all) = total(&results);
    println!("rules: {with} of {all} findings have a remedy");
    assert!(with * 2 > all, "{with} of {all}");
}

#[test]
fn cases_of_regulators_are_resolved_by_what_is_offered() {
    let cases = std::fs::read_dir(root().join("tests/cases")).unwrap();
    let mut folders: Vec<PathBuf> = cases.map(|it| it.unwrap().path()).collect();
    folders.retain(|it| it.join("fairnotice.yaml").exists());
    folders.sort();
    // Each case has many findings: another one of each.
    let results: Vec<_> = folders
        .par_iter()
        .enumerate()
        .map(|(case, folder)| {
            let expect = std::fs::read_to_string(folder.join("expect.yaml")).unwrap();
            let day = expect.lines().find_map(|line| line.strip_prefix("as_of: "));
            let day = day.and_then(|it| it.trim().trim_matches(['"', '\'']).parse().ok());
            let day = day.unwrap_or_else(|| day_of(folder));
            tried(folder, day, |at, _| at == case % 3)
        })
        .collect();
    let (with, all) = total(&results);
    println!("cases: {with} of {all} findings have a remedy");
    assert!(with * 2 > all, "{with} of {all}");
}

#[test]
fn the_estates_of_the_samples_are_resolved_by_what_is_offered() {
    let results: Vec<_> = ["flows/eis", "flows/larkfield"]
        .par_iter()
        .map(|folder| {
            let folder = root().join(folder);
            tried(&folder, jiff::civil::date(2026, 11, 24), |at, _| {
                at % 4 == 0
            })
        })
        .collect();
    let (with, all) = total(&results);
    assert!(with * 2 > all, "{with} of {all}");
}

/// What is wrong with the plan of an estate, once it is written.
fn planned(folder: &Path, day: Date) -> Vec<String> {
    let files = files(folder);
    let project = Project::load(&files, "fairnotice.yaml").unwrap();
    let outcome = project.check(day).run().unwrap();
    let is_error = |it: &Finding| it.severity == Severity::Error;
    let asked = outcome
        .findings
        .iter()
        .filter(|it| is_error(it) && !it.is_suppressed());
    let asked: BTreeSet<&str> = asked.map(|it| it.id.as_str()).collect();
    let checked = Checked::declared(project.check(day), &outcome);
    let plan = Suggestions::of(checked, is_error).plan(is_error);
    let steps: Vec<&str> = plan
        .steps
        .iter()
        .flat_map(|it| &it.resolves)
        .map(String::as_str)
        .collect();
    let resolved: BTreeSet<&str> = steps.iter().copied().collect();
    let left: BTreeSet<&str> = plan.left.iter().map(String::as_str).collect();
    let all: BTreeSet<&str> = resolved.union(&left).copied().collect();
    assert_eq!(
        (resolved.len(), &all),
        (steps.len(), &asked),
        "{}",
        folder.display()
    );
    let Some(change) = &plan.together.as_ref().map(|it| it.filled(|_| None)) else {
        assert!(plan.steps.is_empty() && left == asked);
        return Vec::new();
    };
    let found = after(&files, &project, day, change);
    let still = resolved
        .intersection(&ids(&found))
        .map(|id| format!("{}: {id} is still there", folder.display()))
        .collect::<Vec<_>>();
    let come = ids(&found)
        .difference(&ids(&outcome))
        .map(|id| format!("{}: {id} has come", folder.display()))
        .collect::<Vec<_>>();
    [still, come].concat()
}

#[test]
fn a_plan_resolves_what_it_names_and_brings_nothing() {
    let day = jiff::civil::date(2026, 11, 24);
    let samples = ["flows/eis", "flows/larkfield"].map(|it| (root().join(it), day));
    let families = ["disclosure", "transfer", "sharing", "basis"];
    let rules = families.iter().flat_map(|family| {
        let rules = std::fs::read_dir(root().join("tests/rules").join(family)).unwrap();
        let mut rules: Vec<PathBuf> = rules.map(|it| it.unwrap().path().join("fires")).collect();
        rules.sort();
        rules.into_iter().step_by(4)
    });
    let rules = rules.filter(|it| it.join("fairnotice.yaml").exists());
    let rules = rules.map(|it| (it.clone(), day_of(&it)));
    let estates: Vec<(PathBuf, Date)> = samples.into_iter().chain(rules).collect();
    let wrong: Vec<String> = estates
        .par_iter()
        .flat_map(|(folder, day)| planned(folder, *day))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_sentence_states_all_rights_that_the_notice_lacks() {
    let folder = root().join("tests/rules/notice/missing-information/fires");
    let text = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
    let fewer = text.replace("right-of-access, right-to-rectification,", "");
    assert_ne!(fewer, text);
    let (files, day) = (
        files(&folder).with("fairnotice.yaml", fewer),
        day_of(&folder),
    );
    let project = Project::load(&files, "fairnotice.yaml").unwrap();
    let outcome = project.check(day).run().unwrap();
    let is_missing = |it: &Finding| it.rule == "notice/missing-information";
    let all: BTreeSet<&str> = (outcome.findings.iter())
        .filter(|it| is_missing(it))
        .map(|it| it.id.as_str())
        .collect();
    let checked = Checked::declared(project.check(day), &outcome);
    let plan = Suggestions::of(checked, is_missing).plan(is_missing);
    let first = plan.steps.first().unwrap();
    assert_eq!(first.sentences.len(), 1);
    assert_eq!(first.resolves.len(), 2, "{:?} of {all:?}", first.resolves);
    let found = after(&files, &project, day, &first.so_far);
    let left = ids(&found);
    assert!(first.resolves.iter().all(|id| !left.contains(id.as_str())));
    assert!(left.is_subset(&ids(&outcome)));
}
