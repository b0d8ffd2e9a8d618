//! A flow taken apart: who sends what to whom, in which role, to which places, and whether it is a
//! restricted transfer.

use super::law;
use super::queries::{End, covers};
use super::roles::{accessor, acts, by_contract, role};
use super::terms::{DATA, above};
use crate::estate::{Estate, Flow};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happens {
    Collect,
    Store,
    Disclose,
    /// It passes through a system of someone else, who stores or handles it on the way.
    Through,
    /// Someone reads what the flow put into a system: the place in the system's list.
    Access(usize),
}

#[derive(Debug, Clone)]
pub struct Movement<'w> {
    pub flow: &'w Flow,
    pub happens: Happens,
    pub exporter: Option<&'w str>,
    pub importer: Option<&'w str>,
    /// The system that the flow leads into.
    pub system: Option<&'w str>,
    pub role: &'w str,
    /// Country, where it is known, and how sure that is.
    pub places: Vec<(Option<&'w str>, &'w str)>,
    /// The regimes of the flow's controller.
    pub regimes: Vec<&'static str>,
    /// The exporter's own regimes.
    pub owns: Vec<&'static str>,
    /// The regimes under which the exporter transfers.
    pub exports_under: Vec<&'static str>,
}

impl Movement<'_> {
    /// What the flow itself says, and not what others get on the way or in a system at its end.
    pub fn is_the_flow(&self) -> bool {
        !matches!(self.happens, Happens::Through | Happens::Access(_))
    }

    /// It goes to an entity other than the sender.
    pub fn separate(&self) -> bool {
        self.exporter.is_some() && self.importer.is_some() && self.exporter != self.importer
    }

    /// Neither our controller sends, nor the one whose data they are.
    pub fn indirect(&self, estate: &Estate) -> bool {
        let direct = [estate.controller.as_str(), estate.controller_of(self.flow)];
        self.exporter.is_some_and(|party| !direct.contains(&party))
    }

    /// The countries outside the territory, where this is a restricted transfer: the exporter under
    /// the regime, another entity that is more than a carrier, in a third country.
    pub fn destinations(&self, estate: &Estate, regime: &str) -> Vec<&str> {
        let transfers = self.exports_under.contains(&regime)
            && self.separate()
            && self.role != "carrier"
            && self.flow.mode != "published"
            && (regime != law::UK || self.initiated(estate));
        let mut found: Vec<&str> = self
            .places
            .iter()
            .filter_map(|(country, _)| *country)
            .filter(|country| transfers && !law::inside(regime, country, &estate.day))
            .filter(|country| !law::bridged(regime, country, &estate.day))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Step 2 of the ICO's test: someone under the UK GDPR starts the transfer. Who fetches the data
    /// does not make it the sender's, nor does a processor start what it gives back.
    fn initiated(&self, estate: &Estate) -> bool {
        let starter = self.flow.initiated_by.as_deref();
        let fetched = starter.is_some_and(|starter| {
            Some(starter) != self.exporter
                && (Some(starter) == self.importer
                    || !regimes_of(estate, starter).contains(&law::UK))
        });
        let returned = self.given_back(estate) && self.got_from_importer(estate);
        !fetched && !returned
    }

    /// A processor gives data to the controller for which it has them.
    pub fn given_back(&self, estate: &Estate) -> bool {
        let (Some(exporter), Some(importer)) = (self.exporter, self.importer) else {
            return false;
        };
        let engaged = estate.contracts.iter().any(|it| {
            it.kind == "sub-processor"
                && it.second == exporter
                && covers(&it.services, self.flow.service.as_deref())
        });
        let role = by_contract(estate, self.flow, importer, exporter);
        importer == estate.controller_of(self.flow)
            && exporter != importer
            && (exporter == estate.controller || engaged || acts(role))
    }

    /// None of the data came to the exporter from others alone.
    fn got_from_importer(&self, estate: &Estate) -> bool {
        let flow = self.flow;
        let senders = |category: &str| -> Vec<Option<&str>> {
            let brings = |other: &&Flow| {
                estate.controller_of(other) == estate.controller_of(flow)
                    && estate.party_at(&other.to) == self.exporter
                    && other.data.iter().any(|it| above(DATA, it, category))
            };
            let flows = estate.running().filter(brings);
            flows.map(|other| estate.party_at(&other.from)).collect()
        };
        flow.data.iter().all(|category| {
            let senders = senders(category);
            let theirs = [None, self.importer, self.exporter];
            senders.is_empty() || senders.iter().any(|from| theirs.contains(from))
        })
    }

    /// The least sure of the places.
    pub fn certainty(&self) -> &str {
        ["unknown", "hinted"]
            .into_iter()
            .find(|word| self.places.iter().any(|(_, sure)| sure == word))
            .unwrap_or("stated")
    }
}

