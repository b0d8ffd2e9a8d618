//! Terms of the vocabulary, as `terms` lists them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::taxonomy::{Glossary, Taxonomy, TermId, TermKind, TermMatch};

/// Terms that were looked for, the best match first.
#[derive(Debug, Clone)]
pub struct TermList {
    /// What was looked for; `None`: everything.
    pub word: Option<String>,
    /// The terms.
    pub terms: Vec<TermView>,
}

/// A term and its place in the hierarchy.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TermView {
    /// The full id: `dpv-pd:EmailAddress`, or an estate's own.
    pub id: String,
    /// The spelling for files: `email-address`.
    pub write: String,
    /// The name for people.
    pub label: String,
    /// Its kind: `data`, `purpose`, `subject` ...
    pub kind: &'static str,
    /// The key of an estate that takes it, with its value; `null` where none does.
    pub line: Option<String>,
    /// Other words for it.
    pub also_called: Vec<String>,
    /// What it means; `null` for terms of the Data Privacy Vocabulary, which has its own definitions.
    pub definition: Option<String>,
    /// Where the word is in use.
    pub found_in: Option<String>,
    /// The address of that.
    pub found_at: Option<String>,
    /// The terms above it up to the top of the kind, the nearest first; one of several ways.
    pub broader: Vec<String>,
    /// The terms directly below it.
    pub narrower: Vec<String>,
    /// The other terms below the nearest one above it.
    pub siblings: Vec<String>,
    /// It is a special category (Art 9).
    pub special: bool,
    /// It is about offences (Art 10).
    pub criminal: bool,
    /// How it was found: `name`, `synonym`, `words`, `definition`, `some-words` (where no term has all of them);
    /// `null` where nothing was looked for.
    pub found_by: Option<&'static str>,
}

impl TermList {
    /// The terms that a word means, of a kind or of any; without a word all of them.
    pub fn of(
        taxonomy: &Taxonomy,
        glossary: &Glossary,
        kind: Option<TermKind>,
        word: Option<&str>,
    ) -> Self {
        let terms: Vec<(Option<TermMatch>, TermId)> = match word {
            Some(word) => {
                let found = glossary.search(taxonomy, kind, word).into_iter();
                found.map(|(by, term)| (Some(by), term)).collect()
            }
            None => {
                let of_kind = |term: &TermId| kind.is_none_or(|kind| taxonomy.kind(*term) == kind);
                taxonomy
                    .terms()
                    .filter(of_kind)
                    .map(|term| (None, term))
                    .collect()
            }
        };
        Self {
            word: word.map(str::to_owned),
            terms: terms
                .into_iter()
                .map(|(by, term)| view(taxonomy, glossary, by, term))
                .collect(),
        }
    }
}

fn view(taxonomy: &Taxonomy, glossary: &Glossary, by: Option<TermMatch>, term: TermId) -> TermView {
    let write = taxonomy.short(term).to_owned();
    let definition = glossary.definition(term);
    let kind = taxonomy.kind(term);
    let mut broader = Vec::new();
    let mut at = term;
    while let Some(parent) = taxonomy.parents(at).first().copied() {
        broader.push(taxonomy.short(parent).to_owned());
        at = parent;
    }
    let below = |parent: TermId| -> Vec<String> {
        let terms = taxonomy.terms();
        let children = terms.filter(|it| *it != term && taxonomy.parents(*it).contains(&parent));
        children.map(|it| taxonomy.short(it).to_owned()).collect()
    };
    TermView {
        id: taxonomy.id(term).to_owned(),
        label: taxonomy.label(term).to_owned(),
        kind: kind.as_str(),
        line: key_of(kind).map(|key| format!("{key}: {write}")),
        also_called: glossary.words(term).to_vec(),
        definition: definition.map(|it| it.text.clone()),
        found_in: definition.map(|it| it.found_in.clone()),
        found_at: definition.and_then(|it| it.link.clone()),
        broader,
        narrower: below(term),
        siblings: taxonomy
            .parents(term)
            .first()
            .map_or_else(Vec::new, |it| below(*it)),
        special: taxonomy.is_special(term),
        criminal: taxonomy.is_criminal(term),
        found_by: by.map(|by| match by {
            TermMatch::Name => "name",
            TermMatch::Synonym => "synonym",
            TermMatch::Words => "words",
            TermMatch::Definition => "definition",
            TermMatch::SomeWords => "some-words",
        }),
        write,
    }
}

/// The key of an estate that takes terms of a kind.
fn key_of(kind: TermKind) -> Option<&'static str> {
    Some(match kind {
        TermKind::Data => "data",
        TermKind::Subject => "subjects",
        TermKind::Purpose => "purpose",
        TermKind::LegalBasis => "basis",
        TermKind::TransferTool => "kind",
        TermKind::Measure => "measures",
        TermKind::Recipient => "is",
        TermKind::Processing | TermKind::Context | TermKind::Sector => return None,
    })
}
