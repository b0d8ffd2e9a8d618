//! `notice read`: what the reader found in a text, as statements to paste into `notice.yaml` and as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::json::{FORMAT_VERSION, schema_of};
use crate::notice::document::PlaceUnit;
use crate::notice::read::{Certainty, Passage, Reading, Statement};
use crate::report::json_text;
use crate::report::text::begins_command;

/// What was read, with the path of the text as it was given.
#[derive(Debug)]
pub struct NoticeReading {
    /// The file; `-` for standard input.
    pub path: String,
    /// What the numbers of its places count.
    pub unit: PlaceUnit,
    /// The text of a document, as it was read; an estate has it in place of the document.
    pub text: Option<String>,
    /// What the reader found.
    pub reading: Reading,
}

/// What was read of a notice. Keys may be added in later releases without a change of `version`: readers
/// ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeReading")]
struct ReadingJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The file that was read; `-` for standard input.
    source: &'a str,
    /// What `line` counts: lines of a text, or paragraphs or pages of a document.
    #[schemars(extend("enum" = ["line", "paragraph", "page"]))]
    line_unit: &'static str,
    /// The text of a document, in Markdown, as it was read: the quotes are in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// What it says, in the order of the text.
    statements: Vec<StatementJson<'a>>,
    /// The sentences without a statement.
    uncovered: Vec<PassageJson<'a>>,
    /// What a template left to be filled in.
    placeholders: Vec<PassageJson<'a>>,
}

/// One statement: with one of the keys of a statement in `notice.yaml` (`collects`, `uses`, `shares`,
/// `transfers`, `retains`, `relies-on`, `decides`, `promises`, `informs`, `cites`), which holds what it says.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReadStatement")]
struct StatementJson<'a> {
    /// The line, from 1, in which its quote begins.
    line: u32,
    /// The heading above it; a path of headings where the heading is not unique.
    section: Option<&'a str>,
    /// Its words.
    quote: &'a str,
    /// The words before, where the quote is not unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    prefix: Option<&'a str>,
    /// The words after, where the quote is not unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    suffix: Option<&'a str>,
    /// Which of the places it is, from 1, where the words around it are the same in several.
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrence: Option<u32>,
    /// Whether these lead to one place of the text, as an estate requires.
    anchored: bool,
    /// How sure the reader is: `certain`, or `look`.
    #[schemars(extend("enum" = ["certain", "look"]))]
    certainty: &'static str,
    /// The clause that matched.
    pattern: &'a str,
    /// Parties that the words name; an estate has ids for them.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    names: &'a [String],
    /// Those of them that the table of vendors has: a party of the estate may take its facts with `vendor`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vendors: Vec<VendorJson<'a>>,
    /// What it says, under its key.
    #[serde(flatten)]
    says: BTreeMap<&'static str, Value>,
}

/// A vendor that the words name.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReadVendor")]
struct VendorJson<'a> {
    /// The name, as it is written.
    name: &'a str,
    /// Its id in the table of vendors.
    vendor: &'a str,
}

/// Words of the text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReadPassage")]
pub(super) struct PassageJson<'a> {
    /// The line, from 1.
    line: u32,
    /// The heading above.
    section: Option<&'a str>,
    /// The words.
    quote: &'a str,
}

impl<'a> From<&'a Passage> for PassageJson<'a> {
    fn from(passage: &'a Passage) -> Self {
        Self {
            line: passage.line,
            section: passage.section.as_deref(),
            quote: &passage.quote,
        }
    }
}

impl<'a> From<&'a Statement> for StatementJson<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self {
            line: statement.line,
            section: statement.section.as_deref(),
            quote: &statement.quote,
            prefix: statement.prefix.as_deref(),
            suffix: statement.suffix.as_deref(),
            occurrence: statement.occurrence,
            anchored: statement.anchored,
            certainty: statement.certainty.as_str(),
            pattern: &statement.pattern,
            names: &statement.says.names,
            vendors: vendors(statement).collect(),
            says: BTreeMap::from([(statement.says.kind.key(), statement.says.value())]),
        }
    }
}

