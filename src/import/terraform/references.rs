//! What resources refer to, by the configuration, by ids, by names; and what their providers' blocks
//! say.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{last_index, without_indices};
use super::blocks::Blocks;
use super::config::{self, Config};
use super::document::Instance;
use crate::import::location::{Declarations, Declared, Meaning, ProviderSays};
use crate::import::path::{Hit, is_marked, text_of, values};
use crate::import::tables::Tables;
use crate::input::Node;

/// The resources of a file, by everything that others call them. Plans have very many: their tables borrow from
/// the file, and hold numbers.
#[derive(Debug)]
pub(super) struct References<'a, 'n> {
    instances: &'a [Instance<'n>],
    config: &'a Config<'n>,
    /// The block of each in the configuration.
    blocks: Vec<Option<&'n Node>>,
    blocks_of: Blocks<'a, 'n>,
    /// By address without indices, of those that others were made after: the first, and whether it is the only one.
    by_plain: BTreeMap<String, (usize, bool)>,
    by_id: Named<'n>,
    by_name: Named<'n>,
    /// The regions that data sources of a state have read.
    of_state: &'a [(String, &'n str, String)],
}

/// Positions by what some resources are called.
#[derive(Debug, Default)]
struct Named<'n>(Vec<(&'n str, u32)>);

impl<'n> Named<'n> {
    /// Puts it in order, once all are there.
    fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self.0.shrink_to_fit();
        self
    }

    /// The positions of a name, in their order.
    fn of(&self, name: &str) -> impl Iterator<Item = usize> + use<'_, 'n> {
        let first = self.0.partition_point(|(known, _)| *known < name);
        let last = self.0.partition_point(|(known, _)| *known <= name);
        let found = self.0.get(first..last).unwrap_or(&[]);
        found.iter().map(|(_, at)| *at as usize)
    }
}

impl<'a, 'n> References<'a, 'n> {
    pub fn new(
        instances: &'a [Instance<'n>],
        config: &'a Config<'n>,
        of_state: &'a [(String, &'n str, String)],
        tables: &'a Tables,
    ) -> Self {
        let (mut by_id, mut by_name) = (Named::default(), Named::default());
        for (at, instance) in instances.iter().enumerate() {
            let value = |key| {
                let values = instance.declared.values;
                values.and_then(|node| text_of(node, key))
            };
            // What is called `arn` may be that of a target, which is another resource's.
            let row = tables.type_row(instance.declared.type_name);
            let of_target = row.is_some_and(|row| row.copies.iter().any(|it| it.path == "arn"));
            let keys = ["id", "arn", "self_link"].into_iter();
            let keys = keys.filter(|key| !(of_target && *key == "arn"));
            let ids = keys.filter_map(value).filter(|id| !id.is_empty());
            by_id.0.extend(ids.map(|id| (id, at as u32)));
            let names = ["name", "bucket", "dataset_id", "identifier"].into_iter();
            let names = names.filter_map(value);
            by_name.0.extend(names.map(|name| (name, at as u32)));
        }
        let blocks = instances.iter();
        let blocks = blocks.map(|it| config.block(&it.modules(), it.block()));
        Self {
            instances,
            config,
            blocks: blocks.collect(),
            blocks_of: Blocks::new(instances),
            by_plain: by_plain(instances),
            by_id: by_id.sorted(),
            by_name: by_name.sorted(),
            of_state,
        }
    }

    fn block(&self, at: usize) -> Option<&'n Node> {
        self.blocks.get(at).copied().flatten()
    }

    /// The resource that the expressions of an attribute lead to.
    fn by_config(&self, at: usize, instance: &Instance<'n>, path: &str) -> Option<usize> {
        let mut meanings = self.expressions(at, instance, path).into_iter();
        meanings.find_map(|meaning| match meaning {
            config::Meaning::Resource(within, block, _) => {
                self.instance_of(&within, &block, instance)
            }
            config::Meaning::SameKey(within, block) => self.same_key(&within, &block, instance),
            _ => None,
        })
    }

    /// The texts of an attribute.
    fn words(&self, instance: &Instance<'n>, path: &str) -> Vec<&'n str> {
        let values = instance
            .declared
            .values
            .map_or_else(Vec::new, |node| values(node, path));
        let words = values.iter().filter_map(Hit::text);
        words.filter(|word| !word.is_empty()).collect()
    }

    /// What the configuration says of an attribute, an item for each expression.
    fn expressions(
        &self,
        at: usize,
        instance: &Instance<'n>,
        path: &str,
    ) -> Vec<config::Meaning<'n>> {
        let expressions = config::expression(self.block(at), path);
        if expressions.is_empty() {
            return Vec::new();
        }
        let module = instance.modules();
        expressions
            .into_iter()
            .map(|expression| self.config.meaning(expression, &module))
            .collect()
    }

    /// The instance of a block, that in the same instance of a module if there are several.
    fn instance_of(&self, module: &[String], block: &str, near: &Instance<'n>) -> Option<usize> {
        let first = self.blocks_of.first(module, block)?;
        let near = near.module;
        Some(self.blocks_of.within(module, block, near).unwrap_or(first))
    }

    /// The instance of a block that has the same key as another resource, or as the module which that is in.
    fn same_key(&self, module: &[String], block: &str, near: &Instance<'n>) -> Option<usize> {
        let keys = [
            last_index(&near.declared.address),
            near.module.map_or("", last_index),
        ];
        let mut keys = keys.into_iter().filter(|key| !key.is_empty());
        keys.find_map(|key| {
            let all = self.blocks_of.with_key(module, block, key);
            let is_here = |at: &&u32| {
                let other = self.instances.get(**at as usize);
                other.is_some_and(|other| other.module == near.module)
            };
            match all {
                [one] => Some(*one as usize),
                several => several.iter().find(is_here).map(|at| *at as usize),
            }
        })
    }

    /// Why the provider's block that was found may not be the one that counts: an old plan does not say
    /// which of several a module was given.
    fn doubt(
        &self,
        at: usize,
        instance: &Instance<'n>,
        (key, attribute, word): (&str, &str, &str),
    ) -> Option<String> {
        let says_which = config::settings(self.block(at)).is_some_and(|key| !key.contains(':'));
        if instance.module.is_none() || says_which {
            return None;
        }
        let others = self.config.other_blocks(key, attribute, word);
        (!others.is_empty()).then(|| {
            format!(
                "the plan does not say whether its module was given the provider `{key}` or another one ({})",
                others.join(", ")
            )
        })
    }
}

