//! The terminal.

use super::fixture::{Files, finding, waiver, with_snapshots};
use crate::engine::facts::LabelRole;
use crate::estate::model::Severity;
use crate::report::{TerminalOptions, terminal};
use crate::view::FindingView;
use crate::view::Report;

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

#[test]
fn a_fault_of_the_notice_is_under_the_notice() {
    let files = Files::new();
    with_snapshots(|| {
        insta::assert_snapshot!(
            "terminal_notice",
            at_width(&files, vec![files.retention()], 80)
        )
    });
}

#[test]
fn services_come_first_and_the_worst_within_them() {
    let files = Files::new();
    let mut mild = files.transfer();
    mild.severity = Severity::Note;
    mild.rule = "a/first-by-name".to_owned();
    let text = at_width(
        &files,
        vec![files.retention(), files.nobody(), mild, files.transfer()],
        80,
    );
    let order = [
        "Kent Learning Zone (klz)",
        "error[transfer/",
        "note[a/first",
        "flows of no service",
        "the notice\n",
    ];
    let places: Vec<_> = order
        .iter()
        .map(|words| text.find(words).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}\n{text}");
    assert!(
        text.starts_with(
            "1 error, 1 warning, 2 notes in 41 flows of EIS, as of 2026-11-24; 23 decisions\nmade\n"
        ),
        "{text}"
    );
    assert!(
        text.ends_with(
            "\n\nRows of law marked * were not compared with the official text: uk-art-44\n"
        ),
        "{text}"
    );
}

#[test]
fn nothing_found_is_one_friendly_line() {
    let files = Files::new();
    assert_eq!(
        at_width(&files, vec![], 80),
        "EIS: nothing to report in 41 flows as of 2026-11-24\n"
    );
}

#[test]
fn a_waived_finding_is_only_counted() {
    let files = Files::new();
    let mut finding = files.transfer();
    finding.waived = Some(waiver());
    let text = at_width(&files, vec![finding], 80);
    // Nor is the law that it cites.
    assert_eq!(
        text,
        "1 waived in 41 flows of EIS, as of 2026-11-24; 23 decisions made\n"
    );
}

#[test]
fn bulk_flows_are_cut_around_what_is_marked() {
    let mut files = Files::new();
    let line = format!(
        "{{\"id\":\"f1\",\"subjects\":[\"{}\"],\"to\":\"capita\",\"data\":[\"{}\"]}}\n",
        "student".repeat(20),
        "name".repeat(60),
    );
    files.flows = files.sources.add("flows.ndjson", "\n".repeat(1233) + &line);
    let mut finding = finding("f", "sharing/processor-without-contract", Severity::Warning);
    finding.message = "no contract".to_owned();
    finding.flows = vec!["f1".into()];
    finding.labels = vec![files.label(LabelRole::Flow, "\"capita\"", 0, "no contract in force")];
    let text = at_width(&files, vec![finding], 60);
    assert!(text.lines().all(|line| line.len() <= 60), "{text}");
    with_snapshots(|| insta::assert_snapshot!("terminal_bulk", text));
}

#[test]
fn a_finding_of_many_flows_and_places_stays_short() {
    let mut files = Files::new();
    files.notice = files.sources.add("long.md", "Nobody\n".repeat(2000));
    let mut finding = finding("f", "disclosure/vague-recipient", Severity::Note);
    finding.flows = (0..5000)
        .map(|number| format!("flow-{number}").into())
        .collect();
    let label = |nth: u32| crate::view::LabelView {
        role: LabelRole::Notice,
        span: crate::input::Span::new(files.notice, nth * 7, nth * 7 + 6),
        text: String::new(),
        url: None,
    };
    finding.labels = (0..2000).map(label).collect();
    let text = at_width(&files, vec![finding], 80);
    assert!(text.contains("flow-19 and 4980 more\n"), "{text}");
    assert!(text.contains("and 1976 more\n"), "{text}");
    assert!(text.lines().count() < 30, "{text}");
}

