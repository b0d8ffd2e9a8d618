//! The terms of a record: those of the vocabulary where its words have one, else terms of the estate's own below
//! the broadest one, so that nothing that a record says gets lost.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::plain;
use super::values::{halves, is_none, items, parts};
use crate::import::declaration::part::{Certainty, Entry, Value, quoted};
use crate::import::declaration::terms::Vocabulary;
use crate::taxonomy::{Taxonomy, TermKind};

/// A label has as many characters, at most.
const LONGEST_LABEL: usize = 100;
/// An id has as many characters, at most.
const LONGEST_ID: usize = 40;
/// As many terms are proposed for a cell, at most.
const MOST: usize = 40;

/// French words that records use, and English ones for which the vocabulary has terms.
const FRENCH: [(&str, &str); 30] = [
    ("salaries", "employee"),
    ("employes", "employee"),
    ("clients", "customer"),
    ("candidats", "job applicant"),
    ("patients", "patient"),
    ("eleves", "student"),
    ("etudiants", "student"),
    ("utilisateurs", "user"),
    ("fournisseurs", "supplier"),
    ("enfants", "child"),
    ("visiteurs", "visitor"),
    ("abonnes", "subscriber"),
    ("nom", "name"),
    ("prenom", "given name"),
    ("noms", "name"),
    ("adresse", "postal address"),
    ("adresse postale", "postal address"),
    ("adresse e mail", "email address"),
    ("adresse email", "email address"),
    ("courriel", "email address"),
    ("telephone", "telephone number"),
    ("numero de telephone", "telephone number"),
    ("date de naissance", "date of birth"),
    ("adresse ip", "ip address"),
    ("salaire", "salary"),
    ("coordonnees bancaires", "bank account"),
    ("numero de securite sociale", "social security number"),
    ("gestion de la paie", "payroll"),
    ("recrutement", "recruitment"),
    ("chiffrement", "encryption"),
];

/// The terms of a record.
pub(in crate::import::declaration) struct Terms<'t> {
    vocabulary: Vocabulary<'t>,
    taxonomy: &'t Taxonomy,
    /// The estate's own, by what their labels share.
    own: BTreeMap<(TermKind, String), String>,
    ids: BTreeSet<String>,
    /// Entries for them.
    pub entries: Vec<Entry>,
}

/// The terms of a cell.
#[derive(Debug, Default)]
pub(in crate::import::declaration) struct Found {
    pub terms: Vec<String>,
    /// The vocabulary has one for each of its words.
    pub is_known: bool,
}

impl<'t> Terms<'t> {
    pub fn new(vocabulary: Vocabulary<'t>, taxonomy: &'t Taxonomy) -> Self {
        Self {
            vocabulary,
            taxonomy,
            own: BTreeMap::new(),
            ids: BTreeSet::new(),
            entries: Vec::new(),
        }
    }

    /// The broadest term of a kind.
    pub fn broadest(&self, kind: TermKind) -> String {
        let personal = match kind {
            TermKind::Data => self.taxonomy.lookup_known(kind, "personal-data"),
            TermKind::Subject => self.taxonomy.lookup_known(kind, "data-subject"),
            _ => None,
        };
        let top = personal.or_else(|| self.taxonomy.top(kind));
        top.map_or_else(String::new, |it| self.taxonomy.short(it).to_owned())
    }

    /// The terms of a kind that a cell names, from `origin`.
    pub fn of(&mut self, kind: TermKind, words: &str, origin: &str) -> Found {
        let mut found = Found {
            terms: Vec::new(),
            is_known: true,
        };
        for item in items(words) {
            if is_none(&item) {
                continue;
            }
            if let Some(term) = self.known(kind, &item) {
                found.push(term);
                continue;
            }
            if let Some(terms) = self.spaced(kind, &item) {
                found.is_known = false;
                terms.into_iter().for_each(|term| found.push(term));
                continue;
            }
            let parts = parts(&item);
            let known: Vec<Option<Vec<String>>> =
                parts.iter().map(|part| self.part(kind, part)).collect();
            // A sentence on purposes has commas that part nothing.
            let is_sentence = kind == TermKind::Purpose && known.iter().any(Option::is_none);
            if is_sentence || parts.len() < 2 && known.iter().all(Option::is_none) {
                found.is_known = false;
                found.push(self.own(kind, &item, origin));
                continue;
            }
            for (part, known) in parts.iter().zip(known) {
                match known {
                    Some(terms) => terms.into_iter().for_each(|term| found.push(term)),
                    None => {
                        found.is_known = false;
                        found.push(self.own(kind, part, origin));
                    }
                }
            }
        }
        found
    }

