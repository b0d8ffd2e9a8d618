//! `trace` follows data as naive propagation does: every step of a path hands on what the next one
//! sends, and together the paths reach all that the data reach.

use std::collections::BTreeSet;

use fairnotice::engine::movement::{MovementKind, SystemEnd};
use fairnotice::engine::trace::{Query, Spot, Step, Trace, trace};
use fairnotice::taxonomy::TermKind;
use rayon::prelude::*;

use super::engine::{self, Loaded};
use super::movements::{Happens, Movement};
use super::random;
use super::spread::{Pair, Spread, pairs, personal};
use super::take_apart::movements;
use super::terms::{DATA, SUBJECTS, above, includes};
use crate::estate::model::{Estate, Flow};
use crate::estate::rng::{Draw, Rng};

/// Estates, each in all of its turns.
const SEEDS: std::ops::Range<u64> = 9000..9016;

/// What is asked, in words.
#[derive(Debug, Clone)]
struct Asked<'w> {
    data: &'static str,
    subjects: Option<&'static str>,
    service: Option<&'w str>,
    from: Option<String>,
    to: Option<String>,
}

/// How data come to someone: by the flow itself, on its way, or by access (whose: the position of the
/// party).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Sent,
    OnTheWay,
    Access(usize),
    /// Somebody reads in the system from which the flow comes.
    AccessAtSource(usize),
}

/// A step: a flow, by its position, and how.
type Key = (usize, How);

fn position(estate: &Estate, party: &str) -> usize {
    estate.parties.iter().position(|it| it.id == party).unwrap()
}

/// Naive propagation: what is handed on to whom, from the definitions.
struct Naive<'w> {
    estate: &'w Estate,
    spread: Spread<'w>,
    flows: Vec<&'w Flow>,
    asked: &'w Asked<'w>,
}

impl<'w> Naive<'w> {
    fn new(estate: &'w Estate, asked: &'w Asked<'w>) -> Self {
        Self {
            spread: Spread::new(estate),
            flows: estate.running().collect(),
            estate,
            asked,
        }
    }

