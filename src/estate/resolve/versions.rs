//! The notice over time: on each day every document counts in the version that was published last.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::super::read::{DocumentFile, NoticeFile};
use crate::estate::model::{AnchorState, Exemption, Notice, NoticeDocument, Statement};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{InputError, InputErrorKind, Span};

/// What one file holds of the notice.
pub(super) struct NoticeVersion {
    /// What the notice is called in it.
    pub(super) title: Option<String>,
    /// Its documents.
    pub(super) documents: Vec<DocumentVersion>,
    /// What it may leave out.
    pub(super) exemptions: Vec<Exemption>,
    /// Where it is written.
    pub(super) span: Span,
}

/// One version of a document, and what it says.
pub(super) struct DocumentVersion {
    pub(super) document: Arc<NoticeDocument>,
    pub(super) statements: Vec<Statement>,
    /// Where the words are that it would no longer have.
    pub(super) withdrawn: Vec<Span>,
}

impl DocumentVersion {
    /// Documents with what each says and, under a proposal, no longer says, by their places.
    pub(super) fn of(
        documents: Vec<NoticeDocument>,
        statements: Vec<(usize, Statement)>,
        withdrawn: Vec<(usize, Statement)>,
    ) -> Vec<Self> {
        let mut found: Vec<Self> = documents
            .into_iter()
            .map(|document| Self {
                document: Arc::new(document),
                statements: Vec::new(),
                withdrawn: Vec::new(),
            })
            .collect();
        for (at, statement) in statements {
            if let Some(version) = found.get_mut(at) {
                version.statements.push(statement);
            }
        }
        for (at, statement) in withdrawn {
            if let (Some(version), AnchorState::Found { span, .. }) =
                (found.get_mut(at), statement.anchor)
            {
                version.withdrawn.push(span);
            }
        }
        found
    }
}

impl Resolver<'_> {
    /// That of several versions of a document each has a day, and a day of its own. `first` is the
    /// document that a notice in the short form is a version of.
    pub(super) fn each_has_its_day(
        &mut self,
        files: &[(&NoticeFile, impl Copy)],
        first: Option<&str>,
    ) -> Option<()> {
        let mut of_id: BTreeMap<Option<&str>, Vec<&DocumentFile>> = BTreeMap::new();
        for document in files.iter().flat_map(|(file, _)| &file.documents) {
            let id = document.id.as_ref().map(|id| id.value.as_str());
            of_id.entry(id.or(first)).or_default().push(document);
        }
        let mut is_sound = Some(());
        for (id, mut versions) in of_id.into_iter().filter(|(_, all)| all.len() > 1) {
            let what = match id {
                Some(id) => format!("the document `{id}`"),
                None => "the notice".to_owned(),
            };
            for undated in versions.iter().filter(|it| it.published.is_none()) {
                self.fail(|| {
                    let message = match id {
                        Some(_) => format!("where {what} has several versions, each has its day"),
                        None => "where a notice has several versions, each has its day".to_owned(),
                    };
                    InputError::new(InputErrorKind::MissingKey, Some(undated.span), message)
                        .help("write `published: YYYY-MM-DD`")
                });
                is_sound = None;
            }
            if is_sound.is_none() {
                continue;
            }
            let day = |it: &DocumentFile| it.published.as_ref().map(|day| day.value.clone());
            versions.sort_by_key(|it| day(it));
            let same = versions.windows(2).find_map(|pair| match pair {
                [one, other] if day(one) == day(other) => Some((one.span, other.span)),
                _ => None,
            });
            if let Some((one, again)) = same {
                self.fail(|| {
                    InputError::new(
                        InputErrorKind::DuplicateId,
                        Some(again),
                        format!("two versions of {what} were published on the same day"),
                    )
                    .related(Some(one), "the other one")
                    .help("give each version the day on which it was published, whatever date its text gives, or keep one")
                });
                is_sound = None;
            }
        }
        is_sound
    }

    /// The notice as it was in force from each day on which one of its documents was published. A
    /// document without a day counts at all times.
    pub(super) fn in_force(&mut self, files: Vec<NoticeVersion>) -> Option<Vec<Notice>> {
        let of_files = || files.iter().flat_map(|file| &file.documents);
        let days: BTreeSet<Date> = of_files().filter_map(|it| it.document.published).collect();
        // Before the first of these days there are the documents without one, where there are any.
        let days = std::iter::once(None).chain(days.into_iter().map(Some));
        let notices: Vec<Notice> = days.filter_map(|day| on(day, &files)).collect();
        let mut is_sound = Some(());
        for notice in &notices {
            for pair in notice.statements.windows(2) {
                let [one, other] = pair else { continue };
                if one.id == other.id {
                    self.fail(|| super::ids::twice(&one.id, Some(other.span), Some(one.span)));
                    is_sound = None;
                }
            }
        }
        is_sound?;
        Some(notices)
    }
}

/// The notice from a day on: of each document the last version by then.
fn on(day: Option<Date>, files: &[NoticeVersion]) -> Option<Notice> {
    let mut latest: Vec<(&NoticeVersion, &DocumentVersion)> = Vec::new();
    for file in files {
        for version in &file.documents {
            let document = &version.document;
            if document.published > day {
                continue;
            }
            let known = latest
                .iter_mut()
                .find(|(_, it)| it.document.id == document.id);
            match known {
                Some(held) if held.1.document.published < document.published => {
                    *held = (file, version);
                }
                Some(_) => {}
                None => latest.push((file, version)),
            }
        }
    }
    let newest = latest.iter().max_by_key(|(_, it)| it.document.published)?;
    let first = latest.first()?;
    let mut statements: Vec<Statement> = latest
        .iter()
        .flat_map(|(_, version)| version.statements.iter().cloned())
        .collect();
    statements.sort_by(|a, b| (&a.id, a.span).cmp(&(&b.id, b.span)));
    let title = newest.0.title.clone();
    Some(Notice {
        title: title.unwrap_or_else(|| first.1.document.title.clone()),
        published: day,
        documents: latest.iter().map(|(_, it)| it.document.clone()).collect(),
        // They are those of the file that has the notice itself, not of one with an older list.
        exemptions: first.0.exemptions.clone(),
        statements,
        withdrawn: latest
            .iter()
            .flat_map(|(_, it)| it.withdrawn.iter().copied())
            .collect(),
        span: newest.0.span,
    })
}
