//! Two checks beside each other, of an estate as it is and as it is assumed to be: what newly
//! rises, what falls away and what holds.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::check::Outcome;
use crate::engine::finding::Finding;
use crate::engine::policy::Rules;
use crate::estate::model::Estate;

/// How a finding stands beside those of the other check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was not there before.
    Rises,
    /// It was, and is now of more flows or more data, or weighs more.
    Grows,
    /// It was there before.
    Holds,
}

/// An estate and what a check of it found.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// Its rules.
    pub rules: &'a Rules,
    /// What was found.
    pub outcome: &'a Outcome,
}

impl Side<'_> {
    fn flows(&self, finding: &Finding) -> BTreeSet<&str> {
        let flows = finding.flows.iter();
        flows.map(|flow| &*self.estate.flow(*flow).id).collect()
    }
}

/// How each finding of the second check stands beside the first, in its order, and the ids of the
/// findings that only the first has.
pub fn findings(before: Side<'_>, after: Side<'_>) -> (Vec<Standing>, BTreeSet<String>) {
    let known: BTreeMap<&str, &Finding> = before
        .outcome
        .findings
        .iter()
        .map(|finding| (&*finding.id, finding))
        .collect();
    let standing = |finding: &Finding| {
        let Some(old) = known.get(&*finding.id) else {
            return Standing::Rises;
        };
        let has_more = !after.flows(finding).is_subset(&before.flows(old))
            || finding.data.iter().any(|data| !old.data.contains(data))
            || finding.severity > old.severity;
        match has_more {
            true => Standing::Grows,
            false => Standing::Holds,
        }
    };
    let standings = after.outcome.findings.iter().map(standing).collect();
    let there: BTreeSet<&str> = after.outcome.findings.iter().map(|it| &*it.id).collect();
    let gone = known.keys().filter(|id| !there.contains(*id));
    (standings, gone.map(|id| (*id).to_owned()).collect())
}
