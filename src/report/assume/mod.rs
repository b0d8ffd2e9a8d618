//! The report of a check under assumptions: what becomes of transfers, and the findings that are new,
//! changed, resolved and unchanged.

mod json;
mod sarif;
mod terminal;

use crate::engine::compare::Fate;

pub use json::{assumed_json, assumed_schema};
pub use sarif::assumed_sarif;
pub use terminal::assumed_terminal;

/// The word in machines' formats for what becomes of a transfer.
fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Falls => "falls",
        Fate::NewUncarried => "new-uncarried",
        Fate::Holds => "holds",
        Fate::NewCarried => "new-carried",
        Fate::Gains => "gains",
        Fate::Ends => "ends",
    }
}
