//! Reading a policy file: its policies, and the rule that they make up.

use std::str::FromStr;

use cedar_policy::{ActionConstraint, Effect as CedarEffect, Policy, PolicyId, PolicySet};

use super::annotation::{Above, Annotations, KEYS};
use super::bounds::beyond;
use super::family::Families;
use super::question::Action;
use super::rule::{Effect, Rule};
use super::sets::{PolicyFault, PolicySets, actions_of};
use crate::input::{Diagnostics, FileId, InputError, InputErrorKind, Span, nearest};

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
    if let Some((at, message)) = beyond(text) {
        let span = Span::new(file, at as u32, at as u32 + 1);
        let error = InputError::new(InputErrorKind::Limit, span, message);
        errors.push(error.help("write several policies, or shorter ones"));
        return Vec::new();
    }
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

/// How the id of a policy is written in its file.
fn written(id: &str) -> String {
    format!("@id(\"{id}\")")
}

/// Whether the head of a policy names the action that asks what a transfer relies on.
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
            {
                let above = Above {
                    said: &said,
                    rule: said.get("rule").copied().unwrap_or(id),
                    span,
                    text: self.text,
                    path: self.path,
                };
                above.rule(effect, self.families, errors)
            }
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::policy::BUILTIN;

    /// What a run need not ask, because this does.
    #[test]
    fn our_own_policies_hold_to_the_schema() {
        let sets = PolicySets::new().unwrap();
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
        let mut sets = PolicySets::new().unwrap();
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
