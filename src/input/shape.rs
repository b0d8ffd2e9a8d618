//! Holding a document to the JSON Schema of its type, all errors at once, and writing its short
//! forms out in full.
//!
//! The schemas are our own, generated from the types of the file format, so only the keywords that
//! the generator writes are known here.

use serde_json::{Map, Value};

use super::diagnostic::{Diagnostics, InputError, InputErrorKind};
use super::node::{Key, Node, NodeKind};
use super::suggest::nearest;

/// A JSON Schema of the file format, with the extensions `x-shorthand`, `x-words` and
/// `x-one-or-many`.
#[derive(Debug, Clone)]
pub struct ShapeRules {
    root: Value,
}

impl ShapeRules {
    /// The rules of a type of the file format.
    pub fn of<T: schemars::JsonSchema>() -> Self {
        Self {
            root: schemars::generate::SchemaSettings::draft2020_12()
                .into_generator()
                .into_root_schema_for::<T>()
                .to_value(),
        }
    }

    /// The schema as it stands.
    pub fn schema(&self) -> &Value {
        &self.root
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        while let Some(pointer) = schema.get("$ref").and_then(Value::as_str) {
            match self.root.pointer(pointer.trim_start_matches('#')) {
                Some(target) => schema = target,
                None => break,
            }
        }
        schema
    }
}

/// Checks a document against the rules, writes short forms out in full, and pushes one error for
/// each thing that is wrong.
pub fn check_shape(node: &mut Node, rules: &ShapeRules, errors: &mut Diagnostics) {
    Checker { rules, errors }.value(node, &rules.root, "");
}

/// A key as it is written, or the document where there is none.
fn called(name: &str) -> String {
    match name {
        "" => "the document".to_owned(),
        name => format!("`{name}`"),
    }
}

