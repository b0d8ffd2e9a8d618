//! Flows in bulk: the quick reader and the full one give the same result.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Loaded, shown, sound};
use crate::estate::load;
use crate::estate::model::{Estate, FlowField};
use crate::input::{MemoryFiles, limits};

const REST: &str = "
parties: [{id: a, country: GB}, {id: b, country: US}]
systems: [{id: s, operator: b}]
services: [{id: v, on-behalf-of: b}]
safeguards: [{id: i, kind: uk-idta, between: [a, b]}]
";

/// The estate with lines of NDJSON.
fn bulk(lines: &str) -> Loaded {
    let files = MemoryFiles::new()
        .with(
            "fairnotice.yaml",
            format!("controller: a\ninclude: f.ndjson{REST}"),
        )
        .with("f.ndjson", lines);
    load(&files, "fairnotice.yaml")
}

/// The estate with the same flows in a JSON document, one a line from the second on.
fn document(flows: &[Value]) -> Loaded {
    let lines: Vec<String> = flows.iter().map(Value::to_string).collect();
    let files = MemoryFiles::new()
        .with(
            "fairnotice.yaml",
            format!("controller: a\ninclude: f.json{REST}"),
        )
        .with(
            "f.json",
            format!("{{\"flows\": [\n{}\n]}}", lines.join(",\n")),
        );
    load(&files, "fairnotice.yaml")
}

/// The messages of each line that has errors, the first being `first`.
fn by_line(loaded: &Loaded, first: u32) -> BTreeMap<u32, BTreeSet<String>> {
    let mut lines: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for error in loaded.estate.as_ref().err().into_iter().flatten() {
        let (_, at) = loaded.sources.locate(error.span.unwrap()).unwrap();
        let message = error.message.replace("the document", "`flows`");
        lines.entry(at.line - first).or_default().insert(message);
    }
    lines
}

fn flow(id: &str) -> Value {
    json!({"id": id, "from": "a", "to": "s", "data": ["name"], "subjects": ["student"], "purpose": "marketing"})
}

fn errors(lines: &str) -> Vec<String> {
    shown(&bulk(lines))
}

fn digest(estate: &Estate) -> String {
    let flows: Vec<String> = estate
        .flows
        .iter()
        .map(|it| format!("{} {:?} {:?}", it.id, it.name, it.shape))
        .collect();
    format!("{flows:?} {:?}", estate.shapes)
}

#[test]
fn each_line_has_errors_of_its_own_and_later_lines_go_on() {
    let lines = [
        flow("f1").to_string(),
        "{\"id\": \"f2\", ".to_owned(),
        String::new(),
        "[1]".to_owned(),
        flow("f 3").to_string(),
        flow("f4").to_string().replace("marketing", "marketin"),
        flow("f5").to_string().replace("\"to\"", "\"too\""),
        flow("f1").to_string(),
        flow("f6").to_string().replace("[\"name\"]", "[]"),
        flow("f7").to_string().replace("\"s\"", "7"),
        flow("f8")
            .to_string()
            .replace("\"from\":\"a\"", "\"from\":\"a\",\"from\":\"b\""),
    ];
    assert_eq!(
        errors(&lines.join("\n")),
        [
            "f.ndjson:2:12: this is not JSON: EOF while parsing an object",
            "f.ndjson:4:1: the document takes a map, not a list (its keys are `id`, `name`, `service`, `from`, `to`, `mode`, `audience`, `via`, `data`, `subjects`, `purpose`, `basis`, `condition`, `schedule-1`, `criminal-authority`, `recognised-interest`, `notice-exemption`, `on-behalf-of`, `role`, `initiated-by`, `instructed`, `measures`, `pseudonym-key-held-by`, `importer-needs-clear`, `safeguards`, `retention`, `frequency`, `necessary-for`, `task`, `interests-assessed`, `compatibility-assessed`, `basis-in-law`, `less-intrusive`, `online-service`, `risk-signs`, `core-activity`, `impact-assessed`, `consent`, `marketing`, `device-storage`, `decision`, `data-class`, `flagged-sensitive`, `collected-for`, `age`, `subjects-in`, `status`, `since`, `until`, `evidence`)",
            "f.ndjson:5:7: `f 3` cannot be an id: it has the character ` ` (an id has letters, digits, `-`, `_`, `.` and `:`)",
            "f.ndjson:6:81: unknown purpose `marketin` (did you mean `marketing`?)",
            "f.ndjson:7:24: the document has no key `too` (did you mean `to`?)",
            "f.ndjson:8:1: the id `f1` is given twice (give one of them another id) [first here: f.ndjson:1]",
            "f.ndjson:9:39: `data` is an empty list (write at least one item; where there is none, leave the key out)",
            "f.ndjson:10:28: `to` takes a text, not a number (write it in quotes: `\"7\"`)",
            "f.ndjson:11:24: duplicate key `from` [first here: f.ndjson:11]",
        ]
    );
}

