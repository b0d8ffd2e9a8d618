//! From rows of a page to entries of an estate: parties, systems, contracts, and stubs of what a page cannot
//! say. Nothing is invented: what is not stated is `unknown`, or is left to the reader as a comment.

use std::collections::BTreeSet;

use super::around::Around;
use super::columns::Column;
use super::names::{self, Known};
use super::page;
use super::part::{Certainty, Entry, Origin, Value, quoted};
use super::places;
use super::row::{Named, Row, grouped};
use super::safeguards;
use super::seat::{self, SeatOf};
use super::terms::Vocabulary;
use crate::taxonomy::{Place, TermKind};
use crate::vendors::Vendor;

/// As many lines of a page are named for a value, at most.
const MOST_ORIGINS: usize = 8;
/// Names of parties and systems have as many characters, at most.
const LONGEST_NAME: usize = 100;

/// What is proposed for an estate.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub parties: Vec<Entry>,
    pub systems: Vec<Entry>,
    pub contracts: Vec<Entry>,
    pub flows: Vec<Entry>,
    pub safeguards: Vec<Entry>,
    /// The estate's own terms, which only a record of processing has.
    pub terms: Vec<Entry>,
    /// Services, which only a record of processing has.
    pub services: Vec<Entry>,
    /// Remarks at the end.
    pub remarks: Vec<String>,
    /// How many parties were read that the estate has already.
    pub held: usize,
    /// The seats of those of them: where the estate knows none, and where the page itself says one.
    pub seats: Vec<SeatOf>,
}

impl Entries {
    /// The lists of a part that may have all of them, in their order.
    pub fn lists(self) -> Vec<(&'static str, Vec<Entry>)> {
        vec![
            ("terms", self.terms),
            ("services", self.services),
            ("parties", self.parties),
            ("systems", self.systems),
            ("contracts", self.contracts),
            ("safeguards", self.safeguards),
            ("flows", self.flows),
        ]
    }
}

/// Proposes entries for a party.
pub(super) fn party(
    named: &Named<'_>,
    around: &Around<'_>,
    vocabulary: &mut Vocabulary<'_>,
    taken: &mut BTreeSet<String>,
    entries: &mut Entries,
) {
    let Some(words) = named.words() else {
        return;
    };
    let name = shortened(&words.text);
    let found = vendor(named, around);
    let origin = around.origin(words);
    let held = around.held(&name, found.as_ref().map(|(vendor, _)| vendor.id.as_str()));
    let id = match held {
        Some(held) => {
            entries.held += 1;
            let remark = format!("{}: in the estate already as `{held}`", origin.shown());
            entries.remarks.push(remark);
            held.to_owned()
        }
        None => {
            let id = names::id(&name, taken);
            let entry = party_entry(named, &id, &name, found.as_ref(), around);
            entries.parties.push(entry);
            id
        }
    };
    if let Some(held) = held {
        let seat = seat::of(named, &name, found.as_ref().map(|it| it.0), around);
        let is_wanted = seat.is_stated || around.has_no_seat(held);
        if is_wanted && seat.country != seat::UNKNOWN {
            entries.seats.push(SeatOf {
                party: held.to_owned(),
                country: seat.country,
                certainty: seat.certainty,
                why: seat.why,
                is_stated: seat.is_stated,
            });
        }
    }
    let system = match held.and_then(|held| system_of(held, named, around)) {
        Some(system) => system.to_owned(),
        None => {
            let system = names::unused(&format!("{id}-service"), taken);
            entries
                .systems
                .push(system_entry(named, (&system, &id, &name), around));
            system
        }
    };
    contract(named, (&id, &origin), around, taken, entries);
    entries.flows.push(flow(
        named,
        (&id, &system, &origin),
        found.map(|it| it.0),
        around,
        vocabulary,
        taken,
    ));
    let found = (&mut entries.safeguards, &mut entries.remarks);
    safeguards::transfers(named, &id, around, taken, found);
}

/// The system of a party of the estate that has the data: the only one that it operates, or the party, where it operates
/// several. `None` where it operates none, or none in a place that the page names.
fn system_of<'h>(held: &'h str, named: &Named<'_>, around: &Around<'h>) -> Option<&'h str> {
    let mut own = around.operated(held);
    let first = own.next()?;
    let places = around.places_of(named).into_iter();
    let places = places.flat_map(|words| places::read(&words.text, around.tables).named);
    let places: Vec<Place> = places.collect();
    let is_only = own.next().is_none();
    around
        .has_places(held, &places)
        .then_some(if is_only { first } else { held })
}

/// The vendor that it is.
pub(super) fn vendor<'v>(named: &Named<'_>, around: &Around<'v>) -> Option<(&'v Vendor, Known)> {
    let rows = named.rows.iter().take(MOST_ORIGINS);
    let mut written = rows.flat_map(|row| row.company.iter().chain([&row.name]));
    let by_name = written.find_map(|words| around.vendors.find(&words.text, &[]));
    by_name.or_else(|| around.vendors.find("", &named.links()))
}

