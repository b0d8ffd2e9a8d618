//! Messages with words in braces that a finding fills in.

use std::collections::BTreeMap;

use crate::input::nearest;

/// The words that a message may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "`policies/README.md` describes each word; `as_str` gives it"
)]
pub enum TemplateWord {
    Flow,
    Service,
    Controller,
    Exporter,
    Importer,
    Role,
    Country,
    Data,
    Subjects,
    Purpose,
    Basis,
    Regime,
    Day,
    Elements,
    Missing,
    Name,
    Until,
    Statement,
    Section,
    Item,
    System,
}

impl TemplateWord {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Flow,
        Self::Service,
        Self::Controller,
        Self::Exporter,
        Self::Importer,
        Self::Role,
        Self::Country,
        Self::Data,
        Self::Subjects,
        Self::Purpose,
        Self::Basis,
        Self::Regime,
        Self::Day,
        Self::Elements,
        Self::Missing,
        Self::Name,
        Self::Until,
        Self::Statement,
        Self::Section,
        Self::Item,
        Self::System,
    ];

    /// The word as it is written between braces.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Service => "service",
            Self::Controller => "controller",
            Self::Exporter => "exporter",
            Self::Importer => "importer",
            Self::Role => "role",
            Self::Country => "country",
            Self::Data => "data",
            Self::Subjects => "subjects",
            Self::Purpose => "purpose",
            Self::Basis => "basis",
            Self::Regime => "regime",
            Self::Day => "day",
            Self::Elements => "elements",
            Self::Missing => "missing",
            Self::Name => "name",
            Self::Until => "until",
            Self::Statement => "statement",
            Self::Section => "section",
            Self::Item => "item",
            Self::System => "system",
        }
    }
}

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A brace that is never closed.
    #[error("a `{{` has no `}}`")]
    Open,
    /// A word that is none.
    #[error("`{{{word}}}` is no word of a message")]
    Unknown {
        /// The word, without its braces.
        word: String,
        /// The word that was most likely meant.
        near: Option<&'static str>,
    },
}

impl TemplateError {
    /// What to write instead, where that is known.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Unknown { near, .. } => near.map(|near| format!("did you mean `{{{near}}}`?")),
        }
    }
}

/// A parsed message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Word(TemplateWord),
    /// A verb, for one flow and for several.
    Verb(String, String),
}

impl Template {
    /// Parses a message. `{relies|rely}` is the first form where the finding has one flow, the second where it
    /// has several.
    ///
    /// # Errors
    /// A brace without its other half, or a word that is none.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((word, behind)) = after.split_once('}') else {
                return Err(TemplateError::Open);
            };
            let known = TemplateWord::ALL
                .into_iter()
                .find(|known| known.as_str() == word)
                .map(Part::Word);
            let verb = || {
                let (one, many) = word.split_once('|')?;
                Some(Part::Verb(one.to_owned(), many.to_owned()))
            };
            let Some(known) = known.or_else(verb) else {
                let near = nearest(
                    word,
                    TemplateWord::ALL.into_iter().map(TemplateWord::as_str),
                );
                return Err(TemplateError::Unknown {
                    word: word.to_owned(),
                    near,
                });
            };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(known);
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// The message of a finding about so many flows, with its words filled in; one that has no value reads
    /// "unknown".
    pub fn fill(&self, words: &BTreeMap<TemplateWord, String>, flows: usize) -> String {
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.as_str(),
                Part::Verb(_, many) if flows > 1 => many,
                Part::Verb(one, _) => one,
                Part::Word(word) => words.get(word).map_or("unknown", String::as_str),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_filled_in() {
        let template = Template::parse("{flow} {sends|send} {data}.").unwrap();
        let words = BTreeMap::from([
            (TemplateWord::Flow, "f".to_owned()),
            (TemplateWord::Data, "d".to_owned()),
        ]);
        assert_eq!(template.fill(&words, 1), "f sends d.");
        assert_eq!(template.fill(&words, 2), "f send d.");
    }

    #[test]
    fn a_word_that_is_none_is_reported_with_the_nearest() {
        let error = Template::parse("{importr}").unwrap_err();
        assert_eq!(error.to_string(), "`{importr}` is no word of a message");
        assert_eq!(error.help().as_deref(), Some("did you mean `{importer}`?"));
        assert!(Template::parse("{flow").is_err());
    }
}
