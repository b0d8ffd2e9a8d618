//! The places of a statement's words in the published text.

use std::num::NonZeroU32;

use super::super::kept::{Kept, Words};
use super::super::raw::{RawStatement, Text};
use super::super::read::NoticeFile;
use super::lookup::Resolver;
use super::notice::Texts;
use super::parties::span_of;
use crate::estate::model::{AnchorState, NoticeDocument};
use crate::input::{InputError, InputErrorKind, Span};
use crate::notice::{Anchor, AnchorError, PublishedText, SectionId};

/// The place of a statement's words.
pub(super) struct Anchored {
    /// The document (position in the list of its file).
    pub(super) document: usize,
    /// Whether they are there, and where.
    pub(super) state: AnchorState,
    /// The section that the statement is in.
    pub(super) section: Option<SectionId>,
}

/// What the words of a statement are looked for by.
fn words(raw: &RawStatement) -> Words<'_> {
    fn value(text: &Option<Text>) -> Option<&str> {
        text.as_ref().map(|text| text.value.as_str())
    }
    Words {
        section: value(&raw.section),
        quote: &raw.quote.value,
        prefix: value(&raw.prefix),
        suffix: value(&raw.suffix),
        occurrence: raw.occurrence.map(NonZeroU32::get),
    }
}

/// The words of a statement in a text.
fn find(
    raw: &RawStatement,
    text: &PublishedText,
    kept: Option<&Kept>,
) -> Result<Anchor, AnchorError> {
    let words = words(raw);
    let find = || {
        let Words {
            section,
            quote,
            prefix,
            suffix,
            occurrence,
        } = words;
        text.find_nth(section, quote, prefix, suffix, occurrence)
    };
    match kept {
        Some(kept) => kept.anchor(&words, text, find),
        None => find(),
    }
}

/// The section that a statement names, where the text has it.
fn section_of(raw: &RawStatement, text: &PublishedText) -> Option<SectionId> {
    let name = raw.section.as_ref()?;
    text.section_named(&name.value).ok()
}

/// How near a text comes to the words that are not found in it: mistakes of the file first, then a text
/// that has the section or something like the words.
fn nearness(error: &AnchorError) -> f64 {
    match error {
        AnchorError::Empty
        | AnchorError::Ambiguous { .. }
        | AnchorError::AmbiguousSection { .. } => 4.0,
        AnchorError::OtherContext { .. } | AnchorError::NoOccurrence { .. } => 3.0,
        AnchorError::NotFound {
            found_in_section: Some(_),
            ..
        } => 2.0,
        AnchorError::NotFound {
            section, nearest, ..
        } => {
            let alike = nearest.as_ref().map_or(0.0, |near| near.similarity);
            // A section that is there speaks for a text as much as words that are half alike.
            alike + if section.is_some() { 0.5 } else { 0.0 }
        }
        AnchorError::UnknownSection { .. } => -1.0,
    }
}

