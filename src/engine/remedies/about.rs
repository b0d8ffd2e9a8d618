//! What a finding is about, as its remedies need it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::engine::check::{Check, Outcome};
use crate::engine::facts::ReadBefore;
use crate::engine::finding::{Finding, FindingRow};
use crate::engine::movement::{Movement, Movements, PlaceWhy};
use crate::engine::policy::Answers;
use crate::estate::model::{
    Estate, FlowIx, FlowShape, PartyIx, ServiceIx, ShapeIx, Statement, SystemIx,
};
use crate::estate::{Kept, ScenarioFile};
use crate::input::{SourceMap, Span};
use crate::taxonomy::{Place, TermId};

/// A check, and what it was made of.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'c> {
    /// The check.
    pub check: Check<'c>,
    /// What it found: everything, not a selection.
    pub outcome: &'c Outcome,
    /// The estate as declared, which scenarios and proposals refer to.
    pub actual: &'c Estate,
    /// The scenarios and proposals that are laid over it.
    pub laid: &'c [ScenarioFile],
}

impl<'c> Checked<'c> {
    /// A check of an estate as it is declared.
    pub fn declared(check: Check<'c>, outcome: &'c Outcome) -> Self {
        Self {
            check,
            outcome,
            actual: check.estate,
            laid: &[],
        }
    }

    /// A check of an estate over which scenarios or proposals are laid, where it is one: the estate as declared, and they.
    pub fn laid(
        check: Check<'c>,
        outcome: &'c Outcome,
        laid: Option<(&'c Estate, &'c [ScenarioFile])>,
    ) -> Self {
        let declared = Self::declared(check, outcome);
        match laid {
            Some((actual, laid)) => Self {
                actual,
                laid,
                ..declared
            },
            None => declared,
        }
    }

    /// Whether a file is one of the scenarios and proposals.
    pub(super) fn is_laid(&self, path: &str) -> bool {
        self.laid.iter().any(|it| it.path == path)
    }
}

/// What all that is tried has in common, and is not worked out again.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What is read of the estate.
    pub kept: Kept,
    /// What the policies answer.
    pub answers: Answers,
    /// What is read of the texts of the notice.
    pub read: ReadBefore,
    /// The documents of the notice, by id, and the language of each that is none that sentences are written in.
    pub languages: OnceLock<Vec<(Option<String>, Option<&'static str>)>>,
    /// What was done so far.
    pub effort: Count,
}

/// How much was tried, counted.
#[derive(Debug, Default)]
pub(super) struct Count {
    trials: AtomicUsize,
    movements: AtomicUsize,
    texts: AtomicUsize,
}

impl Count {
    /// Counts a trial in which so many movements were judged.
    pub fn trial(&self, movements: usize) {
        self.trials.fetch_add(1, Ordering::Relaxed);
        self.movements.fetch_add(movements, Ordering::Relaxed);
    }

    /// Counts texts that were read to be edited.
    pub fn texts(&self, count: usize) {
        self.texts.fetch_add(count, Ordering::Relaxed);
    }

    /// What was counted so far.
    pub fn so_far(&self) -> Effort {
        Effort {
            trials: self.trials.load(Ordering::Relaxed),
            movements: self.movements.load(Ordering::Relaxed),
            texts: self.texts.load(Ordering::Relaxed),
        }
    }
}

/// How much was done to find remedies: it grows with the estate and with what is found in it, and has to grow slowly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// How often the estate was judged with a change.
    pub trials: usize,
    /// How many movements were judged in them, together.
    pub movements: usize,
    /// How many texts were read to be edited.
    pub texts: usize,
}

/// A finding within its check.
#[derive(Clone, Copy)]
pub(super) struct About<'c> {
    pub checked: Checked<'c>,
    pub finding: &'c Finding,
    /// What all that is tried has in common.
    pub known: &'c Known,
}

