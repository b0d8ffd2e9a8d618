//! Tables in CSV (RFC 4180), row by row, with the places of cells.

use std::borrow::Cow;

/// A cell: its words, and where they are.
pub(super) struct Cell<'t> {
    pub text: Cow<'t, str>,
    /// The words as a part of the file.
    pub written: &'t str,
}

/// The cells of the line with which a text begins (RFC 4180), and how many bytes it has with its end.
pub(super) fn cells(text: &str) -> (Vec<Cell<'_>>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let quoted = rest.strip_prefix('"').and_then(|inner| {
            let mut from = 0;
            loop {
                let end = from + inner.get(from..)?.find('"')?;
                if inner.get(end + 1..)?.starts_with('"') {
                    from = end + 2;
                    continue;
                }
                return Some((inner.get(..end)?, end + 2));
            }
        });
        let length = match quoted {
            Some((written, length)) => {
                let text = if written.contains("\"\"") {
                    Cow::Owned(written.replace("\"\"", "\""))
                } else {
                    Cow::Borrowed(written)
                };
                found.push(Cell { text, written });
                length
            }
            None => {
                let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
                let written = rest.get(..end).unwrap_or("");
                found.push(Cell {
                    text: Cow::Borrowed(written),
                    written,
                });
                end
            }
        };
        at += length;
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with(',') {
            at += 1;
            continue;
        }
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        return (found, at + end);
    }
}
