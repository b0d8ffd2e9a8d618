//! `notice draft`: sentences for what a notice lacks.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json::{FORMAT_VERSION, schema_of};
use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::report::json_text;
use crate::view::{DraftSentence, NoticeDrafts};

const LEAD: &str = "  ";
const DEEPER: &str = "    ";

/// Writes the sentences for people, by section.
///
/// # Errors
/// When `out` cannot be written to.
pub fn draft_terminal(
    drafts: &NoticeDrafts,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let title = format!(
        "sentences for the notice of {}, as of {}; each is a draft for approval",
        drafts.estate, drafts.day
    );
    pen.prose("", LEAD, &[Run::new(STRONG, &title)])?;
    let mut last = None;
    for sentence in &drafts.sentences {
        let place = (&sentence.document, &sentence.section);
        if last != Some(place) {
            last = Some(place);
            pen.blank()?;
            let section = sentence.section.as_deref().unwrap_or("anywhere");
            let heading = match &sentence.document {
                Some(document) => format!("{section} ({document})"),
                None => section.to_owned(),
            };
            pen.prose("", LEAD, &[Run::new(STRONG, &heading)])?;
        }
        one(pen, sentence)?;
    }
    if !drafts.open.is_empty() {
        pen.blank()?;
        let title = "no sentence alone is enough for";
        pen.prose("", LEAD, &[Run::new(STRONG, title)])?;
        for finding in &drafts.open {
            let line = format!("{} ({} {})", finding.message, finding.rule, finding.id);
            pen.prose("  - ", DEEPER, &[Run::plain(&line)])?;
        }
    }
    pen.blank()?;
    let asks = match drafts.sentences.iter().filter(|it| it.asks).count() {
        0 => String::new(),
        asks => format!(", {asks} of them for open questions"),
    };
    let closing = format!(
        "{} sentences{asks}, {} findings without one; `fairnotice fix --all-safe` writes those that resolve something without blanks into a draft",
        drafts.sentences.len(),
        drafts.open.len()
    );
    pen.prose("", LEAD, &[Run::new(STRONG, &closing)])
}

fn one(pen: &mut Pen<'_>, sentence: &DraftSentence) -> io::Result<()> {
    pen.prose("  + ", DEEPER, &[Run::plain(&sentence.text)])?;
    let rules = |all: &[(String, String)]| {
        let all: Vec<String> = all
            .iter()
            .map(|(id, rule)| format!("{rule} {id}"))
            .collect();
        all.join(", ")
    };
    let law: Vec<&str> = sentence
        .law
        .iter()
        .map(|(_, words)| words.as_str())
        .collect();
    let asks = if sentence.asks {
        "that the notice does not state it already, in words that no statement quotes"
    } else {
        ""
    };
    for (label, words) in [
        ("confirm", asks.to_owned()),
        ("resolves", rules(&sentence.findings)),
        ("asked by", rules(&sentence.asked_by)),
        ("flows", sentence.flows.join(", ")),
        ("law", law.join(" | ")),
        ("goes behind", sentence.behind.clone().unwrap_or_default()),
        ("in place of", sentence.withdraws.join(", ")),
        ("assumes that", sentence.assumes.join(", and that ")),
    ] {
        if !words.is_empty() {
            let line = format!("{label}: {words}");
            pen.prose(DEEPER, "      ", &[Run::plain(&line)])?;
        }
    }
    Ok(())
}

/// Sentences for a notice. Keys may be added in later releases without a change of `version`: readers ignore those
/// that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeDraft")]
struct DraftJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The day of the flows and of the law, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The sentences, by document and section.
    sentences: Vec<SentenceJson<'a>>,
    /// Findings on what the notice states for which no sentence alone is enough.
    open: Vec<OpenJson<'a>>,
}

/// A sentence, as a draft for approval.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeDraftSentence")]
struct SentenceJson<'a> {
    /// The document it is for, where the notice has several.
    document: Option<&'a str>,
    /// The heading of the section it is for.
    section: Option<&'a str>,
    /// The id of the statement behind which it goes.
    behind: Option<&'a str>,
    /// Its words; what nobody recorded is a blank, `‹authority›`.
    text: &'a str,
    /// What it takes for granted, each in a clause that follows "assumes that".
    assumes: &'a [String],
    /// The ids of the statements in the place of which it goes.
    withdraws: &'a [String],
    /// The findings that it resolves.
    resolves: Vec<ResolvesJson<'a>>,
    /// The open questions that it is one of the answers to, and does not resolve alone.
    asked_by: Vec<ResolvesJson<'a>>,
    /// It is for open questions alone: a person has to confirm that the notice does not state it already, in words that no
    /// statement quotes.
    asks: bool,
    /// The ids of the flows that require it.
    flows: &'a [String],
    /// The rows of law that require it.
    law: Vec<LawJson<'a>>,
}

/// A finding that a sentence resolves, or a question that it is an answer to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeDraftResolves")]
struct ResolvesJson<'a> {
    /// The id of the finding.
    finding: &'a str,
    /// Its rule.
    rule: &'a str,
}

/// A row of law.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeDraftLaw")]
struct LawJson<'a> {
    /// Its id.
    row: &'a str,
    /// The article, and what it says.
    words: &'a str,
}

/// A finding without a sentence.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeDraftOpen")]
struct OpenJson<'a> {
    /// The id of the finding.
    finding: &'a str,
    /// Its rule.
    rule: &'a str,
    /// What is wrong.
    message: &'a str,
}

fn named(findings: &[(String, String)]) -> Vec<ResolvesJson<'_>> {
    let findings = findings.iter();
    findings
        .map(|(finding, rule)| ResolvesJson { finding, rule })
        .collect()
}

/// Writes the sentences as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn draft_json(drafts: &NoticeDrafts, out: &mut dyn Write) -> io::Result<()> {
    let sentences = drafts.sentences.iter().map(|it| SentenceJson {
        document: it.document.as_deref(),
        section: it.section.as_deref(),
        behind: it.behind.as_deref(),
        text: &it.text,
        assumes: &it.assumes,
        withdraws: &it.withdraws,
        resolves: named(&it.findings),
        asked_by: named(&it.asked_by),
        asks: it.asks,
        flows: &it.flows,
        law: (it.law.iter())
            .map(|(row, words)| LawJson { row, words })
            .collect(),
    });
    let open = drafts.open.iter().map(|it| OpenJson {
        finding: &it.id,
        rule: &it.rule,
        message: &it.message,
    });
    let drafts = DraftJson {
        version: FORMAT_VERSION,
        estate: &drafts.estate,
        as_of: drafts.day.to_string(),
        sentences: sentences.collect(),
        open: open.collect(),
    };
    json_text::write(&drafts, out)
}

/// The JSON Schema of what [`draft_json`] writes.
pub fn draft_schema() -> Value {
    schema_of::<DraftJson<'_>>()
}
