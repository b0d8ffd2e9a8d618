//! Which data match which: whether what someone received can be what it sends on.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use indexmap::{IndexMap, IndexSet};

use super::input::Hierarchy;
use crate::taxonomy::TermId;

/// Pairs of people and category, numbered.
pub(super) type Pairs = IndexSet<(TermId, TermId), FixedState>;

/// What must have been received for a pair to be sent on.
#[derive(Debug, Default)]
struct Need {
    /// One of these pairs suffices.
    direct: Vec<u32>,
    /// So do all of these together: the parts of a composite. Empty: there are none.
    parts: Vec<u32>,
}

/// The needs of pairs, each worked out once.
#[derive(Debug)]
pub(super) struct Needs {
    list: IndexMap<(TermId, TermId), Need, FixedState>,
}

impl Needs {
    /// Looks for what a pair needs: `look` puts what matches a received pair into the list and says
    /// whether there is anything. Says whether the need is met, and only then leaves in `found`
    /// what meets it.
    pub fn meet(
        &self,
        subject: TermId,
        category: TermId,
        look: &impl Fn(u32, &mut Vec<u32>) -> bool,
        found: &mut Vec<u32>,
    ) -> bool {
        let need = self.list.get_index_of(&(subject, category));
        need.is_some_and(|need| self.meet_need(need as u32, look, found))
    }

    fn meet_need(
        &self,
        need: u32,
        look: &impl Fn(u32, &mut Vec<u32>) -> bool,
        found: &mut Vec<u32>,
    ) -> bool {
        let Some((_, need)) = self.list.get_index(need as usize) else {
            return false;
        };
        let mut met = false;
        for pair in &need.direct {
            met |= look(*pair, found);
        }
        if !need.parts.is_empty() {
            let before = found.len();
            let mut all = true;
            for part in &need.parts {
                all = all && self.meet_need(*part, look, found);
            }
            if all {
                met = true;
            } else {
                found.truncate(before);
            }
        }
        met
    }
}

/// Works out needs. Rows of the hierarchies are looked up once for each term.
pub(super) struct Relations<'a, H> {
    terms: &'a H,
    pairs: &'a Pairs,
    /// The people of the pairs by each term above them.
    people_below: HashMap<TermId, Vec<TermId>, FixedState>,
    people: IndexSet<TermId, FixedState>,
    /// The composites of the pairs by each of their parts, and parts of parts.
    composites: HashMap<TermId, Vec<TermId>, FixedState>,
    categories: IndexSet<TermId, FixedState>,
    related: HashMap<TermId, Vec<TermId>, FixedState>,
    covering: HashMap<TermId, Vec<TermId>, FixedState>,
    needs: Needs,
}

impl<'a, H: Hierarchy> Relations<'a, H> {
    pub fn new(terms: &'a H, pairs: &'a Pairs) -> Self {
        let people: IndexSet<TermId, FixedState> =
            pairs.iter().map(|(subject, _)| *subject).collect();
        let categories: IndexSet<TermId, FixedState> =
            pairs.iter().map(|(_, category)| *category).collect();
        let mut people_below: HashMap<_, Vec<TermId>, FixedState> = HashMap::default();
        for subject in &people {
            for above in terms.above(*subject) {
                people_below.entry(above).or_default().push(*subject);
            }
        }
        let mut composites: HashMap<_, Vec<TermId>, FixedState> = HashMap::default();
        for category in &categories {
            for part in all_parts(terms, *category) {
                composites.entry(part).or_default().push(*category);
            }
        }
        Self {
            terms,
            pairs,
            people_below,
            people,
            composites,
            categories,
            related: HashMap::default(),
            covering: HashMap::default(),
            needs: Needs {
                list: IndexMap::default(),
            },
        }
    }

    /// Works out what a pair needs, if that is not done yet.
    fn need(&mut self, subject: TermId, category: TermId) -> u32 {
        let (need, known) = match self.needs.list.entry((subject, category)) {
            indexmap::map::Entry::Occupied(entry) => (entry.index(), true),
            indexmap::map::Entry::Vacant(entry) => {
                let index = entry.index();
                entry.insert(Need::default());
                (index, false)
            }
        };
        if known {
            return need as u32;
        }
        let subjects = self.related(subject).to_vec();
        let mut direct = Vec::new();
        for covering in self.covering(category).to_vec() {
            for subject in &subjects {
                direct.extend(
                    self.pairs
                        .get_index_of(&(*subject, covering))
                        .map(|pair| pair as u32),
                );
            }
        }
        let parts = self
            .terms
            .parts(category)
            .into_iter()
            .map(|part| self.need(subject, part))
            .collect();
        if let Some((_, slot)) = self.needs.list.get_index_mut(need) {
            *slot = Need { direct, parts };
        }
        need as u32
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// Looks for what a pair needs, as [`Needs::meet`] does. Says whether it has parts, so that one
    /// of what was found may not be enough.
    pub fn meet(
        &mut self,
        pair: u32,
        look: &impl Fn(u32, &mut Vec<u32>) -> bool,
        found: &mut Vec<u32>,
    ) -> bool {
        let Some((subject, category)) = self.pairs.get_index(pair as usize).copied() else {
            return false;
        };
        let need = self.need(subject, category);
        self.needs.meet_need(need, look, found);
        let (_, need) = self.needs.list.get_index(need as usize).unzip();
        need.is_some_and(|need| !need.parts.is_empty())
    }

    pub fn into_needs(self) -> Needs {
        self.needs
    }

    /// The people of the pairs who may be meant: the same, or either the broader word for the other.
    fn related(&mut self, subject: TermId) -> &[TermId] {
        self.related.entry(subject).or_insert_with(|| {
            let mut found = self.people_below.get(&subject).cloned().unwrap_or_default();
            let up = std::iter::once(subject).chain(self.terms.above(subject));
            found.extend(up.filter(|term| self.people.contains(term)));
            found.sort_unstable();
            found.dedup();
            found
        })
    }

    /// The categories of the pairs that include one: itself, a broader one, or a composite that has
    /// such a one as part.
    fn covering(&mut self, category: TermId) -> &[TermId] {
        self.covering.entry(category).or_insert_with(|| {
            let mut found = Vec::new();
            for term in std::iter::once(category).chain(self.terms.above(category)) {
                found.extend(self.categories.contains(&term).then_some(term));
                found.extend(self.composites.get(&term).into_iter().flatten());
            }
            found.sort_unstable();
            found.dedup();
            found
        })
    }
}

/// The parts of a category, their parts, and so on.
fn all_parts(terms: &impl Hierarchy, category: TermId) -> IndexSet<TermId, FixedState> {
    let mut found: IndexSet<TermId, FixedState> = terms.parts(category).into_iter().collect();
    let mut at = 0;
    while let Some(part) = found.get_index(at).copied() {
        found.extend(terms.parts(part));
        at += 1;
    }
    found
}
