//! The region of a provider's settings, learned from the zones and ARNs of the resources that have them. A
//! state holds no settings, and a plan may not state their values.

use std::collections::BTreeMap;

use super::declared::Declared;
use super::locator::Locator;
use crate::import::model::{InferredFrom, Location};
use crate::import::place::Place;
use crate::import::tables::{Provider, ProviderKind, TypeRow};

/// The attribute of settings, and of resources, that says where everything is that has them.
const REGION: &str = "region";

impl<'n> Locator<'_, 'n> {
    /// Learns where each provider's settings work from, and begins the search again.
    pub fn learn(&mut self) {
        let mut regions: BTreeMap<String, Option<(Place, InferredFrom)>> = BTreeMap::new();
        for at in 0..self.declarations.count() {
            let Some(declared) = self.declarations.get(at) else {
                continue;
            };
            if !is_regional(self.tables.provider(declared.provider)) {
                continue;
            }
            let Location::Inferred(places, InferredFrom::Zone | InferredFrom::Arn) =
                self.place(at).location
            else {
                continue;
            };
            // One that has a region of its own says nothing of the settings.
            if !self.declarations.meanings(at, REGION).is_empty() {
                continue;
            }
            for place in places {
                let settings = self.declarations.settings(at);
                agree(&mut regions, settings, (place, InferredFrom::Others));
            }
        }
        for (settings, word, address) in self.declarations.regions_read() {
            if let Some(found) = self.tables.place("aws", REGION, word) {
                let from = InferredFrom::DataSource(address);
                agree(&mut regions, settings, (found.place, from));
            }
        }
        self.learned = regions
            .into_iter()
            .filter_map(|(settings, place)| Some((settings, place?)))
            .collect();
        if !self.learned.is_empty() {
            self.forget();
        }
    }

    /// What the others of its provider's settings state of a resource that takes its place from
    /// them.
    pub(super) fn by_others(
        &self,
        at: usize,
        declared: &Declared<'n>,
        row: Option<&TypeRow>,
        provider: Option<&Provider>,
    ) -> Option<Location> {
        let (place, from) = self.learned.get(&self.declarations.settings(at))?;
        let path = format!("provider.{REGION}");
        let asks = match row {
            Some(row) => row.at.contains(&path),
            None => self.asks_provider(declared, provider, &path),
        };
        let own = !self.declarations.meanings(at, REGION).is_empty();
        (asks && !own && is_regional(provider)).then(|| {
            let place = Place {
                span: None,
                ..place.clone()
            };
            Location::Inferred(vec![place], from.clone())
        })
    }
}

/// Adds what settings work from, as one thing states; nothing is known where two disagree.
fn agree(
    regions: &mut BTreeMap<String, Option<(Place, InferredFrom)>>,
    settings: String,
    stated: (Place, InferredFrom),
) {
    let region = stated.0.region.clone();
    let known = regions.entry(settings).or_insert(Some(stated));
    if known
        .as_ref()
        .is_some_and(|(known, _)| known.region != region)
    {
        *known = None;
    }
}

/// Whether everything that has one provider's settings is in one region, unless it says another.
fn is_regional(provider: Option<&Provider>) -> bool {
    provider.is_some_and(|provider| {
        provider.kind == ProviderKind::Cloud
            && provider.name != "google"
            && provider.at.iter().any(|path| path == "provider.region")
    })
}
