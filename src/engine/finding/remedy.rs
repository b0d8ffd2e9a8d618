//! Ways to resolve a finding: what its rule says in general, and changes that were tried.

use crate::engine::policy::ChangeKind;

/// A way to resolve a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What to do, in words.
    pub text: String,
    /// Whether the engine has applied it and seen the finding go, with no other coming.
    pub verified: bool,
    /// The change that was tried; `None` for general advice, which is never verified.
    pub change: Option<Box<Change>>,
    /// The same with [`blank`] in place of each value that was assumed.
    pub template: Option<Box<Change>>,
}

/// What is in place of a value that is not known, by its name.
pub fn blank(name: &str) -> String {
    format!("\u{2039}{name}\u{203A}")
}

impl Remedy {
    /// General advice.
    pub fn advice(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            verified: false,
            change: None,
            template: None,
        }
    }
}

/// A change to an estate and its notice, as it can be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Its kinds, each once, in their order.
    pub kinds: Vec<ChangeKind>,
    /// The files of the estate that change, by path.
    pub files: Vec<FileChange>,
    /// Sentences for the notice, as drafts that somebody has to approve.
    pub sentences: Vec<Sentence>,
    /// The statements that the notice would no longer make, by id.
    pub withdraws: Vec<String>,
    /// The sentences and what is withdrawn as a proposal for `check --with`; empty where the notice stays as it is.
    pub proposal: String,
    /// What it takes for granted that the estate does not record, each in a clause that follows "assumes that".
    pub assumes: Vec<Assumption>,
}

impl Change {
    /// The change with blanks alone: in a sentence that was made with an assumed name too.
    #[must_use]
    pub fn blank(&self) -> Self {
        self.filled(|name| Some(blank(name)))
    }

    /// The change with a value in place of each blank: one that is given, else the one that was assumed.
    #[must_use]
    pub fn filled(&self, values: impl Fn(&str) -> Option<String>) -> Self {
        let mut given: Vec<(String, String)> = Vec::new();
        for it in self.assumes.iter().filter(|it| !it.name.is_empty()) {
            let value = values(&it.name).unwrap_or_else(|| it.value.as_str().to_owned());
            given.push((blank(&it.name), value.clone()));
            // A sentence that follows from the change was made with what was assumed.
            if let Assumed::Name(assumed) = &it.value {
                given.push((assumed.clone(), value));
            }
        }
        let fill = |text: &str, is_yaml: bool| {
            let fill = |text: String, (blank, value): &(String, String)| {
                let value = if is_yaml {
                    value.replace('\\', r"\\").replace('"', "\\\"")
                } else {
                    value.clone()
                };
                text.replace(blank, &value)
            };
            given.iter().fold(text.to_owned(), fill)
        };
        let mut filled = self.clone();
        for file in &mut filled.files {
            file.after = fill(&file.after, true);
        }
        for sentence in &mut filled.sentences {
            sentence.text = fill(&sentence.text, false);
            for (_, value) in &mut sentence.entry {
                *value = fill(value, true);
            }
        }
        filled.proposal = fill(&filled.proposal, true);
        filled
    }
}

/// A file of the estate before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path, relative to the estate's folder.
    pub path: String,
    /// Its text as it is.
    pub before: String,
    /// Its text with the change.
    pub after: String,
}

/// A sentence for the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The id of its statement.
    pub id: String,
    /// The document it is for, where the notice has several.
    pub document: Option<String>,
    /// The heading of the section it is for; `None`: the notice as a whole.
    pub section: Option<String>,
    /// Its words.
    pub text: String,
    /// The statement behind which it goes, by id: one on the same thing in the same section.
    pub behind: Option<String>,
    /// The keys of its statement with their values, as YAML.
    pub entry: Vec<(&'static str, String)>,
}

/// What a change takes for granted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assumption {
    /// A name for what is not known, by which a call gives it: `signed`.
    pub name: String,
    /// What is assumed, in a clause that follows "assumes that".
    pub text: String,
    /// With what the change was tried.
    pub value: Assumed,
}

/// The name of what only a person can confirm: that it is so is given by `confirmed=yes`.
pub const CONFIRMED: &str = "confirmed";

impl Assumption {
    /// Whether it is a fact that somebody has to confirm: there is nothing to fill in.
    pub fn is_fact(&self) -> bool {
        !self.name.is_empty() && self.value == Assumed::Nothing
    }
}

/// What is in place of a blank while a change is tried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    /// There is nothing to fill in.
    Nothing,
    /// A day or another value, which a text may have for other reasons as well.
    Value(String),
    /// Words in place of a name, in a form that no text has by chance. Sentences that follow from the change have them too,
    /// so that the name goes there as well.
    Name(String),
}

impl Assumed {
    /// The value or the words; empty where there is nothing to fill in.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Value(value) | Self::Name(value) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_filled_in_wherever_it_was_assumed_and_a_value_is_not() {
        let change = |value| Change {
            sentences: vec![Sentence {
                id: "a".to_owned(),
                document: None,
                section: None,
                text: format!("{} is OUR OFFICER.", blank("who")),
                behind: None,
                entry: Vec::new(),
            }],
            assumes: vec![Assumption {
                name: "who".to_owned(),
                text: "somebody is".to_owned(),
                value,
            }],
            ..Change::default()
        };
        for (value, filled) in [
            (Assumed::Name("OUR OFFICER".to_owned()), "Ada is Ada."),
            (
                Assumed::Value("OUR OFFICER".to_owned()),
                "Ada is OUR OFFICER.",
            ),
            (Assumed::Nothing, "Ada is OUR OFFICER."),
        ] {
            let change = change(value).filled(|_| Some("Ada".to_owned()));
            assert_eq!(change.sentences[0].text, filled);
        }
    }
}
