//! The values of blanks that a call of `fix` gives.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::judged::Judged;
use crate::cli::errors::CliError;
use crate::engine::finding::{Assumption, Change, Finding, Remedy, blank};
use crate::engine::remedies;

/// Values by the names of their blanks.
#[derive(Debug, Clone, Default)]
pub(super) struct Values(BTreeMap<String, String>);

impl Values {
    /// Reads `NAME=VALUE`, each name once.
    pub fn read(set: &[String]) -> Result<Self, CliError> {
        let mut read = BTreeMap::new();
        for word in set {
            let Some((name, value)) = word.split_once('=') else {
                let text = format!("`{word}` sets nothing: write `NAME=VALUE`");
                return Err(CliError::Message(text));
            };
            let name = name.trim().to_owned();
            if read.insert(name.clone(), value.trim().to_owned()).is_some() {
                let text = format!("`--set {name}=...` is given twice: one value is written");
                return Err(CliError::Message(text));
            }
        }
        Ok(Self(read))
    }

    /// Whether the call gives none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a name, if the call gives it.
    pub fn get(&self, name: &str) -> Option<&String> {
        self.0.get(name)
    }

    /// All of them, by name.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// Refuses a name that none of some remedies has: somebody believes then that the value was written.
    pub fn are_of<'r>(&self, remedies: impl Iterator<Item = &'r Remedy>) -> Result<(), CliError> {
        let templates = remedies.filter_map(|it| it.template.as_deref());
        let names: BTreeSet<&str> = templates
            .flat_map(|it| &it.assumes)
            .map(|it| it.name.as_str())
            .filter(|it| !it.is_empty())
            .collect();
        let Some(unknown) = self.0.keys().find(|it| !names.contains(it.as_str())) else {
            return Ok(());
        };
        let names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
        let known = match names.as_slice() {
            [] => "nothing is to be set".to_owned(),
            all => format!("what can be set is {}", all.join(", ")),
        };
        Err(CliError::Message(format!(
            "no remedy that the call chooses has `{unknown}`: {known}"
        )))
    }

    /// What only a person can confirm of a change, where the call says that it is not so.
    pub fn denied<'c>(&self, template: &'c Change) -> Option<&'c str> {
        let mut facts = template.assumes.iter().filter(|it| it.is_fact());
        let denied = facts.find(|it| self.get(&it.name).is_some_and(|it| !is_yes(it)));
        denied.map(|it| it.text.as_str())
    }

    /// Refuses values with which a change does not resolve its finding. What the call does not give is as it was assumed.
    pub fn resolve(
        &self,
        now: &Judged,
        finding: &Finding,
        template: &Change,
    ) -> Result<(), CliError> {
        let mut has_some = false;
        for premise in template.assumes.iter().filter(|it| !it.name.is_empty()) {
            if let Some(value) = self.get(&premise.name) {
                check(premise, value).map_err(CliError::Message)?;
                has_some |= !premise.is_fact();
            }
        }
        let filled = template.filled(|name| self.get(name).cloned());
        let resolved = || remedies::resolves(now.checked(), &filled);
        if has_some && !resolved().is_some_and(|it| it.contains(&finding.id)) {
            return Err(not_resolved(finding));
        }
        Ok(())
    }

    /// The change with the values that the call gives, and with blanks for all others.
    pub fn with_blanks(&self, template: &Change) -> Change {
        template.filled(|name| Some(self.get(name).cloned().unwrap_or_else(|| blank(name))))
    }
}

/// That values do not resolve what the change was found for.
pub(super) fn not_resolved(finding: &Finding) -> CliError {
    CliError::Message(format!(
        "with these values the finding `{}` is not resolved, or another one comes: nothing is written",
        finding.id
    ))
}

/// Refuses what is no day where a day is asked for; the error says what to write.
pub(super) fn check(premise: &Assumption, value: &str) -> Result<(), String> {
    let is_day = |it: &str| it.parse::<Date>().is_ok();
    if is_day(premise.value.as_str()) && !is_day(value) {
        return Err(format!(
            "`{value}` is no day for `{}`: write it as `2026-11-29`",
            premise.name
        ));
    }
    Ok(())
}

/// Whether words mean yes.
pub(super) fn is_yes(answer: &str) -> bool {
    matches!(answer.to_lowercase().as_str(), "yes" | "y" | "true")
}
