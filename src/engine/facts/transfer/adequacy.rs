//! Whether adequacy carries a transfer: the decisions and regulations of the day, with their
//! conditions.

use jiff::civil::Date;

use crate::engine::facts::{Adequacy, Evidence, EvidenceMap, Label, LabelRole};
use crate::engine::movement::{Destination, Movement};
use crate::estate::model::{Estate, FlowField, FlowShape, Party};
use crate::estate::vocabulary::{DataClass, PartyKind};
use crate::law::{AdequacyCondition, AdequacyRow, RecipientKind, Regime, SafeguardClass};
use crate::taxonomy::TermKind;

/// Whether adequacy carries the transfer to every destination: the worst of them counts.
#[expect(
    clippy::too_many_arguments,
    reason = "the facts of one question; a struct would only rename them"
)]
pub(in crate::engine::facts) fn adequacy(
    estate: &Estate,
    movement: &Movement,
    shape: &FlowShape,
    regime: Regime,
    destinations: &[Destination],
    day: Date,
    evidence: &mut EvidenceMap,
    relied_on: &mut Vec<String>,
) -> Adequacy {
    let Some(importer) = movement.importer.map(|party| estate.party(party)) else {
        return Adequacy::None;
    };
    let mut worst = Adequacy::InForce;
    let mut found = Evidence::default();
    let mut carrying: Vec<String> = Vec::new();
    for destination in destinations {
        let Some(at) = destination.country else {
            continue;
        };
        let rows = estate.law.adequacy(regime, at.as_str(), day);
        let claims = |row: &&&AdequacyRow| claimed(estate, shape, importer, row);
        let country = at.name();
        let unmet = |row: &AdequacyRow| -> Vec<String> {
            row.conditions
                .iter()
                .filter(|condition| !met(estate, shape, importer, condition, day))
                .map(|condition| estate.law.condition_words(condition))
                .collect()
        };
        if let Some(row) = rows.iter().find(|row| unmet(row).is_empty()) {
            relied_on.push(
                row.scheme()
                    .map_or_else(|| adequacy_kind(regime), str::to_owned),
            );
            carrying.push(row.row.id.clone());
            found.steps.push(format!(
                "{country} is adequate by `{}`, and its conditions are met",
                row.row.id
            ));
            continue;
        }
        found.elements.push(country.to_owned());
        found.fields.push((
            FlowField::To,
            format!("{country} {}", destination.place.why.as_str()),
        ));
        found
            .labels
            .extend(destination.place.span.map(|span| Label {
                role: LabelRole::Estate,
                span,
                text: format!("{country} {}", destination.place.why.as_str()),
            }));
        if let Some(row) = rows.iter().find(claims) {
            if worst == Adequacy::InForce {
                worst = Adequacy::ConditionUnmet;
            }
            found.law.push(row.row.id.clone());
            let missing = unmet(row).join("; ");
            found.name = Some(missing.clone());
            found.steps.push(format!(
                "{country} is adequate by `{}` only if: {missing}",
                row.row.id
            ));
        } else {
            worst = Adequacy::None;
            if let Some(row) = rows.first() {
                found.law.push(row.row.id.clone());
                found.steps.push(format!(
                    "{country} is adequate by `{}` only if: {}; nobody claims that",
                    row.row.id,
                    unmet(row).join("; ")
                ));
                continue;
            }
            let last = estate
                .law
                .adequacy_rows(regime, at.as_str())
                .into_iter()
                .filter(|row| row.row.until.is_some_and(|until| until < day))
                .max_by_key(|row| row.row.until);
            found.steps.push(match last {
                Some(row) => format!("`{}` for {country} ended before the day", row.row.id),
                None => format!("there is no adequacy for {country} on the day"),
            });
            found.law.extend(last.map(|row| row.row.id.clone()));
        }
    }
    // What carries one destination is no reason for what is wrong with another.
    if worst == Adequacy::InForce {
        found.law = carrying;
    }
    evidence.insert("transfer.adequacy", found);
    worst
}

