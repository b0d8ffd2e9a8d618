//! The command line of `fairnotice-observe`.

use std::fmt::Display;
use std::io::{self, Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::error::Error;
use crate::inputs::{Inputs, find};
use crate::kinds::{Column, Kind};
use crate::output::Totals;
use crate::progress::{Progress, grouped};
use crate::reduce::{Limits, reduce};
use crate::spark::job;
use crate::sql::statement;

/// Invalid input or usage, as `fairnotice` has it.
const USAGE: u8 = 2;

/// Counts logs of any size for `fairnotice check --observed`
#[derive(Debug, Parser)]
#[command(name = "fairnotice-observe", version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Count logs by source, destination and kind, and add up edges that were counted before
    Reduce(Reduce),
}

#[derive(Debug, Args)]
struct Reduce {
    /// Files of logs in Parquet, CSV or NDJSON, or folders with them
    #[arg(required_unless_present = "print_sql")]
    input: Vec<PathBuf>,

    /// The file of edges: `.csv` or `.ndjson` for `fairnotice`, `.parquet` for further counting
    #[arg(long, value_name = "FILE", required_unless_present = "print_sql")]
    out: Option<PathBuf>,

    /// What the logs are; found out from the names of their columns where it is not stated
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,

    /// The columns of access logs: `destination=host,source=service,bytes=sent,first=time`
    #[arg(long, value_name = "NAME=COLUMN", value_delimiter = ',')]
    columns: Vec<String>,

    /// Memory that may be used
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = size)]
    memory: usize,

    /// Threads; one for each processor where it is not stated
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,

    /// A folder for what does not fit into memory
    #[arg(long, value_name = "FOLDER")]
    spill: Option<PathBuf>,

    /// A folder that keeps the edges of each file, so that a later run counts only files that are new
    #[arg(long, value_name = "FOLDER")]
    resume: Option<PathBuf>,

    /// Print the statement, or a job for Spark that has it, and count nothing
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["out", "resume"])]
    print_sql: Option<Printed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Printed {
    /// The statement over the table `logs`
    Statement,
    /// A job in PySpark
    Spark,
}

/// Runs the program.
pub fn main() -> ExitCode {
    let Verb::Reduce(arguments) = Arguments::parse().verb;
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.to_string().lines() {
                say(format_args!("error: {line}"));
            }
            for help in error.help() {
                say(format_args!("help: {help}"));
            }
            ExitCode::from(USAGE)
        }
    }
}

/// A line on the error stream; that nobody reads it is no reason to end.
fn say(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}

fn run(arguments: &Reduce) -> Result<(), Error> {
    let columns = named_columns(arguments)?;
    if let Some(what) = arguments.print_sql {
        return print(arguments, columns, what);
    }
    let inputs = find(&arguments.input, arguments.kind, columns)?;
    say_inputs(&inputs);
    let Some(out) = &arguments.out else {
        return Ok(());
    };
    is_no_input(out, &inputs)?;
    let processors = available_parallelism().map_or(1, usize::from);
    let limits = Limits {
        memory: arguments.memory,
        threads: arguments.threads.map_or(processors, usize::from),
        spill: arguments.spill.clone(),
    };
    let progress = Progress::on_terminal();
    let totals = reduce(
        &inputs,
        out,
        arguments.resume.as_deref(),
        &limits,
        &progress,
    )?;
    say_totals(&totals);
    Ok(())
}

/// The result must not take the place of what was counted.
fn is_no_input(out: &Path, inputs: &Inputs) -> Result<(), Error> {
    let there = out.canonicalize().ok();
    let is_input = inputs
        .files
        .iter()
        .any(|it| Some(&it.path) == there.as_ref());
    if is_input {
        return Err(Error::Usage {
            message: format!("`{}` is counted, and would be replaced", out.display()),
            help: "name another file by `--out`".to_owned(),
        });
    }
    Ok(())
}

