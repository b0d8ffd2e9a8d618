//! What facts are computed from: an estate on a day, and where its data go.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;
use jiff::civil::Date;

use super::Evidence;
use super::text_search::{ReadBefore, TextSearch};
use crate::engine::coverage::{Datum, Judgements};
use crate::engine::graph::DataGraph;
use crate::engine::movement::{Movement, MovementKind, party_at};
use crate::estate::model::{
    Basis, Endpoint, Estate, FlowField, FlowShape, PartyIx, ServiceIx, ShapeIx, Statement,
};
use crate::estate::vocabulary::FlowRole;
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
    /// Some statement denies a purpose, so that one that is disclosed for some data may be denied for others.
    pub(super) denies_purposes: bool,
    /// The keys of evidence that are of use; `None`: all.
    cited: Option<HashSet<String>>,
    research: Vec<TermId>,
}

/// For whom data are collected: the controller, and the service.
type Concern = (PartyIx, Option<ServiceIx>);

/// What the collections of the day declare.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub data: BTreeSet<(Concern, Datum)>,
    /// The same, for whatever service.
    pub data_of_any: BTreeSet<Datum>,
    /// What arises in a system, and the services whose flows take it out of there: people are informed of it there.
    pub arising: BTreeMap<Datum, BTreeSet<Option<ServiceIx>>>,
    /// What is collected for a purpose, but for what people need not be informed of.
    pub purposes: BTreeSet<(Concern, TermId)>,
    /// On which basis for which purpose, with the same exception.
    pub bases: BTreeSet<(Concern, TermId, Basis)>,
    /// What is collected for a purpose and people need not be informed of.
    pub exempt: BTreeSet<(Concern, TermId, Datum)>,
    /// Those of the data that come from the people themselves.
    pub from_person: BTreeSet<(Option<ServiceIx>, Datum)>,
    /// What a party receives for another controller, and for which.
    pub held: BTreeMap<(PartyIx, Datum), PartyIx>,
    /// What a party receives from others for itself.
    pub own: BTreeSet<(PartyIx, Datum)>,
    /// What the controller gives to those with which it decides, and for what.
    pub given: BTreeSet<(PartyIx, Datum, TermId)>,
    /// For whom and in which service flows state that somebody decides jointly, and who.
    pub joint: BTreeSet<(Concern, PartyIx)>,
}

impl Collected {
    /// Adds what a flow collects.
    fn add(&mut self, shape: &FlowShape) {
        let concern = concern(shape);
        self.data
            .extend(datums(shape).map(|datum| (concern, datum)));
        self.data_of_any.extend(datums(shape));
        if shape.route.from == Endpoint::Subjects {
            let own = datums(shape).map(|datum| (shape.service, datum));
            self.from_person.extend(own);
        }
        for purpose in &shape.content.purposes {
            if shape.lawfulness.notice_exemption.is_some() {
                let exempt = datums(shape).map(|datum| (concern, *purpose, datum));
                self.exempt.extend(exempt);
            } else {
                self.purposes.insert((concern, *purpose));
                let basis = shape.lawfulness.basis;
                self.bases.insert((concern, *purpose, basis));
            }
        }
    }

    /// Adds what a flow of the controller takes out of the system in which it arises.
    fn add_arising(&mut self, estate: &Estate, shape: &FlowShape) {
        for datum in datums(shape) {
            let is_from_there = arises_in(estate, shape.route.from, datum.category);
            if shape.controller == estate.controller && is_from_there {
                let services = self.arising.entry(datum).or_default();
                services.insert(shape.service);
            }
        }
    }

    /// Whether a flow has data that arose in a system and that another service takes out of there.
    pub fn arises_elsewhere(&self, estate: &Estate, shape: &FlowShape, datum: Datum) -> bool {
        let services = self.arising.get(&datum);
        let mut others = services.into_iter().flatten();
        others.any(|it| *it != shape.service)
            && !arises_in(estate, shape.route.from, datum.category)
    }

