//! What a resource says itself of where it is: by an attribute, its zone, or its ARN.

use super::declared::{Declared, Meaning};
use super::locator::Locator;
use super::shown::{arn_region, region_span, shown};
use crate::import::listed::{ARN, CALL};
use crate::import::model::{CopyPlace, CopyTarget, InferredFrom, Location};
use crate::import::path::{is_marked, values};
use crate::import::place::Place;
use crate::import::tables::Provider;
use crate::input::Span;

impl<'n> Locator<'_, 'n> {
    /// What an attribute of the resource says.
    pub(super) fn attribute(
        &mut self,
        at: usize,
        declared: &Declared<'n>,
        path: &str,
        (notes, open): (&mut Vec<String>, &mut Vec<CopyPlace>),
    ) -> Option<Location> {
        let node = declared.values?;
        let hidden = declared.is_sensitive(path);
        let (mut places, mut zones) = (Vec::new(), 0);
        let mut none = None;
        for hit in values(node, path) {
            let Some(word) = hit.text() else { continue };
            match self
                .tables
                .place(&declared.provider_name(self.tables), path, word)
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
        let mut one_more = |why: String, span: Span| {
            open.push(CopyPlace {
                attribute: path.to_owned(),
                to: CopyTarget::Unknown(why),
                span,
            });
        };
        if !places.is_empty() && is_marked(declared.unknown, path) {
            let why = "one more place that is known only after apply".to_owned();
            one_more(why, declared.span);
        }
        // One of several that is not known is no reason to leave it out in silence.
        if let (false, Some(Location::NotAPlace(word, span))) = (places.is_empty(), &none) {
            let why = match word.as_deref() {
                None | Some("") => "one more place that is not known".to_owned(),
                Some(word) => format!("`{word}`, which is no place that the tables know"),
            };
            one_more(why, if word.is_some() { *span } else { declared.span });
            notes.push(match word.as_deref() {
                None => format!("one more place in `{path}` is not known"),
                Some("") => format!("one more place in `{path}` is empty"),
                Some(word) => format!("`{word}` in `{path}` is no place that the tables know"),
            });
        }
        match (places.is_empty(), none) {
            (false, _) if zones > 0 => Some(Location::Inferred(places, InferredFrom::Zone)),
            (false, _) => Some(match declared.assumed(path) {
                Some(ARN) => Location::Inferred(places, InferredFrom::Arn),
                Some(CALL) => Location::Inferred(places, InferredFrom::Call),
                Some(name) => Location::Inferred(places, InferredFrom::Parameter(name.to_owned())),
                None => Location::Stated(places),
            }),
            (true, Some(none)) => Some(none),
            (true, None) if is_marked(declared.unknown, path) => {
                Some(self.by_reference(at, declared, path))
            }
            (true, None) => None,
        }
    }

    /// What is known only after apply may be what another resource of the file says already.
    fn by_reference(&mut self, at: usize, declared: &Declared<'n>, path: &str) -> Location {
        for meaning in self.declarations.meanings(at, path) {
            match meaning {
                Meaning::Resource(other) => {
                    let address = self.address(other);
                    let places = self.place(other).location.places().to_vec();
                    if !places.is_empty() {
                        return Location::Inferred(places, InferredFrom::Resource(address));
                    }
                }
                Meaning::Text(word, span, false) => {
                    let name = declared.provider_name(self.tables);
                    if let Some(found) = self.tables.place(&name, path, word) {
                        return Location::Stated(vec![Place {
                            span: Some(span),
                            ..found.place
                        }]);
                    }
                }
                Meaning::Text(..) | Meaning::Unknown => {}
            }
        }
        Location::UnknownUntilApply(format!("`{path}` is known only after apply"))
    }

    /// The place of its zone.
    pub(super) fn by_zone(
        &self,
        declared: &Declared<'n>,
        provider: Option<&Provider>,
    ) -> Option<Location> {
        let node = declared.values?;
        let name = declared.provider_name(self.tables);
        let mut places: Vec<Place> = provider?
            .zones
            .iter()
            .filter(|path| !declared.is_sensitive(path))
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
        (!places.is_empty()).then_some(Location::Inferred(places, InferredFrom::Zone))
    }

    /// The region in its ARN.
    pub(super) fn by_arn(&self, declared: &Declared<'n>) -> Option<Location> {
        let node = declared.values?;
        ["arn", "id"].into_iter().find_map(|key| {
            let hit = values(node, key).first().copied()?;
            let region = arn_region(hit.text()?)?;
            let found = self.tables.place("aws", "region", region)?;
            let place = Place {
                span: Some(region_span(&hit, region)),
                ..found.place
            };
            Some(Location::Inferred(vec![place], InferredFrom::Arn))
        })
    }
}

fn dedup(places: &mut Vec<Place>) {
    places.sort_by(|a, b| a.region.cmp(&b.region));
    places.dedup_by(|a, b| a.region == b.region);
}
