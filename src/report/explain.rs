//! `explain`: a rule for someone who has to live by it, and the derivation of one finding.

use std::io::{self, Write};

use super::terminal::{footnote, law_line};
use super::text::{ADVICE, Pen, Run, STRONG, TerminalOptions, markdown, severity_style};
use crate::input::Span;
use crate::view::{FindingView, LabelView, RemedyChange, Report, RuleView, StatementView};

const LEAD: &str = "  ";
const DEEPER: &str = "    ";

/// Writes what a rule asks, why, what clears its findings, and the policy that decides.
///
/// # Errors
/// When `out` cannot be written to.
pub fn explain_rule(
    rule: &RuleView,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let head = format!("{}[{}]:", rule.severity.as_str(), rule.id);
    pen.prose(
        "",
        LEAD,
        &[
            Run::new(severity_style(rule.severity), &head),
            Run::new(STRONG, &rule.title),
        ],
    )?;
    pen.blank()?;
    markdown(pen, "", &rule.help_markdown)?;
    items(pen, "law", rule.law.iter().map(String::as_str))?;
    items(
        pen,
        "how to resolve",
        rule.remedies.iter().map(String::as_str),
    )?;
    if !rule.source.trim().is_empty() {
        section(pen, "policy", &rule.path)?;
        for line in rule.source.trim_end().lines() {
            pen.verbatim(LEAD, line)?;
        }
    }
    Ok(())
}

/// Writes how a finding came about: its steps, the statements and places it relies on, the law of
/// the day, and the policy that decided.
///
/// # Errors
/// When `out` cannot be written to.
pub fn explain_finding(
    report: &Report<'_>,
    finding: &FindingView,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    super::terminal::header(pen, finding)?;
    let rule = report.rules.iter().find(|rule| rule.id == finding.rule);
    facts(pen, report, finding)?;
    if !finding.derivation.is_empty() {
        section(pen, "derivation", "")?;
        for (at, step) in finding.derivation.iter().enumerate() {
            let first = format!("{LEAD}{}. ", at + 1);
            pen.prose(&first, &" ".repeat(first.len()), &[Run::plain(step)])?;
        }
    }
    if !finding.statements.is_empty() {
        section(pen, "statements of the notice", "")?;
        for statement in &finding.statements {
            self::statement(pen, report, statement)?;
        }
    }
    if !finding.labels.is_empty() {
        section(pen, "places", "")?;
        for label in &finding.labels {
            place(pen, report, label)?;
        }
    }
    items(
        pen,
        "law",
        finding
            .law
            .iter()
            .map(law_line)
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str),
    )?;
    footnote(pen, [finding])?;
    if !finding.remedies.is_empty() {
        section(pen, "how to resolve", "")?;
        for remedy in &finding.remedies {
            let verified = if remedy.verified { "verified:" } else { "" };
            pen.prose(
                "  - ",
                DEEPER,
                &[Run::new(ADVICE, verified), Run::plain(&remedy.text)],
            )?;
            if let Some(change) = &remedy.change {
                self::change(pen, change)?;
            }
        }
    }
    waiver(pen, finding)?;
    if let Some(rule) = rule {
        section(pen, "policy", &rule.path)?;
        pen.prose(LEAD, LEAD, &[Run::plain(&rule.title)])?;
        let estate = report.call.iter().find(|word| !word.starts_with("--"));
        let call = ["fairnotice explain", &rule.id]
            .into_iter()
            .chain(estate.map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ");
        pen.prose(LEAD, LEAD, &[Run::plain(&call)])?;
    }
    Ok(())
}

/// A change that was tried: what it assumes, its sentences, its edits, and the proposal that `check --with` takes.
fn change(pen: &mut Pen<'_>, change: &RemedyChange) -> io::Result<()> {
    let assumes = change.assumptions();
    if !assumes.is_empty() {
        pen.prose(DEEPER, DEEPER, &[Run::plain(&assumes)])?;
    }
    for sentence in &change.sentences {
        let section = sentence.section.as_ref();
        let section = section.map_or(String::new(), |it| format!(" under \"{it}\""));
        let head = format!("draft{section}, for approval:");
        let words = format!("\"{}\"", sentence.text);
        pen.prose(
            DEEPER,
            DEEPER,
            &[Run::new(STRONG, &head), Run::plain(&words)],
        )?;
    }
    for line in change.files.iter().flat_map(|it| it.diff.lines()) {
        pen.verbatim(DEEPER, line)?;
    }
    if !change.proposal.is_empty() {
        pen.prose(
            DEEPER,
            DEEPER,
            &[Run::plain("as a proposal for `check --with`:")],
        )?;
    }
    for line in change.proposal.lines() {
        pen.verbatim(DEEPER, line)?;
    }
    Ok(())
}

