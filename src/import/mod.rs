//! Files of other tools that say what is deployed. Each family of files has an importer; what comes
//! out is a list of resources with their places, and how each place is known. Of the file's text only
//! what is needed for that stays readable: plans hold secrets.

mod arm;
mod begin;
mod built;
mod cloudformation;
mod clues;
pub mod declaration;
mod embedded;
mod environment;
mod foreign;
mod guardrail;
mod guardrails;
mod hosts;
mod importer;
mod inventory;
mod known_files;
mod kubernetes;
mod listed;
mod location;
mod mail;
mod model;
mod notes;
mod path;
mod place;
mod pulumi;
mod redact;
mod resources;
mod setting;
mod settings;
mod several;
mod source;
pub mod systems;
mod tables;
mod terraform;
#[cfg(test)]
mod tests;
mod unique;
pub mod wildcard;

use crate::input::SourceMap;

pub use guardrail::Guardrail;
pub use importer::{ImportError, Imported, Importer, Read, Reads};
pub use known_files::Foreign;
pub use model::{
    Action, CopyPlace, CopyTarget, DataRole, Deployment, FileKind, InferredFrom, LeftOut, Location,
    Resource, Tags,
};
pub use notes::{Note, NoteKind};
pub use place::Place;
pub use redact::masked;
pub use setting::{KeptFor, Setting, SettingKind};
pub use source::{ImportSource, NotText, Options};
pub use tables::Tables;

/// A file to import may have this many bytes.
pub const MAX_PLAN_BYTES: u64 = 256 * 1024 * 1024;

/// Every importer, in the order in which they are asked whether a file is theirs.
pub const IMPORTERS: &[&dyn Importer] = &[
    &cloudformation::CloudFormation,
    &arm::Arm,
    &inventory::Inventory,
    &kubernetes::Kubernetes,
    &pulumi::Pulumi,
    &terraform::Terraform,
];

/// Reads a file by the importer that recognises it. `path` is the file's path as it is shown; its text
/// is added to `sources` with everything that is not needed made unreadable, so that places can be
/// pointed at. `options` are what the call says in addition to the file.
///
/// # Errors
/// What the file is instead, or where it ends to be what its importer reads. Nothing of its values is
/// in the words.
pub fn read(
    path: &str,
    bytes: &[u8],
    options: &Options,
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Vec<Imported>, ImportError> {
    read_by(IMPORTERS, (path, bytes), options, tables, sources)
}

/// Reads a file that says what is deployed: a deployment for each of its documents; else as [`read`].
///
/// # Errors
/// As [`read`].
pub fn deployments(
    path: &str,
    bytes: &[u8],
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Vec<Deployment>, ImportError> {
    deployments_with(path, bytes, &Options::default(), tables, sources)
}

/// The same with what a call says in addition to the file.
///
/// # Errors
/// As [`read`].
pub fn deployments_with(
    path: &str,
    bytes: &[u8],
    options: &Options,
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Vec<Deployment>, ImportError> {
    let imported = read(path, bytes, options, tables, sources)?.into_iter();
    Ok(imported
        .filter_map(|it| match it {
            Imported::Deployment(deployment) => Some(deployment),
            Imported::Declaration(_) => None,
        })
        .collect())
}

/// The machine words of every kind of file that can be imported.
pub fn kinds() -> Vec<&'static str> {
    let kinds = IMPORTERS.iter().flat_map(|importer| importer.kinds());
    kinds.map(|kind| kind.id).collect()
}

fn read_by(
    importers: &[&dyn Importer],
    (path, bytes): (&str, &[u8]),
    options: &Options,
    tables: &Tables,
    sources: &mut SourceMap,
) -> Result<Vec<Imported>, ImportError> {
    let source = ImportSource::new(sources.upcoming_given(), path, bytes, options);
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
    sources.add_given(path, text);
    read.map(|read| read.imported)
}

/// What a file is that no importer recognises.
fn unrecognised(importers: &[&dyn Importer], source: &ImportSource<'_>) -> ImportError {
    let expected: Vec<Reads> = importers.iter().map(|importer| importer.reads()).collect();
    let text = match &source.text {
        Ok(text) => text,
        Err(what) => return ImportError::NotText(source.file, *what),
    };
    match embedded::extract(source.file, text, &embedded::whole, &|_| Ok(false)) {
        Ok(found) => match found.documents.first() {
            Some(node) => ImportError::unknown(node.span, &node.kind, expected)
                .or_foreign(foreign::of_json(node)),
            None => ImportError::Empty(source.file, expected),
        },
        Err(why) => why
            .with(source.file, expected)
            .or_foreign(foreign::of_text(text)),
    }
}
