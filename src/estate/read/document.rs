//! One file as a document: read, checked against the schema, and decoded with stand-ins for what is
//! wrong.

use serde::de::DeserializeOwned;

use super::{Broken, EstateReader, files};
use crate::input::{
    Diagnostics, FileId, InputError, Node, NodeKind, ShapeRules, Span, check_shape, decode,
    read_json, read_yaml,
};

/// A decoded document.
pub(super) struct Document<T> {
    pub(super) raw: T,
    /// The same as a tree.
    pub(super) node: Node,
}

impl EstateReader<'_> {
    /// The document in a file that was opened; `None` when it is no YAML or JSON at all.
    pub(super) fn document<T: DeserializeOwned>(
        &mut self,
        file: FileId,
        rules: &'static ShapeRules,
    ) -> Option<Document<T>> {
        if let Some(node) = self.kept_tree(file, rules) {
            let raw = decode::<T>(&node).ok()?;
            return Some(Document { raw, node });
        }
        let mut errors = Diagnostics::new();
        let tree = self.tree(file, &mut errors);
        let Some(mut node) = tree else {
            self.problems.extend(errors.into_sorted());
            return None;
        };
        check_shape(&mut node, rules, &mut errors);
        let errors = errors.into_sorted();
        if !errors.is_empty() {
            incomplete(&node, &errors, &mut self.broken);
            // The ids in what was taken out, from the file as it was written.
            let whole = self.tree(file, &mut Diagnostics::new());
            whole
                .iter()
                .for_each(|node| remember("", node, &mut self.broken));
        }
        let is_faulty = !errors.is_empty();
        if let (false, Some(kept), Some(source)) = (is_faulty, self.kept, self.sources.file(file)) {
            kept.keep_tree(file, rules, source.text(), &node);
        }
        self.problems.extend(errors);
        match decode::<T>(&node) {
            Ok(raw) => Some(Document { raw, node }),
            Err(error) => {
                // After the rules have spoken this would only say the same in other words.
                if !is_faulty {
                    self.problems.push(error);
                }
                None
            }
        }
    }

    fn kept_tree(&self, file: FileId, rules: &'static ShapeRules) -> Option<Node> {
        self.kept?
            .tree(file, rules, self.sources.file(file)?.text())
    }

    fn tree(&self, file: FileId, errors: &mut Diagnostics) -> Option<Node> {
        let source = self.sources.file(file)?;
        if files::is_json(source.path()) || source.path() == files::LOCK {
            read_json(file, source.text(), 0, errors)
        } else {
            read_yaml(file, source.text(), errors)
        }
    }
}

/// Notes everything with an id within which something is wrong. The errors are in the order of
/// their places.
fn incomplete(node: &Node, errors: &[InputError], broken: &mut Broken) {
    let first =
        errors.partition_point(|error| error.span.is_none_or(|span| span.start < node.span.start));
    let is_within = |span: Span| span.end <= node.span.end;
    let any = errors.get(first..).and_then(|later| later.first());
    if !any.and_then(|error| error.span).is_some_and(is_within) {
        return;
    }
    match &node.kind {
        NodeKind::Map(entries) => {
            let id = entries.iter().find(|(key, _)| key.name == "id");
            broken.incomplete.extend(id.map(|(_, id)| id.span));
            entries
                .iter()
                .for_each(|(_, value)| incomplete(value, errors, broken));
        }
        NodeKind::Seq(items) => items
            .iter()
            .for_each(|item| incomplete(item, errors, broken)),
        _ => {}
    }
}

/// Remembers everything that may be an id: the values of such keys, and the keys of maps of maps,
/// which people write where lists belong.
fn remember(key: &str, node: &Node, broken: &mut Broken) {
    match &node.kind {
        NodeKind::String(id) if matches!(key, "id" | "group") => {
            broken.ids.insert(id.clone());
        }
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                if matches!(value.kind, NodeKind::Map(_)) {
                    broken.ids.insert(key.name.to_string());
                }
                remember(&key.name, value, broken);
            }
        }
        NodeKind::Seq(items) => items.iter().for_each(|item| remember(key, item, broken)),
        _ => {}
    }
}