struct Checker<'a> {
    rules: &'a ShapeRules,
    errors: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn value(&mut self, node: &mut Node, schema: &Value, name: &str) {
        let schema = self.rules.resolve(schema);
        if let Some(branches) = schema
            .get("anyOf")
            .or_else(|| schema.get("oneOf"))
            .and_then(Value::as_array)
        {
            return self.one_of(node, schema, branches, name);
        }
        expand(node, schema);
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            return self.word(node, &words, name);
        }
        let types = types_of(schema);
        if types.is_empty() || types.contains(&"null") && node.kind == NodeKind::Null {
            return;
        }
        if !types.iter().any(|wanted| fits(&node.kind, wanted)) {
            let words = schema.get("x-words").and_then(Value::as_object);
            return match (&node.kind, words) {
                (NodeKind::String(text), Some(words)) => self.no_word(node, text, words, name),
                _ => self.wrong_type(node, &types, name),
            };
        }
        match &mut node.kind {
            NodeKind::Map(_) => self.map(node, schema, name),
            NodeKind::Seq(items) => {
                if items.is_empty()
                    && schema.get("minItems").and_then(Value::as_u64).unwrap_or(0) > 0
                {
                    self.errors.push(
                        InputError::new(
                            InputErrorKind::Empty,
                            node.span,
                            format!("{what} is an empty list", what = called(name)),
                        )
                        .help("write at least one item, or leave the key out"),
                    );
                    return;
                }
                if let Some(max) = schema.get("maxItems").and_then(Value::as_u64)
                    && (items.len() as u64 > max
                        || (items.len() as u64)
                            < schema.get("minItems").and_then(Value::as_u64).unwrap_or(0))
                {
                    self.errors.push(InputError::new(
                        InputErrorKind::BadValue,
                        node.span,
                        format!(
                            "{what} takes {max} items, not {}",
                            items.len(),
                            what = called(name)
                        ),
                    ));
                }
                if let Some(of) = schema.get("items") {
                    for item in items {
                        self.value(item, of, name);
                    }
                }
            }
            NodeKind::String(text) if text.trim().is_empty() => {
                self.errors.push(InputError::new(
                    InputErrorKind::Empty,
                    node.span,
                    format!("{what} is an empty text", what = called(name)),
                ));
            }
            NodeKind::Number(text) => {
                let whole = types.contains(&"integer");
                let low = schema
                    .get("minimum")
                    .and_then(Value::as_f64)
                    .unwrap_or(f64::MIN);
                let high = schema
                    .get("maximum")
                    .and_then(Value::as_f64)
                    .unwrap_or(f64::MAX);
                let ok = text.parse::<f64>().is_ok_and(|value| {
                    (low..=high).contains(&value) && (!whole || value.fract() == 0.0)
                });
                if !ok {
                    self.errors.push(InputError::new(
                        InputErrorKind::BadValue,
                        node.span,
                        format!(
                            "`{text}` is not a value that {what} takes",
                            what = called(name)
                        ),
                    ));
                }
            }
            _ => {}
        }
    }

    /// `anyOf`: an optional value, or words that each have a description of their own.
    fn one_of(&mut self, node: &mut Node, schema: &Value, branches: &[Value], name: &str) {
        let words: Vec<&str> = branches.iter().flat_map(words_of).collect();
        if !words.is_empty() && branches.iter().all(|branch| !words_of(branch).is_empty()) {
            return self.word(node, &words, name);
        }
        if node.kind == NodeKind::Null
            && branches
                .iter()
                .any(|branch| types_of(branch).contains(&"null"))
        {
            return;
        }
        // Our types have at most one branch that is not "nothing".
        match branches.iter().find(|branch| types_of(branch) != ["null"]) {
            Some(branch) => self.value(node, branch, name),
            None => self.wrong_type(node, &types_of(schema), name),
        }
    }

    fn word(&mut self, node: &Node, words: &[&str], name: &str) {
        let list = || {
            words
                .iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match &node.kind {
            NodeKind::String(text) if words.contains(&text.as_str()) => {}
            NodeKind::String(text) => {
                let error = InputError::new(
                    InputErrorKind::BadValue,
                    node.span,
                    format!(
                        "`{text}` is not a value that {what} takes",
                        what = called(name)
                    ),
                );
                self.errors
                    .push(match nearest(text, words.iter().copied()) {
                        Some(word) => {
                            error.help(format!("did you mean `{word}`? It takes {}", list()))
                        }
                        None => error.help(format!("it takes {}", list())),
                    });
            }
            other => self.errors.push(
                InputError::new(
                    InputErrorKind::WrongType,
                    node.span,
                    format!(
                        "{what} takes a word, not {}",
                        other.describe(),
                        what = called(name)
                    ),
                )
                .help(format!("it takes {}", list())),
            ),
        }
    }

    /// A word where a map may be written as one of some other words.
    fn no_word(&mut self, node: &Node, text: &str, words: &Map<String, Value>, name: &str) {
        let names: Vec<&str> = words.keys().map(String::as_str).collect();
        let error = InputError::new(
            InputErrorKind::BadValue,
            node.span,
            format!(
                "`{text}` is not a value that {what} takes",
                what = called(name)
            ),
        );
        let takes = format!("takes {}, or a map", list_of(&names));
        self.errors
            .push(match nearest(text, names.iter().copied()) {
                Some(word) => error.help(format!("did you mean `{word}`? It {takes}")),
                None => error.help(format!("it {takes}")),
            });
    }

    fn wrong_type(&mut self, node: &Node, types: &[&str], name: &str) {
        let wanted: Vec<&str> = types
            .iter()
            .filter_map(|kind| match *kind {
                "string" => Some("a text"),
                "boolean" => Some("true or false"),
                "integer" | "number" => Some("a number"),
                "array" => Some("a list"),
                "object" => Some("a map"),
                _ => None,
            })
            .collect();
        let error = InputError::new(
            InputErrorKind::WrongType,
            node.span,
            format!(
                "{what} takes {}, not {}",
                wanted.join(" or "),
                node.kind.describe(),
                what = called(name)
            ),
        );
        self.errors.push(match &node.kind {
            NodeKind::Number(text) if wanted == ["a text"] => {
                error.help(format!("write it in quotes: `\"{text}\"`"))
            }
            NodeKind::Bool(value) if wanted == ["a text"] => {
                error.help(format!("write it in quotes: `\"{value}\"`"))
            }
            NodeKind::Null => error.help("write a value"),
            _ => error,
        });
    }

    fn map(&mut self, node: &mut Node, schema: &Value, name: &str) {
        let none = Map::new();
        let known = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&none);
        let others = schema.get("additionalProperties");
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let NodeKind::Map(entries) = &mut node.kind else {
            return;
        };
        let mut seen: Vec<Key> = Vec::with_capacity(entries.len());
        let mut meant: Vec<String> = Vec::new();
        for (key, value) in entries.iter_mut() {
            if let Some(first) = seen.iter().find(|other| other.name == key.name) {
                self.errors.push(
                    InputError::new(
                        InputErrorKind::DuplicateKey,
                        key.span,
                        format!("the key `{}` stands here twice", key.name),
                    )
                    .related(Some(first.span), "first here"),
                );
                continue;
            }
            seen.push(key.clone());
            match (known.get(&key.name), others) {
                (Some(schema), _) => {
                    // A key with nothing behind it is as good as none, where none need stand.
                    if value.kind == NodeKind::Null && !required.contains(&key.name.as_str()) {
                        continue;
                    }
                    self.value(value, schema, &key.name);
                }
                (None, Some(Value::Object(schema))) => {
                    self.value(value, &Value::Object(schema.clone()), &key.name);
                }
                _ => {
                    let names: Vec<&str> = known.keys().map(String::as_str).collect();
                    let error = InputError::new(
                        InputErrorKind::UnknownKey,
                        key.span,
                        format!("{what} has no key `{}`", key.name, what = called(name)),
                    );
                    self.errors
                        .push(match nearest(&key.name, names.iter().copied()) {
                            Some(near) => {
                                meant.push(near.to_owned());
                                error.help(format!("did you mean `{near}`?"))
                            }
                            None => error.help(format!("its keys are {}", list_of(&names))),
                        });
                }
            }
        }
        let span = seen.first().map_or(node.span, |key| key.span);
        for wanted in required {
            // A key that is only misspelt was told of above.
            if !seen.iter().any(|key| key.name == wanted)
                && !meant.iter().any(|near| near == wanted)
            {
                let about = known
                    .get(wanted)
                    .map(|schema| description(schema, self.rules))
                    .unwrap_or_default();
                let error = InputError::new(
                    InputErrorKind::MissingKey,
                    span,
                    format!("{what} lacks the key `{wanted}`", what = called(name)),
                );
                self.errors.push(if about.is_empty() {
                    error
                } else {
                    error.help(format!("`{wanted}`: {about}"))
                });
            }
        }
    }
}

