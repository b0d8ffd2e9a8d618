//! What a flow comes apart into on a day.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::acting::engages;
use super::exporter::{exports, is_anonymised};
use super::index::FlowIndex;
use super::places::{end_of, places};
use super::regime::{regimes_at, regimes_of};
use super::{Acting, Movement, MovementKind, RecipientRole, SystemEnd, party_at, role};
use crate::estate::model::{Endpoint, Estate, FlowShape, PartyIx, ShapeIx, SystemIx};
use crate::estate::vocabulary::{FlowMode, FlowRole, PartyKind};
use crate::law::Regime;
use crate::taxonomy::Place;

/// Takes the flows of an estate apart, on a day.
#[derive(Debug)]
pub struct Movements<'e> {
    pub(super) estate: &'e Estate,
    pub(super) day: Date,
    pub(super) acting: Acting,
    /// The systems into which some flow of the day leads.
    pub(super) filled: BTreeSet<SystemIx>,
    index: FlowIndex<'e>,
    /// The regimes of each party for what it does itself, for all people.
    regimes: Vec<Vec<Regime>>,
}

impl<'e> Movements<'e> {
    /// What it takes to take flows apart on a day.
    pub fn new(estate: &'e Estate, day: Date) -> Self {
        Self::among(estate, day, &estate.running_on(day))
    }

    /// The same where only some of the flows that run have a part in what is asked.
    pub fn among(estate: &'e Estate, day: Date, running: &[ShapeIx]) -> Self {
        let ends = running.iter().map(|it| estate.shape(*it).route.to);
        let filled = ends.filter_map(|end| match end {
            Endpoint::System(system) => Some(system),
            _ => None,
        });
        Self {
            estate,
            day,
            acting: Acting::new(estate, day, running),
            filled: filled.collect(),
            index: FlowIndex::new(estate, day, running),
            regimes: (0..estate.parties.len())
                .map(|at| regimes_of(estate, PartyIx(at as u32), day))
                .collect(),
        }
    }

    /// The regimes that a party is under at an end of a flow.
    fn regimes_at(&self, party: PartyIx, end: Endpoint, people_in: &[Place]) -> Vec<Regime> {
        let by_branch = matches!(end, Endpoint::Party(at, Some(_)) if at == party);
        match self.regimes.get(party.index()) {
            Some(known) if people_in.is_empty() && !by_branch => known.clone(),
            _ => regimes_at(self.estate, party, end, people_in, self.day),
        }
    }

    /// The movements of what one flow declares: the flow itself first, then what other parties can
    /// reach of it.
    /// None where all data are anonymised, for the regimes do not apply to them (recital 26).
    pub fn of(&self, index: ShapeIx) -> Vec<Movement> {
        if is_anonymised(self.estate, &self.estate.shape(index).content.data) {
            return Vec::new();
        }
        FlowParts::new(self, index).movements()
    }
}

/// Who sends, or receives, and for whom it acts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actor {
    /// The party at the end of the flow.
    pub party: PartyIx,
    /// The one for which it acts as processor.
    pub principal: Option<PartyIx>,
}

/// One exporter and one importer of a flow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub kind: MovementKind,
    pub exporter: Option<PartyIx>,
    pub sent_by: Option<PartyIx>,
    pub exporter_acts_for: Option<PartyIx>,
    pub importer: Option<PartyIx>,
    pub role: RecipientRole,
}

/// A flow that is being taken apart.
pub(super) struct FlowParts<'a> {
    pub of: &'a Movements<'a>,
    index: ShapeIx,
    pub shape: &'a FlowShape,
    pub from: Option<Actor>,
    pub to: Option<Actor>,
}

