//! What was seen, whose it is, and whether that is declared and disclosed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::finding::Report;
use super::observed_file::{ObservedFile, files};
use crate::engine::as_of::{AsOf, CheckError};
use crate::engine::facts::{FactWord, Recorded};
use crate::engine::observed::{Declared, Observations, disclosure, missing, name_of};
use crate::estate::model::Estate;
use crate::input::{SourceMap, Span};
use crate::observe::{Directory, Grouped, Row, SeenKind, Whom, domain_of, grouped};

/// What `observe` found, as every format takes it.
#[derive(Debug)]
pub struct ObserveReport<'a> {
    /// The findings; `None` where there is no estate to compare with.
    pub report: Option<Report<'a>>,
    /// The day.
    pub day: Date,
    /// The files.
    pub files: Vec<ObservedFile>,
    /// Who was seen, or is allowed: parties first, then vendors, then who is not known.
    pub seen: Vec<SeenView>,
    /// The hosts of the organisation itself, and those without a public name.
    pub own: Vec<HostView>,
    /// Who is declared or disclosed, could have been seen, and was not.
    pub unseen: Vec<UnseenView>,
    /// The folder that paths are relative to, as seen from where the command runs.
    pub root: String,
    /// The texts that places point into.
    pub sources: &'a SourceMap,
}

/// Somebody who was seen.
#[derive(Debug, Clone)]
pub struct SeenView {
    /// The name.
    pub name: String,
    /// How it is known: `party`, `vendor`, `unknown`.
    pub known_as: &'static str,
    /// The ids of the parties.
    pub parties: Vec<String>,
    /// The id of the vendor.
    pub vendor: Option<String>,
    /// The hosts.
    pub hosts: Vec<HostView>,
    /// The cookies.
    pub cookies: Vec<CookieView>,
    /// Whether a flow leads to it; `None` without an estate.
    pub declared: Option<bool>,
    /// Whether the notice discloses it: `yes`, `no`, `not-recorded`; `None` without an estate.
    pub disclosed: Option<&'static str>,
}

/// A host.
#[derive(Debug, Clone)]
pub struct HostView {
    /// The host.
    pub host: String,
    /// The domain that somebody registered.
    pub domain: Option<String>,
    /// How often what was seen of it: `request`, `cookie` and so on, with counts.
    pub counts: BTreeMap<&'static str, u64>,
    /// The methods of requests.
    pub methods: Vec<&'static str>,
    /// Bytes sent and received, as far as they are stated.
    pub bytes: u64,
    /// The first and the last time, in RFC 3339.
    pub times: Option<(String, String)>,
    /// The phases that are stated.
    pub phases: Vec<&'static str>,
    /// The countries that are stated, by code.
    pub countries: Vec<String>,
    /// Words by which datasets are marked.
    pub tags: Vec<String>,
    /// Where it was seen first.
    pub span: Span,
}

/// A cookie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CookieView {
    /// Its name.
    pub name: String,
    /// The host under which it is stored.
    pub host: String,
    /// For how many days; 0 for the session; `None` where it is not stated.
    pub days: Option<i64>,
}

/// Somebody who was not seen.
#[derive(Debug, Clone)]
pub struct UnseenView {
    /// The id of the party.
    pub party: String,
    /// Its name.
    pub name: String,
    /// A flow leads to it.
    pub declared: bool,
    /// The statements that name it.
    pub statements: Vec<String>,
}

impl<'a> ObserveReport<'a> {
    /// What some files show by the table of vendors alone.
    pub fn alone(observed: &Observations, day: Date, sources: &'a SourceMap) -> Self {
        let directory = Directory::of_vendors(&observed.vendors);
        let grouped = grouped(&directory, &observed.files);
        let seen = grouped.groups.iter().map(|group| SeenView {
            name: match &group.whom {
                Whom::Vendor(id) => observed
                    .vendors
                    .get(id)
                    .map_or(id.as_str(), |it| &it.label)
                    .to_owned(),
                Whom::Nobody(name) | Whom::Company(name) => name.clone(),
                Whom::Party(_) => String::new(),
            },
            ..seen_view(&group.whom, &group.rows)
        });
        Self {
            report: None,
            day,
            files: files(observed, &grouped),
            seen: seen.collect(),
            own: own(&grouped),
            unseen: Vec::new(),
            root: String::new(),
            sources,
        }
    }

