//! On which legal basis, and on which condition of Art 9.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying_under, best_fit, data, weigh};
use crate::estate::model::{Estate, ServiceIx};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// What the notice says about the legal basis of processing for a purpose in a service.
///
/// Of several statements the one on the narrowest purpose counts. A statement about this service or this
/// purpose in particular that names other bases, and not
/// this one, says no to it; a general one that does so is silent.
pub fn basis(
    estate: &Estate,
    service: Option<ServiceIx>,
    (purpose, basis): (TermId, TermId),
    regime: Regime,
    day: Date,
) -> Judgement {
    let taxonomy = &estate.taxonomy;
    let article = taxonomy.article(basis);
    let short = |term| taxonomy.short(term);
    let speaking: Vec<_> = applying_under(estate, service, regime, day)
        .filter_map(|(index, statement)| {
            let told = statement.relies_on.as_ref()?;
            if told.bases.is_empty() {
                return None;
            }
            let fit = best_fit(estate, &told.purposes, purpose).map(|(fit, _)| fit);
            let for_this = told.purposes.is_empty() || fit.is_some();
            for_this.then_some((index, statement, told, fit))
        })
        .collect();
    // A sentence on a narrower purpose governs it, whatever another says of a broader one or of all.
    let nearest = speaking.iter().map(|(.., fit)| *fit).max().flatten();
    let mut voices = Vec::new();
    for (index, statement, told, fit) in speaking {
        if fit != nearest {
            continue;
        }
        let same = told.bases.iter().find(|stated| {
            **stated == basis || (article.is_some() && taxonomy.article(**stated) == article)
        });
        let broader = told
            .bases
            .iter()
            .find(|stated| taxonomy.subsumes(**stated, basis));
        let particular = statement.scope.is_specific() || !told.purposes.is_empty();
        let voice = match (same, broader) {
            // WhatsApp Ireland (DPC, IN-18-12-2): which basis is for what must be clear.
            (Some(_), _) if told.purposes.is_empty() && told.bases.len() > 1 => Some((
                true,
                Fit::Broader,
                format!("it names {} among others, and not for what", short(basis)),
            )),
            (Some(_), _) => Some((true, Fit::Named, format!("it names {}", short(basis)))),
            (None, Some(term)) => {
                Some((true, Fit::Broader, format!("{} is broader", short(*term))))
            }
            (None, None) if particular => {
                let others: Vec<&str> = told.bases.iter().map(|term| short(*term)).collect();
                Some((
                    false,
                    Fit::Named,
                    format!("for this it names {} instead", others.join(", ")),
                ))
            }
            (None, None) => None,
        };
        if let Some((positive, fit, why)) = voice {
            voices.push(StatementMatch {
                statement: index,
                positive,
                fit,
                why,
            });
        }
    }
    weigh(estate, voices)
}

/// What the notice says about the condition of Art 9 on which special categories are processed for some
/// purposes in a service. A sentence on these data, purposes or this service that names other conditions, and
/// not this one, says no to it; a general one that does so is silent, as it may be about other data.
pub fn condition(
    estate: &Estate,
    service: Option<ServiceIx>,
    (special, purposes): (&[TermId], &[TermId]),
    (condition, regime): (TermId, Regime),
    day: Date,
) -> Judgement {
    let taxonomy = &estate.taxonomy;
    let concerns = |stated: &[TermId], of: &[TermId]| {
        stated.is_empty() || of.iter().any(|it| best_fit(estate, stated, *it).is_some())
    };
    let voices = applying_under(estate, service, regime, day)
        .filter_map(|(index, statement)| {
            let stated = statement.relies_on.as_ref()?;
            let (of_data, for_these) = (&stated.data, &stated.purposes);
            let other_data = !of_data.is_empty()
                && !special
                    .iter()
                    .any(|it| data::fit(estate, of_data, *it).is_some());
            if stated.conditions.is_empty() || other_data || !concerns(for_these, purposes) {
                return None;
            }
            let article = taxonomy.article(condition);
            let same = |term: &TermId| *term == condition || taxonomy.article(*term) == article;
            let names = stated.conditions.iter().any(same);
            let particular =
                statement.scope.is_specific() || !of_data.is_empty() || !for_these.is_empty();
            let all: Vec<&str> = stated
                .conditions
                .iter()
                .map(|term| {
                    taxonomy
                        .article(*term)
                        .unwrap_or_else(|| taxonomy.short(*term))
                })
                .collect();
            (names || particular).then(|| StatementMatch {
                statement: index,
                positive: names,
                fit: Fit::Named,
                why: format!("it names Art {}", all.join(", ")),
            })
        })
        .collect();
    weigh(estate, voices)
}
