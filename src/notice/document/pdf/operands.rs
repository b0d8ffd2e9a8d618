//! How many operands what a page draws has at once. The library that reads pages keeps all that is before an operator,
//! many times its bytes, so that they are counted before it does.

use lopdf::content::Content;
use lopdf::{Object, Stream};

/// The most operands before one operator, what is within arrays and dictionaries counted too; of what ends before any
/// operator as well. It never counts fewer than are read, in whatever form they are written.
pub(super) fn most(content: &[u8]) -> usize {
    let (mut most, mut count, mut rest) = (0, 0_usize, content);
    while !rest.is_empty() {
        if count == 0 && rest.starts_with(b"BI") {
            let (found, behind) = picture(rest);
            most = most.max(found);
            rest = behind;
            continue;
        }
        let (found, behind) = lexeme(rest);
        match found {
            Some(more) => count += more,
            None => count = 0,
        }
        most = most.max(count);
        rest = behind;
    }
    most
}

/// As how many operands the beginning of a text may be read, `None` for an operator; and what is behind it.
fn lexeme(text: &[u8]) -> (Option<usize>, &[u8]) {
    let Some((first, after)) = text.split_first() else {
        return (None, text);
    };
    match first {
        b'%' => (Some(0), behind(after, |c| matches!(c, b'\n' | b'\r'))),
        b'(' => (Some(1), behind_text(after)),
        b'<' if after.starts_with(b"<") => (Some(1), after.get(1..).unwrap_or_default()),
        b'<' => (Some(1), behind(after, |c| c == b'>')),
        b'[' | b'{' => (Some(1), after),
        b'/' => (Some(1), from(after, |c| !is_regular(c))),
        b'0'..=b'9' | b'+' | b'-' | b'.' => {
            let behind = from(text, |c| !is_of_number(c));
            let number = text.get(..text.len() - behind.len()).unwrap_or_default();
            // `1-2` may be read as two numbers.
            let signs = number.iter().filter(|c| !c.is_ascii_digit());
            (Some(1 + signs.count()), behind)
        }
        c if is_of_operator(*c) => {
            let known: [&[u8]; 3] = [b"true", b"false", b"null"];
            let known = known.iter().find_map(|it| text.strip_prefix(*it));
            match known {
                Some(behind) => (Some(1), behind),
                None => (None, from(text, |c| !is_of_operator(c))),
            }
        }
        _ => (Some(0), after),
    }
}

/// How many operands a picture within a text has, which begins with `BI`; and what is behind it. Nothing is read behind
/// one that is broken.
fn picture(text: &[u8]) -> (usize, &[u8]) {
    let (mut count, mut rest) = (0, text.get(2..).unwrap_or_default());
    let data = loop {
        if let Some(data) = rest.strip_prefix(b"ID") {
            break data;
        }
        match lexeme(rest) {
            (Some(more), behind) => {
                count += more;
                rest = behind;
            }
            (None, _) => return (count, &[]),
        }
    };
    if count > super::super::MAX_OPERANDS {
        return (count, &[]);
    }
    let data = match data {
        [b'\r', b'\n', data @ ..] => data,
        [c, data @ ..] if is_space(*c) => data,
        data => data,
    };
    // How long its bytes are follows from its size, its colours and its filters, which the library knows.
    let read = Content::decode_iter(text).next().and_then(Result::ok);
    let behind = match read.as_ref().map(|it| it.operands.as_slice()) {
        Some([Object::Stream(Stream { content, .. })]) => data.get(content.len()..),
        Some(_) => {
            let is_end = |it: &[u8]| matches!(it, [c, b'E', b'I'] if is_space(*c));
            let ends = data.windows(3).enumerate().filter(|(_, it)| is_end(it));
            let mut ends = ends.map(|(at, _)| data.get(at + 1..).unwrap_or_default());
            ends.find(|it| it.get(2).is_none_or(|c| is_space(*c)))
        }
        None => None,
    };
    let behind = behind.unwrap_or_default();
    let end = from(behind, |c| !is_space(c));
    (count, end.strip_prefix(b"EI").unwrap_or_default())
}

