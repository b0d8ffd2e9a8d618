//! Terms of the vocabulary in the words of a cell.

use std::collections::BTreeMap;

use crate::taxonomy::{Glossary, Taxonomy, TermId, TermKind, TermMatch};

/// As many terms are proposed for a cell, at most.
const MOST: usize = 4;
/// Words behind the one that says what it is: `payment services`.
const TAILS: [&str; 16] = [
    "service",
    "services",
    "provider",
    "providers",
    "platform",
    "infrastructure",
    "software",
    "tool",
    "tools",
    "system",
    "solution",
    "management",
    "processing",
    "delivery",
    "data",
    "subprocessor",
];

/// The vocabulary, which remembers what it was asked.
#[derive(Debug)]
pub(super) struct Vocabulary<'t> {
    taxonomy: &'t Taxonomy,
    glossary: &'t Glossary,
    answers: BTreeMap<(TermKind, String), Option<TermId>>,
}

impl<'t> Vocabulary<'t> {
    pub fn new(taxonomy: &'t Taxonomy, glossary: &'t Glossary) -> Self {
        Self {
            taxonomy,
            glossary,
            answers: BTreeMap::new(),
        }
    }

    /// The terms of a kind that some words mean, as a flow writes them: the whole, else each part of
    /// the list that it is.
    pub fn of(&mut self, kind: TermKind, words: &str) -> Vec<String> {
        let whole = self.term(kind, words);
        let terms: Vec<TermId> = match whole {
            Some(term) => vec![term],
            None => {
                let lower = words
                    .to_lowercase()
                    .replace(" and ", ",")
                    .replace(" or ", ",");
                let parts = lower.split([',', ';', '/', '&', '+', '(', ')', '\n', '.']);
                let parts: Vec<String> = parts
                    .take(MOST * 4)
                    .map(|it| it.trim().to_owned())
                    .collect();
                parts
                    .iter()
                    .filter_map(|part| self.term(kind, part))
                    .collect()
            }
        };
        let mut short: Vec<String> = Vec::new();
        for term in terms {
            let word = self.taxonomy.short(term).to_owned();
            if !short.contains(&word) && short.len() < MOST {
                short.push(word);
            }
        }
        short
    }

    /// The one term of a kind that some words name, as a flow writes it.
    pub fn one(&mut self, kind: TermKind, words: &str) -> Option<String> {
        let term = self.term(kind, words)?;
        Some(self.taxonomy.short(term).to_owned())
    }

    /// A term by its id, as a flow writes it.
    pub fn short(&self, id: &str) -> Option<String> {
        let term = self.taxonomy.find(id)?;
        Some(self.taxonomy.short(term).to_owned())
    }

    fn term(&mut self, kind: TermKind, words: &str) -> Option<TermId> {
        let words = words.trim().to_lowercase();
        let is_short = (1..=6).contains(&words.split_whitespace().count());
        if !is_short {
            return None;
        }
        let key = (kind, words.clone());
        if let Some(known) = self.answers.get(&key) {
            return *known;
        }
        let found = self.look(kind, &words).or_else(|| {
            let (head, tail) = words.rsplit_once(' ')?;
            let is_tail = TAILS.contains(&tail);
            is_tail.then(|| self.look(kind, head)).flatten()
        });
        self.answers.insert(key, found);
        found
    }

    /// The term that words name, or the only one whose name has all of them.
    fn look(&self, kind: TermKind, words: &str) -> Option<TermId> {
        if let Some(term) = self.glossary.term(kind, words) {
            return Some(term);
        }
        let written = [words.to_owned(), words.replace(' ', "-")];
        if let Some(term) = written
            .iter()
            .find_map(|it| self.taxonomy.lookup_known(kind, it))
        {
            return Some(term);
        }
        let found = self.glossary.search(self.taxonomy, Some(kind), words);
        let (first, _) = found.first()?;
        let mut best = found.iter().filter(|(by, _)| by == first);
        let (Some((by, term)), None) = (best.next(), best.next()) else {
            return None;
        };
        let is_long = words.contains(' ');
        let is_sure = matches!(by, TermMatch::Name | TermMatch::Synonym)
            || (*by == TermMatch::Words && is_long);
        is_sure.then_some(*term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_purpose_become_terms() {
        let taxonomy = Taxonomy::builtin().unwrap();
        let glossary = Glossary::of(&taxonomy).unwrap();
        let mut vocabulary = Vocabulary::new(&taxonomy, &glossary);
        for words in [
            "payment processing",
            "Web analytics",
            "Error monitoring, e-mail delivery",
        ] {
            let terms = vocabulary.of(TermKind::Purpose, words);
            assert!(!terms.is_empty(), "{words}");
            for term in &terms {
                assert!(taxonomy.lookup(TermKind::Purpose, term).is_ok(), "{term}");
            }
        }
        assert!(vocabulary.of(TermKind::Purpose, "zzz qqq").is_empty());
        assert!(vocabulary.of(TermKind::Purpose, "").is_empty());
    }
}
