//! From when to when parties were seen.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Observations, name_of};
use crate::estate::model::{Estate, PartyIx};
use crate::observe::{Whom, grouped};

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
    for (whom, _, found) in seen_groups(estate, observed, day) {
        let Whom::Party(parties) = &whom else {
            continue;
        };
        for party in parties {
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

/// Everyone who was seen, with the name and what files show; parties first, then vendors, then who is not known.
pub fn seen_groups(
    estate: &Estate,
    observed: &Observations,
    day: Date,
) -> Vec<(Whom, String, SeenDays)> {
    let directory = observed.directory(estate, day);
    let mut groups = grouped(&directory, &observed.files).groups;
    groups.retain(|group| !group.is_only_allowed());
    let found = groups.into_iter().map(|group| {
        let (first, last) = group.days();
        let days = SeenDays {
            seen: true,
            first,
            last,
        };
        let hosts: Vec<&str> = group.hosts().into_keys().collect();
        let name = name_of(estate, observed, &group.whom, &hosts, day);
        (group.whom, name, days)
    });
    found.collect()
}