pub(super) fn party_entry(
    named: &Named<'_>,
    id: &str,
    name: &str,
    found: Option<&(&Vendor, Known)>,
    around: &Around<'_>,
) -> Entry {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut entry = Entry::new(id);
    let is_guess = named.rows.iter().all(|row| row.is_guess);
    let certainty = if is_guess {
        Certainty::Look
    } else {
        Certainty::Certain
    };
    if let Some(words) = named.words() {
        entry = entry.guess("name", text(name), certainty, around.origin(words).shown());
    }
    let first = named.rows.first();
    if let Some(row) = first.filter(|row| row.company.is_some()) {
        entry = entry.also(format!("the page calls it {}", quoted(&row.name.text)));
    }
    if let Some((vendor, by)) = found {
        let (certainty, why) = match by {
            Known::Name => (Certainty::Certain, "by its name".to_owned()),
            Known::Company => (Certainty::Look, "by the name of its company".to_owned()),
            Known::PartOfName => (Certainty::Look, "by a part of its name".to_owned()),
            Known::Host(host) => (Certainty::Look, format!("by a link to {host}")),
        };
        let why = format!("the table of vendors knows {} {why}", vendor.label);
        entry = entry.guess("vendor", text(&vendor.id), certainty, why);
    }
    let vendor = found.map(|(vendor, _)| *vendor);
    let seat = seat::of(named, name, vendor, around);
    entry = entry.guess(
        "country",
        Value::Text(seat.country),
        seat.certainty,
        seat.why,
    );
    let places = named.rows.iter().map(|row| around.place(&row.name));
    let mut seen = BTreeSet::new();
    let places = places.filter(|it| seen.insert(it.clone()));
    let places: Vec<String> = places.take(MOST_ORIGINS).collect();
    entry.with("evidence", Value::List(places))
}

/// The party that a row names: one that the estate has, or else an entry for it.
pub(super) fn party_of(
    row: Row,
    around: &Around<'_>,
    taken: &mut BTreeSet<String>,
    parties: &mut Vec<Entry>,
) -> String {
    let rows = [row];
    let Some(named) = grouped(&rows).pop() else {
        return String::new();
    };
    let name = named.words().map_or("", |words| &words.text);
    let found = vendor(&named, around);
    let vendor = found.as_ref().map(|(vendor, _)| vendor.id.as_str());
    if let Some(held) = around.held(name, vendor) {
        return held.to_owned();
    }
    let name = shortened(name);
    let id = names::id(&name, taken);
    parties.push(party_entry(&named, &id, &name, found.as_ref(), around));
    id
}

fn system_entry(
    named: &Named<'_>,
    (id, operator, name): (&str, &str, &str),
    around: &Around<'_>,
) -> Entry {
    let purposes = named.about(Column::Purpose).map(|words| {
        page::collapsed(&words.text)
            .trim_end_matches('.')
            .to_owned()
    });
    let mut purposes: Vec<String> = purposes.collect();
    purposes.dedup();
    let title = match purposes.join("; ") {
        purposes if purposes.is_empty() => name.to_owned(),
        purposes => format!("{name}: {purposes}"),
    };
    let title = shortened(&title);
    let entry = Entry::new(id)
        .with("name", Value::Text(title))
        .with("operator", Value::Text(operator.to_owned()));
    hosting(named, around, entry)
}

/// Adds where data are, as far as that is stated.
pub(super) fn hosting(named: &Named<'_>, around: &Around<'_>, entry: Entry) -> Entry {
    let mut hosting: Vec<String> = Vec::new();
    let (mut has_others, mut is_certain) = (false, true);
    let mut origins: Vec<String> = Vec::new();
    for words in around.places_of(named) {
        let read = places::read(&words.text, around.tables);
        hosting.extend(read.named.iter().map(|place| place.as_str().to_owned()));
        has_others |= read.has_others || read.named.is_empty();
        is_certain &= read.is_certain && !words.is_around;
        origins.push(around.origin(words).shown());
    }
    if origins.is_empty() {
        let why = format!("{} states no place", around.what);
        return entry.guess(
            "hosting",
            Value::Text("unknown".to_owned()),
            Certainty::Look,
            why,
        );
    }
    hosting.sort();
    hosting.dedup();
    if has_others {
        hosting.push("unknown".to_owned());
    }
    let is_sure = is_certain && !has_others;
    let certainty = if is_sure {
        Certainty::Certain
    } else {
        Certainty::Look
    };
    let mut rest = origins.into_iter();
    let first = rest.next().unwrap_or_default();
    let entry = entry.guess("hosting", Value::List(hosting), certainty, first);
    rest.take(MOST_ORIGINS).fold(entry, Entry::also)
}

