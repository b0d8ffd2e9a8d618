//! The facts in Rust and the schema of the policies say the same, both ways.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::SchemaFragment;
use serde_json::Value;

use super::SCHEMA;
use crate::engine::facts::{Fact, FactKind, FactWord, fact_records};
use crate::estate::vocabulary::PartyKind;

/// The types of the schema: its records and its lists of words.
struct Written {
    records: BTreeMap<String, Value>,
    words: BTreeMap<String, BTreeSet<String>>,
}

fn written(schema: &str) -> Written {
    let (fragment, _) = SchemaFragment::from_cedarschema_str(schema).unwrap();
    let json = fragment.to_json_value().unwrap();
    let records = json[""]["commonTypes"].as_object().unwrap().iter();
    let entities = json[""]["entityTypes"].as_object().unwrap().iter();
    Written {
        records: records
            .map(|(name, record)| (name.clone(), record.clone()))
            .collect(),
        words: entities
            .filter_map(|(name, entity)| {
                let words = entity["enum"].as_array()?.iter();
                let words = words.map(|word| word.as_str().unwrap().to_owned());
                Some((name.clone(), words.collect()))
            })
            .collect(),
    }
}

/// A fact as a line: its path and its type.
fn lines_of(facts: &[Fact], path: &str, lines: &mut BTreeSet<String>) {
    for fact in facts {
        let at = match fact.name {
            "" => path.to_owned(),
            name => format!("{path}.{name}"),
        };
        match &fact.kind {
            FactKind::Flag => lines.insert(format!("{at}: Bool")),
            FactKind::Number => lines.insert(format!("{at}: Long")),
            FactKind::Word(entity, _) => lines.insert(format!("{at}: {entity}")),
            FactKind::Words(entity, _) => lines.insert(format!("{at}: Set<{entity}>")),
            FactKind::Record(facts) => {
                lines_of(facts, &at, lines);
                true
            }
        };
    }
}

/// The same of a record of the schema.
fn lines_of_schema(all: &Written, record: &Value, path: &str, lines: &mut BTreeSet<String>) {
    for (name, attribute) in record["attributes"].as_object().unwrap() {
        let at = format!("{path}.{name}");
        assert_ne!(attribute["required"], false, "{at}");
        let named = |kind: &Value| kind["name"].as_str().unwrap().to_owned();
        let is_named = |kind: &Value| kind["type"] == "EntityOrCommon";
        match attribute["type"].as_str().unwrap() {
            "Record" => lines_of_schema(all, attribute, &at, lines),
            "Set" => {
                lines.insert(format!("{at}: Set<{}>", named(&attribute["element"])));
            }
            _ if is_named(attribute) && all.records.contains_key(&named(attribute)) => {
                lines_of_schema(all, &all.records[&named(attribute)], &at, lines);
            }
            _ => {
                lines.insert(format!("{at}: {}", named(attribute)));
            }
        }
    }
}

/// What the schema has and the facts have not, and the other way round.
fn differences(schema: &str) -> Vec<String> {
    let written = written(schema);
    let (mut ours, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    for (name, facts) in fact_records() {
        lines_of(&facts, name, &mut ours);
        lines_of_schema(&written, &written.records[name], name, &mut theirs);
    }
    ours.symmetric_difference(&theirs).cloned().collect()
}

fn words_of(facts: &[Fact], words: &mut BTreeMap<String, BTreeSet<String>>) {
    for fact in facts {
        match &fact.kind {
            FactKind::Flag | FactKind::Number => {}
            FactKind::Word(entity, of) | FactKind::Words(entity, of) => {
                let of = of.iter().map(|word| (*word).to_owned());
                words.insert((*entity).to_owned(), of.collect());
            }
            FactKind::Record(facts) => words_of(facts, words),
        }
    }
}

#[test]
fn the_schema_has_every_fact_and_no_other() {
    assert_eq!(differences(SCHEMA), [""; 0]);
    // The comparison sees a name and a type.
    let renamed = SCHEMA.replace("softOptIn: Bool", "softOptOut: Bool");
    assert_eq!(
        differences(&renamed),
        [
            "Movement.marketing.softOptIn: Bool",
            "Movement.marketing.softOptOut: Bool"
        ]
    );
    let retyped = SCHEMA.replace("unreachableDays: Long", "unreachableDays: Bool");
    assert_eq!(differences(&retyped).len(), 2);
}

#[test]
fn the_schema_has_every_word_and_no_other() {
    let mut words = BTreeMap::new();
    for (_, facts) in fact_records() {
        words_of(&facts, &mut words);
    }
    let kinds = PartyKind::words().into_iter().map(str::to_owned);
    words.insert(PartyKind::ENTITY.to_owned(), kinds.collect());
    assert_eq!(words, written(SCHEMA).words);
}

#[test]
fn what_cedar_reads_has_the_actions_and_entities_of_the_schema() {
    let (written, _) = SchemaFragment::from_cedarschema_str(SCHEMA).unwrap();
    let written = written.to_json_value().unwrap();
    let made = SchemaFragment::from_json_value(super::schema::schema()).unwrap();
    let made = made.to_json_value().unwrap();
    for part in ["entityTypes", "actions"] {
        let (written, made) = (&written[""][part], &made[""][part]);
        let names = |value: &Value| -> BTreeSet<String> {
            value.as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(names(written), names(made), "{part}");
        for name in names(written) {
            let (mut one, mut other) = (written[&name].clone(), made[&name].clone());
            // The order of words and of resources means nothing.
            for value in [&mut one, &mut other] {
                for path in ["/enum", "/appliesTo/resourceTypes"] {
                    let list = value.pointer_mut(path).and_then(Value::as_array_mut);
                    list.into_iter()
                        .for_each(|list| list.sort_by_key(Value::to_string));
                }
                value.as_object_mut().unwrap().remove("annotations");
                // A named record is written in two ways.
                if let Some(context) = value.pointer_mut("/appliesTo/context") {
                    let named = context.get("name").unwrap_or(&context["type"]);
                    *context = named.clone();
                }
            }
            assert_eq!(one, other, "{part} {name}");
        }
    }
}
