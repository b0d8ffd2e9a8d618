//! `import systems`: descriptions of systems that other tools keep.

use std::path::{Path, PathBuf};

use clap::Args;

use super::tables::{KnownTables, PartArguments, file, may_write, write_part};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::load::report_errors;
use crate::import::declaration::{Asked, systems};
use crate::import::systems::{Declaration, read};
use crate::input::{InputError, SourceMap};

/// Arguments of `import systems`.
#[derive(Debug, Clone, Default, Args)]
pub struct SystemsArguments {
    /// Descriptions of systems, which may refer to each other: manifests of Fides, bills of materials of CycloneDX (JSON),
    /// catalogues of Backstage, APIs in OpenAPI; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The party whose systems they are, by its id; by default the controller of the estate
    #[arg(long = "for", value_name = "PARTY")]
    party: Option<String>,
    /// The service that the flows are for, by its id, where a description names none
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    #[command(flatten)]
    part: PartArguments,
}

/// Reads descriptions and writes the part.
pub fn run(arguments: &SystemsArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let tables = KnownTables::read(&arguments.part, env)?;
    tables.has("party", arguments.party.as_deref())?;
    tables.has("service", arguments.service.as_deref())?;
    if arguments.party.is_none() && tables.project.is_none() {
        let words = "whose systems they are, is not known. Name the party with `--for`, or its estate with `--estate`; \
                     `fairnotice init FOLDER --systems FILE` starts an estate from them";
        return Err(CliError::Message(words.to_owned()));
    }
    let mut sources = SourceMap::new();
    let declarations = declarations(&arguments.files, &tables, &mut sources, env)?;
    may_write(arguments.part.output.as_deref(), env)?;
    let asked = Asked {
        party: arguments.party.clone(),
        names: Vec::new(),
        service: arguments.service.clone(),
        flows: None,
    };
    let proposal = systems(&declarations, &sources, &asked, &tables.known());
    write_part(&proposal.yaml, arguments.part.output.as_deref(), env)?;
    env.note(&proposal.summary());
    Ok(ExitStatus::Success)
}

/// What files say of systems; all that cannot be read are reported together.
pub fn declarations<P: AsRef<Path>>(
    files: &[P],
    tables: &KnownTables,
    sources: &mut SourceMap,
    env: &mut Env,
) -> Result<Vec<Declaration>, CliError> {
    let (mut all, mut errors) = (Vec::new(), Vec::new());
    for path in files {
        let (shown, bytes) = file(path.as_ref(), env)?;
        match read(&shown, &bytes, tables.known().tables, sources) {
            Ok(declaration) => all.push(declaration),
            Err(error) => errors.push(InputError::from(error)),
        }
    }
    if errors.is_empty() {
        Ok(all)
    } else {
        Err(report_errors(&errors, sources, "", env))
    }
}
