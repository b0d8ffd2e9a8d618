//! Traces of OpenTelemetry as JSON (`resourceSpans`): one document, or a line for each as the file exporter of the
//! collector writes them. Of calls to others the host, the method, the time and the sizes are kept.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::gather::{self, Gather};
use super::host::{host_of, of_authority};
use super::model::{Seen, SeenKind};
use super::node::{self, number, part_of, text};
use super::times;
use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::{InputError, Node, NodeKind, Span};
use crate::taxonomy::Country;

const TRACES: FileKind = FileKind {
    id: "otlp",
    name: "traces of OpenTelemetry",
};

const WHAT: &str = "a trace of OpenTelemetry";

/// Attributes that name the host that is called, the surest first; then those whose value is an address.
const HOSTS: [&str; 8] = [
    "server.address",
    "net.peer.name",
    "http.host",
    "net.sock.peer.name",
    "peer.service",
    "network.peer.address",
    "net.peer.ip",
    "net.sock.peer.addr",
];
const ADDRESSES: [&str; 2] = ["url.full", "http.url"];
const METHODS: [&str; 2] = ["http.request.method", "http.method"];
const SIZES: [&str; 4] = [
    "http.request.body.size",
    "http.response.body.size",
    "http.request_content_length",
    "http.response_content_length",
];
const COUNTRIES: [&str; 2] = ["server.geo.country.iso_code", "geo.country.iso_code"];

/// Traces.
#[derive(Debug)]
pub(super) struct Traces;

impl ObservationFormat for Traces {
    fn kind(&self) -> FileKind {
        TRACES
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[
            "resourceSpans",
            "scopeSpans",
            "spans",
            "attributes",
            "key",
            "value",
            "stringValue",
        ]
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let begin = source.begin();
        begin.starts_with('{') && begin.contains("\"resourceSpans\"")
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let mut gather = Gather::default();
        let documents = serde_json::Deserializer::from_str(source.text).into_iter::<&RawValue>();
        for document in documents {
            let raw = document.map_err(|error| vec![node::syntax(source, &error, WHAT)])?;
            let document = node::json(source, raw.get(), WHAT).map_err(|error| vec![error])?;
            // Stores of traces answer with the trace within another map.
            let trace = document.get("trace").unwrap_or(&document);
            for resource in trace.get("resourceSpans").map_or(&[][..], Node::items) {
                of_resource(source, resource, &mut gather);
            }
        }
        Ok(gather.finish(source, TRACES))
    }
}

fn of_resource(source: &ObservedSource<'_>, resource: &Node, gather: &mut Gather) {
    let own = resource.get("resource").map(attributes).unwrap_or_default();
    let service = own.get("service.name").and_then(|it| text(it));
    let scopes = ["scopeSpans", "instrumentationLibrarySpans"];
    let scopes = scopes.iter().filter_map(|key| resource.get(key));
    let spans = scopes
        .flat_map(Node::items)
        .filter_map(|it| it.get("spans"));
    for span in spans.flat_map(Node::items) {
        gather.events += 1;
        if !calls_others(span) {
            continue;
        }
        let attributes = attributes(span);
        let Some((host, at)) = called(source, &attributes) else {
            gather.nameless += 1;
            continue;
        };
        let of = |keys: &[&str]| keys.iter().find_map(|key| attributes.get(key).copied());
        let time = |key: &str| {
            let value = match &span.get(key)?.kind {
                NodeKind::String(text) | NodeKind::Number(text) => text.parse().ok()?,
                _ => return None,
            };
            times::of_nanoseconds(value)
        };
        let first = time("startTimeUnixNano");
        let sizes = SIZES.iter().filter_map(|key| number(attributes.get(key)?));
        gather.add(Seen {
            method: of(&METHODS).and_then(text).and_then(gather::method),
            first,
            last: time("endTimeUnixNano").or(first),
            bytes: sizes.map(|it| it.max(0.0) as u64).sum(),
            country: of(&COUNTRIES)
                .and_then(text)
                .and_then(|it| Country::parse(it).ok()),
            source: service.map(str::to_owned),
            ..gather::seen(host, SeenKind::Span, at)
        });
    }
}

/// Whether a span is a call to another service (a client, or a producer of messages).
fn calls_others(span: &Node) -> bool {
    match span.get("kind").map(|it| &it.kind) {
        Some(NodeKind::Number(kind)) => kind == "3" || kind == "4",
        Some(NodeKind::String(kind)) => {
            ["3", "4", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER"].contains(&kind.as_str())
        }
        _ => false,
    }
}

/// The host that is called, and where it is written.
fn called(
    source: &ObservedSource<'_>,
    attributes: &BTreeMap<&str, &Node>,
) -> Option<(String, Span)> {
    let named = HOSTS.iter().find_map(|key| {
        let node = attributes.get(key)?;
        let written = text(node)?;
        let (host, range) = of_authority(written)?;
        Some((host, part_of(source, node, written.get(range)?)))
    });
    named.or_else(|| {
        ADDRESSES.iter().find_map(|key| {
            let node = attributes.get(key)?;
            let written = text(node)?;
            let (host, range) = host_of(written)?;
            Some((host, part_of(source, node, written.get(range)?)))
        })
    })
}

/// The attributes of a span or a resource, by key.
fn attributes(node: &Node) -> BTreeMap<&str, &Node> {
    let list = node.get("attributes").map_or(&[][..], Node::items);
    let pair = |it| -> Option<(&str, &Node)> {
        let node: &Node = it;
        let value = match &node.get("value")?.kind {
            NodeKind::Map(entries) => entries.first().map(|(_, value)| value)?,
            _ => return None,
        };
        Some((node::text_of(node, "key")?, value))
    };
    list.iter().filter_map(pair).collect()
}
