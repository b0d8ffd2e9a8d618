//! `reconcile` for people.

use std::io::{self, Write};

use super::where_words;
use crate::import::{DataRole, SettingKind};
use crate::input::counted;
use crate::report::terminal::{finding, footnote};
use crate::report::text::{Pen, Run, STRONG, TerminalOptions};
use crate::view::under;
use crate::view::{FileView, ReconcileReport, ResourceView, Side};

/// Writes what is deployed, what is outside first, and then the findings.
///
/// # Errors
/// When `out` cannot be written to.
pub fn reconcile_terminal(
    report: &ReconcileReport<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    for file in &report.files {
        head(pen, report, file)?;
    }
    pen.blank()?;
    let (holders, rest): (Vec<&ResourceView>, Vec<&ResourceView>) =
        report.resources.iter().partition(|it| is_known(it));
    let (unknown, others): (Vec<&ResourceView>, Vec<&ResourceView>) = rest
        .into_iter()
        .partition(|it| it.does == DataRole::Unknown);
    for (side, title) in [
        (Side::Outside, "outside the UK and the EEA"),
        (Side::Unknown, "in no country that can be named"),
        (Side::Inside, "inside the UK and the EEA"),
    ] {
        let here: Vec<_> = holders
            .iter()
            .filter(|resource| resource.side == side)
            .collect();
        if here.is_empty() {
            continue;
        }
        pen.heading(title)?;
        for resource in here {
            whole(pen, report, resource)?;
        }
        pen.blank()?;
    }
    for (resources, title) in [
        (unknown, "of types that no table lists"),
        (others, "keeping and moving no data"),
    ] {
        if resources.is_empty() {
            continue;
        }
        pen.heading(title)?;
        for resource in resources {
            whole(pen, report, resource)?;
        }
        pen.blank()?;
    }
    if let Some(found) = &report.report {
        for view in found.arranged() {
            finding(pen, found, view)?;
            pen.blank()?;
        }
    }
    closing(pen, report)
}

/// Whether the tables know that a resource keeps or moves data.
fn is_known(resource: &ResourceView) -> bool {
    !matches!(resource.does, DataRole::Other | DataRole::Unknown)
}

fn head(pen: &mut Pen<'_>, report: &ReconcileReport<'_>, file: &FileView) -> io::Result<()> {
    let path = format!("{}:", under(&report.root, &file.path));
    let mut words = format!("{}, {}", file.form.0, counted(file.resources, "resource"));
    if !file.left_out.is_empty() {
        let left: Vec<String> = file
            .left_out
            .iter()
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        words.push_str(&format!("; not counted: {}", left.join(", ")));
    }
    pen.prose("", "  ", &[Run::new(STRONG, &path), Run::plain(&words)])?;
    for note in &file.notes {
        pen.prose("  note: ", "        ", &[Run::plain(note)])?;
    }
    Ok(())
}

fn whole(
    pen: &mut Pen<'_>,
    report: &ReconcileReport<'_>,
    resource: &ResourceView,
) -> io::Result<()> {
    let place = |span| {
        report
            .sources
            .locate(span)
            .map_or_else(String::new, |(path, at)| {
                format!("{}:{}:{}", under(&report.root, path), at.line, at.column)
            })
    };
    pen.prose("", "  ", &[Run::new(STRONG, &resource.address)])?;
    let at = place(resource.location.span().unwrap_or(resource.span));
    let mut words = format!(
        "{}: {} ({at})",
        resource.does.as_str(),
        where_words(&resource.location)
    );
    if let (true, Some(operator)) = (resource.is_service, &resource.operator) {
        words = format!("{words}; with {operator}");
    }
    pen.prose("    ", "    ", &[Run::plain(&words)])?;
    for (copy, side) in &resource.copies {
        let beyond = match side {
            Side::Outside => "; outside the UK and the EEA",
            Side::Unknown | Side::Inside => "",
        };
        let words = format!(
            "sends data to {} by `{}` ({}){beyond}",
            copy.to.words(),
            copy.attribute,
            place(copy.span)
        );
        pen.prose("    ", "    ", &[Run::plain(&words)])?;
    }
    for words in settings(resource) {
        pen.prose("    ", "    ", &[Run::plain(&words)])?;
    }
    if report.report.is_some() && (resource.does.holds_or_moves() || !resource.systems.is_empty()) {
        let words = match (resource.systems.as_slice(), &resource.through) {
            ([], _) => "of no system".to_owned(),
            (systems, None) => format!("of {}", systems.join(", ")),
            (systems, Some(parent)) => {
                format!("of {}, as part of `{parent}`", systems.join(", "))
            }
        };
        pen.prose("    ", "    ", &[Run::plain(&words)])?;
    }
    for hint in &resource.hints {
        let words = format!("hint: the names of its settings speak of {hint}, which is no proof");
        pen.prose("    ", "    ", &[Run::plain(&words)])?;
    }
    for note in &resource.notes {
        pen.prose("    note: ", "    ", &[Run::plain(note)])?;
    }
    Ok(())
}

