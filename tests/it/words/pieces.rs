//! What of a Rust file is words: its comments, its texts in quotes and its names.

/// What a piece of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of a documenting comment.
    Documentation,
    /// A line of another comment.
    Comment,
    /// A text in quotes.
    Literal,
    /// A name or keyword.
    Name,
}

/// A piece of a file.
#[derive(Debug)]
pub struct Piece {
    pub kind: Kind,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Without quotes or the slashes of a comment.
    pub text: String,
}

/// The pieces of a Rust file, in order.
pub fn pieces(content: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = content;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let mut add = |kind: Kind, text: &str| {
            let text = text.to_owned();
            found.push(Piece { kind, line, text });
        };
        let taken = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            if rest.starts_with("///") || rest.starts_with("//!") {
                add(Kind::Documentation, &rest[3..end]);
            } else {
                add(Kind::Comment, &rest[2..end]);
            }
            end
        } else if let Some(closing) = raw_text(rest) {
            let start = closing.len() + 1;
            let end = start + rest[start..].find(&closing).unwrap();
            add(Kind::Literal, &rest[start..end]);
            end + closing.len()
        } else if first == '"' {
            let mut end = 1;
            while !rest[end..].starts_with('"') {
                let step = if rest[end..].starts_with('\\') { 1 } else { 0 };
                end += step;
                end += rest[end..].chars().next().unwrap().len_utf8();
            }
            let text = rest[1..end].replace("\\\n", " ").replace("\\n", " ");
            add(Kind::Literal, &text);
            end + 1
        } else if let Some(quoted) = character(rest) {
            quoted
        } else if first.is_alphabetic() || first == '_' {
            let of_name = |c: char| c.is_alphanumeric() || c == '_';
            let end = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
            add(Kind::Name, &rest[..end]);
            end
        } else {
            first.len_utf8()
        };
        line += rest[..taken].matches('\n').count();
        rest = &rest[taken..];
    }
    found
}

/// What closes the raw text that begins here, if one does.
fn raw_text(rest: &str) -> Option<String> {
    let hashes = rest.strip_prefix('r')?;
    let after = hashes.trim_start_matches('#');
    after
        .starts_with('"')
        .then(|| format!("\"{}", "#".repeat(hashes.len() - after.len())))
}

/// How long the character in single quotes is that begins here, if one does; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if let Some(escaped) = inner.strip_prefix('\\') {
        let end = escaped.get(1..)?.find('\'')?;
        return Some(end + 4);
    }
    let first = inner.chars().next()?;
    inner[first.len_utf8()..]
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}
