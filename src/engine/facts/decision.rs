//! Facts about decisions without a person's meaningful part.

use super::{DecisionFacts, DecisionLaw, Evidence, EvidenceMap};
use crate::engine::facts::source::FactSource;
use crate::estate::model::{FlowField, FlowShape};
use crate::law::Regime;

/// Which law there is on the decision that a flow feeds, where no person takes part in it and its effects
/// are legal or similarly significant.
pub(super) fn decision_facts(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> DecisionFacts {
    let Some(decision) = shape.weighty_decision(source.estate) else {
        return DecisionFacts::default();
    };
    let law = &source.estate.law;
    let of_day = |key: &str| {
        let mut rows = law.cited(key).into_iter();
        rows.find(|row| law.applies(row, regime, source.day))
    };
    let (found, row) = match (of_day("22B"), of_day("22")) {
        (Some(row), _) => (DecisionLaw::Article22B, row),
        (None, Some(row)) => (DecisionLaw::Article22, row),
        (None, None) => return DecisionFacts::default(),
    };
    let text = "no person takes part in the decision".to_owned();
    evidence.insert(
        "decision.law",
        Evidence {
            elements: vec![decision.about.clone()],
            fields: vec![(FlowField::Decision, text.clone())],
            law: vec![row.id.clone()],
            steps: vec![text, format!("the law on it is {}", row.citation)],
            ..Evidence::default()
        },
    );
    DecisionFacts { law: found }
}
