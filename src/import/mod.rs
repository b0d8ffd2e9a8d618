//! Files of other tools that say what is deployed. Each family of files has an importer; what comes
//! out is a list of resources with their places, and how each place is known. Of the file's text only
//! what is needed for that stays readable: plans hold secrets.

mod embedded;
mod importer;
mod location;
mod model;
mod path;
mod redact;
mod source;
mod tables;
mod terraform;
#[cfg(test)]
mod tests;
pub mod wildcard;

use crate::input::SourceMap;

pub use importer::{ImportError, Imported, Importer, Read, Reads};
pub use model::{
    Action, CopyPlace, CopyTarget, DataRole, Deployment, FileKind, InferredFrom, LeftOut, Location,
    Place, Resource,
};
pub use source::{ImportSource, NotText};
pub use tables::Tables;

/// A file to import may have this many bytes.
pub const MAX_PLAN_BYTES: u64 = 256 * 1024 * 1024;

/// Every importer, in the order in which they are asked whether a file is theirs.
pub const IMPORTERS: &[&dyn Importer] = &[&terraform::Terraform];

/// Reads a file by the importer that recognises it. `path` is the file's path as it is shown; its text
/// is added to `sources` with everything that is not needed made unreadable, so that places can be
/// pointed at.
///
/// # Errors
/// What the file is instead, or where it ends to be what its importer reads. Nothing of its values is
/// in the words.
pub fn read(
    path: &str,
    bytes: &[u8],
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Imported, ImportError> {
    read_by(IMPORTERS, path, bytes, tables, sources)
}

/// Reads a file that says what is deployed; else as [`read`].
///
/// # Errors
/// As [`read`].
pub fn deployment(
    path: &str,
    bytes: &[u8],
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Deployment, ImportError> {
    let Imported::Deployment(deployment) = read(path, bytes, tables, sources)?;
    Ok(deployment)
}

/// The machine words of every kind of file that can be imported.
pub fn kinds() -> Vec<&'static str> {
    let kinds = IMPORTERS.iter().flat_map(|importer| importer.kinds());
    kinds.map(|kind| kind.id).collect()
}

fn read_by(
    importers: &[&dyn Importer],
    path: &str,
    bytes: &[u8],
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Imported, ImportError> {
    let source = ImportSource::new(sources.upcoming(), path, bytes);
    let importer = importers
        .iter()
        .find(|importer| importer.recognises(&source));
    let (read, frame_keys) = match importer {
        Some(importer) => (
            importer.read(&source, tables),
            importer.frame_keys().to_vec(),
        ),
        None => (
            Err(unrecognised(importers, &source)),
            importers
                .iter()
                .flat_map(|importer| importer.frame_keys())
                .copied()
                .collect(),
        ),
    };
    let shown = read.as_ref().map_or(&[][..], |read| &read.shown);
    let text = redact::masked(source.text_or_empty(), shown, &frame_keys);
    sources.add(path, text);
    read.map(|read| read.imported)
}

/// What a file is that no importer recognises.
fn unrecognised(importers: &[&dyn Importer], source: &ImportSource<'_>) -> ImportError {
    let expected: Vec<Reads> = importers.iter().map(|importer| importer.reads()).collect();
    let text = match &source.text {
        Ok(text) => text,
        Err(what) => return ImportError::NotText(source.file, *what),
    };
    match embedded::extract(source.file, text, &|_| Ok(false)) {
        Ok(found) => ImportError::unknown(found.node.span, &found.node.kind, expected),
        Err(why) => why.with(source.file, expected),
    }
}