impl<'n> Declarations<'n> for References<'_, 'n> {
    fn count(&self) -> usize {
        self.instances.len()
    }

    fn get(&self, at: usize) -> Option<&Declared<'n>> {
        self.instances.get(at).map(|instance| &instance.declared)
    }

    fn refers_to(&self, at: usize, path: &str) -> Option<usize> {
        let instance = self.instances.get(at)?;
        let words = self.words(instance, path);
        let stem = stem(path);
        let fits = |other: usize| {
            self.instances
                .get(other)
                .is_some_and(|other| other.declared.type_name.contains(stem))
        };
        self.by_config(at, instance, path)
            .or_else(|| words.iter().find_map(|word| self.by_id(word)))
            .or_else(|| {
                let mut named = words.iter().flat_map(|word| self.by_name.of(word));
                named.find(|other| fits(*other))
            })
            // What it was made after is what it refers to only where it refers to something, and where that
            // can be but one thing.
            .or_else(|| {
                if words.is_empty() && !is_marked(instance.declared.unknown, path) {
                    return None;
                }
                let depends: BTreeSet<&String> = instance.depends.iter().collect();
                let made_before = depends.iter().filter_map(|plain| self.by_plain.get(*plain));
                let mut made_before = made_before.filter(|(other, _)| fits(*other));
                let (first, is_only) = made_before.next()?;
                (*is_only && made_before.next().is_none()).then_some(*first)
            })
            .filter(|other| *other != at)
    }

    fn source_of(&self, at: usize, path: &str) -> Option<usize> {
        let instance = self.instances.get(at)?;
        let words = self.words(instance, path);
        let is_alike = |other: &usize| {
            let other = self.instances.get(*other);
            other.is_some_and(|other| other.declared.type_name == instance.declared.type_name)
        };
        self.by_config(at, instance, path)
            .or_else(|| words.iter().find_map(|word| self.by_id(word)))
            .or_else(|| {
                let mut named = words.iter().flat_map(|word| self.by_name.of(word));
                named.find(is_alike)
            })
            .filter(|other| *other != at)
    }

    /// The resource with an id or an ARN. A bucket's ARN is its name.
    fn by_id(&self, word: &str) -> Option<usize> {
        let bucket = word.strip_prefix("arn:aws:s3:::");
        let by_name = bucket.and_then(|name| {
            self.by_name.of(name).find(|at| {
                self.instances
                    .get(*at)
                    .is_some_and(|other| other.declared.type_name == "aws_s3_bucket")
            })
        });
        // Settings of a thing have its id as well; the shortest type is the thing itself.
        let of_id = self.by_id.of(word).min_by_key(|at| {
            let instance = self.instances.get(*at);
            instance.map_or(usize::MAX, |it| it.declared.type_name.len())
        });
        of_id.or(by_name)
    }

    fn meanings(&self, at: usize, path: &str) -> Vec<Meaning<'n>> {
        let Some(instance) = self.instances.get(at) else {
            return Vec::new();
        };
        let meanings = self.expressions(at, instance, path).into_iter();
        meanings
            .map(|meaning| match meaning {
                config::Meaning::Text(word, span, hidden) => Meaning::Text(word, span, hidden),
                config::Meaning::Resource(within, block, _) => self
                    .instance_of(&within, &block, instance)
                    .map_or(Meaning::Unknown, Meaning::Resource),
                config::Meaning::SameKey(within, block) => self
                    .same_key(&within, &block, instance)
                    .map_or(Meaning::Unknown, Meaning::Resource),
                config::Meaning::Unknown => Meaning::Unknown,
            })
            .collect()
    }

    fn provider_says(&self, at: usize, attribute: &str) -> ProviderSays<'n> {
        let Some(instance) = self.instances.get(at) else {
            return ProviderSays::Nothing;
        };
        let said = self.config.provider(
            &instance.modules(),
            self.block(at),
            instance.declared.provider,
            attribute,
        );
        match said {
            config::ProviderSays::Text(word, span, is_sensitive, key) => ProviderSays::Text {
                word,
                span,
                is_sensitive,
                doubt: self.doubt(at, instance, (&key, attribute, word)),
                key,
            },
            config::ProviderSays::Unknown(key) => ProviderSays::Unknown(format!(
                "the plan does not state the `{attribute}` of the provider `{key}`"
            )),
            config::ProviderSays::Nothing => ProviderSays::Nothing,
        }
    }

    fn settings(&self, at: usize) -> String {
        let Some(instance) = self.instances.get(at) else {
            return String::new();
        };
        let written = config::settings(self.block(at));
        written.unwrap_or(instance.declared.settings).to_owned()
    }

    fn regions_read(&self) -> Vec<(String, &'n str, String)> {
        let of_plan = self.config.regions_read().into_iter();
        of_plan
            .map(|(key, word, address)| (key.to_owned(), word, address.to_owned()))
            .chain(self.of_state.iter().cloned())
            .collect()
    }

    fn shows_providers(&self) -> bool {
        self.config.is_there()
    }

    fn silence(&self, at: usize) -> String {
        let provider = self
            .instances
            .get(at)
            .map_or("", |instance| instance.declared.provider);
        if self.config.is_there() {
            format!("neither the resource nor the block of the provider `{provider}` says where")
        } else {
            "the resource does not say where, and a state holds no providers".to_owned()
        }
    }
}

