//! The lines of a state: a value of each kind as version 2 of digests writes it.

use std::borrow::Cow;

use foldhash::HashMap;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::fingerprint::{SEPARATOR, short};
use super::state_words::Word;
use crate::estate::model::{
    Basis, Endpoint, Estate, InstrumentIx, PartyIx, Retention, ServiceIx, ShapeIx, SystemIx,
};
use crate::taxonomy::{Place, TermId};

/// As many bytes are digested at once: a finding may cite a hundred thousand flows.
const AT_ONCE: usize = 1 << 14;

/// Lines of the form `key=value`.
pub(super) struct Lines<'e> {
    pub estate: &'e Estate,
    /// The lines, or the last of them where a digest takes them in.
    pub text: String,
    digest: Option<Sha256>,
    /// The lines of what flows declare, where many declare the same.
    pub declared: HashMap<ShapeIx, String>,
}

impl<'e> Lines<'e> {
    pub fn new(estate: &'e Estate, digest: Option<Sha256>) -> Self {
        Self {
            estate,
            text: String::with_capacity(1024),
            digest,
            declared: HashMap::default(),
        }
    }

    /// The digest of all lines.
    pub fn digest(mut self) -> String {
        let digest = self.digest.take().unwrap_or_default();
        short(digest.chain_update(&self.text))
    }

    pub fn add(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push('=');
        self.text.push_str(value);
        self.end_line();
    }

    /// Adds whole lines.
    pub fn extend(&mut self, lines: &str) {
        self.text.push_str(lines);
        self.take_in();
    }

    fn end_line(&mut self) {
        self.text.push(SEPARATOR);
        self.take_in();
    }

    /// Has the digest take in what there is, which is let go of.
    fn take_in(&mut self) {
        if let Some(digest) = self.digest.as_mut().filter(|_| self.text.len() > AT_ONCE) {
            digest.update(&self.text);
            self.text.clear();
        }
    }

    pub fn text(&mut self, key: &str, text: &Option<String>) {
        if let Some(text) = text {
            self.add(key, text);
        }
    }

    pub fn always_text(&mut self, key: &str, text: &str) {
        self.add(key, &one_line(text));
    }

    pub fn unless_false(&mut self, key: &str, value: &bool) {
        if *value {
            self.add(key, "true");
        }
    }

    pub fn unless_true(&mut self, key: &str, value: &bool) {
        if !*value {
            self.add(key, "false");
        }
    }

    pub fn answer(&mut self, key: &str, value: &Option<bool>) {
        if let Some(value) = value {
            self.add(key, if *value { "true" } else { "false" });
        }
    }

    pub fn number(&mut self, key: &str, value: &Option<u8>) {
        self.text(key, &value.map(|value| value.to_string()));
    }

    pub fn date(&mut self, key: &str, day: &Option<Date>) {
        self.text(key, &day.map(|day| day.to_string()));
    }

    pub fn always<W: Word>(&mut self, key: &str, value: &W) {
        self.add(key, value.word());
    }

    pub fn word<W: Word + Default + PartialEq>(&mut self, key: &str, value: &W) {
        if *value != W::default() {
            self.add(key, value.word());
        }
    }

    pub fn stated<W: Word>(&mut self, key: &str, value: &Option<W>) {
        if let Some(value) = value {
            self.add(key, value.word());
        }
    }

    pub fn words<W: Word>(&mut self, key: &str, values: &[W]) {
        self.list(key, values.iter().map(|value| value.word()));
    }

    pub fn list<S: AsRef<str> + Ord>(
        &mut self,
        key: &str,
        values: impl Iterator<Item = S> + Clone,
    ) {
        // Most lists are in order, and are many.
        if values.clone().is_sorted() {
            return self.sorted(key, values);
        }
        let mut values: Vec<S> = values.collect();
        values.sort_unstable();
        self.sorted(key, values.into_iter());
    }

    fn sorted<S: AsRef<str>>(&mut self, key: &str, mut values: impl Iterator<Item = S>) {
        let Some(first) = values.next() else { return };
        self.text.push_str(key);
        self.text.push('=');
        self.text.push_str(first.as_ref());
        for value in values {
            self.text.push(' ');
            self.text.push_str(value.as_ref());
        }
        self.end_line();
    }

    pub fn term(&mut self, key: &str, term: &Option<TermId>) {
        if let Some(term) = term {
            self.add(key, self.estate.taxonomy.id(*term));
        }
    }

    pub fn terms(&mut self, key: &str, terms: &[TermId]) {
        let taxonomy = &self.estate.taxonomy;
        self.list(key, terms.iter().map(|term| taxonomy.id(*term)));
    }

    pub fn places(&mut self, key: &str, places: &[Place]) {
        self.list(key, places.iter().map(Place::to_string));
    }

    pub fn basis(&mut self, key: &str, basis: &Basis) {
        match basis {
            Basis::Absent => {}
            Basis::None => self.add(key, "none"),
            Basis::Term(term) => self.term(key, &Some(*term)),
        }
    }

    pub fn retention(&mut self, key: &str, retention: &Option<Retention>) {
        match retention {
            None => {}
            Some(Retention::NotStored) => self.add(key, "not-stored"),
            // The days follow from the period.
            Some(Retention::Period(written, _)) => self.add(key, written),
            Some(Retention::Criterion(word)) => self.add(key, word),
            Some(Retention::Indefinite) => self.add(key, "indefinite"),
        }
    }

    pub fn service(&mut self, key: &str, service: &Option<ServiceIx>) {
        if let Some(service) = service {
            self.add(key, &self.estate.service(*service).id);
        }
    }

    pub fn system(&mut self, key: &str, system: &Option<SystemIx>) {
        if let Some(system) = system {
            self.add(key, &self.estate.system(*system).id);
        }
    }

    pub fn party(&mut self, key: &str, party: &PartyIx) {
        self.add(key, &self.estate.party(*party).id);
    }

    pub fn stated_party(&mut self, key: &str, party: &Option<PartyIx>) {
        if let Some(party) = party {
            self.party(key, party);
        }
    }

    pub fn instruments(&mut self, key: &str, instruments: &[InstrumentIx]) {
        let estate = self.estate;
        let ids = instruments
            .iter()
            .map(|instrument| estate.instrument(*instrument).id.as_str());
        self.list(key, ids);
    }

    pub fn end(&mut self, key: &str, end: &Endpoint) {
        match end {
            Endpoint::Subjects => self.add(key, "data-subjects"),
            Endpoint::Party(index, branch) => {
                let party = self.estate.party(*index);
                let branch = branch.and_then(|at| party.branches.get(at as usize));
                // Parties, branches and systems share their ids.
                self.add(key, branch.map_or(&party.id, |branch| &branch.id));
            }
            Endpoint::System(index) => self.system(key, &Some(*index)),
        }
    }
}

/// A text without what its layout adds.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: &u8| matches!(byte, b'!'..=b'~');
    let bytes = text.as_bytes();
    let mut words = bytes.split(|byte| *byte == b' ');
    // Almost all texts have no layout: words with one space between them.
    if bytes.is_empty() || words.all(|word| !word.is_empty() && word.iter().all(is_plain)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
