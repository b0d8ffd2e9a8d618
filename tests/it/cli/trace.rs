//! `trace`: the ways of a datum.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::*;

const ESTATE: &str = "\
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: GB}
  - {id: helper, name: Helper, country: IN}
  - {id: lab, name: Lab, country: GB}
  - {id: relay, name: Relay, country: GB}
systems:
  - {id: till, name: Till, operator: shop, hosting: GB}
  - {id: store, name: Store, operator: host, hosting: GB, access: [{by: helper, from: IN}]}
  - {id: pipe, name: Pipe, operator: relay, hosting: GB}
flows:
  - {id: in, from: data-subjects, to: till, subjects: customer, data: [name, email-address], purpose: delivery-of-goods, basis: contract}
  - {id: keep, from: till, to: store, subjects: customer, data: [name, contact], purpose: delivery-of-goods, basis: contract, measures: pseudonymisation}
  - {id: study, from: shop, to: lab, via: pipe, subjects: customer, data: name, purpose: academic-research}
  - {id: back, from: lab, to: till, subjects: customer, data: name, purpose: academic-research, basis: contract}
  - {id: staff, from: shop, to: lab, subjects: employee, data: name, purpose: academic-research, basis: contract}
";

fn trace(more: &[&str]) -> Ran {
    trace_in(ESTATE, more)
}

fn trace_in(estate: &str, more: &[&str]) -> Ran {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate);
    run(
        folder.path(),
        &[&["trace", "--as-of", "2026-06-01"], more].concat(),
    )
}

/// The ways as lists of the ids that they go through, with `...` where one goes round.
fn ways(more: &[&str]) -> Vec<String> {
    ways_in(ESTATE, more)
}

fn ways_in(estate: &str, more: &[&str]) -> Vec<String> {
    let found = trace_in(estate, &[more, &["--format", "json"]].concat())
        .exits(0)
        .json();
    let steps = found["steps"].as_array().unwrap();
    let id = |at: &Value, side: &str| {
        let step = &steps[at.as_u64().unwrap() as usize];
        step[side]["id"].as_str().unwrap().to_owned()
    };
    let ways = found["ways"].as_array().unwrap().iter();
    ways.map(|way| {
        let at = way["steps"].as_array().unwrap();
        let mut names = vec![id(&at[0], "from")];
        names.extend(at.iter().map(|step| id(step, "to")));
        if way["circle"] == true {
            names.push("...".to_owned());
        }
        names.join(" > ")
    })
    .collect()
}

/// A shop whose app a host runs for it: the shop collects, and makes the data available to its processor.
const RUN_BY_A_PROCESSOR: &str = "\
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: GB}
systems:
  - {id: app, name: App, operator: host, hosting: GB}
contracts:
  - {id: c, kind: processor, between: [shop, host]}
flows:
  - {id: in, from: data-subjects, to: app, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

#[test]
fn a_path_is_listed_once_with_each_role_in_it() {
    let paths = ways_in(RUN_BY_A_PROCESSOR, &["--data", "name"]);
    assert_eq!(paths, ["data-subjects > app"]);
    let found = trace_in(RUN_BY_A_PROCESSOR, &["--data", "name", "--format", "json"]);
    let found = found.exits(0).json();
    let recipients = &found["steps"][0]["recipients"];
    let expected = serde_json::json!([
        {"party": "shop", "role": "controller"},
        {"party": "host", "role": "processor"},
    ]);
    assert_eq!(*recipients, expected);
    let text = trace_in(RUN_BY_A_PROCESSOR, &["--data", "name"]).exits(0);
    let text = text.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("Shop as controller and Host as processor"),
        "{text}"
    );
}

#[test]
fn every_path_is_listed_and_a_cycle_is_cut() {
    let mut found = ways(&["--data", "name", "--subjects", "customer"]);
    found.sort();
    assert_eq!(
        found,
        [
            "data-subjects > till > lab > till > ...",
            "data-subjects > till > relay",
            "data-subjects > till > store > helper",
        ]
    );
    // Other people's data go their own way.
    let all = ways(&["--data", "name"]);
    assert!(all.contains(&"shop > lab".to_owned()), "{all:?}");
}

