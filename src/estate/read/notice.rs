//! The notice: the file that holds it, and the texts of its documents.

use super::document::Document;
use super::{EstateReader, has_more_than_file};
use crate::estate::formats;
use crate::estate::raw::{OneOrMany, RawNotice, RawNoticeDocument, RawStatement, Text};
use crate::estate::vocabulary::DocumentKind;
use crate::input::{FileId, InputErrorKind, NodeKind, Span};

/// What one file, or the estate itself, holds of the notice.
#[derive(Debug)]
pub(in crate::estate) struct NoticeFile {
    pub(in crate::estate) raw: RawNotice,
    /// Where the notice is written.
    pub(in crate::estate) span: Span,
    /// Its documents; the short form has one without an id.
    pub(in crate::estate) documents: Vec<DocumentFile>,
    /// Sentences that a proposal would add to it.
    pub(in crate::estate) proposed: Vec<RawStatement>,
    /// The ids of statements that a proposal would withdraw from it.
    pub(in crate::estate) withdrawn: Vec<String>,
}

/// One document of a notice and its text.
#[derive(Debug)]
pub(in crate::estate) struct DocumentFile {
    /// Its id; `None` where the notice is written in the short form.
    pub(in crate::estate) id: Option<Text>,
    pub(in crate::estate) kind: DocumentKind,
    pub(in crate::estate) title: Option<Text>,
    pub(in crate::estate) published: Option<Text>,
    pub(in crate::estate) url: Option<Text>,
    pub(in crate::estate) translation_of: Option<Text>,
    /// The text, where it is written as a value.
    pub(in crate::estate) inline: Option<Text>,
    /// The file with the published text, as the whole of it or as the value of `text`;
    /// `None` when it could not be read.
    pub(in crate::estate) file: Option<FileId>,
    /// Where it is written.
    pub(in crate::estate) span: Span,
}

impl EstateReader<'_> {
    /// The notice, from its own file if it has one, and its texts.
    pub(super) fn notice(&mut self, raw: RawNotice, span: Span) -> Option<NoticeFile> {
        let (raw, span) = match &raw.file {
            None => (raw, span),
            Some(path) => {
                if has_more_than_file(&raw) {
                    self.error(
                        InputErrorKind::BadValue,
                        path.span,
                        format!("a notice in the file `{path}` has everything there"),
                        "write the other keys of `notice` into that file",
                    );
                }
                let path = path.clone();
                let file = self.file(&path)?;
                let Document { raw, node } = self.document::<RawNotice>(file, &formats::NOTICE)?;
                let first = match &node.kind {
                    NodeKind::Map(entries) => entries.first().map(|(key, _)| key.span),
                    _ => None,
                };
                if let Some(again) = &raw.file {
                    self.error(
                        InputErrorKind::BadValue,
                        again.span,
                        "a file of a notice cannot name another one".to_owned(),
                        "name the published text as `source`",
                    );
                }
                (raw, first.unwrap_or(Span::new(file, 0, 0)))
            }
        };
        let documents = if raw.documents.is_empty() {
            vec![self.only_document(&raw, span)]
        } else {
            self.no_second_text(&raw);
            let documents = raw.documents.iter();
            documents.map(|it| self.one_document(it, span)).collect()
        };
        Some(NoticeFile {
            raw,
            span,
            documents,
            proposed: Vec::new(),
            withdrawn: Vec::new(),
        })
    }

    /// The versions of the notice that other files hold.
    pub(super) fn earlier_notices(&mut self, files: &OneOrMany<Text>) -> Vec<NoticeFile> {
        let mut found = Vec::new();
        for path in files.iter().filter(|path| !path.is_stand_in()) {
            let raw = RawNotice {
                file: Some(path.clone()),
                ..RawNotice::default()
            };
            if let Some(span) = path.span {
                found.extend(self.notice(raw, span));
            }
        }
        found
    }

    /// A notice in the short form is its own document.
    fn only_document(&mut self, raw: &RawNotice, span: Span) -> DocumentFile {
        let is_elsewhere = raw.file.is_some();
        DocumentFile {
            id: None,
            kind: DocumentKind::Policy,
            title: raw.title.clone(),
            published: raw.published.clone(),
            url: raw.url.clone(),
            translation_of: None,
            inline: raw.text.clone(),
            file: self.published((&raw.source, &raw.text), "the notice", span, is_elsewhere),
            span,
        }
    }

    fn one_document(&mut self, raw: &RawNoticeDocument, around: Span) -> DocumentFile {
        let span = raw.id.span.unwrap_or(around);
        let what = format!("the document `{}`", raw.id);
        // Of what lacks its id the reader of shapes has spoken.
        let is_known = raw.id.is_stand_in();
        DocumentFile {
            id: Some(raw.id.clone()),
            kind: raw.kind,
            title: raw.title.clone(),
            published: raw.published.clone(),
            url: raw.url.clone(),
            translation_of: raw.translation_of.clone(),
            inline: raw.text.clone(),
            file: self.published((&raw.source, &raw.text), &what, span, is_known),
            span,
        }
    }

    /// A notice of several documents has no text of its own.
    fn no_second_text(&mut self, raw: &RawNotice) {
        let keys = [
            ("source", &raw.source),
            ("text", &raw.text),
            ("published", &raw.published),
            ("url", &raw.url),
        ];
        for (key, text) in keys {
            if let Some(text) = text {
                self.error(
                    InputErrorKind::BadValue,
                    text.span,
                    format!("the notice has `documents` and `{key}`"),
                    "write it in the document that it belongs to",
                );
            }
        }
    }

    fn published(
        &mut self,
        (source, text): (&Option<Text>, &Option<Text>),
        what: &str,
        span: Span,
        may_lack_text: bool,
    ) -> Option<FileId> {
        if [source, text].into_iter().flatten().any(Text::is_stand_in) {
            return None;
        }
        match (source, text) {
            (Some(path), None) => self.file(path),
            (None, Some(text)) => Some(text.span.map_or(span.file, |text| text.file)),
            (Some(_), Some(text)) => {
                self.error(
                    InputErrorKind::BadValue,
                    text.span,
                    format!("{what} has both `source` and `text`"),
                    "keep the one that holds the published text",
                );
                None
            }
            (None, None) => {
                if !may_lack_text {
                    self.error(
                        InputErrorKind::MissingKey,
                        Some(span),
                        format!("{what} has no text"),
                        "name its file as `source`, or write it as `text`",
                    );
                }
                None
            }
        }
    }
}
