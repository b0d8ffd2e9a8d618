//! Which data.

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying, best_fit, decide, fit_words};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::TermId;

/// A category of data about a kind of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Datum {
    /// The people.
    pub subject: TermId,
    /// The category.
    pub category: TermId,
}

/// What the notice says about a datum being collected in a service.
pub fn data(estate: &Estate, service: Option<ServiceIx>, datum: Datum, day: Date) -> Judgement {
    let mut voices = Vec::new();
    for (index, statement) in applying(estate, service, day) {
        if let Some(collects) = &statement.collects
            && is_about(estate, &collects.subjects, datum.subject)
        {
            // A denial of sources denies no data, whether it says which data or not.
            let denies_sources = collects.none && !collects.from.is_empty();
            if collects.none && collects.data.is_empty() && !denies_sources {
                voices.push(StatementMatch {
                    statement: index,
                    positive: false,
                    fit: Fit::All,
                    why: "no data are collected".to_owned(),
                });
            } else if !denies_sources
                && let Some((fit, why)) = category_fit(estate, &collects.data, datum.category)
            {
                voices.push(StatementMatch {
                    statement: index,
                    positive: !collects.none,
                    fit,
                    why,
                });
            }
        }
        // A statement that says which data it shares has disclosed those data.
        if let Some(shares) = &statement.shares
            && !shares.none
            && is_about(estate, &shares.subjects, datum.subject)
            && let Some((fit, why)) = category_fit(estate, &shares.data, datum.category)
        {
            voices.push(StatementMatch {
                statement: index,
                positive: true,
                fit,
                why,
            });
        }
    }
    decide(estate, voices)
}

/// How stated categories fit a declared one. A composite is named as well by naming all its parts,
/// and is the broader word for each of them.
fn category_fit(estate: &Estate, stated: &[TermId], declared: TermId) -> Option<(Fit, String)> {
    if let Some((fit, term)) = best_fit(estate, stated, declared) {
        return Some((fit, fit_words(estate, fit, term, declared)));
    }
    let short = |term| estate.taxonomy.short(term);
    let parts = estate.taxonomy.parts(declared);
    if !parts.is_empty() {
        // A part may be a composite itself.
        let fits: Option<Vec<Fit>> = parts
            .iter()
            .map(|part| category_fit(estate, stated, *part).map(|(fit, _)| fit))
            .collect();
        if let Some(worst) = fits.and_then(|fits| fits.into_iter().min()) {
            return Some((
                worst,
                format!("it speaks of every part of {}", short(declared)),
            ));
        }
    }
    stated
        .iter()
        .find(|term| has_part(estate, **term, declared))
        .map(|term| {
            (
                Fit::Broader,
                format!("{} is a part of {}", short(declared), short(*term)),
            )
        })
}

/// How stated categories fit a declared one.
pub(super) fn fit(estate: &Estate, stated: &[TermId], declared: TermId) -> Option<Fit> {
    category_fit(estate, stated, declared).map(|(fit, _)| fit)
}

/// Whether a category is within a part of a composite, or of a part of it.
fn has_part(estate: &Estate, composite: TermId, category: TermId) -> bool {
    let mut parts = estate.taxonomy.parts(composite).iter();
    parts.any(|part| estate.taxonomy.includes(*part, category))
}

/// Whether a statement about some people is about these: no people named means everyone.
fn is_about(estate: &Estate, stated: &[TermId], subject: TermId) -> bool {
    stated.is_empty()
        || stated
            .iter()
            .any(|term| estate.taxonomy.subsumes(*term, subject))
}

/// Whether a statement that is limited to some data and people concerns a datum: no limit means
/// all. A composite concerns its parts, and the parts their whole.
pub(super) fn concerns(
    estate: &Estate,
    data: &[TermId],
    subjects: &[TermId],
    datum: Datum,
) -> bool {
    is_about(estate, subjects, datum.subject)
        && (data.is_empty() || category_fit(estate, data, datum.category).is_some())
}
