//! What an answer to an open question changes: the texts of the files of an estate, edited and not written yet.

mod guesses;
mod recorded;
mod remedied;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::edited::file_of;
use crate::engine::check::Outcome;
use crate::engine::policy::ChangeKind;
use crate::estate::model::Estate;
use crate::input::{Files, SourceMap, Span, edit};
use crate::project::Project;
use crate::view::{
    CONTRACTS, HOSTING, INFORMS, NOT_RECORDED, QuestionList, QuestionPart, SAFEGUARDS, SHARES,
};

pub use guesses::SCOPE_WITHOUT_SEAT;

/// Texts of files that are edited, by path.
pub type Texts = BTreeMap<String, String>;

/// An estate with its open questions.
pub struct Asked<'a> {
    /// The estate.
    pub project: &'a Project,
    /// What a check of it found.
    pub outcome: &'a Outcome,
    /// The questions.
    pub list: &'a QuestionList,
    /// Its files.
    pub files: &'a dyn Files,
    /// The first of them.
    pub first: &'a str,
    /// The day of the check.
    pub day: Date,
}

/// Why an answer is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// What is wrong; where to edit by hand is for the caller to add.
    Fault(String),
    /// What is wrong, and what to do instead.
    Advice(String),
}

/// An answer: the parts that it is about, and its value.
pub struct Answer<'a> {
    /// The parts of the question, or the one that was answered.
    pub parts: &'a [QuestionPart],
    /// The id of the question of which one part was answered.
    pub whole: Option<&'a str>,
    /// The value, as YAML has it.
    pub value: &'a str,
}

