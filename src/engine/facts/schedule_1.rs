//! Facts about Schedule 1 of the UK's Data Protection Act 2018: the condition for substantial public
//! interest there (section 10(3)), and the policy document that many conditions ask for (Part 4).

use super::articles::condition_of;
use super::{Evidence, EvidenceMap, Requirement};
use crate::engine::facts::source::FactSource;
use crate::engine::facts::special::special_categories;
use crate::engine::movement::party_at;
use crate::estate::model::{FlowField, FlowShape};
use crate::estate::vocabulary::PartyKind;
use crate::law::{BasisCondition, ConditionRow, DocumentFree, Regime};
use crate::taxonomy::{TermId, TermKind};

/// What Schedule 1 asks for, and whether it is there.
pub(super) struct ScheduleFound {
    pub condition: Requirement,
    pub policy_document: Requirement,
}

/// Finds what Schedule 1 asks of a flow under a regime; nothing where that has no such conditions.
pub(super) fn schedule_1(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    special: &[TermId],
    evidence: &mut EvidenceMap,
) -> ScheduleFound {
    let law = &source.estate.law;
    let seat = source.estate.party(shape.controller).country;
    let article = condition_of(source, shape).as_str();
    let filling = if special.is_empty() {
        Vec::new()
    } else {
        law.filling(article, regime, source.day, seat.as_ref())
    };
    let named_id = shape.lawfulness.schedule_1.as_deref();
    let named = filling
        .iter()
        .find(|row| Some(row.row.id.as_str()) == named_id);
    let taxonomy = &source.estate.taxonomy;
    let mut data = shape.content.data.iter();
    let has_criminal = data.any(|term| taxonomy.is_criminal(*term));
    // Health, research and the like have one paragraph of the same words each; only substantial
    // public interest has many to choose from.
    let closed = named.map_or(Vec::new(), |row| not_opened(source, row, special));
    let missing = match (article, named) {
        (_, Some(row)) if !closed.is_empty() => Some(limited(source, row, &closed)),
        ("9(2)(g)", None) => Some(match &shape.lawfulness.schedule_1 {
            Some(id) => format!("`{id}` is no condition for Art {article} on the day"),
            None => "no condition of Schedule 1 is named".to_owned(),
        }),
        // Of data about offences it may be the condition that Part 3 extends.
        (_, None) if named_id.is_some() && !filling.is_empty() && !has_criminal => {
            named_id.map(|id| format!("`{id}` is no condition for Art {article} on the day"))
        }
        _ => None,
    };
    let condition = match (filling.is_empty(), missing) {
        (true, _) => Requirement::NotRequired,
        (false, None) => Requirement::Met,
        (false, Some(text)) => {
            let mut found =
                source.cite_data(&closed, "a category that the condition does not open");
            found.fields.push((FlowField::Condition, text.clone()));
            found.steps.push(text);
            found.law.extend(shape.lawfulness.schedule_1.clone());
            evidence.insert("data.scheduleCondition", found);
            Requirement::Missing
        }
    };
    let by_words = (filling.len() == 1).then(|| filling.first()).flatten();
    let authority = shape.lawfulness.criminal_authority.as_deref();
    let offences = law.condition_rows().iter();
    let mut offences = offences.filter(|row| {
        Some(row.row.id.as_str()) == authority
            && row.row.is_of(regime)
            && row.row.in_force(source.day)
    });
    // Paragraphs 36 and 37 extend a condition of Part 2, which says whether a document is needed.
    let extended = shape.lawfulness.schedule_1.as_deref().and_then(|id| {
        let mut rows = law.condition_rows().iter();
        rows.find(|row| row.row.id == id && law.binds(&row.row, regime, source.day, seat.as_ref()))
    });
    let relied_on = named
        .or(by_words)
        .copied()
        .or_else(|| offences.next().map(|row| extended.unwrap_or(row)));
    ScheduleFound {
        condition,
        policy_document: policy_document(source, shape, relied_on, evidence),
    }
}

