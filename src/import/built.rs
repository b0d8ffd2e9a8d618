//! How much the functions of a template may build. A few of them within each other make gigabytes of a few bytes, and so
//! do many that name one long text.

use std::cell::Cell;

use super::listed::Tree;
use crate::input::limits::MAX_BUILT_BYTES;
use crate::input::{InputError, InputErrorKind, NodeKind, Span};

/// A value counts as so many bytes in addition to those of its text.
const VALUE_BYTES: usize = 64;

/// What the functions of the templates of one file have built, counted each time it is put somewhere.
#[derive(Debug)]
pub(super) struct Built {
    left: Cell<usize>,
    /// Where the limit was passed.
    over: Cell<Option<Span>>,
}

impl Default for Built {
    fn default() -> Self {
        Self {
            left: Cell::new(MAX_BUILT_BYTES),
            over: Cell::new(None),
        }
    }
}

impl Built {
    /// Counts a text of so many bytes before it is built; `false`: it is not to be built.
    pub fn spend(&self, bytes: usize, span: Span) -> bool {
        let left = self
            .left
            .get()
            .checked_sub(bytes.saturating_add(VALUE_BYTES));
        self.left.set(left.unwrap_or(0));
        if left.is_none() && !self.is_over() {
            self.over.set(Some(span));
        }
        !self.is_over()
    }

    /// Counts what a function has come to; nothing is known of what is too much.
    pub fn counted(&self, tree: Tree, span: Span) -> Tree {
        if self.spend(weight(&tree), span) {
            tree
        } else {
            Tree::Later(None, span)
        }
    }

    /// Whether the limit was passed: whatever is worked out after that is not looked at.
    pub fn is_over(&self) -> bool {
        self.over.get().is_some()
    }

    /// Ends the reading where the limit was passed.
    ///
    /// # Errors
    /// At the function that built too much.
    pub fn within_limit(&self) -> Result<(), InputError> {
        let Some(span) = self.over.get() else {
            return Ok(());
        };
        let message = format!(
            "the functions of this file build more than {} MiB of text, up to this one",
            MAX_BUILT_BYTES >> 20
        );
        let help = "shorten the texts that functions repeat, or pass a plan of what is deployed";
        Err(InputError::new(InputErrorKind::Limit, span, message).help(help))
    }
}

/// The bytes of a value, the addresses and names of parameters in it included.
fn weight(tree: &Tree) -> usize {
    let name = |name: &Option<String>| name.as_ref().map_or(0, String::len);
    match tree {
        Tree::Known(NodeKind::String(text) | NodeKind::Number(text), _, of) => {
            text.len() + name(of)
        }
        Tree::Known(_, _, of) | Tree::Later(of, _) => name(of),
        Tree::Hidden(_) => 0,
        Tree::Seq(items, _) => items.iter().map(|it| VALUE_BYTES + weight(it)).sum(),
        Tree::Map(entries, _) => {
            let bytes = |(key, value): &(crate::input::Key, Tree)| {
                VALUE_BYTES + key.name.len() + weight(value)
            };
            entries.iter().map(bytes).sum()
        }
    }
}
