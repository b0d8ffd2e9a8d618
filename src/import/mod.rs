//! Foreign files that tell what is deployed: plans and states of Terraform and OpenTofu. What comes
//! out is a list of resources with their places, and how each place is known. Of the file's text only
//! what is needed for that is kept: plans hold secrets.

mod location;
mod model;
mod redact;
mod tables;
mod terraform;
#[cfg(test)]
mod tests;
pub mod wildcard;

use std::collections::BTreeMap;

use crate::input::{InputError, Node, NodeKind, SourceMap, Span};

pub use model::{
    Action, Clue, CopyPlace, CopyTarget, Deployment, Does, Form, LeftOut, Location, Place, Resource,
};
pub use tables::Tables;

use location::Locator;
use tables::ProviderKind;
use terraform::config::Config;
use terraform::document::{Content, Instance};
use terraform::path::{entries, text_of, values};

/// A plan or state may have this many bytes.
pub const MAX_PLAN_BYTES: u64 = 256 * 1024 * 1024;

/// Reads a plan or a state. `path` is the file's path as it is shown; its text is added to `sources`
/// with everything that is not needed made unreadable, so that places can be pointed at.
///
/// # Errors
/// What the file is instead, or where it ends to be JSON. Nothing of its values is in the words.
pub fn deployment(
    path: &str,
    bytes: &[u8],
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Deployment, InputError> {
    let file = sources.upcoming();
    let text = match terraform::text::decode(bytes) {
        Ok(text) => text,
        Err(cause) => {
            sources.add(path, "");
            let (message, help) = cause.split_once("; ").unwrap_or((&cause, ""));
            let error = InputError::new(
                crate::input::InputErrorKind::Encoding,
                Span::new(file, 0, 0),
                message,
            );
            return Err(match help {
                "" => error,
                help => error.help(help),
            });
        }
    };
    let read = terraform::text::extract(file, &text);
    let read = read.and_then(|extracted| {
        let Content {
            form,
            instances,
            left_out,
            mut notes,
        } = terraform::document::content(&extracted.node)?;
        if extracted.is_wrapped {
            notes.push(
                "there is other text around the JSON, such as a job's log; it was not read"
                    .to_owned(),
            );
        }
        let config = match form {
            Form::Plan => Config::of(&extracted.node),
            Form::StateShow | Form::State => Config::default(),
        };
        Ok((
            form,
            resources(&instances, &config, tables),
            left_out,
            notes,
        ))
    });
    match read {
        Ok((form, (resources, mut kept, tools), mut left_out, notes)) => {
            left_out.tools = tools;
            kept.extend(resources.iter().map(|resource| resource.span));
            sources.add(path, redact::masked(&text, &kept));
            Ok(Deployment {
                file,
                form,
                resources,
                left_out,
                notes,
            })
        }
        Err(error) => {
            sources.add(path, redact::masked(&text, &[]));
            Err(error)
        }
    }
}

/// The resources of a file, what of it may be shown, and how many are of tools.
fn resources(
    instances: &[Instance<'_>],
    config: &Config<'_>,
    tables: &Tables,
) -> (Vec<Resource>, Vec<Span>, usize) {
    let mut locator = Locator::new(tables, instances, config);
    let mut tools = 0;
    let mut found = Vec::new();
    for (at, instance) in instances.iter().enumerate() {
        let provider = tables.provider(&instance.provider);
        if provider.is_some_and(|provider| provider.kind == ProviderKind::Tool) {
            tools += 1;
            continue;
        }
        let is_service = provider.is_some_and(|it| it.kind == ProviderKind::Service);
        let mut placed = locator.place(at);
        let before = instance.before;
        let moved = before.map(|before| format!("it was `{before}` before"));
        placed.notes.extend(moved);
        let copies = locator.copies(at, &placed);
        let row = tables.type_row(instance.type_name);
        found.push(Resource {
            address: instance.address.clone(),
            module: instance.module.clone(),
            type_name: instance.type_name.to_owned(),
            provider: instance.provider.clone(),
            operator: provider.and_then(|provider| provider.operator.clone()),
            is_service,
            does: row.map_or(
                match is_service {
                    true => Does::ThirdParty,
                    false => Does::Other,
                },
                |row| row.does,
            ),
            action: instance.action,
            part_of: placed.part_of.map(|parent| locator.address(parent)),
            location: placed.location,
            copies,
            tags: tags(instance.values),
            hints: hints(instance.values, tables),
            notes: placed.notes,
            span: instance.span,
        });
    }
    (found, locator.kept, tools)
}

/// Tags and labels, by name.
fn tags(node: Option<&Node>) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    for key in [
        "tags_all",
        "tags",
        "labels",
        "effective_labels",
        "terraform_labels",
    ] {
        let Some(map) = node.and_then(|node| node.get(key)) else {
            continue;
        };
        for (name, value) in entries(map) {
            if let NodeKind::String(text) = &value.kind {
                tags.insert(name.to_owned(), text.clone());
            }
        }
    }
    tags
}

/// The firms that the names of a resource's settings hint at. Only names are looked at, and only the
/// firm is told.
fn hints(node: Option<&Node>, tables: &Tables) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    let maps = [
        "environment[*].variables",
        "app_settings",
        "environment_variables",
        "service_config[*].environment_variables",
    ];
    let names = maps
        .iter()
        .flat_map(|path| values(node, path))
        .flat_map(|hit| entries(hit.node))
        .map(|(name, _)| name);
    let lists = [
        "container[*].env[*]",
        "template[*].containers[*].env[*]",
        "template[*].spec[*].containers[*].env[*]",
        "template[*].container[*].env[*]",
    ];
    let listed = lists
        .iter()
        .flat_map(|path| values(node, path))
        .filter_map(|hit| text_of(hit.node, "name"));
    let names: Vec<String> = names.chain(listed).map(str::to_lowercase).collect();
    let mut found: Vec<String> = tables
        .hints
        .iter()
        .filter(|(word, _)| names.iter().any(|name| name.contains(word.as_str())))
        .map(|(_, party)| party.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}
