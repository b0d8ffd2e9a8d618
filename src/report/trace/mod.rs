//! The ways of a datum: as text, as JSON, and as diagrams.

mod diagram;
mod json;
mod terminal;

pub use diagram::{trace_dot, trace_mermaid};
pub use json::{trace_json, trace_schema};
pub use terminal::trace_terminal;
