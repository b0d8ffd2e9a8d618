//! The formats of a timeline: bars by year for a terminal, a page, JSON, CSV.

mod bars;
mod csv;
mod html;
mod json;
mod terminal;

pub use csv::timeline_csv;
pub use html::timeline_html;
pub use json::{timeline_json, timeline_schema};
pub use terminal::timeline_terminal;
