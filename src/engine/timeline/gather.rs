//! Every dated thing of the law and of the estate that a verdict about a flow can depend on.

use std::borrow::Cow;

use super::events::{ChangeKind, Event, EventKind, Events, Scope, Thing, after};
use crate::estate::model::{Contract, Estate, FlowShape, Instrument, Party, PartyIx, ShapeIx};
use crate::estate::model::{InstrumentIx, System, SystemIx};
use crate::estate::vocabulary::ContractKind;
use crate::law::{Law, Table};
use crate::taxonomy::Place;

/// Tables that speak of the notice as a whole, of records and of spelling, never of a flow.
const NOT_ABOUT_FLOWS: [Table; 3] = [Table::NoticeItems, Table::Records, Table::Aliases];

/// All events of an estate and its law, in the order of days.
pub(super) fn events(estate: &Estate) -> Vec<Event> {
    let mut events = Events::default();
    law(&estate.law, &mut events);
    for (at, party) in estate.parties.iter().enumerate() {
        of_party(estate, PartyIx(at as u32), party, &mut events);
    }
    for (at, system) in estate.systems.iter().enumerate() {
        of_system(estate, SystemIx(at as u32), system, &mut events);
    }
    for contract in &estate.contracts {
        of_contract(estate, contract, &mut events);
    }
    for (at, instrument) in estate.instruments.iter().enumerate() {
        of_instrument(estate, InstrumentIx(at as u32), instrument, &mut events);
    }
    for (at, shape) in estate.shapes.iter().enumerate() {
        of_shape(ShapeIx(at as u32), shape, &mut events);
    }
    for notice in &estate.notices {
        let begins = notice.documents.iter();
        for document in begins.filter(|it| it.published == notice.published) {
            let thing = Thing {
                kind: EventKind::Notice,
                id: None,
                about: match notice.documents.len() {
                    1 => format!("the notice `{}`", notice.title),
                    _ => format!("the document `{}` of the notice", document.title),
                },
                scope: Scope::All,
            };
            events.on(notice.published, ChangeKind::Begins, &thing);
        }
    }
    events.finish()
}

fn law(law: &Law, events: &mut Events) {
    for row in law.rows() {
        if row.never || NOT_ABOUT_FLOWS.contains(&row.table) {
            continue;
        }
        events.law(row.from, ChangeKind::Begins, row);
        // Of an instrument the day on which no new ones are concluded comes first.
        let end = match row.existing_until {
            Some(_) => ChangeKind::Closes,
            None => ChangeKind::Ends,
        };
        events.law(after(row.until), end, row);
        events.law(after(row.existing_until), ChangeKind::Ends, row);
    }
    for (row, from, until) in law.dated_ages() {
        events.law(from, ChangeKind::Changes, row);
        events.law(after(until), ChangeKind::Changes, row);
    }
}

fn of_party(estate: &Estate, index: PartyIx, party: &Party, events: &mut Events) {
    let thing = |kind, about| Thing {
        kind,
        id: Some(party.id.as_str()),
        about,
        scope: Scope::Parties(vec![index], Vec::new()),
    };
    let name = &party.name;
    events.period(party.period, &thing(EventKind::Party, name.clone()));
    for member in &party.memberships {
        let about = format!("{name} in the group `{}`", estate.group(member.group));
        events.period(member.period, &thing(EventKind::Membership, about));
    }
    if let Some(name_of) = party.goes_by_name_of {
        let about = format!(
            "{name} under the name of {}",
            estate.party(name_of.party).name
        );
        events.on(
            name_of.since,
            ChangeKind::Begins,
            &thing(EventKind::Party, about),
        );
    }
    let document = thing(
        EventKind::Assessment,
        format!("the appropriate policy document of {name}"),
    );
    events.on(party.policy_document, ChangeKind::Begins, &document);
    for entry in &party.certifications {
        let about = format!("{name} on the list `{}`", entry.scheme);
        events.period(entry.period, &thing(EventKind::Certificate, about));
    }
}

