//! Whether the risk of a transfer under an instrument was assessed, and how far an instrument falls
//! short of what Art 46 asks.

use super::MovementCase;
use super::instrument::Judged;
use crate::engine::facts::{EvidenceMap, ImporterLaw, InstrumentState, Requirement};
use crate::estate::vocabulary::Matter;

impl MovementCase<'_> {
    /// What an instrument in force lacks of what Art 46 asks, the least first: a transfer may rely on any
    /// of several, and the one that serves best is asked.
    pub(super) fn shortfall(&self, judged: &Judged) -> u8 {
        if judged.state() != InstrumentState::InForce {
            return 0;
        }
        let mut unused = EvidenceMap::default();
        let assessed = self.risk_assessment(judged, &mut unused);
        if matches!(assessed, Requirement::Missing | Requirement::NotRecorded) {
            return 3;
        }
        let effect = self.effect(self.estate.instrument(judged.index), &mut unused);
        let law_in_the_way = effect.importer_law != ImporterLaw::Unproblematic;
        match (
            law_in_the_way && effect.importer_has_clear_text,
            effect.assessment_stale,
        ) {
            (true, _) if !effect.supplementary_measure_effective => 2,
            (_, true) => 1,
            _ => 0,
        }
    }

    /// Whether the risk of the transfer was assessed by the day, where it has to be.
    pub(super) fn risk_assessment(
        &self,
        judged: &Judged,
        evidence: &mut EvidenceMap,
    ) -> Requirement {
        let Some(duty) = self.estate.law.risk_assessment_duty(self.regime, self.day) else {
            return Requirement::NotRequired;
        };
        let instrument = self.estate.instrument(judged.index);
        // Clause 14 binds the parties to module four only where the processor adds data of its own.
        if instrument.module.as_deref() == Some("4") {
            return Requirement::NotRequired;
        }
        let made = instrument
            .risk_assessment
            .as_ref()
            .filter(|assessment| assessment.date <= self.day);
        // An assessment looks at the law of a country: for another it counts for nothing. Where a place is
        // adequate by itself, none is due for it.
        let left: Vec<&str> = made.map_or_else(Vec::new, |made| {
            let asked = self.destinations.iter().filter(|it| !self.is_covered(it));
            let reached = asked.filter_map(|it| it.at);
            let law = &self.estate.law;
            let open = reached.filter(|at| !law.covers(&made.countries, *at, self.day));
            let all = made.countries.is_empty();
            open.filter(|_| !all).map(|at| at.name()).collect()
        });
        if made.is_some() && left.is_empty() {
            return Requirement::Met;
        }
        let mut found = judged.evidence(self.estate);
        found.law.push(duty.row.id.clone());
        let text = match &instrument.risk_assessment {
            Some(_) if !left.is_empty() => {
                format!("its risk was assessed, but not for {}", left.join(", "))
            }
            Some(assessment) => format!("its risk was assessed only on {}", assessment.date),
            None => "no assessment of its risk is recorded".to_owned(),
        };
        for label in &mut found.labels {
            label.text.clone_from(&text);
        }
        for (_, label) in &mut found.fields {
            "relies on this".clone_into(label);
        }
        found.steps.push(text);
        evidence.insert("transfer.riskAssessment", found);
        // Its day may be that of the last review: of an instrument that is older, an earlier one may not be recorded.
        let day = instrument.risk_assessment.as_ref().map(|it| it.date);
        let is_older = instrument.concluded.is_some_and(|from| from <= self.day);
        let is_reviewed = is_older && day.is_some_and(|it| it > self.day);
        if is_reviewed || day.is_none() && self.estate.leaves_open(Matter::Safeguards) {
            return Requirement::NotRecorded;
        }
        Requirement::Missing
    }
}
