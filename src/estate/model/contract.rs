//! Contracts and instruments of transfer.

use jiff::civil::Date;

use super::{PartyIx, Period, ServiceIx};
use crate::estate::vocabulary::{Authorisation, Conclusion, ContractKind};
use crate::input::Span;
use crate::taxonomy::Place;

/// A contract about processing.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Its id.
    pub id: String,
    /// What it settles.
    pub kind: ContractKind,
    /// The one that instructs.
    pub first: PartyIx,
    /// The one that processes.
    pub second: PartyIx,
    /// When it is in force.
    pub period: Period,
    /// The services it covers; empty: all.
    pub services: Vec<ServiceIx>,
    /// The authorisation of sub-processors, where it settles that.
    pub sub_processors: Option<SubProcessors>,
    /// On documented instructions only.
    pub instructions_only: bool,
    /// Where the document is.
    pub document: Option<String>,
    /// Where its id is written.
    pub span: Span,
}

impl Contract {
    /// Whether it covers a service; one that names none covers all.
    pub fn covers(&self, service: Option<ServiceIx>) -> bool {
        covers(&self.services, service)
    }
}

fn covers(named: &[ServiceIx], service: Option<ServiceIx>) -> bool {
    named.is_empty() || service.is_some_and(|service| named.contains(&service))
}

/// Whom a processor may engage.
#[derive(Debug, Clone)]
pub struct SubProcessors {
    /// General, specific or none.
    pub authorisation: Authorisation,
    /// Those authorised by name.
    pub authorised: Vec<Authorised>,
    /// Where it is written.
    pub span: Option<Span>,
}

/// A sub-processor authorised by name.
#[derive(Debug, Clone, Copy)]
pub struct Authorised {
    /// The sub-processor.
    pub party: PartyIx,
    /// Since when.
    pub on: Option<Date>,
    /// The day of an objection that has not been withdrawn.
    pub objected: Option<Date>,
}

/// An instrument of transfer.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Its id.
    pub id: String,
    /// Its kind, as the law tables name it.
    pub kind: String,
    /// The exporter.
    pub exporter: PartyIx,
    /// The importer.
    pub importer: PartyIx,
    /// The day on which it was concluded.
    pub concluded: Option<Date>,
    /// Its last day.
    pub until: Option<Date>,
    /// The module.
    pub module: Option<String>,
    /// The day on which the processing changed.
    pub processing_changed: Option<Date>,
    /// The services it covers; empty: all between the two.
    pub services: Vec<ServiceIx>,
    /// The risk assessment.
    pub risk_assessment: Option<RiskAssessment>,
    /// Supplementary measures.
    pub supplementary: Vec<String>,
    /// Where the document is.
    pub document: Option<String>,
    /// Where its id is written.
    pub span: Span,
    /// Where its kind is written.
    pub kind_span: Option<Span>,
}

impl Instrument {
    /// Whether it covers a service; one that names none covers all.
    pub fn covers(&self, service: Option<ServiceIx>) -> bool {
        covers(&self.services, service)
    }
}

/// A risk assessment.
#[derive(Debug, Clone)]
pub struct RiskAssessment {
    /// When it was made.
    pub date: Date,
    /// What it found.
    pub conclusion: Conclusion,
    /// The countries whose law it looked at; empty: wherever the importer has the data.
    pub countries: Vec<Place>,
    /// Where the document is.
    pub document: Option<String>,
    /// Where it is written.
    pub span: Option<Span>,
}

/// The record of processing as a document that someone keeps.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Who keeps it.
    pub owner: Option<String>,
    /// The day of the last review.
    pub reviewed: Option<Date>,
    /// The day by which the next review is due.
    pub next_review: Option<Date>,
}
