//! The notice: its documents with their texts, and its statements.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::raw::{OneOrMany, RawExemption, RawNotice, RawService, RawStatement, Text};
use super::super::read::{DocumentFile, Documents, NoticeFile};
use super::ids;
use super::parties::span_of;
use super::statements::regime;
use super::versions::{DocumentVersion, NoticeVersion};
use crate::estate::model::{Exemption, Notice, NoticeDocument, Scope, ServiceIx, Statement};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{InputError, InputErrorKind, ScalarPlaces, SourceMap, nearest};
use crate::notice::{PublishedText, SectionId, TextFormat};

/// A section of one of the documents of a file (position in its list).
pub(super) type SectionOf = (usize, SectionId);

/// The documents of one file, and the sections of their texts that each service says are about it.
pub(super) struct Texts {
    /// The documents; `None` for one whose text could not be read.
    pub(super) documents: Vec<Option<NoticeDocument>>,
    services: Vec<(ServiceIx, Vec<SectionOf>)>,
}

impl Texts {
    /// The text of a document.
    pub(super) fn text(&self, at: usize) -> Option<&PublishedText> {
        let document = self.documents.get(at)?.as_ref()?;
        Some(&document.text)
    }

    /// The texts that could be read, with their positions.
    pub(super) fn readable(&self) -> impl Iterator<Item = (usize, &NoticeDocument)> {
        let documents = self.documents.iter().enumerate();
        documents.filter_map(|(at, document)| Some((at, document.as_ref()?)))
    }
}

/// Which notice a file holds, as far as its sections matter to the services.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    /// The one that the services' `sections` are written for.
    Latest,
    /// One before, which may lack sections of today.
    Earlier,
}

