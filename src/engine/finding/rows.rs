//! The rows of a finding: each flow between two parties that has its cause, with all that was found of it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::FixedState;
use indexmap::{Equivalent, IndexSet};

use super::types::{FindingRow, Words};
use crate::engine::facts::Evidence;
use crate::engine::movement::{Movement, MovementKind, MovementPlace};
use crate::estate::model::{FlowIx, PartyIx, ShapeIx};
use crate::law::Regime;

/// The rows of one finding, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Rows(Vec<FindingRow>);

impl Rows {
    /// Takes in a movement of flows. The movements of one flow follow each other, so that its row is looked
    /// for among the last ones.
    pub fn add<'h>(
        &mut self,
        movement: &Movement,
        flows: &[FlowIx],
        regime: Regime,
        evidence: impl Iterator<Item = &'h Evidence>,
        shared: &mut Shared,
    ) {
        let ends = (movement.exporter, movement.importer);
        let places = shared.places(movement);
        let mut elements: Vec<&str> = evidence
            .flat_map(|found| found.elements.iter().map(String::as_str))
            .collect();
        let of_flows = |row: &&mut FindingRow| row.flows.first() == flows.first();
        let mut last = self.0.iter_mut().rev().take_while(of_flows);
        match last.find(|row| (row.exporter, row.importer) == ends) {
            Some(row) => {
                if !row.regimes.contains(&regime) {
                    let mut regimes = row.regimes.to_vec();
                    regimes.push(regime);
                    regimes.sort_unstable();
                    row.regimes = shared.regimes(&regimes);
                }
                if row.places != places {
                    let more: Vec<&str> = places.iter().map(|place| &**place).collect();
                    shared.extend(&mut row.places, &more);
                }
                shared.extend(&mut row.elements, &elements);
            }
            None => self.0.push(FindingRow {
                flows: shared.flows(flows),
                regimes: shared.regimes(&[regime]),
                exporter: movement.exporter,
                importer: movement.importer,
                places,
                elements: shared.words(&mut elements),
            }),
        }
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, FindingRow> {
        self.0.iter()
    }

    /// The list itself.
    pub fn into_list(mut self) -> Vec<FindingRow> {
        self.0.shrink_to_fit();
        self.0
    }
}

fn name(place: &MovementPlace) -> &'static str {
    place.at.map_or("unknown", |at| at.name())
}

/// What the places of a movement depend on.
type PlacesOf = (ShapeIx, MovementKind, Option<PartyIx>);

/// What rows have in common: equal lists are one.
#[derive(Debug, Default)]
pub(super) struct Shared {
    words: IndexSet<Arc<str>, FixedState>,
    lists: IndexSet<Words, FixedState>,
    regimes: Vec<Arc<[Regime]>>,
    /// Those of the last row: the rules that find something in a movement find it one after the other.
    flows: Option<Arc<[FlowIx]>>,
    places: Option<(PlacesOf, Words)>,
}

impl Shared {
    /// A list of words, sorted and without repetitions.
    fn words(&mut self, list: &mut Vec<&str>) -> Words {
        list.sort_unstable();
        list.dedup();
        if let Some(known) = self.lists.get(&List(list)) {
            return Arc::clone(known);
        }
        let words = list.iter().map(|word| match self.words.get(*word) {
            Some(known) => Arc::clone(known),
            None => {
                let word: Arc<str> = Arc::from(*word);
                self.words.insert(Arc::clone(&word));
                word
            }
        });
        let all: Words = words.collect();
        self.lists.insert(Arc::clone(&all));
        all
    }

    /// Adds words to a list.
    fn extend(&mut self, known: &mut Words, more: &[&str]) {
        if more.iter().all(|it| known.iter().any(|own| **own == **it)) {
            return;
        }
        let before = Arc::clone(known);
        let before = before.iter().map(|own| &**own);
        *known = self.words(&mut before.chain(more.iter().copied()).collect());
    }

    /// The names of the places of a movement.
    fn places(&mut self, movement: &Movement) -> Words {
        let of = (movement.shape, movement.kind, movement.importer);
        match &self.places {
            Some((last, known)) if *last == of => Arc::clone(known),
            _ => {
                let names = self.words(&mut movement.places.iter().map(name).collect());
                self.places = Some((of, Arc::clone(&names)));
                names
            }
        }
    }

    fn regimes(&mut self, list: &[Regime]) -> Arc<[Regime]> {
        match self.regimes.iter().find(|known| ***known == *list) {
            Some(known) => Arc::clone(known),
            None => {
                let all: Arc<[Regime]> = list.into();
                self.regimes.push(Arc::clone(&all));
                all
            }
        }
    }

    fn flows(&mut self, flows: &[FlowIx]) -> Arc<[FlowIx]> {
        match &self.flows {
            Some(known) if **known == *flows => Arc::clone(known),
            _ => {
                let all: Arc<[FlowIx]> = flows.into();
                self.flows = Some(Arc::clone(&all));
                all
            }
        }
    }
}

/// Words that are looked for among the lists.
struct List<'w>(&'w [&'w str]);

impl Hash for List<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Equivalent<Words> for List<'_> {
    fn equivalent(&self, known: &Words) -> bool {
        let pairs = || self.0.iter().zip(known.iter());
        self.0.len() == known.len() && pairs().all(|(one, other)| **one == **other)
    }
}
