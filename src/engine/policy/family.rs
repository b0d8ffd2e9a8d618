//! Families of rules: what an error of their rules says, and what it is about.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::estate::model::{Estate, OwnFamily};
use crate::estate::vocabulary::Concern;
use crate::input::{Diagnostics, InputError, SourceMap, decode, read_yaml};

/// What to do where a family or an id of a rule is taken, or is none.
pub(super) const OWN_FAMILY: &str = "choose a family of your own, such as `house/nothing-leaves`";

/// The built-in families.
const BUILTIN: &str = include_str!("../../../policies/families.yaml");

/// What distinguishes findings of a family on one flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Nothing: they are on the flow, however many receive by it.
    Flow,
    /// Who receives by it.
    Recipient,
    /// Who receives by it, and only where that is outside the territory.
    Destination,
}

/// A family of rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its id: `transfer`.
    pub id: String,
    /// A title.
    pub title: String,
    /// What an error of its rules says.
    pub concerns: Concern,
    /// What distinguishes its findings on one flow.
    pub group: Group,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FamilyFile {
    families: Vec<Family>,
}

/// The families of a catalogue.
#[derive(Debug)]
pub(super) struct Families {
    builtin: Vec<Arc<Family>>,
    own: Vec<Arc<Family>>,
}

impl Families {
    /// The built-in families, and those that an estate states.
    pub(super) fn load(estate: Option<&Estate>) -> Result<Self, Vec<InputError>> {
        let own = estate.into_iter().flat_map(|estate| &estate.families);
        Ok(Self {
            builtin: READ.clone()?.into_iter().map(Arc::new).collect(),
            own: own.map(|own| Arc::new(Family::own(own))).collect(),
        })
    }

    /// Whether a family is built in.
    pub(super) fn is_builtin(&self, id: &str) -> bool {
        self.builtin.iter().any(|family| family.id == id)
    }

    /// The family of a rule. One that is neither built in nor stated is an estate's own, and law that the
    /// estate has set itself.
    pub(super) fn of(&self, rule: &str) -> Arc<Family> {
        let id = rule.split('/').next().unwrap_or("");
        let mut all = self.builtin.iter().chain(&self.own);
        match all.find(|family| family.id == id) {
            Some(family) => Arc::clone(family),
            None => Arc::new(Family {
                id: id.to_owned(),
                title: id.to_owned(),
                concerns: Concern::default(),
                group: Group::Recipient,
            }),
        }
    }
}

impl Family {
    fn own(own: &OwnFamily) -> Self {
        Self {
            id: own.id.clone(),
            title: own.title.clone().unwrap_or_else(|| own.id.clone()),
            concerns: own.concerns,
            group: Group::Recipient,
        }
    }
}

/// The built-in families, by id.
///
/// # Errors
/// Never, as the tests show; a fault of the file would be reported like one of an estate's.
pub fn builtin_families() -> Result<Vec<Family>, Vec<InputError>> {
    READ.clone()
}

/// The file of the built-in families, read once.
static READ: LazyLock<Result<Vec<Family>, Vec<InputError>>> = LazyLock::new(|| {
    let file = SourceMap::new().add_builtin("policies/families.yaml", BUILTIN);
    let mut errors = Diagnostics::new();
    match read_yaml(file, BUILTIN, &mut errors) {
        Some(node) => decode::<FamilyFile>(&node)
            .map(|file| file.families)
            .map_err(|error| vec![error]),
        None => Err(errors.into_sorted()),
    }
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::policy::Rules;

    #[test]
    fn every_family_has_a_rule_and_every_rule_a_family() {
        let families = builtin_families().unwrap();
        let mut ids: Vec<&str> = families.iter().map(|family| family.id.as_str()).collect();
        let rules = Rules::builtin().unwrap();
        let mut of_rules: Vec<&str> = rules.iter().map(|rule| &*rule.family().id).collect();
        of_rules.dedup();
        assert_eq!(ids, of_rules);
        ids.dedup();
        assert_eq!(ids.len(), families.len());
    }
}
