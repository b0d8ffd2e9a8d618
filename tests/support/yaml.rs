//! YAML as the program reads it.

use fairnotice::input::{Diagnostics, Node, NodeKind, SourceMap, read_yaml};
use serde_json::Value;

/// The JSON value of a YAML text.
pub fn parsed(text: &str) -> Value {
    let file = SourceMap::new().add("sample", text);
    value(&read_yaml(file, text, &mut Diagnostics::new()).unwrap())
}

fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(value) => Value::Bool(*value),
        NodeKind::Number(text) => serde_json::from_str(text).unwrap(),
        NodeKind::String(text) => Value::String(text.clone()),
        NodeKind::Seq(items) => items.iter().map(value).collect(),
        NodeKind::Map(entries) => Value::Object(
            entries
                .iter()
                .map(|(key, item)| (key.name.to_string(), value(item)))
                .collect(),
        ),
    }
}
