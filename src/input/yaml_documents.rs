//! The YAML documents of a file of another tool: several in one file, with tags of their own.

use super::diagnostic::{Diagnostics, InputError};
use super::node::{Node, NodeKind};
use super::span::{FileId, Span};
use super::yaml::{Tags, YamlReader, is_empty};

/// Reads the YAML documents of a file of another tool, empty ones left out. A value with a tag of its own
/// (`!Ref x`) is a map of the tag to the value (`{"!Ref": x}`). Places are those in the whole text.
/// Returns `None` after pushing an error when the text is no YAML or passes a limit.
pub fn read_yaml_documents(
    file: FileId,
    text: &str,
    errors: &mut Diagnostics,
) -> Option<Vec<Node>> {
    let mut found = Vec::new();
    let (mut nodes, mut start) = (0, 0);
    for end in ends(text) {
        let part = text.get(start..end).unwrap_or("");
        let base = start as u32;
        start = end;
        if is_empty(part) {
            continue;
        }
        let mut own = Diagnostics::new();
        let mut reader = YamlReader {
            file,
            text: part,
            errors: &mut own,
            nodes,
            tags: Tags::Kept,
        };
        let node = reader.document();
        nodes = reader.nodes;
        for error in own.into_sorted() {
            errors.push(InputError {
                span: error.span.map(|span| moved(span, base)),
                ..error
            });
        }
        let mut node = node?;
        shift(&mut node, base);
        found.push(node);
    }
    Some(found)
}

/// Where the documents of a text end: at each line that begins with `---`, and at its own end.
fn ends(text: &str) -> Vec<usize> {
    let (mut ends, mut at) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let marks = line.strip_prefix("---");
        if at > 0
            && marks.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        {
            ends.push(at);
        }
        at += line.len();
    }
    ends.push(at);
    ends
}

fn moved(span: Span, base: u32) -> Span {
    Span::new(span.file, span.start + base, span.end + base)
}

fn shift(node: &mut Node, base: u32) {
    node.span = moved(node.span, base);
    match &mut node.kind {
        NodeKind::Seq(items) => items.iter_mut().for_each(|item| shift(item, base)),
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                key.span = moved(key.span, base);
                shift(value, base);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_keep_their_places_and_their_tags() {
        let text = "# head\n---\na: !Ref b\n---\n# none\n---\n- !Sub [x, {y: !GetAtt z.w}]\n";
        let mut errors = Diagnostics::new();
        let found = read_yaml_documents(FileId(0), text, &mut errors).unwrap();
        let [first, second] = found.as_slice() else {
            panic!("{found:?}")
        };
        let referred = first.get("a").unwrap().get("!Ref").unwrap();
        assert_eq!(referred.kind, NodeKind::String("b".to_owned()));
        assert_eq!(&text[referred.span.range()], "b");
        let sub = second.items()[0].get("!Sub").unwrap();
        assert_eq!(&text[sub.items()[0].span.range()], "x");
        let inner = sub.items()[1].get("y").unwrap().get("!GetAtt").unwrap();
        assert_eq!(&text[inner.span.range()], "z.w");

        let broken = "a: b\n---\nc: [d\n";
        assert!(read_yaml_documents(FileId(0), broken, &mut errors).is_none());
        let errors = errors.into_sorted();
        assert!(errors[0].span.unwrap().start > 8, "{errors:?}");
    }
}
