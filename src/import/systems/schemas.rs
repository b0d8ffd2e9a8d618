//! Which data the schemas of an API mark as personal: by `x-data-classification` and the other extensions that people
//! write for it.

use std::collections::{BTreeMap, BTreeSet};

use super::classes::{Class, class};
use super::fides;
use super::model::Said;
use crate::import::path::{entries, text, text_of};
use crate::input::{Node, NodeKind, Span};

/// Extensions whose value is a class, or an object with one as its `category`.
const CLASSES: [&str; 6] = [
    "x-data-classification",
    "x-data-class",
    "x-data-sensitivity",
    "x-classification",
    "x-privacy-classification",
    "x-privacy",
];

/// Extensions that say that data are personal, by `true` or by a word of which kind.
const FLAGS: [&str; 5] = [
    "x-pii",
    "x-personal-data",
    "x-is-pii",
    "x-gdpr",
    "x-contains-pii",
];

/// Extensions whose value is one or more categories of data.
const CATEGORIES: [&str; 4] = [
    "x-data-categories",
    "x-data-category",
    "x-personal-data-categories",
    "x-fides-data-categories",
];

/// Keys of an object that has a class.
const WITHIN: [&str; 4] = ["category", "classification", "class", "type"];

/// Schemas may be within schemas this deep.
const DEEPEST: usize = 48;

/// What a schema says of its data.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    /// They are personal; the term below which they are.
    Personal(&'static str),
    /// They are these categories.
    Categories(Vec<Said>),
    /// They have a level of protection.
    Level(String),
    /// They are not personal.
    None,
}

/// The mark of a schema or of a parameter.
fn mark(node: &Node) -> Option<Mark> {
    for key in CATEGORIES {
        let all = Said::all(node, key);
        if !all.is_empty() {
            return Some(Mark::Categories(
                all.into_iter().map(fides::category).collect(),
            ));
        }
    }
    for key in FLAGS {
        match node.get(key).map(|it| &it.kind) {
            Some(NodeKind::Bool(true)) => return Some(Mark::Personal("personal-data")),
            Some(NodeKind::Bool(false)) => return Some(Mark::None),
            Some(NodeKind::String(word)) => {
                return Some(match class(word) {
                    Class::Personal(term) => Mark::Personal(term),
                    Class::NotPersonal => Mark::None,
                    _ if ["false", "no", "none"].contains(&word.as_str()) => Mark::None,
                    Class::Level | Class::Other => Mark::Personal("personal-data"),
                });
            }
            Some(NodeKind::Map(_)) => return Some(Mark::Personal("personal-data")),
            _ => {}
        }
    }
    if node
        .get("x-twilio")
        .is_some_and(|it| it.get("pii").is_some())
    {
        return Some(Mark::Personal("personal-data"));
    }
    CLASSES.iter().find_map(|key| of_class(node.get(key)?))
}

/// What a class says, written as a word, as a list of them, or in an object.
fn of_class(value: &Node) -> Option<Mark> {
    let within = WITHIN.iter().find_map(|key| value.get(key));
    let named = Said::all(value, "category");
    let named: Vec<Said> = named.into_iter().map(fides::category).collect();
    let value = within.unwrap_or(value);
    let words = match &value.kind {
        NodeKind::String(word) => word.clone(),
        NodeKind::Seq(items) => {
            let words: Vec<&str> = items.iter().filter_map(text).collect();
            words.join(" ")
        }
        _ => return None,
    };
    Some(match class(&words) {
        Class::Personal(term) => Mark::Personal(term),
        Class::NotPersonal => Mark::None,
        // A category in words of its own: `category: email address`.
        Class::Other if !named.is_empty() => Mark::Categories(named),
        Class::Level | Class::Other => Mark::Level(words),
    })
}

/// What was found on the way through schemas.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The data that are marked as personal, each name once.
    pub data: Vec<Said>,
    /// How many have a level only, by that, with the place of the first.
    pub levels: BTreeMap<String, (Span, usize)>,
}

