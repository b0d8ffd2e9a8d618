//! Cases: what policies are asked about one thing under one regime. Movements, the notice, what is
//! deployed and links come to the policies in this one form, and are judged by this one function.

mod citations;
mod deployment;
mod duties;
mod movement;
mod notice;
mod observed;

use std::borrow::Cow;
use std::collections::BTreeSet;

use foldhash::HashMap;

use super::as_of::AsOf;
use super::deployment::{Deployed, ResourceGroup};
use super::facts::EvidenceMap;
use super::movement::Movement;
use super::observed::Observations;
use super::policy::{Decider, Decision, Question, RuleIx, Rules};
use crate::estate::model::{FlowIx, StatementIx, SystemIx};
use crate::law::Regime;

pub use deployment::deployment_cases;
pub use movement::{movement_cases, settle_transfers};
pub use notice::Moved;
pub use observed::observed_cases;

/// What a case is about.
#[derive(Debug, Clone)]
pub enum Subject<'e> {
    /// A movement.
    Movement {
        /// The movement.
        movement: &'e Movement,
        /// The flows that declare it, in the order of ids.
        flows: &'e [FlowIx],
        /// Countries outside the territory, by name.
        countries: &'e [String],
    },
    /// A statement of the notice.
    Statement(StatementIx),
    /// An item that the notice must state: its key and what it is.
    Item(&'e str, &'e str),
    /// Deployed resources.
    Resources(ResourceGroup),
    /// A system of which something should be deployed.
    System(SystemIx),
    /// A file that says what is deployed, by its path; all of them together where it is empty.
    File(String),
    /// Somebody who was seen to receive data, or a cookie, by what identifies it.
    Seen(String),
    /// Something else, known by one text: a link, or the id of the finding that a waiver is for. What
    /// more there is to say of it is in the evidence.
    Named(&'e str),
    /// A policy that could not be evaluated, and why.
    Fault(String, String),
}

/// What policies are asked about one thing, and the evidence for the answer.
#[derive(Debug, Clone)]
pub struct Case<'e> {
    /// The questions: one, but for movements, which may be a disclosure and a transfer at once.
    pub questions: Vec<Question>,
    /// The regime.
    pub regime: Regime,
    /// What it is about.
    pub subject: Subject<'e>,
    /// The evidence for the facts.
    pub evidence: Cow<'e, EvidenceMap>,
}

/// A rule that applies to a case.
#[derive(Debug, Clone)]
pub struct RuleHit<'c> {
    /// The rule; `None` for a policy that could not be evaluated.
    pub rule: Option<RuleIx>,
    /// The case.
    pub case: &'c Case<'c>,
    /// Rules that apply as well and say the same less precisely.
    pub covers: Vec<RuleIx>,
}

impl<'c> RuleHit<'c> {
    /// The hit of a case of a policy that could not be evaluated.
    pub fn fault(case: &'c Case<'c>) -> Self {
        Self {
            rule: None,
            case,
            covers: Vec::new(),
        }
    }
}

/// A policy that could not be evaluated, and why.
pub type Fault = (String, String);

/// What policies answer about a case.
#[derive(Debug, Clone)]
pub struct Judged<'c> {
    /// The rules that apply, without those that a more precise one covers.
    pub hits: Vec<RuleHit<'c>>,
    /// Policies that could not be evaluated.
    pub faults: Vec<Fault>,
}

/// Everything that is asked of an estate on a day, but of its movements: of its notice, what is deployed,
/// the links that it cites.
pub fn beyond_movements<'d>(
    day: &AsOf<'d>,
    moved: &Moved,
    deployed: Option<&'d Deployed>,
    observed: Option<&'d Observations>,
) -> Vec<Case<'d>> {
    let mut cases = notice::notice_cases(day, moved);
    cases.extend(duties::duty_cases(day));
    cases.extend(deployed.map_or_else(Vec::new, |deployed| {
        deployment_cases(day.estate, &day.regimes, day.day, deployed)
    }));
    cases.extend(observed.map_or_else(Vec::new, |seen| {
        observed_cases(day, seen, moved.recipients())
    }));
    cases.extend(citations::citation_cases(day));
    cases
}

/// Asks the policies about cases; the answers are in the same order.
pub fn judge<'c>(decider: &mut Decider<'_>, cases: &'c [Case<'c>]) -> Vec<Judged<'c>> {
    decider.prepare(cases.iter().flat_map(|case| case.questions.iter().copied()));
    // Many cases are answered alike.
    let mut known: HashMap<Vec<RuleIx>, Vec<Kept>> = HashMap::default();
    let mut answer = |case: &'c Case<'c>| {
        let mut applying: Vec<RuleIx> = Vec::new();
        let mut faults = Vec::new();
        for question in &case.questions {
            let Decision {
                verdicts, errors, ..
            } = &*decider.decide(question);
            applying.extend(verdicts);
            faults.extend(errors.iter().cloned());
        }
        applying.sort_unstable();
        applying.dedup();
        let kept = match known.get(&applying) {
            Some(kept) => kept,
            None => {
                let kept = without_covered(decider.rules(), &applying);
                known.entry(applying).or_insert(kept)
            }
        };
        let hits = kept.iter().map(|(rule, covers)| RuleHit {
            rule: Some(*rule),
            case,
            covers: covers.clone(),
        });
        Judged {
            hits: hits.collect(),
            faults,
        }
    };
    cases.iter().map(&mut answer).collect()
}

/// Faults as cases of their own: Cedar ignores a policy that it cannot
/// evaluate, so that it would pass in silence.
pub fn fault_cases(faults: &BTreeSet<Fault>, regime: Regime) -> Vec<Case<'static>> {
    let case = |(policy, reason): &Fault| Case {
        questions: Vec::new(),
        regime,
        subject: Subject::Fault(policy.clone(), reason.clone()),
        evidence: Cow::Owned(EvidenceMap::new()),
    };
    faults.iter().map(case).collect()
}

/// A rule that is not covered, and those of the others that it covers and names.
type Kept = (RuleIx, Vec<RuleIx>);

/// The rules that apply to a case, without those that a more precise one covers and names.
fn without_covered(rules: &Rules, applying: &[RuleIx]) -> Vec<Kept> {
    let covered_by = |index: RuleIx| -> Vec<RuleIx> {
        rules.rule(index).map_or_else(Vec::new, |rule| {
            rule.covers
                .iter()
                .filter_map(|id| rules.index(id))
                .filter(|id| applying.contains(id))
                .collect()
        })
    };
    // A rule that is switched off covers nothing.
    let active = |index: &&RuleIx| rules.severity(**index).is_some();
    let covered: BTreeSet<RuleIx> = applying
        .iter()
        .filter(active)
        .flat_map(|index| covered_by(*index))
        .collect();
    applying
        .iter()
        .filter(|index| !covered.contains(index))
        .map(|index| (*index, covered_by(*index)))
        .collect()
}
