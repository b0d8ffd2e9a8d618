//! Who received data, or may: with the facts on which policies decide.

use std::collections::BTreeSet;

use super::super::as_of::AsOf;
use super::declared::{ConsentNeed, Declared, at_flows, consent_needs};
use super::disclosed::{Disclosure, disclosure};
use super::{Observations, by_host, hosts_of, key_of, name_of, places, seen_words};
use crate::engine::facts::{Evidence, EvidenceMap, Label, LabelRole, Recorded, SeenFacts};
use crate::estate::model::PartyIx;
use crate::law::Regime;
use crate::observe::{Directory, Group, Grouped, Phase, Row, SeenKind, Whom};
use crate::taxonomy::{Country, Place};

/// Somebody who was seen, with the facts of that.
#[derive(Debug, Clone)]
pub struct RecipientFound {
    /// What identifies them in findings.
    pub key: String,
    /// The facts.
    pub facts: SeenFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// Everyone who was seen, under a regime, in the order of groups. `judged` are the parties of whom findings on
/// flows say in the same check whether the notice discloses them.
pub fn recipients(
    day: &AsOf<'_>,
    (observed, directory, grouped): (&Observations, &Directory<'_>, &Grouped<'_>),
    declared: &Declared,
    regime: Regime,
    judged: &BTreeSet<(PartyIx, Regime)>,
) -> Vec<RecipientFound> {
    let of_group = |group: &Group<'_>| {
        let disclosed = disclosure(
            day.estate,
            observed,
            directory,
            declared,
            &group.whom,
            day.day,
        );
        let about = Recipient {
            day,
            observed,
            declared,
            parties: match &group.whom {
                Whom::Party(parties) => parties,
                Whom::Vendor(_) | Whom::Company(_) | Whom::Nobody(_) => &[],
            },
            group,
        };
        let is_judged = |it: &PartyIx| judged.contains(&(*it, regime));
        let flows_judged = about.parties.iter().any(is_judged);
        about.found(&disclosed, regime, flows_judged)
    };
    grouped.groups.iter().map(of_group).collect()
}

/// Somebody who was seen, and what is looked at to judge that.
struct Recipient<'r> {
    day: &'r AsOf<'r>,
    observed: &'r Observations,
    declared: &'r Declared,
    parties: &'r [PartyIx],
    group: &'r Group<'r>,
}

impl<'r> Recipient<'r> {
    fn found(&self, disclosed: &Disclosure, regime: Regime, flows_judged: bool) -> RecipientFound {
        let early = self.before_consent(regime);
        let elsewhere = self.undeclared_countries();
        let facts = SeenFacts {
            regime,
            received: self.group.received(),
            only_allowed: self.group.is_only_allowed(),
            known: !matches!(self.group.whom, Whom::Nobody(_)),
            declared: self.declared.is_declared(self.parties),
            disclosed: disclosed.answer,
            flows_judged,
            before_consent: !early.is_empty(),
            undeclared_country: !elsewhere.is_empty(),
            not_seen: false,
        };
        RecipientFound {
            key: key_of(self.day.estate, &self.group.whom),
            facts,
            evidence: self.evidence(disclosed, &early, &elsewhere),
        }
    }

