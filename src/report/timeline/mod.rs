//! The formats of a timeline: bars by year for a terminal, JSON, CSV.

mod bars;
mod csv;
mod json;
mod terminal;

pub use csv::timeline_csv;
pub use json::{timeline_json, timeline_schema};
pub use terminal::timeline_terminal;
