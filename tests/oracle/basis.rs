//! Which legal basis the notice states for a purpose.

use super::notice::Words::{Broader, Named};
use super::notice::{Verdict, Voice, applying, category, decide};
use super::terms::{PURPOSES, above, article};
use crate::estate::{Estate, Statement};

/// The basis of processing for one purpose. The sentence on the narrowest purpose counts; another basis
/// for this service or purpose in particular says no.
pub fn basis<'w>(
    estate: &'w Estate,
    service: Option<&'w str>,
    (purpose, basis): (&str, &str),
    flow_data: &[String],
) -> Verdict {
    // How near the purposes of a statement are: itself, broader, or none in particular.
    let nearness = |purposes: &[String]| {
        if purposes.iter().any(|term| term == purpose) {
            Some(3)
        } else if purposes.iter().any(|term| above(PURPOSES, term, purpose)) {
            Some(2)
        } else {
            purposes.is_empty().then_some(1)
        }
    };
    // Without purposes of its own a basis is for what the sentence says the data are used for; of several, one may
    // be for the rest.
    let near = |purposes: &[String], statement: &Statement, bases: &[String]| match &statement.uses
    {
        Some(uses) if purposes.is_empty() && !uses.none => {
            nearness(&uses.purposes).or((bases.len() > 1).then_some(0))
        }
        _ => nearness(purposes),
    };
    // How near a sentence for some data is to each datum of the flow; `None` where it is for all.
    let limits = |data: &[String]| -> Option<Vec<Option<bool>>> {
        (!data.is_empty()).then(|| flow_data.iter().map(|it| category(data, it)).collect())
    };
    let on_none = |limits: &Option<Vec<Option<bool>>>| {
        limits
            .as_ref()
            .is_some_and(|all| all.iter().all(Option::is_none))
    };
    let speaks = || {
        applying(estate, service).filter_map(|statement| {
            let (bases, purposes, data) = statement.relies_on.as_ref()?;
            let limits = limits(data);
            let near = near(purposes, statement, bases).filter(|_| !on_none(&limits))?;
            let clear = !purposes.is_empty();
            Some((near, (statement, clear), bases, limits))
        })
    };
    // What is said of these data counts, not what is said of all.
    let limited = speaks().any(|(.., it)| it.is_some());
    let stated = || speaks().filter(move |(.., it)| it.is_some() || !limited);
    let nearest = stated().map(|(near, ..)| near).max();
    let of_nearest = || stated().filter(|(near, ..)| Some(*near) == nearest);
    // What is as near to each datum and nearer to one goes before.
    let nearer = |one: &Option<Vec<Option<bool>>>, other: &Option<Vec<Option<bool>>>| {
        let both = one.iter().flatten().zip(other.iter().flatten());
        one.is_some() && one != other && both.clone().all(|(one, other)| one >= other)
    };
    let voices: Vec<Voice<'_>> = of_nearest()
        .filter(|(.., own)| !of_nearest().any(|(.., other)| nearer(&other, own)))
        .filter_map(|(near, (statement, clear), bases, _)| {
            if bases.iter().any(|other| article(other) == article(basis)) {
                // Of several, nobody can say which is for what.
                let one_of_many = !clear && !limited && bases.len() > 1;
                Some((
                    statement,
                    true,
                    if one_of_many { Broader } else { Named },
                    0,
                ))
            } else if bases.iter().any(|other| other == "legal-basis") {
                Some((statement, true, Broader, 0))
            } else {
                let particular =
                    near > 0 && (!statement.services.is_empty() || near > 1 || limited);
                particular.then_some((statement, false, Named, 0))
            }
        })
        .collect();
    decide(&voices)
}
