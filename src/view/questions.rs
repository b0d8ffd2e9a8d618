//! What is open in an estate: what a check asks for because nobody recorded it, and values that an import guessed. What
//! one answer can settle is one question: all findings of a rule, and all guesses of one kind in a list of a file.
//! The most valuable first: what settles most, what many findings or every transfer depend on.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::asked::{HOSTING, NOT_RECORDED, QuestionPart, asked, hint, hint_of_guess};
use super::guesses::{Guess, guesses};
use crate::engine::check::Outcome;
use crate::engine::finding::{Finding, fingerprint};
use crate::estate::model::Estate;
use crate::input::SourceMap;

/// What a wrong value of a key costs; other keys cost [`OTHERS`].
const WORTH: [(&str, u32); 14] = [
    ("scope", 90),
    ("country", 80),
    ("hosting", 75),
    ("controller", 75),
    ("data", 65),
    ("basis", 62),
    ("condition", 60),
    ("operator", 58),
    ("purpose", 55),
    ("subjects", 50),
    ("kind", 48),
    ("retention", 45),
    ("vendor", 40),
    ("name", 20),
];
const OTHERS: u32 = 30;
/// What nobody knows is worth more than what somebody guessed.
const UNKNOWN: u32 = 15;
/// What a check asks for is worth more than any guess; each flow that it is about adds to it.
const ASKED: u32 = 110;
/// Each part that an answer settles adds to the worth of the question, up to so many.
const MOST_PARTS: u32 = 25;
/// As many parts are named in a sentence, at most.
const MOST_NAMED: usize = 4;

/// The open questions of an estate.
#[derive(Debug, Clone)]
pub struct QuestionList {
    /// The questions, the most valuable first.
    pub questions: Vec<Question>,
}

/// An open question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Question {
    /// Its id: of what a check asks in one finding, that of the finding.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// The key that answers it.
    pub key: String,
    /// What an answer is.
    pub hint: String,
    /// The value that was guessed; null where there is none, or several.
    pub guess: Option<String>,
    /// Whether values were guessed, which `ok` confirms.
    pub is_guess: bool,
    /// The file of its first part, relative to the estate's folder.
    pub file: String,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// How valuable an answer is, to be compared with others.
    pub worth: u32,
    /// What one answer settles. Each part can be answered by its own id as well.
    pub parts: Vec<QuestionPart>,
}

impl QuestionList {
    /// The open questions of an estate and of a check of it.
    pub fn of(estate: &Estate, sources: &SourceMap, outcome: &Outcome) -> Self {
        let mut by_key: BTreeMap<(&str, &str), Vec<(&Finding, QuestionPart)>> = BTreeMap::new();
        let findings = outcome.findings.iter().filter(|it| !it.is_suppressed());
        for finding in findings {
            if let Some(part) = asked(finding, estate, sources) {
                let asks = finding.asks.as_deref().unwrap_or_default();
                // What is asked about the estate as a whole is one question, whatever rules ask it.
                let rule = if asks.starts_with(NOT_RECORDED) {
                    ""
                } else {
                    finding.rule.as_str()
                };
                let parts = by_key.entry((rule, asks)).or_default();
                parts.push((finding, part));
            }
        }
        let guesses = guesses(sources);
        // Where a place is marked as unknown, that is the question.
        let mut unknown = guesses.iter().filter(|it| it.is_unknown);
        if unknown.any(|it| matches!(it.key, HOSTING | "country")) {
            by_key.retain(|(_, key), _| *key != HOSTING);
        }
        let mut questions: Vec<Question> = by_key.into_values().filter_map(of_rule).collect();
        questions.extend(grouped(guesses).into_iter().filter_map(of_guesses));
        let place = |it: &Question| (it.file.clone(), it.line);
        questions.sort_by_cached_key(|it| (Reverse(it.worth), place(it), it.id.clone()));
        Self { questions }
    }

    /// The question or the part with an id: its parts; and of a part, the question that it is a part of.
    pub fn parts_of(&self, id: &str) -> Option<(&[QuestionPart], Option<&Question>)> {
        let whole = self.questions.iter().find(|it| it.id == id);
        let part = || {
            let mut parts = (self.questions.iter())
                .flat_map(|whole| whole.parts.iter().map(move |part| (part, whole)));
            parts.find(|(it, _)| it.id == id)
        };
        whole
            .map(|it| (it.parts.as_slice(), None))
            .or_else(|| part().map(|(it, whole)| (std::slice::from_ref(it), Some(whole))))
    }

    /// All ids that can be answered.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.questions.iter().flat_map(|it| {
            let parts = it.parts.iter().map(|part| part.id.as_str());
            std::iter::once(it.id.as_str()).chain(parts)
        })
    }
}

/// The question of all findings of a rule.
fn of_rule(found: Vec<(&Finding, QuestionPart)>) -> Option<Question> {
    let (_, part) = found.first()?;
    let flows: usize = found.iter().map(|(it, _)| it.flows.len()).sum();
    let (id, question) = match found.as_slice() {
        [_] => (part.id.clone(), part.question.clone()),
        all => {
            let title = of_several(all);
            (group_id("asked", found.iter().map(|(_, it)| it)), title)
        }
    };
    let (key, file, line) = (part.key.clone(), part.file.clone(), part.line);
    let parts: Vec<QuestionPart> = found.into_iter().map(|(_, part)| part).collect();
    let hint = hint(&parts);
    Some(Question {
        id,
        question,
        key,
        hint,
        guess: None,
        is_guess: false,
        file,
        line,
        worth: ASKED + 10 * flows.min(20) as u32 + settled(parts.len()),
        parts,
    })
}

