//! Facts about transfers: whether adequacy, an instrument or a derogation carries one, and whether
//! its risk was assessed.

use jiff::civil::Date;

use super::adequacy::adequacy;
use super::instrument::{Judged, judge_instruments};
use super::{
    Adequacy, Evidence, EvidenceMap, InstrumentState, Label, LabelRole, PaperState, TransferFacts,
};
use crate::engine::movement::{Destination, Movement, restricted};
use crate::estate::model::{Estate, FlowField};
use crate::estate::raw::Certainty;
use crate::law::{Regime, SafeguardClass};

/// What was found about the transfer of a movement.
pub(super) struct TransferFound {
    /// The facts.
    pub facts: TransferFacts,
    /// The countries outside the territory.
    pub destinations: Vec<Destination>,
    /// Of those, the countries that no adequacy covers.
    pub uncovered: Vec<String>,
    /// The kinds, as the law tables name them, of what carries the transfer.
    pub carried_by: Vec<String>,
    /// Of those, one that Art 46 asks to tell how to get a copy of.
    pub article_46: bool,
}

/// Finds the facts about the transfer of a movement under a regime.
pub(super) fn transfer(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
    evidence: &mut EvidenceMap,
) -> TransferFound {
    let shape = estate.shape(movement.shape);
    // A place that is not known is told of by itself: no paper can be held against it.
    let mut destinations = restricted(estate, movement, regime, day);
    destinations.retain(|destination| destination.country.is_some());
    let place = place(estate, movement, evidence);
    if destinations.is_empty() {
        return TransferFound {
            facts: TransferFacts {
                restricted: false,
                place,
                adequacy: Adequacy::None,
                instrument: InstrumentState::None,
                derogation: false,
                relies_on_lapsed: false,
                risk_assessment: PaperState::NotNeeded,
            },
            destinations,
            uncovered: Vec::new(),
            carried_by: Vec::new(),
            article_46: false,
        };
    }
    let mut carried_by = Vec::new();
    let adequacy = adequacy(
        estate,
        movement,
        shape,
        regime,
        &destinations,
        day,
        evidence,
        &mut carried_by,
    );
    let judged = judge_instruments(estate, movement, shape, regime, day);
    let best = judged
        .iter()
        .min_by_key(|judged| (judged.rank(), judged.index));
    let instrument = best.map_or(InstrumentState::None, Judged::state);
    let derogation = judged
        .iter()
        .find(|judged| judged.class == Some(SafeguardClass::Derogation) && judged.valid);
    let carries = best.filter(|judged| judged.state() == InstrumentState::InForce);
    if let Some(judged) = best {
        evidence.insert("transfer.instrument", judged.evidence(estate));
    }
    let otherwise = adequacy == Adequacy::InForce || carries.is_some();
    let lapsed = judged.iter().find(|judged| {
        judged.state() == InstrumentState::Spent && shape.safeguards.contains(&judged.index)
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
        evidence.insert("transfer.reliesOnLapsed", found);
    }
    let risk_assessment = match carries {
        Some(judged) if adequacy != Adequacy::InForce => {
            risk_assessment(estate, judged, regime, day, evidence)
        }
        _ => PaperState::NotNeeded,
    };
    if adequacy != Adequacy::InForce {
        carried_by.clear();
    }
    for judged in [carries, derogation].into_iter().flatten() {
        carried_by.push(estate.instrument(judged.index).kind.clone());
    }
    TransferFound {
        facts: TransferFacts {
            restricted: true,
            place,
            adequacy,
            instrument,
            derogation: derogation.is_some(),
            relies_on_lapsed: otherwise && lapsed.is_some(),
            risk_assessment,
        },
        destinations,
        uncovered: match evidence.get("transfer.adequacy") {
            Some(found) if adequacy != Adequacy::InForce => found.elements.clone(),
            _ => Vec::new(),
        },
        carried_by,
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

fn risk_assessment(
    estate: &Estate,
    judged: &Judged,
    regime: Regime,
    day: Date,
    evidence: &mut EvidenceMap,
) -> PaperState {
    let Some(duty) = estate.law.risk_assessment_duty(regime, day) else {
        return PaperState::NotNeeded;
    };
    let instrument = estate.instrument(judged.index);
    let made = instrument
        .risk_assessment
        .is_some_and(|assessment| assessment.date <= day);
    if made {
        return PaperState::InForce;
    }
    let mut found = judged.evidence(estate);
    found.law.push(duty.row.id.clone());
    let text = match instrument.risk_assessment {
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
    PaperState::Missing
}
