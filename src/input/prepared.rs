//! A document that was read when the program was built: its tree in bytes, which takes a fraction of
//! the time that its text would. `build.rs` writes them; the first lines of [`Bytes`] say how.

use super::node::{Key, Node, NodeKind};
use super::span::{FileId, Span};

/// The tree that was prepared, in `file`, whose text is the one that it was prepared from. `None` for
/// bytes that `build.rs` did not write.
pub fn read_prepared(file: FileId, bytes: &[u8]) -> Option<Node> {
    Bytes { file, rest: bytes }.node()
}

/// A node is a byte for its kind, its first byte and its length in the text, and what it holds: a text;
/// or how many values follow, in a map each after a text for the key and the key's place. A text is its
/// length and its bytes. Numbers are in LEB128: seven bits a byte, the lowest first.
struct Bytes<'b> {
    file: FileId,
    rest: &'b [u8],
}

impl Bytes<'_> {
    fn node(&mut self) -> Option<Node> {
        let kind = self.byte()?;
        let span = self.span()?;
        let kind = match kind {
            0 => NodeKind::Null,
            1 => NodeKind::Bool(false),
            2 => NodeKind::Bool(true),
            3 => NodeKind::Number(self.text()?),
            4 => NodeKind::String(self.text()?),
            5 => {
                let count = self.number()?;
                NodeKind::Seq((0..count).map(|_| self.node()).collect::<Option<_>>()?)
            }
            6 => {
                let count = self.number()?;
                NodeKind::Map((0..count).map(|_| self.entry()).collect::<Option<_>>()?)
            }
            _ => return None,
        };
        Some(Node { span, kind })
    }

    fn entry(&mut self) -> Option<(Key, Node)> {
        let (name, span) = (self.text()?, self.span()?);
        Some((Key { name, span }, self.node()?))
    }

    fn span(&mut self) -> Option<Span> {
        let (start, length) = (self.number()?, self.number()?);
        Some(Span::new(self.file, start, start.checked_add(length)?))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_end_early_or_mean_nothing_are_no_tree() {
        for bytes in [
            &[][..],
            &[7, 0, 0],
            &[4, 0, 0, 9, b'a'],
            &[0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] {
            assert_eq!(read_prepared(FileId(0), bytes), None);
        }
    }
}
