//! What people call things: everyday words for terms, with definitions, and a search among them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::data::BuiltinError;
use super::kind::TermKind;
use super::raw_term::EVERYDAY;
use super::spelling::kebab;
use super::store::{Taxonomy, TermId};

/// A word of fewer letters is not looked for by itself, and has no plural.
const WORD: usize = 3;

/// Words that mean nothing by themselves.
const SMALL: [&str; 6] = ["and", "for", "from", "our", "the", "with"];

/// Everyday words for the terms of a taxonomy, and what our own terms mean.
#[derive(Debug)]
pub struct Glossary {
    /// The terms that a word means, by their kind and the word in kebab-case.
    synonyms: BTreeMap<(TermKind, String), TermId>,
    /// The words for a term, as people write them.
    words: BTreeMap<TermId, Vec<String>>,
    definitions: BTreeMap<TermId, Definition>,
    /// How the terms are written, worked out at the first search.
    written: OnceLock<BTreeMap<TermId, Written>>,
}

/// The words for a term, each [`spaced`].
#[derive(Debug, Clone)]
struct Written {
    /// What its name and its short form are; a taxonomy with terms of an estate may have others.
    of: (String, String),
    label: String,
    short: String,
    words: Vec<String>,
    definition: Option<String>,
}

/// What a term of ours means, and where such a word is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// What it means, in a sentence.
    pub text: String,
    /// Where the word is in use.
    pub found_in: String,
    /// The address of that.
    pub link: Option<String>,
}

/// How a term was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermMatch {
    /// By its name.
    Name,
    /// By another word for it.
    Synonym,
    /// All words that were looked for are in its name or in another word for it.
    Words,
    /// They are in its definition.
    Definition,
    /// Some of the words are in its name or in another word for it, and no term has all of them.
    SomeWords,
}

#[derive(Deserialize)]
struct File {
    terms: Vec<RawEveryday>,
    synonyms: Vec<RawSynonyms>,
}

#[derive(Deserialize)]
struct RawEveryday {
    id: String,
    kind: TermKind,
    #[serde(default)]
    synonyms: Vec<String>,
    definition: String,
    found: RawFound,
}

#[derive(Deserialize)]
struct RawFound {
    #[serde(rename = "where")]
    place: String,
    #[serde(default)]
    link: Option<String>,
}

#[derive(Deserialize)]
struct RawSynonyms {
    #[serde(alias = "id")]
    term: String,
    words: Vec<String>,
}

impl Glossary {
    /// The everyday words for the built-in terms of a taxonomy.
    ///
    /// # Errors
    /// When the embedded file is broken, which the tests of this crate rule out.
    pub fn of(taxonomy: &Taxonomy) -> Result<Self, BuiltinError> {
        let file: File = serde_json::from_str(EVERYDAY)?;
        let mut glossary = Self {
            synonyms: BTreeMap::new(),
            words: BTreeMap::new(),
            definitions: BTreeMap::new(),
            written: OnceLock::new(),
        };
        let find = |id: &String| {
            let found = taxonomy.find(id);
            found.ok_or_else(|| BuiltinError::Unknown(id.clone()))
        };
        for raw in file.terms {
            let term = find(&raw.id)?;
            glossary.add(term, raw.kind, raw.synonyms);
            let definition = Definition {
                text: raw.definition,
                found_in: raw.found.place,
                link: raw.found.link,
            };
            glossary.definitions.insert(term, definition);
        }
        for raw in file.synonyms {
            let term = find(&raw.term)?;
            glossary.add(term, taxonomy.kind(term), raw.words);
        }
        Ok(glossary)
    }

    fn add(&mut self, term: TermId, kind: TermKind, words: Vec<String>) {
        for word in &words {
            self.synonyms.insert((kind, kebab(word)), term);
        }
        self.words.entry(term).or_default().extend(words);
    }

    /// The term of a kind that an everyday word means.
    pub fn term(&self, kind: TermKind, word: &str) -> Option<TermId> {
        let word = spaced(word).replace(' ', "-");
        self.synonyms.get(&(kind, word)).copied()
    }

    /// Other words for a term.
    pub fn words(&self, term: TermId) -> &[String] {
        self.words.get(&term).map_or(&[], Vec::as_slice)
    }