#[test]
fn words_that_do_not_fit_next_to_their_marks_are_said_once_below() {
    let mut files = Files::new();
    let paragraph = "nobody else ".repeat(20);
    files.notice = files
        .sources
        .add("long.md", format!("{paragraph}\n{paragraph}\n"));
    let mut finding = finding("f", "disclosure/vague-recipient", Severity::Note);
    let length = paragraph.len() as u32;
    let label = |start: u32| crate::view::LabelView {
        role: LabelRole::Notice,
        span: crate::input::Span::new(files.notice, start, start + length),
        text: "what it says instead".to_owned(),
        url: None,
    };
    finding.labels = vec![label(0), label(length + 1)];
    let text = at_width(&files, vec![finding], 60);
    assert_eq!(text.matches("what it says").count(), 1, "{text}");
    assert!(text.contains("  = what it says instead\n"), "{text}");
}

#[test]
fn paths_start_where_the_command_runs() {
    let files = Files::new();
    let mut report = files.report(vec![files.transfer()]);
    report.root = "flows/eis".to_owned();
    let text = rendered(&report, TerminalOptions::default());
    assert!(
        text.contains("--> flows/eis/services/klz.yaml:5:9"),
        "{text}"
    );
    assert!(text.contains("also at: flows/eis/parties.yaml:3"), "{text}");
}

#[test]
fn color_changes_nothing_but_color() {
    let files = Files::new();
    let report = files.report(vec![files.transfer(), files.nobody(), files.retention()]);
    let plain = rendered(&report, TerminalOptions::default());
    let colored = rendered(
        &report,
        TerminalOptions {
            color: true,
            ..Default::default()
        },
    );
    assert!(!plain.contains('\u{1b}'));
    assert!(colored.contains("\u{1b}["));
    assert_eq!(without_sgr(&colored), plain);
}

#[test]
fn links_are_written_only_when_asked_for_and_only_to_pages() {
    let files = Files::new();
    let mut finding = files.retention();
    let shown = |finding: &FindingView, hyperlinks| {
        rendered(
            &files.report(vec![finding.clone()]),
            TerminalOptions {
                hyperlinks,
                ..Default::default()
            },
        )
    };
    finding.labels[0].url = Some("https://example.org/notice#:~:text=that%20schools".to_owned());
    let linked = "\u{1b}]8;;https://example.org/notice#:~:text=that%20schools\u{1b}\\notice.md:4:14\u{1b}]8;;\u{1b}\\";
    assert!(
        shown(&finding, true).contains(linked),
        "{}",
        shown(&finding, true)
    );
    assert!(!shown(&finding, false).contains('\u{1b}'));
    for url in [
        "javascript:alert(1)",
        "https://x/\u{1b}\\\u{7}",
        "https://x/ y",
    ] {
        finding.labels[0].url = Some(url.to_owned());
        assert!(!shown(&finding, true).contains('\u{1b}'), "{url}");
    }
}

/// Text without its colours.
pub fn without_sgr(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (codes, rest) = part.split_once('m').unwrap_or((part, ""));
        assert!(
            codes
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b';'),
            "{codes:?}"
        );
        plain.push_str(rest);
    }
    plain
}

/// A command is broken where a shell goes on reading, and nowhere else.
#[test]
fn the_command_that_explains_a_finding_can_be_pasted_at_any_width() {
    let files = Files::new();
    let report = files.report(vec![files.transfer()]).called_with(
        Some("our flows/of  eis"),
        Some(jiff::civil::date(2026, 11, 24)),
    );
    let id = report.findings[0].id.clone();
    for width in [30, 40, 60, 80, 120] {
        let options = TerminalOptions {
            width,
            ..TerminalOptions::default()
        };
        let mut out = Vec::new();
        terminal(&report, options, &mut out).unwrap();
        let shown = String::from_utf8(out).unwrap();
        let (_, command) = shown.split_once("= explain: ").unwrap();
        let (command, _) = command.split_once("\n\n").unwrap();
        let lines: Vec<&str> = command.lines().map(str::trim_start).collect();
        assert_eq!(
            lines.join("\n").replace(" \\\n", " "),
            format!("fairnotice explain {id} 'our flows/of  eis' --as-of 2026-11-24"),
            "at {width}"
        );
    }
}
