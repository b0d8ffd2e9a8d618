//! Which of a finding's places are shown as excerpts, and which are only listed.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::excerpt::{Excerpt, Mark, group};
use crate::engine::facts::LabelRole;
use crate::input::SourceMap;
use crate::view::{FindingView, LabelView, under};

/// Distinct things said that are shown of one side.
const MAX_SAID: usize = 3;
/// How many lines apart places that say the same may be, to be shown together.
const NEAR: u32 = 3;
/// Words of one list that are shown.
const MAX_LISTED: usize = 20;

/// The places of a finding.
#[derive(Debug)]
pub struct Places {
    /// What is shown.
    pub excerpts: Vec<Excerpt>,
    /// What is listed: what is said there, and the places, as `notice.md:57, 71`.
    pub listed: Vec<(String, String)>,
}

/// Sorts a finding's places: up to two sides (the flow's and the notice's, where there are both) are
/// shown, each thing said once; the same thing said elsewhere, and other sides, are listed.
pub fn places(finding: &FindingView, sources: &SourceMap, root: &str) -> Places {
    let labels: Vec<(&LabelView, u32)> = finding
        .labels
        .iter()
        .filter_map(|label| Some((label, sources.locate(label.span)?.1.line)))
        .collect();
    let sides = sides(&labels);
    let mut marks = Vec::new();
    let mut shown_lines = Vec::new();
    let mut rest = Vec::new();
    for side in &sides {
        let mut said: Vec<(&LabelView, u32)> = Vec::new();
        for (label, line) in labels.iter().filter(|(label, _)| label.role == *side) {
            let leader = said.iter().find(|(leader, _)| leader.text == label.text);
            let shown = match leader {
                Some((leader, at)) => {
                    leader.span.file == label.span.file && at.abs_diff(*line) <= NEAR
                }
                None if said.len() < MAX_SAID => {
                    said.push((label, *line));
                    true
                }
                None => false,
            };
            if shown {
                shown_lines.push((label.span.file, *line, label.text.as_str()));
                marks.push(Mark {
                    span: label.span,
                    text: label.text.clone(),
                    primary: sides.first() == Some(side),
                    url: label.url.clone(),
                });
            } else {
                rest.push((*label, *line));
            }
        }
    }
    rest.extend(
        labels
            .iter()
            .filter(|(label, _)| !sides.contains(&label.role)),
    );
    rest.retain(|(label, line)| {
        !shown_lines.contains(&(label.span.file, *line, label.text.as_str()))
    });
    Places {
        excerpts: group(sources, marks),
        listed: list(&rest, sources, root),
    }
}

/// The sides that are shown: the main one, then the other of flow and notice, then any other; and what
/// is deployed next to them.
fn sides(labels: &[(&LabelView, u32)]) -> Vec<LabelRole> {
    let main = labels.first().map(|(label, _)| label.role);
    let order = [
        LabelRole::Flow,
        LabelRole::Notice,
        LabelRole::Estate,
        LabelRole::Law,
    ];
    let mut sides: Vec<LabelRole> = Vec::new();
    // What was seen is shown next to both.
    let most = if main == Some(LabelRole::Observed) {
        3
    } else {
        2
    };
    for role in main.into_iter().chain(order) {
        let exists = labels.iter().any(|(label, _)| label.role == role);
        if exists && !sides.contains(&role) && sides.len() < most {
            sides.push(role);
        }
    }
    let deployed = LabelRole::Deployed;
    if !sides.contains(&deployed) && labels.iter().any(|(label, _)| label.role == deployed) {
        sides.push(deployed);
    }
    sides
}

fn list(rest: &[(&LabelView, u32)], sources: &SourceMap, root: &str) -> Vec<(String, String)> {
    let mut by_text: IndexMap<&str, IndexMap<String, BTreeSet<u32>>> = IndexMap::new();
    for (label, line) in rest {
        let Some(file) = sources.file(label.span.file) else {
            continue;
        };
        let path = under(root, file.path());
        by_text
            .entry(&label.text)
            .or_default()
            .entry(path)
            .or_default()
            .insert(*line);
    }
    by_text
        .into_iter()
        .map(|(text, files)| {
            let files: Vec<String> = files
                .into_iter()
                .map(|(path, lines)| place_list(&path, &lines))
                .collect();
            (text.to_owned(), files.join("; "))
        })
        .collect()
}

fn place_list(path: &str, lines: &BTreeSet<u32>) -> String {
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    format!("{path}:{}", shortened(&numbers))
}

/// Words with commas between them; of many only the first, and how many more there are.
pub fn shortened<W: Borrow<str>>(words: &[W]) -> String {
    let shown = words.get(..MAX_LISTED).unwrap_or(words);
    match words.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
