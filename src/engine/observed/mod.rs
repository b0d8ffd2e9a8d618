//! What was seen compared with what is declared and disclosed: who received data, which cookies were stored and for
//! how long, and who was not seen.

mod cookies;
mod days;
mod declared;
mod disclosed;
mod named;
mod own;
mod recipients;
mod stance;
mod unseen;

use jiff::civil::Date;

use crate::engine::facts::{Label, LabelRole};
use crate::estate::model::Estate;
use crate::input::SourceMap;
use crate::observe::{Directory, Observation, Phase, Row, SeenKind, Whom};
use crate::vendors::Vendors;

pub use cookies::{CookieFound, cookies, names};
pub use days::{SeenDays, seen_days, seen_groups};
pub use declared::Declared;
pub use disclosed::{Disclosure, disclosure};
pub use own::own_before_consent;
pub use recipients::{RecipientFound, recipients};
pub use unseen::{missing, unseen};

/// Files of what was seen, and the table by which hosts are known.
#[derive(Debug)]
pub struct Observations {
    /// The files.
    pub files: Vec<Observation>,
    /// The paths of the files as they are shown.
    pub names: Vec<String>,
    /// The table of vendors.
    pub vendors: Vendors,
}

impl Observations {
    /// Some files, of which the texts are in `sources`.
    pub fn new(sources: &SourceMap, files: Vec<Observation>, vendors: Vendors) -> Self {
        let path = |it: &Observation| {
            sources
                .file(it.file)
                .map_or("", |file| file.path())
                .to_owned()
        };
        Self {
            names: files.iter().map(path).collect(),
            files,
            vendors,
        }
    }

    /// Whom hosts belong to, by an estate on a day and by the table.
    pub fn directory<'e>(&'e self, estate: &'e Estate, day: Date) -> Directory<'e> {
        Directory::of_estate(estate, &self.vendors, day)
    }
}

/// Who somebody is, for messages: the name of a party with that of its service, a vendor, or a domain.
pub fn name_of(
    estate: &Estate,
    observed: &Observations,
    whom: &Whom,
    hosts: &[&str],
    day: Date,
) -> String {
    let vendor = |id: &str| {
        observed
            .vendors
            .get(id)
            .map_or(id, |it| it.label.as_str())
            .to_owned()
    };
    match whom {
        Whom::Vendor(id) => vendor(id),
        Whom::Nobody(name) | Whom::Company(name) => name.clone(),
        Whom::Party(parties) => {
            let name = parties
                .first()
                .map_or("", |party| estate.party(*party).name_on(day));
            let mut services: Vec<&str> = hosts
                .iter()
                .filter_map(|host| Some(observed.vendors.of_host(host)?.label.as_str()))
                .filter(|label| !name.contains(label))
                .collect();
            services.sort_unstable();
            services.dedup();
            match services.as_slice() {
                [] => name.to_owned(),
                services => format!("{name} ({})", services.join(", ")),
            }
        }
    }
}

/// What identifies somebody in findings.
pub fn key_of(estate: &Estate, whom: &Whom) -> String {
    match whom {
        Whom::Vendor(id) => format!("vendor {id}"),
        Whom::Company(name) => format!("company {name}"),
        Whom::Nobody(domain) => domain.clone(),
        Whom::Party(parties) => {
            let first = parties
                .first()
                .map(|party| estate.party(*party).id.as_str());
            format!("party {}", first.unwrap_or(""))
        }
    }
}

/// How often something was seen of a host, when and in which phase, in words.
fn seen_words(rows: &[Row<'_>]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for kind in [
        SeenKind::Request,
        SeenKind::Span,
        SeenKind::Edge,
        SeenKind::Dataset,
        SeenKind::Cookie,
        SeenKind::Storage,
        SeenKind::Allowed,
    ] {
        let of_kind = || rows.iter().filter(|row| row.seen.kind == kind);
        // A cookie that is set again is the same.
        let count = match kind {
            SeenKind::Cookie | SeenKind::Allowed => of_kind().count() as u64,
            _ => of_kind().map(|row| row.seen.count).sum(),
        };
        if of_kind().next().is_some() {
            parts.push(kind.counted(count.max(1)));
        }
    }
    let mut words = parts.join(", ");
    if rows
        .iter()
        .any(|row| row.seen.phase == Phase::BeforeConsent)
    {
        words.push_str(" before consent");
    }
    let first = rows.iter().filter_map(|row| row.seen.first).min();
    let last = rows.iter().filter_map(|row| row.seen.last).max();
    let day = |time: jiff::Timestamp| time.strftime("%Y-%m-%d").to_string();
    if let (Some(first), Some(last)) = (first.map(day), last.map(day)) {
        words.push_str(&if first == last {
            format!(", on {first}")
        } else {
            format!(", from {first} to {last}")
        });
    }
    words
}

/// Hosts that are pointed at, at most: there may be thousands.
const MOST_HOSTS: usize = 20;

/// The places of some rows, one for each host.
fn places<'o>(rows: &[Row<'o>]) -> Vec<Label> {
    let hosts = by_host(rows);
    let label = |(host, rows): (&str, Vec<Row<'o>>)| {
        let first = rows.first()?;
        Some(Label {
            role: LabelRole::Observed,
            span: first.seen.span,
            text: format!("{host}: {}", seen_words(&rows)),
        })
    };
    hosts
        .into_iter()
        .take(MOST_HOSTS)
        .filter_map(label)
        .collect()
}

/// Rows by host, in the order of hosts.
fn by_host<'o>(rows: &[Row<'o>]) -> Vec<(&'o str, Vec<Row<'o>>)> {
    let mut hosts: std::collections::BTreeMap<&str, Vec<Row<'o>>> =
        std::collections::BTreeMap::new();
    for row in rows {
        hosts.entry(&row.seen.host).or_default().push(*row);
    }
    hosts.into_iter().collect()
}

/// The distinct hosts of rows, in their order.
fn hosts_of<'o>(rows: &[Row<'o>]) -> Vec<&'o str> {
    by_host(rows).into_iter().map(|(host, _)| host).collect()
}
