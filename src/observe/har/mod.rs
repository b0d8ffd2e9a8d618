//! HAR: what a browser wrote down of a visit (HTTP Archive 1.2). Entries are read one after the other, and of each
//! only the host, the method, the time, the sizes and the cookies that were set are kept. Everything else, such as
//! bodies, which make up most of such files, is passed over without being taken apart.
//!
//! The crates for HAR build a tree of everything, bodies included, and refuse what browsers leave out; hence the
//! reader of our own.

mod entry;
mod stream;

use std::borrow::Cow;

use jiff::Timestamp;
use serde::de::DeserializeSeed;
use serde_json::value::RawValue;

use entry::{Cookie, Entry, number, sizes, text};
use stream::Document;

use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::{InputError, InputErrorKind, Span};
use crate::observe::gather::{self, Gather, cookie_name};
use crate::observe::header::{self, set_cookie};
use crate::observe::host::{host_of, plain};
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
        let is_log = begin
            .strip_prefix('{')
            .is_some_and(|rest| rest.trim_start().starts_with("\"log\""));
        is_log
            && ["\"entries\"", "\"creator\"", "\"pages\"", "\"version\""]
                .iter()
                .any(|key| begin.contains(key))
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
    /// The host of the page: of the first document.
    site: Option<String>,
    /// The host of the first request, where no document is among them.
    first: Option<String>,
    /// The list of entries is there.
    has_entries: bool,
    way: Vec<String>,
    /// The address to which the page was redirected, as long as it is.
    awaited: Option<String>,
}

impl<'s, 't> Visit<'s, 't> {
    fn new(source: &'s ObservedSource<'t>) -> Self {
        Self {
            source,
            gather: Gather::default(),
            phase: Phase::NotStated,
            site: None,
            first: None,
            has_entries: false,
            way: Vec::new(),
            awaited: None,
        }
    }

    fn finish(self) -> Observed {
        let mut read = self.gather.finish(self.source, HAR);
        for seen in &mut read.observation.seen {
            seen.phase = self.phase;
        }
        read.observation.site = self.site.or(self.first);
        read.observation.way = self.way;
        read
    }

    fn entry(&mut self, entry: &Entry<'t>) {
        let Some(url) = entry.request.url.and_then(text) else {
            return;
        };
        let Some((host, range)) = host_of(&url).filter(|_| is_of_network(&url)) else {
            return;
        };
        self.gather.events += 1;
        self.lead(entry, &url, &host);
        if is_unsent(entry) {
            self.gather.unsent += 1;
            return;
        }
        let at = entry
            .started
            .and_then(text)
            .and_then(|it| times::of_text(&it));
        let span = match entry.request.url.map(RawValue::get) {
            // A text without escapes is written as it is, behind its quotation mark.
            Some(raw) if raw.len() == url.len() + 2 => {
                self.place(raw, range.start + 1, range.end + 1)
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

    /// Follows the redirects from the first request to the page that was visited.
    fn lead(&mut self, entry: &Entry<'_>, url: &str, host: &str) {
        self.first.get_or_insert_with(|| host.to_owned());
        let response = entry.response.as_ref();
        let status = response.and_then(|it| it.status).and_then(number);
        let is_redirect = status.is_some_and(|it| (300.0..400.0).contains(&it));
        let content = response.and_then(|it| it.content.as_ref());
        let is_page = content.and_then(|it| it.kind).and_then(text);
        let is_page = is_page.is_some_and(|it| it.starts_with("text/html"));
        let is_document = entry.kind.and_then(text).is_some_and(|it| it == "document");
        let is_next = match (&self.site, &self.awaited) {
            (None, _) => is_document || is_page || is_redirect,
            (Some(_), Some(awaited)) => awaited == url,
            (Some(_), None) => false,
        };
        if !is_next {
            return;
        }
        if let Some(before) = self.site.replace(host.to_owned()).filter(|it| it != host) {
            self.way.push(before);
        }
        let to = response.and_then(|it| it.redirect).and_then(text);
        self.awaited = to
            .filter(|_| is_redirect)
            .map(Cow::into_owned)
            .filter(|to| !to.is_empty());
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
    let is_known = |raw: &RawValue| {
        let reason = raw.get().to_uppercase();
        REASONS.iter().any(|known| reason.contains(known))
    };
    status.is_none_or(|it| it <= 0.0) && reasons.into_iter().flatten().any(is_known)
}
