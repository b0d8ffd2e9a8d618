//! Tags of templates within the words of a notice: `{% if uk %}`, `{{ company }}`, `<%= company %>`. They are no words of
//! the notice, though a quote has them where they are within it.

use std::ops::Range;

/// A character that a reader sees, with its bytes in the original.
pub(super) type Seen = (char, u32, u32);

/// How tags begin and end.
const TAGS: [(&str, &str); 5] = [
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("<%", "%>"),
    ("${", "}"),
];

/// A tag has so many characters at most.
const LONGEST: usize = 600;

/// A tag in the characters of a block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TemplateTag {
    /// Which characters.
    pub(super) place: Range<usize>,
    /// Whether a value is put in its place; else a reader sees nothing of it.
    pub(super) is_value: bool,
}

/// The tags in the characters of a block, in order.
pub(super) fn of(seen: &[Seen]) -> Vec<TemplateTag> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < seen.len() {
        let tag = tag(seen, at);
        at = tag.as_ref().map_or(at + 1, |tag| tag.place.end);
        found.extend(tag);
    }
    found
}

/// The tag that begins at a character.
fn tag(seen: &[Seen], at: usize) -> Option<TemplateTag> {
    if let Some(place) = named(seen, at) {
        return Some(TemplateTag {
            place,
            is_value: true,
        });
    }
    let (_, close) = TAGS.iter().find(|(open, _)| begins(seen, at, open))?;
    let last = seen.len().min(at + LONGEST);
    let end = (at + 2..last).find(|it| begins(seen, *it, close))?;
    // Three braces are a value too: `{{{ name }}}`.
    let more = usize::from(begins(seen, at, "{{{") && begins(seen, end, "}}}"));
    let place = at..end + close.len() + more;
    let inner = seen.get(at + 2..end).unwrap_or_default().iter();
    let inner: String = inner.map(|(c, ..)| *c).collect();
    let is_value = match *close {
        "}}" => is_expression(&inner),
        "}" => true,
        "%>" => inner.starts_with(['=', '-']),
        _ => false,
    };
    Some(TemplateTag { place, is_value })
}

/// A name alone between braces, as components have them: `{company}`, `{props.company}`.
fn named(seen: &[Seen], at: usize) -> Option<Range<usize>> {
    if !begins(seen, at, "{") {
        return None;
    }
    let rest = seen.get(at + 1..).unwrap_or_default();
    let inner = rest.iter().take(LONGEST).map(|(c, ..)| *c);
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let name: String = inner.take_while(is_part).collect();
    let end = at + 1 + name.len();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_name && begins(seen, end, "}")).then_some(at..end + 1)
}

/// Whether what is between braces is a value, and not a block, a part or a call with arguments.
fn is_expression(inner: &str) -> bool {
    let inner = inner.trim();
    let is_call = inner.starts_with(['#', '/', '>', '^', '!', '&']) || inner == "else";
    !is_call && !inner.contains("=") && inner.contains(char::is_alphabetic)
}

/// Whether some characters begin with a mark of ASCII.
fn begins(seen: &[Seen], at: usize, mark: &str) -> bool {
    let here = seen.get(at..).unwrap_or_default().iter().map(|(c, ..)| *c);
    let mut marks = mark.chars();
    let same = here.zip(&mut marks).all(|(here, mark)| here == mark);
    same && seen.len() >= at + mark.len()
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::of;

    fn tags(text: &str) -> Vec<(String, bool)> {
        let seen: Vec<_> = text.chars().map(|c| (c, 0, 0)).collect();
        let found = of(&seen).into_iter();
        found
            .map(|tag| {
                let words = seen[tag.place].iter().map(|(c, ..)| *c).collect();
                (words, tag.is_value)
            })
            .collect()
    }

    #[test]
    fn tags_of_templates_are_known() {
        let known = |words: &str, is_value| vec![(words.to_owned(), is_value)];
        assert_eq!(tags("a {{ b }} c"), known("{{ b }}", true));
        assert_eq!(tags("a {{{b}}} c"), known("{{{b}}}", true));
        assert_eq!(tags("{% if b %}"), known("{% if b %}", false));
        assert_eq!(tags("{{#if b}}"), known("{{#if b}}", false));
        assert_eq!(
            tags("{{ meta(a={\"b\": 1}) }}"),
            known("{{ meta(a={\"b\": 1}) }}", false)
        );
        assert_eq!(tags("a ${b} c"), known("${b}", true));
        assert_eq!(tags("a {b.c} d"), known("{b.c}", true));
        assert_eq!(tags("<%= b %>"), known("<%= b %>", true));
        for none in ["a { b } c", "{{ open", "50 <% of", "{}", "{", "{1}"] {
            assert_eq!(tags(none), [], "{none}");
        }
    }

    fn quotes(text: &str, format: TextFormat) -> Vec<(String, String)> {
        let found = read(text, format).statements.into_iter();
        found
            .map(|it| (it.says.kind.key().to_owned(), it.quote))
            .collect()
    }

    #[test]
    fn a_sentence_has_its_tags_in_its_quote_and_not_before_it() {
        let text = "# Privacy\n\n{% if uk %}\n{{ company }} collects your name and email address.\n{% endif %}\n";
        let found = quotes(text, TextFormat::Markdown);
        let expected = "{{ company }} collects your name and email address.";
        assert_eq!(found, [("collects".to_owned(), expected.to_owned())]);
        let page = "<h1>Privacy</h1>{% block a %}<p>We share your data with {% if x %}couriers and {% endif %}banks.</p>{{ meta(a={\"b\": 1}) }} <p>We collect your name.</p>{% endblock %}";
        let found = read(page, TextFormat::Html);
        let quotes: Vec<&str> = found
            .statements
            .iter()
            .map(|it| it.quote.as_str())
            .collect();
        assert_eq!(
            quotes,
            [
                "We share your data with {% if x %}couriers and {% endif %}banks.",
                "We collect your name."
            ]
        );
        assert_eq!(found.uncovered, []);
    }

    #[test]
    fn a_period_that_a_template_fills_in_is_to_be_looked_at() {
        let text = "We keep your data for {{ days }} days.";
        let found = read(text, TextFormat::Plain).statements;
        assert_eq!(found[0].certainty, Certainty::Look);
        assert_eq!(found[0].quote, text);
    }
}
