//! The notice and its statements.

use std::sync::Arc;

use jiff::civil::Date;

use super::{GroupIx, PartyIx, Retention, ServiceIx, SystemIx};
use crate::estate::vocabulary::{DocumentKind, OwnRole, Precedence, PromiseTime};
use crate::input::Span;
use crate::law::Regime;
use crate::notice::PublishedText;
use crate::taxonomy::{Place, TermId};

/// A privacy notice as it is in force from a day on: its documents, each in the version of that day, and
/// what they say.
#[derive(Debug)]
pub struct Notice {
    /// What it is called.
    pub title: String,
    /// The day from which it is in force as it is here: the last on which one of its documents was
    /// published.
    pub published: Option<Date>,
    /// Its documents, in the order in which the estate lists them; never empty.
    pub documents: Vec<Arc<NoticeDocument>>,
    /// What it may leave out.
    pub exemptions: Vec<Exemption>,
    /// What it says, by id.
    pub statements: Vec<Statement>,
    /// Where its documents have words that they would no longer have: those of statements that a proposal withdraws.
    pub withdrawn: Vec<Span>,
    /// Where the notice is written in the estate.
    pub span: Span,
}

/// Items that a notice may leave out by an exemption.
#[derive(Debug, Clone)]
pub struct Exemption {
    /// The keys of the items.
    pub items: Vec<String>,
    /// The exemption: the id of a row of the law tables.
    pub by: String,
}

impl Notice {
    /// Where its statements are written: the first, or, where there is none, the notice.
    pub fn statements_span(&self) -> Span {
        let first = self.statements.first();
        first.map_or(self.span, |statement| statement.span)
    }

    /// The kind of the document that a statement is in.
    pub fn kind_of(&self, statement: &Statement) -> DocumentKind {
        let mut documents = self.documents.iter();
        let document = documents.find(|document| document.id == statement.document);
        document.map_or(DocumentKind::default(), |document| document.kind)
    }

    /// The document in whose file a place is. Of several texts within one file, the one that has words
    /// there.
    pub fn document_at(&self, span: Span) -> Option<&NoticeDocument> {
        let in_file = |it: &&Arc<NoticeDocument>| it.text.file() == span.file;
        let mut here = self.documents.iter().filter(in_file);
        let first = here.next()?;
        // To look for words takes longer than all else, and nearly always there is one text.
        let mut others = here.peekable();
        if others.peek().is_none() || !first.text.words(span).is_empty() {
            return Some(first);
        }
        let with_words = others.find(|it| !it.text.words(span).is_empty());
        Some(with_words.unwrap_or(first))
    }
}

/// One version of a document of a notice.
#[derive(Debug)]
pub struct NoticeDocument {
    /// Its id; `None` where the notice is this one document.
    pub id: Option<String>,
    /// What it is.
    pub kind: DocumentKind,
    /// What it is called.
    pub title: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Where it is published.
    pub url: Option<String>,
    /// The id of the document that it translates.
    pub translation_of: Option<String>,
    /// The published text.
    pub text: Arc<PublishedText>,
    /// Where it is written in the estate.
    pub span: Span,
}

/// One thing that the notice says.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// The id of the document it is in; `None` where the notice is one document.
    pub document: Option<String>,
    /// Its words, as the estate quotes them.
    pub quote: String,
    /// Where the estate quotes them.
    pub quote_span: Span,
    /// The section the estate names.
    pub section: Option<String>,
    /// Where the words are in the published text.
    pub anchor: AnchorState,
    /// The services it speaks of.
    pub scope: Scope,
    /// Its precedence over statements that contradict it.
    pub precedence: Precedence,
    /// The law under which it counts; `None`: each.
    pub regime: Option<Regime>,
    /// Data that are collected.
    pub collects: Option<Collects>,
    /// Purposes.
    pub uses: Option<Uses>,
    /// Recipients.
    pub shares: Option<Shares>,
    /// Countries.
    pub transfers: Option<Transfers>,
    /// Retention.
    pub retains: Option<Retains>,
    /// Legal bases.
    pub relies_on: Option<ReliesOn>,
    /// Automated decisions.
    pub decides: Option<Decides>,
    /// Promised measures.
    pub promises: Option<Promise>,
    /// Whether its publisher is controller or processor.
    pub acts_as: Option<ActsAs>,
    /// Items of Arts 13 and 14 that it states.
    pub informs: Vec<String>,
    /// Law named as in force.
    pub cites: Vec<String>,
    /// Where its id is written.
    pub span: Span,
}

/// Whether and where a statement's words are in the published text.
#[derive(Debug, Clone, PartialEq)]
pub enum AnchorState {
    /// They are here.
    Found {
        /// Their place in the published text.
        span: Span,
        /// The heading they are under.
        heading: Option<String>,
    },
    /// They are not there.
    NotFound {
        /// What is wrong, in words.
        reason: String,
        /// The nearest text and its place.
        nearest: Option<(Span, String)>,
    },
}

impl Statement {
    /// Whether it counts under a regime.
    pub fn is_under(&self, regime: Regime) -> bool {
        self.regime.is_none_or(|own| own == regime)
    }

    /// The purposes for which it states that data are used; none where it denies that.
    pub fn used_for(&self) -> &[TermId] {
        let uses = self.uses.as_ref().filter(|it| !it.none);
        uses.map_or(&[], |it| it.purposes.as_slice())
    }

