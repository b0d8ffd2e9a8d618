//! What the formats render: plain words and places, so that no format knows the engine or the estate.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::looked_at::LookedAt;
use super::observed_file::ObservedFile;
use super::paths::{joined, under};
use super::remedy::RemedyView;
use super::summary::Summary;
use crate::engine::facts::LabelRole;
use crate::engine::finding::Words;
use crate::estate::model::Severity;
use crate::estate::vocabulary::Concern;
use crate::input::{SourceMap, Span};

/// What a check found, as every format takes it.
#[derive(Debug)]
pub struct Report<'a> {
    /// What the estate is called.
    pub estate: String,
    /// The estate's folder as seen from where the command runs, with `/` and without one at the
    /// end; empty where the two are the same. Terminal and SARIF put it before every path.
    pub root: String,
    /// What a further call needs to judge the same: the estate as it was named, quoted for a
    /// shell, and `--as-of DAY`; empty where the call named neither.
    pub call: Vec<String>,
    /// The day on which the estate was judged.
    pub day: Date,
    /// The version of fairnotice.
    pub version: String,
    /// The findings, in any order: see [`Report::arranged`].
    pub findings: Vec<FindingView>,
    /// The counts.
    pub summary: Summary,
    /// What was not judged, and why, each in a sentence.
    pub not_judged: Vec<String>,
    /// What was looked at of what is deployed, by file; nothing where the call names no files.
    pub looked_at: Vec<LookedAt>,
    /// What was looked at of what was seen, by file; nothing where the call names no files.
    pub observed: Vec<ObservedFile>,
    /// The folder in which the command runs, as seen from the root of its repository; `None` outside of
    /// one. Formats for build servers show paths from that root.
    pub within: Option<String>,
    /// What the estate sets about its own judgement: rules switched off or weakened, rules and rows of law of
    /// its own, each in a few words.
    pub overrides: Vec<String>,
    /// How many findings of the baseline are there no longer.
    pub gone: usize,
    /// The findings of the baseline that are there no longer; `None` where the findings are compared with no
    /// baseline.
    pub absent: Option<Vec<GoneView>>,
    /// Whether the terminal also shows waived findings and those of the baseline.
    pub show_suppressed: bool,
    /// The rules that were asked, by id.
    pub rules: Vec<RuleView>,
    /// The texts that places point into.
    pub sources: &'a SourceMap,
}

/// A finding of the baseline that is there no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneView {
    /// Its id.
    pub id: String,
    /// Its rule.
    pub rule: String,
    /// Its state in the baseline.
    pub state: String,
    /// Its severity in the baseline.
    pub severity: Severity,
    /// What was found.
    pub message: String,
}

impl Report<'_> {
    /// The findings in the order of every format: services by name, then what is across services or of
    /// none, then
    /// the notice itself; within each the most severe first, then by rule and flow.
    pub fn arranged(&self) -> Vec<&FindingView> {
        let mut findings: Vec<_> = self.findings.iter().collect();
        findings.sort_by(|a, b| a.place_in_report().cmp(&b.place_in_report()));
        findings
    }

    /// Every file that was looked at, of what is deployed and of what was seen: its path, and what came of it in
    /// words.
    pub fn looked_at_words(&self) -> impl Iterator<Item = (&str, String)> {
        let deployed = self
            .looked_at
            .iter()
            .map(|it| (it.path.as_str(), it.words()));
        let observed = self
            .observed
            .iter()
            .map(|it| (it.path.as_str(), it.words()));
        deployed.chain(observed)
    }

    /// A path as seen from where the command runs.
    pub fn shown_path(&self, path: &str) -> String {
        under(&self.root, path)
    }

    /// A path as seen from the root of the repository in which the command runs, which is what build
    /// servers know; outside of one, and of what lies outside of it, as [`Report::shown_path`].
    pub fn repository_path(&self, path: &str) -> String {
        let shown = self.shown_path(path);
        match &self.within {
            Some(within) => joined(within, &shown).unwrap_or(shown),
            None => shown,
        }
    }

    /// The same report of a command that runs in a repository.
    #[must_use]
    pub fn within(mut self, folder: Option<String>) -> Self {
        self.within = folder;
        self
    }
}

