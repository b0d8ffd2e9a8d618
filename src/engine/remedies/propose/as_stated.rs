//! The legal basis or the condition that the notice states for what a flow does, recorded for the flow: whether the
//! processing meets it is for a person to confirm.

use std::collections::BTreeSet;

use super::facts::{flows, on_flows};
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, text, word};
use crate::engine::remedies::withdrawn::{meets, purposes_of};
use crate::estate::model::Statement;
use crate::taxonomy::TermId;

/// What the notice states, for a flow that declares something else or nothing.
pub(super) fn record(about: About<'_>) -> Vec<Candidate> {
    match about.finding.rule.as_str() {
        "disclosure/contradicted-basis" | "basis/no-legal-basis" => basis(about),
        "disclosure/contradicted-condition" | "basis/special-category-without-condition" => {
            condition(about)
        }
        _ => Vec::new(),
    }
}

/// The bases that the notice states for all purposes of the finding.
fn basis(about: About<'_>) -> Vec<Candidate> {
    let estate = about.estate();
    let taxonomy = &estate.taxonomy;
    let found = stated(about, |statement| {
        let stated = statement.relies_on.as_ref();
        stated.map_or(&[][..], |it| it.bases.as_slice())
    });
    let candidate = |basis: TermId| {
        let short = taxonomy.short(basis);
        let label = taxonomy.in_sentence(basis);
        let words = format!("rely on {label} for {}, as the notice states", flows(about));
        let it = on_flows(about, words, "basis", &word(short))?;
        Some(it.assuming_fact(format!("the processing is lawful on this basis: {label}")))
    };
    found.into_iter().filter_map(candidate).collect()
}

/// The conditions of Art 9 that the notice states for the data of the finding.
fn condition(about: About<'_>) -> Vec<Candidate> {
    let taxonomy = &about.estate().taxonomy;
    let found = stated(about, |statement| {
        let stated = statement.relies_on.as_ref();
        stated.map_or(&[][..], |it| it.conditions.as_slice())
    });
    let candidate = |condition: TermId| {
        let article = taxonomy.article(condition)?;
        let words = format!(
            "record Art {article} as the condition of {}, as the notice states",
            flows(about)
        );
        let it = on_flows(about, words, "condition", &text(article))?;
        Some(it.assuming_fact(format!("the processing meets Art {article}")))
    };
    found.into_iter().filter_map(candidate).collect()
}

/// The terms of the statements that are about the purposes, the data and the people of the finding in particular.
fn stated<'c>(about: About<'c>, terms: impl Fn(&'c Statement) -> &'c [TermId]) -> BTreeSet<TermId> {
    let estate = about.estate();
    let all = estate.statements_on(about.day()).filter(|(_, statement)| {
        let Some(stated) = &statement.relies_on else {
            return false;
        };
        let purposes = purposes_of(statement, stated);
        let is_particular = !purposes.is_empty() || !stated.data.is_empty();
        is_particular
            && about.declared().all(|shape| {
                meets(estate, purposes, &shape.content.purposes)
                    && meets(estate, &stated.data, &shape.content.data)
                    && meets(estate, &stated.subjects, &shape.content.subjects)
            })
    });
    all.flat_map(|(_, it)| terms(it)).copied().collect()
}
