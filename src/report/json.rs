//! The JSON of `check`: a contract with a version, a schema, and types of its own.

use std::io::{self, Write};
use std::sync::Arc;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Serialize, Serializer};

use crate::input::SourceMap;
use crate::report::json_remedy::RemedyJson;
use crate::report::json_text;
use crate::report::looked_at::LookedAtJson;
use crate::report::observed::ObservedFileJson;
use crate::view::{FindingView, LabelView, LawView, Report, RowView, Summary, WaiverView};

/// The version of the format. It goes up when a key changes its meaning or goes away; keys may be
/// added without.
pub const FORMAT_VERSION: u32 = 1;
/// Characters of a quote, at most.
const MAX_QUOTE: usize = 1000;

/// What a check found. Keys may be added in later releases without a change of `version`: readers
/// ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Check")]
struct CheckJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The day on which it was judged, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The counts.
    summary: SummaryJson,
    /// What was not judged, and why, each in a sentence.
    not_judged: &'a [String],
    /// What was looked at of what is deployed, by file and document; empty where the call names no files.
    deployed: Vec<LookedAtJson<'a>>,
    /// What was looked at of what was seen, by file; empty where the call names no files.
    observed: Vec<ObservedFileJson<'a>>,
    /// What the estate sets about its own judgement: rules switched off or weakened, rules and rows of law of
    /// its own, each in a few words.
    overrides: &'a [String],
    /// The findings: by service, the most severe first, then by rule and flow.
    #[serde(serialize_with = "Findings::serialize_each")]
    #[schemars(with = "Vec<FindingJson<'_>>")]
    findings: Findings<'a>,
}

/// The counts. A waived finding counts as `waived` and as nothing else, one that was there
/// before as `known`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Summary")]
pub(super) struct SummaryJson {
    /// Findings of severity error.
    errors: usize,
    /// Findings of severity warning.
    warnings: usize,
    /// Findings of severity note.
    notes: usize,
    /// Questions about what was not recorded; they count as none of the above.
    questions: usize,
    /// Waived findings.
    waived: usize,
    /// Findings that were there before, by the baseline.
    known: usize,
    /// Findings that were there before in another state, by the baseline: among those counted by severity.
    changed: usize,
    /// Flows that were judged: those that run on the day.
    flows: usize,
    /// Movements (one exporter, one importer, one country) that they came apart into.
    movements: usize,
    /// Distinct sets of facts that were decided.
    decisions: usize,
    /// Rows of law that the findings cite.
    law_rows: usize,
    /// Those of them that nobody has compared with the official text.
    unread_law_rows: usize,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct FindingJson<'a> {
    /// Stable under edits that do not concern the finding.
    id: &'a str,
    /// The rule, as `family/name`.
    rule: &'a str,
    /// Its severity in this estate.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// The first of its regimes: that of the controller's own country, where it is among them.
    regime: &'a str,
    /// The regimes under which it was found: `eu-gdpr`, `uk-gdpr`.
    regimes: Vec<&'a str>,
    /// The flow that the labels show; null for the notice's own faults.
    flow: Option<&'a str>,
    /// All flows concerned.
    flows: &'a [Arc<str>],
    /// The service concerned.
    service: Option<&'a str>,
    /// The party that discloses, where all rows have the same.
    exporter: Option<&'a str>,
    /// The party that receives, where all rows have the same.
    importer: Option<&'a str>,
    /// Each flow between two parties that has this cause.
    #[serde(serialize_with = "each_row")]
    #[schemars(with = "Vec<RowJson<'_>>")]
    rows: &'a [RowView],
    /// The categories of data concerned, as people write them.
    data: &'a [String],
    /// What is wrong, in a sentence.
    message: &'a str,
    /// The places it points at, the first of them the main one.
    labels: Vec<LabelJson<'a>>,
    /// The ids of the statements that it relies on.
    statements: Vec<&'a str>,
    /// The law it relies on.
    law: Vec<LawJson<'a>>,
    /// Ways to clear it.
    remedies: Vec<RemedyJson<'a>>,
    /// Other rules that say the same of the same facts, less precisely.
    covers: &'a [String],
    /// The key of the estate that answers it, where it is a question about what was not recorded; null
    /// for a breach.
    asks: Option<&'a str>,
    /// Its waiver; null where it is not waived.
    waived: Option<WaiverJson<'a>>,
    /// It was there before, by the baseline.
    known: bool,
    /// It was there before in another state, by the baseline, and counts again.
    changed: bool,
    /// What was found, as `v2:` and twelve hexadecimal digits: baselines and waivers hold for it alone.
    state: &'a str,
}

