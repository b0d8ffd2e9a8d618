//! YAML to a tree of nodes. The only importer of `serde_saphyr`: all else of ours that is YAML
//! is read as such a tree.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned, Tagged};

use super::diagnostic::{Diagnostics, InputError, InputErrorKind};
use super::limits;
use super::node::{Key, Node, NodeKind};
use super::span::{FileId, Span};
use super::yaml_help;

/// Reads one YAML document. An empty document is a map without keys. Returns `None` after pushing
/// an error when the text is no YAML or passes a limit.
pub fn read_yaml(file: FileId, text: &str, errors: &mut Diagnostics) -> Option<Node> {
    if is_empty(text) {
        return Some(Node {
            span: Span::new(file, 0, 0),
            kind: NodeKind::Map(Vec::new()),
        });
    }
    let mut reader = YamlReader {
        file,
        text,
        errors,
        nodes: 0,
        tags: Tags::Refused,
    };
    reader.document()
}

/// Whether a text holds no value.
pub(super) fn is_empty(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
    })
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: limits::MAX_DEPTH,
            max_nodes: limits::MAX_NODES,
            max_events: limits::MAX_NODES * 2,
            max_aliases: limits::MAX_ALIASES,
            max_anchors: limits::MAX_ALIASES,
            max_recorded_anchor_events: limits::MAX_ALIASED_NODES,
            max_total_scalar_bytes: limits::MAX_FILE_BYTES as usize,
            max_documents: 1,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: limits::MAX_ALIASED_NODES,
        },
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        legacy_octal_numbers: false,
    }
}

fn syntax_error(whole: Span, text: &str, error: &serde_saphyr::Error) -> InputError {
    let error = error.without_snippet();
    let span = error
        .location()
        .map_or(whole, |at| place(whole.file, text, at));
    let message = error.to_string();
    if let Some((message, help)) = limit(&message) {
        return InputError::new(InputErrorKind::Limit, span, message).help(help);
    }
    let words = first_line(&message);
    // The place is reported apart from the message.
    let words = words
        .rfind(" at line ")
        .and_then(|at| words.get(..at))
        .unwrap_or(words);
    if words.contains("recursive references") {
        let message = "an alias is inside its own anchor";
        return InputError::new(InputErrorKind::Syntax, span, message)
            .help("write the values out in one of the two places");
    }
    // The reader asks for texts nowhere else.
    if words.contains("expected string scalar") || words.contains("null into string") {
        let message = "a key is a text, and this is none";
        return InputError::new(InputErrorKind::Syntax, span, message)
            .help("write a word as the key, in quotes where it means something else to YAML");
    }
    if let serde_saphyr::Error::TaggedScalarCannotDeserializeIntoString { .. } = error {
        let before = text.get(..span.start as usize).unwrap_or("");
        let tag = before
            .split_whitespace()
            .rev()
            .find(|word| word.starts_with('!'));
        return meaningless(tag.unwrap_or("!"), span);
    }
    yaml_help::syntax(text, span, words)
}

/// A tag that is none of YAML's own for values.
fn meaningless(tag: &str, span: Span) -> InputError {
    InputError::new(
        InputErrorKind::BadValue,
        span,
        format!("the tag `{tag}` has no meaning in files of an estate"),
    )
    .help("write the value without it")
}

/// The limit that a message of the reader is about, in our words, with what to do. The reader wraps
/// a breach that it meets while it repeats an alias, so the kind is recognised by its words.
fn limit(message: &str) -> Option<(String, &'static str)> {
    const BULK: &str = "flows in bulk belong in NDJSON, one a line";
    const ALIASES: &str = "write the values out, or split the file";
    let has = |word: &str| message.contains(word);
    if has("RecordedAnchorEvents") || has("replay") {
        let most = limits::MAX_ALIASED_NODES;
        return Some((
            format!("the aliases of this file repeat more than {most} values"),
            ALIASES,
        ));
    }
    if has("recursion limit") || has("Depth {") || has("depth") {
        return Some((too_deep(), "bring the values closer to the top"));
    }
    if !has("budget breached") && !has("limit exceeded") {
        return None;
    }
    let most = limits::MAX_ALIASES;
    Some(if has("Aliases {") || has("Anchors {") {
        (
            format!("this file has more than {most} anchors or aliases"),
            ALIASES,
        )
    } else if has("Documents {") {
        (
            "a second document begins here".to_owned(),
            "a file holds one document: give the other a file of its own",
        )
    } else {
        (
            format!("this file holds more than {} values", limits::MAX_NODES),
            BULK,
        )
    })
}

fn too_deep() -> String {
    format!(
        "values are nested more than {} deep here",
        limits::MAX_DEPTH
    )
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("").trim_end_matches('.')
}

