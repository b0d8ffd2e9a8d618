//! JSON to a tree of nodes, with `serde_json` alone: raw values borrow from the text, so where they
//! point to is their place.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::diagnostic::{Diagnostics, InputError, InputErrorKind};
use super::limits;
use super::node::{Key, Name, Node, NodeKind};
use super::span::{FileId, Span};

/// Reads one JSON value that starts at byte `base` of its file (0 for a whole file, a line's start
/// for NDJSON). Returns `None` after pushing an error when the text is no JSON or passes a limit.
pub fn read_json(file: FileId, text: &str, base: u32, errors: &mut Diagnostics) -> Option<Node> {
    read_json_within(file, text, base, limits::MAX_NODES, errors)
}

/// The same for a text that may hold `most` values.
pub fn read_json_within(
    file: FileId,
    text: &str,
    base: u32,
    most: usize,
    errors: &mut Diagnostics,
) -> Option<Node> {
    read_json_trimmed(file, text, (base, most), &mut |_, _| Ok(()), errors)
}

/// What is done to the entries of each map as soon as it is read, by the keys that lead to it (those of lists
/// are none): leaves out what nobody needs, or refuses it. An item of a list of which nothing is left is left out.
pub type Trim<'t> = dyn FnMut(&[Name], &mut Vec<(Key, Node)>) -> Result<(), InputError> + 't;

/// The same, and what is not needed is let go while the rest is read. `(base, most)` are where the value
/// starts in its file and how many values it may hold.
pub fn read_json_trimmed(
    file: FileId,
    text: &str,
    (base, most): (u32, usize),
    trim: &mut Trim<'_>,
    errors: &mut Diagnostics,
) -> Option<Node> {
    if let Some(at) = beyond(text, most) {
        let at = base + at as u32;
        errors.push(
            InputError::new(
                InputErrorKind::Limit,
                Span::new(file, at, at),
                format!("the file holds more than {most} values up to here"),
            )
            .help("split it, or leave out what is not needed"),
        );
        return None;
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => {
            let mut reader = Reader {
                file,
                text,
                base,
                errors,
                names: HashSet::default(),
                path: Vec::new(),
                trim,
            };
            reader.node(raw.get(), 0)
        }
        Err(error) => {
            let at = base + offset_of(text, error.line(), error.column());
            let message = error.to_string();
            let cause = message.split(" at line ").next().unwrap_or("");
            let fault = InputError::new(
                InputErrorKind::Syntax,
                Span::new(file, at, at),
                format!("this is not JSON: {cause}"),
            );
            let before = text.get(..(at - base) as usize).unwrap_or("");
            errors.push(if before.trim_end().ends_with(',') {
                fault.help("delete the comma before the closing bracket")
            } else {
                fault
            });
            None
        }
    }
}

