//! From declarations to entries of an estate. What a description does not say is `unknown`, or a word in capitals in an
//! entry that is a comment; what no table has a term for becomes a term of the estate's own, to be confirmed.

use std::collections::{BTreeMap, BTreeSet};

use super::ends::{Ends, Resolved};
use super::places::Places;
use crate::import::declaration::around::Around;
use crate::import::declaration::columns::Column;
use crate::import::declaration::names;
use crate::import::declaration::part::{Certainty, Entry, Value};
use crate::import::declaration::propose::{self, Entries, shortened};
use crate::import::declaration::record::terms::Terms;
use crate::import::declaration::record::values;
use crate::import::declaration::row::{Row, grouped};
use crate::import::systems::{Declaration, DeclaredFlow, DeclaredSystem, NOT_KNOWN, Said};
use crate::taxonomy::TermKind;
use crate::vendors::VendorRole;

/// As many terms of a kind are proposed for a flow, at most.
const MOST_TERMS: usize = 60;
/// As many lines of a file are named for a value, at most.
const MOST_ORIGINS: usize = 8;

/// What becomes entries.
pub(super) struct Proposer<'p, 'k> {
    around: &'p Around<'k>,
    places: &'p Places,
    pub terms: Terms<'k>,
    taken: BTreeSet<String>,
    pub entries: Entries,
    /// What was not read, and why.
    pub unread: Vec<(Said, String)>,
    /// How many of the flows are comments.
    pub stubs: usize,
    /// The ids of services, by their keys.
    services: BTreeMap<String, String>,
    ends: Ends,
}

impl<'p, 'k> Proposer<'p, 'k> {
    pub fn new(
        around: &'p Around<'k>,
        places: &'p Places,
        terms: Terms<'k>,
        taken: BTreeSet<String>,
    ) -> Self {
        let us = around.first.clone().unwrap_or_default();
        let mut taken = taken;
        taken.insert(us.clone());
        Self {
            around,
            places,
            terms,
            taken,
            entries: Entries::default(),
            unread: Vec::new(),
            stubs: 0,
            services: BTreeMap::new(),
            ends: Ends::new(us),
        }
    }

    fn origin(&self, said: &Said) -> String {
        self.around.origin(&self.places.words(said)).shown()
    }

    /// The services of a file.
    pub fn services(&mut self, declaration: &Declaration) {
        for service in &declaration.services {
            if let Some(held) = self.around.service_named(&service.name.words) {
                self.services.insert(service.key.clone(), held.to_owned());
                continue;
            }
            let name = shortened(&service.name.words);
            let id = names::id(&name, &mut self.taken);
            let origin = self.origin(&service.name);
            let mut entry =
                Entry::new(&id).guess("name", Value::Text(name), Certainty::Certain, origin);
            for (key, said) in [
                ("description", &service.description),
                ("owner", &service.owner),
            ] {
                if let Some(said) = said {
                    let words = Value::Text(shortened(&said.words.replace('\n', " ")));
                    entry = entry.guess(key, words, Certainty::Certain, self.origin(said));
                }
            }
            self.entries.services.push(entry);
            self.services.insert(service.key.clone(), id);
        }
        for it in &declaration.unread {
            self.unread.push((it.said.clone(), it.why.clone()));
        }
    }

    /// The systems of a file.
    pub fn systems(&mut self, declaration: &Declaration) {
        for system in &declaration.systems {
            let key = (system.key.as_str(), system.name.words.as_str());
            if self.ends.has(key.0, key.1) {
                continue;
            }
            if let Some(held) = self.around.system_named(&system.name.words) {
                let origin = self.origin(&system.name);
                let remark = format!("{origin}: in the estate already as `{held}`");
                self.entries.remarks.push(remark);
                let operator = self.operator(system).0;
                self.ends.add(key, held, &operator);
                continue;
            }
            self.system(system);
        }
    }

    fn system(&mut self, system: &DeclaredSystem) {
        let (operator, certainty, why) = self.operator(system);
        let name = shortened(&system.name.words);
        let is_taken = self.taken.contains(&names::id(&name, &mut BTreeSet::new()));
        let base = if is_taken {
            format!("{name} system")
        } else {
            name.clone()
        };
        let id = names::id(&base, &mut self.taken);
        let row = Row {
            name: self.places.words(&system.name),
            says: (system.places.iter())
                .map(|said| (Column::Location, self.places.words(said)))
                .collect(),
            ..Row::default()
        };
        let mut entry = Entry::new(&id);
        for said in &system.remarks {
            entry = entry.remark(self.origin(said));
        }
        let origin = self.origin(&system.name);
        entry = entry
            .guess("name", Value::Text(name), Certainty::Certain, origin)
            .guess("operator", Value::Text(operator.clone()), certainty, why);
        let rows = [row];
        if let Some(named) = grouped(&rows).first() {
            entry = propose::hosting(named, self.around, entry);
        }
        self.entries.systems.push(entry);
        let key = (system.key.as_str(), system.name.words.as_str());
        self.ends.add(key, &id, &operator);
    }

