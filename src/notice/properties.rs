//! What must hold for every text.

use proptest::prelude::*;

use super::normalise::fold;
use super::{AnchorError, PublishedText, TextFormat};
use crate::input::{FileId, Span};

/// Pieces that folding, Markdown or both treat in a way of their own. None begins with a character
/// that joins the one before it, so a text may be cut between any two.
const TRICKY: &[&str] = &[
    "a",
    "B",
    "word",
    "we share",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{A0}",
    "\u{202F}",
    "\u{2060}",
    "\u{200B}",
    "\u{200D}",
    "\u{AD}",
    "\u{FEFF}",
    "’",
    "“",
    "”",
    "«",
    "–",
    "—",
    "-",
    "−",
    "…",
    ".",
    "...",
    "ﬁ",
    "Ａ",
    "①",
    "e\u{301}",
    "é",
    "’\u{301}\u{327}",
    "ﷺ",
    "¨",
    "각",
    "각\u{11A8}",
    "क्षि",
    "👩\u{200D}💻",
    "ß",
    "İ",
    "*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "](",
    "](x)",
    "![",
    ")",
    "<b>",
    "</b>",
    "<br>",
    "<!--",
    "-->",
    "<p>",
    "&amp;",
    "&nbsp;",
    "&",
    ";",
    "\\",
    "\\*",
    "# ",
    "\n# ",
    "\n## A\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n| a | b |\n|---|---|\n",
    "|",
    "\n---\n",
    "===\n",
    "~~",
    "```\n",
    "[^1]",
    "\0",
];

/// What joins the character before it.
const JOINING: &[&str] = &["\u{301}", "\u{327}", "\u{11A8}", "\u{338}"];

fn tricky() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(TRICKY), 0..40)
        .prop_map(|parts| parts.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    let joined = (tricky(), proptest::sample::select(JOINING), tricky())
        .prop_map(|(a, b, c)| format!("{a}{b}{c}"));
    prop_oneof![tricky(), joined, "\\PC{0,60}", any::<String>()]
}

fn format() -> impl Strategy<Value = TextFormat> {
    prop_oneof![Just(TextFormat::Markdown), Just(TextFormat::Plain)]
}

fn notice(text: &str, format: TextFormat) -> PublishedText {
    PublishedText::new(
        FileId(0),
        text,
        format,
        &["A".to_owned(), "A > B".to_owned()],
    )
}

/// The part of `text` between two places, moved to the borders of characters.
fn part(text: &str, from: prop::sample::Index, to: prop::sample::Index) -> &str {
    let borders: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let (from, to) = (from.index(borders.len()), to.index(borders.len()));
    &text[borders[from.min(to)]..borders[from.max(to)]]
}

fn on_borders(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_quote_is_found_at_words_that_fold_to_it(
        parts in proptest::collection::vec(proptest::sample::select(TRICKY), 1..40),
        from: prop::sample::Index, to: prop::sample::Index,
    ) {
        let text = parts.concat();
        let notice = notice(&text, TextFormat::Plain);
        let (from, to) = (from.index(parts.len()), to.index(parts.len()));
        let quote = parts[from.min(to)..=from.max(to)].concat();
        let spans = match notice.find(None, &quote, None, None) {
            Ok(anchor) => vec![anchor.span],
            Err(AnchorError::Ambiguous { spans }) => spans,
            Err(AnchorError::Empty) if fold(&quote).is_empty() => vec![],
            Err(error) => return Err(TestCaseError::fail(format!("{quote:?}: {error}"))),
        };
        for span in spans {
            prop_assert_eq!(fold(&text[span.range()]), fold(&quote));
        }
    }

    #[test]
    fn whole_words_of_a_text_are_found(text in "[a-zé’–\u{A0}\u{2060} \n]{1,60}", from: prop::sample::Index, to: prop::sample::Index) {
        let quote = part(&text, from, to);
        prop_assume!(!fold(quote).is_empty());
        let found = notice(&text, TextFormat::Plain).find(None, quote, None, None);
        prop_assert!(matches!(found, Ok(_) | Err(AnchorError::Ambiguous { .. })), "{found:?}");
    }

    #[test]
    fn what_is_seen_of_markdown_is_found(text in tricky(), from: prop::sample::Index, to: prop::sample::Index) {
        let notice = notice(&text, TextFormat::Markdown);
        let quote = part(&text, from, to);
        if let Ok(anchor) = notice.find(None, quote, None, None) {
            let seen = fold(&notice.words(anchor.span));
            prop_assert!(on_borders(&text, anchor.span));
            let again = notice.find(None, &seen, None, None);
            prop_assert!(matches!(again, Ok(_) | Err(AnchorError::Ambiguous { .. })), "{seen:?}: {again:?}");
        }
    }

    #[test]
    fn nothing_panics_and_every_place_is_on_a_border(
        text in any_text(), other in any_text(), format in format(), from: prop::sample::Index, to: prop::sample::Index,
    ) {
        let notice = notice(&text, format);
        let mut last = 0;
        for section in notice.sections() {
            prop_assert!(on_borders(&text, section.span));
            prop_assert!(section.span.start >= last && section.span.start < section.span.end);
            last = section.span.start;
            let at = notice.section_at(section.span.start);
            prop_assert_eq!(at.map(|s| s.id), Some(section.id));
            if let Some(parent) = section.parent.and_then(|id| notice.section(id)) {
                prop_assert!(parent.span.start <= section.span.start && section.span.end <= parent.span.end);
            }
        }
        for quote in [part(&text, from, to), &other] {
            for section in [None, Some("A")] {
                let spans = match notice.find(section, quote, None, None) {
                    Ok(anchor) => {
                        prop_assert!(notice.text_fragment(&anchor).is_ascii());
                        vec![anchor.span]
                    }
                    Err(AnchorError::NotFound { nearest: Some(near), .. }) => {
                        prop_assert!((0.0..=1.0).contains(&near.similarity));
                        vec![near.span]
                    }
                    Err(AnchorError::Ambiguous { spans }) => spans,
                    Err(_) => vec![],
                };
                for span in spans {
                    prop_assert!(on_borders(&text, span) && span.start < span.end, "{span:?}");
                }
            }
        }
    }
}
