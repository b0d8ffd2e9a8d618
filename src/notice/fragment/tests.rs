//! What this part promises.

use super::super::text::TextFormat;
use super::*;
use crate::input::FileId;

fn fragment(text: &str, quote: &str, prefix: Option<&str>) -> String {
    let notice = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
    let anchor = notice.find(None, quote, prefix, None).unwrap();
    notice.text_fragment(&anchor)
}

#[test]
fn few_words_are_given_in_full_and_encoded() {
    assert_eq!(
        fragment(
            "We **never** sell, trade & re-use\n“it”.",
            "never sell, trade & re-use \"it\"",
            None
        ),
        "#:~:text=never%20sell%2C%20trade%20%26%20re%2Duse%20%E2%80%9Cit%E2%80%9D"
    );
}

#[test]
fn part_of_a_word_is_the_word() {
    assert_eq!(fragment("We never sell", "eve", None), "#:~:text=never");
    assert_eq!(fragment("never", "eve", None), "#:~:text=never");
}

#[test]
fn words_around_distinguish_equal_words() {
    let text = "We share with: Nobody.\n\nWe sell to: nobody.\n\nWe lend to: Nobody, ever";
    assert_eq!(
        fragment(text, "Nobody", Some("with:")),
        "#:~:text=with%3A-,Nobody"
    );
    assert_eq!(
        fragment(text, "nobody", None),
        "#:~:text=sell%20to%3A-,nobody"
    );
    assert_eq!(
        fragment(text, "Nobody", Some("lend to:")),
        "#:~:text=Nobody,-%2C%20ever"
    );
}

#[test]
fn a_quote_over_blocks_is_given_by_its_ends() {
    let text = "# Kept\n\nHow long do we keep your data: one\nyear, not more.\n";
    assert_eq!(
        fragment(text, "Kept How long do we keep your data: one year", None),
        "#:~:text=Kept,your%20data%3A%20one%20year"
    );
}

#[test]
fn a_long_quote_is_given_by_its_ends() {
    let quote = format!("We keep {}until the end.", "it and keep it ".repeat(30));
    assert_eq!(
        fragment(&format!("A. {quote} B."), &quote, None),
        "#:~:text=We%20keep%20it%20and,it%20until%20the%20end."
    );
}

#[test]
fn an_anchor_of_another_text_has_no_fragment() {
    let notice = PublishedText::new(FileId(0), "a", TextFormat::Plain, &[]);
    let anchor = Anchor {
        span: crate::input::Span::new(FileId(1), 0, 1),
        section: None,
    };
    assert_eq!(notice.text_fragment(&anchor), "");
}

/// What a browser does with a fragment, by the rules of the directive: each term within one block,
/// the first place that fits.
fn shown(notice: &PublishedText, fragment: &str) -> Option<(usize, usize)> {
    let text: String = notice.lower().chars().iter().collect();
    let chars: Vec<char> = text.chars().collect();
    let mut parts: Vec<&str> = fragment.strip_prefix("#:~:text=")?.split(',').collect();
    let prefix = parts
        .first()
        .and_then(|part| part.strip_suffix('-'))
        .map(decoded);
    if prefix.is_some() {
        parts.remove(0);
    }
    let suffix = parts
        .last()
        .and_then(|part| part.strip_prefix('-'))
        .map(decoded);
    if suffix.is_some() {
        parts.pop();
    }
    let start = decoded(parts[0]);
    let end = parts.get(1).map(|end| decoded(end));
    let all = |term: &[char], from: usize| -> Vec<usize> {
        occurrences(&chars, term)
            .filter(|at| *at >= from && !notice.folded.has_border(*at..*at + term.len()))
            .filter(|at| !notice.is_within_word(*at) && !notice.is_within_word(*at + term.len()))
            .collect()
    };
    let after = |at: usize| {
        let rest = chars[at..].strip_prefix(&[' ']).unwrap_or(&chars[at..]);
        suffix
            .as_ref()
            .is_none_or(|suffix| rest.starts_with(suffix))
    };
    let before = |at: usize| {
        let rest = chars[..at].strip_suffix(&[' ']).unwrap_or(&chars[..at]);
        prefix.as_ref().is_none_or(|prefix| rest.ends_with(prefix))
    };
    all(&start, 0)
        .into_iter()
        .filter(|at| before(*at))
        .find_map(|at| match &end {
            None => after(at + start.len()).then_some((at, at + start.len())),
            Some(end) => all(end, at + start.len())
                .into_iter()
                .map(|last| last + end.len())
                .find(|last| after(*last))
                .map(|last| (at, last)),
        })
}

fn decoded(term: &str) -> Vec<char> {
    let mut bytes = Vec::new();
    let mut rest = term.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    let folded = super::super::normalise::fold(&String::from_utf8(bytes).unwrap());
    super::super::lower::small(&folded.chars().collect::<Vec<_>>())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    /// Few words and many repetitions, so that context is needed again and again; each block has
    /// words that occur only once, or no context would be enough.
    #[test]
    fn a_browser_shows_the_words_of_the_anchor(
        parts in proptest::collection::vec(proptest::sample::select(
            &["we ", "share ", "data ", "with ", "nobody", ". ", ", ", "\n\n", "it's ", "a-b ", "(you) "][..]), 1..120),
        length in 1..90_usize, from: proptest::sample::Index,
    ) {
        let mut text = String::new();
        let mut common = 0;
        for (number, part) in parts.iter().enumerate() {
            if common == 0 {
                text.push_str(&format!(" word{number} "));
            }
            text.push_str(part);
            common = if *part == "\n\n" { 0 } else { (common + 1) % 7 };
        }
        let notice = PublishedText::new(FileId(0), text, TextFormat::Plain, &[]);
        let len = notice.folded.chars().len();
        let start = from.index(len.max(1));
        let place = notice.to_words(start..(start + length * 6).min(len));
        let has_word = |range: Range<usize>| notice.lower().chars()[range].iter().any(|c| c.is_alphanumeric());
        if let Some(span) = notice.span(place.clone()).filter(|_| has_word(place.clone())) {
            let fragment = notice.text_fragment(&Anchor { span, section: None });
            let found = shown(&notice, &fragment);
            let found = found.map(|(from, to)| notice.lower().chars()[from..to].iter().collect::<String>());
            let meant: String = notice.lower().chars()[place].iter().collect();
            proptest::prop_assert_eq!(found, Some(meant), "{}", fragment);
        }
    }
}
