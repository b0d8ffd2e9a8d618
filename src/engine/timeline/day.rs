//! What is found about each declaration on one day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::influence::Influence;
use super::{Judgement, State};
use crate::engine::as_of::{AsOf, CheckError};
use crate::engine::cases::{judge, movement_cases, settle_transfers};
use crate::engine::coverage::compares;
use crate::engine::facts::{EvidenceMap, MovementAssessment, TransferMechanism};
use crate::engine::policy::{Decider, RuleIx, Rules};
use crate::estate::model::{Estate, ShapeIx};
use crate::law::Regime;

/// The status of a declaration under a regime on a day, and its evidence.
#[derive(Debug, Clone)]
pub(super) struct ShapeStatus {
    /// Its status.
    pub state: State,
    /// The rows of law that each finding cites.
    pub cited: BTreeMap<RuleIx, BTreeSet<String>>,
    /// The rows of law that anything found about it relies on.
    pub all_cited: BTreeSet<String>,
}

impl ShapeStatus {
    fn without_findings(state: State) -> Self {
        Self {
            state,
            cited: BTreeMap::new(),
            all_cited: BTreeSet::new(),
        }
    }
}

/// Judges days. What was decided on one day holds on every other: facts know no day.
pub(super) struct Judge<'e> {
    /// The estate.
    pub estate: &'e Estate,
    /// The rules.
    pub rules: &'e Rules,
    /// What was decided so far.
    pub decider: Decider<'e>,
    /// Which declarations can change what is found about which.
    pub influence: Influence,
    /// The declarations asked for; `None`: all.
    pub only: Option<&'e BTreeSet<ShapeIx>>,
}

/// The status of all declarations under all regimes that have begun.
pub(super) type ShapeStatuses = BTreeMap<(ShapeIx, Regime), ShapeStatus>;

impl Judge<'_> {
    /// The status of each declaration on a day.
    ///
    /// # Errors
    /// When the day cannot be judged, as in a check.
    pub fn on(&mut self, day: Date) -> Result<ShapeStatuses, CheckError> {
        let as_of = AsOf::new(self.estate, day)?;
        Ok(self.judged(&as_of, self.shapes().collect()))
    }

    /// The status on a day of what can have changed where nothing but some declarations begin or end.
    ///
    /// # Errors
    /// As [`Self::on`].
    pub fn on_change_of(
        &mut self,
        changed: &BTreeSet<ShapeIx>,
        day: Date,
    ) -> Result<ShapeStatuses, CheckError> {
        let reached = self.influence.reached(changed.iter().copied());
        let needed = self.influence.needed(reached.iter().copied());
        let running = needed
            .into_iter()
            .filter(|shape| self.estate.shape(*shape).runs(day))
            .map(|shape| (shape, Vec::new()));
        let as_of = AsOf::among(self.estate, day, running.collect())?;
        Ok(self.judged(&as_of, reached))
    }

    /// The status of some declarations, on a day on which enough runs to judge them.
    fn judged(&mut self, as_of: &AsOf<'_>, shapes: Vec<ShapeIx>) -> ShapeStatuses {
        let day = as_of.day;
        let mut assessed = as_of
            .assess_only(|shape| self.is_asked_for(shape) && shapes.binary_search(&shape).is_ok());
        settle_transfers(&mut self.decider, self.estate, &mut assessed);
        let cases = movement_cases(self.estate, &assessed);
        let judged = judge(&mut self.decider, &cases);

        let mut statuses = self.ungoverned(shapes, day);
        for (assessed, judged) in assessed.iter().zip(judged) {
            let key = (assessed.movement.shape, assessed.regime);
            let Some(status) = statuses.get_mut(&key) else {
                continue;
            };
            if !matches!(status.state, State::Judged(_)) {
                status.state = State::Judged(Judgement {
                    compared: compares(self.estate, self.estate.shape(key.0), day),
                    ..Judgement::default()
                });
            }
            let State::Judged(judgement) = &mut status.state else {
                continue;
            };
            judgement.faulty |= !judged.faults.is_empty();
            let evidence = &assessed.found.evidence;
            for index in judged.hits.iter().filter_map(|hit| hit.rule) {
                if self.rules.severity(index).is_none() {
                    continue;
                }
                judgement.rules.insert(index);
                let rows = self.cited(index, assessed.regime, day, evidence);
                status.cited.entry(index).or_default().extend(rows);
            }
            judgement.rests_on.extend(mechanisms(&assessed.found));
            let rows = evidence
                .values()
                .flat_map(|found| found.law.iter().cloned());
            status.all_cited.extend(rows);
        }
        for status in statuses.values_mut() {
            let rows = status.cited.values().flatten().cloned();
            status.all_cited.extend(rows);
        }
        statuses
    }

    /// The status of all declarations, or of what can have changed where some begin or end, on a day on which
    /// nothing governs the controller.
    pub fn on_free_day(&self, changed: Option<&BTreeSet<ShapeIx>>, day: Date) -> ShapeStatuses {
        let shapes = match changed {
            Some(changed) => self.influence.reached(changed.iter().copied()),
            None => self.shapes().collect(),
        };
        self.ungoverned(shapes, day)
    }

    /// The status of some declarations as far as nothing governs them.
    fn ungoverned(&self, shapes: Vec<ShapeIx>, day: Date) -> ShapeStatuses {
        let estate = self.estate;
        let begun: Vec<Regime> = Regime::ALL
            .iter()
            .copied()
            .filter(|regime| {
                estate
                    .law
                    .regime_begins(*regime)
                    .is_some_and(|first| first <= day)
            })
            .collect();
        shapes
            .into_iter()
            .filter(|shape| self.is_asked_for(*shape))
            .flat_map(|shape| {
                let state = if estate.shape(shape).runs(day) {
                    State::NotGoverned
                } else {
                    State::NotRunning
                };
                let status = ShapeStatus::without_findings(state);
                begun
                    .iter()
                    .map(move |regime| ((shape, *regime), status.clone()))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn shapes(&self) -> impl Iterator<Item = ShapeIx> + use<> {
        (0..self.estate.shapes.len()).map(|at| ShapeIx(at as u32))
    }

    fn is_asked_for(&self, shape: ShapeIx) -> bool {
        self.only.is_none_or(|only| only.contains(&shape))
    }

    /// The rows that a finding of a rule cites.
    fn cited(
        &self,
        rule: RuleIx,
        regime: Regime,
        day: Date,
        evidence: &EvidenceMap,
    ) -> BTreeSet<String> {
        let Some(rule) = self.rules.rule(rule) else {
            return BTreeSet::new();
        };
        let law = &self.estate.law;
        let keys = rule.law.iter();
        let seat = self.estate.party(self.estate.controller).country;
        let by_rule = keys.filter_map(|key| law.citation(key, regime, day, seat.as_ref()));
        let found = rule
            .evidence
            .iter()
            .filter_map(|key| evidence.get(key.as_str()))
            .flat_map(|found| found.law.iter().cloned());
        by_rule.map(|row| row.id.clone()).chain(found).collect()
    }
}

/// What the transfer of a movement relies on: adequacy, or else an instrument or a derogation.
fn mechanisms(found: &MovementAssessment) -> Vec<TransferMechanism> {
    let all = found.transfer.iter().flat_map(|it| &it.mechanisms);
    let (adequacy, others): (Vec<TransferMechanism>, Vec<TransferMechanism>) = all
        .cloned()
        .partition(|mechanism| matches!(mechanism, TransferMechanism::Adequacy(_)));
    if adequacy.is_empty() {
        others
    } else {
        adequacy
    }
}
