//! Two checks side by side as formats render them.

use jiff::civil::Date;

use super::finding::{FindingView, Named, Report, StatementView};
use super::outlook::{EarliestView, VariantView};
use crate::engine::as_of::CheckError;
use crate::engine::compare::{
    Change, Comparison, DeclaredChange, Side, StatementChange, StatementChangeKind, TransferChange,
    TransferStatus, declared, statements, transfers,
};
use crate::engine::facts::TransferMechanism;
use crate::estate::Assumption;
use crate::estate::model::Estate;
use crate::input::Span;

/// Two checks on one day side by side, finding by finding.
#[derive(Debug)]
pub struct ComparisonView<'a> {
    /// The first.
    pub before: Report<'a>,
    /// The second.
    pub after: Report<'a>,
    /// How their findings compare, by id.
    pub findings: Comparison,
}

impl<'a> ComparisonView<'a> {
    /// Compares two checks, of which the first of each pair is the report.
    pub fn new(before: (Report<'a>, Side<'_>), after: (Report<'a>, Side<'_>)) -> Self {
        Self {
            findings: Comparison::new(before.1, after.1),
            before: before.0,
            after: after.0,
        }
    }

    /// The findings that only the second check has, in the order of every format.
    pub fn new_findings(&self) -> Vec<&FindingView> {
        of(&self.after, |id| self.findings.new.contains(id))
    }

    /// The findings that only the first check has.
    pub fn resolved(&self) -> Vec<&FindingView> {
        of(&self.before, |id| self.findings.resolved.contains(id))
    }

    /// The findings that both have and that are the same, as the second check has them.
    pub fn unchanged(&self) -> Vec<&FindingView> {
        of(&self.after, |id| self.findings.unchanged.contains(id))
    }

    /// A finding of the first check.
    pub fn before(&self, id: &str) -> Option<&FindingView> {
        let mut findings = self.before.findings.iter();
        findings.find(|finding| finding.id == id)
    }

    /// The findings that both have and that differ, as the second check has them, with what differs.
    pub fn changed(&self) -> Vec<(&FindingView, &Change)> {
        let all = self.after.arranged().into_iter();
        all.filter_map(|finding| Some((finding, self.findings.changed.get(&finding.id)?)))
            .collect()
    }
}

fn of<'r>(report: &'r Report<'_>, wanted: impl Fn(&str) -> bool) -> Vec<&'r FindingView> {
    let mut findings = report.arranged();
    findings.retain(|finding| wanted(&finding.id));
    findings
}

/// A check under assumptions compared with one without them.
#[derive(Debug)]
pub struct AssumedReport<'a> {
    /// The check of the estate as it is, and as it is assumed to be. Places of assumptions point into
    /// the texts of the second.
    pub compared: ComparisonView<'a>,
    /// What is assumed, in the order of the scenarios.
    pub assumptions: Vec<AssumptionView>,
    /// The transfers whose mechanism differs; those that lose it first.
    pub transfers: Vec<TransferView>,
    /// From when on the flows that it adds, or that have new errors, are lawful and disclosed; where that was asked
    /// for.
    pub earliest: Option<EarliestView>,
    /// The changes that leave it without errors; where that was asked for and there are several errors.
    pub variant: Option<VariantView>,
}

/// One assumption.
#[derive(Debug, Clone)]
pub struct AssumptionView {
    /// The name of its scenario.
    pub scenario: String,
    /// The first day on which it holds, where it has one.
    pub from: Option<Date>,
    /// What is assumed.
    pub words: String,
    /// Where it is written.
    pub span: Span,
}

/// Transfers between two parties whose mechanism differs.
#[derive(Debug, Clone)]
pub struct TransferView {
    /// What becomes of them.
    pub status: TransferStatus,
    /// The regime under which they are transfers.
    pub regime: Named,
    /// The one that sends.
    pub exporter: Named,
    /// The one that receives.
    pub importer: Named,
    /// The names of the countries.
    pub countries: Vec<String>,
    /// The mechanisms before.
    pub before: Vec<SupportView>,
    /// The mechanisms after.
    pub after: Vec<SupportView>,
    /// The ids of their flows.
    pub flows: Vec<String>,
}

/// Something that makes a transfer lawful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportView {
    /// `adequacy`, `safeguard` or `derogation`.
    pub kind: &'static str,
    /// The id of the row of law, or of the safeguard in the estate.
    pub id: String,
    /// What it is called; its id, where it has no name.
    pub label: String,
}

