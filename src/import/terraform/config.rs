//! The configuration in a plan: what expressions refer to, and what the blocks of providers say.

use std::collections::BTreeMap;

use crate::import::path::{below, entries, inner, text, text_of};
use crate::input::{Node, NodeKind, Span};

/// References may lead through this many variables and outputs.
const MOST_STEPS: usize = 12;

/// The configuration of a plan; empty for a state.
#[derive(Debug, Default)]
pub(super) struct Config<'n> {
    root: Option<&'n Node>,
    providers: Option<&'n Node>,
    variables: Option<&'n Node>,
    /// The blocks of resources by module (its names joined with dots), and by type and name.
    resources: BTreeMap<String, BTreeMap<(&'n str, &'n str), &'n Node>>,
    /// The values of data sources that were read, by address.
    data: BTreeMap<&'n str, &'n Node>,
    /// The data sources that say where a provider's settings work from: the key of its block, their type and
    /// their address.
    of_region: Vec<(&'n str, &'n str, String)>,
}

/// Data sources that hold the region of their provider's settings, where their own attributes name none.
const OF_REGION: [&str; 2] = ["aws_region", "aws_availability_zones"];

/// The region that the values of such a data source hold.
pub(super) fn region_read<'n>(type_name: &str, values: &'n Node) -> Option<&'n str> {
    match type_name {
        "aws_region" => ["region", "name", "id"]
            .iter()
            .find_map(|key| text_of(values, key)),
        "aws_availability_zones" => text_of(values, "id"),
        _ => None,
    }
}

/// What an expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<'n> {
    /// A text that is known, and whether it is marked as sensitive.
    Text(&'n str, Span, bool),
    /// A resource: its module, its `type.name`, and the attribute that is read.
    Resource(Vec<String>, String, Option<String>),
    /// The one of several resources of a block that has the same key: its module and its `type.name`.
    SameKey(Vec<String>, String),
    /// What the plan does not state.
    Unknown,
}

/// What a provider's block says of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProviderSays<'n> {
    /// A text, where, whether it is sensitive, and the block's key.
    Text(&'n str, Span, bool, String),
    /// Something that the plan does not state, and the block's key.
    Unknown(String),
    /// Nothing.
    Nothing,
}

impl<'n> Config<'n> {
    /// The configuration of a plan.
    pub fn of(node: &'n Node) -> Self {
        let configuration = node.get("configuration");
        let root = configuration.and_then(|node| node.get("root_module"));
        let mut config = Self {
            root,
            providers: configuration.and_then(|node| node.get("provider_config")),
            variables: node.get("variables"),
            ..Self::default()
        };
        if let Some(root) = root {
            config.index(root, &mut Vec::new());
        }
        let prior = node.get("prior_state").and_then(|node| node.get("values"));
        for values in [prior, node.get("planned_values")].into_iter().flatten() {
            if let Some(module) = values.get("root_module") {
                config.read_data(module);
            }
        }
        config
    }

    /// Whether there is one: a state has none.
    pub fn is_there(&self) -> bool {
        self.root.is_some() || self.providers.is_some()
    }

    fn index(&mut self, module: &'n Node, names: &mut Vec<String>) {
        let mut blocks = BTreeMap::new();
        for resource in module.get("resources").map_or(&[][..], Node::items) {
            let is_data = text_of(resource, "mode") == Some("data");
            if let (false, Some(type_name), Some(name)) = (
                is_data,
                text_of(resource, "type"),
                text_of(resource, "name"),
            ) {
                blocks.insert((type_name, name), resource);
            }
            if is_data {
                self.of_region.extend(region_source(resource, names));
            }
        }
        let within = self.resources.entry(names.join("."));
        within.or_default().extend(blocks);
        for (name, call) in module.get("module_calls").into_iter().flat_map(entries) {
            if let Some(inner) = call.get("module") {
                names.push(name.to_owned());
                self.index(inner, names);
                names.pop();
            }
        }
    }

