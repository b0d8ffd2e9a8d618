//! The resources of an ARM template, those of nested templates included.

use std::collections::BTreeMap;

use super::functions::holds;
use super::scope::{Scope, given, is_inner};
use super::{address, hoisted};
use crate::import::importer::ImportError;
use crate::import::listed::{ItemHead, Tree};
use crate::import::mail::Addresses;
use crate::import::model::Action;
use crate::import::path::{inner, text, text_of};
use crate::input::{InputError, InputErrorKind, Node, NodeKind, Span};

/// The type of a nested deployment.
const DEPLOYMENTS: &str = "microsoft.resources/deployments";
/// Templates may be nested this deep.
const MOST_NESTED: usize = 12;
/// What a resource says in addition to its attributes.
const FRAME: [&str; 7] = [
    "type",
    "name",
    "apiVersion",
    "dependsOn",
    "comments",
    "copy",
    "resources",
];

/// What a template deploys.
#[derive(Default)]
pub(super) struct Content {
    pub resources: Vec<(ItemHead, Tree)>,
    /// How many resources have a condition that does not hold.
    pub not_made: usize,
    /// How many exist already, and are only read.
    pub existing: usize,
    /// How many nested templates are in other files.
    pub others: usize,
    mail: Addresses,
}

/// What contains a resource.
struct Within<'a> {
    module: Option<&'a str>,
    /// The type and the name of the resource that holds it.
    parent: Option<(&'a str, &'a str)>,
    depth: usize,
}

impl Content {
    /// Adds what a template deploys.
    ///
    /// # Errors
    /// When it has no list of resources, or one of them no type.
    pub fn template(&mut self, node: &Node, scope: &Scope<'_>) -> Result<(), ImportError> {
        let within = Within {
            module: None,
            parent: None,
            depth: 0,
        };
        match node.get("resources") {
            Some(resources) => self.resources(resources, scope, &within),
            None => {
                let start = Span::new(node.span.file, node.span.start, node.span.start);
                Err(wrong(start, "this template has no `resources`"))
            }
        }
    }

    fn resources(
        &mut self,
        list: &Node,
        scope: &Scope<'_>,
        within: &Within<'_>,
    ) -> Result<(), ImportError> {
        let bodies: Vec<&Node> = match &list.kind {
            NodeKind::Seq(items) => items.iter().collect(),
            // With symbolic names.
            NodeKind::Map(entries) => entries.iter().map(|(_, body)| body).collect(),
            _ => return Err(wrong(list.span, "`resources` is a list of resources")),
        };
        for body in bodies {
            self.resource(body, scope, within)?;
        }
        Ok(())
    }

    fn resource(
        &mut self,
        body: &Node,
        scope: &Scope<'_>,
        within: &Within<'_>,
    ) -> Result<(), ImportError> {
        let start = Span::new(body.span.file, body.span.start, body.span.start);
        let Some(written) = text_of(body, "type") else {
            let message = "a resource of a template is a map with a `type`, which is a text";
            return Err(wrong(start, message));
        };
        let mut notes = Vec::new();
        if !self.is_made(body, scope, &mut notes) {
            return Ok(());
        }
        let name = body
            .get("name")
            .map_or_else(|| "*".to_owned(), |it| scope.name(it));
        let (type_name, name) = match within.parent {
            // Within another a resource may have the end of its type alone.
            Some((type_name, above)) if !written.contains('/') => {
                (format!("{type_name}/{written}"), format!("{above}/{name}"))
            }
            _ => (written.to_owned(), name),
        };
        if body.get("copy").is_some() {
            notes.push("it is made several times".to_owned());
        }
        let whole = attributes(scope.value(body));
        if scope.has_both() {
            let note = "a condition decides between values of it: it is judged by all of them";
            notes.push(note.to_owned());
        }
        if type_name.eq_ignore_ascii_case(DEPLOYMENTS) {
            return self.nested(body, scope, &name, within);
        }
        let place = body.get("name").map_or(start, inner);
        let is_plain = body
            .get("name")
            .and_then(text)
            .is_some_and(|it| !it.starts_with('['));
        let head = ItemHead {
            address: address(&type_name, &name),
            shown: self.mail.hide(&format!("{type_name} {name}")).into_owned(),
            parent: parent(&type_name, &name).or_else(|| scoped(body, scope)),
            provider: "azurerm".to_owned(),
            module: within.module.map(str::to_owned),
            names: name
                .rsplit('/')
                .next()
                .map(str::to_owned)
                .into_iter()
                .chain([name.clone()])
                .collect(),
            ids: Vec::new(),
            action: Action::Planned,
            tags: tags(&whole),
            notes,
            settings: None,
            is_whole: true,
            // An expression may hold anything.
            span: if is_plain {
                place
            } else {
                body.get("type").map_or(start, inner)
            },
            type_name: type_name.clone(),
        };
        self.resources.push((head, hoisted(whole)));
        if let Some(children) = body.get("resources") {
            let within = Within {
                parent: Some((&type_name, &name)),
                ..*within
            };
            self.resources(children, scope, &within)?;
        }
        Ok(())
    }

