//! Several outputs of one run.

use crate::support::root;
use crate::support::run::{DAY, folder, run, write};

const ESTATE: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN}
flows:
  - {id: out, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

#[test]
fn one_run_writes_all_formats() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let outputs = [
        ("a.txt", "error[transfer/no-safeguard]"),
        ("a.json", "\"findings\""),
        ("a.sarif", "\"2.1.0\""),
        ("a.xml", "<testsuites>"),
        ("a.md", "### fairnotice: "),
        ("gitlab=code-quality.json", "\"fingerprint\""),
        ("github=log", "::error file=fairnotice.yaml,"),
        ("junit=report.out", "<testsuites>"),
        ("markdown=odd=name.txt", "### fairnotice: "),
    ];
    let mut call = vec!["check", "--as-of", DAY];
    for (output, _) in outputs {
        call.extend(["--output", output]);
    }
    let shown = run(folder.path(), &call).exits(1);
    assert!(shown.out.contains("error[transfer/no-safeguard]"));
    for (output, expected) in outputs {
        let path = match output.split_once('=') {
            Some((_, path)) => path,
            None => output,
        };
        let written = std::fs::read_to_string(folder.path().join(path)).unwrap();
        assert!(written.contains(expected), "{output}: {written}");
    }
}

#[test]
fn a_format_that_is_not_known_is_refused_before_anything_is_written() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let refused = |arguments: &[&str]| {
        let call = [&["check", "--output", "a.txt"], arguments].concat();
        let err = run(folder.path(), &call).refused().err;
        assert!(!folder.path().join("a.txt").exists());
        err
    };
    let err = refused(&["--output", "report.pdf"]);
    assert!(err.contains("unknown format of `report.pdf`"), "{err}");
    assert!(err.contains("`gitlab=report.pdf`"), "{err}");
    let err = refused(&["--output", "gitlab="]);
    assert!(err.contains("`gitlab=` names no file"), "{err}");
}

#[test]
fn every_verb_that_reports_writes_files() {
    let eis = root().join("flows/eis");
    let plan = root().join("tests/it/deployed/plans/copies.json");
    let (eis, plan) = (eis.to_str().unwrap(), plan.to_str().unwrap());
    let all: [(&[&str], &[&str]); 8] = [
        (&["diff", eis, eis, "--as-of", DAY], &["txt", "json", "md"]),
        (&["reconcile", plan, "--as-of", DAY], &["txt", "json"]),
        (
            &["timeline", eis, "--from", DAY, "--to", DAY],
            &["txt", "json", "csv"],
        ),
        (
            &["report", "recipients", eis, "--as-of", DAY],
            &["md", "html", "xlsx", "csv", "json"],
        ),
        (
            &["trace", eis, "--data", "name", "--as-of", DAY],
            &["txt", "json", "mmd", "dot"],
        ),
        (&["rules"], &["txt", "json"]),
        (&["law", "--as-of", DAY], &["txt", "json"]),
        (
            &["check", eis, "--as-of", DAY, "--fail-on", "never"],
            &["txt", "json", "sarif", "xml", "md"],
        ),
    ];
    for (call, endings) in all {
        let folder = folder();
        let names: Vec<String> = endings.iter().map(|ending| format!("a.{ending}")).collect();
        let outputs: Vec<&str> = names.iter().flat_map(|name| ["--output", name]).collect();
        let ran = run(folder.path(), &[call, &outputs].concat()).exits(0);
        for name in &names {
            let written = std::fs::read(folder.path().join(name)).unwrap();
            assert!(!written.is_empty(), "{call:?}: {name}");
        }
        // What is printed, unless it is a document, is the first of the formats.
        let printed = std::fs::read_to_string(folder.path().join(&names[0])).unwrap();
        let expected = if call[0] == "report" { "" } else { &*printed };
        assert_eq!(ran.out, expected, "{call:?}");
        let named = [call, &["--output", "json=b", "--output", "pdf=c"]].concat();
        let err = run(folder.path(), &named).refused().err;
        assert!(err.contains("there is no format `pdf`"), "{err}");
        assert!(err.contains("`json`") && err.contains("`./pdf=c`"), "{err}");
        assert!(!folder.path().join("b").exists());
    }
}

#[test]
fn a_name_with_a_sign_of_equality_is_a_file() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let call = ["check", "--as-of", DAY, "--output", "./odd=name.txt"];
    run(folder.path(), &call).exits(1);
    assert!(folder.path().join("odd=name.txt").exists());
}
