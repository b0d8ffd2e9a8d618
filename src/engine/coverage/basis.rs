//! On which legal basis.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying, weigh};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::TermId;

/// What the notice says about the legal basis of processing for a purpose in a service.
///
/// A statement about this service or this purpose in particular that names other bases, and not
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
    let mut voices = Vec::new();
    for (index, statement) in applying(estate, service, day) {
        let Some(told) = &statement.relies_on else {
            continue;
        };
        let for_this = told
            .purposes
            .iter()
            .any(|stated| taxonomy.subsumes(*stated, purpose));
        if !told.purposes.is_empty() && !for_this {
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