/// A word of a file and how people say it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The word that files use.
    pub id: String,
    /// The words that people use.
    pub name: String,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct FindingView {
    /// Its stable id.
    pub id: String,
    /// The rule's id.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// Its severity.
    pub severity: Severity,
    /// The regimes under which it was found, in their order; never none.
    pub regimes: Vec<Named>,
    /// The ids of the flows concerned, the one that the labels show first; none for the notice's
    /// own faults.
    pub flows: Vec<Arc<str>>,
    /// The service concerned.
    pub service: Option<Named>,
    /// It is about flows of services as a whole, not about one service.
    pub across_services: bool,
    /// It is about what is deployed.
    pub about_deployed: bool,
    /// What an error of the rule's family says; `None` for a policy that cannot be evaluated.
    pub concerns: Option<Concern>,
    /// The id of the exporter, where all rows have the same.
    pub exporter: Option<String>,
    /// The id of the importer, where all rows have the same.
    pub importer: Option<String>,
    /// Each flow between two parties that has this cause.
    pub rows: Vec<RowView>,
    /// The categories of data concerned, as people write them.
    pub data: Vec<String>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The places it points at, the first of them the main one.
    pub labels: Vec<LabelView>,
    /// The statements that it relies on.
    pub statements: Vec<StatementView>,
    /// The law it relies on.
    pub law: Vec<LawView>,
    /// Ways to clear it.
    pub remedies: Vec<RemedyView>,
    /// Other rules that say the same of the same facts, less precisely.
    pub covers: Vec<String>,
    /// The key of the estate that answers it, where it is a question about what was not recorded.
    pub asks: Option<String>,
    /// The steps by which it was found.
    pub derivation: Vec<String>,
    /// Its waiver, if it is waived.
    pub waived: Option<WaiverView>,
    /// It was there before, by the baseline of a gate.
    pub known: bool,
    /// The baseline has it in another state, so that it counts again.
    pub changed: bool,
    /// What was found, as `v2:` and twelve hexadecimal digits: baselines and waivers hold for it alone.
    pub state: String,
}

/// A flow between two parties that has the cause of a finding. What rows have in common is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// The ids of the flows that declare it.
    pub flows: Words,
    /// The regimes under which it was found.
    pub regimes: Arc<[Named]>,
    /// The exporter; `None`: the data subjects themselves.
    pub exporter: Option<Arc<Named>>,
    /// The importer; `None`: the data subjects themselves.
    pub importer: Option<Arc<Named>>,
    /// Where the importer has the data: names of countries, `unknown` where that is not stated.
    pub places: Words,
    /// What is concerned: categories of data, purposes, countries, mechanisms.
    pub elements: Words,
}

/// The heading that a finding is under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading<'a> {
    /// A service: its name and its id.
    Service(&'a str, &'a str),
    /// Flows of whatever services, of which one thing is said.
    Across,
    /// Flows that belong to no service.
    NoService,
    /// The notice itself.
    Notice,
    /// What is deployed.
    Deployed,
    /// What was seen.
    Observed,
    /// Waivers.
    Waivers,
    /// What was not recorded.
    Questions,
}

impl FindingView {
    /// Whether it fails nothing, because it is waived or in the baseline.
    pub fn is_suppressed(&self) -> bool {
        self.waived.is_some() || self.known
    }

    /// Whether it asks for what was not recorded, and finds no breach.
    pub fn is_question(&self) -> bool {
        self.asks.is_some()
    }

    /// The names of its regimes, for a sentence.
    pub fn regime_names(&self) -> String {
        let names: Vec<&str> = self.regimes.iter().map(|regime| &*regime.name).collect();
        names.join(" and the ")
    }

    /// Whether a waiver of it would hold: it has none, and is itself neither about waivers nor about a
    /// policy that could not be evaluated.
    pub fn can_be_waived(&self) -> bool {
        let is_own = matches!(self.concerns, None | Some(Concern::Waiver));
        !is_own && self.waived.is_none()
    }

    /// The heading that it is under.
    pub fn heading(&self) -> Heading<'_> {
        match &self.service {
            _ if self.is_question() => Heading::Questions,
            Some(service) => Heading::Service(&service.name, &service.id),
            None if self.about_deployed => Heading::Deployed,
            None if self.concerns == Some(Concern::Observation) => Heading::Observed,
            None if self.concerns == Some(Concern::Waiver) => Heading::Waivers,
            None if self.flows.is_empty() => Heading::Notice,
            None if self.across_services => Heading::Across,
            None => Heading::NoService,
        }
    }

    /// What is equal in this keeps the order of the check: the notice's own by place in its text.
    fn place_in_report(&self) -> (Heading<'_>, Reverse<Severity>, &str, Option<&Arc<str>>) {
        (
            self.heading(),
            Reverse(self.severity),
            &self.rule,
            self.flows.first(),
        )
    }
}

