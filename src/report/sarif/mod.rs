//! Findings as SARIF 2.1.0, for code-scanning pages and editors.

mod absent;
mod fixes;
mod help;
mod model;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use self::help::help;
use self::model::{
    ArtifactLocation, Configuration, Driver, Invocation, Location, Log, PhysicalLocation, Region,
    ResultProperties, Rule, RuleProperties, Run, RunProperties, SarifResult, Suppression, Text,
    Tool, UriBase,
};
use super::terminal::law_line;
use crate::engine::compare::State;
use crate::estate::model::Severity;
use crate::report::json_text;
use crate::report::text::sanitize;
use crate::view::{FindingView, GoneView, LabelView, Report, RuleView, unread_note_of};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Places of one result; code-scanning pages take no more.
const MAX_PLACES: usize = 1000;
/// What paths are relative to: the root of the repository, or else the folder that the command ran in.
const BASE: &str = "SRCROOT";

/// Findings of a report, each with its comparison with another check, where there is one.
pub struct Part<'a> {
    /// The report that the findings are of.
    pub report: &'a Report<'a>,
    /// The findings, and how they compare with another check, where there is one.
    pub findings: Vec<(&'a FindingView, Option<State>)>,
}

/// Writes a report as SARIF, result by result.
///
/// # Errors
/// When `out` cannot be written to.
pub fn sarif(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = report.arranged().into_iter();
    let part = Part {
        report,
        findings: findings
            .map(|finding| (finding, against_baseline(report, finding)))
            .collect(),
    };
    write(&[part], Vec::new(), out)
}

/// How a finding compares with the baseline of the report, where it has one.
fn against_baseline(report: &Report<'_>, finding: &FindingView) -> Option<State> {
    report.absent.as_ref()?;
    Some(match (finding.known, finding.changed) {
        (true, _) => State::Unchanged,
        (false, true) => State::Changed,
        (false, false) => State::New,
    })
}

/// Writes findings of one or more reports as SARIF, under the head of the first.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(parts: &[Part<'_>], assumptions: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
    let Some(Part { report, .. }) = parts.first() else {
        return Ok(());
    };
    let rules = rules(parts);
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "fairnotice",
                    version: &report.version,
                    semantic_version: &report.version,
                    rules: &rules,
                },
            },
            // Findings are not failures of the tool: it ran, and this is its answer.
            invocations: [Invocation {
                execution_successful: true,
            }],
            original_uri_base_ids: BTreeMap::from([(
                BASE,
                UriBase {
                    description: Text {
                        text: "the root of the repository, or the folder in which fairnotice ran outside of one"
                            .to_owned(),
                    },
                },
            )]),
            column_kind: "unicodeCodePoints",
            results: Results {
                parts,
                rules: &rules,
            },
            properties: RunProperties {
                estate: &report.estate,
                as_of: report.day.to_string(),
                assumptions,
                flows: report.summary.flows_judged,
                movements: report.summary.movements,
                decisions: report.summary.decisions,
                looked_at: report
                    .looked_at_words()
                    .map(|(path, words)| format!("{}: {words}", report.repository_path(path)))
                    .collect(),
                overrides: &report.overrides,
                law_note: unread_note_of(
                    parts
                        .iter()
                        .flat_map(|part| part.findings.iter().map(|(finding, _)| *finding)),
                ),
            },
        }],
    };
    json_text::write(&log, out)
}

/// The results, made one at a time as they are written.
pub struct Results<'a> {
    parts: &'a [Part<'a>],
    rules: &'a [Rule<'a>],
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.parts.iter().flat_map(|part| {
            let findings = part.findings.iter();
            let there = findings.map(|(finding, state)| self.result(part.report, finding, *state));
            there.chain(gone(part.report).map(|it| absent::result(it, self.index(&it.rule))))
        }))
    }
}

/// The findings of the baseline that are there no longer.
fn gone<'a>(report: &'a Report<'_>) -> impl Iterator<Item = &'a GoneView> {
    report.absent.iter().flatten()
}

/// The rules by id, with one for every finding whose rule is not among them.
fn rules<'a>(parts: &'a [Part<'_>]) -> Vec<Rule<'a>> {
    let mut rules: BTreeMap<&str, Rule<'a>> = parts
        .iter()
        .flat_map(|part| &part.report.rules)
        .map(|rule| (rule.id.as_str(), known(rule)))
        .collect();
    for (finding, _) in parts.iter().flat_map(|part| &part.findings) {
        rules
            .entry(&finding.rule)
            .or_insert_with(|| unknown(&finding.rule, &finding.title, finding.severity));
    }
    for it in parts.iter().flat_map(|part| gone(part.report)) {
        let rule = rules.entry(&it.rule);
        rule.or_insert_with(|| absent::rule(it));
    }
    rules.into_values().collect()
}

fn known(rule: &RuleView) -> Rule<'_> {
    let first = rule
        .help_markdown
        .split("\n\n")
        .map(str::trim)
        .find(|part| !part.is_empty());
    Rule {
        id: &rule.id,
        name: pascal_case(&rule.id),
        short_description: text(&rule.title),
        full_description: text(first.unwrap_or(&rule.title)),
        help: help(&rule.help_markdown),
        default_configuration: Configuration {
            level: rule.severity.as_str(),
        },
        properties: RuleProperties {
            tags: unique(rule.tags.iter().map(String::as_str)),
            law: &rule.law,
            problem_severity: problem_severity(rule.severity),
        },
    }
}

/// A rule that is not among those of the program.
fn unknown<'a>(id: &'a str, title: &str, severity: Severity) -> Rule<'a> {
    Rule {
        id,
        name: pascal_case(id),
        short_description: text(title),
        full_description: text(title),
        help: help(title),
        default_configuration: Configuration {
            level: severity.as_str(),
        },
        properties: RuleProperties {
            tags: Vec::new(),
            law: &[],
            problem_severity: problem_severity(severity),
        },
    }
}

