//! A flow taken apart: who sends what to whom, in which role, to which places, and whether it is a
//! restricted transfer.

use super::acting::engages;
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
    /// The same in a system from which flows only come.
    AccessAtSource(usize),
}

#[derive(Debug, Clone)]
pub struct Movement<'w> {
    pub flow: &'w Flow,
    pub happens: Happens,
    pub exporter: Option<&'w str>,
    /// The processor that sends for the exporter.
    pub by: Option<&'w str>,
    /// The one for whom the exporter acts.
    pub acts_for: Option<&'w str>,
    pub importer: Option<&'w str>,
    /// The system that the flow leads into.
    pub system: Option<&'w str>,
    pub role: &'w str,
    /// Country or area, where it is known, and how sure that is.
    pub places: Vec<(Option<&'w str>, &'w str)>,
    /// The regimes of the flow's controller.
    pub regimes: Vec<&'static str>,
    /// The exporter's own regimes.
    pub owns: Vec<&'static str>,
    /// The regimes under which the exporter transfers.
    pub exports_under: Vec<&'static str>,
    /// Another controller, under a regime of its own, does it for itself.
    pub own_affair: bool,
}

impl Movement<'_> {
    /// What the flow itself says, and not what others get on the way or in a system at its end.
    pub fn is_the_flow(&self) -> bool {
        matches!(
            self.happens,
            Happens::Collect | Happens::Store | Happens::Disclose
        )
    }

    /// It goes to an entity other than the sender.
    pub fn separate(&self) -> bool {
        self.exporter.is_some() && self.importer.is_some() && self.exporter != self.importer
    }

    /// Neither our controller sends, nor the one whose data they are, nor does either get back what it
    /// had another process.
    pub fn indirect(&self, estate: &Estate) -> bool {
        let direct = [estate.controller.as_str(), estate.controller_of(self.flow)];
        let back = self.acts_for.is_some() && self.importer.is_some_and(|it| direct.contains(&it));
        self.exporter.is_some_and(|party| !direct.contains(&party)) && !back
    }

    /// The places outside the territory, areas as such, where this is a restricted transfer: the exporter under
    /// the regime, another entity that is more than a carrier, in a third country.
    pub fn destinations(&self, estate: &Estate, regime: &str) -> Vec<&str> {
        // A controller that has its own back by a branch or by staff abroad stays where it is.
        let own = self.acts_for.is_some()
            && self.acts_for == self.importer
            && self
                .importer
                .and_then(|importer| self.established(estate, importer))
                .is_some_and(|country| law::stays_inside(regime, country, &estate.day));
        let transfers = self.exports_under.contains(&regime)
            && !own
            && self.separate()
            && self.role != "carrier"
            && (self.flow.mode != "published" || matches!(self.happens, Happens::Through))
            && (regime != law::UK || self.initiated(estate));
        // For the ICO an organisation is where it is established, wherever its machines are. What a processor at
        // home or in an adequate country keeps elsewhere counts under both regimes, but where it is seen to give
        // data to another there.
        let established = self
            .importer
            .and_then(|importer| self.established(estate, importer));
        let engaged = acts(Some(self.role));
        let hosted = !matches!(
            self.happens,
            Happens::Access(_) | Happens::AccessAtSource(_)
        ) && self.system.is_some();
        // Nor is a controller that is established at home an importer abroad for the EDPB.
        let at_home = (regime == law::UK || self.role == "controller")
            && established.is_some_and(|country| law::stays_inside(regime, country, &estate.day));
        let elsewhere = |place: Option<&str>| {
            if engaged {
                self.is_protected(estate, regime) && self.kept_by_another(estate, place)
            } else {
                at_home
            }
        };
        let mut found: Vec<&str> = self
            .places
            .iter()
            .filter(|(place, _)| !(hosted && *place != established && elsewhere(*place)))
            .filter(|(place, _)| !self.is_own_branch(estate, regime, *place))
            .filter_map(|(place, _)| *place)
            .filter(|place| transfers && !law::stays_inside(regime, place, &estate.day))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether another, whom the importer has engaged, keeps what is in the system in a place, or reads it there.
    fn kept_by_another(&self, estate: &Estate, place: Option<&str>) -> bool {
        let Some(importer) = self.importer else {
            return false;
        };
        let engaged = |flow: &Flow, other: &str, role: &str| {
            let controller = estate.controller_of(flow);
            let by_controller =
                importer != controller && acts(by_contract(estate, flow, controller, other));
            engages(estate, flow, importer, other) || acts(Some(role)) && !by_controller
        };
        let read_by_another = || {
            let systems = self.system.into_iter().map(|system| estate.system(system));
            let mut access = systems.flat_map(|system| &system.access);
            access.any(|it| {
                let seat = self.established(estate, &it.by);
                let role = accessor(estate, self.flow, importer, &it.by);
                it.period.has(&estate.day)
                    && it.by != importer
                    && engaged(self.flow, &it.by, role)
                    && (Some(it.from.as_str()) == place || seat == place)
            })
        };
        place.is_some() && read_by_another()
            || estate.running().any(|other| {
                let Some(to) = estate.party_at(&other.to).filter(|to| *to != importer) else {
                    return false;
                };
                let hosted = match estate.end(&other.to) {
                    End::System(system) => system.hosting.iter().any(|it| {
                        let at = (it.country != "unknown").then_some(it.country.as_str());
                        it.period.has(&estate.day) && at == place
                    }),
                    _ => false,
                };
                let sends = self.system == Some(other.from.as_str())
                    && estate.party_at(&other.from) == Some(importer);
                sends
                    && engaged(other, to, role(estate, other, Some(importer), Some(to)))
                    && (hosted || self.established(estate, to) == place)
            })
    }

    /// Whether a processor that is established inside has what is in its system there, and what is kept in it
    /// elsewhere is kept by nobody else.
    fn keeps_itself(&self, estate: &Estate, regime: &str, place: Option<&str>) -> bool {
        let reads = matches!(
            self.happens,
            Happens::Access(_) | Happens::AccessAtSource(_)
        );
        let seat = self
            .importer
            .and_then(|importer| self.established(estate, importer));
        acts(Some(self.role))
            && !reads
            && self.system.is_some()
            && self.is_protected(estate, regime)
            && seat != place
            && !self.kept_by_another(estate, place)
    }

    /// Whether the importer is established inside, or where adequacy asks for nothing.
    fn is_protected(&self, estate: &Estate, regime: &str) -> bool {
        let seat = self
            .importer
            .and_then(|importer| self.established(estate, importer));
        seat.is_some_and(|seat| {
            let rows = law::adequacy(regime, seat, &estate.day);
            law::stays_inside(regime, seat, &estate.day)
                || rows.iter().any(|(conditions, _)| conditions.is_empty())
        })
    }

    /// Whether a place is a branch of a processor that is established inside: no other entity.
    fn is_own_branch(&self, estate: &Estate, regime: &str, place: Option<&str>) -> bool {
        let branches = self
            .importer
            .map_or(&[][..], |importer| &estate.party(importer).branches);
        let there = place.is_some_and(|place| branches.iter().any(|(_, at)| at == place));
        there && self.keeps_itself(estate, regime, place)
    }

    /// Whether nobody is recorded who keeps the data abroad for a processor that is established inside.
    pub fn keeper_is_open(&self, estate: &Estate, regime: &str, destinations: &[&str]) -> bool {
        let seat = self
            .importer
            .and_then(|importer| self.established(estate, importer));
        let elsewhere = destinations.iter().filter(|it| Some(**it) != seat);
        let elsewhere: Vec<&&str> = elsewhere.collect();
        let mut all = elsewhere.iter();
        !elsewhere.is_empty() && all.all(|place| self.keeps_itself(estate, regime, Some(place)))
    }

    /// The country in which an importer is established; unknown, where it is not known.
    fn established<'w>(&self, estate: &'w Estate, importer: &str) -> Option<&'w str> {
        let country = estate.party(importer).country.as_str();
        (country != "unknown").then_some(country)
    }

    /// Step 2 of the ICO's test: someone under the UK GDPR starts the transfer. Who fetches the data
    /// does not make it the sender's, nor does a processor start what it gives back.
    fn initiated(&self, estate: &Estate) -> bool {
        let starter = self.flow.initiated_by.as_deref();
        let fetched = starter.is_some_and(|starter| {
            Some(starter) != self.exporter
                && Some(starter) != self.by
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
pub fn regimes_at(estate: &Estate, party: &str, end: &str) -> Vec<&'static str> {
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

/// Where a movement ends: where the flow leads to, or at the system on the way.
pub fn end<'w>(estate: &'w Estate, flow: &'w Flow, happens: Happens) -> End<'w> {
    match (&flow.via, happens) {
        (Some(via), Happens::Through) => estate.end(via),
        (_, Happens::AccessAtSource(_)) => estate.end(&flow.from),
        _ => estate.end(&flow.to),
    }
}

fn place(country: &str) -> (Option<&str>, &'static str) {
    match country {
        "unknown" => (None, "unknown"),
        country => (Some(country), "stated"),
    }
}

pub fn places<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    happens: Happens,
    importer: &'w str,
) -> Vec<(Option<&'w str>, &'w str)> {
    let day = &estate.day;
    let seat = place(&estate.party(importer).country);
    // Who collects by another is where it is established; the other's places are its own.
    let by_another = match end(estate, flow, happens) {
        End::System(system) => estate.operator(system) != importer,
        End::Party(party, _) => party.id != importer,
        End::People => false,
    };
    if by_another && !matches!(happens, Happens::Access(_) | Happens::AccessAtSource(_)) {
        return vec![seat];
    }
    match (end(estate, flow, happens), happens) {
        (End::System(system), Happens::Access(at) | Happens::AccessAtSource(at)) => {
            vec![place(&system.access[at].from)]
        }
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
            // One abroad has the data wherever it reads them; one at home stays there.
            let at_home = seat.0.is_some_and(|at| {
                let mut regimes = [law::EU, law::UK].into_iter();
                regimes.any(|regime| law::stays_inside(regime, at, day))
            });
            if !at_home {
                let access = system.access.iter();
                let own = access.filter(|it| it.by == importer && it.period.has(day));
                found.extend(own.map(|it| place(&it.from)));
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
