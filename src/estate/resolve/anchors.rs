//! Where the words of a statement stand in the published text.

use super::super::raw::{RawStatement, Text};
use super::lookup::Resolver;
use super::parties::span_of;
use crate::estate::model::AnchorState;
use crate::input::{InputError, InputErrorKind, Span};
use crate::notice::{AnchorError, PublishedText, SectionId};

impl Resolver<'_> {
    /// That the published text has no section of a name, or several.
    pub(super) fn no_section(&mut self, name: &Text, error: &AnchorError) {
        self.fault(name, || {
            let told = InputError::new(
                InputErrorKind::UnknownReference,
                name.span,
                error.to_string(),
            );
            match error.help() {
                Some(help) => told.help(help),
                None => told,
            }
        });
    }

    /// A sentence that is proposed stands where it is written: it is not published yet. The section it
    /// names has to be in the notice.
    pub(super) fn own_words(
        &mut self,
        raw: &RawStatement,
        text: &PublishedText,
    ) -> (AnchorState, Option<SectionId>) {
        let named = raw
            .section
            .as_ref()
            .map(|name| (name, text.section_named(&name.value)));
        let section = match named {
            None => None,
            Some((_, Ok(section))) => Some(section),
            Some((name, Err(error))) => {
                self.no_section(name, &error);
                None
            }
        };
        let heading = section
            .and_then(|id| text.section(id))
            .map(|section| section.heading.clone());
        let span = raw.quote.span.unwrap_or(span_of(&raw.id));
        (AnchorState::Found { span, heading }, section)
    }

    /// Where the statement's words stand, and the section it is in: the one it names, else the one
    /// around its words. That words are not found is for the judgement to say; that they stand in
    /// several places is a mistake of the file, as nobody can tell which are meant.
    pub(super) fn anchor(
        &mut self,
        raw: &RawStatement,
        text: &PublishedText,
    ) -> Option<(AnchorState, Option<SectionId>)> {
        if raw.quote.is_stand_in() {
            return None;
        }
        let value = |text: &'_ Option<Text>| text.as_ref().map(|text| text.value.clone());
        let (section, prefix, suffix) =
            (value(&raw.section), value(&raw.prefix), value(&raw.suffix));
        let named = section
            .as_deref()
            .and_then(|name| text.section_named(name).ok());
        let error = match text.find(
            section.as_deref(),
            &raw.quote.value,
            prefix.as_deref(),
            suffix.as_deref(),
        ) {
            Ok(anchor) => {
                let heading = anchor
                    .section
                    .and_then(|id| text.section(id))
                    .map(|section| section.heading.clone());
                let found = AnchorState::Found {
                    span: anchor.span,
                    heading,
                };
                return Some((found, named.or(anchor.section)));
            }
            Err(error) => error,
        };
        let (reason, nearest) = self.not_anchored(raw, text, &error)?;
        Some((AnchorState::NotFound { reason, nearest }, named))
    }

    /// Why words are not found, and what is nearest to them; `None` for a mistake of the file, which is
    /// told.
    fn not_anchored(
        &mut self,
        raw: &RawStatement,
        text: &PublishedText,
        error: &AnchorError,
    ) -> Option<(String, Option<(Span, String)>)> {
        let mut reason = error.to_string();
        let told = match error {
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
            AnchorError::OtherContext { spans } => {
                let first = spans.first();
                return Some((reason, first.map(|span| (*span, text.words(*span)))));
            }
            AnchorError::Ambiguous { spans } => InputError::new(
                InputErrorKind::BadValue,
                raw.quote.span,
                format!("the quote stands in {} places", spans.len()),
            )
            .help("add `prefix` or `suffix`: the words directly before or after it")
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
        self.fail(|| told);
        None
    }
}
