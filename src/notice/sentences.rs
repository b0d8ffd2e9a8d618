//! The sentences of a text, in order.

use std::collections::BTreeSet;

use super::sections::Section;
use super::text::{PublishedText, TextFormat};
use crate::input::Span;

/// Words after whose full stop a sentence goes on, in small letters.
const ABBREVIATIONS: [&str; 20] = [
    "e.g", "i.e", "etc", "cf", "no", "nos", "art", "arts", "para", "paras", "mr", "mrs", "ms",
    "dr", "inc", "ltd", "co", "corp", "vs", "st",
];

/// Of these the ones behind which a sentence may end as well: forms of companies, and *etc*.
const MAY_END: [&str; 5] = ["etc", "inc", "ltd", "co", "corp"];

/// Words with which a new sentence begins, whatever precedes the full stop. No name of a company goes on with one.
const BEGINNINGS: [&str; 18] = [
    "we", "our", "you", "your", "this", "these", "that", "those", "it", "its", "they", "their",
    "no", "if", "when", "where", "he", "she",
];

/// A character that a reader sees, with its bytes in the original.
type Seen = (char, u32, u32);

impl PublishedText {
    /// The sentences of the text without its headings, in order: what is between the borders of blocks and
    /// the full stops, question marks and exclamation marks in them. What has no letter is none.
    pub fn sentences(&self) -> Vec<Span> {
        let seen: Vec<Seen> = self.visible_chars().collect();
        let blocks = seen.split(|(c, ..)| *c == '\n');
        let sentences = blocks.flat_map(in_block);
        let spans = sentences.filter_map(|sentence| {
            let (_, start, _) = sentence.iter().find(|(c, ..)| !c.is_whitespace())?;
            let (.., end) = sentence.iter().rfind(|(c, ..)| !c.is_whitespace())?;
            let is_word = sentence.iter().any(|(c, ..)| c.is_alphabetic());
            is_word.then(|| Span::new(self.file(), *start, *end))
        });
        let headings: BTreeSet<&str> = self.sections().map(|it| it.heading.as_str()).collect();
        // A list of contents has the headings again.
        let is_listed = |span: Span| headings.contains(self.words(span).as_str());
        spans
            .filter(|span| !self.is_heading(*span) && !is_listed(*span))
            .collect()
    }

    /// The first line that is as asked for, as blocks part lines: a paragraph or an item is a line. Headings
    /// are lines too.
    pub fn line_where(&self, is_asked: impl Fn(&str) -> bool) -> Option<Span> {
        let seen: Vec<Seen> = self.visible_chars().collect();
        let mut lines = seen.split(|(c, ..)| *c == '\n').filter(|line| {
            let words: String = line.iter().map(|(c, ..)| *c).collect();
            is_asked(&words)
        });
        let line = lines.next()?;
        let (_, start, _) = line.iter().find(|(c, ..)| !c.is_whitespace())?;
        let (.., end) = line.iter().rfind(|(c, ..)| !c.is_whitespace())?;
        Some(Span::new(self.file(), *start, *end))
    }

    /// Whether a place is the heading of the section around it.
    fn is_heading(&self, span: Span) -> bool {
        self.section_at(span.start).is_some_and(|section| {
            self.begins_section(section, span.start) && section.heading.contains(&self.words(span))
        })
    }

    /// Whether words at a place are the first of a section: between its first byte and its heading there is no more
    /// than marks. Tags may go over lines, and so may what is between them; other marks end with their line.
    pub(super) fn begins_section(&self, section: &Section, at: u32) -> bool {
        let before = Span {
            end: at,
            ..section.span
        };
        match self.format() {
            TextFormat::Html => self.words(before).is_empty(),
            TextFormat::Markdown | TextFormat::Plain => self
                .text()
                .get(before.range())
                .is_some_and(|line| !line.contains('\n')),
        }
    }
}

/// The sentences of one block.
fn in_block(block: &[Seen]) -> impl Iterator<Item = &[Seen]> {
    let mut ends: Vec<usize> = block
        .iter()
        .enumerate()
        .filter(|(at, _)| ends_at(block, *at))
        .map(|(at, _)| at + 1)
        .collect();
    ends.push(block.len());
    let mut start = 0;
    ends.into_iter().filter_map(move |end| {
        let sentence = block.get(start..end);
        start = end;
        sentence
    })
}

