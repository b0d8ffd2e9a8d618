//! What for.

use jiff::civil::Date;

use super::{Datum, Fit, Judgement, StatementMatch, applying, best_fit, data, decide, fit_words};
use crate::estate::model::{Estate, ServiceIx};
use crate::taxonomy::TermId;

/// What the notice says about data of a service being used for a purpose. A flow declares its data and
/// its purposes side by side, not which serves which; so a statement that is limited to some data and
/// people speaks of every flow that has some of them, and of no other.
pub fn purpose(
    estate: &Estate,
    service: Option<ServiceIx>,
    purpose: TermId,
    datums: &[Datum],
    day: Date,
) -> Judgement {
    let voices = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let uses = statement.uses.as_ref()?;
            let limits = (&*uses.data, &*uses.subjects, uses.none);
            let found = datums.iter().map(|it| data::concerns(estate, limits, *it));
            let concerned: Vec<Option<Option<Fit>>> = found.collect();
            if concerned.iter().all(Option::is_none) {
                return None;
            }
            // Of a flow that has other people as well it is not known that it is about these.
            let people = concerned.into_iter().map(Option::flatten).min().flatten();
            let (fit, term) = best_fit(estate, &uses.purposes, purpose)?;
            Some(StatementMatch {
                statement: index,
                positive: !uses.none,
                fit,
                people,
                why: fit_words(estate, fit, term, purpose),
            })
        })
        .collect();
    decide(estate, voices)
}
