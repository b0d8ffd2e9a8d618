//! Observations by whom hosts belong to, and what each file came to.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::directory::{Directory, Owner};
use super::host::{Reach, reach};
use super::model::{Observation, Seen, SeenKind};
use crate::estate::model::PartyIx;

/// Who was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whom {
    /// Parties of the estate: several where it has several companies of one vendor.
    Party(Vec<PartyIx>),
    /// A vendor of the table that is no party of the estate, by its id.
    Vendor(String),
    /// A company of such vendors, by its name.
    Company(String),
    /// Nobody that is known: the domain that somebody registered, or the address.
    Nobody(String),
}

/// What was seen of somebody.
#[derive(Debug)]
pub struct Group<'o> {
    /// Who it is.
    pub whom: Whom,
    /// What was seen, in the order of files and hosts.
    pub rows: Vec<Row<'o>>,
}

/// Something that was seen of somebody.
#[derive(Debug, Clone, Copy)]
pub struct Row<'o> {
    /// The file.
    pub observation: &'o Observation,
    /// What was seen.
    pub seen: &'o Seen,
    /// A host that is theirs received something. Otherwise a cookie of theirs was stored under a host of the
    /// organisation, or a policy allows their host.
    pub received: bool,
}

/// What a file came to: how many hosts belong to whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Requests, spans, events or edges.
    pub events: u64,
    /// Those that never left.
    pub unsent: u64,
    /// Those that name no host that could be read.
    pub nameless: u64,
    /// Distinct hosts.
    pub hosts: usize,
    /// Those of the organisation itself.
    pub own: usize,
    /// Those without a public name.
    pub inside: usize,
    /// Those of parties of the estate.
    pub parties: usize,
    /// Those of vendors of the table that are no parties.
    pub vendors: usize,
    /// Those of nobody that is known.
    pub unknown: usize,
    /// The estate states hosts of the controller, and the pages that were visited are elsewhere.
    pub elsewhere: bool,
}

/// Observations by whom hosts belong to.
#[derive(Debug)]
pub struct Grouped<'o> {
    /// Parties first, then vendors, then who is not known.
    pub groups: Vec<Group<'o>>,
    /// What was seen of the organisation itself: its hosts, and cookies under them that no vendor alone sets.
    pub own: Vec<Row<'o>>,
    /// What was seen of hosts without a public name.
    pub inside: Vec<Row<'o>>,
    /// What each file came to, in the order of files.
    pub tallies: Vec<Tally>,
    /// The host of the page of each file, in the same order: the organisation's, or else the first.
    pub sites: Vec<Option<String>>,
}

/// Puts what was seen with whom it belongs to.
pub fn grouped<'o>(directory: &Directory<'_>, files: &'o [Observation]) -> Grouped<'o> {
    let mut groups: BTreeMap<Whom, Vec<Row<'o>>> = BTreeMap::new();
    let (mut own, mut inside) = (Vec::new(), Vec::new());
    let (mut tallies, mut sites) = (Vec::new(), Vec::new());
    for observation in files {
        // A host is in many rows, and is looked up once.
        let mut owners: BTreeMap<&str, Owner<'_>> = BTreeMap::new();
        for seen in &observation.seen {
            let owner = || directory.owner(&seen.host, observation);
            owners.entry(&seen.host).or_insert_with(owner);
        }
        let page = directory.page(observation);
        let site = page.site.or(observation.site.as_deref());
        sites.push(site.map(str::to_owned));
        tallies.push(Tally {
            elsewhere: page.is_elsewhere,
            ..tally(&owners, observation)
        });
        for seen in &observation.seen {
            let cookie = seen.cookie.as_ref();
            let Some(host) = owners.get(seen.host.as_str()) else {
                continue;
            };
            let owner = match cookie {
                Some(cookie) => directory.owner_of_cookie(&cookie.name, &seen.host, observation),
                None => host.clone(),
            };
            let row = Row {
                observation,
                seen,
                received: seen.kind != SeenKind::Allowed
                    && !matches!(host, Owner::Own | Owner::Inside),
            };
            let whom = match owner {
                Owner::Party(parties) => Whom::Party(parties),
                Owner::Vendor(vendor) => Whom::Vendor(vendor.id.clone()),
                Owner::Company(name) => Whom::Company(name.to_owned()),
                Owner::Nobody(domain) => Whom::Nobody(domain),
                Owner::Own => {
                    own.push(row);
                    continue;
                }
                Owner::Inside => {
                    inside.push(row);
                    continue;
                }
            };
            groups.entry(whom).or_default().push(row);
        }
    }
    let groups = groups.into_iter();
    Grouped {
        groups: groups.map(|(whom, rows)| Group { whom, rows }).collect(),
        own,
        inside,
        tallies,
        sites,
    }
}

fn tally(owners: &BTreeMap<&str, Owner<'_>>, observation: &Observation) -> Tally {
    let mut tally = Tally {
        events: observation.events,
        unsent: observation.unsent,
        nameless: observation.nameless,
        hosts: owners.len(),
        ..Tally::default()
    };
    for owner in owners.values() {
        let count = match owner {
            Owner::Own => &mut tally.own,
            Owner::Inside => &mut tally.inside,
            Owner::Party(_) => &mut tally.parties,
            Owner::Vendor(_) | Owner::Company(_) => &mut tally.vendors,
            Owner::Nobody(_) => &mut tally.unknown,
        };
        *count += 1;
    }
    tally
}

impl<'o> Group<'o> {
    /// The hosts that received something, each with all that was seen of it, in their order.
    pub fn hosts(&self) -> BTreeMap<&'o str, Vec<&'o Seen>> {
        let mut hosts: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
        for row in &self.rows {
            hosts.entry(&row.seen.host).or_default().push(row.seen);
        }
        hosts
    }

    /// The first and the last day, in UTC, on which something was sent to them; what a policy allows is not counted.
    pub fn days(&self) -> (Option<Date>, Option<Date>) {
        let sent = || {
            let rows = self.rows.iter().map(|row| row.seen);
            rows.filter(|seen| seen.kind != SeenKind::Allowed)
        };
        let day = |time| jiff::tz::Offset::UTC.to_datetime(time).date();
        let first = sent().filter_map(|seen| seen.first).min();
        let last = sent().filter_map(|seen| seen.last).max();
        (first.map(day), last.map(day))
    }

    /// Whether a host of theirs received something.
    pub fn received(&self) -> bool {
        self.rows.iter().any(|row| row.received)
    }

    /// Whether nothing is known but that a policy allows them.
    pub fn is_only_allowed(&self) -> bool {
        self.rows
            .iter()
            .all(|row| row.seen.kind == SeenKind::Allowed)
    }
}

/// The registered domain of a host, where it has one.
pub fn domain_of(host: &str) -> Option<String> {
    match reach(host) {
        Reach::Domain(domain) => Some(domain),
        Reach::Address | Reach::Inside => None,
    }
}
