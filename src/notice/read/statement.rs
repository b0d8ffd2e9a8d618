//! What the reader puts out: statements in the keys of `notice.yaml`, each with its words.

use serde::Deserialize;

/// What a statement says, by its key in `notice.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Which data are collected.
    Collects,
    /// What data are used for.
    Uses,
    /// With whom data are shared.
    Shares,
    /// To which places data go.
    Transfers,
    /// How long data are kept.
    Retains,
    /// On which legal basis data are processed.
    ReliesOn,
    /// Whether decisions are automated.
    Decides,
    /// Which measures are promised.
    Promises,
    /// Which items of Arts 13 and 14 are stated beyond those that follow from the other kinds.
    Informs,
    /// Which law is named as being in force.
    Cites,
}

impl Kind {
    /// The key in `notice.yaml`: `relies-on`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Collects => "collects",
            Self::Uses => "uses",
            Self::Shares => "shares",
            Self::Transfers => "transfers",
            Self::Retains => "retains",
            Self::ReliesOn => "relies-on",
            Self::Decides => "decides",
            Self::Promises => "promises",
            Self::Informs => "informs",
            Self::Cites => "cites",
        }
    }
}

/// How sure a proposal is: a statement that was read from a notice, a value from another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The words say so; of a statement: its pattern was right nine times out of ten where it was measured
    /// (`docs/reading.md`).
    Certain,
    /// A guess: somebody has to look at the words.
    Look,
}

impl Certainty {
    /// The word in output: `certain` or `look`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Look => "look",
        }
    }
}

/// One thing that the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The line, from 1, in which the quote begins.
    pub line: u32,
    /// The heading above it, or the path of headings where the heading alone is not unique.
    pub section: Option<String>,
    /// The words, contiguous in the original, with each run of white space as one space. Of HTML those
    /// that a reader sees.
    pub quote: String,
    /// The words directly before, where the quote is not unique.
    pub prefix: Option<String>,
    /// The words directly after, where the quote is not unique.
    pub suffix: Option<String>,
    /// Which of the places it is, from 1, where the words around it are the same in several.
    pub occurrence: Option<u32>,
    /// Whether `section`, `quote`, `prefix`, `suffix` and `occurrence` lead to one place, as an estate requires.
    pub anchored: bool,
    /// How sure the reader is.
    pub certainty: Certainty,
    /// The clause that matched, by its id in `clauses.json`.
    pub pattern: String,
    /// What it says.
    pub says: Says,
}

/// A vendor that the words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedVendor {
    /// The name, as it is written.
    pub name: String,
    /// Its id in the caller's table.
    pub id: String,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Says {
    /// Of what kind it is.
    pub kind: Kind,
    /// Whether it denies it: no data are collected, nobody receives any.
    pub none: bool,
    /// The terms, by their short spelling: data, purposes, classes of recipients, bases, measures, items or
    /// law; of retention one period or criterion. Where the words name none, the broadest term of the kind.
    pub terms: Vec<String>,
    /// The places: country codes, areas, or `outside-eea`, `outside-uk`, `outside-uk+eea`, `third-countries`.
    pub places: Vec<String>,
    /// The transfer mechanisms.
    pub safeguards: Vec<String>,
    /// Parties that the words name, as they are written. An estate has ids for them, the reader has not.
    pub names: Vec<String>,
    /// Those of them that the caller knows as vendors.
    pub vendors: Vec<NamedVendor>,
    /// The data of which alone a denial of sharing or use speaks; empty: all.
    pub data: Vec<String>,
    /// The data subjects that the sentence names, or the heading above it; empty: it does not say whose data they are.
    pub subjects: Vec<String>,
    /// The purposes for which a basis is stated; empty: all.
    pub purposes: Vec<String>,
}

/// Words that no statement covers, or that a template left to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The line, from 1.
    pub line: u32,
    /// The heading above.
    pub section: Option<String>,
    /// The words.
    pub quote: String,
}

/// What was read of a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// The sentences without a statement, in the order of the text.
    pub uncovered: Vec<Passage>,
    /// What a template left to be filled in.
    pub placeholders: Vec<Passage>,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Collects,
        Self::Uses,
        Self::Shares,
        Self::Transfers,
        Self::Retains,
        Self::ReliesOn,
        Self::Decides,
        Self::Promises,
        Self::Informs,
        Self::Cites,
    ];
}
