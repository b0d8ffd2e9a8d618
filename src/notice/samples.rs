//! Real notices, where they are at hand: they are next to the repository and no part of it.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests that read samples from outside the repository, and say so when there are none"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::normalise::fold;
use super::{AnchorError, PublishedText, TextFormat};
use crate::input::{FileId, Span};

/// A file of the folder of real notices; `None`, with a line that says so, where there is none.
///
/// On a build server a test that needs it must not pass unseen.
pub(super) fn shared(path: &str) -> Option<String> {
    let given = std::env::var_os("FAIRNOTICE_SHARED").map(PathBuf::from);
    let sibling = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Some(folder) = given
        .into_iter()
        .chain([sibling])
        .find(|folder| folder.is_dir())
    else {
        let required = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(
            !required,
            "{path} is required on CI: no ../shared and no FAIRNOTICE_SHARED"
        );
        eprintln!("skipped: {path} is needed, but there is no ../shared and no FAIRNOTICE_SHARED");
        return None;
    };
    Some(std::fs::read_to_string(folder.join(path)).unwrap())
}

const EIS: &str = "notice/eis-privacy-notice.txt";
const MARKDOWN: &[&str] = &[
    "samples/notices/basecamp-privacy.md",
    "samples/notices/basecamp-subprocessors.md",
    "samples/notices/hey-subprocessors.md",
    "samples/notices/mistral-lechat-privacy.md",
];

fn eis() -> Option<PublishedText> {
    let headings: Vec<String> = [
        "Who we share information with",
        "Support Processes > Service Desk",
        "Support Processes > Remote Support Procedures",
        "Support Processes > Support Call Screenshots",
        "Support Processes > Annual Data Review",
        "Service Contracts > All Services",
        "Service Contracts > Kent Learning Zone (KLZ)",
        "Service Contracts > Schools Broadband",
        "Service Contracts > Remote Backup Service",
        "Service Contracts > Virtual Infrastructure",
        "Service Contracts > WordPress Websites",
        "Sales and Marketing",
        "Sending data outside of the EEA",
        "Your Rights",
    ]
    .map(str::to_owned)
    .into();
    Some(PublishedText::new(
        FileId(0),
        shared(EIS)?,
        TextFormat::Plain,
        &headings,
    ))
}

/// The parts of a text that end with a full stop and a space, or with a line; the place of each.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        for sentence in line.split_inclusive(". ") {
            let start = at + sentence.len() - sentence.trim_start().len();
            at += sentence.len();
            if !sentence.trim().is_empty() {
                found.push((start, sentence.trim()));
            }
        }
    }
    found
}

/// The places that a quote is found at: one, or several that are alike.
fn places(notice: &PublishedText, quote: &str) -> Vec<Span> {
    match notice.find(None, quote, None, None) {
        Ok(anchor) => vec![anchor.span],
        Err(AnchorError::Ambiguous { spans }) => spans,
        Err(error) => panic!("{quote:?}: {error}, {:?}", error.help()),
    }
}

#[test]
fn every_sentence_of_the_plain_notice_has_its_own_place() {
    let Some(notice) = eis() else { return };
    let all = sentences(notice.text());
    assert!(all.len() > 150, "{}", all.len());
    for (start, sentence) in all {
        if fold(sentence).is_empty() {
            continue;
        }
        let found = places(&notice, sentence);
        let own = found.iter().any(|span| {
            let range = span.range();
            range.start >= start
                && range.end <= start + sentence.len()
                && fold(&notice.text()[range]) == fold(sentence)
        });
        assert!(own, "{sentence:?} at {start}: {found:?}");
    }
}

#[test]
fn each_service_of_the_plain_notice_has_its_own_words() {
    let Some(notice) = eis() else { return };
    assert_eq!(notice.sections().count(), 16);
    for section in [
        "Service Desk",
        "Remote Support Procedures",
        "Schools Broadband",
        "WordPress Websites",
    ] {
        let anchor = notice.find(Some(section), "Nobody", None, None).unwrap();
        assert!(
            notice
                .heading_path(anchor.section.unwrap())
                .ends_with(section)
        );
        let fragment = notice.text_fragment(&anchor);
        assert!(
            fragment.contains("Nobody") && fragment.contains('-'),
            "{fragment}"
        );
    }
    // The notice has two spaces, one of them unbreakable, before "There".
    let quote = "to the United States. There is an EU approved mechanism";
    assert!(
        notice
            .find(Some("Kent Learning Zone (KLZ)"), quote, None, None)
            .is_ok()
    );
    let error = notice
        .find(Some("Service Desk"), quote, None, None)
        .unwrap_err();
    assert!(matches!(
        error,
        AnchorError::NotFound {
            found_in_section: Some(_),
            ..
        }
    ));
}

