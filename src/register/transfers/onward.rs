//! Who gets the data of a transfer after its importer.

use std::collections::BTreeSet;

use crate::engine::check::JudgedMovement;
use crate::estate::model::PartyIx;
use crate::register::context::RegisterContext;
use crate::register::phrases;
use crate::register::table::NOT_STATED;

/// Who gets some of the same data from the importer, by movements of the day and by authorisation.
pub(super) fn onward(draft: &RegisterContext<'_>, examined: &JudgedMovement) -> BTreeSet<String> {
    let estate = draft.estate;
    let shape = draft.shape(examined);
    let importer = examined.movement.importer;
    let mut found = BTreeSet::new();
    let mut listed: BTreeSet<Option<PartyIx>> = BTreeSet::new();
    for other in draft.examined {
        let movement = &other.movement;
        if movement.exporter != importer || !movement.separate() || movement.importer.is_none() {
            continue;
        }
        let theirs = draft.shape(other);
        let same: Vec<_> = theirs
            .content
            .data
            .iter()
            .filter(|term| shape.content.data.contains(term))
            .collect();
        if same.is_empty()
            || !theirs
                .content
                .subjects
                .iter()
                .any(|it| shape.content.subjects.contains(it))
        {
            continue;
        }
        listed.insert(movement.importer);
        let countries: BTreeSet<&str> = movement
            .places
            .iter()
            .map(|place| place.at.map_or(NOT_STATED, |at| at.name()))
            .collect();
        let countries: Vec<&str> = countries.into_iter().collect();
        found.insert(format!(
            "{} ({}, {}): {}; kept: {}",
            movement
                .importer
                .map_or_else(String::new, |it| draft.party_name(it)),
            phrases::role(movement.role),
            countries.join(", "),
            draft.terms(same).join(", "),
            phrases::retention(theirs.retention.as_ref()),
        ));
    }
    let engaged = estate.contracts.iter().filter(|contract| {
        let engages = contract.kind.engages();
        engages
            && Some(contract.second) == importer
            && contract.covers(shape.service)
            && contract.period.contains(draft.outcome.day)
    });
    for entry in engaged
        .filter_map(|contract| contract.sub_processors.as_ref())
        .flat_map(|settled| &settled.authorised)
    {
        let begun = entry.on.is_none_or(|on| on <= draft.outcome.day);
        if begun && !listed.contains(&Some(entry.party)) {
            found.insert(format!("{} (authorised)", draft.party_name(entry.party)));
        }
    }
    found
}