/// Whether the condition that a flow relies on opens a use that is filed under marketing, for the flow's special
/// categories: the condition of Schedule 1 that the flow names, or else that of Art 9(2) itself.
pub(super) fn is_opened_by_condition(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    purpose: TermId,
) -> bool {
    let law = &source.estate.law;
    let taxonomy = &source.estate.taxonomy;
    let seat = source.estate.party(shape.controller).country;
    let article = condition_of(source, shape).as_str();
    let filling = law.filling(article, regime, source.day, seat.as_ref());
    let row = if filling.is_empty() {
        law.condition_row(article, regime, source.day)
    } else {
        let named = shape.lawfulness.schedule_1.as_deref();
        let mut filling = filling.into_iter();
        filling.find(|row| Some(row.row.id.as_str()) == named)
    };
    let data = shape.content.data.iter();
    let special: Vec<TermId> = data
        .copied()
        .filter(|it| taxonomy.is_special(*it))
        .collect();
    row.is_some_and(|row| {
        row.opens_for.iter().any(|opened| {
            let opens = |term: &TermId| {
                let categories = special_categories(taxonomy, *term);
                categories.is_empty() || categories.iter().any(|it| opened.data.contains(it))
            };
            let known = taxonomy.lookup_known(TermKind::Purpose, &opened.purpose);
            known.is_some_and(|it| taxonomy.subsumes(it, purpose)) && special.iter().all(opens)
        })
    })
}

/// The special categories of data that a condition does not open. What may be one that it opens, or is
/// not said to be any, is not held against anybody.
fn not_opened(source: &FactSource<'_>, row: &ConditionRow, special: &[TermId]) -> Vec<TermId> {
    if row.limited_to.is_empty() {
        return Vec::new();
    }
    let closed = |term: &TermId| {
        let categories = special_categories(&source.estate.taxonomy, *term);
        !categories.is_empty() && !categories.iter().any(|it| row.limited_to.contains(it))
    };
    special.iter().copied().filter(closed).collect()
}

fn limited(source: &FactSource<'_>, row: &ConditionRow, closed: &[TermId]) -> String {
    let words = |words: Vec<String>| words.join(", ");
    format!(
        "`{}` is limited to {} and does not open {}",
        row.row.id,
        words(row.limited_to.iter().map(|it| it.words()).collect()),
        words(
            closed
                .iter()
                .map(|term| source.estate.taxonomy.short(*term).replace('-', " "))
                .collect()
        ),
    )
}

fn policy_document(
    source: &FactSource<'_>,
    shape: &FlowShape,
    relied_on: Option<&ConditionRow>,
    evidence: &mut EvidenceMap,
) -> Requirement {
    let asks = |row: &&ConditionRow| row.conditions.contains(&BasisCondition::PolicyDocument);
    let Some(row) = relied_on.filter(asks) else {
        return Requirement::NotRequired;
    };
    let receives = party_at(source.estate, shape.route.to, source.day);
    let receives = receives.filter(|party| *party != shape.controller);
    let receives = receives.map(|party| source.estate.party(party).kind);
    let is_free = match row.no_document_to {
        None => false,
        Some(DocumentFree::PublicAuthority) => receives == Some(PartyKind::PublicAuthority),
        Some(DocumentFree::Another) => receives.is_some(),
    };
    if is_free {
        return Requirement::NotRequired;
    }
    let controller = source.estate.party(shape.controller);
    match controller.policy_document {
        Some(day) if day <= source.day => return Requirement::Met,
        _ => {}
    }
    let text = match controller.policy_document {
        Some(day) => format!("the policy document is only of {day}"),
        None => "no policy document is on record".to_owned(),
    };
    evidence.insert(
        "data.policyDocument",
        Evidence {
            elements: vec![row.row.citation.clone()],
            fields: vec![(FlowField::Condition, text.clone())],
            law: vec![row.row.id.clone()],
            steps: vec![format!("`{}` asks for a policy document", row.row.id), text],
            ..Evidence::default()
        },
    );
    Requirement::Missing
}
