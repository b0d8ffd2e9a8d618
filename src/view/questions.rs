//! What is open in an estate: what a check asks for because nobody recorded it, and values that an import guessed. The
//! most valuable first: what many findings or every transfer depend on.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::check::Outcome;
use crate::engine::facts::LabelRole;
use crate::engine::finding::{Finding, fingerprint};
use crate::estate::model::Estate;
use crate::input::{SourceMap, Span};

/// How a guess begins.
const LOOK: &str = "# look: ";

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

/// The open questions of an estate.
#[derive(Debug, Clone)]
pub struct QuestionList {
    /// The questions, the most valuable first.
    pub questions: Vec<Question>,
}

/// An open question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Question {
    /// Its id: of what a check asks, that of the finding.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// The key that answers it.
    pub key: String,
    /// The value that was guessed; null where there is none.
    pub guess: Option<String>,
    /// The file, relative to the estate's folder.
    pub file: String,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// How valuable an answer is, to be compared with others.
    pub worth: u32,
    /// Where the entries are to which an answer belongs.
    #[serde(skip)]
    pub places: Vec<Span>,
}

impl QuestionList {
    /// The open questions of an estate and of a check of it.
    pub fn of(estate: &Estate, sources: &SourceMap, outcome: &Outcome) -> Self {
        let findings = outcome.findings.iter().filter(|it| !it.is_suppressed());
        let asked = findings.filter_map(|finding| asked(finding, estate, sources));
        let mut questions: Vec<Question> = asked.collect();
        questions.extend(guesses(sources));
        let place = |it: &Question| (it.file.clone(), it.line);
        questions.sort_by_cached_key(|it| (Reverse(it.worth), place(it), it.id.clone()));
        Self { questions }
    }
}

/// What a check asks.
fn asked(finding: &Finding, estate: &Estate, sources: &SourceMap) -> Option<Question> {
    let key = finding.asks.clone()?;
    let flows = finding.flows.iter().map(|ix| estate.flow(*ix).span);
    let labels = finding.labels.iter();
    let labels = labels.filter(|it| matches!(it.role, LabelRole::Flow | LabelRole::Estate));
    let places: Vec<Span> = flows.chain(labels.map(|it| it.span)).collect();
    let first = places
        .first()
        .or(finding.labels.first().map(|it| &it.span))?;
    let (file, place) = sources.locate(*first)?;
    Some(Question {
        id: finding.id.clone(),
        question: finding.message.clone(),
        key,
        guess: None,
        file: file.to_owned(),
        line: place.line,
        worth: ASKED + 10 * finding.flows.len().min(20) as u32,
        places,
    })
}

/// The values that comments of the estate's files mark as guesses.
fn guesses(sources: &SourceMap) -> Vec<Question> {
    let mut questions = Vec::new();
    let own = sources.iter().filter(|(_, it)| !it.is_builtin());
    for (id, source) in own {
        let path = source.path();
        if !(path.ends_with(".yaml") || path.ends_with(".yml")) {
            continue;
        }
        let (mut entry, mut why): (&str, Option<&str>) = ("", None);
        let mut start = 0;
        for (at, line) in source.text().split_inclusive('\n').enumerate() {
            let span = Span::new(id, start, start + line.len() as u32);
            start = span.end;
            let words = line.trim();
            if let Some(reason) = words.strip_prefix(LOOK) {
                why = Some(reason);
                continue;
            }
            if words.starts_with('#') {
                continue;
            }
            let (key, value) = words.split_once(": ").unwrap_or((words, ""));
            if let Some(key) = key.strip_prefix("- ") {
                entry = if key == "id" { value } else { "" };
            }
            let Some(reason) = why.take() else { continue };
            let key = key.trim_start_matches("- ");
            let is_unknown = value.contains("unknown");
            let known = WORTH.iter().find(|(of, _)| *of == key);
            let worth = known.map_or(OTHERS, |(_, worth)| *worth) + u32::from(is_unknown) * UNKNOWN;
            questions.push(Question {
                id: fingerprint(&["guess", path, entry, key]),
                question: match entry {
                    "" => format!("is `{key}` right? {reason}"),
                    entry => format!("`{entry}`: is `{key}` right? {reason}"),
                },
                key: key.to_owned(),
                guess: Some(value.to_owned()),
                file: path.to_owned(),
                line: at as u32 + 1,
                worth,
                places: vec![span],
            });
        }
    }
    questions
}
