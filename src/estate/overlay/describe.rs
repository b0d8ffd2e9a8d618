//! Assumptions in words.

use jiff::civil::Date;

use super::Assumption;
use super::change::{Ending, What};
use crate::estate::model::Estate;
use crate::estate::raw::{RawStatement, Text};
use crate::estate::read::DocumentPart;
use crate::estate::resolve::parse_date;
use crate::taxonomy::Place;

/// A change in words.
pub(super) fn of(what: &What, actual: &Estate) -> String {
    let party = |id: &str| {
        let party = actual.parties.iter().find(|party| party.id == id);
        party.map_or_else(|| format!("`{id}`"), |party| party.name.clone())
    };
    let system = |id: &str| {
        let system = actual.systems.iter().find(|system| system.id == id);
        system.map_or_else(|| format!("`{id}`"), |system| system.name.clone())
    };
    match what {
        What::Ends(Ending::Law, id) => match actual.law.row(id) {
            Some(row) => format!("the row of law `{id}` ends: {}", row.title),
            None => format!("the row of law `{id}` ends"),
        },
        What::Ends(Ending::Contract, id) => format!("the contract `{id}` ends"),
        What::Ends(Ending::Safeguard, id) => format!("the safeguard `{id}` ends"),
        What::Ends(Ending::Flow, id) => format!("the flow `{id}` is retired"),
        What::Loses { party: id, scheme } => {
            let schemes = actual.law.schemes().iter();
            let mut titles = schemes.filter(|it| it.id == scheme.value);
            let title = titles.next().map_or(&*scheme.value, |it| &*it.title);
            format!("{} is no longer on {title} (`{scheme}`)", party(id))
        }
        What::Group { party: id, group } => {
            format!("{} belongs to the group `{group}`", party(id))
        }
        What::Operator {
            system: id,
            party: to,
        } => {
            format!("{} is operated by {}", system(id), party(&to.value))
        }
        What::Hosting { system: id, places } => {
            let places: Vec<String> = places.iter().map(place).collect();
            format!("{} is hosted elsewhere: {}", system(id), places.join(", "))
        }
        What::Access { system: id, access } => format!(
            "{} can reach what is in {} from {}",
            party(&access.by.value),
            system(id),
            place(&access.from)
        ),
    }
}

fn place(written: &Text) -> String {
    match (written.value.as_str(), Place::parse(&written.value)) {
        ("unknown", _) => "a place that is not known".to_owned(),
        (_, Ok(place)) => place.in_prose().into_owned(),
        (code, Err(_)) => format!("`{code}`"),
    }
}

/// What a part adds, in words; `from` is the day of the scenario. The scenario's name is for the
/// caller to fill in.
pub(super) fn added(part: &DocumentPart, from: Option<Date>) -> Vec<Assumption> {
    let mut found = Vec::new();
    let mut say = |what: &str, id: &Text, from: Option<Date>| {
        if let Some(span) = id.span.filter(|_| !id.is_stand_in()) {
            found.push(Assumption {
                scenario: String::new(),
                span,
                from,
                words: format!("the {what} `{id}` is added"),
            });
        }
    };
    let raw = &part.raw;
    raw.terms.iter().for_each(|it| say("term", &it.id, from));
    raw.parties.iter().for_each(|it| say("party", &it.id, from));
    raw.systems
        .iter()
        .for_each(|it| say("system", &it.id, from));
    raw.services
        .iter()
        .for_each(|it| say("service", &it.id, from));
    raw.contracts
        .iter()
        .for_each(|it| say("contract", &it.id, from));
    raw.safeguards
        .iter()
        .for_each(|it| say("safeguard", &it.id, from));
    for flow in &raw.flows {
        let since = flow.since.as_ref();
        let own = since.and_then(|since| parse_date(&since.value).ok());
        say("flow", &flow.id, own.or(from));
    }
    found
}

/// A sentence that a proposal adds to the notice, in words.
pub(super) fn sentence(raw: &RawStatement) -> Option<Assumption> {
    let span = raw.id.span.filter(|_| !raw.id.is_stand_in())?;
    Some(Assumption {
        scenario: String::new(),
        span,
        from: None,
        words: format!("the notice also states `{}`: “{}”", raw.id, raw.quote),
    })
}

/// A statement that a proposal withdraws, in words.
pub(super) fn withdrawn(id: &Text, quote: &str) -> Option<Assumption> {
    Some(Assumption {
        scenario: String::new(),
        span: id.span?,
        from: None,
        words: format!("the notice no longer states `{id}`: “{quote}”"),
    })
}
