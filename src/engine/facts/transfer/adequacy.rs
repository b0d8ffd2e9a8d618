//! Whether adequacy is the mechanism of a transfer: the decisions and regulations of the day, with
//! their conditions.

use super::MovementCase;
use crate::engine::facts::{Adequacy, Evidence, EvidenceMap, Label, LabelRole};
use crate::engine::movement::{Destination, is_international};
use crate::estate::model::{Estate, FlowField, FlowShape, Party};
use crate::estate::vocabulary::{DataClass, PartyKind};
use crate::law::{
    AdequacyCondition, AdequacyRow, Body, BoundBody, RecipientKind, Regime, SafeguardClass,
};
use crate::taxonomy::{Country, Place, TermKind};

/// What adequacy comes to, destination by destination: the worst of them counts.
struct Adequate {
    worst: Adequacy,
    found: Evidence,
    /// The rows that cover a destination.
    covering: Vec<String>,
    /// Their kinds, as a notice has to name them.
    kinds: Vec<String>,
}

impl MovementCase<'_> {
    /// Whether there is adequacy for every destination, and if so its kinds, as a notice has to name
    /// them.
    pub(super) fn adequacy(&self, evidence: &mut EvidenceMap) -> (Adequacy, Vec<String>) {
        let Some(importer) = self.movement.importer else {
            return (Adequacy::None, Vec::new());
        };
        let importer = self.estate.party(importer);
        let mut adequate = Adequate {
            worst: Adequacy::InForce,
            found: Evidence::default(),
            covering: Vec::new(),
            kinds: Vec::new(),
        };
        for destination in self.destinations {
            if let Some(at) = destination.at {
                self.destination(importer, destination, at, &mut adequate);
            }
        }
        // What covers one destination is no reason for what is wrong with another.
        if adequate.worst == Adequacy::InForce {
            adequate.found.law = adequate.covering;
        } else {
            adequate.kinds.clear();
        }
        evidence.insert("transfer.adequacy", adequate.found);
        (adequate.worst, adequate.kinds)
    }

    /// Whether adequacy covers what goes to one of the destinations.
    pub(super) fn is_covered(&self, destination: &Destination) -> bool {
        let (Some(importer), Some(at)) = (self.movement.importer, destination.at) else {
            return false;
        };
        let mut alone = Adequate {
            worst: Adequacy::InForce,
            found: Evidence::default(),
            covering: Vec::new(),
            kinds: Vec::new(),
        };
        self.destination(self.estate.party(importer), destination, at, &mut alone);
        alone.worst == Adequacy::InForce
    }

    fn destination(
        &self,
        importer: &Party,
        destination: &Destination,
        at: Place,
        adequate: &mut Adequate,
    ) {
        let law = &self.estate.law;
        let unmet = |row: &AdequacyRow| self.conditions_unmet(importer, row);
        // A decision on a country does not speak of an organisation that has its seat there.
        let international = is_international(self.estate, self.movement);
        let body = importer.sector.as_deref().and_then(Body::from_id);
        // The data may be in any state of an area: each one outside has to be adequate.
        let mut short: Vec<(Country, Vec<&AdequacyRow>)> = Vec::new();
        let mut covering: Vec<&AdequacyRow> = Vec::new();
        for state in law.states(at, self.day) {
            if !international && law.stays_inside(self.regime, state.into(), self.day) {
                continue;
            }
            let rows = if international {
                body.map_or_else(Vec::new, |body| {
                    law.adequacy_of_body(self.regime, body, self.day)
                })
            } else {
                law.adequacy(self.regime, state.as_str(), self.day)
            };
            match rows.iter().find(|row| unmet(row).is_empty()) {
                Some(row) => covering.push(row),
                None => short.push((state, rows)),
            }
        }
        let is_claimed = |row: &&AdequacyRow| self.is_claimed(importer, row);
        let unclaimed = short.iter().find(|(_, rows)| !rows.iter().any(is_claimed));
        let Some((state, rows)) = unclaimed.or(short.first()) else {
            self.covered(at, covering, adequate);
            return;
        };
        let name = state.in_prose();
        let found = &mut adequate.found;
        let place = destination.place;
        let text = format!("{} {}", at.in_prose(), place.why.as_str());
        found.elements.push(at.in_prose().into_owned());
        found.fields.push((FlowField::To, text.clone()));
        found.labels.extend(place.span.map(|span| Label {
            role: LabelRole::Estate,
            span,
            text,
        }));
        if let Some(row) = rows.iter().find(|row| is_claimed(row)) {
            if adequate.worst == Adequacy::InForce {
                adequate.worst = Adequacy::ConditionUnmet;
            }
            let missing = unmet(row).join(" and ");
            self.ended_entries(importer, row, found);
            found.law.push(row.row.id.clone());
            found.steps.push(format!(
                "{name} is adequate by `{}` only if: {missing}",
                row.row.id
            ));
            found.name = Some(missing);
            return;
        }
        adequate.worst = Adequacy::None;
        if international {
            found.fields.push((
                FlowField::To,
                "adequacy of an organisation needs its `sector`".to_owned(),
            ));
            found.steps.push(without_body(importer));
            return;
        }
        match rows.first() {
            Some(row) => {
                found.law.push(row.row.id.clone());
                found.steps.push(format!(
                    "{name} is adequate by `{}` only if: {}; nobody claims that",
                    row.row.id,
                    unmet(row).join(" and ")
                ));
            }
            None => self.ended(*state, found),
        }
    }

    /// The conditions of a row that are not met, in words.
    pub(super) fn conditions_unmet(&self, importer: &Party, row: &AdequacyRow) -> Vec<String> {
        let conditions = row.conditions.iter();
        let unmet: Vec<&AdequacyCondition> = conditions
            .filter(|condition| !self.is_met(importer, condition))
            .collect();
        // An entry that is not there covers no class of data either.
        let mut all = unmet.iter();
        let unlisted = all.any(|it| matches!(it, AdequacyCondition::RecipientCertified(_)));
        let class = AdequacyCondition::CertificationCoversDataClass;
        let stated = unmet.into_iter().filter(|it| !unlisted || **it != class);
        stated
            .map(|condition| self.estate.law.condition_words(condition))
            .collect()
    }

    /// Whether adequacy depends on a list whose entry of the recipient leaves out data on staff, while the
    /// flow has data on employees and does not state their class.
    pub(super) fn is_class_unstated(&self, evidence: &mut EvidenceMap) -> bool {
        let content = &self.shape.content;
        let taxonomy = &self.estate.taxonomy;
        let employee = taxonomy.lookup_known(TermKind::Subject, "dpv:Employee");
        let about_staff = employee.is_some_and(|top| {
            // Data on other people as well do not come from an employment relationship.
            let mut people = content.subjects.iter();
            people.all(|subject| taxonomy.subsumes(top, *subject))
        });
        let Some(importer) = self.movement.importer.filter(|_| about_staff) else {
            return false;
        };
        // Where it is staff data by its purpose or as stated, the condition itself is judged.
        if content.data_class.is_some() || data_class(self.estate, self.shape) == DataClass::Hr {
            return false;
        }
        let importer = self.estate.party(importer);
        let lists = importer.certifications.iter().filter(|entry| {
            let covers = &entry.covers;
            let leaves_out = !covers.is_empty() && !covers.contains(&DataClass::Hr);
            entry.period.contains(self.day) && leaves_out
        });
        let lists: Vec<String> = lists.map(|entry| entry.scheme.clone()).collect();
        if lists.is_empty() {
            return false;
        }
        let step = format!(
            "the entry of {} covers no data on staff, and the flow does not state `data-class`",
            importer.name
        );
        let found = Evidence {
            elements: lists,
            fields: vec![(
                FlowField::To,
                "its entry covers no data on staff".to_owned(),
            )],
            name: Some(importer.name.clone()),
            steps: vec![step],
            ..Evidence::default()
        };
        evidence.insert("transfer.dataClass", found);
        true
    }

    /// Takes in the rows that cover a destination, each once.
    fn covered(&self, at: Place, mut covering: Vec<&AdequacyRow>, adequate: &mut Adequate) {
        covering.dedup_by_key(|row| &row.row.id);
        for row in covering {
            let kind = row.scheme().map(str::to_owned);
            let kind = kind.unwrap_or_else(|| adequacy_kind(self.regime));
            adequate.kinds.push(kind);
            adequate.covering.push(row.row.id.clone());
            let what = match at {
                Place::Country(country) => country.in_prose().into_owned(),
                Place::Area(area) => format!("what is outside of {}", area.in_prose()),
            };
            adequate.found.steps.push(format!(
                "{what} is adequate by `{}`, and its conditions are met",
                row.row.id
            ));
        }
    }

    /// Points at the entries of a recipient in the lists that count for a row, where they are not of the day.
    fn ended_entries(&self, importer: &Party, row: &AdequacyRow, found: &mut Evidence) {
        let schemes = row.scheme().map(|it| self.estate.law.schemes_needed(it));
        let schemes = schemes.unwrap_or_default();
        for entry in &importer.certifications {
            let counts = schemes.contains(&entry.scheme.as_str());
            let text = match (entry.period.from, entry.period.until) {
                (_, Some(until)) if until < self.day => format!("this entry ended on {until}"),
                (Some(from), _) if from > self.day => format!("this entry begins on {from}"),
                _ => continue,
            };
            if let Some(span) = entry.span.filter(|_| counts) {
                found.labels.push(Label {
                    role: LabelRole::Estate,
                    span,
                    text: text.clone(),
                });
                found
                    .steps
                    .push(format!("{}: `{}`, {text}", importer.name, entry.scheme));
            }
        }
    }

    /// That there is no adequacy for a country, and which there was last.
    fn ended(&self, country: Country, found: &mut Evidence) {
        let name = country.in_prose();
        let rows = self.estate.law.adequacy_rows(self.regime, country.as_str());
        let last = rows
            .into_iter()
            .filter(|row| row.row.until.is_some_and(|until| until < self.day))
            .max_by_key(|row| row.row.until);
        found.steps.push(match last {
            Some(row) => format!("`{}` for {name} ended before the day", row.row.id),
            None => format!("there is no adequacy for {name} on the day"),
        });
        found.law.extend(last.map(|row| row.row.id.clone()));
    }

    /// Whether adequacy that works through a list of recipients is relied on at all: the recipient is or
    /// was on a list that counts for it, or the flow names it. Other adequacy needs no claim.
    fn is_claimed(&self, importer: &Party, row: &AdequacyRow) -> bool {
        let Some(scheme) = row.scheme() else {
            return true;
        };
        let schemes = self.estate.law.schemes_needed(scheme);
        let extensions: Vec<&str> = self.estate.law.scheme_extensions(scheme).collect();
        let listed = importer.certifications.iter().any(|entry| {
            let entry = entry.scheme.as_str();
            schemes.contains(&entry) || extensions.contains(&entry)
        });
        let named = self.shape.transfer.safeguards.iter().any(|index| {
            let kind = self.estate.instrument(*index).kind.as_str();
            let mut rows = self.estate.law.instrument_rows(kind);
            schemes.contains(&kind) || rows.any(|row| row.class == SafeguardClass::Adequacy)
        });
        listed || named
    }

    /// Whether a recipient is on the list of a scheme: by an entry of that scheme, or, where none is recorded, by one of
    /// a scheme that extends it.
    fn is_listed(&self, importer: &Party, scheme: &str) -> bool {
        let entries = |of: &str| {
            let all = importer.certifications.iter();
            all.filter(|it| it.scheme == of).collect::<Vec<_>>()
        };
        let is_on = |of: &str| entries(of).iter().any(|it| it.period.contains(self.day));
        let mut extensions = self.estate.law.scheme_extensions(scheme);
        is_on(scheme) || entries(scheme).is_empty() && extensions.any(is_on)
    }

    /// Whether a condition of adequacy is met. What only a person can judge counts as met; who is of a kind that the
    /// general law of its country binds counts as subject to it unless the estate says which laws it is subject to.
    pub(super) fn is_met(&self, importer: &Party, condition: &AdequacyCondition) -> bool {
        match condition {
            AdequacyCondition::RecipientCertified(scheme) => self
                .estate
                .law
                .schemes_needed(scheme)
                .into_iter()
                .all(|scheme| self.is_listed(importer, scheme)),
            AdequacyCondition::RecipientSubjectTo(law) => {
                importer.subject_to.contains(law)
                    || importer.subject_to.is_empty()
                        && body(importer.kind)
                            .is_some_and(|kind| self.estate.law.binds_bodies(law, kind))
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
                .any(|activity| self.is_excluded(importer, *activity)),
            AdequacyCondition::CertificationCoversDataClass => {
                let class = data_class(self.estate, self.shape);
                importer.certifications.iter().any(|entry| {
                    entry.period.contains(self.day)
                        && self
                            .estate
                            .law
                            .schemes()
                            .iter()
                            .any(|scheme| scheme.id == entry.scheme)
                        && (entry.covers.is_empty() || entry.covers.contains(&class))
                })
            }
            AdequacyCondition::FlagSensitiveData => {
                // Where it is not recorded, it is asked for.
                self.shape.content.flagged_sensitive != Some(false)
                    || self.sensitive().next().is_none()
            }
            AdequacyCondition::AutomatedProcessing | AdequacyCondition::Says(_) => true,
        }
    }
}

