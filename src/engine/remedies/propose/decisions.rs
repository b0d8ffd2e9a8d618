//! Sentences on automated decisions: that they are taken, by which logic, and with which consequences (Art 13(2)(f)). What
//! nobody has recorded of the two is a blank.

use std::collections::BTreeSet;

use super::sentence::{adding, draft};
use crate::engine::finding::blank;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, word};
use crate::notice::read::Kind;

/// The rules whose findings such a sentence resolves.
const RULES: [&str; 5] = [
    "disclosure/undisclosed-automated-decision",
    "disclosure/vague-automated-decision",
    "disclosure/ambiguous-automated-decision",
    "disclosure/contradicted-automated-decision",
    "disclosure/undisclosed-decision-logic",
];

/// One sentence for each decision that a finding is about.
pub(in crate::engine::remedies) fn decisions(about: About<'_>) -> Option<Candidate> {
    if !RULES.contains(&about.finding.rule.as_str()) {
        return None;
    }
    let taken = about
        .declared()
        .filter_map(|shape| shape.decision.as_ref())
        .filter(|it| it.solely_automated && it.significant);
    let all: BTreeSet<&str> = taken.map(|it| it.about.as_str()).collect();
    let rows = about.finding.rows.iter();
    let elements: BTreeSet<&str> = rows
        .flat_map(|row| row.elements.iter().map(|it| &**it))
        .collect();
    let mut concerned: BTreeSet<&str> = all.intersection(&elements).copied().collect();
    if concerned.is_empty() {
        concerned = all;
    }
    let names = |decision: &str| ["logic", "consequences"].map(|it| format!("{it}-{decision}"));
    let drafts = concerned.iter().map(|decision| {
        let [logic, consequences] = names(decision).map(|it| blank(&it));
        let words = decision.replace('-', " ");
        let quote = format!(
            "We take decisions about the following by automated means alone: {words}. The logic involved is: {logic}. \
             What it means for you is: {consequences}."
        );
        let says = format!("{{about: {}, logic: true, consequences: true}}", word(decision));
        draft(about, Kind::Decides, decision, quote, vec![("decides", says)])
    });
    let drafts: Vec<_> = drafts.collect();
    if drafts.is_empty() {
        return None;
    }
    let mut candidate = adding(drafts);
    for name in concerned.iter().flat_map(|it| names(it)) {
        let assumed = format!("the blank `{}` of the sentence is filled in", blank(&name));
        candidate = candidate.assuming(&name, assumed, &format!("[{name}]"));
    }
    Some(candidate)
}
