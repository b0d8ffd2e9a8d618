//! Cases on the notice itself: what it must state, and what it says.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Case, Subject};
use crate::engine::as_of::{AsOf, Assessed};
use crate::engine::facts::{self, ItemFound, StatementFound, Triggers};
use crate::engine::movement::{MovementKind, RecipientRole};
use crate::engine::policy::{Action, Asked, Question};
use crate::estate::model::{Estate, PartyIx, StatementIx};
use crate::estate::vocabulary::FlowMode;
use crate::law::Regime;

/// The cases of the version that is in force on the day, items first; none where there is no version.
pub(super) fn notice_cases<'d>(day: &AsOf<'d>, moved: &Moved) -> Vec<Case<'d>> {
    let (estate, date) = (day.estate, day.day);
    if estate.notice_on(date).is_none() {
        return Vec::new();
    }
    let triggers = triggers(estate, moved.triggers, day.day);
    let controller = estate.controller;
    let items = day
        .regimes
        .iter()
        .flat_map(|regime| facts::notice_items(estate, regime, date, triggers))
        .map(|found| item(controller, found));
    let statements: Vec<StatementFound> = day
        .regimes
        .iter()
        .flat_map(|regime| facts::statements(estate, regime, date, &moved.used))
        .collect();
    let first = day.regimes.first();
    let unused = statements.iter().map(|it| (it.statement, it.facts));
    let unused = unused.filter(|(_, it)| it.regime == first && it.found && !it.used);
    let unused: Vec<StatementIx> = unused.map(|(index, _)| index).collect();
    let text = facts::notice_text(estate, first, date, &unused).map(|found| Case {
        questions: vec![Question::new(
            Action::Publish,
            controller,
            Asked::Notice,
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::Named("the text of the notice"),
        evidence: Cow::Owned(found.evidence),
    });
    let statements = statements
        .into_iter()
        .map(|found| statement(controller, found));
    items.chain(statements).chain(text).collect()
}

fn item<'e>(controller: PartyIx, found: ItemFound<'e>) -> Case<'e> {
    Case {
        questions: vec![Question::new(
            Action::Inform,
            controller,
            Asked::Notice,
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::Item(found.item.key, found.item.title),
        evidence: Cow::Owned(found.evidence),
    }
}

fn statement<'e>(controller: PartyIx, found: StatementFound) -> Case<'e> {
    Case {
        questions: vec![Question::new(
            Action::State,
            controller,
            Asked::Statement(found.statement),
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::Statement(found.statement),
        evidence: Cow::Owned(found.evidence),
    }
}

/// What the movements of a day come to for the notice.
#[derive(Debug, Default)]
pub struct Moved {
    /// The statements that some movement is a case of.
    used: BTreeSet<StatementIx>,
    /// What the movements make due in a notice.
    triggers: Triggers,
    /// The parties of whom the findings on some movement say whether the notice discloses them.
    recipients: BTreeSet<(PartyIx, Regime)>,
}

impl Moved {
    /// Takes in movements. What the controller does for others is for their notices to state.
    pub fn add(&mut self, estate: &Estate, assessed: &[Assessed<'_>]) {
        let triggers = &mut self.triggers;
        for it in assessed {
            self.used.extend(&it.found.used);
            let facts = &it.found.facts;
            let is_judged = !facts.coverage.recipient.is_empty()
                || !facts.coverage.indirect_recipient.is_empty()
                // Who only delivers is no recipient (Art 4(9)), which is an answer too.
                || it.movement.role == RecipientRole::Carrier;
            if let Some(importer) = it.movement.importer.filter(|_| is_judged) {
                self.recipients.insert((importer, it.regime));
            }
            if facts.controller.acts_as_processor {
                continue;
            }
            // Of what a law frees the controller from informing people of, nothing is due.
            if facts.notice_duty.exempt {
                continue;
            }
            let coverage = &facts.coverage;
            let in_text = coverage.in_text.union(coverage.partly_in_text);
            triggers.asked = triggers.asked.union(in_text);
            let movement = it.movement;
            let shape = estate.shape(movement.shape);
            triggers.legitimate_interests |= facts.basis.article == "6(1)(f)";
            triggers.consent |=
                facts.basis.article == "6(1)(a)" || facts.data.condition == "9(2)(a)";
            triggers.contract |= facts.basis.article == "6(1)(b)";
            triggers.objection |= facts.marketing.electronic
                || matches!(facts.basis.article.as_str(), "6(1)(e)" | "6(1)(ea)");
            triggers.recipients |= movement.kind == MovementKind::Disclose
                && movement.separate()
                // Who only delivers is no recipient (Art 4(9)).
                && movement.role != RecipientRole::Carrier
                && !facts.recipient.inquiry
                // Of a recipient that the text names the user is asked to quote the words.
                && !facts.coverage.recipient_in_text;
            let transfers = facts.transfer.restricted && !movement.indirect;
            triggers.restricted_transfer |= transfers;
            triggers.article_46 |= transfers && it.found.article_46;
            triggers.automated_decision |= shape.weighty_decision(estate).is_some();
            if movement.kind == MovementKind::Collect
                && movement.importer == Some(estate.controller)
            {
                // What is taken from where people made it public is not obtained from them.
                let elsewhere =
                    movement.exporter.is_some() || shape.route.mode == FlowMode::Scraped;
                triggers.from_person |= !elsewhere;
                triggers.from_elsewhere |= elsewhere;
            }
        }
    }

    /// The parties of whom the findings on flows say whether the notice discloses them, each under a regime.
    pub fn recipients(&self) -> &BTreeSet<(PartyIx, Regime)> {
        &self.recipients
    }
}

/// What is due in a notice: by the movements of the day, and by what the notice claims as its bases.
fn triggers(estate: &Estate, moved: Triggers, day: Date) -> Triggers {
    let mut triggers = moved;
    let claimed = estate
        .statements_on(day)
        .filter_map(|(_, it)| it.relies_on.as_ref());
    for term in claimed.flat_map(|it| &it.bases) {
        let article = estate.taxonomy.article(*term).unwrap_or_default();
        triggers.contract |= article == "6(1)(b)";
        triggers.objection |= matches!(article, "6(1)(e)" | "6(1)(ea)" | "6(1)(f)");
    }
    triggers
}