/// For how long a resource keeps data, what it lacks, and for whom it is open.
fn settings(resource: &ResourceView) -> Vec<String> {
    let kept = resource.kept.iter().map(|kept| {
        let days = match kept.days {
            None => "without end".to_owned(),
            Some(days) => format!("for {}", counted(days as usize, "day")),
        };
        format!("keeps data {days} by `{}`", kept.attribute)
    });
    let said = resource.settings.iter().filter_map(|setting| {
        let words = match (setting.kind, setting.answer?) {
            (SettingKind::EncryptionAtRest, false) => "does not encrypt data at rest",
            (SettingKind::EncryptionInTransfer, false) => "does not require encryption in transfer",
            (SettingKind::OwnKeys, false) => "the provider holds the keys",
            (SettingKind::AnyoneReads, true) => "anyone can read data in it",
            (SettingKind::AnyNetwork, true) => "can be reached from any network",
            _ => return None,
        };
        Some(format!("{words} ({})", setting.words))
    });
    let rail = resource.guardrail.iter();
    let rail = rail.map(|words| format!("guardrail: {words}"));
    let by = (!resource.guaranteed_by.is_empty()).then(|| {
        let by = resource.guaranteed_by.join("`, `");
        format!("its location is guaranteed by `{by}`")
    });
    kept.chain(said).chain(rail).chain(by).collect()
}

fn closing(pen: &mut Pen<'_>, report: &ReconcileReport<'_>) -> io::Result<()> {
    let holders = || report.resources.iter().filter(|it| is_known(it));
    let unknown = report
        .resources
        .iter()
        .filter(|it| it.does == DataRole::Unknown)
        .count();
    let on = |side: Side| holders().filter(|resource| resource.side == side).count();
    let mut text = format!(
        "of {} that keep or move data, {} outside the UK and the EEA, {} in no country that can be named, {} inside, as of {}",
        holders().count(),
        on(Side::Outside),
        on(Side::Unknown),
        on(Side::Inside),
        report.day
    );
    if unknown > 0 {
        text.push_str(&format!("; {unknown} of types that no table lists"));
    }
    let (first, last) = &report.tables_as_of;
    text.push_str(&format!("; tables of places read from {first} to {last}"));
    pen.prose("", "", &[Run::plain(&text)])?;
    let Some(found) = &report.report else {
        return pen.prose(
            "",
            "",
            &[Run::plain(
                "no estate given (`--estate`): resources are listed but not compared",
            )],
        );
    };
    let summary = found.summary;
    let counts: Vec<String> = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.notes, "note"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, thing)| counted(*count, thing))
    .collect();
    if counts.is_empty() {
        let words = format!("{}: all that is deployed agrees with it", found.estate);
        pen.prose("", "", &[Run::plain(&words)])
    } else {
        pen.prose(
            "",
            "",
            &[
                Run::new(STRONG, &counts.join(", ")),
                Run::plain(&format!("against {}", found.estate)),
            ],
        )?;
        footnote(pen, &found.findings)
    }
}
