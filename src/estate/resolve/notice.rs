//! The notice: its versions, its text, and its statements.

use super::super::raw::{OneOrMany, RawExemption, RawNotice, RawService, RawStatement, Text};
use super::super::read::{Documents, NoticeDocument};
use super::ids;
use super::parties::span_of;
use crate::estate::model::{Exemption, Notice, Scope, ServiceIx, Statement};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{FileId, InputError, InputErrorKind, ScalarPlaces, SourceMap, nearest};
use crate::notice::{PublishedText, SectionId, TextFormat};

/// The sections of the published text that each service says are about it.
struct Sections<'a> {
    text: Option<&'a PublishedText>,
    services: Vec<(ServiceIx, Vec<SectionId>)>,
}

/// A version of the notice, as far as its sections matter to the services.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    /// The one that the services' `sections` are written for.
    Latest,
    /// One before, which may lack sections of today.
    Earlier,
}

impl Resolver<'_> {
    /// All versions of the notice, by the day on which they were published.
    pub(super) fn notices(
        &mut self,
        documents: &Documents,
        services: &[RawService],
        sources: &SourceMap,
    ) -> Option<Vec<Notice>> {
        let latest = documents.notice.iter().map(|it| (it, Version::Latest));
        let earlier = documents.earlier_notices.iter();
        let all = latest.chain(earlier.map(|it| (it, Version::Earlier)));
        let all: Vec<(&NoticeDocument, Version)> = all.collect();
        let mut notices = Some(Vec::new());
        for (document, version) in &all {
            let built = self.build_notice(document, *version, services, sources);
            notices = match (notices, built) {
                (Some(mut list), Some(notice)) => {
                    list.push(notice);
                    Some(list)
                }
                _ => None,
            };
            if all.len() > 1 && document.raw.published.is_none() {
                self.fail(|| {
                    InputError::new(
                        InputErrorKind::MissingKey,
                        Some(document.span),
                        "where a notice has several versions, each has its day",
                    )
                    .help("write `published: YYYY-MM-DD`")
                });
            }
        }
        let mut notices = notices?;
        notices.sort_by_key(|notice| notice.published);
        let mut same = notices.windows(2).filter_map(|pair| match pair {
            [one, other] if one.published == other.published => Some((one.span, other.span)),
            _ => None,
        });
        match same
            .next()
            .filter(|_| all.iter().all(|(it, _)| it.raw.published.is_some()))
        {
            None => Some(notices),
            Some((first, again)) => {
                self.fail(|| {
                    InputError::new(
                        InputErrorKind::DuplicateId,
                        Some(again),
                        "two versions of the notice were published on the same day",
                    )
                    .related(Some(first), "the other one")
                    .help("give each version the day from which it stood there, whatever date its text gives, or keep one")
                });
                None
            }
        }
    }

    /// The notice with its statements by id; `None` when its text could not be read, after looking
    /// at everything else.
    fn build_notice(
        &mut self,
        document: &NoticeDocument,
        version: Version,
        services: &[RawService],
        sources: &SourceMap,
    ) -> Option<Notice> {
        let raw = &document.raw;
        let text = document
            .text
            .and_then(|file| self.published(file, raw, services, sources));
        let sections = Sections {
            text: text.as_ref(),
            services: self.service_sections(text.as_ref(), version, services),
        };
        let published = self.maybe(raw.published.as_ref(), Self::date);
        let published_now = raw.statements.iter().map(|it| (it, false));
        let proposed = document.proposed.iter().map(|it| (it, true));
        let all = published_now.chain(proposed).collect();
        let (ordered, errors) = ids::in_order(all, |(statement, _)| &statement.id);
        self.extend(errors);
        let statements = self.each(&ordered, |resolver, (raw, proposed)| {
            resolver.statement(raw, *proposed, &sections)
        });
        let exemptions = self.each(&raw.exemptions, Self::exemption);
        let (statements, published, text) = (statements?, published?, text?);
        let exemptions = exemptions?;
        let first_heading = || Some(text.sections().next()?.heading.clone());
        let title = raw.title.as_ref().map(|title| title.value.clone());
        Some(Notice {
            title: title
                .or_else(first_heading)
                .unwrap_or_else(|| "Privacy notice".to_owned()),
            published,
            url: raw.url.as_ref().map(|url| url.value.clone()),
            text,
            exemptions,
            statements,
            span: document.span,
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

    /// An exemption from informing people in the law tables, by its id.
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
                    format!("the law tables have no exemption `{id}` from informing people"),
                )
                .did_you_mean(nearest(&id.value, known.iter().copied()))
            });
        }
        None
    }

    /// The published text, which is the whole of `file` or a value written in it.
    fn published(
        &mut self,
        file: FileId,
        raw: &RawNotice,
        services: &[RawService],
        sources: &SourceMap,
    ) -> Option<PublishedText> {
        let source = sources.file(file)?;
        let headings = headings(&raw.statements, services);
        let Some(written) = &raw.text else {
            let format = TextFormat::from_path(source.path());
            return Some(PublishedText::new(file, source.text(), format, &headings));
        };
        let at = written.span.map_or(0, |span| span.start);
        let Some(places) = ScalarPlaces::find(source.text(), at, &written.value) else {
            self.fail(|| {
                InputError::new(
                    InputErrorKind::BadValue,
                    written.span,
                    "the places of this text in the file cannot be told",
                )
                .help("write it as a block: `text: |` and the notice in the lines below, or name a file as `source`")
            });
            return None;
        };
        Some(PublishedText::within(
            file,
            source.text(),
            &written.value,
            &places,
            TextFormat::Markdown,
            &headings,
        ))
    }

    /// Finds the sections that services name; each must be in the notice.
    fn service_sections(
        &mut self,
        text: Option<&PublishedText>,
        version: Version,
        services: &[RawService],
    ) -> Vec<(ServiceIx, Vec<SectionId>)> {
        let Some(text) = text else { return Vec::new() };
        let mut found = Vec::new();
        for (service, at) in services.iter().zip(0..) {
            let mut sections = Vec::new();
            for name in &service.sections {
                match text.section_named(&name.value) {
                    Ok(section) => sections.push(section),
                    Err(_) if version == Version::Earlier => {}
                    Err(error) => self.no_section(name, &error),
                }
            }
            found.push((ServiceIx(at), sections));
        }
        found
    }

    fn statement(
        &mut self,
        raw: &RawStatement,
        proposed: bool,
        sections: &Sections<'_>,
    ) -> Option<Statement> {
        let anchored = match sections.text {
            Some(text) if proposed => Some(self.own_words(raw, text)),
            Some(text) => self.anchor(raw, text),
            None => None,
        };
        let section = anchored.as_ref().and_then(|(_, section)| *section);
        let scope = self.scope(&raw.services, section, sections);
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
        let informs = self.list(&raw.informs, Self::notice_key);
        let cites = self.list(&raw.cites, Self::mechanism);
        says_something?;
        is_complete?;
        Some(Statement {
            id: raw.id.value.clone(),
            quote: raw.quote.value.clone(),
            quote_span: raw.quote.span.unwrap_or(span_of(&raw.id)),
            section: raw.section.as_ref().map(|section| section.value.clone()),
            anchor: anchored?.0,
            scope: scope?,
            precedence: raw.precedence,
            collects: collects?,
            uses: uses?,
            shares: shares?,
            transfers: transfers?,
            retains: retains?,
            relies_on: relies_on?,
            decides: decides?,
            promises: promises?,
            informs: informs?,
            cites: cites?,
            span: span_of(&raw.id),
        })
    }

    /// The services a statement speaks of: those it names, else those that its section is about,
    /// else all.
    fn scope(
        &mut self,
        named: &OneOrMany<Text>,
        section: Option<SectionId>,
        sections: &Sections<'_>,
    ) -> Option<Scope> {
        if let Some(all) = named.iter().find(|service| service.value == "all") {
            if named.len() == 1 {
                return Some(Scope::All);
            }
            self.bad_value(
                all,
                || "`all` stands beside single services".to_owned(),
                "write `all` alone, or the services alone",
            );
            return None;
        }
        if !named.is_empty() {
            return self.list(named, Self::service).map(Scope::Services);
        }
        let around = std::iter::successors(section, |inner| sections.text?.section(*inner)?.parent);
        for id in around {
            let about: Vec<ServiceIx> = sections
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
            || !raw.informs.is_empty()
            || !raw.cites.is_empty();
        if says || self.known.broken.is_incomplete(&raw.id) {
            return Some(());
        }
        self.fail(|| {
            InputError::new(InputErrorKind::Empty, raw.id.span, format!("the statement `{}` says nothing", raw.id)).help(
                "set what its words say: `collects`, `uses`, `shares`, `transfers`, `retains`, `relies-on`, `decides`, `promises`, `informs` or `cites`",
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
