//! The search for the place of each resource: which clue counts before which.

use std::collections::BTreeMap;

use super::declared::{Declarations, Declared};
use crate::import::model::{CopyPlace, InferredFrom, Location};
use crate::import::place::Place;
use crate::import::tables::{Located, Provider, ProviderKind, Tables, TypeRow};
use crate::import::wildcard;
use crate::input::Span;

/// Attributes that say where a resource is whose type and provider are not in the tables.
const USUAL: [&str; 5] = [
    "location",
    "region",
    "zone",
    "availability_zone",
    "datacenter",
];

/// Where a resource is, and what was seen on the way.
#[derive(Debug, Clone)]
pub(in crate::import) struct Placed {
    pub location: Location,
    pub notes: Vec<String>,
    /// Places in addition to the known ones that are not known.
    pub open: Vec<CopyPlace>,
    /// The position of what it is part of.
    pub part_of: Option<usize>,
}

/// Finds places. Resources refer to each other, so each is placed once and kept.
#[derive(Debug)]
pub(in crate::import) struct Locator<'a, 'n> {
    pub(super) tables: &'a Tables,
    pub(super) declarations: &'a dyn Declarations<'n>,
    placed: Vec<Option<Placed>>,
    /// Where settings of providers work from, as the resources that have them state.
    pub(super) learned: BTreeMap<String, (Place, InferredFrom)>,
    /// The parts of the file that may be shown.
    pub kept: Vec<Span>,
}

/// What was found so far for one resource.
#[derive(Debug, Default)]
struct Search {
    /// The answer.
    found: Option<Location>,
    /// What was seen and is no answer, for want of a better one.
    lesser: Option<Location>,
    notes: Vec<String>,
    open: Vec<CopyPlace>,
    part_of: Option<usize>,
}

impl<'a, 'n> Locator<'a, 'n> {
    /// Nothing placed yet.
    pub fn new(tables: &'a Tables, declarations: &'a dyn Declarations<'n>) -> Self {
        Self {
            tables,
            declarations,
            placed: vec![None; declarations.count()],
            learned: BTreeMap::new(),
            kept: Vec::new(),
        }
    }

    /// Forgets where everything is, to search for it again.
    pub(super) fn forget(&mut self) {
        self.placed = vec![None; self.declarations.count()];
    }

    /// Where the resource at a position is.
    pub fn place(&mut self, at: usize) -> Placed {
        if let Some(Some(known)) = self.placed.get(at) {
            return known.clone();
        }
        // Breaks cycles: a resource may be part of itself, also by others.
        let asking = Placed {
            location: Location::NotStated("it is part of itself".to_owned()),
            notes: Vec::new(),
            open: Vec::new(),
            part_of: None,
        };
        if let Some(slot) = self.placed.get_mut(at) {
            *slot = Some(asking.clone());
        }
        let Some(declared) = self.declarations.get(at) else {
            return asking;
        };
        let placed = self.locate(at, declared);
        // A word that is not shown here must not be shown there.
        if !matches!(placed.location, Location::NotAPlace(None, _)) {
            self.kept.extend(placed.location.span());
        }
        if let Some(slot) = self.placed.get_mut(at) {
            *slot = Some(placed.clone());
        }
        placed
    }

    /// Where the resource at a position is, for the last time.
    pub fn take(&mut self, at: usize) -> Placed {
        let known = self.placed.get_mut(at).and_then(Option::take);
        known.unwrap_or_else(|| self.place(at))
    }

    /// The address of a resource as it is shown.
    pub fn address(&self, at: usize) -> String {
        let declared = self.declarations.get(at);
        declared.map_or_else(String::new, |declared| declared.shown.clone().into_owned())
    }

