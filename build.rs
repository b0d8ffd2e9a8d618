//! Lists the built-in policies, so that a rule is added by adding its file, and reads the law's YAML
//! and the vocabulary, so that no run has to.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::allow_attributes,
    dead_code,
    unused_imports,
    reason = "a build script is the edge, and uses a part of the modules that it shares"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use input::diagnostic::Diagnostics;
use input::node::{Node, NodeKind};
use input::span::{FileId, Span};
use input::yaml::read_yaml;

/// The reader of the library itself: what is prepared is what a run would read.
#[path = "src/input"]
mod input {
    pub mod diagnostic;
    pub mod limits;
    pub mod node;
    pub mod span;
    pub mod yaml;
    mod yaml_help;
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=policies");
    println!("cargo::rerun-if-changed=src/vendors/table");
    println!("cargo::rerun-if-changed=src/taxonomy/terms.json");
    println!("cargo::rerun-if-changed=src/taxonomy/everyday.json");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());

    let mut policies = String::from("&[\n");
    for file in files(&root.join("policies"), "cedar")? {
        let shown = shown(&file, &root);
        // Relative to the crate, so that a checkout that was moved with its target still builds.
        let _ = writeln!(
            policies,
            "    ({shown:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),",
            format!("/{shown}")
        );
    }
    policies.push_str("]\n");
    fs::write(out.join("policies.rs"), policies)?;

    for (list, folder) in [
        ("law", "policies/law"),
        ("deploy", "policies/deploy"),
        ("vendors", "src/vendors/table"),
    ] {
        prepare(list, &files(&root.join(folder), "yaml")?, &root, &out)?;
    }
    let taxonomy = root.join("src/taxonomy");
    let w3c = tree(&taxonomy.join("terms.json"))?;
    let everyday = tree(&taxonomy.join("everyday.json"))?;
    let mut terms = Vec::new();
    let ours = value(&everyday, "terms").map_or(&[][..], sequence);
    for term in sequence(&w3c).iter().chain(ours) {
        write_term(term, &mut terms);
    }
    fs::write(out.join("terms.bin"), terms)
}

/// A term as `src/taxonomy/prepared.rs` reads it: its texts, how many parents it has and which, and its marks.
fn write_term(term: &Node, out: &mut Vec<u8>) {
    for key in ["id", "kind", "label", "article"] {
        let text = value(term, key).map_or("", text);
        write_text(text, out);
    }
    let parents = value(term, "parents").map_or(&[][..], sequence);
    write_number(parents.len() as u32, out);
    for parent in parents {
        write_text(text(parent), out);
    }
    let is = |key| value(term, key).is_some_and(|it| it.kind == NodeKind::Bool(true));
    out.push(u8::from(is("special")) | u8::from(is("criminal")) << 1 | u8::from(is("sector")) << 2);
}

/// The value of a key.
fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Map(entries) = &node.kind else {
        return None;
    };
    let found = entries.iter().find(|(known, _)| known.name == key);
    found.map(|(_, value)| value)
}

fn sequence(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::Seq(items) => items,
        _ => &[],
    }
}

fn text(node: &Node) -> &str {
    match &node.kind {
        NodeKind::String(text) => text,
        _ => "",
    }
}

/// Writes a list of YAML files with what was prepared of each.
fn prepare(list: &str, files: &[PathBuf], root: &Path, out: &Path) -> io::Result<()> {
    let mut text = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let name = format!("{list}-{number}.bin");
        fs::write(out.join(&name), prepared(file)?)?;
        let _ = writeln!(
            text,
            "    ({:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), {:?}))),",
            shown(file, root),
            format!("/{name}")
        );
    }
    text.push_str("]\n");
    fs::write(out.join(format!("{list}.rs")), text)
}

/// The files with an ending in a folder and those below it, in order.
fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path, ending)?);
        } else if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The path as findings show it.
fn shown(file: &Path, root: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file);
    below.display().to_string().replace('\\', "/")
}

/// A YAML file as `src/input/prepared.rs` reads it.
fn prepared(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_node(&tree(file)?, &mut bytes);
    Ok(bytes)
}

/// The tree of a file in YAML, of which JSON is a part.
fn tree(file: &Path) -> io::Result<Node> {
    let mut errors = Diagnostics::new();
    let tree = read_yaml(FileId(0), &fs::read_to_string(file)?, &mut errors);
    let errors = errors.into_sorted();
    tree.filter(|_| errors.is_empty())
        .ok_or_else(|| io::Error::other(format!("{}: {errors:#?}", file.display())))
}

fn write_node(node: &Node, out: &mut Vec<u8>) {
    out.push(match node.kind {
        NodeKind::Null => 0,
        NodeKind::Bool(false) => 1,
        NodeKind::Bool(true) => 2,
        NodeKind::Number(_) => 3,
        NodeKind::String(_) => 4,
        NodeKind::Seq(_) => 5,
        NodeKind::Map(_) => 6,
    });
    write_span(node.span, out);
    match &node.kind {
        NodeKind::Null | NodeKind::Bool(_) => {}
        NodeKind::Number(text) | NodeKind::String(text) => write_text(text, out),
        NodeKind::Seq(items) => {
            write_number(items.len() as u32, out);
            for item in items {
                write_node(item, out);
            }
        }
        NodeKind::Map(entries) => {
            write_number(entries.len() as u32, out);
            for (key, value) in entries {
                write_text(&key.name, out);
                write_span(key.span, out);
                write_node(value, out);
            }
        }
    }
}

fn write_span(span: Span, out: &mut Vec<u8>) {
    write_number(span.start, out);
    write_number(span.end - span.start, out);
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    write_number(text.len() as u32, out);
    out.extend_from_slice(text.as_bytes());
}

fn write_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
