//! The sections of a template, and its resources.

use std::collections::BTreeMap;

use super::READS;
use super::functions::Scope;
use crate::import::built::Built;
use crate::import::importer::ImportError;
use crate::import::listed::{ItemHead, Tree, snake};
use crate::import::mail::Addresses;
use crate::import::model::Action;
use crate::import::path::{entries, text, text_of};
use crate::input::{InputError, InputErrorKind, Key, Node, NodeKind, Span};

/// Properties that name a thing in the whole account.
const NAMES: [&str; 14] = [
    "BucketName",
    "TableName",
    "FunctionName",
    "QueueName",
    "TopicName",
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "DomainName",
    "LogGroupName",
    "ClusterName",
    "RepositoryName",
    "UserPoolName",
    "Name",
    "StreamName",
];
/// The loops of a template make this many resources at most.
const MOST_MADE: usize = 1_000;

/// A template.
pub(super) struct Template<'n> {
    resources: &'n [(Key, Node)],
    globals: Option<&'n Node>,
    scope: Scope<'n>,
}

/// What a template deploys.
pub(super) struct Content {
    pub resources: Vec<(ItemHead, Tree)>,
    /// How many resources have a condition that does not hold.
    pub not_made: usize,
    /// Those that deploy another template, in words; where.
    pub others: Vec<(String, Span)>,
    /// How many resources loops have made.
    made: usize,
    /// What else it deploys, which it does not show; where.
    pub incomplete: Vec<(String, Span)>,
}

impl<'n> Template<'n> {
    /// A document, the region that the call names, and what the templates of the file have built.
    ///
    /// # Errors
    /// When it is no template.
    pub fn new(
        node: &'n Node,
        region: Option<&'n str>,
        built: &'n Built,
    ) -> Result<Self, ImportError> {
        let NodeKind::Map(_) = &node.kind else {
            return Err(ImportError::unknown(node.span, &node.kind, vec![READS]));
        };
        let wrong = |span: Span, message: &str| {
            InputError::new(InputErrorKind::BadValue, span, message)
                .help("pass a template as CloudFormation takes it")
        };
        let Some(resources) = node.get("Resources") else {
            let start = Span::new(node.span.file, node.span.start, node.span.start);
            return Err(wrong(start, "this template has no `Resources`").into());
        };
        let NodeKind::Map(entries) = &resources.kind else {
            let message = "`Resources` is a map of names to resources";
            return Err(wrong(resources.span, message).into());
        };
        Ok(Self {
            resources: entries,
            globals: node.get("Globals"),
            scope: Scope::new(node, region, built),
        })
    }

    /// Its resources, with their attributes.
    ///
    /// # Errors
    /// When a resource has no type, and when functions build too much.
    pub fn content(&self) -> Result<Content, ImportError> {
        let mut content = Content {
            resources: Vec::new(),
            not_made: 0,
            others: Vec::new(),
            made: 0,
            incomplete: Vec::new(),
        };
        let mut mail = Addresses::default();
        for (key, body) in self.resources {
            if key.name.starts_with("Fn::ForEach") {
                self.for_each(key, body, &mut content, &mut mail)?;
            } else if key.name.starts_with("Fn::") {
                let note = format!(
                    "`{}` adds resources that the template does not show",
                    key.name
                );
                content.incomplete.push((note, key.span));
            } else {
                self.resource(&key.name, key, body, &mut content, &mut mail)?;
            }
        }
        self.scope.built.within_limit()?;
        content
            .resources
            .sort_by(|a, b| a.0.address.cmp(&b.0.address));
        Ok(content)
    }

