//! What the receiver of a movement is: by what the flow says, else the contracts, else who decides.

use super::queries::{End, covers};
use crate::estate::{Contract, Estate, Flow};

/// What the importer is: what the flow says, else the contracts, else who decides.
pub fn role<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    exporter: Option<&'w str>,
    importer: Option<&'w str>,
) -> &'w str {
    let Some(importer) = importer else {
        return "data-subject";
    };
    if exporter == Some(importer) {
        return "same-entity";
    }
    let kind = estate.party(importer).kind.as_str();
    if kind == "public" || kind == "carrier" {
        return kind;
    }
    let end = estate.end(&flow.to);
    if matches!(end, End::System(system) if system.transit_only) {
        return "carrier";
    }
    if let Some(role) = &flow.role {
        return role;
    }
    let controller = estate.controller_of(flow);
    if importer == controller {
        return "controller";
    }
    let exporter = exporter.unwrap_or(controller);
    if let Some(role) = by_contract(estate, flow, exporter, importer) {
        return role;
    }
    let us = estate.controller.as_str();
    if importer == us {
        // What is sent to us for someone else, we process for them.
        return if controller == us {
            "controller"
        } else {
            "processor"
        };
    }
    match end {
        End::System(_) => engaged_by(estate, flow, exporter),
        _ => "controller",
    }
}

/// What someone is that reads in a system.
pub fn accessor<'w>(estate: &'w Estate, flow: &'w Flow, operator: &str, reader: &str) -> &'w str {
    if reader == estate.controller_of(flow) {
        return "controller";
    }
    by_contract(estate, flow, operator, reader)
        .unwrap_or_else(|| engaged_by(estate, flow, operator))
}

/// Whom the controller engages is a processor; whom anyone else engages, ourselves included where we
/// act for another, a sub-processor.
pub fn engaged_by(estate: &Estate, flow: &Flow, party: &str) -> &'static str {
    if party == estate.controller_of(flow) {
        "processor"
    } else {
        "sub-processor"
    }
}

/// What a contract makes of the second of two parties; one that is not in force shows it as well.
pub fn by_contract<'w>(
    estate: &'w Estate,
    flow: &'w Flow,
    first: &str,
    second: &str,
) -> Option<&'w str> {
    let mut between: Vec<&Contract> = estate
        .contracts
        .iter()
        .filter(|it| covers(&it.services, flow.service.as_deref()))
        .filter(|it| {
            let both = it.kind == "joint-controllers" && it.first == second && it.second == first;
            it.first == first && it.second == second || both
        })
        .collect();
    between.sort_by_key(|it| (!it.period.has(&estate.day), it.id.as_str()));
    between.first().map(|it| match it.kind.as_str() {
        "processor" => engaged_by(estate, flow, first),
        "joint-controllers" => "joint-controller",
        "data-sharing" => "controller",
        kind => kind,
    })
}

/// Whether one of a role acts for another.
pub fn acts(role: Option<&str>) -> bool {
    matches!(role, Some("processor" | "sub-processor"))
}
