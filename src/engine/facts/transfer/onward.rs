//! Onward transfers by a recipient that adequacy covers through a list: the terms of the decision ask for a
//! contract with the next recipient, and for no instrument of Art 46.

use super::MovementCase;
use super::adequacy::adequacy_kind;
use crate::engine::facts::contracts::engager;
use crate::engine::facts::{Evidence, EvidenceMap, Requirement};
use crate::engine::movement::RecipientRole;
use crate::estate::model::{Contract, FlowField, PartyIx};
use crate::law::{AdequacyCondition, AdequacyRow};

/// What the terms of a decision on onward transfers come to for a movement.
pub(super) struct OnwardTerms {
    /// Whether the contract is there on which they make it depend.
    pub requirement: Requirement,
    /// The row of law with the terms.
    pub by: Vec<String>,
    /// The kinds of the decision and its lists, as the law tables name them: what a notice may name for it.
    pub kinds: Vec<String>,
}

impl OnwardTerms {
    const NOT_REQUIRED: Self = Self {
        requirement: Requirement::NotRequired,
        by: Vec::new(),
        kinds: Vec::new(),
    };
}

impl MovementCase<'_> {
    /// Whether the contract is there on which a decision makes an onward transfer depend, and the row of law
    /// that asks for it; not required where no such decision covers the one that passes the data on.
    pub(super) fn onward_terms(&self, evidence: &mut EvidenceMap) -> OnwardTerms {
        let movement = self.movement;
        let is_onward = movement.indirect && !movement.own_regimes.contains(&self.regime);
        let ends = movement
            .exporter
            .zip(movement.importer)
            .filter(|_| is_onward);
        let Some((sender, importer)) = ends else {
            return OnwardTerms::NOT_REQUIRED;
        };
        let Some((adequacy, terms)) = self.terms_of(sender) else {
            return OnwardTerms::NOT_REQUIRED;
        };
        let adequate = adequacy.row.id.clone();
        let (from, to) = (self.estate.party(sender), self.estate.party(importer));
        let mut found = Evidence {
            law: vec![terms.clone(), adequate.clone()],
            ..Evidence::default()
        };
        let requirement = match self.binding(sender, importer) {
            Some(contract) => {
                found.steps.push(format!(
                    "{} received the data under `{adequate}`, and `{}` binds {}, as `{terms}` asks",
                    from.name, contract.id, to.name
                ));
                Requirement::Met
            }
            None => {
                let text = format!(
                    "{} is covered by `{adequate}`, and no contract between it and {} is recorded, which \
                     `{terms}` asks for",
                    from.name, to.name
                );
                found.fields.push((FlowField::To, text.clone()));
                found.steps.push(text);
                Requirement::Missing
            }
        };
        evidence.insert("transfer.onwardTerms", found);
        let lists = adequacy.conditions.iter();
        let lists = lists.filter_map(|it| match it {
            AdequacyCondition::RecipientCertified(list) => Some(list.clone()),
            _ => None,
        });
        OnwardTerms {
            requirement,
            by: vec![terms],
            kinds: lists.chain([adequacy_kind(self.regime)]).collect(),
        }
    }

    /// The row of adequacy with terms for onward transfers that covers a party for these data, and the row
    /// with its terms.
    fn terms_of(&self, sender: PartyIx) -> Option<(&AdequacyRow, String)> {
        let law = &self.estate.law;
        let sender = self.estate.party(sender);
        let rows = law.adequacy(self.regime, sender.country?.as_str(), self.day);
        rows.into_iter().find_map(|row| {
            let terms = law.row(row.onward_by.as_deref()?)?;
            let mut conditions = row.conditions.iter();
            let covers = conditions.all(|condition| self.is_met(sender, condition));
            (covers && law.applies(terms, self.regime, self.day)).then(|| (row, terms.id.clone()))
        })
    }

    /// A contract in force by which the next recipient is bound to the one that passes the data on, or to the
    /// processor that engaged it.
    fn binding(&self, sender: PartyIx, importer: PartyIx) -> Option<&Contract> {
        let by = match self.movement.role {
            RecipientRole::SubProcessor => {
                engager(self.estate, self.shape, sender, importer, self.day)
            }
            _ => sender,
        };
        let mut contracts = self.estate.contracts.iter();
        contracts.find(|contract| {
            let pair = (contract.first, contract.second);
            let of_processor = contract.kind.engages();
            let between = pair == (by, importer)
                || pair == (sender, importer)
                || !of_processor && pair == (importer, sender);
            between && contract.covers(self.shape.service) && contract.period.contains(self.day)
        })
    }
}
