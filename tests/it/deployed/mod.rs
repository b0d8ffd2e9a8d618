//! Plans and states: our own, a case each, and those that others wrote, against what reading them
//! shows.

mod arm;
mod correct;
mod eis;
mod foreign;
mod guardrails;
mod handed;
mod inventories;
mod kubernetes;
mod looked;
mod made;
mod own;
mod promises;
mod pulumi;
mod remedies;
mod samples;
mod secrets;
mod settings;
mod silence;
mod templates;
mod ties;
mod verbs;

use std::path::Path;

use crate::support;
use fairnotice::import::{Deployment, Place, Resource, Tables, deployments};
use fairnotice::input::{InputError, SourceMap};

/// What is read from a file, or why it cannot be.
fn read(path: &Path) -> (Result<Deployment, InputError>, SourceMap) {
    let mut sources = SourceMap::new();
    let tables = Tables::builtin().unwrap();
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let found = deployments(&name, &bytes, tables, &mut sources);
    let first = found.map(|mut documents| documents.remove(0));
    (first.map_err(InputError::from), sources)
}

/// A deployment in lines.
fn lines(found: &Deployment, sources: &SourceMap) -> String {
    let mut lines = vec![format!("{}: {}", found.kind.name, left_out(found))];
    lines.extend(
        found
            .notes
            .iter()
            .map(|note| format!("note: {}", note.text)),
    );
    for resource in &found.resources {
        lines.push(format!(
            "{} [{} {}] {}",
            resource.address,
            resource.role.as_str(),
            resource.action.as_str(),
            place(resource)
        ));
        let at = |span| {
            sources.locate(span).map_or(String::new(), |(_, at)| {
                format!("{}:{}", at.line, at.column)
            })
        };
        lines.push(format!(
            "    at {}{}",
            at(resource.span),
            resource
                .location
                .span()
                .map_or(String::new(), |span| format!(", place at {}", at(span)))
        ));
        if let Some(parent) = &resource.part_of {
            lines.push(format!("    part of {parent}"));
        }
        for copy in &resource.copies {
            lines.push(format!("    {} to {}", copy.attribute, copy.to.words()));
        }
        lines.extend(
            resource
                .hints
                .iter()
                .map(|hint| format!("    hint: {hint}")),
        );
        lines.extend(
            resource
                .notes
                .iter()
                .map(|note| format!("    note: {note}")),
        );
    }
    lines.join("\n")
}

/// What a file holds and does not deploy, in words.
fn left_out(found: &Deployment) -> String {
    let words: Vec<String> = found
        .left_out
        .iter()
        .map(|left| format!("{} {}", left.count, left.what))
        .collect();
    if words.is_empty() {
        return "nothing left out".to_owned();
    }
    words.join(", ")
}

/// The place of a resource in words.
fn place(resource: &Resource) -> String {
    use fairnotice::import::Location as L;
    let location = &resource.location;
    let places: Vec<String> = location.places().iter().map(Place::words).collect();
    let places = places.join(" and ");
    match location {
        L::Stated(_) => format!("stated {places}"),
        L::Inferred(_, clue) => format!("inferred {places} from {}", clue.words()),
        L::UnknownUntilApply(why) => format!("unknown until apply: {why}"),
        L::NotAPlace(Some(word), _) => format!("no place: {word:?}"),
        L::NotAPlace(None, _) => "no place".to_owned(),
        L::NotStated(why) => format!("not stated: {why}"),
    }
}

fn snapshots(bind: impl FnOnce()) {
    support::snapshots("deployed", bind);
}