#[test]
fn errors_are_capped_and_the_rest_is_counted() {
    let lines: Vec<String> = (0..limits::MAX_ERRORS_SHOWN + 30)
        .map(|at| {
            flow(&format!("f{at}"))
                .to_string()
                .replace("\"s\"", "\"t\"")
        })
        .collect();
    let reported = errors(&lines.join("\n"));
    assert_eq!(reported.len(), limits::MAX_ERRORS_SHOWN + 1);
    assert!(
        reported[0].ends_with(
            "there is no party or system `t` (the estate has `a`, `b`, `s`, `data-subjects`)"
        ),
        "{}",
        reported[0]
    );
    assert!(
        reported
            .last()
            .unwrap()
            .ends_with("30 more lines of this file have errors"),
        "{:?}",
        reported.last()
    );
}

#[test]
fn a_line_that_is_too_long_is_refused() {
    let long = json!({"id": "x", "name": "n".repeat(limits::MAX_LINE_BYTES)}).to_string();
    let reported = errors(&format!("{}\n{long}", flow("f")));
    assert_eq!(
        reported,
        [format!(
            "f.ndjson:2:1: this line has {} bytes; a line may have 1048576",
            long.len()
        )]
    );
}

#[test]
fn places_of_a_bulk_flow_are_read_from_its_line_again() {
    let line = "{\"id\":\"x\",\"from\":\"a\",\"to\":\"s\",\"data\":[\"name\",\"email-address\"],\"subjects\":\"student\",\"purpose\":\"marketing\",\"safeguards\":\"i\",\"marketing\":\"email\"}";
    let lines = format!("{}\n  {line}\n", flow("w"));
    let (estate, sources) = sound(bulk(&lines));
    let (at, record) = estate
        .flow_indices()
        .find(|(_, it)| &*it.id == "x")
        .unwrap();
    assert!(record.places.is_none());
    assert_eq!(sources.text(record.span), line);
    let shape = estate.shape(record.shape);
    let text = |field| sources.text(estate.flow_places(&sources, at).of(field));
    assert_eq!(text(FlowField::From), "\"a\"");
    assert_eq!(
        text(FlowField::Data(shape.content.data[0])),
        "\"email-address\""
    );
    assert_eq!(
        text(FlowField::Subject(shape.content.subjects[0])),
        "\"student\""
    );
    assert_eq!(
        text(FlowField::Safeguard(shape.transfer.safeguards[0])),
        "\"i\""
    );
    assert_eq!(text(FlowField::Marketing), "\"email\"");
    assert_eq!(
        text(FlowField::Retention),
        line,
        "what is not said is at the flow itself"
    );
    assert_eq!(
        sources
            .locate(estate.flow_places(&sources, at).of(FlowField::To))
            .unwrap()
            .1
            .line,
        2
    );
}

#[test]
fn lists_for_maps_and_maps_for_words_are_refused() {
    for (key, value) in [
        ("decision", json!(["x", true, false])),
        ("mode", json!({"sent": null})),
        ("marketing", json!(["email"])),
        ("consent", json!([])),
        ("evidence", json!(["a", " "])),
        ("measures", json!([])),
        ("age", json!(5.5)),
    ] {
        let mut line = flow("f");
        line[key] = value;
        assert!(!errors(&line.to_string()).is_empty(), "{line}");
        assert!(!shown(&document(&[line.clone()])).is_empty(), "{line}");
    }
    let list = json!(["f", null, null, "a", "s"]).to_string();
    assert!(!errors(&list).is_empty());
}

