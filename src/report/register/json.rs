//! The JSON of a register: a contract with a version, a schema, and types of its own.

use std::collections::BTreeMap;
use std::io::{self, Write};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::register::{Cell, Entry, Register, Table};
use crate::report::json::schema_of;
use crate::report::json_text;
use crate::view::LawView;
use crate::view::{FindingRef, StatementRef};

/// The version of the format. It goes up when a key changes its meaning or goes away; keys may be
/// added without.
pub const REGISTER_VERSION: u32 = 1;

/// A register. Keys may be added in later releases without a change of `version`: readers ignore
/// those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Register")]
struct RegisterJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// Which register.
    #[schemars(extend("enum" = ["transfers", "ropa", "recipients", "coverage"]))]
    register: &'static str,
    /// What the estate is called.
    estate: &'a str,
    /// The day on which it was judged, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// What the register relies on.
    about: AboutJson<'a>,
    /// Single facts before the tables: whose record it is. By key.
    head: IndexMap<&'static str, CellJson<'a>>,
    /// The tables.
    tables: Vec<TableJson<'a>>,
    /// What the register does not know.
    gaps: Vec<GapJson>,
}

/// What a register relies on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "About")]
struct AboutJson<'a> {
    /// The controller's name.
    controller: &'a str,
    /// The version of fairnotice.
    fairnotice: &'static str,
    /// The SHA-256 of the estate's files: of the lines that `sha256sum` prints of them, in the order
    /// of their paths.
    inputs_sha256: &'a str,
    /// The same of the law and the rules that fairnotice brings.
    law_sha256: &'a str,
    /// The files of the estate, by path.
    files: Vec<FileJson<'a>>,
    /// The notice; null where the estate has none.
    notice: Option<NoticeJson<'a>>,
    /// What the register covers, in words.
    scope: &'a [String],
    /// The rows of law that it relies on.
    law_rows: Vec<LawJson<'a>>,
    /// How many of them nobody has compared with the official text.
    unread_law_rows: usize,
}

/// A file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct FileJson<'a> {
    /// Its path, relative to the estate's folder.
    path: &'a str,
    /// The SHA-256 of its text as UTF-8.
    sha256: &'a str,
}

/// The version of the notice that is in force on the day.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeVersion")]
struct NoticeJson<'a> {
    /// What it is called.
    title: &'a str,
    /// The day on which it was published; null: not stated.
    #[schemars(extend("format" = "date"))]
    published: Option<String>,
    /// How many statements it has.
    statements: usize,
    /// Those of them whose words are not in its text.
    statements_not_found: usize,
}

/// A row of law.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LawRow")]
struct LawJson<'a> {
    /// Its id.
    id: &'a str,
    /// What it says.
    title: &'a str,
    /// Article, decision or statutory instrument.
    citation: &'a str,
    /// Where the official text is, as `https` addresses.
    reference: &'a [String],
    /// The day on which somebody compared the row with that text; null while nobody has.
    #[schemars(extend("format" = "date"))]
    read: Option<String>,
    /// The case in which a court is asked to overturn it; null where none is pending.
    under_appeal: Option<&'a str>,
}

/// A table.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Table")]
struct TableJson<'a> {
    /// Its key.
    key: &'static str,
    /// Its title.
    title: &'static str,
    /// What a row is.
    help: &'static str,
    /// Its columns, in order.
    columns: Vec<ColumnJson>,
    /// Its rows.
    rows: Vec<RowJson<'a>>,
}

/// A column.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Column")]
struct ColumnJson {
    /// The key by which rows have it.
    key: &'static str,
    /// What people read above it.
    heading: &'static str,
    /// What is in it.
    help: &'static str,
}

/// A row.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Row")]
struct RowJson<'a> {
    /// Its id, unique in the table.
    id: &'a str,
    /// The flows concerned.
    flows: &'a [String],
    /// The worst finding about it; null: there is none.
    #[schemars(extend("enum" = ["error", "warning", "note", null]))]
    severity: Option<&'static str>,
    /// The cells, by the keys of the columns.
    cells: IndexMap<&'static str, CellJson<'a>>,
}

