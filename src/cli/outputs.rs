//! `--format` and `--output` of every verb that writes a report: to standard output and to files, each in
//! a format of its own.

use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};

use super::env::Env;
use super::errors::CliError;
use super::write::{is_same_place, write_file};
use crate::report::{Format, Render, TerminalOptions};

/// The arguments `--format` and `--output` of a verb that writes reports of type `V`: what they take and
/// what their help says follows from the formats of the report.
pub struct OutputArguments<V> {
    /// The name of a format; `None`: the default one.
    format: Option<String>,
    /// Files, some with the name of a format before them.
    files: Vec<PathBuf>,
    report: PhantomData<fn(&V)>,
}

impl<V: Render> OutputArguments<V> {
    /// Where the report goes.
    ///
    /// # Errors
    /// A file whose format is not known. Nothing has been written then.
    pub fn parse(&self) -> Result<Outputs, CliError> {
        Outputs::new::<V>(self.format.as_deref(), &self.files)
    }
}

// Derived, these would ask the same of the report.
impl<V> fmt::Debug for OutputArguments<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutputArguments")
            .field("format", &self.format)
            .field("files", &self.files)
            .finish()
    }
}

impl<V> Clone for OutputArguments<V> {
    fn clone(&self) -> Self {
        Self {
            format: self.format.clone(),
            files: self.files.clone(),
            report: PhantomData,
        }
    }
}

impl<V> Default for OutputArguments<V> {
    fn default() -> Self {
        Self {
            format: None,
            files: Vec::new(),
            report: PhantomData,
        }
    }
}

impl<V: Render> FromArgMatches for OutputArguments<V> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let files = matches.get_many::<PathBuf>("output").unwrap_or_default();
        // The default is no wish: where something else is printed, it gives way.
        let is_asked = matches.value_source("format") == Some(ValueSource::CommandLine);
        let format = matches.get_one::<String>("format").cloned();
        Ok(Self {
            format: format.filter(|_| is_asked),
            files: files.cloned().collect(),
            report: PhantomData,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<V: Render> Args for OutputArguments<V> {
    fn augment_args(command: Command) -> Command {
        let known = V::formats();
        let names = known
            .iter()
            .map(|format| PossibleValue::new(format.name).help(format.help));
        let format = Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(PossibleValuesParser::new(names));
        let format = match known.first() {
            Some(default) if !V::IS_DOCUMENT => format
                .default_value(default.name)
                .help("The format of what is printed"),
            _ => format.help(
                "The format on standard output; with `--output`, nothing is printed unless this is given",
            ),
        };
        let output = Arg::new("output")
            .long("output")
            .value_name("[FORMAT=]FILE")
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append)
            .help(output_help(&known, V::IS_DOCUMENT));
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The help of `--output`.
fn output_help<V>(known: &[Format<V>], is_document: bool) -> String {
    let endings: Vec<String> = known
        .iter()
        .filter_map(|format| Some(format!(".{}", format.extensions.first()?)))
        .collect();
    let by_name = known.iter().find(|format| format.extensions.is_empty());
    let by_name = by_name.or_else(|| known.last());
    format!(
        "Write it to a file{} (repeatable), in the format of its extension ({}), or in the one named before it: `{}=FILE`; `-` is standard output",
        if is_document { "" } else { " as well" },
        endings.join(", "),
        by_name.map_or("", |format| format.name)
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
    /// A file whose format is not known, or two formats to print. Nothing has been written then.
    fn new<V: Render>(format: Option<&str>, files: &[PathBuf]) -> Result<Self, CliError> {
        let known = V::formats();
        let default = known.first().map(|format| format.name);
        let (mut printed, mut written) = (Vec::from_iter(format), Vec::new());
        for given in files {
            match (given.as_os_str() == "-", default) {
                (true, Some(default)) if printed.is_empty() => printed.push(default),
                // The format that is named is printed in any case.
                (true, _) => {}
                (false, _) => match file_and_format(given, &known)? {
                    (path, format) if path.as_os_str() == "-" => printed.push(format),
                    file => written.push(file),
                },
            }
        }
        if let [one, other, ..] = printed.as_slice() {
            return Err(CliError::Message(format!(
                "standard output takes one format, not both `{one}` and `{other}`"
            )));
        }
        let default = default.filter(|_| !V::IS_DOCUMENT || files.is_empty());
        Ok(Self {
            printed: printed.first().copied().or(default).map(str::to_owned),
            files: written,
        })
    }

    /// Whether anything is written in a format.
    pub fn have(&self, format: &str) -> bool {
        let mut files = self.files.iter();
        self.printed.as_deref() == Some(format) || files.any(|(_, it)| *it == format)
    }

    /// Holds the files against each other and against what the run has read: an output never replaces
    /// another one, nor a file of the estate. `also` is a further file that the run writes.
    ///
    /// # Errors
    /// Two that lead to the same place. Nothing has been written then.
    pub fn sound(&self, env: &Env, also: Option<&Path>) -> Result<(), CliError> {
        let named = self.files.iter().map(|(path, _)| path.as_path());
        let all: Vec<&Path> = named.chain(also).collect();
        for (at, path) in all.iter().enumerate() {
            let place = env.folder.join(path);
            let same = |other: &&&Path| is_same_place(&place, &env.folder.join(other));
            if let Some(other) = all.iter().take(at).find(same) {
                return Err(CliError::Message(format!(
                    "`{}` and `{}` are the same file, which takes one output",
                    other.display(),
                    path.display()
                )));
            }
            if env.inputs.iter().any(|input| is_same_place(&place, input)) {
                return Err(CliError::Message(format!(
                    "`{}` is a file that was read for this, and no output replaces it",
                    path.display()
                )));
            }
        }
        Ok(())
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
        self.sound(env, None)?;
        for (path, format) in &self.files {
            write_file(&env.folder.join(path), |out| {
                view.render(format, TerminalOptions::default(), out)
            })?;
        }
        if let Some(format) = &self.printed {
            let options = env.terminal_options();
            let printed = match &env.pager {
                Some(pager) => {
                    let mut text = Vec::new();
                    view.render(format, options, &mut text)?;
                    if pager.wants(&text) && pager.show(&text) {
                        return Ok(());
                    }
                    env.out.write_all(&text)
                }
                None => view.render(format, options, &mut env.out),
            };
            match printed.and_then(|()| env.out.flush()) {
                // Nobody reads on; what was found is as it is, and so is the exit code.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
                printed => printed?,
            }
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
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        let Some(format) = known.iter().find(|format| format.name == name) else {
            let names: Vec<&str> = known.iter().map(|format| format.name).collect();
            return Err(CliError::Message(format!(
                "there is no format `{name}`; there are `{}` (a file of that name is `./{words}`)",
                names.join("`, `")
            )));
        };
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
        format!(", or write the format before it, as in `{name}={words}`")
    });
    CliError::Message(format!(
        "unknown format of `{words}`: its name should end in {endings}{by_name}"
    ))
}
