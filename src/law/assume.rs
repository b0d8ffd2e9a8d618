//! The law under an assumption: a row that ends on a day.

use jiff::civil::Date;

use super::Law;

/// Assumptions.
impl Law {
    /// Has a row end: `last` is the last day on which anything can rely on it, whether it is new or
    /// was concluded under it before. Its title says that this is assumed, since findings cite it
    /// like any other. A row that ends before stays as it is, and an id that no row has changes
    /// nothing.
    pub fn end(&mut self, id: &str, last: Date) {
        let Some((table, at)) = self.ids.get(id).copied() else {
            return;
        };
        let row = self.tables.row_mut(table, at);
        if let Some(row) = row.filter(|row| row.last_day().is_none_or(|end| last < end)) {
            row.until = Some(row.until.map_or(last, |until| until.min(last)));
            row.existing_until = row.existing_until.map(|until| until.min(last));
            row.title.push_str(" (its end is assumed)");
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::input::SourceMap;

    #[test]
    fn nothing_rests_on_a_row_that_ended() {
        let mut law = Law::builtin(&mut SourceMap::new()).unwrap();
        let (last, next) = (date(2025, 6, 30), date(2025, 7, 1));
        // One of each table, some with days of their own for what was concluded before.
        let ids: Vec<String> = law.in_force(next).map(|row| row.id.clone()).collect();
        assert!(ids.len() > 100);
        for id in &ids {
            law.end(id, last);
            let row = law.row(id).unwrap();
            assert!(!row.in_force(next), "{id}");
            assert!(row.in_force(last) || row.from > Some(last), "{id}");
        }
        assert_eq!(law.in_force(next).count(), 0);
    }

    #[test]
    fn a_row_that_ended_before_and_one_that_is_not_there_stay_as_they_are() {
        let law = Law::builtin(&mut SourceMap::new()).unwrap();
        let mut assumed = law.clone();
        assumed.end("eu-adq-us-ps", date(2024, 1, 1));
        assumed.end("no-such-row", date(2024, 1, 1));
        assert_eq!(assumed, law);
    }
}
