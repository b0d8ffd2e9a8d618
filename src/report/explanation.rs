//! `explain` in the terminal and as JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::catalogue::RuleJson;
use super::explain::{explain_finding, explain_rule};
use super::json::{FORMAT_VERSION, FindingJson, schema_of};
use super::json_text;
use super::text::TerminalOptions;
use crate::view::{Explanation, StatementView};

/// Writes an explanation for people.
///
/// # Errors
/// When `out` cannot be written to.
pub fn explanation_terminal(
    explanation: &Explanation<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match explanation {
        Explanation::Rule(rule) => explain_rule(rule, options, out),
        Explanation::Finding(found) => match found.finding() {
            Some(finding) => explain_finding(found.report(), finding, options, out),
            None => Ok(()),
        },
    }
}

/// An explanation: a rule, and a finding of it where the call names one.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Explanation")]
struct ExplanationJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The rule; null where the check lists none for the finding.
    rule: Option<RuleJson<'a>>,
    /// The text of its policy; empty where no policy makes the finding.
    policy: &'a str,
    /// The finding; null where the call names a rule.
    finding: Option<FindingJson<'a>>,
    /// How the finding came about, step by step.
    derivation: &'a [String],
    /// The statements of the notice that it relies on.
    statements: Vec<StatementJson<'a>>,
}

/// A statement of the notice.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
struct StatementJson<'a> {
    /// Its id.
    id: &'a str,
    /// Its words.
    quote: &'a str,
    /// The heading that they are under; null where there is none.
    section: Option<&'a str>,
}

impl<'a> From<&'a StatementView> for StatementJson<'a> {
    fn from(statement: &'a StatementView) -> Self {
        Self {
            id: &statement.id,
            quote: &statement.quote,
            section: statement.section.as_deref(),
        }
    }
}

/// Writes an explanation as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn explanation_json(explanation: &Explanation<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (rule, report, finding) = match explanation {
        Explanation::Rule(rule) => (Some(&**rule), None, None),
        Explanation::Finding(found) => (found.rule(), Some(found.report()), found.finding()),
    };
    let sources = report.map(|it| it.sources);
    let document = ExplanationJson {
        version: FORMAT_VERSION,
        rule: rule.map(RuleJson::from),
        policy: rule.map_or("", |rule| &rule.source),
        finding: finding
            .zip(sources)
            .map(|(finding, sources)| FindingJson::new(finding, sources)),
        derivation: finding.map_or(&[], |it| &it.derivation),
        statements: finding
            .into_iter()
            .flat_map(|it| it.statements.iter().map(StatementJson::from))
            .collect(),
    };
    json_text::write(&document, out)
}

/// The JSON Schema of what [`explanation_json`] writes.
pub fn explanation_schema() -> Value {
    schema_of::<ExplanationJson<'_>>()
}