impl<'a> AssumedReport<'a> {
    /// The report of two checks of one day, of which `before` and `after` are the reports. `is_shown`
    /// says for a flow's id whether its transfers are wanted.
    ///
    /// # Errors
    /// [`CheckError::Internal`], as of a check.
    pub fn new(
        (before, actual): (Report<'a>, Side<'_>),
        (after, assumed): (Report<'a>, Side<'_>),
        assumptions: &[Assumption],
        is_shown: impl Fn(&str) -> bool,
    ) -> Result<Self, CheckError> {
        let transfers = transfers(actual, assumed, after.day)?
            .into_iter()
            .filter_map(|mut change| {
                change.flows.retain(|flow| is_shown(flow));
                (!change.flows.is_empty()).then(|| transfer(change, assumed.estate))
            })
            .collect();
        Ok(Self {
            compared: ComparisonView::new((before, actual), (after, assumed)),
            assumptions: assumptions
                .iter()
                .map(|it| AssumptionView {
                    scenario: it.scenario.clone(),
                    from: it.from,
                    words: it.words.clone(),
                    span: it.span,
                })
                .collect(),
            transfers,
            earliest: None,
            variant: None,
        })
    }
}

fn transfer(change: TransferChange, estate: &Estate) -> TransferView {
    let named = |id: String| {
        let party = estate.parties.iter().find(|party| party.id == id);
        let name = party.map_or_else(|| id.clone(), |party| party.name.clone());
        Named { id, name }
    };
    TransferView {
        status: change.status,
        regime: Named {
            id: change.regime.id().to_owned(),
            name: change.regime.label().to_owned(),
        },
        exporter: named(change.exporter),
        importer: named(change.importer),
        countries: change.countries,
        before: supports(change.before, estate),
        after: supports(change.after, estate),
        flows: change.flows,
    }
}

fn supports(mechanisms: Vec<TransferMechanism>, estate: &Estate) -> Vec<SupportView> {
    let mechanisms = mechanisms.into_iter();
    mechanisms.map(|it| SupportView::new(it, estate)).collect()
}

impl SupportView {
    fn new(mechanism: TransferMechanism, estate: &Estate) -> Self {
        let title = |id: &str| estate.law.row(id).map(|row| row.title.clone());
        // An instrument is called what the first row on its kind is called.
        let instrument = |id: &str| {
            let found = estate.instruments.iter().find(|it| it.id == id)?;
            let row = estate.law.instrument_rows(&found.kind).next()?;
            Some(row.row.title.clone())
        };
        let (kind, id) = match mechanism {
            TransferMechanism::Adequacy(row) => ("adequacy", row),
            TransferMechanism::Safeguard(id) => ("safeguard", id),
            TransferMechanism::Derogation(id) => ("derogation", id),
        };
        let label = match kind {
            "adequacy" => title(&id),
            _ => instrument(&id),
        };
        Self {
            kind,
            label: label.unwrap_or_else(|| format!("`{id}`")),
            id,
        }
    }
}

/// Two versions of an estate side by side.
#[derive(Debug)]
pub struct DiffReport<'a> {
    /// What the first is called, as the call names it.
    pub base_name: String,
    /// What the second is called.
    pub head_name: String,
    /// Their checks.
    pub compared: ComparisonView<'a>,
    /// What becomes of sentences.
    pub sentences: Vec<Sentence>,
    /// The parties, systems, flows and statements that are declared otherwise.
    pub declared: Vec<DeclaredChange>,
    /// The transfers whose mechanism differs; those that lose it first.
    pub transfers: Vec<TransferView>,
}

/// A sentence of which something becomes.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// What becomes of it.
    pub change: StatementChangeKind,
    /// The sentence.
    pub statement: StatementView,
    /// The ids of the findings that say so.
    pub findings: Vec<String>,
}

impl<'a> DiffReport<'a> {
    /// Compares two versions, each by its report and what that is the report of.
    ///
    /// # Errors
    /// [`CheckError::Internal`], as of a check.
    pub fn new(
        names: (String, String),
        (base, before): (Report<'a>, Side<'_>),
        (head, after): (Report<'a>, Side<'_>),
    ) -> Result<Self, CheckError> {
        let found = statements(&before.outcome.findings, &after.outcome.findings);
        let sentences = found
            .into_iter()
            .filter_map(|change| sentence(change, &base, &head))
            .collect();
        let changed = transfers(before, after, head.day)?.into_iter();
        Ok(Self {
            base_name: names.0,
            head_name: names.1,
            sentences,
            declared: declared(before, after, head.day),
            transfers: changed.map(|it| transfer(it, after.estate)).collect(),
            compared: ComparisonView::new((base, before), (head, after)),
        })
    }

    /// The findings that are new or changed, of those that fail anything: they decide
    /// the exit code.
    pub fn brought(&self) -> impl Iterator<Item = &FindingView> {
        self.compared.after.findings.iter().filter(|finding| {
            !finding.is_suppressed() && self.compared.findings.is_new_or_worse(&finding.id)
        })
    }
}

/// A sentence with its words, from one of the findings that rely on it.
fn sentence(change: StatementChange, base: &Report<'_>, head: &Report<'_>) -> Option<Sentence> {
    let report = if change.kind.is_of_the_second() {
        head
    } else {
        base
    };
    let findings = report.findings.iter();
    let mut statements = findings
        .filter(|finding| change.findings.contains(&finding.id))
        .flat_map(|finding| &finding.statements);
    Some(Sentence {
        change: change.kind,
        statement: statements
            .find(|statement| statement.id == change.statement)?
            .clone(),
        findings: change.findings,
    })
}
