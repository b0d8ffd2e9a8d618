//! Reading a policy file: its leading comment, its annotations, and its policies.

use std::collections::BTreeMap;
use std::str::FromStr;

use cedar_policy::{ActionConstraint, Effect as CedarEffect, Policy, PolicyId, PolicySet};

use super::decide::{Action, PolicyFault, PolicySets, actions_of};
use super::family::Families;
use super::rules::{Effect, Grouping, Rule};
use super::template::Template;
use crate::estate::model::Severity;
use crate::input::{Diagnostics, FileId, InputError, InputErrorKind, Span, nearest};

const KEYS: [&str; 12] = [
    "id",
    "rule",
    "title",
    "severity",
    "law",
    "message",
    "evidence",
    "remedy",
    "covers",
    "group",
    "mechanism",
    "note",
];

/// Where a rule's id is taken, or is none.
pub(super) const OWN_FAMILY: &str = "choose a family of your own, such as `house/nothing-leaves`";

/// What stands above a policy, by key. Cedar would parse a key each time that it is asked for one.
type Annotations<'p> = BTreeMap<&'p str, &'p str>;

/// Reads a policy file of an estate into its rules, and adds its policies to the sets after holding
/// them strictly to the schema.
pub(super) fn read_file(
    path: &str,
    text: &str,
    file: FileId,
    families: &Families,
    sets: &mut PolicySets,
    errors: &mut Diagnostics,
) -> Vec<Rule> {
    let reader = Reader {
        path,
        text,
        file: Some(file),
        families,
    };
    let parsed = match PolicySet::from_str(text) {
        Ok(parsed) => parsed,
        Err(failed) => {
            for fault in failed.iter().map(PolicyFault::of) {
                errors.push(reader.error(&fault, None, "this is not Cedar"));
            }
            return Vec::new();
        }
    };
    // A template has no effect until someone links it, which nobody would.
    if let Some(template) = parsed.templates().next() {
        let id = template
            .annotation("id")
            .map(str::to_owned)
            .unwrap_or_default();
        errors.push(
            InputError::new(
                InputErrorKind::Policy,
                reader.place_of(&id),
                "this policy is a template (`?principal` or `?resource`), which would never apply",
            )
            .help("write `principal` and `resource` without a slot"),
        );
    }
    let policies = in_order(&parsed);
    if policies.is_empty() && errors.is_empty() {
        errors.push(
            InputError::new(
                InputErrorKind::Policy,
                reader.span(None),
                format!("`{path}` holds no policy"),
            )
            .help("write one that begins with `@id(\"family/name\")`, or take the file away"),
        );
    }
    policies
        .into_iter()
        .filter_map(|policy| reader.policy(&policy, sets, errors))
        .collect()
}

/// Reads the built-in files in one go, which spares Cedar most of its preparations. That they hold to
/// the schema is for a test to say, and is not asked in each run; their errors have no place.
pub(super) fn read_builtin(
    files: &[(&str, &str)],
    families: &Families,
    sets: &mut PolicySets,
    errors: &mut Diagnostics,
) -> Vec<Rule> {
    let texts: Vec<&str> = files.iter().map(|(_, text)| *text).collect();
    let parsed = match PolicySet::from_str(&texts.join("\n")) {
        Ok(parsed) => parsed,
        Err(failed) => {
            errors.extend(failed.iter().map(|error| {
                let message = PolicyFault::of(error).message;
                InputError::new(InputErrorKind::Policy, None, message)
            }));
            return Vec::new();
        }
    };
    let mut files = files.iter().peekable();
    let mut rules = Vec::new();
    for policy in in_order(&parsed) {
        // Its file is the one that holds it, or a later one.
        let written = policy
            .annotations()
            .find(|(key, _)| *key == "id")
            .map(|(_, id)| written(id));
        let holds = |text: &str| {
            written
                .as_ref()
                .is_none_or(|written| text.contains(written))
        };
        while files.next_if(|(_, text)| !holds(text)).is_some() {}
        let (path, text) = files.peek().copied().copied().unwrap_or_default();
        let reader = Reader {
            path,
            text,
            file: None,
            families,
        };
        rules.extend(reader.policy(&policy, sets, errors));
    }
    rules
}

