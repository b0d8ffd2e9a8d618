//! The links that an estate cites, with what was seen of them.

use std::collections::BTreeMap;

use linkify::{LinkFinder, LinkKind};

use super::super::raw::{OneOrMany, RawFlow, RawSeen, Text};
use super::super::read::Documents;
use super::FileFlows;
use crate::estate::model::{Changed, Citation, Seen};
use crate::estate::resolve::lookup::Resolver;
use crate::estate::resolve::things::Things;
use crate::input::{InputError, InputErrorKind, SourceMap, Span};

/// Every link with the places where it is written, in their order.
pub(super) type Links = BTreeMap<String, Vec<Span>>;

/// The links of an estate: where its notices are published and what their texts refer to, where
/// documents are, and where facts are known from. Those in flows that are written a line each are left out: there may be a million.
pub(super) fn links(
    things: &Things,
    documents: &Documents,
    flows: &[FileFlows],
    sources: &SourceMap,
) -> Links {
    let mut links = Links::new();
    let mut cite = |text: &Text| {
        let written = text.value.trim();
        if is_link(written)
            && let Some(span) = text.span
        {
            links.entry(written.to_owned()).or_default().push(span);
        }
    };
    let notices = documents.notice.iter().chain(&documents.earlier_notices);
    let documents_of = notices.flat_map(|notice| &notice.documents);
    for document in documents_of.clone() {
        document.url.iter().for_each(&mut cite);
    }
    let mut each = |texts: &OneOrMany<Text>| texts.iter().for_each(&mut cite);
    for party in &things.parties {
        each(&party.evidence);
        party
            .certifications
            .iter()
            .for_each(|it| each(&it.evidence));
    }
    things.systems.iter().for_each(|it| each(&it.evidence));
    for contract in &things.contracts {
        each(&contract.evidence);
    }
    for safeguard in &things.safeguards {
        each(&safeguard.evidence);
    }
    let flows = flows.iter().flat_map(|(_, flows)| flows);
    for RawFlow { evidence, .. } in flows.map(|(flow, _)| flow) {
        each(evidence);
    }
    let contracts = things.contracts.iter().flat_map(|it| &it.document);
    let instruments = things.safeguards.iter().flat_map(|it| {
        let assessment = it.risk_assessment.as_ref();
        let of_assessment = assessment.and_then(|it| it.document.as_ref());
        it.document.iter().chain(of_assessment)
    });
    contracts.chain(instruments).for_each(cite);
    for document in documents_of {
        // Within `fairnotice.yaml` the text is one value of many.
        let whole = |file| {
            Span::new(
                file,
                0,
                sources.file(file).map_or(0, |it| it.text().len() as u32),
            )
        };
        let inline = document.inline.as_ref().and_then(|text| text.span);
        let Some(place) = inline.or_else(|| document.file.map(whole)) else {
            continue;
        };
        for (url, start, end) in in_text(sources.text(place)) {
            let span = Span::new(place.file, place.start + start, place.start + end);
            links.entry(url).or_default().push(span);
        }
    }
    for spans in links.values_mut() {
        spans.sort();
        spans.dedup();
    }
    links
}

/// The links in a text, each with where it starts and ends in bytes.
fn in_text(text: &str) -> impl Iterator<Item = (String, u32, u32)> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(true);
    let found: Vec<_> = finder
        .links(text)
        .filter(|link| is_link(link.as_str()))
        .map(|link| {
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            (
                link.as_str().to_owned(),
                place(link.start()),
                place(link.end()),
            )
        })
        .collect();
    found.into_iter()
}

fn is_link(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    is_web && !text.contains(char::is_whitespace)
}

impl Resolver<'_> {
    /// The links with what was seen of each. What was seen of links that are cited no more is left out.
    pub(super) fn citations(&mut self, links: Links, raw: &[RawSeen]) -> Option<Vec<Citation>> {
        let mut seen: BTreeMap<&str, (Seen, Option<Span>)> = BTreeMap::new();
        let mut sound = true;
        for raw in raw {
            let Some(built) = self.seen(raw) else {
                sound = false;
                continue;
            };
            if let Some((_, first)) = seen.get(raw.url.value.as_str()) {
                let error = InputError::new(
                    InputErrorKind::DuplicateId,
                    raw.url.span,
                    format!("duplicate entry `{}`", raw.url),
                )
                .related(*first, "here as well")
                .help("`fairnotice evidence check` rewrites the file");
                self.extend(Some(error));
                sound = false;
                continue;
            }
            seen.insert(raw.url.value.as_str(), (built, raw.url.span));
        }
        let citation = |(url, spans): (String, Vec<Span>)| Citation {
            seen: seen.remove(url.as_str()).map(|(seen, _)| seen),
            url,
            spans,
        };
        sound.then(|| links.into_iter().map(citation).collect())
    }

    fn seen(&mut self, raw: &RawSeen) -> Option<Seen> {
        let plain = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let looked = self.date(&raw.looked);
        let since = self.date(&raw.since);
        let changed = match &raw.changed {
            None => Some(None),
            Some(changed) => self.date(&changed.on).map(|on| {
                Some(Changed {
                    on,
                    digest: changed.digest.value.clone(),
                })
            }),
        };
        Some(Seen {
            state: raw.state,
            why: plain(&raw.why),
            moved: plain(&raw.moved),
            looked: looked?,
            since: since?,
            digest: plain(&raw.digest),
            changed: changed?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_sentences() {
        let text = "See https://example.org/a?b=1. Or (http://example.org/c), <https://example.org/d>\n\
                    [words](https://example.org/e) but not ftp://example.org or example.org.";
        let found: Vec<String> = in_text(text).map(|(url, ..)| url).collect();
        assert_eq!(
            found,
            [
                "https://example.org/a?b=1",
                "http://example.org/c",
                "https://example.org/d",
                "https://example.org/e"
            ]
        );
        for (url, start, end) in in_text(text) {
            assert_eq!(text[start as usize..end as usize], url);
        }
    }
}
