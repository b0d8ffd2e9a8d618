//! Between which parties and systems of the estate a declared flow is.

use std::collections::BTreeMap;

use crate::import::declaration::names;
use crate::import::systems::{DeclaredFlow, End};

/// Why a flow to or from a system of another party is taken to be one of the party whose description it is.
const WITH_US: &str = "not stated: taken to be the party whose description it is";

/// An end of a flow, by its id.
#[derive(Debug)]
pub(super) struct Resolved {
    pub id: String,
    /// Why it is a guess.
    pub why: Option<&'static str>,
}

/// The parties and systems of descriptions.
#[derive(Debug)]
pub(super) struct Ends {
    us: String,
    /// The id and the operator of each system, by its key.
    systems: BTreeMap<String, (String, String)>,
    /// The keys of systems, by what their names share: several files may describe one.
    names: BTreeMap<String, String>,
    /// The ids of parties, by what their names share.
    parties: BTreeMap<String, String>,
}

impl Ends {
    /// None yet, for the party `us`.
    pub fn new(us: String) -> Self {
        Self {
            us,
            systems: BTreeMap::new(),
            names: BTreeMap::new(),
            parties: BTreeMap::new(),
        }
    }

    /// The party whose descriptions they are.
    pub fn us(&self) -> &str {
        &self.us
    }

    /// Whether a system is known, by its key or by its name.
    pub fn has(&mut self, key: &str, name: &str) -> bool {
        if self.systems.contains_key(key) {
            return true;
        }
        let held = self.names.get(&names::folded(name));
        let held = held.and_then(|it| self.systems.get(it)).cloned();
        held.is_some_and(|it| self.systems.insert(key.to_owned(), it).is_none())
    }

    /// Adds a system with its operator.
    pub fn add(&mut self, (key, name): (&str, &str), id: &str, operator: &str) {
        let held = (id.to_owned(), operator.to_owned());
        self.systems.insert(key.to_owned(), held);
        let fold = names::folded(name);
        if !fold.is_empty() {
            self.names.entry(fold).or_insert_with(|| key.to_owned());
        }
    }

    /// The party of a name.
    pub fn party(&self, name: &str) -> Option<&str> {
        self.parties.get(&names::folded(name)).map(String::as_str)
    }

    /// Adds a party.
    pub fn add_party(&mut self, name: &str, id: &str) {
        self.parties.insert(names::folded(name), id.to_owned());
    }

    /// The ends of a flow, or why it has none.
    pub fn of(&self, flow: &DeclaredFlow) -> Result<(Resolved, Resolved), String> {
        let mut from = self.end(&flow.from)?;
        let mut to = self.end(&flow.to)?;
        from.why = flow.guessed;
        match (&flow.from, &flow.to) {
            (End::Open(_), End::System(key)) if self.is_of_others(key) => self.is_us(&mut from),
            (End::System(key), End::Open(_)) if self.is_of_others(key) => self.is_us(&mut to),
            _ => {}
        }
        Ok((from, to))
    }

    fn is_of_others(&self, key: &str) -> bool {
        let operator = self.systems.get(key).map(|(_, operator)| operator);
        operator.is_some_and(|it| *it != self.us)
    }

    fn is_us(&self, end: &mut Resolved) {
        end.id.clone_from(&self.us);
        end.why = end.why.or(Some(WITH_US));
    }

    fn end(&self, end: &End) -> Result<Resolved, String> {
        let id = match end {
            End::Subjects => "data-subjects".to_owned(),
            End::Open(stand_in) => (*stand_in).to_owned(),
            End::System(key) => match self.systems.get(key) {
                Some((id, _)) => id.clone(),
                None => {
                    let name = key.rsplit([':', '/']).next().unwrap_or(key);
                    return Err(format!(
                        "no file that was given describes `{name}`: pass that as well"
                    ));
                }
            },
        };
        Ok(Resolved { id, why: None })
    }
}