/// A flow between two parties that has the cause of a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Row")]
struct RowJson<'a> {
    /// The flows that declare it.
    flows: &'a [Arc<str>],
    /// The regimes under which it was found.
    regimes: Vec<&'a str>,
    /// The party that discloses; null for the data subjects.
    exporter: Option<&'a str>,
    /// The party that receives; null for the data subjects.
    importer: Option<&'a str>,
    /// Where the importer has the data: names of countries, `unknown` where that is not stated.
    places: &'a [Arc<str>],
    /// What is concerned: categories of data, purposes, countries, mechanisms.
    elements: &'a [Arc<str>],
}

/// Rows, turned into JSON one at a time as they are written.
fn each_row<S: Serializer>(rows: &&[RowView], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rows.iter().map(RowJson::from))
}

impl<'a> From<&'a RowView> for RowJson<'a> {
    fn from(row: &'a RowView) -> Self {
        Self {
            flows: &row.flows,
            regimes: row.regimes.iter().map(|it| &*it.id).collect(),
            exporter: row.exporter.as_ref().map(|party| &*party.id),
            importer: row.importer.as_ref().map(|party| &*party.id),
            places: &row.places,
            elements: &row.elements,
        }
    }
}

/// A place. Lines and columns count from 1, columns in characters (Unicode code points).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Label")]
struct LabelJson<'a> {
    /// What the place is there for: the flow's line, the notice's words, something else of the
    /// estate, what a plan or a state deploys, or a row of law.
    #[schemars(extend("enum" = ["flow", "notice", "estate", "deployed", "observed", "law"]))]
    role: &'static str,
    /// The file, relative to the estate's folder, with `/` between its parts.
    file: &'a str,
    /// The line of the first character.
    #[schemars(range(min = 1))]
    line: u32,
    /// The column of the first character.
    #[schemars(range(min = 1))]
    column: u32,
    /// The line of the character behind the last.
    #[schemars(range(min = 1))]
    end_line: u32,
    /// The column of the character behind the last.
    #[schemars(range(min = 1))]
    end_column: u32,
    /// What to say about it; may be empty.
    text: &'a str,
    /// The words that are there, of a long text the first 1000 characters.
    quote: &'a str,
}

/// A row of the law tables.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LawRow")]
struct LawJson<'a> {
    /// Its id.
    id: &'a str,
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
    /// Where the official text is, as `https` addresses.
    reference: &'a [String],
    /// The day on which somebody compared the row with that text; null while nobody has.
    #[schemars(extend("format" = "date"))]
    read: Option<String>,
    /// The case in which a court is asked to overturn it; null where none is pending.
    under_appeal: Option<&'a str>,
}

/// The waiver of a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Waiver")]
struct WaiverJson<'a> {
    /// Who answers for it.
    owner: &'a str,
    /// Why.
    reason: &'a str,
    /// Its last day.
    #[schemars(extend("format" = "date"))]
    until: Option<String>,
}

/// The findings, turned into JSON one at a time as they are written.
struct Findings<'a> {
    sources: &'a SourceMap,
    findings: Vec<&'a FindingView>,
}

impl Findings<'_> {
    fn serialize_each<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.findings
                .iter()
                .map(|finding| FindingJson::new(finding, self.sources)),
        )
    }
}

