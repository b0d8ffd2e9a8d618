//! A notice that was read, as the file `notice.yaml` of an estate: its statements, each with its line and clause, and
//! the parties that its words name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::around::{Around, Asked, Known};
use super::lines::Lines;
use super::mentions;
use super::names::{self, Known as By, VendorNames};
use super::part::{Entry, Part, Value};
use super::propose::{self, shortened};
use super::row::{Named, grouped};
use super::subprocessors::ids;
use crate::input::counted;
use crate::notice::read::{Certainty, Kind, Reading, Statement};
use crate::vendors::Vendor;

/// What a notice was turned into.
#[derive(Debug)]
pub struct NoticeProposal {
    /// The file of the notice, as YAML.
    pub notice: String,
    /// A part with the parties that it names and the estate does not have, as YAML; empty where there are none.
    pub parties: String,
    /// How many statements there are.
    pub statements: usize,
    /// How many of them are to be looked at.
    pub look: usize,
    /// How many parties are proposed.
    pub found: usize,
}

impl NoticeProposal {
    /// What was read, in a line.
    pub fn summary(&self) -> String {
        format!(
            "{} ({} to look at), {}",
            counted(self.statements, "statement"),
            self.look,
            counted(self.found, "party")
        )
    }
}

/// The names of the files of a notice.
#[derive(Debug, Clone, Copy)]
pub struct NoticeFiles<'f> {
    /// The name that the text has in the estate's folder.
    pub source: &'f str,
    /// The name by which the call knows it.
    pub path: &'f str,
    /// The name of a list of sub-processors that the notice refers to, where there is one.
    pub list: Option<&'f str>,
}

impl NoticeFiles<'_> {
    /// The key that names them.
    fn key(&self) -> (&'static str, Value, Vec<String>) {
        let Some(list) = self.list else {
            return ("source", Value::Text(self.source.to_owned()), Vec::new());
        };
        let documents = json!([
            {"id": "notice", "source": self.source},
            {"id": "subprocessors", "source": list, "kind": "sub-processor-list"},
        ]);
        let why = "The notice speaks of sub-processors: its readers are taken to see the list.";
        ("documents", Value::Flow(documents), vec![why.to_owned()])
    }
}

/// Turns what was read of a notice of the party `us`, which has other names as well, into its file.
pub fn statements(
    reading: &Reading,
    files: NoticeFiles<'_>,
    (us, names): (&str, &[String]),
    known: &Known<'_>,
) -> NoticeProposal {
    let NoticeFiles { source, path, .. } = files;
    let vendors = VendorNames::new(known.vendors);
    let asked = Asked {
        party: Some(us.to_owned()),
        names: names.to_vec(),
        ..Asked::default()
    };
    let lines = Lines(source);
    let mut around = Around::new(&lines, &asked, known, &vendors);
    around.what = "the notice";
    let mut taken = ids(known.estate);
    let rows = mentions::rows(reading, &around);
    let mut parties = Vec::new();
    let mut by_fold = BTreeMap::new();
    // A notice may call a vendor by more than one name.
    let mut by_vendor = BTreeMap::new();
    for named in grouped(&rows) {
        let Some(words) = named.words() else { continue };
        let found = propose::vendor(&named, &around);
        let vendor = found.as_ref().map(|(vendor, _)| &vendor.id);
        let id = match vendor.and_then(|vendor| by_vendor.get(vendor)) {
            Some(id) => String::clone(id),
            None => party(&named, found.as_ref(), &around, &mut taken, &mut parties),
        };
        if let Some(vendor) = vendor {
            by_vendor.entry(vendor).or_insert_with(|| id.clone());
        }
        by_fold.insert(names::folded(&words.text), id);
    }
    // The reader knows vendors; the names of other parties are in the estate.
    let parties_held = known.estate.iter().flat_map(|estate| &estate.parties);
    let held = parties_held.map(|party| (party.name.as_str(), party.id.as_str()));
    let held: Vec<(&str, &str)> = held
        .filter(|(name, id)| *id != us && name.chars().count() > 3)
        .collect();
    let mut numbers = BTreeMap::new();
    let mut entries = Vec::new();
    for statement in &reading.statements {
        entries.push(entry(statement, source, (&by_fold, &held), &mut numbers));
    }
    let look = reading.statements.iter();
    let look = look.filter(|it| it.certainty == Certainty::Look).count();
    let mut proposal = NoticeProposal {
        notice: String::new(),
        parties: String::new(),
        statements: entries.len(),
        look,
        found: parties.len(),
    };
    let uncovered = reading.uncovered.len();
    let have = if uncovered == 1 { "has" } else { "have" };
    let sentences = counted(uncovered, "sentence");
    let head = vec![
        format!("From {path}: {}; {sentences} {have} no statement.", proposal.summary()),
        "Above each statement: `certain` where its clause was right nine times out of ten, `look` where it is a guess; then"
            .to_owned(),
        "the line and the clause. Add `published`, the day of the notice.".to_owned(),
    ];
    proposal.notice = Part {
        head,
        keys: vec![files.key()],
        lists: vec![("statements", entries)],
        ..Part::default()
    }
    .to_yaml();
    if !parties.is_empty() {
        let head = vec![
            format!(
                "Parties that {source} names and no other source has. What they receive, the notice does not state"
            ),
            "in terms of flows: add a flow to each, or delete it.".to_owned(),
        ];
        proposal.parties = Part {
            head,
            lists: vec![("parties", parties)],
            ..Part::default()
        }
        .to_yaml();
    }
    proposal
}

