//! Nothing depends on the order of files, keys or list items, nor on the kind of file.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::sound;
use crate::estate::load;
use crate::input::MemoryFiles;

/// An estate with several of everything.
fn estate() -> Value {
    json!({
        "controller": "school",
        "severity": {"b/x": "note", "a/y": "off"},
        "terms": [
            {"id": "upn", "under": ["official-id"], "special": false},
            {"id": "record", "under": ["official-id", "name"], "parts": ["upn", "name"]},
        ],
        "parties": [
            {"id": "school", "country": "GB", "group": ["trust"], "is": ["third-party", "industry-consortium"]},
            {"id": "acme", "country": "US", "group": [{"group": "acme-group", "from": "2019-01-01"}, "other"],
             "branches": [{"id": "acme-uk", "country": "GB"}, {"id": "acme-ie", "country": "IE"}],
             "certifications": [{"scheme": "eu-dpf", "from": "2023-08-01"}, {"scheme": "dpf-uk-extension", "from": "2023-11-01"}]},
            {"id": "zed", "country": "unknown"},
        ],
        "systems": [
            {"id": "room", "operator": [{"party": "acme", "until": "2020-12-31"}, {"party": "zed", "from": "2021-01-01"}],
             "hosting": ["US", {"country": "IE", "certainty": "hinted"}], "access": [{"by": "zed", "from": "unknown"}, {"by": "acme", "from": "US"}]},
            {"id": "desk", "operator": "school", "keys-held-by": ["school", "acme"]},
        ],
        "services": [{"id": "lessons", "sections": ["Lessons"]}, {"id": "help", "sections": ["Help", "Lessons"], "on-behalf-of": "acme"}],
        "contracts": [
            {"id": "c2", "kind": "processor", "between": ["school", "acme"], "services": ["lessons", "help"],
             "sub-processors": {"authorisation": "specific", "authorised": ["zed", {"party": "acme", "on": "2020-01-01"}]}},
            {"id": "c1", "kind": "data-sharing", "between": ["acme", "zed"]},
        ],
        "safeguards": [
            {"id": "s2", "kind": "eu-scc-2010", "between": ["school", "acme"]},
            {"id": "s1", "kind": "uk-idta", "between": ["school", "zed"]},
        ],
        "notice": {
            "text": "# Lessons\n\nWe share your name.\n\n# Help\n\nNobody.\n",
            "statements": [
                {"id": "n2", "quote": "We share your name.", "shares": {"with": ["zed", "acme-group", "third-party"], "to": ["US", "IE", "third-countries"]}},
                {"id": "n1", "quote": "Nobody", "shares": "none", "informs": ["right-of-access", "dpo-contact"]},
            ],
        },
        "flows": [
            {"id": "f3", "service": "lessons", "from": "school", "to": "room", "data": ["name", "upn"], "subjects": ["student"], "purpose": ["marketing"], "safeguards": ["s2", "s1"]},
            {"id": "f1", "from": "data-subjects", "to": "desk", "data": ["record"], "subjects": ["student", "employee"], "purpose": ["marketing", "direct-marketing"]},
            {"id": "f2", "service": "lessons", "from": "school", "to": "room", "data": ["upn", "name"], "subjects": ["student"], "purpose": ["marketing"], "safeguards": ["s1", "s2"]},
            {"id": "f0", "from": "acme-uk", "to": "zed", "data": ["name"], "subjects": ["student"], "purpose": ["marketing"]},
        ],
    })
}

