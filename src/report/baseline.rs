//! A baseline as a file: what was found on a day, so that a gate fails on what is new.

use std::collections::BTreeSet;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::schema_of;
use crate::engine::compare::baseline::{Baseline, KnownFinding};
use crate::estate::model::Severity;
use crate::report::json_text;
use crate::view::{FindingView, Report};

/// The version of the format.
const VERSION: u32 = 2;

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Baseline")]
struct BaselineJson {
    /// The version of this format.
    #[schemars(range(min = 2, max = 2))]
    version: u32,
    /// What the estate is called.
    estate: String,
    /// The day on which it was judged, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The findings, in the order of their ids.
    findings: Vec<KnownJson>,
}

/// The version alone: what else a file of another version holds is not known.
#[derive(Deserialize)]
struct VersionJson {
    version: u32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Known")]
struct KnownJson {
    /// The id of the finding.
    #[schemars(regex(pattern = "^[0-9a-f]{12}$"))]
    id: String,
    /// The rule.
    rule: String,
    /// What was found, as `v2:` and twelve hexadecimal digits: a finding in another state has changed.
    state: String,
    /// Its severity.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: String,
    /// What was wrong, for people who read the file.
    message: String,
}

/// Writes the findings, without waived ones.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_baseline(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.findings.iter().filter(|it| it.waived.is_none());
    let mut findings: Vec<&FindingView> = findings.collect();
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    let known = |finding: &&FindingView| KnownJson {
        id: finding.id.clone(),
        rule: finding.rule.clone(),
        state: finding.state.clone(),
        severity: finding.severity.as_str().to_owned(),
        message: finding.message.clone(),
    };
    let baseline = BaselineJson {
        version: VERSION,
        estate: report.estate.clone(),
        as_of: report.day.to_string(),
        findings: findings.iter().map(known).collect(),
    };
    json_text::write(&baseline, out)
}

/// Reads a baseline.
///
/// # Errors
/// In words what is wrong with it, with line and column where it is no such JSON.
pub fn read_baseline(text: &str) -> Result<Baseline, String> {
    if let Ok(VersionJson { version }) = serde_json::from_str(text)
        && version != VERSION
    {
        return Err(format!(
            "its version is {version}, and this program reads version {VERSION}"
        ));
    }
    let read: BaselineJson = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut baseline = Baseline::default();
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    for known in read.findings {
        let severity = match known.severity.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "note" => Severity::Note,
            other => {
                wrong.insert(format!(
                    "`{other}` is no severity (`error`, `warning`, `note`)"
                ));
                continue;
            }
        };
        if baseline
            .findings
            .insert(
                known.id.clone(),
                KnownFinding {
                    state: known.state,
                    severity,
                    rule: known.rule,
                    message: known.message,
                },
            )
            .is_some()
        {
            wrong.insert(format!("duplicate finding `{}`", known.id));
        }
    }
    if wrong.is_empty() {
        Ok(baseline)
    } else {
        Err(wrong.into_iter().collect::<Vec<_>>().join("; "))
    }
}

/// The JSON Schema of the file.
pub fn baseline_schema() -> serde_json::Value {
    schema_of::<BaselineJson>()
}
