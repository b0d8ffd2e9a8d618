//! Puts a question to the engine: the estate is loaded and checked as a user's is.

use fairnotice::engine::movement::{Transfer, transfers};
use fairnotice::estate::model::{Endpoint, Estate, FlowIx};
use fairnotice::project::Project;
use jiff::civil::Date;

use super::sheet::{Answer, Found, Question};

/// What the engine says of the estate on that day, under that regime.
pub fn answer(question: &Question) -> Answer {
    try_answer(question).unwrap_or_else(|refused| Answer {
        refused,
        ..Answer::default()
    })
}

fn try_answer(question: &Question) -> Result<Answer, String> {
    let Question {
        estate,
        as_of,
        regime,
    } = question;
    let project = Project::open(estate).map_err(|wrong| wrong.to_string())?;
    let outcome = project
        .check(*as_of)
        .run()
        .map_err(|error| error.to_string())?;
    let estate = &project.estate;
    let id = |flow: FlowIx| estate.flow(flow).id.to_string();
    let all = transfers(estate, *as_of);
    let own = all.iter().filter(|transfer| {
        transfer.regime == *regime && to_its_recipient(estate, transfer, *as_of)
    });
    let found = outcome.findings.iter();
    let found = found.filter(|finding| finding.regimes.contains(regime));
    Ok(Answer {
        refused: String::new(),
        flows: estate.flow_indices().map(|(flow, _)| id(flow)).collect(),
        transfers: own.map(|transfer| id(transfer.flow)).collect(),
        findings: found
            .map(|finding| Found {
                rule: finding.rule.clone(),
                rules: std::iter::once(&finding.rule)
                    .chain(&finding.covers)
                    .cloned()
                    .collect(),
                flows: finding.flows.iter().map(|flow| id(*flow)).collect(),
                severity: finding.severity.as_str(),
                title: finding.title.clone(),
                message: finding.message.clone(),
            })
            .collect(),
    })
}

/// Whether it goes to the recipient that the flow names, and not to someone who reads what that
/// recipient holds: that is a movement of its own.
fn to_its_recipient(estate: &Estate, transfer: &Transfer, day: Date) -> bool {
    match estate.shape(estate.flow(transfer.flow).shape).route.to {
        Endpoint::Subjects => true,
        Endpoint::Party(party, _) => party == transfer.importer,
        Endpoint::System(system) => estate.operator(system, day) == transfer.importer,
    }
}