    /// What a term of ours means; DPV's own definitions are not part of this program.
    pub fn definition(&self, term: TermId) -> Option<&Definition> {
        self.definitions.get(&term)
    }

    /// The terms that some words mean, the surest first, then by their ids. Plural forms are found as well. Where no
    /// term has all of the words, those with most of them.
    pub fn search(
        &self,
        taxonomy: &Taxonomy,
        kind: Option<TermKind>,
        written: &str,
    ) -> Vec<(TermMatch, TermId)> {
        let wanted = spaced(written);
        if wanted.is_empty() {
            return Vec::new();
        }
        let of_kind = |term: &TermId| kind.is_none_or(|kind| taxonomy.kind(*term) == kind);
        let mut found: Vec<(TermMatch, TermId)> = taxonomy
            .terms()
            .filter(of_kind)
            .filter_map(|term| {
                let is_id = taxonomy.id(term) == written.trim();
                let by = if is_id {
                    Some(TermMatch::Name)
                } else {
                    self.matched(taxonomy, term, &wanted)
                };
                Some((by?, term))
            })
            .collect();
        if found.is_empty() {
            found = self.with_most(taxonomy, taxonomy.terms().filter(of_kind), &wanted);
        }
        found.sort();
        found
    }

    /// How a term is written.
    fn written(&self, taxonomy: &Taxonomy, term: TermId) -> Cow<'_, Written> {
        let known = self.written.get_or_init(|| {
            let terms = taxonomy.terms();
            terms
                .map(|it| (it, self.as_written(taxonomy, it)))
                .collect()
        });
        let known = known
            .get(&term)
            .filter(|it| it.of.0 == taxonomy.label(term) && it.of.1 == taxonomy.short(term));
        known.map_or_else(
            || Cow::Owned(self.as_written(taxonomy, term)),
            Cow::Borrowed,
        )
    }

    fn as_written(&self, taxonomy: &Taxonomy, term: TermId) -> Written {
        let (label, short) = (taxonomy.label(term), taxonomy.short(term));
        Written {
            of: (label.to_owned(), short.to_owned()),
            label: spaced(label),
            short: spaced(short),
            words: self.words(term).iter().map(|it| spaced(it)).collect(),
            definition: self.definition(term).map(|it| spaced(&it.text)),
        }
    }

    /// How all of some words, which are [`spaced`], mean a term.
    fn matched(&self, taxonomy: &Taxonomy, term: TermId, wanted: &str) -> Option<TermMatch> {
        let is = |text: &str| text == wanted || text == singular(wanted);
        let has_all = |text: &str| wanted.split(' ').all(|part| has_word(text, part));
        let written = self.written(taxonomy, term);
        if is(&written.label) || is(&written.short) {
            return Some(TermMatch::Name);
        }
        if written.words.iter().any(|it| is(it)) {
            return Some(TermMatch::Synonym);
        }
        if has_all(&written.label) || written.words.iter().any(|it| has_all(it)) {
            return Some(TermMatch::Words);
        }
        let definition = written.definition.as_ref();
        let is_in = definition.is_some_and(|it| has_all(it));
        is_in.then_some(TermMatch::Definition)
    }

    /// The terms of which a name has most of some words, and one at least that is no small word.
    fn with_most(
        &self,
        taxonomy: &Taxonomy,
        terms: impl Iterator<Item = TermId>,
        wanted: &str,
    ) -> Vec<(TermMatch, TermId)> {
        let means = |it: &&str| it.len() >= WORD && !SMALL.contains(it);
        let parts: Vec<&str> = wanted.split(' ').filter(means).collect();
        let in_name = |name: &str| parts.iter().filter(|part| has_word(name, part)).count();
        let counted = terms.map(|term| {
            let written = self.written(taxonomy, term);
            let words = written.words.iter().map(|it| in_name(it));
            let most = words.max().unwrap_or(0);
            (most.max(in_name(&written.label)), term)
        });
        let counted: Vec<(usize, TermId)> = counted.collect();
        let most = counted.iter().map(|(count, _)| *count).max().unwrap_or(0);
        let best = counted.into_iter();
        best.filter(|(count, _)| *count == most && most > 0)
            .map(|(_, term)| (TermMatch::SomeWords, term))
            .collect()
    }
}

