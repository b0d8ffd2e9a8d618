//! From gathered hits to a finding: message, labels, statements, law, id.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use super::cause::{Cause, CausePart};
use super::fingerprint::fingerprint;
use super::state::digest;
use super::types::FindingRow;
use super::{Finding, LawRef, Remedy};
use crate::engine::cases::{RuleHit, Subject};
use crate::engine::deployment::Deployed;
use crate::engine::facts::{Evidence, Label, LabelRole};
use crate::engine::policy::{Dimension, Rule, RuleIx, Rules};
use crate::estate::model::{
    Basis, Estate, FlowIx, PartyIx, STATE_VERSION, ServiceIx, Severity, StatementIx, SystemIx,
};
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
    /// Whether what was not recorded counts as an error.
    pub strict: bool,
}

impl Assembler<'_> {
    /// The finding of hits that share a cause; `None` where the estate has switched the rule
    /// off.
    pub(super) fn finding(
        &self,
        rule: Option<RuleIx>,
        cause: &Cause,
        hits: &[RuleHit<'_>],
    ) -> Option<Finding> {
        let first = hits.first()?;
        let regimes = self.regimes(hits);
        let Some(index) = rule else {
            return self.fault(regimes, first);
        };
        let severity = self.rules.severity(index)?;
        let rule = self.rules.rule(index)?;
        // What nobody recorded is a question, and no error.
        let severity = match (&rule.asks, self.strict) {
            (None, _) => severity,
            (Some(_), false) => severity.min(Severity::Warning),
            (Some(_), true) => Severity::Error,
        };
        let evidence = evidence_of(rule, hits.iter());
        let flows = flows_of(hits);
        let service = self.service(rule, hits);
        let statements = self.statements(hits, &evidence);
        // Fields are shown of the first flow: what other flows cite stands elsewhere.
        let of_first = hits
            .iter()
            .filter(|hit| first_flow(hit) == flows.first().copied());
        let shown = evidence_of(rule, of_first);
        let mut labels = self.labels(first, flows.first().copied(), &shown, &statements);
        let about_deployed = matches!(
            first.case.subject,
            Subject::Resources(_) | Subject::System(_) | Subject::File(_)
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
        let rows = self.rows(rule, hits);
        let mut finding = Finding {
            id: self.id(rule, cause),
            state: String::new(),
            rule: rule.id.clone(),
            title: rule.title.clone(),
            severity,
            service,
            exporter: same(rows.iter().map(|row| &row.exporter)),
            importer: same(rows.iter().map(|row| &row.importer)),
            rows,
            data: data_of(&evidence, &rule.evidence),
            message: self.message(rule, hits, &regimes, &evidence, &flows),
            labels,
            statements: statements
                .iter()
                .filter_map(|index| Some(self.estate.statement(*index)?.id.clone()))
                .collect(),
            law: self.law(rule, &regimes, &evidence),
            remedies: rule
                .remedy
                .iter()
                .map(|text| Remedy {
                    text: text.clone(),
                    verified: false,
                })
                .collect(),
            covers: covers_of(self.rules, hits),
            asks: rule.asks.clone(),
            derivation: derivation(&evidence),
            about_deployed,
            waived: None,
            known: false,
            regimes,
            flows,
        };
        finding.state = digest(self.estate, self.sources, &finding);
        Some(finding)
    }

    /// The regimes of hits, that of the controller's own country first.
    fn regimes(&self, hits: &[RuleHit<'_>]) -> Vec<Regime> {
        let regimes: BTreeSet<Regime> = hits.iter().map(|hit| hit.case.regime).collect();
        let mut regimes: Vec<Regime> = regimes.into_iter().collect();
        let country = self.estate.party(self.estate.controller).country;
        let home = country.and_then(|country| {
            let law = &self.estate.law;
            law.regime_of_territory(country.as_str(), self.day)
        });
        regimes.sort_by_key(|regime| Some(*regime) != home);
        regimes
    }

    /// The service of all hits; `None` where they are of several, or where the cause is the
    /// controller's, whatever the service.
    fn service(&self, rule: &Rule, hits: &[RuleHit<'_>]) -> Option<ServiceIx> {
        if rule.cause.first() == Some(&Dimension::Controller) {
            return None;
        }
        let services = hits.iter().map(|hit| match &hit.case.subject {
            Subject::Movement { movement, .. } => self.estate.shape(movement.shape).service,
            _ => None,
        });
        let services: BTreeSet<Option<ServiceIx>> = services.collect();
        match services.into_iter().collect::<Vec<_>>().as_slice() {
            [service] => *service,
            _ => None,
        }
    }

    /// Each flow between two parties among the hits, with all that was found of it.
    fn rows(&self, rule: &Rule, hits: &[RuleHit<'_>]) -> Vec<FindingRow> {
        let mut rows: Vec<FindingRow> = Vec::new();
        let mut known: HashMap<Ends<'_>, usize> = HashMap::default();
        for hit in hits {
            let Subject::Movement {
                movement, flows, ..
            } = &hit.case.subject
            else {
                continue;
            };
            let id = |party: PartyIx| self.estate.party(party).id.clone();
            let ends = (*flows, movement.exporter, movement.importer);
            let at = *known.entry(ends).or_insert_with(|| {
                rows.push(FindingRow {
                    flows: flows.to_vec(),
                    regimes: Vec::new(),
                    exporter: movement.exporter.map(id),
                    importer: movement.importer.map(id),
                    places: Vec::new(),
                    elements: Vec::new(),
                });
                rows.len() - 1
            });
            let Some(row) = rows.get_mut(at) else {
                continue;
            };
            add(&mut row.regimes, [hit.case.regime]);
            let places = movement.places.iter().map(|place| match place.at {
                Some(at) => at.name().to_owned(),
                None => "unknown".to_owned(),
            });
            add(&mut row.places, places);
            let evidence = evidence_of(rule, [hit]);
            let elements = evidence.iter().flat_map(|found| found.elements.clone());
            add(&mut row.elements, elements);
        }
        rows
    }

    /// A policy that could not be evaluated: Cedar would let it pass in silence.
    fn fault(&self, regimes: Vec<Regime>, hit: &RuleHit<'_>) -> Option<Finding> {
        let Subject::Fault(policy, reason) = &hit.case.subject else {
            return None;
        };
        let span = self
            .rules
            .get(policy)
            .and_then(|rule| rule.span)
            .unwrap_or(self.estate.root);
        Some(Finding {
            id: fingerprint(&[FAULT_RULE, policy]),
            state: format!(
                "{STATE_VERSION}:{}",
                fingerprint(&[FAULT_RULE, policy, reason])
            ),
            rule: FAULT_RULE.to_owned(),
            title: "A policy could not be evaluated".to_owned(),
            severity: Severity::Error,
            regimes,
            flows: Vec::new(),
            service: None,
            exporter: None,
            importer: None,
            rows: Vec::new(),
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
                text: "correct the policy; arithmetic can overflow, and the attributes it reads must exist"
                    .to_owned(),
                verified: false,
            }],
            covers: Vec::new(),
            asks: None,
            about_deployed: false,
            waived: None,
            known: false,
            derivation: vec!["Cedar ignores policies that fail to evaluate; fairnotice reports them as errors".to_owned()],
        })
    }

    /// The id of the finding of a rule with a cause.
    fn id(&self, rule: &Rule, cause: &Cause) -> String {
        let estate = self.estate;
        let part = |part: &CausePart| match part {
            // Flows that declare the same are one.
            CausePart::Flows(flows) => flows
                .first()
                .map_or_else(String::new, |flow| estate.flow(*flow).id.to_string()),
            CausePart::Party(party) => {
                party.map_or_else(String::new, |party| estate.party(party).id.clone())
            }
            CausePart::Service(service) => {
                service.map_or_else(String::new, |service| estate.service(service).id.clone())
            }
            CausePart::Purposes(purposes) => {
                let ids = purposes.iter().map(|term| estate.taxonomy.id(*term));
                ids.collect::<Vec<_>>().join(" ")
            }
            CausePart::Basis(basis) => match basis {
                Basis::Absent => String::new(),
                Basis::None => "none".to_owned(),
                Basis::Term(term) => estate.taxonomy.id(*term).to_owned(),
            },
            CausePart::Statements(statements) => {
                let ids = statements
                    .iter()
                    .filter_map(|index| Some(estate.statement(*index)?.id.as_str()));
                ids.collect::<Vec<_>>().join(" ")
            }
            CausePart::Name(name) => name.clone(),
        };
        let parts: Vec<String> = match cause {
            Cause::Movement(parts) => parts.iter().map(part).collect(),
            Cause::Quote(_, first) => vec![part(&CausePart::Statements(vec![*first]))],
            Cause::Item(key) => vec![key.clone()],
            Cause::Deployed(_, system, subject) => {
                let system = system.map(|system| estate.system(SystemIx(system)).id.clone());
                vec![system.unwrap_or_default(), subject.clone()]
            }
            Cause::Operated(system) => vec![estate.system(SystemIx(*system)).id.clone()],
            Cause::Named(name) => vec![name.clone()],
            Cause::Fault(policy, _) => vec![policy.clone()],
        };
        let mut all = vec![rule.id.as_str()];
        all.extend(parts.iter().map(String::as_str));
        fingerprint(&all)
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

    fn law(&self, rule: &Rule, regimes: &[Regime], evidence: &[&Evidence]) -> Vec<LawRef> {
        let law = &self.estate.law;
        let mut rows: Vec<LawRef> = Vec::new();
        let keys = rule.law.iter();
        let cited = keys.flat_map(|key| {
            let rows = regimes.iter();
            rows.filter_map(move |regime| law.citation(key, *regime, self.day))
        });
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

/// The flows of a row, and who sends to whom.
type Ends<'h> = (&'h [FlowIx], Option<PartyIx>, Option<PartyIx>);

/// What the hits of a rule rest on.
fn evidence_of<'h>(
    rule: &Rule,
    hits: impl IntoIterator<Item = &'h RuleHit<'h>>,
) -> Vec<&'h Evidence> {
    let keys = |hit: &'h RuleHit<'h>| {
        let keys = rule.evidence.iter();
        keys.filter_map(|key| hit.case.evidence.get(key.as_str()))
    };
    hits.into_iter().flat_map(keys).collect()
}

/// The first of the flows of a hit, in the order of ids.
fn first_flow(hit: &RuleHit<'_>) -> Option<FlowIx> {
    match &hit.case.subject {
        Subject::Movement { flows, .. } => flows.iter().min().copied(),
        _ => None,
    }
}

/// What all have, where all have the same.
fn same<'r>(mut all: impl Iterator<Item = &'r Option<String>>) -> Option<String> {
    let first = all.next()?;
    all.all(|other| other == first).then(|| first.clone())?
}

/// Adds what is not there yet, in order.
fn add<T: Ord>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    list.extend(more);
    list.sort();
    list.dedup();
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
            || key.starts_with("data.") && key != "data.policyDocument"
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
    let mut seen: HashSet<&str> = HashSet::default();
    let steps = evidence.iter().flat_map(|found| &found.steps);
    steps.filter(|step| seen.insert(step)).cloned().collect()
}
