//! From the engine's plain data to the views that formats render.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use jiff::civil::Date;

use super::not_judged::not_judged;
use super::summary::Summary;
use crate::engine::check::Outcome;
use crate::engine::compare::baseline::KnownFinding;
use crate::engine::deployment::Deployed;
use crate::engine::facts::{Label, LabelRole};
use crate::engine::finding::{FAULT_RULE, Finding, FindingRow, LawRef, Words};
use crate::engine::policy::{Rule, Rules};
use crate::estate::model::{AnchorState, Estate, FlowIx, Notice, PartyIx, Statement};
use crate::input::{SourceMap, Span};
use crate::law::{Regime, Row};
use crate::notice::Anchor;
use crate::project::Project;
use crate::view::finding::{
    FindingView, GoneView, LabelView, LawRowView, LawView, Named, Report, RowView, RuleView,
    StatementView, WaiverView,
};
use crate::view::overrides::overrides;
use crate::view::remedy::RemedyView;
use crate::view::{LookedAt, ObservedFile};

impl<'a> Report<'a> {
    /// The report of a check of a project.
    pub fn of(project: &'a Project, outcome: &Outcome) -> Self {
        Self::new(
            &project.estate,
            &project.sources,
            &project.rules,
            outcome,
            &project.root,
        )
        .looking_at(project.deployed.as_ref())
        .watching(project, outcome.day)
    }

    /// The same report with what was looked at of what was seen.
    fn watching(mut self, project: &Project, day: Date) -> Self {
        let observed = project.observed.as_ref();
        self.observed = observed.map_or_else(Vec::new, |it| {
            ObservedFile::of(it, Some((&project.estate, day)))
        });
        self
    }

    /// The same report with what was looked at of what is deployed.
    fn looking_at(mut self, deployed: Option<&Deployed>) -> Self {
        self.looked_at = deployed.map_or_else(Vec::new, LookedAt::of);
        self
    }

    /// The report of a check. `root` is the estate's folder as seen from where the command runs,
    /// empty where the two are the same.
    pub fn new(
        estate: &Estate,
        sources: &'a SourceMap,
        rules: &Rules,
        outcome: &Outcome,
        root: &str,
    ) -> Self {
        let mut names = RowNames::of(estate);
        let findings: Vec<FindingView> = outcome
            .findings
            .iter()
            .map(|finding| view(&mut names, rules, outcome.day, finding))
            .collect();
        let overrides = overrides(estate, sources, rules);
        let mut rules: Vec<RuleView> = rules.iter().map(RuleView::of).collect();
        if findings.iter().any(|finding| finding.rule == FAULT_RULE) {
            rules.push(RuleView::fault());
        }
        Self {
            estate: estate.name.clone(),
            root: root.to_owned(),
            call: Vec::new(),
            day: outcome.day,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            summary: Summary::of(
                &findings,
                outcome.flows_judged,
                outcome.movements,
                outcome.decisions,
            ),
            findings,
            not_judged: not_judged(estate, outcome.day),
            looked_at: Vec::new(),
            observed: Vec::new(),
            within: None,
            overrides,
            gone: 0,
            absent: None,
            show_suppressed: false,
            rules,
            sources,
        }
    }
}

impl Report<'_> {
    /// The report compared with a baseline, which has findings that are there no longer.
    pub fn against_baseline(mut self, gone: BTreeMap<String, KnownFinding>) -> Self {
        self.gone = gone.len();
        let absent = gone.into_iter().map(|(id, known)| GoneView {
            id,
            rule: known.rule,
            state: known.state,
            severity: known.severity,
            message: known.message,
        });
        self.absent = Some(absent.collect());
        self
    }
}

fn named(regime: Regime) -> Named {
    Named {
        id: regime.id().to_owned(),
        name: regime.label().to_owned(),
    }
}

fn view(names: &mut RowNames<'_>, rules: &Rules, day: Date, finding: &Finding) -> FindingView {
    let estate = names.estate;
    let notice = estate.notice_on(day);
    FindingView {
        id: finding.id.clone(),
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        severity: finding.severity,
        regimes: finding.regimes.iter().copied().map(named).collect(),
        flows: finding
            .flows
            .iter()
            .map(|flow| Arc::clone(&estate.flow(*flow).id))
            .collect(),
        about_deployed: finding.about_deployed,
        concerns: rules.get(&finding.rule).map(|rule| rule.family().concerns),
        across_services: finding.service.is_none()
            && finding.flows.iter().any(|flow| {
                let shape = estate.flow(*flow).shape;
                estate.shape(shape).service.is_some()
            }),
        service: finding.service.map(|service| {
            let service = estate.service(service);
            Named {
                id: service.id.clone(),
                name: service.name.clone(),
            }
        }),
        exporter: finding.exporter.clone(),
        importer: finding.importer.clone(),
        rows: finding.rows.iter().map(|it| names.row(it)).collect(),
        asks: finding.asks.clone(),
        data: finding.data.clone(),
        message: finding.message.clone(),
        labels: labels(finding, notice),
        statements: finding
            .statements
            .iter()
            .filter_map(|id| statement(notice?, id))
            .collect(),
        law: law(finding),
        remedies: finding.remedies.iter().map(RemedyView::of).collect(),
        covers: finding.covers.clone(),
        derivation: finding.derivation.clone(),
        waived: finding
            .waived
            .and_then(|at| estate.waivers.get(at))
            .map(|waiver| WaiverView {
                owner: waiver.owner.clone(),
                reason: waiver.reason.clone(),
                until: Some(waiver.until),
            }),
        known: finding.known,
        changed: finding.changed,
        state: finding.state.clone(),
    }
}

