//! The schema of the policies in the form that Cedar reads fastest, made from the definition of the facts.
//! `policies/schema.cedarschema` says the same to people; a test holds the two together.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::question::Action;
use crate::engine::facts::{Fact, FactKind, FactWord, fact_records};
use crate::estate::vocabulary::PartyKind;

/// What a question can be about, by the type of its record.
fn resources(record: &str) -> &'static [&'static str] {
    match record {
        "Movement" | "Reliance" => &["Party", "System"],
        "StatementFacts" => &["Statement"],
        "Duties" => &["Party"],
        "Deployed" | "DeployedSetting" | "DeployedFile" => &["Resource"],
        "Operated" => &["System"],
        _ => &["Notice"],
    }
}

/// The schema.
pub(super) fn schema() -> Value {
    let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    words.insert(PartyKind::ENTITY, PartyKind::words());
    let mut records = Map::new();
    for (name, facts) in fact_records() {
        records.insert(name.to_owned(), record(&facts, &mut words));
    }
    let mut entities = Map::new();
    for (name, words) in words {
        entities.insert(name.to_owned(), json!({ "enum": words }));
    }
    for name in ["System", "Notice", "Statement", "Resource"] {
        entities.insert(name.to_owned(), json!({}));
    }
    let kind = json!({ "kind": named(PartyKind::ENTITY) });
    let shape = json!({ "type": "Record", "attributes": kind });
    entities.insert("Party".to_owned(), json!({ "shape": shape }));
    let actions: Map<String, Value> = Action::ALL
        .into_iter()
        .map(|action| {
            let record = action.record();
            let applies = json!({
                "principalTypes": ["Party"],
                "resourceTypes": resources(record),
                "context": named(record),
            });
            (action.as_str().to_owned(), json!({ "appliesTo": applies }))
        })
        .collect();
    json!({ "": { "commonTypes": records, "entityTypes": entities, "actions": actions } })
}

fn named(name: &str) -> Value {
    json!({ "type": "EntityOrCommon", "name": name })
}

/// A record of facts; takes down the words that occur in it.
fn record(facts: &[Fact], words: &mut BTreeMap<&'static str, Vec<&'static str>>) -> Value {
    let mut attributes = Map::new();
    add(facts, &mut attributes, words);
    json!({ "type": "Record", "attributes": attributes })
}

fn add(
    facts: &[Fact],
    attributes: &mut Map<String, Value>,
    words: &mut BTreeMap<&'static str, Vec<&'static str>>,
) {
    for fact in facts {
        let kind = match &fact.kind {
            FactKind::Flag => named("Bool"),
            FactKind::Number => named("Long"),
            FactKind::Word(entity, of) => {
                words.insert(entity, of.clone());
                named(entity)
            }
            FactKind::Words(entity, of) => {
                words.insert(entity, of.clone());
                json!({ "type": "Set", "element": named(entity) })
            }
            // A record without a name adds its facts to the one around it.
            FactKind::Record(inner) if fact.name.is_empty() => {
                add(inner, attributes, words);
                continue;
            }
            FactKind::Record(inner) => record(inner, words),
        };
        attributes.insert(fact.name.to_owned(), kind);
    }
}
