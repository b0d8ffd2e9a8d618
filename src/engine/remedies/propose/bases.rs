//! Sentences on legal bases, and on the conditions for special categories of data.

use std::collections::BTreeSet;

use super::sentence::{draft, terms};
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Draft, text, word};
use crate::engine::remedies::wording::Wording;
use crate::estate::model::Basis;
use crate::notice::read::Kind;
use crate::taxonomy::TermId;

/// One sentence for each legal basis, with its purposes.
pub(in crate::engine::remedies) fn bases(about: About<'_>, for_data: bool) -> Vec<Draft> {
    let estate = about.estate();
    let all: BTreeSet<Basis> = about
        .declared()
        .map(|shape| shape.lawfulness.basis)
        .collect();
    let one = |basis: Basis| {
        let Basis::Term(term) = basis else {
            return None;
        };
        let of_it = || {
            let declared = about.declared();
            declared.filter(|shape| shape.lawfulness.basis == basis)
        };
        let purposes = of_it().flat_map(|shape| shape.content.purposes.iter().copied());
        let purposes = about.concerned(purposes);
        let data: BTreeSet<TermId> = of_it()
            .filter(|_| for_data)
            .flat_map(|shape| shape.content.data.iter().copied())
            .collect();
        let data: Vec<TermId> = data.into_iter().collect();
        let quote = Wording(estate).basis(basis, &purposes, &data)?;
        let short = estate.taxonomy.short(term);
        let limit = if data.is_empty() {
            String::new()
        } else {
            format!(", data: {}", terms(about, &data))
        };
        let says = format!(
            "{{basis: {}, purposes: {}{limit}}}",
            word(short),
            terms(about, &purposes)
        );
        Some(draft(
            about,
            Kind::ReliesOn,
            short,
            quote,
            vec![("relies-on", says)],
        ))
    };
    all.into_iter().filter_map(one).collect()
}

/// One sentence for each condition of Art 9, with the special categories; with the purposes too where other flows
/// have another condition for the same data.
pub(in crate::engine::remedies) fn conditions(about: About<'_>) -> Vec<Draft> {
    let estate = about.estate();
    let taxonomy = &estate.taxonomy;
    let all: BTreeSet<TermId> = about
        .declared()
        .filter_map(|shape| shape.lawfulness.condition)
        .collect();
    let one = |condition: TermId| {
        let article = taxonomy.article(condition)?;
        let of_it = || {
            let declared = about.declared();
            declared.filter(|shape| shape.lawfulness.condition == Some(condition))
        };
        let special: BTreeSet<TermId> = of_it()
            .flat_map(|shape| shape.content.data.iter().copied())
            .filter(|it| taxonomy.is_special(*it))
            .collect();
        let special: Vec<TermId> = special.into_iter().collect();
        let is_alone = !has_another(about, condition, &special);
        let purposes: BTreeSet<TermId> = of_it()
            .filter(|_| !is_alone)
            .flat_map(|shape| shape.content.purposes.iter().copied())
            .collect();
        let purposes: Vec<TermId> = purposes.into_iter().collect();
        let (words, limit) = match purposes.as_slice() {
            [] => (String::new(), String::new()),
            all => (
                format!(" for {}", Wording(estate).terms(all)),
                format!(", purposes: {}", terms(about, all)),
            ),
        };
        let quote = format!(
            "We process special categories of data ({}){words} on the condition of Art {article} GDPR.",
            Wording(estate).terms(&special)
        );
        let says = format!(
            "{{condition: {}, data: {}{limit}}}",
            text(article),
            terms(about, &special)
        );
        Some(draft(
            about,
            Kind::ReliesOn,
            "condition",
            quote,
            vec![("relies-on", says)],
        ))
    };
    all.into_iter().filter_map(one).collect()
}

/// Whether a flow of the day has another condition for some of these data.
fn has_another(about: About<'_>, condition: TermId, special: &[TermId]) -> bool {
    let estate = about.estate();
    let shapes = estate.running_on(about.day()).into_iter();
    let mut others = shapes.map(|it| estate.shape(it)).filter(|shape| {
        let own = shape.lawfulness.condition;
        own.is_some_and(|it| it != condition)
    });
    others.any(|shape| {
        let mut data = shape.content.data.iter();
        data.any(|it| special.contains(it))
    })
}