impl Resolver<'_> {
    /// The notice in all its versions, by the day from which each is in force.
    pub(super) fn notices(
        &mut self,
        documents: &Documents,
        services: &[RawService],
        sources: &SourceMap,
    ) -> Option<Vec<Notice>> {
        let latest = documents.notice.iter().map(|it| (it, Version::Latest));
        let earlier = documents.earlier_notices.iter();
        let all: Vec<(&NoticeFile, Version)> = latest
            .chain(earlier.map(|it| (it, Version::Earlier)))
            .collect();
        // A notice that was one document is a version of the first of today's.
        let first = documents.notice.iter().find_map(|it| it.documents.first());
        let first = first
            .and_then(|it| it.id.as_ref())
            .map(|id| id.value.clone());
        let mut versions = Some(Vec::new());
        for (file, version) in &all {
            let built = self.build_notice(file, *version, first.as_deref(), services, sources);
            versions = match (versions, built) {
                (Some(mut list), Some(built)) => {
                    list.push(built);
                    Some(list)
                }
                _ => None,
            };
        }
        let dated = self.each_has_its_day(&all, first.as_deref());
        let versions = versions?;
        dated?;
        self.in_force(versions)
    }

    /// What one file holds of the notice; `None` when a text could not be read, after looking at
    /// everything else.
    fn build_notice(
        &mut self,
        file: &NoticeFile,
        version: Version,
        first: Option<&str>,
        services: &[RawService],
        sources: &SourceMap,
    ) -> Option<NoticeVersion> {
        let raw = &file.raw;
        self.document_ids(file);
        let days: Vec<Option<Option<Date>>> = file
            .documents
            .iter()
            .map(|document| self.maybe(document.published.as_ref(), Self::date))
            .collect();
        // A text is read whatever its day, so that everything else is looked at.
        let dated = file.documents.iter().zip(&days);
        let documents: Vec<Option<NoticeDocument>> = dated
            .map(|(document, day)| {
                let text = self.published(document, raw, services, sources)?;
                Some(built(document, day.flatten(), first, text))
            })
            .collect();
        let mut texts = Texts {
            documents,
            services: Vec::new(),
        };
        texts.services = self.service_sections(&texts, version, services);
        let stays = |it: &&RawStatement| !file.withdrawn.contains(&it.id.value);
        let published_now = raw.statements.iter().filter(stays).map(|it| (it, false));
        let proposed = file.proposed.iter().map(|it| (it, true));
        let all = published_now.chain(proposed).collect();
        let (ordered, errors) = ids::in_order(all, |(statement, _)| &statement.id);
        self.extend(errors);
        let statements = self.each(&ordered, |resolver, (raw, proposed)| {
            resolver.statement(raw, *proposed, file, &texts)
        });
        let gone: Vec<&RawStatement> = raw.statements.iter().filter(|it| !stays(it)).collect();
        let gone = self.each(&gone, |resolver, raw| {
            resolver.statement(raw, false, file, &texts)
        });
        let exemptions = self.each(&raw.exemptions, Self::exemption);
        let (statements, gone, exemptions) = (statements?, gone?, exemptions?);
        let documents: Option<Vec<NoticeDocument>> = texts.documents.into_iter().collect();
        days.into_iter().collect::<Option<Vec<_>>>()?;
        Some(NoticeVersion {
            title: raw.title.as_ref().map(|title| title.value.clone()),
            documents: DocumentVersion::of(documents?, statements, gone),
            exemptions,
            span: file.span,
        })
    }

    fn exemption(&mut self, raw: &RawExemption) -> Option<Exemption> {
        let items = self.list(&raw.items, Self::notice_key);
        let by = self.notice_exemption(&raw.by);
        Some(Exemption {
            items: items?,
            by: by?,
        })
    }

    /// An exemption from informing data subjects in the law tables, by its id.
    pub(super) fn notice_exemption(&mut self, id: &Text) -> Option<String> {
        let rows = self.known.law.exemptions();
        let known: Vec<&str> = rows.map(|row| row.row.id.as_str()).collect();
        if known.contains(&id.value.as_str()) {
            return Some(id.value.clone());
        }
        if !self.known.broken.law {
            self.fault(id, || {
                InputError::new(
                    InputErrorKind::UnknownReference,
                    id.span,
                    format!("the law tables have no exemption `{id}` from informing data subjects"),
                )
                .did_you_mean(nearest(&id.value, known.iter().copied()))
            });
        }
        None
    }

    /// That no document is listed twice, and that a translation is one of a document of the list.
    fn document_ids(&mut self, file: &NoticeFile) {
        let ids = || file.documents.iter().filter_map(|it| it.id.as_ref());
        let (_, errors) = ids::in_order(ids().collect(), |id| id);
        self.extend(errors);
        for document in &file.documents {
            let Some(of) = &document.translation_of else {
                continue;
            };
            let others = || ids().filter(|id| Some(*id) != document.id.as_ref());
            if !others().any(|id| id == of) {
                self.no_document(of, others());
            }
        }
    }

    /// That a word is the id of no document.
    pub(super) fn no_document<'t>(&mut self, word: &Text, known: impl Iterator<Item = &'t Text>) {
        let known: Vec<&str> = known.map(|id| id.value.as_str()).collect();
        self.fault(word, || {
            let error = InputError::new(
                InputErrorKind::UnknownReference,
                word.span,
                format!("the notice has no document `{word}`"),
            );
            match nearest(&word.value, known.iter().copied()) {
                Some(near) => error.did_you_mean(Some(near)),
                None if known.is_empty() => {
                    error.help("list the documents of the notice under `documents`")
                }
                None => error.help(format!("it has `{}`", known.join("`, `"))),
            }
        });
    }

    /// The published text of a document, which is the whole of a file or a value written in it.
    fn published(
        &mut self,
        document: &DocumentFile,
        raw: &RawNotice,
        services: &[RawService],
        sources: &SourceMap,
    ) -> Option<Arc<PublishedText>> {
        let file = document.file?;
        let source = sources.file(file)?;
        let headings = headings(&raw.statements, services);
        let Some(written) = &document.inline else {
            let format = TextFormat::of(source.path(), source.text());
            let new = || Arc::new(PublishedText::new(file, source.text(), format, &headings));
            let kept = self.known.kept;
            let kept = kept.map(|it| it.text(file, source.text(), format, &headings));
            return Some(kept.unwrap_or_else(new));
        };
        let at = written.span.map_or(0, |span| span.start);
        let Some(places) = ScalarPlaces::find(source.text(), at, &written.value) else {
            self.fail(|| {
                InputError::new(
                    InputErrorKind::BadValue,
                    written.span,
                    "the positions of this text in the file are not known",
                )
                .help("write it as a block: `text: |` and the notice in the lines below, or name a file as `source`")
            });
            return None;
        };
        Some(Arc::new(PublishedText::within(
            file,
            source.text(),
            &written.value,
            &places,
            TextFormat::of_value(&written.value),
            &headings,
        )))
    }

    /// Finds the sections that services name; each must be in the notice, in whichever of its documents.
    fn service_sections(
        &mut self,
        texts: &Texts,
        version: Version,
        services: &[RawService],
    ) -> Vec<(ServiceIx, Vec<SectionOf>)> {
        let is_whole = texts.documents.iter().all(Option::is_some);
        let mut found = Vec::new();
        for (service, at) in services.iter().zip(0..) {
            let mut sections = Vec::new();
            for name in &service.sections {
                let mut error = None;
                let before = sections.len();
                for (document, it) in texts.readable() {
                    match it.text.section_named(&name.value) {
                        Ok(section) => sections.push((document, section)),
                        Err(fault) => error = error.or(Some(fault)),
                    }
                }
                if sections.len() == before
                    && is_whole
                    && version == Version::Latest
                    && let Some(error) = error
                {
                    self.no_section(name, &error);
                }
            }
            found.push((ServiceIx(at), sections));
        }
        found
    }

    /// A statement, and the document that it is in.
    fn statement(
        &mut self,
        raw: &RawStatement,
        proposed: bool,
        file: &NoticeFile,
        texts: &Texts,
    ) -> Option<(usize, Statement)> {
        let anchored = if proposed {
            self.own_words(raw, file, texts)
        } else {
            self.anchor(raw, file, texts)
        };
        let section = anchored
            .as_ref()
            .and_then(|it| Some((it.document, it.section?)));
        let scope = self.scope(&raw.services, section, texts);
        let says_something = self.says_something(raw);
        let is_complete = if self.known.broken.is_incomplete(&raw.id) {
            Some(())
        } else {
            self.is_complete(raw)
        };
        let collects = self.maybe(raw.collects.as_ref(), Self::collects);
        let uses = self.maybe(raw.uses.as_ref(), Self::uses);
        let shares = self.maybe(raw.shares.as_ref(), Self::shares);
        let transfers = self.maybe(raw.transfers.as_ref(), Self::transfers);
        let retains = self.maybe(raw.retains.as_ref(), Self::retains);
        let relies_on = self.maybe(raw.relies_on.as_ref(), Self::relies_on);
        let decides = self.maybe(raw.decides.as_ref(), Self::decides);
        let promises = self.maybe(raw.promises.as_ref(), Self::promises);
        let acts_as = self.maybe(raw.acts_as.as_ref(), Self::acts_as);
        let informs = self.list(&raw.informs, Self::notice_key);
        let cites = self.list(&raw.cites, Self::mechanism);
        says_something?;
        is_complete?;
        let anchored = anchored?;
        let document = texts.documents.get(anchored.document)?.as_ref()?;
        let statement = Statement {
            id: raw.id.value.clone(),
            document: document.id.clone(),
            quote: raw.quote.value.clone(),
            quote_span: raw.quote.span.unwrap_or(span_of(&raw.id)),
            section: raw.section.as_ref().map(|section| section.value.clone()),
            anchor: anchored.state,
            scope: scope?,
            precedence: raw.precedence,
            regime: raw.regime.map(regime),
            collects: collects?,
            uses: uses?,
            shares: shares?,
            transfers: transfers?,
            retains: retains?,
            relies_on: relies_on?,
            decides: decides?,
            promises: promises?,
            acts_as: acts_as?,
            informs: informs?,
            cites: cites?,
            span: span_of(&raw.id),
        };
        Some((anchored.document, statement))
    }

    /// The services a statement speaks of: those it names, else those that its section is about,
    /// else all.
    fn scope(
        &mut self,
        named: &OneOrMany<Text>,
        section: Option<SectionOf>,
        texts: &Texts,
    ) -> Option<Scope> {
        if let Some(all) = named.iter().find(|service| service.value == "all") {
            if named.len() == 1 {
                return Some(Scope::All);
            }
            self.bad_value(
                all,
                || "`all` is combined with single services".to_owned(),
                "write `all` alone, or the services alone",
            );
            return None;
        }
        if !named.is_empty() {
            return self.list(named, Self::service).map(Scope::Services);
        }
        let around = std::iter::successors(section, |(document, inner)| {
            let parent = texts.text(*document)?.section(*inner)?.parent?;
            Some((*document, parent))
        });
        for id in around {
            let about: Vec<ServiceIx> = texts
                .services
                .iter()
                .filter(|(_, owned)| owned.contains(&id))
                .map(|(service, _)| *service)
                .collect();
            if !about.is_empty() {
                return Some(Scope::Services(about));
            }
        }
        Some(Scope::All)
    }

    fn says_something(&mut self, raw: &RawStatement) -> Option<()> {
        let says = raw.collects.is_some()
            || raw.uses.is_some()
            || raw.shares.is_some()
            || raw.transfers.is_some()
            || raw.retains.is_some()
            || raw.relies_on.is_some()
            || raw.decides.is_some()
            || raw.promises.is_some()
            || raw.acts_as.is_some()
            || !raw.informs.is_empty()
            || !raw.cites.is_empty();
        if says || self.known.broken.is_incomplete(&raw.id) {
            return Some(());
        }
        self.fail(|| {
            InputError::new(InputErrorKind::Empty, raw.id.span, format!("the statement `{}` has no content", raw.id)).help(
                "set what its words say: `collects`, `uses`, `shares`, `transfers`, `retains`, `relies-on`, `decides`, `promises`, `acts-as`, `informs` or `cites`",
            )
        });
        None
    }
}

/// The headings by which a plain text is taken apart.
fn headings(statements: &[RawStatement], services: &[RawService]) -> Vec<String> {
    let mut names: Vec<String> = statements
        .iter()
        .filter_map(|statement| statement.section.as_ref())
        .chain(services.iter().flat_map(|service| &service.sections.0))
        .map(|name| name.value.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// A document with its text.
fn built(
    document: &DocumentFile,
    published: Option<Date>,
    first: Option<&str>,
    text: Arc<PublishedText>,
) -> NoticeDocument {
    let first_heading = || Some(text.sections().next()?.heading.clone());
    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    NoticeDocument {
        id: value(&document.id).or(first.map(str::to_owned)),
        kind: document.kind,
        title: value(&document.title)
            .or_else(first_heading)
            .unwrap_or_else(|| "Privacy notice".to_owned()),
        published,
        url: value(&document.url),
        translation_of: value(&document.translation_of),
        text,
        span: document.span,
    }
}