/// What several findings ask together.
fn of_several(all: &[(&Finding, QuestionPart)]) -> String {
    let mut titles: Vec<String> = Vec::new();
    for (finding, _) in all {
        if !titles.contains(&finding.title) {
            titles.push(finding.title.clone());
        }
    }
    format!("{}: {} findings", titles.join("; "), all.len())
}

fn settled(parts: usize) -> u32 {
    u32::try_from(parts.saturating_sub(1))
        .unwrap_or(MOST_PARTS)
        .min(MOST_PARTS)
}

/// Guesses of which one answer can confirm all: what they say of the entries of a list, whatever the file. Those on
/// the controller are asked by themselves, and so is what nobody knows.
fn grouped<'s>(all: Vec<Guess<'s>>) -> Vec<Vec<Guess<'s>>> {
    let mut groups: BTreeMap<(bool, &str, &str, bool), Vec<Guess<'s>>> = BTreeMap::new();
    for it in all {
        let key = (it.is_in_first, it.list, aspect(&it), it.is_unknown);
        groups.entry(key).or_default().push(it);
    }
    groups.into_values().collect()
}

/// What a guess says of its entry.
fn aspect<'s>(guess: &Guess<'s>) -> &'s str {
    match (guess.list, guess.key) {
        _ if guess.is_unknown => guess.key,
        ("parties", _) => "who they are",
        ("systems", _) => "what they are",
        ("flows", "basis" | "condition" | "retention" | "measures") => "lawfulness",
        ("statements", "collects" | "uses" | "retains" | "relies-on") => "what is done",
        ("statements", "shares" | "transfers") => "who receives",
        ("statements", _) => "what else",
        (_, key) => key,
    }
}

/// The question of guesses that one answer confirms.
fn of_guesses(guesses: Vec<Guess<'_>>) -> Option<Question> {
    let first = guesses.first()?;
    let worth = guesses.iter().map(|it| {
        let known = WORTH.iter().find(|(of, _)| *of == it.key);
        known.map_or(OTHERS, |(_, worth)| *worth) + u32::from(it.is_unknown) * UNKNOWN
    });
    let worth = worth.max().unwrap_or(OTHERS) + settled(guesses.len());
    let parts: Vec<QuestionPart> = guesses.iter().map(part).collect();
    let distinct = |of: fn(&Guess<'_>) -> String| -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for it in &guesses {
            let it = of(it);
            if !all.contains(&it) {
                all.push(it);
            }
        }
        all
    };
    let keys = distinct(|it| it.key.to_owned());
    let key = match keys.as_slice() {
        [only] => only.clone(),
        keys => keys.join(", "),
    };
    let values = distinct(|it| it.value.to_owned());
    let guess = match values.as_slice() {
        [only] if keys.len() == 1 => Some(only.clone()),
        _ => None,
    };
    let (id, question) = match parts.as_slice() {
        [only] => (only.id.clone(), only.question.clone()),
        _ => {
            let entries = distinct(|it| it.under.to_owned());
            let named = entries.iter().take(MOST_NAMED).map(|it| format!("`{it}`"));
            let named: Vec<String> = named.collect();
            let more = match entries.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let count = parts.len();
            let named = named.join(", ");
            let words = if first.is_unknown {
                format!("`{key}` is unknown {count} times: of {named}{more}")
            } else {
                format!("are {count} guesses right? {key} of {named}{more}")
            };
            (group_id("guesses", parts.iter()), words)
        }
    };
    Some(Question {
        id,
        question,
        hint: hint_of_guess(&key),
        key,
        guess,
        is_guess: true,
        file: first.path.to_owned(),
        line: first.line,
        worth,
        parts,
    })
}

/// The id of a group: that of its parts, so that it is another question once one of them is answered.
fn group_id<'p>(kind: &'p str, parts: impl Iterator<Item = &'p QuestionPart>) -> String {
    let ids = parts.map(|it| it.id.as_str());
    let all: Vec<&str> = std::iter::once(kind).chain(ids).collect();
    fingerprint(&all)
}

fn part(guess: &Guess<'_>) -> QuestionPart {
    QuestionPart {
        id: fingerprint(&["guess", guess.path, guess.entry, guess.key]),
        question: match guess.entry {
            "" => format!("is `{}` right? {}", guess.key, guess.reason),
            entry => format!("`{entry}`: is `{}` right? {}", guess.key, guess.reason),
        },
        key: guess.key.to_owned(),
        hint: hint_of_guess(guess.key),
        guess: Some(guess.value.to_owned()),
        file: guess.path.to_owned(),
        line: guess.line,
        rule: String::new(),
        places: vec![guess.span],
        others: Vec::new(),
        entries: vec![("", guess.entry.to_owned())],
        between: Vec::new(),
    }
}