impl Answer<'_> {
    /// The edits that may write an answer down, the first that should be tried first.
    ///
    /// # Errors
    /// Where no edit can, with what to do instead.
    pub fn edits(&self, asked: &Asked<'_>) -> Result<Vec<Texts>, Refused> {
        let Some(part) = self.parts.first() else {
            return Ok(Vec::new());
        };
        let (estate, sources) = (&asked.project.estate, &asked.project.sources);
        if part.guess.is_some() {
            if let Some(advice) = self.no_name() {
                return Err(Refused::Advice(advice));
            }
            return Ok(self.guesses(asked));
        }
        if let Some(all) = part.key.strip_prefix(NOT_RECORDED) {
            return self.all_recorded(all, asked);
        }
        if let Some(advice) = self.advice(asked) {
            return Err(Refused::Advice(advice));
        }
        Ok(match (part.key.as_str(), self.value) {
            (CONTRACTS | SAFEGUARDS, "none") => without(&part.key, sources, asked.first),
            (HOSTING, "none") => without("locations", sources, asked.first),
            (CONTRACTS, "yes") => self.entries(estate, sources, asked.first),
            (SAFEGUARDS, _) => self.entries(estate, sources, asked.first),
            (INFORMS | SHARES | "produces", "ok" | "yes") => {
                vec![remedied::remedied(
                    self.parts,
                    ChangeKind::RecordFact,
                    asked,
                )?]
            }
            (INFORMS, _) => vec![self.stated(asked)?],
            ("measures", "yes") => {
                vec![remedied::remedied(
                    self.parts,
                    ChangeKind::AddMeasure,
                    asked,
                )?]
            }
            ("measures", "no") => self.keys("none", sources),
            _ if !part.entries.is_empty() => self.in_entries(asked),
            (_, "yes") => self.keys("true", sources),
            (_, "no") => self.keys("false", sources),
            _ => self.keys(self.value, sources),
        })
    }

    /// Guesses confirmed, or replaced by the value.
    fn guesses(&self, asked: &Asked<'_>) -> Vec<Texts> {
        let sources = &asked.project.sources;
        let value = (self.value != "ok").then_some(self.value);
        // One value is no answer to what several keys ask.
        let keys: BTreeSet<&str> = self.parts.iter().map(|it| it.key.as_str()).collect();
        if value.is_some() && keys.len() > 1 {
            return Vec::new();
        }
        let places = || self.parts.iter().flat_map(|it| &it.places);
        let scopes: Vec<&Span> = match (keys.first(), value) {
            (Some(&"scope"), Some("none" | "{}")) => places().collect(),
            // A scope that was written because the seat was unknown goes with the seat.
            (Some(&"country"), Some(_)) => self.scopes_without_seat(asked).collect(),
            _ => Vec::new(),
        };
        let change = |text: &str, span: Span| {
            if scopes.contains(&&span) {
                guesses::without(text, span)
            } else {
                guesses::guess(text, span, value)
            }
        };
        let with = edit_each(places().chain(scopes.iter().copied()), sources, change);
        // Where the country alone does not make the party subject to a law, the scope stays.
        let alone = edit_each(places(), sources, |text, span| {
            guesses::guess(text, span, value)
        });
        let is_scope = keys.contains("scope") && !scopes.is_empty();
        let alone = alone.filter(|_| !is_scope);
        let abroad = value.and_then(|value| self.abroad(value, asked));
        with.into_iter().chain(alone).chain(abroad).collect()
    }

    /// The country of the controller with a scope: alone it may take the estate out of every law that is checked.
    fn abroad(&self, country: &str, asked: &Asked<'_>) -> Option<Texts> {
        let estate = &asked.project.estate;
        let us = estate.party(estate.controller);
        let is_ours = |part: &QuestionPart| part.entries.iter().any(|(_, id)| *id == us.id);
        let has_scope = us.scope_eu.is_some() || us.scope_uk.is_some();
        let [part] = self.parts else { return None };
        if part.key != "country" || has_scope || !is_ours(part) {
            return None;
        }
        edit_each(part.places.iter(), &asked.project.sources, |text, span| {
            guesses::country_abroad(text, span, country)
        })
    }

    /// The guessed scopes of the parties whose country is answered that were written because their seats were not known.
    fn scopes_without_seat<'q>(&'q self, asked: &'q Asked<'_>) -> impl Iterator<Item = &'q Span> {
        let all = asked.list.questions.iter().flat_map(|it| &it.parts);
        let of_same = |scope: &&QuestionPart| {
            let mut parts = self.parts.iter();
            parts.any(|it| it.entries == scope.entries && it.file == scope.file)
        };
        all.filter(|it| it.key == "scope" && it.question.ends_with(SCOPE_WITHOUT_SEAT))
            .filter(of_same)
            .flat_map(|it| &it.places)
    }

    /// A key in each entry: in all flows, else in all others, else in one of them alone.
    fn keys(&self, value: &str, sources: &SourceMap) -> Vec<Texts> {
        let key = self.parts.first().map_or("", |it| it.key.as_str());
        // `consent: {alternative: ...}` names a key within a key.
        let (key, value) = match key.split_once(": ") {
            Some((key, shape)) => (key, shape.replace("...", value)),
            None => (key, value.to_owned()),
        };
        let add = |text: &str, span| edit::key_added(text, span, key, &value);
        let flows = || self.parts.iter().flat_map(|it| &it.places);
        let others = || self.parts.iter().flat_map(|it| &it.others);
        let all = [
            edit_each(flows(), sources, add),
            edit_each(others(), sources, add),
        ];
        let each = flows().chain(others());
        let each = each.filter_map(|it| edit_each(std::iter::once(it), sources, add));
        all.into_iter().flatten().chain(each).collect()
    }

    /// An entry for each pair of parties between which nothing is recorded.
    fn entries(&self, estate: &Estate, sources: &SourceMap, first: &str) -> Vec<Texts> {
        let list = self.parts.first().map_or("", |it| it.key.as_str());
        let us = &estate.party(estate.controller).id;
        let Some((path, mut text)) = file_of(list, first, sources) else {
            return Vec::new();
        };
        let contracts = estate.contracts.iter().map(|it| it.id.as_str());
        let mut taken: BTreeSet<String> = contracts
            .chain(estate.instruments.iter().map(|it| it.id.as_str()))
            .map(str::to_owned)
            .collect();
        let between: BTreeSet<&(String, String)> =
            self.parts.iter().flat_map(|it| &it.between).collect();
        for (one, other) in between {
            let kind = match list {
                CONTRACTS if one == us => "processor",
                CONTRACTS => "sub-processor",
                _ => self.value,
            };
            let mut id = format!("{one}-{other}");
            let mut again = 2;
            while !taken.insert(id.clone()) {
                id = format!("{one}-{other}-{again}");
                again += 1;
            }
            let entry = [
                ("id", id),
                ("kind", kind.to_owned()),
                ("between", format!("[{one}, {other}]")),
            ];
            let Some(with) = edit::entry_appended(&text, list, &entry) else {
                return Vec::new();
            };
            text = with;
        }
        vec![Texts::from([(path, text)])]
    }
}

/// The first file without a word in its `not-recorded`.
pub fn without(word: &str, sources: &SourceMap, first: &str) -> Vec<Texts> {
    let mut files = sources.iter();
    let text = files.find(|(_, it)| it.path() == first);
    let text = text.and_then(|(_, it)| edit::word_removed(it.text(), "not-recorded", word));
    let texts = text.map(|text| Texts::from([(first.to_owned(), text)]));
    texts.into_iter().collect()
}

/// Edits at places of several files, in each the last first, so that the places before it stay; `None` where
/// nothing can be edited.
fn edit_each<'p>(
    places: impl Iterator<Item = &'p Span>,
    sources: &SourceMap,
    change: impl Fn(&str, Span) -> Option<String>,
) -> Option<Texts> {
    let mut places: Vec<Span> = places.copied().collect();
    places.sort_by_key(|it| Reverse((it.file, it.start, it.end)));
    places.dedup();
    let mut texts = Texts::new();
    for span in places {
        let Some(source) = sources.file(span.file).filter(|it| !it.is_builtin()) else {
            continue;
        };
        let before = texts
            .get(source.path())
            .map_or(source.text(), String::as_str);
        if let Some(after) = change(before, span) {
            texts.insert(source.path().to_owned(), after);
        }
    }
    (!texts.is_empty()).then_some(texts)
}
