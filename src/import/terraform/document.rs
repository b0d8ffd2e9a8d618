//! What a plan or a state holds: which resources it leaves in place, and their values.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::READS;
use super::address::{modules, without_indices};
use super::config::region_read;
use crate::import::ImportError;
use crate::import::foreign;
use crate::import::location::{Declared, Sensitive};
use crate::import::mail::Addresses;
use crate::import::model::Action;
use crate::import::notes::Note;
use crate::import::path::{inner, text, text_of};
use crate::input::{InputError, InputErrorKind, Node, NodeKind, Span};

/// A resource as the file holds it.
#[derive(Debug)]
pub(super) struct Instance<'n> {
    pub declared: Declared<'n>,
    pub module: Option<&'n str>,
    /// Its name in the configuration.
    pub name: &'n str,
    pub action: Action,
    /// Addresses that a state says it was made after.
    pub depends: Vec<String>,
    /// The address under which it was known before.
    pub before: Option<&'n str>,
    /// It exists already, and the plan takes it over.
    pub is_imported: bool,
}

impl<'n> Instance<'n> {
    /// The names of the modules that it is in.
    pub fn modules(&self) -> Vec<String> {
        self.module.map_or_else(Vec::new, modules)
    }

    /// Its type and name, as the configuration has them.
    pub fn block(&self) -> (&'n str, &'n str) {
        (self.declared.type_name, self.name)
    }
}

/// Kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `terraform show -json PLANFILE`.
    Plan,
    /// `terraform show -json` of a state.
    StateShow,
    /// A state file as Terraform keeps it, version 4.
    State,
}

/// Counts of what a file holds and does not deploy.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// Resources that the plan deletes, or that are only kept until they are replaced.
    pub deleted: usize,
    /// Data sources, which are only read.
    pub data_sources: usize,
    /// What exists while the tool runs.
    pub ephemeral: usize,
}

/// The instances of a file and what it left out.
#[derive(Debug)]
pub(super) struct Content<'n> {
    pub form: Form,
    pub instances: Vec<Instance<'n>>,
    pub left_out: Counts,
    pub notes: Vec<Note>,
    /// The addresses of data sources that were counted: a plan lists them in several places.
    data_sources: BTreeSet<String>,
    /// The e-mail addresses that its addresses hold.
    pub mail: Addresses,
    /// The regions that data sources of a state have read: the provider's settings, the word, the address.
    pub regions: Vec<(String, &'n str, String)>,
    /// The first part whose shape is not known.
    pub odd: Option<InputError>,
}

/// Takes a document apart.
///
/// # Errors
/// When it is neither a plan nor a state, or of a version that is not known.
pub(super) fn content(node: &Node) -> Result<Content<'_>, ImportError> {
    let form = form(node)?;
    let mut content = Content {
        form,
        instances: Vec::new(),
        left_out: Counts::default(),
        notes: Vec::new(),
        data_sources: BTreeSet::new(),
        mail: Addresses::default(),
        regions: Vec::new(),
        odd: None,
    };
    match form {
        Form::Plan => content.plan(node),
        Form::StateShow => {
            if let Some(root) = content.root_module(node, "values") {
                content.module(root, None, Action::Exists, &mut BTreeSet::new());
            }
        }
        Form::State => content.state(node),
    }
    if let Some(odd) = content.odd {
        return Err(ImportError::Wrong(odd));
    }
    content
        .instances
        .sort_by(|a, b| a.declared.address.cmp(&b.declared.address));
    content
        .instances
        .dedup_by(|a, b| a.declared.address == b.declared.address && a.action == b.action);
    content.left_out.data_sources = content.data_sources.len();
    Ok(content)
}

