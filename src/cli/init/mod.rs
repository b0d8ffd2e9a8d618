//! `init`: an estate to start from. Without sources it is a small one that checks clean, and shows one finding when
//! its marked line is uncommented; else it is made of a notice, a page of sub-processors, a record, plans, and descriptions of systems.

mod company;
mod controller;
mod draft;
mod seat;
mod sources;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::write::write_file;

/// The estate that is written.
pub const STARTER: &str = include_str!("starter.yaml");

/// The name of its file.
const FILE: &str = "fairnotice.yaml";

/// Arguments of `init`.
#[derive(Debug, Clone, Default, Args)]
pub struct InitArguments {
    /// The folder to write into; by default the current one
    folder: Option<PathBuf>,
    #[command(flatten)]
    sources: sources::SourceArguments,
}

/// Writes the estate, unless there is one.
pub fn run(arguments: &InitArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let folder = match &arguments.folder {
        Some(folder) => env.folder.join(folder),
        None => env.folder.clone(),
    };
    let path = folder.join(FILE);
    if path.exists() {
        return Err(CliError::Message(format!(
            "there is a `{FILE}` already in `{}`; it is left as it is",
            folder.display()
        )));
    }
    if !arguments.sources.is_empty() {
        let named = arguments.folder.as_deref();
        return sources::run(&arguments.sources, (&folder, named), env);
    }
    std::fs::create_dir_all(&folder).map_err(|error| {
        CliError::Message(format!("cannot make `{}`: {error}", folder.display()))
    })?;
    write_file(&path, |out| out.write_all(STARTER.as_bytes()))?;
    writeln!(
        env.out,
        "wrote {}",
        path.strip_prefix(&env.folder).unwrap_or(&path).display()
    )?;
    let named = arguments
        .folder
        .as_ref()
        .map(|folder| format!(" {}", folder.display()));
    writeln!(
        env.out,
        "next: `fairnotice check{}`, then uncomment the line marked TRY and check again",
        named.unwrap_or_default()
    )?;
    env.out.flush()?;
    Ok(ExitStatus::Success)
}
