//! What resources refer to, by the configuration, by ids, by names; and what their providers' blocks
//! say.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{last_index, without_indices};
use super::config::{self, Config};
use super::document::Instance;
use crate::import::location::{Declarations, Declared, Meaning, ProviderSays};
use crate::import::path::{Hit, is_marked, text_of, values};
use crate::import::tables::Tables;
use crate::input::Node;

/// The resources of a file, by everything that others call them.
#[derive(Debug)]
pub(super) struct References<'a, 'n> {
    instances: &'a [Instance<'n>],
    config: &'a Config<'n>,
    /// The block of each in the configuration.
    blocks: Vec<Option<&'n Node>>,
    /// Of the resources of a block the first, in any module and in each.
    by_block: BTreeMap<(String, String), usize>,
    in_module: BTreeMap<(Option<&'a str>, String), usize>,
    /// By block and key.
    by_key: BTreeMap<(String, String, &'a str), Vec<usize>>,
    /// By address without indices: the first, and whether it is the only one.
    by_plain: BTreeMap<String, (usize, bool)>,
    by_id: BTreeMap<&'n str, Vec<usize>>,
    by_name: BTreeMap<&'n str, Vec<usize>>,
    /// The regions that data sources of a state have read.
    of_state: &'a [(String, &'n str, String)],
}

impl<'a, 'n> References<'a, 'n> {
    pub fn new(
        instances: &'a [Instance<'n>],
        config: &'a Config<'n>,
        of_state: &'a [(String, &'n str, String)],
        tables: &'a Tables,
    ) -> Self {
        let mut by_block = BTreeMap::new();
        let mut in_module = BTreeMap::new();
        let mut by_key: BTreeMap<(String, String, &str), Vec<usize>> = BTreeMap::new();
        let mut by_plain: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, instance) in instances.iter().enumerate() {
            let (modules, block) = (instance.modules().join("."), instance.block());
            let key = last_index(&instance.declared.address);
            if !key.is_empty() {
                let same = by_key.entry((modules.clone(), block.clone(), key));
                same.or_default().push(at);
            }
            in_module
                .entry((instance.module.as_deref(), block.clone()))
                .or_insert(at);
            by_block.entry((modules, block)).or_insert(at);
            by_plain
                .entry(without_indices(&instance.declared.address))
                .and_modify(|(_, is_only)| *is_only = false)
                .or_insert((at, true));
            let value = |key| {
                let values = instance.declared.values;
                values.and_then(|node| text_of(node, key))
            };
            // What is called `arn` may be that of a target, which is another resource's.
            let row = tables.type_row(instance.declared.type_name);
            let of_target = row.is_some_and(|row| row.copies.iter().any(|it| it.path == "arn"));
            let keys = ["id", "arn", "self_link"].into_iter();
            let keys = keys.filter(|key| !(of_target && *key == "arn"));
            for id in keys.filter_map(value).filter(|id| !id.is_empty()) {
                by_id.entry(id).or_default().push(at);
            }
            for name in ["name", "bucket", "dataset_id", "identifier"]
                .into_iter()
                .filter_map(value)
            {
                by_name.entry(name).or_default().push(at);
            }
        }
        let blocks = instances.iter();
        let blocks = blocks.map(|it| config.block(&it.modules(), &it.block()));
        Self {
            instances,
            config,
            blocks: blocks.collect(),
            by_block,
            in_module,
            by_key,
            by_plain,
            by_id,
            by_name,
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
        let first = self.by_block.get(&(module.join("."), block.to_owned()))?;
        let here = (near.module.as_deref(), block.to_owned());
        let same = self.in_module.get(&here).filter(|at| {
            let other = self.instances.get(**at);
            other.is_some_and(|other| other.modules() == module)
        });
        Some(*same.unwrap_or(first))
    }

    /// The instance of a block that has the same key as another resource, or as the module which that is in.
    fn same_key(&self, module: &[String], block: &str, near: &Instance<'n>) -> Option<usize> {
        let keys = [
            last_index(&near.declared.address),
            near.module.as_deref().map_or("", last_index),
        ];
        let mut keys = keys.into_iter().filter(|key| !key.is_empty());
        keys.find_map(|key| {
            let all = self
                .by_key
                .get(&(module.join("."), block.to_owned(), key))?;
            let is_here = |at: &&usize| {
                let other = self.instances.get(**at);
                other.is_some_and(|other| other.module == near.module)
            };
            match all.as_slice() {
                [one] => Some(*one),
                several => several.iter().find(is_here).copied(),
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
                let named = words.iter().filter_map(|word| self.by_name.get(word));
                named.flatten().copied().find(|other| fits(*other))
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
                let named = words.iter().filter_map(|word| self.by_name.get(word));
                named.flatten().copied().find(is_alike)
            })
            .filter(|other| *other != at)
    }

    /// The resource with an id or an ARN. A bucket's ARN is its name.
    fn by_id(&self, word: &str) -> Option<usize> {
        let bucket = word.strip_prefix("arn:aws:s3:::");
        let by_name = bucket.and_then(|name| {
            let named = self.by_name.get(name)?;
            named.iter().copied().find(|at| {
                self.instances
                    .get(*at)
                    .is_some_and(|other| other.declared.type_name == "aws_s3_bucket")
            })
        });
        // Settings of a thing have its id as well; the shortest type is the thing itself.
        let of_id = self
            .by_id
            .get(word)
            .into_iter()
            .flatten()
            .copied()
            .min_by_key(|at| {
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
            &instance.declared.provider,
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
            .map_or("", |instance| instance.declared.provider.as_str());
        if self.config.is_there() {
            format!("neither the resource nor the block of the provider `{provider}` says where")
        } else {
            "the resource does not say where, and a state holds no providers".to_owned()
        }
    }
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