fn vendors(statement: &Statement) -> impl Iterator<Item = VendorJson<'_>> {
    let vendors = statement.says.vendors.iter();
    vendors.map(|it| VendorJson {
        name: &it.name,
        vendor: &it.id,
    })
}

/// Writes what was read as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn reading_json(view: &NoticeReading, out: &mut dyn Write) -> io::Result<()> {
    let reading = &view.reading;
    let reading = ReadingJson {
        version: FORMAT_VERSION,
        source: &view.path,
        line_unit: view.unit.as_str(),
        text: view.text.as_deref(),
        statements: reading.statements.iter().map(Into::into).collect(),
        uncovered: reading.uncovered.iter().map(Into::into).collect(),
        placeholders: reading.placeholders.iter().map(Into::into).collect(),
    };
    json_text::write(&reading, out)
}

/// The JSON Schema of what [`reading_json`] writes.
pub fn reading_schema() -> Value {
    schema_of::<ReadingJson<'_>>()
}

/// Writes what was read as the statements of a `notice.yaml`. Each has a comment with its line, the certainty and
/// the clause. What would not lead to one place of the text is commented out.
///
/// # Errors
/// When `out` cannot be written to.
pub fn reading_yaml(view: &NoticeReading, out: &mut dyn Write) -> io::Result<()> {
    let statements = &view.reading.statements;
    let of = |certainty| {
        statements
            .iter()
            .filter(|it| it.certainty == certainty)
            .count()
    };
    writeln!(
        out,
        "# Read from the text by `fairnotice notice read`. Statements: {} certain, {} to look at.",
        of(Certainty::Certain),
        of(Certainty::Look)
    )?;
    writeln!(
        out,
        "# Sentences without a statement: {}; placeholders: {}. `--format json` lists them.",
        view.reading.uncovered.len(),
        view.reading.placeholders.len()
    )?;
    let known: BTreeSet<&str> = statements
        .iter()
        .flat_map(vendors)
        .map(|it| it.vendor)
        .collect();
    if !known.is_empty() {
        writeln!(
            out,
            "# Parties that the table of vendors has, for `parties` of the estate:"
        )?;
    }
    for id in known {
        writeln!(out, "#   - {{id: {id}, vendor: {id}}}")?;
    }
    if let Some(text) = &view.text {
        let source = match view.path.as_str() {
            "-" => "standard input",
            path => path,
        };
        writeln!(out, "# The text of {}, as it was read:", comment(source))?;
        if is_plain(text) {
            writeln!(out, "text: |")?;
            for line in text.lines() {
                let indent = if line.is_empty() { "" } else { "  " };
                writeln!(out, "{indent}{line}")?;
            }
        } else {
            writeln!(out, "text: {}", scalar(text))?;
        }
    } else if view.path != "-" {
        writeln!(out, "source: {}", scalar(&view.path))?;
    }
    if statements.is_empty() {
        return writeln!(out, "statements: []");
    }
    writeln!(out, "statements:")?;
    let mut ids = Ids::default();
    let mut section = None;
    for statement in statements {
        if section != Some(&statement.section) {
            section = Some(&statement.section);
            let heading = statement
                .section
                .as_deref()
                .unwrap_or("before the first heading");
            writeln!(out, "\n  # {}", comment(heading))?;
        }
        one((statement, view.unit), &mut ids, out)?;
    }
    Ok(())
}