/// Prints the statement, or the job.
fn print(arguments: &Reduce, columns: Option<Vec<Column>>, what: Printed) -> Result<(), Error> {
    let inputs = match (arguments.input.is_empty(), arguments.kind) {
        (false, kind) => find(&arguments.input, kind, columns)?,
        (true, Some(kind)) => Inputs {
            kind,
            columns: columns.unwrap_or_else(|| kind.columns()),
            files: Vec::new(),
            doubles: Vec::new(),
            skipped: Vec::new(),
        },
        (true, None) => {
            return Err(Error::Usage {
                message: "the kind of logs is not stated".to_owned(),
                help: "name a file of them, or their kind: `--kind aws-vpc`".to_owned(),
            });
        }
    };
    let text = match what {
        Printed::Statement => statement(inputs.kind),
        Printed::Spark => job(inputs.kind, &inputs.columns, &inputs.files),
    };
    match stdout().write_all(text.as_bytes()) {
        // The reader has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output {
            path: "the output".into(),
            error,
        }),
        _ => Ok(()),
    }
}

/// The columns of access logs that the command line names.
fn named_columns(arguments: &Reduce) -> Result<Option<Vec<Column>>, Error> {
    if arguments.columns.is_empty() {
        return Ok(None);
    }
    let wrong = |message: String, help: &str| Error::Usage {
        message,
        help: help.to_owned(),
    };
    if arguments.kind != Some(Kind::Requests) {
        return Err(wrong(
            "`--columns` is for access logs: other kinds have columns of their own".to_owned(),
            "add `--kind requests`",
        ));
    }
    let mut columns = Kind::Requests.columns();
    for column in &mut columns {
        column.places.clear();
        column.is_required = column.name == "destination";
    }
    for pair in &arguments.columns {
        let named = pair.split_once('=').and_then(|(name, place)| {
            let column = columns.iter_mut().find(|it| it.name == name.trim())?;
            Some((column, place.trim())).filter(|(_, place)| !place.is_empty())
        });
        let Some((column, place)) = named else {
            return Err(wrong(
                format!("`{pair}` names no column"),
                "write `NAME=COLUMN`, where the name is `source`, `destination`, `bytes`, `first` or `last`",
            ));
        };
        // A dot is a part of a name, or leads to a field.
        column.places.push(vec![place.to_owned()]);
        if place.contains('.') {
            column
                .places
                .push(place.split('.').map(str::to_owned).collect());
        }
        column.is_required = true;
    }
    Ok(Some(columns))
}

/// Says what is counted, and what is not.
fn say_inputs(inputs: &Inputs) {
    let count = inputs.files.len();
    let files = if count == 1 { "file" } else { "files" };
    say(format_args!(
        "{count} {files} of the kind `{}`",
        inputs.kind
    ));
    for (file, other) in &inputs.doubles {
        say(format_args!(
            "left out: `{}` has the content of `{}`",
            file.display(),
            other.display()
        ));
    }
    for file in &inputs.skipped {
        say(format_args!(
            "left out: `{}` is of no known format",
            file.display()
        ));
    }
}

fn say_totals(totals: &Totals) {
    say(format_args!(
        "{} of {}",
        counted(totals.edges, "edge"),
        counted(totals.counted, "record")
    ));
    for (reason, count) in &totals.left_out {
        say(format_args!(
            "left out: {} as `{reason}`{}",
            counted(*count, "record"),
            in_words(reason)
        ));
    }
}

/// A number of things.
fn counted(number: u64, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(number))
}

/// Why records are in no edge.
fn in_words(reason: &str) -> &str {
    match reason {
        "answer" => " (the destination port is the higher one: it goes back to the one who began)",
        "received" => " (noted where it was received)",
        "rejected" => " (it did not pass)",
        "no-call" => " (no span of a client or a producer)",
        "no-destination" => " (no recipient is recorded)",
        "no-host" => " (the recipient is no name of a host)",
        _ => "",
    }
}

/// A size in bytes: `512MiB`, `1GiB`, or a number of bytes.
fn size(text: &str) -> Result<usize, String> {
    const LEAST: usize = 128 << 20;
    let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40), ("", 0)];
    let found = units.iter().find_map(|(unit, shift)| {
        let number: usize = text.strip_suffix(unit)?.trim().parse().ok()?;
        number.checked_mul(1 << shift)
    });
    match found {
        Some(bytes) if bytes >= LEAST => Ok(bytes),
        Some(_) => Err("at least 128MiB are needed".to_owned()),
        None => Err("write a number of `MiB` or `GiB`, such as `512MiB`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("1GiB"), Ok(1 << 30));
        assert_eq!(size("512 MiB"), Ok(512 << 20));
        assert_eq!(size("200000000"), Ok(200_000_000));
        for wrong in ["", "1", "127MiB", "1GB", "-1GiB", "99999999999TiB"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
