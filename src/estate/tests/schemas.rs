//! The public schemas and the reader take the same documents.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::estate::raw::{RawEstate, RawFlow, RawNotice, RawPart};
use crate::estate::{file_schemas, formats};
use crate::input::{
    Diagnostics, FileId, Node, NodeKind, ShapeRules, check_shape, decode, read_yaml,
};

/// The document as JSON has it; `None` when a key repeats, which JSON Schema cannot see.
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

fn schema(file: &str) -> Value {
    let mut all = file_schemas().into_iter();
    all.find(|(name, _)| *name == file).unwrap().1
}

/// Whether the reader and the schema take a document; they must agree.
fn taken<T: DeserializeOwned>(text: &str, rules: &ShapeRules, file: &str) -> bool {
    let mut errors = Diagnostics::new();
    let mut node =
        read_yaml(FileId(0), text, &mut errors).unwrap_or_else(|| panic!("no YAML: {text}"));
    let document = value(&node);
    check_shape(&mut node, rules, &mut errors);
    let by_reader = errors.is_empty() && decode::<T>(&node).is_ok();
    assert_eq!(
        errors.is_empty(),
        by_reader,
        "types and rules differ on {text}"
    );
    let validator = jsonschema::draft202012::new(&schema(file)).unwrap();
    let by_schema = validator.is_valid(&document);
    assert_eq!(
        by_reader,
        by_schema,
        "{text}\nreader: {:?}\nschema: {:?}",
        errors.into_sorted(),
        validator
            .iter_errors(&document)
            .map(|error| error.to_string())
            .collect::<Vec<_>>()
    );
    by_reader
}

fn estate(text: &str) -> bool {
    taken::<RawEstate>(text, &formats::ESTATE, "estate.schema.json")
}

const FLOW: &str = "id: f\nfrom: a\nto: b\ndata: x\nsubjects: [y]\npurpose: z\n";

fn flow(more: &str) -> bool {
    taken::<RawFlow>(&format!("{FLOW}{more}"), &formats::FLOW, "flow.schema.json")
}

#[test]
fn short_forms_are_in_the_schemas() {
    for text in [
        "controller: a",
        "controller: a\nnotice: notice.yaml",
        "controller: a\nnotice: {source: notice.md}\ninclude: '*.yaml'\nlaw: [x, y]",
        "controller: a\nparties: [{id: a, country: GB, group: g, dpo: Jo, is: [x]}]",
        "controller: a\nparties:\n  - {id: a, country: GB, group: [g, {group: h, until: '2020-01-01'}], dpo:}",
        "controller: a\nsystems: [{id: s, operator: a, hosting: [GB, {country: US, certainty: hinted}]}]",
        "controller: a\nseverity: {x/y: off}",
        "controller: a\ncontracts: [{id: c, kind: processor, between: [a, b], sub-processors: general}]",
        "controller: a\nname:\nflows:\nseverity:",
        "controller: a\nnotice:\n  text: t\n  statements:\n  - {id: s, quote: q, shares: none, transfers: none, uses: [p], decides: yes, retains: P1Y, relies-on: x, promises: {measures: m}}",
        "controller: a\nparties: [{id: a, country: GB, scope: {eu-gdpr: art3-2}}]",
    ] {
        assert!(estate(text), "{text}");
    }
    for more in [
        "",
        "marketing: email",
        "marketing: {channel: sms}",
        "age: 12",
        "age: 5.0",
        "mode:",
        "consent: {channels: [email, post]}",
    ] {
        assert!(flow(more), "{more}");
    }
}

#[test]
fn what_the_reader_refuses_the_schemas_refuse() {
    for text in [
        "{}",
        "controller:",
        "controller: ' '",
        "controller: [a]",
        "controller: 5",
        "controller: a\nextra: b",
        "controller: a\ninclude: []",
        "controller: a\nparties: x",
        "controller: a\nparties: [{country: GB}]",
        "controller: a\nparties: [{id: a, country: GB, kind: firm}]",
        "controller: a\nsystems: [{id: s, operator: []}]",
        "controller: a\nsystems: [{id: s, operator:}]",
        "controller: a\nseverity: {x/y: loud}",
        "controller: a\nseverity: {x/y: }",
        "controller: a\nnotice: 5",
        "controller: a\nnotice: [a]",
        "controller: a\nnotice: {statements: [{id: s, quote: q, shares: nobody}]}",
        "controller: a\nsafeguards: [{id: i, kind: k, between: [a]}]",
        "controller: a\nsafeguards: [{id: i, kind: k, between: []}]",
        "controller: a\nsafeguards: [{id: i, kind: k, between: [a, b, c]}]",
        "- controller: a",
    ] {
        assert!(!estate(text), "{text}");
    }
    for more in [
        "age: 300",
        "age: 1.5",
        "age: -1",
        "mode: post",
        "marketing: fax",
        "data-class: [hr]",
        "consent: yes",
        "via: 7",
        "instructed: 'no'",
        "evidence: [a, '']",
    ] {
        assert!(!flow(more), "{more}");
    }
}

#[test]
fn parts_and_notices_have_schemas_of_their_own() {
    let part = |text: &str| taken::<RawPart>(text, &formats::PART, "part.schema.json");
    assert!(part("service: s\nflows: []"));
    assert!(part("{}"));
    assert!(!part("controller: a"));
    let notice = |text: &str| taken::<RawNotice>(text, &formats::NOTICE, "notice.schema.json");
    assert!(notice("source: notice.md\npublished: '2019-01-01'"));
    assert!(!notice("sources: notice.md"));
}

#[test]
fn published_schemas_have_no_keywords_of_our_own() {
    for (name, schema) in file_schemas() {
        let text = schema.to_string();
        assert!(!text.contains("\"x-"), "{name}");
        assert!(!text.contains("\"format\""), "{name}");
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert!(
            schema["title"].is_string() && schema["description"].is_string(),
            "{name}"
        );
    }
}
