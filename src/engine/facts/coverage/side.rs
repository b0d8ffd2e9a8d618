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
    by_verdict: BTreeMap<Verdict, Option<Evidence>>,
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

    /// Takes in what was judged of one thing; words that nobody `wants` are not put together.
    pub fn add(
        &mut self,
        element: &str,
        field: FlowField,
        judgement: &Judgement,
        wants: impl Fn(&str) -> bool,
    ) {
        self.used
            .extend(judgement.statements.iter().chain(&judgement.yielding));
        let verdict = judgement.verdict;
        let key = self.keys.get(verdict as usize);
        let found = self.by_verdict.entry(verdict);
        let found =
            found.or_insert_with(|| key.filter(|it| wants(it)).map(|_| Evidence::default()));
        let Some(found) = found else { return };
        if !found.elements.iter().any(|known| known == element) {
            found.elements.push(element.to_owned());
        }
        // What is said of a field follows from the side and the verdict.
        if !found.fields.iter().any(|(known, _)| *known == field) {
            let words = words(verdict, self.label);
            found
                .fields
                .push((field, format!("{}: {words}", self.label)));
        }
        for statement in &judgement.statements {
            if !found.statements.contains(statement) {
                found.statements.push(*statement);
            }
        }
        if verdict == Verdict::Ambiguous {
            found.denials.extend(&judgement.denials);
        }
        for step in &judgement.steps {
            let is_it = |known: &String| {
                let rest = known.strip_prefix(element);
                rest.and_then(|rest| rest.strip_prefix(": ")) == Some(step)
            };
            if !found.steps.iter().any(is_it) {
                found.steps.push(format!("{element}: {step}"));
            }
        }
    }

    pub fn finish(self, evidence: &mut EvidenceMap) -> VerdictSet {
        let set = self.by_verdict.keys().copied().collect();
        for (verdict, found) in self.by_verdict {
            let Some(mut found) = found else { continue };
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

fn words(verdict: Verdict, label: &str) -> &'static str {
    match verdict {
        Verdict::Clear => "disclosed",
        Verdict::Vague => "disclosed in general terms only",
        Verdict::Ambiguous => "disclosed and denied",
        Verdict::Incorrect if STATES_ANOTHER.contains(&label) => "the notice states another",
        Verdict::Incorrect => "denied by the notice",
        Verdict::Omitted => "not disclosed",
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