/// A cell: null where the question does not arise, `{"stated": false}` where the estate does not
/// say, else a text, a day, a number, or what the column is of.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Cell")]
enum CellJson<'a> {
    /// The question does not arise.
    NotApplicable(()),
    /// The estate does not say.
    NotStated {
        /// Always false.
        stated: bool,
    },
    /// A number.
    Number(u64),
    /// Words, or a day as `YYYY-MM-DD`.
    Text(std::borrow::Cow<'a, str>),
    /// A period.
    Period {
        /// As written, in ISO 8601.
        period: &'a str,
        /// In days: a month counts 30.4375, a year 365.25.
        days: u32,
    },
    /// Words; an empty list: there are none.
    List(&'a [String]),
    /// How the notice treats things: each verdict with the things.
    Disclosed {
        /// By verdict: clear, vague, ambiguous, incorrect, omitted.
        disclosed: BTreeMap<&'static str, &'a [String]>,
    },
    /// Statements of the notice.
    Statements {
        /// The statements.
        statements: Vec<StatementJson<'a>>,
    },
    /// Findings.
    Findings {
        /// The findings, the worst first.
        findings: Vec<FindingJson<'a>>,
    },
    /// The worst finding.
    Status {
        /// Null: there is none.
        #[schemars(extend("enum" = ["error", "warning", "note", null]))]
        worst: Option<&'static str>,
    },
}

/// A statement of the notice.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
struct StatementJson<'a> {
    /// Its id.
    id: &'a str,
    /// Its words.
    quote: &'a str,
    /// The heading that they are under.
    section: Option<&'a str>,
    /// The published page at these words; null where no page is known.
    url: Option<&'a str>,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct FindingJson<'a> {
    /// Its stable id.
    id: &'a str,
    /// The rule.
    rule: &'a str,
    /// Its severity.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// What is wrong.
    message: &'a str,
    /// The rows of law that it relies on, by id.
    law: Vec<&'a str>,
}

/// Something that the register does not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gap")]
struct GapJson {
    /// The table; null for the facts before the tables.
    table: Option<&'static str>,
    /// The column.
    column: &'static str,
    /// In how many rows it is not stated, wholly or in part.
    rows: usize,
    /// Of how many in which the question arises.
    of: usize,
}

/// Writes a register as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn register_json(register: &Register, out: &mut dyn Write) -> io::Result<()> {
    let about = &register.about;
    let json = RegisterJson {
        version: REGISTER_VERSION,
        register: register.kind.id(),
        estate: &about.estate,
        as_of: about.day.to_string(),
        about: AboutJson {
            controller: &about.controller,
            fairnotice: about.version,
            inputs_sha256: &about.inputs,
            law_sha256: &about.law,
            files: about
                .files
                .iter()
                .map(|file| FileJson {
                    path: &file.path,
                    sha256: &file.sha256,
                })
                .collect(),
            notice: about.notice.as_ref().map(|title| NoticeJson {
                title,
                published: about.notice_published.map(|day| day.to_string()),
                statements: about.statements.0,
                statements_not_found: about.statements.1,
            }),
            scope: &about.scope,
            law_rows: about.rows.iter().map(law).collect(),
            unread_law_rows: about.unread().count(),
        },
        head: register
            .head
            .iter()
            .map(|(column, value)| (column.key, cell(value)))
            .collect(),
        tables: register.tables.iter().map(table).collect(),
        gaps: register
            .gaps
            .iter()
            .map(|gap| GapJson {
                table: Some(gap.table).filter(|table| !table.is_empty()),
                column: gap.column,
                rows: gap.rows,
                of: gap.of,
            })
            .collect(),
    };
    json_text::write(&json, out)
}

fn law(row: &LawView) -> LawJson<'_> {
    LawJson {
        id: &row.id,
        title: &row.title,
        citation: &row.citation,
        reference: &row.references,
        read: row.read.map(|day| day.to_string()),
        under_appeal: row.under_appeal.as_deref(),
    }
}

fn table(table: &Table) -> TableJson<'_> {
    let columns = table.columns.iter().map(|column| ColumnJson {
        key: column.key,
        heading: column.heading,
        help: column.help,
    });
    TableJson {
        key: table.key,
        title: table.title,
        help: table.help,
        columns: columns.collect(),
        rows: table.rows.iter().map(|entry| row(table, entry)).collect(),
    }
}

fn row<'a>(table: &Table, row: &'a Entry) -> RowJson<'a> {
    let keys = table.columns.iter().map(|column| column.key);
    RowJson {
        id: &row.id,
        flows: &row.flows,
        severity: row.severity.map(crate::estate::model::Severity::as_str),
        cells: keys.zip(row.cells.iter().map(cell)).collect(),
    }
}

fn cell(cell: &Cell) -> CellJson<'_> {
    match cell {
        Cell::NotApplicable => CellJson::NotApplicable(()),
        Cell::NotStated => CellJson::NotStated { stated: false },
        Cell::Text(text) => CellJson::Text(text.into()),
        Cell::Date(day) => CellJson::Text(day.to_string().into()),
        Cell::Number(number) => CellJson::Number(*number),
        Cell::Period(period, days) => CellJson::Period {
            period,
            days: *days,
        },
        Cell::List(items) => CellJson::List(items),
        Cell::Disclosed(disclosed) => CellJson::Disclosed {
            disclosed: disclosed
                .iter()
                .map(|disclosed| (disclosed.verdict.as_str(), &*disclosed.elements))
                .collect(),
        },
        Cell::Statements(statements) => CellJson::Statements {
            statements: statements.iter().map(statement).collect(),
        },
        Cell::Findings(findings) => CellJson::Findings {
            findings: findings.iter().map(finding).collect(),
        },
        Cell::Status(severity) => CellJson::Status {
            worst: severity.map(crate::estate::model::Severity::as_str),
        },
    }
}

fn statement(statement: &StatementRef) -> StatementJson<'_> {
    StatementJson {
        id: &statement.id,
        quote: &statement.quote,
        section: statement.section.as_deref(),
        url: statement.url.as_deref(),
    }
}

fn finding(finding: &FindingRef) -> FindingJson<'_> {
    FindingJson {
        id: &finding.id,
        rule: &finding.rule,
        severity: finding.severity.as_str(),
        message: &finding.message,
        law: finding.law.iter().map(|row| row.id.as_str()).collect(),
    }
}

/// The JSON Schema (draft 2020-12) of what [`register_json`] writes.
pub fn register_schema() -> serde_json::Value {
    schema_of::<RegisterJson<'_>>()
}
