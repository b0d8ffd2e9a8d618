//! A smallest set cover: as few choices as possible that together cover what each of them covers alone.

use std::collections::BTreeSet;

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// What it covers.
    pub covers: BTreeSet<usize>,
    /// How much it costs; of covers with as many choices the cheaper is smaller.
    pub cost: usize,
}

/// So many steps are looked for a smaller cover; then the smallest that was found is taken. Up to some twenty
/// choices need fewer.
const STEPS: usize = 200_000;

/// The places of the fewest choices that cover all that any of them covers, in order. The same choices give the same
/// cover.
pub(super) fn fewest(choices: &[Choice]) -> Vec<usize> {
    let all: BTreeSet<usize> = choices.iter().flat_map(|it| &it.covers).copied().collect();
    let mut search = Search {
        choices,
        best: greedy(choices, &all),
        steps: 0,
    };
    search.extend(&mut Vec::new(), &all);
    search.best.sort_unstable();
    search.best
}

/// A cover that takes at each step what covers most of the rest.
fn greedy(choices: &[Choice], all: &BTreeSet<usize>) -> Vec<usize> {
    let mut open = all.clone();
    let mut taken = Vec::new();
    while !open.is_empty() {
        let gain = |at: &usize| {
            choices
                .get(*at)
                .map_or(0, |it| it.covers.intersection(&open).count())
        };
        let cost = |at: &usize| choices.get(*at).map_or(0, |it| it.cost);
        let best =
            (0..choices.len()).max_by_key(|at| (gain(at), std::cmp::Reverse((cost(at), *at))));
        let Some((at, choice)) = best.and_then(|at| Some((at, choices.get(at)?))) else {
            break;
        };
        open.retain(|it| !choice.covers.contains(it));
        taken.push(at);
    }
    taken
}

struct Search<'c> {
    choices: &'c [Choice],
    best: Vec<usize>,
    steps: usize,
}

impl Search<'_> {
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
        self.steps += 1;
        if taken.len() >= self.best.len() || self.steps > STEPS {
            return;
        }
        let options = |it: &usize| -> Vec<usize> {
            let choices = self.choices.iter().enumerate();
            let able = choices.filter(|(_, choice)| choice.covers.contains(it));
            able.map(|(at, _)| at).collect()
        };
        let hardest = open.iter().map(options).min_by_key(Vec::len);
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
