//! The report of a check under assumptions: what it does to transfers, and the findings that are new,
//! changed, resolved and unchanged.

mod json;
mod sarif;
mod terminal;

use crate::engine::compare::TransferStatus;

pub use json::{assumed_json, assumed_schema};
pub use sarif::assumed_sarif;
pub use terminal::assumed_terminal;

/// The id, in formats for machines, of what a change does to a transfer.
fn status_id(status: TransferStatus) -> &'static str {
    match status {
        TransferStatus::MechanismLost => "mechanism-lost",
        TransferStatus::NewWithoutMechanism => "new-without-mechanism",
        TransferStatus::MechanismReplaced => "mechanism-replaced",
        TransferStatus::NewWithMechanism => "new-with-mechanism",
        TransferStatus::MechanismAdded => "mechanism-added",
        TransferStatus::Ended => "ended",
    }
}
