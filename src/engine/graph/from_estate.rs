//! From an estate and a day to what the graph needs to know.

use jiff::civil::Date;

use super::input::{AccessInput, Effect, FlowInput, GraphInput, SystemInput};
use super::{DataGraph, Form, Path};
use crate::estate::model::{Endpoint, Estate, FlowShape, PartyIx, ShapeIx, SystemIx};
use crate::estate::vocabulary::FlowMode;
use crate::taxonomy::{Taxonomy, TermId};

impl DataGraph {
    /// The graph of an estate on a day: of the flows that run on it, the operators and the access
    /// of that day.
    pub fn build(estate: &Estate, day: Date) -> Self {
        Self::build_of(estate, day, &estate.running_on(day))
    }

    /// The graph of some flows that run on a day: enough for those of them that no other has a part in.
    pub fn build_of(estate: &Estate, day: Date, running: &[ShapeIx]) -> Self {
        let input = Adapter::new(estate, day).input(running);
        Self::new(input, &*estate.taxonomy)
    }
}

struct Adapter<'e> {
    estate: &'e Estate,
    /// The operators of the day, by system.
    operators: Vec<PartyIx>,
    day: Date,
    measures: Measures,
    /// What is no personal data.
    not_personal: Option<TermId>,
}

/// The measures that change what a recipient gets. What estates add below them counts as they do:
/// aggregation, say, under anonymisation.
struct Measures {
    anonymisation: Option<TermId>,
    redaction: Option<TermId>,
    pseudonymisation: Option<TermId>,
    encryption: Option<TermId>,
    end_to_end: Option<TermId>,
}

impl Measures {
    fn new(taxonomy: &Taxonomy) -> Self {
        Self {
            anonymisation: taxonomy.find("dpv:Anonymisation"),
            redaction: taxonomy.find("dpv:DataRedaction"),
            pseudonymisation: taxonomy.find("dpv:Pseudonymisation"),
            encryption: taxonomy.find("dpv:Encryption"),
            end_to_end: taxonomy.find("dpv:EndToEndEncryption"),
        }
    }
}

impl<'e> Adapter<'e> {
    fn new(estate: &'e Estate, day: Date) -> Self {
        let systems = (0..estate.systems.len()).map(|at| SystemIx(at as u32));
        Self {
            operators: systems.map(|system| estate.operator(system, day)).collect(),
            estate,
            day,
            measures: Measures::new(&estate.taxonomy),
            not_personal: estate.taxonomy.find("dpv:NonPersonalData"),
        }
    }

    fn input(&self, running: &[ShapeIx]) -> GraphInput {
        GraphInput {
            controller: self.estate.controller,
            parties: self.estate.parties.len(),
            independent: (0..self.estate.parties.len())
                .map(|at| PartyIx(at as u32))
                .filter(|party| *party != self.estate.controller)
                .filter(|party| !self.estate.acts_for_others(*party))
                .collect(),
            systems: (0..self.estate.systems.len())
                .map(|at| self.system(SystemIx(at as u32)))
                .collect(),
            flows: running
                .iter()
                .map(|shape| self.flow(*shape, self.estate.shape(*shape)))
                .collect(),
        }
    }

    fn system(&self, index: SystemIx) -> SystemInput {
        let system = self.estate.system(index);
        let entries = system.access.iter().enumerate();
        let access = entries
            .filter(|(_, access)| access.period.contains(self.day))
            .map(|(at, access)| AccessInput {
                index: at as u32,
                by: access.by,
                effect: Effect {
                    form: if access.clear {
                        Form::Plain
                    } else {
                        Form::Encrypted
                    },
                    opens: system.keys_held_by.contains(&access.by),
                },
            })
            .collect();
        SystemInput {
            operator: self.operator(index),
            access,
        }
    }

    fn flow(&self, index: ShapeIx, shape: &FlowShape) -> FlowInput {
        let taxonomy = &self.estate.taxonomy;
        let personal = |term: &TermId| {
            !self
                .not_personal
                .is_some_and(|top| taxonomy.subsumes(top, *term))
        };
        let data: Vec<TermId> = shape
            .content
            .data
            .iter()
            .copied()
            .filter(personal)
            .collect();
        FlowInput {
            shape: index,
            service: shape.service,
            from: shape.route.from,
            to: shape.route.to,
            subjects: shape.content.subjects.clone(),
            purposes: shape.content.purposes.clone(),
            effect: if data.is_empty() {
                None
            } else {
                self.effect(shape)
            },
            data,
            open: shape.route.mode == FlowMode::Scraped,
            internal: shape.route.mode == FlowMode::Internal,
        }
    }

