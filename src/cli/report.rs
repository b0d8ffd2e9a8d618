//! `report`: registers for auditors.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::arguments::EstateArguments;
use super::assume::assuming;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{ready, report_errors};
use super::write::write_file;
use crate::engine::check::examine;
use crate::input::nearest;
use crate::register::Register;
use crate::register::RegisterKind;
use crate::register::Table;
use crate::report::{register_csv, register_html, register_json, register_markdown, register_xlsx};

/// Arguments of `report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArguments {
    /// Which register
    #[arg(value_enum)]
    register: RegisterName,
    #[command(flatten)]
    estate: EstateArguments,
    /// As a proposal would have it (repeatable)
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
    /// As a scenario would have it (repeatable); without `--as-of` the day is then the latest that one
    /// names, or today
    #[arg(long, value_name = "FILE")]
    assume: Vec<PathBuf>,
    /// The format of what is printed; without it nothing is, where `--output` names a file
    #[arg(long, value_enum)]
    format: Option<RegisterFormat>,
    /// Write the register to a file, in the format of its extension (.html, .xlsx, .csv, .md, .json;
    /// repeatable)
    #[arg(long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Only this table of the register; CSV, which holds one, has the first unless you name another
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
    /// Who gets what, told or not
    Recipients,
    /// Each statement of the notice against the flows it covers, and the reverse
    Coverage,
}

/// Formats of a register.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum RegisterFormat {
    /// Markdown
    #[default]
    Markdown,
    /// One file for a browser, without anything from elsewhere
    Html,
    /// A workbook (Office Open XML); not to a terminal
    Xlsx,
    /// CSV (RFC 4180), one table
    Csv,
    /// The JSON contract
    Json,
}

/// Writes a register. Whatever it tells, the call was right.
pub fn run(arguments: &ReportArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, CliError>>()?;
    let printed = match (arguments.format, files.is_empty()) {
        (None, false) => None,
        (format, _) => Some(format.unwrap_or_default()),
    };
    if printed == Some(RegisterFormat::Xlsx) && env.terminal {
        return Err(CliError::Message(format!(
            "a workbook is nothing for a terminal; write it to a file with `--output {}.xlsx`",
            kind_of(arguments.register).id()
        )));
    }
    let at = arguments.estate.estate.as_deref();
    let (ready, today) = match (arguments.assume.is_empty(), arguments.with.is_empty()) {
        (true, true) => (ready(at, env)?, env.today),
        _ => {
            let both = assuming(at, (&arguments.assume, &arguments.with), env)?;
            (both.assumed, both.day)
        }
    };
    let day = arguments.estate.as_of.unwrap_or(today);
    let (outcome, examined) = examine(&ready.estate, &ready.sources, &ready.rules, day)
        .map_err(|error| report_errors(&[error], &ready.sources, &ready.root, env))?;
    let mut register = Register::new(
        kind_of(arguments.register),
        &ready.estate,
        &ready.sources,
        &ready.rules,
        &outcome,
        &examined,
    );
    // Whoever reads it must not take it for the estate as it is.
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
    for (path, format) in files {
        write_file(&env.folder.join(path), |out| write(&register, format, out))?;
        tell_of_others(&register, format, env)?;
    }
    if let Some(format) = printed {
        write(&register, format, &mut env.out)?;
        env.out.flush()?;
        tell_of_others(&register, format, env)?;
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

fn write(register: &Register, format: RegisterFormat, out: &mut dyn Write) -> std::io::Result<()> {
    match format {
        RegisterFormat::Markdown => register_markdown(register, out),
        RegisterFormat::Html => register_html(register, out),
        RegisterFormat::Xlsx => register_xlsx(register, out),
        RegisterFormat::Json => register_json(register, out),
        RegisterFormat::Csv => match register.tables.first() {
            Some(table) => register_csv(register, table, out),
            None => Ok(()),
        },
    }
}

/// CSV holds one table: says where the others are, lest they are taken for none.
fn tell_of_others(
    register: &Register,
    format: RegisterFormat,
    env: &mut Env,
) -> Result<(), CliError> {
    let others: Vec<&Table> = register.tables.iter().skip(1).collect();
    if format != RegisterFormat::Csv || others.is_empty() {
        return Ok(());
    }
    for table in others {
        writeln!(
            env.err,
            "note: CSV holds one table; `--table {}` writes the other ({} rows)",
            table.key,
            table.rows.len()
        )?;
    }
    Ok(())
}

/// The format that the extension of a file asks for.
fn format_of(path: &Path) -> Result<RegisterFormat, CliError> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm") => Ok(RegisterFormat::Html),
        Some("xlsx") => Ok(RegisterFormat::Xlsx),
        Some("csv") => Ok(RegisterFormat::Csv),
        Some("md") => Ok(RegisterFormat::Markdown),
        Some("json") => Ok(RegisterFormat::Json),
        _ => Err(CliError::Message(format!(
            "cannot tell the format of `{}`: its name should end in `.html`, `.xlsx`, `.csv`, `.md` or `.json`",
            path.display()
        ))),
    }
}