    fn read_data(&mut self, module: &'n Node) {
        for resource in module.get("resources").map_or(&[][..], Node::items) {
            if let (Some("data"), Some(address), Some(values)) = (
                text_of(resource, "mode"),
                text_of(resource, "address"),
                resource.get("values"),
            ) {
                self.data.insert(address, values);
            }
        }
        for child in module.get("child_modules").map_or(&[][..], Node::items) {
            self.read_data(child);
        }
    }

    /// The block of a resource, by its module, and its type and name.
    pub fn block(&self, module: &[String], block: (&'n str, &'n str)) -> Option<&'n Node> {
        self.resources.get(&module.join("."))?.get(&block).copied()
    }

    /// What an expression in a module means.
    pub fn meaning(&self, expression: &'n Node, module: &[String]) -> Meaning<'n> {
        self.follow(expression, module, MOST_STEPS)
    }

    fn follow(&self, expression: &'n Node, module: &[String], steps: usize) -> Meaning<'n> {
        if let Some(constant) = expression.get("constant_value") {
            return match text(constant) {
                Some(word) => Meaning::Text(word, inner(constant), false),
                None => Meaning::Unknown,
            };
        }
        let references: Vec<&str> = expression
            .get("references")
            .map_or(&[][..], Node::items)
            .iter()
            .filter_map(text)
            .collect();
        // `a.b.c` comes with `a.b`, which says no more. Two that are not of one another are put together
        // to something that is neither.
        let whole: Vec<&str> = references
            .iter()
            .copied()
            .filter(|short| {
                !references.iter().any(|long| {
                    long.strip_prefix(short)
                        .is_some_and(|rest| rest.starts_with(['.', '[']))
                })
            })
            .collect();
        // `b[each.key].id` is of the one with the same key.
        let (keys, others): (Vec<&str>, Vec<&str>) = whole
            .into_iter()
            .partition(|it| matches!(*it, "each.key" | "count.index"));
        let meant = match (others.as_slice(), steps.checked_sub(1)) {
            ([one], Some(steps)) => self.refers(one, module, steps),
            _ => Meaning::Unknown,
        };
        match (keys.is_empty(), meant) {
            (true, meant) => meant,
            (false, Meaning::Resource(within, block, _)) => Meaning::SameKey(within, block),
            (false, _) => Meaning::Unknown,
        }
    }

    fn refers(&self, reference: &str, module: &[String], steps: usize) -> Meaning<'n> {
        let plain = super::address::without_indices(reference);
        let mut parts = plain.split('.');
        match (parts.next(), parts.next()) {
            (Some("var"), Some(name)) => self.variable(name, parts.next(), module, steps),
            (Some("module"), Some(name)) => {
                let Some(output) = parts.next() else {
                    return Meaning::Unknown;
                };
                let inner: Vec<String> = module.iter().cloned().chain([name.to_owned()]).collect();
                let output = self
                    .module(&inner)
                    .and_then(|node| node.get("outputs")?.get(output)?.get("expression"));
                output.map_or(Meaning::Unknown, |output| {
                    self.follow(output, &inner, steps)
                })
            }
            (Some("data"), Some(type_name)) => {
                let (Some(name), Some(attribute)) = (parts.next(), parts.next()) else {
                    return Meaning::Unknown;
                };
                let lead: String = module
                    .iter()
                    .map(|name| format!("module.{name}."))
                    .collect();
                let address = format!("{lead}data.{type_name}.{name}");
                let values = self.data.get(address.as_str());
                let value = values.and_then(|values| values.get(attribute));
                match value.and_then(|node| Some((text(node)?, inner(node)))) {
                    Some((word, span)) => Meaning::Text(word, span, false),
                    None => Meaning::Unknown,
                }
            }
            (Some("each" | "count" | "local" | "path" | "terraform" | "self"), _) => {
                Meaning::Unknown
            }
            (Some(type_name), Some(name)) => Meaning::Resource(
                module.to_vec(),
                format!("{type_name}.{name}"),
                parts.next().map(str::to_owned),
            ),
            _ => Meaning::Unknown,
        }
    }

    fn variable(
        &self,
        name: &str,
        attribute: Option<&str>,
        module: &[String],
        steps: usize,
    ) -> Meaning<'n> {
        let declared = self
            .module(module)
            .and_then(|node| node.get("variables")?.get(name));
        let is_sensitive = declared
            .and_then(|node| node.get("sensitive"))
            .is_some_and(|node| node.kind == NodeKind::Bool(true));
        let meaning = |value: &'n Node| {
            let value = match attribute {
                Some(attribute) => value.get(attribute)?,
                None => value,
            };
            Some(Meaning::Text(text(value)?, inner(value), is_sensitive))
        };
        let given = match module.split_last() {
            None => self
                .variables
                .and_then(|node| node.get(name)?.get("value"))
                .map(|value| meaning(value).unwrap_or(Meaning::Unknown)),
            Some((call, above)) => self
                .module(above)
                .and_then(|node| {
                    node.get("module_calls")?
                        .get(call)?
                        .get("expressions")?
                        .get(name)
                })
                .map(|expression| match expression.get("constant_value") {
                    Some(value) => meaning(value).unwrap_or(Meaning::Unknown),
                    // What is read of a variable that is handed on is read of the one above.
                    None => match (attribute, sole_variable(expression)) {
                        (Some(_), Some(outer)) if steps > 0 => {
                            self.variable(outer, attribute, above, steps - 1)
                        }
                        (Some(_), _) => Meaning::Unknown,
                        (None, _) => self.follow(expression, above, steps),
                    },
                }),
        };
        let default = || declared.and_then(|node| meaning(node.get("default")?));
        given.or_else(default).unwrap_or(Meaning::Unknown)
    }

    fn module(&self, names: &[String]) -> Option<&'n Node> {
        let mut node = self.root?;
        for name in names {
            node = node.get("module_calls")?.get(name)?.get("module")?;
        }
        Some(node)
    }

    /// What the block of a resource's provider says of an attribute.
    pub fn provider(
        &self,
        module: &[String],
        block: Option<&'n Node>,
        provider: &str,
        attribute: &str,
    ) -> ProviderSays<'n> {
        let Some((expression, names, key)) = self.in_block(module, block, provider, attribute)
        else {
            return ProviderSays::Nothing;
        };
        match self.meaning(expression, &names) {
            Meaning::Text(word, span, hidden) => ProviderSays::Text(word, span, hidden, key),
            Meaning::Resource(..) | Meaning::SameKey(..) | Meaning::Unknown => {
                ProviderSays::Unknown(key)
            }
        }
    }

    /// The expression of an attribute in the block of a resource's provider, and the module it is in.
    pub fn provider_expression(
        &self,
        module: &[String],
        block: Option<&'n Node>,
        provider: &str,
        attribute: &str,
    ) -> Option<(&'n Node, Vec<String>)> {
        let (expression, names, _) = self.in_block(module, block, provider, attribute)?;
        Some((expression, names))
    }

    /// The map that an expression comes to, where that is written out or a variable holds it.
    pub fn map(&self, expression: &'n Node, module: &[String]) -> Option<&'n Node> {
        if let Some(constant) = expression.get("constant_value") {
            return Some(constant);
        }
        let name = sole_variable(expression)?;
        let given = match module.split_last() {
            None => self.variables.and_then(|node| node.get(name)?.get("value")),
            Some((call, above)) => {
                let calls = self.module(above)?.get("module_calls")?;
                let outer = calls.get(call)?.get("expressions")?.get(name);
                outer.and_then(|outer| self.map(outer, above))
            }
        };
        let declared = || {
            self.module(module)?
                .get("variables")?
                .get(name)?
                .get("default")
        };
        given.or_else(declared)
    }

    /// Where an attribute is set for a resource's provider. The key of the block was written in several
    /// ways over the years, and a module's own block may say nothing, so that the one of the module above
    /// counts.
    fn in_block(
        &self,
        module: &[String],
        block: Option<&'n Node>,
        provider: &str,
        attribute: &str,
    ) -> Option<(&'n Node, Vec<String>, String)> {
        let providers = self.providers?;
        let written = block.and_then(|block| text_of(block, "provider_config_key"));
        let (within, local) = match written {
            Some(written) => match written.rsplit_once(':') {
                Some((within, local)) => (super::address::modules(within), local),
                None => (Vec::new(), written),
            },
            None => (module.to_vec(), provider),
        };
        let mut names = within.as_slice();
        loop {
            let lead: Vec<String> = names.iter().map(|name| format!("module.{name}")).collect();
            let key = if lead.is_empty() {
                local.to_owned()
            } else {
                format!("{}:{local}", lead.join("."))
            };
            let expression = providers
                .get(&key)
                .and_then(|block| block.get("expressions")?.get(attribute));
            if let Some(expression) = expression {
                return Some((expression, names.to_vec(), key));
            }
            (_, names) = names.split_last()?;
        }
    }

    /// The other blocks of a provider at the root that say something else of an attribute, for a module
    /// of which an old plan does not say which of them it was given.
    pub fn other_blocks(&self, key: &str, attribute: &str, said: &str) -> Vec<String> {
        let name = key.split('.').next().unwrap_or(key);
        let blocks = self.providers.into_iter().flat_map(entries);
        blocks
            .filter(|(other, _)| {
                *other != key && !other.contains(':') && other.split('.').next() == Some(name)
            })
            .filter(|(_, block)| {
                let constant = block
                    .get("expressions")
                    .and_then(|node| node.get(attribute)?.get("constant_value"));
                constant.and_then(text).is_some_and(|word| word != said)
            })
            .map(|(other, _)| other.to_owned())
            .collect()
    }

    /// The regions that data sources have read, each with the key of its provider's block and its address.
    pub fn regions_read(&self) -> Vec<(&'n str, &'n str, &str)> {
        let read = self
            .of_region
            .iter()
            .filter_map(|(key, type_name, address)| {
                let values = self.data.get(address.as_str())?;
                Some((*key, region_read(type_name, values)?, address.as_str()))
            });
        read.collect()
    }
}

