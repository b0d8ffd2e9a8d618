//! What a finding points at.

use std::collections::BTreeSet;

use super::assemble::Assembler;
use super::gathered::{About, Gathered};
use crate::engine::facts::{Label, LabelRole};
use crate::engine::finding::related_statements::instead;
use crate::engine::policy::Rule;
use crate::estate::model::{AnchorState, ServiceIx, StatementIx};

impl Assembler<'_> {
    /// The fields of the flow that is shown, the statements, and what else its evidence cites.
    pub(super) fn labels(&self, gathered: &Gathered) -> Vec<Label> {
        let shown = &gathered.shown;
        let mut labels = Vec::new();
        if let Some(flow) = shown.flow {
            let places = self.estate.flow_places(self.sources, flow);
            for (field, text) in &shown.fields {
                labels.push(Label {
                    role: LabelRole::Flow,
                    span: places.of(*field),
                    text: text.clone(),
                });
            }
            if labels.is_empty() {
                labels.push(Label {
                    role: LabelRole::Flow,
                    span: self.estate.flow(flow).span,
                    text: String::new(),
                });
            }
        }
        // The statement itself comes before those that it is held against, and one that denies before those
        // that state.
        let own = match gathered.about {
            About::Statement(index) => Some(index),
            _ => None,
        };
        let (deny, state): (Vec<_>, Vec<_>) = (gathered.found.statements.iter())
            .copied()
            .filter(|index| Some(*index) != own)
            .partition(|index| shown.denials.contains(index));
        let others = deny.into_iter().chain(state);
        for index in own.into_iter().chain(others) {
            labels.extend(self.statement_label(index));
        }
        labels.extend(shown.labels.iter().cloned());
        // What was seen comes before what it is compared with.
        labels.sort_by_key(|label| label.role != LabelRole::Observed);
        let mut seen = BTreeSet::new();
        labels.retain(|label| seen.insert((label.role, label.span, label.text.clone())));
        if labels.is_empty() {
            let span = self
                .estate
                .notice_on(self.day)
                .map_or(self.estate.root, |notice| notice.span);
            labels.push(Label {
                role: LabelRole::Notice,
                span,
                text: "the notice".to_owned(),
            });
        }
        labels
    }

    fn statement_label(&self, index: StatementIx) -> Option<Label> {
        let statement = self.estate.statement(index)?;
        Some(match &statement.anchor {
            AnchorState::Found { span, heading } => Label {
                role: LabelRole::Notice,
                span: *span,
                text: heading
                    .as_ref()
                    .map_or_else(String::new, |heading| format!("under \"{heading}\"")),
            },
            AnchorState::NotFound { reason, .. } => Label {
                role: LabelRole::Estate,
                span: statement.quote_span,
                text: reason.clone(),
            },
        })
    }

    /// Where a rule is about silence: what the notice says of the same side instead.
    pub(super) fn silence(&self, rule: &Rule, service: Option<ServiceIx>) -> Vec<Label> {
        rule.evidence
            .iter()
            .filter(|key| key.starts_with("coverage."))
            .flat_map(|key| instead(self.estate, service, key, self.day))
            .filter_map(|index| self.statement_label(index))
            .map(|mut label| {
                label.text = if label.text.is_empty() {
                    "what the notice states instead".to_owned()
                } else {
                    format!("what the notice states instead, {}", label.text)
                };
                label
            })
            .take(2)
            .collect()
    }
}
