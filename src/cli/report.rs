//! `report`: registers for auditors.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::EstateArguments;
use super::assume::assuming;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, ready};
use super::observed::{ObservedArguments, load_observed};
use super::outputs::OutputArguments;
use crate::engine::remedies::{self, Checked, Suggestions};
use crate::input::nearest;
use crate::register::Register;
use crate::register::RegisterKind;

/// Arguments of `report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArguments {
    /// The register
    #[arg(value_enum)]
    register: RegisterName,
    #[command(flatten)]
    estate: EstateArguments,
    /// Apply a proposal to the estate (repeatable)
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
    /// Apply a scenario to the estate and the law (repeatable); without `--as-of` the day is then the
    /// latest that a scenario names, or today
    #[arg(long, value_name = "FILE")]
    assume: Vec<PathBuf>,
    #[command(flatten)]
    observed: ObservedArguments,
    /// Show changes that resolve the findings on the page (HTML): each was applied in memory and checked, and adds no
    /// other finding
    #[arg(long)]
    suggest: bool,
    #[command(flatten)]
    outputs: OutputArguments<Register>,
    /// Only this table of the register; CSV has one table, by default the first
    #[arg(long, value_name = "KEY")]
    table: Option<String>,
}

/// The registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RegisterName {
    /// Transfers out of the territory of the UK GDPR or the EU GDPR, lawful or not
    Transfers,
    /// The record of processing activities (Art 30), as controller and as processor
    Ropa,
    /// Recipients and the data they receive, disclosed or not
    Recipients,
    /// Statements of the notice with the flows they cover, and flows with their statements
    Coverage,
}

/// Writes a register. The exit code does not depend on its content.
pub fn run(arguments: &ReportArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    if outputs.printed() == Some("xlsx") && env.terminal {
        return Err(CliError::Message(format!(
            "cannot print XLSX to a terminal; write it to a file with `--output {}.xlsx`",
            kind_of(arguments.register).id()
        )));
    }
    let at = arguments.estate.estate.as_deref();
    let is_given = arguments.observed.files().next().is_some();
    if is_given && arguments.register != RegisterName::Recipients {
        return Err(CliError::Message(
            "only the register `recipients` shows what was seen: leave out `--observed`".to_owned(),
        ));
    }
    if arguments.suggest && !outputs.have("html") {
        return Err(CliError::Message(
            "only pages show changes that resolve findings: add `--format html`, or an output of that format"
                .to_owned(),
        ));
    }
    let (mut ready, today, laid) = match (arguments.assume.is_empty(), arguments.with.is_empty()) {
        (true, true) => (ready(at, env)?, env.today, None),
        _ => {
            let both = assuming(at, (&arguments.assume, &arguments.with), env)?;
            (both.assumed, both.day, Some((both.actual, both.laid)))
        }
    };
    let day = arguments.estate.as_of.unwrap_or(today);
    let (mut outcome, examined) = ready
        .check(day)
        .examine()
        .map_err(|error| cannot_check(error, &ready, env))?;
    if arguments.suggest {
        let laid = laid
            .as_ref()
            .map(|(actual, files)| (&actual.estate, files.as_slice()));
        let checked = Checked::laid(ready.check(day), &outcome, laid);
        let found = Suggestions::of(checked, |_| true).remedies();
        remedies::add(&mut outcome, found);
    }
    load_observed(&arguments.observed, at, &mut ready, env)?;
    let mut register = Register::new(
        kind_of(arguments.register),
        &ready.estate,
        &ready.sources,
        &ready.rules,
        &outcome,
        &examined,
    );
    if let Some(observed) = &ready.observed {
        register = register.with_seen(&ready.estate, observed, day);
    }
    // A reader must not take it for the estate as declared.
    for (what, files) in [
        ("proposal", &arguments.with),
        ("scenario", &arguments.assume),
    ] {
        let names = files.iter().map(|path| path.to_string_lossy());
        let laid = names.map(|name| format!("not as it is: with the {what} `{name}` laid over it"));
        register.about.scope.extend(laid);
    }
    if let Some(wanted) = &arguments.table {
        only(&mut register, wanted)?;
    }
    outputs.write(&register, env)?;
    for _ in outputs.formats().filter(|format| *format == "csv") {
        note_other_tables(&register, env)?;
    }
    Ok(ExitStatus::Success)
}

fn kind_of(name: RegisterName) -> RegisterKind {
    match name {
        RegisterName::Transfers => RegisterKind::Transfers,
        RegisterName::Ropa => RegisterKind::Ropa,
        RegisterName::Recipients => RegisterKind::Recipients,
        RegisterName::Coverage => RegisterKind::Coverage,
    }
}

/// Keeps one table, and what is not known of it.
fn only(register: &mut Register, wanted: &str) -> Result<(), CliError> {
    let keys: Vec<&str> = register.tables.iter().map(|table| table.key).collect();
    if !keys.contains(&wanted) {
        let near = nearest(wanted, keys.iter().copied())
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_else(|| format!("; it has `{}`", keys.join("`, `")));
        return Err(CliError::Message(format!(
            "`{}` has no table `{wanted}`{near}",
            register.kind.id()
        )));
    }
    register.tables.retain(|table| table.key == wanted);
    register
        .gaps
        .retain(|gap| gap.table.is_empty() || gap.table == wanted);
    Ok(())
}

/// CSV has one table: says how to write the others.
fn note_other_tables(register: &Register, env: &mut Env) -> Result<(), CliError> {
    for table in register.tables.iter().skip(1) {
        writeln!(
            env.err,
            "note: CSV has one table; `--table {}` writes the other ({} rows)",
            table.key,
            table.rows.len()
        )?;
    }
    Ok(())
}
