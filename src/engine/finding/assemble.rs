//! From gathered hits to a finding: message, labels, statements, law, id.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::fingerprint::fingerprint;
use super::{Finding, LawRef, Remedy};
use crate::engine::cases::{RuleHit, Subject};
use crate::engine::deployment::Deployed;
use crate::engine::facts::{Evidence, Label, LabelRole};
use crate::engine::policy::{Grouping, Rule, RuleIx, Rules};
use crate::estate::model::{Estate, FlowIx, Severity, StatementIx};
use crate::input::SourceMap;
use crate::law::Regime;

/// The rule of policies that cannot be evaluated.
pub const FAULT_RULE: &str = "policy/evaluation-error";

/// What findings are put together from.
#[derive(Debug)]
pub struct Assembler<'e> {
    /// The estate.
    pub estate: &'e Estate,
    /// The files, for places in bulk flows.
    pub sources: &'e SourceMap,
    /// The rules.
    pub rules: &'e Rules,
    /// The day.
    pub day: Date,
    /// What is deployed, where that is part of what was judged.
    pub deployed: Option<&'e Deployed>,
}

impl Assembler<'_> {
    /// The finding of hits that share a cause; `None` where the estate has switched the rule
    /// off.
    pub(super) fn finding(
        &self,
        rule: Option<RuleIx>,
        regime: Regime,
        hits: &[RuleHit<'_>],
    ) -> Option<Finding> {
        let first = hits.first()?;
        let Some(index) = rule else {
            return self.fault(regime, first);
        };
        let severity = self.rules.severity(index)?;
        let rule = self.rules.rule(index)?;
        let evidence: Vec<&Evidence> = hits
            .iter()
            .flat_map(|hit| {
                rule.evidence
                    .iter()
                    .filter_map(|key| hit.case.evidence.get(key.as_str()))
            })
            .collect();
        let flows = flows_of(hits);
        let service = match &first.case.subject {
            Subject::Movement { movement, .. } if rule.grouping != Grouping::Controller => {
                self.estate.shape(movement.shape).service
            }
            _ => None,
        };
        let statements = self.statements(hits, &evidence);
        let mut labels = self.labels(first, flows.first().copied(), &evidence, &statements);
        let about_deployed = matches!(
            first.case.subject,
            Subject::Resources(_) | Subject::System(_)
        );
        if !labels.iter().any(|label| label.role == LabelRole::Notice) {
            labels.extend(self.silence(rule, service));
        }
        if let Some(deployed) = self.deployed {
            labels = labels
                .into_iter()
                .map(|label| deployed.told(label))
                .collect();
        }
        let (exporter, importer) = match rule.grouping {
            Grouping::Controller => (None, None),
            _ => self.parties(first),
        };
        let mut finding = Finding {
            id: String::new(),
            rule: rule.id.clone(),
            title: rule.title.clone(),
            severity,
            regime,
            service,
            exporter,
            importer,
            data: data_of(&evidence, &rule.evidence),
            message: self.message(rule, hits, regime, &evidence, &flows),
            labels,
            statements: statements
                .iter()
                .filter_map(|index| Some(self.estate.statement(*index)?.id.clone()))
                .collect(),
            law: self.law(rule, regime, &evidence),
            remedies: rule
                .remedy
                .iter()
                .map(|text| Remedy {
                    text: text.clone(),
                    verified: false,
                })
                .collect(),
            covers: covers_of(self.rules, hits),
            derivation: derivation(&evidence),
            about_deployed,
            waived: None,
            known: false,
            flows,
        };
        finding.id = self.id(&finding, rule.grouping, first);
        Some(finding)
    }

    /// A policy that could not be evaluated: Cedar would let it pass in silence.
    fn fault(&self, regime: Regime, hit: &RuleHit<'_>) -> Option<Finding> {
        let Subject::Fault(policy, reason) = &hit.case.subject else {
            return None;
        };
        let span = self
            .rules
            .get(policy)
            .and_then(|rule| rule.span)
            .unwrap_or(self.estate.root);
        Some(Finding {
            id: fingerprint(&[FAULT_RULE, policy, reason]),
            rule: FAULT_RULE.to_owned(),
            title: "A policy could not be evaluated".to_owned(),
            severity: Severity::Error,
            regime,
            flows: Vec::new(),
            service: None,
            exporter: None,
            importer: None,
            data: Vec::new(),
            message: format!(
                "the policy `{policy}` could not be evaluated, so it decides nothing: {reason}"
            ),
            labels: vec![Label {
                role: LabelRole::Estate,
                span,
                text: "this policy".to_owned(),
            }],
            statements: Vec::new(),
            law: Vec::new(),
            remedies: vec![Remedy {
                text: "mend the policy; arithmetic can overflow, and what it reads must exist"
                    .to_owned(),
                verified: false,
            }],
            covers: Vec::new(),
            about_deployed: false,
            waived: None,
            known: false,
            derivation: vec!["Cedar skips a policy that errs; fairnotice tells of it".to_owned()],
        })
    }

    fn id(&self, finding: &Finding, grouping: Grouping, first: &RuleHit<'_>) -> String {
        let flow = finding
            .flows
            .first()
            .map_or("", |flow| &self.estate.flow(*flow).id);
        let subject = match &first.case.subject {
            Subject::Movement { movement, .. } if grouping == Grouping::Controller => {
                let controller = self.estate.shape(movement.shape).controller;
                self.estate.party(controller).id.clone()
            }
            Subject::Movement { .. } => flow.to_owned(),
            Subject::Statement(index) => self
                .estate
                .statement(*index)
                .map(|statement| {
                    statement
                        .quote
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                        .to_lowercase()
                })
                .unwrap_or_default(),
            Subject::Item(key, _) => (*key).to_owned(),
            Subject::Resources(group) => {
                let system = group
                    .system
                    .map(|system| self.estate.system(system).id.as_str());
                format!("{} {}", system.unwrap_or(""), group.subject)
            }
            Subject::System(system) => self.estate.system(*system).id.clone(),
            Subject::Named(subject) => (*subject).to_owned(),
            Subject::Fault(policy, _) => (*policy).to_owned(),
        };
        fingerprint(&[
            &finding.rule,
            finding.regime.id(),
            &subject,
            finding.exporter.as_deref().unwrap_or(""),
            finding.importer.as_deref().unwrap_or(""),
        ])
    }

    fn parties(&self, hit: &RuleHit<'_>) -> (Option<String>, Option<String>) {
        match &hit.case.subject {
            Subject::Movement { movement, .. } => {
                let id = |party| self.estate.party(party).id.clone();
                (movement.exporter.map(id), movement.importer.map(id))
            }
            _ => (None, None),
        }
    }

    /// The statements that hits are about or rest on.
    fn statements(&self, hits: &[RuleHit<'_>], evidence: &[&Evidence]) -> BTreeSet<StatementIx> {
        let own = hits.iter().filter_map(|hit| match hit.case.subject {
            Subject::Statement(index) => Some(index),
            _ => None,
        });
        own.chain(
            evidence
                .iter()
                .flat_map(|found| found.statements.iter().copied()),
        )
        .collect()
    }

    fn law(&self, rule: &Rule, regime: Regime, evidence: &[&Evidence]) -> Vec<LawRef> {
        let law = &self.estate.law;
        let mut rows: Vec<LawRef> = Vec::new();
        let cited = rule
            .law
            .iter()
            .filter_map(|key| law.citation(key, regime, self.day));
        let found = evidence
            .iter()
            .flat_map(|found| &found.law)
            .filter_map(|id| law.row(id));
        for row in cited.chain(found) {
            if rows.iter().any(|known| known.id == row.id) {
                continue;
            }
            rows.push(LawRef {
                id: row.id.clone(),
                title: row.title.clone(),
                citation: row.citation.clone(),
                from: row.from,
                until: row.last_day(),
                references: row.references.clone(),
                read: row.read,
                under_appeal: row.under_appeal.clone(),
            });
        }
        rows
    }
}

fn flows_of(hits: &[RuleHit<'_>]) -> Vec<FlowIx> {
    let flows: BTreeSet<FlowIx> = hits
        .iter()
        .flat_map(|hit| match &hit.case.subject {
            Subject::Movement { flows, .. } => flows.to_vec(),
            _ => Vec::new(),
        })
        .collect();
    flows.into_iter().collect()
}

/// The categories of data that a finding is about, where its evidence cites such.
fn data_of(evidence: &[&Evidence], keys: &[String]) -> Vec<String> {
    let about_data = keys.iter().any(|key| {
        [
            "data",
            "recipient",
            "indirectRecipient",
            "retention",
            "source",
        ]
        .iter()
        .any(|side| key.starts_with(&format!("coverage.{side}.")))
            || key.starts_with("minimisation.")
            || key.starts_with("data.")
            || key == "recipient.replaced"
    });
    if !about_data {
        return Vec::new();
    }
    let data: BTreeSet<String> = evidence
        .iter()
        .flat_map(|found| found.elements.iter().cloned())
        .collect();
    data.into_iter().collect()
}

fn covers_of(rules: &Rules, hits: &[RuleHit<'_>]) -> Vec<String> {
    let covered: BTreeSet<String> = hits
        .iter()
        .flat_map(|hit| &hit.covers)
        .filter_map(|index| Some(rules.rule(*index)?.id.clone()))
        .collect();
    covered.into_iter().collect()
}

fn derivation(evidence: &[&Evidence]) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for step in evidence.iter().flat_map(|found| &found.steps) {
        if !steps.contains(step) {
            steps.push(step.clone());
        }
    }
    steps
}
