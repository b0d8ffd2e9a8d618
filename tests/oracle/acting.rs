//! For whom the one at an end of a flow acts, by the definition: a processor acts for the one that has
//! engaged it, directly or by a processor that it has engaged; an operator with no contract acts for the
//! one whose flows put data into its system. Nobody acts for another in what it was not instructed to
//! do, or in what is its own as a controller.

use super::queries::{End, covers};
use super::roles::{acts, by_contract, role};
use crate::estate::{Estate, Flow};

/// The two for whom somebody may act: ourselves, and the controller of the flow.
fn principals<'w>(estate: &'w Estate, flow: &'w Flow) -> [&'w str; 2] {
    [estate.controller.as_str(), estate.controller_of(flow)]
}

/// For whom the one at an end acts; nobody, where it acts for itself.
pub fn acts_for<'w>(estate: &'w Estate, flow: &'w Flow, end: &'w str) -> Option<&'w str> {
    let party = estate.party_at(end)?;
    let both = principals(estate, flow);
    if both.contains(&party) {
        return None;
    }
    for principal in both {
        if let Some(role) = by_contract(estate, flow, principal, party) {
            return acts(Some(role)).then_some(principal);
        }
    }
    let by_chain = chains(estate, flow, party).into_iter().next();
    let by_use = || match estate.end(end) {
        End::System(system) => puts_there(estate, flow, &system.id),
        _ => None,
    };
    by_chain.or_else(by_use)
}

/// Those at the top of all chains of sub-processors above a party, nearest first.
fn chains<'w>(estate: &'w Estate, flow: &'w Flow, party: &str) -> Vec<&'w str> {
    fn up<'w>(
        estate: &'w Estate,
        flow: &'w Flow,
        party: &str,
        seen: &mut Vec<String>,
        found: &mut Vec<&'w str>,
    ) {
        for contract in &estate.contracts {
            let engages = contract.kind == "sub-processor" && contract.second == party;
            let covered = covers(&contract.services, flow.service.as_deref());
            if !engages || !covered || seen.contains(&contract.first) {
                continue;
            }
            seen.push(contract.first.clone());
            let direct = principals(estate, flow)
                .into_iter()
                .find(|it| acts(by_contract(estate, flow, it, &contract.first)));
            found.extend(direct);
            if direct.is_none() {
                up(estate, flow, &contract.first, seen, found);
            }
        }
    }
    let mut found = Vec::new();
    up(estate, flow, party, &mut vec![party.to_owned()], &mut found);
    found
}

/// Who puts data of the same controller into a system, by the first flow that makes its operator a
/// processor.
fn puts_there<'w>(estate: &'w Estate, flow: &Flow, system: &str) -> Option<&'w str> {
    let controller = estate.controller_of(flow);
    estate.running().find_map(|other| {
        if other.to != system || estate.controller_of(other) != controller {
            return None;
        }
        let by = match estate.party_at(&other.from) {
            None => estate.controller_of(other),
            Some(from) if principals(estate, other).contains(&from) => from,
            Some(_) => return None,
        };
        let operator = estate.party_at(system);
        acts(Some(role(estate, other, Some(by), operator))).then_some(by)
    })
}

/// Whether some flow of the same controller says that a party receives its data as a controller.
pub fn is_controller(estate: &Estate, flow: &Flow, party: &str) -> bool {
    estate.running().any(|other| {
        let stated = other.role.as_deref();
        matches!(stated, Some("controller" | "joint-controller"))
            && estate.controller_of(other) == estate.controller_of(flow)
            && estate.party_at(&other.to) == Some(party)
    })
}

/// Whether one has engaged the other: by a contract between them, or by one of its own that lists it.
pub fn engages(estate: &Estate, flow: &Flow, one: &str, other: &str) -> bool {
    let covered = |services: &[String]| covers(services, flow.service.as_deref());
    flow.role.as_deref() == Some("sub-processor")
        || estate.contracts.iter().any(|it| {
            let between = it.kind == "sub-processor" && it.first == one && it.second == other;
            let listed = it.second == one && it.authorised.iter().any(|it| it.party == other);
            covered(&it.services) && (between || listed)
        })
}
