//! One file as a document: read, held to the rules, and decoded as far as it is sound.

use serde::de::DeserializeOwned;

use super::{Broken, Reader, files};
use crate::input::{
    Diagnostics, FileId, InputError, InputErrorKind, Node, NodeKind, ShapeRules, Span, check_shape, decode,
    read_json, read_yaml,
};

/// A decoded document.
pub(super) struct Document<T> {
    pub(super) raw: T,
    /// The same as a tree.
    pub(super) node: Node,
    /// Whether something was left out of it.
    pub(super) is_faulty: bool,
}

impl Reader<'_> {
    /// The document in a file that was opened; `None` when nothing of it can be used. What is
    /// wrong with a part of it leaves the rest, so that all that is wrong with the rest is told
    /// as well.
    pub(super) fn document<T: DeserializeOwned>(&mut self, file: FileId, rules: &ShapeRules) -> Option<Document<T>> {
        let source = self.sources.file(file)?;
        let mut errors = Diagnostics::new();
        let node = match files::is_json(source.path()) {
            true => read_json(file, source.text(), 0, &mut errors),
            false => read_yaml(file, source.text(), &mut errors),
        };
        let Some(mut node) = node else {
            self.problems.extend(errors.into_sorted());
            return None;
        };
        check_shape(&mut node, rules, &mut errors);
        let errors = errors.into_sorted();
        let is_faulty = !errors.is_empty();
        if is_faulty {
            Faults(&errors).cut(&mut node, &mut self.broken);
        }
        let raw = match decode::<T>(&node) {
            Ok(raw) => Some(raw),
            // After the rules have spoken this would only say the same in other words.
            Err(_) if is_faulty => None,
            Err(error) => {
                self.problems.push(error);
                None
            }
        };
        self.problems.extend(errors);
        Some(Document {
            raw: raw?,
            node,
            is_faulty,
        })
    }
}

/// The errors of a document, in the order of their places.
struct Faults<'a>(&'a [InputError]);

impl Faults<'_> {
    fn from(&self, start: u32) -> impl Iterator<Item = (&InputError, Span)> {
        let first = self
            .0
            .partition_point(|error| error.span.is_none_or(|span| span.start < start));
        self.0
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .filter_map(|error| Some((error, error.span?)))
    }

    /// Whether an error lies within a place.
    fn within(&self, place: Span) -> bool {
        self.from(place.start)
            .take_while(|(_, span)| span.start <= place.end)
            .any(|(_, span)| span.end <= place.end)
    }

    /// Whether an error is about this whole place and one of these kinds.
    fn about(&self, place: Span, kinds: &[InputErrorKind]) -> bool {
        self.from(place.start)
            .take_while(|(_, span)| span.start == place.start)
            .any(|(error, span)| span == place && kinds.contains(&error.kind))
    }

    /// Takes what is at fault out of a map: single items of lists, values, and keys that are none.
    fn cut(&self, node: &mut Node, broken: &mut Broken) {
        use InputErrorKind::{BadValue, DuplicateKey, Empty, UnknownKey, WrongType};
        let NodeKind::Map(entries) = &mut node.kind else {
            return;
        };
        entries.retain_mut(|(key, value)| {
            if self.about(key.span, &[UnknownKey, DuplicateKey]) {
                remember(value, broken);
                return false;
            }
            if !self.within(value.span) {
                return true;
            }
            let is_whole = self.about(value.span, &[BadValue, Empty, WrongType]);
            match &mut value.kind {
                NodeKind::Map(_) if !is_whole => {
                    self.cut(value, broken);
                    true
                }
                NodeKind::Seq(items) if !is_whole => {
                    items.retain(|item| {
                        let is_sound = !self.within(item.span);
                        if !is_sound {
                            remember(item, broken);
                        }
                        is_sound
                    });
                    true
                }
                _ => {
                    remember(value, broken);
                    false
                }
            }
        });
    }
}

/// Remembers the ids in what is cut out.
fn remember(node: &Node, broken: &mut Broken) {
    match &node.kind {
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                match (&value.kind, key.name.as_str()) {
                    (NodeKind::String(id), "id" | "group") => {
                        broken.ids.insert(id.clone());
                    }
                    (NodeKind::Seq(items), "group") => {
                        broken.ids.extend(items.iter().filter_map(|item| match &item.kind {
                            NodeKind::String(id) => Some(id.clone()),
                            _ => None,
                        }));
                        remember(value, broken);
                    }
                    _ => remember(value, broken),
                }
            }
        }
        NodeKind::Seq(items) => items.iter().for_each(|item| remember(item, broken)),
        _ => {}
    }
}
