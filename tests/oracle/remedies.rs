//! Remedies on random estates: what is written as a remedy loads, resolves what it names, adds nothing, and leaves
//! everything else in its place.
//!
//! `FAIRNOTICE_REMEDY_CASES=2000 cargo test --test oracle remedies` tries as many estates.

use std::collections::BTreeSet;

use fairnotice::engine::finding::{Change, Finding};
use fairnotice::engine::remedies::{Checked, drafted, verified};
use fairnotice::estate::{Overlay, ScenarioFile, load_assuming};
use fairnotice::{MemoryFiles, Outcome, Project};
use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::Value;

use super::estate::write;
use super::random::estate;

/// A remark that each file has, which every edit keeps.
const REMARK: &str = "# what nobody may lose";

/// A value as YAML in block style, as people write it.
fn block(value: &Value, indent: usize, out: &mut String) {
    let lead = " ".repeat(indent);
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                let nested = matches!(value, Value::Object(it) if !it.is_empty())
                    || matches!(value, Value::Array(it) if it.iter().any(Value::is_object));
                out.push_str(&format!("{lead}{key}:"));
                if nested {
                    out.push_str(&format!("  {REMARK}\n"));
                    block(value, indent + 2, out);
                } else {
                    out.push_str(&format!(" {value}\n"));
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                let mut inner = String::new();
                block(item, indent + 2, &mut inner);
                let inner = inner.trim_start().to_owned();
                if inner.is_empty() {
                    out.push_str(&format!("{lead}- {item}\n"));
                } else {
                    out.push_str(&format!("{lead}- {inner}"));
                }
            }
        }
        _ => {}
    }
}

fn yaml(seed: u64) -> String {
    let value: Value = serde_json::from_str(&write::text(&estate(seed))).unwrap();
    let mut text = format!("{REMARK}\n");
    block(&value, 0, &mut text);
    text
}

fn ids(outcome: &Outcome) -> BTreeSet<&str> {
    let findings = outcome.findings.iter();
    findings.map(|finding| finding.id.as_str()).collect()
}

/// What a check finds once a change is written; the drafts of the notice as `fix` writes them.
fn after(files: &MemoryFiles, project: &Project, day: Date, change: &Change) -> Outcome {
    let mut files = files.clone();
    for file in &change.files {
        files = files.with(file.path.as_str(), file.after.as_str());
    }
    let plain = Project::load(&files, "fairnotice.yaml").unwrap();
    let draft = drafted(&project.estate, &project.sources, day, change, |_| None);
    assert_eq!(draft.is_some(), !change.proposal.is_empty());
    let laid = draft.map(|draft| ScenarioFile {
        kind: Overlay::Proposal,
        path: draft.proposal_path,
        text: draft.proposal,
    });
    let laid: Vec<ScenarioFile> = laid.into_iter().collect();
    let assumed = load_assuming(&files, "fairnotice.yaml", &plain.estate, &laid);
    let written = Project::from_loaded(assumed.loaded).unwrap();
    written.check(day).run().unwrap()
}

/// What is wrong with the remedies of a finding; how many it has.
fn tried(
    files: &MemoryFiles,
    project: &Project,
    (day, outcome): (Date, &Outcome),
    finding: &Finding,
) -> (usize, Vec<String>) {
    let checked = Checked::declared(project.check(day), outcome);
    let remedies = verified(checked, finding);
    let mut wrong = Vec::new();
    for remedy in &remedies {
        let change = remedy.change.as_deref().unwrap();
        let name = format!("{} {}: {}", finding.rule, finding.id, remedy.text);
        let found = after(files, project, day, change);
        if ids(&found).contains(finding.id.as_str()) {
            wrong.push(format!("{name}: it is still there"));
        }
        for new in ids(&found).difference(&ids(outcome)) {
            wrong.push(format!("{name}: {new} is new"));
        }
        for file in &change.files {
            let remarks = |text: &str| text.matches(REMARK).count();
            if remarks(&file.before) != remarks(&file.after) {
                wrong.push(format!("{name}: a remark is lost"));
            }
        }
    }
    (remedies.len(), wrong)
}

#[test]
fn what_is_written_resolves_what_it_names_and_adds_nothing() {
    let cases = std::env::var("FAIRNOTICE_REMEDY_CASES");
    let cases: u64 = cases.map_or(40, |it| it.parse().unwrap());
    let results: Vec<(usize, usize, Vec<String>)> = (0..cases)
        .into_par_iter()
        .map(|seed| {
            let (text, day) = (yaml(seed), estate(seed).day.parse().unwrap());
            let files = MemoryFiles::new().with("fairnotice.yaml", text);
            let project = Project::load(&files, "fairnotice.yaml")
                .unwrap_or_else(|errors| panic!("seed {seed}: {errors}"));
            let outcome = project.check(day).run().unwrap();
            let Some(at) = (seed as usize).checked_rem(outcome.findings.len()) else {
                return (0, 0, Vec::new());
            };
            // Each estate has many findings: one of each, another one for each seed.
            let finding = &outcome.findings[at];
            let (found, wrong) = tried(&files, &project, (day, &outcome), finding);
            let wrong = wrong.iter().map(|it| format!("seed {seed}, {it}"));
            (1, found, wrong.collect())
        })
        .collect();
    let looked_at: usize = results.iter().map(|(one, ..)| one).sum();
    let with: usize = results.iter().filter(|(_, found, _)| *found > 0).count();
    let remedies: usize = results.iter().map(|(_, found, _)| found).sum();
    println!("{looked_at} findings, {with} with a remedy, {remedies} remedies");
    let wrong: Vec<&String> = results.iter().flat_map(|(.., wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(with * 3 > looked_at, "{with} of {looked_at} have a remedy");
}
