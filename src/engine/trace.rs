//! Every way of a datum: from where it comes in, step by step, to where it ends.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::as_of::CheckError;
use super::check::decider;
use super::facts::RestrictedTransfer;
use super::movement::{Movement, MovementKind, movements_of};
use super::policy::{Decider, Rules};
use crate::estate::model::{Endpoint, Estate, FlowIx, PartyIx, ServiceIx, ShapeIx, SystemIx};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// As many ways as are told; an estate in which everybody sends everything to everybody has more than
/// anyone would read.
pub const MOST_WAYS: usize = 1000;

/// Somebody or something that has data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The people the data are about.
    Subjects,
    /// A party.
    Party(PartyIx),
    /// A system.
    System(SystemIx),
}

impl Spot {
    fn of(end: Endpoint) -> Self {
        match end {
            Endpoint::Subjects => Self::Subjects,
            Endpoint::Party(party, _) => Self::Party(party),
            Endpoint::System(system) => Self::System(system),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Query {
    /// The datum; narrower ones count, and so do broader ones, which may hold it.
    pub data: TermId,
    /// Only data of these people.
    pub subjects: Option<TermId>,
    /// Only flows of this service.
    pub service: Option<ServiceIx>,
    /// Only ways from here on.
    pub from: Option<Spot>,
    /// Only ways to here.
    pub to: Option<Spot>,
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// The movement.
    pub movement: Movement,
    /// From where it comes.
    pub from: Spot,
    /// To where it goes.
    pub to: Spot,
    /// The flows that declare it, in the order of ids.
    pub flows: Vec<FlowIx>,
    /// The categories that are declared for it, of those asked for.
    pub data: Vec<TermId>,
    /// For each regime under which it is a restricted transfer, what it rests on.
    pub transfers: Vec<(Regime, RestrictedTransfer)>,
}

/// A way.
#[derive(Debug, Clone)]
pub struct Way {
    /// The steps, as positions in [`Trace::steps`].
    pub steps: Vec<usize>,
    /// It would go on where it has been already.
    pub circle: bool,
}

/// All ways of a datum.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The steps, in the order of what flows declare.
    pub steps: Vec<Step>,
    /// The ways, the first sources first.
    pub ways: Vec<Way>,
    /// There are more than are told.
    pub more: bool,
}

/// Traces a datum through what runs on a day.
///
/// A system may send on what it received itself and what its operator received; a party what it or any
/// system that it operates received. Whoever reaches into a system has what the flow puts there.
///
/// # Errors
/// [`CheckError::Internal`], as of a check.
pub fn trace(
    estate: &Estate,
    rules: &Rules,
    query: &Query,
    day: Date,
) -> Result<Trace, CheckError> {
    let decider = decider(rules, estate)?;
    let steps = steps(estate, &decider, query, day);
    let mut finder = Finder {
        estate,
        query,
        day,
        next: BTreeMap::new(),
        steps: &steps,
        ways: Vec::new(),
        more: false,
    };
    for at in 0..steps.len() {
        let after = finder.after(at);
        finder.next.insert(at, after);
    }
    for at in finder.starts() {
        finder.walk(&mut vec![at]);
    }
    let (ways, more) = (finder.ways, finder.more);
    Ok(Trace { steps, ways, more })
}

fn steps(estate: &Estate, decider: &Decider<'_>, query: &Query, day: Date) -> Vec<Step> {
    let mut by_shape: BTreeMap<ShapeIx, Vec<FlowIx>> = BTreeMap::new();
    for (index, flow) in estate.flow_indices() {
        if estate.shape(flow.shape).runs(day) {
            by_shape.entry(flow.shape).or_default().push(index);
        }
    }
    let related = |one: TermId, other: TermId| {
        estate.taxonomy.subsumes(one, other) || estate.taxonomy.subsumes(other, one)
    };
    let mut steps = Vec::new();
    for (index, flows) in by_shape {
        let shape = estate.shape(index);
        let data: Vec<TermId> = shape
            .data
            .iter()
            .copied()
            .filter(|category| related(query.data, *category))
            .collect();
        let of_people = query.subjects.is_none_or(|people| {
            shape
                .subjects
                .iter()
                .any(|subject| related(people, *subject))
        });
        let of_service = query
            .service
            .is_none_or(|service| shape.service == Some(service));
        if data.is_empty() || !of_people || !of_service {
            continue;
        }
        for movement in movements_of(estate, index, day) {
            let party = movement.importer.map_or(Spot::Subjects, Spot::Party);
            let (from, to) = match movement.kind {
                MovementKind::Access(_) => (Spot::of(shape.to), party),
                MovementKind::Through => (Spot::of(shape.from), party),
                _ => (Spot::of(shape.from), Spot::of(shape.to)),
            };
            let transfers = movement
                .judged_under()
                .into_iter()
                .filter_map(|regime| {
                    Some((regime, decider.transfer(estate, &movement, regime, day)?))
                })
                .collect();
            steps.push(Step {
                from,
                to,
                flows: flows.clone(),
                data: data.clone(),
                transfers,
                movement,
            });
        }
    }
    steps
}

struct Finder<'a> {
    estate: &'a Estate,
    query: &'a Query,
    day: Date,
    /// The steps that may follow each.
    next: BTreeMap<usize, Vec<usize>>,
    steps: &'a [Step],
    ways: Vec<Way>,
    more: bool,
}

impl Finder<'_> {
    /// Whether what one has, the other may send on.
    fn hands_on(&self, has: Spot, sends: Spot) -> bool {
        let operates =
            |system: SystemIx, party: PartyIx| self.estate.operator(system, self.day) == party;
        match (has, sends) {
            (has, sends) if has == sends => true,
            (Spot::System(system), Spot::Party(party))
            | (Spot::Party(party), Spot::System(system)) => operates(system, party),
            _ => false,
        }
    }

