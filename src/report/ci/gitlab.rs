//! GitLab's Code Quality report: a list of issues, in the subset of Code Climate's format that GitLab
//! documents.

use std::io::{self, Write};

use serde::Serialize;

use super::{spot, worst_first};
use crate::estate::model::Severity;
use crate::report::json_text;
use crate::view::Report;

#[derive(Serialize)]
struct Issue<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    check_name: &'a str,
    description: &'a str,
    categories: [&'static str; 1],
    /// The finding's id: GitLab distinguishes old from new by it.
    fingerprint: &'a str,
    severity: &'static str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the findings that are not waived for a merge request's Code Quality widget. Errors are `critical`,
/// warnings `minor`, notes `info`. A finding that no file shows is at the first line of the estate's
/// file: GitLab drops an issue without a place.
///
/// Source: GitLab, "Code Quality report format".
///
/// # Errors
/// When `out` cannot be written to.
pub fn gitlab(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    // A list of issues has no place for anything else, so what the estate sets is an issue that fails
    // nothing.
    let overrides = overrides(report);
    let id = format!("overrides-{}", report.overrides.len());
    let set = overrides.as_deref().map(|description| Issue {
        kind: "issue",
        check_name: "fairnotice/set-by-the-estate",
        description,
        categories: ["Security"],
        fingerprint: &id,
        severity: "info",
        location: first_line(report),
    });
    let unjudged = unjudged(report);
    let looked_at = unjudged.as_deref().map(|description| Issue {
        kind: "issue",
        check_name: "fairnotice/looked-at",
        description,
        categories: ["Security"],
        fingerprint: "looked-at",
        severity: "info",
        location: first_line(report),
    });
    let issues: Vec<Issue<'_>> = worst_first(report)
        .into_iter()
        .map(|finding| {
            let location = match spot(report, finding) {
                Some(spot) => Place {
                    path: spot.path,
                    lines: Lines {
                        begin: spot.from.line,
                        end: spot.to.line,
                    },
                },
                None => first_line(report),
            };
            Issue {
                kind: "issue",
                check_name: &finding.rule,
                description: &finding.message,
                categories: ["Security"],
                fingerprint: &finding.id,
                severity: match finding.severity {
                    Severity::Error => "critical",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                location,
            }
        })
        .chain(looked_at)
        .chain(set)
        .collect();
    json_text::write(&issues, out)
}

/// The first line of the estate's file, for what no file shows.
fn first_line(report: &Report<'_>) -> Place {
    Place {
        path: report.repository_path("fairnotice.yaml"),
        lines: Lines { begin: 1, end: 1 },
    }
}

/// What was looked at, as one text, where a file holds something that could not be judged.
fn unjudged(report: &Report<'_>) -> Option<String> {
    let files = report.looked_at.iter();
    let files = files.filter(|file| !file.unknown_types.is_empty() || !file.not_read.is_empty());
    let files = files.map(|file| (&file.path, file.words()));
    let observed = report.observed.iter().filter(|file| file.tally.unknown > 0);
    let observed = observed.map(|file| (&file.path, file.words()));
    let words: Vec<String> = files
        .chain(observed)
        .map(|(path, words)| format!("{}: {words}", report.repository_path(path)))
        .collect();
    (!words.is_empty()).then(|| format!("looked at {}", words.join("; ")))
}

/// What the estate sets about its own judgement, as one text.
fn overrides(report: &Report<'_>) -> Option<String> {
    let all = report.overrides.join("; ");
    (!all.is_empty()).then(|| format!("set by the estate: {all}"))
}
