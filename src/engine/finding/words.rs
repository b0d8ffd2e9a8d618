//! The words of a message.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::cases::{RuleHit, Subject};
use crate::estate::model::{Basis, Estate};

/// A list in a message is cut after this many items.
const MOST_ITEMS: usize = 6;

/// What the flows of a finding declare, all together.
#[derive(Default)]
pub(super) struct Declared<'e> {
    pub data: BTreeSet<&'e str>,
    pub subjects: BTreeSet<&'e str>,
    pub purposes: BTreeSet<&'e str>,
    pub bases: BTreeSet<&'e str>,
    pub countries: BTreeSet<&'e str>,
    pub services: BTreeSet<&'e str>,
    pub exporters: BTreeSet<&'e str>,
    pub importers: BTreeSet<&'e str>,
    /// The labels of the terms above, by the word for the term in evidence.
    labels: BTreeMap<&'e str, String>,
}

impl<'e> Declared<'e> {
    pub fn of(estate: &'e Estate, hits: &'e [RuleHit<'_>]) -> Self {
        let mut all = Self::default();
        let short = |term: &crate::taxonomy::TermId| estate.taxonomy.short(*term);
        for hit in hits {
            let Subject::Movement {
                movement,
                countries,
                ..
            } = &hit.case.subject
            else {
                continue;
            };
            let shape = estate.shape(movement.shape);
            all.data.extend(shape.content.data.iter().map(short));
            all.subjects
                .extend(shape.content.subjects.iter().map(short));
            all.purposes
                .extend(shape.content.purposes.iter().map(short));
            all.services.insert(match shape.service {
                Some(service) => &estate.service(service).name,
                None => "no service",
            });
            let name = |party| estate.party(party).name.as_str();
            all.exporters.extend(movement.exporter.map(name));
            all.importers.extend(movement.importer.map(name));
            all.countries.extend(countries.iter().map(String::as_str));
            all.bases.insert(match &shape.lawfulness.basis {
                Basis::Term(term) => short(term),
                Basis::Absent | Basis::None => "no legal basis",
            });
            let basis = match &shape.lawfulness.basis {
                Basis::Term(term) => Some(term),
                Basis::Absent | Basis::None => None,
            };
            for term in &shape.content.subjects {
                let label = || estate.taxonomy.in_sentence_plural(*term);
                all.labels.entry(short(term)).or_insert_with(label);
            }
            let terms = [&shape.content.data, &shape.content.purposes];
            for term in terms.into_iter().flatten().chain(basis) {
                let label = || estate.taxonomy.in_sentence(*term);
                all.labels.entry(short(term)).or_insert_with(label);
            }
        }
        all
    }

    /// The label of a declared term, or the word itself where it is none.
    pub fn label<'w>(&'w self, word: &'w str) -> &'w str {
        self.labels.get(word).map_or(word, String::as_str)
    }

    /// The labels of words, joined for a sentence.
    pub fn list<'w>(&'w self, words: impl IntoIterator<Item = &'w str>) -> String {
        list(words.into_iter().map(|word| self.label(word)))
    }
}

/// Items joined for a sentence; a long list is cut, and says so.
pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.into_iter().collect();
    match items.as_slice() {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [most @ .., last] if items.len() <= MOST_ITEMS => format!("{} and {last}", most.join(", ")),
        _ => {
            let shown = items
                .iter()
                .take(MOST_ITEMS)
                .copied()
                .collect::<Vec<_>>()
                .join(", ");
            format!("{shown} and {} more", items.len() - MOST_ITEMS)
        }
    }
}

/// A quote, cut to what fits a sentence.
pub(super) fn cut(quote: &str) -> String {
    const MOST: usize = 90;
    let flat = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MOST {
        return flat;
    }
    let head: String = flat.chars().take(MOST).collect();
    let head = head
        .rsplit_once(' ')
        .map_or(head.as_str(), |(head, _)| head)
        .to_owned();
    format!("{head} ...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b", "c"]), "a, b and c");
        assert_eq!(
            list(["a", "b", "c", "d", "e", "f", "g", "h"]),
            "a, b, c, d, e, f and 2 more"
        );
    }

    #[test]
    fn long_quotes_are_cut_at_a_word() {
        let text = cut(&"word ".repeat(40));
        assert!(text.ends_with("word ...") && text.len() < 100, "{text}");
    }
}