#[test]
fn every_sentence_of_the_markdown_notices_has_its_own_place() {
    for path in MARKDOWN {
        let Some(text) = shared(path) else { return };
        let notice = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
        let body = notice.text().find("\n# ").unwrap_or(0);
        let mut checked = 0;
        for (start, sentence) in sentences(notice.text()) {
            // Front matter, rules, rows and the lines under headings are no sentences.
            let is_row = sentence.contains('|') || !sentence.contains(char::is_alphabetic);
            let in_row = notice.text()[..start]
                .rsplit('\n')
                .next()
                .is_some_and(|line| line.contains('|'));
            if start < body || is_row || in_row {
                continue;
            }
            checked += 1;
            let found = places(&notice, sentence);
            let own = found.iter().any(|span| {
                let range = span.range();
                let end = start + sentence.len();
                // Only marks, or the address of a link, may be left over at the ends.
                start <= range.start
                    && range.end <= end
                    && !notice.text()[start..range.start]
                        .trim_start_matches("1.")
                        .contains(char::is_alphanumeric)
                    && notice.text()[range.end..end]
                        .split_once("](")
                        .map_or(&notice.text()[range.end..end], |(before, _)| before)
                        .chars()
                        .all(|c| !c.is_alphanumeric())
            });
            assert!(own, "{path}: {sentence:?} at {start}: {found:?}");
        }
        assert!(checked > 10, "{path}: {checked}");
    }
}

#[test]
fn what_a_reader_copies_from_the_page_is_found_by_it_and_its_neighbours() {
    for path in MARKDOWN {
        let Some(text) = shared(path) else { return };
        let notice = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
        let words: Vec<(usize, usize)> = word_ranges(&notice);
        for group in words.chunks(9) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else {
                continue;
            };
            let span = Span::new(FileId(0), first.0 as u32, last.1 as u32);
            let quote = notice.words(span);
            let found = places(&notice, &quote);
            assert!(
                found.contains(&span),
                "{path}: {quote:?} at {span:?}: {found:?}"
            );
        }
    }
}

/// The places of the visible words of a text.
fn word_ranges(notice: &PublishedText) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (c, start, end) in notice.visible.chars() {
        let (start, end) = (start as usize, end as usize);
        match words.last_mut() {
            _ if c.is_whitespace() => open = false,
            Some(word) if open => word.1 = end,
            _ => {
                words.push((start, end));
                open = true;
            }
        }
    }
    words
}

#[test]
fn a_changed_word_in_a_real_notice_is_shown_quickly() {
    let Some(text) = shared("samples/notices/mistral-lechat-privacy.md") else {
        return;
    };
    let text = text.repeat(2);
    let begun = Instant::now();
    let notice = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
    let read = begun.elapsed();
    let words = word_ranges(&notice);
    let (from, to) = (words[words.len() / 2], words[words.len() / 2 + 80]);
    let span = Span::new(FileId(0), from.0 as u32, to.1 as u32);
    let quote = notice
        .words(span)
        .replacen(" and ", " or rather ", 1)
        .replacen("data", "dates", 1);
    let begun = Instant::now();
    let error = notice.find(None, &quote, None, None).unwrap_err();
    let sought = begun.elapsed();
    let AnchorError::NotFound {
        nearest: Some(near),
        ..
    } = error
    else {
        panic!("{error}");
    };
    assert!(near.similarity > 0.9, "{near:?}");
    eprintln!(
        "read {} bytes in {read:?}, sought in {sought:?}",
        notice.text().len()
    );
    // Loose, for a build without optimisation on a busy machine.
    assert!(
        read < Duration::from_secs(2) && sought < Duration::from_secs(2),
        "{read:?} {sought:?}"
    );
}
