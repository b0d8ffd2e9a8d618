//! Assumptions in words.

use jiff::civil::Date;

use super::Assumption;
use super::change::{Ending, What};
use crate::estate::model::{Endpoint, Estate};
use crate::estate::raw::{RawPart, RawStatement, Text};
use crate::estate::read::DocumentPart;
use crate::estate::resolve::parse_date;
use crate::taxonomy::Place;

/// A change in words. What has a name is called by it, and what has none by what it is between.
pub(super) fn of(what: &What, actual: &Estate) -> String {
    let party = |id: &str| {
        let party = actual.parties.iter().find(|party| party.id == id);
        party.map_or_else(|| format!("`{id}`"), |party| party.name.clone())
    };
    let system = |id: &str| {
        let system = actual.systems.iter().find(|system| system.id == id);
        system.map_or_else(|| format!("`{id}`"), |system| system.name.clone())
    };
    let name = |index| actual.party(index).name.as_str();
    match what {
        What::Ends(Ending::Law, id) => match actual.law.row(id) {
            Some(row) => format!("a row of law ends: {}", row.title),
            None => format!("the row of law `{id}` ends"),
        },
        What::Ends(Ending::Contract, id) => {
            let found = actual.contracts.iter().find(|it| it.id == *id);
            let between = found.map(|it| (name(it.first), name(it.second)));
            format!("the contract {} ends", of_two(between, id))
        }
        What::Ends(Ending::Safeguard, id) => {
            let found = actual.instruments.iter().find(|it| it.id == *id);
            let between = found.map(|it| (name(it.exporter), name(it.importer)));
            format!("the safeguard {} ends", of_two(between, id))
        }
        What::Ends(Ending::Flow, id) => {
            let found = actual.flows.iter().find(|it| *it.id == **id);
            let label = found.map(|it| match &it.name {
                Some(name) => name.to_string(),
                None => {
                    let route = &actual.shape(it.shape).route;
                    way(&end(actual, route.from), &end(actual, route.to))
                }
            });
            format!(
                "the flow {} is retired",
                label.unwrap_or_else(|| format!("`{id}`"))
            )
        }
        What::Loses { party: id, scheme } => {
            let schemes = actual.law.schemes().iter();
            let mut titles = schemes.filter(|it| it.id == scheme.value);
            let title = titles.next().map_or(&*scheme.value, |it| &*it.title);
            format!("{} is no longer on {title}", party(id))
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

/// What is between two parties, or its id where they are not known.
fn of_two(between: Option<(&str, &str)>, id: &str) -> String {
    match between {
        Some((first, second)) => format!("between {first} and {second}"),
        None => format!("`{id}`"),
    }
}

/// What leads from one to another.
fn way(from: &str, to: &str) -> String {
    format!("from {from} to {to}")
}

/// What an end of a flow is called.
fn end(actual: &Estate, end: Endpoint) -> String {
    match end {
        Endpoint::Subjects => SUBJECTS.to_owned(),
        Endpoint::Party(party, _) => actual.party(party).name.clone(),
        Endpoint::System(system) => actual.system(system).name.clone(),
    }
}

/// What the people at an end of a flow are called.
const SUBJECTS: &str = "data subjects";

/// What a part and the estate that it is added to call their parties and systems.
struct Names<'a> {
    part: &'a RawPart,
    actual: &'a Estate,
}

impl Names<'_> {
    /// What is called so by its id; the id itself where nothing has a name.
    fn of(&self, id: &Text) -> String {
        let is_it = |other: &Text| other.value == id.value;
        let parties = self.part.parties.iter().map(|it| (&it.id, &it.name));
        let systems = self.part.systems.iter().map(|it| (&it.id, &it.name));
        let own = parties.chain(systems).find(|(other, _)| is_it(other));
        let own = own.and_then(|(_, name)| name.as_ref());
        let parties = self.actual.parties.iter().map(|it| (&it.id, &it.name));
        let systems = self.actual.systems.iter().map(|it| (&it.id, &it.name));
        let known = || {
            let mut all = parties.chain(systems);
            all.find(|(other, _)| **other == id.value)
                .map(|(_, name)| name.clone())
        };
        if id.value == "data-subjects" {
            return SUBJECTS.to_owned();
        }
        let name = own.map(|name| name.value.clone()).or_else(known);
        name.unwrap_or_else(|| format!("`{id}`"))
    }

    fn between(&self, parties: &[Text], id: &Text) -> String {
        match parties {
            [first, second] => format!("between {} and {}", self.of(first), self.of(second)),
            _ => format!("`{id}`"),
        }
    }
}

/// What a part adds to an estate, in words; `from` is the day of the scenario. The scenario's name is for the
/// caller to fill in.
pub(super) fn added(part: &DocumentPart, actual: &Estate, from: Option<Date>) -> Vec<Assumption> {
    let mut found = Vec::new();
    let mut say = |what: &str, id: &Text, label: String, from: Option<Date>| {
        if let Some(span) = id.span.filter(|_| !id.is_stand_in()) {
            found.push(Assumption {
                scenario: String::new(),
                span,
                from,
                words: format!("the {what} {label} is added"),
            });
        }
    };
    let raw = &part.raw;
    let names = Names { part: raw, actual };
    let named = |id: &Text, name: &Option<Text>| match name {
        Some(name) => name.value.clone(),
        None => format!("`{id}`"),
    };
    for it in &raw.terms {
        say("term", &it.id, named(&it.id, &it.label), from);
    }
    for it in &raw.parties {
        say("party", &it.id, named(&it.id, &it.name), from);
    }
    for it in &raw.systems {
        say("system", &it.id, named(&it.id, &it.name), from);
    }
    for it in &raw.services {
        say("service", &it.id, named(&it.id, &it.name), from);
    }
    for it in &raw.contracts {
        say("contract", &it.id, names.between(&it.between, &it.id), from);
    }
    for it in &raw.safeguards {
        say(
            "safeguard",
            &it.id,
            names.between(&it.between, &it.id),
            from,
        );
    }
    for flow in &raw.flows {
        let since = flow.since.as_ref();
        let own = since.and_then(|since| parse_date(&since.value).ok());
        let label = match &flow.name {
            Some(name) => name.value.clone(),
            None => way(&names.of(&flow.from), &names.of(&flow.to)),
        };
        say("flow", &flow.id, label, own.or(from));
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
        words: format!("the notice also states “{}”", raw.quote),
    })
}

/// A statement that a proposal withdraws, in words.
pub(super) fn withdrawn(id: &Text, quote: &str) -> Option<Assumption> {
    Some(Assumption {
        scenario: String::new(),
        span: id.span?,
        from: None,
        words: format!("the notice no longer states “{quote}”"),
    })
}
