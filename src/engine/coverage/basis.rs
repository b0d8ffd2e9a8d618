//! On which legal basis, and on which condition of Art 9.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying_under, best_fit, data, decide};
use crate::estate::model::{Estate, ServiceIx, Statement};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// What the notice says about the legal basis of processing some data for a purpose in a service.
///
/// Of several statements the one on these data counts, else the one on the narrowest purpose. A statement
/// about this service, this purpose or these data in particular that names other bases, and not
/// this one, says no to it; a general one that does so is silent.
pub fn basis(
    estate: &Estate,
    service: Option<ServiceIx>,
    (purpose, basis, of_data): (TermId, TermId, &[TermId]),
    regime: Regime,
    day: Date,
) -> Judgement {
    let taxonomy = &estate.taxonomy;
    let article = taxonomy.article(basis);
    let short = |term| taxonomy.short(term);
    let speaking: Vec<_> = applying_under(estate, service, regime, day)
        .filter_map(|(index, statement)| {
            let named = statement.relies_on.as_ref()?;
            if named.bases.is_empty() {
                return None;
            }
            let fit = best_fit(estate, &named.purposes, purpose).map(|(fit, _)| fit);
            let for_this = named.purposes.is_empty() || fit.is_some();
            let reach = reach(estate, statement, of_data)?;
            for_this.then_some((index, statement, named, (reach, fit)))
        })
        .collect();
    // A sentence on these data, or on a narrower purpose, governs them, whatever another says of a broader
    // purpose or of all.
    let limited = speaking
        .iter()
        .any(|(.., (reach, _))| *reach == Reach::Limited);
    let speaking: Vec<_> = speaking
        .into_iter()
        .filter(|(.., (reach, _))| !limited || *reach == Reach::Limited)
        .collect();
    let nearest = speaking.iter().map(|(.., (_, fit))| *fit).max().flatten();
    let with_these = speaking
        .iter()
        .any(|(.., (reach, _))| *reach == Reach::WithThese);
    let mut voices = Vec::new();
    for (index, statement, named, (reach, fit)) in speaking {
        if fit != nearest || with_these && reach == Reach::WithOthers {
            continue;
        }
        let same = named.bases.iter().find(|stated| {
            **stated == basis || (article.is_some() && taxonomy.article(**stated) == article)
        });
        let broader = named
            .bases
            .iter()
            .find(|stated| taxonomy.subsumes(**stated, basis));
        let particular = statement.scope.is_specific() || !named.purposes.is_empty() || limited;
        let voice = match (same, broader) {
            // WhatsApp Ireland (DPC, IN-18-12-2): which basis is for what must be clear.
            (Some(_), _) if named.purposes.is_empty() && !limited && named.bases.len() > 1 => {
                Some((
                    true,
                    Fit::Broader,
                    format!("it names {} among others, and not for what", short(basis)),
                ))
            }
            (Some(_), _) => Some((true, Fit::Named, format!("it names {}", short(basis)))),
            (None, Some(term)) => {
                Some((true, Fit::Broader, format!("{} is broader", short(*term))))
            }
            (None, None) if particular => {
                let others: Vec<&str> = named.bases.iter().map(|term| short(*term)).collect();
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
                people: None,
                why,
            });
        }
    }
    decide(estate, voices)
}

/// Which data a statement on legal bases is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// It is limited to these data.
    Limited,
    /// It states that these data are collected.
    WithThese,
    /// It states of no data that they are collected.
    All,
    /// It states that others are collected, and is not limited to them.
    WithOthers,
}

/// Which data a statement is about; `None` where it is limited to others.
fn reach(estate: &Estate, statement: &Statement, of_data: &[TermId]) -> Option<Reach> {
    let fits = |stated: &[TermId]| {
        let mut all = of_data.iter();
        all.any(|it| data::fit(estate, stated, *it).is_some())
    };
    let limit = statement.relies_on.as_ref().map_or(&[][..], |it| &it.data);
    if !limit.is_empty() {
        return fits(limit).then_some(Reach::Limited);
    }
    let collects = statement.collects.as_ref().filter(|it| !it.data.is_empty());
    Some(match collects {
        None => Reach::All,
        Some(collects) if fits(&collects.data) => Reach::WithThese,
        Some(_) => Reach::WithOthers,
    })
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
                people: None,
                why: format!("it names Art {}", all.join(", ")),
            })
        })
        .collect();
    decide(estate, voices)
}