#[test]
fn a_broad_word_may_hold_the_datum_and_a_narrow_one_is_one() {
    let of = |data: &str| ways(&["--data", data]);
    // The till has e-mail addresses, which are not all that `contact` may be: as for `check`, what it
    // sends by that word has no source.
    let apart = ["data-subjects > till", "till > store > helper"];
    assert_eq!(of("email-address"), apart);
    assert_eq!(of("contact"), apart);
    assert_eq!(of("age"), [""; 0]);
    let nothing = trace(&["--data", "age"]).exits(0).out;
    assert!(nothing.contains("no flow of age"), "{nothing}");
}

/// The parties and systems of the shop, with other flows.
fn with_flows(flows: &[(&str, &str, &str, &str)]) -> String {
    let mut text = ESTATE[..ESTATE.find("flows:").unwrap()].to_owned();
    text.push_str(
        "terms:\n  - {id: card, under: personal-data, parts: [name, birth-date]}\nflows:\n",
    );
    for (at, (from, to, data, more)) in flows.iter().enumerate() {
        text.push_str(&format!(
            "  - {{id: flow-{at}, from: {from}, to: {to}, subjects: customer, data: [{data}], \
             purpose: delivery-of-goods, basis: contract{more}}}\n"
        ));
    }
    text
}

#[test]
fn a_composite_holds_its_parts_and_comes_of_all_of_them() {
    let whole = with_flows(&[
        ("data-subjects", "till", "card", ""),
        ("till", "lab", "name", ""),
    ]);
    let expected = ["data-subjects > till > lab"];
    assert_eq!(ways_in(&whole, &["--data", "name"]), expected);
    assert_eq!(ways_in(&whole, &["--data", "card"]), expected);
    let mut parts = vec![
        ("data-subjects", "till", "name", ""),
        ("till", "lab", "card", ""),
    ];
    // The name alone makes no card.
    let apart = ["data-subjects > till", "till > lab"];
    assert_eq!(ways_in(&with_flows(&parts), &["--data", "name"]), apart);
    parts.push(("data-subjects", "till", "birth-date", ""));
    let both = ways_in(&with_flows(&parts), &["--data", "name"]);
    assert_eq!(both, expected);
}

#[test]
fn nothing_goes_on_of_what_is_no_longer_personal() {
    let estate = with_flows(&[
        ("data-subjects", "till", "name", ""),
        ("till", "lab", "name", ", measures: anonymisation"),
        ("lab", "relay", "name", ""),
        ("till", "store", "name", ", measures: pseudonymisation"),
    ]);
    assert_eq!(
        ways_in(&estate, &["--data", "name"]),
        [
            "data-subjects > till > store > helper",
            // The lab has it from elsewhere: what came anonymised is no name.
            "lab > relay",
        ]
    );
}

#[test]
fn a_path_is_one_of_the_same_data_from_its_first_step_to_its_last() {
    // The lab has the name from the till and the telephone number of its own.
    let estate = with_flows(&[
        ("data-subjects", "till", "name", ""),
        ("till", "lab", "name", ""),
        ("lab", "relay", "\"name\", \"telephone-number\"", ""),
        ("relay", "store", "telephone-number", ""),
    ]);
    assert_eq!(
        ways_in(&estate, &["--data", "personal-data"]),
        [
            "data-subjects > till > lab > relay",
            "lab > relay > store > helper",
        ]
    );
}

#[test]
fn a_cycle_without_a_source_is_listed_next_to_other_paths() {
    let estate = with_flows(&[
        ("data-subjects", "till", "name", ""),
        ("lab", "relay", "name", ""),
        ("relay", "lab", "name", ""),
    ]);
    assert_eq!(
        ways_in(&estate, &["--data", "name"]),
        ["data-subjects > till", "lab > relay > lab > ..."]
    );
    assert_eq!(
        ways_in(&estate, &["--data", "name", "--to", "lab"]),
        ["lab > relay > lab"]
    );
}

