//! Parts of a request's context, as records of Cedar.

use cedar_policy::RestrictedExpression;

use super::request::{Fields, Requests};
use super::words::{choice, paper, whereabouts};
use crate::engine::facts::{
    CitationFacts, ConsentFacts, DataFacts, DeployedFacts, NoticeItemFacts, OperatedFacts,
    StatementFacts, WaiverFacts,
};

impl Requests {
    pub(super) fn consent(&self, facts: &ConsentFacts) -> Result<RestrictedExpression, String> {
        record(vec![
            flag("recorded", facts.recorded),
            flag("explicit", facts.explicit),
            field("choice", self.word("Choice", choice(facts.choice))?),
            flag("imbalance", facts.imbalance),
            flag("bundled", facts.bundled),
            flag("byDefault", facts.by_default),
            flag("uninformed", facts.uninformed),
            flag("childTooYoung", facts.child_too_young),
        ])
    }

    pub(super) fn item(&self, facts: NoticeItemFacts) -> Result<Fields, String> {
        Ok(vec![
            field("regime", self.regime(facts.regime)?),
            flag("required", facts.required),
            flag("told", facts.told),
        ])
    }

    pub(super) fn statement(&self, facts: StatementFacts) -> Result<Fields, String> {
        Ok(vec![
            field("regime", self.regime(facts.regime)?),
            flag("found", facts.found),
            flag("used", facts.used),
            flag("indefinite", facts.indefinite),
            flag("outdated", facts.outdated),
            flag("contradicted", facts.contradicted),
        ])
    }

    pub(super) fn deployed(&self, facts: DeployedFacts) -> Result<Fields, String> {
        Ok(vec![
            field("regime", self.regime(facts.regime)?),
            flag("holdsData", facts.holds_data),
            flag("movesData", facts.moves_data),
            flag("service", facts.service),
            flag("declared", facts.declared),
            field("place", self.word("Whereabouts", whereabouts(facts.place))?),
            flag("located", facts.located),
            flag("placeDeclared", facts.place_declared),
            flag("outside", facts.outside),
        ])
    }

    pub(super) fn operated(&self, facts: OperatedFacts) -> Result<Fields, String> {
        Ok(vec![
            field("regime", self.regime(facts.regime)?),
            flag("deployed", facts.deployed),
        ])
    }

    pub(super) fn waiver(&self, facts: WaiverFacts) -> Result<Fields, String> {
        Ok(vec![
            field("regime", self.regime(facts.regime)?),
            flag("found", facts.found),
            flag("expired", facts.expired),
            flag("changed", facts.changed),
        ])
    }

    pub(super) fn citation(&self, facts: CitationFacts) -> Result<Fields, String> {
        Ok(vec![
            field("regime", self.regime(facts.regime)?),
            flag("gone", facts.gone),
            field(
                "unreachableDays",
                RestrictedExpression::new_long(facts.unreachable_days),
            ),
            flag("changed", facts.changed),
        ])
    }

    pub(super) fn data(&self, facts: &DataFacts) -> Result<RestrictedExpression, String> {
        record(vec![
            flag("special", facts.special),
            flag("criminal", facts.criminal),
            field("condition", self.word("Article9", facts.condition)?),
            flag("conditionInForce", facts.condition_in_force),
            flag("criminalAuthority", facts.criminal_authority),
            field(
                "scheduleCondition",
                self.word("Paper", paper(facts.schedule_condition))?,
            ),
            field(
                "policyDocument",
                self.word("Paper", paper(facts.policy_document))?,
            ),
        ])
    }
}

pub(super) fn field(name: &str, value: RestrictedExpression) -> (String, RestrictedExpression) {
    (name.to_owned(), value)
}

pub(super) fn flag(name: &str, value: bool) -> (String, RestrictedExpression) {
    field(name, RestrictedExpression::new_bool(value))
}

pub(super) fn record(fields: Fields) -> Result<RestrictedExpression, String> {
    RestrictedExpression::new_record(fields).map_err(|error| error.to_string())
}
