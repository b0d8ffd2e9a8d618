//! What a flow comes apart into, by the definitions: who sends for whom, who collects behind a
//! processor, who gets data on the way, and who reads in systems at the ends.

use super::acting::{acts_for, engages, is_controller};
use super::law;
use super::movements::{Happens, Movement, end, places, regimes_at, regimes_of};
use super::queries::End;
use super::roles::{accessor, acts, by_contract, role};
use crate::estate::{Estate, Flow};

/// The party that has collected what people hand to another: a controller that decides with that
/// other, or whose page sends people's browsers there; or the one for whom the other acts.
fn behind<'w>(estate: &'w Estate, flow: &'w Flow, to: &'w str) -> Option<&'w str> {
    let (us, controller) = (estate.controller.as_str(), estate.controller_of(flow));
    let as_seen_by = |party| role(estate, flow, Some(party), Some(to));
    if flow.mode == "scraped" {
        return receives_for(estate, flow, None);
    }
    let together = flow.mode == "embedded" || as_seen_by(controller) == "joint-controller";
    if controller != to && together {
        return Some(controller);
    }
    if to != us && acts(Some(as_seen_by(us))) {
        return Some(us);
    }
    receives_for(estate, flow, None)
}

/// For whom the one at the receiving end takes the data in: nobody, where the flow makes it a
/// controller or a carrier.
fn receives_for<'w>(estate: &'w Estate, flow: &'w Flow, from: Option<&'w str>) -> Option<&'w str> {
    let by_definition = acts_for(estate, flow, &flow.to);
    match flow.role.as_deref() {
        None => by_definition,
        Some("processor" | "sub-processor") => by_definition.or_else(|| {
            let us = estate.controller.as_str();
            let controller = estate.controller_of(flow);
            let by = if from == Some(us) { us } else { controller };
            (Some(by) != estate.party_at(&flow.to)).then_some(by)
        }),
        Some(_) => None,
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a definition by cases, which one reads from top to bottom"
)]
pub fn movements<'w>(estate: &'w Estate, flow: &'w Flow) -> Vec<Movement<'w>> {
    let us = estate.controller.as_str();
    let controller = estate.controller_of(flow);
    let ours = |party: &str| party == us || party == controller;
    let (from, to) = (estate.party_at(&flow.from), estate.party_at(&flow.to));
    // The one for whom the sender sends, and the receiver receives.
    let for_whom = acts_for(estate, flow, &flow.from);
    let behind_receiver = receives_for(estate, flow, from);
    let mut found = Vec::new();
    let mut add = |happens, (exporter, by, acts_for), importer, role: Option<&'w str>| {
        let sends = Sends {
            exporter,
            by,
            acts_for,
        };
        found.push(assemble(estate, flow, happens, sends, importer, role));
    };
    // Who sends in law: the principal, by the one that acts for it.
    let sender = match (for_whom, from) {
        (Some(principal), Some(_)) => (Some(principal), from, None),
        _ => (from, None, None),
    };
    let collector = |behind: &str| {
        if behind == controller {
            "controller"
        } else {
            "processor"
        }
    };
    match (from, to) {
        (None, None) => {}
        (None, Some(to)) => {
            if let Some(behind) = behind(estate, flow, to) {
                let role = Some(collector(behind));
                add(Happens::Collect, (None, None, None), Some(behind), role);
                add(
                    Happens::Disclose,
                    (Some(behind), None, None),
                    Some(to),
                    None,
                );
            } else {
                add(Happens::Collect, (None, None, None), Some(to), None);
            }
        }
        (Some(_), None) => add(Happens::Disclose, sender, None, None),
        // From whose pages data are taken does not send them.
        (Some(from), Some(to)) if flow.mode == "scraped" && from != to => {
            if let Some(behind) = behind_receiver {
                add(
                    Happens::Collect,
                    sender,
                    Some(behind),
                    Some(collector(behind)),
                );
                add(
                    Happens::Disclose,
                    (Some(behind), None, None),
                    Some(to),
                    None,
                );
            } else {
                add(Happens::Collect, (Some(from), None, None), Some(to), None);
            }
        }
        (Some(from), Some(to)) if from == to => {
            let decides = matches!(
                flow.role.as_deref(),
                Some("controller" | "joint-controller")
            );
            if for_whom.is_some() && decides {
                // It takes for itself what it has for another.
                add(Happens::Disclose, sender, Some(to), None);
            } else {
                let own = for_whom.filter(|_| for_whom == behind_receiver);
                let seen = role(estate, flow, Some(controller), Some(to));
                let together = controller != to && seen == "joint-controller";
                let party = own.or(together.then_some(controller)).unwrap_or(from);
                let by = own.map(|_| from);
                add(Happens::Store, (Some(party), by, None), Some(party), None);
            }
        }
        (Some(from), Some(to)) if to == us => {
            if for_whom == Some(us) {
                add(Happens::Store, (Some(from), None, for_whom), Some(to), None);
            } else {
                add(Happens::Collect, sender, Some(to), None);
            }
        }
        (Some(from), Some(to)) => {
            let own = (Some(from), None, for_whom);
            match (for_whom, behind_receiver) {
                // It gives back, or hands on to one that it has engaged.
                (Some(_), _) if ours(to) || engages(estate, flow, from, to) => {
                    add(Happens::Disclose, own, Some(to), None);
                }
                // It delivers to the one for whom the receiver works.
                (None, Some(behind)) if !ours(from) => {
                    add(
                        Happens::Collect,
                        sender,
                        Some(behind),
                        Some(collector(behind)),
                    );
                    add(
                        Happens::Disclose,
                        (Some(behind), None, None),
                        Some(to),
                        None,
                    );
                }
                _ => add(Happens::Disclose, sender, Some(to), None),
            }
        }
    }
    if let Some((sends, importer)) = through(estate, flow, for_whom, behind_receiver) {
        found.push(assemble(
            estate,
            flow,
            Happens::Through,
            sends,
            Some(importer),
            None,
        ));
    }
    for source in [false, true] {
        let end = if source { &flow.from } else { &flow.to };
        let End::System(system) = estate.end(end) else {
            continue;
        };
        // What flows put into a system counts where they lead into it.
        if source && estate.running().any(|other| other.to == system.id) {
            continue;
        }
        let operator = estate.operator(system);
        let other = if source { to } else { from };
        for (at, access) in system.access.iter().enumerate() {
            let by = access.by.as_str();
            if by == operator || Some(by) == other || !access.period.has(&estate.day) {
                continue;
            }
            let principal = if source { for_whom } else { behind_receiver };
            let happens = if source {
                Happens::AccessAtSource(at)
            } else {
                Happens::Access(at)
            };
            let (sends, role) = reader(estate, flow, happens, operator, by, principal);
            found.push(assemble(estate, flow, happens, sends, Some(by), Some(role)));
        }
    }
    found
}