    /// The rows that may not be before consent: those of whom all flows require consent.
    fn before_consent(&self, regime: Regime) -> Vec<Row<'r>> {
        let is_early = |row: &&Row<'_>| {
            row.seen.phase == Phase::BeforeConsent && row.seen.kind != SeenKind::Allowed
        };
        let early: Vec<Row<'_>> = self.group.rows.iter().filter(is_early).copied().collect();
        if early.is_empty() {
            return early;
        }
        let flows = self.declared.flows(self.parties);
        let shapes: BTreeSet<_> = flows.into_iter().map(|(_, shape)| shape).collect();
        let needs = consent_needs(self.day, &shapes, regime);
        let all = |needed: fn(&ConsentNeed) -> bool| !needs.is_empty() && needs.iter().all(needed);
        let requests = all(|it| it.by_basis || it.by_storage);
        // A cookie is judged by the flows that state storage, where there are such.
        let stores = needs.iter().any(|it| it.by_storage || it.exempt_storage);
        let cookies = if stores {
            !needs.iter().any(|it| it.exempt_storage)
        } else {
            requests
        };
        let is_wrong = |row: &Row<'_>| match row.seen.kind {
            SeenKind::Cookie | SeenKind::Storage => cookies,
            _ => requests,
        };
        early.into_iter().filter(is_wrong).collect()
    }

    /// The rows in countries that no flow to them declares, where flows declare any.
    fn undeclared_countries(&self) -> Vec<(Country, Row<'r>)> {
        let places = self.declared.places(self.parties);
        if places.is_empty() {
            return Vec::new();
        }
        let law = &self.day.estate.law;
        let rows = self.group.rows.iter();
        let stated = rows.filter_map(|row| Some((row.seen.country?, *row)));
        stated
            .filter(|(country, row)| {
                row.received && !law.covers(&places, Place::Country(*country), self.day.day)
            })
            .collect()
    }

    fn evidence(
        &self,
        disclosed: &Disclosure,
        early: &[Row<'r>],
        elsewhere: &[(Country, Row<'r>)],
    ) -> EvidenceMap {
        let rows = &self.group.rows;
        let flows = self.declared.flows(self.parties);
        let mut evidence = EvidenceMap::new();
        let received: Vec<Row<'_>> = rows.iter().filter(|row| row.received).copied().collect();
        let mut base = self.base(&received);
        base.labels.extend(self.at_party());
        base.steps.push(match flows.as_slice() {
            [] => "no flow that runs on the day leads to it".to_owned(),
            [_] => "1 flow leads to it".to_owned(),
            flows => format!("{} flows lead to it", flows.len()),
        });
        let mut denied = base.clone();
        denied
            .labels
            .extend(at_flows(self.day, &flows, "the flow to it"));
        denied.labels.extend(disclosed.labels.iter().cloned());
        denied.statements.clone_from(&disclosed.statements);
        denied.denials.clone_from(&disclosed.denials);
        denied.steps.extend(disclosed.steps.iter().cloned());
        if disclosed.answer == Recorded::Yes {
            base.labels.extend(disclosed.labels.iter().cloned());
            base.statements.clone_from(&disclosed.statements);
        }
        base.steps.extend(disclosed.steps.iter().cloned());
        evidence.insert("seen.received", base);
        evidence.insert("seen.disclosed", denied);
        let allowed: Vec<Row<'_>> = rows
            .iter()
            .filter(|it| it.seen.kind == SeenKind::Allowed)
            .copied()
            .collect();
        evidence.insert("seen.allowed", self.base(&allowed));
        let mut consent = self.base(early);
        consent.elements.extend(cookie_names(early));
        consent
            .labels
            .extend(at_flows(self.day, &flows, "the flow requires consent"));
        consent
            .steps
            .push("every flow to it requires consent".to_owned());
        evidence.insert("seen.beforeConsent", consent);
        let in_country: Vec<Row<'_>> = elsewhere.iter().map(|(_, row)| *row).collect();
        let mut abroad = self.base(&in_country);
        let countries: BTreeSet<Country> = elsewhere.iter().map(|(country, _)| *country).collect();
        abroad.elements = countries
            .iter()
            .map(|it| it.in_prose().to_string())
            .collect();
        abroad.labels.extend(at_flows(
            self.day,
            &flows,
            "the flow to it declares other places",
        ));
        let declared: Vec<String> = (self.declared.places(self.parties).iter())
            .map(|place| place.name().to_owned())
            .collect();
        abroad
            .steps
            .push(format!("flows declare {}", declared.join(", ")));
        evidence.insert("seen.country", abroad);
        evidence
    }

    /// The evidence for rows, whatever is said of them.
    fn base(&self, rows: &[Row<'r>]) -> Evidence {
        let hosts = hosts_of(rows);
        let all = hosts_of(&self.group.rows);
        let estate = self.day.estate;
        let of_rows = if hosts.is_empty() { &all } else { &hosts };
        Evidence {
            name: Some(name_of(
                estate,
                self.observed,
                &self.group.whom,
                of_rows,
                self.day.day,
            )),
            elements: hosts.iter().map(|host| (*host).to_owned()).collect(),
            labels: places(rows),
            steps: by_host(rows)
                .into_iter()
                .map(|(host, rows)| format!("{host}: {}{}", seen_words(&rows), tags(&rows)))
                .chain(self.whose())
                .collect(),
            ..Evidence::default()
        }
    }

    /// How it is known who it is.
    fn whose(&self) -> Option<String> {
        match &self.group.whom {
            Whom::Vendor(id) => Some(format!(
                "the table of vendors knows the host as `{id}`, which is no party of the estate"
            )),
            Whom::Party(parties) => {
                let ids = parties
                    .iter()
                    .map(|party| format!("`{}`", self.day.estate.party(*party).id));
                Some(format!(
                    "it belongs to {}",
                    ids.collect::<Vec<_>>().join(", ")
                ))
            }
            Whom::Company(name) => Some(format!(
                "all that the table of vendors knows below the same domain is of {name}"
            )),
            Whom::Nobody(_) => {
                Some("neither the estate nor the table of vendors knows whose it is".to_owned())
            }
        }
    }

    /// The parties, where no flow leads to them.
    fn at_party(&self) -> Vec<Label> {
        if self.declared.is_declared(self.parties) {
            return Vec::new();
        }
        let label = |party: &PartyIx| Label {
            role: LabelRole::Estate,
            span: self.day.estate.party(*party).span,
            text: "a party to which no flow leads".to_owned(),
        };
        self.parties.iter().map(label).collect()
    }
}

/// The names of cookies among rows.
pub(super) fn cookie_names(rows: &[Row<'_>]) -> Vec<String> {
    let names = rows.iter().filter_map(|row| row.seen.cookie.as_ref());
    let names: BTreeSet<String> = names.map(|it| format!("cookie `{}`", it.name)).collect();
    names.into_iter().collect()
}

/// How datasets are marked, in words.
fn tags(rows: &[Row<'_>]) -> String {
    let tags: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| &row.seen.tags)
        .map(String::as_str)
        .collect();
    if tags.is_empty() {
        return String::new();
    }
    let tags: Vec<&str> = tags.into_iter().collect();
    format!(", with columns marked {}", tags.join(", "))
}