fn unique<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}

/// `transfer/no-safeguard` as `TransferNoSafeguard`.
fn pascal_case(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    let mut starts = true;
    for ch in id.chars() {
        if !ch.is_alphanumeric() {
            starts = true;
        } else if starts {
            name.extend(ch.to_uppercase());
            starts = false;
        } else {
            name.push(ch);
        }
    }
    name
}

/// A plain message: sanitize, one line, and without anything that a viewer would take for a link
/// or a place holder.
fn text(words: &str) -> Text {
    let words = sanitize(words);
    let mut message = String::with_capacity(words.len());
    let mut rest = words.as_ref();
    while let Some(ch) = rest.chars().next() {
        let tail = rest.get(ch.len_utf8()..).unwrap_or("");
        rest = tail;
        match ch {
            // `[words](address)` would be a link, and people's words are not ours to link.
            ']' if tail.starts_with('(') => message.push_str("\\]"),
            '{' => match tail.split_once('}') {
                Some((number, behind)) if is_number(number) => {
                    message.push_str("{{");
                    message.push_str(number);
                    message.push_str("}}");
                    rest = behind;
                }
                _ => message.push(ch),
            },
            ch => message.push(ch),
        }
    }
    Text { text: message }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The `baselineState` of a result (SARIF 2.1.0, 3.27.24).
fn baseline_state(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Changed => "updated",
        State::Resolved => "absent",
        State::Unchanged => "unchanged",
    }
}

impl<'a> Results<'a> {
    fn index(&self, rule: &str) -> usize {
        let found = self.rules.binary_search_by(|it| it.id.cmp(rule));
        found.unwrap_or_default()
    }

    fn result(
        &self,
        report: &Report<'_>,
        finding: &'a FindingView,
        state: Option<State>,
    ) -> SarifResult<'a> {
        let mut places: Vec<Location> = Vec::new();
        for label in finding.labels.iter().take(MAX_PLACES) {
            let Some(place) = location(report, label, places.len()) else {
                continue;
            };
            let repeated = places.iter().any(|other| {
                other.physical_location == place.physical_location && other.message == place.message
            });
            if !repeated {
                places.push(place);
            }
        }
        let related = places.split_off(places.len().min(1));
        let words = if finding.message.trim().is_empty() {
            &finding.title
        } else {
            &finding.message
        };
        SarifResult {
            rule_id: &finding.rule,
            rule_index: self.index(&finding.rule),
            level: finding.severity.as_str(),
            baseline_state: state.map(baseline_state),
            message: text(words),
            locations: places,
            related_locations: related,
            partial_fingerprints: BTreeMap::from([("fairnotice/v1", finding.id.as_str())]),
            suppressions: finding
                .waived
                .iter()
                .map(|waiver| Suppression {
                    kind: "external",
                    status: "accepted",
                    justification: &waiver.reason,
                })
                .collect(),
            properties: ResultProperties {
                regimes: finding.regimes.iter().map(|it| &*it.id).collect(),
                state: &finding.state,
                flows: &finding.flows,
                service: finding.service.as_ref().map(|service| service.id.as_str()),
                exporter: finding.exporter.as_deref(),
                importer: finding.importer.as_deref(),
                data: &finding.data,
                statements: finding
                    .statements
                    .iter()
                    .map(|statement| statement.id.as_str())
                    .collect(),
                law: finding.law.iter().map(law_line).collect(),
                remedies: finding
                    .remedies
                    .iter()
                    .map(|remedy| remedy.text.as_str())
                    .collect(),
                covers: &finding.covers,
            },
            fixes: fixes::fixes(report, finding),
        }
    }
}

fn location(report: &Report<'_>, label: &LabelView, id: usize) -> Option<Location> {
    let file = report.sources.file(label.span.file)?;
    let start = file.line_column(label.span.start);
    let end = file.line_column(label.span.end);
    let says = label.text.trim();
    Some(Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri(&report.repository_path(file.path())),
                uri_base_id: BASE,
            },
            region: Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            },
        },
        message: match (says, id) {
            ("", 0) => None,
            ("", _) => Some(text(label.role.as_str())),
            (says, _) => Some(text(says)),
        },
    })
}

/// A relative path as a relative reference of RFC 3986: everything but unreserved characters and
/// `/` is percent-encoded, also `:`, which would make a scheme of what precedes it.
fn uri(path: &str) -> String {
    let path: Cow<'_, str> = match path.strip_prefix("./") {
        Some(rest) => rest.into(),
        None => path.into(),
    };
    let mut uri = String::with_capacity(path.len());
    for byte in path.trim_start_matches('/').bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_references() {
        assert_eq!(
            uri("flows/eis/services/klz.yaml"),
            "flows/eis/services/klz.yaml"
        );
        assert_eq!(uri("./a b/c:d#e?.yaml"), "a%20b/c%3Ad%23e%3F.yaml");
        assert_eq!(uri("https://x/é%"), "https%3A//x/%C3%A9%25");
        assert_eq!(uri("//host/share"), "host/share");
    }

    #[test]
    fn names_of_rules_are_one_word() {
        assert_eq!(pascal_case("transfer/no-safeguard"), "TransferNoSafeguard");
    }

    #[test]
    fn messages_hold_no_links_and_no_place_holders() {
        assert_eq!(
            text("see [x](https://e) {0} [y] {a}").text,
            "see [x\\](https://e) {{0}} [y] {a}"
        );
        assert_eq!(text("a\u{1b}b").text, "a\\u{1b}b");
    }
}