impl Resolver<'_> {
    /// That the published text has no section of a name, or several.
    pub(super) fn no_section(&mut self, name: &Text, error: &AnchorError) {
        self.fault(name, || {
            let fault = InputError::new(
                InputErrorKind::UnknownReference,
                name.span,
                error.to_string(),
            );
            match error.help() {
                Some(help) => fault.help(help),
                None => fault,
            }
        });
    }

    /// The place of a proposed sentence is where it is written, as it is not published yet. The
    /// section it names has to be in the notice.
    pub(super) fn own_words(
        &mut self,
        raw: &RawStatement,
        file: &NoticeFile,
        texts: &Texts,
    ) -> Option<Anchored> {
        let candidates = self.candidates(raw, file, texts)?;
        let first = *candidates.first()?;
        let mut found = None;
        if let Some(name) = &raw.section {
            let named = |at: usize| Some((at, texts.text(at)?.section_named(&name.value)));
            let named: Vec<_> = candidates.iter().filter_map(|at| named(*at)).collect();
            let is_there = named
                .iter()
                .find_map(|(at, it)| Some((*at, *it.as_ref().ok()?)));
            found = is_there;
            if let (None, Some((_, Err(error)))) = (is_there, named.first()) {
                self.no_section(name, error);
            }
        }
        let section = found.and_then(|(at, id)| texts.text(at)?.section(id));
        let span = raw.quote.span.unwrap_or(span_of(&raw.id));
        Some(Anchored {
            document: found.map_or(first, |(at, _)| at),
            state: AnchorState::Found {
                span,
                heading: section.map(|section| section.heading.clone()),
            },
            section: found.map(|(_, id)| id),
        })
    }

    /// The documents that may have the words of a statement: the one it names, or all.
    fn candidates(
        &mut self,
        raw: &RawStatement,
        file: &NoticeFile,
        texts: &Texts,
    ) -> Option<Vec<usize>> {
        let all = 0..texts.documents.len();
        let Some(name) = &raw.document else {
            return Some(all.collect());
        };
        let ids = || file.documents.iter().map(|it| it.id.as_ref());
        let found = ids().position(|id| id == Some(name));
        if found.is_none() {
            self.no_document(name, ids().flatten());
        }
        Some(vec![found?])
    }

    /// Where the statement's words are, and its section: the one it names, else the one around its
    /// words. Words that are not found become a finding; words that occur several times are an error
    /// of the file, as it is not clear which are meant. A translation is searched only where no
    /// other document has the words.
    pub(super) fn anchor(
        &mut self,
        raw: &RawStatement,
        file: &NoticeFile,
        texts: &Texts,
    ) -> Option<Anchored> {
        if raw.quote.is_stand_in() {
            return None;
        }
        let candidates = self.candidates(raw, file, texts)?;
        let mut looked_in = Vec::new();
        for at in candidates {
            // Whether a text that could not be read has the words is not known.
            let document = texts.documents.get(at)?.as_ref()?;
            looked_in.push((at, document, find(raw, &document.text, self.known.kept)));
        }
        let is_original = |document: &NoticeDocument| document.translation_of.is_none();
        let has_words = |found: &Result<Anchor, AnchorError>| found.is_ok();
        if looked_in
            .iter()
            .any(|(_, document, found)| is_original(document) && has_words(found))
        {
            looked_in.retain(|(_, document, _)| is_original(document));
        }
        let mut hits = looked_in
            .iter()
            .filter_map(|(at, document, found)| Some((*at, *document, found.as_ref().ok()?)));
        match (hits.next(), hits.next()) {
            (Some((at, document, anchor)), None) => {
                let text = &document.text;
                let heading = anchor
                    .section
                    .and_then(|id| text.section(id))
                    .map(|section| section.heading.clone());
                Some(Anchored {
                    document: at,
                    state: AnchorState::Found {
                        span: anchor.span,
                        heading,
                    },
                    section: section_of(raw, text).or(anchor.section),
                })
            }
            (Some((_, one, here)), Some((_, other, _))) => {
                let id = |it: &NoticeDocument| it.id.clone().unwrap_or_default();
                self.fail(|| {
                    let message = format!(
                        "the quote occurs in the documents `{}` and `{}`",
                        id(one),
                        id(other)
                    );
                    InputError::new(InputErrorKind::BadValue, raw.quote.span, message)
                        .help(format!("add `document: {}`, or the other", id(one)))
                        .related(Some(here.span), "here, for one")
                });
                None
            }
            (None, _) => self.missing(raw, &looked_in, texts),
        }
    }

    /// The words of a statement are not found: what is said of the text that comes nearest.
    fn missing(
        &mut self,
        raw: &RawStatement,
        looked_in: &[(usize, &NoticeDocument, Result<Anchor, AnchorError>)],
        texts: &Texts,
    ) -> Option<Anchored> {
        let errors = looked_in
            .iter()
            .filter_map(|(at, document, found)| Some((*at, *document, found.as_ref().err()?)));
        // Of equals the first: an earlier document is a more likely one.
        let (at, document, error) = errors
            .rev()
            .max_by(|(.., a), (.., b)| nearness(a).total_cmp(&nearness(b)))?;
        let (mut reason, nearest) = self.not_anchored(raw, &document.text, error)?;
        let kept = self.known.kept;
        let elsewhere = texts.readable().find(|(other, it)| {
            looked_in.iter().all(|(at, ..)| at != other) && find(raw, &it.text, kept).is_ok()
        });
        if let Some((_, other)) = elsewhere {
            let id = other.id.as_deref().unwrap_or_default();
            reason.push_str(&format!(", but in the document `{id}`"));
        }
        Some(Anchored {
            document: at,
            state: AnchorState::NotFound { reason, nearest },
            section: section_of(raw, &document.text),
        })
    }

    /// Why words are not found, and what is nearest to them; `None` for a mistake of the file, which is
    /// reported.
    fn not_anchored(
        &mut self,
        raw: &RawStatement,
        text: &PublishedText,
        error: &AnchorError,
    ) -> Option<(String, Option<(Span, String)>)> {
        let mut reason = error.to_string();
        let fault = match error {
            AnchorError::UnknownSection { nearest, .. } => {
                if let Some(near) = nearest {
                    reason.push_str(&format!("; the nearest is `{near}`"));
                }
                return Some((reason, None));
            }
            AnchorError::NotFound {
                nearest,
                found_in_section,
                ..
            } => {
                if let Some(other) = found_in_section {
                    reason.push_str(&format!(", but in `{other}`"));
                }
                let near = nearest.as_ref();
                return Some((reason, near.map(|near| (near.span, near.text.clone()))));
            }
            AnchorError::OtherContext { spans } | AnchorError::NoOccurrence { spans, .. } => {
                let first = spans.first();
                return Some((reason, first.map(|span| (*span, text.words(*span)))));
            }
            AnchorError::Ambiguous { spans } => InputError::new(
                InputErrorKind::BadValue,
                raw.quote.span,
                format!("the quote occurs {} times", spans.len()),
            )
            .help(
                "add `prefix` or `suffix`: the words directly before or after it; or `occurrence`: which of them, \
                 from 1",
            )
            .related(spans.first().copied(), "here, for one"),
            AnchorError::AmbiguousSection { spans, .. } => InputError::new(
                InputErrorKind::BadValue,
                raw.section.as_ref().and_then(|section| section.span),
                reason,
            )
            .help(error.help().unwrap_or_default())
            .related(spans.first().copied(), "here, for one"),
            AnchorError::Empty => InputError::new(
                InputErrorKind::Empty,
                raw.quote.span,
                "the quote has no words",
            )
            .help("quote the words of the notice that say it"),
        };
        self.fail(|| fault);
        None
    }
}