#[test]
fn from_and_to_and_a_service_narrow_it() {
    let data = ["--data", "name", "--subjects", "customer"];
    let of = |more: &[&str]| ways(&[&data[..], more].concat());
    assert_eq!(of(&["--to", "lab"]), ["data-subjects > till > lab"]);
    // What a party operates is its own.
    assert_eq!(of(&["--to", "host"]), ["data-subjects > till > store"]);
    assert_eq!(of(&["--from", "store"]), [""; 0]);
    assert_eq!(
        of(&["--from", "data-subjects", "--to", "helper"]),
        ["data-subjects > till > store > helper"]
    );
    assert_eq!(
        of(&["--from", "lab", "--to", "store"]),
        ["lab > till > store"]
    );
}

#[test]
fn what_is_unknown_is_refused_with_what_is_near() {
    for (more, expected) in [
        (
            ["--data", "emial-address", "", ""],
            "did you mean `email-address`?",
        ),
        (
            ["--data", "name", "--from", "shopp"],
            "did you mean `shop`?",
        ),
        (
            ["--data", "name", "--to", "nobody-at-all"],
            "no party or system `nobody-at-all`",
        ),
        (["--data", "name", "--service", "x"], "no service `x`"),
        (
            ["--data", "name", "--subjects", "custmer"],
            "did you mean `customer`?",
        ),
    ] {
        let more: Vec<&str> = more.into_iter().filter(|it| !it.is_empty()).collect();
        let err = trace(&more).refused().err;
        assert!(err.contains(expected), "{expected}: {err}");
    }
}

#[test]
fn each_step_says_where_in_which_role_on_what_basis_and_by_which_mechanism() {
    let shown = trace(&["--data", "name", "--subjects", "customer"])
        .exits(0)
        .out;
    snapshots(|| insta::assert_snapshot!("trace", shown));
    let json = trace(&["--data", "name", "--format", "json"])
        .exits(0)
        .json();
    let schema = run(&root(), &["schema", "trace"]).exits(0).json();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&json));
    assert!(!validator.is_valid(&serde_json::json!({})));
}

#[test]
fn diagrams_keep_hostile_names_in_their_labels() {
    for words in [
        "a\\\"]; x [label=\\\"y",
        "</b> | {z} `q` #quot; &lt;",
        "end\\nsubgraph x",
    ] {
        let folder = folder();
        let name = format!("\"{words}\"");
        let text = ESTATE.replace("name: Till", &format!("name: {name}"));
        write(folder.path(), "fairnotice.yaml", text);
        let of = |format: &str| {
            let call = [
                "trace",
                "--as-of",
                "2026-06-01",
                "--data",
                "name",
                "--format",
                format,
            ];
            run(folder.path(), &call).exits(0).out
        };
        let (mermaid, dot) = (of("mermaid"), of("dot"));
        let tame = trace(&["--data", "name", "--format", "mermaid"])
            .exits(0)
            .out;
        assert_eq!(mermaid.lines().count(), tame.lines().count(), "{mermaid}");
        for line in mermaid.lines().skip(1) {
            assert_eq!(line.matches('"').count(), 2, "{line}");
        }
        // Every quote of DOT that is not escaped opens or closes a label.
        for line in dot.lines().filter(|line| line.contains("label")) {
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(bare.matches('"').count(), 2, "{line}");
        }
        graphviz(&dot);
    }
}

/// Has Graphviz read a graph, where it is installed.
fn graphviz(text: &str) {
    let child = Command::new("dot")
        .arg("-Tcanon")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else { return };
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{text}");
}

#[test]
fn a_proposal_is_traced_as_well() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let proposal = "\
name: A copy abroad
from: 2026-06-01
parties:
  - {id: copier, name: Copier, country: US}
flows:
  - {id: copy, from: till, to: copier, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";
    write(folder.path(), "copy.yaml", proposal);
    let call = ["trace", "--as-of", "2026-06-01", "--data", "name"];
    let without = run(folder.path(), &call).exits(0).out;
    let with = run(
        folder.path(),
        &[&call[..], &["--with", "copy.yaml"]].concat(),
    )
    .exits(0)
    .out;
    assert!(
        !without.contains("Copier") && with.contains("Copier"),
        "{with}"
    );
}
