//! Findings: hits gathered for people, one cause one finding, with message, labels, law and a
//! stable id; severities of the estate, and the order of reports.

mod assemble;
mod cause;
mod fingerprint;
mod gathered;
mod group;
mod labels;
mod message;
mod message_words;
mod order;
mod related_statements;
mod remedy;
mod rows;
mod state;
mod state_lines;
#[cfg(test)]
mod state_tests;
mod state_words;
mod types;

pub use assemble::{Assembler, FAULT_RULE};
pub use fingerprint::fingerprint;
pub use group::Gathering;
pub use order::sort;
pub use remedy::{Assumed, Assumption, CONFIRMED, Change, FileChange, Remedy, Sentence, blank};
pub use state::digest;
pub use types::{Finding, FindingRow, LawRef, Words};
