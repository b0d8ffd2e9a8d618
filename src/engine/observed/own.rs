//! Cookies of the organisation itself that were stored before consent, and are known to need it: by the vendors that
//! alone set cookies of such a name, or by the sentence of the notice that has the name.

use std::collections::BTreeSet;

use super::super::as_of::AsOf;
use super::cookies::names;
use super::declared::{Declared, at_flows, consent_needs};
use super::recipients::{RecipientFound, cookie_names};
use super::{Observations, by_host, hosts_of, places, seen_words};
use crate::engine::facts::{Evidence, EvidenceMap, Recorded, SeenFacts};
use crate::estate::model::{Endpoint, FlowIx, ShapeIx, Statement};
use crate::law::Regime;
use crate::observe::{Grouped, Phase, Row, measures};
use crate::taxonomy::TermId;

/// The cookies of the organisation that were stored before consent and need it, under a regime; `None` where there
/// are none.
pub fn own_before_consent(
    day: &AsOf<'_>,
    observed: &Observations,
    grouped: &Grouped<'_>,
    declared: &Declared,
    regime: Regime,
) -> Option<RecipientFound> {
    let early =
        |row: &&Row<'_>| row.seen.phase == Phase::BeforeConsent && row.seen.cookie.is_some();
    let early: Vec<Row<'_>> = grouped.own.iter().filter(early).copied().collect();
    if early.is_empty() {
        return None;
    }
    let (flows, purposes) = consenting(day, declared, regime)?;
    let needs = |row: &Row<'_>| {
        let name = row.seen.cookie.as_ref().map_or("", |it| it.name.as_str());
        needs_consent(day, observed, name, &purposes)
    };
    let rows: Vec<Row<'_>> = early.into_iter().filter(needs).collect();
    if rows.is_empty() {
        return None;
    }
    let controller = day.estate.party(day.estate.controller);
    let mut elements: Vec<String> = hosts_of(&rows).into_iter().map(str::to_owned).collect();
    elements.extend(cookie_names(&rows));
    let mut labels = places(&rows);
    labels.extend(at_flows(day, &flows, "the flow requires consent"));
    let by_host = by_host(&rows).into_iter();
    let mut steps: Vec<String> = by_host
        .map(|(host, rows)| format!("{host}: {}", seen_words(&rows)))
        .collect();
    steps.push("every flow that stores such cookies requires consent".to_owned());
    let found = Evidence {
        name: Some(controller.name_on(day.day).to_owned()),
        elements,
        labels,
        steps,
        ..Evidence::default()
    };
    Some(RecipientFound {
        key: format!("party {}", controller.id),
        facts: SeenFacts {
            regime,
            received: false,
            only_allowed: false,
            known: true,
            declared: true,
            disclosed: Recorded::NotRecorded,
            flows_judged: false,
            before_consent: true,
            undeclared_country: false,
            not_seen: false,
        },
        evidence: EvidenceMap::from([("seen.beforeConsent", found)]),
    })
}

/// Flows with what they declare.
type Flows = Vec<(FlowIx, ShapeIx)>;

/// The flows by which the organisation stores on devices what needs consent, and their purposes without those for
/// which it stores what needs none. `None` where there are none.
fn consenting(
    day: &AsOf<'_>,
    declared: &Declared,
    regime: Regime,
) -> Option<(Flows, BTreeSet<TermId>)> {
    let estate = day.estate;
    let flows = declared.flows(&[estate.controller]).into_iter();
    let storing: Vec<(FlowIx, ShapeIx)> = flows
        .filter(|(_, shape)| {
            let shape = estate.shape(*shape);
            shape.route.from == Endpoint::Subjects && shape.device_storage.is_some()
        })
        .collect();
    let needs = |shape: ShapeIx| {
        let needs = consent_needs(day, &BTreeSet::from([shape]), regime);
        !needs.is_empty() && needs.iter().all(|it| !it.exempt_storage && it.by_storage)
    };
    let (needing, free): (Vec<_>, Vec<_>) = storing.into_iter().partition(|(_, it)| needs(*it));
    let of = |flows: &[(FlowIx, ShapeIx)]| -> BTreeSet<TermId> {
        let shapes = flows.iter().map(|(_, shape)| estate.shape(*shape));
        shapes
            .flat_map(|it| it.content.purposes.iter().copied())
            .collect()
    };
    let purposes: BTreeSet<TermId> = of(&needing).difference(&of(&free)).copied().collect();
    (!purposes.is_empty()).then_some((needing, purposes))
}

/// Whether a cookie is known to need consent: only vendors that measure people or advertise set cookies of its name,
/// or a sentence that has the name states consent, or a purpose for which what is stored needs it.
fn needs_consent(
    day: &AsOf<'_>,
    observed: &Observations,
    name: &str,
    purposes: &BTreeSet<TermId>,
) -> bool {
    let vendors = observed.vendors.all_of_cookie(name);
    if !vendors.is_empty() && vendors.iter().all(|it| measures(it)) {
        return true;
    }
    let estate = day.estate;
    let by_consent = |term: &TermId| estate.taxonomy.article(*term) == Some("6(1)(a)");
    let states = |statement: &Statement| {
        let relies = statement.relies_on.iter().flat_map(|it| &it.bases);
        let uses = statement.uses.iter().filter(|it| !it.none);
        relies.into_iter().any(by_consent)
            || uses
                .flat_map(|it| &it.purposes)
                .any(|it| purposes.contains(it))
    };
    let mut statements = estate.statements_on(day.day);
    statements.any(|(_, statement)| names(&statement.quote, name) && states(statement))
}
