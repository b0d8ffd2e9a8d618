//! The formats of every report, one line each: the one place to add a line to for a new format.

use super::agent::agent;
use super::assume::{assumed_json, assumed_markdown, assumed_terminal};
use super::catalogue::{law_json, law_table, rules_json, rules_table};
use super::ci::{github, gitlab, junit, markdown};
use super::citations::{evidence_json, evidence_terminal};
use super::comparison_sarif::{assumed_sarif, diff_sarif};
use super::concise::{concise, concise_comparison};
use super::diff::{diff_json, diff_markdown, diff_terminal};
use super::explanation::{explanation_json, explanation_terminal};
use super::json::json;
use super::notice_diff::{notice_diff_json, notice_diff_terminal};
use super::notice_draft::{draft_json, draft_terminal};
use super::notice_lint::{lint_json, lint_terminal};
use super::questions::{questions_json, questions_terminal};
use super::reading::{NoticeReading, reading_json, reading_yaml};
use super::reconcile::{reconcile_json, reconcile_terminal};
use super::register::{register_csv, register_html, register_json, register_markdown};
use super::render::{Format, Render};
use super::sarif::sarif;
use super::statistics::statistics;
use super::terminal::terminal;
use super::terms::{terms_json, terms_terminal, vendors_json, vendors_terminal};
use super::timeline::{timeline_csv, timeline_html, timeline_json, timeline_terminal};
use super::trace::{trace_dot, trace_json, trace_mermaid, trace_terminal};
use crate::estate::model::Severity;
use crate::register::Register;
use crate::view::{
    AssumedReport, DiffReport, EvidenceReport, Explanation, LawList, NoticeDiff, NoticeDrafts,
    NoticeLint, QuestionList, ReconcileReport, Report, RuleList, TermList, TimelineView, TraceView,
    VendorList,
};

/// What is said of the format that people read.
const FOR_PEOPLE: &str = "In a terminal";

/// What `check` found, with the comparison where proposals or scenarios were laid over the estate.
#[derive(Debug)]
pub struct CheckReport<'a> {
    /// The findings. In a comparison what the estate had before counts as known.
    pub report: Report<'a>,
    /// The comparison; its formats for people and programs say more than those of a check.
    pub compared: Option<AssumedReport<'a>>,
    /// The least severity that fails the check; `None`: none does.
    pub failing: Option<Severity>,
    /// The terminal shows how many findings each rule has, and not each finding.
    pub statistics: bool,
}

impl Render for Explanation<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                explanation_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                explanation_json(view, out)
            }),
        ]
    }
}

impl Render for QuestionList {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                questions_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                questions_json(view, out)
            }),
        ]
    }
}

impl Render for CheckReport<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new(
                "terminal",
                &["txt"],
                FOR_PEOPLE,
                |view, options, out| match &view.compared {
                    Some(compared) => assumed_terminal(compared, options, out),
                    None if view.statistics => statistics(&view.report, options, out),
                    None => terminal(&view.report, options, out),
                },
            ),
            Format::new(
                "json",
                &["json"],
                "The JSON contract",
                |view, _, out| match &view.compared {
                    Some(compared) => assumed_json(compared, out),
                    None => json(&view.report, out),
                },
            ),
            Format::new(
                "sarif",
                &["sarif"],
                "SARIF 2.1.0, for code scanning",
                |view, _, out| match &view.compared {
                    Some(compared) => assumed_sarif(compared, out),
                    None => sarif(&view.report, out),
                },
            ),
            Format::new(
                "junit",
                &["xml"],
                "JUnit's XML: a test for each rule",
                |view, _, out| junit(&view.report, view.failing, out),
            ),
            Format::new(
                "gitlab",
                &[],
                "GitLab's Code Quality report",
                |view, _, out| gitlab(&view.report, out),
            ),
            Format::new(
                "github",
                &[],
                "GitHub's log commands, which annotate a change",
                |view, _, out| github(&view.report, out),
            ),
            Format::new(
                "markdown",
                &["md"],
                "Markdown for a comment on a change",
                |view, _, out| match &view.compared {
                    Some(compared) => assumed_markdown(compared, out),
                    None => markdown(&view.report, out),
                },
            ),
            Format::new(
                "agent",
                &[],
                "Short Markdown for programs that write the change, with verified edits as diffs",
                |view, _, out| agent(&view.report, out),
            ),
            Format::new(
                "concise",
                &[],
                "A line for each finding: path:line:column: severity: rule: message",
                |view, _, out| match &view.compared {
                    Some(compared) => concise_comparison(&compared.compared, out),
                    None => concise(&view.report, out),
                },
            ),
        ]
    }
}

