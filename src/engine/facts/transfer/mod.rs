//! Facts about transfers: whether there is adequacy, an instrument or a derogation, and whether the
//! risk was assessed. Which of them a transfer may rest on, the policies say.

pub(in crate::engine::facts) mod adequacy;
mod derogation;
mod effectiveness;
mod instrument;
mod kind;
mod mechanism;

pub use kind::{MechanismKind, MechanismSet};
pub use mechanism::{
    RestrictedTransfer, TransferCandidates, TransferMechanism, transfer_candidates,
};

use jiff::civil::Date;

use super::{
    Adequacy, EffectFacts, Evidence, EvidenceMap, ImporterLaw, InstrumentState, Label, LabelRole,
    Requirement, TransferFacts,
};
use crate::engine::facts::transfer::adequacy::adequacy;
use crate::engine::facts::transfer::derogation::Derogation;
use crate::engine::facts::transfer::effectiveness::Question;
use crate::engine::facts::transfer::instrument::{Judged, judge_instruments};
use crate::engine::movement::{Destination, Movement, restricted};
use crate::estate::model::{Estate, FlowField, FlowShape};
use crate::estate::vocabulary::Certainty;
use crate::law::Regime;

/// What is asked about: a movement.
pub(in crate::engine::facts) struct MovementCase<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// The movement.
    pub movement: &'a Movement,
    /// What its flows declare.
    pub shape: &'a FlowShape,
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
    /// The kinds, as the law tables name them, of what the transfer is said to rest on: what a notice
    /// has to tell.
    pub relied_on: Vec<String>,
    /// The derogations that can be relied on.
    pub derogations: Vec<Derogation>,
    /// Of those, one that Art 46 asks to tell how to get a copy of.
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
    let shape = estate.shape(movement.shape);
    // A place that is not known is told of by itself: no paper can be held against it.
    let reached = restricted(estate, movement, regime, day);
    let known = reached.iter().filter(|place| place.country.is_some());
    let destinations: Vec<Destination> = known.copied().collect();
    let place = place(estate, movement, evidence);
    if destinations.is_empty() {
        return TransferFound {
            facts: TransferFacts {
                restricted: false,
                place,
                adequacy: Adequacy::None,
                instrument: InstrumentState::None,
                derogations: MechanismSet::default(),
                systematic: false,
                necessary: false,
                explicit_consent: false,
                relies_on_expired: false,
                risk_assessment: Requirement::NotRequired,
                effect: EffectFacts::default(),
            },
            reached,
            destinations,
            uncovered: Vec::new(),
            relied_on: Vec::new(),
            derogations: Vec::new(),
            article_46: false,
        };
    }
    let mut relied_on = Vec::new();
    let adequacy = adequacy(
        estate,
        movement,
        shape,
        regime,
        &destinations,
        day,
        evidence,
        &mut relied_on,
    );
    let judged = judge_instruments(estate, movement, shape, regime, day);
    let question = Question {
        estate,
        movement,
        regime,
        destinations: &destinations,
        day,
    };
    let best = judged
        .iter()
        .min_by_key(|judged| (judged.rank(), lacks(&question, judged), judged.index));
    let instrument = best.map_or(InstrumentState::None, Judged::state);
    let case = MovementCase {
        estate,
        movement,
        shape,
    };
    let derogations = case.derogations(&judged);
    let carries = best.filter(|judged| judged.state() == InstrumentState::InForce);
    if let Some(judged) = best {
        evidence.insert("transfer.instrument", judged.evidence(estate));
    }
    let otherwise = adequacy == Adequacy::InForce || carries.is_some();
    let lapsed = judged.iter().find(|judged| {
        judged.state() == InstrumentState::Expired && shape.safeguards.contains(&judged.index)
    });
    if let (true, Some(judged)) = (otherwise, lapsed) {
        let mut found = judged.evidence(estate);
        found.steps.push(match carries {
            Some(other) => format!(
                "`{}` carries the transfer in its place",
                estate.instrument(other.index).id
            ),
            None => "adequacy carries the transfer in its place".to_owned(),
        });
        match carries {
            Some(other) => found.law.extend(other.rows().iter().cloned()),
            None => found.law.extend(
                evidence
                    .get("transfer.adequacy")
                    .into_iter()
                    .flat_map(|adequate| adequate.law.iter().cloned()),
            ),
        }
        evidence.insert("transfer.reliesOnExpired", found);
    }
    let risk_assessment = match carries {
        Some(judged) if adequacy != Adequacy::InForce => {
            risk_assessment(estate, judged, regime, day, evidence)
        }
        _ => Requirement::NotRequired,
    };
    let effect = match carries {
        Some(judged) if adequacy != Adequacy::InForce => {
            question.facts(estate.instrument(judged.index), evidence)
        }
        _ => EffectFacts::default(),
    };
    if adequacy != Adequacy::InForce {
        relied_on.clear();
    }
    let instrument_kind = carries.map(|judged| &estate.instrument(judged.index).kind);
    let derogation_kind = derogations.first().map(|it| &it.instrument_kind);
    relied_on.extend(
        [instrument_kind, derogation_kind]
            .into_iter()
            .flatten()
            .cloned(),
    );
    TransferFound {
        facts: TransferFacts {
            restricted: true,
            place,
            adequacy,
            instrument,
            derogations: derogations.iter().map(|it| it.kind).collect(),
            systematic: case.is_systematic(),
            necessary: case.is_necessary(),
            explicit_consent: case.is_agreed(),
            relies_on_expired: otherwise && lapsed.is_some(),
            risk_assessment,
            effect,
        },
        reached,
        destinations,
        uncovered: match evidence.get("transfer.adequacy") {
            Some(found) if adequacy != Adequacy::InForce => found.elements.clone(),
            _ => Vec::new(),
        },
        relied_on,
        derogations,
        article_46: carries.is_some() && adequacy != Adequacy::InForce,
    }
}

