//! Things that were seen, with what is the same counted together.

use foldhash::fast::FixedState;
use indexmap::IndexMap;
use jiff::Timestamp;

use super::host::kept;
use super::model::{Observation, Phase, Seen, SeenCookie, SeenKind};
use super::{Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::Span;
use crate::taxonomy::Country;

/// What distinguishes rows: what else is seen of them is counted.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    host: String,
    kind: SeenKind,
    method: Option<&'static str>,
    phase: Phase,
    cookie: Option<SeenCookie>,
    country: Option<Country>,
    source: Option<String>,
    tags: Vec<String>,
}

/// What was seen so far.
#[derive(Default)]
pub(super) struct Gather {
    rows: IndexMap<Key, Row, FixedState>,
    /// How many requests, spans, events or edges the file holds.
    pub events: u64,
    /// How many of them never left.
    pub unsent: u64,
    /// How many of them name no host that could be read.
    pub nameless: u64,
}

struct Row {
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    count: u64,
    bytes: u64,
    span: Span,
}

impl Gather {
    /// Adds what was seen.
    pub fn add(&mut self, mut seen: Seen) {
        let (host, hidden) = kept(&seen.host);
        // The place of a cookie is that of its name.
        let shown = seen.span.end.saturating_sub(seen.span.start) as usize;
        if hidden > 0 && seen.cookie.is_none() && shown == seen.host.len() {
            seen.span.start += hidden as u32;
        }
        let key = Key {
            host,
            kind: seen.kind,
            method: seen.method,
            phase: seen.phase,
            cookie: seen.cookie,
            country: seen.country,
            source: seen.source,
            tags: seen.tags,
        };
        let row = Row {
            first: seen.first,
            last: seen.last,
            count: seen.count,
            bytes: seen.bytes,
            span: seen.span,
        };
        match self.rows.get_mut(&key) {
            Some(known) => known.add(&row),
            None => {
                self.rows.insert(key, row);
            }
        }
    }

    /// What was seen, in the order of hosts, with the parts of the text that may be shown.
    pub fn finish(self, source: &ObservedSource<'_>, kind: FileKind) -> Observed {
        let mut rows: Vec<(Key, Row)> = self.rows.into_iter().collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        let shown = rows.iter().map(|(_, row)| row.span).collect();
        let seen = rows.into_iter().map(|(key, row)| Seen {
            host: key.host,
            kind: key.kind,
            method: key.method,
            phase: key.phase,
            first: row.first,
            last: row.last,
            count: row.count,
            bytes: row.bytes,
            cookie: key.cookie,
            country: key.country,
            source: key.source,
            tags: key.tags,
            span: row.span,
        });
        Observed {
            observation: Observation {
                file: source.file,
                kind,
                events: self.events,
                unsent: self.unsent,
                nameless: self.nameless,
                site: None,
                way: Vec::new(),
                is_page: false,
                others: Vec::new(),
                seen: seen.collect(),
            },
            shown,
        }
    }
}

impl Row {
    fn add(&mut self, more: &Row) {
        self.count = self.count.saturating_add(more.count);
        self.bytes = self.bytes.saturating_add(more.bytes);
        self.first = match (self.first, more.first) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        self.last = self.last.max(more.last);
    }
}

/// A row on which nothing is known but the host.
pub(super) fn seen(host: String, kind: SeenKind, span: Span) -> Seen {
    Seen {
        host,
        kind,
        method: None,
        phase: Phase::NotStated,
        first: None,
        last: None,
        count: 1,
        bytes: 0,
        cookie: None,
        country: None,
        source: None,
        tags: Vec::new(),
        span,
    }
}

/// A method of HTTP; `None` for what is none, which may be anything.
pub(super) fn method(word: &str) -> Option<&'static str> {
    const METHODS: [&str; 9] = [
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE",
    ];
    let mut known = METHODS.into_iter();
    known.find(|known| known.eq_ignore_ascii_case(word.trim()))
}

/// The name of a cookie as it is kept: one that holds an e-mail address, or is as long as a key of access, is not.
pub(super) fn cookie_name(name: &str) -> String {
    const LONGEST: usize = 80;
    let name = name.trim();
    let is_plain = !name.contains('@')
        && !name.contains("%40")
        && name.len() <= LONGEST
        && !name.chars().any(char::is_control);
    if is_plain { name } else { "(not shown)" }.to_owned()
}
