//! The verb as a user meets it.

use fairnotice::cli::{Arguments, Env, ExitStatus, run as run_call};

use crate::support::root;
use crate::support::run::{DAY, copy, folder, run, write};
use clap::Parser;

const FORMATS: [&str; 5] = ["markdown", "html", "xlsx", "csv", "json"];

#[test]
fn the_same_estate_gives_the_same_bytes_wherever_it_lies() {
    let (one, other) = (folder(), folder());
    copy(&root().join("flows/eis"), &one.path().join("a"));
    copy(&root().join("flows/eis"), &other.path().join("deep/er/b"));
    for register in ["transfers", "ropa", "recipients", "coverage"] {
        let outputs = |place: &std::path::Path, estate: &str| -> Vec<Vec<u8>> {
            let mut call = vec!["report", register, estate, "--as-of", DAY];
            let names = ["r.md", "r.html", "r.xlsx", "r.csv", "r.json"];
            for name in &names {
                call.extend(["--output", name]);
            }
            let ran = run(place, &call).exits(0);
            assert_eq!(ran.out, "", "nothing is printed where a file is named");
            let read = |name: &&str| std::fs::read(place.join(name)).unwrap();
            names.iter().map(read).collect()
        };
        let (a, b) = (outputs(one.path(), "a"), outputs(other.path(), "deep/er/b"));
        for (at, format) in FORMATS.iter().enumerate() {
            assert!(a[at] == b[at], "{register} as {format}");
            assert!(!a[at].is_empty());
        }
    }
}

#[test]
fn a_register_is_printed_as_markdown_unless_a_format_is_named() {
    let ran = run(
        &root(),
        &["report", "recipients", "flows/eis", "--as-of", DAY],
    )
    .exits(0);
    assert!(ran.out.starts_with("# Recipients of personal data: EIS\n"));
    assert_eq!(ran.err, "");
    let call = [
        "report",
        "recipients",
        "flows/eis",
        "--as-of",
        DAY,
        "--format",
        "json",
    ];
    assert_eq!(
        run(&root(), &call).exits(0).json()["register"],
        "recipients"
    );
}

#[test]
fn csv_has_one_table_and_says_where_the_other_is() {
    let call = [
        "report",
        "ropa",
        "flows/eis",
        "--as-of",
        DAY,
        "--format",
        "csv",
    ];
    let ran = run(&root(), &call).exits(0);
    assert!(ran.out.starts_with("Id,Activity,"));
    assert_eq!(
        ran.err,
        "note: CSV has one table; `--table processor` writes the other (3 rows)\n"
    );
    let ran = run(&root(), &[&call[..], &["--table", "processor"]].concat()).exits(0);
    assert!(ran.out.starts_with("Id,Controller,"));
    assert_eq!(ran.err, "");
    let ran = run(&root(), &[&call[..], &["--table", "procesor"]].concat()).refused();
    assert_eq!(
        ran.err,
        "error: `ropa` has no table `procesor`; did you mean `processor`?\n"
    );
}

#[test]
fn a_file_of_no_known_kind_is_refused_before_anything_is_written() {
    let place = folder();
    write(
        place.path(),
        "fairnotice.yaml",
        "controller: a\nparties: [{id: a, country: GB}]\n",
    );
    let call = [
        "report",
        "transfers",
        "--output",
        "a.csv",
        "--output",
        "a.pdf",
    ];
    let ran = run(place.path(), &call).refused();
    assert!(
        ran.err.contains("`a.pdf`") && ran.err.contains("`.xlsx`"),
        "{}",
        ran.err
    );
    assert!(!place.path().join("a.csv").exists());
}

#[test]
fn an_estate_without_flows_or_notice_has_registers() {
    let place = folder();
    write(
        place.path(),
        "fairnotice.yaml",
        "controller: a\nparties: [{id: a, country: GB}]\n",
    );
    for register in ["transfers", "ropa", "recipients", "coverage"] {
        for format in FORMATS.iter().filter(|format| **format != "xlsx") {
            let call = ["report", register, "--as-of", DAY, "--format", format];
            run(place.path(), &call).exits(0);
        }
    }
}

#[test]
fn a_workbook_is_nothing_for_a_terminal() {
    let arguments = [
        "fairnotice",
        "report",
        "ropa",
        "flows/eis",
        "--format",
        "xlsx",
    ];
    let arguments = Arguments::try_parse_from(arguments).unwrap();
    let err = folder();
    let path = err.path().join("err");
    let mut env = Env {
        out: Box::new(std::io::sink()),
        err: Box::new(std::fs::File::create(&path).unwrap()),
        terminal: true,
        pager: None,
        width: 80,
        color: false,
        error_terminal: false,
        error_color: false,
        today: DAY.parse().unwrap(),
        folder: root(),
        inputs: Vec::new(),
        network: fairnotice::citations::Settings::default(),
    };
    assert_eq!(run_call(&arguments, &mut env), ExitStatus::Usage);
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        "error: cannot print XLSX to a terminal; write it to a file with `--output ropa.xlsx`\n"
    );
}

#[test]
fn a_register_as_a_proposal_would_have_it_says_that_it_is_none_of_what_is() {
    let proposal = "flows/eis/proposals/desk-assistant.yaml";
    let call = ["report", "transfers", "flows/eis", "--as-of", "2027-04-01"];
    let table = |more: &[&str]| {
        let call = [&call[..], &["--format", "json"], more].concat();
        run(&root(), &call).exits(0).out
    };
    let (before, after) = (table(&[]), table(&["--with", proposal]));
    assert!(!before.contains("Assistant vendor") && !before.contains("not as it is"));
    assert!(after.contains("Assistant vendor (illustration)"));
    let words = format!("not as it is: with the proposal `{proposal}` laid over it");
    assert!(after.contains(&words), "{after}");
    let scenario = run(&root(), &[&call[..], &["--assume", "none.yaml"]].concat()).refused();
    assert!(scenario.err.contains("none.yaml"), "{}", scenario.err);
}
