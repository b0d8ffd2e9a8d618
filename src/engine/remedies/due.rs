//! What a change makes due in the notice: sentences that come with it.

use std::collections::BTreeSet;

use super::about::{About, Checked, says};
use super::candidate::{Candidate, Draft};
use super::propose::{DELETE, NOTHING, REPLACE, decisions, drafts, missing};
use super::trial::Tried;
use crate::engine::finding::{Finding, FindingRow};
use crate::engine::policy::ChangeKind;
use crate::estate::model::{Estate, PartyIx, Statement};

/// The candidate with sentences on what it makes due; `None` where it brings something else as well.
pub(super) fn with_sentences(
    about: About<'_>,
    mut candidate: Candidate,
    tried: &Tried,
    new: &[String],
) -> Option<Candidate> {
    let checked = Checked {
        check: tried.check(about.checked.check),
        outcome: &tried.outcome,
        ..about.checked
    };
    let before = candidate.drafts.clone();
    for finding in tried
        .outcome
        .findings
        .iter()
        .filter(|it| new.contains(&it.id))
    {
        if corrects(about, &candidate, finding) {
            let stated = finding.statements.iter();
            let stated = stated.filter(|id| !before.iter().any(|draft| draft.id == **id));
            candidate.withdraws.extend(stated.cloned());
        } else if !DUE.iter().any(|rule| finding.rule.starts_with(rule)) {
            return None;
        }
        let of_it = About {
            checked,
            finding,
            ..about
        };
        if let Some(item) = missing(of_it).or_else(|| decisions(of_it)) {
            candidate.drafts.extend(item.drafts);
            candidate.assumes.extend(item.assumes);
            continue;
        }
        let brought = only_brought(about, tried, finding);
        let finding = &brought;
        let more = drafts(About {
            checked,
            finding,
            ..about
        });
        if more.is_empty() {
            return None;
        }
        for draft in more {
            join(&mut candidate.drafts, draft);
        }
    }
    if candidate.drafts == before {
        return None;
    }
    placed(about, &mut candidate);
    Some(candidate)
}

/// The words of a candidate that states more than was proposed, and its sentences in the place of those that it
/// withdraws.
pub(super) fn placed(about: About<'_>, candidate: &mut Candidate) {
    let own = candidate.withdraws.clone();
    for draft in &mut candidate.drafts {
        in_place_of_withdrawn(about, &own, draft);
    }
    // Something is stated in its place now.
    candidate.assumes.retain(|it| it.text != NOTHING);
    let deleted = candidate.text.strip_prefix(DELETE);
    if let Some(words) = deleted {
        candidate.text = format!("{REPLACE}{words}");
        candidate.kinds.insert(ChangeKind::Disclose);
    } else if candidate.kinds.insert(ChangeKind::Disclose) && !candidate.text.starts_with(REPLACE) {
        candidate.text.push_str(if candidate.withdraws.is_empty() {
            ", and disclose it in the notice"
        } else {
            ", and state in its place what is the case"
        });
    }
}

/// What a notice has to state more where something else changes: the beginnings of the rules.
const DUE: [&str; 3] = [
    "disclosure/undisclosed-",
    "disclosure/vague-",
    "notice/missing-information",
];

/// Whether a change corrects what the notice states of a finding that it brings: a period that is declared as it is
/// configured is stated so too, and the mechanism of a transfer as it is concluded.
fn corrects(about: About<'_>, candidate: &Candidate, brought: &Finding) -> bool {
    let concludes = candidate.kinds.contains(&ChangeKind::ConcludeInstrument);
    match brought.rule.as_str() {
        "disclosure/contradicted-retention" => about.finding.rule == "deployed/retention-exceeds",
        "disclosure/contradicted-safeguard" => concludes,
        _ => false,
    }
}

/// Whether a finding is only that the notice has to state more or something else, which sentences may.
pub(super) fn is_of_notice(brought: &Finding) -> bool {
    let rule = brought.rule.as_str();
    rule == "disclosure/contradicted-safeguard" || DUE.iter().any(|due| rule.starts_with(due))
}

/// A finding with those of its rows alone that it did not have before.
fn only_brought(about: About<'_>, tried: &Tried, finding: &Finding) -> Finding {
    let mut findings = about.checked.outcome.findings.iter();
    let Some(before) = findings.find(|it| it.id == finding.id) else {
        return finding.clone();
    };
    let words = |estate: &Estate, row: &FindingRow| {
        let party = |party: Option<PartyIx>| party.map(|it| estate.party(it).id.clone());
        let flows: Vec<String> = row
            .flows
            .iter()
            .map(|it| estate.flow(*it).id.to_string())
            .collect();
        let elements: Vec<String> = row.elements.iter().map(|it| it.to_string()).collect();
        (flows, party(row.exporter), party(row.importer), elements)
    };
    let old: Vec<_> = before
        .rows
        .iter()
        .map(|row| words(about.estate(), row))
        .collect();
    let mut brought = finding.clone();
    brought
        .rows
        .retain(|row| !old.contains(&words(&tried.estate, row)));
    let flows = brought
        .rows
        .iter()
        .flat_map(|row| row.flows.iter().copied());
    let flows: BTreeSet<_> = flows.collect();
    brought.flows = flows.into_iter().collect();
    brought
}

/// Takes in a sentence. One on the same thing makes an earlier one more precise, unless that says more.
fn join(drafts: &mut Vec<Draft>, draft: Draft) {
    let keys = |it: &Draft| it.says.iter().map(|(key, _)| *key).collect::<BTreeSet<_>>();
    let base = |it: &Draft| {
        let numbered = |c: char| c.is_ascii_digit() || c == '-';
        it.id.trim_end_matches(numbered).to_owned()
    };
    let same = drafts.iter_mut().find(|it| {
        let (own, more) = (keys(it), keys(&draft));
        (own.is_subset(&more) || more.is_subset(&own))
            && base(it) == base(&draft)
            && draft.services.iter().all(|s| it.services.contains(s))
    });
    match same {
        Some(earlier) if keys(earlier).is_subset(&keys(&draft)) => {
            earlier.quote = draft.quote;
            earlier.says = draft.says;
        }
        Some(_) => {}
        None => drafts.push(draft),
    }
}

/// A sentence goes where one was that is withdrawn from the same section.
fn in_place_of_withdrawn(about: About<'_>, withdrawn: &BTreeSet<String>, draft: &mut Draft) {
    let statements = about.estate().statements_on(about.day());
    let mut gone = statements
        .map(|(_, it)| it)
        .filter(|it| withdrawn.contains(&it.id));
    let own = |statement: &&Statement| draft.says.iter().any(|(key, _)| says(statement, key));
    if let Some(statement) = gone.find(own) {
        draft.behind = Some(statement.id.clone());
        draft.section.clone_from(&statement.section);
        draft.document.clone_from(&statement.document);
    }
}
