//! The ids of enumerated facts, as `policies/schema.cedarschema` lists them.

use crate::engine::facts::{
    Adequacy, Choice, ImporterLaw, InstrumentState, PaperState, Whereabouts,
};
use crate::estate::vocabulary::{Certainty, PartyKind, TaskKind};

pub(super) fn party_kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Company => "company",
        PartyKind::PublicAuthority => "public-authority",
        PartyKind::Charity => "charity",
        PartyKind::InternationalOrganisation => "international-organisation",
        PartyKind::EuInstitution => "eu-institution",
        PartyKind::Individual => "individual",
        PartyKind::Carrier => "carrier",
        PartyKind::Public => "public",
    }
}

pub(super) fn task(task: Option<TaskKind>) -> &'static str {
    match task {
        Some(TaskKind::PublicTask) => "public-task",
        Some(TaskKind::OtherTask) => "other-task",
        None => "unstated",
    }
}

pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => "stated",
        Certainty::Hinted => "hinted",
        Certainty::Unknown => "unknown",
    }
}

pub(super) fn adequacy(adequacy: Adequacy) -> &'static str {
    match adequacy {
        Adequacy::None => "none",
        Adequacy::InForce => "in-force",
        Adequacy::ConditionUnmet => "condition-unmet",
    }
}

pub(super) fn instrument(state: InstrumentState) -> &'static str {
    match state {
        InstrumentState::None => "none",
        InstrumentState::InForce => "in-force",
        InstrumentState::NotConcluded => "not-concluded",
        InstrumentState::Spent => "spent",
        InstrumentState::OtherRegime => "other-regime",
    }
}

pub(super) fn importer_law(law: ImporterLaw) -> &'static str {
    match law {
        ImporterLaw::Unproblematic => "unproblematic",
        ImporterLaw::Assessed => "assessed-problematic",
        ImporterLaw::Ruled => "ruled-problematic",
    }
}

pub(super) fn paper(state: PaperState) -> &'static str {
    match state {
        PaperState::NotNeeded => "not-needed",
        PaperState::InForce => "in-force",
        PaperState::Missing => "missing",
    }
}

pub(super) fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Real => "real",
        Choice::None => "none",
        Choice::Unstated => "unstated",
    }
}

pub(super) fn whereabouts(place: Whereabouts) -> &'static str {
    match place {
        Whereabouts::Stated => "stated",
        Whereabouts::Inferred => "inferred",
        Whereabouts::UnknownUntilApply => "unknown-until-apply",
        Whereabouts::NotAPlace => "not-a-place",
        Whereabouts::NotStated => "not-stated",
    }
}