    /// Adds what a flow of the controller brings to a joint controller.
    fn add_given(&mut self, estate: &Estate, shape: &FlowShape, day: Date) {
        let party = |end| party_at(estate, end, day);
        let jointly = shape.route.role == Some(FlowRole::JointController);
        let Some(to) = party(shape.route.to).filter(|_| jointly) else {
            return;
        };
        self.joint.insert((concern(shape), to));
        if party(shape.route.from) != Some(estate.controller) {
            return;
        }
        for purpose in &shape.content.purposes {
            let given = datums(shape).map(|datum| (to, datum, *purpose));
            self.given.extend(given);
        }
    }

    /// Whether flows state that a party decides jointly with the controller of a flow, in its service or in none.
    pub fn is_joint(&self, shape: &FlowShape, party: PartyIx) -> bool {
        let services = [shape.service, None];
        services
            .iter()
            .any(|service| self.joint.contains(&((shape.controller, *service), party)))
    }

    /// Whether the controller gives a joint controller something.
    pub fn is_given(&self, party: PartyIx) -> bool {
        self.given.iter().any(|(to, ..)| *to == party)
    }

    /// Adds what a flow brings to one of the parties that are engaged as processors.
    fn add_held(
        &mut self,
        (estate, engaged): (&Estate, &BTreeSet<PartyIx>),
        shape: &FlowShape,
        day: Date,
    ) {
        let party = |end| party_at(estate, end, day);
        let to = party(shape.route.to).filter(|to| engaged.contains(to));
        let Some(to) = to.filter(|to| party(shape.route.from) != Some(*to)) else {
            return;
        };
        for datum in datums(shape) {
            if shape.controller == to {
                self.own.insert((to, datum));
            } else {
                self.held.insert((to, datum), shape.controller);
            }
        }
    }

    /// The controller for which alone a party has some of the data of a flow.
    pub fn held_for(&self, party: PartyIx, shape: &FlowShape) -> Option<PartyIx> {
        let mut held = datums(shape).filter(|datum| !self.own.contains(&(party, *datum)));
        held.find_map(|datum| self.held.get(&(party, datum)).copied())
    }

    /// Whether all data of a flow are collected for a purpose of which people need not be informed.
    pub fn is_exempt(&self, shape: &FlowShape, purpose: TermId) -> bool {
        let of = |datum| self.exempt.contains(&(concern(shape), purpose, datum));
        !self.exempt.is_empty() && datums(shape).all(of)
    }
}

/// Whether a category of data arises in the system at an end of a flow.
pub(super) fn arises_in(estate: &Estate, end: Endpoint, category: TermId) -> bool {
    let Endpoint::System(system) = end else {
        return false;
    };
    let mut kinds = estate.system(system).produces.iter();
    kinds.any(|kind| estate.taxonomy.includes(*kind, category))
}

/// Whether a statement says that data are not used for some purpose.
fn denies_purposes(statement: &Statement) -> bool {
    statement.uses.as_ref().is_some_and(|uses| uses.none)
}

/// For whom a flow is.
pub(super) fn concern(shape: &FlowShape) -> Concern {
    (shape.controller, shape.service)
}

impl<'e> FactSource<'e> {
    /// Gathers what the facts of a day are computed from: what runs, in the order of declarations.
    pub fn new<'m>(
        estate: &'e Estate,
        day: Date,
        running: impl IntoIterator<Item = (ShapeIx, &'m [Movement])>,
    ) -> Self {
        let mut collected = Collected::default();
        let engaged: BTreeSet<PartyIx> = estate.engaged().collect();
        let mut shapes = Vec::new();
        for (index, movements) in running {
            shapes.push(index);
            collected.add_held((estate, &engaged), estate.shape(index), day);
            collected.add_given(estate, estate.shape(index), day);
            collected.add_arising(estate, estate.shape(index));
            let collects = movements.iter().any(|movement| {
                movement.kind == MovementKind::Collect
                    && movement.importer == Some(estate.controller)
            });
            if !collects {
                continue;
            }
            collected.add(estate.shape(index));
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
            denies_purposes: estate.statements_on(day).any(|(_, it)| denies_purposes(it)),
            cited: None,
            research,
        }
    }

    /// Recalls what earlier checks read of texts, and adds to it.
    pub fn recalling(&mut self, before: &'e ReadBefore) {
        self.text.recalling(before);
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
