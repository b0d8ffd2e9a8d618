//! The catalogue: one rule, one policy file.

use std::collections::BTreeMap;

use super::annotation::read_file;
use super::decide::{Action, PolicySets};
use super::template::Template;
use super::{BUILTIN, SCHEMA};
use crate::estate::model::{Estate, Severity};
use crate::input::{Diagnostics, FileId, InputError, InputErrorKind, SourceMap, Span, nearest};

/// The position of a rule in the catalogue, which is in the order of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIx(pub(super) u32);

/// What the policies of a rule do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It forbids: each verdict is a finding.
    Forbid,
    /// It holds the permits: what none of them permits is a finding.
    Permit,
}

/// What the findings of a rule are gathered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By flow and importer.
    Flow,
    /// By exporter and importer, whatever the flows.
    Parties,
    /// By the controller whose flows they are, whatever the services and the recipients.
    Controller,
    /// By the words of the notice, wherever they stand.
    Quote,
    /// By the item that a notice must tell.
    Item,
}

/// A rule with what its policy file says of it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `family/name`.
    pub id: String,
    /// A title.
    pub title: String,
    /// How much a finding weighs, before the estate's own setting.
    pub severity: Severity,
    /// Keys of the law tables.
    pub law: Vec<String>,
    /// The message of a finding.
    pub message: Template,
    /// Names of the facts that a finding cites.
    pub evidence: Vec<String>,
    /// What can be done.
    pub remedy: Option<String>,
    /// Rules that say the same less precisely.
    pub covers: Vec<String>,
    /// What findings are gathered by.
    pub grouping: Grouping,
    /// What its policies do.
    pub effect: Effect,
    /// The comment at the head of the file, for people.
    pub explanation: String,
    /// The path of the file.
    pub path: String,
    /// The text of the file.
    pub source: String,
    /// Where it stands, for rules of the estate.
    pub span: Option<Span>,
}

impl Rule {
    /// `family` of `family/name`.
    pub fn family(&self) -> &str {
        self.id.split('/').next().unwrap_or("")
    }
}

/// The catalogue of rules, compiled.
#[derive(Debug)]
pub struct Rules {
    rules: Vec<Rule>,
    severity: Vec<Option<Severity>>,
    pub(super) sets: PolicySets,
}

impl Rules {
    /// The built-in rules alone.
    ///
    /// # Errors
    /// Never, as the tests show; a fault of a built-in policy would be told like one of an estate's.
    pub fn builtin() -> Result<Self, Vec<InputError>> {
        Self::compile(BUILTIN, &[], &SourceMap::new(), &BTreeMap::new(), None)
    }

    /// The built-in rules, their files otherwise than they are: `alter` gets the path and the text of
    /// each and gives its text.
    #[cfg(test)]
    pub(crate) fn altered(alter: impl Fn(&str, &str) -> String) -> Self {
        let files: Vec<(&str, String)> = BUILTIN
            .iter()
            .map(|(path, text)| (*path, alter(path, text)))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
        let compiled = Self::compile(&files, &[], &SourceMap::new(), &BTreeMap::new(), None);
        compiled.unwrap_or_else(|errors| panic!("{errors:#?}"))
    }

    /// The built-in rules and the estate's own, with the estate's severities.
    ///
    /// # Errors
    /// All policies of the estate that do not parse, do not hold to the schema, lack an annotation
    /// or take a name that is taken, and severities of rules that do not exist.
    pub fn load(estate: &Estate, sources: &SourceMap) -> Result<Self, Vec<InputError>> {
        Self::compile(
            BUILTIN,
            &estate.policies,
            sources,
            &estate.severity,
            Some(estate),
        )
    }

    fn compile(
        files: &[(&str, &str)],
        own: &[FileId],
        sources: &SourceMap,
        severity: &BTreeMap<String, Option<Severity>>,
        estate: Option<&Estate>,
    ) -> Result<Self, Vec<InputError>> {
        let mut errors = Diagnostics::new();
        let mut sets = PolicySets::new(SCHEMA).map_err(|error| vec![error])?;
        let mut rules = Vec::new();
        for (path, text) in files {
            rules.extend(read_file(path, text, None, &mut sets, &mut errors));
        }
        let builtin: Vec<String> = rules.iter().map(|rule: &Rule| rule.id.clone()).collect();
        for file in own {
            if let Some(source) = sources.file(*file) {
                rules.extend(read_file(
                    source.path(),
                    source.text(),
                    Some(*file),
                    &mut sets,
                    &mut errors,
                ));
            }
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        for pair in rules.windows(2) {
            if let [first, second] = pair
                && first.id == second.id
            {
                let span = second.span.or(first.span);
                errors.push(
                    InputError::new(
                        InputErrorKind::DuplicateId,
                        span,
                        format!("there is a rule `{}` already", second.id),
                    )
                    .help(super::annotation::OWN_FAMILY),
                );
            }
        }
        let known = |id: &str| rules.iter().any(|rule| rule.id == id);
        for rule in &rules {
            for covered in rule.covers.iter().filter(|covered| !known(covered)) {
                errors.push(
                    InputError::new(
                        InputErrorKind::Policy,
                        rule.span,
                        format!(
                            "`@covers` of `{}` names `{covered}`, which is no rule",
                            rule.id
                        ),
                    )
                    .did_you_mean(nearest(covered, rules.iter().map(|rule| rule.id.as_str()))),
                );
            }
            if let Some(estate) = estate {
                for key in rule
                    .law
                    .iter()
                    .filter(|key| estate.law.cited(key).is_empty())
                {
                    errors.push(
                        InputError::new(
                            InputErrorKind::Policy,
                            rule.span,
                            format!("`@law` of `{}` names `{key}`, which no row of the law tables is", rule.id),
                        )
                        .help("write an article such as `44` or the id of a row; `fairnotice law` lists them"),
                    );
                }
            }
        }
        for id in severity.keys().filter(|id| !known(id)) {
            errors.push(
                InputError::new(
                    InputErrorKind::UnknownReference,
                    estate.map(|estate| {
                        estate
                            .severity_spans
                            .get(id)
                            .copied()
                            .unwrap_or(estate.root)
                    }),
                    format!("`severity` names `{id}`, which is no rule"),
                )
                .did_you_mean(nearest(id, builtin.iter().map(String::as_str))),
            );
        }
        let errors = errors.into_sorted();
        if !errors.is_empty() {
            return Err(errors);
        }
        let severity = rules
            .iter()
            .map(|rule| {
                severity
                    .get(&rule.id)
                    .copied()
                    .unwrap_or(Some(rule.severity))
            })
            .collect();
        Ok(Self {
            rules,
            severity,
            sets,
        })
    }

    /// Every rule, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rule of an id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.index(id).and_then(|index| self.rule(index))
    }

    /// The rule at a position.
    pub fn rule(&self, index: RuleIx) -> Option<&Rule> {
        self.rules.get(index.0 as usize)
    }

    /// The position of a rule.
    pub fn index(&self, id: &str) -> Option<RuleIx> {
        self.rules
            .binary_search_by(|rule| rule.id.as_str().cmp(id))
            .ok()
            .map(|at| RuleIx(at as u32))
    }

    /// How much a finding of a rule weighs in this estate; `None` where it is switched off.
    pub fn severity(&self, index: RuleIx) -> Option<Severity> {
        self.severity.get(index.0 as usize).copied().flatten()
    }

    /// The rule whose findings are what no permit of an action permits; `None` for an action that
    /// needs none.
    pub fn default_deny(&self, action: Action) -> Option<RuleIx> {
        let id = self.sets.default_deny.get(&action)?;
        self.index(id)
    }
}
