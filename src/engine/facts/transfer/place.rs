//! How sure it is where the data of a transfer go.

use super::MovementCase;
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole};
use crate::engine::movement::{Movement, PlaceWhy, keeper_not_recorded};
use crate::estate::model::{Estate, FlowField};
use crate::estate::vocabulary::Certainty;

/// How sure the importer's place is: the least sure of its places.
pub(super) fn place(estate: &Estate, movement: &Movement, evidence: &mut EvidenceMap) -> Certainty {
    let worst = movement.places.iter().max_by_key(|place| place.certainty);
    let Some(place) = worst.filter(|place| place.certainty != Certainty::Stated) else {
        return Certainty::Stated;
    };
    let text = match (place.certainty, place.at) {
        (Certainty::Hinted, Some(at)) => {
            format!(
                "`certainty: hinted` for {} is an indication, and not binding",
                at.name()
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
        .at
        .map(|at| at.name().to_owned())
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

impl MovementCase<'_> {
    /// Whether a processor at home, or in an adequate country, keeps the data elsewhere, and the estate does not record who keeps them there.
    pub(super) fn is_keeper_open(&self, evidence: &mut EvidenceMap) -> bool {
        let MovementCase {
            estate, movement, ..
        } = *self;
        if !keeper_not_recorded(estate, movement, self.regime, self.day, self.destinations) {
            return false;
        }
        let name = |party| estate.party(party).name.clone();
        let importer = movement.importer.map_or_else(String::new, name);
        let mut found = Evidence {
            name: Some(match movement.system {
                Some(system) => estate.system(system).name.clone(),
                None => importer.clone(),
            }),
            ..Evidence::default()
        };
        let kept = self.destinations.iter();
        for destination in kept.filter(|it| it.place.why == PlaceWhy::Hosting) {
            let Some(at) = destination.at else { continue };
            let at = at.in_prose();
            found.steps.push(format!(
                "{importer} is not established in {at}, and who keeps the data there for it is not recorded"
            ));
            found.fields.push((
                FlowField::To,
                format!("kept in {at}, by whom is not recorded"),
            ));
            found.elements.push(at.into_owned());
            found
                .labels
                .extend(destination.place.span.map(|span| Label {
                    role: LabelRole::Estate,
                    span,
                    text: "who keeps the data here?".to_owned(),
                }));
        }
        evidence.insert("transfer.importerNotRecorded", found);
        true
    }
}
