//! The terminal.

use super::fixture::{Files, with_snapshots};
use crate::report::{FindingView, Report, TerminalOptions, terminal};

pub fn rendered(report: &Report<'_>, options: TerminalOptions) -> String {
    let mut out = Vec::new();
    terminal(report, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn at_width(files: &Files, findings: Vec<FindingView>, width: usize) -> String {
    rendered(
        &files.report(findings),
        TerminalOptions {
            width,
            ..Default::default()
        },
    )
}

#[test]
fn a_finding_shows_flow_notice_and_law() {
    let files = Files::new();
    with_snapshots(|| {
        insta::assert_snapshot!(
            "terminal_transfer",
            at_width(&files, vec![files.transfer()], 80)
        )
    });
}

#[test]
fn a_narrow_terminal_is_readable() {
    let files = Files::new();
    with_snapshots(|| {
        insta::assert_snapshot!(
            "terminal_transfer_40",
            at_width(&files, vec![files.transfer()], 40)
        );
    });
}

#[test]
fn a_sentence_in_several_sections_is_listed() {
    let files = Files::new();
    with_snapshots(|| {
        insta::assert_snapshot!(
            "terminal_listed",
            at_width(&files, vec![files.nobody()], 80)
        )
    });
}
