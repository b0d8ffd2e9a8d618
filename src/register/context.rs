//! What registers are built from: the estate, a check of it, and the facts that it judged.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Cell, Disclosed, Entry};
use crate::engine::check::{JudgedMovement, Outcome};
use crate::engine::coverage::Verdict;
use crate::engine::facts::TransferMechanism;
use crate::engine::finding::Finding;
use crate::engine::movement::party_at;
use crate::engine::policy::{Family, Group, Rule, Rules};
use crate::estate::model::{
    AnchorState, Endpoint, Estate, FlowIx, FlowShape, PartyIx, Severity, ShapeIx, Statement,
    StatementIx,
};
use crate::estate::vocabulary::Concern;
use crate::input::SourceMap;
use crate::view::{FindingRef, LawView, Report, StatementRef, law_view, link};

/// The parts of a register, and the law that it was found to rely on so far.
pub(super) struct RegisterContext<'a> {
    pub estate: &'a Estate,
    pub sources: &'a SourceMap,
    pub rules: &'a Rules,
    pub outcome: &'a Outcome,
    pub examined: &'a [JudgedMovement],
    /// The findings as formats show them, in the order of the check's.
    pub report: Report<'a>,
    by_flow: BTreeMap<FlowIx, Vec<usize>>,
    rows: BTreeSet<String>,
}

/// Whether the words of a statement are in the published text.
pub(super) fn is_in_text(statement: &Statement) -> bool {
    matches!(statement.anchor, AnchorState::Found { .. })
}

/// Whether a finding says that something is not disclosed, itself or by one that it covers.
pub(super) fn is_of_notice(rules: &Rules, finding: &Finding) -> bool {
    std::iter::once(&finding.rule)
        .chain(&finding.covers)
        .filter_map(|rule| rules.get(rule))
        .any(|rule| rule.family().concerns == Concern::Transparency)
}

/// Which findings are looked at for a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Those on the law.
    Law,
    /// Those on what is disclosed.
    Notice,
}

impl<'a> RegisterContext<'a> {
    pub fn new(
        estate: &'a Estate,
        sources: &'a SourceMap,
        rules: &'a Rules,
        outcome: &'a Outcome,
        examined: &'a [JudgedMovement],
    ) -> Self {
        let mut by_flow: BTreeMap<FlowIx, Vec<usize>> = BTreeMap::new();
        for (at, finding) in outcome.findings.iter().enumerate() {
            for flow in &finding.flows {
                by_flow.entry(*flow).or_default().push(at);
            }
        }
        Self {
            estate,
            sources,
            rules,
            outcome,
            examined,
            report: Report::new(estate, sources, rules, outcome, ""),
            by_flow,
            rows: BTreeSet::new(),
        }
    }

