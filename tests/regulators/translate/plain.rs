//! The same fact may be written in several ways: yes and no as a word, a day, a list or a map, one
//! item without a list, a day in a map of its own. Before a case is read, each becomes the one way
//! that its type knows.

use serde_json::{Map, Value, json};

/// Keys that ask yes or no.
const TRUTHS: &[&str] = &[
    "alternative",
    "by_default",
    "cleartext",
    "corporate_subscriber",
    "duration_told",
    "encrypted_before_transfer",
    "eu_establishment",
    "explicit_consent",
    "finds_problematic_law",
    "flagged_sensitive",
    "importer_needs_cleartext",
    "instructed_by_controller",
    "instructions_only",
    "meaningful_alone",
    "monitors_eu",
    "monitors_uk",
    "online_service",
    "opt_out",
    "pre_ticked",
    "preticked",
    "pseudonymised",
    "public",
    "public_authority",
    "re_identifiable_by_importer",
    "sensitive_flagged",
    "soft_opt_in",
    "targets_eu",
    "targets_uk",
    "task_covered_by_law",
    "transit_only",
    "uk_establishment",
    "withdrawal_told",
];

/// Keys that say in words, or by a day, that something is there.
const WORDS: &[&str] = &[
    "authorised_by",
    "authorised_on",
    "criminal_authority",
    "dpia",
    "lia",
    "necessary_for",
    "onward_contract",
    "retention",
];

/// Keys that list words.
const LISTS: &[&str] = &[
    "covers",
    "flows",
    "hosting",
    "promises",
    "registers",
    "remote_access",
    "safeguards",
    "supplementary",
];

/// Writes the facts of a case the one way.
pub fn plain(facts: &mut Value) {
    match facts {
        Value::Array(items) => items.iter_mut().for_each(plain),
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                let key = key.as_str();
                if TRUTHS.contains(&key) && !value.is_null() {
                    *value = json!(truth(value));
                } else if WORDS.contains(&key) {
                    *value = words(value, "yes");
                } else if key == "consent_record" {
                    *value = words(value, "per-person");
                } else if key == "risk_assessment" && value.is_string() {
                    *value = json!({ "date": value });
                } else if LISTS.contains(&key) && *value == "none" {
                    *value = json!([]);
                } else if LISTS.contains(&key) && (value.is_string() || value.is_object()) {
                    *value = json!([value]);
                }
                plain(value);
            }
        }
        _ => {}
    }
}

/// Whether a value says yes: a map does where nothing in it says no.
fn truth(value: &Value) -> bool {
    const NO: [&str; 6] = ["", "no", "none", "false", "never", "not-given"];
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(word) => !NO.contains(&word.to_lowercase().as_str()),
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => map.values().all(truth),
    }
}

/// A value as words: no is null, and of a map its day counts.
fn words(value: &Value, yes: &str) -> Value {
    let day = |map: &Map<String, Value>| map.get("date").or(map.get("concluded")).cloned();
    match value {
        Value::Bool(true) => json!(yes),
        Value::Bool(false) => Value::Null,
        Value::Object(map) => day(map).unwrap_or_else(|| json!(yes)),
        other => other.clone(),
    }
}

#[test]
fn each_way_of_writing_becomes_the_one() {
    let mut facts = json!({
        "flows": [{
            "soft_opt_in": {"sale": true, "opt_out_offered": "yes"},
            "consent_record": true,
            "lia": {"date": "2024-01-01"},
            "dpia": false,
            "safeguards": "idta",
            "online_service": "no",
        }],
        "safeguards": [{"supplementary": "split", "flows": "none", "risk_assessment": "2024-01-01"}],
    });
    plain(&mut facts);
    let wanted = json!({
        "flows": [{
            "soft_opt_in": true,
            "consent_record": "per-person",
            "lia": "2024-01-01",
            "dpia": null,
            "safeguards": ["idta"],
            "online_service": false,
        }],
        "safeguards": [{"supplementary": ["split"], "flows": [], "risk_assessment": {"date": "2024-01-01"}}],
    });
    assert_eq!(facts, wanted);
    let once = facts.clone();
    plain(&mut facts);
    assert_eq!(facts, once);
}