/// A name of a reasonable length, cut between two words.
pub(super) fn shortened(name: &str) -> String {
    let short: String = name.chars().take(LONGEST_NAME).collect();
    if short.len() == name.len() {
        return short;
    }
    let cut = short
        .rsplit_once(' ')
        .map_or(short.as_str(), |(words, _)| words);
    cut.trim_end_matches([',', ';', ':', ' ']).to_owned()
}

pub(super) fn contract(
    named: &Named<'_>,
    (id, origin): (&str, &Origin),
    around: &Around<'_>,
    taken: &mut BTreeSet<String>,
    entries: &mut Entries,
) {
    let first = around.first.as_deref();
    if first.is_some_and(|first| around.has_contract(first, id)) {
        return;
    }
    let first = first.unwrap_or("PARTY");
    let contract = names::unused(&format!("{}-{id}", first.to_lowercase()), taken);
    // A page is no contract, and an estate with one would be judged as if somebody had seen it.
    let entry = Entry::stub(&contract);
    let why = format!("{}; the contract itself was not seen", origin.shown());
    let between = vec![first.to_owned(), id.to_owned()];
    let entry = entry
        .guess(
            "kind",
            Value::Text(around.kind.to_owned()),
            Certainty::Look,
            why,
        )
        .with("between", Value::List(between));
    let mut entry = match &around.service {
        Some(service) => entry.with("services", Value::Text(service.clone())),
        None => entry,
    };
    for words in named.about(Column::Safeguard).take(MOST_ORIGINS) {
        entry = entry.remark(around.origin(words).shown());
    }
    for link in contract_links(named).into_iter().take(MOST_ORIGINS) {
        entry = entry.remark(format!("a link of the row: {link}"));
    }
    entries.contracts.push(entry);
}

/// Links of its rows that may lead to a contract.
fn contract_links(named: &Named<'_>) -> Vec<String> {
    let mut links = named.links();
    links.retain(|link| {
        let lower = link.to_lowercase();
        let words = [
            "dpa",
            "data-processing",
            "data_processing",
            "processing-addendum",
            "gdpr",
        ];
        names::host(link).is_some() && words.iter().any(|word| lower.contains(word))
    });
    links.sort();
    links.dedup();
    links
}

fn flow(
    named: &Named<'_>,
    (id, system, origin): (&str, &str, &Origin),
    vendor: Option<&Vendor>,
    around: &Around<'_>,
    vocabulary: &mut Vocabulary<'_>,
    taken: &mut BTreeSet<String>,
) -> Entry {
    let flow = names::unused(&format!("to-{id}"), taken);
    let defaults = around.flows.as_ref().zip(around.first.as_deref());
    let entry = match defaults {
        Some(_) => Entry::new(&flow),
        None => Entry::stub(&flow),
    };
    let mut entry = entry.remark(origin.shown());
    if let Some(service) = &around.service {
        entry = entry.with("service", Value::Text(service.clone()));
    }
    let sender = defaults.map_or("SENDER", |(_, first)| first);
    entry = entry
        .with("from", Value::Text(sender.to_owned()))
        .with("to", Value::Text(system.to_owned()));
    let columns = [
        ("data", Column::Data, TermKind::Data, "DATA"),
        ("subjects", Column::Subjects, TermKind::Subject, "SUBJECTS"),
        ("purpose", Column::Purpose, TermKind::Purpose, "PURPOSE"),
    ];
    for (key, column, kind, stand_in) in columns {
        let mut terms: Vec<String> = Vec::new();
        let mut origins: Vec<String> = Vec::new();
        for words in named.about(column) {
            let found = vocabulary.of(kind, &words.text);
            terms.extend(
                found
                    .into_iter()
                    .filter(|term| !terms.contains(term))
                    .collect::<Vec<_>>(),
            );
            origins.push(around.origin(words).shown());
        }
        let usual = vendor.filter(|_| column == Column::Purpose && terms.is_empty());
        if let Some(vendor) = usual {
            terms = vendor
                .purposes
                .iter()
                .filter_map(|it| vocabulary.short(it))
                .collect();
            if !terms.is_empty() {
                origins.push(format!(
                    "what {} is mostly used for, by the table of vendors",
                    vendor.label
                ));
            }
        }
        let value = match defaults {
            _ if !terms.is_empty() => terms,
            Some((defaults, _)) => {
                origins.push(defaults.why.clone());
                match column {
                    Column::Data => defaults.data.clone(),
                    Column::Subjects => defaults.subjects.clone(),
                    _ => defaults.purpose.clone(),
                }
            }
            None => vec![stand_in.to_owned()],
        };
        origins.truncate(MOST_ORIGINS);
        let why = if origins.is_empty() {
            "the page does not say".to_owned()
        } else {
            origins.join("; ")
        };
        entry = entry.guess(key, Value::List(value), Certainty::Look, why);
    }
    entry
}
