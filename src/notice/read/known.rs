//! What the caller knows and a text may name: vendors, and everyday words for terms. They come as plain data,
//! since their tables belong to other modules.

use std::collections::BTreeMap;
use std::ops::Range;

use super::line::{Line, Seen, folded};
use super::statement::Kind;

/// Names of vendors with their ids, and words with the terms that they mean.
///
/// ```
/// use fairnotice::notice::TextFormat;
/// use fairnotice::notice::read::{Known, read_with};
///
/// let mut known = Known::default();
/// known.add_vendor("Acme Pay", "acme-pay");
/// let reading = read_with("We use Acme Pay for your orders.", TextFormat::Plain, &known);
/// assert_eq!(reading.statements[0].says.vendors[0].id, "acme-pay");
/// ```
#[derive(Debug, Default)]
pub struct Known {
    vendors: Phrases,
    terms: BTreeMap<Kind, Phrases>,
}

/// Phrases by their first word, each with what it means; the longest first.
#[derive(Debug, Default)]
struct Phrases(BTreeMap<String, Vec<Phrase>>);

#[derive(Debug)]
struct Phrase {
    /// The words, folded.
    words: String,
    /// What they mean; `None` where several things are called so.
    means: Option<String>,
    /// Whether the name begins with a small letter, as a brand may.
    small: bool,
}

/// A phrase in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention<'k> {
    /// Folded bytes of the line.
    pub(super) place: Range<usize>,
    /// What it means.
    pub(super) id: &'k str,
}

/// Words behind a name by which it is one at the start of a sentence too: *Branch may collect*, but *Branch
/// offices*.
const VERBS: [&str; 22] = [
    "is",
    "are",
    "may",
    "will",
    "can",
    "and",
    "or",
    "for",
    "uses",
    "collects",
    "stores",
    "receives",
    "processes",
    "tracks",
    "provides",
    "helps",
    "has",
    "acts",
    "inc",
    "ltd",
    "llc",
    "gmbh",
];

impl Known {
    /// Adds a name of a vendor. A name of two vendors means neither.
    pub fn add_vendor(&mut self, name: &str, id: &str) {
        self.vendors.add(name, id);
    }

    /// Adds a word for a term that statements of a kind name: the term in its short spelling.
    pub fn add_term(&mut self, kind: Kind, word: &str, term: &str) {
        self.terms.entry(kind).or_default().add(word, term);
    }

    /// The vendors that a line names, in their order. A name has a capital letter, as it is written; at the start of a
    /// sentence that says nothing, but where the line is an item of a list of recipients.
    pub(super) fn vendors_in(&self, line: &Line, is_listed: bool) -> Vec<Mention<'_>> {
        let low = line.low();
        if self.vendors.0.is_empty() {
            return Vec::new();
        }
        let written = Written::of(line);
        self.vendors.mentions(low, |phrase, place| {
            let first = line.seen(place.clone()).first().map(|(c, ..)| *c);
            let is_name = phrase.small || first.is_some_and(|c| c.is_uppercase() || c.is_numeric());
            let is_single = !phrase.words.contains(' ');
            let begins = is_single && written.begins_sentence(place.start);
            let is_other =
                is_single && (written.in_capitals(place) || is_of_a_longer_name(&written, place));
            let rest = low.get(place.end..).unwrap_or("");
            is_name && !is_other && (!begins || acts(rest) || is_listed && is_set_off(rest))
        })
    }

    /// The terms of a kind that words mean: by several words, since a single one has too many meanings.
    pub(super) fn terms_in(&self, kind: Kind, words: &str) -> Vec<Mention<'_>> {
        let phrases = self.terms.get(&kind).into_iter();
        let found = phrases.flat_map(|it| it.mentions(words, |it, _| it.words.contains(' ')));
        found.collect()
    }
}

/// Whether nothing, or a description, follows a name: *Fen (hosting)*, *Fen - hosting*.
fn is_set_off(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['*', '_']);
    let marks = [" (", " -", ":", ",", ";", "."];
    rest.trim().is_empty() || marks.iter().any(|it| rest.starts_with(it))
}

/// Words in capital letters alone, from so many on, say nothing by a capital letter: *WHO DO WE MAKE IT FOR*.
const SHOUTED: usize = 4;

/// How a line is written, worked out once for all that it mentions.
struct Written<'l> {
    line: &'l Line,
    /// The sentences, in order, and whether each is in capital letters alone.
    sentences: Vec<(Range<usize>, bool)>,
    /// The words as they are seen, in order, by the numbers of their characters.
    words: Vec<Range<usize>>,
}

impl<'l> Written<'l> {
    fn of(line: &'l Line) -> Self {
        let sentences = line.sentences().into_iter();
        let sentences = sentences.map(|sentence| {
            let written = line.written(sentence.clone());
            let words = written
                .split(' ')
                .filter(|it| it.contains(char::is_alphabetic));
            let is_shouted = words.count() >= SHOUTED && !written.contains(char::is_lowercase);
            (sentence, is_shouted)
        });
        Self {
            sentences: sentences.collect(),
            words: line.words(),
            line,
        }
    }

