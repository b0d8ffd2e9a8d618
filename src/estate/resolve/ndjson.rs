//! Lines of bulk data taken apart: what belongs to one flow alone, and the rest, which many flows
//! have in common. Flows with the same rest declare the same, so it is read once.

use super::ids;

/// A line without the values of its `id` and of a `name` directly after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Rest<'t> {
    before: &'t str,
    between: Option<&'t str>,
    after: &'t str,
}

/// A line taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub(super) id: &'t str,
    pub(super) name: Option<&'t str>,
    pub(super) rest: Rest<'t>,
}

/// Takes a line apart, where that is safe: both values are texts without escapes, and the id is
/// one that an estate may give. Whether the rest is any good is not asked.
///
/// INVARIANT: of two lines with the same rest, either both are flows that declare the same, or
/// neither is one. In a flow the first `"id"` with a colon behind it is the key: within a text a
/// quotation mark would be escaped, and nothing within a flow has a key of that name.
pub(super) fn take_apart(line: &str) -> Option<Line<'_>> {
    let (before, id, after_id) = key_value(line, "\"id\"")?;
    if !ids::is_id(id) {
        return None;
    }
    let name = after_id
        .strip_prefix('"')
        .map(space)
        .and_then(|it| it.strip_prefix(','))
        .map(space)
        .filter(|it| it.starts_with("\"name\""))
        .and_then(|it| key_value(it, "\"name\""))
        .filter(|(_, name, _)| !name.trim().is_empty());
    let (name, between, after) = match name {
        Some((_, name, after)) => {
            let between = after_id.len().checked_sub(name.len() + after.len())?;
            (Some(name), Some(after_id.get(..between)?), after)
        }
        None => (None, None, after_id),
    };
    Some(Line {
        id,
        name,
        rest: Rest {
            before,
            between,
            after,
        },
    })
}

/// Splits a line around the text behind a key: what precedes the text, the text itself, and what
/// follows from its closing quotation mark on.
fn key_value<'t>(line: &'t str, key: &str) -> Option<(&'t str, &'t str, &'t str)> {
    let at = line.find(key)?;
    let behind = space(line.get(at + key.len()..)?).strip_prefix(':')?;
    let value = space(behind).strip_prefix('"')?;
    let end = value
        .bytes()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))?;
    if value.as_bytes().get(end) != Some(&b'"') {
        return None;
    }
    let start = line.len() - value.len();
    Some((line.get(..start)?, value.get(..end)?, value.get(end..)?))
}

fn space(text: &str) -> &str {
    text.trim_start_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_and_name_are_taken_out() {
        let line = take_apart(r#"{ "id" : "a-1", "name": "Ä b", "to": "x"}"#).unwrap();
        assert_eq!((line.id, line.name), ("a-1", Some("Ä b")));
        let other = take_apart(r#"{ "id" : "b", "name": "c", "to": "x"}"#).unwrap();
        assert_eq!(line.rest, other.rest);
        let without = take_apart(r#"{ "id" : "b", "to": "x"}"#).unwrap();
        assert_ne!(line.rest, without.rest);
    }

    #[test]
    fn an_id_may_be_anywhere() {
        let line = take_apart(r#"{"to":"x","id":"a"}"#).unwrap();
        assert_eq!(
            line.rest,
            take_apart(r#"{"to":"x","id":"b.2"}"#).unwrap().rest
        );
        assert_ne!(
            line.rest,
            take_apart(r#"{"to":"y","id":"a"}"#).unwrap().rest
        );
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        for line in [
            r#"{"id":"a\u0020b"}"#,
            r#"{"id":"a b"}"#,
            r#"{"id":"all"}"#,
            r#"{"id":7}"#,
            r#"{"data":["id"],"id":"a"}"#,
            r#"{"id":"a"#,
            r#"{"to":"x"}"#,
        ] {
            assert_eq!(take_apart(line), None, "{line}");
        }
        let escaped = take_apart(r#"{"id":"a","name":"b\"c","to":"x"}"#).unwrap();
        assert_eq!(escaped.name, None);
        let blank = take_apart(r#"{"id":"a","name":" ","to":"x"}"#).unwrap();
        assert_eq!(blank.name, None);
    }
}
