//! A smallest set cover: as few choices as possible that together cover what each of them covers alone.

use std::collections::{BTreeMap, BTreeSet};

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// What it covers.
    pub covers: BTreeSet<usize>,
    /// How much it costs; of covers with as many choices the cheaper is smaller.
    pub cost: usize,
}

/// So many steps are looked for a smaller cover, by all parts together; then the smallest that was found is taken. Parts
/// of up to some twenty choices need fewer.
const STEPS: usize = 200_000;

/// The places of the fewest choices that cover all that any of them covers, in order. The same choices give the same
/// cover.
pub(super) fn fewest(choices: &[Choice]) -> Vec<usize> {
    let mut steps = STEPS;
    let mut taken: Vec<usize> = parts(choices, &needed(choices))
        .iter()
        .flat_map(|part| Search::new(choices, part, &mut steps).best)
        .collect();
    taken.sort_unstable();
    taken
}

/// The choices that a cover may need, by place: those that cover something, and of which no other covers as much for
/// less. In a cover the other can take the place of such a one.
fn needed(choices: &[Choice]) -> Vec<usize> {
    let holders = holders(choices, 0..choices.len());
    let is_needed = |at: &usize| {
        let Some(own) = choices.get(*at) else {
            return false;
        };
        // Whatever covers as much covers the first thing too.
        let Some(alike) = own.covers.first().and_then(|it| holders.get(it)) else {
            return false;
        };
        !alike.iter().any(|other| {
            choices.get(*other).is_some_and(|it| {
                (it.cost, *other) < (own.cost, *at) && own.covers.is_subset(&it.covers)
            })
        })
    };
    (0..choices.len()).filter(is_needed).collect()
}

/// For each thing the choices that cover it, by place.
fn holders(
    choices: &[Choice],
    among: impl IntoIterator<Item = usize>,
) -> BTreeMap<usize, Vec<usize>> {
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in among {
        for it in choices.get(at).iter().flat_map(|choice| &choice.covers) {
            holders.entry(*it).or_default().push(at);
        }
    }
    holders
}

/// Choices in parts that have nothing in common, the smallest part first: a smallest cover of all is one of each.
fn parts(choices: &[Choice], among: &[usize]) -> Vec<Vec<usize>> {
    let holders = holders(choices, among.iter().copied());
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for first in among {
        let (mut part, mut open) = (Vec::new(), vec![*first]);
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            part.push(at);
            let covers = choices.get(at).into_iter().flat_map(|it| &it.covers);
            open.extend(covers.filter_map(|it| holders.get(it)).flatten());
        }
        if !part.is_empty() {
            part.sort_unstable();
            parts.push(part);
        }
    }
    parts.sort_by_key(Vec::len);
    parts
}

/// The search for a smallest cover by some of the choices.
struct Search<'c> {
    choices: &'c [Choice],
    /// For each thing the choices that cover it, by place.
    holders: BTreeMap<usize, Vec<usize>>,
    /// How many things a choice covers at most.
    most: usize,
    best: Vec<usize>,
    steps: &'c mut usize,
}

impl<'c> Search<'c> {
    fn new(choices: &'c [Choice], part: &[usize], steps: &'c mut usize) -> Self {
        let holders = holders(choices, part.iter().copied());
        let all: BTreeSet<usize> = holders.keys().copied().collect();
        let sizes = part.iter().filter_map(|at| choices.get(*at));
        let mut search = Self {
            most: sizes.map(|it| it.covers.len()).max().unwrap_or(1).max(1),
            best: greedy(choices, part, &all),
            choices,
            holders,
            steps,
        };
        search.extend(&mut Vec::new(), &all);
        search
    }

    /// How good a cover is: fewer choices, then a lower cost, then earlier choices.
    fn weight(&self, taken: &[usize]) -> (usize, usize, Vec<usize>) {
        let cost = taken.iter().filter_map(|at| self.choices.get(*at));
        let mut order = taken.to_vec();
        order.sort_unstable();
        (taken.len(), cost.map(|it| it.cost).sum(), order)
    }

