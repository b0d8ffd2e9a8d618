//! What a reader sees of a Markdown text, and its headings.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::heading::{BOLD, Heading, is_bold_title};
use super::html::{self, HtmlText};
use super::visible::{Visible, collapse};

/// The extensions that published notices use. Front matter is read so that it can be left out:
/// it is no part of the page's text.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM
}

/// Reads a whole notice.
pub(super) fn read(text: &str) -> (Visible, Vec<Heading>) {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = MarkdownReader::new(body, text.len() - body.len());
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        reader.event(event, range);
    }
    (reader.visible, reader.headings)
}

/// What a reader sees of a quote that was copied from the Markdown itself. A quote lacks the
/// definitions of its links, so each link counts as defined.
pub(super) fn visible_quote(quote: &str) -> String {
    let quote = quote.trim();
    let defined = |_: BrokenLink<'_>| Some((CowStr::from(""), CowStr::from("")));
    let mut reader = MarkdownReader::new(quote, 0);
    let parser = Parser::new_with_broken_link_callback(quote, options(), Some(defined));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.visible.since(0).to_owned()
}

/// A paragraph of which all that was read is bold.
struct Bold {
    /// Where its visible words begin.
    at: usize,
    /// Its first byte.
    start: usize,
    /// How many marks of bold text are open.
    open: u32,
}

struct MarkdownReader<'t> {
    text: &'t str,
    /// Bytes of the original before `text`.
    base: usize,
    visible: Visible,
    headings: Vec<Heading>,
    /// The heading that is open: where its visible words begin, its level, its first byte.
    open: Option<(usize, HeadingLevel, usize)>,
    /// The paragraph that is open outside of lists, quotes and tables, as long as all of it is bold.
    bold: Option<Bold>,
    /// How many lists, quotes and tables are around this place.
    nested: u32,
    /// How many elements around this place hide their content (front matter, image descriptions).
    hidden: u32,
    html: HtmlText,
}

impl<'t> MarkdownReader<'t> {
    fn new(text: &'t str, base: usize) -> Self {
        Self {
            text,
            base,
            visible: Visible::default(),
            headings: Vec::new(),
            open: None,
            bold: None,
            nested: 0,
            hidden: 0,
            html: HtmlText::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        self.follow_bold(&event, range.start);
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            _ if self.hidden > 0 => {}
            Event::Text(text) => self.words(&text, range),
            Event::Code(code) => self.code(&code, range),
            Event::Html(_) => {
                let source = self.text.get(range.clone()).unwrap_or("");
                self.html
                    .push(&mut self.visible, source, self.base + range.start);
            }
            Event::InlineHtml(tag) if html::breaks_line(&tag) => self.visible.push_border(),
            Event::SoftBreak => self
                .visible
                .push_replaced(" ", self.base + range.start..self.base + range.end),
            Event::HardBreak | Event::Rule => self.visible.push_border(),
            _ => {}
        }
    }

