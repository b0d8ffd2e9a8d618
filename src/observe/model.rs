//! What was seen: plain data, the same for every format.

use jiff::Timestamp;

use crate::import::FileKind;
use crate::input::{FileId, Span};
use crate::taxonomy::Country;

/// What one file says was seen.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The file.
    pub file: FileId,
    /// What kind of file it is.
    pub kind: FileKind,
    /// How many requests, spans, events or edges it holds.
    pub events: u64,
    /// How many of them never left: blocked, or to a host that could not be reached.
    pub unsent: u64,
    /// How many of them name no host that could be read.
    pub nameless: u64,
    /// The host of the page that was visited, where the file is of a visit.
    pub site: Option<String>,
    /// Hosts that led to that page by redirects: they received a request, and nobody embedded them.
    pub way: Vec<String>,
    /// The file says that this is the page, and not only that it was asked for first.
    pub is_page: bool,
    /// Other pages that were visited, in their order.
    pub others: Vec<OtherPage>,
    /// What was seen, in the order of hosts.
    pub seen: Vec<Seen>,
}

/// A page that was visited after the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPage {
    /// Its host.
    pub host: String,
    /// Hosts that led to it by redirects.
    pub way: Vec<String>,
}

/// A host that was seen to receive something, or is allowed to.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The host, in lower-case letters, without a port.
    pub host: String,
    /// What was seen.
    pub kind: SeenKind,
    /// The method of the requests, where they have one.
    pub method: Option<&'static str>,
    /// Whether it was before or after consent.
    pub phase: Phase,
    /// The first time; `None`: not stated.
    pub first: Option<Timestamp>,
    /// The last time; `None`: not stated.
    pub last: Option<Timestamp>,
    /// How often.
    pub count: u64,
    /// Bytes sent and received, as far as the file states them.
    pub bytes: u64,
    /// The cookie, where one was stored.
    pub cookie: Option<SeenCookie>,
    /// Where the host is, as far as the file states it.
    pub country: Option<Country>,
    /// The service or dataset that sent it, by name; `None`: not stated, or a person's address.
    pub source: Option<String>,
    /// Words by which datasets are marked, such as `pii`.
    pub tags: Vec<String>,
    /// Where it was seen first.
    pub span: Span,
}

/// A cookie that was stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeenCookie {
    /// Its name.
    pub name: String,
    /// For how long.
    pub lifetime: Lifetime,
}

/// For how long a cookie stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifetime {
    /// Not stated.
    NotStated,
    /// Until the browser is closed.
    Session,
    /// For so many seconds.
    Seconds(i64),
}

impl Lifetime {
    /// In days, a part of one counted as a whole one; `None` where it is not stated.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::NotStated => None,
            Self::Session => Some(0),
            Self::Seconds(seconds) => Some((seconds.max(0) + 86_399) / 86_400),
        }
    }

    /// It in words.
    pub fn words(self) -> String {
        match (self, self.days()) {
            (Self::Session, _) => "for the session".to_owned(),
            (_, Some(1)) => "for 1 day".to_owned(),
            (_, Some(days)) => format!("for {days} days"),
            (_, None) => "for a time that is not stated".to_owned(),
        }
    }
}

/// What was seen of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeenKind {
    /// It received a request.
    Request,
    /// It stored a cookie.
    Cookie,
    /// It stored something else on the device.
    Storage,
    /// It was called in a trace.
    Span,
    /// A dataset was written to it.
    Dataset,
    /// An edge that was reduced from logs leads to it.
    Edge,
    /// A security policy allows pages to communicate with it. That it was, is not known.
    Allowed,
}

impl SeenKind {
    /// The word for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Cookie => "cookie",
            Self::Storage => "storage",
            Self::Span => "span",
            Self::Dataset => "dataset",
            Self::Edge => "edge",
            Self::Allowed => "allowed",
        }
    }

    /// How often it was seen, in words.
    pub fn counted(self, count: u64) -> String {
        let (one, many) = match self {
            Self::Request => ("request", "requests"),
            Self::Cookie => ("cookie", "cookies"),
            Self::Storage => ("stored item", "stored items"),
            Self::Span => ("call", "calls"),
            Self::Dataset => ("dataset", "datasets"),
            Self::Edge => ("connection", "connections"),
            Self::Allowed => ("source that is allowed", "sources that are allowed"),
        };
        match count {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        }
    }
}

/// Whether something was seen before or after consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Not stated.
    NotStated,
    /// Before anybody consented.
    BeforeConsent,
    /// After consent.
    AfterConsent,
}

impl Phase {
    /// The phase that a word of a file states.
    pub fn parse(word: &str) -> Option<Self> {
        let word: String = word
            .trim()
            .to_lowercase()
            .replace([' ', '_'], "-")
            .trim_end_matches("-consent")
            .to_owned();
        match word.as_str() {
            "before" => Some(Self::BeforeConsent),
            "after" => Some(Self::AfterConsent),
            _ => None,
        }
    }

    /// The word for machines; `None` where it is not stated.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::NotStated => None,
            Self::BeforeConsent => Some("before-consent"),
            Self::AfterConsent => Some("after-consent"),
        }
    }
}
