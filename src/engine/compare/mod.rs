//! Two checks beside each other: what they find, which transfers they carry and how, what they say of
//! the notice, and what was found before.

pub mod baseline;
mod findings;
pub mod notice;
mod transfers;

pub use findings::{Side, Standing, findings};
pub use transfers::{Fate, TransferChange, transfers};