    /// Whether a sentence begins at a place.
    fn begins_sentence(&self, start: usize) -> bool {
        let known = self
            .sentences
            .binary_search_by_key(&start, |(it, _)| it.start);
        known.is_ok()
    }

    /// Whether the sentence around a place is in capital letters alone.
    fn in_capitals(&self, place: &Range<usize>) -> bool {
        let before = self
            .sentences
            .partition_point(|(it, _)| it.start <= place.start);
        let around = before.checked_sub(1).and_then(|at| self.sentences.get(at));
        around.is_some_and(|(sentence, is_shouted)| place.end <= sentence.end && *is_shouted)
    }

    /// The words before a place, the nearest first.
    fn words_before(&self, start: usize) -> impl Iterator<Item = &[Seen]> {
        let end = self.line.seen_before(start);
        let count = self.words.partition_point(|it| it.start < end);
        let words = self.words.get(..count).unwrap_or_default().iter().rev();
        words.filter_map(move |it| self.line.characters(it.start..it.end.min(end)))
    }
}

/// Whether a single word is part of a longer name: of a firm (*Fen & Fen*), of a street (*5 Fen Square*).
fn is_of_a_longer_name(written: &Written<'_>, place: &Range<usize>) -> bool {
    let low = written.line.low();
    let word = low.get(place.clone()).unwrap_or("");
    let (before, after) = (
        low.get(..place.start).unwrap_or(""),
        low.get(place.end..).unwrap_or(""),
    );
    if after
        .strip_prefix(" & ")
        .is_some_and(|it| it.starts_with(word))
        || before
            .strip_suffix(" & ")
            .is_some_and(|it| it.ends_with(word))
    {
        return true;
    }
    // The words with capital letters before it, and the number of a house before these.
    let first = |it: &[Seen]| it.first().map_or(' ', |(c, ..)| *c);
    let is_number = |it: &[Seen]| {
        let bytes: usize = it.iter().take(6).map(|(c, ..)| c.len_utf8()).sum();
        first(it).is_ascii_digit() && bytes <= 5
    };
    let street = written
        .words_before(place.start)
        .take(3)
        .take_while(|it| first(it).is_uppercase() || first(it).is_ascii_digit());
    let street: Vec<&[Seen]> = street.collect();
    street.len() >= 2 && street.iter().skip(1).any(|it| is_number(it))
}

/// Whether the words behind a name are those behind a subject, or none.
fn acts(rest: &str) -> bool {
    let mut words = rest.trim_start_matches(['\'', ',', ':', '(', ')', '.', ' ']);
    if rest.starts_with([',', ':', '(', '.']) {
        return true;
    }
    let end = words.find(|c: char| !c.is_ascii_alphanumeric());
    words = words.get(..end.unwrap_or(words.len())).unwrap_or("");
    words.is_empty() || VERBS.contains(&words)
}

impl Phrases {
    fn add(&mut self, words: &str, means: &str) {
        let small = words.starts_with(char::is_lowercase);
        let words = folded(words);
        let Some(first) = first_word(&words).map(str::to_owned) else {
            return;
        };
        let alike = self.0.entry(first).or_default();
        if let Some(held) = alike.iter_mut().find(|it| it.words == words) {
            if held.means.as_deref() != Some(means) {
                held.means = None;
            }
            return;
        }
        alike.push(Phrase {
            words,
            means: Some(means.to_owned()),
            small,
        });
        alike.sort_by(|a, b| (b.words.len(), &a.words).cmp(&(a.words.len(), &b.words)));
    }

    /// The places of phrases in folded words, none within another; of those that begin at one place the longest
    /// that counts.
    fn mentions(
        &self,
        low: &str,
        counts: impl Fn(&Phrase, &Range<usize>) -> bool,
    ) -> Vec<Mention<'_>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = low.get(at..).filter(|it| !it.is_empty()) {
            let Some(first) = first_word(rest) else {
                // No word begins here: on to the next character.
                at += 1;
                continue;
            };
            let alike = self.0.get(first).into_iter().flatten();
            let hit = alike
                .filter(|it| ends_as_word(rest, &it.words))
                .find(|it| counts(it, &(at..at + it.words.len())));
            match hit {
                Some(phrase) => {
                    let place = at..at + phrase.words.len();
                    at = place.end;
                    if let Some(id) = phrase.means.as_deref() {
                        found.push(Mention { place, id });
                    }
                }
                None => at += first.len(),
            }
        }
        found
    }
}

/// The letters and digits at the start of folded words.
fn first_word(low: &str) -> Option<&str> {
    let end = low.find(|c: char| !c.is_ascii_alphanumeric());
    low.get(..end.unwrap_or(low.len()))
        .filter(|it| !it.is_empty())
}

/// Whether a text begins with some words, which end there; an `s` of the plural aside.
fn ends_as_word(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| {
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}
