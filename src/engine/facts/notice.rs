//! Facts about the notice itself: its statements, and what the law requires it to state.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Evidence, EvidenceMap, NoticeItemFacts, Side, SideSet, StatementFacts};
use crate::engine::coverage::{Contradiction, contradictions};
use crate::engine::facts::disclosed_items::disclosed_items;
use crate::engine::facts::duties::has_representative;
use crate::engine::facts::exemption::exemption_of_item;
use crate::engine::facts::former_names::former_name;
use crate::engine::facts::text_search::TextSearch;
use crate::engine::movement::{is_anonymised, regimes_of};
use crate::estate::model::{AnchorState, Estate, Retention, Statement, StatementIx};
use crate::estate::vocabulary::Matter;
use crate::input::Span;
use crate::law::{MechanismState, NoticeItem, Regime, When};
use crate::taxonomy::TermId;

/// What the flows of the day are, as far as it makes items of a notice due.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one condition that the law tables know"
)]
pub struct Triggers {
    /// Something is based on legitimate interests.
    pub legitimate_interests: bool,
    /// Something is based on consent.
    pub consent: bool,
    /// Something is based on a contract.
    pub contract: bool,
    /// Something is based on a public task, or is direct marketing.
    pub objection: bool,
    /// Somebody receives data.
    pub recipients: bool,
    /// There is a restricted transfer.
    pub restricted_transfer: bool,
    /// A transfer relies on Art 46.
    pub article_46: bool,
    /// There are automated decisions with significant effects.
    pub automated_decision: bool,
    /// Data come from the people themselves.
    pub from_person: bool,
    /// Data come from elsewhere.
    pub from_elsewhere: bool,
    /// The sides of flows of which it is asked whether words of the text state them.
    pub asked: SideSet,
}

/// The facts of one item of the notice, with the evidence for them.
#[derive(Debug)]
pub struct ItemFound<'e> {
    /// The item.
    pub item: NoticeItem<'e>,
    /// The facts.
    pub facts: NoticeItemFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// The items that the law requires a notice to state on a day, and whether this notice does.
pub fn notice_items(
    estate: &Estate,
    regime: Regime,
    day: Date,
    triggers: Triggers,
) -> Vec<ItemFound<'_>> {
    let disclosed_items = disclosed_items(estate, Some(regime), day);
    let search = TextSearch::new(estate, day);
    estate
        .law
        .notice_items(regime, day)
        .into_iter()
        .map(|item| {
            let statements = disclosed_items.get(item.key).cloned().unwrap_or_default();
            let place = search.place(item.key).filter(|_| statements.is_empty());
            let exemption = exemption_of_item(estate, item.key, triggers.from_person, regime, day);
            let facts = NoticeItemFacts {
                regime,
                exempt: exemption.is_some(),
                required: due(estate, item.when, triggers, regime, day),
                stated: !statements.is_empty(),
                in_text: place.is_some(),
                asked_of_flows: is_asked_of_flows(item.key, triggers.asked),
                statements_not_recorded: estate.leaves_open(Matter::Statements),
            };
            let found = Evidence {
                elements: vec![item.title.to_owned()],
                law: item.rows.iter().map(|row| row.id.clone()).collect(),
                statements: statements.into_iter().collect(),
                steps: vec![
                    format!(
                        "the {} asks for this by {}",
                        regime.label(),
                        item.articles.join(" and ")
                    ),
                    format!("it is due in this case: {}", item.when.words()),
                ],
                ..Evidence::default()
            };
            ItemFound {
                facts,
                evidence: evidence_of(found, place),
                item,
            }
        })
        .collect()
}

/// Whether words of which it is asked whether they disclose a flow would state an item as well.
fn is_asked_of_flows(item: &str, asked: SideSet) -> bool {
    let sides: &[Side] = match item {
        "data-categories" => &[Side::Data],
        "purposes" => &[Side::Purpose],
        // Words that may state the purpose may state its basis.
        "legal-basis" => &[Side::Basis, Side::Purpose],
        "retention" => &[Side::Retention],
        "source" => &[Side::Source],
        "transfers" => &[Side::Destination],
        "automated-decisions" => &[Side::AutomatedDecision],
        _ => &[],
    };
    sides.iter().any(|side| asked.contains(*side))
}

/// The evidence for an item; with the place where the text may state it, if there is one.
fn evidence_of(found: Evidence, place: Option<Span>) -> EvidenceMap {
    let Some(span) = place else {
        return EvidenceMap::from([("item.stated", found)]);
    };
    let label = super::Label {
        role: super::LabelRole::Notice,
        span,
        text: super::NOT_TRANSCRIBED.to_owned(),
    };
    let seen = Evidence {
        labels: vec![label],
        ..found.clone()
    };
    EvidenceMap::from([("item.stated", found), ("item.inText", seen)])
}

