//! `import`: what somebody published, as a part of an estate to review.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_read, is_within_an_estate, ready, report_errors};
use super::write::{is_same_place, write_file};
use crate::import::Tables;
use crate::import::declaration::{Asked, Known, subprocessors};
use crate::input::{DiskFiles, Files, SourceMap, limits, nearest};
use crate::project::Project;
use crate::taxonomy::{Glossary, Taxonomy};
use crate::vendors::Vendors;

/// The name that a page from standard input has in comments.
const STDIN: &str = "stdin";

/// Arguments of `import`.
#[derive(Debug, Clone, Args)]
pub struct ImportArguments {
    /// The command.
    #[command(subcommand)]
    verb: ImportVerb,
}

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum ImportVerb {
    /// Read a page of sub-processors: parties and systems, and stubs of contracts and flows
    Subprocessors(SubprocessorsArguments),
}

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
    /// The estate that the part is for: a folder with a `fairnotice.yaml`, or that file; by default the
    /// nearest one upwards, if there is one
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    /// A table of vendors of your own; its vendors take the place of built-in ones with their ids
    #[arg(long, value_name = "FILE")]
    vendors: Vec<PathBuf>,
    /// Write the part to a file in place of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Does what is asked.
pub fn run(arguments: &ImportArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    match &arguments.verb {
        ImportVerb::Subprocessors(arguments) => run_subprocessors(arguments, env),
    }
}

fn run_subprocessors(
    arguments: &SubprocessorsArguments,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let (path, text) = page(&arguments.file, env)?;
    let mut sources = SourceMap::new();
    let vendors = vendors(&arguments.vendors, &mut sources, env)?;
    let tables = Tables::builtin(&mut sources);
    let tables = tables.map_err(|errors| report_errors(&errors, &sources, "", env))?;
    let project = match &arguments.estate {
        None if !is_within_an_estate(env) => None,
        named => Some(ready(named.as_deref(), env)?),
    };
    if let Some(project) = &project {
        known_ids(arguments, project)?;
    }
    let output = arguments.output.as_ref();
    if let Some(output) = output.filter(|it| it.as_os_str() != "-") {
        let place = env.folder.join(output);
        if env.inputs.iter().any(|input| is_same_place(&place, input)) {
            return Err(CliError::Message(format!(
                "`{}` is a file that was read for this, and no output replaces it",
                output.display()
            )));
        }
    }
    let builtin = Taxonomy::builtin().map_err(|error| CliError::Message(error.to_string()))?;
    let taxonomy = project.as_ref().map_or(&builtin, |it| &it.estate.taxonomy);
    let glossary = Glossary::of(taxonomy).map_err(|error| CliError::Message(error.to_string()))?;
    let file = sources.add(path, text);
    let Some(source) = sources.file(file) else {
        return Ok(ExitStatus::Success);
    };
    let asked = Asked {
        party: arguments.party.clone(),
        service: arguments.service.clone(),
    };
    let known = Known {
        vendors: &vendors,
        taxonomy,
        glossary: &glossary,
        tables: &tables,
        estate: project.as_ref().map(|project| &project.estate),
    };
    let proposal = subprocessors(source, &asked, &known);
    if proposal.found() == 0 {
        return Err(CliError::Message(format!(
            "`{}` has no table or list of parties ({}). A table needs a column such as `Sub-processor` or `Vendor`; \
             a list, items such as `Acme (payments) - Ireland` on a page about sub-processors",
            source.path(),
            proposal.summary()
        )));
    }
    match output.filter(|it| it.as_os_str() != "-") {
        Some(output) => write_file(&env.folder.join(output), |out| {
            out.write_all(proposal.yaml.as_bytes())
        })?,
        None => {
            env.out.write_all(proposal.yaml.as_bytes())?;
            env.out.flush()?;
        }
    }
    env.note(&proposal.summary());
    Ok(ExitStatus::Success)
}

/// The text of the page, and the path under which it is shown.
fn page(path: &Path, env: &mut Env) -> Result<(String, String), CliError> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        let limit = limits::MAX_FILE_BYTES;
        let read = std::io::stdin().take(limit + 1).read_to_string(&mut text);
        read.map_err(|error| CliError::Message(format!("cannot read standard input: {error}")))?;
        if text.len() as u64 > limit {
            return Err(CliError::Message(format!(
                "standard input has more than {limit} bytes"
            )));
        }
        return Ok((STDIN.to_owned(), text));
    }
    let text = read(path, env)?;
    env.inputs.push(env.folder.join(path));
    Ok((path.display().to_string().replace('\\', "/"), text))
}

/// The table of vendors, with those of files.
fn vendors(paths: &[PathBuf], sources: &mut SourceMap, env: &mut Env) -> Result<Vendors, CliError> {
    let mut table =
        Vendors::builtin().map_err(|errors| report_errors(&errors, sources, "", env))?;
    for path in paths {
        let text = read(path, env)?;
        env.inputs.push(env.folder.join(path));
        let file = sources.add(path.display().to_string(), text.as_str());
        let added = table.add(file, &text);
        added.map_err(|errors| report_errors(&errors, sources, "", env))?;
    }
    Ok(table)
}

fn read(path: &Path, env: &Env) -> Result<String, CliError> {
    DiskFiles::around(&env.folder.join(path))
        .and_then(|(files, name)| files.read(&name, limits::MAX_FILE_BYTES))
        .map_err(|error| cannot_read(path, &error))
}

/// That the estate has the party and the service that a call names.
fn known_ids(arguments: &SubprocessorsArguments, project: &Project) -> Result<(), CliError> {
    let parties: Vec<&str> = project
        .estate
        .parties
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    let services: Vec<&str> = project
        .estate
        .services
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    let asked = [
        ("party", &arguments.party, parties),
        ("service", &arguments.service, services),
    ];
    for (kind, id, known) in asked {
        let Some(id) = id.as_deref().filter(|id| !known.contains(id)) else {
            continue;
        };
        let near = nearest(id, known.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(CliError::Message(format!(
            "the estate has no {kind} `{id}`{near}"
        )));
    }
    Ok(())
}
