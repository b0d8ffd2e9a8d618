//! Programs of Pulumi: what `pulumi preview --json` plans, and what `pulumi stack export` holds.

mod state;
mod types;

use super::importer::{ImportError, Importer, Read, Reads};
use super::listed::{Item, Listed, Region};
use super::model::{Action, Deployment, FileKind, LeftOut};
use super::notes::{Note, NoteKind};
use super::path::text_of;
use super::several::documents;
use super::source::ImportSource;
use super::tables::Tables;
use crate::input::{InputError, InputErrorKind, Node, NodeKind, Span};
use state::States;

const PREVIEW: FileKind = FileKind {
    id: "pulumi-preview",
    name: "preview of Pulumi",
};
const STACK: FileKind = FileKind {
    id: "pulumi-stack",
    name: "stack of Pulumi",
};

const READS: Reads = Reads {
    documents: &["a preview", "a stack"],
    tools: "Pulumi",
    remedy: "pass what `pulumi preview --json` prints",
    every_remedy: "pass what `pulumi preview --json` or `pulumi stack export` prints, or the file of a stack",
};

/// Previews and stacks of Pulumi.
#[derive(Debug)]
pub(super) struct Pulumi;

impl Importer for Pulumi {
    fn kinds(&self) -> &'static [FileKind] {
        &[PREVIEW, STACK]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[
            "urn",
            "type",
            "inputs",
            "outputs",
            "newState",
            "steps",
            "resources",
        ]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        let begin = source.begin();
        begin.has_all(&["version", "deployment"])
            || begin.has_all(&["version", "checkpoint"])
            || begin.has_all(&["steps", "changeSummary"])
            || (begin.has("steps") && source.text_or_empty().contains("\"urn:pulumi:"))
            || (begin.has("config") && source.text_or_empty().contains("\"urn:pulumi:"))
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let found = documents(source, READS)?;
        Read::each(&found, |node, document| {
            deployment(source, node, document, tables)
        })
    }
}

fn deployment(
    source: &ImportSource<'_>,
    node: &Node,
    document: (usize, usize),
    tables: &Tables,
) -> Result<(Deployment, Vec<Span>), ImportError> {
    let mut states = States::default();
    let mut notes = Vec::new();
    // A stack as it is kept in files has a checkpoint around it.
    let kept = || node.get("checkpoint")?.get("latest");
    let kind = match (node.get("deployment").or_else(kept), node.get("steps")) {
        (Some(deployment), _) => {
            stack(deployment, &mut states, &mut notes)?;
            STACK
        }
        (None, Some(steps)) => {
            preview(node, steps, &mut states, &mut notes)?;
            PREVIEW
        }
        (None, None) => return Err(ImportError::unknown(node.span, &node.kind, vec![READS])),
    };
    let mut items: Vec<Item> = states.items(tables);
    items.sort_by(|a, b| a.head.address.cmp(&b.head.address));
    let why = "neither the resource nor its provider says where";
    let deployed = Listed::new(&items, Region::Each(why)).deployed(tables);
    let left_out = [
        (states.deleted, "deleted"),
        (states.read, "data sources"),
        (
            states.components,
            "components, which are no resources of a cloud",
        ),
        (deployed.tools, "of tools that deploy nothing"),
    ];
    let left_out = left_out.into_iter().filter(|(count, _)| *count > 0);
    let mut shown = deployed.shown;
    shown.extend(notes.iter().map(|note: &Note| note.span));
    let deployment = Deployment {
        file: source.file,
        document,
        kind,
        resources: deployed.resources,
        left_out: left_out
            .map(|(count, what)| LeftOut { count, what })
            .collect(),
        notes,
    };
    Ok((deployment, shown))
}

/// What a stack holds.
fn stack<'n>(
    deployment: &'n Node,
    states: &mut States<'n>,
    notes: &mut Vec<Note>,
) -> Result<(), ImportError> {
    let empty = matches!(deployment.kind, NodeKind::Map(_));
    let resources = match deployment.get("resources") {
        Some(resources) => list(resources, "`resources` is a list of resources")?,
        // A stack without resources says nothing of them.
        None if empty => &[],
        None => return Err(wrong(deployment.span, "`deployment` is a map")),
    };
    for resource in resources {
        let is_gone = is_true(resource, "delete");
        match (is_gone, is_true(resource, "external")) {
            (true, _) => states.deleted += 1,
            (false, true) => states.read += 1,
            (false, false) => states.add(resource, Action::Exists)?,
        }
    }
    let pending = deployment
        .get("pending_operations")
        .map_or(&[][..], Node::items);
    if let Some(first) = pending.first() {
        notes.push(Note {
            kind: NoteKind::Incomplete,
            text: "an update was interrupted: some of its operations are pending".to_owned(),
            span: Span::new(first.span.file, first.span.start, first.span.start + 1),
        });
    }
    Ok(())
}

/// What a preview plans.
fn preview<'n>(
    node: &'n Node,
    steps: &'n Node,
    states: &mut States<'n>,
    notes: &mut Vec<Note>,
) -> Result<(), ImportError> {
    for step in list(steps, "`steps` is a list of steps")? {
        let action = match text_of(step, "op") {
            Some("delete" | "delete-replaced" | "discard" | "discard-replaced") => {
                // What is replaced is counted where it is made.
                states.deleted += usize::from(text_of(step, "op") == Some("delete"));
                continue;
            }
            Some("read" | "read-replacement") => {
                states.read += 1;
                continue;
            }
            Some("remove-pending-replace") => continue,
            Some("create" | "import") => Action::Create,
            Some("update") => Action::Update,
            Some("replace" | "create-replacement" | "import-replacement") => Action::Replace,
            Some("same" | "refresh") => Action::Keep,
            // Whatever a later version may call it.
            Some(_) => Action::Planned,
            None => {
                let start = Span::new(step.span.file, step.span.start, step.span.start);
                return Err(wrong(
                    start,
                    "a step of a preview is a map with an `op`, which is a text",
                ));
            }
        };
        if let Some(state) = step.get("newState").or_else(|| step.get("oldState")) {
            states.add(state, action)?;
        }
    }
    let failed = node.get("diagnostics").map_or(&[][..], Node::items);
    let failed = failed
        .iter()
        .find(|it| text_of(it, "severity") == Some("error"));
    if let Some(failed) = failed {
        notes.push(Note {
            kind: NoteKind::Incomplete,
            text: "the preview ended with an error: it is incomplete".to_owned(),
            span: Span::new(failed.span.file, failed.span.start, failed.span.start + 1),
        });
    }
    Ok(())
}

fn list<'n>(node: &'n Node, message: &str) -> Result<&'n [Node], ImportError> {
    match &node.kind {
        NodeKind::Seq(items) => Ok(items),
        NodeKind::Null => Ok(&[]),
        _ => Err(wrong(node.span, message)),
    }
}

fn is_true(node: &Node, key: &str) -> bool {
    node.get(key)
        .is_some_and(|it| it.kind == NodeKind::Bool(true))
}

fn wrong(span: Span, message: &str) -> ImportError {
    let start = Span::new(span.file, span.start, span.start);
    let error = InputError::new(InputErrorKind::BadValue, start, message);
    error
        .help("pass what `pulumi preview --json` or `pulumi stack export` prints")
        .into()
}
