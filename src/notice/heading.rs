//! A heading of a notice.

/// A heading as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its visible words.
    pub(super) text: String,
    /// From 1, the highest, to 6; [`BOLD`] for what only its look makes a heading.
    pub(super) level: u8,
    /// The byte at which it begins.
    pub(super) start: usize,
}

/// The level of a heading that has no mark of one: a short paragraph that is all bold, the summary of details, a term
/// of a list of terms. It is below all headings that have marks.
pub(super) const BOLD: u8 = 7;

/// Whether words read as a title: few of them, a capital letter first, no end of a sentence.
pub(super) fn is_title(words: &str) -> bool {
    let bare = without_number(words).trim();
    let count = bare.split_whitespace().count();
    let shown = bare.chars().count();
    let starts = bare
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let ends = bare
        .chars()
        .last()
        .is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!'));
    let inside = bare.contains([':', '@']);
    starts && !ends && !inside && (1..=14).contains(&count) && (3..=90).contains(&shown)
}

/// Whether words in bold read as a heading: as a title, and not as the date of the text.
pub(super) fn is_bold_title(words: &str) -> bool {
    let is_year = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits.len() == 4 && digits.starts_with(['1', '2'])
    };
    is_title(words) && !words.split_whitespace().any(is_year)
}

/// A folded heading without the number before it (`1.`, `2)`, `3.1`).
pub(super) fn without_number(heading: &str) -> &str {
    let Some((number, rest)) = heading.split_once(' ') else {
        return heading;
    };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains(['.', ')'])
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'));
    if is_number { rest } else { heading }
}
