//! What a transfer relies on, with the dates, documents and assessments of its instruments.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::engine::check::JudgedMovement;
use crate::engine::facts::{Evidence, Requirement, TransferMechanism};
use crate::estate::model::{Instrument, RiskAssessment};
use crate::estate::vocabulary::Conclusion;
use crate::law::Row;
use crate::register::context::RegisterContext;
use crate::register::phrases;
use crate::register::table::{Cell, NOT_STATED};

/// The facts whose evidence says what a transfer relies on.
const KEYS: [&str; 4] = [
    "transfer.adequacy",
    "transfer.instrument",
    "transfer.derogation",
    "transfer.riskAssessment",
];

/// The mechanism of a transfer or, without one, the instrument that comes nearest.
pub(super) struct RestsOn<'r> {
    examined: &'r JudgedMovement,
    adequacy: Vec<&'r Row>,
    instruments: Vec<&'r Instrument>,
}

impl<'r> RestsOn<'r> {
    pub fn new(draft: &RegisterContext<'r>, examined: &'r JudgedMovement) -> Self {
        let estate = draft.estate;
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
        let named: BTreeSet<&String> = if by.is_empty() {
            evidence(examined)
                .filter_map(|found| found.name.as_ref())
                .collect()
        } else {
            by.iter()
                .filter_map(|mechanism| match mechanism {
                    TransferMechanism::Safeguard(id) | TransferMechanism::Derogation(id) => {
                        Some(id)
                    }
                    TransferMechanism::Adequacy(_) => None,
                })
                .collect()
        };
        let instruments = estate
            .instruments
            .iter()
            .filter(|instrument| named.contains(&instrument.id))
            .collect();
        Self {
            examined,
            adequacy,
            instruments,
        }
    }

    /// The rows of law that this was found by.
    pub fn rows(&self) -> BTreeSet<String> {
        evidence(self.examined)
            .flat_map(|found| found.law.iter().cloned())
            .collect()
    }

    pub fn mechanism(&self, draft: &RegisterContext<'_>) -> Cell {
        match &self.examined.found.transfer {
            None => Cell::NotStated,
            Some(transfer) => Cell::list(transfer.mechanisms.iter().map(|it| draft.mechanism(it))),
        }
    }

    /// What the law of the day makes of adequacy and instruments, each step once.
    pub fn steps(&self) -> Vec<String> {
        let mut steps: Vec<String> = Vec::new();
        for step in evidence(self.examined).flat_map(|found| &found.steps) {
            if !steps.contains(step) {
                steps.push(step.clone());
            }
        }
        steps
    }

    pub fn from(&self) -> Cell {
        let instruments = self
            .instruments
            .iter()
            .map(|instrument| instrument.concluded);
        let adequacy = self.adequacy.iter().map(|row| row.from);
        days(instruments.chain(adequacy), NOT_STATED, self.is_nothing())
    }

    pub fn until(&self) -> Cell {
        let last_days: BTreeMap<&String, Date> = evidence(self.examined)
            .filter_map(|found| Some((found.name.as_ref()?, found.day?)))
            .collect();
        let instruments = self
            .instruments
            .iter()
            .map(|instrument| last_days.get(&instrument.id).copied().or(instrument.until));
        let adequacy = self.adequacy.iter().map(|row| row.last_day());
        days(instruments.chain(adequacy), "open", self.is_nothing())
    }

    /// The version of the clauses with their module, or the citation of adequacy.
    pub fn version(&self) -> Cell {
        if self.is_nothing() {
            return Cell::NotApplicable;
        }
        let instruments = self
            .instruments
            .iter()
            .map(|instrument| match &instrument.module {
                Some(module) => format!("{}, module {module}", instrument.kind),
                None => instrument.kind.clone(),
            });
        let adequacy = self.adequacy.iter().map(|row| row.citation.clone());
        Cell::list(instruments.chain(adequacy))
    }

    pub fn document(&self) -> Cell {
        self.of_instruments(|instrument| {
            vec![phrases::document(
                &instrument.id,
                instrument.document.as_deref(),
            )]
        })
    }

    pub fn supplementary(&self) -> Cell {
        self.of_instruments(|instrument| instrument.supplementary.clone())
    }

    /// The day of the assessment of the transfer's risk.
    pub fn assessed_on(&self) -> Cell {
        self.assessed(|assessed| {
            let made = assessed.iter().map(|made| Some(made.date));
            days(made, NOT_STATED, false)
        })
    }

    /// What the assessment found and where it is.
    pub fn assessment(&self) -> Cell {
        self.assessed(|assessed| {
            Cell::list(assessed.iter().map(|made| {
                phrases::document(conclusion(made.conclusion), made.document.as_deref())
            }))
        })
    }

    fn is_nothing(&self) -> bool {
        self.instruments.is_empty() && self.adequacy.is_empty()
    }

    fn of_instruments(&self, words: impl Fn(&Instrument) -> Vec<String>) -> Cell {
        if self.instruments.is_empty() {
            return Cell::NotApplicable;
        }
        Cell::list(
            self.instruments
                .iter()
                .flat_map(|instrument| words(instrument)),
        )
    }

    /// A cell about the assessments; without any it says whether one is needed.
    fn assessed(&self, cell: impl Fn(&[&RiskAssessment]) -> Cell) -> Cell {
        let assessed: Vec<&RiskAssessment> = self
            .instruments
            .iter()
            .filter_map(|instrument| instrument.risk_assessment.as_ref())
            .collect();
        let state = self.examined.found.facts.transfer.risk_assessment;
        match (assessed.is_empty(), state) {
            (false, _) => cell(&assessed),
            (true, Requirement::NotRequired) => Cell::NotApplicable,
            (true, _) => Cell::Text("none is recorded".to_owned()),
        }
    }
}

fn evidence(examined: &JudgedMovement) -> impl Iterator<Item = &Evidence> {
    let found = &examined.found.evidence;
    KEYS.iter().filter_map(move |key| found.get(*key))
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
