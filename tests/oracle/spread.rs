//! Where each datum goes: every flow sends what its sender has, again and again until nothing new
//! arrives.
//!
//! A sender has what arrives where it sends from: a party in all its systems and its own hands, a
//! system in itself and in its operator's hands. What arrives in a system arrives as well with those
//! who can read in it. Data start with flows that bring them in (`is_origin`), and with flows that
//! declare what their sender never got: they are sent all the same, and that they lack a source is
//! noted. How protected the data are changes none of this, unless nothing personal is left of them.

use std::collections::{BTreeMap, BTreeSet};

use super::notice::{self, Vague};
use super::queries::End;
use super::random::SERVICES;
use super::terms::{SUBJECTS, above, includes, parts};
use crate::estate::{Estate, Flow, System};

/// People and category.
pub type Pair<'w> = (&'w str, &'w str);
/// What someone wants to send, and from where.
type Want<'w> = (&'w str, Pair<'w>);
/// The service, or none, that the data were brought in for, people and category.
pub type Datum<'w> = (Option<&'w str>, &'w str, &'w str);

pub struct Spread<'w> {
    estate: &'w Estate,
    flows: Vec<&'w Flow>,
    /// What arrives, by party and system.
    held: BTreeMap<&'w str, BTreeSet<Datum<'w>>>,
    /// What would arrive if every flow brought all that it declares.
    possible: BTreeMap<&'w str, BTreeSet<Pair<'w>>>,
    unsourced: BTreeSet<Want<'w>>,
}

/// What a flow declares.
pub fn pairs(flow: &Flow) -> impl Iterator<Item = Pair<'_>> {
    let subjects = flow.subjects.iter();
    subjects.flat_map(|subject| flow.data.iter().map(|category| (&**subject, &**category)))
}

/// Whether anything personal arrives.
pub fn personal(flow: &Flow) -> bool {
    !flow
        .measures
        .iter()
        .any(|measure| measure == "anonymisation")
}

impl<'w> Spread<'w> {
    pub fn new(estate: &'w Estate) -> Self {
        let mut this = Self {
            estate,
            flows: estate.running().collect(),
            held: BTreeMap::new(),
            possible: BTreeMap::new(),
            unsourced: BTreeSet::new(),
        };
        for flow in this.flows.clone().into_iter().filter(|flow| personal(flow)) {
            let there = this.possible.entry(this.node(&flow.to)).or_default();
            there.extend(pairs(flow));
        }
        for (system, reader) in this.readings() {
            let read = this.possible[system].clone();
            this.possible.entry(reader).or_default().extend(read);
        }
        loop {
            while this.step() {}
            let missing = this.missing();
            if missing.is_empty() {
                return this;
            }
            let first = this.first_of(&missing);
            assert!(!first.is_empty());
            this.unsourced.extend(first);
        }
    }