impl<'a> FlowParts<'a> {
    fn new(of: &'a Movements<'a>, index: ShapeIx) -> Self {
        let shape = of.estate.shape(index);
        let principal = |end| of.acting.principal(of.estate, shape, end, of.day);
        let party = |end| party_at(of.estate, end, of.day);
        let from = party(shape.route.from).map(|party| Actor {
            party,
            principal: principal(shape.route.from),
        });
        let to = party(shape.route.to).map(|party| {
            let of_contract = || principal(shape.route.to);
            let stated = || {
                let sender = from.map_or(shape.controller, |from| from.party);
                let us = of.estate.controller;
                let by = if sender == us { us } else { shape.controller };
                (by != party).then_some(by)
            };
            Actor {
                party,
                principal: match shape.route.role {
                    None => of_contract(),
                    Some(FlowRole::Processor | FlowRole::SubProcessor) => {
                        of_contract().or_else(stated)
                    }
                    Some(_) => None,
                },
            }
        });
        Self {
            of,
            index,
            shape,
            from,
            to,
        }
    }

    fn movements(&self) -> Vec<Movement> {
        let mut parts = self.the_flow();
        parts.extend(self.through());
        parts.extend(self.access(SystemEnd::To));
        parts.extend(self.access(SystemEnd::From));
        parts.into_iter().map(|part| self.assemble(part)).collect()
    }

    pub(super) fn us(&self) -> PartyIx {
        self.of.estate.controller
    }

    /// Whether a party is the one whose notice this is, or the controller of the flow.
    pub(super) fn is_ours(&self, party: PartyIx) -> bool {
        party == self.us() || party == self.shape.controller
    }

    /// The flow itself.
    fn the_flow(&self) -> Vec<Part> {
        use MovementKind as Kind;
        match (self.from, self.to) {
            (None, None) => Vec::new(),
            // Nobody sends: the people hand their data over, or they are taken from public sources.
            (None, Some(to)) => match self.behind(to) {
                Some(behind) => self.collected(None, behind, to),
                None => vec![self.part(Kind::Collect, None, Some(to.party))],
            },
            (Some(from), None) => vec![self.sent(Kind::Disclose, from, None)],
            // The one from whose pages data are taken is their source, and does not send them.
            (Some(from), Some(to))
                if self.shape.route.mode == FlowMode::Scraped && from.party != to.party =>
            {
                match to.principal {
                    Some(behind) => self.collected(Some(from), behind, to),
                    None => vec![self.part(Kind::Collect, Some(from.party), Some(to.party))],
                }
            }
            (Some(from), Some(to)) if from.party == to.party => vec![self.within(from, to)],
            (Some(from), Some(to)) if to.party == self.us() => {
                vec![if from.principal == Some(to.party) {
                    self.handed_back(Kind::Store, from, to)
                } else {
                    self.sent(Kind::Collect, from, Some(to.party))
                }]
            }
            (Some(from), Some(to)) => self.between(from, to),
        }
    }

    /// What stays with one party: its own, or that of the controller for which it keeps the data, or that of
    /// both, where they decide together. A processor that uses the data as a controller gets them from the
    /// one for which it acts (Art 28(10)).
    fn within(&self, from: Actor, to: Actor) -> Part {
        let decides = matches!(
            self.shape.route.role,
            Some(FlowRole::Controller | FlowRole::JointController)
        );
        if from.principal.is_some() && decides {
            return self.sent(MovementKind::Disclose, from, Some(to.party));
        }
        let acts_for = from.principal.filter(|_| from.principal == to.principal);
        let together = || {
            self.decides_with(from.party)
                .then_some(self.shape.controller)
        };
        let party = acts_for.or_else(together).unwrap_or(from.party);
        Part {
            sent_by: acts_for.map(|_| from.party),
            ..self.part(MovementKind::Store, Some(party), Some(party))
        }
    }

    /// Whether a party decides on what the flow does together with the controller of the flow.
    fn decides_with(&self, party: PartyIx) -> bool {
        let (estate, shape) = (self.of.estate, self.shape);
        let controller = shape.controller;
        let role =
            || role::recipient_role(estate, shape, Some(controller), Some(party), self.of.day);
        controller != party && role() == RecipientRole::JointController
    }