    /// Tries each choice for what is hardest to cover of the rest.
    fn extend(&mut self, taken: &mut Vec<usize>, open: &BTreeSet<usize>) {
        if open.is_empty() {
            if self.weight(taken) < self.weight(&self.best) {
                self.best.clone_from(taken);
            }
            return;
        }
        let at_least = taken.len() + open.len().div_ceil(self.most);
        if at_least > self.best.len() || *self.steps == 0 {
            return;
        }
        *self.steps -= 1;
        let options = open.iter().filter_map(|it| self.holders.get(it));
        let hardest = options.min_by_key(|it| it.len()).cloned();
        for at in hardest.unwrap_or_default() {
            let Some(choice) = self.choices.get(at) else {
                continue;
            };
            let rest = open.difference(&choice.covers).copied().collect();
            taken.push(at);
            self.extend(taken, &rest);
            taken.pop();
        }
    }
}

/// A cover that takes at each step what covers most of the rest.
fn greedy(choices: &[Choice], part: &[usize], all: &BTreeSet<usize>) -> Vec<usize> {
    let mut open = all.clone();
    let mut taken = Vec::new();
    while !open.is_empty() {
        let gain = |at: &usize| {
            let choice = choices.get(*at);
            choice.map_or(0, |it| it.covers.intersection(&open).count())
        };
        let cost = |at: &usize| choices.get(*at).map_or(0, |it| it.cost);
        let best = part
            .iter()
            .max_by_key(|at| (gain(at), std::cmp::Reverse((cost(at), **at))));
        let Some((at, choice)) = best.and_then(|at| Some((*at, choices.get(*at)?))) else {
            break;
        };
        open.retain(|it| !choice.covers.contains(it));
        taken.push(at);
    }
    taken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The fewest and cheapest of all subsets, which are all looked at.
    fn exhaustive(choices: &[Choice]) -> (usize, usize) {
        let all: BTreeSet<usize> = choices.iter().flat_map(|it| &it.covers).copied().collect();
        let subsets = 0_u32..1 << choices.len();
        let weights = subsets.filter_map(|subset| {
            let taken = || {
                let choices = choices.iter().enumerate();
                choices
                    .filter(move |(at, _)| subset & (1 << at) != 0)
                    .map(|(_, it)| it)
            };
            let covered: BTreeSet<usize> = taken().flat_map(|it| &it.covers).copied().collect();
            (covered == all).then(|| (taken().count(), taken().map(|it| it.cost).sum()))
        });
        weights.min().expect("all choices cover all")
    }

    fn choices() -> impl Strategy<Value = Vec<Choice>> {
        let covers = proptest::collection::btree_set(0_usize..8, 1..5);
        let choice = (covers, 1_usize..4).prop_map(|(covers, cost)| Choice { covers, cost });
        proptest::collection::vec(choice, 0..9)
    }

    proptest! {
        #[test]
        fn no_cover_is_smaller(choices in choices()) {
            let found = fewest(&choices);
            let covered: BTreeSet<usize> = found.iter().flat_map(|at| &choices[*at].covers).copied().collect();
            let all: BTreeSet<usize> = choices.iter().flat_map(|it| &it.covers).copied().collect();
            prop_assert_eq!(covered, all);
            let cost: usize = found.iter().map(|at| choices[*at].cost).sum();
            prop_assert_eq!((found.len(), cost), exhaustive(&choices));
        }
    }

    /// Many parts that have nothing in common, each with choices of the same worth, are no more than their sum.
    #[test]
    fn parts_are_looked_at_one_by_one() {
        let of = |covers: &[usize], cost| Choice {
            covers: covers.iter().copied().collect(),
            cost,
        };
        let mut choices = Vec::new();
        for part in 0..200 {
            let at = part * 3;
            choices.push(of(&[at, at + 1], 2));
            choices.push(of(&[at + 1, at + 2], 1));
            choices.push(of(&[at, at + 2], 1));
            choices.push(of(&[at + 2], 1));
        }
        let wanted: Vec<usize> = (0..200)
            .flat_map(|part| [part * 4 + 1, part * 4 + 2])
            .collect();
        assert_eq!(fewest(&choices), wanted);
        let mut steps = STEPS;
        for part in parts(&choices, &needed(&choices)) {
            Search::new(&choices, &part, &mut steps);
        }
        assert!(STEPS - steps <= 200 * 4, "{}", STEPS - steps);
    }

    #[test]
    fn what_covers_most_is_not_always_part_of_it() {
        let of = |covers: &[usize]| Choice {
            covers: covers.iter().copied().collect(),
            cost: 1,
        };
        // To take the largest first needs three.
        let choices = [of(&[0, 1, 2, 3]), of(&[0, 1, 4]), of(&[2, 3, 5])];
        assert_eq!(fewest(&choices), [1, 2]);
    }
}
