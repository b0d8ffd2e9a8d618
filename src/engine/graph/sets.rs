//! Sets of small numbers, each distinct one kept once: places that have the same share it, and a
//! union that was made before is looked up.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use foldhash::fast::FixedState;
use indexmap::IndexSet;

/// A set of a [`SetPool`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SetId(u32);

impl SetId {
    /// The set without members, in every pool.
    pub const EMPTY: Self = Self(0);

    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }
}

/// The pool.
#[derive(Debug)]
pub(super) struct SetPool {
    /// INVARIANT: a set is as long as its highest member needs, so that equal sets are equal bits.
    sets: IndexSet<FixedBitSet, FixedState>,
    unions: HashMap<(SetId, SetId), SetId, FixedState>,
    intersections: HashMap<(SetId, SetId), SetId, FixedState>,
}

impl SetPool {
    pub fn new() -> Self {
        let mut sets = IndexSet::default();
        sets.insert(FixedBitSet::new());
        Self {
            sets,
            unions: HashMap::default(),
            intersections: HashMap::default(),
        }
    }

    /// The set with one member.
    pub fn single(&mut self, member: u32) -> SetId {
        self.of([member])
    }

    /// The set of these members.
    pub fn of(&mut self, members: impl IntoIterator<Item = u32>) -> SetId {
        let mut bits = FixedBitSet::new();
        for member in members {
            let member = member as usize;
            bits.grow(member + 1);
            bits.insert(member);
        }
        self.intern(bits)
    }

    /// Everything that is in one of the two.
    pub fn union(&mut self, one: SetId, other: SetId) -> SetId {
        if one == other || other.is_empty() {
            return one;
        }
        if one.is_empty() {
            return other;
        }
        let key = (one.min(other), one.max(other));
        if let Some(known) = self.unions.get(&key) {
            return *known;
        }
        let mut bits = self.bits(one).cloned().unwrap_or_default();
        if let Some(more) = self.bits(other) {
            bits.union_with(more);
        }
        let union = self.intern(bits);
        self.unions.insert(key, union);
        union
    }

    /// Everything that is in both.
    pub fn intersection(&mut self, one: SetId, other: SetId) -> SetId {
        if one == other {
            return one;
        }
        if one.is_empty() || other.is_empty() {
            return SetId::EMPTY;
        }
        let key = (one.min(other), one.max(other));
        if let Some(known) = self.intersections.get(&key) {
            return *known;
        }
        let members = self.members(one);
        let common: Vec<u32> = members
            .filter(|member| self.contains(other, *member))
            .collect();
        let intersection = self.of(common);
        self.intersections.insert(key, intersection);
        intersection
    }

    /// Adds the members of a set to others.
    pub fn add_to(&self, others: &mut FixedBitSet, set: SetId) {
        if let Some(bits) = self.bits(set) {
            others.union_with(bits);
        }
    }

    pub fn contains(&self, set: SetId, member: u32) -> bool {
        self.bits(set)
            .is_some_and(|bits| bits.contains(member as usize))
    }

    /// The members, in order.
    pub fn members(&self, set: SetId) -> impl Iterator<Item = u32> + use<'_> {
        self.bits(set)
            .into_iter()
            .flat_map(|bits| bits.ones().map(|member| member as u32))
    }

    fn bits(&self, set: SetId) -> Option<&FixedBitSet> {
        self.sets.get_index(set.0 as usize)
    }

    fn intern(&mut self, bits: FixedBitSet) -> SetId {
        SetId(self.sets.insert_full(bits).0 as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_are_one() {
        let mut pool = SetPool::new();
        let (one, two) = (pool.single(1), pool.single(200));
        let both = pool.union(one, two);
        assert_eq!(pool.union(two, one), both);
        assert_eq!(pool.of([200, 1]), both);
        assert_eq!(pool.members(both).collect::<Vec<_>>(), [1, 200]);
        assert_eq!(pool.union(both, SetId::EMPTY), both);
        assert_eq!(pool.intersection(both, two), two);
        assert_eq!(pool.intersection(one, two), SetId::EMPTY);
        assert_eq!(pool.of([]), SetId::EMPTY);
        assert!(pool.contains(both, 200) && !pool.contains(both, 199));
    }
}