/// The regimes of a party for all that it does.
pub fn regimes_of(estate: &Estate, party: &str) -> Vec<&'static str> {
    regimes_at(estate, party, "")
}

/// The regimes of a party at one end of a flow: a branch there is an establishment of its own.
fn regimes_at(estate: &Estate, party: &str, end: &str) -> Vec<&'static str> {
    let party = estate.party(party);
    let branch = party.branches.iter().find(|(branch, _)| branch == end);
    let countries = [Some(&party.country), branch.map(|(_, country)| country)];
    law::REGIMES
        .into_iter()
        .filter(|regime| {
            let stated = if *regime == law::EU {
                &party.scope_eu
            } else {
                &party.scope_uk
            };
            law::begins(regime) <= estate.day.as_str()
                && match stated.as_deref() {
                    Some("none") => false,
                    Some(_) => true,
                    None => countries
                        .iter()
                        .flatten()
                        .any(|country| law::applies(country, &estate.day) == Some(*regime)),
                }
        })
        .collect()
}

/// The party that has collected what people hand to another: a controller that decides with that
/// other, or whose page sends people's browsers there; or we, for whom the other acts.
fn behind<'w>(estate: &'w Estate, flow: &'w Flow, to: &'w str) -> Option<&'w str> {
    let (us, controller) = (estate.controller.as_str(), estate.controller_of(flow));
    let as_seen_by = |party| role(estate, flow, Some(party), Some(to));
    if flow.mode == "scraped" {
        return None;
    }
    let together = flow.mode == "embedded" || as_seen_by(controller) == "joint-controller";
    if controller != to && together {
        return Some(controller);
    }
    (to != us && acts(Some(as_seen_by(us)))).then_some(us)
}

pub fn movements<'w>(estate: &'w Estate, flow: &'w Flow) -> Vec<Movement<'w>> {
    let us = estate.controller.as_str();
    let (from, to) = (estate.party_at(&flow.from), estate.party_at(&flow.to));
    let mut found = Vec::new();
    let mut add = |happens, exporter, importer| {
        found.push(assemble(estate, flow, happens, exporter, importer));
    };
    match (from, to) {
        (None, None) => {}
        (None, Some(to)) => {
            if let Some(behind) = behind(estate, flow, to) {
                add(Happens::Collect, None, Some(behind));
                add(Happens::Disclose, Some(behind), Some(to));
            } else {
                add(Happens::Collect, None, Some(to));
            }
        }
        // From whose pages data are taken does not send them.
        (Some(from), Some(to)) if flow.mode == "scraped" && from != to => {
            add(Happens::Collect, Some(from), Some(to));
        }
        (Some(from), None) => add(Happens::Disclose, Some(from), None),
        (Some(from), Some(to)) if from == to => add(Happens::Store, Some(from), Some(to)),
        (Some(from), Some(to)) if to == us => {
            let back = by_contract(estate, flow, us, from);
            add(
                if acts(back) {
                    Happens::Store
                } else {
                    Happens::Collect
                },
                Some(from),
                Some(to),
            );
        }
        (Some(from), Some(to)) => add(Happens::Disclose, Some(from), Some(to)),
    }
    if let Some(via) = flow
        .via
        .as_deref()
        .filter(|_| ["", "sent"].contains(&flow.mode.as_str()))
    {
        let system = estate.system(via);
        let operator = estate.operator(system);
        let only_carries = system.transit_only || estate.party(operator).kind == "carrier";
        let for_whom = from.or(to);
        if let Some(sender) = for_whom.filter(|_| !only_carries)
            && sender != operator
            && to != Some(operator)
        {
            add(Happens::Through, Some(sender), Some(operator));
        }
    }
    if let End::System(system) = estate.end(&flow.to) {
        let operator = estate.operator(system);
        for (at, access) in system.access.iter().enumerate() {
            let new = access.by != operator && Some(access.by.as_str()) != from;
            if new && access.period.has(&estate.day) {
                add(Happens::Access(at), Some(operator), Some(&access.by));
            }
        }
    }
    found
}

