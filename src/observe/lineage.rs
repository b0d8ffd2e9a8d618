//! Events of OpenLineage: one document, a list, or a line for each. Of each run the hosts are kept to which it wrote
//! datasets, with the words by which their columns are marked (facet `tags`), also where column lineage leads back
//! to a column of an input that is marked.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::gather::{self, Gather};
use super::host::{host_of, of_authority};
use super::model::{Seen, SeenKind};
use super::node::{self, part_of, text, text_of};
use super::times;
use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::{InputError, Node, NodeKind, Span};

const LINEAGE: FileKind = FileKind {
    id: "openlineage",
    name: "events of OpenLineage",
};

const WHAT: &str = "an event of OpenLineage";

/// Stores whose names are no hosts, with the host by which their provider is known.
const STORES: [(&str, &str); 12] = [
    ("arn:aws:glue:", "glue.amazonaws.com"),
    ("awskinesis", "kinesis.amazonaws.com"),
    ("bigquery", "bigquery.googleapis.com"),
    ("gcs:", "storage.googleapis.com"),
    ("gs:", "storage.googleapis.com"),
    ("pubsub", "pubsub.googleapis.com"),
    ("s3:", "s3.amazonaws.com"),
    ("s3a:", "s3.amazonaws.com"),
    ("s3n:", "s3.amazonaws.com"),
    ("snowflake:", "snowflakecomputing.com"),
    ("spanner:", "spanner.googleapis.com"),
    ("sqs", "sqs.amazonaws.com"),
];

/// Events of runs.
#[derive(Debug)]
pub(super) struct Lineage;

impl ObservationFormat for Lineage {
    fn kind(&self) -> FileKind {
        LINEAGE
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["outputs", "inputs", "namespace", "facets", "tags"]
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let begin = source.begin();
        let has = |key: &str| begin.contains(key);
        begin.starts_with(['{', '['])
            && has("\"eventTime\"")
            && (has("\"run\"") || has("\"job\"") || has("\"dataset\""))
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let mut gather = Gather::default();
        let documents = serde_json::Deserializer::from_str(source.text).into_iter::<&RawValue>();
        for document in documents {
            let raw = document.map_err(|error| vec![node::syntax(source, &error, WHAT)])?;
            let document = node::json(source, raw.get(), WHAT).map_err(|error| vec![error])?;
            match &document.kind {
                NodeKind::Seq(events) => {
                    for event in events {
                        of_event(source, event, &mut gather);
                    }
                }
                _ => of_event(source, &document, &mut gather),
            }
        }
        Ok(gather.finish(source, LINEAGE))
    }
}

fn of_event(source: &ObservedSource<'_>, event: &Node, gather: &mut Gather) {
    gather.events += 1;
    let at = text_of(event, "eventTime").and_then(times::of_text);
    // The events of a run repeat its datasets; the last of them counts.
    let is_last = !matches!(text_of(event, "eventType"), Some("START" | "RUNNING"));
    let inputs = event.get("inputs").map_or(&[][..], Node::items);
    let outputs = event.get("outputs").map_or(&[][..], Node::items);
    for output in outputs {
        let Some((host, span)) = store(source, output) else {
            gather.nameless += 1;
            continue;
        };
        gather.add(Seen {
            first: at,
            last: at,
            count: u64::from(is_last),
            tags: tags(output, inputs),
            ..gather::seen(host, SeenKind::Dataset, span)
        });
    }
}

/// The host of a dataset's store, and where it is written.
fn store(source: &ObservedSource<'_>, dataset: &Node) -> Option<(String, Span)> {
    let namespace = dataset.get("namespace")?;
    let written = text(namespace)?;
    let known = STORES.iter().find(|(begin, _)| written.starts_with(begin));
    if let Some((begin, host)) = known {
        return Some(((*host).to_owned(), part_of(source, namespace, begin)));
    }
    let found = host_of(written).and_then(|(host, range)| Some((host, written.get(range)?)));
    let (host, word) = found.or_else(|| of_connection(written))?;
    Some((host, part_of(source, namespace, word)))
}

/// The first host of a connection: of `jdbc:oracle:thin:@//host:1521/x`, and of a list of brokers.
fn of_connection(written: &str) -> Option<(String, &str)> {
    let behind = ["@", "://"].iter().find_map(|mark| {
        let (_, rest) = written.rsplit_once(mark)?;
        Some(rest.trim_start_matches('/'))
    })?;
    let authority = behind.split(['/', ';', '?', ',', '\\']).next()?;
    // Oracle writes the database behind the port.
    let end = authority
        .match_indices(':')
        .nth(1)
        .map_or(authority.len(), |(at, _)| at);
    let (host, range) = of_authority(authority.get(..end)?)?;
    Some((host, authority.get(range)?))
}

/// A word that marks a column or a whole dataset, and the column.
fn marks(dataset: &Node) -> Vec<(String, Option<&str>)> {
    let facets = dataset.get("facets").and_then(|it| it.get("tags"));
    let list = facets
        .and_then(|it| it.get("tags"))
        .map_or(&[][..], Node::items);
    list.iter().filter_map(mark).collect()
}

fn mark(node: &Node) -> Option<(String, Option<&str>)> {
    let key = text_of(node, "key")?.to_owned();
    let word = match text_of(node, "value").filter(|value| !["true", ""].contains(value)) {
        Some(value) => format!("{key}={value}"),
        None => key,
    };
    is_word(&word).then(|| (word, node.get("field").and_then(text)))
}

/// Whether a mark is a word of a vocabulary, and not a value.
fn is_word(word: &str) -> bool {
    let is_plain = |ch: char| ch.is_ascii_alphanumeric() || "-_.:/= ".contains(ch);
    word.len() <= 64 && word.chars().all(is_plain)
}

/// The words that mark a dataset or its columns, and the columns of inputs that they come from.
fn tags(output: &Node, inputs: &[Node]) -> Vec<String> {
    let mut found: BTreeSet<String> = marks(output).into_iter().map(|(word, _)| word).collect();
    let lineage = output.get("facets").and_then(|it| it.get("columnLineage"));
    let Some(NodeKind::Map(columns)) = lineage.and_then(|it| it.get("fields")).map(|it| &it.kind)
    else {
        return found.into_iter().collect();
    };
    let from = columns
        .iter()
        .filter_map(|(_, column)| column.get("inputFields"))
        .flat_map(Node::items);
    for field in from {
        let same = |input: &&Node| {
            ["namespace", "name"]
                .iter()
                .all(|key| text_of(input, key) == text_of(field, key))
        };
        let column = text_of(field, "field");
        let marked = inputs.iter().filter(same).flat_map(marks);
        found.extend(
            marked
                .filter(|(_, of)| of.is_none() || *of == column)
                .map(|(word, _)| word),
        );
    }
    found.into_iter().collect()
}