fn one(
    (statement, unit): (&Statement, PlaceUnit),
    ids: &mut Ids,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mark = if statement.anchored { "" } else { "# " };
    writeln!(
        out,
        "  # {}: {} {}, {}",
        statement.certainty.as_str(),
        unit.as_str(),
        statement.line,
        statement.pattern
    )?;
    if !statement.says.names.is_empty() {
        let shown = |name: &String| {
            let mut known = vendors(statement).filter(|it| it.name == name);
            match known.next() {
                Some(it) => format!("{name} (vendor: {})", it.vendor),
                None => name.clone(),
            }
        };
        let names: Vec<String> = statement.says.names.iter().map(shown).collect();
        writeln!(
            out,
            "  # names {}: write the ids of these parties",
            comment(&names.join(", "))
        )?;
    }
    if is_broadest(statement) {
        writeln!(
            out,
            "  # the vocabulary has no term for these words: replace the broadest one"
        )?;
    }
    if !statement.anchored {
        writeln!(
            out,
            "  # the quote has no single place in the text: anchor it by hand"
        )?;
    }
    writeln!(out, "  {mark}- id: {}", ids.next(statement))?;
    let parts = [
        ("section", statement.section.as_deref()),
        ("quote", Some(statement.quote.as_str())),
        ("prefix", statement.prefix.as_deref()),
        ("suffix", statement.suffix.as_deref()),
    ];
    for (key, value) in parts {
        if let Some(value) = value {
            writeln!(out, "  {mark}  {key}: {}", scalar(value))?;
        }
    }
    if let Some(occurrence) = statement.occurrence {
        writeln!(out, "  {mark}  occurrence: {occurrence}")?;
    }
    let says = &statement.says;
    writeln!(
        out,
        "  {mark}  {}: {}",
        says.kind.key(),
        flow(&says.value())
    )
}

/// Whether a statement has only the term that covers all of its kind.
fn is_broadest(statement: &Statement) -> bool {
    let says = &statement.says;
    let broadest = ["purpose", "personal-data", "recipient"];
    says.names.is_empty()
        && matches!(says.terms.as_slice(), [one] if broadest.contains(&one.as_str()))
}

/// Ids of statements, each once: the section and the kind.
#[derive(Default)]
struct Ids(BTreeMap<String, u32>);

impl Ids {
    fn next(&mut self, statement: &Statement) -> String {
        let section = statement.section.as_deref().unwrap_or("notice");
        let section = section.rsplit(" > ").next().unwrap_or(section);
        let words = section.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .take(4)
            .map(str::to_ascii_lowercase)
            .collect();
        let section = if words.is_empty() {
            "section".to_owned()
        } else {
            words.join("-")
        };
        let id = format!("{section}-{}", statement.says.kind.key());
        let count = self.0.entry(id.clone()).or_default();
        *count += 1;
        // No key of a kind is a number, so that no two ids are equal.
        format!("{id}-{count}")
    }
}

/// A value in YAML's flow style, where one term has no brackets.
fn flow(value: &Value) -> String {
    match value {
        Value::Array(all) => match all.as_slice() {
            [one] => flow(one),
            _ => {
                let all: Vec<String> = all.iter().map(flow).collect();
                format!("[{}]", all.join(", "))
            }
        },
        Value::Object(all) if all.is_empty() => "yes".to_owned(),
        Value::Object(all) => {
            let none = all.len() == 1 && all.contains_key("none");
            let parts: Vec<String> = all
                .iter()
                .map(|(key, value)| format!("{key}: {}", flow(value)))
                .collect();
            if none {
                "none".to_owned()
            } else {
                format!("{{{}}}", parts.join(", "))
            }
        }
        Value::String(word) => word.clone(),
        other => other.to_string(),
    }
}

/// Whether a text can be written in lines of its own: a block of YAML has no escapes for what a terminal or a
/// build log would obey.
fn is_plain(text: &str) -> bool {
    let obeyed = |line: &str| line.trim_start().starts_with("::");
    !text.chars().any(|c| c != '\n' && is_harmful(c))
        && !text.lines().any(obeyed)
        && !text
            .match_indices("##")
            .any(|(at, _)| is_command(text, at + 1))
}

/// Whether the second `#` of a command of a build log is at a place.
fn is_command(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    before.ends_with('#') && rest.strip_prefix('#').is_some_and(begins_command)
}

/// A text as a scalar in double quotes.
fn scalar(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for (at, c) in text.char_indices() {
        match c {
            '#' if is_command(text, at) => out.push_str("\\x23"),
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if is_harmful(c) => out.push_str(&format!("\\U{:08x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Words within a comment, which end with the line.
fn comment(text: &str) -> String {
    text.char_indices()
        .map(|(at, c)| {
            if is_harmful(c) || is_command(text, at) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Characters that end a line, that YAML does not allow, or that turn the direction of writing.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}
