//! Denials by a noun or by another verb: *there is no transfer to third countries*, *sharing your data with others does not
//! take place*, *none of your data is sold*, *we refrain from selling it*. They are put into the words that clauses know.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::{Captures, Regex};

use super::pattern::compile;

/// What publishers do with data, as nouns, each with its verb.
const DEEDS: [(&str, &str); 11] = [
    ("transfer", "transfer"),
    ("export", "transfer"),
    ("passing", "pass on"),
    ("sharing", "share"),
    ("disclos", "disclose"),
    ("sale", "sell"),
    ("selling", "sell"),
    ("collect", "collect"),
    ("stor", "store"),
    ("process", "process"),
    ("use", "use"),
];

/// A noun for one of them, with what is before it.
const NOUN: &str = r"(?:(?:international|onward|further|data|such|planned|intended|routine) )*(transfers?|transferring|exports?|sharing|disclosures?|disclosing|sales?|selling|passing[ -]on|collection|collecting|storage|storing|processing|use)";

/// Of what, and the rest.
const OF: &str = r"(?: of)?((?: [a-z',/-]+){0,8}?(?: (?:data|information|details|pii|records?|content|e-?mails?|address(?:es)?|names?|numbers?|photos?|location|cookies|identifiers?|it|them)))?((?: (?:to|with|outside|from|between|for|by|in|beyond)\b.*?)?)";

/// Words by which something does not happen.
const HAPPENS: &str = r"(?:takes?|taken|taking|place|planned|intended|foreseen|envisaged|anticipated|made|occurs?|happens?|carried out|performed|undertaken)";

/// *There is no transfer of data to third countries*: the noun, of what, and the rest.
static THERE_IS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(&format!(r"\b(?:there (?:is|are|will be)|(?:we|i) (?:make|carry out|undertake|perform|conduct|have|intend|plan|envisage|permit)) (?:currently |therefore |also )?no {NOUN}{OF}[.! ]*$")).ok()
});

/// *No transfer of data to third countries takes place*, and without the verb.
static NO_DEED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(&format!(r"^[^a-z]*(?:currently,? )?no {NOUN}{OF}(?: (?:is|are|will|be|been|being|has|have|currently|ever)){{0,3}}(?: {HAPPENS}){{0,2}}[.! ]*$")).ok()
});

/// *A transfer to third countries does not take place*.
static NOT_DONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(&format!(r"^[^a-z]*(?:(?:an?|the|any|such|our) )?{NOUN}{OF} (?:is|are|do|does|will|has|have)(?: not|n't)(?: (?:currently|ever|be|been|being)){{0,2}}(?: {HAPPENS}){{1,2}}[.! ]*$")).ok()
});

/// *None of your data is shared with others*: what, and what is not done.
static NONE_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:none|nothing) of ((?:[a-z',/-]+ ){0,6}?(?:data|information|details|pii|it|this)) (?:is|are|will be|has been|have been|gets?) (?:ever )?((?:shared|sold|rented|disclosed|passed|given|provided|transferred|sent|collected|used|processed|stored|kept)\b.*)$").ok()
});

/// *We refrain from sharing it*: what is not done, and the rest.
static REFRAINS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:we|i) (?:also |always )?(?:refrain|abstain) from (sharing|selling|disclosing|passing|transferring|collecting|storing|processing|using)\b(.*)$").ok()
});

/// *We avoid collecting it*, which may be done all the same.
static AVOIDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:we|i|to) (?:also |always |generally )?avoid (?:sharing|selling|disclosing|passing|transferring|collecting|storing|processing|using)\b").ok()
});

/// *We have no access to your data*: to what.
static NO_ACCESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(r"\b(?:we|i) have no access to (.*)$").ok());

/// Words by which what is denied happens in some cases.
static AT_TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:unless|except|excepting|only|until|without|other than|apart from|aside from|besides|beyond|save for|subject to|if|where|otherwise|provided that|as long as|as far as|in addition|further|additional|as a rule|in principle|generally|normally|usually)\b").ok()
});

