//! Where each resource is. What the resource says itself counts before its zone, its ARN, what it is
//! part of, and its provider, in this order; nothing is taken for granted.

mod fallback;
mod replication;

use std::collections::BTreeMap;

use super::model::{Clue, Location, Place};
use super::tables::{Located, Provider, ProviderKind, Tables};
use super::wildcard;
use crate::import::location::fallback::global;
use crate::import::terraform::address::modules;
use crate::import::terraform::config::{Config, Meaning};
use crate::import::terraform::document::{Instance, Sensitive};
use crate::import::terraform::path::{Hit, is_marked, text_of, values};
use crate::input::{Node, NodeKind, Span};

/// A word for a place is no longer than this; anything longer is not shown.
const LONGEST_WORD: usize = 48;

/// Where a resource is, and what was seen on the way.
#[derive(Debug, Clone)]
pub(in crate::import) struct Placed {
    pub location: Location,
    pub notes: Vec<String>,
    pub part_of: Option<usize>,
}

/// Finds places. Resources refer to each other, so each is placed once and kept.
#[derive(Debug)]
pub(in crate::import) struct Locator<'a, 'n> {
    pub tables: &'a Tables,
    pub instances: &'a [Instance<'n>],
    pub config: &'a Config<'n>,
    pub(in crate::import) by_block: BTreeMap<(String, String), Vec<usize>>,
    pub(in crate::import) by_id: BTreeMap<&'n str, usize>,
    pub(in crate::import) by_name: BTreeMap<&'n str, Vec<usize>>,
    placed: Vec<Option<Placed>>,
    /// The parts of the file that may be shown.
    pub kept: Vec<Span>,
}

impl<'a, 'n> Locator<'a, 'n> {
    pub fn new(tables: &'a Tables, instances: &'a [Instance<'n>], config: &'a Config<'n>) -> Self {
        let mut by_block: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        let mut by_id = BTreeMap::new();
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, instance) in instances.iter().enumerate() {
            by_block
                .entry((module_of(instance).join("."), block_of(instance)))
                .or_default()
                .push(at);
            let value = |key| instance.values.and_then(|node| text_of(node, key));
            for id in ["id", "arn", "self_link"].into_iter().filter_map(value) {
                by_id.entry(id).or_insert(at);
            }
            for name in ["name", "bucket", "dataset_id", "identifier"]
                .into_iter()
                .filter_map(value)
            {
                by_name.entry(name).or_default().push(at);
            }
        }
        Self {
            tables,
            instances,
            config,
            by_block,
            by_id,
            by_name,
            placed: vec![None; instances.len()],
            kept: Vec::new(),
        }
    }

    /// Where the resource at a position is.
    pub fn place(&mut self, at: usize) -> Placed {
        if let Some(Some(known)) = self.placed.get(at) {
            return known.clone();
        }
        // Whoever asks again while this is worked out goes round in a circle.
        let asking = Placed {
            location: Location::NotStated("it is part of itself".to_owned()),
            notes: Vec::new(),
            part_of: None,
        };
        if let Some(slot) = self.placed.get_mut(at) {
            *slot = Some(asking.clone());
        }
        let Some(instance) = self.instances.get(at) else {
            return asking;
        };
        let placed = self.work_out(at, instance);
        // A word that is not shown here must not be shown there.
        if !matches!(placed.location, Location::NotAPlace(None, _)) {
            self.kept.extend(placed.location.span());
        }
        if let Some(slot) = self.placed.get_mut(at) {
            *slot = Some(placed.clone());
        }
        placed
    }

