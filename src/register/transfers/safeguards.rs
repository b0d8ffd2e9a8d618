//! What a transfer rests on, with the dates, documents and assessments of its papers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::table::{Cell, NOT_STATED};
use crate::engine::check::Examined;
use crate::engine::facts::{PaperState, TransferMechanism};
use crate::estate::model::{Instrument, RiskAssessment};
use crate::estate::vocabulary::Conclusion;
use crate::law::Row;
use crate::register::context::Draft;
use crate::register::phrases;

/// What is said of the papers of a transfer.
pub(super) struct RestsOn {
    pub mechanism: Cell,
    pub steps: Vec<String>,
    pub from: Cell,
    pub until: Cell,
    pub version: Cell,
    pub document: Cell,
    pub assessed_on: Cell,
    pub assessment: Cell,
    pub supplementary: Cell,
    pub rows: BTreeSet<String>,
}

/// What the transfer rests on, or, where nothing carries it, the paper that might have.
pub(super) fn rests_on(draft: &Draft<'_>, examined: &Examined) -> RestsOn {
    let estate = draft.estate;
    let keys = [
        "transfer.adequacy",
        "transfer.instrument",
        "transfer.derogation",
        "transfer.riskAssessment",
    ];
    let evidence = || {
        keys.iter()
            .filter_map(|key| examined.found.evidence.get(key))
    };
    let by: &[TransferMechanism] = examined
        .found
        .transfer
        .as_ref()
        .map_or(&[], |it| &it.mechanisms);
    let adequacy: Vec<&Row> = by
        .iter()
        .filter_map(|mechanism| match mechanism {
            TransferMechanism::Adequacy(id) => estate.law.row(id),
            _ => None,
        })
        .collect();
    let named: BTreeSet<&String> = match by.is_empty() {
        true => evidence().filter_map(|found| found.name.as_ref()).collect(),
        false => by
            .iter()
            .filter_map(|mechanism| match mechanism {
                TransferMechanism::Safeguard(id) | TransferMechanism::Derogation(id) => Some(id),
                TransferMechanism::Adequacy(_) => None,
            })
            .collect(),
    };
    let papers: Vec<&Instrument> = estate
        .instruments
        .iter()
        .filter(|paper| named.contains(&paper.id))
        .collect();
    let mut steps: Vec<String> = Vec::new();
    for step in evidence().flat_map(|found| &found.steps) {
        if !steps.contains(step) {
            steps.push(step.clone());
        }
    }
    let last_days: BTreeMap<&String, Date> = evidence()
        .filter_map(|found| Some((found.name.as_ref()?, found.day?)))
        .collect();
    let from = papers
        .iter()
        .map(|paper| paper.concluded)
        .chain(adequacy.iter().map(|row| row.from));
    let until = papers
        .iter()
        .map(|paper| last_days.get(&paper.id).copied().or(paper.until))
        .chain(adequacy.iter().map(|row| row.last_day()));
    let version = papers.iter().map(|paper| match &paper.module {
        Some(module) => format!("{}, module {module}", paper.kind),
        None => paper.kind.clone(),
    });
    let version = version.chain(adequacy.iter().map(|row| row.citation.clone()));
    let nothing = papers.is_empty() && adequacy.is_empty();
    let assessed: Vec<&RiskAssessment> = papers
        .iter()
        .filter_map(|paper| paper.risk_assessment.as_ref())
        .collect();
    let asked = examined.found.facts.transfer.risk_assessment != PaperState::NotNeeded;
    let unless_assessed = || match asked {
        true => Cell::Text("none is recorded".to_owned()),
        false => Cell::NotApplicable,
    };
    let of_papers = |cell: Cell| match papers.is_empty() {
        true => Cell::NotApplicable,
        false => cell,
    };
    RestsOn {
        mechanism: match &examined.found.transfer {
            None => Cell::NotStated,
            Some(transfer) => Cell::list(transfer.mechanisms.iter().map(|it| draft.mechanism(it))),
        },
        steps,
        from: days(from, NOT_STATED, nothing),
        until: days(until, "open", nothing),
        version: match nothing {
            true => Cell::NotApplicable,
            false => Cell::list(version),
        },
        document: of_papers(Cell::list(
            papers
                .iter()
                .map(|paper| phrases::paper(&paper.id, paper.document.as_deref())),
        )),
        assessed_on: match assessed.is_empty() {
            true => unless_assessed(),
            false => days(
                assessed.iter().map(|made| Some(made.date)),
                NOT_STATED,
                false,
            ),
        },
        assessment: match assessed.is_empty() {
            true => unless_assessed(),
            false => {
                Cell::list(assessed.iter().map(|made| {
                    phrases::paper(conclusion(made.conclusion), made.document.as_deref())
                }))
            }
        },
        supplementary: of_papers(Cell::list(
            papers
                .iter()
                .flat_map(|paper| paper.supplementary.iter().cloned()),
        )),
        rows: evidence()
            .flat_map(|found| found.law.iter().cloned())
            .collect(),
    }
}

/// One day as a day, several as a list.
fn days(days: impl Iterator<Item = Option<Date>>, open: &str, nothing: bool) -> Cell {
    let days: BTreeSet<Option<Date>> = days.collect();
    match (nothing, days.len(), days.first().copied().flatten()) {
        (true, _, _) => Cell::NotApplicable,
        (_, 1, Some(day)) => Cell::Date(day),
        _ => {
            let words = |day: Option<Date>| day.map_or(open.to_owned(), |day| day.to_string());
            Cell::list(days.into_iter().map(words))
        }
    }
}

fn conclusion(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Adequate => "the law there does not undercut the safeguard",
        Conclusion::AdequateWithMeasures => "measures make up for the law there",
        Conclusion::ProblematicLaw => "the law there undercuts the safeguard",
    }
}
