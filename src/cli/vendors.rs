//! `vendors`: the table of vendors, searched by name, host or cookie.

use std::path::{Path, PathBuf};

use clap::Args;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_read, report_errors};
use super::outputs::OutputArguments;
use crate::input::{SourceMap, limits, read_given, text_of};
use crate::vendors::Vendors;
use crate::view::VendorList;

/// Arguments of `vendors`.
#[derive(Debug, Clone, Default, Args)]
pub struct VendorsArguments {
    /// What to look for: a name, a host, a cookie, a company or what it does; by default everything is listed
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// A table of your own in the same format; its vendors take the place of built-in ones with their ids
    #[arg(long, value_name = "FILE")]
    vendors: Vec<PathBuf>,
    #[command(flatten)]
    outputs: OutputArguments<VendorList>,
}

/// Lists the vendors that a word matches.
pub fn run(arguments: &VendorsArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let mut sources = SourceMap::new();
    let mut table =
        Vendors::builtin().map_err(|errors| report_errors(&errors, &sources, "", env))?;
    for path in &arguments.vendors {
        let text = read(path, env)?;
        let name = path.display().to_string();
        let file = sources.add(name.as_str(), text.as_str());
        let added = table.add(file, &text);
        added.map_err(|errors| report_errors(&errors, &sources, "", env))?;
    }
    let word = arguments.words.join(" ");
    let word = Some(word.as_str()).filter(|word| !word.trim().is_empty());
    let list = VendorList::of(&table, word);
    if let (true, Some(word)) = (list.vendors.is_empty(), word) {
        return Err(CliError::Message(format!(
            "the table of vendors has nothing under `{word}`. Write `name` and `country` of the party in the \
             estate, or add the vendor to a table of your own (`--vendors FILE`)"
        )));
    }
    outputs.write(&list, env)?;
    Ok(ExitStatus::Success)
}

fn read(path: &Path, env: &Env) -> Result<String, CliError> {
    read_given(&env.folder.join(path), limits::MAX_FILE_BYTES)
        .and_then(text_of)
        .map_err(|error| cannot_read(path, &error))
}
