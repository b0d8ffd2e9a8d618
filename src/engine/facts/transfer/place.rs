//! How sure it is where the data of a transfer go.

use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole};
use crate::engine::movement::Movement;
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
