//! The catalogue: one rule, one policy file.

use std::sync::LazyLock;

use super::BUILTIN;
use super::family::{Families, OWN_FAMILY};
use super::file::{read_builtin, read_file};
use super::question::Action;
use super::rule::{Rule, RuleIx};
use super::sets::PolicySets;
use crate::engine::facts::{is_fact_key, nearest_fact_key};
use crate::estate::model::{Estate, OwnFamily, Severity};
use crate::input::{Diagnostics, InputError, InputErrorKind, SourceMap, nearest};

/// The catalogue of rules, compiled.
#[derive(Debug)]
pub struct Rules {
    rules: Vec<Rule>,
    severity: Vec<Option<Severity>>,
    pub(super) sets: PolicySets,
}

/// Rules, and their policies.
type Compiled = (Vec<Rule>, PolicySets);

/// The built-in policies, compiled once however many estates are judged.
static COMPILED: LazyLock<Result<Compiled, Vec<InputError>>> = LazyLock::new(|| read_all(BUILTIN));

fn read_all(files: &[(&str, &str)]) -> Result<Compiled, Vec<InputError>> {
    let mut errors = Diagnostics::new();
    let mut sets = PolicySets::new().map_err(|error| vec![error])?;
    let families = Families::load(None)?;
    let rules = read_builtin(files, &families, &mut sets, &mut errors);
    if errors.is_empty() {
        Ok((rules, sets))
    } else {
        Err(errors.into_sorted())
    }
}

impl Rules {
    /// The built-in rules alone.
    ///
    /// # Errors
    /// Never, as the tests show; a fault of a built-in policy would be reported like one of an
    /// estate's.
    pub fn builtin() -> Result<Self, Vec<InputError>> {
        Self::compile(COMPILED.clone()?, &SourceMap::new(), None)
    }

    /// The built-in rules, their files otherwise than they are: `alter` gets the text of each and
    /// gives its text.
    #[cfg(test)]
    pub(crate) fn altered(alter: impl Fn(&str) -> String) -> Self {
        let files = BUILTIN.iter().map(|(path, text)| (*path, alter(text)));
        let files: Vec<(&str, String)> = files.collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
        read_all(&files)
            .and_then(|builtin| Self::compile(builtin, &SourceMap::new(), None))
            .unwrap_or_else(|errors| panic!("{errors:#?}"))
    }

    /// The built-in rules and the estate's own, with the estate's severities.
    ///
    /// # Errors
    /// All policies of the estate that do not parse, do not hold to the schema, lack an annotation
    /// or take a name that is taken, and severities of rules that do not exist.
    pub fn load(estate: &Estate, sources: &SourceMap) -> Result<Self, Vec<InputError>> {
        Self::compile(COMPILED.clone()?, sources, Some(estate))
    }

