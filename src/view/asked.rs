//! What a check asks because nobody recorded it: to which entries of the estate an answer belongs, and what an answer
//! may be.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::facts::LabelRole;
use crate::engine::finding::Finding;
use crate::estate::model::{Endpoint, Estate, Instrument, PartyIx, SystemIx};
use crate::input::{SourceMap, Span};

/// One of the things that an answer settles.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionPart {
    /// Its id.
    pub id: String,
    /// What is asked of it.
    pub question: String,
    /// The key that answers it.
    pub key: String,
    /// What an answer is.
    pub hint: String,
    /// The value that was guessed; null where there is none.
    pub guess: Option<String>,
    /// The file, relative to the estate's folder.
    pub file: String,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// The rule that asks; empty for a guess.
    #[serde(skip)]
    pub rule: String,
    /// Where the entries are to which an answer belongs: the flows, or what was guessed.
    #[serde(skip)]
    pub places: Vec<Span>,
    /// Other entries to which it may belong instead: instruments, parties, systems.
    #[serde(skip)]
    pub others: Vec<Span>,
    /// The entries that take the key, where flows do not: the list, and the id of each. For a guess, its own.
    #[serde(skip)]
    pub entries: Vec<(&'static str, String)>,
    /// The parties between which something is not recorded, by their ids.
    #[serde(skip)]
    pub between: Vec<(String, String)>,
}

/// The key of the question about contracts that nobody recorded.
pub const CONTRACTS: &str = "contracts";
/// The key of the question about instruments of transfer that nobody recorded.
pub const SAFEGUARDS: &str = "safeguards";
/// How the keys of questions begin on whether all of a kind is recorded, which `ok` answers.
pub const NOT_RECORDED: &str = "not-recorded: ";
/// The key of the question where the data are.
pub const HOSTING: &str = "hosting";
/// The key of the question whether words of the notice state an item.
pub const INFORMS: &str = "statements: informs";
/// The key of the question whether words of the notice disclose a recipient.
pub const SHARES: &str = "statements: shares";

/// The key of the question when the risk of transfers was assessed.
const RISK: &str = "risk-assessment: {date: ...}";
/// The key of the question whether there is a record of consent.
const CONSENT: &str = "consent: {record: ...}";
/// The rule that asks whether the notice states an item, which a line of it answers.
pub const ITEM: &str = "notice/information-not-recorded";

/// Keys that take a day.
const DAYS: [&str; 5] = [
    CONSENT,
    RISK,
    "compatibility-assessed",
    "concluded",
    "interests-assessed",
];
/// Keys that take `true` or `false`.
const ANSWERS: [&str; 4] = [
    "consent: {alternative: ...}",
    "device-storage: {opt-out: ...}",
    "flagged-sensitive",
    "instructed",
];

/// Whether what a question asks for is a day.
pub fn is_day(key: &str) -> bool {
    DAYS.contains(&key)
}

/// An entry of a list of the estate: the list, its id, and its place.
type Entry = (&'static str, String, Span);

/// What a check asks in a finding.
pub(super) fn asked(
    finding: &Finding,
    estate: &Estate,
    sources: &SourceMap,
) -> Option<QuestionPart> {
    let asks = finding.asks.clone()?;
    let flows = finding.flows.iter().map(|ix| estate.flow(*ix).span);
    let labels = finding.labels.iter();
    let of = |role| {
        let labels = labels.clone();
        labels.filter(move |it| it.role == role).map(|it| it.span)
    };
    let mut places: Vec<Span> = flows.chain(of(LabelRole::Flow)).collect();
    let mut others: Vec<Span> = of(LabelRole::Estate).collect();
    let id = |party: PartyIx| estate.party(party).id.clone();
    let ends = finding.rows.iter();
    let ends = ends.filter_map(|row| Some((id(row.exporter?), id(row.importer?))));
    let between: BTreeSet<(String, String)> = ends.collect();
    if asks == RISK {
        others = undated(estate, &between, |it| it.risk_assessment.is_none())
            .map(|(.., span)| span)
            .collect();
    }
    // `concluded (of the safeguard)` is a key of other entries than flows.
    let (key, entries) = match asks.split_once(" (of the ") {
        Some((key, of)) => (key.to_owned(), entries(of, finding, estate, &between)),
        None => (asks, Vec::new()),
    };
    if let Some((.., first)) = entries.first() {
        places.clear();
        others = vec![*first];
    }
    let first = places
        .first()
        .or(others.first())
        .or(finding.labels.first().map(|it| &it.span))
        .unwrap_or(&estate.root);
    let (file, place) = sources.locate(*first)?;
    let mut part = QuestionPart {
        id: finding.id.clone(),
        question: finding.message.clone(),
        key,
        hint: String::new(),
        guess: None,
        file: file.to_owned(),
        line: place.line,
        rule: finding.rule.clone(),
        places,
        others,
        entries: entries
            .into_iter()
            .map(|(list, id, _)| (list, id))
            .collect(),
        between: between.into_iter().collect(),
    };
    part.hint = hint(std::slice::from_ref(&part));
    Some(part)
}

/// The instruments between some parties that lack something.
fn undated<'e>(
    estate: &'e Estate,
    between: &'e BTreeSet<(String, String)>,
    lacks: impl Fn(&Instrument) -> bool + 'e,
) -> impl Iterator<Item = Entry> + 'e {
    let id = |party: PartyIx| estate.party(party).id.clone();
    let instruments = estate.instruments.iter();
    instruments
        .filter(move |it| between.contains(&(id(it.exporter), id(it.importer))) && lacks(it))
        .map(|it| ("safeguards", it.id.clone(), it.span))
}

