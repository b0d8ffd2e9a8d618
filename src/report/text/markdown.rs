//! The little Markdown that explanations of rules use, wrapped for a terminal.

use std::io;

use crate::report::text::writer::{Pen, Run, STRONG};

/// Writes paragraphs, lists, headings and indented code, each line after `lead`. Emphasis and links
/// stay as they were written: they read well enough.
pub fn markdown(pen: &mut Pen<'_>, lead: &str, text: &str) -> io::Result<()> {
    let mut block = Block::default();
    for line in text.lines() {
        let words = line.trim();
        let code = line.starts_with("    ") && block.words.is_empty();
        if words.is_empty() {
            block.flush(pen, lead)?;
            block.gap = block.written;
        } else if code {
            block.open(pen)?;
            pen.verbatim(lead, line)?;
            block.written = true;
        } else if let Some(heading) = words.strip_prefix('#') {
            block.flush(pen, lead)?;
            block.open(pen)?;
            let heading = heading.trim_start_matches('#').trim_start();
            pen.prose(lead, lead, &[Run::new(STRONG, heading)])?;
            block.written = true;
        } else if let Some((marker, item)) = list_item(words) {
            block.flush(pen, lead)?;
            block.marker = Some(marker.to_owned());
            block.words = item.to_owned();
        } else {
            block.words.push(' ');
            block.words.push_str(words);
        }
    }
    block.flush(pen, lead)
}

/// Splits `- item` and `1. item`.
fn list_item(words: &str) -> Option<(&str, &str)> {
    let (marker, item) = words.split_once(' ')?;
    let number = marker.strip_suffix('.').or(marker.strip_suffix(')'));
    let numbered = number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    (matches!(marker, "-" | "*" | "+") || numbered).then_some((marker, item))
}

/// The paragraph or item that is being read.
#[derive(Default)]
struct Block {
    words: String,
    marker: Option<String>,
    /// An empty line is due before whatever comes next.
    gap: bool,
    written: bool,
}

impl Block {
    fn open(&mut self, pen: &mut Pen<'_>) -> io::Result<()> {
        if std::mem::take(&mut self.gap) {
            pen.blank()?;
        }
        Ok(())
    }

    fn flush(&mut self, pen: &mut Pen<'_>, lead: &str) -> io::Result<()> {
        let words = std::mem::take(&mut self.words);
        let marker = self.marker.take();
        if words.trim().is_empty() {
            return Ok(());
        }
        self.open(pen)?;
        self.written = true;
        match marker {
            Some(marker) => {
                let first = format!("{lead}{marker} ");
                let rest = " ".repeat(first.len());
                pen.prose(&first, &rest, &[Run::plain(&words)])
            }
            None => pen.prose(lead, lead, &[Run::plain(&words)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TerminalOptions;
    use super::*;

    #[test]
    fn paragraphs_and_lists_wrap() {
        let mut out = Vec::new();
        let options = TerminalOptions {
            width: 24,
            ..Default::default()
        };
        let text = "# Why\n\nOne two three\nfour five six.\n\n- an item that is long\n  and goes on\n- b\n\n    code stays  as it is here\n\n1. x\n";
        markdown(&mut Pen::new(&mut out, options), " ", text).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            " Why\n\n One two three four five\n six.\n\n - an item that is long\n   and goes on\n - b\n\n     code stays  as it is here\n\n 1. x\n"
        );
    }
}