/// Whether a sentence ends with the character at a place: white space follows its full stop and the closing
/// marks behind it, and then a new sentence.
pub(super) fn ends_at(block: &[Seen], at: usize) -> bool {
    let char_at = |at: usize| block.get(at).map(|(c, ..)| *c);
    let closes = |c: char| matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | ')' | ']');
    // This comes first: of many closing marks only the last is worth looking back from.
    if char_at(at + 1).is_none_or(|next| !next.is_whitespace()) {
        return false;
    }
    let stop = (0..=at).rev().find(|at| !char_at(*at).is_some_and(closes));
    let Some(stop) = stop.filter(|at| matches!(char_at(*at), Some('.' | '!' | '?' | '\u{2026}')))
    else {
        return false;
    };
    let next = block.get(at + 1..).unwrap_or_default();
    let next = next.iter().find(|(c, ..)| !c.is_whitespace());
    if next.is_none_or(|(c, ..)| c.is_lowercase()) {
        return false;
    }
    let before = block.get(..stop).unwrap_or_default();
    let word: Vec<char> = before
        .iter()
        .rev()
        .map(|(c, ..)| *c)
        .take_while(|c| c.is_alphanumeric() || *c == '.')
        .collect();
    let word: String = word
        .into_iter()
        .rev()
        .flat_map(char::to_lowercase)
        .collect();
    // "J. Smith" goes on, and so do "Art. 6" and "U.S. Department". "In the U.S. We" does not.
    let is_pointed = is_pointed(&word);
    let may_end = is_pointed || MAY_END.contains(&word.as_str());
    let goes_on = word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
        || (is_pointed || ABBREVIATIONS.contains(&word.as_str()))
            && !(may_end && opens_sentence(block.get(at + 1..)));
    // "No. 5" goes on, and "No. We keep it" does not.
    let is_answer = word == "no" && !has_digit(block.get(at + 1..));
    char_at(stop) != Some('.') || !goes_on || is_answer
}

/// Whether the next word has a digit.
fn has_digit(next: Option<&[Seen]>) -> bool {
    let next = next.unwrap_or_default().iter().map(|(c, ..)| *c);
    let mut word = next
        .skip_while(|c| c.is_whitespace())
        .take_while(|c| !c.is_whitespace());
    word.any(|c| c.is_numeric())
}

/// Whether a word is of single letters with points between them: *u.s*, *u.k*, *b.v*.
fn is_pointed(word: &str) -> bool {
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    word.contains('.') && word.split('.').all(is_letter)
}

/// Whether what follows begins with a word that begins sentences.
fn opens_sentence(next: Option<&[Seen]>) -> bool {
    let next = next.unwrap_or_default().iter().map(|(c, ..)| *c);
    let word = next.skip_while(|c| c.is_whitespace());
    let word: String = word
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    BEGINNINGS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;
    use crate::notice::TextFormat;

    fn sentences(text: &str, format: TextFormat) -> Vec<String> {
        let published = PublishedText::new(FileId(0), text, format, &["Rights".to_owned()]);
        let words = |span: Span| published.words(span);
        published.sentences().into_iter().map(words).collect()
    }

    #[test]
    fn a_sentence_may_end_with_the_form_of_a_company() {
        let text = "We share your name with Acme Ltd. No other data are shared. Acme Inc. Services keeps it.\n";
        assert_eq!(
            sentences(text, TextFormat::Markdown),
            [
                "We share your name with Acme Ltd.",
                "No other data are shared.",
                "Acme Inc. Services keeps it.",
            ]
        );
    }

    #[test]
    fn a_sentence_goes_on_behind_a_pointed_abbreviation() {
        let text =
            "We have asked the U.S. Department of Trade. We store it in the U.S. We keep it.\n";
        assert_eq!(
            sentences(text, TextFormat::Markdown),
            [
                "We have asked the U.S. Department of Trade.",
                "We store it in the U.S.",
                "We keep it.",
            ]
        );
    }

    #[test]
    fn blocks_and_full_stops_part_sentences() {
        let text = "# We care. A lot\n\nWe keep your **name**. We\ndelete it (after a year.) Is that long? No!\n\n- Post\n- E-mail, e.g. Monthly offers of Smith Inc. and J. Jones\n\n---\n\n42.\n";
        assert_eq!(
            sentences(text, TextFormat::Markdown),
            [
                "We keep your name.",
                "We delete it (after a year.)",
                "Is that long?",
                "No!",
                "Post",
                "E-mail, e.g. Monthly offers of Smith Inc. and J. Jones",
            ]
        );
    }

    #[test]
    fn a_line_of_plain_text_that_is_a_known_heading_is_none() {
        let text = "We keep your name.\n\nRights\n\nYou can ask us. Rights are free.\n";
        assert_eq!(
            sentences(text, TextFormat::Plain),
            ["We keep your name.", "You can ask us.", "Rights are free."]
        );
    }

    #[test]
    fn a_list_of_contents_has_no_sentences() {
        let text =
            "# A notice\n\n- [What we keep](#keep)\n- More\n\n## What we keep\n\nYour name\n";
        assert_eq!(sentences(text, TextFormat::Markdown), ["More", "Your name"]);
    }

    #[test]
    fn every_sentence_is_where_its_words_are() {
        let text = "One &amp; two. *Three* four.\n";
        let published = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
        let places: Vec<&str> = published
            .sentences()
            .iter()
            .map(|span| &text[span.start as usize..span.end as usize])
            .collect();
        assert_eq!(places, ["One &amp; two.", "Three* four."]);
    }
}
