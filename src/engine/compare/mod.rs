//! Two checks beside each other: what they find, which transfers they carry and how, what becomes of
//! the sentences of the notice, and what was found before.

pub mod baseline;
mod findings;
mod moved;
pub mod notice;
mod side;
mod statements;
mod transfers;

pub use findings::{Change, Comparison, Difference, State};
pub use side::{Place, Side};
pub use statements::{StatementChange, StatementChangeKind, statements};
pub use transfers::{TransferChange, TransferStatus, transfers};