/// Who hands data to the operator of a system on the way, if that operator gets any.
fn through<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    for_whom: Option<&'w str>,
    behind_receiver: Option<&'w str>,
) -> Option<(Sends<'w>, &'w str)> {
    let via = flow.via.as_deref()?;
    if !["", "sent", "published"].contains(&flow.mode.as_str()) {
        return None;
    }
    let (from, to) = (estate.party_at(&flow.from), estate.party_at(&flow.to));
    let system = estate.system(via);
    let operator = estate.operator(system);
    if system.transit_only || estate.party(operator).kind == "carrier" {
        return None;
    }
    // Where the people send, the one that receives has it on the way.
    let (end, end_for) = match from {
        Some(from) => (from, for_whom),
        None => (to?, behind_receiver),
    };
    if end == operator || to == Some(operator) {
        return None;
    }
    let plain = |exporter| Sends {
        exporter: Some(exporter),
        by: None,
        acts_for: None,
    };
    let sends = match acts_for(estate, flow, via) {
        _ if end_for.is_some() && engages(estate, flow, end, operator) => Sends {
            acts_for: end_for,
            ..plain(end)
        },
        Some(principal) if principal != end => Sends {
            by: (end_for == Some(principal)).then_some(end),
            ..plain(principal)
        },
        _ => match end_for {
            Some(principal) => Sends {
                by: Some(end),
                ..plain(principal)
            },
            None => plain(end),
        },
    };
    Some((sends, operator))
}

