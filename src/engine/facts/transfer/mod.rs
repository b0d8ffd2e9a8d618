//! Facts about transfers: whether there is adequacy, an instrument or a derogation, and whether the
//! risk was assessed. The policies say which of them a transfer may rely on.

pub(in crate::engine::facts) mod adequacy;
mod assessment;
mod conditions;
mod derogation;
mod effectiveness;
mod excluded;
mod instrument;
mod kind;
mod mechanism;
mod onward;
mod place;
mod sensitive;

pub use kind::{MechanismKind, MechanismSet};
pub use mechanism::{
    RestrictedTransfer, TransferCandidates, TransferMechanism, transfer_candidates,
};

use jiff::civil::Date;

use super::{Adequacy, EffectFacts, EvidenceMap, InstrumentState, Requirement, TransferFacts};
use crate::engine::facts::transfer::derogation::Derogation;
use crate::engine::facts::transfer::instrument::Judged;
use crate::engine::facts::transfer::place::place;
use crate::engine::movement::{Destination, Movement, restricted};
use crate::estate::model::{Estate, FlowShape};
use crate::estate::vocabulary::{Certainty, Matter};
use crate::law::Regime;

/// What is asked about: a movement under a regime on a day.
pub(in crate::engine::facts) struct MovementCase<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// The movement.
    pub movement: &'a Movement,
    /// What its flows declare.
    pub shape: &'a FlowShape,
    /// The regime.
    pub regime: Regime,
    /// The day.
    pub day: Date,
    /// The countries outside the territory.
    pub destinations: &'a [Destination],
}

/// What was found about the transfer of a movement.
pub(in crate::engine::facts) struct TransferFound {
    /// The facts.
    pub facts: TransferFacts,
    /// Where it goes outside the territory, places that are not known among them.
    pub reached: Vec<Destination>,
    /// The countries outside the territory.
    pub destinations: Vec<Destination>,
    /// Of those, the countries that no adequacy covers.
    pub uncovered: Vec<String>,
    /// The kinds, as the law tables name them, of what the transfer is said to rely on: what a notice
    /// has to disclose.
    pub relied_on: Vec<String>,
    /// The derogations that can be relied on.
    pub derogations: Vec<Derogation>,
    /// The row with the terms on which a decision lets its recipient pass data on.
    pub onward_by: Vec<String>,
    /// The kinds of that decision, where its terms are met: a notice need not name them, and no other.
    pub onward_kinds: Vec<String>,
    /// One of those is of Art 46, so the notice has to state how to get a copy.
    pub article_46: bool,
}

/// Finds the facts about the transfer of a movement under a regime.
pub(in crate::engine::facts) fn transfer(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
    evidence: &mut EvidenceMap,
) -> TransferFound {
    // A place that is not known is a question of its own: no instrument can be compared with it.
    let reached = restricted(estate, movement, regime, day);
    let known = reached.iter().filter(|place| place.at.is_some());
    let destinations: Vec<Destination> = known.copied().collect();
    let place = place(estate, movement, evidence);
    let case = MovementCase {
        estate,
        movement,
        shape: estate.shape(movement.shape),
        regime,
        day,
        destinations: &destinations,
    };
    let found = if destinations.is_empty() {
        TransferFound::none(place)
    } else {
        case.transfer(place, evidence)
    };
    let mut found = TransferFound {
        reached,
        destinations,
        ..found
    };
    found.facts.place_not_recorded =
        place != Certainty::Stated && estate.leaves_open(Matter::Locations);
    found
}

impl TransferFound {
    /// No restricted transfer.
    fn none(place: Certainty) -> Self {
        Self {
            facts: TransferFacts {
                restricted: false,
                place,
                place_not_recorded: false,
                adequacy: Adequacy::None,
                onward_terms: Requirement::NotRequired,
                instrument: InstrumentState::None,
                derogations: MechanismSet::default(),
                public_powers: false,
                systematic: false,
                necessary: false,
                explicit_consent: false,
                consent_by_use: false,
                data_class_not_recorded: false,
                sensitive_flag_not_recorded: false,
                body_not_recorded: false,
                conclusion_undated: false,
                importer_not_recorded: false,
                relies_on_expired: false,
                risk_assessment: Requirement::NotRequired,
                effect: EffectFacts::default(),
            },
            reached: Vec::new(),
            destinations: Vec::new(),
            uncovered: Vec::new(),
            relied_on: Vec::new(),
            derogations: Vec::new(),
            onward_by: Vec::new(),
            onward_kinds: Vec::new(),
            article_46: false,
        }
    }
}

