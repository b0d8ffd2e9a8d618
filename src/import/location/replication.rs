//! Where else a resource sends or keeps data: copies, pairs of regions, addresses of others.

use super::declared::Declared;
use super::locator::{Locator, Placed};
use super::shown::{arn_region, region_span, shown};
use crate::import::model::{CopyPlace, CopyTarget, Place};
use crate::import::path::{Hit, is_marked, values};
use crate::import::tables::{CopiesRow, CopiesTo, Tables};
use crate::input::{NodeKind, Span};

/// Attributes that name another region, whatever the type.
const ANYWHERE: [&str; 9] = [
    "replica[*].region",
    "replica[*].region_name",
    "replica[*].location",
    "replicas[*].location",
    "geo_location[*].location",
    "destination_region",
    "peer_region",
    "replica_region",
    "replication_region",
];
/// What attributes end in that hold a region.
const REGION_ENDS: [&str; 6] = [
    "region",
    "location",
    "zone",
    "regions",
    "locations",
    "region_list",
];
/// Hosts of clouds, whose names hold their region.
const CLOUD_HOSTS: [&str; 4] = [
    ".amazonaws.com",
    ".azure.com",
    ".windows.net",
    ".googleapis.com",
];

impl<'n> Locator<'_, 'n> {
    /// Where else the resource at a position sends or keeps data.
    pub fn copies(&mut self, at: usize, placed: &Placed) -> Vec<CopyPlace> {
        let Some(declared) = self.declarations.get(at) else {
            return Vec::new();
        };
        let tables = self.tables;
        let row = tables.type_row(declared.type_name);
        let anywhere: Vec<CopiesRow> = match row {
            Some(_) => Vec::new(),
            None => ANYWHERE.iter().map(|path| plain(path)).collect(),
        };
        let mut found: Vec<CopyPlace> = Vec::new();
        for copies in row.map_or(&anywhere[..], |row| &row.copies) {
            self.attribute_copies(at, declared, copies, placed, &mut found);
        }
        for path in row.map_or(&[][..], |row| &row.touches) {
            for hit in declared
                .values
                .map_or_else(Vec::new, |node| values(node, path))
            {
                let Some(word) = hit.text().filter(|word| !word.is_empty()) else {
                    continue;
                };
                let site = shown(word, declared.is_sensitive(path));
                self.kept.extend(site.as_ref().map(|_| hit.span));
                let site = site.unwrap_or_else(|| "a place that is not shown".to_owned());
                found.push(CopyPlace {
                    attribute: path.clone(),
                    to: CopyTarget::Site(site, tables.town(word)),
                    span: hit.span,
                });
            }
        }
        let own = placed.location.places();
        let is_here = |places: &[Place]| {
            !places.is_empty()
                && places
                    .iter()
                    .all(|place| own.iter().any(|own| own.region == place.region))
        };
        found.retain(|copy| match &copy.to {
            CopyTarget::Place(place) => !is_here(std::slice::from_ref(place)),
            CopyTarget::Resource(_, places) => !is_here(places),
            _ => true,
        });
        let mut seen: Vec<CopyTarget> = Vec::new();
        found.retain(|copy| {
            let is_new = !seen.contains(&copy.to);
            seen.push(copy.to.clone());
            is_new
        });
        found
    }

    fn attribute_copies(
        &mut self,
        at: usize,
        declared: &Declared<'n>,
        row: &CopiesRow,
        placed: &Placed,
        found: &mut Vec<CopyPlace>,
    ) {
        let path = row.path.as_str();
        let mut push = |to: CopyTarget, span: Span| {
            found.push(CopyPlace {
                attribute: path.to_owned(),
                to,
                span,
            });
        };
        let hits = declared
            .values
            .map_or_else(Vec::new, |node| values(node, path));
        let is_unknown = is_marked(declared.unknown, path);
        if !row.when.is_empty() {
            let counts = |word: &str| row.when.iter().any(|when| when.eq_ignore_ascii_case(word));
            let mut spans: Vec<Span> = hits
                .iter()
                .filter(|hit| counts(&word_of(hit)))
                .map(|hit| hit.span)
                .collect();
            if hits.is_empty() && !is_unknown && row.absent.as_deref().is_some_and(counts) {
                spans.push(declared.span);
            }
            if let Some(span) = spans.first() {
                self.kept.push(*span);
                for to in elsewhere(self.tables, declared, row.to, placed) {
                    push(to, *span);
                }
            }
            return;
        }
        if hits.is_empty() && is_unknown {
            // Only what the configuration sets is a copy: the rest is what the service fills in.
            if !self.declarations.meanings(at, path).is_empty() {
                let to = match self.declarations.refers_to(at, path) {
                    Some(other) => self.resource(other),
                    None => {
                        CopyTarget::Unknown("a place that is known only after apply".to_owned())
                    }
                };
                push(to, declared.span);
            }
            return;
        }
        for hit in hits {
            let Some(word) = hit.text().filter(|word| !word.is_empty()) else {
                continue;
            };
            let (to, shown) = self.target(at, declared, path, &hit, word);
            // Of an address only the region may be shown; of anything else that is not a mere word
            // for a place, nothing.
            self.kept.extend(shown);
            push(to, shown.unwrap_or(hit.span));
        }
    }

    fn resource(&mut self, other: usize) -> CopyTarget {
        let places = self.place(other).location.places().to_vec();
        CopyTarget::Resource(self.address(other), places)
    }

    /// Where a value leads to, and what of it may be shown.
    fn target(
        &mut self,
        at: usize,
        declared: &Declared<'n>,
        path: &str,
        hit: &Hit<'n>,
        word: &str,
    ) -> (CopyTarget, Option<Span>) {
        let tables = self.tables;
        let name = declared.provider_name(tables);
        if declared.is_sensitive(path) {
            let hidden = "a place that is marked as sensitive".to_owned();
            return (CopyTarget::Unknown(hidden), None);
        }
        if let Some(other) = self.declarations.by_id(word) {
            return (self.resource(other), None);
        }
        if let Some(found) = tables.place(&name, path, word) {
            return (CopyTarget::Place(found.place), Some(hit.span));
        }
        let region = arn_region(word);
        let found = region.and_then(|region| tables.place("aws", "region", region));
        if let (Some(region), Some(found)) = (region, found) {
            return (
                CopyTarget::Place(found.place),
                Some(region_span(hit, region)),
            );
        }
        if let Some((_, rest)) = word.split_once("://") {
            return (host(tables, rest), None);
        }
        if let Some(other) = self.declarations.refers_to(at, path) {
            return (self.resource(other), None);
        }
        if let Some(place) = tables.anywhere(word).filter(|_| !word.starts_with("arn:")) {
            return (CopyTarget::Place(place), None);
        }
        let names_a_region = REGION_ENDS
            .iter()
            .any(|end| path.trim_end_matches("[*]").ends_with(end));
        let to = match names_a_region {
            true => CopyTarget::Unknown(match shown(word, false) {
                Some(word) => format!("`{word}`, which is no region that the tables know"),
                None => "what is no region that the tables know".to_owned(),
            }),
            false => outside(),
        };
        (to, None)
    }
}

