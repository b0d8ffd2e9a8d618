//! Descriptions of systems that other tools keep: what runs, who operates it and which data it handles, as somebody
//! wrote it down. Each format has an importer, and what comes out is a declaration, which `declaration/systems`
//! turns into a part of an estate to review.

mod backstage;
mod classes;
mod cyclonedx;
mod fides;
mod model;
mod openapi;
mod schemas;

use super::importer::{ImportError, Imported, Importer, Read, Reads};
use super::known_files::Foreign;
use super::several;
use super::source::{ImportSource, Options};
use super::tables::Tables;
use super::{IMPORTERS, unrecognised};
use crate::input::{Diagnostics, Node, SourceMap, Span, read_yaml_documents};

pub(super) use backstage::is_catalogue;
pub(in crate::import) use classes::NOT_KNOWN;
pub use model::{
    Declaration, DeclaredFlow, DeclaredService, DeclaredSystem, End, LeftAside, Meaning, Said,
};

/// Every importer of descriptions, in the order in which they are asked whether a file is theirs.
pub const DESCRIBERS: &[&dyn Importer] = &[
    &cyclonedx::CycloneDx,
    &backstage::Backstage,
    &openapi::OpenApi,
    &fides::Fides,
];

/// What to do with a file that says what is deployed.
const OF_DEPLOYMENTS: Foreign = Foreign {
    what: "a file of what is deployed, and no description of systems",
    instead: "compare it with an estate (`fairnotice check --deployed FILE`), or begin one with it (`fairnotice init FOLDER --deployed FILE`)",
};

/// What to pass in place of a file that is known and not read.
const INSTEAD: &str = "pass manifests of Fides with `system`, a bill of materials of CycloneDX (JSON) with `services`, catalogues of Backstage, or descriptions of APIs in OpenAPI";

/// Reads a description of systems by the importer that recognises it. Its text is added to `sources`, all of it, since
/// people write such files for each other.
///
/// # Errors
/// What the file is instead, by its name and with what to do, or what is wrong with it.
pub fn read(
    path: &str,
    bytes: &[u8],
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Declaration, ImportError> {
    let options = Options::default();
    let source = ImportSource::new(sources.upcoming(), path, bytes, &options);
    let read = read_source(&source, tables);
    sources.add(path, source.text_or_empty());
    read
}

fn read_source(source: &ImportSource<'_>, tables: &Tables) -> Result<Declaration, ImportError> {
    let other = ImportError::Foreign(Span::new(source.file, 0, 0), OF_DEPLOYMENTS);
    let Some(describer) = DESCRIBERS.iter().find(|it| it.recognises(source)) else {
        if IMPORTERS.iter().any(|it| it.recognises(source)) {
            return Err(other);
        }
        return Err(match unrecognised(DESCRIBERS, source) {
            ImportError::Foreign(span, file) => ImportError::Foreign(span, instead(file)),
            error => error,
        });
    };
    let read = describer.read(source, tables)?;
    let mut found = read.imported.into_iter().filter_map(|it| match it {
        Imported::Declaration(declaration) => Some(declaration),
        Imported::Deployment(_) => None,
    });
    found.next().ok_or(other)
}

/// What an importer of descriptions yields.
fn declared(declaration: Declaration) -> Read {
    Read {
        imported: vec![Imported::Declaration(declaration)],
        shown: Vec::new(),
    }
}

/// What to do with a file that another verb refuses as well: what that advises is no help here.
fn instead(file: Foreign) -> Foreign {
    let instead = if file.what.contains("CycloneDX") {
        "convert it to JSON: `cyclonedx convert --output-format json`"
    } else {
        INSTEAD
    };
    Foreign { instead, ..file }
}

/// The documents of a file that a person may have written: what is wrong with its YAML is said in full.
fn documents(source: &ImportSource<'_>, reads: Reads) -> Result<Vec<Node>, ImportError> {
    let text = source.text_or_empty();
    if text.trim_start().starts_with(['{', '[']) || source.text.is_err() {
        return several::documents(source, reads);
    }
    let mut errors = Diagnostics::new();
    match read_yaml_documents(source.file, text, &mut errors) {
        Some(found) if errors.is_empty() && !found.is_empty() => Ok(found),
        _ => match errors.into_sorted().into_iter().next() {
            Some(error) => Err(error.into()),
            None => Err(ImportError::Empty(source.file, vec![reads])),
        },
    }
}