fn due(estate: &Estate, when: When, triggers: Triggers, regime: Regime, day: Date) -> bool {
    let controller = estate.party(estate.controller);
    match when {
        When::Always => true,
        When::DpoAppointed => controller.dpo.held().is_some(),
        When::RepresentativeAppointed => has_representative(estate, regime, day),
        When::BasisLegitimateInterests => triggers.legitimate_interests,
        When::BasisConsent => triggers.consent,
        When::BasisConsentOrContract => triggers.consent || triggers.contract,
        When::BasisOpenToObjection => triggers.legitimate_interests || triggers.objection,
        When::Recipients => triggers.recipients,
        When::RestrictedTransfer => triggers.restricted_transfer,
        When::Article46Safeguard => triggers.article_46,
        When::AutomatedDecision => triggers.automated_decision,
        When::ObtainedFromPerson => triggers.from_person,
        When::ObtainedElsewhere => triggers.from_elsewhere,
        _ => false,
    }
}

/// Whether a legal basis, by its article, makes an item of the notice due; `None` where that depends on more.
pub fn due_by_basis(when: When, article: &str) -> Option<bool> {
    match when {
        When::BasisLegitimateInterests => Some(article == "6(1)(f)"),
        When::BasisConsent => Some(article == "6(1)(a)"),
        When::BasisConsentOrContract => Some(matches!(article, "6(1)(a)" | "6(1)(b)")),
        _ => None,
    }
}