    /// Follows whether a paragraph is all bold, and takes it for a heading at its end.
    fn follow_bold(&mut self, event: &Event<'_>, start: usize) {
        match event {
            Event::Start(Tag::Paragraph) if self.nested == 0 => {
                self.visible.push_border();
                self.bold = Some(Bold {
                    at: self.visible.len(),
                    start: self.base + start,
                    open: 0,
                });
            }
            Event::Start(Tag::Item | Tag::BlockQuote(_) | Tag::Table(_)) => self.nested += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::Table) => {
                self.nested = self.nested.saturating_sub(1);
            }
            Event::Start(Tag::Strong) => {
                if let Some(bold) = &mut self.bold {
                    bold.open += 1;
                }
            }
            Event::End(TagEnd::Strong) => {
                if let Some(bold) = &mut self.bold {
                    bold.open = bold.open.saturating_sub(1);
                }
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Text(_) | Event::Code(_) => {
                self.bold = self.bold.take().filter(|bold| bold.open > 0);
            }
            Event::End(TagEnd::Paragraph) => {
                let Some(bold) = self.bold.take() else { return };
                let text = collapse(self.visible.since(bold.at));
                if is_bold_title(&text) {
                    self.headings.push(Heading {
                        text,
                        level: BOLD,
                        start: bold.start,
                    });
                }
            }
            Event::Start(Tag::Link { .. } | Tag::Emphasis)
            | Event::End(TagEnd::Link | TagEnd::Emphasis) => {}
            // A line break, an image or a tag: more than a title.
            _ => self.bold = None,
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.hidden += 1,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::Heading { level, .. } => {
                self.visible.push_border();
                self.open = Some((self.visible.len(), *level, self.base + range.start));
            }
            Tag::HtmlBlock => {
                self.visible.push_border();
                self.html = HtmlText::default();
            }
            _ => self.visible.push_border(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Heading(_) => {
                if let Some((at, level, start)) = self.open.take() {
                    self.headings.push(Heading {
                        text: collapse(self.visible.since(at)),
                        level: level as u8,
                        start,
                    });
                }
                self.visible.push_border();
            }
            _ => self.visible.push_border(),
        }
    }

    /// Text, whose range is the stretch that it was read from.
    fn words(&mut self, text: &str, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let start = self.base + range.start;
        if source == text {
            self.visible.push(text, start);
        } else if source.starts_with('&') || !self.align(text, source, start) {
            self.visible
                .push_replaced(text, start..self.base + range.end);
        }
    }

    /// A code span, whose range holds its backticks too.
    fn code(&mut self, code: &str, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let inner = source.trim_start_matches('`');
        let start = self.base + range.start + (source.len() - inner.len());
        if !self.align(code, inner, start) {
            self.visible
                .push_replaced(code, self.base + range.start..self.base + range.end);
        }
    }

    /// Adds `text` character by character where the source has the same characters in the same
    /// order, with others between them (a line break that reads as a space, the backslash of an
    /// escape). Adds nothing and says so where it does not.
    fn align(&mut self, text: &str, source: &str, start: usize) -> bool {
        let mut places = Vec::with_capacity(text.len());
        let mut rest = source.char_indices();
        for c in text.chars() {
            let found = rest.find(|(_, s)| *s == c || (c == ' ' && s.is_whitespace()));
            let Some((at, s)) = found else {
                return false;
            };
            places.push((c, s, start + at));
        }
        for (c, s, at) in places {
            let mut utf8 = [0; 4];
            if c == s {
                self.visible.push(c.encode_utf8(&mut utf8), at);
            } else {
                self.visible
                    .push_replaced(c.encode_utf8(&mut utf8), at..at + s.len_utf8());
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        read(text).0.since(0).to_owned()
    }

    #[test]
    fn marks_are_not_text() {
        assert_eq!(
            seen("We **never** _sell_ `your data` to [anyone](https://a.example \"t\")."),
            "We never sell your data to anyone.\n"
        );
        assert_eq!(seen("a \\* b &amp; c ~~d~~ <b>e</b>"), "a * b & c d e\n");
    }

    #[test]
    fn blocks_part_and_soft_breaks_do_not() {
        assert_eq!(seen("# H #\na\nb\n\n- c\n- d\n\n> e"), "H\na b\nc\nd\ne\n");
        assert_eq!(
            seen("| a | b |\n|---|---|\n| c<br>d | e |"),
            "a\nb\nc\nd\ne\n"
        );
        assert_eq!(seen("a\\\nb"), "a\nb\n");
    }

    #[test]
    fn front_matter_comments_and_images_are_not_seen() {
        assert_eq!(
            seen("---\ntitle: x\n---\n\nA ![b](c) <!-- d -->\n\n<!-- e -->\n").trim(),
            "A"
        );
        assert_eq!(seen("\u{FEFF}# A"), "A\n");
    }

    #[test]
    fn a_code_span_over_two_lines_keeps_its_places() {
        let text = "a `` b\nc ` `` d";
        let (visible, _) = read(text);
        assert_eq!(visible.since(0), "a b c ` d\n");
        for (c, start, end) in visible.chars() {
            let source = &text[start as usize..end as usize];
            assert!(
                source == c.to_string() || c.is_whitespace(),
                "{c:?} is under {source:?}"
            );
        }
    }

    #[test]
    fn headings_have_levels_and_places() {
        let text = "A\n===\n\n## B *c* {#d}\n";
        let (_, headings) = read(text);
        let found: Vec<_> = headings
            .iter()
            .map(|h| (h.text.as_str(), h.level, h.start))
            .collect();
        assert_eq!(found, [("A", 1, 0), ("B c", 2, 7)]);
    }

    #[test]
    fn a_quote_copied_from_the_source_is_read() {
        assert_eq!(
            visible_quote("- **We** [never][1] sell").trim(),
            "We never sell"
        );
    }
}
