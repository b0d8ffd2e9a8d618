//! A number with its noun, for messages.

use std::fmt::Display;

/// A count with its noun, in the plural where it is not one: `1 party`, `2 parties`, `0 errors`.
///
/// The plural is the regular one of the last word: `-y` behind a consonant becomes `-ies`, and what ends in `s`,
/// `x`, `ch` or `sh` gets `-es`.
pub fn counted<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    if count == N::from(1) {
        return format!("1 {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{count} {stem}ies"),
        _ if ["s", "x", "ch", "sh"].iter().any(|it| noun.ends_with(it)) => {
            format!("{count} {noun}es")
        }
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_noun_follows_its_number() {
        for (count, noun, words) in [
            (1, "party", "1 party"),
            (2, "party", "2 parties"),
            (3, "day", "3 days"),
            (2, "guess", "2 guesses"),
            (0, "more error", "0 more errors"),
        ] {
            assert_eq!(counted(count, noun), words);
        }
    }
}