    /// A resource as its file declares it.
    pub fn declared(&self, at: usize) -> Option<&Declared<'n>> {
        self.declarations.get(at)
    }

    fn locate(&mut self, at: usize, declared: &Declared<'n>) -> Placed {
        let tables = self.tables;
        let row = tables.type_row(declared.type_name);
        let provider = tables.provider(declared.provider);
        let paths = paths(row, provider);
        let (of_provider, own): (Vec<&str>, Vec<&str>) = paths
            .into_iter()
            .partition(|path| path.starts_with("provider."));
        let mut search = Search::default();
        self.by_own_attributes(at, declared, &own, &mut search);
        if search.found.is_none() {
            search.found = self.by_zone(declared, provider);
        }
        // What is called `arn` may be that of a target.
        let of_target = row.is_some_and(|row| row.copies.iter().any(|copy| copy.path == "arn"));
        if search.found.is_none() && !of_target {
            search.found = self.by_arn(declared);
        }
        if search.found.is_none() && row.is_none() && provider.is_none() {
            search.found = self.by_any_attribute(declared);
        }
        self.by_parent(at, within(row, provider), &mut search);
        self.by_network(at, provider, &mut search);
        let said = of_provider
            .into_iter()
            .filter(|path| row.is_some() || self.asks_provider(declared, provider, path))
            .collect::<Vec<_>>()
            .into_iter()
            .find_map(|path| self.by_provider(at, declared, path, &mut search.notes));
        // A cloud's settings may say another region than a resource whose type takes none from them.
        let by_other = provider
            .filter(|provider| said.is_none() && provider.kind == ProviderKind::Cloud)
            .and_then(|provider| {
                let mut paths = provider.at.iter();
                paths.find(|path| path.starts_with("provider."))
            })
            .and_then(|path| self.by_provider(at, declared, path, &mut Vec::new()));
        if is_everywhere(declared, row, provider) {
            search.is_everywhere(said.as_ref());
        }
        search.take_in(said, by_other);
        let Search {
            found,
            lesser,
            notes,
            open,
            part_of,
        } = search;
        // What others state counts less than any statement of its own, and more than no answer.
        let is_open = matches!(
            lesser,
            None | Some(Location::UnknownUntilApply(_) | Location::NotStated(_))
        );
        let location = found
            .or_else(|| {
                self.by_others(at, declared, row, provider)
                    .filter(|_| is_open)
            })
            .or_else(|| self.by_default(declared, row, provider, &lesser))
            .or(lesser)
            .unwrap_or_else(|| self.nothing(at, declared, row, provider));
        Placed {
            location,
            notes,
            open,
            part_of,
        }
    }

    /// The first of a resource's own attributes that names a place.
    fn by_own_attributes(
        &mut self,
        at: usize,
        declared: &Declared<'n>,
        paths: &[&str],
        search: &mut Search,
    ) {
        for path in paths {
            match self.attribute(at, declared, path, (&mut search.notes, &mut search.open)) {
                Some(Location::NotAPlace(word, span)) if word.as_deref() == Some("") => {
                    search.lesser = Some(Location::NotAPlace(word, span));
                }
                Some(Location::UnknownUntilApply(why)) => {
                    let lesser = search.lesser.take();
                    search.lesser = lesser.or(Some(Location::UnknownUntilApply(why)));
                }
                Some(location) => {
                    search.found = Some(location);
                    return;
                }
                None => {}
            }
        }
    }

    /// What a resource is part of, and the place of that where nothing better is known.
    fn by_parent(&mut self, at: usize, within: &[String], search: &mut Search) {
        for attribute in within {
            let Some(parent) = self.declarations.refers_to(at, attribute) else {
                continue;
            };
            search.part_of = search.part_of.or(Some(parent));
            if search.found.is_none() {
                let address = self.address(parent);
                let places = self.place(parent).location.places().to_vec();
                if !places.is_empty() {
                    let from = InferredFrom::Resource(address);
                    search.found = Some(Location::Inferred(places, from));
                }
            }
        }
    }
}

impl<'n> Locator<'_, 'n> {
    /// The place of the network that a resource is in, where nothing better is known.
    fn by_network(&mut self, at: usize, provider: Option<&Provider>, search: &mut Search) {
        let paths = provider.map_or(&[][..], |provider| &provider.stands_in);
        for path in paths {
            if search.found.is_some() {
                return;
            }
            let Some(network) = self.declarations.refers_to(at, path) else {
                continue;
            };
            let places = self.place(network).location.places().to_vec();
            if !places.is_empty() {
                let from = InferredFrom::Resource(self.address(network));
                search.found = Some(Location::Inferred(places, from));
            }
        }
    }
}

impl Search {
    /// Settles the place of what has none: it is everywhere, wherever its provider works from.
    fn is_everywhere(&mut self, said: Option<&Location>) {
        if self.found.is_some() {
            return;
        }
        if let Some(Location::Inferred(places, InferredFrom::Provider(key))) = said {
            self.notes
                .push(format!("its provider `{key}` works from {}", words(places)));
        }
        self.found = Some(Location::everywhere());
    }

    /// Takes in what the provider says: `said` by an attribute that its type asks for, `by_other`
    /// by another.
    fn take_in(&mut self, said: Option<Location>, by_other: Option<Location>) {
        match (&self.found, said.as_ref().or(by_other.as_ref())) {
            (Some(found), Some(Location::Inferred(other, InferredFrom::Provider(key))))
                if !matches!(found, Location::Inferred(_, InferredFrom::Global)) =>
            {
                self.notes.extend(disagreement(found, other, key));
            }
            (None, _) => match said {
                Some(Location::Inferred(..)) => self.found = said,
                other => {
                    let lesser = self.lesser.take();
                    self.lesser = lesser.or(other);
                }
            },
            (Some(_), _) => {}
        }
        if let (
            Some(Location::Inferred(places, InferredFrom::Provider(_))),
            Some(Location::NotAPlace(..)),
        ) = (&self.found, &self.lesser)
        {
            self.notes.push(format!(
                "its own attribute is empty, so the provider's {} counts",
                words(places)
            ));
        }
    }
}

/// The attributes that may say where a resource is.
fn paths<'t>(row: Option<&'t TypeRow>, provider: Option<&'t Provider>) -> Vec<&'t str> {
    match (row, provider) {
        (Some(row), _) => row.at.iter().map(String::as_str).collect(),
        (None, Some(provider)) => provider.at.iter().map(String::as_str).collect(),
        (None, None) => USUAL.to_vec(),
    }
}

/// The attributes that name what a resource is part of.
fn within<'t>(row: Option<&'t TypeRow>, provider: Option<&'t Provider>) -> &'t [String] {
    match (row, provider) {
        (Some(row), _) => &row.within,
        (None, Some(provider)) => &provider.within,
        (None, None) => &[],
    }
}

/// Whether a resource is of a sort that has no region.
fn is_everywhere(
    declared: &Declared<'_>,
    row: Option<&TypeRow>,
    provider: Option<&Provider>,
) -> bool {
    let nowhere = provider.is_some_and(|provider| {
        let mut patterns = provider.nowhere.iter();
        patterns.any(|pattern| wildcard::matches(pattern, declared.type_name))
    });
    nowhere || row.and_then(|row| row.located) == Some(Located::Global)
}

/// Places in words.
fn words(places: &[Place]) -> String {
    let words: Vec<String> = places.iter().map(Place::words).collect();
    words.join(" and ")
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
