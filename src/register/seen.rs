//! Which recipients of a register were seen to receive data, and from when to when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Register;
use super::table::{Cell, Column, Entry};
use crate::engine::movement::party_at;
use crate::engine::observed::{Observations, SeenDays, key_of, seen_days, seen_groups};
use crate::estate::model::{Estate, FlowRecord};
use crate::observe::Whom;

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
            let held: BTreeSet<String> = table
                .rows
                .iter()
                .map(|it| party_of(it).to_owned())
                .collect();
            for (whom, name, days) in seen_groups(estate, observed, day) {
                let is_held = match &whom {
                    Whom::Party(parties) => parties
                        .iter()
                        .any(|it| held.contains(&estate.party(*it).id)),
                    Whom::Vendor(_) | Whom::Company(_) | Whom::Nobody(_) => false,
                };
                if !is_held {
                    let key = key_of(estate, &whom);
                    let flows = flows_to(estate, &whom, day);
                    let row = seen_alone(&table.columns, (&key, name), flows, days);
                    table.rows.push(row);
                }
            }
        }
        let names = observed.names.iter();
        let scope = names.map(|name| format!("compared with what was seen in `{name}`"));
        self.about.scope.extend(scope);
        self
    }
}

/// The ids of the flows that lead to somebody on a day, and not from the controller: what data subjects give to another
/// directly is no row of the register of those to whom the controller discloses.
fn flows_to(estate: &Estate, whom: &Whom, day: Date) -> Vec<String> {
    let Whom::Party(parties) = whom else {
        return Vec::new();
    };
    let leads_there = |flow: &FlowRecord| {
        let shape = estate.shape(flow.shape);
        let to = party_at(estate, shape.route.to, day);
        shape.runs(day) && to.is_some_and(|to| parties.contains(&to))
    };
    let flows = estate.flow_indices().map(|(_, flow)| flow);
    let flows = flows.filter(|flow| leads_there(flow));
    flows.map(|flow| flow.id.to_string()).collect()
}

/// The row of somebody who was seen, and who has no row of its own: it has what files show, the flows that lead there,
/// and nothing else.
fn seen_alone(
    columns: &[Column],
    (key, name): (&str, String),
    flows: Vec<String>,
    days: SeenDays,
) -> Entry {
    let role = if flows.is_empty() {
        "seen alone"
    } else {
        "receives from data subjects"
    };
    let id = format!("seen/{}", key.replace(' ', "-"));
    let mut seen = cells(Some(days)).into_iter();
    let all = columns.iter().map(|column| match column.key {
        "id" => Cell::Text(id.clone()),
        "recipient" => Cell::Text(name.clone()),
        "role" => Cell::Text(role.to_owned()),
        "flows" => Cell::List(flows.clone()),
        "seen" | "first_seen" | "last_seen" => seen.next().unwrap_or(Cell::NotApplicable),
        _ => Cell::NotApplicable,
    });
    Entry {
        cells: all.collect(),
        id,
        services: Vec::new(),
        data: Vec::new(),
        flows,
        severity: None,
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
