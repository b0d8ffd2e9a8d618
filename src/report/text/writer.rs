//! Writing wrapped, styled lines. Everything that a format writes to a terminal goes through here,
//! except the lines of excerpts.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::estate::model::Severity;
use crate::report::text::sanitize::sanitize;

/// How a terminal is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Its width in columns; less than 20 counts as 20.
    pub width: usize,
    /// Whether to colour. Without it no escape sequence is written, unless `hyperlinks` is set.
    pub color: bool,
    /// Whether to link the words of a notice to the page that it is published on (OSC 8).
    pub hyperlinks: bool,
}

impl Default for TerminalOptions {
    /// 80 columns, without colour and links.
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            hyperlinks: false,
        }
    }
}

/// The least columns that words are given, whatever is before them.
const LEAST: usize = 12;

/// A word with more bytes than this takes more columns than any line has.
const LONG: usize = 4096;

/// No style at all.
pub const PLAIN: Style = Style::new();
/// Emphasis.
pub const STRONG: Style = Style::new().effects(Effects::BOLD);
/// What holds the page together: rules, arrows, gutters.
pub const FRAME: Style = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);
/// Advice.
pub const ADVICE: Style = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);

/// The style of a severity.
pub fn severity_style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightGreen,
    };
    color.on_default().effects(Effects::BOLD)
}

/// The columns that a text takes on a terminal.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Words in one style.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    style: Style,
    text: &'a str,
}

impl<'a> Run<'a> {
    /// Words in a style.
    pub fn new(style: Style, text: &'a str) -> Self {
        Self { style, text }
    }

    /// Words without a style.
    pub fn plain(text: &'a str) -> Self {
        Self::new(PLAIN, text)
    }
}

/// Writes lines of at most a given width.
pub struct Pen<'w> {
    out: &'w mut dyn Write,
    options: TerminalOptions,
    /// Nothing but spaces is on the line yet.
    fresh: bool,
}

impl<'w> Pen<'w> {
    /// Writes to `out`.
    pub fn new(out: &'w mut dyn Write, options: TerminalOptions) -> Self {
        let width = options.width.max(20);
        Self {
            out,
            options: TerminalOptions { width, ..options },
            fresh: true,
        }
    }

    /// How it writes.
    pub fn options(&self) -> TerminalOptions {
        self.options
    }

    /// Ends the line; on a fresh line, leaves it empty.
    pub fn blank(&mut self) -> io::Result<()> {
        self.fresh = true;
        self.out.write_all(b"\n")
    }

    /// Writes part of a line that is sanitize, placed and styled already.
    pub fn raw(&mut self, text: &str) -> io::Result<()> {
        let text = self.broken(text);
        self.out.write_all(text.as_bytes())
    }

    /// Writes part of a line in a style, without making it harmless.
    pub fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        let text = self.broken(text);
        if self.options.color && style != PLAIN {
            write!(self.out, "{style}{text}{style:#}")
        } else {
            self.out.write_all(text.as_bytes())
        }
    }

    /// Breaks what build logs obey: a line that starts with `::command`.
    fn broken<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let starts = text.trim_start();
        let fresh = self.fresh;
        self.fresh &= starts.is_empty();
        if fresh && starts.starts_with("::") {
            Cow::Owned(text.replacen("::", "\\u{3a}:", 1))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Writes words as lines, the first after `first`, each further one after `rest`. The words are
    /// sanitised; the leads are ours and written as they are. Without words nothing is written.
    pub fn prose(&mut self, first: &str, rest: &str, runs: &[Run<'_>]) -> io::Result<()> {
        let mut paragraph = Paragraph::default();
        let width = |lead: &str| self.options.width.saturating_sub(columns(lead)).max(LEAST);
        let (first_width, rest_width) = (width(first), width(rest));
        for run in runs {
            let text = sanitize(run.text);
            for word in text.split(' ').filter(|word| !word.is_empty()) {
                paragraph.push(run.style, word, first_width, rest_width);
            }
        }
        for (at, line) in paragraph.lines.iter().enumerate() {
            let lead = if at == 0 { first } else { rest };
            self.lead(lead)?;
            self.words(line)?;
        }
        Ok(())
    }

    /// Writes words above a line as long as they are, and a blank line.
    pub fn heading(&mut self, words: &str) -> io::Result<()> {
        self.prose("", "", &[Run::new(STRONG, words)])?;
        let width = columns(&sanitize(words)).clamp(3, self.options.width);
        self.styled(FRAME, &"-".repeat(width))?;
        self.blank()
    }

    /// The lines that words take at a width of their own; not written.
    pub fn wrapped(&self, words: &str, width: usize) -> Vec<String> {
        let mut paragraph = Paragraph::default();
        let text = sanitize(words);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            paragraph.push(PLAIN, word, width.max(1), width.max(1));
        }
        let join = |line: Vec<(Style, String)>| line.into_iter().map(|(_, text)| text).collect();
        paragraph.lines.into_iter().map(join).collect()
    }

    /// Writes a line verbatim but sanitize, without wrapping: code.
    pub fn verbatim(&mut self, lead: &str, text: &str) -> io::Result<()> {
        let text = sanitize(text);
        let text = text.trim_end();
        if text.is_empty() {
            return self.blank();
        }
        self.lead(lead)?;
        self.words(&[(PLAIN, text.to_owned())])
    }

    fn lead(&mut self, lead: &str) -> io::Result<()> {
        // A lead such as "   = " is frame; one of spaces alone must not have escapes.
        if lead.trim().is_empty() {
            self.raw(lead)
        } else {
            self.styled(FRAME, lead)
        }
    }

    fn words(&mut self, line: &[(Style, String)]) -> io::Result<()> {
        for (at, (style, text)) in line.iter().enumerate() {
            if at > 0 {
                self.raw(" ")?;
            }
            self.styled(*style, text)?;
        }
        self.blank()
    }
}

