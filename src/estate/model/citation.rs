//! The links that an estate cites.

use jiff::civil::Date;

use crate::estate::vocabulary::SeenState;
use crate::input::Span;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The link as it is written.
    pub url: String,
    /// Where it is written, in the order of the files' names and their lines.
    pub spans: Vec<Span>,
    /// What was seen of it; `None`: it was never looked up.
    pub seen: Option<Seen>,
}

/// What was seen of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What came of it.
    pub state: SeenState,
    /// Why there was no text, in words that fit behind the link.
    pub why: Option<String>,
    /// Where it has moved to for good.
    pub moved: Option<String>,
    /// The day on which it was looked up last.
    pub looked: Date,
    /// The first of the days on which the same came of it.
    pub since: Date,
    /// The SHA-256 of the text that it was cited for, in hexadecimal digits.
    pub digest: Option<String>,
    /// The text that it leads to by now, where that is another.
    pub changed: Option<Changed>,
}

/// Another text than the one that was cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The day on which it was seen first.
    pub on: Date,
    /// Its SHA-256, in hexadecimal digits.
    pub digest: String,
}
