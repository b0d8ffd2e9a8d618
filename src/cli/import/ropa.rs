//! `import ropa`: a record of processing that somebody keeps in a sheet.

use std::path::PathBuf;

use clap::Args;

use super::tables::{KnownTables, PartArguments, file, may_write, text, write_part};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::load::report_errors;
use crate::cli::write::write_file;
use crate::import::declaration::{Book, Mapping, Meaning, record};
use crate::input::SourceMap;

/// Arguments of `import ropa`.
#[derive(Debug, Clone, Default, Args)]
pub struct RopaArguments {
    /// The record: a workbook (XLSX) or CSV; `-` is standard input
    file: PathBuf,
    /// The party whose record it is, by its id; by default the controller of the estate
    #[arg(long = "for", value_name = "PARTY")]
    party: Option<String>,
    /// What its columns mean, where their headings are of no known template: a file that is written as a proposal if it
    /// does not exist
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    part: PartArguments,
}

/// Reads a record and writes the part.
pub fn run(arguments: &RopaArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let (path, bytes) = file(&arguments.file, env)?;
    let book = Book::read(&path, bytes)
        .map_err(|fault| CliError::Message(format!("cannot read `{path}`: {fault}")))?;
    let tables = KnownTables::read(&arguments.part, env)?;
    tables.has("party", arguments.party.as_deref())?;
    let mapping = mapping(arguments, env)?;
    may_write(arguments.part.output.as_deref(), env)?;
    let controller = tables.project.as_ref().map(|project| {
        let estate = &project.estate;
        estate.party(estate.controller).id.clone()
    });
    let Some(us) = arguments.party.clone().or(controller) else {
        let words = "whose record it is, is not known. Name the party with `--for`, or its estate with `--estate`; \
                     `fairnotice init FOLDER --ropa FILE` starts an estate from it";
        return Err(CliError::Message(words.to_owned()));
    };
    let proposal = record(
        &book,
        &path,
        &us,
        (
            mapping.as_ref().unwrap_or(&Mapping::default()),
            &tables.known(),
        ),
    );
    match proposal {
        Ok(proposal) => {
            write_part(&proposal.yaml, arguments.part.output.as_deref(), env)?;
            env.note(&proposal.summary());
            Ok(ExitStatus::Success)
        }
        Err(columns) => Err(unknown_columns(
            arguments,
            &path,
            (mapping.as_ref(), &columns),
            env,
        )?),
    }
}

/// The mapping, where the file exists.
fn mapping(arguments: &RopaArguments, env: &mut Env) -> Result<Option<Mapping>, CliError> {
    let Some(path) = arguments
        .mapping
        .as_ref()
        .filter(|path| env.folder.join(path).exists())
    else {
        return Ok(None);
    };
    let (shown, text) = text(path, env)?;
    let mut sources = SourceMap::new();
    let file = sources.add(shown, text.as_str());
    let read = Mapping::read(file, &text);
    read.map(Some)
        .map_err(|errors| report_errors(&errors, &sources, "", env))
}

/// Writes what the columns seem to mean, and says so.
fn unknown_columns(
    arguments: &RopaArguments,
    path: &str,
    (mapped, columns): (Option<&Mapping>, &str),
    env: &Env,
) -> Result<CliError, CliError> {
    let words = match (&arguments.mapping, mapped) {
        (Some(mapping), Some(mapped)) => lacking(path, &mapping.display().to_string(), mapped),
        (Some(mapping), None) => {
            write_file(&env.folder.join(mapping), |out| {
                out.write_all(columns.as_bytes())
            })?;
            format!(
                "the columns of `{path}` are of no known template. What they seem to mean is in `{}`: correct it, and run \
                 the same command again",
                mapping.display()
            )
        }
        (None, _) => format!(
            "the columns of `{path}` are of no known template. Add `--mapping FILE`: the file is written as a proposal of \
             what they mean, for you to correct"
        ),
    };
    Ok(CliError::Message(words))
}

/// What a mapping lacks with which no activity of a record was found.
pub fn lacking(path: &str, mapping: &str, mapped: &Mapping) -> String {
    let needed: [&[Meaning]; 2] = [
        &[Meaning::Purpose, Meaning::Activity],
        &[Meaning::Data, Meaning::Subjects],
    ];
    let missing = needed.iter().filter(|any| !mapped.has_any(any));
    let missing: Vec<String> = missing
        .map(|any| {
            let words: Vec<String> = any.iter().map(|it| format!("`{}`", it.as_str())).collect();
            words.join(" or ")
        })
        .collect();
    let why = if missing.is_empty() {
        "it needs `purpose` or `activity`, and `data` or `subjects`, of headings that are in one table".to_owned()
    } else {
        format!("no column is {}", missing.join(", and none is "))
    };
    format!("`{path}` has no table of activities with the columns of `{mapping}`: {why}")
}