fn of_system(estate: &Estate, index: SystemIx, system: &System, events: &mut Events) {
    let thing = |kind, about| Thing {
        kind,
        id: Some(system.id.as_str()),
        about,
        scope: Scope::System(index),
    };
    let name = &system.name;
    for tenure in &system.operators {
        let about = format!("{} as operator of {name}", estate.party(tenure.party).name);
        events.period(tenure.period, &thing(EventKind::Operator, about));
    }
    for place in &system.hosting {
        let about = format!("hosting of {name} in {}", in_prose(place.at));
        events.period(place.period, &thing(EventKind::Hosting, about));
    }
    for access in &system.access {
        let by = &estate.party(access.by).name;
        let from = in_prose(access.from);
        let about = format!("access to {name} by {by} from {from}");
        events.period(access.period, &thing(EventKind::Access, about));
    }
}

fn in_prose(place: Option<Place>) -> Cow<'static, str> {
    place.map_or(Cow::Borrowed("an unknown place"), Place::in_prose)
}

fn of_contract(estate: &Estate, contract: &Contract, events: &mut Events) {
    let name = |party| &estate.party(party).name;
    let what = match contract.kind {
        ContractKind::Processor => "the processor contract",
        ContractKind::SubProcessor => "the sub-processor contract",
        ContractKind::JointControllers => "the arrangement",
        ContractKind::DataSharing => "the data-sharing agreement",
    };
    let parties = vec![contract.first, contract.second];
    let thing = Thing {
        kind: EventKind::Contract,
        id: Some(contract.id.as_str()),
        about: format!(
            "{what} of {} and {}",
            name(contract.first),
            name(contract.second)
        ),
        scope: Scope::Parties(parties, contract.services.clone()),
    };
    events.period(contract.period, &thing);
    let settled = contract.sub_processors.iter();
    for entry in settled.flat_map(|settled| &settled.authorised) {
        let thing = Thing {
            kind: EventKind::Authorisation,
            id: Some(contract.id.as_str()),
            about: format!("the authorisation of {}", name(entry.party)),
            // The one that it was given to has no part in flows to the sub-processor that others send.
            scope: Scope::Parties(vec![entry.party], contract.services.clone()),
        };
        events.on(entry.on, ChangeKind::Begins, &thing);
        events.on(entry.objected, ChangeKind::Ends, &thing);
    }
}

fn of_instrument(
    estate: &Estate,
    index: InstrumentIx,
    instrument: &Instrument,
    events: &mut Events,
) {
    let thing = |kind, about| Thing {
        kind,
        id: Some(instrument.id.as_str()),
        about,
        scope: Scope::Instrument(
            index,
            [instrument.exporter, instrument.importer],
            instrument.services.clone(),
        ),
    };
    let name = |party| &estate.party(party).name;
    let about = format!(
        "`{}` of {} and {}",
        instrument.kind,
        name(instrument.exporter),
        name(instrument.importer)
    );
    let own = thing(EventKind::Instrument, about.clone());
    events.on(instrument.concluded, ChangeKind::Begins, &own);
    events.on(after(instrument.until), ChangeKind::Ends, &own);
    let processing = thing(
        EventKind::Instrument,
        format!("the processing under {about}"),
    );
    events.on(
        instrument.processing_changed,
        ChangeKind::Changes,
        &processing,
    );
    let risk = thing(EventKind::Assessment, "the risk assessment".to_owned());
    events.on(
        instrument.risk_assessment.as_ref().map(|made| made.date),
        ChangeKind::Begins,
        &risk,
    );
}

fn of_shape(index: ShapeIx, shape: &FlowShape, events: &mut Events) {
    let thing = |kind, about: &str| Thing {
        kind,
        id: None,
        about: about.to_owned(),
        scope: Scope::Shape(index),
    };
    events.period(shape.lifecycle.period, &thing(EventKind::Flow, "the flow"));
    let interests = thing(
        EventKind::Assessment,
        "the assessment of legitimate interests",
    );
    events.on(
        shape.lawfulness.interests_assessed,
        ChangeKind::Begins,
        &interests,
    );
    let impact = thing(EventKind::Assessment, "the impact assessment");
    events.on(shape.risk.impact_assessed, ChangeKind::Begins, &impact);
    let recorded = shape.consent.as_ref().and_then(|it| it.recorded_on);
    let consent = thing(EventKind::Consent, "the record of consent");
    events.on(recorded, ChangeKind::Begins, &consent);
}
