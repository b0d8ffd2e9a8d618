//! One side of a movement: its judgements, gathered by verdict.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::coverage::{Judgement, Verdict};
use crate::engine::facts::{Evidence, EvidenceMap, VerdictSet};
use crate::estate::model::{FlowField, StatementIx};

/// The sides of which a notice denies none: where it is wrong on one it states another.
const STATES_ANOTHER: [&str; 4] = [
    "retention",
    "safeguard",
    "legal basis",
    "condition of Art 9",
];

/// The judgements of one side, with what each cites, gathered by verdict.
pub(super) struct Side<'a> {
    keys: [&'static str; 5],
    label: &'static str,
    by_verdict: BTreeMap<Verdict, Evidence>,
    used: &'a mut BTreeSet<StatementIx>,
}

impl<'a> Side<'a> {
    pub fn new(
        keys: [&'static str; 5],
        label: &'static str,
        used: &'a mut BTreeSet<StatementIx>,
    ) -> Self {
        Self {
            keys,
            label,
            by_verdict: BTreeMap::new(),
            used,
        }
    }

    pub fn add(&mut self, element: String, field: FlowField, judgement: Judgement) {
        self.used
            .extend(judgement.statements.iter().chain(&judgement.yielding));
        let found = self.by_verdict.entry(judgement.verdict).or_default();
        if !found.elements.contains(&element) {
            found.elements.push(element.clone());
        }
        let words = match judgement.verdict {
            Verdict::Clear => "disclosed",
            Verdict::Vague => "disclosed in general terms only",
            Verdict::Ambiguous => "disclosed and denied",
            Verdict::Incorrect if STATES_ANOTHER.contains(&self.label) => {
                "the notice states another"
            }
            Verdict::Incorrect => "denied by the notice",
            Verdict::Omitted => "not disclosed",
        };
        let label = (field, format!("{}: {words}", self.label));
        if !found.fields.contains(&label) {
            found.fields.push(label);
        }
        for statement in judgement.statements {
            if !found.statements.contains(&statement) {
                found.statements.push(statement);
            }
        }
        if judgement.verdict == Verdict::Ambiguous {
            found.denials.extend(judgement.denials);
        }
        for step in judgement.steps {
            let step = format!("{element}: {step}");
            if !found.steps.contains(&step) {
                found.steps.push(step);
            }
        }
    }

    pub fn finish(self, evidence: &mut EvidenceMap) -> VerdictSet {
        let set = self.by_verdict.keys().copied().collect();
        for (verdict, mut found) in self.by_verdict {
            found.elements.sort();
            found.statements.sort();
            found.denials.sort();
            found.denials.dedup();
            if let Some(key) = self.keys.get(verdict as usize) {
                evidence.insert(key, found);
            }
        }
        set
    }
}

/// The keys of the evidence of one side, in the order of the verdicts.
macro_rules! keys {
    ($side:literal) => {
        [
            concat!("coverage.", $side, ".clear"),
            concat!("coverage.", $side, ".vague"),
            concat!("coverage.", $side, ".ambiguous"),
            concat!("coverage.", $side, ".incorrect"),
            concat!("coverage.", $side, ".omitted"),
        ]
    };
}

pub(super) use keys;
