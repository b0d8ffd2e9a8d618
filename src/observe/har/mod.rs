//! HAR: what a browser wrote down of a visit (HTTP Archive 1.2). Entries are read one after the other, and of each
//! only the host, the method, the time, the sizes and the cookies that were set are kept. Everything else, such as
//! bodies, which make up most of such files, is passed over without being taken apart.
//!
//! The crates for HAR build a tree of everything, bodies included, and refuse what browsers leave out; hence the
//! reader of our own.

mod entry;
mod lead;
mod stream;

use jiff::Timestamp;
use serde::de::DeserializeSeed;
use serde_json::value::RawValue;

use entry::{Cookie, Entry, number, sizes, text};
use lead::Pages;
use stream::Document;

use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::{InputError, InputErrorKind, Span};
use crate::observe::gather::{self, Gather, cookie_name};
use crate::observe::header::{self, set_cookie};
use crate::observe::host::{host_of, kept, plain};
use crate::observe::model::{Lifetime, Phase, Seen, SeenCookie, SeenKind};
use crate::observe::node;
use crate::observe::times;

const HAR: FileKind = FileKind {
    id: "har",
    name: "visit (HAR)",
};

/// The keys that lead to what is kept.
const FRAME: &[&str] = &[
    "log", "entries", "request", "response", "url", "cookies", "headers", "name", "value",
];

/// Visits that a browser wrote down.
#[derive(Debug)]
pub(super) struct Har;

impl ObservationFormat for Har {
    fn kind(&self) -> FileKind {
        HAR
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        FRAME
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let begin = source.begin();
        begin
            .strip_prefix('{')
            .is_some_and(|rest| rest.trim_start().starts_with("\"log\""))
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let mut visit = Visit::new(source);
        let mut reader = serde_json::Deserializer::from_str(source.text);
        Document(&mut visit)
            .deserialize(&mut reader)
            .and_then(|()| reader.end())
            .map_err(|error| vec![node::syntax(source, &error, "a visit (HAR)")])?;
        if !visit.has_entries {
            let start = Span::new(source.file, 0, 0);
            let message = "this is a visit (HAR) without `entries`";
            let error = InputError::new(InputErrorKind::MissingKey, start, message);
            return Err(vec![error.help("save the visit again with its requests")]);
        }
        Ok(visit.finish())
    }
}

/// What is known of a visit so far.
struct Visit<'s, 't> {
    source: &'s ObservedSource<'t>,
    gather: Gather,
    phase: Phase,
    pages: Pages,
    /// The list of entries is there.
    has_entries: bool,
}

impl<'s, 't> Visit<'s, 't> {
    fn new(source: &'s ObservedSource<'t>) -> Self {
        Self {
            source,
            gather: Gather::default(),
            phase: Phase::NotStated,
            pages: Pages::default(),
            has_entries: false,
        }
    }

    fn finish(self) -> Observed {
        let mut read = self.gather.finish(self.source, HAR);
        for seen in &mut read.observation.seen {
            seen.phase = self.phase;
        }
        let (page, is_sure, others) = self.pages.finish();
        if let Some(page) = page {
            read.observation.site = Some(page.host);
            read.observation.way = page.way;
        }
        read.observation.is_page = is_sure;
        read.observation.others = others;
        read
    }

    fn entry(&mut self, entry: &Entry<'t>) {
        let url = entry.request.url.and_then(text);
        if url.as_deref().is_some_and(is_of_browser) {
            return;
        }
        self.gather.events += 1;
        let read = url.filter(|it| is_of_network(it));
        let read = read.and_then(|url| host_of(&url).map(|found| (url, found)));
        let Some((url, (host, range))) = read else {
            self.gather.nameless += 1;
            return;
        };
        let is_first = self.gather.events == 1;
        self.pages.lead(entry, (&url, &host), is_first);
        if is_unsent(entry) || is_from_cache(entry) {
            self.gather.unsent += 1;
            return;
        }
        let at = entry
            .started
            .and_then(text)
            .and_then(|it| times::of_text(&it));
        let (host, hidden) = kept(&host);
        let span = match entry.request.url.map(RawValue::get) {
            // A text without escapes is written as it is, behind its quotation mark.
            Some(raw) if raw.len() == url.len() + 2 => {
                self.place(raw, range.start + hidden + 1, range.end + 1)
            }
            Some(raw) => self.place(raw, 0, 1),
            None => Span::new(self.source.file, 0, 0),
        };
        self.cookies(entry, (&host, at), span);
        let method = entry.request.method.and_then(text);
        self.gather.add(Seen {
            method: method.and_then(|it| gather::method(&it)),
            first: at,
            last: at,
            bytes: sizes(entry),
            ..gather::seen(host, SeenKind::Request, span)
        });
    }

    fn place(&self, part: &str, from: usize, to: usize) -> Span {
        let whole = self.source.place(part);
        Span::new(
            whole.file,
            whole.start + from as u32,
            whole.start + to as u32,
        )
    }

