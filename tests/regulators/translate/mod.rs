//! From the facts of a case to an estate: one translation for every case, by tables. What the law
//! turns on and the input language of estates cannot say ends it, with the fact that it was. A key or
//! word that the sheet of the format does not have goes into the estate as a remark (`evidence`), and
//! is told as not read. What a case does not speak of is in order, as its format says.

pub mod case;
mod flows;
mod lexicon;
mod notice;
mod papers;
mod parties;
pub mod plain;
mod tables;
mod terms;
mod words;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use fairnotice::law::{Law, Regime};
use fairnotice::taxonomy::{Taxonomy, TermKind};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use case::{Facts, Party, Question, Unread};
use tables::{ROLES, SAME_ENTITY};
use words::meaning;

/// A case on its way to an estate.
pub struct Case<'a> {
    pub regime: Regime,
    pub day: Date,
    pub facts: &'a Facts,
    pub law: &'a Law,
    pub taxonomy: &'a Taxonomy,
    /// The estate is this party's.
    pub controller: &'a Party,
    terms: RefCell<BTreeMap<String, Value>>,
    /// The words of the case that became terms of their own.
    own: RefCell<BTreeSet<(TermKind, String, String)>>,
    unread: RefCell<BTreeSet<String>>,
}

/// An estate, and the keys and words of its case that were not read.
pub struct Translated {
    pub estate: Value,
    pub unread: Vec<String>,
}

/// An estate with the facts of a case.
///
/// # Errors
/// The fact that an estate cannot say.
pub fn estate(question: &Question, law: &Law, taxonomy: &Taxonomy) -> Result<Translated, String> {
    let facts = &question.facts;
    let mut case = Case {
        regime: question.regime,
        day: question.as_of,
        facts,
        law,
        taxonomy,
        controller: facts.parties.first().ok_or("a case without parties")?,
        terms: RefCell::default(),
        own: RefCell::default(),
        unread: RefCell::default(),
    };
    case.controller = case.whose();
    let papers = papers::papers(&case)?;
    let mut out = Map::new();
    out.insert("controller".to_owned(), json!(case.controller.id));
    out.insert("parties".to_owned(), Value::Array(case.parties()?));
    out.insert(
        "systems".to_owned(),
        Value::Array(each(&facts.systems, |it| case.system(it))?),
    );
    out.insert("contracts".to_owned(), Value::Array(papers.contracts));
    out.insert(
        "safeguards".to_owned(),
        Value::Array(papers.safeguards.clone()),
    );
    let flows = each(&facts.flows, |flow| case.flow(flow, &papers.relied_on))?;
    out.insert("flows".to_owned(), Value::Array(flows));
    if let Some(told) = &facts.notice {
        out.insert("notice".to_owned(), notice::notice(&case, told)?);
    }
    let terms = case.terms.take().into_values().collect();
    out.insert("terms".to_owned(), Value::Array(terms));
    // Lists that are empty are left out.
    out.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
    // What is said of the whole case stands with the party whose estate it is.
    let whole = case.remarks(&[&facts.unread]);
    if let (Value::Array(remarks), Some(parties)) = (whole, out.get_mut("parties"))
        && !remarks.is_empty()
    {
        let ours = parties.as_array_mut().into_iter().flatten();
        let mut ours = ours.filter(|party| party["id"] == json!(case.controller.id));
        if let Some(party) = ours.next() {
            let held = party["evidence"].take();
            let mut all = held.as_array().cloned().unwrap_or_default();
            all.extend(remarks);
            party["evidence"] = Value::Array(all);
        }
    }
    Ok(Translated {
        estate: Value::Object(out),
        unread: case.unread.into_inner().into_iter().collect(),
    })
}

pub fn each<T, U>(
    items: &[T],
    mut of: impl FnMut(&T) -> Result<U, String>,
) -> Result<Vec<U>, String> {
    items.iter().map(&mut of).collect()
}

/// An object without the keys that say nothing.
pub fn object(pairs: &[(&str, Value)]) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(keys) => !keys.is_empty(),
        _ => true,
    };
    let said = pairs.iter().filter(|(_, value)| says(value));
    Value::Object(
        said.map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
    )
}

/// One object with the keys of all.
fn joined(parts: impl IntoIterator<Item = Value>) -> Value {
    let keys = parts.into_iter().flat_map(|part| match part {
        Value::Object(keys) => keys,
        _ => Map::new(),
    });
    Value::Object(keys.collect())
}

/// A key of a flow that may only be true to be worth writing.
fn when(yes: bool) -> Value {
    if yes { json!(true) } else { Value::Null }
}

impl<'a> Case<'a> {
    /// Keys that were not read, as remarks.
    pub fn remarks(&self, unread: &[&Unread]) -> Value {
        let keys = unread.iter().flat_map(|keys| keys.iter());
        keys.map(|(key, value)| {
            self.unread.borrow_mut().insert(key.clone());
            json!(format!("{key}: {value}"))
        })
        .collect()
    }