    /// A flow from one party to another that is not the estate's controller.
    fn between(&self, from: Actor, to: Actor) -> Vec<Part> {
        let kind = MovementKind::Disclose;
        if from.principal.is_some() && self.is_ours(to.party) {
            return vec![self.handed_back(kind, from, to)];
        }
        if from.principal.is_some() && self.engages(from.party, to.party) {
            let part = self.part(kind, Some(from.party), Some(to.party));
            return vec![Part {
                exporter_acts_for: from.principal,
                ..part
            }];
        }
        match to.principal {
            // Who delivers into a system that a processor runs delivers to its controller, and engages
            // nobody.
            Some(behind) if from.principal.is_none() && !self.is_ours(from.party) => {
                self.collected(Some(from), behind, to)
            }
            _ => vec![self.sent(kind, from, Some(to.party))],
        }
    }

    /// What the controller collects through a processor, or together with another: it collects, and
    /// makes the data available to that other.
    fn collected(&self, from: Option<Actor>, behind: PartyIx, to: Actor) -> Vec<Part> {
        let collect = match from {
            None => self.part(MovementKind::Collect, None, Some(behind)),
            Some(from) => self.sent(MovementKind::Collect, from, Some(behind)),
        };
        let role = if behind == self.shape.controller {
            RecipientRole::Controller
        } else {
            RecipientRole::Processor
        };
        vec![
            Part { role, ..collect },
            self.part(MovementKind::Disclose, Some(behind), Some(to.party)),
        ]
    }

    /// What a party sends, itself or for the controller for which it acts.
    fn sent(&self, kind: MovementKind, from: Actor, importer: Option<PartyIx>) -> Part {
        let exporter = from.principal.unwrap_or(from.party);
        Part {
            sent_by: from.principal.map(|_| from.party),
            ..self.part(kind, Some(exporter), importer)
        }
    }

    /// What a processor gives back to the one for which it acts: a transfer of its own, where it goes
    /// abroad (EDPB Guidelines 05/2021, example 3).
    fn handed_back(&self, kind: MovementKind, from: Actor, to: Actor) -> Part {
        Part {
            exporter_acts_for: from.principal,
            ..self.part(kind, Some(from.party), Some(to.party))
        }
    }

    fn part(
        &self,
        kind: MovementKind,
        exporter: Option<PartyIx>,
        importer: Option<PartyIx>,
    ) -> Part {
        let (estate, day) = (self.of.estate, self.of.day);
        Part {
            kind,
            exporter,
            sent_by: None,
            exporter_acts_for: None,
            importer,
            role: role::recipient_role(estate, self.shape, exporter, importer, day),
        }
    }

    pub(super) fn engages(&self, processor: PartyIx, other: PartyIx) -> bool {
        self.shape.route.role == Some(FlowRole::SubProcessor)
            || engages(self.of.estate, self.shape, processor, other)
    }

    /// Who has collected what the people hand to another, and so makes it available to that other: the
    /// controller for which a processor takes it in; the controller that decides on the collection
    /// together with the one that takes it in, or whose page makes people's browsers send it there
    /// (CJEU C-40/17, Fashion ID; criterion 2 of EDPB Guidelines 05/2021).
    fn behind(&self, to: Actor) -> Option<PartyIx> {
        let (estate, shape, us) = (self.of.estate, self.shape, self.us());
        if shape.route.mode == FlowMode::Scraped {
            return to.principal;
        }
        let embeds = shape.controller != to.party && shape.route.mode == FlowMode::Embedded;
        if embeds || self.decides_with(to.party) {
            return Some(shape.controller);
        }
        let as_seen_by_us =
            || role::recipient_role(estate, shape, Some(us), Some(to.party), self.of.day);
        let acts_for_us = to.party != us && as_seen_by_us().acts_for_another();
        acts_for_us.then_some(us).or(to.principal)
    }