    /// Who operates a system, how sure that is, and why.
    fn operator(&mut self, system: &DeclaredSystem) -> (String, Certainty, String) {
        if let Some(said) = &system.operator {
            let origin = self.origin(said);
            if self.around.is_first(&self.places.words(said)) {
                return (self.ends.us().to_owned(), Certainty::Certain, origin);
            }
            return (self.party(said, system), Certainty::Certain, origin);
        }
        // A host of a cloud says where a system runs, and one of a shop or a network may be any page.
        let found = self.around.vendors.find(&system.name.words, &[]);
        let found = found.or_else(|| {
            let (vendor, by) = self.around.vendors.find("", &system.links)?;
            let is_cloud = vendor.purposes.iter().any(|it| it.ends_with("Hosting"));
            let is_processor = vendor.role == Some(VendorRole::Processor);
            (is_processor && !is_cloud).then_some((vendor, by))
        });
        if let Some((vendor, _)) = found {
            let said = Said::new(vendor.label.clone(), system.name.span);
            let why = format!(
                "the table of vendors knows {}, by the name or an address of the system",
                vendor.label
            );
            return (self.party(&said, system), Certainty::Look, why);
        }
        if system.is_of_others {
            let why = "the file says that a third party operates it".to_owned();
            return (self.party(&system.name, system), Certainty::Look, why);
        }
        let why = "who operates it is not stated".to_owned();
        (self.ends.us().to_owned(), Certainty::Look, why)
    }

    fn party(&mut self, said: &Said, system: &DeclaredSystem) -> String {
        if let Some(held) = self.ends.party(&said.words) {
            return held.to_owned();
        }
        let says = system.seat.iter();
        let row = Row {
            name: self.places.words(said),
            says: says
                .map(|seat| (Column::Seat, self.places.words(seat)))
                .collect(),
            links: system.links.clone(),
            is_guess: system.operator.is_none(),
            ..Row::default()
        };
        let id = propose::party_of(
            row.clone(),
            self.around,
            &mut self.taken,
            &mut self.entries.parties,
        );
        self.ends.add_party(&said.words, &id);
        let rows = [row];
        if let Some(named) = grouped(&rows).first() {
            let origin = self.around.origin(&self.places.words(said));
            propose::contract(
                named,
                (&id, &origin),
                self.around,
                &mut self.taken,
                &mut self.entries,
            );
        }
        id
    }

    /// The flows of a file; all systems are known.
    pub fn flows(&mut self, declaration: &Declaration) {
        for flow in &declaration.flows {
            match self.ends.of(flow) {
                Ok((from, to)) if from.id != to.id => {
                    if let Some(flow) = self.known(flow) {
                        self.flow(&flow, &from, &to);
                    }
                }
                Ok(_) => {}
                Err(why) => self.unread.push((flow.said.clone(), why)),
            }
        }
    }

    /// The flow without data that count only where the vocabulary has a term for them; `None` where nothing is left.
    fn known(&mut self, flow: &DeclaredFlow) -> Option<DeclaredFlow> {
        let mut known = flow.clone();
        known.data.clear();
        for said in &flow.data {
            if !said.only_known || self.terms.known(TermKind::Data, &said.words).is_some() {
                known.data.push(said.clone());
            } else {
                self.unread.push((said.clone(), NOT_KNOWN.to_owned()));
            }
        }
        (!known.data.is_empty() || flow.data.is_empty()).then_some(known)
    }

