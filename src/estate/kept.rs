//! What loads of one estate have in common, kept from one to the next. A remedy is tried by loading the estate with
//! a change, and nearly all of it is as it was before.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::raw::RawTerm;
use crate::input::{FileId, Node, ShapeRules};
use crate::notice::{Anchor, AnchorError, PublishedText, TextFormat};
use crate::taxonomy::Taxonomy;

/// What was read before, by the file and all that it was read from. What differs is read again, and kept in its
/// place.
#[derive(Debug, Default)]
pub struct Kept {
    trees: Mutex<BTreeMap<FileId, Tree>>,
    texts: Mutex<BTreeMap<FileId, Text>>,
    taxonomy: Mutex<Option<(Vec<RawTerm>, Arc<Taxonomy>)>>,
}

/// A document in which nothing was found wrong.
#[derive(Debug)]
struct Tree {
    rules: &'static ShapeRules,
    text: String,
    tree: Arc<Node>,
}

/// The text of a notice that is the whole of its file.
#[derive(Debug)]
struct Text {
    headings: Vec<String>,
    text: Arc<PublishedText>,
    anchors: Arc<Mutex<Anchors>>,
}

/// The places of words, by all that they are looked for by.
type Anchors = BTreeMap<(Vec<Option<String>>, Option<u32>), Anchor>;

/// What the words of a statement are looked for by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'w> {
    pub(super) section: Option<&'w str>,
    pub(super) quote: &'w str,
    pub(super) prefix: Option<&'w str>,
    pub(super) suffix: Option<&'w str>,
    pub(super) occurrence: Option<u32>,
}

impl Words<'_> {
    fn key(&self) -> (Vec<Option<String>>, Option<u32>) {
        let words = [self.section, Some(self.quote), self.prefix, self.suffix];
        let words = words.into_iter().map(|it| it.map(str::to_owned));
        (words.collect(), self.occurrence)
    }
}

fn locked<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept {
    /// The tree of a file, if its text and the rules for it are those from which it was read.
    pub(super) fn tree(
        &self,
        file: FileId,
        rules: &'static ShapeRules,
        text: &str,
    ) -> Option<Node> {
        let trees = locked(&self.trees);
        let known = trees.get(&file)?;
        let tree = (std::ptr::eq(known.rules, rules) && known.text == text)
            .then(|| Arc::clone(&known.tree));
        drop(trees);
        tree.map(|it| Node::clone(&it))
    }

    /// Keeps the tree of a file in which nothing was found wrong.
    pub(super) fn keep_tree(
        &self,
        file: FileId,
        rules: &'static ShapeRules,
        text: &str,
        tree: &Node,
    ) {
        let tree = Tree {
            rules,
            text: text.to_owned(),
            tree: Arc::new(tree.clone()),
        };
        locked(&self.trees).insert(file, tree);
    }

    /// The published text that is the whole of a file.
    pub(super) fn text(
        &self,
        file: FileId,
        text: &str,
        format: TextFormat,
        headings: &[String],
    ) -> Arc<PublishedText> {
        let known = locked(&self.texts).get(&file).and_then(|known| {
            let same = known.text.text() == text
                && known.text.format() == format
                && known.headings == headings;
            same.then(|| Arc::clone(&known.text))
        });
        known.unwrap_or_else(|| {
            let text = Arc::new(PublishedText::new(file, text, format, headings));
            let headings = headings.to_vec();
            let kept = Text {
                headings,
                text: Arc::clone(&text),
                anchors: Arc::default(),
            };
            locked(&self.texts).insert(file, kept);
            text
        })
    }

    /// The vocabulary with these terms.
    pub(super) fn taxonomy(&self, terms: &[RawTerm]) -> Option<Arc<Taxonomy>> {
        let known = locked(&self.taxonomy);
        let (_, taxonomy) = known.as_ref().filter(|(known, _)| known == terms)?;
        Some(Arc::clone(taxonomy))
    }

    /// Keeps the vocabulary with terms in which nothing was found wrong.
    pub(super) fn keep_taxonomy(&self, terms: &[RawTerm], taxonomy: &Arc<Taxonomy>) {
        *locked(&self.taxonomy) = Some((terms.to_vec(), Arc::clone(taxonomy)));
    }

    /// The place of a statement's words in a text that is kept; `find` looks for those that are not known.
    pub(super) fn anchor(
        &self,
        words: &Words<'_>,
        text: &PublishedText,
        find: impl FnOnce() -> Result<Anchor, AnchorError>,
    ) -> Result<Anchor, AnchorError> {
        let texts = locked(&self.texts);
        let is_kept = |it: &&Text| std::ptr::eq(&raw const *it.text, text);
        let Some(anchors) = texts
            .get(&text.file())
            .filter(is_kept)
            .map(|it| Arc::clone(&it.anchors))
        else {
            return find();
        };
        drop(texts);
        let key = words.key();
        let known = locked(&anchors).get(&key).copied();
        if let Some(anchor) = known {
            return Ok(anchor);
        }
        let anchor = find()?;
        locked(&anchors).insert(key, anchor);
        Ok(anchor)
    }
}