/// The estate in all its parts, without places.
fn digest(files: &MemoryFiles, root: &str) -> String {
    let (estate, _) = sound(load(files, root));
    let mut notice = estate
        .notices
        .first()
        .unwrap()
        .statements
        .iter()
        .map(|it| format!("{it:?}"))
        .collect::<Vec<_>>();
    notice.extend(
        estate
            .flows
            .iter()
            .map(|it| format!("{} {:?}", it.id, it.shape)),
    );
    let whole = format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {notice:?}",
        estate.name,
        estate.controller,
        estate.severity,
        estate.groups,
        estate.parties,
        estate.systems,
        estate.services,
        estate.contracts,
        estate.instruments,
        estate.shapes,
        estate
            .taxonomy
            .terms()
            .map(|term| estate.taxonomy.id(term).to_owned())
            .collect::<Vec<_>>(),
    );
    // Places differ, as the texts do.
    let mut out = String::new();
    for (nth, part) in whole.split("Span {").enumerate() {
        out.push_str(if nth == 0 {
            part
        } else {
            part.split_once('}').unwrap().1
        });
    }
    out
}

/// The same value with keys and list items in another order; what exists between two parties has a
/// direction.
fn shuffled(value: &Value, key: &str, order: &mut dyn FnMut(usize) -> Vec<usize>) -> Value {
    match value {
        Value::Array(items) if key != "between" => order(items.len())
            .into_iter()
            .map(|at| shuffled(&items[at], "", order))
            .collect(),
        Value::Object(entries) => {
            let entries: Vec<(&String, &Value)> = entries.iter().collect();
            let mut map = Map::new();
            for at in order(entries.len()) {
                let (key, value) = entries[at];
                map.insert(key.clone(), shuffled(value, key, order));
            }
            Value::Object(map)
        }
        other => other.clone(),
    }
}

/// Spreads the estate over files: the lists of some kinds, and flows as NDJSON.
fn spread(value: &Value, names: [&str; 3], include: [usize; 3]) -> MemoryFiles {
    let mut root = value.as_object().unwrap().clone();
    let mut parts = [Map::new(), Map::new()];
    for (at, key) in ["parties", "terms", "systems", "services", "contracts"]
        .into_iter()
        .enumerate()
    {
        parts[at % 2].insert(key.to_owned(), root.remove(key).unwrap());
    }
    let flows: Vec<String> = root["flows"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string)
        .collect();
    root.remove("flows");
    root.insert(
        "include".to_owned(),
        include.iter().map(|at| names[*at].to_owned()).collect(),
    );
    let [one, two] = parts;
    MemoryFiles::new()
        .with("fairnotice.yaml", Value::Object(root).to_string())
        .with(names[0], Value::Object(one).to_string())
        .with(names[1], Value::Object(two).to_string())
        .with(names[2], flows.join("\n"))
}

fn whole(path: &str, value: &Value) -> MemoryFiles {
    MemoryFiles::new().with(path, serde_json::to_string_pretty(value).unwrap())
}

#[test]
fn yaml_json_and_ndjson_are_the_same() {
    let value = estate();
    let json = digest(&whole("estate.json", &value), "estate.json");
    assert_eq!(
        json,
        digest(&whole("fairnotice.yaml", &value), "fairnotice.yaml")
    );
    let files = spread(&value, ["a.yaml", "b.json", "c.ndjson"], [0, 1, 2]);
    assert_eq!(json, digest(&files, "fairnotice.yaml"));
    let files = spread(&value, ["z/a.json", "b.yaml", "a.ndjson"], [2, 0, 1]);
    assert_eq!(json, digest(&files, "fairnotice.yaml"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_means_nothing(seeds in proptest::collection::vec(any::<u32>(), 64)) {
        let value = estate();
        let mut seeds = seeds.into_iter().cycle();
        let mut order = |len: usize| {
            let mut places: Vec<(u32, usize)> = (0..len).map(|at| (seeds.next().unwrap().rotate_left(at as u32), at)).collect();
            places.sort();
            places.into_iter().map(|(_, at)| at).collect::<Vec<_>>()
        };
        let other = shuffled(&value, "", &mut order);
        prop_assert_eq!(
            digest(&whole("fairnotice.yaml", &value), "fairnotice.yaml"),
            digest(&whole("fairnotice.yaml", &other), "fairnotice.yaml")
        );
    }
}
