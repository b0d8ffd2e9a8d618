//! Cases on what is deployed: the places of resources, and systems of which nothing is deployed.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Case, Subject};
use crate::engine::as_of::Regimes;
use crate::engine::deployment::{
    Deployed, FileFound, GroupFound, ResourceAspect, ResourceGroup, SettingsFound, SystemCoverage,
};
use crate::engine::facts::EvidenceMap;
use crate::engine::policy::{Action, Asked, Question};
use crate::estate::model::{Estate, PartyIx};
use crate::law::Regime;

/// The cases of what is deployed, under each regime that applies to the controller: resources first.
pub fn deployment_cases(
    estate: &Estate,
    regimes: &Regimes,
    day: Date,
    deployed: &Deployed,
) -> Vec<Case<'static>> {
    let controller = estate.controller;
    let under = |regime: Regime| {
        let groups = deployed.groups(estate, (regime, regimes), day).into_iter();
        let settings = deployed.settings(estate, regime, day).into_iter();
        let systems = deployed.system_coverage(estate, regime).into_iter();
        let files = deployed.file_facts(regime).into_iter();
        groups
            .map(|found| resources(controller, found))
            .chain(settings.map(|found| of_settings(controller, found)))
            .chain(systems.map(|found| system(controller, found)))
            .chain(files.map(|found| file(controller, found)))
            .collect::<Vec<_>>()
    };
    regimes.iter().flat_map(under).collect()
}

fn resources<'e>(controller: PartyIx, found: GroupFound) -> Case<'e> {
    let action = match found.group.aspect {
        ResourceAspect::Place => Action::Deploy,
        ResourceAspect::Copy => Action::Replicate,
        _ => Action::Retain,
    };
    let question = Question::new(action, controller, Asked::Resource, found.facts);
    of_group(question, found.facts.regime, found.group, found.evidence)
}

/// The case of a group of resources.
fn of_group<'e>(
    question: Question,
    regime: Regime,
    group: ResourceGroup,
    evidence: EvidenceMap,
) -> Case<'e> {
    Case {
        questions: vec![question],
        regime,
        subject: Subject::Resources(group),
        evidence: Cow::Owned(evidence),
    }
}

fn of_settings<'e>(controller: PartyIx, found: SettingsFound) -> Case<'e> {
    let action = match found.group.aspect {
        ResourceAspect::Access => Action::Expose,
        _ => Action::Protect,
    };
    let question = Question::new(action, controller, Asked::Resource, found.facts);
    of_group(question, found.facts.regime, found.group, found.evidence)
}

fn system<'e>(controller: PartyIx, found: SystemCoverage) -> Case<'e> {
    Case {
        questions: vec![Question::new(
            Action::Operate,
            controller,
            Asked::System(found.system),
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::System(found.system),
        evidence: Cow::Owned(found.evidence),
    }
}

fn file<'e>(controller: PartyIx, found: FileFound) -> Case<'e> {
    Case {
        questions: vec![Question::new(
            Action::Read,
            controller,
            Asked::Resource,
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::File(found.name),
        evidence: Cow::Owned(found.evidence),
    }
}
