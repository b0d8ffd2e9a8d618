//! What a schema of the file format says about a value: its types and words, the short forms, and a
//! stand-in for it.

use serde_json::Value;

use super::node::{Key, Node, NodeKind};
use super::span::Span;

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

    /// The schema itself.
    pub fn schema(&self) -> &Value {
        &self.root
    }

    /// What a schema refers to; itself where it refers to nothing.
    pub(super) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
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

pub(super) fn description(schema: &Value, rules: &ShapeRules) -> String {
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

pub(super) fn list_of(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

pub(super) fn types_of(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn words_of(schema: &Value) -> Vec<&str> {
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return vec![word];
    }
    schema
        .get("enum")
        .and_then(Value::as_array)
        .map(|words| words.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

pub(super) fn fits(kind: &NodeKind, wanted: &str) -> bool {
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

pub(super) fn branches_of(schema: &Value) -> Option<&[Value]> {
    let branches = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
    branches.as_array().map(Vec::as_slice)
}

/// A value that the schema takes and that has no place: for one that is wrong or missing.
pub(super) fn stand_in(rules: &ShapeRules, schema: &Value) -> Node {
    let schema = rules.resolve(schema);
    let word = words_of(schema).first().copied().map(str::to_owned);
    let branch = branches_of(schema).and_then(|branches| branches.first());
    let kind = match (types_of(schema).first(), branch, word) {
        (_, _, Some(word)) => NodeKind::String(word),
        (_, Some(branch), _) => return stand_in(rules, branch),
        (Some(&"string"), ..) => NodeKind::String("?".to_owned()),
        (Some(&"boolean"), ..) => NodeKind::Bool(false),
        (Some(&("integer" | "number")), ..) => NodeKind::Number("0".to_owned()),
        (Some(&"array"), ..) => {
            let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
            let of = schema.get("items").unwrap_or(&Value::Null);
            NodeKind::Seq((0..least).map(|_| stand_in(rules, of)).collect())
        }
        (Some(&"object"), ..) => {
            let of = |key: &str| {
                schema
                    .get("properties")
                    .and_then(|properties| properties.get(key))
            };
            let required = schema
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            NodeKind::Map(
                required
                    .filter_map(Value::as_str)
                    .filter_map(|key| Some(absent(rules, key, of(key)?)))
                    .collect(),
            )
        }
        _ => NodeKind::Null,
    };
    Node {
        span: Span::NOWHERE,
        kind,
    }
}

/// A key that is missing, with a stand-in.
pub(super) fn absent(rules: &ShapeRules, key: &str, schema: &Value) -> (Key, Node) {
    let key = Key {
        name: key.into(),
        span: Span::NOWHERE,
    };
    (key, stand_in(rules, schema))
}

/// Writes a short form out in full, in place.
pub(super) fn expand(node: &mut Node, schema: &Value) {
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
                            name: name.as_str().into(),
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
                name: key.into(),
                span: node.span,
            },
            inner,
        )]);
    }
}
