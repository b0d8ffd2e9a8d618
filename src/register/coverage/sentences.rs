//! The sentences of the notice that no statement covers: what is left to transcribe.

use std::collections::BTreeMap;

use crate::estate::model::AnchorState;
use crate::input::Span;
use crate::notice::read::{self, Seen};
use crate::register::context::{RegisterContext, is_web};
use crate::register::digest::of_text;
use crate::view::{StatementRef, link};

/// A sentence that no statement covers.
pub(super) struct Sentence {
    /// Its document and its first byte.
    pub position: (usize, u32),
    /// Its words as cells show them; the id is made from them, so that edits elsewhere leave it as it is.
    pub shown: StatementRef,
    /// What a reader of the text takes it to state, in a word each.
    pub guesses: Vec<String>,
}

/// The sentences of the notice of the day in which no statement has words, in order. Translations are left
/// out: the document that they translate has the same sentences.
pub(super) fn without_statement(draft: &RegisterContext<'_>) -> Vec<Sentence> {
    let Some(notice) = draft.estate.notice_on(draft.outcome.day) else {
        return Vec::new();
    };
    let mut covered: Vec<Span> = notice
        .statements
        .iter()
        .filter_map(|statement| match statement.anchor {
            AnchorState::Found { span, .. } => Some(span),
            AnchorState::NotFound { .. } => None,
        })
        .collect();
    covered.sort_by_key(|span| (span.file, span.start));
    let is_covered = |sentence: Span| {
        let mut words = covered.iter().filter(|it| it.file == sentence.file);
        words.any(|it| it.start < sentence.end && sentence.start < it.end)
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, document) in notice.documents.iter().enumerate() {
        if document.translation_of.is_some() {
            continue;
        }
        let text = &document.text;
        let read = read::seen(text);
        for span in text.sentences() {
            if is_covered(span) {
                continue;
            }
            let quote = text.words(span);
            let digest: String = of_text(&quote).chars().take(12).collect();
            let times = seen.entry(digest.clone()).or_default();
            *times += 1;
            let id = match *times {
                1 => format!("text:{digest}"),
                again => format!("text:{digest}:{again}"),
            };
            let section = text.section_at(span.start);
            found.push(Sentence {
                position: (at, span.start),
                guesses: guesses(&read, span),
                shown: StatementRef {
                    id,
                    quote,
                    section: section.map(|section| section.heading.clone()),
                    url: link(notice, span).filter(|url| is_web(url)),
                },
            });
        }
    }
    found
}

/// What a reader sees in a sentence: the key of a statement and its terms.
fn guesses(seen: &[Seen], sentence: Span) -> Vec<String> {
    let within = seen.iter();
    let within = within.filter(|it| it.span.start < sentence.end && sentence.start < it.span.end);
    let mut guesses: Vec<String> = Vec::new();
    for it in within {
        let says = &it.says;
        let all = [&says.terms, &says.places, &says.safeguards]
            .into_iter()
            .flatten();
        let words: Vec<&str> = all.map(String::as_str).collect();
        let guess = if says.none {
            format!("may state {}: none", says.kind.key())
        } else {
            format!("may state {}: {}", says.kind.key(), words.join(", "))
        };
        if !guesses.contains(&guess) {
            guesses.push(guess);
        }
    }
    guesses
}
