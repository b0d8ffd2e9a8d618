//! Processors that a published list of sub-processors names: the list discloses them, without a statement for
//! each.

use crate::engine::coverage::Verdict;
use crate::engine::facts::source::FactSource;
use crate::engine::facts::{EvidenceMap, Label, LabelRole, VerdictSet};
use crate::engine::movement::Movement;

/// The verdicts on a recipient; what no statement covers is disclosed where a list names the processor. One
/// that decides itself is no sub-processor, whatever lists it.
pub(super) fn with_lists(
    source: &FactSource<'_>,
    movement: &Movement,
    verdicts: VerdictSet,
    [clear, .., omitted]: [&'static str; 5],
    evidence: &mut EvidenceMap,
) -> VerdictSet {
    let engaged = movement.role.acts_for_another();
    if !engaged || !verdicts.contains(Verdict::Omitted) {
        return verdicts;
    }
    let importer = movement.importer;
    let Some(span) = importer.and_then(|importer| source.text.listed(importer)) else {
        return verdicts;
    };
    if let Some(mut found) = evidence.get(omitted).cloned() {
        evidence.retain(|key| key != omitted);
        for (_, text) in &mut found.fields {
            "recipient: disclosed by a list of sub-processors".clone_into(text);
        }
        found.labels.push(Label {
            role: LabelRole::Notice,
            span,
            text: "the list names it".to_owned(),
        });
        found
            .steps
            .push("a list of sub-processors names it: clear".to_owned());
        let disclosed = evidence.entry(clear).or_default();
        disclosed.elements.extend(found.elements);
        disclosed.elements.sort();
        disclosed.elements.dedup();
        disclosed.fields.extend(found.fields);
        disclosed.labels.extend(found.labels);
        disclosed.steps.extend(found.steps);
    }
    let others = verdicts.iter().filter(|it| *it != Verdict::Omitted);
    others.chain([Verdict::Clear]).collect()
}
