//! The words of a message.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;

use crate::engine::movement::Movement;
use crate::estate::model::{Basis, Estate, PartyIx, ServiceIx, ShapeIx};
use crate::taxonomy::TermId;

/// A list in a message is cut after this many items.
const MOST_ITEMS: usize = 6;

/// What the flows of a finding declare, all together.
#[derive(Debug, Default)]
pub(super) struct Declared {
    data: HashSet<TermId>,
    subjects: HashSet<TermId>,
    purposes: HashSet<TermId>,
    bases: HashSet<Basis>,
    services: HashSet<Option<ServiceIx>>,
    exporters: HashSet<PartyIx>,
    importers: HashSet<PartyIx>,
    countries: BTreeSet<String>,
    /// What was taken in last: the movements of one flow follow each other.
    last: Option<ShapeIx>,
}

impl Declared {
    /// Takes in a movement, and the countries that it goes to, by name.
    pub fn add(&mut self, estate: &Estate, movement: &Movement, countries: &[String]) {
        self.exporters.extend(movement.exporter);
        self.importers.extend(movement.importer);
        for country in countries {
            if !self.countries.contains(country) {
                self.countries.insert(country.clone());
            }
        }
        if self.last == Some(movement.shape) {
            return;
        }
        self.last = Some(movement.shape);
        let shape = estate.shape(movement.shape);
        self.data.extend(&shape.content.data);
        self.subjects.extend(&shape.content.subjects);
        self.purposes.extend(&shape.content.purposes);
        self.bases.insert(shape.lawfulness.basis);
        self.services.insert(shape.service);
    }

    /// The words for all of it.
    pub fn words<'e>(&'e self, estate: &'e Estate) -> DeclaredWords<'e> {
        let taxonomy = &estate.taxonomy;
        let short = |term: &TermId| taxonomy.short(*term);
        let name = |party: &PartyIx| estate.party(*party).name.as_str();
        let bases = || self.bases.iter().copied();
        let stated = |basis| match basis {
            Basis::Term(term) => Some(term),
            Basis::Absent | Basis::None => None,
        };
        let mut labels = BTreeMap::new();
        for term in sorted(&self.subjects) {
            let label = || taxonomy.in_sentence_plural(term);
            labels.entry(short(&term)).or_insert_with(label);
        }
        let terms = [&self.data, &self.purposes].into_iter().flat_map(sorted);
        for term in terms.chain(bases().filter_map(stated)) {
            let label = || taxonomy.in_sentence(term);
            labels.entry(short(&term)).or_insert_with(label);
        }
        DeclaredWords {
            data: self.data.iter().map(short).collect(),
            subjects: self.subjects.iter().map(short).collect(),
            purposes: self.purposes.iter().map(short).collect(),
            bases: bases()
                .map(|basis| stated(basis).map_or("no legal basis", |term| taxonomy.short(term)))
                .collect(),
            countries: self.countries.iter().map(String::as_str).collect(),
            services: (self.services.iter())
                .map(|service| match service {
                    Some(service) => &estate.service(*service).name,
                    None => "no service",
                })
                .collect(),
            exporters: self.exporters.iter().map(name).collect(),
            importers: self.importers.iter().map(name).collect(),
            labels,
        }
    }
}

/// Terms in their order.
fn sorted(terms: &HashSet<TermId>) -> BTreeSet<TermId> {
    terms.iter().copied().collect()
}

/// The words for what the flows of a finding declare.
pub(super) struct DeclaredWords<'e> {
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

impl DeclaredWords<'_> {
    /// The label of a declared term, or the word itself where it is none.
    pub fn label<'w>(&'w self, word: &'w str) -> &'w str {
        self.labels.get(word).map_or(word, String::as_str)
    }

    /// The labels of words, joined for a sentence.
    pub fn list<'w>(&'w self, words: impl IntoIterator<Item = &'w str>) -> String {
        list(words.into_iter().map(|word| self.label(word)))
    }

    /// What no statement covers, of each side.
    pub fn missing(&self, omitted: &BTreeMap<String, BTreeSet<String>>) -> String {
        let words = omitted.iter().map(|(side, elements)| {
            let elements = self.list(elements.iter().map(String::as_str));
            match side.as_str() {
                "automatedDecision" => format!("the automated decision about {elements}"),
                "basis" => format!("the legal basis for {elements}"),
                "destination" => format!("the transfer to {elements}"),
                "indirectRecipient" | "recipient" => format!("who receives {elements}"),
                "purpose" => format!("the use for {elements}"),
                "retention" => format!("how long {elements} will be kept"),
                "safeguard" => format!("the mechanism of transfers ({elements})"),
                "source" => format!("the source of {elements}"),
                _ => elements,
            }
        });
        let words: BTreeSet<String> = words.collect();
        list(words.iter().map(String::as_str))
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