    /// Whether a resource is made; what is not is counted.
    fn is_made(&mut self, body: &Node, scope: &Scope<'_>, notes: &mut Vec<String>) -> bool {
        let is_there = body.get("existing");
        if is_there.is_some_and(|it| it.kind == NodeKind::Bool(true)) {
            self.existing += 1;
            return false;
        }
        match body.get("condition").map(|it| holds(&scope.value(it))) {
            Some(Some(false)) => {
                self.not_made += 1;
                return false;
            }
            Some(None) => notes.push(
                "whether its condition holds depends on how it is deployed: it is judged as if it did"
                    .to_owned(),
            ),
            _ => {}
        }
        true
    }

    /// What a deployment of another template deploys, where it contains that template.
    fn nested(
        &mut self,
        body: &Node,
        scope: &Scope<'_>,
        name: &str,
        within: &Within<'_>,
    ) -> Result<(), ImportError> {
        let properties = body.get("properties");
        let Some((properties, template)) =
            properties.and_then(|it| Some((it, it.get("template")?)))
        else {
            self.others += 1;
            return Ok(());
        };
        let Some(list) = template.get("resources") else {
            return Ok(());
        };
        if within.depth >= MOST_NESTED {
            return Err(wrong(body.span, "templates are nested too deep here"));
        }
        let module = match within.module {
            Some(module) => format!("{module}/{name}"),
            None => name.to_owned(),
        };
        let module = self.mail.hide(&module);
        let within = Within {
            module: Some(&module),
            parent: None,
            depth: within.depth + 1,
        };
        if !is_inner(properties) {
            return self.resources(list, scope, &within);
        }
        // That of another group lies elsewhere.
        let is_elsewhere = body
            .get("resourceGroup")
            .or(body.get("subscriptionId"))
            .is_some();
        let region = scope.region().filter(|_| !is_elsewhere);
        let inner = Scope::new(template, given(properties, scope), region, scope.built);
        self.resources(list, &inner, &within)
    }
}

/// What of a resource are attributes: a map.
fn attributes(tree: Tree) -> Tree {
    match tree {
        Tree::Map(entries, span) => Tree::Map(
            entries
                .into_iter()
                .filter(|(key, _)| !FRAME.contains(&key.name.as_str()))
                .collect(),
            span,
        ),
        other => Tree::Map(Vec::new(), other.span()),
    }
}

/// The address of what a resource is part of, by the ends of its type and of its name.
fn parent(type_name: &str, name: &str) -> Option<String> {
    let (type_name, _) = type_name.rsplit_once('/')?;
    let (name, _) = name.rsplit_once('/')?;
    type_name.contains('/').then(|| address(type_name, name))
}

/// The address of the resource that another extends.
fn scoped(body: &Node, scope: &Scope<'_>) -> Option<String> {
    match scope.value(body.get("scope")?) {
        Tree::Later(to, _) => to,
        _ => None,
    }
}

fn tags(attributes: &Tree) -> BTreeMap<String, String> {
    let Some(Tree::Map(entries, _)) = attributes.get("tags") else {
        return BTreeMap::new();
    };
    entries
        .iter()
        .filter_map(|(key, value)| Some((key.name.to_string(), value.as_text()?.to_owned())))
        .collect()
}

fn wrong(span: Span, message: &str) -> ImportError {
    let error = InputError::new(InputErrorKind::BadValue, span, message);
    error
        .help("pass a template as Azure Resource Manager takes it")
        .into()
}