/// The names that rows of findings have in common.
struct RowNames<'e> {
    estate: &'e Estate,
    parties: HashMap<PartyIx, Arc<Named>>,
    regimes: HashMap<Arc<[Regime]>, Arc<[Named]>>,
    /// The ids of flows that declare the same, by the first of them.
    flows: HashMap<FlowIx, Words>,
}

impl<'e> RowNames<'e> {
    fn of(estate: &'e Estate) -> Self {
        Self {
            estate,
            parties: HashMap::default(),
            regimes: HashMap::default(),
            flows: HashMap::default(),
        }
    }

    fn row(&mut self, row: &FindingRow) -> RowView {
        let estate = self.estate;
        let mut party = |index: PartyIx| {
            let named = || {
                let party = estate.party(index);
                Arc::new(Named {
                    id: party.id.clone(),
                    name: party.name.clone(),
                })
            };
            Arc::clone(self.parties.entry(index).or_insert_with(named))
        };
        let (exporter, importer) = (row.exporter.map(&mut party), row.importer.map(&mut party));
        let ids = || -> Words {
            let ids = row.flows.iter().map(|flow| &estate.flow(*flow).id);
            ids.cloned().collect()
        };
        let regimes = self.regimes.entry(Arc::clone(&row.regimes));
        RowView {
            flows: match row.flows.first() {
                Some(first) => Arc::clone(self.flows.entry(*first).or_insert_with(ids)),
                None => ids(),
            },
            regimes: Arc::clone(
                regimes.or_insert_with(|| row.regimes.iter().copied().map(named).collect()),
            ),
            exporter,
            importer,
            places: Arc::clone(&row.places),
            elements: Arc::clone(&row.elements),
        }
    }
}

/// The places that a finding points at, the words of the notice with a link to its page.
fn labels(finding: &Finding, notice: Option<&Notice>) -> Vec<LabelView> {
    let label = |label: &Label| LabelView {
        role: label.role,
        span: label.span,
        text: label.text.clone(),
        url: notice
            .filter(|_| label.role == LabelRole::Notice)
            .and_then(|notice| link(notice, label.span)),
    };
    finding.labels.iter().map(label).collect()
}

/// The rows of law that a finding relies on.
fn law(finding: &Finding) -> Vec<LawView> {
    let row = |row: &LawRef| LawView {
        id: row.id.clone(),
        title: row.title.clone(),
        citation: row.citation.clone(),
        from: row.from,
        until: row.until,
        references: row.references.clone(),
        read: row.read,
        under_appeal: row.under_appeal.clone(),
    };
    finding.law.iter().map(row).collect()
}

/// The published page at the words of a span, by a text fragment.
pub fn link(notice: &Notice, span: Span) -> Option<String> {
    let document = notice.document_at(span)?;
    let url = document.url.as_ref()?;
    let anchor = Anchor {
        span,
        section: None,
    };
    let page = url.split('#').next().unwrap_or(url);
    Some(format!("{page}{}", document.text.text_fragment(&anchor)))
}

fn statement(notice: &Notice, id: &str) -> Option<StatementView> {
    let mut statements = notice.statements.iter();
    statements
        .find(|statement| statement.id == id)
        .map(StatementView::of)
}

impl StatementView {
    /// The view of a statement.
    pub fn of(statement: &Statement) -> Self {
        let (place, heading) = match &statement.anchor {
            AnchorState::Found { span, heading } => (Some(*span), heading.clone()),
            AnchorState::NotFound { .. } => (None, None),
        };
        Self {
            id: statement.id.clone(),
            quote: statement.quote.clone(),
            section: heading.or_else(|| statement.section.clone()),
            place,
        }
    }
}

impl RuleView {
    /// The view of a rule.
    pub fn of(rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            severity: rule.severity,
            help_markdown: rule.explanation.clone(),
            law: rule.law.clone(),
            tags: vec!["privacy".to_owned(), rule.family().id.clone()],
            remedies: rule.remedy.iter().cloned().collect(),
            changes: (rule.changes.iter().flatten())
                .map(|kind| kind.as_str())
                .collect(),
            path: rule.path.clone(),
            source: rule.source.clone(),
        }
    }
}

/// A row of law as a finding cites it.
pub fn law_view(row: &Row) -> LawView {
    LawView {
        id: row.id.clone(),
        title: row.title.clone(),
        citation: row.citation.clone(),
        from: row.from,
        until: row.last_day(),
        references: row.references.clone(),
        read: row.read,
        under_appeal: row.under_appeal.clone(),
    }
}

impl LawRowView {
    /// The view of a row.
    pub fn of(row: &Row) -> Self {
        Self {
            id: row.id.clone(),
            table: row.table.id().to_owned(),
            regimes: row.regimes.iter().copied().map(named).collect(),
            national: row.national.clone(),
            title: row.title.clone(),
            citation: row.citation.clone(),
            from: row.from,
            until: row.until,
            existing_until: row.existing_until,
            references: row.references.clone(),
            read: row.read,
            under_appeal: row.under_appeal.clone(),
            source: row.source.clone(),
        }
    }
}
