//! Replays the worked example of a format in `CONTRIBUTING.md`.

use super::blocks::{blocks, read};
use super::titles::titles;
use crate::support::{checked, root};
use fairnotice::report::{CheckReport, Format, TerminalOptions};
use fairnotice::view::Report;

#[test]
fn the_worked_format_works() {
    let page = read("CONTRIBUTING.md");
    let shown: Vec<&str> = blocks(&page)
        .into_iter()
        .filter(|block| block.language == "rust")
        .map(|block| block.text)
        .collect();
    let run_here = read("tests/it/documents/titles.rs").replace("fairnotice::", "crate::");
    assert_eq!(shown, [run_here]);
    let line = r#"Format::new("titles", &["titles"], "The titles of findings", |view, _, out| titles(&view.report, out)),"#;
    assert!(page.contains(line), "the line of the list is another");

    let checked = checked(
        &root().join("tests/rules/transfer/no-safeguard/fires"),
        None,
    );
    let view = CheckReport {
        report: Report::new(
            &checked.estate,
            &checked.sources,
            &checked.rules,
            &checked.outcome,
            "",
        ),
        compared: None,
        failing: None,
    };
    let format: Format<CheckReport<'_>> = Format::new(
        "titles",
        &["titles"],
        "The titles of findings",
        |view, _, out| titles(&view.report, out),
    );
    let mut out = Vec::new();
    (format.write)(&view, TerminalOptions::default(), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.lines().count(), view.report.findings.len());
    assert!(out.starts_with("error: "), "{out}");
}