    /// Notes rows of law that the register relies on.
    pub fn cite<'r>(&mut self, rows: impl IntoIterator<Item = &'r String>) {
        self.rows.extend(rows.into_iter().cloned());
    }

    /// The rows of law that were noted, by id.
    pub fn rows(&self) -> Vec<LawView> {
        let rows = self.rows.iter().filter_map(|id| self.estate.law.row(id));
        rows.map(law_view).collect()
    }

    pub fn party_name(&self, party: PartyIx) -> String {
        self.estate
            .party(party)
            .name_on(self.outcome.day)
            .to_owned()
    }

    /// The words of terms.
    pub fn terms<'t>(
        &self,
        terms: impl IntoIterator<Item = &'t crate::taxonomy::TermId>,
    ) -> Vec<String> {
        let label = |term: &crate::taxonomy::TermId| self.estate.taxonomy.in_sentence(*term);
        let words: BTreeSet<String> = terms.into_iter().map(label).collect();
        words.into_iter().collect()
    }

    pub fn shape(&self, examined: &JudgedMovement) -> &'a FlowShape {
        self.estate.shape(examined.movement.shape)
    }

    /// The ids of flows.
    pub fn flow_ids<'f>(&self, flows: impl IntoIterator<Item = &'f FlowIx>) -> Vec<String> {
        let ids = flows
            .into_iter()
            .map(|flow| self.estate.flow(*flow).id.to_string());
        let ids: BTreeSet<String> = ids.collect();
        ids.into_iter().collect()
    }

    pub fn service_id(&self, shape: &FlowShape) -> Option<String> {
        Some(self.estate.service(shape.service?).id.clone())
    }

    /// The name of a flow's service.
    pub fn service_name(&self, service: Option<crate::estate::model::ServiceIx>) -> Cell {
        match service {
            Some(service) => Cell::Text(self.estate.service(service).name.clone()),
            None => Cell::Text("of no service in particular".to_owned()),
        }
    }

    /// The positions of the findings on movements.
    pub fn findings_on(&self, examined: &[&JudgedMovement]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for examined in examined {
            let of_flows = examined
                .flows
                .iter()
                .filter_map(|flow| self.by_flow.get(flow));
            for at in of_flows.flatten() {
                if let Some(finding) = self.outcome.findings.get(*at)
                    && self.is_on(finding, examined)
                {
                    found.insert(*at);
                }
            }
        }
        found
    }

    /// The family of a finding's rule; `None` for a policy that cannot be evaluated.
    fn family(&self, finding: &Finding) -> Option<&Family> {
        self.rules.get(&finding.rule).map(Rule::family)
    }

    fn is_on(&self, finding: &Finding, examined: &JudgedMovement) -> bool {
        let fired = self
            .rules
            .index(&finding.rule)
            .is_some_and(|rule| examined.rules.contains(&rule));
        if !fired || !finding.regimes.contains(&examined.regime) {
            return false;
        }
        // A finding on the basis or the risk of a flow is of all who get it.
        if self
            .family(finding)
            .is_some_and(|it| it.group == Group::Flow)
        {
            return true;
        }
        finding.rows.iter().any(|row| {
            row.exporter == examined.movement.exporter
                && row.importer == examined.movement.importer
                && row.flows.iter().any(|flow| examined.flows.contains(flow))
        })
    }

    /// Notes the rows of law of findings that the register shows.
    pub fn cite_findings(&mut self, at: &BTreeSet<usize>) {
        let shown = at.iter().filter_map(|at| self.report.findings.get(*at));
        let law = shown.flat_map(|finding| &finding.law);
        self.rows.extend(law.map(|row| row.id.clone()));
    }

    /// Findings, the worst first.
    pub fn finding_refs(&self, at: &BTreeSet<usize>) -> Vec<FindingRef> {
        let views = at.iter().filter_map(|at| self.report.findings.get(*at));
        let mut found: Vec<FindingRef> = views
            .map(|view| FindingRef {
                id: view.id.clone(),
                rule: view.rule.clone(),
                severity: view.severity,
                message: view.message.clone(),
                law: view.law.clone(),
                remedies: view.remedies.clone(),
            })
            .collect();
        found.sort_by(|a, b| (b.severity, &a.rule, &a.id).cmp(&(a.severity, &b.rule, &b.id)));
        found
    }

    /// The worst of findings; with `of`, of those on the law or the notice alone.
    pub fn worst(&self, at: &BTreeSet<usize>, of: Option<Of>) -> Option<Severity> {
        let findings = at.iter().filter_map(|at| self.outcome.findings.get(*at));
        let wanted = |finding: &&Finding| match of {
            None => true,
            Some(Of::Notice) => is_of_notice(self.rules, finding),
            Some(Of::Law) => self
                .family(finding)
                .is_none_or(|it| !matches!(it.concerns, Concern::Transparency | Concern::Notice)),
        };
        findings.filter(wanted).map(|it| it.severity).max()
    }

    /// A statement as cells show it.
    pub fn statement(&self, index: StatementIx) -> Option<StatementRef> {
        let statement = self.estate.statement(index)?;
        let notice = self.estate.notice_on(self.outcome.day)?;
        let (url, heading) = match &statement.anchor {
            AnchorState::Found { span, heading } => (link(notice, *span), heading.clone()),
            AnchorState::NotFound { .. } => (None, None),
        };
        Some(StatementRef {
            id: statement.id.clone(),
            quote: statement.quote.clone(),
            section: statement.section.clone().or(heading),
            url: url.filter(|url| is_web(url)),
        })
    }

    /// Statements, in the order of the notice.
    pub fn statements(&self, of: impl IntoIterator<Item = StatementIx>) -> Cell {
        let of: BTreeSet<StatementIx> = of.into_iter().collect();
        Cell::Statements(of.into_iter().filter_map(|it| self.statement(it)).collect())
    }

    /// How the notice treats the side of movements: the worst verdict of each thing counts.
    pub fn disclosed(&self, examined: &[&JudgedMovement], sides: &[&str]) -> Treated {
        let mut all: BTreeMap<String, Verdict> = BTreeMap::new();
        let mut statements = BTreeSet::new();
        for examined in examined {
            for (side, verdict) in sides
                .iter()
                .flat_map(|side| Verdict::ALL.map(|verdict| (side, verdict)))
            {
                let key = format!("coverage.{side}.{}", verdict.as_str());
                let Some(found) = examined.found.evidence.get(key.as_str()) else {
                    continue;
                };
                statements.extend(&found.statements);
                for element in &found.elements {
                    let known = all.entry(element.clone()).or_insert(verdict);
                    *known = (*known).max(verdict);
                }
            }
        }
        Treated { all, statements }
    }

    /// The cell for how something is disclosed. Without a notice, or where nothing had to be disclosed, the
    /// question does not arise.
    pub fn disclosure_cell(&self, treated: &Treated) -> Cell {
        if treated.all.is_empty() {
            return Cell::NotApplicable;
        }
        let of = |verdict| Disclosed {
            verdict,
            elements: treated
                .all
                .iter()
                .filter(|(_, known)| **known == verdict)
                .map(|(element, _)| element.clone())
                .collect(),
        };
        let disclosed = Verdict::ALL.map(of).into_iter();
        Cell::Disclosed(
            disclosed
                .filter(|disclosed| !disclosed.elements.is_empty())
                .collect(),
        )
    }

    /// What a transfer relies on, in words.
    pub fn mechanism(&self, mechanism: &TransferMechanism) -> String {
        let kind = |id: &String| {
            let known = self.estate.instruments.iter().find(|it| it.id == *id);
            known.map(|it| it.kind.clone()).unwrap_or_default()
        };
        match mechanism {
            TransferMechanism::Adequacy(id) => match self.estate.law.row(id) {
                Some(row) => format!("adequacy: {} ({id}{})", row.title, row.appeal_words()),
                None => format!("adequacy: {id}"),
            },
            TransferMechanism::Safeguard(id) => format!("safeguard: {} ({id})", kind(id)),
            TransferMechanism::Derogation(id) => format!("derogation: {} ({id})", kind(id)),
        }
    }

    /// Whether the controller has a part in what flows declare: it sends, receives or runs what they
    /// pass through, or something of it.
    pub fn takes_part(&self, shape: ShapeIx) -> bool {
        let (estate, day) = (self.estate, self.outcome.day);
        let us = estate.controller;
        let declared = estate.shape(shape);
        let via = declared.route.via.map(Endpoint::System);
        let at_an_end = [Some(declared.route.from), Some(declared.route.to), via]
            .into_iter()
            .flatten()
            .any(|end| party_at(estate, end, day) == Some(us));
        let for_us = declared
            .service
            .is_some_and(|service| estate.service(service).on_behalf_of.is_some());
        at_an_end || for_us
    }

    /// How many flows of the day are of other controllers, without a part of ours.
    pub fn of_others(&self) -> usize {
        let estate = self.estate;
        let theirs = estate.flows.iter().filter(|flow| {
            let shape = estate.shape(flow.shape);
            shape.runs(self.outcome.day)
                && shape.controller != estate.controller
                && !self.takes_part(flow.shape)
        });
        theirs.count()
    }

    /// A row about movements.
    pub fn entry(
        &self,
        id: String,
        of: &[&JudgedMovement],
        at: &BTreeSet<usize>,
        cells: Vec<Cell>,
    ) -> Entry {
        let services: BTreeSet<String> = of
            .iter()
            .filter_map(|examined| self.service_id(self.shape(examined)))
            .collect();
        Entry {
            id,
            cells,
            services: services.into_iter().collect(),
            data: self.terms(
                of.iter()
                    .flat_map(|examined| &self.shape(examined).content.data),
            ),
            flows: self.flow_ids(of.iter().flat_map(|examined| &examined.flows)),
            severity: self.worst(at, None),
        }
    }
}

/// How the notice treats things, by which statements.
pub(super) struct Treated {
    pub all: BTreeMap<String, Verdict>,
    pub statements: BTreeSet<StatementIx>,
}

/// Whether an address leads to a web page: a link with any other scheme might run something.
pub(super) fn is_web(url: &str) -> bool {
    let lower = url.trim_start().to_ascii_lowercase();
    url.trim_start() == url && (lower.starts_with("https://") || lower.starts_with("http://"))
}
