//! Loading reports what is wrong with any file, and never panics.

use proptest::prelude::*;

use super::one;
use super::whole::SMALL;
use crate::input::Span;

/// What is put into a text at random.
const PIECES: [&str; 22] = [
    "", " ", "\n", ":", "- ", "[", "]", "{", "}", "\"", "'", "#", "|", "&a ", "*a", "é", "\t", "~",
    "0", "acme", "none", "\u{0}",
];

fn broken() -> impl Strategy<Value = String> {
    let change = (
        any::<prop::sample::Index>(),
        0usize..12,
        prop::sample::select(PIECES.to_vec()),
    );
    proptest::collection::vec(change, 1..6).prop_map(|changes| {
        let mut text: Vec<char> = SMALL.chars().collect();
        for (at, length, piece) in changes {
            let start = at.index(text.len());
            let end = (start + length).min(text.len());
            text.splice(start..end, piece.chars());
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_broken_file_is_reported_in_place(text in broken()) {
        let loaded = one(&text);
        let Err(errors) = &loaded.estate else { return Ok(()) };
        prop_assert!(!errors.is_empty());
        for error in errors {
            let places = error.span.into_iter().chain(error.related.as_ref().map(|(span, _)| *span));
            for Span { file, start, end } in places {
                let length = loaded.sources.file(file).map(|file| file.text().len() as u32);
                prop_assert!(start <= end && length.is_some_and(|length| end <= length), "{:?} of {:?}", error, length);
            }
            prop_assert!(!error.message.contains("though nothing in it was found wrong"), "{:?}", error);
        }
    }
}
