//! Results that a baseline has and the check no longer (`absent`, SARIF 2.1.0, 3.27.24). Of these the baseline
//! keeps the rule, the severity and the message, and no places.

use std::collections::BTreeMap;

use super::model::{ResultProperties, Rule, SarifResult};
use super::{baseline_state, text, unknown};
use crate::engine::compare::State;
use crate::view::GoneView;

/// The result.
pub(super) fn result(gone: &GoneView, rule_index: usize) -> SarifResult<'_> {
    let words = match gone.message.trim() {
        "" => &gone.rule,
        _ => &gone.message,
    };
    SarifResult {
        rule_id: &gone.rule,
        rule_index,
        level: gone.severity.as_str(),
        baseline_state: Some(baseline_state(State::Resolved)),
        message: text(words),
        locations: Vec::new(),
        related_locations: Vec::new(),
        partial_fingerprints: BTreeMap::from([("fairnotice/v1", gone.id.as_str())]),
        suppressions: Vec::new(),
        fixes: Vec::new(),
        properties: ResultProperties {
            state: &gone.state,
            ..ResultProperties::default()
        },
    }
}

/// Its rule, where the program has none of that name any more.
pub(super) fn rule(gone: &GoneView) -> Rule<'_> {
    unknown(&gone.rule, &gone.rule, gone.severity)
}
