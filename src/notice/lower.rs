//! A folded text in small letters, character for character, to be searched often.

/// The small letters.
#[derive(Debug)]
pub(super) struct Lower {
    chars: Vec<char>,
    text: String,
    /// The byte of `text` at which each character begins.
    starts: Vec<u32>,
}

impl Lower {
    /// Small letters for folded characters, which are fewer than 4 GiB in bytes.
    pub(super) fn of(folded: &[char]) -> Self {
        let chars = small(folded);
        let mut text = String::with_capacity(chars.len());
        let mut starts = Vec::with_capacity(chars.len());
        for c in &chars {
            starts.push(text.len() as u32);
            text.push(*c);
        }
        Self {
            chars,
            text,
            starts,
        }
    }

    /// The characters.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Every character at which some words begin, overlaps included. The words are in small letters.
    pub(super) fn places<'p>(&'p self, words: &'p str) -> impl Iterator<Item = usize> + 'p {
        let mut next = 0;
        std::iter::from_fn(move || {
            let from = *self.starts.get(next)? as usize;
            let byte = from + self.text.get(from..)?.find(words)?;
            let at = self
                .starts
                .partition_point(|start| (*start as usize) < byte);
            next = at + 1;
            Some(at)
        })
    }
}

/// Small letters, one for one: a letter that has several small ones is given the first.
pub(super) fn small(chars: &[char]) -> Vec<char> {
    chars
        .iter()
        .map(|c| c.to_lowercase().next().unwrap_or(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The places are those at which a look at each character finds the words.
        #[test]
        fn places_are_those_of_a_look_at_each_character(
            text in "[aAbé ß]{0,40}",
            words in "[abé ]{1,3}",
        ) {
            let chars: Vec<char> = text.chars().collect();
            let lower = Lower::of(&chars);
            let wanted: Vec<char> = words.chars().collect();
            let plain: Vec<usize> = lower
                .chars()
                .windows(wanted.len())
                .enumerate()
                .filter(|(_, window)| *window == wanted)
                .map(|(at, _)| at)
                .collect();
            prop_assert_eq!(lower.places(&words).collect::<Vec<_>>(), plain);
        }
    }
}
