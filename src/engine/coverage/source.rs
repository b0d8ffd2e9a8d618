//! From where, when not from the people themselves (Art 14(2)(f)).

use jiff::civil::Date;

use super::{Datum, Judgement, StatementMatch, applying, data, decide, names};
use crate::estate::model::{Estate, PartyIx, ServiceIx, Who};

/// What the notice says about data of a service being obtained from a party.
pub fn source(
    estate: &Estate,
    service: Option<ServiceIx>,
    source: PartyIx,
    datum: Datum,
    day: Date,
) -> Judgement {
    let mut voices = Vec::new();
    for (index, statement) in applying(estate, service, day) {
        let Some(collects) = &statement.collects else {
            continue;
        };
        let limits = (&*collects.data, &*collects.subjects, collects.none);
        let Some(people) =
            data::concerns(estate, limits, datum).filter(|_| !collects.from.is_empty())
        else {
            continue;
        };
        let others: Vec<Who> = collects
            .from
            .iter()
            .copied()
            .filter(|who| *who != Who::Subjects)
            .collect();
        if let Some((fit, why)) = names(estate, &others, source, day) {
            voices.push(StatementMatch {
                statement: index,
                positive: !collects.none,
                fit,
                people,
                why,
            });
        }
    }
    decide(estate, voices)
}
