//! What facts are computed from: an estate on a day, and where its data go.

use std::collections::BTreeSet;

use foldhash::HashSet;
use jiff::civil::Date;

use super::Evidence;
use super::text_search::TextSearch;
use crate::engine::coverage::{Datum, Judgements};
use crate::engine::graph::DataGraph;
use crate::engine::movement::{Movement, MovementKind};
use crate::estate::model::{
    Basis, Endpoint, Estate, FlowField, FlowShape, ServiceIx, ShapeIx, Statement,
};
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
    /// What the notice says of things that many movements have in common.
    pub(super) judgements: Judgements,
    /// Some statement is about some people only, so that what is disclosed of a category may depend on whose
    /// it is.
    people_matter: bool,
    /// The keys of evidence that are of use; `None`: all.
    cited: Option<HashSet<String>>,
    research: Vec<TermId>,
}

/// What the collections of the day declare.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub data: BTreeSet<(Option<ServiceIx>, Datum)>,
    /// The same, for whatever service.
    pub data_of_any: BTreeSet<Datum>,
    pub purposes: BTreeSet<(Option<ServiceIx>, TermId)>,
    pub bases: BTreeSet<(Option<ServiceIx>, Basis)>,
    /// Those of the data that come from the people themselves.
    pub from_person: BTreeSet<(Option<ServiceIx>, Datum)>,
}

impl<'e> FactSource<'e> {
    /// Gathers what the facts of a day are computed from: what runs, in the order of declarations.
    pub fn new<'m>(
        estate: &'e Estate,
        day: Date,
        running: impl IntoIterator<Item = (ShapeIx, &'m [Movement])>,
    ) -> Self {
        let mut collected = Collected::default();
        let mut shapes = Vec::new();
        for (index, movements) in running {
            shapes.push(index);
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
            collected.data_of_any.extend(datums(shape));
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
            graph: DataGraph::build_of(estate, day, &shapes),
            collected,
            text: TextSearch::new(estate, day),
            judgements: Judgements::default(),
            people_matter: estate.statements_on(day).any(|(_, it)| limits_people(it)),
            cited: None,
            research,
        }
    }

    /// Leaves out evidence that only some keys of policies would cite, as far as it takes work.
    pub fn citing(&mut self, keys: impl Iterator<Item = String>) {
        self.cited = Some(keys.collect());
    }

    /// The data of a flow of which to ask what the notice says: those of one kind of people represent all,
    /// where no statement distinguishes people.
    pub(super) fn asked<'s>(&self, shape: &'s FlowShape) -> impl Iterator<Item = Datum> + use<'s> {
        let first = shape.content.data.len();
        datums(shape).take(if self.people_matter {
            usize::MAX
        } else {
            first
        })
    }

    /// Whether the evidence of a key is of use.
    pub(super) fn wants(&self, key: &str) -> bool {
        self.cited.as_ref().is_none_or(|cited| cited.contains(key))
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

/// Whether a statement is about some people, and says nothing of others.
fn limits_people(statement: &Statement) -> bool {
    let collects = statement.collects.iter().map(|it| &it.subjects);
    let uses = statement.uses.iter().map(|it| &it.subjects);
    let shares = statement.shares.iter().map(|it| &it.subjects);
    let retains = statement.retains.iter().map(|it| &it.subjects);
    let mut all = collects.chain(uses).chain(shares).chain(retains);
    all.any(|subjects| !subjects.is_empty())
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