    /// A branch is its party.
    pub fn node(&self, end: &'w str) -> &'w str {
        match self.estate.end(end) {
            End::Party(party, _) => &party.id,
            _ => end,
        }
    }

    /// Who has what is at an end; nobody we know where the people have it.
    fn owner(&self, end: &'w str) -> Option<&'w str> {
        self.estate.party_at(end)
    }

    fn system(&self, id: &str) -> Option<&'w System> {
        self.estate.systems.iter().find(|system| system.id == id)
    }

    /// Systems into which something leads, and who else reads there.
    fn readings(&self) -> Vec<(&'w str, &'w str)> {
        let mut found = Vec::new();
        for system in &self.estate.systems {
            let filled = self
                .flows
                .iter()
                .any(|flow| personal(flow) && flow.to == system.id);
            let operator = self.estate.operator(system);
            for access in &system.access {
                if filled && access.by != operator && access.period.has(&self.estate.day) {
                    found.push((system.id.as_str(), access.by.as_str()));
                }
            }
        }
        found
    }

    /// Where one who sends from here takes things from.
    pub fn looks_at(&self, node: &'w str) -> Vec<&'w str> {
        let Some(owner) = self.owner(node) else {
            return Vec::new();
        };
        let mut found = vec![node];
        if self.system(node).is_some() {
            found.push(owner);
        } else {
            let own = self.estate.systems.iter();
            let own = own.filter(|system| self.estate.operator(system) == owner);
            found.extend(own.map(|system| system.id.as_str()));
        }
        found
    }

    /// Whether a flow brings data into the estate: from the people, from what is open to all, what a
    /// party itself writes into its own, or what comes from one other than us that receives nothing
    /// from anyone where it would take the data from.
    fn is_origin(&self, flow: &'w Flow) -> bool {
        let (from, to) = (self.node(&flow.from), self.node(&flow.to));
        let Some(sender) = self.owner(from) else {
            return true;
        };
        if flow.mode == "scraped" {
            return true;
        }
        let from_party = self.system(from).is_none();
        if from_party && self.owner(to) == Some(sender) && flow.mode != "internal" {
            return true;
        }
        // What another entity sends it counts; for a system, also what another system of its own
        // party sends it.
        let receives = |node: &str| {
            let by_flow = self.flows.iter().filter(|it| personal(it)).any(|it| {
                let (source, target) = (self.node(&it.from), self.node(&it.to));
                let other_entity = self.owner(source) != self.owner(target);
                let other_system = !from_party && self.system(source).is_some() && source != target;
                target == node && (other_entity || other_system)
            });
            by_flow || self.readings().iter().any(|(_, reader)| *reader == node)
        };
        sender != self.estate.controller && !self.looks_at(from).into_iter().any(receives)
    }

    /// Which of the pairs that are there match a declared one: about the same people or broader
    /// or narrower words for them, in the same category, a broader one, a composite that has it, or
    /// all of its parts.
    fn standing_for(there: &BTreeSet<Pair<'w>>, declared: Pair<'w>) -> BTreeSet<Pair<'w>> {
        let (people, category) = declared;
        let mut found: BTreeSet<Pair<'w>> = there
            .iter()
            .copied()
            .filter(|(who, what)| {
                let same = above(SUBJECTS, who, people) || above(SUBJECTS, people, who);
                same && includes(what, category)
            })
            .collect();
        let parts = parts(category).iter();
        let by_part: Vec<_> = parts
            .map(|part| Self::standing_for(there, (people, part)))
            .collect();
        if by_part.iter().all(|part| !part.is_empty()) {
            found.extend(by_part.into_iter().flatten());
        }
        found
    }

    /// What matches a want, as things are now.
    fn available(&self, want: Want<'w>) -> BTreeSet<Datum<'w>> {
        let nodes = self.looks_at(want.0).into_iter();
        let there: BTreeSet<Datum<'w>> = nodes
            .filter_map(|node| self.held.get(node))
            .flatten()
            .copied()
            .collect();
        let pairs = there
            .iter()
            .map(|(_, people, category)| (*people, *category))
            .collect();
        let standing = Self::standing_for(&pairs, want.1);
        there
            .into_iter()
            .filter(|(_, who, what)| standing.contains(&(*who, *what)))
            .collect()
    }

    /// What a flow brings.
    pub fn arrives(&self, flow: &'w Flow) -> BTreeSet<Datum<'w>> {
        let mut found = BTreeSet::new();
        if !personal(flow) {
            return found;
        }
        let from = self.node(&flow.from);
        let origin = self.is_origin(flow);
        for (people, category) in pairs(flow) {
            let want = (from, (people, category));
            if origin || self.unsourced.contains(&want) {
                found.insert((flow.service.as_deref(), people, category));
            }
            for (service, ..) in self.available(want) {
                found.insert((service, people, category));
            }
        }
        found
    }

    fn step(&mut self) -> bool {
        let mut new = false;
        for flow in self.flows.clone() {
            let arriving = self.arrives(flow);
            let node = self.node(&flow.to);
            for datum in arriving {
                new |= self.held.entry(node).or_default().insert(datum);
            }
        }
        for (system, reader) in self.readings() {
            for datum in self.held.get(system).cloned().unwrap_or_default() {
                new |= self.held.entry(reader).or_default().insert(datum);
            }
        }
        new
    }

    /// What is wanted in vain, as things are now.
    fn missing(&self) -> BTreeSet<Want<'w>> {
        let mut found = BTreeSet::new();
        for flow in &self.flows {
            let from = self.node(&flow.from);
            if self.owner(from).is_none() {
                continue;
            }
            let wants = pairs(flow).map(|pair| (from, pair));
            found.extend(
                wants.filter(|want| {
                    !self.unsourced.contains(want) && self.available(*want).is_empty()
                }),
            );
        }
        found
    }

    /// Of those who want in vain, those who wait for nobody else among them; in a circle all who
    /// are in it, or only those who act for nobody if there are such.
    fn first_of(&self, missing: &BTreeSet<Want<'w>>) -> BTreeSet<Want<'w>> {
        let mut first: BTreeSet<Want<'w>> = missing
            .iter()
            .copied()
            .filter(|want| {
                let before = self.before(*want);
                missing
                    .iter()
                    .filter(|other| before.contains(other))
                    .all(|other| self.before(*other).contains(want))
            })
            .collect();
        let own: BTreeSet<_> = first
            .iter()
            .copied()
            .filter(|want| self.is_free(want.0))
            .collect();
        first.retain(|want| {
            let before = self.before(*want);
            own.contains(want) || !own.iter().any(|other| before.contains(other))
        });
        first
    }

    /// Whether someone acts for nobody, and so has data of which the estate knows nothing.
    fn is_free(&self, node: &'w str) -> bool {
        let engaged = |party: &str| {
            self.estate.contracts.iter().any(|it| {
                it.second == party && ["processor", "sub-processor"].contains(&it.kind.as_str())
            })
        };
        let owner = self.owner(node);
        owner.is_some_and(|party| party != self.estate.controller && !engaged(party))
    }

    /// Where what matches a want could be, and as which pair.
    pub fn sources(&self, want: Want<'w>) -> BTreeSet<(&'w str, Pair<'w>)> {
        let mut there: Vec<(&'w str, Pair<'w>)> = Vec::new();
        for node in self.looks_at(want.0) {
            let here = self.possible.get(node).into_iter().flatten();
            there.extend(here.map(|pair| (node, *pair)));
        }
        let standing = Self::standing_for(&there.iter().map(|(_, pair)| *pair).collect(), want.1);
        there
            .into_iter()
            .filter(|(_, pair)| standing.contains(pair))
            .collect()
    }

    /// The flows that bring a pair to a node, some by way of a system that is read.
    fn bringing(&self, node: &'w str, pair: Pair<'w>) -> Vec<&'w Flow> {
        let mut into = vec![node];
        let read = self.readings().into_iter();
        into.extend(
            read.filter(|(_, reader)| *reader == node)
                .map(|(system, _)| system),
        );
        let flows = self.flows.iter().copied().filter(|flow| personal(flow));
        flows
            .filter(|flow| into.contains(&self.node(&flow.to)))
            .filter(|flow| pairs(flow).any(|own| own == pair))
            .collect()
    }

    /// All wants on whose fulfilment a want may rest.
    fn before(&self, want: Want<'w>) -> BTreeSet<Want<'w>> {
        let mut found = BTreeSet::new();
        let mut open = vec![want];
        while let Some(want) = open.pop() {
            for (node, pair) in self.sources(want) {
                for flow in self.bringing(node, pair) {
                    let before = (self.node(&flow.from), pair);
                    if self.owner(before.0).is_some() && found.insert(before) {
                        open.push(before);
                    }
                }
            }
        }
        found
    }

    /// Whether a flow declares data that its sender never got, from anyone.
    /// Which of what is missing the sender has all the same is for `has` to say.
    pub fn without_source(&self, flow: &'w Flow, has: impl Fn(Pair<'w>) -> bool) -> bool {
        let from = self.node(&flow.from);
        let excused = self.is_free(from) || self.is_origin(flow) || !personal(flow);
        !excused && pairs(flow).any(|pair| self.unsourced.contains(&(from, pair)) && !has(pair))
    }

    /// Whether a flow of a service sends a category that we have for other services only, and of which the
    /// notice says nowhere that we collect it.
    pub fn more_than_collected(&self, flow: &'w Flow) -> bool {
        let from = self.node(&flow.from);
        let Some(service) = flow.service.as_deref() else {
            return false;
        };
        if self.is_origin(flow) || self.owner(from) != Some(self.estate.controller.as_str()) {
            return false;
        }
        flow.data.iter().any(|category| {
            let there: BTreeSet<Datum<'w>> = flow
                .subjects
                .iter()
                .map(|people| (from, (people.as_str(), category.as_str())))
                .filter(|want| !self.unsourced.contains(want))
                .flat_map(|want| self.available(want))
                .collect();
            let disclosed = SERVICES
                .iter()
                .map(|it| Some(*it))
                .chain([None])
                .any(|service| {
                    let mut people = flow.subjects.iter();
                    people.any(|people| {
                        notice::data(self.estate, service, (people, category)) <= Vague
                    })
                });
            if disclosed {
                return false;
            }
            let for_this = |datum: &Datum<'w>| datum.0.is_none() || datum.0 == Some(service);
            !there.is_empty() && !there.iter().any(for_this)
        })
    }

    /// The purposes for which other flows brought what a flow sends.
    pub fn purposes_received(&self, flow: &'w Flow) -> BTreeSet<&'w str> {
        let from = self.node(&flow.from);
        if self.is_origin(flow) {
            return BTreeSet::new();
        }
        pairs(flow)
            .flat_map(|pair| self.sources((from, pair)))
            .flat_map(|(node, pair)| self.bringing(node, pair))
            .filter(|other| other.id != flow.id)
            .flat_map(|other| other.purposes.iter().map(String::as_str))
            .collect()
    }
}
