//! JSON for machines that a terminal can be shown as well: what is harmful there is written as
//! `\uXXXX`, which reads back as the same text; so are the commands that build logs obey.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use super::text::{Piece, pieces};

/// Pretty-printed JSON without a harmful character in it.
struct Harmless<'a>(PrettyFormatter<'a>);

macro_rules! delegate {
    ($($name:ident $(($first:ident: bool))?;)*) => {$(
        fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.0.$name(out $(, $first)?)
        }
    )*};
}

impl Formatter for Harmless<'_> {
    delegate! {
        begin_array; end_array; begin_array_value(first: bool); end_array_value;
        begin_object; end_object; begin_object_key(first: bool); begin_object_value; end_object_value;
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
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
        self.0.write_char_escape(out, escape)
    }
}

/// Writes a value as indented JSON and an end of line.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut out, Harmless(PrettyFormatter::new()));
    value.serialize(&mut serializer).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::super::text::is_harmful;
    use super::*;

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
