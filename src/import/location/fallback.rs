//! What counts where a resource does not say itself where it is: its provider's block, what the
//! service does by default, or the reason why nobody can say.

use crate::import::location::{Locator, block_of, module_of, shown};
use crate::import::model::{Clue, Location, Place};
use crate::import::tables::{Located, Provider, ProviderKind, TypeRow};
use crate::import::terraform::config::ProviderSays;
use crate::import::terraform::document::Instance;

impl<'n> Locator<'_, 'n> {
    /// Whether a resource of a type that is not in the tables has the region of its provider: one that
    /// could say its own does; with AWS nearly all do.
    pub(in crate::import) fn asks_provider(
        &self,
        instance: &Instance<'n>,
        provider: Option<&Provider>,
        path: &str,
    ) -> bool {
        let Some(provider) = provider else {
            return false;
        };
        let attribute = path.trim_start_matches("provider.");
        provider.kind == ProviderKind::Service
            || provider.name == "aws"
            || [instance.values, instance.unknown]
                .into_iter()
                .flatten()
                .any(|node| node.get(attribute).is_some())
    }

    pub(in crate::import) fn by_provider(
        &mut self,
        instance: &Instance<'n>,
        path: &str,
        notes: &mut Vec<String>,
    ) -> Option<Location> {
        let attribute = path.trim_start_matches("provider.");
        let module = module_of(instance);
        let block = block_of(instance);
        let said = self
            .config
            .provider(&module, &block, &instance.provider, attribute);
        match said {
            ProviderSays::Text(word, span, hidden, key) => {
                let name = instance.provider_name(self.tables);
                match self.tables.place(&name, path, word) {
                    Some(found) if !hidden => {
                        if !module.is_empty() && !self.config.says_which_block(&module, &block) {
                            let others = self.config.other_blocks(&key, attribute, word);
                            if !others.is_empty() {
                                notes.push(format!(
                                    "the plan does not say whether its module was given the provider `{key}` or another one ({})",
                                    others.join(", ")
                                ));
                            }
                        }
                        self.kept.push(span);
                        let place = Place {
                            span: Some(span),
                            ..found.place
                        };
                        Some(Location::Inferred(vec![place], Clue::Provider(key)))
                    }
                    _ => Some(Location::NotAPlace(shown(word, hidden), span)),
                }
            }
            ProviderSays::Unknown(key) => Some(Location::UnknownUntilApply(format!(
                "the plan does not tell what the `{attribute}` of the provider `{key}` is"
            ))),
            ProviderSays::Nothing => None,
        }
    }

    /// What a service does where nothing is said.
    pub(in crate::import) fn by_default(
        &self,
        instance: &Instance<'n>,
        row: Option<&TypeRow>,
        provider: Option<&Provider>,
        lesser: &Option<Location>,
    ) -> Option<Location> {
        let (paths, word) = match row {
            Some(row) => (&row.at, row.default.as_ref()?),
            None => (&provider?.at, provider?.default.as_ref()?),
        };
        let path = paths.first()?;
        // A state does not show the provider's block, so nobody knows what it leaves out.
        if lesser.is_some() || (path.starts_with("provider.") && !self.config.is_there()) {
            return None;
        }
        let found = self
            .tables
            .place(&instance.provider_name(self.tables), path, word)?;
        Some(Location::Inferred(vec![found.place], Clue::ServiceDefault))
    }

    pub(in crate::import) fn nothing(
        &self,
        instance: &Instance<'n>,
        row: Option<&TypeRow>,
        provider: Option<&Provider>,
    ) -> Location {
        let located = row
            .and_then(|row| row.located)
            .or(provider.and_then(|provider| provider.located));
        let whose = provider
            .and_then(|provider| provider.operator.clone())
            .unwrap_or_else(|| format!("`{}`", instance.provider));
        Location::NotStated(match located {
            Some(Located::Global) => return global(),
            Some(Located::Tenant) => {
                format!(
                    "it lies where {whose} keeps the organisation's data, which is not written here"
                )
            }
            Some(Located::Parent) => "it lies where that is which it belongs to".to_owned(),
            None if row.is_some_and(|row| !row.within.is_empty()) => {
                "it lies where that is which it is part of, which this file does not hold"
                    .to_owned()
            }
            None if provider
                .is_some_and(|it| it.at.iter().any(|path| path.starts_with("provider."))) =>
            {
                match self.config.is_there() {
                    true => format!(
                        "neither the resource nor the block of the provider `{}` says where",
                        instance.provider
                    ),
                    false => {
                        "the resource does not say where, and a state holds no providers".to_owned()
                    }
                }
            }
            None => "no attribute of it says where".to_owned(),
        })
    }
}

/// Everywhere.
pub(in crate::import) fn global() -> Location {
    let place = Place {
        region: "global".to_owned(),
        countries: Vec::new(),
        area: Some("global".to_owned()),
        is_wide: true,
        binds: true,
        checked: true,
        span: None,
    };
    Location::Inferred(vec![place], Clue::Global)
}