impl MovementCase<'_> {
    /// The facts about a restricted transfer, but for where it goes.
    fn transfer(&self, place: Certainty, evidence: &mut EvidenceMap) -> TransferFound {
        let (adequacy, mut relied_on) = self.adequacy(evidence);
        let onward = self.onward_terms(evidence);
        let passes_on = onward.requirement == Requirement::Met;
        let is_adequate = adequacy == Adequacy::InForce || passes_on;
        let judged = self.instruments();
        let best = judged
            .iter()
            .min_by_key(|judged| (judged.rank(), self.shortfall(judged), judged.index));
        let named = best
            .map(|judged| judged.evidence(self.estate))
            .or_else(|| self.named_but_unfit());
        if let Some(found) = named {
            evidence.insert("transfer.instrument", found);
        }
        let in_force = best.filter(|judged| judged.state() == InstrumentState::InForce);
        let derogations = self.derogations(&judged);
        let relies_on_expired = self.relies_on_expired(&judged, in_force, is_adequate, evidence);
        // Where there is adequacy, nothing is asked of the instrument.
        let asked = in_force.filter(|_| !is_adequate);
        let risk_assessment = asked.map_or(Requirement::NotRequired, |judged| {
            self.risk_assessment(judged, evidence)
        });
        let effect = asked.map_or_else(EffectFacts::default, |judged| {
            self.effect(self.estate.instrument(judged.index), evidence)
        });
        let instrument_kind = in_force.map(|judged| &self.estate.instrument(judged.index).kind);
        let derogation_kind = derogations.first().map(|it| &it.instrument_kind);
        let kinds = [instrument_kind, derogation_kind].into_iter().flatten();
        relied_on.extend(kinds.cloned());
        let cited = evidence.get("transfer.adequacy");
        let cited = cited.filter(|_| adequacy != Adequacy::InForce);
        TransferFound {
            uncovered: cited.map_or_else(Vec::new, |found| found.elements.clone()),
            facts: TransferFacts {
                restricted: true,
                place,
                place_not_recorded: false,
                adequacy,
                onward_terms: onward.requirement,
                instrument: best.map_or_else(|| self.without_instrument(), Judged::state),
                derogations: derogations.iter().map(|it| it.kind).collect(),
                public_powers: self.has_public_powers(),
                systematic: self.is_systematic(),
                necessary: self.is_necessary(),
                explicit_consent: self.has_explicit_consent(),
                consent_by_use: self.is_by_use(&derogations, evidence),
                data_class_not_recorded: is_adequate && self.is_class_unstated(evidence),
                sensitive_flag_not_recorded: adequacy == Adequacy::InForce
                    && in_force.is_none()
                    && self.is_flag_unstated(evidence),
                body_not_recorded: adequacy == Adequacy::InForce && self.is_body_unstated(evidence),
                importer_not_recorded: best.is_none() && self.is_keeper_open(evidence),
                conclusion_undated: asked.is_some_and(|it| self.is_undated(it, evidence)),
                relies_on_expired,
                risk_assessment,
                effect,
            },
            relied_on,
            derogations,
            onward_by: onward.by,
            onward_kinds: if passes_on { onward.kinds } else { Vec::new() },
            article_46: asked.is_some(),
            ..TransferFound::none(place)
        }
    }

    /// What it means that no instrument was found.
    fn without_instrument(&self) -> InstrumentState {
        if self.estate.leaves_open(Matter::Safeguards) {
            InstrumentState::NotRecorded
        } else {
            InstrumentState::None
        }
    }

    /// Whether an instrument holds only if it was concluded by a day that is past, and the estate does not
    /// record when it was.
    fn is_undated(&self, judged: &Judged, evidence: &mut EvidenceMap) -> bool {
        let Some(by) = judged.undated_by else {
            return false;
        };
        let mut found = judged.evidence(self.estate);
        found.day = Some(by);
        found.steps.push(format!(
            "it holds if it was concluded by {by}; the day of conclusion is not recorded"
        ));
        evidence.insert("transfer.conclusionUndated", found);
        true
    }

    /// Whether the flow relies on an instrument that has expired, while adequacy or another
    /// instrument is there in its place.
    fn relies_on_expired(
        &self,
        judged: &[Judged],
        in_force: Option<&Judged>,
        is_adequate: bool,
        evidence: &mut EvidenceMap,
    ) -> bool {
        let expired = judged.iter().find(|judged| {
            judged.state() == InstrumentState::Expired
                && self.shape.transfer.safeguards.contains(&judged.index)
        });
        let Some(expired) = expired.filter(|_| is_adequate || in_force.is_some()) else {
            return false;
        };
        let mut found = expired.evidence(self.estate);
        match in_force {
            Some(other) => {
                let id = &self.estate.instrument(other.index).id;
                let step = format!("`{id}` applies to the transfer instead");
                found.steps.push(step);
                found.law.extend(other.rows().iter().cloned());
            }
            None => {
                let step = "adequacy applies to the transfer instead".to_owned();
                found.steps.push(step);
                let adequate = evidence.get("transfer.adequacy").into_iter();
                found.law.extend(adequate.flat_map(|it| it.law.clone()));
            }
        }
        evidence.insert("transfer.reliesOnExpired", found);
        true
    }
}
