//! What is asked of the notice itself, and the verdicts on it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::facts::{self, ItemFound, Occasions, StatementFound};
use super::finding::{About, Verdict, decided};
use super::policy::{Decider, Question, Rules};
use crate::estate::model::{Estate, StatementIx};
use crate::law::Regime;

/// What a notice must tell, and what it says.
pub(super) struct Noticed<'e> {
    items: Vec<ItemFound<'e>>,
    statements: Vec<StatementFound>,
}

impl<'e> Noticed<'e> {
    /// Of the version that is in force on a day; nothing where there is none.
    pub fn of(
        estate: &'e Estate,
        regimes: &[Regime],
        day: Date,
        occasions: Occasions,
        used: &BTreeSet<StatementIx>,
    ) -> Self {
        let has_notice = estate.notice_on(day).is_some();
        let regimes = || regimes.iter().copied().filter(|_| has_notice);
        Self {
            items: regimes()
                .flat_map(|regime| facts::notice_items(estate, regime, day, occasions))
                .collect(),
            statements: regimes()
                .flat_map(|regime| facts::statements(estate, regime, day, used))
                .collect(),
        }
    }

    pub fn questions(&self, estate: &Estate) -> Vec<Question> {
        let items = self.items.iter().map(|it| item(estate, it));
        items
            .chain(self.statements.iter().map(|it| statement(estate, it)))
            .collect()
    }

    /// The verdicts on them; policies that fail are added to the faults.
    pub fn verdicts<'a>(
        &'a self,
        estate: &Estate,
        rules: &Rules,
        decider: &Decider<'_>,
        faults: &mut BTreeSet<(String, String)>,
    ) -> Vec<Verdict<'a>> {
        let ask = (rules, decider);
        let mut verdicts = Vec::new();
        for it in &self.items {
            let (question, about) = (item(estate, it), About::Item(it.item.key, it.item.title));
            let regime = it.facts.regime;
            verdicts.extend(decided(
                ask,
                &question,
                regime,
                &about,
                &it.evidence,
                faults,
            ));
        }
        for it in &self.statements {
            let (question, about) = (statement(estate, it), About::Statement(it.statement));
            let regime = it.facts.regime;
            verdicts.extend(decided(
                ask,
                &question,
                regime,
                &about,
                &it.evidence,
                faults,
            ));
        }
        verdicts
    }
}

fn item(estate: &Estate, it: &ItemFound<'_>) -> Question {
    Question::Item(estate.controller, it.facts)
}

fn statement(estate: &Estate, it: &StatementFound) -> Question {
    Question::Statement(estate.controller, it.statement, it.facts)
}
