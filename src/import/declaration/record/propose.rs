//! From the activities of a record to entries of an estate.

use std::collections::{BTreeMap, BTreeSet};

use super::activities::Activity;
use super::content;
use super::locations::Location;
use super::meaning::Meaning;
use super::recipients::{self, Recipient};
use super::terms::Terms;
use super::values::{is_none, items};
use crate::import::declaration::around::Around;
use crate::import::declaration::names;
use crate::import::declaration::part::{Certainty, Entry, Value, quoted};
use crate::import::declaration::propose::{self, Entries, shortened};
use crate::import::declaration::row::{Named, Unread, Words, grouped, unread};
use crate::import::declaration::safeguards;
use crate::taxonomy::TermKind;
use crate::vendors::VendorRole;

/// What becomes entries.
pub(super) struct Proposer<'p, 'k> {
    pub around: &'p Around<'k>,
    /// The party whose record it is.
    pub us: &'p str,
    pub terms: Terms<'k>,
    pub taken: BTreeSet<String>,
    pub entries: Entries,
    pub unread: Vec<Unread>,
    /// The ids of parties, services and systems, by what their names share.
    parties: BTreeMap<String, String>,
    services: BTreeMap<String, String>,
    systems: BTreeMap<String, String>,
}

impl<'p, 'k> Proposer<'p, 'k> {
    pub fn new(
        around: &'p Around<'k>,
        us: &'p str,
        terms: Terms<'k>,
        taken: BTreeSet<String>,
    ) -> Self {
        Self {
            around,
            us,
            terms,
            taken,
            entries: Entries::default(),
            unread: Vec::new(),
            parties: BTreeMap::new(),
            services: BTreeMap::new(),
            systems: BTreeMap::new(),
        }
    }

    /// Proposes entries for all activities of a record; parties first, since several may name one.
    pub fn all(&mut self, activities: &[Activity]) {
        let mut named = Vec::new();
        for activity in activities {
            named.push(recipients::of(activity, self.around, &mut self.unread));
        }
        let rows: Vec<_> = named.iter().flatten().map(|it| it.row.clone()).collect();
        for party in grouped(&rows) {
            self.party(&party);
        }
        for (activity, recipients) in activities.iter().zip(&named) {
            self.activity(activity, recipients);
        }
    }

    fn party(&mut self, named: &Named<'_>) {
        let Some(words) = named.words() else {
            return;
        };
        let name = shortened(&words.text);
        let found = propose::vendor(named, self.around);
        let vendor = found.as_ref().map(|(vendor, _)| vendor.id.as_str());
        let id = if let Some(held) = self.around.held(&name, vendor) {
            self.entries.held += 1;
            held.to_owned()
        } else {
            let id = names::id(&name, &mut self.taken);
            let mut entry = propose::party_entry(named, &id, &name, found.as_ref(), self.around);
            if found.is_none()
                && let Some(class) = self.terms.known(TermKind::Recipient, &name)
            {
                let why = format!("{} is a class of recipients", quoted(&name));
                entry = entry.guess("is", Value::Text(class), Certainty::Look, why);
            }
            self.entries.parties.push(entry);
            id
        };
        self.parties.insert(fold(&words.text), id.clone());
        let found = (&mut self.entries.safeguards, &mut self.entries.remarks);
        safeguards::transfers(named, &id, self.around, &mut self.taken, found);
    }