    fn resource(
        &self,
        name: &str,
        key: &Key,
        body: &'n Node,
        content: &mut Content,
        mail: &mut Addresses,
    ) -> Result<(), ImportError> {
        let Some(type_name) = text_of(body, "Type") else {
            // Tools before CloudFormation put others in place of a tag.
            if let Some((tag, _)) = body.get("Type").into_iter().flat_map(entries).next() {
                let note = format!(
                    "`{}` is what `{tag}` names, which is not read",
                    mail.hide(name)
                );
                content.incomplete.push((note, key.span));
                return Ok(());
            }
            let message = "a resource of a template is a map with a `Type`, which is a text";
            return Err(InputError::new(InputErrorKind::BadValue, key.span, message).into());
        };
        let mut notes = Vec::new();
        if let Some(condition) = body.get("Condition") {
            match self.scope.holds(condition) {
                Some(true) => {}
                Some(false) => {
                    content.not_made += 1;
                    return Ok(());
                }
                None => notes.push(
                    "whether its condition holds depends on how it is deployed: it is judged as if it did"
                        .to_owned(),
                ),
            }
        }
        let attributes = self.attributes(type_name, key.span, body);
        self.scope.built.within_limit()?;
        if self.scope.has_both() {
            notes.push(
                "a condition decides between values of it: it is judged by all of them".to_owned(),
            );
        }
        if self.scope.is_imprecise() {
            notes
                .push("`Fn::Transform` adds attributes that the template does not show".to_owned());
        }
        if ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"].contains(&type_name) {
            let note = "it deploys another template, which is not read here: pass that as well";
            notes.push(note.to_owned());
            let note = nested(&mail.hide(name), &attributes);
            content.others.push((note, inner_key(key)));
        }
        let mut names: Vec<String> = NAMES
            .iter()
            .filter_map(|name| attributes.get(name)?.as_text())
            .map(str::to_owned)
            .collect();
        let path = body
            .get("Metadata")
            .and_then(|it| text_of(it, "aws:cdk:path"));
        names.extend(path.map(str::to_owned));
        let head = ItemHead {
            address: name.to_owned(),
            shown: mail.hide(name).into_owned(),
            type_name: type_name.to_owned(),
            provider: "aws".to_owned(),
            module: None,
            names,
            ids: Vec::new(),
            action: Action::Planned,
            tags: tags(&attributes),
            notes,
            parent: None,
            settings: None,
            is_whole: true,
            span: inner_key(key),
        };
        parts(&head, &attributes, content);
        content.resources.push((head, attributes));
        Ok(())
    }

    /// What a resource sets, and what is set for all of its type.
    fn attributes(&self, type_name: &str, span: Span, body: &'n Node) -> Tree {
        let own = match body.get("Properties") {
            Some(properties) => self.scope.value(properties),
            None => Tree::Map(Vec::new(), body.span),
        };
        let built = self.scope.built;
        // A loop makes it once for each word.
        let own = if self.scope.is_bound() {
            built.counted(own, span)
        } else {
            own
        };
        match self.global(type_name) {
            // It is put into each resource of the type.
            Some(global) => beneath(own, built.counted(self.scope.value(global), span)),
            None => own,
        }
    }

    /// What SAM sets for all resources of a type.
    fn global(&self, type_name: &str) -> Option<&'n Node> {
        let kind = type_name.strip_prefix("AWS::Serverless::")?;
        self.globals?.get(kind)
    }

    /// The resources that `Fn::ForEach` makes, where the template lists for what.
    fn for_each(
        &self,
        key: &Key,
        body: &'n Node,
        content: &mut Content,
        mail: &mut Addresses,
    ) -> Result<(), ImportError> {
        let [variable, list, made] = body.items() else {
            let message = "`Fn::ForEach` takes a name, a list and what is made of each";
            return Err(InputError::new(InputErrorKind::BadValue, key.span, message).into());
        };
        let variable = text(variable).unwrap_or("");
        let values = self.scope.value(list);
        let words: Vec<&str> = values.items().iter().filter_map(Tree::as_text).collect();
        content.made += words.len() * entries(made).count();
        if words.is_empty() || words.len() != values.items().len() || content.made > MOST_MADE {
            let note = format!(
                "`{}` makes resources for what the template does not list",
                key.name
            );
            content.incomplete.push((note, key.span));
            return Ok(());
        }
        for word in words {
            self.scope.bind(Some((variable, word)));
            for (pattern, body) in entries(made) {
                let name = pattern.replace(&format!("${{{variable}}}"), word);
                let name = name.replace(&format!("&{{{variable}}}"), word);
                self.resource(&name, key, body, content, mail)?;
            }
        }
        self.scope.bind(None);
        Ok(())
    }
}