/// The facts of one statement, with the evidence for them.
#[derive(Debug)]
pub struct StatementFound {
    /// The statement.
    pub statement: StatementIx,
    /// The facts.
    pub facts: StatementFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// The facts of every statement of the notice. `used` are those that some flow is a case of.
pub fn statements(
    estate: &Estate,
    regime: Regime,
    day: Date,
    used: &BTreeSet<StatementIx>,
) -> Vec<StatementFound> {
    let clashes = clashes(estate, day);
    estate
        .statements_on(day)
        .filter(|(_, statement)| statement.is_under(regime))
        .map(|(index, statement)| {
            let mut evidence = EvidenceMap::new();
            let facts = StatementFacts {
                regime,
                flows_not_recorded: estate.leaves_open(Matter::Flows),
                found: found(statement, &mut evidence),
                used: used.contains(&index) || !lacks_flow(estate, statement, day, &mut evidence),
                indefinite: indefinite(statement, &mut evidence),
                outdated: outdated(estate, statement, regime, day, &mut evidence),
                former_name: former_name(estate, statement, day, &mut evidence),
                consent_by_use: consent_by_use(statement, &mut evidence),
                contradicted: clashes.iter().any(|clash| clash.yes == index),
            };
            for clash in clashes.iter().filter(|clash| clash.yes == index) {
                let ids: Vec<String> = clash
                    .no
                    .iter()
                    .filter_map(|no| estate.statement(*no))
                    .map(|statement| format!("`{}`", statement.id))
                    .collect();
                let quote = clash
                    .no
                    .first()
                    .and_then(|no| estate.statement(*no))
                    .map(|statement| statement.quote.clone());
                let entry = evidence.entry("statement.contradicted").or_default();
                entry.statements.extend(&clash.no);
                entry.name = entry.name.take().or(quote);
                entry.elements.push(clash.about.to_owned());
                entry.steps.push(format!(
                    "`{}` says yes and {} no about {}, and neither gives way",
                    statement.id,
                    ids.join(", "),
                    clash.about
                ));
            }
            StatementFound {
                statement: index,
                facts,
                evidence,
            }
        })
        .collect()
}

/// The contradictions of the notice. While nobody has reviewed the statements, those of one section: what a section
/// denies is then not known to be about others.
fn clashes(estate: &Estate, day: Date) -> Vec<Contradiction> {
    let mut clashes = contradictions(estate, day);
    if estate.leaves_open(Matter::Statements) {
        let section =
            |index: StatementIx| estate.statement(index).and_then(|it| it.section.clone());
        for clash in &mut clashes {
            let own = section(clash.yes);
            clash.no.retain(|no| section(*no) == own);
        }
        clashes.retain(|clash| !clash.no.is_empty());
    }
    clashes
}

/// Whether a statement says that using the service is consent to a transfer.
fn consent_by_use(statement: &Statement, evidence: &mut EvidenceMap) -> bool {
    let transfers = statement.transfers.as_ref();
    let by_use = transfers.is_some_and(|it| it.consent_by_use);
    if by_use {
        let step = format!("`{}` says that using the service is consent", statement.id);
        let entry = evidence.entry("statement.consentByUse").or_default();
        entry.steps.push(step);
    }
    by_use
}

fn found(statement: &Statement, evidence: &mut EvidenceMap) -> bool {
    match &statement.anchor {
        AnchorState::Found { .. } => true,
        AnchorState::NotFound { reason, nearest } => {
            let mut missing = Evidence {
                steps: vec![reason.clone()],
                ..Evidence::default()
            };
            if let Some((span, text)) = nearest {
                missing.name = Some(text.clone());
                missing.labels.push(super::Label {
                    role: super::LabelRole::Notice,
                    span: *span,
                    text: if *text == statement.quote {
                        "the words are here".to_owned()
                    } else {
                        "the nearest text".to_owned()
                    },
                });
            }
            missing.elements.push(reason.clone());
            evidence.insert("statement.found", missing);
            false
        }
    }
}

/// Whether a statement that no flow is a case of speaks of something that a flow would have to be a case
/// of. What is denied, promised or stated about rights needs none.
fn lacks_flow(
    estate: &Estate,
    statement: &Statement,
    day: Date,
    evidence: &mut EvidenceMap,
) -> bool {
    let personal = |data: &[TermId]| !is_anonymised(estate, data);
    let collects = statement.collects.as_ref().is_some_and(|collects| {
        !collects.none && !collects.data.is_empty() && personal(&collects.data)
    });
    let shares = statement.shares.as_ref();
    let shares = shares.is_some_and(|shares| !shares.none && personal(&shares.data));
    let transfers = statement
        .transfers
        .as_ref()
        .is_some_and(|transfers| !transfers.none);
    let topics: Vec<&str> = [
        (collects, "which data are collected"),
        (shares, "who receives data"),
        (transfers, "where data go"),
    ]
    .into_iter()
    .filter_map(|(speaks, topic)| speaks.then_some(topic))
    .collect();
    if topics.is_empty() {
        return false;
    }
    let missing = Evidence {
        steps: vec![format!(
            "`{}` says {}, and no flow of {day} is a case of it",
            statement.id,
            topics.join(" and ")
        )],
        ..Evidence::default()
    };
    evidence.insert("statement.used", missing);
    true
}

fn indefinite(statement: &Statement, evidence: &mut EvidenceMap) -> bool {
    let sets_nothing = statement
        .retains
        .as_ref()
        .is_some_and(|retains| retains.retention == Retention::Indefinite);
    if sets_nothing {
        let step = format!(
            "`{}` is recorded as `indefinite`: its words state neither a period nor an event or criterion that determines the end",
            statement.id
        );
        evidence
            .entry("statement.indefinite")
            .or_default()
            .steps
            .push(step);
    }
    sets_nothing
}

/// Whether the words name law or a mechanism that has expired for the controller.
fn outdated(
    estate: &Estate,
    statement: &Statement,
    regime: Regime,
    day: Date,
    evidence: &mut EvidenceMap,
) -> bool {
    let shared = statement
        .shares
        .iter()
        .flat_map(|shares| &shares.safeguards);
    let transferred = statement
        .transfers
        .iter()
        .flat_map(|transfers| &transfers.safeguards);
    let is_for_another = |word: &str| {
        let regimes = regimes_of(estate, estate.controller, day).into_iter();
        let mut others = regimes.filter(|it| *it != regime && statement.is_under(*it));
        others.any(|other| {
            let state = estate.law.mechanism_in_force(word, other, day);
            matches!(state, MechanismState::InForce { .. })
        })
    };
    let mechanisms: Vec<&String> = shared.chain(transferred).collect();
    let is_in_force = |word: &str| {
        let state = estate.law.mechanism_in_force(word, regime, day);
        matches!(state, MechanismState::InForce { .. })
    };
    let mut entry = Evidence::default();
    for word in mechanisms.iter().copied().chain(&statement.cites) {
        match estate.law.mechanism_in_force(word, regime, day) {
            // A sentence of no regime in particular may cite the law of the other one that the controller is under. A
            // mechanism that it names has to serve under both, or one that it names with it has to serve here.
            MechanismState::Expired { .. }
                if is_for_another(word)
                    && (statement.cites.contains(word)
                        || mechanisms.iter().any(|other| is_in_force(other))) =>
            {
                continue;
            }
            MechanismState::Expired { row, last_day } => {
                entry.law.push(row.id.clone());
                entry.day = entry.day.max(Some(last_day));
                entry.steps.push(format!(
                    "`{word}` could be relied on until {last_day} (`{}`)",
                    row.id
                ));
            }
            // What the notice names for the other regime is no law of the past; whether a transfer has a
            // mechanism under this one, and whether the notice states it, is judged of the transfer.
            MechanismState::OtherRegime { .. }
            | MechanismState::InForce { .. }
            | MechanismState::NotYet { .. }
            | MechanismState::Unknown => continue,
        }
        entry.elements.push(word.clone());
    }
    if entry.elements.is_empty() {
        return false;
    }
    evidence.insert("statement.outdated", entry);
    true
}