/// On whose side the reader of a system is, and in which role.
fn reader<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    happens: Happens,
    operator: &'w str,
    by: &'w str,
    principal: Option<&'w str>,
) -> (Sends<'w>, &'w str) {
    let controller = estate.controller_of(flow);
    let plain = |exporter| Sends {
        exporter: Some(exporter),
        by: None,
        acts_for: None,
    };
    let operators_own = engages(estate, flow, operator, by);
    if let Some(principal) = principal.filter(|_| by != controller && !operators_own) {
        // The controller has engaged the reader itself, or we have, and the operator has not.
        for engaging in [principal, controller] {
            if let Some(role) = by_contract(estate, flow, engaging, by).filter(|_| engaging != by) {
                return (plain(engaging), role);
            }
        }
    }
    let between = by_contract(estate, flow, operator, by);
    if is_controller(estate, flow, by) && between.is_none() {
        return (plain(principal.unwrap_or(operator)), "controller");
    }
    let stated = flow.role.as_deref();
    let decides = matches!(happens, Happens::Access(_))
        && matches!(stated, Some("controller" | "joint-controller"));
    let ours = [estate.controller.as_str(), controller].contains(&operator);
    if principal.is_none() && !ours && decides {
        return (plain(operator), "controller");
    }
    let sends = Sends {
        acts_for: principal,
        ..plain(operator)
    };
    (sends, accessor(estate, flow, operator, by))
}

/// Who sends: in law, by whom, and for whom.
#[derive(Clone, Copy)]
struct Sends<'w> {
    exporter: Option<&'w str>,
    by: Option<&'w str>,
    acts_for: Option<&'w str>,
}

fn assemble<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    happens: Happens,
    sends: Sends<'w>,
    importer: Option<&'w str>,
    as_what: Option<&'w str>,
) -> Movement<'w> {
    let us = estate.controller.as_str();
    let controller = estate.controller_of(flow);
    let exporter = sends.exporter;
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
    // A processor under the EU GDPR exports together with its controller.
    if let (Some(by), Some(_)) = (sends.by, sender)
        && regimes_at(estate, by, &flow.from).contains(&law::EU)
        && !exports_under.contains(&law::EU)
    {
        exports_under.push(law::EU);
    }
    let owns = exports_under.clone();
    let own_affair = !owns.is_empty() && is_own_affair(estate, flow, happens, sends, importer);
    if own_affair {
        exports_under.clear();
    }
    // A sender that is under neither regime passes on what it got under one by that regime's
    // instruments.
    let got_it = sender.is_some_and(|party| party != controller && party != us);
    if owns.is_empty() && got_it {
        exports_under.clone_from(&regimes);
    }
    let role = as_what.unwrap_or_else(|| match happens {
        Happens::Through => accessor(estate, flow, exporter.unwrap(), importer.unwrap()),
        _ => role(estate, flow, exporter, importer),
    });
    Movement {
        flow,
        happens,
        exporter,
        by: sends.by,
        acts_for: sends.acts_for,
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
        own_affair,
    }
}

/// Another controller sends for its own ends, or has readers in the system in which it received the data as
/// controller, and we have no part in it.
fn is_own_affair(
    estate: &Estate,
    flow: &Flow,
    happens: Happens,
    sends: Sends<'_>,
    importer: Option<&str>,
) -> bool {
    let us = estate.controller.as_str();
    let Some(exporter) = sends.exporter.filter(|party| *party != us) else {
        return false;
    };
    let engaged_by_us = importer.is_some_and(|importer| {
        let mut contracts = estate.contracts.iter();
        contracts.any(|it| it.first == us && it.second == importer)
    });
    let part =
        sends.by == Some(us) || importer == Some(us) || sends.acts_for.is_some() || engaged_by_us;
    let for_itself = estate.controller_of(flow) == exporter;
    let received = matches!(happens, Happens::Access(_))
        && flow.role.as_deref() == Some("controller")
        && estate.party_at(&flow.to) == Some(exporter);
    (for_itself || received) && !part
}
