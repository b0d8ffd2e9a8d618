//! A row of the register of transfers: a movement out of the territory of a regime.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::safeguards::RestsOn;
use crate::engine::check::JudgedMovement;
use crate::engine::finding::fingerprint;
use crate::engine::movement::{MovementKind, RecipientRole, SystemEnd};
use crate::estate::model::{FlowShape, PartyIx};
use crate::register::context::RegisterContext;
use crate::register::on_findings::OnFindings;
use crate::register::phrases;
use crate::register::ropa::entry_id;
use crate::register::table::{Cell, NOT_STATED};

/// The sides of a flow that say who receives.
pub(super) const RECIPIENT: &[&str] = &["recipient", "indirectRecipient"];
/// The side that says where to.
pub(super) const COUNTRY: &[&str] = &["destination"];
/// The side that says what the transfer relies on.
pub(super) const SAFEGUARD: &[&str] = &["safeguard"];

/// A transfer, with what its cells are made of.
pub(super) struct Row<'r> {
    pub draft: &'r RegisterContext<'r>,
    pub examined: &'r JudgedMovement,
    pub shape: &'r FlowShape,
    /// A name that stays while flow, parties and regime do.
    pub id: String,
    /// The ids of its flows.
    pub flows: Vec<String>,
    /// The positions of the findings on it.
    pub at: BTreeSet<usize>,
    pub basis: RestsOn<'r>,
}

impl OnFindings for Row<'_> {
    fn on_findings(&self) -> (&RegisterContext<'_>, &BTreeSet<usize>) {
        (self.draft, &self.at)
    }
}

impl<'r> Row<'r> {
    pub fn new(draft: &'r RegisterContext<'r>, examined: &'r JudgedMovement) -> Self {
        let flows = draft.flow_ids(&examined.flows);
        Self {
            draft,
            examined,
            shape: draft.shape(examined),
            id: id_of(draft, examined, &flows),
            flows,
            at: draft.findings_on(&[examined]),
            basis: RestsOn::new(draft, examined),
        }
    }

    /// The entries of the record of processing, where the controller keeps one of it.
    pub fn record(&self) -> Cell {
        if self.shape.controller != self.draft.estate.controller {
            return Cell::NotApplicable;
        }
        let entry = entry_id(self.draft, self.shape.service, &self.shape.content.purposes);
        Cell::list([entry])
    }

    /// The name of a party; empty where there is none.
    pub fn party(&self, party: Option<PartyIx>) -> Cell {
        Cell::Text(party.map_or_else(String::new, |it| self.draft.party_name(it)))
    }

    pub fn exporter_role(&self) -> &'static str {
        let movement = &self.examined.movement;
        match (
            movement.exporter == Some(self.shape.controller),
            movement.role,
        ) {
            (true, RecipientRole::JointController) => "joint controller",
            (true, _) => "controller",
            (false, RecipientRole::SubProcessor) => "processor",
            (false, _) => "not the controller",
        }
    }

    /// The countries outside the territory.
    pub fn countries(&self) -> Cell {
        Cell::list(self.examined.found.destinations.iter().map(|destination| {
            let country = destination.at.map(|at| at.name().to_owned());
            country.unwrap_or_else(|| NOT_STATED.to_owned())
        }))
    }

    pub fn system(&self) -> Cell {
        match self.examined.movement.system {
            Some(system) => Cell::Text(self.draft.estate.system(system).name.clone()),
            None => Cell::NotApplicable,
        }
    }

    /// Where the importer is established, hosts or reads the data.
    pub fn places(&self) -> Cell {
        Cell::list(self.examined.movement.places.iter().map(|place| {
            let country = place.at.map_or(NOT_STATED, |at| at.name());
            format!("{country} ({})", phrases::place(place.why))
        }))
    }

    /// The special categories and data about offences among the data.
    pub fn special_data(&self) -> Cell {
        let taxonomy = &self.draft.estate.taxonomy;
        let special = self
            .shape
            .content
            .data
            .iter()
            .filter(|term| taxonomy.is_special(**term) || taxonomy.is_criminal(**term));
        Cell::list(self.draft.terms(special))
    }

    /// The authority that is competent for the exporter.
    pub fn authority(&self) -> Cell {
        let exporter = self.examined.movement.exporter;
        Cell::text(
            exporter.and_then(|party| self.draft.estate.party(party).supervisory_authority.clone()),
        )
    }

    /// How the notice treats sides of it.
    pub fn disclosed(&self, sides: &[&str]) -> Cell {
        self.draft
            .disclosure_cell(&self.draft.disclosed(&[self.examined], sides))
    }

    /// The statements on recipient, country and safeguard.
    pub fn statements(&self) -> Cell {
        let sides = [RECIPIENT, COUNTRY, SAFEGUARD].concat();
        let disclosed = self.draft.disclosed(&[self.examined], &sides);
        self.draft.statements(disclosed.statements)
    }
}

/// Twelve hexadecimal digits, as findings have them.
fn id_of(draft: &RegisterContext<'_>, examined: &JudgedMovement, flows: &[String]) -> String {
    let movement = &examined.movement;
    let party =
        |party: Option<PartyIx>| party.map_or("", |party| draft.estate.party(party).id.as_str());
    let access = match movement.kind {
        MovementKind::Access(SystemEnd::To, at) => format!("access {at}"),
        MovementKind::Access(SystemEnd::From, at) => format!("access to the source {at}"),
        MovementKind::Through => "through".to_owned(),
        _ => String::new(),
    };
    fingerprint(&[
        "transfer",
        examined.regime.id(),
        flows.first().map_or("", String::as_str),
        party(movement.exporter),
        party(movement.importer),
        &access,
    ])
}

/// Who keeps the register, with its last and next review.
pub(super) fn owner(draft: &RegisterContext<'_>) -> Cell {
    let record = &draft.estate.record;
    let Some(owner) = &record.owner else {
        return Cell::NotStated;
    };
    let day = |day: Option<Date>| day.map_or(NOT_STATED.to_owned(), |day| day.to_string());
    Cell::List(vec![
        owner.clone(),
        format!("last review: {}", day(record.reviewed)),
        format!("next review: {}", day(record.next_review)),
    ])
}
