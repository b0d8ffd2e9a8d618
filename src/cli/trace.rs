//! `trace`: every way of a datum.

use std::io::Write;

use super::args::{TraceArguments, TraceFormat};
use super::load::{cannot_check, ready};
use super::{Edge, Exit, Failure};
use crate::engine::trace::{Query, Spot, trace};
use crate::estate::model::{PartyIx, ServiceIx, SystemIx};
use crate::input::nearest;
use crate::project::Project;
use crate::report;
use crate::report::TerminalOptions;
use crate::taxonomy::{TermId, TermKind};
use crate::view::TraceView;

/// Traces a datum; it exits with 0 whatever it tells.
pub fn run(arguments: &TraceArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let ready = ready(arguments.estate.estate.as_deref(), edge)?;
    let day = arguments.estate.as_of.unwrap_or(edge.today);
    let spot = |name: &Option<String>| match name {
        Some(name) => self::spot(&ready, name).map(Some),
        None => Ok(None),
    };
    let query = Query {
        data: term(&ready, TermKind::Data, &arguments.data)?,
        subjects: match &arguments.subjects {
            Some(people) => Some(term(&ready, TermKind::Subject, people)?),
            None => None,
        },
        service: match &arguments.service {
            Some(service) => Some(self::service(&ready, service)?),
            None => None,
        },
        from: spot(&arguments.from)?,
        to: spot(&arguments.to)?,
    };
    let found = trace(&ready.estate, &ready.rules, &query, day)
        .map_err(|error| cannot_check(error, &ready, edge))?;
    let view = TraceView::new(&ready.estate, day, &arguments.data, &found);
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: false,
    };
    match arguments.format {
        TraceFormat::Terminal => report::trace_terminal(&view, options, &mut edge.out)?,
        TraceFormat::Json => report::trace_json(&view, &mut edge.out)?,
        TraceFormat::Mermaid => report::trace_mermaid(&view, &mut edge.out)?,
        TraceFormat::Dot => report::trace_dot(&view, &mut edge.out)?,
    }
    edge.out.flush()?;
    Ok(Exit::Clean)
}

fn term(ready: &Project, kind: TermKind, written: &str) -> Result<TermId, Failure> {
    let found = ready.estate.taxonomy.lookup(kind, written);
    found.map_err(|error| {
        let help = error.help().map(|help| format!("; {help}"));
        Failure::Say(format!("{error}{}", help.unwrap_or_default()))
    })
}

fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> Failure {
    let near = nearest(name, known)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Failure::Say(format!("there is no {what} `{name}`{near}"))
}

fn service(ready: &Project, name: &str) -> Result<ServiceIx, Failure> {
    let services = &ready.estate.services;
    match services
        .iter()
        .zip(0..)
        .find(|(service, _)| service.id == name)
    {
        Some((_, at)) => Ok(ServiceIx(at)),
        None => Err(unknown(
            "service",
            name,
            services.iter().map(|it| it.id.as_str()),
        )),
    }
}

/// A party, a system or the people, by id.
fn spot(ready: &Project, name: &str) -> Result<Spot, Failure> {
    let estate = &ready.estate;
    if name == "data-subjects" {
        return Ok(Spot::Subjects);
    }
    let party = estate
        .parties
        .iter()
        .zip(0..)
        .find(|(party, _)| party.id == name);
    let system = estate
        .systems
        .iter()
        .zip(0..)
        .find(|(system, _)| system.id == name);
    match (party, system) {
        (Some((_, at)), _) => Ok(Spot::Party(PartyIx(at))),
        (None, Some((_, at))) => Ok(Spot::System(SystemIx(at))),
        (None, None) => {
            let parties = estate.parties.iter().map(|it| it.id.as_str());
            let systems = estate.systems.iter().map(|it| it.id.as_str());
            let all = parties.chain(systems).chain(["data-subjects"]);
            Err(unknown("party or system", name, all))
        }
    }
}