    /// What a flow brings of what is asked for.
    fn items(&self, flow: usize) -> BTreeSet<Pair<'w>> {
        let flow = self.flows[flow];
        let asked = self.asked;
        let of_service = asked
            .service
            .is_none_or(|service| flow.service.as_deref() == Some(service));
        let all = pairs(flow).filter(|_| of_service && personal(flow));
        all.filter(|(people, category)| {
            let same_people = asked.subjects.is_none_or(|subject| {
                above(SUBJECTS, subject, people) || above(SUBJECTS, people, subject)
            });
            same_people && (includes(asked.data, category) || includes(category, asked.data))
        })
        .collect()
    }

    /// All steps that bring anything of what is asked for.
    fn steps(&self) -> BTreeSet<Key> {
        let flows = (0..self.flows.len()).filter(|flow| !self.items(*flow).is_empty());
        flows
            .flat_map(|flow| {
                let all = movements(self.estate, self.flows[flow]);
                let how = |it: &Movement<'_>| match it.happens {
                    Happens::Through => How::OnTheWay,
                    Happens::Access(_) => How::Access(position(self.estate, it.importer.unwrap())),
                    Happens::AccessAtSource(_) => {
                        How::AccessAtSource(position(self.estate, it.importer.unwrap()))
                    }
                    _ => How::Sent,
                };
                all.into_iter()
                    .map(move |it| (flow, how(&it)))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// Where a step has delivered what it brings; what is only on its way is delivered nowhere.
    fn delivered(&self, (flow, how): Key) -> Option<&'w str> {
        let to = &self.flows[flow].to;
        match how {
            How::Sent => Some(self.spread.node(to)),
            How::OnTheWay | How::AccessAtSource(_) => None,
            How::Access(party) => Some(&self.estate.parties[party].id),
        }
    }

    /// What of what a step brought the other one sends on.
    fn handed_on(&self, one: Key, brought: &BTreeSet<Pair<'w>>, other: Key) -> BTreeSet<Pair<'w>> {
        if let How::Access(_) = other.1 {
            return if one == (other.0, How::Sent) {
                brought.clone()
            } else {
                BTreeSet::new()
            };
        }
        let Some(place) = self.delivered(one) else {
            return BTreeSet::new();
        };
        let from = self.spread.node(&self.flows[other.0].from);
        let mut items = self.items(other.0);
        items.retain(|pair| {
            let sources = self.spread.sources((from, *pair));
            brought
                .iter()
                .filter(|brought| (one.0, **brought) != (other.0, *pair))
                .any(|brought| sources.contains(&(place, *brought)))
        });
        items
    }

    /// Whether a flow sends from where data are with someone.
    fn sends_from(&self, flow: usize, place: &'w str) -> bool {
        let from = self.spread.node(&self.flows[flow].from);
        from == place || self.spread.looks_at(from).contains(&place)
    }

    /// The steps that data reach once some of them are sent.
    fn reach(&self, first: impl Fn(usize) -> bool) -> BTreeSet<Key> {
        let all = self.steps();
        let mut reached: BTreeSet<(Key, Pair<'w>)> = BTreeSet::new();
        for key in &all {
            if key.1 == How::Sent && first(key.0) {
                reached.extend(self.items(key.0).into_iter().map(|pair| (*key, pair)));
            }
        }
        let mut open: Vec<(Key, Pair<'w>)> = reached.iter().copied().collect();
        while let Some((key, pair)) = open.pop() {
            for other in &all {
                for pair in self.handed_on(key, &BTreeSet::from([pair]), *other) {
                    if reached.insert((*other, pair)) {
                        open.push((*other, pair));
                    }
                }
            }
        }
        reached.into_iter().map(|(key, _)| key).collect()
    }
}

fn traced(loaded: &Loaded, day: &str, asked: &Asked<'_>) -> Trace {
    let taxonomy = &loaded.estate.taxonomy;
    let query = Query {
        data: taxonomy.lookup(TermKind::Data, asked.data).unwrap(),
        subjects: asked
            .subjects
            .map(|word| taxonomy.lookup(TermKind::Subject, word).unwrap()),
        service: asked.service.map(|id| {
            let services = loaded.estate.shapes.iter().filter_map(|it| it.service);
            let mut named = services.filter(|it| loaded.estate.service(*it).id == id);
            named.next().unwrap()
        }),
        from: asked
            .from
            .as_deref()
            .map(|id| Spot::find(&loaded.estate, id).unwrap()),
        to: asked
            .to
            .as_deref()
            .map(|id| Spot::find(&loaded.estate, id).unwrap()),
    };
    trace(
        &loaded.estate,
        &engine::RULEBOOK,
        &query,
        day.parse().unwrap(),
    )
    .unwrap()
}

/// The step of the engine as one of ours.
fn key(loaded: &Loaded, naive: &Naive<'_>, step: &Step) -> Key {
    let ids: Vec<String> = step
        .flows
        .iter()
        .map(|flow| loaded.estate.flow(*flow).id.to_string())
        .collect();
    let flow = naive.flows.iter().position(|flow| ids.contains(&flow.id));
    let how = match step.movement.kind {
        MovementKind::Through => How::OnTheWay,
        MovementKind::Access(end, _) => {
            let party = loaded.estate.party(step.movement.importer.unwrap());
            let at = position(naive.estate, &party.id);
            match end {
                SystemEnd::To => How::Access(at),
                SystemEnd::From => How::AccessAtSource(at),
            }
        }
        _ => How::Sent,
    };
    (flow.unwrap(), how)
}

/// Flows that declare the same are one to the engine.
fn first_alike(loaded: &Loaded, naive: &Naive<'_>, key: Key) -> Key {
    let shape = |flow: usize| {
        let id = &naive.flows[flow].id;
        let mut all = loaded.estate.flows.iter();
        all.find(|it| *it.id == **id).unwrap().shape
    };
    let alike = (0..=key.0).find(|flow| shape(*flow) == shape(key.0));
    (alike.unwrap(), key.1)
}

/// Compares the paths that the engine lists with naive propagation; what is wrong, in words.
fn wrong(loaded: &Loaded, estate: &Estate, asked: &Asked<'_>) -> Vec<String> {
    let naive = Naive::new(estate, asked);
    let found = traced(loaded, &estate.day, asked);
    let mut wrong = Vec::new();
    let mut listed = BTreeSet::new();
    for path in &found.paths {
        let keys: Vec<Key> = path
            .steps
            .iter()
            .map(|at| key(loaded, &naive, &found.steps[*at]))
            .collect();
        let mut brought = naive.items(keys[0].0);
        for pair in keys.windows(2) {
            brought = naive.handed_on(pair[0], &brought, pair[1]);
            if brought.is_empty() {
                wrong.push(format!(
                    "{keys:?}: {:?} hands nothing on to {:?}",
                    pair[0], pair[1],
                ));
            }
        }
        if let Some(to) = &asked.to {
            let last = &found.steps[*path.steps.last().unwrap()];
            let at = match last.to {
                Spot::Subjects => "data-subjects",
                Spot::Party(party) => &loaded.estate.party(party).id,
                Spot::System(system) => &loaded.estate.system(system).id,
            };
            if at != to && estate.party_at(at) != Some(to) {
                wrong.push(format!("{keys:?} ends at {at}"));
            }
        }
        listed.extend(keys);
    }
    if found.more || asked.to.is_some() {
        return wrong;
    }
    let expected: BTreeSet<Key> = match asked.from.as_deref() {
        // From wherever they start, data reach all that is declared.
        None => naive.steps(),
        Some(from) => naive.reach(|flow| naive.sends_from(flow, from)),
    };
    let expected: BTreeSet<Key> = expected
        .into_iter()
        .map(|key| first_alike(loaded, &naive, key))
        .collect();
    let by_id = |key: &Key| format!("{} {:?}", naive.flows[key.0].id, key.1);
    wrong.extend(
        expected
            .difference(&listed)
            .map(|it| format!("not reached: {}", by_id(it))),
    );
    wrong.extend(
        listed
            .difference(&expected)
            .map(|it| format!("reached: {}", by_id(it))),
    );
    wrong
}

fn asked<'w>(rng: &mut Rng, estate: &'w Estate) -> Asked<'w> {
    let mut ends: Vec<String> = vec!["data-subjects".to_owned()];
    ends.extend(estate.parties.iter().map(|it| it.id.clone()));
    ends.extend(estate.systems.iter().map(|it| it.id.clone()));
    let end = |rng: &mut Rng| rng.pick(&ends).clone();
    Asked {
        data: rng.pick(DATA).0,
        subjects: rng.once_in(3).then(|| rng.pick(SUBJECTS).0),
        service: if rng.once_in(6) {
            rng.pick(&estate.flows).service.as_deref()
        } else {
            None
        },
        from: rng.once_in(2).then(|| end(rng)),
        to: rng.once_in(4).then(|| end(rng)),
    }
}

#[test]
fn paths_follow_naive_propagation() {
    let compared: Vec<(usize, Vec<String>)> = SEEDS
        .into_par_iter()
        .map(|seed| {
            let rng = &mut Rng::new(seed);
            let turns = random::turns(seed);
            let mut loaded = engine::load(&turns[0]);
            let mut found = Vec::new();
            let mut steps = 0;
            let alive = turns
                .iter()
                .enumerate()
                .filter(|(_, turn)| !turn.flows.is_empty());
            for (turn, estate) in alive {
                loaded.only(estate);
                for _ in 0..4 {
                    let asked = asked(rng, estate);
                    let here = wrong(&loaded, estate, &asked).into_iter();
                    found.extend(
                        here.map(|it| format!("seed {seed}, turn {turn}, {asked:?}: {it}")),
                    );
                    let paths = traced(&loaded, &estate.day, &asked).paths;
                    steps += paths.iter().filter(|path| path.steps.len() > 1).count();
                }
            }
            (steps, found)
        })
        .collect();
    let longer: usize = compared.iter().map(|(steps, _)| steps).sum();
    let wrong: Vec<String> = compared.into_iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(
        wrong.is_empty(),
        "{}",
        wrong[..wrong.len().min(20)].join("\n")
    );
    assert!(longer > 200, "only {longer} paths of more than one step");
}
