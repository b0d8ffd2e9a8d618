//! Negation and its scope.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::clause::compile;

/// A negation is so many letters behind the first word of a pattern at most: *we do not share*.
const NEAR: usize = 20;

/// Words that negate the verb behind them.
static NEGATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:not|n't|never|cannot|neither|nor|nobody|nothing|no (?:personal|user|other|such|sensitive|private|identif[a-z]+|data|information|third|one|party|way))\b|[a-z]n't\b").ok()
});

/// Words at which the scope of a negation ends.
static BREAKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"; |, (?:but|and|so|then|which|unless|except|however|although|though|we|you|they|it|other than) |\b(?:but|however|except|unless|other than|although|though|only|until|before|without)\b|\band (?:we|you|they|it|may|will|our|your)\b|: ").ok()
});

/// Whether words before or at the start of `place` negate it.
pub(super) fn is_negated(sentence: &str, place: &Range<usize>) -> bool {
    let (Some(negates), Some(breaks)) = (&*NEGATES, &*BREAKS) else {
        return false;
    };
    let bytes = sentence.as_bytes();
    let begin = breaks
        .find_iter(bytes)
        .map(|it| it.end())
        .take_while(|end| *end <= place.start + 1)
        .last()
        .unwrap_or(0);
    // The words of a pattern may hold the negation itself, between subject and verb.
    let end = place.end.min(place.start + NEAR).max(place.start);
    bytes
        .get(begin..end)
        .is_some_and(|scope| negates.is_match(scope))
}

static DENIES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:we|i|they|us|app|service|site|company|website|application) (?:will |do |does |shall |would |may |can )?(?:not|never)(?: [a-z]+){0,4}? ?(?::|:-)$|n't(?: [a-z]+){0,4}? ?(?::|:-)$").ok()
});

/// Whether a sentence that leads to a list denies what its items say: *We will not:*, and not *We do not share
/// your data, except:*.
pub(super) fn is_denial(lead: &str) -> bool {
    let excepts = [
        "except",
        "unless",
        "other than",
        "following",
        "limited",
        "hesitate",
        "only",
        "if ",
    ];
    let denies = DENIES
        .as_ref()
        .is_some_and(|it| it.is_match(lead.as_bytes()));
    denies && !excepts.iter().any(|it| lead.contains(it))
}