    fn work_out(&mut self, at: usize, instance: &Instance<'n>) -> Placed {
        let tables = self.tables;
        let row = tables.type_row(instance.type_name);
        let provider = tables.provider(&instance.provider);
        let paths: Vec<String> = match (row, provider) {
            (Some(row), _) => row.at.clone(),
            (None, Some(provider)) => provider.at.clone(),
            (None, None) => [
                "location",
                "region",
                "zone",
                "availability_zone",
                "datacenter",
            ]
            .map(str::to_owned)
            .into(),
        };
        let (of_provider, own): (Vec<&String>, Vec<&String>) =
            paths.iter().partition(|path| path.starts_with("provider."));
        let nowhere = provider.is_some_and(|provider| {
            provider
                .nowhere
                .iter()
                .any(|pattern| wildcard::matches(pattern, instance.type_name))
        });
        let mut notes = Vec::new();
        let mut part_of = None;
        // What was seen and is no answer, for want of a better one.
        let mut lesser: Option<Location> = None;
        let mut found = None;
        for path in own {
            match self.attribute(instance, path, &mut notes) {
                Some(Location::NotAPlace(word, span)) if word.as_deref() == Some("") => {
                    lesser = Some(Location::NotAPlace(word, span));
                }
                Some(Location::UnknownUntilApply(why)) => {
                    lesser = lesser.or(Some(Location::UnknownUntilApply(why)));
                }
                Some(location) => {
                    found = Some(location);
                    break;
                }
                None => {}
            }
        }
        found = found.or_else(|| self.by_zone(instance, provider));
        // What is called `arn` may be that of a target.
        let of_target = row.is_some_and(|row| row.copies.iter().any(|copy| copy.path == "arn"));
        found = found.or_else(|| self.by_arn(instance).filter(|_| !of_target));
        let within = match (row, provider) {
            (Some(row), _) => row.within.as_slice(),
            (None, Some(provider)) => &provider.within,
            (None, None) => &[],
        };
        for attribute in within {
            let Some(parent) = self.refers_to(at, instance, attribute) else {
                continue;
            };
            part_of = part_of.or(Some(parent));
            if found.is_none() {
                let address = self.address(parent);
                let places = self.place(parent).location.places().to_vec();
                found = match places.is_empty() {
                    true => None,
                    false => Some(Location::Inferred(places, Clue::Resource(address))),
                };
            }
        }
        let said = of_provider
            .iter()
            .filter(|path| row.is_some() || self.asks_provider(instance, provider, path))
            .collect::<Vec<_>>()
            .into_iter()
            .find_map(|path| self.by_provider(instance, path, &mut notes));
        // A cloud's block may say another region than a resource whose type takes none from it.
        let beside = provider
            .filter(|provider| said.is_none() && provider.kind == ProviderKind::Cloud)
            .and_then(|provider| {
                provider
                    .at
                    .iter()
                    .find(|path| path.starts_with("provider."))
            })
            .and_then(|path| self.by_provider(instance, path, &mut Vec::new()));
        if nowhere || row.and_then(|row| row.located) == Some(Located::Global) {
            if let (None, Some(Location::Inferred(places, Clue::Provider(key)))) = (&found, &said) {
                notes.push(format!("its provider `{key}` works from {}", words(places)));
            }
            found = found.or_else(|| Some(global()));
        }
        if let (Some(found), Some(Location::Inferred(other, Clue::Provider(key)))) =
            (&found, said.as_ref().or(beside.as_ref()))
            && !matches!(found, Location::Inferred(_, Clue::Global))
        {
            notes.extend(disagreement(found, other, key));
        } else if found.is_none() {
            found = match said {
                Some(Location::Inferred(..)) => said,
                other => {
                    lesser = lesser.or(other);
                    None
                }
            };
        }
        if let (
            Some(Location::Inferred(places, Clue::Provider(_))),
            Some(Location::NotAPlace(..)),
        ) = (&found, &lesser)
        {
            notes.push(format!(
                "its own attribute is empty, so the provider's {} counts",
                words(places)
            ));
        }
        let location = found
            .or_else(|| self.by_default(instance, row, provider, &lesser))
            .or(lesser)
            .unwrap_or_else(|| self.nothing(instance, row, provider));
        Placed {
            location,
            notes,
            part_of,
        }
    }

    /// What an attribute of the resource says.
    fn attribute(
        &mut self,
        instance: &Instance<'n>,
        path: &str,
        notes: &mut Vec<String>,
    ) -> Option<Location> {
        let node = instance.values?;
        let hidden = instance.is_sensitive(path);
        let (mut places, mut zones) = (Vec::new(), 0);
        let mut none = None;
        for hit in values(node, path) {
            let Some(word) = hit.text() else { continue };
            match self
                .tables
                .place(&instance.provider_name(self.tables), path, word)
            {
                Some(found) if !hidden => {
                    zones += usize::from(found.is_zone);
                    places.push(Place {
                        span: Some(hit.span),
                        ..found.place
                    });
                }
                _ => none = none.or(Some(Location::NotAPlace(shown(word, hidden), hit.span))),
            }
        }
        dedup(&mut places);
        // One of several that is not known is no reason to leave it out in silence.
        if let (false, Some(Location::NotAPlace(word, _))) = (places.is_empty(), &none) {
            notes.push(match word.as_deref() {
                None => format!("one more place in `{path}` cannot be told"),
                Some("") => format!("one more place in `{path}` is empty"),
                Some(word) => format!("`{word}` in `{path}` is no place that the tables know"),
            });
        }
        match (places.is_empty(), none) {
            (false, _) if zones > 0 => Some(Location::Inferred(places, Clue::Zone)),
            (false, _) => Some(Location::Stated(places)),
            (true, Some(none)) => Some(none),
            (true, None) if is_marked(instance.unknown, path) => {
                Some(self.by_reference(instance, path))
            }
            (true, None) => None,
        }
    }

    /// What is known only after apply may be what another resource of the plan says already.
    fn by_reference(&mut self, instance: &Instance<'n>, path: &str) -> Location {
        let module = module_of(instance);
        for expression in self.config.expression(&module, &block_of(instance), path) {
            match self.config.meaning(expression, &module) {
                Meaning::Resource(within, block, _) => {
                    if let Some(other) = self.instance_of(&within, &block, instance) {
                        let address = self.address(other);
                        let places = self.place(other).location.places().to_vec();
                        if !places.is_empty() {
                            return Location::Inferred(places, Clue::Resource(address));
                        }
                    }
                }
                Meaning::Text(word, span, false) => {
                    let name = instance.provider_name(self.tables);
                    if let Some(found) = self.tables.place(&name, path, word) {
                        return Location::Stated(vec![Place {
                            span: Some(span),
                            ..found.place
                        }]);
                    }
                }
                _ => {}
            }
        }
        Location::UnknownUntilApply(format!("`{path}` is known only after apply"))
    }

