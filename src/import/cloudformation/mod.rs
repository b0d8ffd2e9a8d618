//! Templates of CloudFormation, those of SAM and what CDK synthesises included: their resources, with the
//! values of their functions where the template itself states them.

mod conditions;
mod functions;
mod template;

use super::built::Built;
use super::importer::{ImportError, Importer, Read, Reads};
use super::listed::{Item, Listed, Region};
use super::model::{CopyTarget, Deployment, FileKind, LeftOut, Location, Resource};
use super::notes::{Note, NoteKind};
use super::several::documents;
use super::source::ImportSource;
use super::tables::Tables;
use crate::input::{Node, Span};
pub(super) use template::guesses;
use template::{Content, Template};

const TEMPLATE: FileKind = FileKind {
    id: "cloudformation",
    name: "template of CloudFormation",
};

const READS: Reads = Reads {
    documents: &["a template"],
    tools: "CloudFormation, SAM or CDK",
    remedy: "pass a template of CloudFormation",
    every_remedy: "pass a template of CloudFormation, SAM or CDK, in JSON or YAML",
};

/// Templates of CloudFormation.
#[derive(Debug)]
pub(super) struct CloudFormation;

impl Importer for CloudFormation {
    fn kinds(&self) -> &'static [FileKind] {
        &[TEMPLATE]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["Resources", "Type", "Properties"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        let begin = source.begin();
        let has_types = || {
            let text = source.text_or_empty();
            ["AWS::", "Custom::", "Alexa::"]
                .iter()
                .any(|lead| text.contains(lead))
        };
        begin.has("AWSTemplateFormatVersion")
            || (begin.has("Resources") && has_types())
            || (begin.has("Transform") && source.text_or_empty().contains("AWS::Serverless"))
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let found = documents(source, READS)?;
        let call = (region(source, tables), &Built::default());
        Read::each(&found, |node, document| {
            deployment(source, node, document, call, tables)
        })
    }
}

/// The region of AWS that the call names.
fn region<'s>(source: &'s ImportSource<'_>, tables: &Tables) -> Option<&'s str> {
    let mut regions = source.options.regions.iter().map(String::as_str);
    regions.find(|word| tables.place("aws", "region", word).is_some())
}

/// Leaves out what goes from one resource of a stack to another where nobody knows its region: it is the same.
fn within_the_stack(resources: &mut [Resource]) {
    for resource in resources {
        if matches!(resource.location, Location::NotStated(_)) {
            resource.copies.retain(
                |copy| !matches!(&copy.to, CopyTarget::Resource(_, places) if places.is_empty()),
            );
        }
    }
}

fn deployment(
    source: &ImportSource<'_>,
    node: &Node,
    document: (usize, usize),
    (region, built): (Option<&str>, &Built),
    tables: &Tables,
) -> Result<(Deployment, Vec<Span>), ImportError> {
    let Content {
        resources,
        not_made,
        others,
        incomplete,
        ..
    } = Template::new(node, region, built)?.content()?;
    let items: Vec<Item> = resources
        .into_iter()
        .map(|(head, attributes)| {
            let guesses = guesses(&head.type_name);
            Item::new(head, &attributes, "cloudformation", &guesses, tables)
        })
        .collect();
    let why = "the template does not say in which region it is deployed: name it with `--region`";
    let mut deployed = Listed::new(&items, Region::One(region, why)).deployed(tables);
    if region.is_none() {
        within_the_stack(&mut deployed.resources);
    }
    let left = others.len();
    let noted = |kind: NoteKind| move |(text, span): (String, Span)| Note { kind, text, span };
    let incomplete = incomplete.into_iter().map(noted(NoteKind::Incomplete));
    let others = others.into_iter().map(noted(NoteKind::Elsewhere));
    let notes: Vec<Note> = incomplete.chain(others).collect();
    let mut shown = deployed.shown;
    shown.extend(notes.iter().map(|note| note.span));
    let left_out = [
        (not_made, "whose condition does not hold"),
        (left, "other templates, which are not read here"),
    ];
    let left_out = left_out.into_iter().filter(|(count, _)| *count > 0);
    let deployment = Deployment {
        file: source.file,
        document,
        kind: TEMPLATE,
        resources: deployed.resources,
        left_out: left_out
            .map(|(count, what)| LeftOut { count, what })
            .collect(),
        notes,
    };
    Ok((deployment, shown))
}
