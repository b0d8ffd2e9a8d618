//! Descriptions of APIs (OpenAPI, Swagger): an API is a system, and what its requests and answers have that is marked
//! as personal goes in and out.

use super::classes::ONLY_LEVEL;
use super::documents;
use super::model::{Declaration, DeclaredFlow, DeclaredSystem, End, LeftAside, Said};
use super::schemas::{Marked, Walk, words_of};
use crate::import::importer::{ImportError, Importer, Read, Reads};
use crate::import::model::FileKind;
use crate::import::path::{entries, inner, text_of};
use crate::import::source::ImportSource;
use crate::import::tables::Tables;
use crate::input::{Node, Span};

const API: FileKind = FileKind {
    id: "openapi",
    name: "description of an API",
};

const READS: Reads = Reads {
    documents: &["a description of an API"],
    tools: "OpenAPI",
    remedy: "pass a description of an API",
    every_remedy: "pass a description of an API (OpenAPI 2 or 3)",
};

/// Why nothing is said of the data of an API.
const UNMARKED: &str = "nothing that it exchanges has `x-data-classification` or the like: of its data nothing is known";

/// The keys of a path that are operations.
const OPERATIONS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// Descriptions of APIs.
#[derive(Debug)]
pub(super) struct OpenApi;

impl Importer for OpenApi {
    fn kinds(&self) -> &'static [FileKind] {
        &[API]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["openapi", "swagger", "paths"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        let begin = source.begin();
        let is_api = begin.has("openapi") || begin.has("swagger");
        let parts = ["info", "paths", "components", "webhooks", "definitions"];
        is_api && parts.iter().any(|key| begin.has(key))
    }

    fn read(&self, source: &ImportSource<'_>, _: &Tables) -> Result<Read, ImportError> {
        let mut declaration = Declaration::new(source.file, API);
        for document in &documents(source, READS)? {
            api(document, source.path, &mut declaration);
        }
        Ok(super::declared(declaration))
    }
}

fn api(document: &Node, path: &str, declaration: &mut Declaration) {
    let title = document
        .get("info")
        .and_then(|info| Said::at(info, "title"));
    let start = Span::new(document.span.file, document.span.start, document.span.start);
    let stem = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = title.unwrap_or_else(|| Said::new(stem, start));
    let own = format!("openapi:{}", name.words.to_lowercase());
    let mut system = DeclaredSystem::new(own.clone(), name.clone());
    let servers = document.get("servers").map_or(&[][..], Node::items);
    let servers = servers.iter().filter_map(|it| text_of(it, "url"));
    let host = text_of(document, "host").map(|host| format!("https://{host}"));
    system.links = servers.map(str::to_owned).chain(host).collect();
    declaration.systems.push(system);
    let (mut asked, mut answered) = (Walk::new(document), Walk::new(document));
    for (_, path) in document.get("paths").into_iter().flat_map(entries) {
        operations(path, &mut asked, &mut answered);
    }
    // What a webhook requests is what the API sends.
    for (_, path) in document.get("webhooks").into_iter().flat_map(entries) {
        operations(path, &mut answered, &mut asked);
    }
    left(document, [&asked, &answered], declaration);
    if [&asked, &answered].iter().all(|walk| walk.found.is_empty()) {
        declaration
            .unread
            .push(LeftAside::new(name.clone(), UNMARKED));
    }
    let of_api = || End::System(own.clone());
    for (walk, from, to) in [
        (asked, End::Open("SENDER"), of_api()),
        (answered, of_api(), End::Open("RECIPIENT")),
    ] {
        let Marked { data, levels } = walk.found;
        for (word, (span, count)) in levels {
            let said = Said::new(word, span);
            let why = format!(
                "the class of {}, and no more: {ONLY_LEVEL}",
                match count {
                    1 => "1 property or parameter".to_owned(),
                    count => format!("{count} properties or parameters"),
                }
            );
            let is_there = |it: &LeftAside| it.said.words == said.words;
            if !declaration.unread.iter().any(is_there) {
                declaration.unread.push(LeftAside::new(said, why));
            }
        }
        if !data.is_empty() {
            let mut flow = DeclaredFlow::new(name.clone(), from, to);
            flow.data = data;
            declaration.flows.push(flow);
        }
    }
}

/// The requests and answers of the operations of a path.
fn operations<'n>(path: &'n Node, asked: &mut Walk<'n>, answered: &mut Walk<'n>) {
    for parameter in path.get("parameters").map_or(&[][..], Node::items) {
        asked.parameter(parameter);
    }
    for (_, operation) in entries(path).filter(|(key, _)| OPERATIONS.contains(key)) {
        for parameter in operation.get("parameters").map_or(&[][..], Node::items) {
            asked.parameter(parameter);
        }
        if let Some(body) = operation.get("requestBody") {
            asked.body(body);
        }
        for (_, answer) in operation.get("responses").into_iter().flat_map(entries) {
            answered.body(answer);
        }
        for (_, callback) in operation.get("callbacks").into_iter().flat_map(entries) {
            for (_, path) in entries(callback) {
                for (_, call) in entries(path).filter(|(key, _)| OPERATIONS.contains(key)) {
                    if let Some(body) = call.get("requestBody") {
                        answered.body(body);
                    }
                }
            }
        }
    }
}

/// Schemas with marks that no operation leads to.
fn left(document: &Node, walks: [&Walk<'_>; 2], declaration: &mut Declaration) {
    let lists = [
        (
            "#/components/schemas/",
            document.get("components").and_then(|it| it.get("schemas")),
        ),
        ("#/definitions/", document.get("definitions")),
    ];
    for (prefix, schemas) in lists {
        for (name, schema) in schemas.into_iter().flat_map(entries) {
            let reference = format!("{prefix}{name}");
            if walks.iter().any(|walk| walk.has_seen(&reference)) {
                continue;
            }
            let mut walk = Walk::new(document);
            walk.schema(schema, name, name, 0);
            let data: Vec<String> = walk.found.data.into_iter().map(|it| it.words).collect();
            if !data.is_empty() {
                let span = inner(schema);
                let said = Said::new(words_of(name), Span::new(span.file, span.start, span.start));
                let why = format!(
                    "its {} marked as personal, and no operation leads to it",
                    match data.as_slice() {
                        [only] => format!("`{only}` is"),
                        all => format!("`{}` are", all.join("`, `")),
                    }
                );
                declaration.unread.push(LeftAside::new(said, why));
            }
        }
    }
}
