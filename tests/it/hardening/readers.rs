//! Two readers of the same document: what is written as JSON and as YAML is the same to both.

use fairnotice::SourceMap;
use fairnotice::input::{Diagnostics, Node, NodeKind, read_json, read_yaml};
use proptest::prelude::*;
use serde_json::Value;

/// A document without places.
fn plain(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(it) => Value::Bool(*it),
        NodeKind::Number(it) => serde_json::json!({ "number": it }),
        NodeKind::String(it) => Value::String(it.clone()),
        NodeKind::Seq(items) => items.iter().map(plain).collect(),
        NodeKind::Map(entries) => {
            let entries = entries.iter();
            let pairs =
                entries.map(|(key, value)| serde_json::json!([key.name.as_str(), plain(value)]));
            serde_json::json!({ "map": pairs.collect::<Vec<_>>() })
        }
    }
}

fn read(text: &str, is_json: bool) -> Result<Value, String> {
    let file = SourceMap::new().add("x", text);
    let mut errors = Diagnostics::new();
    let node = if is_json {
        read_json(file, text, 0, &mut errors)
    } else {
        read_yaml(file, text, &mut errors)
    };
    let errors = errors.into_sorted();
    match node {
        Some(node) if errors.is_empty() => Ok(plain(&node)),
        _ => Err(format!("{errors:?}")),
    }
}

/// The same as YAML that is indented, as people write it.
fn indented(value: &Value, depth: usize, out: &mut String) {
    let lead = "  ".repeat(depth);
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                out.push_str(&format!("\n{lead}{}:", Value::String(key.clone())));
                indented(value, depth + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("\n{lead}-"));
                indented(item, depth + 1, out);
            }
        }
        value => out.push_str(&format!(" {value}")),
    }
}

fn documents() -> impl Strategy<Value = Value> {
    let text = "[ -~äß学😀\n\t]{0,12}|true|null|~|1|0x1F|1e3|yes|- a|#|2024-01-01|: |é";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(Value::from),
        (-1000_i32..1000).prop_map(|it| Value::from(f64::from(it) / 8.0)),
        text.prop_map(Value::String),
    ];
    let tree = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            proptest::collection::btree_map(text, inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    // A document of ours is a map.
    proptest::collection::btree_map("[a-z]{1,8}", tree, 1..5)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn json_and_yaml_are_read_alike(document in documents()) {
        let json = document.to_string();
        let expected = read(&json, true);
        prop_assert!(expected.is_ok(), "{json}: {expected:?}");
        // JSON is YAML.
        let same = read(&json, false);
        prop_assert_eq!(&same, &expected, "{}", json);
        let mut yaml = String::new();
        indented(&document, 0, &mut yaml);
        let alike = read(&yaml, false);
        prop_assert_eq!(&alike, &expected, "{}", yaml);
    }
}
