//! Where else a resource sends or keeps data: copies, pairs of regions, addresses of others.

use super::declared::{Declared, Meaning};
use super::locator::{Locator, Placed};
use super::shown::{arn_region, region_span, shown};
use crate::import::environment::handed;
use crate::import::hosts::of_setting;
use crate::import::model::{CopyPlace, CopyTarget};
use crate::import::path::{Hit, is_marked, marks, values};
use crate::import::place::Place;
use crate::import::tables::{CopiesRow, CopiesTo, Tables};
use crate::import::wildcard;
use crate::input::{NodeKind, Span};
use crate::taxonomy::Country;

/// Attributes that name another region, whatever the type.
const ANYWHERE: [&str; 13] = [
    "replica[*].region",
    "replica[*].region_name",
    "replica[*].location",
    "replicas[*].location",
    "replicas[*].region",
    "geo_location[*].location",
    "destination_region",
    "peer_region",
    "replica_region",
    "replication_region",
    "witness_region",
    "global_table_witness[*].region_name",
    "multi_region_properties[*].witness_region",
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
        // A row may lag behind what a new version of the provider can do.
        let listed = row.map_or(&[][..], |row| &row.copies);
        let own: Vec<&str> = row.map_or_else(Vec::new, |row| {
            let sources = row.sources.iter().map(String::as_str);
            row.at.iter().map(String::as_str).chain(sources).collect()
        });
        let anywhere: Vec<CopiesRow> = ANYWHERE
            .iter()
            .filter(|path| !own.contains(path) && listed.iter().all(|row| row.path != **path))
            .map(|path| plain(path))
            .collect();
        let mut found: Vec<CopyPlace> = placed.open.clone();
        for copies in listed.iter().chain(&anywhere) {
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
        found.extend(self.hosts_of_settings(declared));
        elsewhere_only(&mut found, placed.location.places());
        found
    }

    /// The hosts that a resource's settings name, such as the variables of its environment.
    fn hosts_of_settings(&self, declared: &Declared<'n>) -> Vec<CopyPlace> {
        let settings = handed(declared.values, declared.marks());
        let mut found = Vec::new();
        for setting in settings {
            let Some(value) = setting
                .value
                .filter(|_| !declared.is_sensitive(&setting.attribute))
            else {
                continue;
            };
            for word in of_setting(&setting.name, &value) {
                found.push(CopyPlace {
                    attribute: setting.attribute.clone(),
                    to: host(self.tables, &word),
                    span: setting.span,
                });
            }
        }
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
            let counts = |word: &str| {
                let word = word.to_lowercase();
                let mut patterns = row.when.iter();
                patterns.any(|when| wildcard::matches(&when.to_lowercase(), &word))
            };
            let mut spans: Vec<Span> = hits
                .iter()
                .filter(|hit| counts(&word_of(hit)))
                .map(|hit| hit.span)
                .collect();
            if hits.is_empty() && !is_unknown && row.absent.as_deref().is_some_and(counts) {
                spans.push(declared.span);
            }
            if let Some(span) = spans.first() {
                // A word alone may be shown: of an ARN the rest is nobody's business.
                let shown = hits.iter().all(|hit| !word_of(hit).contains(':'));
                let span = if shown { *span } else { declared.span };
                self.kept.push(span);
                for to in elsewhere(self.tables, declared, row.to, placed) {
                    push(to, span);
                }
            } else if is_unknown && !self.declarations.meanings(at, path).is_empty() {
                let open = "a place that a setting decides which is known only after apply";
                push(CopyTarget::Unknown(open.to_owned()), declared.span);
            }
            return;
        }
        let mut known = Vec::new();
        for hit in &hits {
            let Some(word) = hit.text().filter(|word| !word.is_empty()) else {
                continue;
            };
            known.extend(self.declarations.by_id(word));
            let (to, shown) = self.target(at, declared, path, hit, word);
            // Of an address only the region may be shown; of anything else that is not a mere word
            // for a place, nothing.
            self.kept.extend(shown);
            push(to, shown.unwrap_or(hit.span));
        }
        if is_unknown {
            for to in self.known_later(at, declared, path, &known) {
                push(to, declared.span);
            }
        }
    }

    /// Where the items of an attribute lead to that are known only after applying. `known` are the
    /// resources to which the others lead.
    fn known_later(
        &mut self,
        at: usize,
        declared: &Declared<'n>,
        path: &str,
        known: &[usize],
    ) -> Vec<CopyTarget> {
        let meanings = self.declarations.meanings(at, path);
        // Only what the configuration sets is a copy: the rest is what the service fills in. An item of a
        // block that is written there was set by somebody, also where a dynamic block hides the
        // expression.
        let block = path.split_once('.').map(|(block, _)| block);
        let is_there = block.is_some_and(|block| {
            let values = declared
                .values
                .map_or_else(Vec::new, |node| values(node, block));
            !values.is_empty()
        });
        if meanings.is_empty() && !is_there {
            return Vec::new();
        }
        let mut others: Vec<usize> = meanings
            .iter()
            .filter_map(|meaning| match meaning {
                Meaning::Resource(other) if !known.contains(other) => Some(*other),
                _ => None,
            })
            .collect();
        if others.is_empty() && known.is_empty() {
            others.extend(self.declarations.refers_to(at, path));
        }
        let open = marks(declared.unknown, path).saturating_sub(others.len());
        let mut targets: Vec<CopyTarget> = others
            .into_iter()
            .map(|other| self.resource(other))
            .collect();
        if open > 0 {
            targets.push(CopyTarget::Unknown(
                "a place that is known only after apply".to_owned(),
            ));
        }
        targets
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
        if let Some(other) = self.declarations.by_word(at, path, word) {
            return (self.resource(other), None);
        }
        if let Some(place) = tables.anywhere(word).filter(|_| !word.starts_with("arn:")) {
            return (CopyTarget::Place(place), None);
        }
        let names_a_region = REGION_ENDS
            .iter()
            .any(|end| path.trim_end_matches("[*]").ends_with(end));
        let to = if names_a_region {
            CopyTarget::Unknown(match shown(word, false) {
                Some(word) => format!("`{word}`, which is no region that the tables know"),
                None => "what is no region that the tables know".to_owned(),
            })
        } else {
            outside()
        };
        (to, None)
    }
}