/// A place that a finding points at.
#[derive(Debug, Clone)]
pub struct LabelView {
    /// What it is there for.
    pub role: LabelRole,
    /// The place.
    pub span: Span,
    /// What to say about it; empty: it speaks for itself.
    pub text: String,
    /// The same words on a published page, with a text fragment; for terminals that know links.
    pub url: Option<String>,
}

/// A statement of the notice that a finding relies on.
#[derive(Debug, Clone)]
pub struct StatementView {
    /// Its id.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// The heading that they are under.
    pub section: Option<String>,
    /// Where they are in the published text; `None` where they were not found there.
    pub place: Option<Span>,
}

/// A row of law that a finding relies on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LawView {
    /// The row's id.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Article, decision or statutory instrument.
    pub citation: String,
    /// Its first day; `None`: it never was in force.
    pub from: Option<Date>,
    /// Its last day; `None`: still open.
    pub until: Option<Date>,
    /// Where the official text is, as `https` addresses.
    pub references: Vec<String>,
    /// The day on which somebody compared the row with that text; `None` while nobody has.
    pub read: Option<Date>,
    /// The case in which a court is asked to overturn it, while that is pending.
    pub under_appeal: Option<String>,
}

/// The waiver of a finding.
#[derive(Debug, Clone)]
pub struct WaiverView {
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Its last day.
    pub until: Option<Date>,
}

/// A rule, as reports and `rules` show it.
#[derive(Debug, Clone)]
pub struct RuleView {
    /// Its id, `family/name`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its severity unless an estate says otherwise.
    pub severity: Severity,
    /// The explanation in its policy file's comment: Markdown.
    pub help_markdown: String,
    /// The law it relies on, as ids of rows or citations.
    pub law: Vec<String>,
    /// Words to filter by: its family, the regimes.
    pub tags: Vec<String>,
    /// What can clear its findings, in words.
    pub remedies: Vec<String>,
    /// The kinds of change that can clear its findings, each as its policy file writes it.
    pub changes: Vec<&'static str>,
    /// The path of its policy file, as shown.
    pub path: String,
    /// The text of its policy file.
    pub source: String,
}

/// A row of the law tables, as `law` lists it. All days are inclusive.
#[derive(Debug, Clone)]
pub struct LawRowView {
    /// Its id.
    pub id: String,
    /// The table it is in.
    pub table: String,
    /// The regimes that it is part of.
    pub regimes: Vec<Named>,
    /// For a country's own law, that country (ISO 3166-1, two letters).
    pub national: Option<String>,
    /// What it says.
    pub title: String,
    /// Article, decision or statutory instrument.
    pub citation: String,
    /// Its first day; `None`: it never was in force.
    pub from: Option<Date>,
    /// Its last day; `None`: still open.
    pub until: Option<Date>,
    /// The last day of what was concluded under it in time.
    pub existing_until: Option<Date>,
    /// Where the official text is, as `https` addresses.
    pub references: Vec<String>,
    /// The day on which somebody compared the row with that text; `None` while nobody has.
    pub read: Option<Date>,
    /// The case in which a court is asked to overturn it, while that is pending.
    pub under_appeal: Option<String>,
    /// What was read where it was not the text at the first address itself.
    pub source: Option<String>,
}

impl Summary {
    /// Counts findings, and keeps what the check counted itself.
    pub fn of(
        findings: &[FindingView],
        flows_judged: usize,
        movements: usize,
        decisions: usize,
    ) -> Self {
        let mut summary = Self {
            flows_judged,
            movements,
            decisions,
            ..Self::default()
        };
        let mut rows = BTreeMap::new();
        for finding in findings {
            match (&finding.waived, finding.known, finding.severity) {
                (Some(_), ..) => summary.waived += 1,
                (None, true, _) => summary.known += 1,
                (None, false, severity) if finding.is_question() && severity < Severity::Error => {
                    summary.questions += 1;
                }
                (None, false, Severity::Error) => summary.errors += 1,
                (None, false, Severity::Warning) => summary.warnings += 1,
                (None, false, Severity::Note) => summary.notes += 1,
            }
            summary.changed += usize::from(finding.changed && finding.waived.is_none());
            rows.extend(finding.law.iter().map(|row| (&row.id, row.read)));
        }
        summary.law_rows = rows.len();
        summary.unread_law_rows = rows.values().filter(|read| read.is_none()).count();
        summary
    }
}
