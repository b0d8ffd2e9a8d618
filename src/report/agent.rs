//! Short Markdown for programs that write the change: cause, place, verified edit as a diff, next command.

use std::io::{self, Write};

use super::ci::{spot, worst_first};
use crate::input::counted;
use crate::report::text::{code_span, diff_block, plain_markdown, sanitize};
use crate::view::{FileDiff, FindingView, RemedyChange, Report, diff_lines, shell_word};

/// The most words of a report, whatever the estate: what does not fit is counted.
const MOST_WORDS: usize = 4_000;
/// The most words of what was looked at, and of what the estate sets.
const HEAD_WORDS: usize = 600;
/// What is left for the lines at the end.
const RESERVED: usize = 150;

/// Writes the findings that are neither waived nor known, the most severe first, each with its smallest verified
/// remedy; what does not fit into the words of the report is counted at the end.
///
/// # Errors
/// When `out` cannot be written to.
pub fn agent(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut text = head(report);
    let findings = worst_first(report);
    let mut words = words(&text);
    let mut shown = 0;
    for finding in &findings {
        let fits = [true, false]
            .into_iter()
            .map(|whole| section(report, finding, whole))
            .find(|it| words + self::words(it) <= MOST_WORDS - RESERVED);
        // Once one is left out, all that are less severe are.
        let Some(section) = fits else { break };
        words += self::words(&section);
        text.push_str(&section);
        shown += 1;
    }
    let left = findings.len() - shown;
    if left > 0 {
        text.push_str(&format!(
            "\n{} more: `fairnotice check --format concise` lists all.\n",
            counted(left, "finding")
        ));
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn head(report: &Report<'_>) -> String {
    let summary = &report.summary;
    let mut text = format!(
        "# fairnotice: {} as of {}\n\n{}, {}, {}, {} about what is not recorded. Edits were verified: each resolves its \
         finding and brings none. A value in \u{2039}\u{203A} is not recorded: ask for it, do not make it up.\n",
        plain_markdown(&report.estate),
        report.day,
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
        counted(summary.notes, "note"),
        counted(summary.questions, "question"),
    );
    let looked_at = report.looked_at_words().map(|(path, words)| {
        let path = report.repository_path(path);
        format!(
            "Looked at {}: {}.",
            plain_markdown(&path),
            plain_markdown(&words)
        )
    });
    let set = report.overrides.iter();
    let set = set.map(|it| format!("Set by the estate: {}.", plain_markdown(it)));
    for lines in [looked_at.collect::<Vec<_>>(), set.collect()] {
        let most = lines.iter().scan(0, |sum, line| {
            *sum += words(line);
            Some(*sum)
        });
        let shown = most.take_while(|sum| *sum <= HEAD_WORDS).count();
        for line in lines.iter().take(shown) {
            text.push_str(&format!("\n{line}\n"));
        }
        if lines.len() > shown {
            text.push_str(&format!(
                "\nAnd {} more, which `--format terminal` lists.\n",
                lines.len() - shown
            ));
        }
    }
    text
}

/// A finding; `whole` with its edits.
fn section(report: &Report<'_>, finding: &FindingView, whole: bool) -> String {
    let severity = match finding.asks {
        Some(_) => "question",
        None => finding.severity.as_str(),
    };
    let mut text = format!("\n## {severity} {} {}\n\n", finding.rule, finding.id);
    if let Some(spot) = spot(report, finding) {
        let path = plain_markdown(&spot.path);
        text.push_str(&format!("{path}:{}:{}: ", spot.from.line, spot.from.column));
    }
    text.push_str(&format!("{}\n", plain_markdown(&finding.message)));
    let verified = finding.remedies.iter().find(|it| it.verified);
    match verified.and_then(|it| Some((it, it.change.as_ref()?))) {
        Some((remedy, change)) => {
            text.push_str(&format!("\nVerified: {}.\n", plain_markdown(&remedy.text)));
            let assumes = change.assumptions();
            if !assumes.is_empty() {
                text.push_str(&format!("It {}.\n", plain_markdown(&assumes)));
            }
            if whole {
                text.push_str(&edits(report, finding, change));
            }
            let next = next(report, finding, change);
            text.push_str(&format!("\nNext: {}\n", code_span(&sanitize(&next))));
        }
        None => {
            if let Some(advice) = finding.remedies.iter().find(|it| !it.verified) {
                text.push_str(&format!(
                    "\nNot verified: {}.\n",
                    plain_markdown(&advice.text)
                ));
            }
            let next = report.rerun("explain", &[&finding.id]);
            text.push_str(&format!("\nNext: {}\n", code_span(&sanitize(&next))));
        }
    }
    text
}

/// The edits as one diff: files of the estate, and the sentences as a proposal in a file of its own.
fn edits(report: &Report<'_>, finding: &FindingView, change: &RemedyChange) -> String {
    let mut lines: Vec<String> = Vec::new();
    for FileDiff { path, diff, .. } in &change.files {
        let path = report.repository_path(path);
        lines.extend([format!("--- a/{path}"), format!("+++ b/{path}")]);
        // The two lines before are those of the file within the estate.
        lines.extend(diff_lines(diff).skip(2).map(str::to_owned));
    }
    if !change.proposal.is_empty() {
        let path = report.repository_path(&proposal(finding));
        let added: Vec<&str> = change.proposal.lines().collect();
        lines.extend([
            "--- /dev/null".to_owned(),
            format!("+++ b/{path}"),
            format!("@@ -0,0 +1,{} @@", added.len()),
        ]);
        lines.extend(added.iter().map(|line| format!("+{line}")));
    }
    // A build server obeys such a line, and one with other characters than it shows is no edit to take over.
    let is_plain = |line: &String| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        !line.trim_start().starts_with("::") && sanitize(line) == line
    };
    if !lines.iter().all(is_plain) {
        return String::new();
    }
    format!("\n{}", diff_block("", &lines))
}

/// The file that the diff writes the sentences of a finding to.
fn proposal(finding: &FindingView) -> String {
    format!("remedy-{}.yaml", finding.id)
}

/// What to run once the edits are made.
fn next(report: &Report<'_>, finding: &FindingView, change: &RemedyChange) -> String {
    let blanks = change.assumes.iter().filter(|it| !it.name.is_empty());
    let mut values: Vec<String> = blanks.map(|it| format!("--set {}=...", it.name)).collect();
    // Several facts are confirmed by one name.
    values.dedup();
    // The diff has the blanks, which no check reads: `fix` writes it with their values.
    if !values.is_empty() && report.is_fixable() {
        let named = ["--finding", finding.id.as_str()];
        let arguments = named.into_iter().chain(values.iter().map(String::as_str));
        return report.rerun("fix", &arguments.collect::<Vec<_>>());
    }
    if change.proposal.is_empty() {
        return report.rerun("check", &[]);
    }
    let path = report.shown_path(&proposal(finding));
    report.rerun("check", &["--with", &shell_word(&path)])
}