/// That there is no adequacy for an international organisation, and how to record that it is one of those
/// for which there is.
fn without_body(importer: &Party) -> String {
    let bodies: Vec<&str> = Body::ALL.iter().map(|body| body.id()).collect();
    format!(
        "{} is an international organisation, and there is no adequacy for it on the day (a decision on an \
         organisation counts where `sector` names it: {})",
        importer.name,
        bodies.join(", ")
    )
}

pub(super) fn adequacy_kind(regime: Regime) -> String {
    match regime {
        Regime::EuGdpr => "eu-adequacy",
        Regime::UkGdpr => "uk-adequacy",
    }
    .to_owned()
}

/// What a party is for a foreign law; `None` for what no general law of a country binds.
fn body(kind: PartyKind) -> Option<BoundBody> {
    match kind {
        PartyKind::Company => Some(BoundBody::Company),
        PartyKind::Charity => Some(BoundBody::Charity),
        PartyKind::PublicAuthority | PartyKind::ParishCouncil => Some(BoundBody::PublicAuthority),
        PartyKind::Individual => Some(BoundBody::Individual),
        PartyKind::InternationalOrganisation
        | PartyKind::EuInstitution
        | PartyKind::Carrier
        | PartyKind::Public => None,
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
    if let Some(class) = shape.content.data_class {
        return class;
    }
    let taxonomy = &estate.taxonomy;
    let staff = taxonomy
        .lookup(TermKind::Purpose, "dpv:HumanResourceManagement")
        .ok();
    let about_staff = staff.is_some_and(|staff| {
        shape
            .content
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
