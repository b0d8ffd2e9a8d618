//! JSON for machines that a terminal can be shown as well: what is harmful there is written as
//! `\uXXXX`, which reads back as the same text; so are the commands that build logs obey.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use super::text::{Piece, pieces};

/// What is between two values of a list, up to the first word of the second, as deep as reports are.
const BETWEEN: &str = ",\n                                                                ";
/// As many bytes are written at once.
const AT_ONCE: usize = 1 << 16;

/// Pretty-printed JSON without a harmful character in it. A report of a large estate has millions of short
/// values, so that each is laid out with a single write.
#[derive(Default)]
struct Harmless {
    depth: usize,
    /// The list or map that is open has a value.
    has_value: bool,
}

impl Harmless {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.next(out, true)?;
        }
        self.has_value = true;
        out.write_all(bracket)
    }

    /// Begins a line; of a value that is not the first, behind a comma.
    fn next<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let start = usize::from(first);
        match BETWEEN.get(start..2 + 2 * self.depth) {
            Some(between) => out.write_all(between.as_bytes()),
            None => {
                out.write_all(if first { b"\n" } else { b",\n" })?;
                (0..self.depth).try_for_each(|_| out.write_all(b"  "))
            }
        }
    }
}

/// Whether nothing in a text needs a look: plain ASCII without the mark with which commands of build logs
/// begin.
fn is_plain(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.all(|byte| matches!(byte, b' '..=b'~') && byte != b'#')
}

impl Formatter for Harmless {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut clean_from = 0;
        for (at, piece) in pieces(fragment) {
            let Piece::Escape(ch) = piece else { continue };
            out.write_all(fragment.get(clean_from..at).unwrap_or("").as_bytes())?;
            for unit in ch.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            clean_from = at + ch.len_utf8();
        }
        out.write_all(fragment.get(clean_from..).unwrap_or("").as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        CompactFormatter.write_char_escape(out, escape)
    }
}

/// Writes a value as indented JSON and an end of line.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(AT_ONCE, out);
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Harmless::default());
    value.serialize(&mut serializer).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::super::text::is_harmful;
    use super::*;

    #[test]
    fn it_is_laid_out_like_any_indented_json() {
        let mut deep = serde_json::json!({"empty": [], "none": {}, "a": [1, [2, {}], {"b": null}]});
        for _ in 0..40 {
            deep = serde_json::json!({"in": [deep, "x"], "and": {}});
        }
        let mut out = Vec::new();
        write(&deep, &mut out).unwrap();
        let expected = serde_json::to_string_pretty(&deep).unwrap() + "\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn the_text_reads_back_and_shows_no_control() {
        let text = "a\u{1b}[0m \u{202e} \u{9b} \u{e0041} ##[error]x é \"\\\n学";
        let value = serde_json::json!({"k": [text, {}, []], "e": {}});
        let mut out = Vec::new();
        write(&value, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(
            !written.chars().any(|ch| ch != '\n' && is_harmful(ch)),
            "{written:?}"
        );
        assert!(
            written.contains("\\u202e") && written.contains("\\udb40\\udc41"),
            "{written}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&written).unwrap(),
            value
        );
    }
}
