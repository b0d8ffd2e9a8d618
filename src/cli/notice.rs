//! `notice`: what can be asked of the notice itself.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::import::tables::{KnownTables, file as bytes_of};
use super::law::unknown_regime;
use super::load::{cannot_check, ready, report_errors};
use super::notice_draft::DraftArguments;
use super::outputs::OutputArguments;
use super::published::Published;
use super::reader::{self, Reader};
use crate::engine::compare::notice::{DisclosureChange, disclosure_changes};
use crate::estate::model::Estate;
use crate::input::SourceMap;
use crate::law::{Law, Regime};
use crate::notice::document::PlaceUnit;
use crate::notice::read::{Reading, other_language, read_with};
use crate::report::NoticeReading;
use crate::view::{NoticeDiff, NoticeLint};

/// Arguments of `notice`.
#[derive(Debug, Clone, Args)]
pub struct NoticeArguments {
    /// The command.
    #[command(subcommand)]
    verb: NoticeVerb,
}

/// What can be asked of the notice.
#[derive(Debug, Clone, Subcommand)]
pub enum NoticeVerb {
    /// Compare two versions: flows that the new one discloses or no longer discloses, and by which sentence
    Diff(DiffArguments),
    /// Write sentences for what the flows of an estate require and its notice does not state, each with the flows and the law
    Draft(DraftArguments),
    /// Read a published notice: what its sentences say, as statements for notice.yaml, each with its words, line and certainty
    Read(ReadArguments),
    /// Look for faults in the text of a notice: items of Arts 13 and 14 that no sentence answers, placeholders, wording that commits to nothing
    Lint(LintArguments),
}

/// Arguments of `notice read`.
#[derive(Debug, Clone, Args)]
pub struct ReadArguments {
    /// The text: Markdown (`.md`, `.mdx`), a saved page (`.html`, `.erb`, `.tsx`), plain text, or a document (DOCX, PDF); `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A program that reads the text as well: it gets its blocks as JSON, and answers with statements. A quote that is not in the text, or a term that does not exist, is dropped
    #[arg(long, value_name = "CMD")]
    with_reader: Option<String>,
    /// How long that program may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400), requires = "with_reader")]
    reader_seconds: u64,
    #[command(flatten)]
    outputs: OutputArguments<NoticeReading>,
}

/// Arguments of `notice lint`.
#[derive(Debug, Clone, Args)]
pub struct LintArguments {
    /// The text, as `notice read` takes it; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The law that the notice is held against (`eu-gdpr`, `uk-gdpr`; repeatable); by default both
    #[arg(long, value_name = "REGIME")]
    regime: Vec<String>,
    /// The day of the law, as YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    #[command(flatten)]
    outputs: OutputArguments<NoticeLint>,
}

/// Arguments of `notice diff`.
#[derive(Debug, Clone, Args)]
pub struct DiffArguments {
    /// The day on which the old version was published, as YYYY-MM-DD
    old: Date,
    /// The day on which the new version was published
    new: Date,
    #[command(flatten)]
    estate: EstateArguments,
    #[command(flatten)]
    outputs: OutputArguments<NoticeDiff<'static>>,
}

/// Does what is asked of the notice.
pub fn run(arguments: &NoticeArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    match &arguments.verb {
        NoticeVerb::Diff(arguments) => diff(arguments, env),
        NoticeVerb::Draft(arguments) => super::notice_draft::run(arguments, env),
        NoticeVerb::Read(arguments) => read_notice(arguments, env),
        NoticeVerb::Lint(arguments) => lint(arguments, env),
    }
}

