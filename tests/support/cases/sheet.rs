//! A case in two halves: the question, and the key to it, which stays sealed until the engine has
//! answered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fairnotice::law::Regime;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::support::yaml::parsed;

/// All that the engine may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The estate's first file.
    pub estate: PathBuf,
    /// The day on which it is judged.
    pub as_of: Date,
    /// The regime whose findings and transfers count.
    pub regime: Regime,
}

/// What the engine answered.
#[derive(Debug, Default)]
pub struct Answer {
    /// Why the program refuses the estate; empty if it does not.
    pub refused: String,
    /// The flows of the estate.
    pub flows: BTreeSet<String>,
    /// Those of them that are restricted transfers to their own recipient.
    pub transfers: BTreeSet<String>,
    /// The findings under the regime.
    pub findings: Vec<Found>,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Found {
    /// The rule that made it.
    pub rule: String,
    /// The rule, and those that say the same less precisely.
    pub rules: BTreeSet<String>,
    /// The flows that it is about.
    pub flows: Vec<String>,
    pub severity: &'static str,
    pub title: String,
    pub message: String,
}

/// A case.
pub struct Sheet {
    pub question: Question,
    sealed: Value,
}

impl Sheet {
    /// The cases of a folder: the folders in it that have an `expect.yaml`.
    pub fn all(folder: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut cases: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.join("expect.yaml").is_file())
            .collect();
        cases.sort();
        assert!(!cases.is_empty(), "{}: no cases", folder.display());
        cases.iter().map(|case| Self::read(case)).collect()
    }

    /// The case in a folder. Its name is the id.
    pub fn read(folder: &Path) -> Self {
        let path = folder.join("expect.yaml");
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let Value::Object(mut key) = parsed(&text) else {
            panic!("{}: not a map", path.display());
        };
        let id = folder.file_name().unwrap().to_str().unwrap();
        key.insert("id".to_owned(), id.into());
        Self {
            question: Question {
                estate: folder.join("fairnotice.yaml"),
                as_of: taken(&mut key, "as_of").parse().unwrap(),
                regime: Regime::from_id(&taken(&mut key, "regime")).unwrap(),
            },
            sealed: Value::Object(key),
        }
    }

    /// The key: for those who have an answer.
    pub fn open(self, _: &Answer) -> Key {
        let shown = self.sealed["id"].to_string();
        let mut key: Key =
            serde_json::from_value(self.sealed).unwrap_or_else(|error| panic!("{shown}: {error}"));
        key.question = Some(self.question);
        key
    }
}

/// The text of an entry, which is taken out.
fn taken(key: &mut Map<String, Value>, name: &str) -> String {
    match key.remove(name) {
        Some(Value::String(text)) => text,
        other => panic!("{}: {name}: {other:?}", key["id"]),
    }
}

/// What is expected, and where the case comes from: `expect.yaml` without what the question took.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Key {
    /// The name of its folder.
    pub id: String,
    /// What was asked; filled in when the key is opened.
    #[serde(skip)]
    pub question: Option<Question>,
    /// The decision or guidance.
    pub source: String,
    /// Why the outcome is what it is.
    pub why: String,
    /// For each flow that counts, whether it is a restricted transfer.
    pub transfers: BTreeMap<String, bool>,
    /// Rules each of which must find something.
    pub findings: Vec<String>,
    /// Lists of rules of which one must find something.
    pub any_of: Vec<Vec<String>>,
    /// Rules that must find nothing.
    pub not_findings: Vec<String>,
    /// The flow on which a rule must find something.
    pub at: BTreeMap<String, String>,
    /// What of the facts an estate cannot say. Such a case is not right, whatever comes out.
    pub inexpressible: String,
    /// A case that differs in one fact and in its outcome.
    pub pair: String,
    /// What makes the outcome less than certain.
    pub doubt: String,
    /// How a fact was written that the format has no key of its own for.
    pub note: String,
    /// The official text of the source.
    pub link: String,
    /// Whose decision or guidance it is.
    pub authority: String,
    /// The page of the gallery that shows it.
    pub topic: String,
    /// What it is about, in a few words.
    pub title: String,
    /// The facts, in a paragraph.
    pub facts: String,
    /// Keys that there are not.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

impl Key {
    /// Whether the case says of one of some rules that it must find something, or must not.
    pub fn names(&self, rules: &BTreeSet<String>) -> bool {
        let named = self.findings.iter().chain(self.any_of.iter().flatten());
        named
            .chain(&self.not_findings)
            .any(|rule| rules.contains(rule))
    }
}
