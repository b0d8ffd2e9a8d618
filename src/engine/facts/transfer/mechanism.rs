//! From the kinds of mechanism that the policies permit to what a transfer relies on: for
//! registers, for comparing a day with another, or an estate with what is assumed.

use jiff::civil::Date;

use super::derogation::Derogation;
use super::{MechanismKind, MechanismSet, TransferFound, transfer};
use crate::engine::facts::{Adequacy, Evidence, EvidenceMap, FactWord, TransferFacts};
use crate::engine::movement::Movement;
use crate::estate::model::Estate;
use crate::law::Regime;

/// Something that a transfer relies on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransferMechanism {
    /// Adequacy: the id of its row of law.
    Adequacy(String),
    /// An appropriate safeguard: its id.
    Safeguard(String),
    /// A derogation: its id.
    Derogation(String),
}

/// A restricted transfer, and what it relies on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RestrictedTransfer {
    /// The names of the countries that it goes to.
    pub countries: Vec<String>,
    /// The mechanisms that the policies permit, each enough by itself; empty: none.
    pub mechanisms: Vec<TransferMechanism>,
}

/// A restricted transfer with what it might rely on, before the policies have said which of that
/// they permit.
#[derive(Debug, Clone)]
pub struct TransferCandidates {
    countries: Vec<String>,
    /// Rows of law, by id.
    adequacy: Vec<String>,
    /// The id of the instrument that serves best.
    safeguard: Option<String>,
    derogations: Vec<Derogation>,
}

impl TransferCandidates {
    /// The candidates of a transfer about which the facts are known, and the evidence for them;
    /// `None` where it is no restricted transfer.
    pub(in crate::engine::facts) fn of(
        found: &TransferFound,
        evidence: &EvidenceMap,
    ) -> Option<Self> {
        if !found.facts.restricted {
            return None;
        }
        let countries = found.destinations.iter();
        let mut countries: Vec<String> = countries
            .filter_map(|destination| Some(destination.at?.name().to_owned()))
            .collect();
        countries.sort();
        countries.dedup();
        let cited = evidence.get("transfer.adequacy");
        let instrument = evidence.get("transfer.instrument");
        Some(Self {
            countries,
            adequacy: cited
                .filter(|_| found.facts.adequacy == Adequacy::InForce)
                .map(|found| found.law.clone())
                .unwrap_or_else(|| found.onward_by.clone()),
            safeguard: instrument.and_then(|found| found.name.clone()),
            derogations: found.derogations.clone(),
        })
    }

    /// The transfer, and what it relies on of what the policies permit. For each permit something
    /// is named; nothing is named only where nothing permits.
    pub fn permitted(&self, permitted: MechanismSet) -> RestrictedTransfer {
        let mut mechanisms = Vec::new();
        if permitted.contains(MechanismKind::Adequacy) {
            let rows = self.adequacy.iter().cloned();
            mechanisms.extend(rows.map(TransferMechanism::Adequacy));
        }
        if permitted.contains(MechanismKind::Safeguard) {
            mechanisms.extend(self.safeguard.clone().map(TransferMechanism::Safeguard));
        }
        if let Some(derogation) = self.fitting(permitted) {
            let id = derogation.found.name.clone();
            mechanisms.extend(id.map(TransferMechanism::Derogation));
        }
        if mechanisms.is_empty() {
            mechanisms.extend(permitted.first().map(|kind| {
                let article = kind.word().to_owned();
                match kind {
                    MechanismKind::Adequacy => TransferMechanism::Adequacy(article),
                    MechanismKind::Safeguard => TransferMechanism::Safeguard(article),
                    _ => TransferMechanism::Derogation(article),
                }
            }));
        }
        mechanisms.sort();
        mechanisms.dedup();
        RestrictedTransfer {
            countries: self.countries.clone(),
            mechanisms,
        }
    }

    /// What a finding about a derogation shows: the one that is permitted, else the first, with what
    /// it lacks.
    pub(in crate::engine::facts) fn derogation_evidence(
        &self,
        permitted: MechanismSet,
    ) -> Option<Evidence> {
        if let Some(derogation) = self.fitting(permitted) {
            return Some(derogation.found.clone());
        }
        let derogation = self.derogations.first()?;
        let mut found = derogation.found.clone();
        if let Some(text) = derogation.lacks {
            for label in &mut found.labels {
                text.clone_into(&mut label.text);
            }
            for (_, label) in &mut found.fields {
                text.clone_into(label);
            }
            found.steps.push(text.to_owned());
        }
        let why = derogation
            .lacks
            .unwrap_or("does not apply to this transfer");
        found.elements = vec![why.to_owned()];
        Some(found)
    }

    /// The first of the derogations that the policies permit.
    fn fitting(&self, permitted: MechanismSet) -> Option<&Derogation> {
        let mut derogations = self.derogations.iter();
        derogations.find(|derogation| permitted.contains(derogation.kind))
    }
}

/// The facts about the transfer of a movement alone, and what it might rely on; `None` where it is
/// no restricted transfer.
pub fn transfer_candidates(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
) -> Option<(TransferFacts, TransferCandidates)> {
    let mut evidence = EvidenceMap::new();
    let found = transfer(estate, movement, regime, day, &mut evidence);
    let candidates = TransferCandidates::of(&found, &evidence)?;
    Some((found.facts, candidates))
}