/// The policies of a text. Parsed ones are numbered in its order: policy0, policy1 ...
fn in_order(parsed: &PolicySet) -> Vec<Policy> {
    let mut policies: Vec<Policy> = parsed.policies().cloned().collect();
    policies.sort_by_cached_key(|policy| {
        policy
            .id()
            .to_string()
            .trim_start_matches("policy")
            .parse::<usize>()
            .unwrap_or(usize::MAX)
    });
    policies
}

/// How the id of a policy stands in its file.
fn written(id: &str) -> String {
    format!("@id(\"{id}\")")
}

/// Whether the head of a policy names the action that asks what a transfer rests on.
fn names_rely(policy: &Policy) -> bool {
    policy.action_constraint() != ActionConstraint::Any
        && actions_of(policy).contains(&Action::Rely)
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    file: Option<FileId>,
    families: &'a Families,
}

impl Reader<'_> {
    fn span(&self, at: Option<usize>) -> Option<Span> {
        let at = at.unwrap_or(0) as u32;
        self.file.map(|file| Span::new(file, at, at))
    }

    /// Where the policy with an id begins.
    fn place_of(&self, id: &str) -> Option<Span> {
        let written = written(id);
        let at = self.text.find(&written);
        let end = at.map_or(0, |at| at + written.len());
        self.file
            .map(|file| Span::new(file, at.unwrap_or(0) as u32, end as u32))
    }

    /// What Cedar finds wrong, at its own place or else at `place`.
    fn error(&self, fault: &PolicyFault, place: Option<Span>, lead: &str) -> InputError {
        let own = |file| {
            let (start, end) = fault.place?;
            Some(Span::new(file, start as u32, end as u32))
        };
        let error = InputError::new(
            InputErrorKind::Policy,
            self.file.and_then(own).or(place).or(self.span(None)),
            format!("{lead}: {}", fault.message),
        );
        match &fault.help {
            Some(help) => error.help(help),
            None => error,
        }
    }

    /// The rule of a policy, unless another policy of the file has it, after adding the policy to the
    /// sets.
    fn policy(
        &self,
        policy: &Policy,
        sets: &mut PolicySets,
        errors: &mut Diagnostics,
    ) -> Option<Rule> {
        let said: Annotations<'_> = policy.annotations().collect();
        let Some(id) = said.get("id").copied() else {
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    self.span(None),
                    format!("a policy in `{}` has no `@id`", self.path),
                )
                .help("write `@id(\"family/name\")` before it"),
            );
            return None;
        };
        let span = self.place_of(id);
        for key in said.keys().filter(|key| !KEYS.contains(key)) {
            let near = nearest(key, KEYS).map(|near| format!("@{near}"));
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    span,
                    format!("`@{key}` is no annotation that is known"),
                )
                .did_you_mean(near.as_deref()),
            );
        }
        let effect = match policy.effect() {
            CedarEffect::Forbid => Effect::Forbid,
            CedarEffect::Permit => Effect::Permit,
        };
        if effect == Effect::Permit && self.file.is_some() {
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    span,
                    format!("`{id}` is a permit; an estate's own policies may only forbid"),
                )
                .help("legal bases are permits, and those are the law's, not the estate's"),
            );
            return None;
        }
        if effect == Effect::Forbid && names_rely(policy) {
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    span,
                    format!("`{id}` forbids `rely`, which only permits decide"),
                )
                .help("forbid `transfer` and `onwardTransfer`, and ask `context.mechanisms`"),
            );
            return None;
        }
        let first = effect == Effect::Forbid || said.contains_key("rule");
        let rule = if first {
            self.rule(&said, id, effect, span, errors)
        } else {
            None
        };
        if let Err(faults) = self.add(policy, id, sets) {
            for mut fault in faults {
                // The line that is shown says which policy it is.
                for lead in [
                    format!("for policy `{id}`, "),
                    format!("for policy `{id}`: "),
                ] {
                    fault.message = fault.message.replace(&lead, "");
                    fault.help = fault.help.map(|help| help.replace(&lead, ""));
                }
                errors.push(self.error(&fault, span, &format!("`{id}`")));
            }
        }
        rule
    }

    /// Adds a policy to the sets under its id; one of an estate only if it holds to the schema.
    fn add(
        &self,
        policy: &Policy,
        id: &str,
        sets: &mut PolicySets,
    ) -> Result<(), Vec<PolicyFault>> {
        let policy = policy.new_id(PolicyId::new(id));
        if self.file.is_some() {
            sets.validate(&policy)?;
        }
        sets.add(&policy)
    }

    fn rule(
        &self,
        said: &Annotations<'_>,
        id: &str,
        effect: Effect,
        span: Option<Span>,
        errors: &mut Diagnostics,
    ) -> Option<Rule> {
        let rule_id = said.get("rule").copied().unwrap_or(id).to_owned();
        let mut wrong = |message: String, help: &str| {
            let error = InputError::new(
                InputErrorKind::Policy,
                span,
                format!("`{rule_id}`: {message}"),
            );
            errors.push(match help {
                "" => error,
                help => error.help(help),
            });
        };
        let named = rule_id.split_once('/').is_some_and(|(family, name)| {
            !family.is_empty() && !name.is_empty() && !name.contains('/')
        });
        if !named {
            wrong("an id is of the form `family/name`".to_owned(), OWN_FAMILY);
        }
        let mut needed = |key: &str, example: &str| {
            let value = said
                .get(key)
                .map(|value| value.trim())
                .filter(|value| !value.is_empty());
            if value.is_none() {
                wrong(
                    format!("it lacks `@{key}`"),
                    &format!("write one above it, such as `@{key}(\"{example}\")`"),
                );
            }
            value.unwrap_or("").to_owned()
        };
        let title = needed("title", "Data leave the house");
        let severity = needed("severity", "warning");
        let message = needed("message", "{importer} receives {data} of {subjects}");
        let severity = match severity.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "note" => Severity::Note,
            "" => return None,
            other => {
                wrong(
                    format!("`{other}` is no severity"),
                    "write `error`, `warning` or `note`",
                );
                return None;
            }
        };
        let grouping = match said.get("group").copied().unwrap_or("flow") {
            "flow" => Grouping::Flow,
            "parties" => Grouping::Parties,
            "quote" => Grouping::Quote,
            "item" => Grouping::Item,
            "controller" => Grouping::Controller,
            other => {
                wrong(
                    format!("findings cannot be gathered by `{other}`"),
                    "`@group` takes `flow`, `parties`, `controller`, `quote` or `item`",
                );
                return None;
            }
        };
        let message = match Template::parse(&message) {
            Ok(template) => template,
            Err(error) => {
                let (message, help) = error.split_once("; ").unwrap_or((&error, ""));
                wrong(message.to_owned(), help);
                return None;
            }
        };
        let explanation = comment(self.text);
        if explanation.is_empty() {
            wrong(
                "its file has no comment at its head that explains it".to_owned(),
                "begin the file with lines such as `// What it finds: ...`, for those who read its findings",
            );
        }
        Some(Rule {
            title,
            severity,
            law: list(said.get("law").copied()),
            message,
            evidence: list(said.get("evidence").copied()),
            remedy: said.get("remedy").map(|remedy| (*remedy).to_owned()),
            covers: list(said.get("covers").copied()),
            grouping,
            effect,
            explanation,
            path: self.path.to_owned(),
            source: self.text.to_owned(),
            span,
            family: self.families.of(&rule_id),
            id: rule_id,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::policy::{BUILTIN, SCHEMA};

    /// What a run need not ask, because this does.
    #[test]
    fn our_own_policies_hold_to_the_schema() {
        let sets = PolicySets::new(SCHEMA).unwrap();
        for (path, text) in BUILTIN {
            let parsed = PolicySet::from_str(text).unwrap();
            assert!(!parsed.is_empty(), "{path} holds no policy");
            assert_eq!(parsed.templates().count(), 0, "{path} holds a template");
            for policy in parsed.policies() {
                assert_eq!(sets.validate(policy), Ok(()), "{path}");
            }
        }
    }

    #[test]
    fn each_built_in_rule_knows_its_file() {
        let mut errors = Diagnostics::new();
        let mut sets = PolicySets::new(SCHEMA).unwrap();
        let families = Families::load(None).unwrap();
        let rules = read_builtin(BUILTIN, &families, &mut sets, &mut errors);
        assert!(errors.is_empty());
        assert_eq!(rules.len(), BUILTIN.len());
        for (rule, (path, text)) in rules.iter().zip(BUILTIN) {
            assert_eq!((&*rule.path, &*rule.source), (*path, *text));
            assert_eq!(*path, format!("policies/{}.cedar", rule.id));
        }
    }
}
