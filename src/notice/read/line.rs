//! One line of the notice as patterns see it: small ASCII letters, single spaces, and the way back to the
//! original.

use std::ops::Range;

use super::tags;
pub(super) use super::tags::Seen;

/// What patterns see at both ends of a value that a template fills in.
pub(super) const VALUE: char = '_';

/// The words of a block, folded for matching. Every byte of `low` is one character that a reader sees.
#[derive(Debug, Default, Clone)]
pub(super) struct Line {
    low: String,
    /// For each byte of `low` the number of its character in `seen`.
    at: Vec<usize>,
    seen: Vec<Seen>,
}

impl Line {
    /// Folds the characters of a block.
    pub(super) fn of(seen: Vec<Seen>) -> Self {
        let (mut low, mut at) = (String::new(), Vec::new());
        let mut push = |folded: char, number: usize| {
            if folded != ' ' || !low.is_empty() && !low.ends_with(' ') {
                low.push(folded);
                at.push(number);
            }
        };
        let mut tags = tags::of(&seen).into_iter().peekable();
        for (number, (c, ..)) in seen.iter().enumerate() {
            while tags.next_if(|tag| tag.place.end <= number).is_some() {}
            if let Some(tag) = tags.peek().filter(|tag| tag.place.contains(&number)) {
                // Of a value both ends are there, so that a quote has all of it.
                let is_end = number == tag.place.start || number + 1 == tag.place.end;
                if is_end {
                    push(if tag.is_value { VALUE } else { ' ' }, number);
                }
                continue;
            }
            let next = seen.get(number + 1).map(|(c, ..)| *c);
            let is_escape = *c == '\\' && matches!(next, Some('\'' | '"' | '`'));
            if let Some(folded) = fold(*c).filter(|_| !is_escape) {
                push(folded, number);
            }
        }
        if low.ends_with(' ') {
            low.pop();
            at.pop();
        }
        doctors(&mut low, &at, &seen);
        Self { low, at, seen }
    }

    /// The folded words.
    pub(super) fn low(&self) -> &str {
        &self.low
    }

    /// The characters as they were seen, over a range of folded bytes.
    pub(super) fn seen(&self, range: Range<usize>) -> &[Seen] {
        let first = self.at.get(range.start).copied();
        let last = range.end.checked_sub(1).and_then(|last| self.at.get(last));
        match (first, last) {
            (Some(first), Some(last)) => self.seen.get(first..=*last).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Some characters as they were seen, by their numbers.
    pub(super) fn characters(&self, numbers: Range<usize>) -> Option<&[Seen]> {
        self.seen.get(numbers)
    }

    /// How many characters are seen before a folded byte, as far as they are folded.
    pub(super) fn seen_before(&self, byte: usize) -> usize {
        let last = byte.checked_sub(1).and_then(|last| self.at.get(last));
        last.map_or(0, |last| last + 1)
    }

    /// The words as they were seen, by the numbers of their characters. What comes before the first folded byte is no
    /// part of them.
    pub(super) fn words(&self) -> Vec<Range<usize>> {
        let first = self.at.first().copied().unwrap_or(self.seen.len());
        let (mut found, mut start) = (Vec::new(), None);
        for (number, (c, ..)) in self.seen.iter().enumerate().skip(first) {
            match (c.is_whitespace(), start) {
                (true, Some(from)) => {
                    found.push(from..number);
                    start = None;
                }
                (false, None) => start = Some(number),
                _ => {}
            }
        }
        found.extend(start.map(|from| from..self.seen.len()));
        found
    }

    /// The bytes of the original over a range of folded bytes.
    pub(super) fn original(&self, range: Range<usize>) -> Option<Range<usize>> {
        let seen = self.seen(range);
        let (_, start, _) = seen.first()?;
        let (.., end) = seen.last()?;
        Some(*start as usize..*end as usize)
    }

    /// The words of a range of folded bytes as they are written, with single spaces.
    pub(super) fn written(&self, range: Range<usize>) -> String {
        let text: String = self.seen(range).iter().map(|(c, ..)| *c).collect();
        super::super::visible::collapse(&text)
    }

    /// The sentences: ranges of folded bytes without the space between them.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for (byte, c) in self.low.bytes().enumerate() {
            if matches!(c, b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']' | b';')
                && self.ends_at(byte)
            {
                found.push(start..byte + 1);
                start = byte + 1;
            }
        }
        found.push(start..self.low.len());
        let trimmed = found.into_iter().filter_map(|range| {
            let text = self.low.get(range.clone())?;
            let lead = text.len() - text.trim_start().len();
            let is_word = text.bytes().any(|c| c.is_ascii_alphanumeric());
            is_word.then(|| range.start + lead..range.end)
        });
        trimmed.collect()
    }

    fn ends_at(&self, byte: usize) -> bool {
        let number = self.at.get(byte).copied().unwrap_or(usize::MAX);
        super::super::sentences::ends_at(&self.seen, number)
    }
}

/// Parts the plural of *GP* from *GPS*, which small letters would make the same: doctors are no place.
fn doctors(low: &mut String, at: &[usize], seen: &[Seen]) {
    let found: Vec<usize> = low.match_indices("gps").map(|(start, _)| start).collect();
    for start in found {
        let written = (start..start + 3).filter_map(|it| seen.get(*at.get(it)?));
        if written.map(|(c, ..)| *c).eq("GPs".chars()) {
            low.replace_range(start + 2..start + 3, "'");
        }
    }
}

/// Words as patterns see them.
pub(super) fn folded(text: &str) -> String {
    Line::of(text.chars().map(|c| (c, 0, 0)).collect()).low
}

/// A character as patterns see it; `None` for what has no width. A character that is not ASCII is seen as
/// `x` if it is a letter, else as a space.
fn fold(c: char) -> Option<char> {
    match c {
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => None,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{B4}' | '`' => Some('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{2022}' | '\u{25CF}' | '\u{25AA}' | '\u{25E6}' | '\u{B7}' => Some('*'),
        '\u{2026}' => Some('.'),
        c if c.is_ascii_graphic() => Some(c.to_ascii_lowercase()),
        c if c.is_alphabetic() => Some('x'),
        _ => Some(' '),
    }
}
