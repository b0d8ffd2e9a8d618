//! What an activity of a record says of its flows: the values of their keys, each with where it comes from.

use super::activities::Activity;
use super::meaning::{self, Meaning};
use super::terms::Terms;
use super::values::{self, is_none};
use crate::import::declaration::around::Around;
use crate::import::declaration::part::{Certainty, Entry, Value};
use crate::import::declaration::row::Words;
use crate::taxonomy::TermKind;

/// A value, how sure it is, and why.
#[derive(Debug, Clone)]
pub(super) struct Guess {
    pub key: &'static str,
    pub value: Value,
    pub certainty: Certainty,
    pub why: String,
}

/// What an activity says of all its flows.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// People, data, purposes, legal basis and measures.
    pub shared: Vec<Guess>,
    /// How long the controller keeps the data.
    pub retention: Option<Guess>,
}

impl Content {
    /// An entry with what all flows share.
    pub fn on(&self, entry: Entry) -> Entry {
        self.shared
            .iter()
            .fold(entry, |entry, guess| guess.on(entry))
    }
}

impl Guess {
    /// An entry with this value.
    pub fn on(&self, entry: Entry) -> Entry {
        entry.guess(self.key, self.value.clone(), self.certainty, &self.why)
    }
}

/// What an activity says of its flows; `None` where it says neither who, nor what, nor what for.
pub(super) fn of(
    activity: &Activity,
    around: &Around<'_>,
    terms: &mut Terms<'_>,
) -> Option<Content> {
    let mut content = Content::default();
    let mut stated = 0;
    for (key, meaning, kind) in [
        ("subjects", Meaning::Subjects, TermKind::Subject),
        ("data", Meaning::Data, TermKind::Data),
        ("purpose", Meaning::Purpose, TermKind::Purpose),
    ] {
        let guess = terms_of(activity, (key, meaning, kind), around, terms);
        stated += usize::from(guess.is_some());
        content.shared.push(guess.unwrap_or_else(|| Guess {
            key,
            value: Value::Text(terms.broadest(kind)),
            certainty: Certainty::Look,
            why: format!("{} does not state it, and this covers all", around.what),
        }));
    }
    if stated == 0 {
        return None;
    }
    content.shared.extend(basis(activity, around));
    content.shared.extend(condition(activity, around));
    let measures = ("measures", Meaning::Measures, TermKind::Measure);
    content
        .shared
        .extend(terms_of(activity, measures, around, terms));
    content.retention = retention(activity, around);
    Some(content)
}

/// The terms of a key.
fn terms_of(
    activity: &Activity,
    (key, meaning, kind): (&'static str, Meaning, TermKind),
    around: &Around<'_>,
    terms: &mut Terms<'_>,
) -> Option<Guess> {
    let (mut all, mut origins, mut is_known): (Vec<String>, Vec<String>, bool) =
        (Vec::new(), Vec::new(), true);
    for (words, text) in cells(activity, meaning, terms) {
        let origin = around.origin(words).shown();
        let found = terms.of(kind, &text, &origin);
        if found.terms.is_empty() {
            continue;
        }
        is_known &= found.is_known;
        for term in found.terms {
            if !all.contains(&term) {
                all.push(term);
            }
        }
        origins.push(origin);
    }
    let certainty = if is_known {
        Certainty::Certain
    } else {
        Certainty::Look
    };
    (!all.is_empty()).then(|| Guess {
        key,
        value: Value::List(all),
        certainty,
        why: origins.join("; "),
    })
}

/// The cells on a meaning, with the words of each. Of a column on both data and data subjects, the words that the
/// vocabulary knows as people are the data subjects.
fn cells<'a>(
    activity: &'a Activity,
    meaning: Meaning,
    terms: &mut Terms<'_>,
) -> Vec<(&'a Words, String)> {
    let is_of_both = |words: &&Words| words.column.as_deref().is_some_and(meaning::is_of_both);
    let own = activity.about(meaning);
    let shared = activity.about(Meaning::Subjects).filter(is_of_both);
    let mut found: Vec<(&Words, String)> = Vec::new();
    for words in own.filter(|words| meaning != Meaning::Subjects || !is_of_both(words)) {
        found.push((words, words.text.clone()));
    }
    if matches!(meaning, Meaning::Data | Meaning::Subjects) {
        for words in shared {
            let all = values::items(&words.text);
            let mut all: Vec<String> = all.iter().flat_map(|it| values::parts(it)).collect();
            all.retain(|it| {
                terms.known(TermKind::Subject, it).is_some() == (meaning == Meaning::Subjects)
            });
            found.push((words, all.join("; ")));
        }
    }
    found
}

fn basis(activity: &Activity, around: &Around<'_>) -> Option<Guess> {
    let (words, bases) = activity
        .about(Meaning::Basis)
        .map(|words| (words, values::bases(&words.text)))
        .find(|(_, bases)| !bases.is_empty())?;
    let origin = around.origin(words).shown();
    let first = bases.first()?;
    let (certainty, why) = match bases.as_slice() {
        [_] => (Certainty::Certain, origin),
        all => (
            Certainty::Look,
            format!(
                "{origin}; a flow has one basis, and the words name {}",
                all.join(", ")
            ),
        ),
    };
    Some(Guess {
        key: "basis",
        value: Value::Text((*first).to_owned()),
        certainty,
        why,
    })
}

fn condition(activity: &Activity, around: &Around<'_>) -> Option<Guess> {
    let (words, condition) = activity
        .about(Meaning::Condition)
        .find_map(|words| Some((words, values::condition(&words.text)?)))?;
    let is_written = words.text.contains("9(2)");
    Some(Guess {
        key: "condition",
        value: Value::Text(condition),
        certainty: if is_written {
            Certainty::Certain
        } else {
            Certainty::Look
        },
        why: around.origin(words).shown(),
    })
}

fn retention(activity: &Activity, around: &Around<'_>) -> Option<Guess> {
    let said: Vec<_> = activity
        .about(Meaning::Retention)
        .filter(|words| !is_none(&words.text))
        .collect();
    let whole: Vec<&str> = said.iter().map(|words| words.text.as_str()).collect();
    let kept = values::retention(&whole.join("; "))?;
    let origins: Vec<String> = said
        .iter()
        .map(|words| around.origin(words).shown())
        .collect();
    let mut why = origins.join("; ");
    if kept.is_longest {
        why.push_str(
            "; the longest of several periods: split the flow where data are kept for less",
        );
    }
    Some(Guess {
        key: "retention",
        value: Value::Text(kept.written),
        certainty: if kept.is_all {
            Certainty::Certain
        } else {
            Certainty::Look
        },
        why,
    })
}
