//! The derogations of Art 49 that a transfer relies on, and what a flow says of what they require.

use super::instrument::Judged;
use super::{MechanismKind, MovementCase};
use crate::engine::coverage::covers;
use crate::engine::facts::{Evidence, EvidenceMap};
use crate::engine::movement::MovementKind;
use crate::estate::model::{Destination as Stated, FlowField, StatementIx, Transfers};
use crate::estate::vocabulary::{ConsentAct, FlowMode, Frequency, PartyKind, TaskKind};
use crate::law::{InstrumentCondition, SafeguardClass};

/// A derogation that can be relied on, whether or not it fits the transfer: the policies say that.
#[derive(Debug, Clone)]
pub(in crate::engine::facts) struct Derogation {
    /// Which of them it is.
    pub kind: MechanismKind,
    /// The kind of instrument, as the law tables name it.
    pub instrument_kind: String,
    /// The evidence for the facts about it.
    pub found: Evidence,
    /// What the law tables say that it requires and the flow does not state, in words: shown where
    /// the policies do not permit it.
    pub lacks: Option<&'static str>,
}

impl MovementCase<'_> {
    /// The derogations among the instruments, those first that lack nothing of what the law tables
    /// require.
    pub(super) fn derogations(&self, judged: &[Judged]) -> Vec<Derogation> {
        let relied_on = judged
            .iter()
            .filter(|judged| judged.class == Some(SafeguardClass::Derogation) && judged.valid);
        let mut found: Vec<Derogation> = relied_on
            .filter_map(|judged| {
                let instrument_kind = &self.estate.instrument(judged.index).kind;
                Some(Derogation {
                    kind: MechanismKind::of_derogation(instrument_kind)?,
                    instrument_kind: instrument_kind.clone(),
                    found: judged.evidence(self.estate),
                    lacks: self.lacks(judged),
                })
            })
            .collect();
        found.sort_by_key(|derogation| derogation.lacks.is_some());
        found
    }

    /// What the law tables say that a derogation requires and the flow does not state.
    fn lacks(&self, judged: &Judged) -> Option<&'static str> {
        use InstrumentCondition as C;
        let rows = self
            .estate
            .law
            .instrument_rows(&self.estate.instrument(judged.index).kind)
            .filter(|row| judged.rows().contains(&row.row.id));
        let conditions: Vec<&C> = rows.flat_map(|row| &row.conditions).collect();
        let requires = |any_of: &[C]| conditions.iter().any(|it| any_of.contains(it));
        let necessity = [
            C::ContractWithPerson,
            C::ContractInPersonsInterest,
            C::LegalClaims,
            C::PublicInterestInLaw,
            C::VitalInterests,
            C::CompellingLegitimateInterests,
        ];
        match () {
            () if requires(&[C::NotForPublicAuthorities]) && self.has_public_powers() => Some(
                "is not available to a public authority that exercises its public powers (Art 49(3))",
            ),
            () if requires(&[C::Occasional, C::NotRepetitive]) && self.is_systematic() => {
                Some("is available only for occasional transfers; this one is systematic")
            }
            () if requires(&necessity) && !self.is_necessary() => Some(
                "is available only for strictly necessary transfers; the flow states no necessity",
            ),
            () if requires(&[C::ExplicitConsent]) && !self.has_explicit_consent() => Some(
                "requires the data subjects' explicit consent (Art 49(1)(a)); none is recorded",
            ),
            () => None,
        }
    }

    /// Whether the exporter is a public authority, and the flow states that it acts in a public task.
    pub(super) fn has_public_powers(&self) -> bool {
        let kind = |party| self.estate.party(party).kind;
        self.shape.lawfulness.task == Some(TaskKind::PublicTask)
            && self.movement.exporter.map(kind) == Some(PartyKind::PublicAuthority)
    }

    /// Whether the data subjects gave explicit consent, whatever the basis of the flow itself.
    pub(super) fn has_explicit_consent(&self) -> bool {
        let consent = self.shape.consent.as_ref();
        consent.is_some_and(|consent| {
            consent.explicit == Some(true) && consent.given_by != Some(ConsentAct::Use)
        })
    }

    /// Whether the consent that the transfer is said to rely on is given by using the service: as the flow
    /// records it, or, where it records no explicit one, as the notice states it for these countries.
    pub(super) fn is_by_use(&self, derogations: &[Derogation], evidence: &mut EvidenceMap) -> bool {
        let Some(on_consent) = derogations
            .iter()
            .find(|it| it.kind == MechanismKind::ExplicitConsent)
        else {
            return false;
        };
        let mut found = on_consent.found.clone();
        let requires = "requires explicit consent to the transfer (Art 49(1)(a))";
        for (_, text) in &mut found.fields {
            requires.clone_into(text);
        }
        for label in &mut found.labels {
            requires.clone_into(&mut label.text);
        }
        let consent = self.shape.consent.as_ref();
        if consent.is_some_and(|it| it.given_by == Some(ConsentAct::Use)) {
            let text = "is given by using the service".to_owned();
            found.fields.push((FlowField::Consent, text));
        } else if consent.is_none_or(|it| it.explicit != Some(true) && it.given_by.is_none()) {
            found.statements.extend(self.saying_consent_by_use());
        }
        let by_flow = found.fields.len() > on_consent.found.fields.len();
        if !by_flow && found.statements.is_empty() {
            return false;
        }
        let by = if by_flow {
            "the flow records"
        } else {
            "the notice states"
        };
        found
            .steps
            .push(format!("{by} that using the service is the consent"));
        evidence.insert("transfer.consentByUse", found);
        true
    }

    /// The statements which say that using the service is consent to a transfer to one of the countries.
    fn saying_consent_by_use(&self) -> Vec<StatementIx> {
        let on_the_day = self.estate.statements_on(self.day);
        let speaking = on_the_day.filter(|(_, statement)| {
            let by_use = statement.transfers.as_ref().filter(|it| it.consent_by_use);
            let to_this = |it: &Transfers| {
                let importer = self.movement.importer;
                let is_named =
                    |party| covers(self.estate, &it.with, self.movement, party, self.day).is_some();
                it.with.is_empty() || importer.is_some_and(is_named)
            };
            let there = by_use.filter(|it| to_this(it)).is_some_and(|it| {
                let mut places = self.destinations.iter().filter_map(|place| place.at);
                it.to
                    .iter()
                    .any(|to| matches!(to, Stated::Outside(_) | Stated::OutsideBoth))
                    || places.any(|at| it.to.contains(&Stated::Place(at)))
            });
            there && statement.is_under(self.regime) && statement.scope.covers(self.shape.service)
        });
        speaking.map(|(index, _)| index).collect()
    }

    /// Whether the flow says for what it is strictly necessary, and no way with less would do.
    pub(super) fn is_necessary(&self) -> bool {
        self.shape.transfer.necessary && !self.shape.lawfulness.less_intrusive
    }

    /// Whether the transfer goes on regularly. Standing access is no occasion, however rare the
    /// look-ups (EDPB Guidelines 2/2018, on the term occasional).
    pub(super) fn is_systematic(&self) -> bool {
        let standing = self.shape.route.mode == FlowMode::RemoteAccess
            || matches!(self.movement.kind, MovementKind::Access(..));
        match self.shape.transfer.frequency {
            Some(Frequency::Systematic) => true,
            Some(Frequency::Once) => false,
            Some(Frequency::Occasional) | None => standing,
        }
    }
}
