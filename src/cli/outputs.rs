//! Where a report goes: to standard output, to files, each in a format of its own.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::env::Env;
use super::errors::CliError;
use super::write::write_file;
use crate::report::{Format, Render, TerminalOptions};

/// The names of a report's formats, as the command line takes and explains them.
pub fn format_names<V: Render>() -> PossibleValuesParser {
    let formats = V::formats().into_iter();
    PossibleValuesParser::new(
        formats.map(|format| PossibleValue::new(format.name).help(format.help)),
    )
}

/// Where a report goes, and in which formats.
#[derive(Debug, Clone)]
pub struct Outputs {
    /// The name of the format for standard output; `None`: nothing is printed.
    printed: Option<String>,
    /// The files, each with the name of its format.
    files: Vec<(PathBuf, &'static str)>,
}

impl Outputs {
    /// Reads what a call asks for: the format to print, and the files to write. A document that goes to
    /// files is printed only if a format is named.
    ///
    /// # Errors
    /// A file whose format is not known. Nothing has been written then.
    pub fn new<V: Render>(format: Option<&str>, files: &[PathBuf]) -> Result<Self, CliError> {
        let known = V::formats();
        let files = files
            .iter()
            .map(|given| file_and_format(given, &known))
            .collect::<Result<Vec<_>, _>>()?;
        let default = known.first().map(|format| format.name);
        let default = default.filter(|_| !V::IS_DOCUMENT || files.is_empty());
        Ok(Self {
            printed: format.or(default).map(str::to_owned),
            files,
        })
    }

    /// The format in which it is printed, if it is.
    pub fn printed(&self) -> Option<&str> {
        self.printed.as_deref()
    }

    /// The formats of all outputs, in the order in which they are written.
    pub fn formats(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|(_, format)| *format);
        files.chain(self.printed.as_deref())
    }

    /// Writes a report: the files first, each as a whole or not at all.
    ///
    /// # Errors
    /// When a file or standard output cannot be written.
    pub fn write<V: Render>(&self, view: &V, env: &mut Env) -> Result<(), CliError> {
        for (path, format) in &self.files {
            write_file(&env.folder.join(path), |out| {
                view.render(format, TerminalOptions::default(), out)
            })?;
        }
        if let Some(format) = &self.printed {
            let options = env.terminal_options();
            view.render(format, options, &mut env.out)?;
            env.out.flush()?;
        }
        Ok(())
    }
}

/// A file to write, and its format: the one that is named before it, as in `gitlab=report.json`, else
/// that of its extension.
fn file_and_format<V>(
    given: &Path,
    known: &[Format<V>],
) -> Result<(PathBuf, &'static str), CliError> {
    let words = given.to_string_lossy();
    if let Some((name, path)) = words.split_once('=')
        && let Some(format) = known.iter().find(|format| format.name == name)
    {
        return if path.is_empty() {
            Err(CliError::Message(format!("`{words}` names no file")))
        } else {
            Ok((PathBuf::from(path), format.name))
        };
    }
    let extension = given.extension().and_then(|extension| extension.to_str());
    let by_extension = known
        .iter()
        .find(|format| extension.is_some_and(|it| format.extensions.contains(&it)));
    match by_extension {
        Some(format) => Ok((given.to_owned(), format.name)),
        None => Err(unknown_ending(&words, known)),
    }
}

/// What a name should end in.
fn unknown_ending<V>(words: &str, known: &[Format<V>]) -> CliError {
    let endings: Vec<String> = known
        .iter()
        .filter_map(|format| Some(format!("`.{}`", format.extensions.first()?)))
        .collect();
    let endings = match endings.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    };
    let by_name = known.iter().find(|format| format.extensions.is_empty());
    let by_name = by_name.map_or_else(String::new, |format| {
        let name = format.name;
        format!(", or the format stand before it, as in `{name}={words}`")
    });
    CliError::Message(format!(
        "cannot tell the format of `{words}`: its name should end in {endings}{by_name}"
    ))
}
