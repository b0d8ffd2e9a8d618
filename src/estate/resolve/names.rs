//! What an estate's ids mean.

use foldhash::HashMap;

use super::super::raw::{RawBranch, RawParty, Text};
use super::ids;
use super::things::Things;
use crate::estate::model::{Endpoint, GroupIx, InstrumentIx, PartyIx, ServiceIx, SystemIx};
use crate::input::{InputError, Span};

/// The ids of one kind of thing, in order: the place of an id is the index of the thing.
#[derive(Debug, Default)]
pub(super) struct Table {
    ids: Vec<String>,
    index: HashMap<String, u32>,
}

impl Table {
    fn of<'a>(ids: impl Iterator<Item = &'a Text>) -> Self {
        let ids: Vec<String> = ids.map(|id| id.value.clone()).collect();
        let index = ids.iter().cloned().zip(0..).collect();
        Self { ids, index }
    }

    pub(super) fn get(&self, id: &str) -> Option<u32> {
        self.index.get(id).copied()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}

/// All ids of an estate.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) parties: Table,
    pub(super) groups: Table,
    pub(super) systems: Table,
    pub(super) services: Table,
    pub(super) contracts: Table,
    pub(super) instruments: Table,
    endpoints: HashMap<String, Endpoint>,
    branches: Vec<String>,
}

impl Names {
    /// The names, and the errors of ids that parties, branches and systems share, as flows name
    /// them all in the same place.
    pub(super) fn of(things: &Things) -> (Self, Vec<InputError>) {
        let mut groups: Vec<&Text> = things
            .parties
            .iter()
            .flat_map(|party| party.group.iter().map(|member| &member.group))
            .collect();
        groups.sort();
        groups.dedup();
        let mut errors: Vec<InputError> = groups.iter().filter_map(|id| ids::fault(id)).collect();
        let mut names = Self {
            parties: Table::of(things.parties.iter().map(|it| &it.id)),
            groups: Table::of(groups.into_iter()),
            systems: Table::of(things.systems.iter().map(|it| &it.id)),
            services: Table::of(things.services.iter().map(|it| &it.id)),
            contracts: Table::of(things.contracts.iter().map(|it| &it.id)),
            instruments: Table::of(things.safeguards.iter().map(|it| &it.id)),
            ..Self::default()
        };
        let mut claims: Vec<(&Text, Endpoint)> = Vec::new();
        for (party, at) in things.parties.iter().zip(0..) {
            claims.push((&party.id, Endpoint::Party(PartyIx(at), None)));
            for (branch, nth) in sorted_branches(party).into_iter().zip(0..) {
                errors.extend(ids::fault(&branch.id));
                claims.push((&branch.id, Endpoint::Party(PartyIx(at), Some(nth))));
                names.branches.push(branch.id.value.clone());
            }
        }
        for (system, at) in things.systems.iter().zip(0..) {
            claims.push((&system.id, Endpoint::System(SystemIx(at))));
        }
        let place = |id: &Text| (id.value.clone(), id.span);
        claims.retain(|(id, _)| !id.is_stand_in());
        claims.sort_by_cached_key(|(id, _)| place(id));
        let mut last: Option<(&str, Option<Span>)> = None;
        for (id, endpoint) in claims {
            match last {
                Some((held, first)) if held == id.value => {
                    errors.push(ids::twice(held, id.span, first))
                }
                _ => {
                    names.endpoints.insert(id.value.clone(), endpoint);
                    last = Some((&id.value, id.span));
                }
            }
        }
        (names, errors)
    }

    pub(super) fn endpoint(&self, id: &str) -> Option<Endpoint> {
        self.endpoints.get(id).copied()
    }

    pub(super) fn party(&self, id: &str) -> Option<PartyIx> {
        self.parties.get(id).map(PartyIx)
    }

    pub(super) fn group(&self, id: &str) -> Option<GroupIx> {
        self.groups.get(id).map(GroupIx)
    }

    pub(super) fn system(&self, id: &str) -> Option<SystemIx> {
        self.systems.get(id).map(SystemIx)
    }

    pub(super) fn service(&self, id: &str) -> Option<ServiceIx> {
        self.services.get(id).map(ServiceIx)
    }

    pub(super) fn instrument(&self, id: &str) -> Option<InstrumentIx> {
        self.instruments.get(id).map(InstrumentIx)
    }

    /// Everything that a flow can start from or lead to.
    pub(super) fn endpoint_ids(&self) -> impl Iterator<Item = &str> {
        self.parties
            .ids()
            .chain(self.systems.ids())
            .chain(self.branches.iter().map(String::as_str))
    }

    /// What an id means, whatever was looked for.
    pub(super) fn what_is(&self, id: &str) -> Option<&'static str> {
        if id == "data-subjects" {
            return Some("a word for the `from` and `to` of a flow and the `from` of `collects`");
        }
        let kinds = [
            (self.parties.get(id).is_some(), "a party"),
            (self.systems.get(id).is_some(), "a system"),
            (self.endpoints.contains_key(id), "a branch"),
            (self.services.get(id).is_some(), "a service"),
            (self.instruments.get(id).is_some(), "a safeguard"),
            (self.contracts.get(id).is_some(), "a contract"),
            (self.groups.get(id).is_some(), "a group"),
        ];
        kinds.into_iter().find(|(is, _)| *is).map(|(_, name)| name)
    }
}

/// The branches of a party in the order of their ids.
pub(super) fn sorted_branches(party: &RawParty) -> Vec<&RawBranch> {
    let mut branches: Vec<_> = party.branches.iter().collect();
    branches.sort_by_key(|branch| (&branch.id.value, branch.id.span));
    branches
}