/// What a resource sets, with what is set for all beneath it: maps are joined, lists are put together, and of
/// two values its own counts.
fn beneath(own: Tree, global: Tree) -> Tree {
    match (own, global) {
        (Tree::Map(mut entries, span), Tree::Map(others, _)) => {
            for (key, value) in others {
                let at = entries.iter().position(|(own, _)| own.name == key.name);
                match at.map(|at| entries.remove(at)) {
                    Some((own_key, own)) => entries.push((own_key, beneath(own, value))),
                    None => entries.push((key, value)),
                }
            }
            Tree::Map(entries, span)
        }
        (Tree::Seq(items, span), Tree::Seq(others, _)) => {
            Tree::Seq(others.into_iter().chain(items).collect(), span)
        }
        (own, _) => own,
    }
}

/// That a resource deploys another template, with the name of its file where that is one.
fn nested(name: &str, attributes: &Tree) -> String {
    let path = ["TemplateURL", "Location"]
        .iter()
        .find_map(|key| attributes.get(key)?.as_text());
    let file = path.map(|path| path.split('?').next().unwrap_or(path));
    let file = file.and_then(|path| path.rsplit('/').next());
    let is_name = |word: &&str| {
        let fits = |ch: char| ch.is_ascii_alphanumeric() || "._-".contains(ch);
        !word.is_empty() && word.len() < 80 && word.chars().all(fits)
    };
    match file.filter(is_name) {
        Some(file) => {
            format!("`{name}` deploys another template (`{file}`), which is not read here")
        }
        None => format!("`{name}` deploys another template, which is not read here"),
    }
}

fn inner_key(key: &Key) -> Span {
    // A key in quotes in YAML has them in its span.
    let quotes = (key.span.end - key.span.start) as usize == key.name.len() + 2;
    if quotes {
        return Span::new(key.span.file, key.span.start + 1, key.span.end - 1);
    }
    key.span
}

/// Resources within another: subscriptions of a topic.
fn parts(head: &ItemHead, attributes: &Tree, content: &mut Content) {
    if head.type_name != "AWS::SNS::Topic" {
        return;
    }
    let list = attributes.get("Subscription").map_or(&[][..], Tree::items);
    for (at, subscription) in list.iter().enumerate() {
        let part = ItemHead {
            address: format!("{}.Subscription[{at}]", head.address),
            shown: format!("{}.Subscription[{at}]", head.shown),
            type_name: "AWS::SNS::Subscription".to_owned(),
            names: vec![head.address.clone()],
            notes: Vec::new(),
            ..head.clone()
        };
        content.resources.push((part, subscription.clone()));
    }
}

/// Its tags, by name: those of a list of keys and values, and those of a map.
fn tags(attributes: &Tree) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let Tree::Map(entries, _) = attributes else {
        return found;
    };
    for (_, tags) in entries.iter().filter(|(key, _)| key.name.ends_with("Tags")) {
        if let Tree::Map(map, _) = tags {
            let known = map.iter().filter_map(|(key, value)| {
                Some((key.name.to_string(), value.as_text()?.to_owned()))
            });
            found.extend(known);
        }
        for tag in tags.items() {
            let text = |key: &str| tag.get(key).and_then(Tree::as_text);
            if let (Some(name), Some(value)) = (text("Key"), text("Value")) {
                found.insert(name.to_owned(), value.to_owned());
            }
        }
    }
    found
}

/// What Terraform may call a type: `aws_sqs_queue` of `AWS::SQS::Queue`, `aws_api_gateway_model` of
/// `AWS::ApiGateway::Model`.
pub(in crate::import) fn guesses(type_name: &str) -> Vec<String> {
    let mut parts = type_name.split("::");
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("AWS"), Some(service), Some(name), None) => vec![
            format!("aws_{}_{}", service.to_lowercase(), snake(name)),
            format!("aws_{}_{}", snake(service), snake(name)),
        ],
        _ => Vec::new(),
    }
}