/// Leaves of copies those that lie elsewhere, each target once.
pub(super) fn elsewhere_only(copies: &mut Vec<CopyPlace>, own: &[Place]) {
    let is_here = |places: &[Place]| {
        !places.is_empty()
            && places
                .iter()
                .all(|place| own.iter().any(|own| own.region == place.region))
    };
    copies.retain(|copy| match &copy.to {
        CopyTarget::Place(place) => !is_here(std::slice::from_ref(place)),
        CopyTarget::Resource(_, places) => !is_here(places),
        _ => true,
    });
    let mut seen: Vec<CopyTarget> = Vec::new();
    copies.retain(|copy| {
        let is_new = !seen.contains(&copy.to);
        seen.push(copy.to.clone());
        is_new
    });
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
    let zone = |area: &str| vec![CopyTarget::Place(tables.zone_of_data(area))];
    match to {
        Some(CopiesTo::Eu) => zone("EU"),
        Some(CopiesTo::Us) => zone("US"),
        Some(CopiesTo::DataZone) => data_zone(tables, placed),
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

/// The data zone that a place is in.
fn data_zone(tables: &Tables, placed: &Placed) -> Vec<CopyTarget> {
    let places = placed.location.places();
    let countries = || places.iter().flat_map(|place| &place.countries);
    let all =
        |test: &dyn Fn(&Country) -> bool| countries().next().is_some() && countries().all(test);
    if all(&|country| tables.is_within(*country, "EU")) {
        vec![CopyTarget::Place(tables.zone_of_data("EU"))]
    } else if all(&|country| country.as_str() == "US") {
        vec![CopyTarget::Place(tables.zone_of_data("US"))]
    } else {
        vec![CopyTarget::Unknown(
            "every region of its data zone, which the tables do not know".to_owned(),
        )]
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