    /// What a word of a fixed list means; one that is not on the list is not read.
    fn known<T: Copy>(&self, table: &[(&str, T)], key: &str, word: Option<&str>) -> Option<T> {
        let found = meaning(table, key, word?).ok();
        if found.is_none() {
            self.unread
                .borrow_mut()
                .insert(format!("{key} `{}`", word.unwrap_or_default()));
        }
        found
    }

    pub fn party(&self, id: &str) -> Result<&'a Party, String> {
        let mut parties = self.facts.parties.iter();
        parties
            .find(|party| party.id == id)
            .ok_or_else(|| format!("no party `{id}`"))
    }

    /// The legal entity that a party is or belongs to.
    pub fn entity(&self, id: &str) -> Result<&'a Party, String> {
        let party = self.party(id)?;
        match (&party.legal_entity, party.role.split_once(':')) {
            (Some(other), _) => self.party(other).or(Ok(party)),
            (None, Some((relation, other))) if SAME_ENTITY.contains(&relation) => self.party(other),
            (None, _) => Ok(party),
        }
    }

    /// The legal entity of an id; nobody, for a person or for one that the case does not have.
    pub fn known_party(&self, id: Option<&str>) -> Option<&'a str> {
        let party = self.entity(id?).ok()?;
        (party.role != "data-subject").then_some(party.id.as_str())
    }

    pub fn is_person(&self, id: &str) -> Result<bool, String> {
        Ok(self.party(id)?.role == "data-subject")
    }

    /// The scope that a case states, or that follows from what the party does.
    fn scope(&self, party: &Party) -> Option<&'a str> {
        match party.gdpr_scope.as_deref() {
            Some("art3-1") => Some("art3-1"),
            Some("art3-2") => Some("art3-2"),
            Some(_) => Some("none"),
            None if party.eu_establishment => Some("art3-1"),
            None if party.targets_eu || party.monitors_eu => Some("art3-2"),
            None => None,
        }
    }

    /// Whether the regime reaches a party, through a branch if not at its seat.
    fn is_under_regime(&self, party: &Party) -> bool {
        let inside =
            |country: &str| self.law.regime_of_territory(country, self.day) == Some(self.regime);
        let mut branches = self.facts.parties.iter().filter(|other| {
            other.id != party.id && self.entity(&other.id).is_ok_and(|it| it.id == party.id)
        });
        match self.scope(party) {
            Some(scope) => scope != "none",
            None => inside(&party.country) || branches.any(|branch| inside(&branch.country)),
        }
    }

    /// Whose estate it is: of the one that obtained data from elsewhere, where the case speaks of
    /// that; else of the first controller under the regime, else of the first other one under it.
    fn whose(&self) -> &'a Party {
        let obtained = self.facts.flows.iter().find(|flow| flow.obtained.is_some());
        if let Some(party) = obtained.and_then(|flow| self.entity(&flow.to).ok()) {
            return party;
        }
        let decides =
            |party: &&Party| matches!(party.role.as_str(), "controller" | "joint-controller");
        let acts = |party: &&Party| matches!(party.role.as_str(), "processor" | "sub-processor");
        let parties = || self.facts.parties.iter();
        let under = || parties().filter(|party| self.is_under_regime(party));
        under()
            .find(decides)
            .or_else(|| under().find(acts))
            .or_else(|| parties().find(decides))
            .unwrap_or(self.controller)
    }

    /// For whom the estate's party acts, if it is a processor.
    pub fn principal(&self) -> Option<&'a Party> {
        let acts = matches!(self.controller.role.as_str(), "processor" | "sub-processor");
        let decides =
            |party: &&Party| matches!(party.role.as_str(), "controller" | "joint-controller");
        self.facts.parties.iter().find(decides).filter(|_| acts)
    }

    /// What a party is as a recipient. One of whose role the tables know nothing decides for itself.
    pub fn role(&self, party: &Party) -> &'static str {
        let word = party
            .role
            .split_once(':')
            .map_or(party.role.as_str(), |(word, _)| word);
        self.known(ROLES, "role", Some(word))
            .unwrap_or("controller")
    }
}

/// A country, as estates write it.
pub fn country(code: &str) -> &str {
    if code == "ZZ" { "unknown" } else { code }
}

/// Holds the tables of words to the vocabulary.
pub fn check_tables() {
    let taxonomy = Taxonomy::builtin().unwrap();
    let tables = [
        (TermKind::Data, lexicon::DATA),
        (TermKind::Subject, lexicon::SUBJECTS),
        (TermKind::Purpose, lexicon::PURPOSES),
    ];
    for (kind, table) in tables {
        for (meaning, _) in table.iter().filter(|(meaning, _)| meaning.contains(':')) {
            assert!(taxonomy.lookup(kind, meaning).is_ok(), "{meaning}");
        }
    }
}
