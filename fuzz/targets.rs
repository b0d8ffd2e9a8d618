//! What each target of the fuzzer does with some bytes. The ordinary tests include this file too, and run it
//! on the corpus and on spoilt copies of it (`tests/it/hardening/corpus.rs`).

use fairnotice::input::{Diagnostics, read_json, read_yaml};
use fairnotice::notice::TextFormat;
use fairnotice::notice::document::Document;
use fairnotice::notice::read::read;
use fairnotice::observe::Phase;
use fairnotice::{MemoryFiles, Project, SourceMap};

/// A target: its name, which is that of its folder in `corpus/`, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 14] = [
    ("yaml", |bytes| estate("fairnotice.yaml", bytes)),
    ("json", |bytes| estate("fairnotice.json", bytes)),
    ("ndjson", |bytes| beside("bulk.ndjson", bytes)),
    ("notice_markdown", |bytes| beside("notice.md", bytes)),
    ("notice_html", |bytes| beside("notice.html", bytes)),
    ("policy", |bytes| beside("own.cedar", bytes)),
    ("law", |bytes| beside("law.yaml", bytes)),
    ("lock", |bytes| beside("evidence.lock", bytes)),
    ("waivers", |bytes| beside("waivers.yaml", bytes)),
    ("docx", docx),
    ("observed", observed),
    ("plan", plan),
    ("baseline", baseline),
    ("readers", readers),
];

/// Runs a target, by its name.
#[allow(dead_code, clippy::allow_attributes, reason = "the tests run them all")]
pub fn run(name: &str, bytes: &[u8]) {
    for (_, target) in TARGETS.iter().filter(|(known, _)| *known == name) {
        target(bytes);
    }
}

/// An estate that takes in whichever of these files there is.
const HEAD: &str = "name: X\ncontroller: x\nparties: [{id: x, name: X, country: GB}, {id: v, name: V, country: IN, \
    evidence: 'https://example.org/'}]\nsystems: [{id: s, operator: v, hosting: IN}]\nflows: [{id: f, from: x, to: s, \
    data: name, subjects: customer, purpose: customer-care, basis: contract}]\n";

/// Judges a project, if it is one.
fn judged(files: &MemoryFiles, first: &str) {
    if let Ok(project) = Project::load(files, first) {
        let day = "2026-06-01".parse().unwrap_or_default();
        let _ = project.check(day).run();
    }
}

fn estate(name: &str, bytes: &[u8]) {
    judged(&MemoryFiles::new().with(name, bytes), name);
}

/// The bytes as a file that the estate names.
fn beside(name: &str, bytes: &[u8]) {
    let key = match name {
        "bulk.ndjson" => "include: bulk.ndjson\n",
        "notice.md" => {
            "notice: {title: N, published: 2024-01-01, source: notice.md, statements: [{id: a, quote: your data, collects: {data: name}}]}\n"
        }
        "notice.html" => {
            "notice: {title: N, published: 2024-01-01, source: notice.html, statements: [{id: a, quote: your data, collects: {data: name}}]}\n"
        }
        "own.cedar" => "policies: own.cedar\n",
        "law.yaml" => "law: law.yaml\n",
        "waivers.yaml" => "waivers: waivers.yaml\n",
        _ => "",
    };
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", format!("{HEAD}{key}"))
        .with(name, bytes);
    judged(&files, "fairnotice.yaml");
}

/// The bytes as a notice that an office program wrote, read as `notice read` reads it. PDF is left out: its reader
/// may panic, which the library takes for a broken file and the fuzzer for a fault.
fn docx(bytes: &[u8]) {
    if bytes.starts_with(b"PK")
        && let Some(Ok(document)) = Document::read(bytes)
    {
        let _ = document.placed(read(&document.text, TextFormat::Markdown));
    }
}

/// The bytes as what a browser, a crawler or a collector of traces saw.
fn observed(bytes: &[u8]) {
    let files = MemoryFiles::new().with("fairnotice.yaml", HEAD);
    if let Ok(project) = Project::load(&files, "fairnotice.yaml")
        && let Ok(project) = project.observe_bytes("visit.har", bytes, Phase::NotStated)
    {
        let day = "2026-06-01".parse().unwrap_or_default();
        let _ = project.check(day).run();
    }
}

fn plan(bytes: &[u8]) {
    let files = MemoryFiles::new().with("fairnotice.yaml", HEAD);
    if let Ok(project) = Project::load(&files, "fairnotice.yaml")
        && let Ok(project) = project.import_bytes("plan.json", bytes)
    {
        let day = "2026-06-01".parse().unwrap_or_default();
        let _ = project.check(day).run();
    }
}

fn baseline(bytes: &[u8]) {
    let _ = fairnotice::report::read_baseline(&String::from_utf8_lossy(bytes));
}

/// Both readers take any text, and where both take it as a document they agree on whether it is one of ours.
fn readers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let file = SourceMap::new().add("x", text.as_ref());
    let mut errors = Diagnostics::new();
    let yaml = read_yaml(file, &text, &mut errors);
    assert!(
        yaml.is_some() || !errors.is_empty(),
        "refused without a word"
    );
    let mut errors = Diagnostics::new();
    let json = read_json(file, &text, 0, &mut errors);
    assert!(
        json.is_some() || !errors.is_empty(),
        "refused without a word"
    );
}