fn plain(path: &str) -> CopiesRow {
    CopiesRow {
        path: path.to_owned(),
        when: Vec::new(),
        absent: None,
        to: None,
    }
}

fn outside() -> CopyTarget {
    CopyTarget::Unknown("something outside this file, whose place is not stated".to_owned())
}

/// A value as the tables write it.
fn word_of(hit: &Hit<'_>) -> String {
    match &hit.node.kind {
        NodeKind::String(text) => text.clone(),
        NodeKind::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}

fn elsewhere(
    tables: &Tables,
    declared: &Declared<'_>,
    to: Option<CopiesTo>,
    placed: &Placed,
) -> Vec<CopyTarget> {
    let name = declared.provider_name(tables);
    match to {
        Some(CopiesTo::EveryRegion) => vec![CopyTarget::Unknown(
            "every region of the provider that is open to the account".to_owned(),
        )],
        Some(CopiesTo::Pair) => {
            let places = placed.location.places();
            if places.is_empty() {
                return vec![CopyTarget::Unknown(
                    "the pair of its region, which is not known".to_owned(),
                )];
            }
            places
                .iter()
                .map(|place| match tables.pair(&name, &place.region) {
                    Some(pair) => CopyTarget::Place(pair),
                    None => CopyTarget::Unknown(format!(
                        "the pair of {}, which the tables do not know",
                        place.region
                    )),
                })
                .collect()
        }
        None => Vec::new(),
    }
}

/// The host of an address, and only that: names, passwords, paths and queries are left out.
fn host(tables: &Tables, rest: &str) -> CopyTarget {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let named = authority.rsplit('@').next().unwrap_or("");
    let host = named.split(':').next().unwrap_or("").to_lowercase();
    let is_cloud = CLOUD_HOSTS.iter().any(|end| host.ends_with(end));
    match tables.anywhere(&host).filter(|_| is_cloud) {
        Some(place) => CopyTarget::Place(place),
        None => match shown(&host, false).filter(|host| host.contains('.')) {
            Some(host) => CopyTarget::Host(host),
            None => outside(),
        },
    }
}
