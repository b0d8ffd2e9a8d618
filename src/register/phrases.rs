//! The words of registers for what the estate declares.

use super::table::{Cell, NOT_STATED};
use crate::engine::movement::{MovementKind, PlaceWhy, RecipientRole};
use crate::estate::model::period_words;
use crate::estate::model::{Basis, Contact, Estate, FlowShape, Party, Representative, Retention};
use crate::estate::vocabulary::{FlowMode, FlowStatus, Frequency};

pub(super) fn role(role: RecipientRole) -> &'static str {
    match role {
        RecipientRole::Controller => "controller",
        RecipientRole::JointController => "joint controller",
        RecipientRole::Processor => "processor",
        RecipientRole::SubProcessor => "sub-processor",
        RecipientRole::Carrier => "carrier",
        RecipientRole::DataSubject => "data subjects",
        RecipientRole::SameEntity => "the same entity",
        RecipientRole::Public => "the public",
    }
}

/// How the importer gets the data.
pub(super) fn nature(kind: MovementKind, mode: FlowMode) -> &'static str {
    match (kind, mode) {
        (MovementKind::Access(..), _) => "reads them in a system of the exporter",
        (MovementKind::Through, _) => "runs a system that they pass through",
        (_, FlowMode::Sent) => "sent, or put into a system of the importer",
        (_, FlowMode::RemoteAccess) => "reads them from elsewhere",
        (_, FlowMode::Published) => "published",
        (_, FlowMode::Embedded) => "fetched by people's browsers from the importer",
        (_, FlowMode::Scraped) => "taken from public sources",
        (_, FlowMode::Internal) => "used within the same entity",
    }
}

pub(super) fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Once => "once",
        Frequency::Occasional => "now and then",
        Frequency::Systematic => "regularly or continuously",
    }
}

pub(super) fn status(status: FlowStatus) -> &'static str {
    match status {
        FlowStatus::Proposed => "proposed",
        FlowStatus::Live => "live",
        FlowStatus::Retired => "retired",
    }
}

/// Why a place counts, in a word.
pub(super) fn place(why: PlaceWhy) -> &'static str {
    match why {
        PlaceWhy::Seat => "established",
        PlaceWhy::Hosting => "hosted",
        PlaceWhy::Access => "read from",
    }
}

/// How long data are kept, in words.
pub(super) fn retention(retention: Option<&Retention>) -> String {
    match retention {
        None => NOT_STATED.to_owned(),
        Some(Retention::NotStored) => "not stored".to_owned(),
        Some(Retention::Indefinite) => "without limit".to_owned(),
        Some(Retention::Criterion(criterion)) => criterion.clone(),
        Some(Retention::Period(period, _)) => period_words(period),
    }
}

/// The same as a cell.
pub(super) fn retention_cell(kept: Option<&Retention>) -> Cell {
    match kept {
        None => Cell::NotStated,
        Some(Retention::Period(period, days)) => Cell::Period(period.clone(), *days),
        other => Cell::Text(retention(other)),
    }
}

/// A legal basis: its article and its name.
pub(super) fn basis(estate: &Estate, basis: Basis) -> String {
    match basis {
        Basis::Absent => NOT_STATED.to_owned(),
        Basis::None => "there is none".to_owned(),
        Basis::Term(term) => {
            let label = estate.taxonomy.in_sentence(term);
            match estate.taxonomy.article(term) {
                // The label of a basis cites its article already.
                Some(article) if !label.contains(article) => format!("{label} (Art {article})"),
                _ => label,
            }
        }
    }
}

/// A person or office with how to reach them.
pub(super) fn contact(contact: &Contact) -> String {
    reach(&contact.name, contact.contact.as_deref())
}

/// The representatives of a party, each with where it is and how to reach it; `None` where no one is
/// recorded.
pub(super) fn representatives(party: &Party) -> Option<String> {
    let one = |it: &Representative| {
        let place = it.country.map(|country| format!(" ({})", country.name()));
        let name = format!("{}{}", it.contact.name, place.unwrap_or_default());
        reach(&name, it.contact.contact.as_deref())
    };
    let list = party.representatives.held()?;
    Some(list.iter().map(one).collect::<Vec<_>>().join("; "))
}

/// A name with how to reach it, where that is stated.
pub(super) fn reach(name: &str, contact: Option<&str>) -> String {
    match contact {
        Some(contact) => format!("{name}, {contact}"),
        None => format!("{name} (contact {NOT_STATED})"),
    }
}

/// A contract or an instrument, and its document.
pub(super) fn document(id: &str, document: Option<&str>) -> String {
    match document {
        Some(document) => format!("{id}: {document}"),
        None => format!("{id} (document {NOT_STATED})"),
    }
}

/// From when to when a flow runs.
pub(super) fn running(shape: &FlowShape) -> String {
    let status = status(shape.lifecycle.status);
    match (shape.lifecycle.period.from, shape.lifecycle.period.until) {
        (None, None) => status.to_owned(),
        (Some(from), None) => format!("{status}, since {from}"),
        (None, Some(until)) => format!("{status}, until {until}"),
        (Some(from), Some(until)) => format!("{status}, {from} to {until}"),
    }
}
