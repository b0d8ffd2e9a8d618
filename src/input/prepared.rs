//! A document that was read when the program was built: its tree in bytes, which takes a fraction of
//! the time that its text would. `build.rs` writes them; the first lines of [`Tree`] say how.

use super::node::{Key, Node, NodeKind};
use super::span::{FileId, Span};

/// The tree that was prepared, in `file`, whose text is the one that it was prepared from. `None` for
/// bytes that `build.rs` did not write.
pub fn read_prepared(file: FileId, bytes: &[u8]) -> Option<Node> {
    Tree {
        file,
        bytes: PreparedBytes::new(bytes),
    }
    .node()
}

/// A node is a byte for its kind, its first byte and its length in the text, and what it holds: a text;
/// or how many values follow, in a map each after a text for the key and the key's place.
struct Tree<'b> {
    file: FileId,
    bytes: PreparedBytes<'b>,
}

impl Tree<'_> {
    fn node(&mut self) -> Option<Node> {
        let kind = self.bytes.byte()?;
        let span = self.span()?;
        let kind = match kind {
            0 => NodeKind::Null,
            1 => NodeKind::Bool(false),
            2 => NodeKind::Bool(true),
            3 => NodeKind::Number(self.text()?),
            4 => NodeKind::String(self.text()?),
            5 => {
                let count = self.bytes.number()?;
                NodeKind::Seq((0..count).map(|_| self.node()).collect::<Option<_>>()?)
            }
            6 => {
                let count = self.bytes.number()?;
                NodeKind::Map((0..count).map(|_| self.entry()).collect::<Option<_>>()?)
            }
            _ => return None,
        };
        Some(Node { span, kind })
    }

    fn entry(&mut self) -> Option<(Key, Node)> {
        let (name, span) = (self.text()?, self.span()?);
        let name = name.into();
        Some((Key { name, span }, self.node()?))
    }

    fn span(&mut self) -> Option<Span> {
        let (start, length) = (self.bytes.number()?, self.bytes.number()?);
        Some(Span::new(self.file, start, start.checked_add(length)?))
    }

    fn text(&mut self) -> Option<String> {
        self.bytes.text().map(str::to_owned)
    }
}

/// Bytes that `build.rs` wrote, read from the first to the last. Each read is `None` where they end early or
/// mean nothing.
#[derive(Debug)]
pub struct PreparedBytes<'b>(&'b [u8]);

impl<'b> PreparedBytes<'b> {
    /// All of them are still to be read.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// Whether all have been read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text: its length and its bytes.
    pub fn text(&mut self) -> Option<&'b str> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    /// A number in LEB128: seven bits a byte, the lowest first.
    pub fn number(&mut self) -> Option<u32> {
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

    /// A byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
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
