//! For how long resources keep data, against what the flows into their systems declare.

use jiff::civil::Date;

use crate::estate::model::{Endpoint, Estate, Retention, SystemIx};
use crate::import::KeptFor;

/// The longest period, in days, that the flows into a system declare on a day; `None` where one of them
/// declares no period, so that nobody can say what is too long.
pub(super) fn declared(estate: &Estate, system: SystemIx, day: Date) -> Option<u32> {
    let mut longest = None;
    for flow in &estate.flows {
        let shape = estate.shape(flow.shape);
        if shape.route.to != Endpoint::System(system) || !shape.runs(day) {
            continue;
        }
        let days = match shape.retention.as_ref()? {
            Retention::NotStored => 0,
            Retention::Period(_, days) => *days,
            Retention::Criterion(_) | Retention::Indefinite => return None,
        };
        longest = longest.max(Some(days));
    }
    longest
}

/// What is kept longer than declared, in words; `None` where it is in order. A day more is none: periods are
/// counted in mean months.
pub(super) fn too_long(kept: &KeptFor, declared: u32) -> Option<String> {
    let days = |days: u32| match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    match kept.days {
        None => Some(format!("without end, and {} are declared", days(declared))),
        Some(kept) if kept > declared.saturating_add(1) => Some(format!(
            "for {}, and {} are declared",
            days(kept),
            days(declared)
        )),
        Some(_) => None,
    }
}
