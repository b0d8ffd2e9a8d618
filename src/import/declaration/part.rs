//! Writing a part of an estate that a person is to review: entries, and above each value where it comes from
//! and how sure that is. Every importer of declarations writes through this.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

pub use crate::notice::read::Certainty;

/// Words of a cell are shown up to this many characters.
const LONGEST_WORDS: usize = 160;
/// Headings are shown up to this many characters.
const LONGEST_HEADING: usize = 60;

/// Where a proposal comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file and the line, or the cell: `list.md:12`.
    pub place: String,
    /// The heading of the column, where there is one.
    pub column: Option<String>,
    /// The words.
    pub words: String,
}

impl Origin {
    /// As a comment names it: `list.md:12, column "Location": "Ireland"`.
    pub fn shown(&self) -> String {
        let column = self.column.as_ref().filter(|it| !it.trim().is_empty());
        let column = column.map_or_else(String::new, |it| {
            format!(", column {}", shortly(it, LONGEST_HEADING))
        });
        let words = match self.words.trim() {
            "" => String::new(),
            words => format!(": {}", quoted(words)),
        };
        format!("{}{column}{words}", self.place)
    }
}

/// Words in quotes, shortened.
pub fn quoted(words: &str) -> String {
    shortly(words, LONGEST_WORDS)
}

fn shortly(words: &str, longest: usize) -> String {
    let words = harmless(words);
    let mut short: String = words.chars().take(longest).collect();
    if words.chars().count() > longest {
        short = format!("{} ...", short.trim_end());
    }
    format!("\"{short}\"")
}

/// A value of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A list of texts, on one line; a single one has no brackets.
    List(Vec<String>),
    /// Any value, on one line; an object without keys is `yes`, and one that has only `none` is that word.
    Flow(serde_json::Value),
}

/// A key with its value, and the comments above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    key: &'static str,
    value: Value,
    comments: Vec<String>,
}

/// An entry of a list of the estate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    fields: Vec<Field>,
    comments: Vec<String>,
    is_stub: bool,
}

impl Entry {
    /// An entry with an id.
    pub fn new(id: &str) -> Self {
        Self::default().with("id", Value::Text(id.to_owned()))
    }

    /// An entry that is written as a comment: it lacks what only a person knows.
    pub fn stub(id: &str) -> Self {
        Self {
            is_stub: true,
            ..Self::new(id)
        }
    }

    /// Its last value as its lines in a file, with the comments above it.
    pub fn last_lines(&self) -> String {
        let last = Self {
            fields: self.fields.last().cloned().into_iter().collect(),
            ..Self::default()
        };
        let mut out = String::new();
        last.write(&mut out, "  ");
        out.replace("  - ", "    ")
    }

    /// Adds a comment above the whole entry.
    pub fn remark(mut self, comment: impl Into<String>) -> Self {
        self.comments.push(comment.into());
        self
    }

    /// Adds a value that needs no comment.
    pub fn with(mut self, key: &'static str, value: Value) -> Self {
        self.fields.push(Field {
            key,
            value,
            comments: Vec::new(),
        });
        self
    }

    /// Adds a value with how sure it is and why.
    pub fn guess(
        mut self,
        key: &'static str,
        value: Value,
        certainty: Certainty,
        why: impl AsRef<str>,
    ) -> Self {
        let comment = format!("{}: {}", certainty.as_str(), why.as_ref());
        self.fields.push(Field {
            key,
            value,
            comments: vec![comment],
        });
        self
    }

    /// Adds a comment above the value that was added last.
    pub fn also(mut self, comment: impl Into<String>) -> Self {
        if let Some(field) = self.fields.last_mut() {
            field.comments.push(comment.into());
        }
        self
    }

    fn write(&self, out: &mut String, indent: &str) {
        for comment in &self.comments {
            let _ = writeln!(out, "{indent}# {}", harmless(comment));
        }
        for (at, field) in self.fields.iter().enumerate() {
            for comment in &field.comments {
                let _ = writeln!(out, "{indent}  # {}", harmless(comment));
            }
            let dash = if at == 0 { "- " } else { "  " };
            let _ = writeln!(
                out,
                "{indent}{dash}{}: {}",
                field.key,
                field.value.written()
            );
        }
    }
}

impl Value {
    /// As YAML has it.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => scalar(text),
            Self::List(texts) => match texts.as_slice() {
                [only] => scalar(only),
                texts => {
                    let texts: Vec<String> = texts.iter().map(|it| scalar(it)).collect();
                    format!("[{}]", texts.join(", "))
                }
            },
            Self::Flow(value) => flow(value),
        }
    }
}

