//! Which legal basis the notice states for a purpose.

use super::notice::Words::{Broader, Named};
use super::notice::{Verdict, Voice, applying, category, decide};
use super::terms::{PURPOSES, above, article};
use crate::estate::Estate;

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
            Some(2)
        } else if purposes.iter().any(|term| above(PURPOSES, term, purpose)) {
            Some(1)
        } else {
            purposes.is_empty().then_some(0)
        }
    };
    let on_these = |data: &[String]| flow_data.iter().any(|it| category(data, it).is_some());
    let speaks = || {
        applying(estate, service).filter_map(|statement| {
            let (bases, purposes, data) = statement.relies_on.as_ref()?;
            let silent = !data.is_empty() && !on_these(data);
            let near = nearness(purposes).filter(|_| !silent)?;
            Some((near, statement, bases, !data.is_empty()))
        })
    };
    // What is said of these data counts, not what is said of all.
    let limited = speaks().any(|(.., limited)| limited);
    let stated = || {
        let counts = speaks().filter(move |(.., it)| *it || !limited);
        counts.map(|(near, statement, bases, _)| (near, statement, bases))
    };
    let nearest = stated().map(|(near, ..)| near).max();
    let voices: Vec<Voice<'_>> = stated()
        .filter(|(near, ..)| Some(*near) == nearest)
        .filter_map(|(near, statement, bases)| {
            if bases.iter().any(|other| article(other) == article(basis)) {
                // Of several, nobody can say which is for what.
                let one_of_many = near == 0 && !limited && bases.len() > 1;
                Some((
                    statement,
                    true,
                    if one_of_many { Broader } else { Named },
                    0,
                ))
            } else if bases.iter().any(|other| other == "legal-basis") {
                Some((statement, true, Broader, 0))
            } else {
                let particular = !statement.services.is_empty() || near > 0 || limited;
                particular.then_some((statement, false, Named, 0))
            }
        })
        .collect();
    decide(&voices)
}
