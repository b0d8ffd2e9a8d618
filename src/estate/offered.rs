//! Terms that schemas offer: an editor proposes those of the vocabulary, with their labels, and takes any other word as
//! well, since an estate may have terms of its own.

use serde_json::{Map, Value, json};

use crate::taxonomy::{Taxonomy, TermKind};

/// The keys of files that hold terms, each with their kind.
const KEYS: [(&str, TermKind); 8] = [
    ("basis", TermKind::LegalBasis),
    ("collected-for", TermKind::Purpose),
    ("data", TermKind::Data),
    ("measures", TermKind::Measure),
    ("purpose", TermKind::Purpose),
    ("purposes", TermKind::Purpose),
    ("subjects", TermKind::Subject),
    ("with", TermKind::Recipient),
];

/// The value of a key, with the terms that it may hold in place of texts; any other value as it is.
pub(super) fn offering(key: &str, value: Value) -> Value {
    match KEYS.iter().find(|(known, _)| *known == key) {
        Some((_, kind)) => with_terms(value, *kind),
        None => value,
    }
}

fn with_terms(value: Value, kind: TermKind) -> Value {
    let Value::Object(mut schema) = value else {
        return value;
    };
    if schema.contains_key("const") || schema.contains_key("enum") {
        return Value::Object(schema);
    }
    if let Some(items) = schema.get_mut("items") {
        *items = with_terms(items.take(), kind);
    }
    if let Some(Value::Array(branches)) = schema.get_mut("anyOf") {
        for branch in branches {
            *branch = with_terms(branch.take(), kind);
        }
    }
    let is_text = |it: &Value| it == "string";
    let many = schema.get("type").and_then(Value::as_array);
    let optional =
        many.is_some_and(|it| it.iter().any(is_text) && it.iter().any(|it| it == "null"));
    if !optional && !schema.get("type").is_some_and(is_text) {
        return Value::Object(schema);
    }
    schema.remove("type");
    schema.remove("pattern");
    let term = json!({"$ref": format!("#/$defs/{}", name(kind))});
    if optional {
        schema.insert("anyOf".to_owned(), json!([term, {"type": "null"}]));
    } else {
        schema.insert(
            "$ref".to_owned(),
            term.get("$ref").cloned().unwrap_or_default(),
        );
    }
    Value::Object(schema)
}

/// The name of the definition that offers the terms of a kind.
fn name(kind: TermKind) -> String {
    format!("term-{}", kind.as_str())
}

/// The definitions that a schema refers to, by their names.
pub(super) fn definitions(schema: &str) -> Map<String, Value> {
    let mut found = Map::new();
    let Ok(taxonomy) = Taxonomy::builtin() else {
        return found;
    };
    for kind in TermKind::ALL {
        if schema.contains(&format!("#/$defs/{}\"", name(kind))) {
            found.insert(name(kind), definition(&taxonomy, kind));
        }
    }
    found
}

/// Terms with their labels, in the order of the alphabet, or any word.
fn definition(taxonomy: &Taxonomy, kind: TermKind) -> Value {
    let of_kind = taxonomy.terms().filter(|it| taxonomy.kind(*it) == kind);
    let mut terms: Vec<(&str, &str)> = of_kind
        .map(|it| (taxonomy.short(it), taxonomy.label(it)))
        .collect();
    terms.sort_unstable();
    terms.dedup_by_key(|(word, _)| *word);
    let (words, labels): (Vec<&str>, Vec<&str>) = terms.into_iter().unzip();
    json!({
        "description": "A term of the vocabulary, or one of the estate's own.",
        "anyOf": [
            {"enum": words, "enumDescriptions": labels},
            {"type": "string", "pattern": "\\S"},
        ],
    })
}