    /// What some files show, compared with an estate on a day.
    ///
    /// # Errors
    /// When the day cannot be judged.
    pub fn compared(
        observed: &Observations,
        (estate, day): (&Estate, Date),
        (sources, root): (&'a SourceMap, &str),
        report: Report<'a>,
    ) -> Result<Self, CheckError> {
        let directory = observed.directory(estate, day);
        let grouped = grouped(&directory, &observed.files);
        let as_of = AsOf::new(estate, day)?;
        let declared = Declared::of(&as_of);
        let seen = grouped.groups.iter().map(|group| {
            let hosts: Vec<&str> = group.hosts().into_keys().collect();
            let disclosed =
                disclosure(estate, observed, &directory, &declared, &group.whom, day).answer;
            let parties = match &group.whom {
                Whom::Party(parties) => parties.as_slice(),
                Whom::Vendor(_) | Whom::Company(_) | Whom::Nobody(_) => &[],
            };
            let is_known = !matches!(group.whom, Whom::Nobody(_));
            SeenView {
                name: name_of(estate, observed, &group.whom, &hosts, day),
                parties: parties
                    .iter()
                    .map(|it| estate.party(*it).id.clone())
                    .collect(),
                declared: Some(declared.is_declared(parties)),
                disclosed: Some(disclosed).filter(|_| is_known).map(Recorded::word),
                ..seen_view(&group.whom, &group.rows)
            }
        });
        let statement = |index| estate.statement(index).map(|it| it.id.clone());
        let unseen = missing(&as_of, &directory, &grouped, &declared).into_iter();
        let unseen = unseen.map(|(party, statements)| UnseenView {
            party: estate.party(party).id.clone(),
            name: estate.party(party).name_on(day).to_owned(),
            declared: declared.is_declared(&[party]),
            statements: statements.into_iter().filter_map(statement).collect(),
        });
        Ok(Self {
            day,
            files: files(observed, &grouped),
            seen: seen.collect(),
            own: own(&grouped),
            unseen: unseen.collect(),
            root: root.to_owned(),
            sources,
            report: Some(report),
        })
    }
}

fn own(grouped: &Grouped<'_>) -> Vec<HostView> {
    let rows: Vec<Row<'_>> = grouped.own.iter().chain(&grouped.inside).copied().collect();
    hosts(&rows)
}

/// What was seen of somebody, without what an estate says of it.
fn seen_view(whom: &Whom, rows: &[Row<'_>]) -> SeenView {
    let mut cookies: Vec<CookieView> = rows
        .iter()
        .filter_map(|row| {
            let cookie = row.seen.cookie.as_ref()?;
            Some(CookieView {
                name: cookie.name.clone(),
                host: row.seen.host.clone(),
                days: cookie.lifetime.days(),
            })
        })
        .collect();
    cookies.sort();
    cookies.dedup();
    let (known_as, vendor) = match whom {
        Whom::Party(_) => ("party", None),
        Whom::Vendor(id) => ("vendor", Some(id.clone())),
        Whom::Company(_) => ("vendor", None),
        Whom::Nobody(_) => ("unknown", None),
    };
    SeenView {
        name: String::new(),
        known_as,
        parties: Vec::new(),
        vendor,
        hosts: hosts(rows),
        cookies,
        declared: None,
        disclosed: None,
    }
}

/// Rows by host, in the order of hosts.
fn hosts(rows: &[Row<'_>]) -> Vec<HostView> {
    let mut hosts: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        hosts.entry(&row.seen.host).or_default().push(row);
    }
    let view = |(host, rows): (&str, Vec<&Row<'_>>)| {
        let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
        for row in &rows {
            let count = match row.seen.kind {
                SeenKind::Cookie | SeenKind::Allowed => 1,
                _ => row.seen.count,
            };
            *counts.entry(row.seen.kind.as_str()).or_default() += count;
        }
        let first = rows.iter().filter_map(|row| row.seen.first).min();
        let last = rows.iter().filter_map(|row| row.seen.last).max();
        let methods = rows.iter().filter_map(|row| row.seen.method);
        let phases = rows.iter().filter_map(|row| row.seen.phase.as_str());
        let countries = rows.iter().filter_map(|row| row.seen.country);
        let tags = rows.iter().flat_map(|row| row.seen.tags.iter().cloned());
        HostView {
            host: host.to_owned(),
            domain: domain_of(host),
            counts,
            methods: distinct(methods),
            bytes: rows
                .iter()
                .map(|row| row.seen.bytes)
                .fold(0, u64::saturating_add),
            times: first
                .zip(last)
                .map(|(first, last)| (first.to_string(), last.to_string())),
            phases: distinct(phases),
            countries: distinct(countries.map(|it| it.as_str().to_owned())),
            tags: distinct(tags),
            span: rows
                .first()
                .map_or(Span::new(crate::input::FileId(0), 0, 0), |row| {
                    row.seen.span
                }),
        }
    };
    hosts.into_iter().map(view).collect()
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<std::collections::BTreeSet<T>>()
        .into_iter()
        .collect()
}