/// The byte at which a text begins to hold more than `most` values. Counted before anything is built of
/// it: a value can be two bytes long, and a node has many more.
fn beyond(text: &str, most: usize) -> Option<usize> {
    // The shortest list of values needs two bytes for each.
    if text.len() / 2 < most {
        return None;
    }
    let mut values = 1_usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                while let Some((_, inner)) = bytes.next() {
                    match inner {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            // Each but the first of a list or an object follows a comma.
            b',' | b'[' | b'{' => {
                values += 1;
                if values > most {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The byte of a line and column as `serde_json` counts them: both from 1, the column in bytes.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> u32 {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len()) as u32
}

struct Reader<'a, 't> {
    file: FileId,
    text: &'a str,
    base: u32,
    errors: &'a mut Diagnostics,
    /// The keys so far, each once.
    names: HashSet<Name, FixedState>,
    /// The keys that lead to what is being read.
    path: Vec<Name>,
    trim: &'a mut Trim<'t>,
}

/// Keys that are longer are not shared, and no more than this many are: they are names of something.
const LONGEST_SHARED: usize = 64;
const MOST_SHARED: usize = 10_000;

impl Reader<'_, '_> {
    /// The text of a key, which those before it may have, too.
    fn name(&mut self, key: &str) -> Name {
        if let Some(known) = self.names.get(key) {
            return known.clone();
        }
        let name = Name::from(key);
        if key.len() <= LONGEST_SHARED && self.names.len() < MOST_SHARED {
            self.names.insert(name.clone());
        }
        name
    }

    /// The span of a part of the text, found by where it lies in memory.
    fn span(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) as u32;
        Span::new(
            self.file,
            self.base + start,
            self.base + start + part.len() as u32,
        )
    }

    fn node(&mut self, raw: &str, depth: usize) -> Option<Node> {
        let span = self.span(raw);
        if depth > limits::MAX_DEPTH {
            self.errors.push(InputError::new(
                InputErrorKind::Limit,
                Span::new(span.file, span.start, span.start),
                format!(
                    "values are nested more than {} deep here",
                    limits::MAX_DEPTH
                ),
            ));
            return None;
        }
        let kind = match raw.as_bytes().first() {
            Some(b'n') => NodeKind::Null,
            Some(b't') => NodeKind::Bool(true),
            Some(b'f') => NodeKind::Bool(false),
            Some(b'"') => {
                let value = self.parsed::<String>(raw, span)?;
                if value.len() > limits::MAX_SCALAR_BYTES {
                    self.errors.push(InputError::new(
                        InputErrorKind::Limit,
                        Span::new(span.file, span.start, span.start),
                        format!(
                            "this text has {} bytes; a text may have {}",
                            value.len(),
                            limits::MAX_SCALAR_BYTES
                        ),
                    ));
                    return None;
                }
                NodeKind::String(value)
            }
            Some(b'[') => {
                let items = self.parsed::<Vec<&RawValue>>(raw, span)?;
                // Most lists have one item: space for more would be most of their memory.
                let mut nodes = Vec::with_capacity(items.len());
                for item in items {
                    let node = self.node(item.get(), depth + 1)?;
                    if !is_let_go(&node, item.get()) {
                        nodes.push(node);
                    }
                }
                nodes.shrink_to_fit();
                NodeKind::Seq(nodes)
            }
            Some(b'{') => {
                let pairs = self.parsed::<Pairs<'_>>(raw, span)?;
                let mut map = Vec::with_capacity(pairs.0.len());
                for (key, value) in pairs.0 {
                    let key_span = match &key {
                        Cow::Borrowed(name) => self.span(name),
                        // A key with escapes was unescaped elsewhere in memory.
                        Cow::Owned(_) => self.span(value.get()),
                    };
                    let name = self.name(&key);
                    self.path.push(name.clone());
                    let node = self.node(value.get(), depth + 1);
                    self.path.pop();
                    let span = key_span;
                    map.push((Key { name, span }, node?));
                }
                let length = map.len();
                if let Err(error) = (self.trim)(&self.path, &mut map) {
                    self.errors.push(error);
                    return None;
                }
                if map.len() < length {
                    map.shrink_to_fit();
                }
                NodeKind::Map(map)
            }
            _ => NodeKind::Number(raw.to_owned()),
        };
        Some(Node { span, kind })
    }

    fn parsed<'t, T: Deserialize<'t>>(&mut self, raw: &'t str, span: Span) -> Option<T> {
        match serde_json::from_str(raw) {
            Ok(value) => Some(value),
            Err(error) => {
                self.errors.push(InputError::new(
                    InputErrorKind::Syntax,
                    span,
                    format!("this is not JSON: {error}"),
                ));
                None
            }
        }
    }
}

/// Whether nothing is left of the entries of an item of a list.
fn is_let_go(node: &Node, raw: &str) -> bool {
    let inside = raw.get(1..raw.len() - 1).unwrap_or("");
    matches!(&node.kind, NodeKind::Map(entries) if entries.is_empty())
        && !inside.trim_ascii().is_empty()
}

/// The entries of an object, repeated keys included.
struct Pairs<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((name, value)) = map.next_entry::<KeyText<'de>, &RawValue>()? {
                    pairs.push((name.0, value));
                }
                Ok(Pairs(pairs))
            }
        }
        d.deserialize_map(PairsVisitor)
    }
}

/// A key that borrows from the text wherever it has no escapes.
struct KeyText<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for KeyText<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = KeyText<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(KeyText(Cow::Borrowed(value)))
            }

            fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
                Ok(KeyText(Cow::Owned(value.to_owned())))
            }
        }
        d.deserialize_str(NameVisitor)
    }
}