/// A walk through the schemas of a document.
pub(super) struct Walk<'n> {
    root: &'n Node,
    /// References that were followed already.
    seen: BTreeSet<&'n str>,
    /// What it found.
    pub found: Marked,
}

impl<'n> Walk<'n> {
    /// A walk that has not begun.
    pub fn new(root: &'n Node) -> Self {
        Self {
            root,
            seen: BTreeSet::new(),
            found: Marked::default(),
        }
    }

    /// Whether a schema was reached.
    pub fn has_seen(&self, reference: &str) -> bool {
        self.seen.contains(reference)
    }

    /// A parameter, or a header of an answer, by its name.
    pub fn parameter(&mut self, node: &'n Node) {
        let Some(node) = self.resolved(node) else {
            return;
        };
        let name = text_of(node, "name").unwrap_or_default();
        if let Some(mark) = mark(node) {
            self.push(mark, node, name, "");
            return;
        }
        match node.get("schema") {
            Some(schema) => self.schema(schema, name, "", 0),
            // Version 2 of the format has the type of a parameter in itself.
            None => self.schema(node, name, "", 0),
        }
    }

    /// A body of a request or an answer: its schemas by type of media, or its schema.
    pub fn body(&mut self, node: &'n Node) {
        let Some(node) = self.resolved(node) else {
            return;
        };
        for (_, media) in node.get("content").into_iter().flat_map(entries) {
            if let Some(schema) = media.get("schema") {
                self.schema(schema, "body", "", 0);
            }
        }
        if let Some(schema) = node.get("schema") {
            self.schema(schema, "body", "", 0);
        }
    }