/// What to write into a file of `waivers` to waive the finding, except who, why and how long. A
/// waiver cannot be waived itself.
fn waiver(pen: &mut Pen<'_>, finding: &FindingView) -> io::Result<()> {
    if !finding.can_be_waived() {
        return Ok(());
    }
    section(pen, "to waive it", "until a day, in a file of `waivers`")?;
    for line in [
        format!("- finding: \"{}\"", finding.id),
        format!("  rule: {}", finding.rule),
        "  owner: # who answers for it".to_owned(),
        "  reason: # why".to_owned(),
        "  until: # its last day".to_owned(),
        format!("  state: \"{}\"", finding.state),
    ] {
        pen.verbatim(LEAD, &line)?;
    }
    Ok(())
}

fn facts(pen: &mut Pen<'_>, report: &Report<'_>, finding: &FindingView) -> io::Result<()> {
    let mut fact = |name: &str, words: &str| match words {
        "" => Ok(()),
        words => pen.prose(LEAD, DEEPER, &[Run::new(STRONG, name), Run::plain(words)]),
    };
    fact("finding:", &finding.id)?;
    fact(
        "judged:",
        &format!("as of {}, under the {}", report.day, finding.regime_names()),
    )?;
    let service = finding.service.as_ref();
    fact(
        "service:",
        service.map_or("", |service| service.name.as_str()),
    )?;
    fact("flows:", &finding.flows.join(", "))?;
    if let (Some(exporter), Some(importer)) = (&finding.exporter, &finding.importer) {
        fact("movement:", &format!("{exporter} -> {importer}"))?;
    }
    fact("data:", &finding.data.join(", "))?;
    fact("covers:", &finding.covers.join(", "))?;
    if let Some(waiver) = &finding.waived {
        let until = waiver
            .until
            .map_or(String::new(), |day| format!(" until {day}"));
        fact(
            "waived:",
            &format!("by {}{until}: {}", waiver.owner, waiver.reason),
        )?;
    }
    Ok(())
}

fn section(pen: &mut Pen<'_>, title: &str, about: &str) -> io::Result<()> {
    pen.blank()?;
    pen.prose("", "", &[Run::new(STRONG, title), Run::plain(about)])
}

fn items<'a>(
    pen: &mut Pen<'_>,
    title: &str,
    items: impl Iterator<Item = &'a str>,
) -> io::Result<()> {
    let mut items = items.peekable();
    if items.peek().is_some() {
        section(pen, title, "")?;
    }
    for item in items {
        pen.prose("  - ", DEEPER, &[Run::plain(item)])?;
    }
    Ok(())
}

fn shown_place(report: &Report<'_>, span: Span) -> Option<String> {
    let (path, at) = report.sources.locate(span)?;
    Some(format!(
        "{}:{}:{}",
        report.shown_path(path),
        at.line,
        at.column
    ))
}

fn statement(pen: &mut Pen<'_>, report: &Report<'_>, statement: &StatementView) -> io::Result<()> {
    let section = statement
        .section
        .as_ref()
        .map(|section| format!("under \"{section}\","));
    let place = statement.place.and_then(|span| shown_place(report, span));
    pen.prose(
        LEAD,
        DEEPER,
        &[
            Run::new(STRONG, &format!("{}:", statement.id)),
            Run::plain(section.as_deref().unwrap_or("")),
            Run::plain(
                place
                    .as_deref()
                    .unwrap_or("not found in the published text"),
            ),
        ],
    )?;
    pen.prose(
        DEEPER,
        DEEPER,
        &[Run::plain(&format!("\"{}\"", statement.quote))],
    )
}

fn place(pen: &mut Pen<'_>, report: &Report<'_>, label: &LabelView) -> io::Result<()> {
    let Some(place) = shown_place(report, label.span) else {
        return Ok(());
    };
    let role = format!("{}:", label.role.as_str());
    pen.prose(
        LEAD,
        DEEPER,
        &[
            Run::new(STRONG, &role),
            Run::plain(&place),
            Run::plain(&label.text),
        ],
    )?;
    let words: String = report.sources.text(label.span).chars().take(300).collect();
    if words.trim().is_empty() {
        return Ok(());
    }
    pen.prose(DEEPER, DEEPER, &[Run::plain(&format!("\"{words}\""))])
}