    fn by_zone(&self, instance: &Instance<'n>, provider: Option<&Provider>) -> Option<Location> {
        let node = instance.values?;
        let name = instance.provider_name(self.tables);
        let mut places: Vec<Place> = provider?
            .zones
            .iter()
            .filter(|path| !instance.is_sensitive(path))
            .flat_map(|path| values(node, path))
            .filter_map(|hit| {
                let found = self.tables.place(&name, "zone", hit.text()?)?;
                Some(Place {
                    span: Some(hit.span),
                    ..found.place
                })
            })
            .collect();
        dedup(&mut places);
        (!places.is_empty()).then_some(Location::Inferred(places, Clue::Zone))
    }

    fn by_arn(&self, instance: &Instance<'n>) -> Option<Location> {
        let node = instance.values?;
        ["arn", "id"].into_iter().find_map(|key| {
            let hit = values(node, key).first().copied()?;
            let region = arn_region(hit.text()?)?;
            let found = self.tables.place("aws", "region", region)?;
            let place = Place {
                span: Some(region_span(&hit, region)),
                ..found.place
            };
            Some(Location::Inferred(vec![place], Clue::Arn))
        })
    }

    /// The address of a resource.
    pub fn address(&self, at: usize) -> String {
        self.instances
            .get(at)
            .map_or_else(String::new, |instance| instance.address.clone())
    }
}

impl Instance<'_> {
    /// Whether an attribute is marked as sensitive.
    pub fn is_sensitive(&self, path: &str) -> bool {
        match &self.sensitive {
            Sensitive::Tree(marks) => is_marked(*marks, path),
            Sensitive::Names(names) => {
                let first = path.split('.').next().unwrap_or(path);
                names.contains(&first.trim_end_matches("[*]"))
            }
        }
    }

    /// The provider's name in the tables.
    pub fn provider_name(&self, tables: &Tables) -> String {
        tables
            .provider(&self.provider)
            .map_or_else(|| self.provider.clone(), |provider| provider.name.clone())
    }
}

/// The names of the modules that a resource stands in.
pub(in crate::import) fn module_of(instance: &Instance<'_>) -> Vec<String> {
    instance.module.as_deref().map_or_else(Vec::new, modules)
}

/// Type and name of a resource, as the configuration has them.
pub(in crate::import) fn block_of(instance: &Instance<'_>) -> String {
    format!("{}.{}", instance.type_name, instance.name)
}

/// The region in an ARN: `arn:partition:service:region:account:resource`.
pub(in crate::import) fn arn_region(text: &str) -> Option<&str> {
    let mut parts = text.split(':');
    (parts.next() == Some("arn"))
        .then(|| parts.nth(2))
        .flatten()
        .filter(|region| !region.is_empty())
}

/// Only the region of an ARN may be shown: the rest holds the account.
pub(in crate::import) fn region_span(hit: &Hit<'_>, region: &str) -> Span {
    let node: &Node = hit.node;
    let NodeKind::String(text) = &node.kind else {
        return node.span;
    };
    // Escapes would shift it; then the place of the value is enough.
    let is_plain = node.span.end - node.span.start == text.len() as u32 + 2;
    match text.find(region).filter(|_| is_plain) {
        Some(at) => {
            let start = node.span.start + 1 + at as u32;
            Span::new(node.span.file, start, start + region.len() as u32)
        }
        None => Span::new(node.span.file, node.span.start, node.span.start),
    }
}

/// A word that stands where a place should, if it can be shown.
pub(in crate::import) fn shown(word: &str, hidden: bool) -> Option<String> {
    let is_wordlike = word.chars().count() <= LONGEST_WORD
        && word
            .chars()
            .all(|ch| ch.is_alphanumeric() || " -_./()".contains(ch));
    (is_wordlike && !hidden).then(|| word.to_owned())
}

/// Places in words.
pub(in crate::import) fn words(places: &[Place]) -> String {
    let words: Vec<String> = places.iter().map(Place::words).collect();
    words.join(" and ")
}

fn dedup(places: &mut Vec<Place>) {
    places.sort_by(|a, b| a.region.cmp(&b.region));
    places.dedup_by(|a, b| a.region == b.region);
}

/// What a provider says otherwise than its resource.
fn disagreement(found: &Location, other: &[Place], key: &str) -> Option<String> {
    let own = found.places();
    let same = other
        .iter()
        .any(|place| own.iter().any(|own| own.region == place.region));
    (!own.is_empty() && !same).then(|| {
        format!(
            "its provider `{key}` says {}; what the resource says counts",
            words(other)
        )
    })
}