fn form(node: &Node) -> Result<Form, ImportError> {
    let wrong = |span: Span, message: &str, help: &str| {
        let error = InputError::new(InputErrorKind::BadValue, span, message).help(help);
        Err(ImportError::Wrong(error))
    };
    let unknown = || ImportError::unknown(node.span, &node.kind, vec![READS]);
    let NodeKind::Map(entries) = &node.kind else {
        return Err(unknown());
    };
    // A plan or a state has none of the keys by which other files are known.
    if let Some(known) = foreign::of_json(node) {
        return Err(unknown().or_foreign(Some(known)));
    }
    if let Some(format) = node.get("format_version") {
        let major = text(format).and_then(|version| version.split('.').next());
        if !matches!(major, Some("0" | "1")) {
            return wrong(
                format.span,
                "this version of the format is not known; 0.x and 1.x are",
                "use an older Terraform or OpenTofu to print it, or a newer fairnotice to read it",
            );
        }
        let is_plan = ["resource_changes", "planned_values", "configuration"]
            .iter()
            .any(|key| node.get(key).is_some());
        // A state without resources has no `values`, and says nothing else either.
        let says_nothing = || {
            let mut keys = entries.iter().map(|(key, _)| key.name.as_str());
            keys.all(|key| matches!(key, "format_version" | "terraform_version" | "checks"))
        };
        return if is_plan {
            Ok(Form::Plan)
        } else if node.get("values").is_some() || says_nothing() {
            Ok(Form::StateShow)
        } else {
            Err(unknown())
        };
    }
    if node.get("resource_changes").is_some() || node.get("planned_values").is_some() {
        return Ok(Form::Plan);
    }
    if let Some(version) = node.get("version")
        && (node.get("resources").is_some() || node.get("modules").is_some())
    {
        return match &version.kind {
            NodeKind::Number(number) if number == "4" => Ok(Form::State),
            _ => wrong(
                version.span,
                "this is a state file of another version than 4",
                "have a current Terraform or OpenTofu upgrade it, or pass what `terraform show -json` prints",
            ),
        };
    }
    Err(unknown())
}

impl<'n> Content<'n> {
    pub(super) fn module(
        &mut self,
        module: &'n Node,
        address: Option<&'n str>,
        action: Action,
        seen: &mut BTreeSet<Cow<'n, str>>,
    ) {
        for resource in self.list(module, "resources") {
            let deposed = deposed(resource.get("deposed_key"));
            let Some(mut instance) = self.instance(resource, address) else {
                continue;
            };
            if let Some(key) = deposed {
                let address = format!("{}{key}", instance.declared.address);
                instance.declared.shown = Cow::Owned(self.mail.hide(&address).into_owned());
                instance.declared.address = Cow::Owned(address);
            }
            if !seen.insert(instance.declared.address.clone()) {
                continue;
            }
            self.instances.push(Instance {
                declared: Declared {
                    values: resource.get("values"),
                    sensitive: Sensitive::Tree(resource.get("sensitive_values")),
                    ..instance.declared
                },
                action,
                depends: texts(resource.get("depends_on")),
                ..instance
            });
        }
        for child in self.list(module, "child_modules") {
            self.module(child, text_of(child, "address"), action, seen);
        }
    }

    fn state(&mut self, node: &'n Node) {
        for resource in self.list(node, "resources") {
            self.regions.extend(zones_read(resource));
            let Some(head) = self.instance(resource, text_of(resource, "module")) else {
                continue;
            };
            for object in self.list(resource, "instances") {
                self.is_map(object, "an instance");
                let flat = object.get("attributes_flat");
                let names = object
                    .get("sensitive_attributes")
                    .map_or(&[][..], Node::items)
                    .iter()
                    .filter_map(|path| text_of(path.items().first()?, "value"));
                let address = format!(
                    "{}{}{}",
                    head.declared.address,
                    index(object.get("index_key")),
                    deposed(object.get("deposed")).unwrap_or_default()
                );
                self.instances.push(Instance {
                    declared: Declared {
                        shown: Cow::Owned(self.mail.hide(&address).into_owned()),
                        address: Cow::Owned(address),
                        values: object.get("attributes").or(flat),
                        sensitive: Sensitive::Names(names.collect()),
                        ..head.declared
                    },
                    action: Action::Exists,
                    depends: texts(object.get("dependencies")),
                    ..head
                });
            }
        }
    }

