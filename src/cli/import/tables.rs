//! What importers know in addition to the file that they read: vendors, places, the vocabulary, and the
//! estate.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::cli::load::{cannot_read, is_within_an_estate, ready, report_errors};
use crate::cli::write::{is_same_place, write_file};
use crate::import::Tables;
use crate::import::declaration::Known;
use crate::input::{SourceMap, limits, nearest, read_given, text_of};
use crate::notice::read::{Kind, Known as Words};
use crate::project::Project;
use crate::taxonomy::{Glossary, Taxonomy, TermKind};
use crate::vendors::Vendors;

/// The name that a file from standard input has in comments.
pub const STDIN: &str = "stdin";

/// Arguments of every import: what the part is for, and where it goes.
#[derive(Debug, Clone, Default, Args)]
pub struct PartArguments {
    /// The estate that the part is for: a folder with a `fairnotice.yaml`, or that file; by default the
    /// nearest one upwards, if there is one
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    /// A table of vendors of your own; its vendors take the place of built-in ones with their ids
    #[arg(long, value_name = "FILE")]
    vendors: Vec<PathBuf>,
    /// Write the part to a file in place of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What is known in addition to a file.
#[derive(Debug)]
pub struct KnownTables {
    vendors: Vendors,
    tables: &'static Tables,
    taxonomy: Arc<Taxonomy>,
    glossary: Glossary,
    /// The estate that a part is for.
    pub project: Option<Project>,
}

impl KnownTables {
    /// Reads the tables, and the estate that a call names or the nearest one.
    pub fn read(arguments: &PartArguments, env: &mut Env) -> Result<Self, CliError> {
        let project = match arguments.estate.as_deref() {
            None if !is_within_an_estate(env) => None,
            named => Some(ready(named, env)?),
        };
        Self::of(project, &arguments.vendors, env)
    }

    /// Reads the tables for an estate.
    pub fn of(
        project: Option<Project>,
        vendors: &[PathBuf],
        env: &mut Env,
    ) -> Result<Self, CliError> {
        let mut sources = SourceMap::new();
        let vendors = self::vendors(vendors, &mut sources, env)?;
        let tables = Tables::builtin();
        let tables = tables.map_err(|errors| report_errors(&errors, &sources, "", env))?;
        let builtin = Taxonomy::builtin().map_err(|error| CliError::Message(error.to_string()))?;
        let taxonomy = match &project {
            Some(project) => project.estate.taxonomy.clone(),
            None => Arc::new(builtin),
        };
        let glossary =
            Glossary::of(&taxonomy).map_err(|error| CliError::Message(error.to_string()))?;
        Ok(Self {
            vendors,
            tables,
            taxonomy,
            glossary,
            project,
        })
    }

    /// What an importer is given.
    pub fn known(&self) -> Known<'_> {
        Known {
            vendors: &self.vendors,
            taxonomy: &self.taxonomy,
            glossary: &self.glossary,
            tables: self.tables,
            estate: self.project.as_ref().map(|project| &project.estate),
        }
    }

    /// What the reader of notices is given: names of vendors, and everyday words for terms. Each command that reads a
    /// notice gives it the same, so that none reads worse than another.
    pub fn words(&self) -> Words {
        let mut words = Words::default();
        for vendor in self.vendors.iter() {
            let entities = vendor.entities.iter().map(|it| &it.name);
            let names = [&vendor.label].into_iter().chain(&vendor.names);
            for name in names.chain(entities) {
                words.add_vendor(name, &vendor.id);
            }
        }
        let taxonomy = &self.taxonomy;
        for term in taxonomy.terms() {
            let kind = match taxonomy.kind(term) {
                TermKind::Data => Kind::Collects,
                TermKind::Purpose => Kind::Uses,
                TermKind::Recipient => Kind::Shares,
                _ => continue,
            };
            // Only terms of everyday use: those of the vocabulary have names that nobody writes.
            let known = self.glossary.words(term).iter().map(String::as_str);
            let label = self.glossary.definition(term).map(|_| taxonomy.label(term));
            for word in known.chain(label) {
                words.add_term(kind, word, taxonomy.short(term));
            }
        }
        words
    }

    /// That the estate has a party or a service that a call names.
    pub fn has(&self, kind: &str, id: Option<&str>) -> Result<(), CliError> {
        let (Some(id), Some(project)) = (id, &self.project) else {
            return Ok(());
        };
        let estate = &project.estate;
        let known: Vec<&str> = match kind {
            "party" => estate.parties.iter().map(|it| it.id.as_str()).collect(),
            _ => estate.services.iter().map(|it| it.id.as_str()).collect(),
        };
        if known.contains(&id) {
            return Ok(());
        }
        let near = nearest(id, known.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Err(CliError::Message(format!(
            "the estate has no {kind} `{id}`{near}"
        )))
    }
}

/// The bytes of a file, and the path under which it is shown; `-` is standard input.
pub fn file(path: &Path, env: &mut Env) -> Result<(String, Vec<u8>), CliError> {
    let limit = limits::MAX_FILE_BYTES;
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| CliError::Message(format!("cannot read standard input: {error}")))?;
        if bytes.len() as u64 > limit {
            return Err(CliError::Message(format!(
                "standard input has more than {limit} bytes"
            )));
        }
        return Ok((STDIN.to_owned(), bytes));
    }
    let whole = env.folder.join(path);
    let bytes = read_given(&whole, limit).map_err(|error| cannot_read(path, &error))?;
    env.inputs.push(whole);
    Ok((path.display().to_string().replace('\\', "/"), bytes))
}

/// The text of a file, and the path under which it is shown.
pub fn text(path: &Path, env: &mut Env) -> Result<(String, String), CliError> {
    let (shown, bytes) = file(path, env)?;
    let text = text_of(bytes).map_err(|error| cannot_read(path, &error))?;
    Ok((shown, text))
}

/// That an output replaces nothing that was read.
pub fn may_write(output: Option<&Path>, env: &Env) -> Result<(), CliError> {
    let Some(output) = output.filter(|it| it.as_os_str() != "-") else {
        return Ok(());
    };
    let place = env.folder.join(output);
    if env.inputs.iter().any(|input| is_same_place(&place, input)) {
        return Err(CliError::Message(format!(
            "`{}` is a file that was read for this, and no output replaces it",
            output.display()
        )));
    }
    Ok(())
}

/// Writes a part to a file, or to standard output.
pub fn write_part(yaml: &str, output: Option<&Path>, env: &mut Env) -> Result<(), CliError> {
    match output.filter(|it| it.as_os_str() != "-") {
        Some(output) => write_file(&env.folder.join(output), |out| {
            out.write_all(yaml.as_bytes())
        }),
        None => {
            env.out.write_all(yaml.as_bytes())?;
            env.out.flush()?;
            Ok(())
        }
    }
}

/// The table of vendors, with those of files.
fn vendors(paths: &[PathBuf], sources: &mut SourceMap, env: &mut Env) -> Result<Vendors, CliError> {
    let mut table =
        Vendors::builtin().map_err(|errors| report_errors(&errors, sources, "", env))?;
    for path in paths {
        let (shown, text) = self::text(path, env)?;
        let file = sources.add(shown, text.as_str());
        let added = table.add(file, &text);
        added.map_err(|errors| report_errors(&errors, sources, "", env))?;
    }
    Ok(table)
}
