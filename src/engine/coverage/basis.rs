//! On which legal basis.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying, best_fit, weigh};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::TermId;

/// What the notice says about the legal basis of processing for a purpose in a service.
///
/// Of several statements the one on the narrowest purpose counts. A statement about this service or this
/// purpose in particular that names other bases, and not
/// this one, says no to it; a general one that does so is silent.
pub fn basis(
    estate: &Estate,
    service: Option<ServiceIx>,
    purpose: TermId,
    basis: TermId,
    day: Date,
) -> Judgement {
    let taxonomy = &estate.taxonomy;
    let article = taxonomy.article(basis);
    let short = |term| taxonomy.short(term);
    let speaking: Vec<_> = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let told = statement.relies_on.as_ref()?;
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
