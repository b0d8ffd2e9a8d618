//! Flows that change: without some of their data, or at an end.

use std::collections::BTreeSet;

use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, EditKind};
use crate::engine::remedies::wording::{Wording, joined};
use crate::taxonomy::TermId;

/// The flows without the data that the finding is about.
pub(super) fn leave_out(about: About<'_>) -> Vec<Candidate> {
    let Some(entries) = about.flow_entries() else {
        return Vec::new();
    };
    let estate = about.estate();
    let taxonomy = &estate.taxonomy;
    let declared: BTreeSet<TermId> = about
        .declared()
        .flat_map(|shape| shape.content.data.iter().copied())
        .collect();
    let concerned = about.concerned(declared.iter().copied());
    if concerned.len() == declared.len() {
        return Vec::new();
    }
    let flows: Vec<&str> = entries.iter().map(|(_, id)| id.as_str()).collect();
    let words = Wording(estate).terms(&concerned);
    let text = format!("leave {words} out of {}", joined(&flows));
    let mut candidate = Candidate::new(ChangeKind::DropData, text);
    for ((path, id), flow) in entries.iter().zip(&about.finding.flows) {
        let shape = estate.shape(estate.flow(*flow).shape);
        let own = shape
            .content
            .data
            .iter()
            .filter(|it| concerned.contains(it));
        let items: Vec<String> = own.map(|it| taxonomy.short(*it).to_owned()).collect();
        if items.len() == shape.content.data.len() {
            return Vec::new();
        }
        if !items.is_empty() {
            candidate = candidate.edit(path, EditKind::Without("flows", id.clone(), "data", items));
        }
    }
    let left = "these data are no longer collected or sent there";
    vec![candidate.assuming("left-out", left, "")]
}

/// The flows retired, or left out of the proposal that alone has them.
pub(super) fn retire(about: About<'_>) -> Option<Candidate> {
    let entries = about.flow_entries()?;
    let flows: Vec<&str> = entries.iter().map(|(_, id)| id.as_str()).collect();
    if entries.iter().all(|(path, _)| about.checked.is_laid(path)) {
        let text = format!("leave {} out of the proposal", joined(&flows));
        let mut candidate = Candidate::new(ChangeKind::RetireFlow, text);
        for (path, id) in &entries {
            candidate = candidate.edit(path, EditKind::Remove("flows", id.clone()));
        }
        return Some(candidate.assuming("left-out", "these flows do not start", ""));
    }
    let text = format!("stop {}, and record it as retired", joined(&flows));
    let mut candidate = Candidate::new(ChangeKind::RetireFlow, text);
    for (path, id) in &entries {
        let what = EditKind::Set("flows", id.clone(), "status", "retired".to_owned());
        candidate = candidate.edit(path, what);
    }
    let ended = "the data are no longer sent";
    Some(candidate.assuming("stopped", ended, ""))
}
