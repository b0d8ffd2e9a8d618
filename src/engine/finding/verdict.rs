//! One rule's verdict on one movement, item or statement, before verdicts are gathered.

use std::collections::BTreeSet;

use crate::engine::deployment::Case;
use crate::engine::facts::EvidenceMap;
use crate::engine::movement::Movement;
use crate::engine::policy::{Decider, Question, RuleIx, Rules};
use crate::estate::model::{FlowIx, StatementIx, SystemIx};
use crate::law::Regime;

/// What a verdict is about.
#[derive(Debug, Clone)]
pub enum About<'a> {
    /// A movement, with the flows that declare it, the countries it goes to outside the territory,
    /// and what its facts rest on.
    Movement {
        /// The movement.
        movement: &'a Movement,
        /// The flows that declare it, in the order of ids.
        flows: &'a [FlowIx],
        /// Countries outside the territory, by name.
        countries: &'a [String],
    },
    /// A statement.
    Statement(StatementIx),
    /// An item that the notice must tell: its key and what it is.
    Item(&'a str, &'a str),
    /// Something deployed.
    Deployed(&'a Case),
    /// A system of which something should be deployed.
    Operated(SystemIx),
    /// An accepted finding: its id.
    Waiver(&'a str),
    /// A link.
    Citation(&'a str),
    /// A policy that could not be evaluated, and why.
    Fault(&'a str, &'a str),
}

/// A rule's verdict.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The rule; `None` for a policy that could not be evaluated.
    pub rule: Option<RuleIx>,
    /// The regime.
    pub regime: Regime,
    /// What it is about.
    pub about: About<'a>,
    /// What the facts rest on.
    pub evidence: &'a EvidenceMap,
    /// Rules that fired as well and say the same less precisely.
    pub covers: Vec<RuleIx>,
}

impl<'a> Verdict<'a> {
    /// That a policy could not be evaluated, and why.
    pub fn fault(
        (policy, reason): &'a (String, String),
        regime: Regime,
        nothing: &'a EvidenceMap,
    ) -> Self {
        Self {
            rule: None,
            regime,
            about: About::Fault(policy, reason),
            evidence: nothing,
            covers: Vec::new(),
        }
    }
}

/// The verdicts on one thing, by the answer to the question about it; policies that fail are added to the
/// faults.
pub fn decided<'a>(
    (rules, decider): (&Rules, &Decider<'_>),
    question: &Question,
    regime: Regime,
    about: &About<'a>,
    evidence: &'a EvidenceMap,
    faults: &mut BTreeSet<(String, String)>,
) -> Vec<Verdict<'a>> {
    let decision = decider.decide(question);
    faults.extend(decision.errors);
    let fired = decision.verdicts.into_iter().collect();
    fold(rules, fired, regime, about, evidence)
}

/// Folds what fired on one thing: a rule that a more precise one covers is named by it.
pub fn fold<'a>(
    rules: &Rules,
    fired: BTreeSet<RuleIx>,
    regime: Regime,
    about: &About<'a>,
    evidence: &'a EvidenceMap,
) -> Vec<Verdict<'a>> {
    let covered_by = |index: RuleIx| -> Vec<RuleIx> {
        rules.rule(index).map_or_else(Vec::new, |rule| {
            rule.covers
                .iter()
                .filter_map(|id| rules.index(id))
                .filter(|id| fired.contains(id))
                .collect()
        })
    };
    // A rule that is switched off covers nothing.
    let active = |index: &RuleIx| rules.severity(*index).is_some();
    let covered: BTreeSet<RuleIx> = fired
        .iter()
        .filter(|index| active(index))
        .flat_map(|index| covered_by(*index))
        .collect();
    fired
        .iter()
        .filter(|index| !covered.contains(index))
        .map(|index| Verdict {
            rule: Some(*index),
            regime,
            about: about.clone(),
            evidence,
            covers: covered_by(*index),
        })
        .collect()
}
