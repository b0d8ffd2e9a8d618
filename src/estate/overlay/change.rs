//! One change that a scenario makes, whose day is known.

use jiff::civil::Date;

use crate::estate::raw::{RawAccess, Text};
use crate::input::Span;

/// Things that end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// A row of law.
    Law,
    /// A contract.
    Contract,
    /// A safeguard.
    Safeguard,
    /// A flow.
    Flow,
}

/// What changes.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// Something ends.
    Ends(Ending, String),
    /// A party is off a list.
    Loses { party: String, scheme: Text },
    /// A party belongs to one group and no other.
    Group { party: String, group: Text },
    /// A system has another operator.
    Operator { system: String, party: Text },
    /// A system keeps its data in these places alone.
    Hosting { system: String, places: Vec<Text> },
    /// Someone else can reach the data in a system.
    Access {
        system: String,
        access: Box<RawAccess>,
    },
}

/// A change and its day.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// What changes.
    pub(super) what: What,
    /// The first day on which it is so.
    pub(super) day: Date,
    /// Where the day is written.
    pub(super) day_span: Option<Span>,
    /// Where the change is written.
    pub(super) span: Span,
}

impl Change {
    /// The last day without it. A scenario names no day before which there is none.
    pub(super) fn eve(&self) -> Date {
        self.day.yesterday().unwrap_or(self.day)
    }

    /// That day, as a file would write it.
    pub(super) fn eve_text(&self) -> Text {
        Text {
            value: self.eve().to_string(),
            span: self.day_span,
        }
    }

    /// The first day, as a file would write it.
    pub(super) fn day_text(&self) -> Text {
        Text {
            value: self.day.to_string(),
            span: self.day_span,
        }
    }
}