/// Compares two versions; the exit code is 1 where the new one discloses less of some flow.
fn diff(arguments: &DiffArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let mut ready = ready(arguments.estate.estate.as_deref(), env)?;
    let old = version(&ready.estate, arguments.old)?;
    let new = version(&ready.estate, arguments.new)?;
    let published = ready
        .estate
        .notices
        .get(new)
        .and_then(|notice| notice.published);
    let day = arguments.estate.as_of.unwrap_or(match published {
        Some(first) => first.max(env.today),
        None => env.today,
    });
    let changes = disclosure_changes(&mut ready.estate, day, old, new)
        .map_err(|error| cannot_check(error, &ready, env))?;
    let view = NoticeDiff::new(
        &ready.estate,
        &ready.sources,
        day,
        [old, new],
        &changes,
        &ready.root,
    );
    outputs.write(&view, env)?;
    Ok(if changes.iter().all(DisclosureChange::is_better) {
        ExitStatus::Success
    } else {
        ExitStatus::Findings
    })
}

/// Reads a text; no estate is needed, and what is found is no fault.
fn read_notice(arguments: &ReadArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let reader = arguments.with_reader.as_deref().map(|call| Reader {
        call,
        seconds: arguments.reader_seconds,
    });
    let found = reading(&arguments.file, reader, env)?;
    let view = NoticeReading {
        unit: found.unit(),
        path: found.path,
        text: found.published.document.map(|it| it.text),
        reading: found.reading,
    };
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}

/// Looks for faults of a text; the exit code is 1 where an item is missing or a placeholder is left.
fn lint(arguments: &LintArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let regimes: Vec<Regime> = match arguments.regime.as_slice() {
        [] => Regime::ALL.to_vec(),
        some => some
            .iter()
            .map(|word| Regime::from_id(word).ok_or_else(|| unknown_regime(word)))
            .collect::<Result<_, _>>()?,
    };
    let mut sources = SourceMap::new();
    let law =
        Law::builtin(&mut sources).map_err(|errors| report_errors(&errors, &sources, "", env))?;
    let found = reading(&arguments.file, None, env)?;
    let day = arguments.as_of.unwrap_or(env.today);
    let read = (found.unit(), found.reading);
    let view = NoticeLint::new(found.path, read, &law, &regimes, day);
    outputs.write(&view, env)?;
    Ok(if view.has_faults() {
        ExitStatus::Findings
    } else {
        ExitStatus::Success
    })
}

/// A notice that was read, with its path as the call has it.
struct Found {
    path: String,
    published: Published,
    reading: Reading,
}

impl Found {
    /// What the numbers of its places count.
    fn unit(&self) -> PlaceUnit {
        let document = self.published.document.as_ref();
        document.map_or(PlaceUnit::Line, |it| it.unit)
    }
}

/// What the reader finds in a file.
fn reading(file: &Path, reader: Option<Reader<'_>>, env: &mut Env) -> Result<Found, CliError> {
    let (_, bytes) = bytes_of(file, env)?;
    let published = Published::of(file, bytes, env)?;
    let path = file.display().to_string();
    if let (Some(language), None) = (other_language(&published.text), &reader) {
        writeln!(
            env.err,
            "warning: the text of `{path}` seems to be {language}; only English is read, so that what is missing here may \
             well be in it"
        )?;
    }
    let mut reading = read_with(
        &published.text,
        published.format,
        &KnownTables::of(None, &[], env)?.words(),
    );
    if let Some(reader) = reader {
        reader::add(reader, (&path, &published), &mut reading, env)?;
    }
    if let Some(document) = &published.document {
        reading = document.placed(reading);
    }
    Ok(Found {
        path,
        published,
        reading,
    })
}

/// The version that was published on a day.
fn version(estate: &Estate, day: Date) -> Result<usize, CliError> {
    let found = estate
        .notices
        .iter()
        .position(|notice| notice.published == Some(day));
    found.ok_or_else(|| {
        let days: Vec<String> = estate
            .notices
            .iter()
            .filter_map(|notice| Some(format!("`{}`", notice.published?)))
            .collect();
        CliError::Message(match days.len() {
            0 => "the estate has no notice with a day of publication".to_owned(),
            _ => format!(
                "no version of the notice was published on {day}; there is {}",
                days.join(", ")
            ),
        })
    })
}
