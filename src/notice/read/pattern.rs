//! A pattern over folded text. It is built where the words of a text first make it possible: to build all patterns
//! of the reader takes longer than to judge an estate.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

/// So many places of a pattern are looked at in a sentence.
const PLACES: usize = 4;

/// A pattern over folded text, which is ASCII.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    /// Words of which one at least is in every place; `None` where there are none.
    needs: OnceLock<Option<Vec<String>>>,
    built: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern of the data files.
    pub(super) fn new(source: String) -> Self {
        Self {
            source,
            needs: OnceLock::new(),
            built: OnceLock::new(),
        }
    }

    /// What is wrong with it, which a test rules out: a pattern that is none matches nothing.
    pub(super) fn fault(&self) -> Option<String> {
        let error = compile(&self.source).err()?;
        Some(format!("{}: {error}", self.source))
    }

    /// Whether it is in the words.
    pub(super) fn is_in(&self, words: &str) -> bool {
        self.regex_for(words)
            .is_some_and(|it| it.is_match(words.as_bytes()))
    }

    /// Its places in the words, in order, none within another.
    pub(super) fn places<'p>(&'p self, words: &'p str) -> impl Iterator<Item = Range<usize>> + 'p {
        let found = self.regex_for(words).into_iter();
        found.flat_map(|it| it.find_iter(words.as_bytes()).map(|it| it.range()))
    }

    /// Its first places, overlapping ones too: of *we do not pass it on, but share it* both verbs.
    pub(super) fn overlapping<'p>(
        &'p self,
        words: &'p str,
    ) -> impl Iterator<Item = Range<usize>> + 'p {
        let regex = self.regex_for(words);
        let find = move |from: usize| {
            let within = from <= words.len();
            let found = within.then(|| regex?.find_at(words.as_bytes(), from))?;
            found.map(|it| it.range())
        };
        std::iter::successors(find(0), move |last| find(last.start + 1)).take(PLACES)
    }

    /// The pattern, where the words have what every place of it needs; to look for these is faster, and most
    /// patterns are never built.
    fn regex_for(&self, words: &str) -> Option<&Regex> {
        let needs = self.needs.get_or_init(|| {
            let mut parser = ParserBuilder::new().unicode(false).utf8(false).build();
            needed(&parser.parse(&self.source).ok()?)
        });
        let has = |needs: &Vec<String>| needs.iter().any(|it| words.contains(it));
        if !needs.as_ref().is_none_or(has) {
            return None;
        }
        let built = self.built.get_or_init(|| compile(&self.source).ok());
        built.as_ref()
    }
}

/// A pattern over folded text, built now.
pub(super) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern)
        .unicode(false)
        .size_limit(1 << 22)
        .build()
}

/// Words of which one at least is in every place of a pattern.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec())
            .ok()
            .map(|it| vec![it]),
        HirKind::Capture(group) => needed(&group.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub),
        HirKind::Concat(parts) => {
            let worth = |words: &Vec<String>| {
                let shortest = words.iter().map(String::len).min().unwrap_or(0);
                (shortest, std::cmp::Reverse(words.len()))
            };
            parts.iter().filter_map(needed).max_by_key(worth)
        }
        HirKind::Alternation(either) => {
            let all: Option<Vec<_>> = either.iter().map(needed).collect();
            all.map(|it| it.concat())
        }
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(source: &str) -> Option<Vec<String>> {
        let pattern = Pattern::new(source.to_owned());
        pattern.regex_for("");
        pattern.needs.get()?.clone()
    }

    #[test]
    fn a_pattern_needs_the_words_of_each_of_its_places() {
        let some = |words: &[&str]| Some(words.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(needs(r"\bwe (?:never )?sell\b"), some(&["sell"]));
        assert_eq!(needs(r"\b(?:sell|rent)s?\b"), some(&["sell", "rent"]));
        assert_eq!(needs(r"(?:cookies)+ [a-z]+"), some(&["cookies"]));
        assert_eq!(needs(r"(?:cookies)?"), None);
        assert_eq!(needs(r"\b(?:sell|[a-z]+)\b"), None);
    }

    #[test]
    fn a_pattern_is_found_wherever_a_bare_one_is() {
        let sentences = [
            "we never sell it, and we share it",
            "you can ask us to delete it",
            "",
        ];
        let sources = [
            r"\bwe (?:never )?sell\b",
            r"\b(?:delete|erase)[ds]?\b",
            r"x?",
            r"\bshare\b",
        ];
        for source in sources {
            let bare = compile(source).expect("a pattern");
            let pattern = Pattern::new(source.to_owned());
            for words in sentences {
                assert_eq!(
                    pattern.is_in(words),
                    bare.is_match(words.as_bytes()),
                    "{source} {words}"
                );
                let found = bare.find_iter(words.as_bytes()).map(|it| it.range());
                assert!(pattern.places(words).eq(found), "{source} {words}");
            }
        }
    }
}
