//! What was seen of the links that an estate cites, and what policies find of them.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{FORMAT_VERSION, FindingJson, SummaryJson, schema_of};
use super::terminal::terminal;
use super::text::{Pen, Table, TerminalOptions};
use crate::estate::model::{Citation, Seen};
use crate::estate::vocabulary::SeenState;
use crate::input::counted;
use crate::report::json_text;
use crate::view::EvidenceReport;

/// Writes the links as a table, then the findings.
///
/// # Errors
/// When `out` cannot be written to.
pub fn evidence_terminal(
    report: &EvidenceReport<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(out, options);
    if report.citations.is_empty() {
        return pen.raw("The estate cites no link.\n");
    }
    let mut table = Table::new(&["seen"], &["link"]);
    for citation in report.citations {
        let mut words = citation.url.clone();
        if let Some(seen) = &citation.seen {
            for word in details(seen) {
                words.push_str(&format!("; {word}"));
            }
        }
        words.push_str(&format!(" ({})", report.places(citation).join(", ")));
        let state = citation
            .seen
            .as_ref()
            .map_or("never", |seen| seen.state.as_str());
        table.row(vec![state.replace('-', " "), words]);
    }
    table.write(&mut pen)?;
    let count = |state| {
        let of_state = report.citations.iter().filter_map(|it| it.seen.as_ref());
        of_state.filter(|seen| seen.state == state).count()
    };
    pen.blank()?;
    pen.prose(
        "",
        "",
        &[super::text::Run::plain(&format!(
            "{}: {} there, {} gone, {} unreachable, {} not looked at; kept in {}",
            counted(report.citations.len(), "link"),
            count(SeenState::There),
            count(SeenState::Gone),
            count(SeenState::Unreachable),
            count(SeenState::NotLooked),
            report.findings.shown_path(report.lock),
        ))],
    )?;
    if report.findings.findings.is_empty() {
        return Ok(());
    }
    pen.blank()?;
    terminal(&report.findings, options, out)
}

/// What is known of a link in addition to its state.
fn details(seen: &Seen) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(why) = &seen.why {
        words.push(format!("{why}, since {}", seen.since));
    }
    if let Some(moved) = &seen.moved {
        words.push(format!("moved for good to {moved}"));
    }
    if let Some(changed) = &seen.changed {
        words.push(format!("another text since {}", changed.on));
    }
    words
}

/// What was seen of links. Keys may be added in later releases without a change of `version`: readers
/// ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "EvidenceCheck")]
struct EvidenceJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The day on which the links were looked up, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The links, in their order.
    links: Vec<LinkJson<'a>>,
    /// The counts of the findings.
    summary: SummaryJson,
    /// What policies find of the links.
    findings: Vec<FindingJson<'a>>,
}

/// A link.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct LinkJson<'a> {
    /// The link as it is cited.
    url: &'a str,
    /// Where it is written, as paths with lines and columns.
    places: Vec<String>,
    /// What came of it; null where it was never looked up.
    #[schemars(extend("enum" = ["there", "gone", "unreachable", "not-looked", null]))]
    state: Option<&'static str>,
    /// Why there was no text.
    why: Option<&'a str>,
    /// The first of the days on which the same came of it.
    since: Option<String>,
    /// Where it has moved to for good.
    moved: Option<&'a str>,
    /// The SHA-256 of the text that it was cited for.
    digest: Option<&'a str>,
    /// The day since which it leads to another text; null where it does not.
    changed: Option<String>,
}

/// Writes the links and the findings as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn evidence_json(report: &EvidenceReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let json = EvidenceJson {
        version: FORMAT_VERSION,
        estate: &report.findings.estate,
        as_of: report.findings.day.to_string(),
        links: report
            .citations
            .iter()
            .map(|it| link(it, report.places(it)))
            .collect(),
        summary: report.findings.summary.into(),
        findings: report
            .findings
            .findings
            .iter()
            .map(|it| FindingJson::new(it, report.findings.sources))
            .collect(),
    };
    json_text::write(&json, out)
}

fn link(citation: &Citation, places: Vec<String>) -> LinkJson<'_> {
    let seen = citation.seen.as_ref();
    LinkJson {
        url: &citation.url,
        places,
        state: seen.map(|seen| seen.state.as_str()),
        why: seen.and_then(|seen| seen.why.as_deref()),
        since: seen.map(|seen| seen.since.to_string()),
        moved: seen.and_then(|seen| seen.moved.as_deref()),
        digest: seen.and_then(|seen| seen.digest.as_deref()),
        changed: seen.and_then(|seen| Some(seen.changed.as_ref()?.on.to_string())),
    }
}

/// The JSON Schema of what is printed.
pub fn evidence_schema() -> serde_json::Value {
    schema_of::<EvidenceJson<'_>>()
}
