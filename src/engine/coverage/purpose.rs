//! What for.

use jiff::civil::Date;

use super::{Judgement, Voice, applying, best_fit, fit_words, weigh};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::TermId;

/// What the notice says about a purpose in a service.
pub fn purpose(
    estate: &Estate,
    service: Option<ServiceIx>,
    purpose: TermId,
    day: Date,
) -> Judgement {
    let voices = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let uses = statement.uses.as_ref()?;
            let (fit, term) = best_fit(estate, &uses.purposes, purpose)?;
            Some(Voice {
                statement: index,
                positive: !uses.none,
                fit,
                why: fit_words(estate, fit, term, purpose),
            })
        })
        .collect();
    weigh(estate, voices)
}
