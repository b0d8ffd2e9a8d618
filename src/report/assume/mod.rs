//! The report of a check under assumptions: what it does to transfers, and the findings that are new,
//! changed, resolved and unchanged.

mod json;
mod markdown;
mod terminal;

pub use json::{assumed_json, assumed_schema};
pub use markdown::assumed_markdown;
pub use terminal::assumed_terminal;
