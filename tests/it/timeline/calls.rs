//! The verb as a user meets it: formats, files, widths, refusals.

use std::path::Path;

use fairnotice::cli::schema::schemas;

use crate::support::root;
use crate::support::run::{DAY, Ran, command, folder, ran, run, starter, write};

const FORMATS: [&str; 3] = ["terminal", "json", "csv"];

/// Names that a terminal, a spreadsheet and a build log would obey.
const WICKED: &str = r#"name: "Mill \u001b[31m"
controller: mill
parties:
  - {id: mill, name: "=cmd|'/c calc'!A1", country: GB}
  - {id: lab, name: "Lab, \"the\" \u202e", country: US}
contracts:
  - {id: paper, kind: processor, between: [mill, lab], since: 2023-06-01}
flows:
  - {id: sale, name: "@SUM(1+1)", from: data-subjects, to: mill, subjects: customer, data: name, purpose: service-provision, basis: contract}
  - {id: twin, from: data-subjects, to: mill, subjects: customer, data: name, purpose: service-provision, basis: contract}
  - {id: lab-work, name: "::error::boo\r\nx", from: mill, to: lab, subjects: customer, data: name, purpose: service-provision, basis: contract}
  - {id: gone, from: mill, to: lab, subjects: customer, data: name, purpose: service-provision, basis: contract, until: 2020-01-01}
"#;

fn timeline(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["timeline", "--to", DAY], more].concat())
}

fn wicked() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", WICKED);
    folder
}

#[test]
fn a_right_call_exits_with_0_whatever_it_shows() {
    for format in FORMATS {
        let shown = timeline(wicked().path(), &["--format", format]).exits(0);
        assert_eq!(shown.err, "");
        assert!(shown.out.contains("sale"), "{}", shown.out);
        timeline(starter().path(), &["--format", format]).exits(0);
    }
}

#[test]
fn without_a_notice_disclosure_is_not_judged() {
    let folder = wicked();
    let shown = timeline(folder.path(), &["--from", DAY, "--format", "json"]).exits(0);
    let view: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let of = |id: &str| {
        let flows = view["flows"].as_array().unwrap();
        let flow = flows.iter().find(|flow| flow["id"] == id).unwrap();
        flow["regimes"][0]["intervals"][0].clone()
    };
    assert_eq!(of("sale")["status"], "lawful-not-compared");
    assert_eq!(of("sale")["disclosed"], serde_json::Value::Null);
    assert_eq!(of("lab-work")["status"], "unlawful-not-compared");
    let words = ["disclosure not judged", "|~|", "|X|"];
    let shown = timeline(folder.path(), &["--from", DAY]).exits(0);
    assert!(
        words.iter().all(|it| shown.out.contains(it)),
        "{}",
        shown.out
    );
    // An estate with a notice is shown, and explained, without those two.
    let shown = timeline(starter().path(), &["--from", DAY]).exits(0);
    assert!(
        !words.iter().any(|it| shown.out.contains(it)),
        "{}",
        shown.out
    );
}

#[test]
fn wrong_calls_are_refused() {
    let folder = starter();
    for (arguments, words) in [
        (&["--flow", "nothing"][..], "there is no flow `nothing`"),
        (&["--from", "2027-01-01"], "is before 2027-01-01"),
        (
            &["--from", "2001-01-01", "--to", "2002-01-01"],
            "is before 2018-05-25",
        ),
        (&["--from", "yesterday"], "yesterday"),
        (&["--format", "sarif"], "terminal, json, csv"),
        (
            &["--output", "out.sarif"],
            "`.txt`, `.json`, `.csv` or `.html`",
        ),
        (&["nowhere"], "there is no `nowhere`"),
    ] {
        let arguments = if arguments.contains(&"--to") {
            [&["timeline"], arguments].concat()
        } else {
            [&["timeline", "--to", DAY], arguments].concat()
        };
        let refused = run(folder.path(), &arguments).refused();
        assert!(
            refused.err.contains(words),
            "{arguments:?}: {}",
            refused.err
        );
    }
    let wicked = wicked();
    let near = timeline(wicked.path(), &["--flow", "sael"]).refused();
    assert!(near.err.contains("did you mean `sale`?"), "{}", near.err);
}

#[test]
fn the_json_holds_to_its_schema() {
    let schemas = schemas();
    let (_, schema) = schemas
        .iter()
        .find(|(name, _)| name == "timeline.schema.json")
        .unwrap();
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let eis = root().join("flows/eis");
    for folder in [wicked().path(), &eis] {
        let document = timeline(folder, &["--format", "json"]).json();
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        let mut wrong = document.clone();
        wrong["flows"][0]["regimes"][0]["intervals"][0]["status"] = "fine".into();
        assert!(!validator.is_valid(&wrong));
    }
    // Every kind and turn that there is has its word in the schema.
    use fairnotice::engine::timeline::{ChangeKind, EventKind};
    let text = schema.to_string();
    for word in EventKind::ALL.map(EventKind::as_str) {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
    }
    for word in ChangeKind::ALL.map(ChangeKind::as_str) {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
    }
}