/// How sure the importer's place is: the least sure of its places.
fn place(estate: &Estate, movement: &Movement, evidence: &mut EvidenceMap) -> Certainty {
    let worst = movement.places.iter().max_by_key(|place| place.certainty);
    let Some(place) = worst.filter(|place| place.certainty != Certainty::Stated) else {
        return Certainty::Stated;
    };
    let text = match (place.certainty, place.country) {
        (Certainty::Hinted, Some(country)) => {
            format!(
                "{} is only hinted at here: a hint binds nobody",
                country.name()
            )
        }
        _ => "where the data are kept or read is not known".to_owned(),
    };
    let mut found = Evidence {
        steps: vec![text.clone()],
        ..Evidence::default()
    };
    found.name = Some(match movement.system {
        Some(system) => estate.system(system).name.clone(),
        None => movement
            .importer
            .map_or_else(String::new, |party| estate.party(party).name.clone()),
    });
    found.elements = place
        .country
        .map(|country| country.name().to_owned())
        .into_iter()
        .collect();
    found.fields.push((FlowField::To, "goes here".to_owned()));
    found.labels.extend(place.span.map(|span| Label {
        role: LabelRole::Estate,
        span,
        text,
    }));
    evidence.insert("transfer.place", found);
    place.certainty
}

/// What an instrument in force lacks of what Art 46 asks, the least first: a transfer may rest on any
/// of several, and the one that serves best is asked.
fn lacks(question: &Question<'_>, judged: &Judged) -> u8 {
    if judged.state() != InstrumentState::InForce {
        return 0;
    }
    let (estate, regime, day) = (question.estate, question.regime, question.day);
    let mut unused = EvidenceMap::default();
    if risk_assessment(estate, judged, regime, day, &mut unused) == Requirement::Missing {
        return 3;
    }
    let effect = question.facts(estate.instrument(judged.index), &mut unused);
    let law_in_the_way = effect.importer_law != ImporterLaw::Unproblematic;
    match (
        law_in_the_way && effect.importer_has_clear_text,
        effect.assessment_stale,
    ) {
        (true, _) if !effect.supplementary_measure_effective => 2,
        (_, true) => 1,
        _ => 0,
    }
}

fn risk_assessment(
    estate: &Estate,
    judged: &Judged,
    regime: Regime,
    day: Date,
    evidence: &mut EvidenceMap,
) -> Requirement {
    let Some(duty) = estate.law.risk_assessment_duty(regime, day) else {
        return Requirement::NotRequired;
    };
    let instrument = estate.instrument(judged.index);
    let made = instrument
        .risk_assessment
        .as_ref()
        .is_some_and(|assessment| assessment.date <= day);
    if made {
        return Requirement::Met;
    }
    let mut found = judged.evidence(estate);
    found.law.push(duty.row.id.clone());
    let text = match &instrument.risk_assessment {
        Some(assessment) => format!("its risk was assessed only on {}", assessment.date),
        None => "no assessment of its risk is recorded".to_owned(),
    };
    for label in &mut found.labels {
        label.text.clone_from(&text);
    }
    for (_, label) in &mut found.fields {
        "rests on this".clone_into(label);
    }
    found.steps.push(text);
    evidence.insert("transfer.riskAssessment", found);
    Requirement::Missing
}
