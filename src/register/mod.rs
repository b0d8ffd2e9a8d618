//! Registers for auditors: transfers, the record of processing, recipients, and what the notice
//! covers. Each is computed once, as tables of typed cells; every format is a thin face over them.

mod context;
mod coverage;
pub mod digest;
mod flow_map;
mod phrases;
mod provenance;
mod recipients;
mod ropa;
mod table;
mod transfers;

pub use flow_map::{Band, FlowMap, MapMove, MapSpot, MapWay, severity_word};
pub use provenance::{About, SourceView};
pub use table::{
    Cell, Column, Entry, FindingRef, Gap, NOT_STATED, Register, RegisterKind, StatementRef, Table,
    Told,
};

use context::Draft;

use crate::engine::check::{Examined, Outcome};
use crate::engine::policy::Rules;
use crate::estate::model::Estate;
use crate::input::SourceMap;

impl Register {
    /// A register of an estate on the day of a check, from that check and what it judged.
    pub fn new(
        kind: RegisterKind,
        estate: &Estate,
        sources: &SourceMap,
        rules: &Rules,
        outcome: &Outcome,
        examined: &[Examined],
    ) -> Self {
        let mut draft = Draft::new(estate, sources, rules, outcome, examined);
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