/// Whether words have a condition or an exception, so that what they deny happens in some cases.
pub(super) fn happens_at_times(words: &str) -> bool {
    let at_times = AT_TIMES.as_ref();
    at_times.is_some_and(|it| it.is_match(words.as_bytes()))
}

/// Where a part of a sentence begins that says something of its own.
static BEGINS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"; |, (?:so|and|but|though|while|which means|therefore)(?: that)? (?:we|i|it|they|you|your|our|the|this|these|there|no|none)\b|, (?:we|your|our|it|they) | \band (?:there|no|we)\b").ok()
});

/// A denial, in the words that clauses know.
pub(super) struct Reworded {
    /// Where in the sentence it is.
    pub(super) place: Range<usize>,
    /// The words; `None` where it is a denial with nothing that could be stated.
    pub(super) denial: Option<String>,
}

/// The first denial that a part of a sentence makes by a noun or by another verb; `None` where none makes one.
pub(super) fn reworded(sentence: &str) -> Option<Reworded> {
    let borders = BEGINS.iter();
    let borders = borders.flat_map(|it| it.find_iter(sentence.as_bytes()));
    let starts: Vec<usize> = borders.map(|it| it.start()).collect();
    let ends = starts.iter().copied().chain([sentence.len()]);
    let mut parts = [0].into_iter().chain(starts.iter().copied()).zip(ends);
    parts.find_map(|(start, end)| {
        let denial = denied(after_border(sentence.get(start..end)?))?;
        Some(Reworded {
            place: start..end,
            denial,
        })
    })
}

/// The words without those that join them to what is before them.
fn after_border(words: &str) -> &str {
    let words = words.trim_start_matches([';', ',', ' ']);
    let joins = [
        "so that ",
        "so ",
        "and ",
        "but ",
        "which means that ",
        "which means ",
        "therefore ",
    ];
    let rest = joins.iter().find_map(|it| words.strip_prefix(it));
    rest.unwrap_or(words)
}

/// What words deny, in the words that clauses know; the inner `None` where that cannot be stated.
fn denied(words: &str) -> Option<Option<String>> {
    if happens_at_times(words) {
        return None;
    }
    let capture = |pattern: &'static Option<Regex>| pattern.as_ref()?.captures(words.as_bytes());
    for pattern in [&*THERE_IS, &*NO_DEED, &*NOT_DONE] {
        if let Some(found) = capture(pattern) {
            return of_deed(&found).map(Some);
        }
    }
    if let Some(found) = capture(&NONE_OF) {
        return Some(Some(format!(
            "{} is not {}",
            group(&found, 1),
            group(&found, 2)
        )));
    }
    if let Some(found) = capture(&REFRAINS) {
        let verb = verb_of(group(&found, 1))?;
        return Some(Some(format!("we do not {verb}{}", group(&found, 2))));
    }
    if let Some(found) = capture(&NO_ACCESS) {
        return Some(Some(format!(
            "we do not have access to {}",
            group(&found, 1)
        )));
    }
    capture(&AVOIDS).map(|_| None)
}

/// *We do not transfer your data to third countries*, of a noun, of what, and the rest.
fn of_deed(found: &Captures<'_>) -> Option<String> {
    let verb = verb_of(group(found, 1))?;
    let (what, rest) = (group(found, 2), group(found, 3));
    // Nobody says of what, and to nobody in particular: "No processing".
    if what.is_empty() && rest.is_empty() {
        return None;
    }
    let what = if what.is_empty() { " your data" } else { what };
    Some(format!("we do not {verb}{what}{rest}"))
}

fn verb_of(noun: &str) -> Option<&'static str> {
    let mut all = DEEDS.iter();
    let found =
        all.find(|(begin, _)| noun.starts_with(begin) || noun == "using" && *begin == "use");
    found.map(|(_, verb)| *verb)
}

fn group<'w>(found: &Captures<'w>, at: usize) -> &'w str {
    let bytes = found.get(at).map_or(&b""[..], |it| it.as_bytes());
    std::str::from_utf8(bytes).unwrap_or("")
}
