//! Reading a policy file: its leading comment, its annotations, and its policies.

use std::str::FromStr;

use cedar_policy::{ActionConstraint, Effect as CedarEffect, Policy, PolicyId, PolicySet};

use super::decide::{Action, PolicyFault, PolicySets, actions_of};
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

/// Reads a policy file into its rules, and adds its policies to the sets. `file` is given for files
/// of an estate; errors of built-in files have no place.
pub(super) fn read_file(
    path: &str,
    text: &str,
    file: Option<FileId>,
    sets: &mut PolicySets,
    errors: &mut Diagnostics,
) -> Vec<Rule> {
    let reader = Reader { path, text, file };
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
    let mut policies: Vec<Policy> = parsed.policies().cloned().collect();
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
    // Parsed policies are numbered in the order of the file: policy0, policy1 ...
    policies.sort_by_key(|policy| {
        policy
            .id()
            .to_string()
            .trim_start_matches("policy")
            .parse::<usize>()
            .unwrap_or(usize::MAX)
    });
    let mut rules: Vec<Rule> = Vec::new();
    for policy in policies {
        let Some(id) = policy.annotation("id").map(str::to_owned) else {
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    reader.span(None),
                    format!("a policy in `{path}` has no `@id`"),
                )
                .help("write `@id(\"family/name\")` before it"),
            );
            continue;
        };
        let span = reader.place_of(&id);
        for (key, _) in policy.annotations().filter(|(key, _)| !KEYS.contains(key)) {
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
        if effect == Effect::Permit && file.is_some() {
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    span,
                    format!("`{id}` is a permit; an estate's own policies may only forbid"),
                )
                .help("legal bases are permits, and those are the law's, not the estate's"),
            );
            continue;
        }
        if effect == Effect::Forbid && names_rely(&policy) {
            errors.push(
                InputError::new(
                    InputErrorKind::Policy,
                    span,
                    format!("`{id}` forbids `rely`, which only permits decide"),
                )
                .help("forbid `transfer` and `onwardTransfer`, and ask `context.mechanisms`"),
            );
            continue;
        }
        let first = effect == Effect::Forbid || policy.annotation("rule").is_some();
        if first && let Some(rule) = reader.rule(&policy, &id, effect, span, errors) {
            rules.push(rule);
        }
        let renamed = policy.new_id(PolicyId::new(&id));
        if let Err(faults) = sets.add(renamed) {
            for mut fault in faults {
                // The line that is shown says which policy it is.
                for lead in [
                    format!("for policy `{id}`, "),
                    format!("for policy `{id}`: "),
                ] {
                    fault.message = fault.message.replace(&lead, "");
                    fault.help = fault.help.map(|help| help.replace(&lead, ""));
                }
                errors.push(reader.error(&fault, span, &format!("`{id}`")));
            }
        }
    }
    rules
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
}

impl Reader<'_> {
    fn span(&self, at: Option<usize>) -> Option<Span> {
        let at = at.unwrap_or(0) as u32;
        self.file.map(|file| Span::new(file, at, at))
    }

    /// Where the policy with an id begins.
    fn place_of(&self, id: &str) -> Option<Span> {
        let written = format!("@id(\"{id}\")");
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

    fn rule(
        &self,
        policy: &Policy,
        id: &str,
        effect: Effect,
        span: Option<Span>,
        errors: &mut Diagnostics,
    ) -> Option<Rule> {
        let rule_id = policy.annotation("rule").unwrap_or(id).to_owned();
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
            let value = policy
                .annotation(key)
                .map(str::trim)
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
        let grouping = match policy.annotation("group").unwrap_or("flow") {
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
            law: list(policy.annotation("law")),
            message,
            evidence: list(policy.annotation("evidence")),
            remedy: policy.annotation("remedy").map(str::to_owned),
            covers: list(policy.annotation("covers")),
            grouping,
            effect,
            explanation,
            path: self.path.to_owned(),
            source: self.text.to_owned(),
            span,
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
