//! Two checks side by side: what they find, which transfers they have and by which mechanism, what becomes of
//! the sentences of the notice, and what was found before.

pub mod baseline;
mod declared;
mod findings;
mod moved;
pub mod notice;
mod side;
mod statements;
mod transfers;

pub use declared::{DeclaredChange, DeclaredKind, DeclaredStatus, ValueChange, declared};
pub use findings::{Change, Comparison, Difference, State};
pub use side::{Place, Side};
pub use statements::{StatementChange, StatementChangeKind, statements};
pub use transfers::{TransferChange, TransferStatus, transfers};
