//! What random estates are drawn with.

use super::model::{Day, Period};

/// Choices, one after the other: from a seed or from the bytes of a property test.
pub trait Draw {
    /// A number below a limit.
    fn below(&mut self, limit: usize) -> usize;

    /// A day, in the span that these choices are about.
    fn day(&mut self) -> Day;

    /// Once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list.
    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list of words.
    fn word(&mut self, list: &[&str]) -> String {
        (*self.pick(list)).to_owned()
    }

    /// Some of a list, at least and at most so many, without repetitions.
    fn some(&mut self, list: &[&str], least: usize, most: usize) -> Vec<String> {
        let count = least + self.below(most - least + 1);
        let mut found: Vec<String> = (0..count).map(|_| self.word(list)).collect();
        found.sort();
        found.dedup();
        found
    }

    fn sometimes_day(&mut self) -> Option<Day> {
        self.once_in(2).then(|| self.day())
    }

    /// Mostly without ends.
    fn period(&mut self) -> Period {
        if !self.once_in(4) {
            return Period::default();
        }
        let (mut from, mut until) = (self.sometimes_day(), self.sometimes_day());
        if from.is_some() && until.is_some() && from > until {
            std::mem::swap(&mut from, &mut until);
        }
        Period { from, until }
    }
}

/// A generator of numbers (splitmix64): the same seed, the same estate, on every machine.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Draw for Rng {
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn day(&mut self) -> Day {
        let year = 2017 + self.below(10);
        format!("{year}-{:02}-{:02}", 1 + self.below(12), 1 + self.below(27))
    }
}