    fn cookies(&mut self, entry: &Entry<'t>, (host, at): (&str, Option<Timestamp>), near: Span) {
        let Some(response) = &entry.response else {
            return;
        };
        let mut found: Vec<(String, String, Lifetime, Span)> = Vec::new();
        for field in &response.headers {
            let is_set = field
                .name
                .and_then(text)
                .is_some_and(|it| it.eq_ignore_ascii_case("set-cookie"));
            let Some(raw) = field.value.filter(|_| is_set) else {
                continue;
            };
            // Browsers write several headers of one name as one, with a line for each.
            let value = text(raw).unwrap_or_default();
            for line in value.lines() {
                let Some(cookie) = set_cookie(line, at) else {
                    continue;
                };
                let span = raw.get().find(cookie.name).map_or(near, |from| {
                    self.place(raw.get(), from, from + cookie.name.len())
                });
                let of = cookie.domain.unwrap_or_else(|| host.to_owned());
                found.push((cookie.name.to_owned(), of, cookie.lifetime, span));
            }
        }
        if found.is_empty() {
            found = response
                .cookies
                .iter()
                .filter_map(|cookie| self.listed(cookie, (host, at), near))
                .collect();
        }
        for (name, of, lifetime, span) in found {
            let kept = cookie_name(&name);
            self.gather.add(Seen {
                first: at,
                last: at,
                cookie: Some(SeenCookie {
                    name: kept.clone(),
                    lifetime: rounded(lifetime),
                }),
                ..gather::seen(of, SeenKind::Cookie, if kept == name { span } else { near })
            });
        }
    }

    /// A cookie of the list of a response.
    fn listed(
        &self,
        cookie: &Cookie<'t>,
        (host, at): (&str, Option<Timestamp>),
        near: Span,
    ) -> Option<(String, String, Lifetime, Span)> {
        let raw = cookie.name?;
        let name = text(raw)?;
        let until = cookie
            .expires
            .and_then(text)
            .and_then(|it| times::of_text(&it));
        let lifetime = match (cookie.age.and_then(number), until) {
            (Some(age), _) => Lifetime::Seconds(age as i64),
            (None, Some(until)) => header::between(at, until),
            (None, None) => Lifetime::Session,
        };
        if name.is_empty() || !header::keeps(lifetime) {
            return None;
        }
        let domain = cookie.domain.and_then(text);
        let domain = domain.and_then(|it| plain(it.trim_start_matches('.')));
        let span = if raw.get().len() == name.len() + 2 {
            self.place(raw.get(), 1, name.len() + 1)
        } else {
            near
        };
        Some((
            name.into_owned(),
            domain.unwrap_or_else(|| host.to_owned()),
            lifetime,
            span,
        ))
    }
}

/// A lifetime as rows have it: by the day, so that a cookie which is set twice in a visit is one row.
fn rounded(lifetime: Lifetime) -> Lifetime {
    match (lifetime, lifetime.days()) {
        (Lifetime::Seconds(_), Some(days)) => Lifetime::Seconds(days * 86_400),
        _ => lifetime,
    }
}

/// Whether an address is one that goes out: extensions of browsers and texts within addresses do not.
fn is_of_network(url: &str) -> bool {
    ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(scheme))
    })
}

/// Whether two addresses are the same: the path of a host may be left out, and what is behind `#` is not sent.
fn is_same_address(one: &str, other: &str) -> bool {
    let plain = |it: &str| {
        let it = it.split('#').next().unwrap_or("");
        it.strip_suffix('/').unwrap_or(it).to_owned()
    };
    plain(one) == plain(other)
}

/// An address that a response names, as one without what is left out because it is that of the request.
fn resolved(to: &str, url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    if is_of_network(to) {
        to.to_owned()
    } else if let Some(rest) = to.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if to.starts_with('/') {
        format!("{scheme}://{authority}{to}")
    } else {
        let path = rest.split(['?', '#']).next().unwrap_or("");
        let folder = path
            .rfind('/')
            .map_or(path, |at| path.get(..at).unwrap_or(path));
        format!("{scheme}://{folder}/{to}")
    }
}

/// Whether an address is of something that the browser has itself.
fn is_of_browser(url: &str) -> bool {
    const OWN: [&str; 8] = [
        "about",
        "blob",
        "chrome",
        "chrome-extension",
        "data",
        "file",
        "javascript",
        "moz-extension",
    ];
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    OWN.iter().any(|own| scheme.eq_ignore_ascii_case(own))
}

/// Whether a request never left the browser: something blocked it, or its host was not found.
fn is_unsent(entry: &Entry<'_>) -> bool {
    const REASONS: [&str; 6] = [
        "BLOCKED",
        "NAME_NOT_RESOLVED",
        "INTERNET_DISCONNECTED",
        "NS_ERROR_UNKNOWN_HOST",
        "CSP",
        "TRACKING",
    ];
    let response = entry.response.as_ref();
    let status = response.and_then(|it| it.status).and_then(number);
    let reasons = [
        response.and_then(|it| it.error),
        response.and_then(|it| it.failure),
        entry.error,
        entry.blocked,
    ];
    // What a browser keeps from the page after it was answered was sent.
    const ANSWERED: [&str; 2] = ["BLOCKED_BY_RESPONSE", "BLOCKED_BY_ORB"];
    let is_known = |raw: &RawValue| {
        let reason = raw.get().to_uppercase();
        let has = |known: &&str| reason.contains(known);
        REASONS.iter().any(has) && !ANSWERED.iter().any(has)
    };
    status.is_none_or(|it| it <= 0.0) && reasons.into_iter().flatten().any(is_known)
}

/// Whether a browser had the answer already, and sent nothing.
fn is_from_cache(entry: &Entry<'_>) -> bool {
    let cache = entry.cache.and_then(text);
    cache.is_some_and(|it| matches!(&*it, "memory" | "disk"))
}
