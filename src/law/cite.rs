//! Which row a policy cites by a key.

use jiff::civil::Date;

use super::Law;
use super::row::{Regime, Row, Table};
use crate::taxonomy::Country;

/// Citations.
impl Law {
    /// The row that a policy cites by a key (an article, `28(3)`, a key of the rules, or a row's
    /// id) as it is under a regime on a day for a controller with a seat: of the rows that bind it, the one that
    /// began last.
    pub fn citation(
        &self,
        key: &str,
        regime: Regime,
        day: Date,
        seat: Option<&Country>,
    ) -> Option<&Row> {
        self.cited(key)
            .into_iter()
            .filter(|row| self.binds(row, regime, day, seat))
            // The first of equals: rules before the other tables.
            .reduce(|best, row| if row.from > best.from { row } else { best })
    }

    /// Every row that a key cites, of any regime and day; none means that the key is not known.
    pub fn cited(&self, key: &str) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self
            .keys
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(|(table, at)| self.tables.row(*table, *at))
            .collect();
        if rows.is_empty() {
            rows.extend(self.row(key));
        }
        rows
    }

    /// Every key that can be cited, ids aside, in alphabetical order.
    pub fn citation_keys(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// Puts every key of every row into the index: rules before the other tables, since of rows that
    /// began on the same day the first counts.
    pub(super) fn index_keys(&mut self) {
        let mut index = self.tables.keys();
        index.sort_by_key(|(_, table, _)| *table != Table::Rules);
        self.keys.clear();
        for (key, table, at) in index {
            self.keys.entry(key).or_default().push((table, at));
        }
    }
}
