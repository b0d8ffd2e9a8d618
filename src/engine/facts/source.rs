//! What facts are computed from: an estate on a day, and where its data go.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Evidence;
use super::text_search::TextSearch;
use crate::engine::coverage::Datum;
use crate::engine::graph::DataGraph;
use crate::engine::movement::{Movement, MovementKind};
use crate::estate::model::{Basis, Endpoint, Estate, FlowField, FlowShape, ServiceIx, ShapeIx};
use crate::taxonomy::{TermId, TermKind};

/// What facts are computed from: the estate, the day, and what the graph says of it.
#[derive(Debug)]
pub struct FactSource<'e> {
    /// The estate.
    pub estate: &'e Estate,
    /// The day.
    pub day: Date,
    /// Where data go on that day.
    pub graph: DataGraph,
    /// What is collected, by service: a disclosure repeats no finding about the same collection.
    pub(super) collected: Collected,
    /// What the text of the notice may say although no statement covers it.
    pub(super) text: TextSearch<'e>,
    research: Vec<TermId>,
}

/// What the collections of the day declare.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub data: BTreeSet<(Option<ServiceIx>, Datum)>,
    pub purposes: BTreeSet<(Option<ServiceIx>, TermId)>,
    pub bases: BTreeSet<(Option<ServiceIx>, Basis)>,
    /// Those of the data that come from the people themselves.
    pub from_person: BTreeSet<(Option<ServiceIx>, Datum)>,
}

impl<'e> FactSource<'e> {
    /// Gathers what the facts of a day are computed from.
    pub fn new<'m>(
        estate: &'e Estate,
        day: Date,
        running: impl IntoIterator<Item = (ShapeIx, &'m [Movement])>,
    ) -> Self {
        let mut collected = Collected::default();
        for (index, movements) in running {
            let collects = movements.iter().any(|movement| {
                movement.kind == MovementKind::Collect
                    && movement.importer == Some(estate.controller)
            });
            if !collects {
                continue;
            }
            let shape = estate.shape(index);
            collected
                .data
                .extend(datums(shape).map(|datum| (shape.service, datum)));
            if shape.route.from == Endpoint::Subjects {
                let own = datums(shape).map(|datum| (shape.service, datum));
                collected.from_person.extend(own);
            }
            collected.purposes.extend(
                shape
                    .content
                    .purposes
                    .iter()
                    .map(|purpose| (shape.service, *purpose)),
            );
            collected
                .bases
                .insert((shape.service, shape.lawfulness.basis));
        }
        // Art 5(1)(b): archiving, research and statistics are compatible with any purpose.
        let research = [
            "dpv:AcademicResearch",
            "dpv:ScientificResearch",
            "dpv:NonCommercialResearch",
            "dpv:ProvideOfficialStatistics",
        ]
        .iter()
        .filter_map(|id| estate.taxonomy.lookup(TermKind::Purpose, id).ok())
        .collect();
        Self {
            estate,
            day,
            graph: DataGraph::build(estate, day),
            collected,
            text: TextSearch::new(estate, day),
            research,
        }
    }

    /// Whether a purpose is research, or one that Art 5(1)(b) treats alike.
    pub(super) fn is_research(&self, purpose: TermId) -> bool {
        let taxonomy = &self.estate.taxonomy;
        let mut kinds = self.research.iter();
        kinds.any(|kind| taxonomy.subsumes(*kind, purpose))
    }

    /// Evidence that cites categories of data.
    pub(super) fn cite_data(&self, terms: &[TermId], label: &str) -> Evidence {
        self.cite(terms, label, FlowField::Data)
    }

    /// Evidence that cites purposes.
    pub(super) fn cite_purposes(&self, terms: &[TermId], label: &str) -> Evidence {
        self.cite(terms, label, FlowField::Purpose)
    }

    fn cite(&self, terms: &[TermId], label: &str, field: fn(TermId) -> FlowField) -> Evidence {
        let mut terms = terms.to_vec();
        terms.sort();
        terms.dedup();
        Evidence {
            elements: terms
                .iter()
                .map(|term| self.estate.taxonomy.short(*term).to_owned())
                .collect(),
            fields: terms
                .iter()
                .map(|term| (field(*term), label.to_owned()))
                .collect(),
            ..Evidence::default()
        }
    }
}

/// The data of a flow, each category with each kind of people.
pub(super) fn datums(shape: &FlowShape) -> impl Iterator<Item = Datum> {
    shape.content.subjects.iter().flat_map(|subject| {
        shape.content.data.iter().map(|category| Datum {
            subject: *subject,
            category: *category,
        })
    })
}
