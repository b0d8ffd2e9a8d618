//! A published notice: parsed once, searched often.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::html;
use super::index::Index;
use super::lower::Lower;
use super::markdown;
use super::normalise::Folded;
use super::placeholder;
use super::plain_headings::plain_headings;
use super::sections::{Section, SectionId, Sections};
use super::visible::Visible;
use crate::input::{FileId, ScalarPlaces, Span};

/// How a notice is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextFormat {
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// A page of HTML: a reader sees what is between its tags.
    Html,
    /// No markup: a reader sees the text as it is.
    Plain,
}

impl TextFormat {
    /// The format of a file by its name and its text: a text that begins as a page of HTML does is one,
    /// whatever its name.
    pub fn of(path: &str, text: &str) -> Self {
        if html::is_page(text) {
            return Self::Html;
        }
        Self::from_path(path)
    }

    /// The format of a text that is written as a value: HTML where it begins with a tag as pages have them, else
    /// Markdown.
    pub fn of_value(text: &str) -> Self {
        if html::is_page(text) || html::is_fragment(text) {
            Self::Html
        } else {
            Self::Markdown
        }
    }

    /// The format of a file by its name: Markdown for `.md` and `.markdown`, HTML for `.html` and `.htm`,
    /// else plain.
    pub fn from_path(path: &str) -> Self {
        let ending = path
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// The text of a notice as it was published, with its sections.
///
/// All places that it gives out are bytes of the original text, on the borders of characters.
#[derive(Debug)]
pub struct PublishedText {
    file: FileId,
    text: Arc<str>,
    format: TextFormat,
    pub(super) visible: Visible,
    pub(super) folded: Folded,
    pub(super) sections: Sections,
    lower: OnceLock<Lower>,
    /// For many quotes in a long text.
    pub(super) index: Index,
    placeholders: Vec<Span>,
}

impl PublishedText {
    /// Reads the whole text of `file`.
    ///
    /// Markdown has its own headings. Plain text has none that differ from other lines, so
    /// `known_headings` gives their names, or paths of names (`Parent > Child`) for sections within
    /// sections; a name that is no line of the text is simply no section.
    pub fn new(
        file: FileId,
        text: impl Into<Arc<str>>,
        format: TextFormat,
        known_headings: &[String],
    ) -> Self {
        let text: Arc<str> = text.into();
        let (visible, sections) = read(file, &text, format, known_headings);
        let placeholders = placeholders(&text, format).into_iter();
        let span = |it: Range<usize>| Span::new(file, it.start as u32, it.end as u32);
        Self {
            placeholders: placeholders.map(span).collect(),
            file,
            format,
            folded: Folded::of(&visible),
            sections,
            visible,
            text,
            lower: OnceLock::new(),
            index: Index::default(),
        }
    }

    /// Reads a text that is written as a value in `file`, whose whole text is `source`; `places`
    /// are those of the value in it. All places that come out are bytes of `source`.
    pub fn within(
        file: FileId,
        source: impl Into<Arc<str>>,
        value: &str,
        places: &ScalarPlaces,
        format: TextFormat,
        known_headings: &[String],
    ) -> Self {
        let (visible, sections) = read(file, value, format, known_headings);
        let visible = visible.within(places);
        let placeholders = placeholders(value, format).into_iter();
        let span = |it: Range<usize>| {
            let start = places.start_of(it.start);
            Span::new(file, start as u32, places.end_of(it.end).max(start) as u32)
        };
        Self {
            placeholders: placeholders.map(span).collect(),
            file,
            format,
            folded: Folded::of(&visible),
            sections: sections.within(places),
            visible,
            text: source.into(),
            lower: OnceLock::new(),
            index: Index::default(),
        }
    }

    /// The file that the text is in.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The original text: the whole of its file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is written.
    pub fn format(&self) -> TextFormat {
        self.format
    }

    /// The folded text in small letters, character for character.
    pub(super) fn lower(&self) -> &Lower {
        self.lower.get_or_init(|| Lower::of(self.folded.chars()))
    }

    /// Every character that a reader sees, with its range in the original.
    pub(super) fn visible_chars(&self) -> impl Iterator<Item = (char, u32, u32)> + '_ {
        self.visible.chars()
    }

    /// The place of some folded characters.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let original = self.folded.original(range)?;
        Some(Span::new(
            self.file,
            original.start as u32,
            original.end as u32,
        ))
    }
}

/// What a reader sees, and the sections, with places in `text`.
fn read(
    file: FileId,
    text: &str,
    format: TextFormat,
    known_headings: &[String],
) -> (Visible, Sections) {
    let (visible, headings) = match format {
        TextFormat::Markdown => markdown::read(text),
        TextFormat::Html => html::read(text),
        TextFormat::Plain => (Visible::plain(text), plain_headings(text, known_headings)),
    };
    (visible, Sections::of(file, text, headings))
}

/// ## Sections
impl PublishedText {
    /// All sections, in the order in which they begin.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter()
    }

    /// The section of an id that this text gave out; `None` for another text's.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id)
    }

    /// The innermost section around a byte; `None` before the first heading.
    pub fn section_at(&self, offset: u32) -> Option<&Section> {
        self.sections.at(offset)
    }

    /// The headings from the highest to this section's, as `Parent > Child`.
    pub fn heading_path(&self, id: SectionId) -> String {
        self.sections.path(id)
    }
}

/// ## Words
impl PublishedText {
    /// Where the text still has what a template left for somebody to fill in, such as
    /// `[Company name]` or `{{date}}`, in order.
    pub fn placeholders(&self) -> &[Span] {
        &self.placeholders
    }

    /// Whether a reader sees the same words in both, however they are laid out.
    pub fn has_the_words_of(&self, other: &Self) -> bool {
        let words = self.visible.since(0).split_whitespace();
        words.eq(other.visible.since(0).split_whitespace())
    }

    /// What a reader sees at a place, each run of white space as one space.
    pub fn words(&self, span: Span) -> String {
        self.visible.words(span.range())
    }
}

/// Where a template left something to be filled in: ranges of bytes, in order.
fn placeholders(text: &str, format: TextFormat) -> Vec<Range<usize>> {
    match format {
        TextFormat::Markdown => placeholder::in_markdown(text),
        // Between tags it is not possible to know what a template left.
        TextFormat::Html => Vec::new(),
        TextFormat::Plain => placeholder::in_plain(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_gives_the_format() {
        assert_eq!(TextFormat::from_path("notices/A.MD"), TextFormat::Markdown);
        assert_eq!(TextFormat::from_path("a.md/notice.txt"), TextFormat::Plain);
        assert_eq!(TextFormat::from_path("notice"), TextFormat::Plain);
    }

    #[test]
    fn words_are_those_that_a_reader_sees() {
        let text = "We **never** sell\n*it*.\n";
        let notice = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
        assert_eq!(
            notice.words(Span::new(FileId(0), 5, text.len() as u32)),
            "never sell it."
        );
        assert_eq!(notice.words(Span::new(FileId(0), 6, 9)), "eve");
    }
}
