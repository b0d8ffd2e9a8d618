//! Declared against deployed, and nothing else: the flows are not judged.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::engine::beside::Beside;
use crate::engine::check::{Outcome, governing};
use crate::engine::deployment::Deployed;
use crate::engine::facts::EvidenceMap;
use crate::engine::finding::{self, About, Assembler, Verdict};
use crate::engine::policy::{Decider, Rules};
use crate::estate::model::Estate;
use crate::input::{InputError, SourceMap};
use crate::law::Regime;

/// Holds what is deployed against what an estate declares on a day.
///
/// # Errors
/// Those of [`check`](crate::engine::check::check).
pub fn reconcile(
    estate: &Estate,
    sources: &SourceMap,
    rules: &Rules,
    day: Date,
    deployed: &Deployed,
) -> Result<Outcome, InputError> {
    let regimes = governing(estate, day)?;
    let regime = regimes.first().copied().unwrap_or(Regime::EuGdpr);
    let beside = Beside::of(deployed, estate, regime, day);
    let mut decider = Decider::new(rules, estate)?;
    decider.prepare(beside.questions(estate));
    let mut faults = BTreeSet::new();
    let mut verdicts = beside.verdicts(estate, rules, &decider, &mut faults);
    let nothing = EvidenceMap::new();
    verdicts.extend(faults.iter().map(|(policy, reason)| Verdict {
        rule: None,
        regime,
        about: About::Fault(policy, reason),
        evidence: &nothing,
        covers: Vec::new(),
    }));
    let assembler = Assembler {
        estate,
        sources,
        rules,
        day,
        deployed: Some(deployed),
    };
    let mut findings = finding::gather(&assembler, rules, verdicts);
    finding::sort(estate, day, &mut findings);
    Ok(Outcome {
        day,
        findings,
        flows_judged: 0,
        movements: 0,
        decisions: decider.distinct(),
    })
}