/// The id of a party: one of the estate, or a new one.
fn party(
    named: &Named<'_>,
    found: Option<&(&Vendor, By)>,
    around: &Around<'_>,
    taken: &mut BTreeSet<String>,
    parties: &mut Vec<Entry>,
) -> String {
    let name = named.words().map_or("", |words| words.text.as_str());
    let name = shortened(name);
    let vendor = found.map(|(vendor, _)| vendor.id.as_str());
    if let Some(held) = around.held(&name, vendor) {
        return held.to_owned();
    }
    let id = names::id(&name, taken);
    parties.push(propose::party_entry(named, &id, &name, found, around));
    id
}

fn entry(
    statement: &Statement,
    source: &str,
    (parties, held): (&BTreeMap<String, String>, &[(&str, &str)]),
    numbers: &mut BTreeMap<String, u32>,
) -> Entry {
    let kind = statement.says.kind.key();
    let id = id(statement, numbers);
    let mut entry = if statement.anchored {
        Entry::new(&id)
    } else {
        Entry::stub(&id).remark("the quote has no single place in the text: anchor it by hand")
    };
    let parts = [
        ("section", statement.section.as_ref()),
        ("quote", Some(&statement.quote)),
        ("prefix", statement.prefix.as_ref()),
        ("suffix", statement.suffix.as_ref()),
    ];
    for (key, words) in parts {
        if let Some(words) = words {
            entry = entry.with(key, Value::Text(words.clone()));
        }
    }
    let why = format!("{source}:{}, clause {}", statement.line, statement.pattern);
    entry.guess(
        kind,
        Value::Flow(value(statement, parties, held)),
        statement.certainty,
        why,
    )
}

/// What it says, with the ids of the parties that it names.
fn value(statement: &Statement, parties: &BTreeMap<String, String>, held: &[(&str, &str)]) -> Json {
    let mut value = statement.says.value();
    let named = statement.says.names.iter();
    let mut ids: Vec<&str> = named
        .filter_map(|name| parties.get(&names::folded(&names::cleaned(name))))
        .map(String::as_str)
        .collect();
    for (name, id) in held {
        let short = names::short(name).is_some_and(|short| is_named(short, &statement.quote));
        if !ids.contains(id) && (short || statement.quote.contains(name)) {
            ids.push(id);
        }
    }
    ids.dedup();
    let takes = matches!(statement.says.kind, Kind::Shares | Kind::Transfers);
    if let (true, false, Json::Object(object)) = (takes, ids.is_empty(), &mut value) {
        let mut with = match object.remove("with") {
            Some(Json::Array(all)) => all,
            Some(one) => vec![one],
            None => Vec::new(),
        };
        // Who is named is more than that there is somebody.
        with.retain(|term| term != "recipient" && term != "third-party");
        with.extend(ids.into_iter().map(Json::from));
        object.insert("with".to_owned(), Json::Array(with));
    }
    value
}

/// Whether a sentence has a name as words of their own.
fn is_named(name: &str, sentence: &str) -> bool {
    let ends = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    sentence.match_indices(name).any(|(at, _)| {
        let before = sentence.get(..at).and_then(|it| it.chars().next_back());
        let after = sentence
            .get(at + name.len()..)
            .and_then(|it| it.chars().next());
        ends(before) && ends(after)
    })
}

/// An id from the section and the kind.
fn id(statement: &Statement, numbers: &mut BTreeMap<String, u32>) -> String {
    let section = statement.section.as_deref().unwrap_or("notice");
    let base = format!("{}-{}", slug(section), statement.says.kind.key());
    let number = numbers.entry(base.clone()).or_default();
    *number += 1;
    // No kind is a number, so that no two ids are equal.
    format!("{base}-{number}")
}

/// The first words of a heading as a part of an id.
pub(super) fn slug(section: &str) -> String {
    let section = section.rsplit(" > ").next().unwrap_or(section);
    let words = section.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .take(4)
        .map(str::to_ascii_lowercase)
        .collect();
    match words.join("-") {
        slug if slug.starts_with(|c: char| c.is_ascii_alphabetic()) => slug,
        slug if slug.is_empty() => "section".to_owned(),
        slug => format!("section-{slug}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_short_names_are_made_of_words() {
        assert_eq!(slug("Who we are > What's 2 do, & why?"), "what-s-2-do");
        assert_eq!(slug("1. Data"), "section-1-data");
        assert_eq!(names::short("Arbor Education Ltd"), Some("Arbor Education"));
        assert_eq!(names::short("Mill Ltd"), None);
        assert!(is_named("Arbor Education", "Arbor Education's systems"));
        assert!(!is_named("Arbor Education", "Arbor Educational"));
    }
}