impl From<Summary> for SummaryJson {
    fn from(summary: Summary) -> Self {
        Self {
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            questions: summary.questions,
            waived: summary.waived,
            known: summary.known,
            changed: summary.changed,
            flows: summary.flows_judged,
            movements: summary.movements,
            decisions: summary.decisions,
            law_rows: summary.law_rows,
            unread_law_rows: summary.unread_law_rows,
        }
    }
}

impl<'a> FindingJson<'a> {
    /// A finding with its places.
    pub(super) fn new(finding: &'a FindingView, sources: &'a SourceMap) -> Self {
        Self {
            id: &finding.id,
            rule: &finding.rule,
            severity: finding.severity.as_str(),
            regime: finding.regimes.first().map_or("", |regime| &regime.id),
            regimes: finding.regimes.iter().map(|it| &*it.id).collect(),
            flow: finding.flows.first().map(|flow| &**flow),
            flows: &finding.flows,
            service: finding.service.as_ref().map(|service| service.id.as_str()),
            exporter: finding.exporter.as_deref(),
            importer: finding.importer.as_deref(),
            rows: &finding.rows,
            data: &finding.data,
            message: &finding.message,
            labels: finding
                .labels
                .iter()
                .filter_map(|label| LabelJson::new(label, sources))
                .collect(),
            statements: finding
                .statements
                .iter()
                .map(|statement| statement.id.as_str())
                .collect(),
            law: finding.law.iter().map(LawJson::from).collect(),
            remedies: finding.remedies.iter().map(RemedyJson::from).collect(),
            covers: &finding.covers,
            asks: finding.asks.as_deref(),
            waived: finding.waived.as_ref().map(WaiverJson::from),
            known: finding.known,
            changed: finding.changed,
            state: &finding.state,
        }
    }
}

impl<'a> LabelJson<'a> {
    /// `None` for a place in another run's files, which has no name here.
    fn new(label: &'a LabelView, sources: &'a SourceMap) -> Option<Self> {
        let file = sources.file(label.span.file)?;
        let start = file.line_column(label.span.start);
        let end = file.line_column(label.span.end);
        let quote = sources.text(label.span);
        let end_of_quote = quote
            .char_indices()
            .nth(MAX_QUOTE)
            .map_or(quote.len(), |(at, _)| at);
        Some(Self {
            role: label.role.as_str(),
            file: file.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: &label.text,
            quote: quote.get(..end_of_quote).unwrap_or(""),
        })
    }
}

impl<'a> From<&'a LawView> for LawJson<'a> {
    fn from(row: &'a LawView) -> Self {
        Self {
            id: &row.id,
            title: &row.title,
            citation: &row.citation,
            from: row.from.map(|day| day.to_string()),
            until: row.until.map(|day| day.to_string()),
            reference: &row.references,
            read: row.read.map(|day| day.to_string()),
            under_appeal: row.under_appeal.as_deref(),
        }
    }
}

impl<'a> From<&'a WaiverView> for WaiverJson<'a> {
    fn from(waiver: &'a WaiverView) -> Self {
        Self {
            owner: &waiver.owner,
            reason: &waiver.reason,
            until: waiver.until.map(|day| day.to_string()),
        }
    }
}

/// Writes a report as JSON, finding by finding.
///
/// # Errors
/// When `out` cannot be written to.
pub fn json(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let check = CheckJson {
        version: FORMAT_VERSION,
        estate: &report.estate,
        as_of: report.day.to_string(),
        summary: report.summary.into(),
        not_judged: &report.not_judged,
        deployed: report.looked_at.iter().map(LookedAtJson::from).collect(),
        observed: report.observed.iter().map(ObservedFileJson::from).collect(),
        overrides: &report.overrides,
        findings: Findings {
            sources: report.sources,
            findings: report.arranged(),
        },
    };
    json_text::write(&check, out)
}

/// The JSON Schema (draft 2020-12) of what [`json`] writes.
pub fn check_schema() -> serde_json::Value {
    schema_of::<CheckJson<'_>>()
}

/// The schema of what a type is written as.
pub fn schema_of<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}
