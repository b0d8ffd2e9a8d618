//! Registers for auditors: transfers, the record of processing, recipients, and what the notice
//! covers. Each is computed once, as tables of typed cells; every format is a thin face over them.

mod about;
mod coverage;
mod csv;
mod digest;
mod draft;
mod html;
mod json;
mod map;
mod markdown;
mod recipients;
mod ropa;
mod sheet;
mod table;
mod transfers;
mod words;
mod xlsx;

pub use about::{About, SourceView};
pub use csv::register_csv;
pub use html::register_html;
pub use json::{REGISTER_VERSION, register_json, register_schema};
pub use map::{FlowMap, MapMove, MapSpot, MapWay};
pub use markdown::register_markdown;
pub use table::{
    Cell, Column, Entry, FindingRef, Gap, Register, RegisterKind, StatementRef, Table, Told,
};
pub use xlsx::register_xlsx;

use draft::Draft;

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
