//! `notice lint`: the faults of a notice's text.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json::{FORMAT_VERSION, schema_of};
use super::reading::PassageJson;
use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::notice::document::PlaceUnit;
use crate::notice::read::Passage;
use crate::report::json_text;
use crate::view::{Answer, ItemAnswer, NoticeLint};

const LEAD: &str = "  ";
const DEEPER: &str = "    ";

/// Writes the faults for people.
///
/// # Errors
/// When `out` cannot be written to.
pub fn lint_terminal(
    lint: &NoticeLint,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let title = format!("{} by the law of {}", lint.path, lint.day);
    pen.prose("", LEAD, &[Run::new(STRONG, &title)])?;
    pen.blank()?;
    pen.prose("", LEAD, &[Run::new(STRONG, "items of Arts 13 and 14")])?;
    for item in &lint.items {
        one_item(pen, item, lint.unit)?;
    }
    list(
        pen,
        ("wording that commits to nothing", lint.unit),
        lint.vague.iter().map(|it| (&it.passage, Some(it.open))),
    )?;
    list(
        pen,
        ("placeholders", lint.unit),
        lint.placeholders.iter().map(|it| (it, None)),
    )?;
    list(
        pen,
        ("sentences without a statement", lint.unit),
        lint.uncovered.iter().map(|it| (it, None)),
    )?;
    pen.blank()?;
    let closing = format!(
        "{} items not found, {} placeholders, {} vague, {} sentences without a statement",
        lint.missing(),
        lint.placeholders.len(),
        lint.vague.len(),
        lint.uncovered.len()
    );
    pen.prose("", LEAD, &[Run::new(STRONG, &closing)])
}

fn one_item(pen: &mut Pen<'_>, item: &ItemAnswer, unit: PlaceUnit) -> io::Result<()> {
    let (mark, state) = match &item.answer {
        Answer::Found(_) => ("+ ", String::new()),
        Answer::Missing => ("- ", ": not found".to_owned()),
        Answer::Unknown => (
            "? ",
            format!(": not found; needed where {}", case(item.when)),
        ),
    };
    let line = format!("{} (Art {}){state}", item.title, item.articles.join(", "));
    pen.prose(&format!("{LEAD}{mark}"), DEEPER, &[Run::plain(&line)])?;
    if let Answer::Found(passages) = &item.answer {
        for passage in passages.iter().take(1) {
            quoted(pen, unit, (passage, None))?;
        }
    }
    Ok(())
}

/// The case in which an item must be stated, in words that follow "where".
fn case(when: &str) -> &str {
    match when {
        "dpo-appointed" => "there is a data protection officer",
        "representative-appointed" => "there is a representative",
        "basis-legitimate-interests" => "processing relies on legitimate interests",
        "basis-consent" => "processing relies on consent",
        "basis-consent-or-contract" => "processing relies on consent or a contract",
        "basis-open-to-objection" => {
            "processing relies on a public task or legitimate interests, or is direct marketing"
        }
        "recipients" => "somebody receives the data",
        "restricted-transfer" => "data are transferred to a third country",
        "article-46-safeguard" => "a transfer relies on an appropriate safeguard",
        "automated-decision" => "decisions with significant effects are automated",
        "obtained-from-person" => "data are obtained from data subjects",
        "obtained-elsewhere" => "data are obtained elsewhere",
        "new-purpose" => "data are about to be used for a new purpose",
        other => other,
    }
}

fn list<'p>(
    pen: &mut Pen<'_>,
    (title, unit): (&str, PlaceUnit),
    passages: impl Iterator<Item = (&'p Passage, Option<&'p str>)>,
) -> io::Result<()> {
    let mut passages = passages.peekable();
    if passages.peek().is_none() {
        return Ok(());
    }
    pen.blank()?;
    pen.prose("", LEAD, &[Run::new(STRONG, title)])?;
    for passage in passages {
        quoted(pen, unit, passage)?;
    }
    Ok(())
}

fn quoted(
    pen: &mut Pen<'_>,
    unit: PlaceUnit,
    (passage, open): (&Passage, Option<&str>),
) -> io::Result<()> {
    let unit = unit.as_str();
    let open = open.map_or(String::new(), |open| format!(" (open: {open})"));
    let line = format!("{unit} {}: \"{}\"{open}", passage.line, passage.quote);
    pen.prose(DEEPER, "      ", &[Run::plain(&line)])
}

/// The faults of a notice's text. Keys may be added in later releases without a change of `version`:
/// readers ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeLint")]
struct LintJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The file that was read; `-` for standard input.
    source: &'a str,
    /// What `line` counts: lines of a text, or paragraphs or pages of a document.
    #[schemars(extend("enum" = ["line", "paragraph", "page"]))]
    line_unit: &'static str,
    /// The day of the law, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The items that a notice must state.
    items: Vec<ItemJson<'a>>,
    /// Words that commit to nothing.
    vague: Vec<VagueJson<'a>>,
    /// What a template left to be filled in.
    placeholders: Vec<PassageJson<'a>>,
    /// The sentences without a statement.
    uncovered: Vec<PassageJson<'a>>,
}

/// An item of Arts 13 and 14.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LintItem")]
struct ItemJson<'a> {
    /// Its key in `informs`.
    item: &'a str,
    /// What it is.
    title: &'a str,
    /// The articles that ask for it.
    articles: &'a [String],
    /// The regimes under which it is asked for.
    regimes: &'a [&'static str],
    /// The case in which it must be stated.
    when: &'a str,
    /// `found`; `missing` where it must be stated; `unknown` where the text does not show whether it must.
    #[schemars(extend("enum" = ["found", "missing", "unknown"]))]
    answer: &'static str,
    /// The words that answer it.
    quotes: Vec<PassageJson<'a>>,
}

/// Words that commit to nothing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LintVague")]
struct VagueJson<'a> {
    /// The words.
    #[serde(flatten)]
    passage: PassageJson<'a>,
    /// What they leave open.
    open: &'a str,
}

/// Writes the faults as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn lint_json(lint: &NoticeLint, out: &mut dyn Write) -> io::Result<()> {
    let items = lint.items.iter().map(|item| ItemJson {
        item: &item.key,
        title: &item.title,
        articles: &item.articles,
        regimes: &item.regimes,
        when: item.when,
        answer: match &item.answer {
            Answer::Found(_) => "found",
            Answer::Missing => "missing",
            Answer::Unknown => "unknown",
        },
        quotes: match &item.answer {
            Answer::Found(passages) => passages.iter().map(Into::into).collect(),
            Answer::Missing | Answer::Unknown => Vec::new(),
        },
    });
    let vague = lint.vague.iter().map(|it| VagueJson {
        passage: (&it.passage).into(),
        open: it.open,
    });
    let lint = LintJson {
        version: FORMAT_VERSION,
        source: &lint.path,
        line_unit: lint.unit.as_str(),
        as_of: lint.day.to_string(),
        items: items.collect(),
        vague: vague.collect(),
        placeholders: lint.placeholders.iter().map(Into::into).collect(),
        uncovered: lint.uncovered.iter().map(Into::into).collect(),
    };
    json_text::write(&lint, out)
}

/// The JSON Schema of what [`lint_json`] writes.
pub fn lint_schema() -> Value {
    schema_of::<LintJson<'_>>()
}
