//! Facts about Schedule 1 of the UK's Data Protection Act 2018: the condition that substantial public
//! interest rests on there (section 10(3)), and the policy document that many conditions ask for
//! (Part 4).

use super::articles::condition_of;
use super::{Evidence, EvidenceMap, Requirement};
use crate::engine::facts::source::FactSource;
use crate::estate::model::{FlowField, FlowShape};
use crate::law::{BasisCondition, ConditionRow, Regime};

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
    special: bool,
    evidence: &mut EvidenceMap,
) -> ScheduleFound {
    let law = &source.estate.law;
    let article = condition_of(source, shape).as_str();
    let filling = if special {
        law.filling(article, regime, source.day)
    } else {
        Vec::new()
    };
    let named = shape.schedule_1.as_deref();
    let named = filling
        .iter()
        .find(|row| Some(row.row.id.as_str()) == named);
    // Health, research and the like have one paragraph of the same words each; only substantial
    // public interest has many to choose from.
    let condition = match (filling.is_empty(), article, named) {
        (true, ..) => Requirement::NotRequired,
        (_, "9(2)(g)", None) => {
            let text = match &shape.schedule_1 {
                Some(id) => format!("`{id}` is no condition for Art {article} on the day"),
                None => "no condition of Schedule 1 is named".to_owned(),
            };
            let mut found = Evidence {
                fields: vec![(FlowField::Condition, text.clone())],
                steps: vec![text],
                ..Evidence::default()
            };
            found.law.extend(shape.schedule_1.clone());
            evidence.insert("data.scheduleCondition", found);
            Requirement::Missing
        }
        _ => Requirement::Met,
    };
    let by_words = (filling.len() == 1).then(|| filling.first()).flatten();
    let authority = shape.criminal_authority.as_deref();
    let offences = law.condition_rows().iter();
    let mut offences = offences.filter(|row| {
        Some(row.row.id.as_str()) == authority
            && row.row.is_of(regime)
            && row.row.in_force(source.day)
    });
    let relied_on = named.or(by_words).copied().or_else(|| offences.next());
    ScheduleFound {
        condition,
        policy_document: policy_document(source, shape, relied_on, evidence),
    }
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
            elements: vec![row.row.title.clone()],
            fields: vec![(FlowField::Condition, text.clone())],
            law: vec![row.row.id.clone()],
            steps: vec![format!("`{}` asks for a policy document", row.row.id), text],
            ..Evidence::default()
        },
    );
    Requirement::Missing
}
