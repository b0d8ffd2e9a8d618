//! `import subprocessors`: a published page of sub-processors as a part of an estate to review.

use std::collections::BTreeSet;

use super::around::{Around, Asked, Known};
use super::names::VendorNames;
use super::page::{self, PageFormat};
use super::part::{Part, quoted};
use super::propose::{self, Entries};
use super::row::{self, Unread};
use super::rows;
use super::seat::SeatOf;
use super::terms::Vocabulary;
use crate::estate::model::Estate;
use crate::input::SourceFile;
use crate::input::counted;

/// What a page was turned into.
#[derive(Debug)]
pub struct Proposal {
    /// The part, as YAML.
    pub yaml: String,
    /// How many parties it proposes.
    pub parties: usize,
    /// How many others the page names that the estate has already.
    pub held: usize,
    /// How many rows and items were not read.
    pub unread_rows: usize,
    /// How many tables have no column of parties.
    pub unread_tables: usize,
    /// The seats of those that the estate has already: where it knows none, and where the page itself says one.
    pub seats: Vec<SeatOf>,
}

impl Proposal {
    /// How many parties the page names.
    pub fn found(&self) -> usize {
        self.parties + self.held
    }

    /// What was read, in a line: `12 parties, 3 rows not read`.
    pub fn summary(&self) -> String {
        let mut words = vec![counted(self.found(), "party")];
        if self.held > 0 {
            words.push(format!("{} of them in the estate already", self.held));
        }
        words.push(format!("{} not read", counted(self.unread_rows, "row")));
        if self.unread_tables > 0 {
            words.push(format!("{} not read", counted(self.unread_tables, "table")));
        }
        words.join(", ")
    }
}

/// Reads a page of sub-processors. Nothing fails: what cannot be read is listed at the end of the part.
pub fn read(source: &SourceFile, asked: &Asked, known: &Known<'_>) -> Proposal {
    let format = PageFormat::of(source.path(), source.text());
    let blocks = page::read(format, source.text());
    let vendors = VendorNames::new(known.vendors);
    let for_rows = row::Known {
        vendors: &vendors,
        tables: known.tables,
    };
    let read = rows::read(&blocks, &for_rows);
    let around = Around::new(source, asked, known, &vendors);
    let mut vocabulary = Vocabulary::new(known.taxonomy, known.glossary);
    let mut taken = ids(known.estate);
    let mut entries = Entries::default();
    let mut unread = read.unread;
    for named in row::grouped(&read.rows) {
        let itself = named.words().filter(|words| around.is_first(words));
        if let Some(words) = itself {
            let why = "it is the party whose page this is";
            unread.push(row::unread(words.at, &words.text, why));
            continue;
        }
        propose::party(&named, &around, &mut vocabulary, &mut taken, &mut entries);
    }
    unread.sort_by_key(|it| it.at);
    let unread_tables = unread.iter().filter(|it| it.table.is_some()).count();
    let mut proposal = Proposal {
        yaml: String::new(),
        parties: entries.parties.len(),
        held: entries.held,
        unread_rows: unread.len() - unread_tables,
        unread_tables,
        seats: std::mem::take(&mut entries.seats),
    };
    proposal.yaml = part(source, entries, &unread, &proposal, &around).to_yaml();
    proposal
}

/// The ids of an estate, which no entry may have again.
pub(super) fn ids(estate: Option<&Estate>) -> BTreeSet<String> {
    let Some(estate) = estate else {
        return BTreeSet::new();
    };
    let parties = estate.parties.iter();
    let branches = parties.clone().flat_map(|it| &it.branches).map(|it| &it.id);
    parties
        .map(|it| &it.id)
        .chain(branches)
        .chain(estate.systems.iter().map(|it| &it.id))
        .chain(estate.services.iter().map(|it| &it.id))
        .chain(estate.contracts.iter().map(|it| &it.id))
        .chain(estate.instruments.iter().map(|it| &it.id))
        .chain(&estate.groups)
        .cloned()
        .chain(estate.flows.iter().map(|it| it.id.to_string()))
        .collect()
}

fn part(
    source: &SourceFile,
    entries: Entries,
    unread: &[Unread],
    proposal: &Proposal,
    around: &Around<'_>,
) -> Part {
    let mut head = vec![
        format!("From {}: {}.", source.path(), proposal.summary()),
        "Review it, then add the file to `include` of `fairnotice.yaml`. Above each value: `certain` where the page"
            .to_owned(),
        "says so, `look` where it is a guess; then the line, the column and the words. Contracts, flows and safeguards"
            .to_owned(),
        "are comments, since no page shows them: uncomment those that you have seen, and fill in what is missing."
            .to_owned(),
    ];
    if around.first.is_none() {
        head.push(
            "Without `--for PARTY` nobody is known who engages these parties: replace PARTY in the contracts."
                .to_owned(),
        );
    }
    let mut tail = entries.remarks;
    if !unread.is_empty() {
        tail.push("Not read:".to_owned());
    }
    for it in unread {
        let place = format!("{}:{}", source.path(), source.line_of(it.at as u32));
        let rows = match it.table {
            None => String::new(),
            Some(1) => ", 1 row".to_owned(),
            Some(rows) => format!(", {rows} rows"),
        };
        tail.push(format!("{place}: {}: {}{rows}", quoted(&it.words), it.why));
    }
    Part {
        head,
        lists: vec![
            ("parties", entries.parties),
            ("systems", entries.systems),
            ("contracts", entries.contracts),
            ("flows", entries.flows),
            ("safeguards", entries.safeguards),
        ],
        tail,
        ..Part::default()
    }
}
