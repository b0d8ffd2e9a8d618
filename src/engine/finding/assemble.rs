//! From gathered hits to a finding: message, labels, statements, law, id.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::cause::{Cause, CausePart};
use super::fingerprint::fingerprint;
use super::gathered::{About, Found, Gathered, same_ends};
use super::state::digest;
use super::{Finding, LawRef, Remedy};
use crate::engine::deployment::Deployed;
use crate::engine::facts::{Label, LabelRole};
use crate::engine::policy::{Dimension, Rule, RuleIx, Rules};
use crate::estate::model::{Basis, Estate, PartyIx, STATE_VERSION, Severity, SystemIx};
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
    /// Whether what was seen is part of what was judged.
    pub observed: bool,
    /// Whether what was not recorded counts as an error.
    pub strict: bool,
    /// Whether findings go without their message and, where nothing is waived, without their state.
    pub brief: bool,
}

impl Assembler<'_> {
    /// The finding of hits that share a cause; `None` where the estate has switched the rule
    /// off.
    pub(super) fn finding(
        &self,
        rule: Option<RuleIx>,
        cause: &Cause,
        mut gathered: Gathered,
    ) -> Option<Finding> {
        let regimes = self.regimes(&gathered.regimes);
        let Some(index) = rule else {
            return self.fault(regimes, &gathered.about);
        };
        let severity = self.rules.severity(index)?;
        let rule = self.rules.rule(index)?;
        // What nobody recorded is a question, and no error.
        let severity = match (&rule.asks, self.strict) {
            (None, _) => severity,
            (Some(_), false) => severity.min(Severity::Warning),
            (Some(_), true) => Severity::Error,
        };
        let flows = gathered.flows();
        // A cause may be the controller's, whatever the service.
        let of_controller = rule.cause.first() == Some(&Dimension::Controller);
        let service = gathered.service().filter(|_| !of_controller);
        let message = if self.brief {
            String::new()
        } else {
            self.message(rule, &gathered, &regimes, &flows)
        };
        let mut labels = self.labels(&gathered);
        if !labels.iter().any(|label| label.role == LabelRole::Notice) {
            labels.extend(self.silence(rule, service));
        }
        if let Some(deployed) = self.deployed {
            labels = labels
                .into_iter()
                .map(|label| deployed.with_address(label))
                .collect();
        }
        let id = |party: PartyIx| self.estate.party(party).id.clone();
        let [exporter, importer] = same_ends(&gathered.rows).map(|party| party.map(id));
        let Gathered { found, .. } = gathered;
        let mut finding = Finding {
            id: self.id(rule, cause),
            state: String::new(),
            rule: rule.id.clone(),
            title: rule.title.clone(),
            severity,
            service,
            exporter,
            importer,
            law: self.law(rule, &regimes, &found),
            statements: (found.statements.iter())
                .filter_map(|index| Some(self.estate.statement(*index)?.id.clone()))
                .collect(),
            data: data_of(found.elements, &rule.evidence),
            rows: gathered.rows.into_list(),
            message,
            labels,
            remedies: rule.remedy.iter().map(Remedy::advice).collect(),
            covers: covers_of(self.rules, &gathered.covers),
            asks: rule.asks.clone(),
            derivation: found.steps.into_iter().collect(),
            about_deployed: matches!(
                gathered.about,
                About::Resources(..) | About::System(_) | About::File
            ),
            waived: None,
            known: false,
            changed: false,
            regimes,
            flows,
        };
        // Nothing but waivers asks for the state of a finding of a trial.
        if !self.brief || !self.estate.waivers.is_empty() {
            finding.state = digest(self.estate, self.sources, &finding);
        }
        Some(finding)
    }

    /// Regimes in the order of findings: that of the controller's own country first.
    fn regimes(&self, regimes: &BTreeSet<Regime>) -> Vec<Regime> {
        let mut regimes: Vec<Regime> = regimes.iter().copied().collect();
        let country = self.estate.party(self.estate.controller).country;
        let home = country.and_then(|country| {
            let law = &self.estate.law;
            law.regime_of_territory(country.as_str(), self.day)
        });
        regimes.sort_by_key(|regime| Some(*regime) != home);
        regimes
    }

    /// A policy that could not be evaluated: Cedar would let it pass in silence.
    fn fault(&self, regimes: Vec<Regime>, about: &About) -> Option<Finding> {
        let About::Fault(policy, reason) = about else {
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
            remedies: vec![Remedy::advice(
                "correct the policy; arithmetic can overflow, and the attributes it reads must exist",
            )],
            covers: Vec::new(),
            asks: None,
            about_deployed: false,
            waived: None,
            known: false,
            changed: false,
            derivation: vec![
                "Cedar ignores policies that fail to evaluate; fairnotice reports them as errors"
                    .to_owned(),
            ],
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

    fn law(&self, rule: &Rule, regimes: &[Regime], found: &Found) -> Vec<LawRef> {
        let law = &self.estate.law;
        let mut rows: Vec<LawRef> = Vec::new();
        let keys = rule.law.iter();
        let seat = self.estate.party(self.estate.controller).country;
        let cited = keys.flat_map(|key| {
            let rows = regimes.iter();
            rows.filter_map(move |regime| law.citation(key, *regime, self.day, seat.as_ref()))
        });
        let found = found.law.iter().filter_map(|id| law.row(id));
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

/// The categories of data that a finding is about, where its evidence cites such and nothing else: countries and
/// purposes that are not disclosed are no data.
fn data_of(elements: BTreeSet<String>, keys: &[String]) -> Vec<String> {
    let side = |key: &str| Some(key.strip_prefix("coverage.")?.split('.').next()?.to_owned());
    let of_data = |side: &str| SIDES_OF_DATA.contains(&side);
    let sides: Vec<String> = keys.iter().filter_map(|key| side(key)).collect();
    let about_data = sides.iter().any(|side| of_data(side))
        || keys.iter().any(|key| {
            key.starts_with("minimisation.")
                || key.starts_with("data.") && key != "data.policyDocument"
                || key == "recipient.replaced"
        });
    if !about_data || sides.iter().any(|side| !of_data(side)) {
        return Vec::new();
    }
    elements.into_iter().collect()
}

/// Sides of disclosure of which the elements are data.
const SIDES_OF_DATA: [&str; 5] = [
    "data",
    "recipient",
    "indirectRecipient",
    "retention",
    "source",
];

fn covers_of(rules: &Rules, covered: &BTreeSet<RuleIx>) -> Vec<String> {
    let ids = covered.iter().filter_map(|index| rules.rule(*index));
    let ids: BTreeSet<String> = ids.map(|rule| rule.id.clone()).collect();
    ids.into_iter().collect()
}
