//! What precedes a policy: the annotations of its rule, and the comment at the head of its file.

use std::collections::BTreeMap;

use super::change::ChangeKind;
use super::family::{Families, Group, OWN_FAMILY};
use super::rule::{Dimension, Effect, Rule};
use super::template::Template;
use crate::estate::model::Severity;
use crate::input::{Diagnostics, InputError, InputErrorKind, Span, nearest};

/// The annotations that there are.
pub(super) const KEYS: [&str; 14] = [
    "id",
    "rule",
    "title",
    "severity",
    "law",
    "message",
    "evidence",
    "remedy",
    "changes",
    "covers",
    "cause",
    "asks",
    "mechanism",
    "note",
];

/// The annotations above a policy, by key. Cedar would parse a key each time that it is asked for
/// one.
pub(super) type Annotations<'p> = BTreeMap<&'p str, &'p str>;

/// The annotations of a policy that makes a rule.
pub(super) struct Above<'a> {
    /// The annotations.
    pub said: &'a Annotations<'a>,
    /// The id of the rule.
    pub rule: &'a str,
    /// Where the policy begins.
    pub span: Option<Span>,
    /// The text of its file.
    pub text: &'a str,
    /// The path of its file.
    pub path: &'a str,
}

/// What is wrong with an annotation, and what to write instead.
struct Wrong(String, String);

impl Wrong {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(message.into(), help.into())
    }
}

impl Above<'_> {
    /// The rule; `None` where something is wrong with it that leaves none.
    pub fn rule(
        &self,
        effect: Effect,
        families: &Families,
        errors: &mut Diagnostics,
    ) -> Option<Rule> {
        let named = self.rule.split_once('/').is_some_and(|(family, name)| {
            !family.is_empty() && !name.is_empty() && !name.contains('/')
        });
        if !named {
            self.report(
                Wrong::new("an id is of the form `family/name`", OWN_FAMILY),
                errors,
            );
        }
        let title = self.needed("title", "Data leave the house", errors);
        let severity = self.needed("severity", "warning", errors);
        let message = self.needed(
            "message",
            "{importer} receives {data} of {subjects}",
            errors,
        );
        if severity.is_empty() {
            return None;
        }
        let severity = self.right(severity_of(severity), errors)?;
        let family = families.of(self.rule);
        let cause = match self.said.get("cause") {
            Some(words) => self.right(dimensions_of(words), errors)?,
            // A legal basis is the flow's, however many receive by it, and so is its risk.
            None if family.group == Group::Flow => vec![Dimension::Flow],
            None => vec![Dimension::Flow, Dimension::Exporter, Dimension::Importer],
        };
        let message = Template::parse(message)
            .map_err(|error| Wrong::new(error.to_string(), error.help().unwrap_or_default()));
        let message = self.right(message, errors)?;
        let changes = match self.said.get("changes") {
            Some(words) => Some(self.right(changes_of(words), errors)?),
            None => None,
        };
        let explanation = comment(self.text);
        if explanation.is_empty() {
            let wrong = Wrong::new(
                "its file has no comment at its head that explains it",
                "begin the file with lines such as `// What it finds: ...`, for those who read its findings",
            );
            self.report(wrong, errors);
        }
        let (items, covers): (Vec<String>, Vec<String>) = list(self.said.get("covers").copied())
            .into_iter()
            .partition(|covered| covered.contains(':'));
        let items = items.iter().filter_map(|covered| covered.split_once(':'));
        let covers_items = items
            .map(|(rule, item)| (rule.to_owned(), item.to_owned()))
            .collect();
        Some(Rule {
            title: title.to_owned(),
            severity,
            law: list(self.said.get("law").copied()),
            message,
            evidence: list(self.said.get("evidence").copied()),
            remedy: self.said.get("remedy").map(|remedy| (*remedy).to_owned()),
            changes,
            covers,
            covers_items,
            cause,
            asks: self.said.get("asks").map(|key| (*key).to_owned()),
            effect,
            explanation,
            path: self.path.to_owned(),
            source: self.text.to_owned(),
            span: self.span,
            family,
            id: self.rule.to_owned(),
        })
    }

    fn report(&self, Wrong(message, help): Wrong, errors: &mut Diagnostics) {
        let message = format!("`{}`: {message}", self.rule);
        let error = InputError::new(InputErrorKind::Policy, self.span, message);
        errors.push(match help.as_str() {
            "" => error,
            help => error.help(help),
        });
    }

    fn right<T>(&self, read: Result<T, Wrong>, errors: &mut Diagnostics) -> Option<T> {
        read.map_err(|wrong| self.report(wrong, errors)).ok()
    }

    /// An annotation that every rule has; empty, with an error, where it is not there.
    fn needed(&self, key: &str, example: &str, errors: &mut Diagnostics) -> &str {
        let value = self.said.get(key).map_or("", |value| value.trim());
        if value.is_empty() {
            let help = format!("write one above it, such as `@{key}(\"{example}\")`");
            self.report(Wrong::new(format!("it lacks `@{key}`"), help), errors);
        }
        value
    }
}

fn severity_of(word: &str) -> Result<Severity, Wrong> {
    match word {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "note" => Ok(Severity::Note),
        other => Err(Wrong::new(
            format!("`{other}` is no severity"),
            "write `error`, `warning` or `note`",
        )),
    }
}

fn dimensions_of(words: &str) -> Result<Vec<Dimension>, Wrong> {
    let read = |word: &str| {
        let known = Dimension::ALL.iter().find(|(known, _)| *known == word);
        known.map(|(_, dimension)| *dimension).ok_or_else(|| {
            let all: Vec<&str> = Dimension::ALL.iter().map(|(word, _)| *word).collect();
            Wrong::new(
                format!("`{word}` does not distinguish causes"),
                format!(
                    "`@cause` takes words among `{}`, separated by spaces",
                    all.join("`, `")
                ),
            )
        })
    };
    words.split_whitespace().map(read).collect()
}

fn changes_of(words: &str) -> Result<Vec<ChangeKind>, Wrong> {
    let words = list(Some(words));
    if words == ["none"] {
        return Ok(Vec::new());
    }
    let known = || ChangeKind::ALL.into_iter().map(ChangeKind::as_str);
    let read = |word: &String| {
        ChangeKind::of(word).ok_or_else(|| {
            let help = match nearest(word, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "`@changes` takes words among `{}`, separated by commas, or `none`",
                    known().collect::<Vec<_>>().join("`, `")
                ),
            };
            Wrong::new(
                format!("`@changes` names `{word}`, which is no kind of change"),
                help,
            )
        })
    };
    let mut kinds: Vec<ChangeKind> = words.iter().map(read).collect::<Result<_, _>>()?;
    if kinds.is_empty() {
        return Err(Wrong::new(
            "`@changes` names no kind of change",
            "write `none` where no change to the estate resolves it",
        ));
    }
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

fn list(value: Option<&str>) -> Vec<String> {
    value
        .unwrap_or("")
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The comment lines at the head of a file, without their slashes.
fn comment(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty())
        .take_while(|line| line.starts_with("//"))
        .map(|line| {
            line.trim_start_matches('/')
                .strip_prefix(' ')
                .unwrap_or(line.trim_start_matches('/'))
        })
        .collect();
    lines.join("\n").trim().to_owned()
}
