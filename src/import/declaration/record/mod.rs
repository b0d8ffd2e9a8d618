//! `import ropa`: a record of processing (Art 30) that somebody keeps in a sheet, as a part of an estate: its
//! activities become services and flows, its recipients parties.
//!
//! `book` reads files, `meaning` says what headings mean, `mapping` lets a person say it, `activities` finds rows and
//! forms, `values`, `locations` and `terms` read cells, `recipients`, `content` and `propose` make entries of them.

mod activities;
mod book;
mod content;
mod locations;
mod mapping;
mod meaning;
#[cfg(feature = "xlsx")]
mod positions;
mod propose;
mod recipients;
pub(super) mod terms;
pub(super) mod values;

use super::around::{Around, Asked, Known, Origins};
use super::names::VendorNames;
use super::part::{Part, quoted};
use super::row::Unread;
use super::subprocessors::ids;
use super::terms::Vocabulary;
use crate::input::counted;

use self::activities::{Activities, UnreadSheet};
pub use self::book::{Book, BookFault};
pub use self::mapping::Mapping;
pub use self::meaning::Meaning;
use self::propose::Proposer;
use self::terms::Terms;

/// What a record was turned into.
#[derive(Debug)]
pub struct RecordProposal {
    /// The part, as YAML.
    pub yaml: String,
    /// How many activities were read.
    pub activities: usize,
    /// How many flows are proposed.
    pub flows: usize,
    /// How many parties are proposed.
    pub parties: usize,
    /// How many rows, recipients and sheets were not read.
    pub unread: usize,
}

impl RecordProposal {
    /// What was read, in a line: `4 activities, 9 flows, 5 parties, 1 part not read`.
    pub fn summary(&self) -> String {
        let counts = [
            counted(self.activities, "activity"),
            counted(self.flows, "flow"),
            counted(self.parties, "party"),
        ];
        format!(
            "{}, {} not read",
            counts.join(", "),
            counted(self.unread, "part")
        )
    }
}

/// Reads a record of the party `us`.
///
/// # Errors
/// Where no sheet has headings that are understood: a mapping to review.
pub fn read(
    book: &Book,
    path: &str,
    us: &str,
    (mapping, known): (&Mapping, &Known<'_>),
) -> Result<RecordProposal, String> {
    let Activities {
        activities,
        unread: sheets,
        ignored,
    } = activities::read(book, &mapping.0);
    if activities.is_empty() {
        let widest = sheets.iter().max_by_key(|sheet| sheet.headings.len());
        let headings = widest.map_or(&[][..], |sheet| &sheet.headings);
        return Err(mapping::proposal(path, headings));
    }
    let vendors = VendorNames::new(known.vendors);
    let asked = Asked {
        party: Some(us.to_owned()),
        ..Asked::default()
    };
    let mut around = Around::new(book, &asked, known, &vendors);
    around.what = "the record";
    let vocabulary = Vocabulary::new(known.taxonomy, known.glossary);
    let terms = Terms::new(vocabulary, known.taxonomy);
    let mut proposer = Proposer::new(&around, us, terms, ids(known.estate));
    proposer.taken.insert(us.to_owned());
    proposer.all(&activities);
    let Proposer {
        mut entries,
        terms,
        unread,
        ..
    } = proposer;
    entries.terms = terms.entries;
    let left = unread.len() + sheets.len();
    let mut tail = std::mem::take(&mut entries.remarks);
    tail.extend(not_read(book, path, &unread, &sheets));
    if !ignored.is_empty() {
        let names: Vec<String> = ignored.iter().map(|it| quoted(&it.text)).collect();
        let names = names.join(", ");
        tail.push(format!("Columns that no flow has a key for: {names}"));
    }
    let mut proposal = RecordProposal {
        yaml: String::new(),
        activities: activities.len(),
        flows: entries.flows.len(),
        parties: entries.parties.len(),
        unread: left,
    };
    let head = vec![
        format!("From {path}: {}.", proposal.summary()),
        "Review it, then add the file to `include` of `fairnotice.yaml`. Above each value: `certain` where the record"
            .to_owned(),
        "says so, `look` where it is a guess; then the cell, the heading and the words. Each recipient of an activity is"
            .to_owned(),
        "taken to receive all its data, since a record does not say which: narrow `data` where that is too much."
            .to_owned(),
    ];
    proposal.yaml = Part {
        head,
        lists: entries.lists(),
        tail,
        ..Part::default()
    }
    .to_yaml();
    Ok(proposal)
}

/// What was not read, as comments.
fn not_read(book: &Book, path: &str, unread: &[Unread], sheets: &[UnreadSheet]) -> Vec<String> {
    let mut lines = Vec::new();
    if !unread.is_empty() || !sheets.is_empty() {
        lines.push("Not read:".to_owned());
    }
    for it in unread {
        let place = book.place(it.at);
        lines.push(format!("{place}: {}: {}", quoted(&it.words), it.why));
    }
    for sheet in sheets {
        let name = quoted(sheet.name.as_deref().unwrap_or(path));
        let rows = counted(sheet.rows, "row");
        let why = "it has no table of activities and is no form for one";
        lines.push(format!("sheet {name}, {rows}: {why}"));
    }
    lines
}