/// A value on one line.
fn flow(value: &serde_json::Value) -> String {
    use serde_json::Value as Json;
    match value {
        Json::String(text) => scalar(text),
        Json::Array(all) => match all.as_slice() {
            [only] => flow(only),
            all => {
                let all: Vec<String> = all.iter().map(flow).collect();
                format!("[{}]", all.join(", "))
            }
        },
        Json::Object(all) if all.is_empty() => "yes".to_owned(),
        Json::Object(all) if all.len() == 1 && all.contains_key("none") => "none".to_owned(),
        Json::Object(all) => {
            let parts = all.iter();
            let parts: Vec<String> = parts
                .map(|(key, value)| format!("{key}: {}", flow(value)))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
        other => other.to_string(),
    }
}

/// A part of an estate, or another of its files.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Comments at the top.
    pub head: Vec<String>,
    /// What the file says in addition to its lists, each with its comments.
    pub keys: Vec<(&'static str, Value, Vec<String>)>,
    /// The lists, each with its key and its entries, in the order in which they are written.
    pub lists: Vec<(&'static str, Vec<Entry>)>,
    /// Comments at the end.
    pub tail: Vec<String>,
}

impl Part {
    /// The part as YAML. What is a comment in it is no part of the estate until somebody uncomments it.
    pub fn to_yaml(&self) -> String {
        let mut out = String::new();
        comments(&mut out, &self.head);
        if !self.keys.is_empty() {
            out.push('\n');
        }
        for (key, value, comment) in &self.keys {
            comments(&mut out, comment);
            let _ = writeln!(out, "{key}: {}", value.written());
        }
        let mut entries = self.lists.iter().flat_map(|(_, entries)| entries);
        if self.keys.is_empty() && entries.all(|entry| entry.is_stub) {
            // A file without any key is taken for one that was left empty by mistake.
            out.push_str("\nparties: []\n");
        }
        for (key, entries) in &self.lists {
            let (stubs, entries): (Vec<&Entry>, Vec<&Entry>) =
                entries.iter().partition(|entry| entry.is_stub);
            if !entries.is_empty() {
                let _ = writeln!(out, "\n{key}:");
                entries.iter().for_each(|entry| entry.write(&mut out, "  "));
            }
            if !stubs.is_empty() {
                let mut text = if entries.is_empty() {
                    format!("{key}:\n")
                } else {
                    String::new()
                };
                stubs.iter().for_each(|entry| entry.write(&mut text, "  "));
                out.push('\n');
                for line in text.lines() {
                    let _ = writeln!(out, "# {line}");
                }
            }
        }
        if !self.tail.is_empty() {
            out.push('\n');
        }
        comments(&mut out, &self.tail);
        out
    }
}

fn comments(out: &mut String, lines: &[String]) {
    for line in lines {
        let line = format!("# {}", harmless(line));
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A text as a value of YAML: plain where that can be read in one way only.
fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-' | '/' | '+');
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_plain)
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !words.contains(&text.to_lowercase().as_str());
    if plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if is_shown(c) => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08X}", c as u32);
            }
        }
    }
    out.push('"');
    out
}

/// A text as one line in which everything can be seen.
fn harmless(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            // Build logs obey `##[command]` wherever it is.
            '#' if out.ends_with('#') => out.push_str(" #"),
            c if is_shown(c) => out.push(c),
            c => out.extend(c.escape_unicode()),
        }
    }
    out.trim().to_owned()
}

/// Whether a reader sees a character: no control, no mark of direction, nothing without width but accents.
fn is_shown(c: char) -> bool {
    let is_accent = matches!(c, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{fe0f}');
    let is_filler = matches!(
        c,
        '\u{ad}' | '\u{115f}' | '\u{3164}' | '\u{ffa0}' | '\u{2028}' | '\u{2029}'
    );
    let is_none = (c as u32) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    !is_none && !is_filler && (is_accent || c.width().is_some_and(|width| width > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_written_with_its_comments() {
        let origin = Origin {
            place: "list.md:3".to_owned(),
            column: Some("Name".to_owned()),
            words: "Acme:\nInc".to_owned(),
        };
        let entry = Entry::new("acme")
            .remark("above")
            .guess(
                "name",
                Value::Text("Acme: Inc".to_owned()),
                Certainty::Certain,
                origin.shown(),
            )
            .with(
                "hosting",
                Value::List(vec!["NO".to_owned(), "US".to_owned()]),
            );
        let part = Part {
            head: vec!["head".to_owned()],
            lists: vec![
                ("parties", vec![entry, Entry::stub("b")]),
                ("flows", vec![Entry::stub("c")]),
            ],
            tail: vec!["tail".to_owned()],
            ..Part::default()
        };
        assert_eq!(
            part.to_yaml(),
            "# head\n\nparties:\n  # above\n  - id: acme\n    # certain: list.md:3, column \"Name\": \"Acme: Inc\"\n    \
             name: \"Acme: Inc\"\n    hosting: [\"NO\", US]\n\n#   - id: b\n\n# flows:\n#   - id: c\n\n# tail\n"
        );
    }

    #[test]
    fn no_character_of_a_page_hides_in_it() {
        assert_eq!(
            scalar("a\u{202e}b\n\"\\"),
            "\"a\\U0000202Eb\\U0000000A\\\"\\\\\""
        );
        assert_eq!(
            harmless("a\u{1b}[1m\n b##[error]"),
            "a\\u{1b}[1m b# #[error]"
        );
        for text in [
            "true", "NO", "-", "", "1", " a", "a ", "a: b", "a #b", "null",
        ] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        assert_eq!(scalar("Größe AG"), "Größe AG");
    }
}
