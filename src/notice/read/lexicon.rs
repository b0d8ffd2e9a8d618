//! Everyday words for terms of the vocabulary.

use std::ops::Range;

use super::clause::Need;
use super::known::Mention;
use super::pattern::Pattern;
use super::statement::Kind;

/// The list.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Terms with their patterns, in the order of the file.
    terms: Vec<Word>,
    /// Why the data file cannot be read, which a test rules out.
    unreadable: Option<String>,
}

/// Words for a term.
#[derive(Debug)]
struct Word {
    kind: Kind,
    term: String,
    /// Whether the words say so little that a clause needs others with them: `requests`, `settings`. The data
    /// file writes `?` behind the term.
    weak: bool,
    pattern: Pattern,
}

/// A term in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named<'l> {
    /// Its id, or a place or measure of the format.
    pub(super) term: &'l str,
    /// Whether its words say little.
    weak: bool,
    /// The place of its words.
    pub(super) place: Range<usize>,
}

impl Lexicon {
    /// Reads the data file: for each kind a list of `term: patterns`.
    pub(super) fn parse(text: &str) -> Self {
        type File =
            std::collections::BTreeMap<Kind, Vec<std::collections::BTreeMap<String, Vec<String>>>>;
        let mut all = Self::default();
        let file: File = match serde_json::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                all.unreadable = Some(error.to_string());
                return all;
            }
        };
        for (kind, terms) in file {
            for (term, patterns) in terms.into_iter().flatten() {
                let either = format!(r"\b(?:{})\b", patterns.join("|"));
                all.terms.push(Word {
                    kind,
                    term: term.trim_end_matches('?').to_owned(),
                    weak: term.ends_with('?'),
                    pattern: Pattern::new(either),
                });
            }
        }
        all
    }

    /// The terms of a kind that a sentence names, in order; a term within the words of a longer one does not
    /// count.
    pub(super) fn named(&self, kind: Kind, sentence: &str) -> Vec<Named<'_>> {
        let mut found: Vec<Named<'_>> = Vec::new();
        for word in self.terms.iter().filter(|it| it.kind == kind) {
            let places = word.pattern.places(sentence);
            found.extend(places.map(|place| Named {
                term: &word.term,
                weak: word.weak,
                place,
            }));
        }
        found.sort_by_key(|it| (it.place.start, std::cmp::Reverse(it.place.end)));
        let mut end = 0;
        found.retain(|it| {
            let apart = it.place.start >= end;
            end = end.max(it.place.end);
            apart
        });
        found
    }

    /// The ids of the terms that a sentence names, each once.
    pub(super) fn terms(&self, kind: Kind, sentence: &str) -> Vec<String> {
        self.precise_terms(kind, sentence, &[])
    }

    /// The same, with a more precise term where words that the caller knows hold those of the list: *billing
    /// address* and not *address*.
    pub(super) fn precise_terms(
        &self,
        kind: Kind,
        sentence: &str,
        precise: &[Mention<'_>],
    ) -> Vec<String> {
        self.terms_outside(kind, sentence, precise, &[])
    }

    /// The same, without what is named within some places.
    pub(super) fn terms_outside(
        &self,
        kind: Kind,
        sentence: &str,
        precise: &[Mention<'_>],
        without: &[Range<usize>],
    ) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let is_within = |it: &Named<'_>| {
            let within =
                |held: &Range<usize>| held.start <= it.place.start && it.place.end <= held.end;
            without.iter().any(within)
        };
        for it in self.named(kind, sentence) {
            if is_within(&it) {
                continue;
            }
            let holds = |wide: &&Mention<'_>| {
                wide.place.start <= it.place.start && it.place.end <= wide.place.end
            };
            let term = match precise.iter().find(holds) {
                Some(wide) if !matches!(it.term, "-" | "@") => wide.id,
                _ => it.term,
            };
            if term != "-" && !ids.iter().any(|known| known == term) {
                ids.push(term.to_owned());
            }
        }
        ids
    }

    /// Whether a sentence names as many different terms as a clause needs, one of them at least by words that
    /// say enough.
    pub(super) fn has(&self, need: Need, sentence: &str) -> bool {
        let named = self.named(need.of, sentence);
        let enough = named
            .iter()
            .any(|it| (need.weak || !it.weak) && it.term != "-");
        enough && self.terms(need.of, sentence).len() >= need.count
    }

    /// The places of words that mean no term: *previous schools* of which data are obtained.
    pub(super) fn void(&self, kind: Kind, words: &str) -> Vec<Range<usize>> {
        let void = self.named(kind, words).into_iter();
        void.filter(|it| it.term == "-")
            .map(|it| it.place)
            .collect()
    }

    /// Whether words name a term, and by more than words that say little.
    pub(super) fn says_enough(&self, kind: Kind, words: &str) -> bool {
        let named = self.named(kind, words);
        named.iter().any(|it| !it.weak && it.term != "-")
    }

    /// What is wrong with the data file, which a test rules out.
    pub(super) fn faults(&self) -> Vec<String> {
        let faults = self.terms.iter().filter_map(|it| it.pattern.fault());
        self.unreadable.clone().into_iter().chain(faults).collect()
    }

    /// All ids with their kinds, each once.
    pub(super) fn ids(&self) -> Vec<(Kind, &str)> {
        let ids = self.terms.iter().map(|it| (it.kind, it.term.as_str()));
        let mut ids: Vec<(Kind, &str)> = ids
            .filter(|(_, term)| !matches!(*term, "-" | "@"))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