    /// What a flow makes of the data; `None`: nothing personal arrives.
    fn effect(&self, shape: &FlowShape) -> Option<Effect> {
        let has = |measure: Option<TermId>| {
            measure.is_some_and(|measure| {
                let mut declared = shape.protection.measures.iter();
                declared.any(|term| self.estate.taxonomy.subsumes(measure, *term))
            })
        };
        if has(self.measures.anonymisation) {
            return None;
        }
        let recipient = self.party(shape.route.to);
        let mut form = Form::Plain;
        if has(self.measures.redaction) {
            form = form.max(Form::Redacted);
        }
        let knows_people = shape.protection.pseudonym_key_held_by.is_some()
            && shape.protection.pseudonym_key_held_by == recipient;
        if has(self.measures.pseudonymisation) && !knows_people {
            form = form.max(Form::Pseudonymised);
        }
        let encrypted = match self.keys(shape.route.to) {
            // The keys are with others: whatever encryption there is holds against the operator.
            Some(holders) => has(self.measures.encryption) && !is_among(recipient, holders),
            // Encryption on the way or on disk keeps nothing from the recipient; from end to end,
            // it does, and the people themselves are an end.
            None => has(self.measures.end_to_end) && shape.route.to != Endpoint::Subjects,
        };
        if encrypted {
            form = form.max(Form::Encrypted);
        }
        let opens = self
            .keys(shape.route.from)
            .is_some_and(|holders| is_among(recipient, holders));
        Some(Effect { form, opens })
    }

    fn operator(&self, system: SystemIx) -> PartyIx {
        let operator = self.operators.get(system.index());
        operator.copied().unwrap_or(self.estate.controller)
    }

    fn party(&self, end: Endpoint) -> Option<PartyIx> {
        match end {
            Endpoint::Subjects => None,
            Endpoint::Party(party, _) => Some(party),
            Endpoint::System(system) => Some(self.operator(system)),
        }
    }

    /// Who holds the keys of a system, where that is said.
    fn keys(&self, end: Endpoint) -> Option<&[PartyIx]> {
        match end {
            Endpoint::System(system) => {
                let holders = &self.estate.system(system).keys_held_by;
                (!holders.is_empty()).then_some(holders.as_slice())
            }
            Endpoint::Subjects | Endpoint::Party(..) => None,
        }
    }
}

fn is_among(party: Option<PartyIx>, holders: &[PartyIx]) -> bool {
    party.is_some_and(|party| holders.contains(&party))
}

impl Path {
    /// The path in words, for reports: `data-subjects → klz → office-365`. Where the next hop starts
    /// at another end of the same entity, that is in brackets: `crm (eis)`.
    pub fn words(&self, estate: &Estate) -> String {
        let mut words = String::new();
        let mut at = None;
        for hop in &self.hops {
            match at {
                None => words.push_str(end_id(estate, hop.from)),
                Some(end) if is_same_end(end, hop.from) => {}
                Some(_) => {
                    words.push_str(" (");
                    words.push_str(end_id(estate, hop.from));
                    words.push(')');
                }
            }
            words.push_str(" → ");
            words.push_str(end_id(estate, hop.to));
            at = Some(hop.to);
        }
        words
    }
}

/// What files call an end of a flow.
fn end_id(estate: &Estate, end: Endpoint) -> &str {
    match end {
        Endpoint::Subjects => "data-subjects",
        Endpoint::System(system) => &estate.system(system).id,
        Endpoint::Party(party, branch) => {
            let party = estate.party(party);
            let branch = branch.and_then(|at| party.branches.get(at as usize));
            branch.map_or(&party.id, |branch| &branch.id)
        }
    }
}

/// Whether two ends are one node: a party and its branches are.
fn is_same_end(one: Endpoint, other: Endpoint) -> bool {
    match (one, other) {
        (Endpoint::Party(one, _), Endpoint::Party(other, _)) => one == other,
        (one, other) => one == other,
    }
}