    fn activity(&mut self, activity: &Activity, recipients: &[Recipient]) {
        // The function of several rows is in the first of them.
        let mut own = activity
            .says
            .iter()
            .filter(|(of, _)| *of != Meaning::Activity);
        let first = own
            .next()
            .map(|(_, words)| words.clone())
            .unwrap_or_default();
        let Some(content) = content::of(activity, self.around, &mut self.terms) else {
            let why = "it states no purposes, no data and no data subjects";
            self.unread.push(unread(first.at, &first.text, why));
            return;
        };
        let controller = activity.about(Meaning::Controller).next().cloned();
        let controller =
            controller.filter(|words| !is_none(&words.text) && !self.around.is_first(words));
        let controller = controller.map(|words| self.controller(&words));
        let service = self.service(activity, &first, controller.as_deref());
        let evidence = self.around.place(&first);
        let systems: Vec<String> = activity
            .about(Meaning::System)
            .cloned()
            .collect::<Vec<_>>()
            .iter()
            .flat_map(|words| self.systems_of(words))
            .collect();
        let flow = |proposer: &mut Self, id: String, from: &str, to: &str, role: bool| {
            let id = names::unused(&id, &mut proposer.taken);
            let mut entry = Entry::new(&id)
                .with("service", Value::Text(service.clone()))
                .with("from", Value::Text(from.to_owned()))
                .with("to", Value::Text(to.to_owned()));
            entry = content.on(entry);
            if role {
                entry = entry.with("role", Value::Text("processor".to_owned()));
            }
            let keeps = from == "data-subjects" || controller.as_deref() == Some(from);
            if let Some(retention) = content.retention.as_ref().filter(|_| keeps) {
                entry = retention.on(entry);
            }
            let entry = entry.with("evidence", Value::Text(evidence.clone()));
            proposer.entries.flows.push(entry);
        };
        let us = self.us.to_owned();
        let from = controller
            .clone()
            .unwrap_or_else(|| "data-subjects".to_owned());
        let to = systems.first().unwrap_or(&us);
        flow(
            self,
            format!("{service}-collection"),
            &from,
            to,
            controller.is_some(),
        );
        for system in systems.iter().skip(1) {
            flow(self, format!("{service}-in-{system}"), &us, system, false);
        }
        let is_only = recipients.len() == 1;
        for recipient in recipients {
            let Some(party) = self.parties.get(&fold(&recipient.row.name.text)).cloned() else {
                continue;
            };
            let contract = is_only && self.contract(activity, &party);
            let is_processor =
                contract || recipient.is_processor || self.is_usually_processor(recipient);
            let to = self.endpoint(&party);
            flow(
                self,
                format!("{service}-to-{party}"),
                &us,
                &to,
                is_processor,
            );
        }
        self.left_over(activity, recipients);
    }

    /// What the record says without saying of which recipient.
    fn left_over(&mut self, activity: &Activity, recipients: &[Recipient]) {
        if recipients.len() == 1 {
            return;
        }
        for meaning in [Meaning::Safeguards, Meaning::Contract] {
            for words in activity.about(meaning) {
                if !is_none(&words.text) {
                    let origin = self.around.origin(words).shown();
                    let remark =
                        format!("{origin}: of which recipient that is, the record does not state");
                    self.entries.remarks.push(remark);
                }
            }
        }
    }

    fn is_usually_processor(&self, recipient: &Recipient) -> bool {
        let found = self.around.vendors.find(&recipient.row.name.text, &[]);
        found.is_some_and(|(vendor, _)| vendor.role == Some(VendorRole::Processor))
    }

    /// The only system that a party operates, or the party.
    fn endpoint(&self, party: &str) -> String {
        let mut systems = self.around.operated(party);
        match (systems.next(), systems.next()) {
            (Some(only), None) => only.to_owned(),
            _ => party.to_owned(),
        }
    }

    /// The controller for which a processor acts.
    fn controller(&mut self, words: &Words) -> String {
        let line = items(&words.text).into_iter().next().unwrap_or_default();
        let name = names::cleaned(&line);
        if let Some(id) = self.parties.get(&fold(&name)) {
            return id.clone();
        }
        let id = match self.around.held(&name, None) {
            Some(held) => held.to_owned(),
            None => {
                let id = names::id(&name, &mut self.taken);
                let origin = self.around.origin(words).shown();
                let why = "the record does not state where it has its seat";
                let entry = Entry::new(&id)
                    .guess(
                        "name",
                        Value::Text(shortened(&name)),
                        Certainty::Certain,
                        origin,
                    )
                    .guess(
                        "country",
                        Value::Text("unknown".to_owned()),
                        Certainty::Look,
                        why,
                    );
                self.entries.parties.push(entry);
                id
            }
        };
        self.parties.insert(fold(&name), id.clone());
        id
    }

