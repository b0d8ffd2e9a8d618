//! Values that comments of an estate's files mark as guesses, as every importer of declarations writes them.

use crate::input::{SourceMap, Span};

/// How a guess begins.
const LOOK: &str = "# look: ";

/// The first file of an estate.
const FIRST: &str = "fairnotice.yaml";

/// A value below a comment that begins with `look`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guess<'s> {
    /// The file.
    pub path: &'s str,
    /// The list of the file that its entry is in; empty for a key of the file itself.
    pub list: &'s str,
    /// The id of the entry; empty for a key of the file itself.
    pub entry: &'s str,
    /// What it is read with: the section of a statement, else the entry.
    pub under: &'s str,
    /// The key.
    pub key: &'s str,
    /// The value.
    pub value: &'s str,
    /// Why it was guessed.
    pub reason: &'s str,
    /// Whether it is in the first file of an estate, which has the controller.
    pub is_in_first: bool,
    /// Whether nobody knows the value.
    pub is_unknown: bool,
    /// Its line, from 1.
    pub line: u32,
    /// Where the line is.
    pub span: Span,
}

/// The values that comments of the estate's files mark as guesses, in their order.
pub(super) fn guesses(sources: &SourceMap) -> Vec<Guess<'_>> {
    let mut found = Vec::new();
    let own = sources.iter().filter(|(_, it)| !it.is_builtin());
    for (id, source) in own {
        let path = source.path();
        if !(path.ends_with(".yaml") || path.ends_with(".yml")) {
            continue;
        }
        let (mut list, mut entry, mut under) = ("", "", "");
        let mut why: Option<(usize, &str)> = None;
        let mut start = 0;
        for (at, line) in source.text().split_inclusive('\n').enumerate() {
            let span = Span::new(id, start, start + line.len() as u32);
            start = span.end;
            let words = line.trim();
            let indent = line.len() - line.trim_start().len();
            if let Some(reason) = words.strip_prefix(LOOK) {
                why = Some((indent, reason));
                continue;
            }
            if words.starts_with('#') {
                // A key that became a comment takes its mark with it.
                why = why.filter(|(of, _)| *of == indent);
                continue;
            }
            let (key, value) = words.split_once(": ").unwrap_or((words, ""));
            if line.starts_with(|c: char| c.is_alphanumeric()) {
                (list, entry, under) = (key.trim_end_matches(':'), "", "");
                if !value.is_empty() {
                    list = "";
                }
            }
            if let Some(key) = key.strip_prefix("- ") {
                entry = if key == "id" { value } else { "" };
                under = entry;
            }
            if key == "section" {
                under = value;
            }
            let Some((_, reason)) = why.take() else {
                continue;
            };
            found.push(Guess {
                path,
                list,
                entry,
                under,
                key: key.trim_start_matches("- "),
                value,
                reason,
                is_in_first: path.ends_with(FIRST),
                is_unknown: value.contains("unknown"),
                line: at as u32 + 1,
                span,
            });
        }
    }
    found
}