    /// Whether its own words give way to those of another: to a more specific statement, and to one as specific
    /// that does not give way itself. A section's words ("other than as listed below") leave the general part alone.
    pub fn gives_way_to(&self, other: &Self) -> bool {
        let is_nearer = !self.scope.is_specific() && other.scope.is_specific();
        let is_as_near = self.scope.is_specific() == other.scope.is_specific();
        self.precedence == Precedence::Yields
            && (is_nearer || is_as_near && other.precedence != Precedence::Yields)
    }
}

/// Which services a statement speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of them: a general clause.
    All,
    /// These.
    Services(Vec<ServiceIx>),
}

impl Scope {
    /// Whether a service (or a flow without one) is within.
    pub fn covers(&self, service: Option<ServiceIx>) -> bool {
        match self {
            Self::All => true,
            Self::Services(list) => service.is_some_and(|service| list.contains(&service)),
        }
    }

    /// Whether it names services.
    pub fn is_specific(&self) -> bool {
        matches!(self, Self::Services(_))
    }
}

/// Someone the notice speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// The people the data are about.
    Subjects,
    /// A party by name.
    Party(PartyIx),
    /// A corporate group by name.
    Group(GroupIx),
    /// A class of recipient.
    Class(TermId),
}

/// Where the notice says that data go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Destination {
    /// A country or an area by name.
    Place(Place),
    /// Places without a name: outside the territory of a regime, or, where the words do not say
    /// of which, outside that of the exporter.
    Outside(Option<Regime>),
    /// Places without a name that are outside both the United Kingdom and the EEA.
    OutsideBoth,
}

impl Destination {
    /// The country or area, where it is named.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Place(place) => Some(*place),
            Self::Outside(_) | Self::OutsideBoth => None,
        }
    }
}

/// Data that are collected, or (with `none`) that are not.
#[derive(Debug, Clone)]
pub struct Collects {
    /// Negative.
    pub none: bool,
    /// Categories; empty with `none`: any.
    pub data: Vec<TermId>,
    /// People; empty: any.
    pub subjects: Vec<TermId>,
    /// Sources; empty: not said.
    pub from: Vec<Who>,
}

/// Purposes, or (with `none`) what data are not used for.
#[derive(Debug, Clone)]
pub struct Uses {
    /// Negative.
    pub none: bool,
    /// Purposes.
    pub purposes: Vec<TermId>,
    /// Data; empty: any.
    pub data: Vec<TermId>,
    /// People; empty: any.
    pub subjects: Vec<TermId>,
}

/// Recipients, or (with `none`) that there are none.
#[derive(Debug, Clone)]
pub struct Shares {
    /// Negative.
    pub none: bool,
    /// Recipients; empty with `none`: anyone.
    pub with: Vec<Who>,
    /// Negative beyond these groups only.
    pub outside: Vec<GroupIx>,
    /// Systems through which the sharing comes about; empty: any.
    pub through: Vec<SystemIx>,
    /// Data; empty: any.
    pub data: Vec<TermId>,
    /// People; empty: any.
    pub subjects: Vec<TermId>,
    /// Destinations.
    pub to: Vec<Destination>,
    /// Safeguards, as words of the law tables.
    pub safeguards: Vec<String>,
}

/// Destinations, or (with `none`) that there are none.
#[derive(Debug, Clone)]
pub struct Transfers {
    /// Negative.
    pub none: bool,
    /// Destinations; empty with `none`: anywhere outside the territory.
    pub to: Vec<Destination>,
    /// Recipients; empty: any.
    pub with: Vec<Who>,
    /// Safeguards, as words of the law tables.
    pub safeguards: Vec<String>,
    /// Using the service is said to be consent to it.
    pub consent_by_use: bool,
}

/// Retention.
#[derive(Debug, Clone)]
pub struct Retains {
    /// How long.
    pub retention: Retention,
    /// Data; empty: any.
    pub data: Vec<TermId>,
    /// People; empty: any.
    pub subjects: Vec<TermId>,
    /// Purposes; empty: any.
    pub purposes: Vec<TermId>,
}

/// Legal bases.
#[derive(Debug, Clone)]
pub struct ReliesOn {
    /// The bases; empty where it states conditions alone.
    pub bases: Vec<TermId>,
    /// Purposes; empty: any.
    pub purposes: Vec<TermId>,
    /// The conditions of Art 9.
    pub conditions: Vec<TermId>,
    /// The data for which bases and conditions are stated; empty: any.
    pub data: Vec<TermId>,
    /// The data subjects for whom they are; empty: any.
    pub subjects: Vec<TermId>,
}

/// Automated decisions, or (with `none`) that there are none.
#[derive(Debug, Clone)]
pub struct Decides {
    /// Negative.
    pub none: bool,
    /// What is decided; empty: not said.
    pub about: Vec<String>,
    /// Whether its words state the logic involved; `None`: not recorded.
    pub logic: Option<bool>,
    /// Whether its words state the significance and the consequences; `None`: not recorded.
    pub consequences: Option<bool>,
}

/// Promised measures.
#[derive(Debug, Clone)]
pub struct Promise {
    /// The measures.
    pub measures: Vec<TermId>,
    /// On which flows.
    pub when: PromiseTime,
    /// Recipients; empty: any.
    pub with: Vec<Who>,
    /// Data; empty: any.
    pub data: Vec<TermId>,
}

/// Whether the publisher of the notice is controller or processor.
#[derive(Debug, Clone)]
pub struct ActsAs {
    /// Which of them.
    pub role: OwnRole,
    /// Data; empty: any.
    pub data: Vec<TermId>,
    /// People; empty: any.
    pub subjects: Vec<TermId>,
}
