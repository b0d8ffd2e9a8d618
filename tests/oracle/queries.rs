//! What the oracle reads from the description of an estate.

use crate::estate::{Estate, Flow, Party, Period, System};

impl Period {
    /// Whether a day is in it.
    pub fn has(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day)
            && self.until.as_deref().is_none_or(|until| day <= until)
    }
}

/// What is at an end of a flow.
#[derive(Debug, Clone, Copy)]
pub enum End<'w> {
    People,
    /// A party, and the country of its branch if it is one.
    Party(&'w Party, Option<&'w str>),
    System(&'w System),
}

impl Estate {
    pub fn party(&self, id: &str) -> &Party {
        self.parties.iter().find(|party| party.id == id).unwrap()
    }

    pub fn system(&self, id: &str) -> &System {
        self.systems.iter().find(|system| system.id == id).unwrap()
    }

    pub fn end(&self, id: &str) -> End<'_> {
        if id == "data-subjects" {
            return End::People;
        }
        if let Some(system) = self.systems.iter().find(|system| system.id == id) {
            return End::System(system);
        }
        for party in &self.parties {
            if party.id == id {
                return End::Party(party, None);
            }
            if let Some((_, country)) = party.branches.iter().find(|(branch, _)| branch == id) {
                return End::Party(party, Some(country));
            }
        }
        panic!("no such end: {id}");
    }

    /// Who runs a system on the day of the check; between two operators the one before.
    pub fn operator<'w>(&'w self, system: &'w System) -> &'w str {
        let day = self.day.as_str();
        let now = system.operators.iter().find(|(_, when)| when.has(day));
        let before = system
            .operators
            .iter()
            .filter(|(_, when)| when.until.as_deref().is_some_and(|until| until < day))
            .max_by_key(|(_, when)| when.until.clone());
        let (party, _) = now.or(before).or(system.operators.first()).unwrap();
        party
    }

    /// The party at an end; nobody's for the people themselves.
    pub fn party_at(&self, id: &str) -> Option<&str> {
        match self.end(id) {
            End::People => None,
            End::Party(party, _) => Some(&party.id),
            End::System(system) => Some(self.operator(system)),
        }
    }

    /// Whose data a flow is about.
    pub fn controller_of<'w>(&'w self, flow: &'w Flow) -> &'w str {
        let service = flow.service.as_deref();
        let of_service = self
            .services
            .iter()
            .find(|known| Some(known.id.as_str()) == service)
            .and_then(|service| service.on_behalf_of.as_deref());
        flow.on_behalf_of
            .as_deref()
            .or(of_service)
            .unwrap_or(&self.controller)
    }

    /// The flows that run on the day.
    pub fn running(&self) -> impl Iterator<Item = &Flow> {
        self.flows
            .iter()
            .filter(|flow| !flow.retired && flow.period.has(&self.day))
    }
}

/// Whether a list of services that may be left out covers that of a flow.
pub fn covers(named: &[String], service: Option<&str>) -> bool {
    named.is_empty() || service.is_some_and(|service| named.iter().any(|name| name == service))
}
