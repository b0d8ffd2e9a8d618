//! Lists that are read by numbers given out with them.

/// A list with an entry for each of a known count of numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Table<T>(Vec<T>);

impl<T> Table<T> {
    pub fn filled(count: usize, value: T) -> Self
    where
        T: Clone,
    {
        Self(vec![value; count])
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "numbers come from the graph that has the table"
    )]
    pub fn at(&self, number: u32) -> &T {
        &self.0[number as usize]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "numbers come from the graph that has the table"
    )]
    pub fn at_mut(&mut self, number: u32) -> &mut T {
        &mut self.0[number as usize]
    }

    /// The number for which an ordering says equal; the list is sorted by it.
    pub fn search(&self, order: impl FnMut(&T) -> std::cmp::Ordering) -> Option<u32> {
        self.0.binary_search_by(order).ok().map(|at| at as u32)
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.0
            .iter()
            .enumerate()
            .map(|(number, value)| (number as u32, value))
    }
}

impl<T> From<Vec<T>> for Table<T> {
    fn from(list: Vec<T>) -> Self {
        Self(list)
    }
}

/// Values in groups: one list, and where each group starts.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups<T = u32> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> Groups<T> {
    /// Puts each value into the group of its number; values keep their order within a group.
    pub fn new(count: usize, entries: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (group, _) in entries.clone() {
            if let Some(next) = starts.get_mut(group as usize + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut values = vec![T::default(); sum as usize];
        let mut next = starts.clone();
        for (group, value) in entries {
            if let Some(at) = next.get_mut(group as usize) {
                if let Some(slot) = values.get_mut(*at as usize) {
                    *slot = value;
                }
                *at += 1;
            }
        }
        Self { starts, values }
    }

    pub fn of(&self, group: u32) -> &[T] {
        let bounds = (
            self.starts.get(group as usize),
            self.starts.get(group as usize + 1),
        );
        match bounds {
            (Some(start), Some(end)) => self
                .values
                .get(*start as usize..*end as usize)
                .unwrap_or(&[]),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_in_their_groups() {
        let entries = [(2, 7), (0, 5), (2, 6), (0, 9)];
        let groups = Groups::new(4, entries.iter().copied());
        assert_eq!(groups.of(0), [5, 9]);
        assert!(groups.of(1).is_empty());
        assert_eq!(groups.of(2), [7, 6]);
        assert!(groups.of(3).is_empty());
        assert!(groups.of(4).is_empty());
    }
}