fn description(schema: &Value, rules: &ShapeRules) -> String {
    schema
        .get("description")
        .or_else(|| rules.resolve(schema).get("description"))
        .and_then(Value::as_str)
        .unwrap_or("")
        .split("\n\n")
        .next()
        .unwrap_or("")
        .replace('\n', " ")
        .trim_end_matches('.')
        .to_owned()
}

fn list_of(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn types_of(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn words_of(schema: &Value) -> Vec<&str> {
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return vec![word];
    }
    schema
        .get("enum")
        .and_then(Value::as_array)
        .map(|words| words.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

fn fits(kind: &NodeKind, wanted: &str) -> bool {
    matches!(
        (kind, wanted),
        (NodeKind::Null, "null")
            | (NodeKind::Bool(_), "boolean")
            | (NodeKind::Number(_), "integer" | "number")
            | (NodeKind::String(_), "string")
            | (NodeKind::Seq(_), "array")
            | (NodeKind::Map(_), "object")
    )
}

/// Writes a short form out in full, in place.
fn expand(node: &mut Node, schema: &Value) {
    if schema.get("x-one-or-many").is_some()
        && !matches!(node.kind, NodeKind::Seq(_) | NodeKind::Null)
    {
        let item = node.clone();
        node.kind = NodeKind::Seq(vec![item]);
        return;
    }
    if let NodeKind::String(text) = &node.kind
        && let Some(Value::Object(fixed)) = schema.get("x-words").and_then(|words| words.get(text))
    {
        let span = node.span;
        node.kind = NodeKind::Map(
            fixed
                .iter()
                .filter_map(|(name, value)| {
                    let kind = match value {
                        Value::Bool(value) => NodeKind::Bool(*value),
                        Value::String(value) => NodeKind::String(value.clone()),
                        _ => return None,
                    };
                    Some((
                        Key {
                            name: name.clone(),
                            span,
                        },
                        Node { span, kind },
                    ))
                })
                .collect(),
        );
        return;
    }
    if let Some(key) = schema.get("x-shorthand").and_then(Value::as_str)
        && matches!(
            node.kind,
            NodeKind::String(_) | NodeKind::Seq(_) | NodeKind::Number(_)
        )
        && schema.get("type").and_then(Value::as_str) == Some("object")
    {
        let inner = node.clone();
        node.kind = NodeKind::Map(vec![(
            Key {
                name: key.to_owned(),
                span: node.span,
            },
            inner,
        )]);
    }
}
