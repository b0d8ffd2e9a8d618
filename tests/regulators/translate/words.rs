//! How the words of the cases are read. Cases say data, purposes, people and recipients in plain
//! words; each table of `lexicon` lists terms, each with the words that mean it, `|` between them. A
//! word ends in `*` where any ending will do; up to two others may stand between the words of an
//! entry. What no table knows becomes a term of its own: it says something, though nothing that
//! the vocabulary has.

use fairnotice::taxonomy::TermKind;

/// An entry: what its words mean, and the words.
pub type Entry = (&'static str, &'static str);

/// The meaning of words that leave open what they mean.
pub const ANY: &str = "";

/// Words that carry no meaning of their own.
const SMALL: [&str; 31] = [
    "a",
    "an",
    "and",
    "at",
    "by",
    "data",
    "every",
    "for",
    "from",
    "in",
    "incl",
    "including",
    "info",
    "information",
    "into",
    "is",
    "it",
    "its",
    "of",
    "on",
    "or",
    "other",
    "own",
    "personal",
    "that",
    "the",
    "their",
    "to",
    "up",
    "with",
    "your",
];

/// What the entries that stand in a text mean, in the order of the table, the longer words first
/// where they share one.
pub fn hits(table: &[Entry], text: &str) -> Vec<&'static str> {
    let tokens = tokens(text);
    let mut taken = vec![false; tokens.len()];
    let mut order: Vec<Entry> = table
        .iter()
        .flat_map(|(meaning, words)| words.split('|').map(move |words| (*meaning, words)))
        .collect();
    order.sort_by_key(|(_, words)| std::cmp::Reverse(words.split(' ').count()));
    let mut found: Vec<&'static str> = Vec::new();
    for (meaning, words) in order {
        if let Some(places) = place(words, &tokens, &taken) {
            for place in places {
                taken[place] = true;
            }
            if !found.contains(&meaning) {
                found.push(meaning);
            }
        }
    }
    found
}

/// Whether some of the words stand in a text.
pub fn says(words: &str, text: &str) -> bool {
    let tokens = tokens(text);
    let free = vec![false; tokens.len()];
    words
        .split('|')
        .any(|words| place(words, &tokens, &free).is_some())
}

/// Whether a text repeats all that another says, in whatever order and with whatever endings.
pub fn repeats(text: &str, other: &str) -> bool {
    let said = tokens(text);
    let mut words = tokens(other);
    words.retain(|word| !SMALL.contains(&word.as_str()));
    !words.is_empty()
        && words
            .iter()
            .all(|word| said.iter().any(|token| stem(token) == stem(word)))
}

/// A word without the endings that plurals and verbs have.
fn stem(word: &str) -> &str {
    let endings = ["ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y"];
    let cut = endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| rest.len() > 2);
    cut.unwrap_or(word)
}

/// What a word of a fixed list means, or the reason why the case cannot be put into an estate.
pub fn meaning<T: Copy>(table: &[(&str, T)], what: &str, word: &str) -> Result<T, String> {
    let plain = word.trim().to_lowercase().replace([' ', '_'], "-");
    table
        .iter()
        .find(|(known, _)| *known == word || *known == plain)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| format!("{what} `{word}`"))
}

/// A text as an id.
pub fn slug(text: &str) -> String {
    tokens(text).join("-")
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Where the words of an entry stand in a text, in their order, with at most two words between.
fn place(words: &str, tokens: &[String], taken: &[bool]) -> Option<Vec<usize>> {
    let mut places: Vec<usize> = Vec::new();
    for word in words.split(' ') {
        let (from, to) = match places.last() {
            None => (0, tokens.len()),
            Some(last) => (last + 1, tokens.len().min(last + 4)),
        };
        let at = (from..to).find(|at| !taken[*at] && is(word, &tokens[*at]))?;
        places.push(at);
    }
    Some(places)
}

/// Whether a token is a word of a table, or its plural.
fn is(word: &str, token: &str) -> bool {
    match word.strip_suffix('*') {
        Some(start) => token.starts_with(start),
        None => {
            token == word
                || token.strip_suffix('s') == Some(word)
                || token.strip_suffix("ies") == word.strip_suffix('y') && word.ends_with('y')
        }
    }
}

/// The end of the ids of terms of a kind, so that those of two kinds never meet.
pub fn kind_word(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Data => "data",
        TermKind::Subject => "people",
        TermKind::Purpose => "purpose",
        _ => "class",
    }
}
