//! What a flow declares, in words that do not depend on what else stands in the estate.

use crate::estate::model::{Basis, Endpoint, Estate, FlowShape, PartyIx};
use crate::taxonomy::TermId;

/// Everything that a shape declares. Taken apart without `..`, so that a new key is not forgotten.
pub(super) fn declared(estate: &Estate, shape: &FlowShape) -> Vec<String> {
    let FlowShape {
        service,
        from,
        to,
        mode,
        audience,
        via,
        data,
        subjects,
        purposes,
        basis,
        condition,
        schedule_1,
        criminal_authority,
        controller,
        role,
        initiated_by,
        instructed,
        measures,
        pseudonym_key_held_by,
        importer_needs_clear,
        safeguards,
        retention,
        frequency,
        necessary,
        task,
        interests_assessed,
        without_law,
        less_intrusive,
        online_service,
        risk_signs,
        impact_assessed,
        consent,
        marketing,
        decision,
        data_class,
        flagged_sensitive,
        collected_for,
        age,
        subjects_in,
        status,
        period,
    } = shape;
    let party = |index: &PartyIx| estate.party(*index).id.clone();
    let term = |index: &TermId| estate.taxonomy.short(*index).to_owned();
    let terms = |list: &[TermId]| {
        let mut names: Vec<String> = list.iter().map(term).collect();
        names.sort();
        names.join(" ")
    };
    let end = |end: &Endpoint| match end {
        Endpoint::Subjects => "data-subjects".to_owned(),
        Endpoint::Party(index, branch) => {
            let branch = branch.and_then(|at| estate.party(*index).branches.get(at as usize));
            format!(
                "{} {}",
                party(index),
                branch.map_or("", |it| it.id.as_str())
            )
        }
        Endpoint::System(index) => estate.system(*index).id.clone(),
    };
    let basis = match basis {
        Basis::Absent => "absent".to_owned(),
        Basis::None => "none".to_owned(),
        Basis::Term(index) => term(index),
    };
    let safeguards: Vec<&str> = safeguards
        .iter()
        .map(|index| estate.instrument(*index).id.as_str())
        .collect();
    let words = |value: &dyn std::fmt::Debug| format!("{value:?}");
    vec![
        words(&service.map(|index| estate.service(index).id.as_str())),
        end(from),
        end(to),
        words(mode),
        words(audience),
        words(&via.map(|index| estate.system(index).id.as_str())),
        terms(data),
        terms(subjects),
        terms(purposes),
        basis,
        words(&condition.as_ref().map(term)),
        words(schedule_1),
        words(criminal_authority),
        party(controller),
        words(role),
        words(&initiated_by.as_ref().map(party)),
        words(instructed),
        terms(measures),
        words(&pseudonym_key_held_by.as_ref().map(party)),
        words(importer_needs_clear),
        safeguards.join(" "),
        words(retention),
        words(frequency),
        words(necessary),
        words(task),
        words(interests_assessed),
        words(without_law),
        words(less_intrusive),
        words(online_service),
        words(risk_signs),
        words(impact_assessed),
        words(consent),
        words(marketing),
        words(decision),
        words(data_class),
        words(flagged_sensitive),
        terms(collected_for),
        words(age),
        words(subjects_in),
        words(status),
        words(period),
    ]
}
