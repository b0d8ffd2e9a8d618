//! Input that is wrong, for the person who wrote it: always text, whatever the format of results.

use std::io::{self, Write};

use indexmap::IndexMap;

use super::terminal::{Drawer, Mark, digits, group, last_line};
use super::text::{ADVICE, FRAME, Pen, Run, STRONG, TerminalOptions, severity_style};
use crate::estate::model::Severity;
use crate::input::counted;
use crate::input::{FileId, InputError, SourceMap, limits};
use crate::view::under;

/// Writes input errors file by file, in the order in which they come, and how many there are. Of one
/// file at most [`limits::MAX_ERRORS_SHOWN`] are shown; the rest is counted.
///
/// `root` is put before every path: the estate's folder as seen from where the command runs. `consequence`
/// ends the summary: what the command does about them.
///
/// # Errors
/// When `out` cannot be written to.
pub fn input_errors(
    errors: &[InputError],
    sources: &SourceMap,
    root: &str,
    consequence: &str,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let mut files: IndexMap<Option<FileId>, Vec<&InputError>> = IndexMap::new();
    for error in errors {
        let file = error.span.map(|span| span.file);
        files.entry(file).or_default().push(error);
    }
    for (file, own) in &files {
        for error in own.iter().take(limits::MAX_ERRORS_SHOWN) {
            input_error(pen, error, sources, root)?;
            pen.blank()?;
        }
        if own.len() > limits::MAX_ERRORS_SHOWN {
            let rest = own.iter().skip(limits::MAX_ERRORS_SHOWN);
            let rest = counted(
                rest.map(|error| 1 + error.more).sum::<usize>(),
                "more error",
            );
            let file = file.and_then(|file| sources.file(file));
            let place = file.map_or(String::new(), |file| {
                format!("in {}", under(root, file.path()))
            });
            pen.prose("", "  ", &[Run::new(STRONG, &rest), Run::plain(&place)])?;
            pen.blank()?;
        }
    }
    let places = match files.keys().flatten().count() {
        0 => String::new(),
        count => format!(" in {}", counted(count, "file")),
    };
    let closing = format!(
        "{}{places}; {consequence}",
        counted(
            errors.iter().map(|error| 1 + error.more).sum::<usize>(),
            "error"
        )
    );
    pen.prose("", "", &[Run::new(STRONG, &closing)])
}

fn input_error(
    pen: &mut Pen<'_>,
    error: &InputError,
    sources: &SourceMap,
    root: &str,
) -> io::Result<()> {
    pen.prose(
        "",
        "  ",
        &[
            Run::new(severity_style(Severity::Error), "error:"),
            Run::new(STRONG, &error.message),
        ],
    )?;
    let main = error.span.map(|span| (span, String::new(), true));
    let related = error
        .related
        .clone()
        .map(|(span, label)| (span, label, false));
    let marks: Vec<Mark> = main
        .into_iter()
        .chain(related)
        .map(|(span, text, primary)| Mark {
            span,
            text,
            primary,
            url: None,
        })
        .collect();
    let excerpts = group(sources, marks);
    let gutter = excerpts
        .iter()
        .map(|excerpt| digits(last_line(sources, excerpt)))
        .max()
        .unwrap_or(1);
    let drawer = Drawer {
        sources,
        root,
        severity: Severity::Error,
        gutter,
    };
    for excerpt in &excerpts {
        drawer.draw(pen, excerpt)?;
    }
    let Some(help) = &error.help else {
        return Ok(());
    };
    let (lead, rest) = if excerpts.is_empty() {
        ("  ".to_owned(), "  ".to_owned())
    } else {
        pen.styled(FRAME, &format!("{}|", " ".repeat(gutter + 1)))?;
        pen.blank()?;
        (
            format!("{}= ", " ".repeat(gutter + 1)),
            " ".repeat(gutter + 3),
        )
    };
    pen.prose(&lead, &rest, &[Run::new(ADVICE, "help:"), Run::plain(help)])
}
