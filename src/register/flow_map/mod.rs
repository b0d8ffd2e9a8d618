//! The map at the top of a register's page: who sends data to whom and where, with what the check found
//! on each way.

mod build;

use crate::estate::model::Severity;
use crate::view::{FindingRef, StatementRef};

/// The parts of the world that matter to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// The people whom the data are about, and what is public: in no country in particular.
    People,
    /// Where the UK GDPR sees no transfer.
    Uk,
    /// Where the EU GDPR sees no transfer.
    Eea,
    /// Neither.
    Outside,
    /// It is not known where.
    Unknown,
}

/// Who sends data to whom, as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowMap {
    /// Those who have data, the controller first, then by name and place.
    pub spots: Vec<MapSpot>,
    /// The ways between them, those with the worst findings first.
    pub ways: Vec<MapWay>,
    /// The band of the controller.
    pub home: Band,
}

/// One who has data, in one country: a party is shown once in each country where it has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapSpot {
    /// What it is called.
    pub name: String,
    /// The country; empty where there is none in particular.
    pub country: String,
    /// Where that is, as transfers see it.
    pub band: Band,
    /// In which way it is there: established, hosted, read from; for the controller, that it is that.
    pub why: Vec<&'static str>,
}

/// What goes from one to another.
#[derive(Debug, Clone, PartialEq)]
pub struct MapWay {
    /// From which spot.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// What goes there, the worst first.
    pub moves: Vec<MapMove>,
}

/// What some flows that declare the same send by a way.
#[derive(Debug, Clone, PartialEq)]
pub struct MapMove {
    /// The ids of the flows.
    pub flows: Vec<String>,
    /// The id of the service.
    pub service: Option<String>,
    /// What the service is called.
    pub service_name: String,
    /// The categories of data.
    pub data: Vec<String>,
    /// The purposes.
    pub purposes: Vec<String>,
    /// What the recipient is.
    pub role: &'static str,
    /// How it gets the data.
    pub nature: &'static str,
    /// The statements of the notice that disclose it.
    pub statements: Vec<StatementRef>,
    /// What was found on it, the worst first.
    pub findings: Vec<FindingRef>,
}

impl MapMove {
    /// The worst that was found on it.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

impl MapWay {
    /// The worst that was found on it.
    pub fn severity(&self) -> Option<Severity> {
        self.moves.iter().filter_map(MapMove::severity).max()
    }
}

/// A severity as pages and filters call it.
pub fn severity_word(severity: Option<Severity>) -> &'static str {
    severity.map_or("clear", Severity::as_str)
}

impl MapSpot {
    /// Its name and its country.
    pub fn full(&self) -> String {
        if self.country.is_empty() {
            self.name.clone()
        } else {
            format!("{} ({})", self.name, self.country)
        }
    }
}
