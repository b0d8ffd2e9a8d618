//! A folder in which inputs are written.

use std::fmt::Write as _;
use std::path::Path;

/// What every estate begins with.
const HEAD: &str = "name: X\ncontroller: x\nparties:\n  - {id: x, name: X, country: GB}\n";

pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file.
    pub fn file(&self, name: &str, text: impl AsRef<str>) {
        std::fs::write(self.path().join(name), text.as_ref()).expect("a file");
    }

    /// Writes a file of as many lines (or parts of one) as are asked for.
    pub fn lines(&self, name: &str, head: &str, count: usize, line: impl Fn(usize) -> String) {
        self.file(name, format!("{head}{}", lines(count, line)));
    }

    /// Writes an estate that goes on as given.
    pub fn estate(&self, rest: &str) {
        self.file("fairnotice.yaml", format!("{HEAD}{rest}"));
    }

    /// Makes a folder.
    pub fn folder(&self, name: &str) {
        std::fs::create_dir(self.path().join(name)).expect("a folder");
    }
}

/// So many lines.
pub fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        writeln!(text, "{}", line(at)).expect("a text takes any text");
    }
    text
}

/// A flow as a line of NDJSON.
pub fn flow(id: &str, from: &str, to: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","from":"{from}","to":"{to}","data":["name"],"subjects":"customer","purpose":"service-provision","basis":"contract"{more}}}"#
    )
}