/// A reader of RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            _ if quoted => field.push(ch),
            ',' => record.push(std::mem::take(&mut field)),
            '\r' => {
                assert_eq!(chars.next(), Some('\n'));
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            '\n' => panic!("a line that ends without a carriage return"),
            _ => field.push(ch),
        }
    }
    assert!(!quoted && field.is_empty() && record.is_empty());
    records
}

#[test]
fn the_csv_is_read_back_and_runs_nothing() {
    let eis = root().join("flows/eis");
    for folder in [wicked().path(), &eis] {
        let csv = timeline(folder, &["--format", "csv"]).exits(0).out;
        let json = timeline(folder, &["--format", "json"]).json();
        let records = records(&csv);
        let (head, rows) = records.split_first().unwrap();
        assert_eq!(head.len(), 11);
        assert!(records.iter().all(|record| record.len() == head.len()));
        for cell in records.iter().flatten() {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
        let mut intervals = Vec::new();
        for flow in json["flows"].as_array().unwrap() {
            for lane in flow["regimes"].as_array().unwrap() {
                for interval in lane["intervals"].as_array().unwrap() {
                    intervals.push([&flow["id"], &lane["regime"], &interval["from"]]);
                }
            }
        }
        let rows: Vec<[&String; 3]> = rows.iter().map(|row| [&row[0], &row[3], &row[4]]).collect();
        assert_eq!(rows.len(), intervals.len());
        assert!(rows.iter().zip(&intervals).all(|(row, interval)| {
            row.iter()
                .zip(interval)
                .all(|(cell, value)| **value == ***cell)
        }));
    }
    let csv = timeline(wicked().path(), &["--format", "csv"]).out;
    assert!(csv.contains("'@SUM(1+1)"), "{csv}");
}

#[test]
fn what_is_written_is_harmless_and_without_colour() {
    for format in FORMATS {
        let shown = timeline(wicked().path(), &["--format", format]).out;
        let harmful = |ch: char| {
            ch != '\n' && (ch != '\r' || format != "csv") && (ch.is_control() || ch == '\u{202e}')
        };
        assert!(!shown.contains(harmful), "{format}: {shown:?}");
        let starts = shown
            .lines()
            .any(|line| line.trim_start().starts_with("::"));
        assert!(format != "terminal" || !starts, "{shown}");
    }
    let wicked = wicked();
    let mut forced = command(wicked.path(), &["timeline", "--to", DAY]);
    forced.env("NO_COLOR", "1");
    assert_eq!(ran(forced.output().unwrap()), timeline(wicked.path(), &[]));
}

#[test]
fn flows_that_declare_the_same_are_shown_once_and_those_that_never_run_say_so() {
    let wicked = wicked();
    let shown = timeline(wicked.path(), &["--from", "2023-01-01"])
        .exits(0)
        .out;
    assert!(shown.contains("sale (@SUM(1+1)), twin"), "{shown}");
    assert!(shown.contains("runs on no day of the span"), "{shown}");
    assert!(
        shown.contains("contract: the processor contract"),
        "{shown}"
    );
    assert!(!shown.contains("2022"), "{shown}");
    let json = timeline(wicked.path(), &["--from", "2023-01-01", "--format", "json"]).json();
    let flows = json["flows"].as_array().unwrap();
    assert_eq!(flows.len(), 4);
    let of = |id: &str| flows.iter().find(|flow| flow["id"] == id).unwrap();
    assert_eq!(of("sale")["regimes"], of("twin")["regimes"]);
    assert_eq!(of("gone")["regimes"], serde_json::json!([]));
}

#[test]
fn files_hold_what_is_printed() {
    let wicked = wicked();
    let files = ["out.txt", "out.json", "out.csv"];
    let outputs: Vec<&str> = files.iter().flat_map(|file| ["--output", *file]).collect();
    timeline(wicked.path(), &outputs).exits(0);
    for (file, format) in files.iter().zip(FORMATS) {
        let written = std::fs::read_to_string(wicked.path().join(file)).unwrap();
        assert_eq!(written, timeline(wicked.path(), &["--format", format]).out);
    }
}

#[test]
fn surroundings_do_not_matter() {
    let eis = root().join("flows/eis");
    for format in FORMATS {
        let call = ["timeline", "--to", DAY, "--format", format];
        let plain = run(&eis, &call);
        for surroundings in [
            [("TZ", "Pacific/Kiritimati"), ("RAYON_NUM_THREADS", "1")],
            [("LC_ALL", "tr_TR.UTF-8"), ("COLUMNS", "200")],
        ] {
            let mut command = command(&eis, &call);
            command.envs(surroundings);
            assert_eq!(ran(command.output().unwrap()), plain, "{format}");
        }
    }
}
