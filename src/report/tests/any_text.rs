//! Whatever is in a file, a terminal sees neither controls nor marks of direction, and nothing
//! panics at any width.

use proptest::prelude::*;

use super::fixture::{finding, named, rule};
use super::terminal::without_sgr;
use crate::engine::facts::LabelRole;
use crate::estate::model::Severity;
use crate::input::{InputError, InputErrorKind, SourceMap, Span};
use crate::report::text::is_harmful;
use crate::report::{
    TerminalOptions, explain_finding, explain_rule, input_errors, json, law_table, rules_table,
    sarif, terminal,
};
use crate::view::FindingView;
use crate::view::LabelView;
use crate::view::LawRowView;
use crate::view::LawView;
use crate::view::Report;
use crate::view::StatementView;
use crate::view::Summary;
use crate::view::WaiverView;
use crate::view::{DraftView, FileDiff, PremiseView, RemedyChange, RemedyView, Replaced};

/// What people attack terminals, logs and readers with.
const ATTACKS: &[&str] = &[
    "\u{1b}[2J\u{1b}[31mred",
    "\u{1b}]8;;https://evil\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}]0;title\u{7}",
    "\u{9b}31m",
    "\u{202e}dehsilbup\u{202c}",
    "\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}",
    "a\u{200b}b\u{feff}c\u{2060}",
    "line\u{2028}para\u{2029}end",
    "over\rwrite\u{8}\u{8}",
    "\n::error file=x::boo\n##[error]boo\n",
    "\0\u{7f}\t\t\r\n",
    "e\u{301}\u{301}\u{301} 学校 👩\u{200d}👧 \u{1F1EC}\u{1F1E7}",
];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        2 => proptest::sample::select(ATTACKS).prop_map(str::to_owned),
        1 => "[a-z ]{0,200}",
        1 => "\\PC{0,40}",
        1 => ("[a-z]{0,120}", proptest::sample::select(ATTACKS), "[ a-z]{0,300}").prop_map(|(a, b, c)| a + b + &c),
    ]
}

#[derive(Debug, Clone)]
struct Case {
    words: Vec<String>,
    sources: Vec<String>,
    spans: Vec<(usize, u32, u32)>,
    width: usize,
}

impl Case {
    fn word(&self, at: usize) -> String {
        self.words[at % self.words.len()].clone()
    }

    fn files(&self) -> (SourceMap, Vec<Span>) {
        let mut sources = SourceMap::new();
        let ids: Vec<_> = self
            .sources
            .iter()
            .enumerate()
            .map(|(at, text)| sources.add(self.word(at), text.as_str()))
            .collect();
        let spans = self
            .spans
            .iter()
            .map(|(file, start, length)| Span::new(ids[file % ids.len()], *start, start + length));
        (sources, spans.collect())
    }

    fn change(&self) -> RemedyChange {
        let w = |index| self.word(index);
        RemedyChange {
            kinds: vec!["disclose"],
            assumes: vec![PremiseView {
                name: w(0),
                text: w(1),
                value: w(2),
            }],
            files: vec![FileDiff {
                path: w(3),
                diff: w(4),
                replaced: Replaced {
                    lines: 1..2,
                    text: w(4),
                },
            }],
            sentences: vec![DraftView {
                id: w(5),
                document: Some(w(6)),
                section: Some(w(7)),
                text: w(8),
            }],
            withdraws: vec![w(9)],
            proposal: w(10),
        }
    }

    fn finding(&self, spans: &[Span]) -> FindingView {
        let w = |at| self.word(at);
        let roles = [
            LabelRole::Flow,
            LabelRole::Notice,
            LabelRole::Estate,
            LabelRole::Law,
        ];
        FindingView {
            id: w(0),
            rule: w(1),
            title: w(2),
            regimes: vec![named(&w(3), &w(4))],
            rows: Vec::new(),
            asks: None,
            flows: vec![w(5).into(), w(6).into()],
            service: Some(named(&w(7), &w(8))),
            exporter: Some(w(9)),
            importer: Some(w(10)),
            data: vec![w(11), w(0)],
            message: w(1),
            labels: spans
                .iter()
                .enumerate()
                .map(|(at, span)| LabelView {
                    role: roles[at % roles.len()],
                    span: *span,
                    text: w(at),
                    url: Some(w(at + 1)),
                })
                .collect(),
            statements: vec![StatementView {
                id: w(2),
                quote: w(3),
                section: Some(w(4)),
                place: spans.first().copied(),
            }],
            law: vec![LawView {
                id: w(5),
                title: w(6),
                citation: w(7),
                from: None,
                until: None,
                references: Vec::new(),
                read: None,
                under_appeal: Some(w(1)),
            }],
            remedies: vec![RemedyView {
                text: w(8),
                verified: true,
                change: Some(self.change()),
            }],
            covers: vec![w(9)],
            derivation: vec![w(10), w(11)],
            waived: None,
            known: false,
            changed: false,
            state: "0123456789ab".to_owned(),
            ..finding("", "", Severity::Error)
        }
    }

    fn options(&self, color: bool) -> TerminalOptions {
        TerminalOptions {
            width: self.width,
            color,
            hyperlinks: false,
        }
    }