/// Values of a key: good ones, short forms, and a few that are wrong.
fn values(key: &str) -> Vec<Value> {
    let absent = Value::Null;
    match key {
        "name" => vec![
            absent,
            json!("N"),
            json!("a \"b\" {c}"),
            json!("é\u{1F600}"),
            json!(" "),
        ],
        "service" => vec![absent, json!("v"), json!("w")],
        "from" => vec![json!("a"), json!("b"), json!("data-subjects"), json!("s")],
        "to" => vec![json!("s"), json!("a"), json!("b")],
        "mode" => vec![
            absent,
            json!("internal"),
            json!("remote-access"),
            json!("Sent"),
        ],
        "data" => vec![
            json!("name"),
            json!(["name", "email-address", "name"]),
            json!(["email-address", "name"]),
            json!("nam"),
            json!([]),
        ],
        "subjects" => vec![json!("student"), json!(["student", "employee"])],
        "purpose" => vec![json!("marketing"), json!(["direct-marketing", "marketing"])],
        "basis" => vec![
            absent,
            json!("none"),
            json!("consent"),
            json!("6(1)(f)"),
            json!("9(2)(h)"),
        ],
        "marketing" => vec![
            absent,
            json!("email"),
            json!({"channel": "sms", "soft-opt-in": true}),
            json!("fax"),
        ],
        "consent" => vec![
            absent,
            json!({"record": "2020-01-01", "channels": "email"}),
            json!({"record": "per-person", "explicit": true}),
            json!({"bundled-with": [""]}),
        ],
        "decision" => vec![
            absent,
            json!({"about": "credit", "solely-automated": true, "significant": false}),
        ],
        "safeguards" => vec![absent, json!("i"), json!(["i"]), json!("j")],
        "retention" => vec![
            absent,
            json!("P1Y"),
            json!("contract-term"),
            json!("1 year"),
        ],
        "age" => vec![absent, json!(12), json!(5.0), json!(256)],
        "since" => vec![absent, json!("2020-01-01"), json!("2020-02-30")],
        "until" => vec![absent, json!("2021-01-01"), json!("2019-01-01")],
        _ => vec![json!(true)],
    }
}

const KEYS: [&str; 17] = [
    "name",
    "service",
    "from",
    "to",
    "mode",
    "data",
    "subjects",
    "purpose",
    "basis",
    "marketing",
    "consent",
    "decision",
    "safeguards",
    "retention",
    "age",
    "since",
    "until",
];

/// A flow: of each key mostly the first values, and whether absent ones are written as `null`.
fn any_flow() -> impl Strategy<Value = (Vec<usize>, bool, usize, bool)> {
    let choice = prop_oneof![6 => Just(0usize), 3 => Just(1), 1 => 2usize..5];
    (
        proptest::collection::vec(choice, KEYS.len()),
        any::<bool>(),
        0..KEYS.len(),
        any::<bool>(),
    )
}

fn made(nth: usize, (choices, nulls, id_at, _): &(Vec<usize>, bool, usize, bool)) -> Value {
    let mut map = serde_json::Map::new();
    for (at, (key, choice)) in KEYS.iter().zip(choices).enumerate() {
        if at == *id_at {
            map.insert("id".to_owned(), json!(format!("f{nth}")));
        }
        let values = values(key);
        let value = values[*choice % values.len()].clone();
        if !value.is_null() || *nulls {
            map.insert((*key).to_owned(), value);
        }
    }
    Value::Object(map)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bulk_and_document_come_to_the_same(choices in proptest::collection::vec(any_flow(), 1..30)) {
        let flows: Vec<Value> = choices.iter().enumerate().map(|(nth, it)| made(nth, it)).collect();
        let mut lines: Vec<String> = flows
            .iter()
            .zip(&choices)
            .map(|(flow, (_, _, _, is_spaced))| {
                if *is_spaced {
                    // As other writers do: with a space behind each colon and comma.
                    serde_json::to_string_pretty(flow).unwrap().replace('\n', " ")
                } else {
                    flow.to_string()
                }
            })
            .collect();
        let of_lines = by_line(&bulk(&lines.join("\n")), 1);
        let of_document = by_line(&document(&flows), 2);
        prop_assert_eq!(&of_lines, &of_document);
        let is_good = |nth: usize| !of_lines.contains_key(&(nth as u32));
        let good: Vec<Value> = flows.into_iter().enumerate().filter(|(nth, _)| is_good(*nth)).map(|(_, flow)| flow).collect();
        let mut nth = 0..;
        lines.retain(|_| is_good(nth.next().unwrap()));
        // A file without a line is an error of its own.
        if lines.is_empty() {
            return Ok(());
        }
        let (by_lines, _) = sound(bulk(&lines.join("\n")));
        let (by_document, _) = sound(document(&good));
        prop_assert_eq!(digest(&by_lines), digest(&by_document));
    }
}
