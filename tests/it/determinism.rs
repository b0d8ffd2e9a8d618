//! The same estate, law and day give the same bytes: whatever the order of files, lists and keys,
//! the time zone, the language, the number of threads, and however often it runs.

use std::path::Path;

use crate::support::run::{DAY, Ran, command, copy, folder, ran, run, write};
use crate::support::yaml::parsed;
use crate::support::{checked_files, root, terminal_of};
use fairnotice::input::{Files, MemoryFiles};
use fairnotice::report::{json, sarif};
use fairnotice::view::Report;
use proptest::prelude::*;
use serde_json::{Map, Value};

const FORMATS: [&str; 3] = ["terminal", "json", "sarif"];

fn check(folder: &Path, format: &str) -> Ran {
    run(folder, &["check", "--as-of", DAY, "--format", format])
}

#[test]
fn surroundings_do_not_matter() {
    let eis = root().join("flows/eis");
    for format in FORMATS {
        let plain = check(&eis, format);
        for surroundings in [
            &[
                ("TZ", "Pacific/Kiritimati"),
                ("LANG", "tr_TR.UTF-8"),
                ("LC_ALL", "tr_TR.UTF-8"),
            ][..],
            &[
                ("TZ", "America/Los_Angeles"),
                ("LC_ALL", "C"),
                ("COLUMNS", "200"),
            ],
            &[("RAYON_NUM_THREADS", "1"), ("HOME", "/nowhere")],
            &[("RAYON_NUM_THREADS", "2"), ("TERM", "dumb")],
            &[],
        ] {
            let mut command = command(&eis, &["check", "--as-of", DAY, "--format", format]);
            command.envs(surroundings.iter().copied());
            assert_eq!(
                ran(command.output().unwrap()),
                plain,
                "{format} {surroundings:?}"
            );
        }
    }
}

#[test]
fn the_order_of_included_files_does_not_matter() {
    let folder = folder();
    copy(&root().join("flows/eis"), folder.path());
    let path = folder.path().join("fairnotice.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let plain = FORMATS.map(|format| check(folder.path(), format));
    let include =
        "include: [terms.yaml, parties.yaml, systems.yaml, contracts.yaml, services/*.yaml]";
    for other in [
        "include: [services/*.yaml, contracts.yaml, systems.yaml, parties.yaml, terms.yaml]",
        "include: [services/wordpress.yaml, '{terms,parties}.yaml', services/*.yaml, 's*.yaml', contracts.yaml]",
    ] {
        assert!(text.contains(include));
        std::fs::write(&path, text.replace(include, other)).unwrap();
        assert_eq!(
            FORMATS.map(|format| check(folder.path(), format)),
            plain,
            "{other}"
        );
    }
}

/// A generator of numbers, good enough to shuffle by.
struct Shuffle(u64);

impl Shuffle {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn list<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.next(at + 1));
        }
    }

    /// The value with its lists and keys in another order, down to the last.
    fn value(&mut self, value: Value) -> Value {
        match value {
            Value::Array(mut items) => {
                self.list(&mut items);
                Value::Array(items.into_iter().map(|item| self.value(item)).collect())
            }
            Value::Object(entries) => {
                let mut entries: Vec<(String, Value)> = entries.into_iter().collect();
                self.list(&mut entries);
                Value::Object(
                    entries
                        .into_iter()
                        .map(|(key, item)| (key, self.value(item)))
                        .collect::<Map<_, _>>(),
                )
            }
            other => other,
        }
    }
}