    /// Whether two steps may be about the same data of the same people. A way of the contacts of
    /// customers does not go on as one of their pupils.
    fn is_of_the_same(&self, one: &Step, other: &Step) -> bool {
        let related = |one: &[TermId], other: &[TermId]| {
            let taxonomy = &self.estate.taxonomy;
            one.iter().any(|one| {
                other
                    .iter()
                    .any(|other| taxonomy.subsumes(*one, *other) || taxonomy.subsumes(*other, *one))
            })
        };
        let people = |step: &Step| &self.estate.shape(step.movement.shape).subjects;
        related(people(one), people(other)) && related(&one.data, &other.data)
    }

    fn after(&self, at: usize) -> Vec<usize> {
        let Some(step) = self.steps.get(at) else {
            return Vec::new();
        };
        let follows = |other: &Step| {
            let access = matches!(other.movement.kind, MovementKind::Access(_));
            match access {
                // Only of what this flow puts there.
                true => step.movement.is_the_flow() && step.movement.shape == other.movement.shape,
                false => {
                    self.hands_on(step.to, other.from)
                        && step.to != Spot::Subjects
                        && self.is_of_the_same(step, other)
                }
            }
        };
        let all = self.steps.iter().enumerate();
        all.filter(|(_, other)| follows(other))
            .map(|(at, _)| at)
            .collect()
    }

    /// The steps that ways begin with: from where the call says, else from where nothing comes in.
    fn starts(&self) -> Vec<usize> {
        let all = self.steps.iter().enumerate();
        let begins = |(at, step): &(usize, &Step)| match self.query.from {
            Some(from) => self.hands_on(from, step.from) && step.movement.is_the_flow(),
            None => !self.next.values().any(|after| after.contains(at)),
        };
        let mut starts: Vec<usize> = all.filter(begins).map(|(at, _)| at).collect();
        // Data that only go round in a circle come from nowhere: begin with its first step.
        if starts.is_empty() && self.query.from.is_none() {
            starts.extend(self.steps.first().map(|_| 0));
        }
        starts
    }

    fn walk(&mut self, way: &mut Vec<usize>) {
        if self.more {
            return;
        }
        let Some(last) = way.last().copied() else {
            return;
        };
        let reached = self.steps.get(last).map(|step| step.to);
        // A party has what is in a system that it operates.
        let arrived = match (reached, self.query.to) {
            (Some(reached), Some(to)) => match (reached, to) {
                (Spot::System(_), Spot::Party(_)) => self.hands_on(reached, to),
                _ => reached == to,
            },
            _ => false,
        };
        let next = self.next.get(&last).cloned().unwrap_or_default();
        if arrived || next.is_empty() {
            if arrived || self.query.to.is_none() {
                self.keep(way, false);
            }
            return;
        }
        for step in next {
            // Where the way has been before, it goes round.
            let to = self.steps.get(step).map(|step| step.to);
            let been = way.contains(&step)
                || way
                    .iter()
                    .filter_map(|before| self.steps.get(*before))
                    .any(|before| to == Some(before.from) || to == Some(before.to));
            if been {
                if self.query.to.is_none() {
                    way.push(step);
                    self.keep(way, true);
                    way.pop();
                }
                continue;
            }
            way.push(step);
            self.walk(way);
            way.pop();
        }
    }

    fn keep(&mut self, way: &[usize], circle: bool) {
        if self.ways.len() == MOST_WAYS {
            self.more = true;
            return;
        }
        self.ways.push(Way {
            steps: way.to_vec(),
            circle,
        });
    }
}
