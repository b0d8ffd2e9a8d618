//! What flows declare where they say nothing themselves: by the party that receives, the service, or the estate.

use std::borrow::Cow;

use super::super::raw::{RawDefaults, RawFlow, RawSystem, Text};
use super::things::Things;
use crate::estate::model::{Endpoint, FlowField, PartyIx, ServiceIx};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{Node, Span};
use crate::taxonomy::TermKind;

/// The defaults of an estate. Of what is wrong in one, nothing is passed on: it was reported where it is written.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    estate: RawDefaults,
    /// In the order of the services.
    services: Vec<RawDefaults>,
    /// In the order of the parties.
    parties: Vec<RawDefaults>,
    /// Who operates each system, in the order of the systems; `None` where that changed.
    operators: Vec<Option<PartyIx>>,
    /// Whether there are any.
    are_there: bool,
}

/// What flows have from elsewhere in the estate where they do not say it.
#[derive(Clone, Copy)]
pub(super) struct Inherited<'a> {
    /// The estate's controller.
    pub(super) controller: PartyIx,
    /// The one that each service acts for, in the order of the services.
    pub(super) services: &'a [Option<PartyIx>],
    /// What they declare.
    pub(super) defaults: &'a Defaults,
}

impl Inherited<'_> {
    /// The controller of the flows of a service that name none.
    pub(super) fn controller_of(&self, service: Option<ServiceIx>) -> PartyIx {
        service
            .and_then(|service| self.services.get(service.index()).copied().flatten())
            .unwrap_or(self.controller)
    }
}

/// Whose defaults a flow may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heir {
    /// Where it leads.
    pub(super) to: Endpoint,
    /// Its service.
    pub(super) service: Option<ServiceIx>,
    /// Its controller is that of the estate.
    pub(super) is_own: bool,
}

impl Defaults {
    /// The defaults for a flow, the nearest first, and whether each may say on which basis it rests.
    fn of(&self, heir: Heir) -> impl Iterator<Item = (&RawDefaults, bool)> {
        let party = match heir.to {
            Endpoint::Party(party, _) => Some(party),
            Endpoint::System(system) => self.operators.get(system.index()).copied().flatten(),
            Endpoint::Subjects => None,
        };
        let party = party.and_then(|it| self.parties.get(it.index()));
        let service = heir.service.and_then(|it| self.services.get(it.index()));
        let near = party.into_iter().chain(service).map(|it| (it, true));
        near.chain([(&self.estate, heir.is_own)])
    }

    /// A flow with its defaults.
    pub(super) fn fill<'r>(&self, raw: &'r RawFlow, heir: Heir) -> Cow<'r, RawFlow> {
        if !self.are_there {
            return Cow::Borrowed(raw);
        }
        let mut filled = raw.clone();
        let is_without_basis = raw.basis.is_none();
        for (given, of_basis) in self.of(heir) {
            if of_basis && is_without_basis && filled.basis.is_none() {
                filled.basis.clone_from(&given.basis);
                if filled.basis_in_law.is_none() {
                    filled.basis_in_law.clone_from(&given.basis_in_law);
                }
            }
            if of_basis {
                filled.task = filled.task.or(given.task);
            }
            if filled.retention.is_none() {
                filled.retention.clone_from(&given.retention);
            }
            if filled.measures.is_empty() {
                filled.measures.clone_from(&given.measures);
            }
        }
        // Without a basis there is nothing that a law would lay down.
        if filled.basis.is_none() {
            filled.basis_in_law.clone_from(&raw.basis_in_law);
        }
        Cow::Owned(filled)
    }
}

impl Resolver<'_> {
    /// The defaults of an estate, each held against the vocabulary once.
    pub(super) fn defaults(&mut self, estate: &RawDefaults, things: &Things) -> Defaults {
        let services = things.services.iter().map(|it| &it.defaults);
        let parties = things.parties.iter().map(|it| &it.defaults);
        let written = [estate].into_iter().chain(services).chain(parties);
        let are_there = written.clone().any(is_written);
        let mut checked = written.map(|it| self.checked(it));
        let estate = checked.next().unwrap_or_default();
        let services: Vec<RawDefaults> = checked.by_ref().take(things.services.len()).collect();
        let parties = checked.collect();
        let operators = things.systems.iter().map(|it| self.only_operator(it));
        Defaults {
            estate,
            services,
            parties,
            operators: operators.collect(),
            are_there,
        }
    }

    fn checked(&mut self, raw: &RawDefaults) -> RawDefaults {
        let mut given = raw.clone();
        if self.flow_basis(raw.basis.as_ref()).is_none() {
            given.basis = None;
        }
        if self
            .maybe(raw.retention.as_ref(), Self::retention)
            .is_none()
        {
            given.retention = None;
        }
        let are_none = matches!(&*raw.measures, [only] if only.value == "none");
        if !are_none && self.terms(TermKind::Measure, &raw.measures).is_none() {
            given.measures = Default::default();
        }
        given
    }

    /// The party that operates a system, where it is the only one over time.
    fn only_operator(&self, system: &RawSystem) -> Option<PartyIx> {
        match &*system.operator {
            [only] => self.known.names.party(&only.party.value),
            _ => None,
        }
    }

    /// The places of the values of a flow that was filled: in its node, or where its defaults are written.
    pub(super) fn places_of(
        &mut self,
        raw: &RawFlow,
        filled: Cow<'_, RawFlow>,
        node: &Node,
    ) -> Box<[(FlowField, Span)]> {
        let own = self.places(node);
        let Cow::Owned(filled) = filled else {
            return own;
        };
        let mut places = own.into_vec();
        let mut add = |field: FlowField, own: Option<&Text>, text: Option<&Text>| {
            let span = text.filter(|_| own.is_none()).and_then(|it| it.span);
            places.extend(span.map(|span| (field, span)));
        };
        let law = (raw.basis_in_law.as_ref(), filled.basis_in_law.as_ref());
        let kept = (raw.retention.as_ref(), filled.retention.as_ref());
        add(FlowField::Basis, raw.basis.as_ref(), filled.basis.as_ref());
        add(FlowField::BasisInLaw, law.0, law.1);
        add(FlowField::Retention, kept.0, kept.1);
        for measure in filled.measures.iter().filter(|_| raw.measures.is_empty()) {
            let term = self.find_term(TermKind::Measure, &measure.value);
            let place = term.zip(measure.span);
            places.extend(place.map(|(term, span)| (FlowField::Measure(term), span)));
        }
        places.sort();
        places.dedup_by_key(|(field, _)| *field);
        places.into_boxed_slice()
    }
}

fn is_written(raw: &RawDefaults) -> bool {
    let texts = [&raw.basis, &raw.basis_in_law, &raw.retention];
    texts.into_iter().any(Option::is_some) || raw.task.is_some() || !raw.measures.is_empty()
}