/// The addresses without indices that some resources were made after, each with the first resource that has it
/// and whether it is the only one. A plan names none as a rule.
fn by_plain(instances: &[Instance<'_>]) -> BTreeMap<String, (usize, bool)> {
    let named: BTreeSet<&str> = instances
        .iter()
        .flat_map(|it| it.depends.iter().map(String::as_str))
        .collect();
    let mut found: BTreeMap<String, (usize, bool)> = BTreeMap::new();
    if named.is_empty() {
        return found;
    }
    for (at, instance) in instances.iter().enumerate() {
        let plain = without_indices(&instance.declared.address);
        if named.contains(plain.as_str()) {
            found
                .entry(plain)
                .and_modify(|(_, is_only)| *is_only = false)
                .or_insert((at, true));
        }
    }
    found
}

/// What kind of thing an attribute refers to: `storage_account` of `source_storage_account_id`.
fn stem(path: &str) -> &str {
    let last = path.rsplit('.').next().unwrap_or(path);
    let last = last.trim_end_matches("[*]");
    let last = ["source_", "target_", "primary_"]
        .iter()
        .find_map(|lead| last.strip_prefix(lead))
        .unwrap_or(last);
    ["_id", "_name", "_arn"]
        .iter()
        .find_map(|end| last.strip_suffix(end))
        .unwrap_or(last)
}