impl<'c> About<'c> {
    pub fn estate(&self) -> &'c Estate {
        self.checked.check.estate
    }

    pub fn sources(&self) -> &'c SourceMap {
        self.checked.check.sources
    }

    pub fn day(&self) -> Date {
        self.checked.check.day
    }

    /// The path of the file of a place, if it can be edited.
    pub fn path(&self, span: Span) -> Option<&'c str> {
        let file = self.sources().file(span.file)?;
        let path = file.path();
        (is_yaml(path) && !file.is_builtin()).then_some(path)
    }

    /// Whether a file of the estate with what remedies add to or amend has a form that is not edited.
    pub fn has_unwritable_files(&self) -> bool {
        let estate = self.estate();
        let spans = std::iter::once(estate.root)
            .chain(estate.contracts.iter().map(|it| it.span))
            .chain(estate.instruments.iter().map(|it| it.span))
            .chain(estate.parties.iter().map(|it| it.span));
        let files: BTreeSet<_> = spans.map(|it| it.file).collect();
        let is_own = |it: &&crate::input::SourceFile| !it.is_builtin();
        let mut files = files.into_iter().filter_map(|it| self.sources().file(it));
        files.any(|it| is_own(&it) && !is_yaml(it.path()))
    }

    /// The shapes of its flows, each once.
    pub fn shapes(&self) -> BTreeSet<ShapeIx> {
        let flows = self.finding.flows.iter();
        flows.map(|flow| self.estate().flow(*flow).shape).collect()
    }

    /// What its flows declare.
    pub fn declared(&self) -> impl Iterator<Item = &'c FlowShape> + use<'c> {
        let estate = self.estate();
        self.shapes().into_iter().map(|shape| estate.shape(shape))
    }

    /// Its flows as entries of a file: the path and the id. `None` where one of them is in no file that can be
    /// edited, or there are too many.
    pub fn flow_entries(&self) -> Option<Vec<(&'c str, String)>> {
        const MOST: usize = 40;
        let flows = &self.finding.flows;
        if flows.is_empty() || flows.len() > MOST {
            return None;
        }
        let entry = |flow: &FlowIx| {
            let flow = self.estate().flow(*flow);
            flow.places.as_ref()?;
            Some((self.path(flow.span)?, flow.id.to_string()))
        };
        flows.iter().map(entry).collect()
    }

    /// Those of the terms that the finding is about by its elements; all where it names none of them.
    pub fn concerned(&self, terms: impl Iterator<Item = TermId>) -> Vec<TermId> {
        let all: BTreeSet<TermId> = terms.collect();
        let rows = self.finding.rows.iter();
        let elements: BTreeSet<&str> = rows
            .flat_map(|row| row.elements.iter().map(|it| &**it))
            .collect();
        let taxonomy = &self.estate().taxonomy;
        let named = |term: &&TermId| elements.contains(taxonomy.short(**term));
        let named: Vec<TermId> = all.iter().filter(named).copied().collect();
        if named.is_empty() {
            all.into_iter().collect()
        } else {
            named
        }
    }

    /// The services of its flows; empty where one of them is of none.
    pub fn services(&self) -> Vec<ServiceIx> {
        let services: Option<BTreeSet<ServiceIx>> =
            self.declared().map(|shape| shape.service).collect();
        services.unwrap_or_default().into_iter().collect()
    }

    /// Those who receive in its rows.
    pub fn importers(&self) -> BTreeSet<PartyIx> {
        let rows = self.finding.rows.iter();
        rows.filter_map(|row| row.importer).collect()
    }

    /// Its rows by who sends and who receives.
    pub fn pairs(&self) -> BTreeMap<(PartyIx, PartyIx), Vec<&'c FindingRow>> {
        let mut pairs: BTreeMap<_, Vec<&FindingRow>> = BTreeMap::new();
        for row in &self.finding.rows {
            if let (Some(exporter), Some(importer)) = (row.exporter, row.importer) {
                pairs.entry((exporter, importer)).or_default().push(row);
            }
        }
        pairs
    }

    /// The movements of its flows to an importer.
    pub fn movements_to(&self, importer: PartyIx) -> Vec<Movement> {
        let all = Movements::new(self.estate(), self.day());
        let shapes = self.shapes().into_iter();
        shapes
            .flat_map(|shape| all.of(shape))
            .filter(|movement| movement.importer == Some(importer))
            .collect()
    }

    /// Where an importer has the data outside the territory of the regimes of the finding.
    pub fn places_abroad(&self, importer: PartyIx) -> BTreeSet<Place> {
        let (law, day) = (&self.estate().law, self.day());
        let outside = |place: &Place| {
            let mut regimes = self.finding.regimes.iter();
            regimes.any(|regime| !law.stays_inside(*regime, *place, day))
        };
        let movements = self.movements_to(importer).into_iter();
        movements
            .flat_map(|it| it.places)
            .filter_map(|place| place.at)
            .filter(outside)
            .collect()
    }

    /// The systems in which its flows have data hosted.
    pub fn hosts(&self, importer: PartyIx) -> BTreeSet<SystemIx> {
        let movements = self.movements_to(importer).into_iter();
        let hosted = |it: &Movement| it.places.iter().any(|place| place.why == PlaceWhy::Hosting);
        movements
            .filter(hosted)
            .filter_map(|it| it.system)
            .collect()
    }

    /// The statements that it relies on.
    pub fn statements(&self) -> Vec<&'c Statement> {
        let ids = &self.finding.statements;
        let of_day = self.estate().statements_on(self.day());
        of_day
            .map(|(_, statement)| statement)
            .filter(|statement| ids.contains(&statement.id))
            .collect()
    }
}

/// Whether a file is one that is edited, by its name.
fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

/// Whether a statement has a key that says something, by its name in a file.
pub(super) fn says(statement: &Statement, key: &str) -> bool {
    match key {
        "collects" => statement.collects.is_some(),
        "uses" => statement.uses.is_some(),
        "shares" => statement.shares.is_some(),
        "transfers" => statement.transfers.is_some(),
        "retains" => statement.retains.is_some(),
        "relies-on" => statement.relies_on.is_some(),
        "decides" => statement.decides.is_some(),
        _ => false,
    }
}

/// Whether a statement denies something.
pub(super) fn denies(statement: &Statement) -> bool {
    let denials = [
        statement.collects.as_ref().map(|it| it.none),
        statement.uses.as_ref().map(|it| it.none),
        statement.shares.as_ref().map(|it| it.none),
        statement.transfers.as_ref().map(|it| it.none),
        statement.decides.as_ref().map(|it| it.none),
    ];
    denials.contains(&Some(true))
}