/// The entries that take a key which is none of flows, by what the question calls them.
fn entries(
    of: &str,
    finding: &Finding,
    estate: &Estate,
    between: &BTreeSet<(String, String)>,
) -> Vec<Entry> {
    match of.split(')').next() {
        Some("safeguard") => undated(estate, between, |it| it.concluded.is_none()).collect(),
        Some("recipient") => {
            let importers: BTreeSet<PartyIx> =
                finding.rows.iter().filter_map(|row| row.importer).collect();
            let entry = |ix: PartyIx| {
                let party = estate.party(ix);
                ("parties", party.id.clone(), party.span)
            };
            importers.into_iter().map(entry).collect()
        }
        // Where one flow comes from a party, no system of another one can be what it lacks.
        Some("system") => {
            let from = finding.flows.iter();
            let from = from.map(|ix| match estate.shape(estate.flow(*ix).shape).route.from {
                Endpoint::System(system) => Some(system),
                Endpoint::Party(..) | Endpoint::Subjects => None,
            });
            let systems: Option<BTreeSet<SystemIx>> = from.collect();
            let entry = |ix: SystemIx| {
                let system = estate.system(ix);
                ("systems", system.id.clone(), system.span)
            };
            systems.into_iter().flatten().map(entry).collect()
        }
        _ => Vec::new(),
    }
}

/// What an answer to a question is, by its parts.
pub(super) fn hint(parts: &[QuestionPart]) -> String {
    let Some(part) = parts.first() else {
        return String::new();
    };
    match part.key.as_str() {
        CONTRACTS => "`yes` adds the contracts, `none` states that there are none".to_owned(),
        SAFEGUARDS => {
            "a kind such as `eu-scc-2021` adds the instruments, `none` states that there are none"
                .to_owned()
        }
        HOSTING => "add hosting, `none` states that it is not known".to_owned(),
        INFORMS => {
            "`ok` adds a statement that quotes these words; or the line of the notice that states it, such as ID=12"
                .to_owned()
        }
        SHARES => "`ok` adds a statement that quotes these words".to_owned(),
        "statements" => "add a statement that quotes these words".to_owned(),
        "measures" => {
            "`yes` adds the measures that the notice states, `no` states that there are none"
                .to_owned()
        }
        "produces" if part.entries.is_empty() => {
            "add the flow that brings these data to its sender".to_owned()
        }
        CONSENT => format!("add {CONSENT}: a day, such as 2026-01-31, or `per-person`"),
        key if ANSWERS.contains(&key) => format!("add {key}: `true` or `false`"),
        key => match key.strip_prefix(NOT_RECORDED) {
            Some(all) => all_of(all, parts),
            None => added(key, part),
        },
    }
}

/// What an answer is where a key is to be added.
fn added(key: &str, part: &QuestionPart) -> String {
    let ids: Vec<String> = (part.entries.iter())
        .map(|(_, id)| format!("`{id}`"))
        .collect();
    let to = if ids.is_empty() {
        String::new()
    } else {
        format!(" to {}", ids.join(", "))
    };
    let value = match key {
        _ if is_day(key) => ": a day, such as 2026-01-31",
        "access" => ": the id of the party that keeps the data there",
        _ => "",
    };
    format!("add {key}{to}{value}")
}

/// What an answer is to the question whether all of a kind is recorded.
fn all_of(all: &str, parts: &[QuestionPart]) -> String {
    let line = match (parts.iter().any(|it| it.rule == ITEM), parts.len()) {
        (false, _) => "",
        (true, 1) => "; or the line of the notice that states it, such as ID=12",
        (true, _) => {
            "; of a part about information: the line of the notice that states it, such as ID=12"
        }
    };
    format!("`ok` states that all {all} are recorded{line}")
}

/// What an answer to a guess is.
pub(super) fn hint_of_guess(key: &str) -> String {
    match key {
        "scope" => {
            "`ok` where it is right, `none` where its country decides, or another value".to_owned()
        }
        key => format!("`ok` where it is right, or another value of {key}"),
    }
}