    fn flow(&mut self, flow: &DeclaredFlow, from: &Resolved, to: &Resolved) {
        let (id, name) = match (from.id.as_str(), to.id.as_str()) {
            ("data-subjects", to) => (
                format!("{to}-collection"),
                Some(&flow.said.words).filter(|words| words.contains(' ')),
            ),
            ("SENDER", to) => (format!("to-{to}"), None),
            (from, "RECIPIENT") => (format!("from-{from}"), None),
            (from, to) => (format!("{from}-to-{to}"), None),
        };
        let id = names::unused(&id, &mut self.taken);
        let origin = self.origin(&flow.said);
        let parts = [
            ("data", TermKind::Data, &flow.data, "DATA"),
            ("subjects", TermKind::Subject, &flow.subjects, "SUBJECTS"),
            ("purpose", TermKind::Purpose, &flow.purposes, "PURPOSE"),
        ];
        let mut values = Vec::new();
        for (key, kind, all, stand_in) in parts {
            values.push((key, self.value(kind, all, stand_in)));
        }
        let is_open = values.iter().any(|(_, it)| it.is_open);
        let is_open = is_open || from.id == "SENDER" || to.id == "RECIPIENT";
        let mut entry = if is_open {
            self.stubs += 1;
            Entry::stub(&id)
        } else {
            Entry::new(&id)
        };
        entry = entry.remark(origin);
        if let Some(note) = flow.note {
            entry = entry.remark(note);
        }
        if let Some(name) = name {
            entry = entry.with("name", Value::Text(shortened(name)));
        }
        let service = flow.service.as_ref().and_then(|it| self.services.get(it));
        if let Some(service) = service.or(self.around.service.as_ref()) {
            entry = entry.with("service", Value::Text(service.clone()));
        }
        for (key, end) in [("from", from), ("to", to)] {
            let id = Value::Text(end.id.clone());
            entry = match end.why {
                Some(why) => entry.guess(key, id, Certainty::Look, why),
                None => entry.with(key, id),
            };
        }
        for (key, it) in values {
            entry = entry.guess(key, Value::List(it.terms), it.certainty, it.why);
        }
        let entry = self.more(flow, entry);
        let evidence = Value::Text(self.places.shown(&flow.said));
        self.entries.flows.push(entry.with("evidence", evidence));
    }

    /// Legal basis, condition and retention.
    fn more(&self, flow: &DeclaredFlow, mut entry: Entry) -> Entry {
        if let Some(said) = &flow.basis
            && let [only] = values::bases(&said.words).as_slice()
        {
            let value = Value::Text((*only).to_owned());
            entry = entry.guess("basis", value, Certainty::Certain, self.origin(said));
        }
        if let Some(said) = &flow.condition
            && let Some(condition) = values::condition(&said.words)
        {
            let value = Value::Text(condition);
            entry = entry.guess("condition", value, Certainty::Look, self.origin(said));
        }
        if let Some(said) = &flow.retention
            && let Some(kept) = values::retention(&said.words)
        {
            let value = Value::Text(kept.written);
            entry = entry.guess("retention", value, Certainty::Look, self.origin(said));
        }
        entry
    }

    /// The value of a key of a flow.
    fn value(&mut self, kind: TermKind, all: &[Said], stand_in: &str) -> Found {
        let mut terms: Vec<String> = Vec::new();
        let mut origins: Vec<String> = Vec::new();
        let mut is_certain = true;
        for said in all.iter().take(MOST_TERMS) {
            let origin = self.origin(said);
            let (term, is_sure) = self.term(kind, said, &origin);
            is_certain &= is_sure;
            if !terms.contains(&term) {
                terms.push(term);
                if origins.len() < MOST_ORIGINS {
                    origins.push(origin);
                }
            }
        }
        if all.len() > MOST_TERMS {
            origins.push(format!("{} more were left out", all.len() - MOST_TERMS));
        }
        if !terms.is_empty() {
            return Found {
                terms,
                certainty: if is_certain {
                    Certainty::Certain
                } else {
                    Certainty::Look
                },
                why: origins.join("; "),
                is_open: false,
            };
        }
        // That one thing uses another does not say that personal data go there.
        let defaults = self.around.flows.as_ref();
        let usual = match (defaults, kind) {
            (Some(it), TermKind::Subject) => Some((it.subjects.clone(), it.why.clone())),
            (Some(it), TermKind::Purpose) => Some((it.purpose.clone(), it.why.clone())),
            _ => None,
        };
        let is_open = usual.is_none();
        let (terms, why) = usual.unwrap_or_else(|| {
            let why = format!("{} does not say", self.around.what);
            (vec![stand_in.to_owned()], why)
        });
        Found {
            terms,
            certainty: Certainty::Look,
            why,
            is_open,
        }
    }

    /// The term for some words, and whether they mean just that.
    fn term(&mut self, kind: TermKind, said: &Said, origin: &str) -> (String, bool) {
        if let Some(meaning) = &said.term {
            return (meaning.term.clone(), meaning.is_exact);
        }
        let name = said.name.as_ref().unwrap_or(&said.words);
        if let Some(term) = self.terms.known(kind, name) {
            return (term, false);
        }
        let label = match &said.of {
            Some(of) => format!("{of} {name}"),
            None => name.clone(),
        };
        let under = match &said.under {
            Some(under) => under.clone(),
            None => self.terms.broadest(kind),
        };
        (self.terms.own_below(kind, &label, &under, origin), false)
    }
}

/// A value of a key, how sure it is, and why.
struct Found {
    terms: Vec<String>,
    certainty: Certainty,
    why: String,
    /// It has a word in capitals that a person has to replace.
    is_open: bool,
}
