//! Lists that need no estate's findings: the dated rows of law, and the rules.

use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{FORMAT_VERSION, schema_of};
use super::text::{Pen, Run, Table, TerminalOptions};
use crate::input::counted;
use crate::report::json_text;
use crate::view::{LawRowView, RuleView};

/// Writes rows of law as a table, with how each is on a day.
///
/// # Errors
/// When `out` cannot be written to.
pub fn law_table(
    rows: &[LawRowView],
    day: Date,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let mut table = Table::new(
        &["id", "regime", "from", "until", "on the day", "read"],
        &["title", "citation", "official text"],
    );
    let date = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    for row in rows {
        let regimes: Vec<&str> = row
            .regimes
            .iter()
            .map(|regime| regime.id.as_str())
            .collect();
        let scope = match &row.national {
            Some(country) => country.clone(),
            None => regimes.join(" "),
        };
        let mut title = match row.existing_until {
            Some(day) => format!("{} (what was concluded in time: until {day})", row.title),
            None => row.title.clone(),
        };
        if let Some(case) = &row.under_appeal {
            title.push_str(&format!(" (under appeal: {case})"));
        }
        table.row(vec![
            row.id.clone(),
            scope,
            date(row.from),
            date(row.until),
            row.state(day).to_owned(),
            row.read.map_or("no".to_owned(), |day| day.to_string()),
            title,
            row.citation.clone(),
            row.references.first().cloned().unwrap_or_default(),
        ]);
    }
    table.write(pen)?;
    let in_force = rows
        .iter()
        .filter(|row| row.state(day) == "in force")
        .count();
    let unread = rows.iter().filter(|row| row.read.is_none()).count();
    let closing = format!(
        "{}, {in_force} in force on {day}, {unread} not compared with the official text",
        counted(rows.len(), "row")
    );
    pen.blank()?;
    pen.prose("", "", &[Run::plain(&closing)])
}

/// Writes rules as a table.
///
/// # Errors
/// When `out` cannot be written to.
pub fn rules_table(
    rules: &[RuleView],
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let mut table = Table::new(&["rule", "severity"], &["title"]);
    for rule in rules {
        table.row(vec![
            rule.id.clone(),
            rule.severity.as_str().to_owned(),
            rule.title.clone(),
        ]);
    }
    table.write(pen)
}

/// The dated rows of law.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Law")]
struct LawJson<'a> {
    /// The version of this format.
    version: u32,
    /// The day on which `state` holds.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The rows.
    rows: Vec<LawRowJson<'a>>,
}

/// A row. All days are inclusive.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LawRow")]
struct LawRowJson<'a> {
    /// Its id.
    id: &'a str,
    /// The table it is in.
    table: &'a str,
    /// The regimes that it is part of.
    regimes: Vec<&'a str>,
    /// For a country's own law, that country (ISO 3166-1, two letters).
    national: Option<&'a str>,
    /// What it says.
    title: &'a str,
    /// Article, decision or statutory instrument.
    citation: &'a str,
    /// Its first day; null for what never was in force.
    #[schemars(extend("format" = "date"))]
    from: Option<String>,
    /// Its last day; null while open.
    #[schemars(extend("format" = "date"))]
    until: Option<String>,
    /// The last day of what was concluded under it in time.
    #[schemars(extend("format" = "date"))]
    existing_until: Option<String>,
    /// How it is on the day.
    #[schemars(extend("enum" = ["never", "to come", "in force", "existing contracts only", "ended"]))]
    state: &'static str,
    /// Where the official text is, as `https` addresses.
    reference: &'a [String],
    /// The day on which somebody compared the row with that text; null while nobody has.
    #[schemars(extend("format" = "date"))]
    read: Option<String>,
    /// The case in which a court is asked to overturn it; null where none is pending.
    under_appeal: Option<&'a str>,
    /// What was read where it was not the text at the first address itself.
    source: Option<&'a str>,
}

/// Writes rows of law as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn law_json(rows: &[LawRowView], day: Date, out: &mut dyn Write) -> io::Result<()> {
    let date = |day: Option<Date>| day.map(|day| day.to_string());
    let rows = rows
        .iter()
        .map(|row| LawRowJson {
            id: &row.id,
            table: &row.table,
            regimes: row
                .regimes
                .iter()
                .map(|regime| regime.id.as_str())
                .collect(),
            national: row.national.as_deref(),
            title: &row.title,
            citation: &row.citation,
            from: date(row.from),
            until: date(row.until),
            existing_until: date(row.existing_until),
            state: row.state(day),
            reference: &row.references,
            read: date(row.read),
            under_appeal: row.under_appeal.as_deref(),
            source: row.source.as_deref(),
        })
        .collect();
    let law = LawJson {
        version: FORMAT_VERSION,
        as_of: day.to_string(),
        rows,
    };
    json_text::write(&law, out)
}

/// The rules.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rules")]
struct RulesJson<'a> {
    /// The version of this format.
    version: u32,
    /// The rules, by id.
    rules: Vec<RuleJson<'a>>,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rule")]
pub(super) struct RuleJson<'a> {
    /// Its id, `family/name`.
    id: &'a str,
    /// Its title.
    title: &'a str,
    /// Its severity.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// The explanation of it, in Markdown.
    help: &'a str,
    /// The law it relies on.
    law: &'a [String],
    /// Words to filter by.
    tags: &'a [String],
    /// What can clear its findings.
    remedies: &'a [String],
    /// The kinds of change that can clear its findings; empty where no change to the estate does, or an estate's own rule
    /// does not state them.
    changes: &'a [&'static str],
    /// Its policy file.
    path: &'a str,
}

impl<'a> From<&'a RuleView> for RuleJson<'a> {
    fn from(rule: &'a RuleView) -> Self {
        Self {
            id: &rule.id,
            title: &rule.title,
            severity: rule.severity.as_str(),
            help: &rule.help_markdown,
            law: &rule.law,
            tags: &rule.tags,
            remedies: &rule.remedies,
            changes: &rule.changes,
            path: &rule.path,
        }
    }
}

/// Writes rules as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn rules_json(rules: &[RuleView], out: &mut dyn Write) -> io::Result<()> {
    let rules = RulesJson {
        version: FORMAT_VERSION,
        rules: rules.iter().map(RuleJson::from).collect(),
    };
    json_text::write(&rules, out)
}

/// The JSON Schema of what [`law_json`] writes.
pub fn law_schema() -> serde_json::Value {
    schema_of::<LawJson<'_>>()
}

/// The JSON Schema of what [`rules_json`] writes.
pub fn rules_schema() -> serde_json::Value {
    schema_of::<RulesJson<'_>>()
}
