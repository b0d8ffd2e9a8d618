//! Which recipients of a register were seen to receive data, and from when to when.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Register;
use super::table::{Cell, Column, Entry};
use crate::engine::observed::{Observations, SeenDays, seen_days};
use crate::estate::model::Estate;

/// The columns that are added.
const COLUMNS: [Column; 3] = [
    Column {
        key: "seen",
        heading: "Seen",
        help: "Whether a file of what was seen shows a host of the recipient: yes, or not seen, which proves no absence. Empty where no host of it is known.",
        width: 12,
        main: true,
    },
    Column {
        key: "first_seen",
        heading: "First seen",
        help: "The first day on which it was seen.",
        width: 12,
        main: false,
    },
    Column {
        key: "last_seen",
        heading: "Last seen",
        help: "The last day on which it was seen.",
        width: 12,
        main: false,
    },
];

impl Register {
    /// The same register with what files show of each recipient. Only the register of recipients has such columns.
    #[must_use]
    pub fn with_seen(mut self, estate: &Estate, observed: &Observations, day: Date) -> Self {
        let days = seen_days(estate, observed, day);
        let by_id: BTreeMap<&str, SeenDays> = days
            .iter()
            .map(|(party, days)| (estate.party(*party).id.as_str(), *days))
            .collect();
        for table in self.tables.iter_mut().filter(|it| it.key == "recipients") {
            table.columns.extend(COLUMNS);
            for row in &mut table.rows {
                let seen = by_id.get(party_of(row)).copied();
                row.cells.extend(cells(seen));
            }
        }
        let names = observed.names.iter();
        let scope = names.map(|name| format!("compared with what was seen in `{name}`"));
        self.about.scope.extend(scope);
        self
    }
}

/// The id of the party with which the id of a row begins.
fn party_of(row: &Entry) -> &str {
    row.id.split('/').next().unwrap_or("")
}

fn cells(seen: Option<SeenDays>) -> [Cell; 3] {
    let Some(days) = seen else {
        return [
            Cell::NotApplicable,
            Cell::NotApplicable,
            Cell::NotApplicable,
        ];
    };
    if !days.seen {
        return [
            Cell::Text("not seen".to_owned()),
            Cell::NotApplicable,
            Cell::NotApplicable,
        ];
    }
    let date = |day: Option<Date>| day.map_or(Cell::NotStated, Cell::Date);
    [
        Cell::Text("yes".to_owned()),
        date(days.first),
        date(days.last),
    ]
}