impl Render for DiffReport<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                diff_terminal(view, options, out)
            }),
            Format::new(
                "concise",
                &[],
                "A line for each new, changed or resolved finding",
                |view, _, out| concise_comparison(&view.compared, out),
            ),
            Format::new("json", &["json"], "The JSON contract", |view, _, out| {
                diff_json(view, out)
            }),
            Format::new(
                "sarif",
                &["sarif"],
                "SARIF 2.1.0, for code scanning",
                |view, _, out| diff_sarif(view, out),
            ),
            Format::new(
                "markdown",
                &["md"],
                "Markdown, to paste into a review",
                |view, _, out| diff_markdown(view, out),
            ),
        ]
    }
}

impl Render for ReconcileReport<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                reconcile_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                reconcile_json(view, out)
            }),
        ]
    }
}

impl Render for TimelineView {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new(
                "terminal",
                &["txt"],
                "Bars by year, in a terminal",
                |view, options, out| timeline_terminal(view, options, out),
            ),
            Format::new("json", &["json"], "The JSON contract", |view, _, out| {
                timeline_json(view, out)
            }),
            Format::new(
                "csv",
                &["csv"],
                "CSV (RFC 4180), a line for each interval",
                |view, _, out| timeline_csv(view, out),
            ),
            Format::new(
                "html",
                &["html", "htm"],
                "A single page for a browser, with a bar for each flow",
                |view, _, out| timeline_html(view, out),
            ),
        ]
    }
}

impl Render for Register {
    const IS_DOCUMENT: bool = true;

    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("markdown", &["md"], "Markdown", |view, _, out| {
                register_markdown(view, out)
            }),
            Format::new(
                "html",
                &["html", "htm"],
                "A single page for a browser",
                |view, _, out| register_html(view, out),
            ),
            #[cfg(feature = "xlsx")]
            Format::new(
                "xlsx",
                &["xlsx"],
                "A workbook (Office Open XML); only to a file",
                |view, _, out| super::register_xlsx(view, out),
            ),
            Format::new(
                "csv",
                &["csv"],
                "CSV (RFC 4180), one table",
                |view, _, out| match view.tables.first() {
                    Some(table) => register_csv(view, table, out),
                    None => Ok(()),
                },
            ),
            Format::new("json", &["json"], "The JSON contract", |view, _, out| {
                register_json(view, out)
            }),
        ]
    }
}

impl Render for TraceView {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                trace_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "The JSON contract", |view, _, out| {
                trace_json(view, out)
            }),
            Format::new(
                "mermaid",
                &["mmd", "mermaid"],
                "A Mermaid flowchart",
                |view, _, out| trace_mermaid(view, out),
            ),
            Format::new(
                "dot",
                &["dot", "gv"],
                "The DOT language of Graphviz",
                |view, _, out| trace_dot(view, out),
            ),
        ]
    }
}

impl Render for NoticeDiff<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                notice_diff_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                notice_diff_json(view, out)
            }),
        ]
    }
}

impl Render for NoticeReading {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new(
                "yaml",
                &["yaml", "yml"],
                "Statements to paste into notice.yaml, with comments",
                |view, _, out| reading_yaml(view, out),
            ),
            Format::new(
                "json",
                &["json"],
                "JSON, with the sentences that have no statement",
                |view, _, out| reading_json(view, out),
            ),
        ]
    }
}

impl Render for NoticeDrafts {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, draft_terminal),
            Format::new("json", &["json"], "JSON", |it, _, out| draft_json(it, out)),
        ]
    }
}

impl Render for NoticeLint {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                lint_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                lint_json(view, out)
            }),
        ]
    }
}

impl Render for EvidenceReport<'_> {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                evidence_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                evidence_json(view, out)
            }),
        ]
    }
}

impl Render for LawList {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                law_table(&view.rows, view.day, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                law_json(&view.rows, view.day, out)
            }),
        ]
    }
}

impl Render for RuleList {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                rules_table(&view.rules, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                rules_json(&view.rules, out)
            }),
        ]
    }
}

impl Render for TermList {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                terms_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                terms_json(view, out)
            }),
        ]
    }
}

impl Render for VendorList {
    fn formats() -> Vec<Format<Self>> {
        vec![
            Format::new("terminal", &["txt"], FOR_PEOPLE, |view, options, out| {
                vendors_terminal(view, options, out)
            }),
            Format::new("json", &["json"], "JSON", |view, _, out| {
                vendors_json(view, out)
            }),
        ]
    }
}
