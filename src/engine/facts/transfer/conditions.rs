//! Whether what the law tables require of an instrument holds between the two that concluded it.

use std::collections::BTreeSet;

use super::MovementCase;
use crate::estate::model::{GroupIx, Instrument, Party};
use crate::estate::vocabulary::PartyKind;
use crate::law::InstrumentCondition;

impl MovementCase<'_> {
    /// Why a condition of the law tables does not hold for an instrument; `None` where it does, and where the
    /// estate records nothing against it.
    pub(super) fn unmet(
        &self,
        instrument: &Instrument,
        condition: &InstrumentCondition,
    ) -> Option<String> {
        use InstrumentCondition as C;
        match condition {
            C::ModuleMatchesRoles => self.other_module(instrument),
            C::UsedWith(kind) => {
                let module = self.other_module(instrument);
                module.or_else(|| self.without_clauses(instrument, kind))
            }
            C::IntraGroup => self.outside_its_group(instrument),
            // An agreement between states may bind an exporter that is no public body; who receives is a party.
            C::PublicBodiesOnly => {
                let importer = self.estate.party(instrument.importer);
                (!is_public_body(importer))
                    .then(|| format!("is between public bodies, and {} is none", importer.name))
            }
            C::OnePublicBody => {
                let mut parties = self.parties_of(instrument).into_iter();
                let any = parties.any(is_public_body);
                (!any).then(|| "is for a public body on one side, and neither is one".to_owned())
            }
            // What becomes of an instrument over time: `Law::judge_instrument`.
            C::ProcessingUnchanged => None,
            // Derogations are permitted by the policies, which read the facts of `derogation.rs`.
            C::ExplicitConsent
            | C::ContractWithPerson
            | C::ContractInPersonsInterest
            | C::LegalClaims
            | C::Occasional
            | C::NotRepetitive
            | C::NotForPublicAuthorities => None,
            // For a person to judge: the estate has no key for it, or records it of a party while the law asks
            // about this processing.
            C::ImporterOutsideRegime
            | C::AnnexesFilled
            | C::ApprovedByAuthority
            | C::AuthorisedByAuthority
            | C::BindingCommitments
            | C::InformedOfRisks
            | C::PublicInterestInLaw
            | C::VitalInterests
            | C::PublicRegister
            | C::LimitedNumberOfPeople
            | C::CompellingLegitimateInterests
            | C::AuthorityAndPersonInformed
            | C::Says(_) => None,
        }
    }

    fn parties_of(&self, instrument: &Instrument) -> [&Party; 2] {
        [instrument.exporter, instrument.importer].map(|party| self.estate.party(party))
    }

    /// That the two belong to no group in common, though the estate records groups of one of them.
    fn outside_its_group(&self, instrument: &Instrument) -> Option<String> {
        let [exporter, importer] = self.parties_of(instrument);
        if exporter.memberships.is_empty() && importer.memberships.is_empty() {
            return None;
        }
        let groups = |party: &Party| -> BTreeSet<GroupIx> {
            let members = party.memberships.iter();
            let current = members.filter(|it| it.period.contains(self.day));
            current.map(|it| it.group).collect()
        };
        groups(exporter).is_disjoint(&groups(importer)).then(|| {
            format!(
                "binds the members of one group, and {} and {} are in no group together on the day",
                exporter.name, importer.name
            )
        })
    }

    /// That the clauses with which alone an instrument works are not in force. Where none are recorded, the
    /// instrument itself records them: it changes clauses that the two have concluded.
    fn without_clauses(&self, instrument: &Instrument, kind: &str) -> Option<String> {
        let is_of = |it: &Instrument| it.kind.split('+').any(|part| part == kind);
        if is_of(instrument) {
            return None;
        }
        let all = self.estate.instruments.iter();
        let clauses: Vec<&Instrument> = all
            .filter(|it| is_of(it))
            .filter(|it| (it.exporter, it.importer) == (instrument.exporter, instrument.importer))
            .collect();
        let in_force = |it: &&Instrument| {
            it.concluded.is_none_or(|on| on <= self.day)
                && it.until.is_none_or(|last| self.day <= last)
        };
        let last = clauses.last()?;
        (!clauses.iter().any(in_force)).then(|| {
            format!(
                "works only with the clauses, and `{}` is not in force on the day",
                last.id
            )
        })
    }
}

/// Whether a party is a public authority or body, or an organisation of states.
fn is_public_body(party: &Party) -> bool {
    match party.kind {
        PartyKind::PublicAuthority
        | PartyKind::ParishCouncil
        | PartyKind::InternationalOrganisation
        | PartyKind::EuInstitution => true,
        PartyKind::Company
        | PartyKind::Charity
        | PartyKind::Individual
        | PartyKind::Carrier
        | PartyKind::Public => false,
    }
}