    fn service(&mut self, activity: &Activity, first: &Words, controller: Option<&str>) -> String {
        let named = activity.about(Meaning::Activity).next();
        let words = named
            .or_else(|| activity.about(Meaning::Purpose).next())
            .unwrap_or(first);
        let name = items(&words.text)
            .into_iter()
            .next()
            .unwrap_or_else(|| words.text.clone());
        let key = format!("{}/{}", fold(&name), controller.unwrap_or(""));
        if let Some(id) = self.services.get(&key) {
            return id.clone();
        }
        if let Some(held) = self.around.service_named(&name) {
            self.services.insert(key, held.to_owned());
            return held.to_owned();
        }
        let id = names::id(&name, &mut self.taken);
        let origin = self.around.origin(words).shown();
        let mut entry = Entry::new(&id).guess(
            "name",
            Value::Text(shortened(&name)),
            Certainty::Certain,
            origin,
        );
        for (key, meaning) in [
            ("description", Meaning::Description),
            ("owner", Meaning::Owner),
        ] {
            let words = activity.about(meaning).find(|words| !is_none(&words.text));
            if let Some(words) = words {
                let origin = self.around.origin(words).shown();
                let value = Value::Text(shortened(&words.text.replace('\n', "; ")));
                entry = entry.guess(key, value, Certainty::Certain, origin);
            }
        }
        if let Some(controller) = controller {
            entry = entry.with("on-behalf-of", Value::Text(controller.to_owned()));
        }
        self.entries.services.push(entry);
        self.services.insert(key, id.clone());
        id
    }

    /// The systems that words name.
    fn systems_of(&mut self, words: &Words) -> Vec<String> {
        let mut found = Vec::new();
        for name in items(&words.text)
            .iter()
            .flat_map(|item| super::values::parts(item))
        {
            let name = shortened(&names::cleaned(&name));
            let origin = || self.around.origin(words).shown();
            match Location::of(&name, self.around.tables) {
                Location::System => {}
                Location::Nothing => continue,
                Location::Place => {
                    let what = "a place and no system: add it as `hosting` of what has the data";
                    self.entries.remarks.push(format!("{}: {what}", origin()));
                    continue;
                }
                Location::General => {
                    let why = "it names no system";
                    self.unread.push(unread(words.at, &name, why));
                    continue;
                }
            }
            let id = match self.systems.get(&fold(&name)) {
                Some(id) => id.clone(),
                None => self.system(&name, words),
            };
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    fn system(&mut self, name: &str, words: &Words) -> String {
        let vendor = self
            .around
            .vendors
            .find(name, &[])
            .map(|(vendor, _)| vendor);
        let party = self
            .around
            .held(name, vendor.map(|it| it.id.as_str()))
            .map(str::to_owned);
        let party = party.or_else(|| self.parties.get(&fold(name)).cloned());
        let of_party = party
            .as_deref()
            .map(|it| self.endpoint(it))
            .filter(|it| Some(it) != party.as_ref());
        let held = self
            .around
            .system_named(name)
            .map(str::to_owned)
            .or(of_party);
        let id = held.unwrap_or_else(|| {
            let id = names::unused(
                &names::id(&format!("{name} system"), &mut self.taken.clone()),
                &mut self.taken,
            );
            let origin = self.around.origin(words).shown();
            let (operator, why) = match party {
                Some(party) => (party, format!("{origin}; the party of that name")),
                None => (
                    self.us.to_owned(),
                    format!("{origin}; who operates it is not stated"),
                ),
            };
            let entry = Entry::new(&id)
                .guess(
                    "name",
                    Value::Text(name.to_owned()),
                    Certainty::Certain,
                    origin,
                )
                .guess("operator", Value::Text(operator), Certainty::Look, why)
                .guess(
                    "hosting",
                    Value::Text("unknown".to_owned()),
                    Certainty::Look,
                    "the record does not state where its data are",
                );
            self.entries.systems.push(entry);
            id
        });
        self.systems.insert(fold(name), id.clone());
        id
    }

    /// The contract with the only recipient, where the record states one.
    fn contract(&mut self, activity: &Activity, party: &str) -> bool {
        let words = activity
            .about(Meaning::Contract)
            .find(|words| !is_none(&words.text));
        let Some(words) = words else {
            return false;
        };
        let id = format!("{}-{party}", self.us);
        if self.around.has_contract(self.us, party) || self.taken.contains(&id) {
            return true;
        }
        self.taken.insert(id.clone());
        let origin = self.around.origin(words).shown();
        let why = format!("{origin}; add `since`, the day from which it binds");
        let between = vec![self.us.to_owned(), party.to_owned()];
        let entry = Entry::new(&id)
            .guess(
                "kind",
                Value::Text("processor".to_owned()),
                Certainty::Look,
                why,
            )
            .with("between", Value::List(between))
            .with(
                "document",
                Value::Text(shortened(&words.text.replace('\n', " "))),
            );
        self.entries.contracts.push(entry);
        true
    }
}

fn fold(name: &str) -> String {
    match names::folded(name) {
        fold if fold.is_empty() => name.to_owned(),
        fold => fold,
    }
}
