//! `import subprocessors`: a published page of sub-processors.

use std::path::PathBuf;

use clap::Args;

use super::tables::{KnownTables, PartArguments, may_write, text, write_part};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::import::declaration::{Asked, subprocessors};
use crate::input::SourceMap;

/// Arguments of `import subprocessors`.
#[derive(Debug, Clone, Default, Args)]
pub struct SubprocessorsArguments {
    /// The page: tables or lists in Markdown, HTML or CSV; `-` is standard input
    file: PathBuf,
    /// The party that published the page, by its id: it engages those that are listed; by default the
    /// controller of the estate
    #[arg(long = "for", value_name = "PARTY")]
    party: Option<String>,
    /// The service that the contracts and flows are for, by its id
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    #[command(flatten)]
    part: PartArguments,
}

/// Reads a page and writes the part.
pub fn run(arguments: &SubprocessorsArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let (path, text) = text(&arguments.file, env)?;
    let tables = KnownTables::read(&arguments.part, env)?;
    tables.has("party", arguments.party.as_deref())?;
    tables.has("service", arguments.service.as_deref())?;
    may_write(arguments.part.output.as_deref(), env)?;
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    let Some(source) = sources.file(file) else {
        return Ok(ExitStatus::Success);
    };
    let asked = Asked {
        party: arguments.party.clone(),
        names: Vec::new(),
        service: arguments.service.clone(),
        flows: None,
    };
    let proposal = subprocessors(source, &asked, &tables.known());
    if proposal.found() == 0 {
        return Err(CliError::Message(format!(
            "`{}` has no table or list of parties ({}). A table needs a column such as `Sub-processor` or `Vendor`; \
             a list, items such as `Acme (payments) - Ireland` on a page about sub-processors",
            source.path(),
            proposal.summary()
        )));
    }
    write_part(&proposal.yaml, arguments.part.output.as_deref(), env)?;
    env.note(&proposal.summary());
    Ok(ExitStatus::Success)
}