    /// The head of a managed resource; `None` for anything else, which is counted.
    pub(super) fn instance(
        &mut self,
        node: &'n Node,
        module: Option<&'n str>,
    ) -> Option<Instance<'n>> {
        let (type_name, name) = self.block_of(node)?;
        match text_of(node, "mode") {
            Some("managed") | None => {}
            Some("data") => {
                let lead = text_of(node, "module").or(module).unwrap_or("");
                let written = text_of(node, "address");
                let named = || format!("{lead} {type_name} {name}");
                self.data_sources
                    .insert(written.map_or_else(named, str::to_owned));
                return None;
            }
            Some("ephemeral") => {
                self.left_out.ephemeral += 1;
                return None;
            }
            Some(_) => {
                let place = node.get("mode").unwrap_or(node);
                self.is_odd(place, "this mode of a resource is not known");
                return None;
            }
        }
        let module = text_of(node, "module_address")
            .or(module)
            .filter(|module| !module.is_empty());
        let built = || {
            let lead = module.map_or(String::new(), |module| format!("{module}."));
            format!("{lead}{type_name}.{name}{}", index(node.get("index")))
        };
        let written = node.get("address").or(node.get("name"));
        let named = text_of(node, "provider_name").or(text_of(node, "provider"));
        let address = text_of(node, "address").map_or_else(|| Cow::Owned(built()), Cow::Borrowed);
        let shown = match &address {
            Cow::Borrowed(address) => self.mail.hide(address),
            Cow::Owned(address) => Cow::Owned(self.mail.hide(address).into_owned()),
        };
        Some(Instance {
            declared: Declared {
                shown,
                address,
                type_name,
                provider: provider(named, type_name),
                settings: named.unwrap_or(""),
                values: None,
                unknown: None,
                sensitive: Sensitive::Tree(None),
                assumed: None,
                span: written.map_or(node.span, inner),
            },
            module,
            name,
            action: Action::Planned,
            depends: Vec::new(),
            before: text_of(node, "previous_address"),
            is_imported: node
                .get("change")
                .and_then(|change| change.get("importing"))
                .is_some_and(|importing| importing.kind != NodeKind::Null),
        })
    }
}

/// The region that a data source of a state has read. One of a type that can be asked for another region than
/// its provider's does not show whether it was.
fn zones_read(resource: &Node) -> Option<(String, &str, String)> {
    let type_name = text_of(resource, "type").filter(|name| *name == "aws_availability_zones")?;
    let (name, settings) = (text_of(resource, "name")?, text_of(resource, "provider")?);
    let values = resource
        .get("instances")?
        .items()
        .first()?
        .get("attributes")?;
    let word = region_read(type_name, values)?;
    Some((
        settings.to_owned(),
        word,
        format!("data.{type_name}.{name}"),
    ))
}

/// What the address of an object ends with that was replaced and not deleted yet: it is still there.
fn deposed(key: Option<&Node>) -> Option<String> {
    let key = key.filter(|node| node.kind != NodeKind::Null)?;
    let key = text(key).unwrap_or("unknown");
    Some(format!(" (deposed object {key})"))
}

fn texts(node: Option<&Node>) -> Vec<String> {
    let items = node.map_or(&[][..], Node::items).iter();
    items.filter_map(text).map(without_indices).collect()
}

fn index(key: Option<&Node>) -> String {
    match key.map(|key| &key.kind) {
        Some(NodeKind::Number(number)) => format!("[{number}]"),
        Some(NodeKind::String(text)) => {
            format!("[\"{}\"]", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => String::new(),
    }
}

/// The short name of a provider: `aws` of `registry.terraform.io/hashicorp/aws`, of `aws`, of
/// `provider.aws.east` and of `module.a.provider["registry.opentofu.org/hashicorp/aws"].east`; else
/// what a type begins with.
fn provider<'n>(written: Option<&'n str>, type_name: &'n str) -> &'n str {
    let named = written.and_then(|written| {
        if let Some((_, rest)) = written.split_once("provider[\"") {
            return rest.split('"').next()?.rsplit('/').next();
        }
        if let Some((_, rest)) = written.split_once("provider.") {
            return rest.split('.').next();
        }
        written.rsplit('/').next()
    });
    let named = named.filter(|name| !name.is_empty());
    let begin = type_name.split('_').next().unwrap_or(type_name);
    named.unwrap_or(begin)
}

#[cfg(test)]
mod tests {
    use super::provider;

    #[test]
    fn providers_are_named_in_many_ways() {
        for written in [
            "aws",
            "registry.terraform.io/hashicorp/aws",
            "provider.aws",
            "provider.aws.east",
            "module.a.provider.aws",
            "provider[\"registry.terraform.io/hashicorp/aws\"]",
            "module.a.provider[\"registry.opentofu.org/hashicorp/aws\"].east",
        ] {
            assert_eq!(provider(Some(written), "x_y"), "aws", "{written}");
        }
        assert_eq!(provider(None, "google_storage_bucket"), "google");
    }
}
