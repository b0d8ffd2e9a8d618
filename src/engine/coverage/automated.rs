//! Automated decisions (Arts 13(2)(f), 22).

use jiff::civil::Date;

use super::{Fit, Judgement, StatementMatch, applying, weigh};
use crate::estate::model::{Estate, ServiceIx};

/// What the notice says about an automated decision in a service.
pub fn automated_decision(
    estate: &Estate,
    service: Option<ServiceIx>,
    about: &str,
    day: Date,
) -> Judgement {
    let voices = applying(estate, service, day)
        .filter_map(|(index, statement)| {
            let decides = statement.decides.as_ref()?;
            let named = decides.about.iter().any(|told| told == about);
            let (fit, why) = match (decides.about.is_empty(), named) {
                (_, true) => (
                    Fit::Named,
                    format!("it speaks of decisions about `{about}`"),
                ),
                (true, false) if decides.none => {
                    (Fit::All, "no decisions are automated".to_owned())
                }
                (true, false) => (
                    Fit::Broader,
                    "it says that there may be automated decisions, not about what".to_owned(),
                ),
                (false, false) => return None,
            };
            Some(StatementMatch {
                statement: index,
                positive: !decides.none,
                fit,
                why,
            })
        })
        .collect();
    weigh(estate, voices)
}