    /// The term of a kind for some words, if the vocabulary has one.
    pub fn known(&mut self, kind: TermKind, words: &str) -> Option<String> {
        let plain = plain(words);
        let english = FRENCH.iter().find(|(french, _)| *french == plain);
        let words = english.map_or(words, |(_, english)| *english);
        self.vocabulary.one(kind, words)
    }

    /// The terms of words that nothing but spaces part: *name email phone*. Of each run of words the vocabulary has one.
    fn spaced(&mut self, kind: TermKind, item: &str) -> Option<Vec<String>> {
        const MOST_WORDS: usize = 8;
        const LONGEST: usize = 4;
        let words: Vec<&str> = item.split_whitespace().collect();
        let is_list = matches!(kind, TermKind::Data | TermKind::Subject)
            && (2..=MOST_WORDS).contains(&words.len())
            && item
                .chars()
                .all(|c| c.is_alphanumeric() || c == ' ' || c == '-');
        if !is_list {
            return None;
        }
        let (mut terms, mut rest) = (Vec::new(), words.as_slice());
        while !rest.is_empty() {
            let longest = (1..=LONGEST.min(rest.len())).rev();
            let mut found = longest.filter_map(|count| {
                let (run, behind) = rest.split_at_checked(count)?;
                Some((self.known(kind, &run.join(" "))?, behind))
            });
            let (term, behind) = found.next()?;
            terms.push(term);
            rest = behind;
        }
        (terms.len() > 1).then_some(terms)
    }

    fn part(&mut self, kind: TermKind, part: &str) -> Option<Vec<String>> {
        if let Some(term) = self.known(kind, part) {
            return Some(vec![term]);
        }
        let (one, other) = halves(part)?;
        Some(vec![self.known(kind, &one)?, self.known(kind, &other)?])
    }

    /// A term of the estate's own, below the broadest one.
    fn own(&mut self, kind: TermKind, words: &str, origin: &str) -> String {
        let under = self.broadest(kind);
        self.own_below(kind, words, &under, origin)
    }

    /// A term of the estate's own, below another, for words that the vocabulary has no term for.
    pub fn own_below(&mut self, kind: TermKind, words: &str, under: &str, origin: &str) -> String {
        let key = (kind, plain(words));
        if let Some(id) = self.own.get(&key) {
            return id.clone();
        }
        let label: String = words.chars().take(LONGEST_LABEL).collect();
        let id = self.unused(&plain(&label));
        let why = format!("{origin}; the vocabulary has no term for {}", quoted(words));
        let entry = Entry::new(&id).with("label", Value::Text(label)).guess(
            "under",
            Value::Text(under.to_owned()),
            Certainty::Look,
            why,
        );
        self.entries.push(entry);
        self.own.insert(key, id.clone());
        id
    }

    /// An id that no term has.
    fn unused(&mut self, words: &str) -> String {
        let latin: String = words
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
            .collect();
        let mut base = String::new();
        for word in latin.split_whitespace() {
            if !base.is_empty() {
                if base.len() + word.len() >= LONGEST_ID {
                    break;
                }
                base.push('-');
            }
            base.extend(word.chars().take(LONGEST_ID));
        }
        if base.is_empty() {
            base.push_str("own-term");
        }
        if !base.starts_with(|c: char| c.is_ascii_alphabetic()) {
            base.insert_str(0, "own-");
        }
        let is_taken = |id: &str| {
            let mut kinds = TermKind::ALL.iter();
            kinds.any(|kind| self.taxonomy.lookup_known(*kind, id).is_some())
                || self.taxonomy.find(id).is_some()
                || self.ids.contains(id)
                || matches!(id, "none" | "unknown" | "all")
        };
        let mut id = base.clone();
        let mut turn = 2;
        while is_taken(&id) {
            id = format!("{base}-{turn}");
            turn += 1;
        }
        self.ids.insert(id.clone());
        id
    }
}

impl Found {
    fn push(&mut self, term: String) {
        if !self.terms.contains(&term) && self.terms.len() < MOST {
            self.terms.push(term);
        }
    }
}
