//! What may resolve a finding, before it is tried.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use crate::engine::finding::{Assumed, Assumption, CONFIRMED};
use crate::engine::policy::ChangeKind;
use crate::input::edit::Edits;

/// A change that may resolve a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Candidate {
    /// What to do, in the imperative.
    pub text: String,
    /// Its kinds.
    pub kinds: BTreeSet<ChangeKind>,
    /// Edits of the estate's files.
    pub edits: Vec<Edit>,
    /// Sentences that the notice would have.
    pub drafts: Vec<Draft>,
    /// Statements that it would no longer have, by id.
    pub withdraws: BTreeSet<String>,
    /// What it takes for granted.
    pub assumes: BTreeSet<Assumption>,
}

/// A sentence and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// The id of its statement.
    pub id: String,
    /// The document and the section it is for.
    pub document: Option<String>,
    pub section: Option<String>,
    /// The services it speaks of, by id; `all` for a general clause.
    pub services: Vec<String>,
    /// Its words.
    pub quote: String,
    /// What they say: a key of a statement and its value, as YAML.
    pub says: Vec<(&'static str, String)>,
    /// The statement behind which it goes.
    pub behind: Option<String>,
}

/// An edit of a file of the estate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The file.
    pub path: String,
    /// What is edited.
    pub what: EditKind,
}

/// What an edit does. Values are YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum EditKind {
    /// An entry at the end of a list.
    Append(&'static str, Vec<(&'static str, String)>),
    /// A key of an entry: the list, the id, the key, the value.
    Set(&'static str, String, &'static str, String),
    /// An entry removed: the list, the id.
    Remove(&'static str, String),
    /// Items of a list that is the value of a key of an entry.
    Without(&'static str, String, &'static str, Vec<String>),
}

impl Candidate {
    /// A change of one kind.
    pub fn new(kind: ChangeKind, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kinds: BTreeSet::from([kind]),
            ..Self::default()
        }
    }

    /// With an edit more.
    pub fn edit(mut self, path: &str, what: EditKind) -> Self {
        self.edits.push(Edit {
            path: path.to_owned(),
            what,
        });
        self
    }

    /// With something that it takes for granted.
    pub fn assuming(self, name: &str, text: impl Into<String>, value: &str) -> Self {
        let value = match value {
            "" => Assumed::Nothing,
            value => Assumed::Value(value.to_owned()),
        };
        self.assume(name, text.into(), value)
    }

    /// With a fact that only a person can confirm.
    pub fn assuming_fact(self, text: impl Into<String>) -> Self {
        self.assume(CONFIRMED, text.into(), Assumed::Nothing)
    }

    /// With a name that nobody has recorded, for which words are taken while it is tried.
    pub fn assuming_name(self, name: &str, text: impl Into<String>, words: &str) -> Self {
        self.assume(name, text.into(), Assumed::Name(words.to_owned()))
    }

    fn assume(mut self, name: &str, text: String, value: Assumed) -> Self {
        let name = name.to_owned();
        self.assumes.insert(Assumption { name, text, value });
        self
    }

    /// Both this change and another one.
    pub fn and(mut self, other: Self) -> Self {
        self.text = format!("{}, and {}", self.text, other.text);
        self.kinds.extend(other.kinds);
        self.edits.extend(other.edits);
        self.drafts.extend(other.drafts);
        self.withdraws.extend(other.withdraws);
        self.assumes.extend(other.assumes);
        self
    }

    /// How much it changes: fewer changes are shown first.
    pub fn size(&self) -> usize {
        self.edits.len() + self.drafts.len() + self.withdraws.len()
    }

    /// The texts of the files that it edits, by path, and how many texts were read for them; `None` where an edit
    /// cannot be made.
    pub fn texts<'t>(
        &self,
        text: impl Fn(&str) -> Option<&'t str>,
    ) -> Option<(BTreeMap<String, String>, usize)> {
        let mut edited: BTreeMap<&str, Edits> = BTreeMap::new();
        for Edit { path, what } in &self.edits {
            let now = match edited.entry(path) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(first) => first.insert(Edits::new(text(path)?)),
            };
            match what {
                EditKind::Append(list, entry) => now.append(list, entry),
                EditKind::Set(list, id, key, value) => now.set((list, id), key, value),
                EditKind::Remove(list, id) => now.without(list, id),
                EditKind::Without(list, id, key, items) => {
                    let items: Vec<&str> = items.iter().map(String::as_str).collect();
                    now.remove((list, id), key, &items)
                }
            }?;
        }
        let (mut texts, mut read) = (BTreeMap::new(), 0);
        for (path, edits) in edited {
            let (text, times) = edits.finish()?;
            texts.insert(path.to_owned(), text);
            read += times;
        }
        Some((texts, read))
    }

    /// What changes of the notice, as a proposal for `check --with`; empty where it stays as it is.
    pub fn proposal(&self) -> String {
        if self.drafts.is_empty() && self.withdraws.is_empty() {
            return String::new();
        }
        let mut out = format!("name: {}\n", text(&self.text));
        if !self.withdraws.is_empty() {
            let ids: Vec<String> = self.withdraws.iter().map(|id| word(id)).collect();
            out.push_str(&format!("withdraws: [{}]\n", ids.join(", ")));
        }
        if !self.drafts.is_empty() {
            out.push_str("statements:\n");
        }
        for draft in &self.drafts {
            for (at, (key, value)) in draft.entry().iter().enumerate() {
                let dash = if at == 0 { '-' } else { ' ' };
                out.push_str(&format!("  {dash} {key}: {value}\n"));
            }
        }
        out
    }
}

impl Draft {
    /// The keys of its statement with their values, as YAML.
    pub fn entry(&self) -> Vec<(&'static str, String)> {
        let mut entry = vec![("id", word(&self.id))];
        let places = [("document", &self.document), ("section", &self.section)];
        for (key, value) in places {
            entry.extend(value.as_ref().map(|it| (key, text(it))));
        }
        entry.push(("quote", text(&self.quote)));
        if !self.services.is_empty() {
            entry.push(("services", list(&self.services)));
        }
        entry.extend(self.says.iter().cloned());
        entry
    }
}

/// A text in quotes, as YAML and JSON both read it.
pub(super) fn text(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// An id or a term as YAML: plain where that reads as a text.
pub(super) fn word(word: &str) -> String {
    let begins = word.chars().next().is_some_and(char::is_alphabetic);
    let plain = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    if begins && plain && !reserved.contains(&word.to_ascii_lowercase().as_str()) {
        word.to_owned()
    } else {
        text(word)
    }
}

/// A list of ids or terms as YAML; one alone without brackets.
pub(super) fn list<W: AsRef<str>>(words: &[W]) -> String {
    match words {
        [one] => word(one.as_ref()),
        all => {
            let all: Vec<String> = all.iter().map(|it| word(it.as_ref())).collect();
            format!("[{}]", all.join(", "))
        }
    }
}
