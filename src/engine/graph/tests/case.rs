//! Small estates in words, and the answers of their graphs in words.

use jiff::civil::{Date, date};

use crate::engine::graph::DataGraph;
use crate::estate::load;
use crate::estate::model::{Endpoint, Estate, PartyIx, ShapeIx, SystemIx};
use crate::input::MemoryFiles;
use crate::taxonomy::TermId;

const DAY: Date = date(2024, 6, 1);

/// What the small estates have in common.
const PARTIES: &str = "
controller: clinic
parties:
  - {id: clinic, country: GB}
  - {id: lab, country: GB}
  - {id: institute, country: GB}
  - {id: keeper, country: GB}
services: [{id: care}, {id: shop}]
";

/// An estate of those parties and what is added, and its graph.
pub struct Case {
    pub estate: Estate,
    pub graph: DataGraph,
}

impl Case {
    pub fn new(more: &str) -> Self {
        Self::on(DAY, more)
    }

    pub fn on(day: Date, more: &str) -> Self {
        let files = MemoryFiles::new().with("fairnotice.yaml", format!("{PARTIES}{more}"));
        let estate = load(&files, "fairnotice.yaml")
            .estate
            .expect("the estate is sound");
        let graph = DataGraph::build(&estate, day);
        graph.verify().expect("the graph keeps its laws");
        Self { estate, graph }
    }

    pub fn party(&self, id: &str) -> PartyIx {
        PartyIx(
            self.estate
                .parties
                .iter()
                .position(|party| party.id == id)
                .unwrap() as u32,
        )
    }

    pub fn end(&self, id: &str) -> Endpoint {
        let system = self
            .estate
            .systems
            .iter()
            .position(|system| system.id == id);
        match system {
            Some(at) => Endpoint::System(SystemIx(at as u32)),
            None => Endpoint::Party(self.party(id), None),
        }
    }

    pub fn shape(&self, flow: &str) -> ShapeIx {
        self.estate
            .flows
            .iter()
            .find(|found| &*found.id == flow)
            .unwrap()
            .shape
    }

    /// What an end received: `name plain care`, in order.
    pub fn received(&self, id: &str) -> Vec<String> {
        let datums = self.graph.received(self.end(id));
        let words = datums.map(|datum| {
            let category = self.estate.taxonomy.short(datum.category);
            let service = datum
                .service
                .map_or("-", |service| &self.estate.service(service).id);
            format!("{category} {} {service}", datum.form)
        });
        words.collect()
    }

    /// The categories without source, with people where not all lack one.
    pub fn without_source(&self, flow: &str) -> Vec<String> {
        let short = |term| self.estate.taxonomy.short(term).to_owned();
        let missing = self.graph.without_source(self.shape(flow)).into_iter();
        missing
            .map(|(subject, category)| match subject {
                Some(subject) => format!("{} of {}", short(category), short(subject)),
                None => short(category),
            })
            .collect()
    }

    pub fn terms(&self, terms: Vec<TermId>) -> Vec<&str> {
        terms
            .into_iter()
            .map(|term| self.estate.taxonomy.short(term))
            .collect()
    }
}

/// A flow on one line.
pub fn flow(id: &str, from: &str, to: &str, data: &str, more: &str) -> String {
    format!(
        "  - {{id: {id}, from: {from}, to: {to}, data: [{data}], subjects: client, \
         purpose: service-provision, {more}}}\n"
    )
}
