//! What can change on a day: a row of law, an instrument, an operator, the notice, a flow itself.

use jiff::civil::Date;

use crate::estate::model::{InstrumentIx, PartyIx, Period, ServiceIx, ShapeIx, SystemIx};

/// What kind of thing changes; in the order in which reports name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// The flow's own dates.
    Flow,
    /// Who operates a system.
    Operator,
    /// Where a system's data are kept.
    Hosting,
    /// Who can reach the data in a system.
    Access,
    /// A contract.
    Contract,
    /// The authorisation of a sub-processor.
    Authorisation,
    /// An instrument of transfer.
    Instrument,
    /// An assessment: of a transfer's risk, of an impact, of interests; or a policy document.
    Assessment,
    /// A record of consent.
    Consent,
    /// An entry on a public list.
    Certificate,
    /// A party.
    Party,
    /// A membership in a group.
    Membership,
    /// The notice.
    Notice,
    /// A regime begins.
    Regime,
    /// A row of law.
    Law,
}

impl EventKind {
    /// Every kind, in order.
    pub const ALL: [Self; 15] = [
        Self::Flow,
        Self::Operator,
        Self::Hosting,
        Self::Access,
        Self::Contract,
        Self::Authorisation,
        Self::Instrument,
        Self::Assessment,
        Self::Consent,
        Self::Certificate,
        Self::Party,
        Self::Membership,
        Self::Notice,
        Self::Regime,
        Self::Law,
    ];

    /// The word for it, as reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Operator => "operator",
            Self::Hosting => "hosting",
            Self::Access => "access",
            Self::Contract => "contract",
            Self::Authorisation => "authorisation",
            Self::Instrument => "instrument",
            Self::Assessment => "assessment",
            Self::Consent => "consent",
            Self::Certificate => "certificate",
            Self::Party => "party",
            Self::Membership => "membership",
            Self::Notice => "notice",
            Self::Regime => "regime",
            Self::Law => "law",
        }
    }
}

/// What happens to a thing on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is the first day without it.
    Ends,
    /// It is the first day on which no new ones can be concluded.
    Closes,
    /// What it is about changes.
    Changes,
    /// It is its first day.
    Begins,
}

impl ChangeKind {
    /// Every turn, in order.
    pub const ALL: [Self; 4] = [Self::Ends, Self::Closes, Self::Changes, Self::Begins];

    /// The word for it, as formats for machines write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Closes => "closes",
            Self::Changes => "changes",
            Self::Begins => "begins",
        }
    }

    /// Words that follow what it happens to.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ends => "has ended",
            Self::Closes => "takes no new ones",
            Self::Changes => "changes",
            Self::Begins => "begins",
        }
    }
}

/// A thing that changes on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The first day on which it counts.
    pub day: Date,
    /// What kind of thing.
    pub kind: EventKind,
    /// Its id; of a certificate or membership the party's, of the flow itself none.
    pub id: Option<String>,
    /// What happens.
    pub turn: ChangeKind,
    /// What it is, in words that a verb can follow.
    pub about: String,
    /// Of a row of law: where it is.
    pub citation: Option<String>,
    /// Whether it is a row of law that nobody has compared with its text.
    pub unread: bool,
    /// What it touches.
    pub(super) scope: Scope,
}

/// What an event touches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// Those that rely on a row of law, named in [`Event::id`].
    Law,
    /// Those that all of these parties have a part in, in one of the services; in any if there are
    /// none.
    Parties(Vec<PartyIx>, Vec<ServiceIx>),
    /// As the parties of an instrument, and those that name it.
    Instrument(InstrumentIx, [PartyIx; 2], Vec<ServiceIx>),
    /// Those that a system has a part in.
    System(SystemIx),
    /// One declaration.
    Shape(ShapeIx),
    /// All.
    All,
}

/// Events in the making.
#[derive(Default)]
pub(super) struct Events(Vec<Event>);

/// What an event is about, without its day and turn.
pub(super) struct Thing<'a> {
    pub kind: EventKind,
    pub id: Option<&'a str>,
    pub about: String,
    pub scope: Scope,
}

impl Events {
    /// Adds an event, if there is a day for it.
    pub fn on(&mut self, day: Option<Date>, turn: ChangeKind, thing: &Thing<'_>) {
        let Some(day) = day else { return };
        self.0.push(Event {
            day,
            kind: thing.kind,
            id: thing.id.map(str::to_owned),
            turn,
            about: thing.about.clone(),
            citation: None,
            unread: false,
            scope: thing.scope.clone(),
        });
    }

    /// Adds the ends of a period.
    pub fn period(&mut self, period: Period, thing: &Thing<'_>) {
        self.on(period.from, ChangeKind::Begins, thing);
        self.on(after(period.until), ChangeKind::Ends, thing);
    }

    /// Adds an event of a row of law.
    pub fn law(&mut self, day: Option<Date>, turn: ChangeKind, row: &crate::law::Row) {
        let Some(day) = day else { return };
        self.0.push(Event {
            day,
            kind: EventKind::Law,
            id: Some(row.id.clone()),
            turn,
            about: row.title.clone(),
            citation: Some(row.citation.clone()),
            unread: row.read.is_none(),
            scope: Scope::Law,
        });
    }

    /// All of them, by day.
    pub fn finish(mut self) -> Vec<Event> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// The day after a last day.
pub(super) fn after(last: Option<Date>) -> Option<Date> {
    last.and_then(|day| day.tomorrow().ok())
}