/// The expression of an attribute in the block of a resource, by path.
pub(super) fn expression<'n>(block: Option<&'n Node>, path: &str) -> Vec<&'n Node> {
    let Some(expressions) = block.and_then(|block| block.get("expressions")) else {
        return Vec::new();
    };
    path.split('.').fold(vec![expressions], below)
}

/// The key of the provider's block that the block of a resource uses, as the plan writes it.
pub(super) fn settings(block: Option<&Node>) -> Option<&str> {
    block.and_then(|block| text_of(block, "provider_config_key"))
}

/// A data source of the configuration that holds the region of its provider's settings.
fn region_source<'n>(block: &'n Node, modules: &[String]) -> Option<(&'n str, &'n str, String)> {
    let type_name = text_of(block, "type").filter(|name| OF_REGION.contains(name))?;
    let names_one = |key: &&str| {
        let expressions = block.get("expressions");
        expressions.and_then(|node| node.get(key)).is_some()
    };
    if ["name", "region", "endpoint"].iter().any(names_one) {
        return None;
    }
    let lead: String = modules
        .iter()
        .map(|name| format!("module.{name}."))
        .collect();
    let address = format!("{lead}data.{type_name}.{}", text_of(block, "name")?);
    Some((text_of(block, "provider_config_key")?, type_name, address))
}

/// The name of the variable that an expression hands on whole.
fn sole_variable(expression: &Node) -> Option<&str> {
    match expression.get("references")?.items() {
        [one] => text(one)?
            .strip_prefix("var.")
            .filter(|name| !name.contains(['.', '['])),
        _ => None,
    }
}