fn is_space(c: u8) -> bool {
    matches!(c, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Whether a character is neither a space nor a mark that ends a word.
fn is_regular(c: u8) -> bool {
    let is_alone = matches!(
        c,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    );
    !is_space(c) && !is_alone
}

fn is_of_number(c: u8) -> bool {
    matches!(c, b'0'..=b'9' | b'+' | b'-' | b'.')
}

fn is_of_operator(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'*' | b'\'' | b'"')
}

/// What begins with the first character of a kind.
fn from(text: &[u8], wanted: impl Fn(u8) -> bool) -> &[u8] {
    let at = text.iter().position(|c| wanted(*c));
    at.and_then(|at| text.get(at..)).unwrap_or_default()
}

/// What is behind the first character of a kind.
fn behind(text: &[u8], wanted: impl Fn(u8) -> bool) -> &[u8] {
    from(text, wanted).get(1..).unwrap_or_default()
}

/// What is behind a text in brackets.
fn behind_text(text: &[u8]) -> &[u8] {
    let (mut depth, mut is_escaped) = (1_usize, false);
    let end = text.iter().position(|c| {
        match c {
            _ if is_escaped => {
                is_escaped = false;
                return false;
            }
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    end.and_then(|at| text.get(at + 1..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use lopdf::{Object, content::Content};
    use proptest::prelude::*;

    use super::*;

    fn objects(object: &Object) -> usize {
        match object {
            Object::Array(all) => 1 + all.iter().map(objects).sum::<usize>(),
            Object::Dictionary(all) => 1 + all.iter().map(|(_, it)| objects(it)).sum::<usize>(),
            _ => 1,
        }
    }

    /// The most objects of an operation, as the library reads them.
    fn read(content: &[u8]) -> usize {
        let all = Content::decode_iter(content).map_while(Result::ok);
        let counts = all.map(|it| it.operands.iter().map(objects).sum());
        counts.max().unwrap_or(0)
    }

    #[test]
    fn operands_are_counted_up_to_their_operator() {
        for (content, wanted) in [
            ("BT /F1 12 Tf (a \\) (b) c) Tj ET", 2),
            ("[(a) 1 (b) -2 .5] TJ", 8),
            ("/P <</MCID 0 /A [1 2]>> BDC EMC", 8),
            ("1 2 3 % 4 5 6\n4 re", 4),
            ("q BI /W 1 /H 1 ID 1 2 3 4 5 6 7 8 EI Q 1 w", 4),
            (
                "BI /W 2 /H 1 /BPC 8 /CS /G ID (( EI 1 2 3 4 5 6 7 8 9 Tj",
                9,
            ),
            ("1 2 3 4 5", 5),
            ("<41 42 43> Tj", 1),
            ("", 0),
        ] {
            assert_eq!(most(content.as_bytes()), wanted, "{content}");
        }
    }

    proptest! {
        #[test]
        fn no_form_hides_operands(parts in prop::collection::vec(prop::sample::select(&[
            "1", "-2", "+.5", "1-2-3", "..", "true", "null", "nullnull", "false", "falsetrue", "/", "/A", "//", "()", "(a)", "(\\()",
            "((", ")", "<>", "<41>", "<", ">", "<<", ">>", "[", "]", "[]", "{", "}", " ", " ", "\n", "%", "%1\n", "Tj", "q", "'", "\"", "T*",
            "BI", "ID", " EI ", "BI /W 1 /H 1 /BPC 8 /CS /G ID ", "a EI ", "( EI ", "\0", "\u{c}", "1.2.3", "R", "0 0 R", "e", "1e5", "+", "-",
        ][..]), 0..40)) {
            let content = parts.concat();
            prop_assert!(most(content.as_bytes()) >= read(content.as_bytes()), "{content:?}");
        }
    }
}
