//! A case in two halves: the question, and the key to it, which stays sealed until the engine has
//! answered.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// The keys that the engine may see.
const QUESTION: [&str; 3] = ["regime", "as_of", "facts"];

/// What the engine answered of a case.
#[derive(Debug, Default)]
pub struct Answer {
    /// Why the case could not be put into an estate; empty if it could.
    pub inexpressible: String,
    /// Keys and words of the case that were not read.
    pub unread: Vec<String>,
    /// The flows that are restricted transfers themselves.
    pub transfers: Vec<String>,
    /// Some flow is one, or makes one by the access that others have to where it leads.
    pub any_transfer: bool,
    /// The findings under the regime: the rule, and the flows that it names.
    pub findings: Vec<(String, Vec<String>)>,
}

/// A case.
pub struct Sheet {
    pub question: Value,
    sealed: Value,
}

impl Sheet {
    /// The cases of a file.
    pub fn read(text: &str) -> Vec<Self> {
        let cases: Vec<Map<String, Value>> =
            serde_json::from_str(text).expect("the file holds a list of cases");
        cases
            .into_iter()
            .map(|case| {
                let (question, key): (Map<_, _>, Map<_, _>) = case
                    .into_iter()
                    .partition(|(key, _)| QUESTION.contains(&key.as_str()));
                Self {
                    question: Value::Object(question),
                    sealed: Value::Object(key),
                }
            })
            .collect()
    }

    /// The key: for those who have an answer.
    pub fn open(self, _: &Answer) -> Key {
        let shown = self.sealed.to_string();
        serde_json::from_value(self.sealed).unwrap_or_else(|error| panic!("{error}: {shown}"))
    }
}

/// What is expected, and where the case comes from.
#[derive(Debug, Deserialize)]
pub struct Key {
    pub id: String,
    pub expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    pub restricted_transfer: bool,
    #[serde(default)]
    pub restricted_transfer_by_flow: BTreeMap<String, bool>,
    #[serde(default)]
    pub findings: Vec<String>,
    #[serde(default)]
    pub findings_any_of: Vec<Vec<String>>,
    #[serde(default)]
    pub not_findings: Vec<String>,
    #[serde(default)]
    pub at: BTreeMap<String, String>,
}