    fn compile(
        (mut rules, mut sets): Compiled,
        sources: &SourceMap,
        estate: Option<&Estate>,
    ) -> Result<Self, Vec<InputError>> {
        let mut errors = Diagnostics::new();
        let families = Families::load(estate)?;
        let builtin: Vec<String> = rules.iter().map(|rule: &Rule| rule.id.clone()).collect();
        for file in estate.into_iter().flat_map(|estate| &estate.policies) {
            if let Some(source) = sources.file(*file) {
                rules.extend(read_file(
                    source.path(),
                    source.text(),
                    *file,
                    &families,
                    &mut sets,
                    &mut errors,
                ));
            }
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        check_ids(&rules, &mut errors);
        for rule in &rules {
            check_covers(rule, &rules, &mut errors);
            check_evidence(rule, &mut errors);
            if let Some(estate) = estate {
                check_law(rule, estate, &mut errors);
                check_covered_items(rule, estate, &mut errors);
            }
        }
        if let Some(estate) = estate {
            check_severities(estate, &rules, &builtin, &mut errors);
            check_families(&families, estate, &rules, &mut errors);
        }
        let errors = errors.into_sorted();
        if !errors.is_empty() {
            return Err(errors);
        }
        let severity = rules
            .iter()
            .map(|rule| {
                estate
                    .and_then(|estate| estate.severity.get(&rule.id).copied())
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

    /// How severe a finding of a rule is in this estate; `None` where it is switched off.
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

/// Two rules of one id; the rules are in the order of ids.
fn check_ids(rules: &[Rule], errors: &mut Diagnostics) {
    for pair in rules.windows(2) {
        if let [first, second] = pair
            && first.id == second.id
        {
            errors.push(
                InputError::new(
                    InputErrorKind::DuplicateId,
                    second.span.or(first.span),
                    format!("there is a rule `{}` already", second.id),
                )
                .help(OWN_FAMILY),
            );
        }
    }
}

/// Rules that another one covers and that there are not.
fn check_covers(rule: &Rule, rules: &[Rule], errors: &mut Diagnostics) {
    let of_items = rule.covers_items.iter().map(|(covered, _)| covered);
    for covered in rule.covers.iter().chain(of_items) {
        if is_rule(rules, covered) {
            continue;
        }
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
}

/// Items of the notice in `@covers` that the law tables do not have.
fn check_covered_items(rule: &Rule, estate: &Estate, errors: &mut Diagnostics) {
    let keys: Vec<&str> = estate.law.notice_keys().collect();
    for (covered, item) in &rule.covers_items {
        if keys.contains(&item.as_str()) {
            continue;
        }
        let message = format!(
            "`@covers` of `{}` names `{covered}:{item}`, and `{item}` is no item of a notice",
            rule.id
        );
        let error = InputError::new(InputErrorKind::Policy, rule.span, message);
        errors.push(error.did_you_mean(nearest(item, keys.iter().copied())));
    }
}

/// Keys that no fact leaves evidence under: a finding would cite nothing.
fn check_evidence(rule: &Rule, errors: &mut Diagnostics) {
    for key in rule.evidence.iter().filter(|key| !is_fact_key(key)) {
        let error = InputError::new(
            InputErrorKind::Policy,
            rule.span,
            format!(
                "`@evidence` of `{}` names `{key}`, under which no fact leaves evidence",
                rule.id
            ),
        );
        errors.push(match nearest_fact_key(key) {
            Some(near) => error.did_you_mean(Some(&near)),
            None => error.help(
                "write a key such as `transfer.instrument` or `coverage.data.omitted`; the README of the \
                 policies lists them",
            ),
        });
    }
}

/// Keys of the law tables that no row has.
fn check_law(rule: &Rule, estate: &Estate, errors: &mut Diagnostics) {
    let unknown = |key: &&String| estate.law.cited(key).is_empty();
    for key in rule.law.iter().filter(unknown) {
        errors.push(
            InputError::new(
                InputErrorKind::Policy,
                rule.span,
                format!(
                    "`@law` of `{}` names `{key}`, which no row of the law tables is",
                    rule.id
                ),
            )
            .help("write an article such as `44` or the id of a row; `fairnotice law` lists them"),
        );
    }
}

/// Severities of rules that there are not.
fn check_severities(estate: &Estate, rules: &[Rule], builtin: &[String], errors: &mut Diagnostics) {
    for id in estate.severity.keys().filter(|id| !is_rule(rules, id)) {
        let place = estate.severity_spans.get(id).copied();
        errors.push(
            InputError::new(
                InputErrorKind::UnknownReference,
                Some(place.unwrap_or(estate.root)),
                format!("`severity` names `{id}`, which is no rule"),
            )
            .did_you_mean(nearest(id, builtin.iter().map(String::as_str))),
        );
    }
}

/// What is wrong with the families that an estate states: they are built in, stated twice, or of no
/// rule.
fn check_families(families: &Families, estate: &Estate, rules: &[Rule], errors: &mut Diagnostics) {
    let mut before: Vec<&OwnFamily> = Vec::new();
    for own in &estate.families {
        let is_builtin = families.is_builtin(&own.id);
        let first = before.iter().find(|first| first.id == own.id);
        if is_builtin || first.is_some() {
            let place = Some(own.span);
            let message = format!("there is a family `{}` already", own.id);
            errors.push(
                InputError::new(InputErrorKind::DuplicateId, place, message)
                    .related(first.map(|first| first.span), "here as well")
                    .help(OWN_FAMILY),
            );
        } else if !rules.iter().any(|rule| rule.family().id == own.id) {
            let known = rules.iter().filter(|rule| rule.span.is_some());
            let known = known.map(|rule| rule.family().id.as_str());
            errors.push(
                InputError::new(
                    InputErrorKind::UnknownReference,
                    Some(own.span),
                    format!("`families` names `{}`, of which there is no rule", own.id),
                )
                .did_you_mean(nearest(&own.id, known)),
            );
        }
        before.push(own);
    }
}

fn is_rule(rules: &[Rule], id: &str) -> bool {
    rules.iter().any(|rule| rule.id == id)
}
