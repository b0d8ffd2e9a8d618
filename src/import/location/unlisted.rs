//! Where a resource is of which no table lists the provider: what any of its attributes says that names a
//! place.

use super::declared::Declared;
use super::locator::Locator;
use super::shown::shown;
use crate::import::clues::ASIDE;
use crate::import::model::Location;
use crate::import::path::{ends_in, inner, marks_of_item, marks_of_key, text};
use crate::import::place::Place;
use crate::input::{Node, NodeKind, Span};

/// What the names of attributes end in that hold a place.
const PLACES: [&str; 7] = [
    "region",
    "regions",
    "location",
    "locations",
    "datacenter",
    "zone",
    "availability_zone",
];
/// Levels to look at, at most.
const MOST_LEVELS: usize = 6;

impl Locator<'_, '_> {
    /// The places that the attributes of a resource name: those that are called so, else those whose text can
    /// be nothing but a region of a cloud.
    pub(super) fn by_any_attribute(&self, declared: &Declared<'_>) -> Option<Location> {
        let mut words: Vec<(&str, bool, Span)> = Vec::new();
        search(
            declared.values?,
            declared.marks(),
            (false, MOST_LEVELS),
            &mut words,
        );
        let place = |(word, _, span): &(&str, bool, Span)| {
            let found = self.tables.anywhere(word)?;
            Some(Place {
                span: Some(*span),
                ..found
            })
        };
        let mut named: Vec<Place> = words.iter().filter(|it| it.1).filter_map(place).collect();
        if named.is_empty() {
            let is_region = |word: &str| {
                word.contains('-')
                    && !word.contains('.')
                    && word.chars().any(|ch| ch.is_ascii_digit())
            };
            named.extend(words.iter().filter(|it| is_region(it.0)).filter_map(place));
        }
        named.sort_by(|a, b| a.region.cmp(&b.region));
        named.dedup_by(|a, b| a.region == b.region);
        if !named.is_empty() {
            return Some(Location::Stated(named));
        }
        let is_word = |word: &str| !word.contains(['.', '/', ':']) && !word.trim().is_empty();
        let mut strange = words
            .iter()
            .filter(|(word, is_named, _)| *is_named && is_word(word));
        let (word, _, span) = strange.next()?;
        Some(Location::NotAPlace(shown(word, false), *span))
    }
}

fn search<'n>(
    node: &'n Node,
    marks: Option<&Node>,
    (is_named, levels): (bool, usize),
    found: &mut Vec<(&'n str, bool, Span)>,
) {
    let is_hidden = marks.is_some_and(|marks| marks.kind == NodeKind::Bool(true));
    let Some(levels) = levels.checked_sub(1).filter(|_| !is_hidden) else {
        return;
    };
    match &node.kind {
        NodeKind::String(_) => found.extend(text(node).map(|word| (word, is_named, inner(node)))),
        NodeKind::Seq(items) => {
            for (at, item) in items.iter().enumerate() {
                let marks = marks.and_then(|marks| marks_of_item(marks, at));
                search(item, marks, (is_named, levels), found);
            }
        }
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                let name = key.name.as_str();
                if !ASIDE.contains(&name) {
                    let is_named = PLACES.iter().any(|words| ends_in(name, words));
                    let marks = marks.and_then(|marks| marks_of_key(marks, name));
                    search(value, marks, (is_named, levels), found);
                }
            }
        }
        _ => {}
    }
}