/// Whether adequacy that works through a list of recipients is relied on at all: the recipient is or
/// was on a list that counts for it, or the flow names it. Other adequacy needs no claim.
fn claimed(estate: &Estate, shape: &FlowShape, importer: &Party, row: &AdequacyRow) -> bool {
    let Some(scheme) = row.scheme() else {
        return true;
    };
    let schemes = estate.law.schemes_needed(scheme);
    let listed = importer
        .certifications
        .iter()
        .any(|entry| schemes.contains(&entry.scheme.as_str()));
    let named = shape.safeguards.iter().any(|index| {
        let kind = estate.instrument(*index).kind.as_str();
        let mut rows = estate.law.instrument_rows(kind);
        schemes.contains(&kind) || rows.any(|row| row.class == SafeguardClass::Adequacy)
    });
    listed || named
}

fn adequacy_kind(regime: Regime) -> String {
    match regime {
        Regime::EuGdpr => "eu-adequacy",
        Regime::UkGdpr => "uk-adequacy",
    }
    .to_owned()
}

/// Whether a condition of adequacy is met. What only a person can judge counts as met; a company
/// counts as subject to the general law of its country unless the estate says which laws it is
/// subject to, a public body or charity does not.
fn met(
    estate: &Estate,
    shape: &FlowShape,
    importer: &Party,
    condition: &AdequacyCondition,
    day: Date,
) -> bool {
    let listed = |scheme: &str| {
        importer
            .certifications
            .iter()
            .any(|entry| entry.scheme == scheme && entry.period.contains(day))
    };
    match condition {
        AdequacyCondition::RecipientCertified(scheme) => {
            estate.law.schemes_needed(scheme).into_iter().all(listed)
        }
        AdequacyCondition::RecipientSubjectTo(law) => {
            importer.subject_to.contains(law)
                || (importer.subject_to.is_empty() && importer.kind == PartyKind::Company)
        }
        AdequacyCondition::RecipientNot(kinds) => {
            !kinds.iter().any(|kind| is_kind(importer, *kind))
        }
        AdequacyCondition::RecipientIs(body) => {
            importer.sector.as_deref() == Some(body.id())
                || (importer.kind == PartyKind::EuInstitution && body.id() == "eu-institution")
        }
        AdequacyCondition::CommercialActivity => importer.kind == PartyKind::Company,
        AdequacyCondition::NotFor(activities) => !activities
            .iter()
            .any(|activity| importer.sector.as_deref() == Some(activity.id())),
        AdequacyCondition::CertificationCoversDataClass => {
            let class = data_class(estate, shape);
            importer.certifications.iter().any(|entry| {
                entry.period.contains(day)
                    && estate
                        .law
                        .schemes()
                        .iter()
                        .any(|scheme| scheme.id == entry.scheme)
                    && (entry.covers.is_empty() || entry.covers.contains(&class))
            })
        }
        AdequacyCondition::FlagSensitiveData => {
            let sensitive = shape.data.iter().any(|term| {
                estate.taxonomy.is_special(*term) || estate.taxonomy.is_criminal(*term)
            });
            !sensitive || shape.flagged_sensitive
        }
        AdequacyCondition::AutomatedProcessing | AdequacyCondition::Says(_) => true,
    }
}

fn is_kind(party: &Party, kind: RecipientKind) -> bool {
    let authority = party.kind == PartyKind::PublicAuthority;
    authority && kind == RecipientKind::PublicAuthority
        || party.sector.as_deref() == Some(kind.id())
}

/// The class of data as lists of certified recipients know it: as the flow says, else staff data
/// where a purpose is the management of the exporter's staff.
pub(in crate::engine::facts) fn data_class(estate: &Estate, shape: &FlowShape) -> DataClass {
    if let Some(class) = shape.data_class {
        return class;
    }
    let taxonomy = &estate.taxonomy;
    let staff = taxonomy
        .lookup(TermKind::Purpose, "dpv:HumanResourceManagement")
        .ok();
    let about_staff = staff.is_some_and(|staff| {
        shape
            .purposes
            .iter()
            .any(|purpose| taxonomy.subsumes(staff, *purpose))
    });
    if about_staff {
        DataClass::Hr
    } else {
        DataClass::NonHr
    }
}