/// Everything that a report says but where: places and the order of what comes from them.
fn without_places(found: &Value) -> Value {
    let mut found = found.clone();
    for finding in found["findings"].as_array_mut().unwrap() {
        let mut labels: Vec<Value> = finding["labels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|label| serde_json::json!([label["role"], label["text"]]))
            .collect();
        labels.sort_by_key(ToString::to_string);
        labels.dedup();
        finding["labels"] = labels.into();
        let mut statements = finding["statements"].as_array().unwrap().clone();
        statements.sort_by_key(ToString::to_string);
        finding["statements"] = statements.into();
    }
    found
}

fn reports(files: &dyn Files) -> (String, Value, String) {
    let checked = checked_files(files, DAY.parse().unwrap());
    let report = Report::of(&checked.project, &checked.outcome);
    let mut out = Vec::new();
    json(&report, &mut out).unwrap();
    let mut log = Vec::new();
    sarif(&report, &mut log).unwrap();
    (
        terminal_of(&checked, None),
        serde_json::from_slice(&out).unwrap(),
        String::from_utf8(log).unwrap(),
    )
}

/// The parts of the real estate, as JSON values by the name of their files.
fn eis_parts() -> Vec<(String, Value)> {
    let eis = root().join("flows/eis");
    let files = fairnotice::input::DiskFiles::new(&eis).unwrap();
    let mut names: Vec<String> = files.matching("*.yaml").unwrap();
    names.extend(files.matching("services/*.yaml").unwrap());
    names
        .into_iter()
        .map(|name| (name.clone(), parsed(&files.read(&name, 1 << 20).unwrap())))
        .collect()
}

/// An estate of those parts, with the text of the notice next to it.
fn estate(parts: &[(String, Value)]) -> MemoryFiles {
    let text = std::fs::read(root().join("flows/eis/notice.md")).unwrap();
    parts.iter().fold(
        MemoryFiles::new().with("notice.md", text),
        |files, (name, part)| {
            // JSON is YAML.
            files.with(name.clone(), serde_json::to_string_pretty(part).unwrap())
        },
    )
}

#[test]
fn the_order_of_lists_and_keys_does_not_matter() {
    let parts = eis_parts();
    let (_, plain, _) = reports(&estate(&parts));
    let config = ProptestConfig {
        cases: 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(seed in any::<u64>())| {
        let mut shuffle = Shuffle(seed);
        let shuffled: Vec<(String, Value)> =
            parts.iter().map(|(name, part)| {
                // Which party of a contract is named first has a meaning, and so has what a link is between.
                (name.clone(), keep_between(part, shuffle.value(part.clone())))
            }).collect();
        let (_, found, _) = reports(&estate(&shuffled));
        let (a, b) = (without_places(&plain), without_places(&found));
        for (a, b) in a["findings"].as_array().unwrap().iter().zip(b["findings"].as_array().unwrap()) {
            prop_assert_eq!(a, b);
        }
        prop_assert_eq!(a, b);
    });
}

/// Puts `between`, the one list whose order says something (who exports to whom), back as it was.
fn keep_between(plain: &Value, mut shuffled: Value) -> Value {
    fn all(value: &Value, found: &mut std::collections::BTreeMap<String, Value>) {
        match value {
            Value::Object(entries) => {
                if let (Some(id), Some(between)) = (entries.get("id"), entries.get("between")) {
                    found.insert(id.to_string(), between.clone());
                }
                entries.values().for_each(|item| all(item, found));
            }
            Value::Array(items) => items.iter().for_each(|item| all(item, found)),
            _ => {}
        }
    }
    fn restore(value: &mut Value, found: &std::collections::BTreeMap<String, Value>) {
        match value {
            Value::Object(entries) => {
                let between = entries
                    .get("id")
                    .and_then(|id| found.get(&id.to_string()))
                    .cloned();
                if let (Some(between), Some(place)) = (between, entries.get_mut("between")) {
                    *place = between;
                }
                entries.values_mut().for_each(|item| restore(item, found));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| restore(item, found)),
            _ => {}
        }
    }
    let mut found = std::collections::BTreeMap::new();
    all(plain, &mut found);
    restore(&mut shuffled, &found);
    shuffled
}

#[test]
fn flows_in_bulk_are_judged_like_flows_by_hand() {
    let parts = eis_parts();
    let (_, plain, _) = reports(&estate(&parts));
    let mut lines = Vec::new();
    let mut bare = parts.clone();
    for (name, part) in &mut bare {
        let service = part.get("service").cloned();
        if let Some(Value::Array(flows)) = part.as_object_mut().unwrap().remove("flows") {
            for mut flow in flows {
                if let (Some(service), None) = (&service, flow.get("service")) {
                    flow["service"] = service.clone();
                }
                lines.push(flow.to_string());
            }
        }
        if name == "fairnotice.yaml" {
            part["include"]
                .as_array_mut()
                .unwrap()
                .push("flows.ndjson".into());
        }
    }
    assert!(lines.len() > 30);
    let mut shuffle = Shuffle(7);
    for _ in 0..2 {
        let files = estate(&bare).with("flows.ndjson", lines.join("\n"));
        let (_, found, _) = reports(&files);
        assert_eq!(without_places(&plain), without_places(&found));
        shuffle.list(&mut lines);
    }
}

#[test]
fn the_same_estate_gives_the_same_bytes() {
    let files = estate(&eis_parts());
    assert_eq!(reports(&files), reports(&files));
    let folder = folder();
    write(
        folder.path(),
        "one.yaml",
        "controller: a\nparties: [{id: a, country: FR}]\n",
    );
    for format in FORMATS {
        let arguments = ["check", "one.yaml", "--as-of", DAY, "--format", format];
        assert_eq!(
            run(folder.path(), &arguments),
            run(folder.path(), &arguments)
        );
    }
}