    /// What the operator of a system gets through which data are sent or published, where it is none of the two
    /// ends: it stores or handles them for its controller, else for the one who sends, or, where nobody
    /// does, for the one who receives. A system that only passes on gets nothing (Art 4(9) knows no such
    /// recipient).
    fn through(&self) -> Option<Part> {
        let (estate, shape, day) = (self.of.estate, self.shape, self.of.day);
        let passes_on = matches!(shape.route.mode, FlowMode::Sent | FlowMode::Published);
        let via = shape.route.via.filter(|_| passes_on)?;
        let operator = estate.operator(via, day);
        let is_carrier = estate.party(operator).kind == PartyKind::Carrier;
        if estate.system(via).transit_only || is_carrier {
            return None;
        }
        let end = self.from.or(self.to)?;
        if end.party == operator || self.to.is_some_and(|to| to.party == operator) {
            return None;
        }
        let principal = self
            .of
            .acting
            .principal(estate, shape, Endpoint::System(via), day);
        let engaged = end.principal.is_some() && self.engages(end.party, operator);
        let (exporter, acts_for) = match principal {
            Some(principal) if !engaged && principal != end.party => (principal, None),
            _ if engaged => (end.party, end.principal),
            _ => (end.principal.unwrap_or(end.party), None),
        };
        Some(Part {
            kind: MovementKind::Through,
            exporter: Some(exporter),
            sent_by: (exporter != end.party && end.principal == Some(exporter))
                .then_some(end.party),
            exporter_acts_for: acts_for,
            importer: Some(operator),
            role: role::accessor_role(estate, shape, exporter, operator, day),
        })
    }

    fn assemble(&self, part: Part) -> Movement {
        let (estate, shape, day) = (self.of.estate, self.shape, self.of.day);
        let Part { kind, exporter, .. } = part;
        let end = end_of(shape, kind);
        let system = match end {
            Endpoint::System(system) => Some(system),
            _ => None,
        };
        let controller = shape.controller;
        let people_in = &shape.content.subjects_in;
        let regimes_of = |party, end| self.of.regimes_at(party, end, people_in);
        let mut regimes = regimes_of(controller, shape.route.from);
        regimes.extend(regimes_of(controller, shape.route.to));
        regimes.sort();
        regimes.dedup();
        if regimes.is_empty() && controller != self.us() {
            // At no end in particular: a branch of ours has no part in what another controller does.
            regimes = regimes_of(self.us(), Endpoint::Subjects);
        }
        let sender = exporter.filter(|party| exports(estate, shape, *party));
        let mut own_regimes =
            sender.map_or_else(Vec::new, |party| regimes_of(party, shape.route.from));
        // A processor under the EU GDPR that sends for its controller is an exporter together with
        // it (EDPB Guidelines 05/2021, paragraph 13); for the ICO the one that initiates is the
        // controller.
        if let (Some(processor), Some(_)) = (part.sent_by, sender)
            && regimes_of(processor, shape.route.from).contains(&Regime::EuGdpr)
        {
            own_regimes.push(Regime::EuGdpr);
            own_regimes.sort();
            own_regimes.dedup();
        }
        let own_affair = !own_regimes.is_empty() && self.is_own_affair(&part);
        let mut transfer_regimes = own_regimes.clone();
        if own_affair {
            transfer_regimes.clear();
        }
        // One outside both regimes who passes on what it was sent under a regime does so under that
        // regime's instruments.
        let received_under = exporter.is_some_and(|party| !self.is_ours(party));
        if own_regimes.is_empty() && sender.is_some() && received_under {
            transfer_regimes.clone_from(&regimes);
        }
        let gives_back = part.exporter_acts_for.is_some()
            && part.importer.is_some_and(|party| self.is_ours(party));
        let mut places = places(estate, shape, kind, part.importer, day);
        if let Some(system) = system.filter(|_| part.importer == party_at(estate, end, day)) {
            let kept = self.of.index.kept_by_others(system, shape);
            for place in &mut places {
                place.kept_by_another = kept.contains(&place.at);
            }
        }
        let mut movement = Movement {
            shape: self.index,
            kind,
            exporter,
            sent_by: part.sent_by,
            exporter_acts_for: part.exporter_acts_for,
            importer: part.importer,
            system,
            role: part.role,
            places,
            indirect: received_under && !gives_back,
            regimes,
            own_regimes,
            transfer_regimes,
            own_affair,
            returned: false,
        };
        movement.returned = self.of.index.returns(&movement);
        movement
    }
}