/// Words in lower-case letters with single spaces, whatever was between them.
fn spaced(text: &str) -> String {
    let plain = text.to_lowercase();
    let plain = plain.replace(|c: char| !c.is_alphanumeric() && c != '\'', " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text has a word that is, or begins with, another or its singular.
fn has_word(text: &str, part: &str) -> bool {
    let part = singular(part);
    text.split(' ').any(|word| word.starts_with(part))
}

/// Words without the `s` of a plural. What remains is looked for as a beginning, so that no more is needed.
fn singular(words: &str) -> &str {
    match words.strip_suffix('s') {
        Some(rest) if rest.len() >= WORD && !rest.ends_with('s') => rest,
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> (Taxonomy, Glossary) {
        let taxonomy = Taxonomy::builtin().unwrap();
        let glossary = Glossary::of(&taxonomy).unwrap();
        (taxonomy, glossary)
    }

    #[test]
    fn each_everyday_term_has_a_place_a_meaning_and_a_source() {
        let (taxonomy, glossary) = both();
        assert!(glossary.definitions.len() >= 200);
        for (term, definition) in &glossary.definitions {
            let id = taxonomy.id(*term);
            assert!(
                !taxonomy.parents(*term).is_empty(),
                "{id} has no broader term"
            );
            assert!(definition.text.ends_with('.'), "{id}");
            assert!(!definition.found_in.is_empty(), "{id}");
        }
    }

    #[test]
    fn no_everyday_word_is_the_name_of_another_term() {
        let (taxonomy, glossary) = both();
        for ((kind, word), term) in &glossary.synonyms {
            let named = taxonomy.lookup_known(*kind, word);
            assert!(
                named.is_none_or(|named| named == *term),
                "`{word}` means {} and names {:?}",
                taxonomy.id(*term),
                named.map(|it| taxonomy.id(it))
            );
        }
    }

    #[test]
    fn a_search_in_other_terms_than_the_first_finds_their_own_names() {
        let (taxonomy, glossary) = both();
        let search = |taxonomy: &Taxonomy, word: &str| {
            let found = glossary.search(taxonomy, None, word).into_iter();
            found
                .map(|(by, term)| (by, taxonomy.id(term).to_owned()))
                .collect::<Vec<_>>()
        };
        let before = search(&taxonomy, "library card");
        assert!(!before.iter().any(|(by, _)| *by == TermMatch::Name));
        let term = crate::taxonomy::NewTerm {
            id: "reader-pass".to_owned(),
            label: Some("Library card".to_owned()),
            parents: vec!["personal-data".to_owned()],
            ..Default::default()
        };
        let own = taxonomy.extended(vec![term]).unwrap();
        let found = search(&own, "library card");
        assert_eq!(found.first().unwrap().0, TermMatch::Name);
        assert_eq!(search(&taxonomy, "library card"), before);
    }

    #[test]
    fn a_name_comes_before_a_synonym_and_that_before_a_part() {
        let (taxonomy, glossary) = both();
        let first = |word: &str| {
            let found = glossary.search(&taxonomy, None, word);
            found.first().map(|(by, term)| (*by, taxonomy.id(*term)))
        };
        assert_eq!(
            first("billing address"),
            Some((TermMatch::Name, "fairnotice:BillingAddress"))
        );
        assert_eq!(
            first("Billing-Addresses"),
            None.or(first("billing addresses"))
        );
        assert_eq!(
            first("surname"),
            Some((TermMatch::Synonym, "fairnotice:LastName"))
        );
        assert_eq!(
            first("dpv-pd:EmailAddress"),
            Some((TermMatch::Name, "dpv-pd:EmailAddress"))
        );
        assert_eq!(first("zzzz"), None);
        let purposes = |word: &str| {
            let found = glossary.search(&taxonomy, Some(TermKind::Purpose), word);
            let found = found.into_iter();
            found
                .map(|(by, term)| (by, taxonomy.id(term)))
                .collect::<Vec<_>>()
        };
        let some = (TermMatch::SomeWords, "dpv:PaymentManagement");
        assert!(purposes("card payments").contains(&some));
        assert!(!purposes("payments").contains(&some));
        assert_eq!(purposes("qqq for the zzz"), []);
        let kinds = glossary.search(&taxonomy, Some(TermKind::Purpose), "newsletter");
        assert!(
            kinds
                .iter()
                .all(|(_, term)| taxonomy.kind(*term) == TermKind::Purpose)
        );
        assert!(!kinds.is_empty());
    }
}
