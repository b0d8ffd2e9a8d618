//! What a description of systems says, whatever its format: systems, who operates them, and which data go between
//! them, each in the words of the file and with their place.

use crate::import::model::FileKind;
use crate::input::{FileId, Node, Span};

use super::super::path::{inner, text};

/// Words of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: String,
    /// Where they are.
    pub span: Span,
    /// The term of the vocabulary that a table of the format has for them.
    pub term: Option<Meaning>,
    /// The broader term below which they belong if the vocabulary has none for them.
    pub under: Option<String>,
    /// The name by which the vocabulary is asked for them, where that is another: the last part of a key.
    pub name: Option<String>,
    /// They count only where the vocabulary has a term for them.
    pub only_known: bool,
    /// What they are of, where that makes a better name for a term of the estate's own: the `body` of a `message`.
    pub of: Option<String>,
}

/// What words of a format mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The term, as a flow writes it.
    pub term: String,
    /// The words mean just this, and nothing narrower.
    pub is_exact: bool,
}

impl Said {
    /// Words at a place.
    pub fn new(words: impl Into<String>, span: Span) -> Self {
        Self {
            words: words.into(),
            span,
            term: None,
            under: None,
            name: None,
            only_known: false,
            of: None,
        }
    }

    /// The words of a node; `None` where it is no text or an empty one.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let words = text(node)?.trim();
        (!words.is_empty()).then(|| Self::new(words, inner(node)))
    }

    /// The words of a key's value.
    pub(super) fn at(node: &Node, key: &str) -> Option<Self> {
        node.get(key).and_then(Self::of)
    }

    /// The words of each item of a key's value: a list of texts, or a text.
    pub(super) fn all(node: &Node, key: &str) -> Vec<Self> {
        match node.get(key) {
            Some(value) if text(value).is_some() => Self::of(value).into_iter().collect(),
            Some(value) => value.items().iter().filter_map(Self::of).collect(),
            None => Vec::new(),
        }
    }
}

/// An end of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The people that the data are about.
    Subjects,
    /// A system, by its key.
    System(String),
    /// Nobody says what; why that is.
    Open(&'static str),
}

/// A system that a file describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredSystem {
    /// By what flows refer to it, among all files that are read together.
    pub key: String,
    /// Its name.
    pub name: Said,
    /// Who operates it, where the file says so.
    pub operator: Option<Said>,
    /// Where that has its seat.
    pub seat: Option<Said>,
    /// The file says that another party than the one it is of operates it.
    pub is_of_others: bool,
    /// Its addresses on the network.
    pub links: Vec<String>,
    /// Where its data are.
    pub places: Vec<Said>,
    /// What else the file says of it, which an estate has no key for.
    pub remarks: Vec<Said>,
}

impl DeclaredSystem {
    /// A system of which nothing but its name is known.
    pub(super) fn new(key: impl Into<String>, name: Said) -> Self {
        Self {
            key: key.into(),
            name,
            operator: None,
            seat: None,
            is_of_others: false,
            links: Vec::new(),
            places: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

/// What systems do together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredService {
    /// By what flows refer to it.
    pub key: String,
    /// Its name.
    pub name: Said,
    /// What it is for.
    pub description: Option<Said>,
    /// Who is responsible for it in the organisation.
    pub owner: Option<Said>,
}

/// Data that go from one end to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredFlow {
    /// Where the file speaks of it.
    pub said: Said,
    /// The key of its service.
    pub service: Option<String>,
    /// Where the data come from.
    pub from: End,
    /// Where they go.
    pub to: End,
    /// Why these are the ends, where the file does not say so of this flow.
    pub guessed: Option<&'static str>,
    /// Which data.
    pub data: Vec<Said>,
    /// About whom.
    pub subjects: Vec<Said>,
    /// What for.
    pub purposes: Vec<Said>,
    /// What to know of how the format speaks of it.
    pub note: Option<&'static str>,
    /// The legal basis.
    pub basis: Option<Said>,
    /// The condition of Art 9.
    pub condition: Option<Said>,
    /// How long the data are kept.
    pub retention: Option<Said>,
}

impl DeclaredFlow {
    /// A flow between two ends.
    pub(super) fn new(said: Said, from: End, to: End) -> Self {
        Self {
            said,
            service: None,
            from,
            to,
            guessed: None,
            data: Vec::new(),
            subjects: Vec::new(),
            purposes: Vec::new(),
            note: None,
            basis: None,
            condition: None,
            retention: None,
        }
    }
}

/// What was not turned into anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAside {
    /// Its words.
    pub said: Said,
    /// Why.
    pub why: String,
}

impl LeftAside {
    pub(super) fn new(said: Said, why: impl Into<String>) -> Self {
        Self {
            said,
            why: why.into(),
        }
    }
}

/// What a file says of systems.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// The file.
    pub file: FileId,
    /// Its format.
    pub kind: FileKind,
    /// Systems.
    pub systems: Vec<DeclaredSystem>,
    /// Services.
    pub services: Vec<DeclaredService>,
    /// Flows.
    pub flows: Vec<DeclaredFlow>,
    /// What was not read.
    pub unread: Vec<LeftAside>,
}

impl Declaration {
    /// A file of which nothing was read yet.
    pub(super) fn new(file: FileId, kind: FileKind) -> Self {
        Self {
            file,
            kind,
            systems: Vec::new(),
            services: Vec::new(),
            flows: Vec::new(),
            unread: Vec::new(),
        }
    }
}
