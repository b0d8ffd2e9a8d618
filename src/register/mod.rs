//! Registers for auditors: transfers, the record of processing, recipients, and what the notice
//! covers. Each is computed once, as tables of typed cells; the formats only render them.

mod context;
mod coverage;
pub mod digest;
mod flow_map;
mod kind;
mod on_findings;
mod phrases;
mod provenance;
mod recipients;
mod ropa;
mod seen;
mod table;
mod transfers;

pub use flow_map::{Band, FlowMap, MapMove, MapSpot, MapWay, severity_word};
pub use kind::RegisterKind;
pub use provenance::{About, SourceView};
pub use table::{Cell, Column, Disclosed, Entry, Gap, NOT_STATED, Table};

use context::RegisterContext;

use crate::engine::check::{JudgedMovement, Outcome};
use crate::engine::policy::Rules;
use crate::estate::model::Estate;
use crate::input::SourceMap;

/// A register, ready for any format.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Which one.
    pub kind: RegisterKind,
    /// What it relies on.
    pub about: About,
    /// A block of single facts before the tables: whose record it is.
    pub head: Vec<(Column, Cell)>,
    /// Who sends data to whom, which pages show before the tables.
    pub map: FlowMap,
    /// The tables.
    pub tables: Vec<Table>,
    /// What it does not know.
    pub gaps: Vec<Gap>,
}

impl Register {
    /// A register of an estate on the day of a check, from that check and what it judged.
    pub fn new(
        kind: RegisterKind,
        estate: &Estate,
        sources: &SourceMap,
        rules: &Rules,
        outcome: &Outcome,
        examined: &[JudgedMovement],
    ) -> Self {
        let mut draft = RegisterContext::new(estate, sources, rules, outcome, examined);
        let (head, tables) = match kind {
            RegisterKind::Transfers => (Vec::new(), vec![transfers::table(&mut draft)]),
            RegisterKind::Ropa => ropa::record(&mut draft),
            RegisterKind::Recipients => (Vec::new(), vec![recipients::table(&mut draft)]),
            RegisterKind::Coverage => (Vec::new(), coverage::tables(&mut draft)),
        };
        let about = About::new(&draft, kind);
        let mut gaps: Vec<Gap> = head.iter().filter_map(Gap::of_head).collect();
        gaps.extend(tables.iter().flat_map(Table::gaps));
        Self {
            kind,
            about,
            head,
            map: FlowMap::new(&draft),
            tables,
            gaps,
        }
    }
}
