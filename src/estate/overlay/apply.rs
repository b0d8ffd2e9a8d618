//! Applies changes to the documents, and to the estate that is built from them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::change::{Change, Ending, What};
use crate::estate::model::Estate;
use crate::estate::overlay::targets::Gathered;
use crate::estate::raw::{RawMembership, RawParty, RawPlace, RawSystem, RawTenure, Text};
use crate::estate::read::{DocumentPart, Documents};
use crate::estate::resolve;
use crate::estate::resolve::parse_date;
use crate::estate::vocabulary::Certainty;

/// What is laid over the built estate: the law, and flows, of which a bulk file has no document.
#[derive(Debug, Default)]
pub(super) struct Afterwards {
    /// Rows of law, each with its last day.
    law: Vec<(String, Date)>,
    /// Flows, each with its last day.
    flows: BTreeMap<String, Date>,
}

/// Lays changes over documents, by their days.
pub(super) fn lay(gathered: Gathered, documents: &mut Documents) -> Afterwards {
    let mut afterwards = Afterwards::default();
    let mut changes = gathered.changes;
    changes.sort_by_key(|change| change.day);
    let parts = &mut documents.parts;
    for change in &changes {
        match &change.what {
            What::Ends(Ending::Law, id) => afterwards.law.push((id.clone(), change.eve())),
            What::Ends(Ending::Flow, id) => {
                afterwards.flows.insert(id.clone(), change.eve());
            }
            What::Ends(Ending::Contract, id) => {
                for contract in parts.iter_mut().flat_map(|part| &mut part.raw.contracts) {
                    if contract.id.value == *id {
                        contract.until = Some(change.eve_text());
                    }
                }
            }
            What::Ends(Ending::Safeguard, id) => {
                for safeguard in parts.iter_mut().flat_map(|part| &mut part.raw.safeguards) {
                    if safeguard.id.value == *id {
                        safeguard.until = Some(change.eve_text());
                    }
                }
            }
            What::Loses { party, scheme } => {
                party_of(parts, party, |raw| lose(raw, scheme, change))
            }
            What::Group { party, group } => party_of(parts, party, |raw| {
                cut(&mut raw.group.0, change, |it| (&it.from, &mut it.until));
                raw.group.0.push(RawMembership {
                    group: group.clone(),
                    from: Some(change.day_text()),
                    until: None,
                });
            }),
            What::Operator { system, party } => system_of(parts, system, |raw| {
                cut(&mut raw.operator.0, change, |it| (&it.from, &mut it.until));
                raw.operator.0.push(RawTenure {
                    party: party.clone(),
                    from: Some(change.day_text()),
                    until: None,
                });
            }),
            What::Hosting { system, places } => system_of(parts, system, |raw| {
                cut(&mut raw.hosting.0, change, |it| (&it.from, &mut it.until));
                raw.hosting.0.extend(places.iter().map(|country| RawPlace {
                    country: country.clone(),
                    certainty: Certainty::Stated,
                    from: Some(change.day_text()),
                    until: None,
                }));
            }),
            What::Access { system, access } => system_of(parts, system, |raw| {
                let mut access = access.clone();
                access.since.get_or_insert_with(|| change.day_text());
                raw.access.0.push(*access);
            }),
        }
    }
    documents.parts.extend(gathered.parts);
    afterwards
}

impl Afterwards {
    /// Lays the rest over the estate.
    pub(super) fn lay(self, estate: &mut Estate) {
        for (row, last) in self.law {
            Arc::make_mut(&mut estate.law).end(&row, last);
        }
        resolve::retire(estate, &self.flows);
    }
}

fn party_of(parts: &mut [DocumentPart], id: &str, then: impl FnOnce(&mut RawParty)) {
    let mut parties = parts.iter_mut().flat_map(|part| &mut part.raw.parties);
    if let Some(party) = parties.find(|party| party.id.value == id) {
        then(party);
    }
}

fn system_of(parts: &mut [DocumentPart], id: &str, then: impl FnOnce(&mut RawSystem)) {
    let mut systems = parts.iter_mut().flat_map(|part| &mut part.raw.systems);
    if let Some(system) = systems.find(|system| system.id.value == id) {
        then(system);
    }
}

/// Ends the entries of a list that hold on the day of a change; those that would begin later go.
fn cut<T>(
    list: &mut Vec<T>,
    change: &Change,
    period: impl Fn(&mut T) -> (&Option<Text>, &mut Option<Text>),
) {
    let day = |written: &Option<Text>| {
        let written = written.as_ref()?;
        parse_date(&written.value).ok()
    };
    list.retain_mut(|item| {
        let (from, until) = period(item);
        if day(from).is_some_and(|first| first >= change.day) {
            return false;
        }
        if day(until).is_none_or(|last| last >= change.day) {
            *until = Some(change.eve_text());
        }
        true
    });
}

fn lose(party: &mut RawParty, scheme: &Text, change: &Change) {
    let entries = &mut party.certifications.0;
    entries.retain_mut(|entry| {
        if entry.scheme != *scheme {
            return true;
        }
        let day = |written: &Text| parse_date(&written.value).ok();
        if day(&entry.from).is_some_and(|first| first >= change.day) {
            return false;
        }
        let last = entry.until.as_ref().and_then(day);
        if last.is_none_or(|last| last >= change.day) {
            entry.until = Some(change.eve_text());
        }
        true
    });
}