/// Lines in the making: runs of words of one style.
#[derive(Default)]
struct Paragraph {
    lines: Vec<Vec<(Style, String)>>,
    taken: usize,
}

impl Paragraph {
    fn push(&mut self, style: Style, word: &str, first_width: usize, rest_width: usize) {
        let mut word = word;
        loop {
            let width = if self.lines.len() <= 1 {
                first_width
            } else {
                rest_width
            };
            // Counting all of what is left for each of its lines would take the square of its length.
            let needed = match word.len() {
                0..=LONG => columns(word),
                _ => usize::MAX,
            };
            if self.taken > 0 && needed < width && self.taken + 1 + needed <= width {
                self.append(style, word);
                self.taken += 1 + needed;
                return;
            }
            let width = if self.lines.is_empty() {
                first_width
            } else {
                rest_width
            };
            if needed <= width {
                self.lines.push(vec![(style, word.to_owned())]);
                self.taken = needed;
                return;
            }
            let (head, tail) = split_at_column(word, width);
            self.lines.push(vec![(style, head.to_owned())]);
            self.taken = columns(head);
            word = tail;
            if word.is_empty() {
                return;
            }
        }
    }

    fn append(&mut self, style: Style, word: &str) {
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        match line.last_mut() {
            Some((last, text)) if *last == style => {
                text.push(' ');
                text.push_str(word);
            }
            _ => line.push((style, word.to_owned())),
        }
    }
}

/// Splits so that the head takes at most `width` columns, but at least one character.
fn split_at_column(word: &str, width: usize) -> (&str, &str) {
    let mut taken = 0;
    for (at, ch) in word.char_indices() {
        taken += ch.width().unwrap_or(0);
        if taken > width && at > 0 {
            return word.split_at_checked(at).unwrap_or((word, ""));
        }
    }
    (word, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(width: usize, color: bool, with: impl FnOnce(&mut Pen<'_>)) -> String {
        let mut out = Vec::new();
        let options = TerminalOptions {
            width,
            color,
            ..Default::default()
        };
        with(&mut Pen::new(&mut out, options));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_wrap_behind_their_lead() {
        let text = write(20, false, |pen| {
            pen.prose(
                " = ",
                "   ",
                &[
                    Run::new(STRONG, "law:"),
                    Run::plain("one two three four five"),
                ],
            )
            .unwrap();
        });
        assert_eq!(text, " = law: one two\n   three four five\n");
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let text = write(20, false, |pen| {
            pen.prose("", "", &[Run::plain(&"x".repeat(45)), Run::plain("y")])
                .unwrap();
        });
        assert_eq!(text, format!("{0}\n{0}\nxxxxx y\n", "x".repeat(20)));
    }

    #[test]
    fn wide_characters_count_twice() {
        let text = write(20, false, |pen| {
            pen.prose("", "", &[Run::plain("学校学校学 学校学校学 学")])
                .unwrap();
        });
        assert_eq!(text, "学校学校学\n学校学校学 学\n");
    }

    #[test]
    fn color_is_written_only_when_asked_for() {
        let with = |pen: &mut Pen<'_>| {
            pen.prose(" = ", "   ", &[Run::new(STRONG, "a"), Run::plain("b")])
                .unwrap();
        };
        assert_eq!(write(20, false, with), " = a b\n");
        let colored = write(20, true, with);
        assert!(colored.contains("\u{1b}[1ma\u{1b}[0m b\n"), "{colored:?}");
    }

    #[test]
    fn a_line_never_starts_with_a_command_of_a_build_log() {
        let text = write(20, false, |pen| {
            pen.prose("", "  ", &[Run::plain("xxxxxxxxxxxxxxxxxxx ::error::boo")])
                .unwrap();
            pen.verbatim("  ", "::warning::boo").unwrap();
        });
        assert!(
            text.lines()
                .all(|line| !line.trim_start().starts_with("::")),
            "{text}"
        );
    }
}
