//! `report`: registers for auditors.

use std::io::Write;
use std::path::Path;

use super::args::{RegisterFormat, RegisterName, ReportArguments};
use super::assume::assuming;
use super::load::{cannot_check, ready};
use super::output::write_file;
use super::{Edge, Exit, Failure};
use crate::input::nearest;
use crate::register::Register;
use crate::register::RegisterKind;
use crate::register::Table;
#[cfg(feature = "xlsx")]
use crate::report::register_xlsx;
use crate::report::{register_csv, register_html, register_json, register_markdown};

/// Writes a register. Whatever it tells, the call was right.
pub fn run(arguments: &ReportArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let printed = match (arguments.format, files.is_empty()) {
        (None, false) => None,
        (format, _) => Some(format.unwrap_or_default()),
    };
    #[cfg(not(feature = "xlsx"))]
    if files
        .iter()
        .map(|(_, format)| *format)
        .chain(printed)
        .any(|it| it == RegisterFormat::Xlsx)
    {
        return Err(Failure::Say(super::without("xlsx", "write workbooks")));
    }
    if printed == Some(RegisterFormat::Xlsx) && edge.terminal {
        return Err(Failure::Say(format!(
            "a workbook is nothing for a terminal; write it to a file with `--output {}.xlsx`",
            kind_of(arguments.register).id()
        )));
    }
    let at = arguments.estate.estate.as_deref();
    let (ready, today) = match (arguments.assume.is_empty(), arguments.with.is_empty()) {
        (true, true) => (ready(at, edge)?, edge.today),
        _ => {
            let both = assuming(at, (&arguments.assume, &arguments.with), edge)?;
            (both.assumed, both.day)
        }
    };
    let day = arguments.estate.as_of.unwrap_or(today);
    let (outcome, examined) = ready
        .check(day)
        .examine()
        .map_err(|error| cannot_check(error, &ready, edge))?;
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
        write_file(&edge.folder.join(path), |out| write(&register, format, out))?;
        tell_of_others(&register, format, edge)?;
    }
    if let Some(format) = printed {
        write(&register, format, &mut edge.out)?;
        edge.out.flush()?;
        tell_of_others(&register, format, edge)?;
    }
    Ok(Exit::Clean)
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
fn only(register: &mut Register, wanted: &str) -> Result<(), Failure> {
    let keys: Vec<&str> = register.tables.iter().map(|table| table.key).collect();
    if !keys.contains(&wanted) {
        let near = nearest(wanted, keys.iter().copied())
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_else(|| format!("; it has `{}`", keys.join("`, `")));
        return Err(Failure::Say(format!(
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
        #[cfg(feature = "xlsx")]
        RegisterFormat::Xlsx => register_xlsx(register, out),
        #[cfg(not(feature = "xlsx"))]
        RegisterFormat::Xlsx => Err(std::io::ErrorKind::Unsupported.into()),
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
    edge: &mut Edge,
) -> Result<(), Failure> {
    let others: Vec<&Table> = register.tables.iter().skip(1).collect();
    if format != RegisterFormat::Csv || others.is_empty() {
        return Ok(());
    }
    for table in others {
        writeln!(
            edge.err,
            "note: CSV holds one table; `--table {}` writes the other ({} rows)",
            table.key,
            table.rows.len()
        )?;
    }
    Ok(())
}

/// The format that the extension of a file asks for.
fn format_of(path: &Path) -> Result<RegisterFormat, Failure> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm") => Ok(RegisterFormat::Html),
        Some("xlsx") => Ok(RegisterFormat::Xlsx),
        Some("csv") => Ok(RegisterFormat::Csv),
        Some("md") => Ok(RegisterFormat::Markdown),
        Some("json") => Ok(RegisterFormat::Json),
        _ => Err(Failure::Say(format!(
            "cannot tell the format of `{}`: its name should end in `.html`, `.xlsx`, `.csv`, `.md` or `.json`",
            path.display()
        ))),
    }
}