    /// Everything that is ever written to a terminal, with this text in every field.
    fn formats(&self, color: bool) -> String {
        let (sources, spans) = self.files();
        let options = self.options(color);
        let mut named_rule = rule("x/y", Severity::Warning);
        named_rule.title = self.word(0);
        named_rule.help_markdown =
            self.word(1) + "\n\n- " + &self.word(2) + "\n\n    " + &self.word(3);
        named_rule.law = vec![self.word(4)];
        named_rule.remedies = vec![self.word(5)];
        named_rule.path = self.word(6);
        named_rule.source = self.word(7);
        named_rule.id = self.word(1);
        let mut waived = self.finding(&spans);
        waived.waived = Some(WaiverView {
            owner: self.word(0),
            reason: self.word(1),
            until: None,
        });
        let findings = vec![self.finding(&spans), waived];
        let report = Report {
            estate: self.word(3),
            root: self.word(4),
            call: vec![self.word(2), self.word(7)],
            day: jiff::civil::date(2026, 11, 24),
            version: self.word(5),
            summary: Summary::of(&findings, 1, 1, 1),
            findings,
            not_judged: Vec::new(),
            looked_at: Vec::new(),
            observed: Vec::new(),
            within: None,
            overrides: Vec::new(),
            gone: 0,
            absent: None,
            show_suppressed: false,
            rules: vec![named_rule],
            sources: &sources,
        };
        let mut out = Vec::new();
        terminal(&report, options, &mut out).unwrap();
        explain_rule(&report.rules[0], options, &mut out).unwrap();
        explain_finding(&report, &report.findings[1], options, &mut out).unwrap();
        rules_table(&report.rules, options, &mut out).unwrap();
        let row = LawRowView {
            id: self.word(0),
            table: self.word(1),
            regimes: vec![named(&self.word(2), &self.word(3))],
            national: Some(self.word(4)),
            title: self.word(5),
            citation: self.word(6),
            from: None,
            until: None,
            existing_until: None,
            references: Vec::new(),
            read: Some(jiff::civil::date(2026, 11, 28)),
            under_appeal: Some(self.word(6)),
            source: Some(self.word(7)),
        };
        law_table(&[row], report.day, options, &mut out).unwrap();
        let errors: Vec<_> = spans
            .iter()
            .map(|span| {
                InputError::new(InputErrorKind::BadValue, *span, self.word(0))
                    .help(self.word(1))
                    .related(spans.last().copied(), self.word(2))
            })
            .collect();
        input_errors(&errors, &sources, &self.word(3), "", options, &mut out).unwrap();
        json(&report, &mut out).unwrap();
        sarif(&report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

fn any_case() -> impl Strategy<Value = Case> {
    (
        proptest::collection::vec(any_text(), 12),
        proptest::collection::vec(
            proptest::collection::vec(any_text(), 0..6).prop_map(|lines| lines.join("\n")),
            1..4,
        ),
        proptest::collection::vec((0..4usize, 0..600u32, 0..400u32), 0..7),
        20..200usize,
    )
        .prop_map(|(words, sources, spans, width)| Case {
            words,
            sources,
            spans,
            width,
        })
}

fn assert_harmless(text: &str) -> Result<(), TestCaseError> {
    let bad: Vec<_> = text
        .chars()
        .filter(|ch| *ch != '\n' && is_harmful(*ch))
        .collect();
    prop_assert!(bad.is_empty(), "{:?}", bad);
    for line in text.lines() {
        prop_assert!(!line.trim_start().starts_with("::"), "{line:?}");
        prop_assert!(!line.contains("##["), "{line:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    #[test]
    fn no_format_shows_a_control_or_panics(case in any_case()) {
        let plain = case.formats(false);
        assert_harmless(&plain)?;
        let colored = without_sgr(&case.formats(true));
        assert_harmless(&colored)?;
        for (colored, plain) in colored.lines().zip(plain.lines()) {
            prop_assert_eq!(colored.trim_end(), plain.trim_end());
        }
        prop_assert_eq!(colored.lines().count(), plain.lines().count());
    }

    #[test]
    fn plain_words_keep_within_the_width(
        words in proptest::collection::vec("[a-z]{1,30}( [a-z]{1,12}){0,20}", 12),
        lines in proptest::collection::vec("[a-z: ]{0,300}", 1..20),
        spans in proptest::collection::vec((0..1usize, 0..900u32, 0..300u32), 0..7),
        width in 40..200usize,
    ) {
        let case = Case { words, sources: vec![lines.join("\n")], spans, width };
        let (sources, spans) = case.files();
        let findings = vec![case.finding(&spans)];
        let report = Report {
            estate: case.word(0),
            root: String::new(),
            call: vec!["flows/eis".to_owned(), "--as-of 2026-11-24".to_owned()],
            day: jiff::civil::date(2026, 11, 24),
            version: String::new(),
            summary: Summary::of(&findings, 1, 1, 1),
            findings,
            not_judged: Vec::new(),
            looked_at: Vec::new(),
            observed: Vec::new(),
            within: None,
            overrides: Vec::new(),
            gone: 0,
            absent: None,
            show_suppressed: false,
            rules: Vec::new(),
            sources: &sources,
        };
        let mut out = Vec::new();
        terminal(&report, case.options(false), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("-->")) {
            prop_assert!(line.chars().count() <= width, "{} > {}: {:?}", line.chars().count(), width, line);
            prop_assert_eq!(line, line.trim_end());
        }
    }
}
