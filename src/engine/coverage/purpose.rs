//! What for.

use jiff::civil::Date;

use super::{Datum, Judgement, Voice, applying, best_fit, data, fit_words, weigh};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::TermId;

/// What the notice says about a datum being used for a purpose in a service. A statement that is
/// limited to some data and people says nothing of others.
pub fn purpose(
    estate: &Estate,
    service: Option<ServiceIx>,
    purpose: TermId,
    datum: Datum,
    day: Date,
) -> Judgement {
    let voices = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let uses = statement.uses.as_ref()?;
            if !data::concerns(estate, &uses.data, &uses.subjects, datum) {
                return None;
            }
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
