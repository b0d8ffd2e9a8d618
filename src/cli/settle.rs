//! What an answer to an open question changes: the texts of the files of an estate, edited and not written yet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::answers;
use super::edited::file_of;
use crate::estate::model::Estate;
use crate::input::{SourceMap, Span, edit};
use crate::view::{CONTRACTS, HOSTING, NOT_RECORDED, QuestionPart, SAFEGUARDS};

/// Texts of files that are edited, by path.
pub type Texts = BTreeMap<String, String>;

/// An answer: the parts that it is about, and its value.
pub struct Answer<'a> {
    /// The parts of the question, or the one that was answered.
    pub parts: &'a [QuestionPart],
    /// The value, as YAML has it.
    pub value: &'a str,
}

impl Answer<'_> {
    /// The edits that may write an answer down, the first that should be tried first.
    pub fn edits(&self, estate: &Estate, sources: &SourceMap, first: &str) -> Vec<Texts> {
        let Some(part) = self.parts.first() else {
            return Vec::new();
        };
        if part.guess.is_some() {
            return self.guesses(sources).into_iter().collect();
        }
        let all = part.key.strip_prefix(NOT_RECORDED);
        match (part.key.as_str(), self.value) {
            (CONTRACTS | SAFEGUARDS, "none") => without(&part.key, sources, first),
            (HOSTING, "none") => without("locations", sources, first),
            (_, "ok") if all.is_some() => without(all.unwrap_or_default(), sources, first),
            (CONTRACTS, "yes") => self.entries(estate, sources, first),
            (SAFEGUARDS, _) => self.entries(estate, sources, first),
            _ => self.keys(sources),
        }
    }

    /// Guesses confirmed, or replaced by the value.
    fn guesses(&self, sources: &SourceMap) -> Option<Texts> {
        let value = (self.value != "ok").then_some(self.value);
        // One value is no answer to what several keys ask.
        let keys: BTreeSet<&str> = self.parts.iter().map(|it| it.key.as_str()).collect();
        if value.is_some() && keys.len() > 1 {
            return None;
        }
        let places = self.parts.iter().flat_map(|it| &it.places);
        edit_each(places, sources, |text, span| {
            answers::guess(text, span, value)
        })
    }

    /// A key in each entry: in all flows, else in all others, else in one of them alone.
    fn keys(&self, sources: &SourceMap) -> Vec<Texts> {
        let key = self.parts.first().map_or("", |it| it.key.as_str());
        // `consent: {alternative: ...}` names a key within a key.
        let (key, value) = match key.split_once(": ") {
            Some((key, shape)) => (key, shape.replace("...", self.value)),
            None => (key, self.value.to_owned()),
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