fn assemble<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    happens: Happens,
    exporter: Option<&'w str>,
    importer: Option<&'w str>,
) -> Movement<'w> {
    let us = estate.controller.as_str();
    let controller = estate.controller_of(flow);
    let mut regimes = regimes_at(estate, controller, &flow.from);
    for regime in regimes_at(estate, controller, &flow.to) {
        if !regimes.contains(&regime) {
            regimes.push(regime);
        }
    }
    if regimes.is_empty() {
        regimes = regimes_of(estate, us);
    }
    let sender = exporter.filter(|_| flow.mode != "scraped");
    let mut exports_under =
        sender.map_or_else(Vec::new, |party| regimes_at(estate, party, &flow.from));
    let owns = exports_under.clone();
    // Who stands under neither passes on what it got under a regime by that regime's instruments.
    let got_it = sender.is_some_and(|party| party != controller && party != us);
    if exports_under.is_empty() && got_it {
        exports_under.clone_from(&regimes);
    }
    let role = match happens {
        Happens::Access(_) | Happens::Through => {
            accessor(estate, flow, exporter.unwrap(), importer.unwrap())
        }
        _ => role(estate, flow, exporter, importer),
    };
    Movement {
        flow,
        happens,
        exporter,
        importer,
        system: match end(estate, flow, happens) {
            End::System(system) => Some(&system.id),
            _ => None,
        },
        role,
        places: importer.map_or_else(Vec::new, |party| places(estate, flow, happens, party)),
        regimes,
        owns,
        exports_under,
    }
}

/// Where a movement ends: where the flow leads to, or at the system on the way.
fn end<'w>(estate: &'w Estate, flow: &'w Flow, happens: Happens) -> End<'w> {
    match (&flow.via, happens) {
        (Some(via), Happens::Through) => estate.end(via),
        _ => estate.end(&flow.to),
    }
}

fn place(country: &str) -> (Option<&str>, &'static str) {
    match country {
        "unknown" => (None, "unknown"),
        country => (Some(country), "stated"),
    }
}

fn places<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    happens: Happens,
    importer: &'w str,
) -> Vec<(Option<&'w str>, &'w str)> {
    let day = &estate.day;
    let seat = place(&estate.party(importer).country);
    match (end(estate, flow, happens), happens) {
        (End::System(system), Happens::Access(at)) => vec![place(&system.access[at].from)],
        (End::System(system), _) => {
            let mut found = vec![seat];
            let hosted = system.hosting.iter().filter(|it| it.period.has(day));
            found.extend(hosted.map(|it| match place(&it.country) {
                (Some(country), _) => (Some(country), it.certainty.as_str()),
                unknown => unknown,
            }));
            if found.len() == 1 && !system.transit_only {
                found.push((None, "unknown"));
            }
            found
        }
        (End::Party(_, branch), _) => {
            let mut found = vec![branch.map_or(seat, place)];
            // Who reads in what passes through a system may read from elsewhere.
            if let (Some(via), "remote-access") = (&flow.via, flow.mode.as_str()) {
                let access = estate.system(via).access.iter();
                let own = access.filter(|it| it.by == importer && it.period.has(day));
                found.extend(own.map(|it| place(&it.from)));
            }
            found
        }
        (End::People, _) => Vec::new(),
    }
}
