//! Plans and states of Terraform and OpenTofu: finding the document in a file, its resources, and what
//! its configuration says of them.

mod address;
mod blocks;
mod config;
mod document;
mod lean;
mod odd;
mod plan;
mod references;
mod resources;

use crate::import::embedded;
use crate::import::foreign;
use crate::import::importer::{ImportError, Importer, Read, Reads};
use crate::import::model::{Deployment, FileKind, LeftOut};
use crate::import::notes::{Note, NoteKind};
use crate::import::source::{ImportSource, NotText};
use crate::import::tables::Tables;
use crate::input::{FileId, InputError, InputErrorKind, Key, Name, Node, Span};
use config::Config;
use document::{Content, Counts, Form};
use lean::Changed;
use resources::deployed;

const PLAN: FileKind = FileKind {
    id: "plan",
    name: "plan",
};
const STATE_SHOW: FileKind = FileKind {
    id: "state-show",
    name: "state, as `show -json` prints it",
};
const STATE: FileKind = FileKind {
    id: "state",
    name: "state file",
};

const READS: Reads = Reads {
    documents: &["a plan", "a state"],
    tools: "Terraform or OpenTofu",
    remedy: "pass what `terraform show -json` prints",
    every_remedy: "pass what `terraform show -json` prints of a saved plan or of a state, or a state file of version 4",
};

/// Plans and states of Terraform and OpenTofu.
#[derive(Debug)]
pub(super) struct Terraform;

impl Importer for Terraform {
    fn kinds(&self) -> &'static [FileKind] {
        &[PLAN, STATE_SHOW, STATE]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["address", "resource_changes", "change", "after"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        let text = match &source.text {
            Ok(text) => text,
            // A plan as Terraform saves it is an archive.
            Err(what) => return *what == NotText::Archive,
        };
        let has = |key: &str| text.contains(key);
        ["\"format_version\"", "\"resource_changes\"", "\"planned_values\""]
            .into_iter()
            .any(has)
            || (has("\"version\"") && (has("\"resources\"") || has("\"modules\"")))
            // The messages of `terraform plan -json`, of which we say that they are no plan.
            || ["\"@level\"", "\"@message\""].into_iter().any(has)
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let text = match &source.text {
            Ok(text) => text,
            Err(NotText::Archive) => return Err(saved_plan(source).into()),
            Err(what) => return Err(ImportError::NotText(source.file, *what)),
        };
        let extracted =
            embedded::extract(source.file, text, &lean, &is_document).map_err(|why| {
                why.with(source.file, vec![READS])
                    .or_foreign(foreign::of_text(text))
            })?;
        Read::each(&extracted.documents, |node, document| {
            deployment(source, node, document, extracted.is_wrapped, tables)
        })
    }
}

/// Reads a document, and lets go of it what nobody needs.
fn lean(file: FileId, part: &str, base: u32) -> Result<Node, InputError> {
    let changed = Changed::of(part);
    let mut trim = |path: &[Name], entries: &mut Vec<(Key, Node)>| changed.trim(path, entries);
    embedded::trimmed(file, part, base, &mut trim)
}

/// What a document of a file deploys, and what of its text may be shown.
fn deployment(
    source: &ImportSource<'_>,
    node: &Node,
    document: (usize, usize),
    is_wrapped: bool,
    tables: &Tables,
) -> Result<(Deployment, Vec<Span>), ImportError> {
    let Content {
        form,
        instances,
        left_out,
        mut notes,
        mut mail,
        regions,
        ..
    } = document::content(node)?;
    if is_wrapped && document.0 == 1 {
        notes.push(Note {
            kind: NoteKind::Wrapped,
            text: "there is other text around the JSON, such as a job's log; it was not read"
                .to_owned(),
            span: Span::new(source.file, node.span.start, node.span.start + 1),
        });
    }
    let (kind, config) = match form {
        Form::Plan => (PLAN, Config::of(node)),
        Form::StateShow => (STATE_SHOW, Config::default()),
        Form::State => (STATE, Config::default()),
    };
    let deployed = deployed(&instances, &config, &regions, &mut mail, tables);
    let mut shown = deployed.shown;
    shown.extend(notes.iter().map(|note| note.span));
    let deployment = Deployment {
        file: source.file,
        document,
        kind,
        resources: deployed.resources,
        left_out: not_deployed(left_out, deployed.tools),
        notes,
    };
    Ok((deployment, shown))
}

fn not_deployed(counts: Counts, tools: usize) -> Vec<LeftOut> {
    [
        (counts.deleted, "deleted"),
        (counts.data_sources, "data sources"),
        (counts.ephemeral, "ephemeral"),
        (tools, "of tools that deploy nothing"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| LeftOut { count, what })
    .collect()
}

/// Whether a JSON value within other text is a plan or a state. Refuses the lines that
/// `terraform plan -json` prints while it works: they hold no values.
fn is_document(node: &Node) -> Result<bool, InputError> {
    if node.get("@level").or(node.get("@message")).is_some() {
        return Err(InputError::new(
            InputErrorKind::BadValue,
            node.span,
            "these are the messages of `terraform plan -json`, not a plan",
        )
        .help("save the plan with `-out`, and pass what `terraform show -json` prints of it"));
    }
    let is_one = ["format_version", "resource_changes", "planned_values"]
        .iter()
        .any(|key| node.get(key).is_some());
    Ok(is_one || (node.get("version").is_some() && node.get("resources").is_some()))
}

/// The error for a plan as Terraform saves it.
fn saved_plan(source: &ImportSource<'_>) -> InputError {
    InputError::new(
        InputErrorKind::Encoding,
        Span::new(source.file, 0, 0),
        "it is a plan as Terraform saves it, which only Terraform reads",
    )
    .help("run `terraform show -json FILE` and pass what that prints")
}
