//! Facts about consent: whether it is on record, and whether it is one at all (Arts 4(11), 7 and 8;
//! EDPB Guidelines 05/2020).

use super::articles::{article_of, condition_of};
use super::{Choice, ConsentFacts, Evidence, EvidenceMap};
use crate::engine::facts::source::FactSource;
use crate::engine::facts::transfer::adequacy::data_class;
use crate::estate::model::{Consent, FlowField, FlowShape};
use crate::estate::vocabulary::{ConsentAct, DataClass, Matter, PartyKind, TaskKind};
use crate::law::Regime;
use crate::taxonomy::{Country, TermId, TermKind};

/// The facts about the consent that a flow relies on; all of them are silent where it has another
/// basis.
pub(super) fn consent_facts(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> ConsentFacts {
    let consents = article_of(source, shape.lawfulness.basis) == "6(1)(a)";
    if !consents && condition_of(source, shape) != "9(2)(a)" {
        return ConsentFacts::default();
    }
    let consent = shape.consent.as_ref();
    let holds = |test: fn(&Consent) -> bool| consent.is_some_and(test);
    let facts = ConsentFacts {
        not_recorded: consent.is_none() && source.estate.leaves_open(Matter::Basis),
        recorded: consent.is_some_and(|consent| {
            consent.recorded && consent.recorded_on.is_none_or(|day| day <= source.day)
        }),
        explicit: holds(|consent| {
            consent.explicit == Some(true) && consent.given_by != Some(ConsentAct::Use)
        }),
        not_explicit: holds(is_not_explicit),
        choice: match consent.and_then(|consent| consent.alternative) {
            Some(true) => Choice::Real,
            Some(false) => Choice::None,
            None => Choice::Unstated,
        },
        imbalance: imbalance(source, shape),
        bundled: holds(|consent| consent.bundled),
        by_default: holds(|consent| {
            consent.by_default || consent.given_by == Some(ConsentAct::Use)
        }),
        withdrawal_info_missing: holds(|consent| {
            consent.withdrawal_told == Some(false) || consent.duration_told == Some(false)
        }),
        child_too_young: consents && child_too_young(source, shape, regime, evidence),
        child_age_not_recorded: consents && child_age_not_recorded(source, shape, evidence),
    };
    let mut cite = |key, texts: Vec<String>| {
        let field = match consent {
            Some(_) => FlowField::Consent,
            None if consents => FlowField::Basis,
            None => FlowField::Condition,
        };
        evidence.insert(
            key,
            Evidence {
                fields: texts.iter().map(|text| (field, text.clone())).collect(),
                elements: texts.clone(),
                steps: texts,
                ..Evidence::default()
            },
        );
    };
    let record = match consent.and_then(|consent| consent.recorded_on) {
        Some(day) if day > source.day => format!("was recorded only on {day}"),
        _ if consents => "there is no record of the consent".to_owned(),
        _ => "there is no record of the explicit consent (Art 9(2)(a))".to_owned(),
    };
    cite("consent.recorded", vec![record]);
    let choice = match facts.choice {
        Choice::None => "people who refuse have no real alternative",
        _ if is_of_staff(source, shape) => {
            "staff depend on their employer, and no alternative is stated"
        }
        _ => "people depend on the authority, and no alternative is stated",
    };
    cite("consent.choice", vec![choice.to_owned()]);
    let manner = consent.map_or_else(Vec::new, faults_of_manner);
    cite("consent.manner", manner.clone());
    let explicit = "is not explicit".to_owned();
    let choice = choice.to_owned();
    let invalid = manner
        .into_iter()
        .chain((facts.choice == Choice::None).then_some(choice))
        .chain(facts.not_explicit.then_some(explicit));
    cite("consent.invalid", invalid.collect());
    facts
}

/// What is recorded to be wrong with how consent was asked for.
fn faults_of_manner(consent: &Consent) -> Vec<String> {
    let faults = [
        (
            consent.bundled,
            "it was asked for together with something else",
        ),
        (
            consent.by_default || consent.given_by == Some(ConsentAct::Use),
            "it was assumed from silence or use",
        ),
        (
            consent.withdrawal_told == Some(false),
            "data subjects were not informed how to withdraw it",
        ),
        (
            consent.duration_told == Some(false),
            "data subjects were not informed for how long it is used",
        ),
    ];
    let faults = faults.into_iter().filter(|(holds, _)| *holds);
    faults.map(|(_, text)| text.to_owned()).collect()
}

/// Whether it is recorded that a consent is not explicit: expressly, or as given by using a service.
pub(super) fn is_not_explicit(consent: &Consent) -> bool {
    consent.explicit == Some(false) || consent.given_by == Some(ConsentAct::Use)
}

/// Whether children consent to an online service themselves, and how old the youngest are is not recorded.
fn child_age_not_recorded(
    source: &FactSource<'_>,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> bool {
    let taxonomy = &source.estate.taxonomy;
    let child = taxonomy.lookup_known(TermKind::Subject, "dpv:Child");
    let is_child = |subject: &&TermId| child.is_some_and(|top| taxonomy.subsumes(top, **subject));
    let children: Vec<TermId> = shape
        .content
        .subjects
        .iter()
        .filter(is_child)
        .copied()
        .collect();
    let consent = shape.consent.as_ref();
    let by_parents = consent.is_some_and(|consent| consent.parental == Some(true));
    let asked = shape.content.online_service && shape.content.age.is_none() && !by_parents;
    if !asked || children.is_empty() {
        return false;
    }
    let text = "the age of the youngest is not recorded, nor that parents consent".to_owned();
    let found = Evidence {
        fields: children
            .into_iter()
            .map(|child| (FlowField::Subject(child), text.clone()))
            .collect(),
        steps: vec![text],
        ..Evidence::default()
    };
    evidence.insert("consent.childAge", found);
    true
}

/// Whether the people depend on the controller as their employer, whatever the purpose.
fn is_of_staff(source: &FactSource<'_>, shape: &FlowShape) -> bool {
    let taxonomy = &source.estate.taxonomy;
    let staff = taxonomy.find("dpv:Employee");
    let mut people = shape.content.subjects.iter();
    // A term of the estate's own may be for the staff of others.
    let is_staff = |term: &TermId| {
        staff.is_some_and(|staff| taxonomy.subsumes(staff, *term)) && !taxonomy.is_estate(*term)
    };
    data_class(source.estate, shape) == DataClass::Hr || people.any(is_staff)
}

/// Recital 43: between people and a public authority in its tasks, or a staff and its employer, the
/// scales are not even.
fn imbalance(source: &FactSource<'_>, shape: &FlowShape) -> bool {
    let authority = source.estate.party(shape.controller).kind == PartyKind::PublicAuthority;
    // What an authority does is its task until shown otherwise.
    is_of_staff(source, shape) || authority && shape.lawfulness.task != Some(TaskKind::OtherTask)
}

/// Whether the youngest are below the age at which a child consents to an online service itself
/// (Art 8): where they are, or, where that is not said, in the country of the controller.
fn child_too_young(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
    evidence: &mut EvidenceMap,
) -> bool {
    let estate = source.estate;
    let by_parents = shape
        .consent
        .as_ref()
        .is_some_and(|consent| consent.parental == Some(true));
    let Some(age) = shape
        .content
        .age
        .filter(|_| shape.content.online_service && !by_parents)
    else {
        return false;
    };
    let seat = estate.party(shape.controller).country;
    let countries: Vec<Country> = match shape.content.subjects_in.as_slice() {
        [] => seat.into_iter().collect(),
        stated => {
            let states = stated.iter().map(|at| estate.law.states(*at, source.day));
            states.flatten().collect()
        }
    };
    let mut found = Evidence::default();
    for country in countries {
        // The age of a country of one regime counts under that regime alone.
        let own = estate.law.regime_of_territory(country.as_str(), source.day);
        if own != Some(regime) {
            continue;
        }
        let Some(limit) = estate.law.child_consent_age(country.as_str(), source.day) else {
            continue;
        };
        let step = format!(
            "the youngest are {age}; in {} children consent themselves from {}",
            country.in_prose(),
            limit.age
        );
        if age < limit.age {
            found
                .elements
                .push(format!("{} in {}", limit.age, country.in_prose()));
            found.law.push(limit.row.row.id.clone());
        }
        found.steps.push(step);
    }
    if found.elements.is_empty() {
        return false;
    }
    found.name = Some(age.to_string());
    found
        .fields
        .push((FlowField::Basis, format!("the youngest of them are {age}")));
    evidence.insert("consent.child", found);
    true
}
