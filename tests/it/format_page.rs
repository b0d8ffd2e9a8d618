//! The page of all keys of an estate, made from the JSON Schemas: what they say to editors it says to people.

use std::collections::BTreeSet;

use fairnotice::cli::schema::schemas;
use serde_json::{Map, Value};

const HEAD: &str = "\
<!-- Generated from the JSON Schemas (`FAIRNOTICE_UPDATE=1 cargo test --test it generated`): edit the docstrings. -->

# All keys

Every key of the files of an estate: what it takes and what it means. Editors complete the same keys with
[schemas/](../schemas/). Files are YAML or JSON. A key in **bold** is required. Where a list is taken, one value may be
written without brackets. Days are written `2026-11-28`, periods `P6Y`, `P18M` or `P30D`, countries by their two letters.
`fairnotice terms WORD` finds the terms of data, people, purposes, legal bases, measures and recipients.

What is not written is *not recorded*: the check asks where it matters. `not-recorded` of an estate names whole matters
that nobody has recorded yet, so that each of them is a question and not an error.

";

/// The files, with the key of their schema.
const FILES: [(&str, &str); 4] = [
    ("estate.schema.json", "The estate"),
    ("waivers.schema.json", "Waivers"),
    ("proposal.schema.json", "A proposal"),
    ("scenario.schema.json", "A scenario"),
];

/// The page.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    let mut shown = BTreeSet::new();
    for (name, title) in FILES {
        let all = schemas();
        let (_, schema) = all.iter().find(|(known, _)| *known == name).unwrap();
        let schema = serde_json::to_value(schema).unwrap();
        let defs = schema["$defs"].as_object().cloned().unwrap_or_default();
        page.push_str(&format!("## {title}\n\n{}\n\n", text(&schema)));
        let mut next = Vec::new();
        page.push_str(&keys(&schema, &defs, &mut next));
        // In the order in which they are first spoken of, each behind what speaks of it.
        next.reverse();
        while let Some(def) = next.pop() {
            if !shown.insert(def.clone()) {
                continue;
            }
            let mut below = Vec::new();
            page.push_str(&section(&def, &defs, &mut below));
            below.reverse();
            next.extend(below);
        }
    }
    page.trim_end().to_owned() + "\n"
}

fn section(name: &str, defs: &Map<String, Value>, next: &mut Vec<String>) -> String {
    let def = &defs[name];
    let mut out = format!("### {}\n\n{}\n\n", title(name), text(def));
    if let Some(words) = words(def) {
        for (word, meaning) in words {
            out.push_str(&format!("- `{word}`: {meaning}\n"));
        }
        out.push('\n');
        return out;
    }
    let forms = def["anyOf"].as_array();
    let object = forms.and_then(|all| all.iter().find(|it| it["properties"].is_object()));
    let short: Vec<String> = forms
        .into_iter()
        .flatten()
        .filter(|it| !it["properties"].is_object())
        .map(|it| takes(it, defs, next))
        .collect();
    if object.is_some() && !short.is_empty() {
        out.push_str(&format!(
            "Written in short as {}, or with these keys:\n\n",
            short.join(" or ")
        ));
    }
    out.push_str(&keys(object.unwrap_or(def), defs, next));
    out
}

/// A table of the keys of an object.
fn keys(object: &Value, defs: &Map<String, Value>, next: &mut Vec<String>) -> String {
    let Some(properties) = object["properties"].as_object() else {
        return String::new();
    };
    let required: BTreeSet<&str> = object["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut out = "| key | takes | means |\n| --- | --- | --- |\n".to_owned();
    for (key, value) in properties {
        let shown = if required.contains(key.as_str()) {
            format!("**`{key}`**")
        } else {
            format!("`{key}`")
        };
        let takes = takes(value, defs, next);
        out.push_str(&format!("| {shown} | {takes} | {} |\n", cell(&text(value))));
    }
    out.push('\n');
    out
}

/// What a value may be, in words.
fn takes(value: &Value, defs: &Map<String, Value>, next: &mut Vec<String>) -> String {
    if let Some(name) = value["$ref"].as_str() {
        return refer(name.trim_start_matches("#/$defs/"), defs, next);
    }
    if let Some(words) = words(value) {
        let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        return words.join(" or ");
    }
    if let Some(forms) = value["anyOf"].as_array().or(value["oneOf"].as_array()) {
        let own = forms.iter().filter(|it| it["type"] != "null");
        let mut found: Vec<String> = own.map(|it| takes(it, defs, next)).collect();
        // Of one value or a list of such the list says all.
        let lists = found.clone();
        found.retain(|it| !lists.contains(&format!("list of {it}")));
        found.dedup();
        return found.join(" or ");
    }
    let kinds: Vec<&str> = match &value["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    match kinds.iter().find(|it| **it != "null") {
        Some(&"boolean") => "`true` or `false`".to_owned(),
        Some(&"array") => format!("list of {}", takes(&value["items"], defs, next)),
        Some(&"object") if value["additionalProperties"].is_object() => {
            format!(
                "map to {}",
                takes(&value["additionalProperties"], defs, next)
            )
        }
        Some(&"object") => "map".to_owned(),
        Some(&"string") => "text".to_owned(),
        Some(kind) => (*kind).to_owned(),
        None => "any".to_owned(),
    }
}

fn refer(name: &str, defs: &Map<String, Value>, next: &mut Vec<String>) -> String {
    if let Some(kind) = name.strip_prefix("term-") {
        return match kind {
            "subject" => "term for people".to_owned(),
            "legal-basis" => "legal basis".to_owned(),
            kind => format!("term of {kind}"),
        };
    }
    let def = &defs[name];
    let few = words(def).filter(|words| words.iter().all(|(_, meaning)| meaning.is_empty()));
    if let Some(few) = few {
        let words: Vec<String> = few.iter().map(|(word, _)| format!("`{word}`")).collect();
        return words.join(" or ");
    }
    next.push(name.to_owned());
    let title = title(name);
    format!(
        "[{}](#{})",
        title.to_lowercase(),
        title.to_lowercase().replace(' ', "-")
    )
}

/// The words of a closed list, each with its meaning.
fn words(value: &Value) -> Option<Vec<(String, String)>> {
    if let Some(list) = value["enum"].as_array() {
        let words = list.iter().filter_map(Value::as_str);
        return Some(words.map(|it| (it.to_owned(), String::new())).collect());
    }
    let forms = value["oneOf"].as_array()?;
    let word = |it: &Value| Some((it["const"].as_str()?.to_owned(), text(it)));
    forms.iter().map(word).collect()
}

/// `SubProcessors` as a heading.
fn title(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
            out.extend(letter.to_lowercase());
        } else {
            out.push(letter);
        }
    }
    out
}

/// The description, on one line.
fn text(value: &Value) -> String {
    let words = value["description"].as_str().unwrap_or("");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