    /// What a reference leads to; `None` where that was visited, or is not there.
    fn resolved(&mut self, node: &'n Node) -> Option<&'n Node> {
        match text_of(node, "$ref") {
            None => Some(node),
            Some(reference) => self.follow(reference),
        }
    }

    fn follow(&mut self, reference: &'n str) -> Option<&'n Node> {
        if !self.seen.insert(reference) {
            return None;
        }
        let mut node = self.root;
        for part in reference.strip_prefix("#/")?.split('/') {
            node = node.get(&part.replace("~1", "/").replace("~0", "~"))?;
        }
        Some(node)
    }

    /// A schema; `name` is that of the property, `of` that of the schema which it is in.
    pub fn schema(&mut self, node: &'n Node, name: &str, of: &str, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let own = mark(node);
        if let Some(own) = own.filter(|own| *own == Mark::None || !has_marks_within(node, 0)) {
            self.push(own, node, name, of);
            return;
        }
        if let Some(reference) = text_of(node, "$ref") {
            let last = reference.rsplit('/').next().unwrap_or(reference);
            if let Some(node) = self.follow(reference) {
                self.schema(node, last, last, depth + 1);
            }
            return;
        }
        for (property, schema) in node.get("properties").into_iter().flat_map(entries) {
            self.schema(schema, property, of, depth + 1);
        }
        for key in ["items", "additionalProperties"] {
            if let Some(schema) = node.get(key) {
                self.schema(schema, name, of, depth + 1);
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for schema in node.get(key).map_or(&[][..], Node::items) {
                self.schema(schema, name, of, depth + 1);
            }
        }
    }

    fn push(&mut self, mark: Mark, node: &Node, name: &str, of: &str) {
        let span = Span::new(node.span.file, node.span.start, node.span.start);
        match mark {
            Mark::None => {}
            Mark::Level(word) => {
                let (_, count) = self.found.levels.entry(word).or_insert((span, 0));
                *count += 1;
            }
            Mark::Categories(all) => all.into_iter().for_each(|said| self.found.add(said)),
            Mark::Personal(term) => {
                let mut said = Said::new(words_of(name), span);
                said.under = Some(term.to_owned()).filter(|it| it != "personal-data");
                said.of = Some(words_of(of)).filter(|it| !it.is_empty() && *it != said.words);
                self.found.add(said);
            }
        }
    }
}

impl Marked {
    /// Whether nothing has a mark.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty() && self.levels.is_empty()
    }

    fn add(&mut self, said: Said) {
        let is_there = |held: &Said| held.words == said.words && held.of == said.of;
        if !said.words.is_empty() && !self.data.iter().any(is_there) {
            self.data.push(said);
        }
    }
}

/// Whether something within a schema, references not followed, has a mark of its own.
fn has_marks_within(node: &Node, depth: usize) -> bool {
    let properties = node.get("properties").into_iter().flat_map(entries);
    let mut parts = properties
        .map(|(_, schema)| schema)
        .chain(node.get("items"));
    depth < DEEPEST && parts.any(|it| mark(it).is_some() || has_marks_within(it, depth + 1))
}

/// A name of code as words: `dateOfBirth` and `date_of_birth` are `date of birth`.
pub(super) fn words_of(name: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in name.chars() {
        let is_new = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        if is_new || !c.is_alphanumeric() {
            out.push(' ');
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
        before = c;
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Diagnostics, SourceMap, read_json};

    fn read(text: &str) -> Node {
        let mut sources = SourceMap::new();
        let file = sources.add("a.json", text);
        read_json(file, text, 0, &mut Diagnostics::new()).unwrap()
    }

    #[test]
    fn names_of_code_become_words() {
        for (name, words) in [
            ("dateOfBirth", "date of birth"),
            ("date_of_birth", "date of birth"),
            ("x-Email", "x email"),
            ("IPAddress", "ipaddress"),
            ("", ""),
        ] {
            assert_eq!(words_of(name), words, "{name}");
        }
    }

    #[test]
    fn every_way_of_marking_is_read() {
        let personal = Some(Mark::Personal("personal-data"));
        for (schema, expected) in [
            (r#"{"x-data-classification": "pii"}"#, personal.clone()),
            (
                r#"{"x-data-classification": {"category": "health", "masking": {}}}"#,
                Some(Mark::Personal("medical-health")),
            ),
            (
                r#"{"x-data-classification": ["internal", "PII"]}"#,
                personal.clone(),
            ),
            (
                r#"{"x-data-classification": "internal"}"#,
                Some(Mark::Level("internal".to_owned())),
            ),
            (r#"{"x-pii": true}"#, personal.clone()),
            (r#"{"x-pii": false}"#, Some(Mark::None)),
            (r#"{"x-pii": "name"}"#, personal.clone()),
            (
                r#"{"x-twilio": {"pii": {"handling": "standard"}}}"#,
                personal,
            ),
            (r#"{"type": "string"}"#, None),
        ] {
            assert_eq!(mark(&read(schema)), expected, "{schema}");
        }
        let named = mark(&read(
            r#"{"x-data-classification": {"category": "email address"}}"#,
        ));
        assert!(matches!(named, Some(Mark::Categories(_))), "{named:?}");
        let categories = mark(&read(r#"{"x-data-categories": ["user.contact.email"]}"#));
        let Some(Mark::Categories(all)) = categories else {
            panic!("{categories:?}");
        };
        assert_eq!(all[0].term.as_ref().unwrap().term, "email-address");
    }

    #[test]
    fn schemas_that_contain_themselves_end() {
        let root = read(
            r##"{"a": {"properties": {"b": {"$ref": "#/a"}, "e": {"x-pii": true},
            "c": {"x-pii": true, "properties": {"d": {"x-pii": true}}}}}}"##,
        );
        let mut walk = Walk::new(&root);
        walk.schema(root.get("a").unwrap(), "a", "a", 0);
        let words: Vec<&str> = walk.found.data.iter().map(|it| it.words.as_str()).collect();
        assert_eq!(words, ["e", "d"]);
    }
}
