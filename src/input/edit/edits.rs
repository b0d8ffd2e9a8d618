//! Several edits of one text at a time: the text is read once for all that do not touch each other, and once more for each
//! that does.

use super::splice::{Splice, applied};
use super::{entries, keys, tree};
use crate::input::Node;

/// A text that is edited. What comes out is what the edits one after the other give.
#[derive(Debug)]
pub struct Edits {
    text: String,
    tree: Option<Node>,
    waiting: Vec<Splice>,
    read: usize,
}

impl Edits {
    /// A text as it is.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            tree: None,
            waiting: Vec::new(),
            read: 0,
        }
    }

    /// An entry at the end of a list: see [`entry_appended`](super::entry_appended). `None` where that cannot be made, as
    /// for all others.
    pub fn append(&mut self, list: &str, entry: &[(&str, String)]) -> Option<()> {
        self.edit(|text, root| entries::appended(text, root, list, entry))
    }

    /// An entry of a list removed: see [`entry_removed`](super::entry_removed).
    pub fn without(&mut self, list: &str, id: &str) -> Option<()> {
        self.edit(|text, root| entries::without(text, root, list, id))
    }

    /// A key of an entry of a list: see [`key_set`](super::key_set).
    pub fn set(&mut self, (list, id): (&str, &str), key: &str, value: &str) -> Option<()> {
        self.edit(|text, root| keys::set(text, root, (list, id), key, value))
    }

    /// Some items of a list in an entry: see [`items_removed`](super::items_removed).
    pub fn remove(&mut self, (list, id): (&str, &str), key: &str, items: &[&str]) -> Option<()> {
        for item in items {
            self.edit(|text, root| keys::removed(text, root, (list, id), key, item))?;
        }
        Some(())
    }

    /// The edited text, and how often a text was read for it.
    pub fn finish(mut self) -> Option<(String, usize)> {
        self.apply()?;
        Some((self.text, self.read))
    }

    fn edit(&mut self, find: impl Fn(&str, &Node) -> Option<Splice>) -> Option<()> {
        let found = self
            .read()
            .and_then(|root| find(&self.text, &root).map(|it| (it, root)));
        match found {
            Some((it, root)) if self.waiting.iter().all(|earlier| it.agrees(earlier)) => {
                self.tree = Some(root);
                self.waiting.push(it);
            }
            _ if self.waiting.is_empty() => return None,
            // It is about what an earlier edit changes or adds.
            _ => {
                self.apply()?;
                let root = self.read()?;
                self.waiting.push(find(&self.text, &root)?);
                self.tree = Some(root);
            }
        }
        Some(())
    }

    /// The tree of the text as it was read last.
    fn read(&mut self) -> Option<Node> {
        if let Some(known) = self.tree.take() {
            return Some(known);
        }
        self.read += 1;
        tree(&self.text)
    }

    fn apply(&mut self) -> Option<()> {
        if !self.waiting.is_empty() {
            self.text = applied(&self.text, std::mem::take(&mut self.waiting))?;
            self.tree = None;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{entry_appended, items_removed, key_set};
    use super::*;

    /// An edit, as the tests make them.
    #[derive(Debug, Clone)]
    enum Made {
        Append(&'static str, u8),
        Set(&'static str, u8, &'static str),
        Remove(u8, Vec<&'static str>),
    }

    const TEXTS: [&str; 4] = [
        "# head\nparties:\n  - {id: e0, o: {k: 1}}\n  - id: e1 # why\n    data: [n, 'm', o]\nflows:\n  - id: e2\n  - id: e3\n    data:\n      - n\n      - m\n",
        "flows: [{id: e2, data: [n, m, o]}, {id: e3}]\nparties: []\n",
        "parties:\n- id: e0\n- id: e1\n  data: [n, m]",
        "name: x\nflows:\n  - id: e2\n    to: \"b\"\n    data: [n, m, o]\n\n# tail\n",
    ];

    fn made() -> impl Strategy<Value = Made> {
        let list = || prop::sample::select(&["parties", "flows"][..]);
        let words = prop::sample::subsequence(vec!["n", "m", "o"], 1..3);
        prop_oneof![
            (list(), 4_u8..7).prop_map(|(list, id)| Made::Append(list, id)),
            (
                list(),
                0_u8..6,
                prop::sample::select(&["to", "data", "o.k", "p"][..])
            )
                .prop_map(|(list, id, key)| Made::Set(list, id, key)),
            (0_u8..5, words).prop_map(|(id, words)| Made::Remove(id, words)),
        ]
    }

    /// The list that an entry is in.
    fn list_of(id: u8) -> &'static str {
        if id < 2 { "parties" } else { "flows" }
    }

    fn one_by_one(text: &str, all: &[Made]) -> Option<String> {
        all.iter().try_fold(text.to_owned(), |text, it| match it {
            Made::Append(list, id) => entry_appended(
                &text,
                list,
                &[("id", format!("e{id}")), ("to", "x".to_owned())],
            ),
            Made::Set(list, id, key) => key_set(&text, (list, &format!("e{id}")), key, "[x, y]"),
            Made::Remove(id, words) => {
                items_removed(&text, (list_of(*id), &format!("e{id}")), "data", words)
            }
        })
    }

    fn together(text: &str, all: &[Made]) -> Option<(String, usize)> {
        let mut edits = Edits::new(text);
        for it in all {
            match it {
                Made::Append(list, id) => {
                    edits.append(list, &[("id", format!("e{id}")), ("to", "x".to_owned())])
                }
                Made::Set(list, id, key) => edits.set((list, &format!("e{id}")), key, "[x, y]"),
                Made::Remove(id, words) => {
                    edits.remove((list_of(*id), &format!("e{id}")), "data", words)
                }
            }?;
        }
        edits.finish()
    }

    proptest! {
        #[test]
        fn edits_together_are_edits_one_by_one(text in prop::sample::select(&TEXTS[..]), all in prop::collection::vec(made(), 0..7)) {
            let together = together(text, &all).map(|(text, _)| text);
            prop_assert_eq!(together, one_by_one(text, &all));
        }
    }

    #[test]
    fn lines_that_are_added_end_as_those_of_the_text() {
        let (mut all, mut dos) = (
            Edits::new(TEXTS[0]),
            Edits::new(&TEXTS[0].replace('\n', "\r\n")),
        );
        for edits in [&mut all, &mut dos] {
            edits
                .append(
                    "parties",
                    &[("id", "e4".to_owned()), ("to", "x".to_owned())],
                )
                .unwrap();
            edits
                .append("contracts", &[("id", "c".to_owned())])
                .unwrap();
            edits.set(("flows", "e2"), "to", "x").unwrap();
            edits.set(("parties", "e0"), "o.k", "2").unwrap();
            edits.remove(("flows", "e3"), "data", &["n"]).unwrap();
        }
        let (all, dos) = (all.finish().unwrap().0, dos.finish().unwrap().0);
        assert_eq!(dos, all.replace('\n', "\r\n"));
    }

    #[test]
    fn a_text_is_read_once_for_edits_of_different_entries() {
        let entries: String = (0..50)
            .map(|at| format!("  - id: e{at}\n    to: b\n"))
            .collect();
        let text = format!("flows:\n{entries}");
        let mut edits = Edits::new(&text);
        for at in 0..50 {
            edits.set(("flows", &format!("e{at}")), "to", "c").unwrap();
            edits.append("flows", &[("id", format!("f{at}"))]).unwrap();
        }
        let (after, read) = edits.finish().unwrap();
        assert_eq!(after.matches("to: c").count(), 50);
        assert!(after.contains("  - id: f0\n  - id: f1\n"));
        assert!(read <= 3, "{read}");
    }
}
