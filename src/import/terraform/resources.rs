//! From the instances of a document to the resources that it deploys.

use std::collections::BTreeMap;

use super::config::{Config, expression};
use super::document::Instance;
use super::references::References;
use crate::import::mail::Addresses;
use crate::import::resources::{About, Deployed, take};
use crate::import::tables::Tables;

/// What a document deploys.
pub(super) fn deployed(
    instances: &[Instance<'_>],
    config: &Config<'_>,
    of_state: &[(String, &str, String)],
    mail: &mut Addresses,
    tables: &Tables,
) -> Deployed {
    let references = References::new(instances, config, of_state, tables);
    let about = |at: usize| {
        let instance = instances.get(at)?;
        let mut notes = Vec::new();
        if let Some(before) = instance.before {
            notes.push(format!("it was `{}` before", mail.hide(before)));
        }
        if instance.is_imported {
            notes.push("it exists already, and the plan takes it over".to_owned());
        }
        Some(About {
            own_type: None,
            module: instance.module.map(|module| mail.hide(module).into_owned()),
            names: std::iter::once(&*instance.declared.address)
                .chain(instance.before)
                .map(str::to_owned)
                .collect(),
            action: instance.action,
            tags: tags(instance, config),
            notes,
        })
    };
    Deployed::new(&references, about, tables)
}

/// Tags and labels, by name: those that the provider's block and the configuration give count where the
/// values do not hold them yet.
fn tags(instance: &Instance<'_>, config: &Config<'_>) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    let module = instance.modules();
    let block = config.block(&module, instance.block());
    let of_provider = |attribute: &str| {
        let provider = instance.declared.provider;
        config.provider_expression(&module, block, provider, attribute)
    };
    if let Some((blocks, within)) = of_provider("default_tags") {
        let blocks = match blocks.items() {
            [] => std::slice::from_ref(blocks),
            items => items,
        };
        for map in blocks.iter().filter_map(|block| block.get("tags")) {
            take(config.map(map, &within), &mut tags);
        }
    }
    if let Some((labels, within)) = of_provider("default_labels") {
        take(config.map(labels, &within), &mut tags);
    }
    for key in ["labels", "tags"] {
        for expression in expression(block, key) {
            take(config.map(expression, &module), &mut tags);
        }
    }
    for key in [
        "tags_all",
        "tags",
        "labels",
        "effective_labels",
        "terraform_labels",
    ] {
        take(
            instance.declared.values.and_then(|node| node.get(key)),
            &mut tags,
        );
    }
    tags
}
