//! The JSON Schemas of the file format, as editors and other tools need them: what the reader
//! knows by extensions of its own (short forms, single items in place of lists, keys with nothing
//! behind them) is spelt out.

use serde_json::{Map, Value, json};

use super::offered;
use crate::estate::formats;
use crate::input::ShapeRules;

/// The schemas of all kinds of file, each with the name of its file: of `fairnotice.yaml`, of a
/// file that it includes, of a file that holds a notice, of a line of NDJSON, of a scenario, of a
/// proposal, of a file of waivers, and of `evidence.lock`.
///
/// A document is valid against its schema exactly when the reader takes its shape; a schema cannot
/// state what its words refer to.
pub fn file_schemas() -> Vec<(&'static str, Value)> {
    [
        (
            "estate.schema.json",
            "fairnotice: an estate",
            &*formats::ESTATE,
        ),
        (
            "part.schema.json",
            "fairnotice: a part of an estate",
            &*formats::PART,
        ),
        (
            "notice.schema.json",
            "fairnotice: a privacy notice",
            &*formats::NOTICE,
        ),
        (
            "flow.schema.json",
            "fairnotice: a flow, one line of NDJSON",
            &*formats::FLOW,
        ),
        (
            "scenario.schema.json",
            "fairnotice: a scenario",
            &*formats::SCENARIO,
        ),
        (
            "proposal.schema.json",
            "fairnotice: a proposal",
            &*formats::PROPOSAL,
        ),
        (
            "waivers.schema.json",
            "fairnotice: waivers",
            &*formats::WAIVERS,
        ),
        (
            "evidence.schema.json",
            "fairnotice: what was seen of links",
            &*formats::EVIDENCE,
        ),
    ]
    .map(|(file, title, rules)| (file, published(title, rules)))
    .into()
}

fn published(title: &str, rules: &ShapeRules) -> Value {
    let mut root = rules.schema().clone();
    let definitions = root.as_object_mut().and_then(|root| root.remove("$defs"));
    // A whole document is always written out: short forms are for values within one.
    if let Some(root) = root.as_object_mut() {
        for extension in ["x-shorthand", "x-words"] {
            root.remove(extension);
        }
    }
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".to_owned(), json!(title));
    if let Value::Object(root) = spelt_out(root) {
        for (key, value) in root {
            schema.entry(key).or_insert(value);
        }
    }
    let definitions = match definitions {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    let mut definitions: Map<String, Value> = definitions
        .into_iter()
        .map(|(name, definition)| (name, spelt_out(definition)))
        .collect();
    let text = json!([&schema, &definitions]).to_string();
    definitions.extend(offered::definitions(&text));
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Value::Object(schema)
}

/// A schema with everything below it, and then itself, in the keywords that every tool knows.
fn spelt_out(schema: Value) -> Value {
    let Value::Object(mut schema) = schema else {
        return schema;
    };
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| {
            names
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    for (key, value) in &mut schema {
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties.iter_mut() {
                    let inner = offered::offering(name, spelt_out(property.take()));
                    *property = if required.contains(name) {
                        inner
                    } else {
                        or_nothing(inner)
                    };
                }
            }
            ("items" | "additionalProperties", inner) => *inner = spelt_out(inner.take()),
            ("anyOf" | "oneOf", Value::Array(branches)) => {
                for branch in branches {
                    *branch = spelt_out(branch.take());
                }
            }
            _ => {}
        }
    }
    if has_type(&schema, "string") && !schema.contains_key("const") && !schema.contains_key("enum")
    {
        // The reader takes no text of blanks alone.
        schema.insert("pattern".to_owned(), json!("\\S"));
    }
    // The width of a number in memory is no part of the format.
    schema.remove("format");

    let mut short = Vec::new();
    if schema.remove("x-one-or-many").is_some() {
        short.extend(schema.get("items").cloned());
    }
    if let Some(Value::Object(words)) = schema.remove("x-words") {
        let words: Vec<&String> = words.keys().collect();
        short.push(json!({"enum": words}));
    }
    if let Some(Value::String(key)) = schema.remove("x-shorthand") {
        let of_key = schema
            .get("properties")
            .and_then(|properties| properties.get(&key));
        short.extend(of_key.cloned().map(something));
    }
    if short.is_empty() {
        return Value::Object(schema);
    }
    // What describes the value as a whole stays outside.
    let mut whole = Map::new();
    for key in ["description", "default"] {
        if let Some(value) = schema.remove(key) {
            whole.insert(key.to_owned(), value);
        }
    }
    short.push(Value::Object(schema));
    whole.insert("anyOf".to_owned(), Value::Array(short));
    Value::Object(whole)
}

fn has_type(schema: &Map<String, Value>, wanted: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == wanted,
        Some(Value::Array(many)) => many.iter().any(|one| one == wanted),
        _ => false,
    }
}

/// A schema that also takes nothing, as every optional key does.
fn or_nothing(schema: Value) -> Value {
    let Value::Object(mut schema) = schema else {
        return schema;
    };
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        let nothing = json!({"type": "null"});
        if !branches.contains(&nothing) {
            branches.push(nothing);
        }
        return Value::Object(schema);
    }
    match schema.get_mut("type") {
        Some(Value::Array(types)) => {
            if !types.iter().any(|one| one == "null") {
                types.push(json!("null"));
            }
            return Value::Object(schema);
        }
        Some(one) => {
            *one = json!([one.take(), "null"]);
            return Value::Object(schema);
        }
        None => {}
    }
    let mut whole = Map::new();
    for key in ["description", "default"] {
        if let Some(value) = schema.remove(key) {
            whole.insert(key.to_owned(), value);
        }
    }
    whole.insert(
        "anyOf".to_owned(),
        json!([Value::Object(schema), {"type": "null"}]),
    );
    Value::Object(whole)
}

/// A schema that takes nothing no longer: a short form is always something.
fn something(schema: Value) -> Value {
    let Value::Object(mut schema) = schema else {
        return schema;
    };
    schema.remove("description");
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        branches.retain(|branch| *branch != json!({"type": "null"}));
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = types.as_mut_slice() {
            let one = one.take();
            schema.insert("type".to_owned(), one);
        }
    }
    Value::Object(schema)
}
