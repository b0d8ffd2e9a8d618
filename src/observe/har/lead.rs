//! Which pages a visit is of: the documents that were loaded at the top, and the redirects that led to them.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{Entry, Field, number, text};
use super::{is_same_address, resolved};
use crate::observe::model::OtherPage;

/// The pages that were found so far.
#[derive(Default)]
pub(super) struct Pages {
    /// Those that are found, in their order.
    pub found: Vec<OtherPage>,
    /// The host of the first request, where the browser does not say what requests are for.
    first: Option<String>,
    /// The host of what may become a page, and those that led to it.
    host: Option<String>,
    way: Vec<String>,
    /// The address to which it was redirected.
    awaited: Option<String>,
    /// The host that the list of pages names.
    listed: Option<String>,
}

/// A page in the list of pages, to which browsers give the address as its title.
#[derive(Deserialize)]
struct Listed<'t> {
    #[serde(borrow, default)]
    title: Option<&'t RawValue>,
}

/// What made a browser send a request.
#[derive(Deserialize)]
struct Initiator<'t> {
    #[serde(borrow, default, rename = "type")]
    kind: Option<Cow<'t, str>>,
}

impl Pages {
    /// Follows the redirects from the first request of a document to the page that was visited. What loads a
    /// picture, a script or a frame within a page leads nowhere.
    pub fn lead(&mut self, entry: &Entry<'_>, (url, host): (&str, &str), is_first: bool) {
        let kind = kind(entry);
        // Where the browser says what each request is for, one that is no document is of no page.
        if kind.is_none() && is_first {
            self.first = Some(host.to_owned());
        }
        let response = entry.response.as_ref();
        let status = response.and_then(|it| it.status).and_then(number);
        let is_redirect = status.is_some_and(|it| (300.0..400.0).contains(&it));
        let content = response.and_then(|it| it.content.as_ref());
        let content = content.and_then(|it| it.kind).and_then(text);
        let is_page = content.is_some_and(|it| it.starts_with("text/html"));
        let is_document = match kind {
            Some(is_document) => is_document,
            None => is_page || is_redirect,
        };
        let is_next = match &self.awaited {
            Some(awaited) => is_same_address(awaited, url),
            None => is_document,
        };
        if !is_next {
            return;
        }
        if let Some(before) = self.host.replace(host.to_owned()).filter(|it| it != host) {
            self.way.push(before);
        }
        let to = response.and_then(|it| it.redirect).and_then(text);
        let to = to.filter(|it| is_redirect && !it.is_empty());
        self.awaited = to.map(|to| resolved(&to, url));
        if self.awaited.is_some() {
            return;
        }
        let (host, way) = (self.host.take(), std::mem::take(&mut self.way));
        // What led to something else than a page is of a site that nobody knows.
        let is_known = |host: &String| self.found.iter().any(|it| it.host == *host);
        let host = host.filter(|it| (is_page || kind == Some(true)) && !is_known(it));
        self.found.extend(host.map(|host| OtherPage { host, way }));
    }

    /// Takes in the list of pages.
    pub fn list(&mut self, pages: &RawValue) {
        let pages: Vec<Listed<'_>> = serde_json::from_str(pages.get()).unwrap_or_default();
        let mut titles = pages.iter().filter_map(|it| text(it.title?));
        let address = titles.find(|it| it.starts_with("https://") || it.starts_with("http://"));
        let host = address.and_then(|it| crate::observe::host_of(&it));
        self.listed = host.map(|(host, _)| host);
    }

    /// The first page with whether it is sure, and the others.
    pub fn finish(self) -> (Option<OtherPage>, bool, Vec<OtherPage>) {
        // A redirect whose end is not in the file leads to the host that it was sent from.
        let open = self.host.map(|host| OtherPage {
            host,
            way: self.way,
        });
        let mut found = self.found.into_iter().chain(open);
        let page = found.next();
        let is_sure = page.is_some() || self.listed.is_some();
        let alone = |host| OtherPage {
            host,
            way: Vec::new(),
        };
        let page = page.or_else(|| self.listed.or(self.first).map(alone));
        (page, is_sure, found.collect())
    }
}

/// Whether a request is for a document at the top; `None` where the browser does not say what it is for.
fn kind(entry: &Entry<'_>) -> Option<bool> {
    // What the browser sends says it best: a document in a frame is none.
    if let Some(sent) = destination(entry) {
        return Some(sent == "document");
    }
    let kind = entry.kind.and_then(text)?;
    Some(kind == "document" && !is_within_page(entry))
}

/// The header in which a browser states what a request is for.
fn destination(entry: &Entry<'_>) -> Option<String> {
    const HEADER: &str = "sec-fetch-dest";
    let raw = entry.request.headers?;
    let fields: Vec<Field<'_>> = serde_json::from_str(raw.get()).ok()?;
    let is_it = |field: &&Field<'_>| {
        let name = field.name.and_then(text);
        name.is_some_and(|it| it.eq_ignore_ascii_case(HEADER))
    };
    let value = text(fields.iter().find(is_it)?.value?)?;
    Some(value.trim().to_lowercase())
}

/// Whether a page itself, or a script of it, loads a document: then it is in a frame.
fn is_within_page(entry: &Entry<'_>) -> bool {
    let initiator = entry.initiator.map(RawValue::get);
    let initiator: Option<Initiator<'_>> = initiator.and_then(|it| serde_json::from_str(it).ok());
    let kind = initiator.and_then(|it| it.kind);
    kind.is_some_and(|it| it == "parser" || it == "script")
}
