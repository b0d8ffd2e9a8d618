//! Parts of a plan or a state whose shape is not known. They are an error: what they hold would be left out in
//! silence, and the file would deploy less than it does.

use super::document::Content;
use crate::import::path::text_of;
use crate::input::{InputError, InputErrorKind, Node, NodeKind};

impl<'n> Content<'n> {
    /// Remembers the first part whose shape is not known. The message has no value of the file, which may be a secret.
    pub(super) fn is_odd(&mut self, node: &Node, message: &str) {
        let error = || {
            InputError::new(InputErrorKind::BadValue, node.span, message.to_owned()).help(
                "pass what `terraform show -json` prints, as it is; where that is it, this version is not known yet",
            )
        };
        self.odd.get_or_insert_with(error);
    }

    /// The items of a list, if it is there; another value in its place is at fault.
    pub(super) fn list(&mut self, node: &'n Node, key: &str) -> &'n [Node] {
        match node.get(key) {
            None => &[],
            Some(list) => {
                if !matches!(list.kind, NodeKind::Seq(_)) {
                    self.is_odd(list, &format!("`{key}` is not a list"));
                }
                list.items()
            }
        }
    }

    /// Whether a value has keys; another one is at fault.
    pub(super) fn is_map(&mut self, node: &Node, what: &str) -> bool {
        let is_map = matches!(node.kind, NodeKind::Map(_));
        if !is_map {
            self.is_odd(node, &format!("{what} without keys is not known"));
        }
        is_map
    }

    /// The type and the name of a resource; one without them is at fault.
    pub(super) fn block_of(&mut self, node: &'n Node) -> Option<(&'n str, &'n str)> {
        let found = text_of(node, "type").zip(text_of(node, "name"));
        if found.is_none() {
            self.is_odd(
                node,
                "a resource without a `type` and a `name` is not known",
            );
        }
        found
    }

    /// The outermost module of some values, if they are there.
    pub(super) fn root_module(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let values = node.get(key)?;
        if !self.is_map(values, &format!("`{key}`")) {
            return None;
        }
        let root = values.get("root_module")?;
        self.is_map(root, "`root_module`").then_some(root)
    }
}
