//! What counts where a resource does not say itself where it is: its provider's block, what the
//! service does by default, or the reason why nobody can say.

use super::declared::{Declared, ProviderSays};
use super::locator::Locator;
use super::shown::shown;
use crate::import::model::{InferredFrom, Location};
use crate::import::place::Place;
use crate::import::tables::{Located, Provider, ProviderKind, TypeRow};

impl<'n> Locator<'_, 'n> {
    /// Whether a resource of a type that is not in the tables has the region of its provider: one that
    /// could say its own does; with AWS nearly all do.
    pub(super) fn asks_provider(
        &self,
        declared: &Declared<'n>,
        provider: Option<&Provider>,
        path: &str,
    ) -> bool {
        let Some(provider) = provider else {
            return false;
        };
        let attribute = path.trim_start_matches("provider.");
        provider.kind == ProviderKind::Service
            || provider.name == "aws"
            || [declared.values, declared.unknown]
                .into_iter()
                .flatten()
                .any(|node| node.get(attribute).is_some())
    }

    /// What the settings of the resource's provider say.
    pub(super) fn by_provider(
        &mut self,
        at: usize,
        declared: &Declared<'n>,
        path: &str,
        notes: &mut Vec<String>,
    ) -> Option<Location> {
        let attribute = path.trim_start_matches("provider.");
        match self.declarations.provider_says(at, attribute) {
            ProviderSays::Text {
                word,
                span,
                is_sensitive,
                key,
                doubt,
            } => {
                let name = declared.provider_name(self.tables);
                match self.tables.place(&name, path, word) {
                    Some(found) if !is_sensitive => {
                        notes.extend(doubt);
                        self.kept.push(span);
                        let place = Place {
                            span: Some(span),
                            ..found.place
                        };
                        Some(Location::Inferred(vec![place], InferredFrom::Provider(key)))
                    }
                    _ => Some(Location::NotAPlace(shown(word, is_sensitive), span)),
                }
            }
            ProviderSays::Call(word) => {
                let name = declared.provider_name(self.tables);
                let found = self.tables.place(&name, path, word)?;
                Some(Location::Inferred(vec![found.place], InferredFrom::Call))
            }
            ProviderSays::Unknown(why) => Some(Location::UnknownUntilApply(why)),
            ProviderSays::Nothing => None,
        }
    }

    /// What a service does where nothing is said.
    pub(super) fn by_default(
        &self,
        declared: &Declared<'n>,
        row: Option<&TypeRow>,
        provider: Option<&Provider>,
        lesser: &Option<Location>,
    ) -> Option<Location> {
        let (paths, word) = match row {
            Some(row) => (&row.at, row.default.as_ref()?),
            None => (&provider?.at, provider?.default.as_ref()?),
        };
        let path = paths.first()?;
        // Where the file does not show the provider's settings, what they leave out is not known.
        if lesser.is_some()
            || (path.starts_with("provider.") && !self.declarations.shows_providers())
        {
            return None;
        }
        let found = self
            .tables
            .place(&declared.provider_name(self.tables), path, word)?;
        Some(Location::Inferred(
            vec![found.place],
            InferredFrom::ServiceDefault,
        ))
    }

    /// That the provider's settings name a place that need not be that of a type which states none.
    fn said_in_vain(&self, at: usize, provider: Option<&Provider>) -> Option<String> {
        let mut paths = provider?.at.iter();
        paths.find_map(|path| {
            let attribute = path.strip_prefix("provider.")?;
            match self.declarations.provider_says(at, attribute) {
                ProviderSays::Text { key, .. } => Some(format!(
                    "the resource does not say where, and the `{attribute}` of the provider `{key}` need not hold for its type"
                )),
                ProviderSays::Call(_) | ProviderSays::Unknown(_) | ProviderSays::Nothing => None,
            }
        })
    }

    /// Why nothing says where a resource is.
    pub(super) fn nothing(
        &self,
        at: usize,
        declared: &Declared<'n>,
        row: Option<&TypeRow>,
        provider: Option<&Provider>,
    ) -> Location {
        let located = row
            .and_then(|row| row.located)
            .or(provider.and_then(|provider| provider.located));
        let whose = provider
            .and_then(|provider| provider.operator.clone())
            .unwrap_or_else(|| format!("`{}`", declared.provider));
        Location::NotStated(match located {
            Some(Located::Global) => return Location::everywhere(),
            Some(Located::Tenant) => {
                format!(
                    "it lies where {whose} keeps the organisation's data, which is not written here"
                )
            }
            Some(Located::Parent) => "it lies where that is which it belongs to".to_owned(),
            None if row.is_some_and(|row| !row.within.is_empty()) => {
                let paths = row.map_or(&[][..], |row| &row.within).iter();
                let mut parents = paths.filter_map(|it| self.declarations.refers_to(at, it));
                match parents.next() {
                    Some(parent) => format!(
                        "it lies where `{}` is, of which nothing says where",
                        self.address(parent)
                    ),
                    None => {
                        "it lies where that is which it is part of, which this file does not hold"
                            .to_owned()
                    }
                }
            }
            None if provider
                .is_some_and(|it| it.at.iter().any(|path| path.starts_with("provider."))) =>
            {
                match self.said_in_vain(at, provider) {
                    Some(why) => why,
                    None => self.declarations.silence(at),
                }
            }
            None => "no attribute of it says where".to_owned(),
        })
    }
}
