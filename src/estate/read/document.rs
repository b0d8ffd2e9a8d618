//! One file as a document: read, held to the rules, and decoded as far as it is sound.

use serde::de::DeserializeOwned;

use super::{Broken, Reader, files};
use crate::input::{
    Diagnostics, FileId, InputError, InputErrorKind, Node, NodeKind, ShapeRules, Span, check_shape,
    decode, read_json, read_yaml,
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
    pub(super) fn document<T: DeserializeOwned>(
        &mut self,
        file: FileId,
        rules: &ShapeRules,
    ) -> Option<Document<T>> {
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
            let faults = Faults(&errors);
            faults.cut_values(&mut node, &mut self.broken);
            // What cannot do without the values that were cut goes as a whole.
            let mut left = Diagnostics::new();
            check_shape(&mut node, rules, &mut left);
            Faults(&left.into_sorted()).cut_items(&mut node, &mut self.broken);
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

    /// Takes the single values that are at fault out of a map and everything below it, and keys
    /// that are none. Says whether there were any.
    fn cut_values(&self, node: &mut Node, broken: &mut Broken) -> bool {
        use InputErrorKind::{BadValue, DuplicateKey, Empty, Limit, UnknownKey, WrongType};
        if !self.within(node.span) {
            return false;
        }
        let mut is_cut = false;
        match &mut node.kind {
            NodeKind::Map(entries) => {
                entries.retain_mut(|(key, value)| {
                    let is_at_fault = self.about(key.span, &[UnknownKey, DuplicateKey])
                        || self.about(value.span, &[BadValue, Empty, Limit, WrongType]);
                    if is_at_fault {
                        remember(&key.name, value, broken);
                    }
                    is_cut |= is_at_fault || self.cut_values(value, broken);
                    !is_at_fault
                });
                if is_cut {
                    let id = entries.iter().find(|(key, _)| key.name == "id");
                    broken.incomplete.extend(id.map(|(_, id)| id.span));
                }
            }
            NodeKind::Seq(items) => items.retain_mut(|item| {
                let is_at_fault = self.about(item.span, &[BadValue, Empty, Limit, WrongType]);
                if is_at_fault {
                    remember("", item, broken);
                }
                is_cut |= is_at_fault || self.cut_values(item, broken);
                !is_at_fault
            }),
            _ => {}
        }
        is_cut
    }

    /// Takes whole items out of the lists of a document that have anything at fault within, and
    /// other values.
    fn cut_items(&self, node: &mut Node, broken: &mut Broken) {
        let NodeKind::Map(entries) = &mut node.kind else {
            return;
        };
        entries.retain_mut(|(key, value)| {
            if !self.within(value.span) {
                return true;
            }
            match &mut value.kind {
                NodeKind::Map(_) => self.cut_items(value, broken),
                NodeKind::Seq(items) => items.retain(|item| {
                    let is_sound = !self.within(item.span);
                    if !is_sound {
                        remember("", item, broken);
                    }
                    is_sound
                }),
                _ => {
                    remember(&key.name, value, broken);
                    return false;
                }
            }
            true
        });
    }
}

/// Remembers the ids in what is cut out from behind a key.
fn remember(key: &str, node: &Node, broken: &mut Broken) {
    match &node.kind {
        NodeKind::String(id) if matches!(key, "id" | "group") => {
            broken.ids.insert(id.clone());
        }
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                remember(&key.name, value, broken);
            }
        }
        NodeKind::Seq(items) => items.iter().for_each(|item| remember(key, item, broken)),
        _ => {}
    }
}
