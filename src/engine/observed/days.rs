//! From when to when parties were seen.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Observations;
use crate::estate::model::{Estate, PartyIx};
use crate::observe::{SeenKind, Whom, grouped};

/// What files show of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenDays {
    /// It was seen; otherwise its hosts are known, and no file shows them.
    pub seen: bool,
    /// The first day, in UTC; `None` where no file states one.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

/// The parties whose hosts are known, each with what files show of it, by their order.
pub fn seen_days(
    estate: &Estate,
    observed: &Observations,
    day: Date,
) -> BTreeMap<PartyIx, SeenDays> {
    let directory = observed.directory(estate, day);
    let parties = (0..estate.parties.len()).map(|at| PartyIx(at as u32));
    let unseen = SeenDays {
        seen: false,
        first: None,
        last: None,
    };
    let mut all: BTreeMap<PartyIx, SeenDays> = parties
        .filter(|party| directory.has_hosts(*party))
        .map(|party| (party, unseen))
        .collect();
    for group in grouped(&directory, &observed.files).groups {
        let Whom::Party(parties) = &group.whom else {
            continue;
        };
        let rows = || {
            group
                .rows
                .iter()
                .filter(|row| row.seen.kind != SeenKind::Allowed)
        };
        let of =
            |time: Option<jiff::Timestamp>| time?.strftime("%Y-%m-%d").to_string().parse().ok();
        let found = SeenDays {
            seen: rows().next().is_some(),
            first: of(rows().filter_map(|row| row.seen.first).min()),
            last: of(rows().filter_map(|row| row.seen.last).max()),
        };
        for party in parties.iter().filter(|_| found.seen) {
            let held = all.entry(*party).or_insert(unseen);
            *held = SeenDays {
                seen: true,
                first: held.first.into_iter().chain(found.first).min(),
                last: held.last.max(found.last),
            };
        }
    }
    all
}