/// A place of the reader as a span. Where it gives no byte offsets, its line and column (counted
/// from 1, in characters) are turned into them.
fn place(file: FileId, text: &str, at: Location) -> Span {
    let span = at.span();
    if let (Some(start), Some(len)) = (span.byte_offset(), span.byte_len()) {
        let start = start.min(text.len() as u64) as u32;
        return Span::new(
            file,
            start,
            start.saturating_add(len.min(u64::from(u32::MAX)) as u32),
        );
    }
    let before: usize = text
        .split_inclusive('\n')
        .take(at.line().saturating_sub(1) as usize)
        .map(str::len)
        .sum();
    let column: usize = text
        .get(before..)
        .unwrap_or("")
        .chars()
        .take(at.column().saturating_sub(1) as usize)
        .map(char::len_utf8)
        .sum();
    let start = (before + column).min(text.len()) as u32;
    Span::new(file, start, start)
}

/// A reader of one document.
pub(super) struct YamlReader<'a> {
    pub file: FileId,
    pub text: &'a str,
    pub errors: &'a mut Diagnostics,
    /// How many values were read so far.
    pub nodes: usize,
    pub tags: Tags,
}

/// What becomes of tags that are none of YAML's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tags {
    /// They are errors.
    Refused,
    /// The value becomes a map of the tag to it.
    Kept,
}

impl YamlReader<'_> {
    /// The document; `None` after an error.
    pub(super) fn document(&mut self) -> Option<Node> {
        match serde_saphyr::from_str_with_options::<Tree>(self.text, options()) {
            Ok(raw) => self.node(raw, 0),
            Err(error) => {
                let whole = Span::new(self.file, 0, self.text.len() as u32);
                self.errors.push(syntax_error(whole, self.text, &error));
                None
            }
        }
    }

    fn node(&mut self, raw: Tree, depth: usize) -> Option<Node> {
        let span = place(self.file, self.text, raw.referenced);
        let defined = place(self.file, self.text, raw.defined);
        self.nodes += 1;
        if self.nodes > limits::MAX_NODES || depth > limits::MAX_DEPTH {
            self.errors.push(InputError::new(
                InputErrorKind::Limit,
                span,
                format!(
                    "this file has more than {} values, or nests them more than {} deep",
                    limits::MAX_NODES,
                    limits::MAX_DEPTH
                ),
            ));
            return None;
        }
        let Tagged(value, tag) = raw.value;
        let tag = tag.as_deref().filter(|tag| !is_core(tag));
        if let Some(tag) = tag.filter(|_| self.tags == Tags::Refused) {
            self.errors.push(meaningless(&shown(tag), span));
        }
        let kind = match value {
            Raw::Null => NodeKind::Null,
            Raw::Bool(value) => NodeKind::Bool(value),
            Raw::Number(value) => NodeKind::Number(self.written(defined).unwrap_or(value)),
            Raw::String(value) => {
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
            Raw::Seq(items) => NodeKind::Seq(
                items
                    .into_iter()
                    .map(|item| self.node(item, depth + 1))
                    .collect::<Option<_>>()?,
            ),
            Raw::Map(entries) => {
                let mut map = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let key_span = place(self.file, self.text, key.referenced);
                    let Tagged(name, tag) = key.value;
                    if let Some(tag) = tag.as_deref().filter(|tag| !is_core(tag)) {
                        self.errors.push(meaningless(&shown(tag), key_span));
                    }
                    map.push((
                        Key {
                            name: name.into(),
                            span: key_span,
                        },
                        self.node(value, depth + 1)?,
                    ));
                }
                NodeKind::Map(map)
            }
        };
        let span = match &kind {
            // The reader gives the start of a collection; its end is that of its last value.
            NodeKind::Seq(items) => items.last().map_or(span, |last| span.join(last.span)),
            NodeKind::Map(entries) => match (entries.first(), entries.last()) {
                (Some((first, _)), Some((_, last))) => first.span.join(last.span),
                _ => span,
            },
            _ => span,
        };
        let node = Node { span, kind };
        Some(match tag.filter(|_| self.tags == Tags::Kept) {
            Some(tag) => tagged(tag, node),
            None => node,
        })
    }

    fn written(&self, span: Span) -> Option<String> {
        let text = self.text.get(span.range())?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// A value with a tag as a map of the tag to it.
fn tagged(tag: &str, node: Node) -> Node {
    let Span { file, start, .. } = node.span;
    let key = Key {
        name: tag.into(),
        span: Span::new(file, start, start),
    };
    Node {
        span: node.span,
        kind: NodeKind::Map(vec![(key, node)]),
    }
}

/// Whether a tag is one of YAML's own for values. Any other tag has a meaning of its own.
fn is_core(tag: &str) -> bool {
    const CORE: [&str; 7] = ["str", "int", "float", "bool", "null", "seq", "map"];
    let core = tag.strip_prefix("tag:yaml.org,2002:");
    core.is_some_and(|name| CORE.contains(&name)) || tag == "!"
}

/// A tag as it is written.
fn shown(tag: &str) -> String {
    let core = tag.strip_prefix("tag:yaml.org,2002:");
    core.map_or_else(|| tag.to_owned(), |name| format!("!!{name}"))
}

/// A value with its place and its tag.
type Tree = Spanned<Tagged<Raw>>;

enum Raw {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Seq(Vec<Tree>),
    Map(Vec<(Spanned<Tagged<String>>, Tree)>),
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Raw, D::Error> {
        d.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(RawVisitor)
    }
}
