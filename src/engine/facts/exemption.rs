//! Exemptions from informing people (Arts 13(4), 14(5) and 23; Schedule 2 of the UK's Data Protection
//! Act 2018): whether the one that the estate names holds for this controller on the day.

use jiff::civil::Date;

use super::source::{FactSource, datums};
use crate::estate::model::{Endpoint, Estate, FlowShape, PartyIx};
use crate::estate::vocabulary::PartyKind;
use crate::law::{NoticeItemRow, Regime};

/// What Art 13 asks for: data that come from the person.
const FROM_PERSON: &str = "13";
/// What Art 14 asks for: data that come from elsewhere.
const FROM_ELSEWHERE: &str = "14";
/// Purpose limitation.
const PURPOSES: &str = "5(1)(b)";

/// Whether the exemption that a flow names frees its controller from informing people of it.
pub(super) fn flow_is_exempt(source: &FactSource<'_>, shape: &FlowShape, regime: Regime) -> bool {
    let estate = source.estate;
    let exemption = shape.lawfulness.notice_exemption.as_deref();
    let row = exemption.and_then(|id| in_force(estate, id, shape.controller, regime, source.day));
    row.is_some_and(|row| {
        frees_from(row, FROM_PERSON)
            || frees_from(row, FROM_ELSEWHERE) && !from_person(source, shape)
    })
}

/// Whether the exemption that a flow names frees its controller from purpose limitation.
pub(super) fn purposes_are_exempt(
    source: &FactSource<'_>,
    shape: &FlowShape,
    regime: Regime,
) -> bool {
    let exemption = shape.lawfulness.notice_exemption.as_deref();
    let in_force = |id| in_force(source.estate, id, shape.controller, regime, source.day);
    let row = exemption.and_then(in_force);
    row.is_some_and(|row| frees_from(row, PURPOSES))
}

/// The exemption by which the notice of a day leaves out an item; `from_person` says whether data come
/// from the people, so that Art 13 asks for it.
pub(super) fn exemption_of_item<'e>(
    estate: &'e Estate,
    key: &str,
    from_person: bool,
    regime: Regime,
    day: Date,
) -> Option<&'e NoticeItemRow> {
    let mut exemptions = estate.notice_on(day)?.exemptions.iter();
    exemptions.find_map(|exemption| {
        let covers = exemption.items.iter().any(|item| item == key);
        let row = in_force(estate, &exemption.by, estate.controller, regime, day)?;
        let article = if from_person {
            FROM_PERSON
        } else {
            FROM_ELSEWHERE
        };
        (covers && frees_from(row, article)).then_some(row)
    })
}

fn frees_from(row: &NoticeItemRow, article: &str) -> bool {
    row.frees_from.iter().any(|freed| freed == article)
}

/// The row of an exemption, where it is law for a controller on a day: under the regime, in its
/// country, and for bodies of its kind.
fn in_force<'e>(
    estate: &'e Estate,
    id: &str,
    controller: PartyIx,
    regime: Regime,
    day: Date,
) -> Option<&'e NoticeItemRow> {
    let party = estate.party(controller);
    let row = estate.law.exemption(id)?;
    let is_for = !row.authorities_only || party.kind == PartyKind::PublicAuthority;
    let seat = party.country.as_ref();
    (is_for && estate.law.applies_at(&row.row, regime, day, seat)).then_some(row)
}

/// Whether the data of a flow come from the people themselves: it collects them, or another flow of the
/// same service does. What another party delivers comes from that party, even if the person gave the same to others.
fn from_person(source: &FactSource<'_>, shape: &FlowShape) -> bool {
    let collected = &source.collected.from_person;
    let is_collected = || datums(shape).any(|datum| collected.contains(&(shape.service, datum)));
    match shape.route.from {
        Endpoint::Subjects => true,
        Endpoint::Party(party, _) if party != shape.controller => false,
        _ => is_collected(),
    }
}
