//! From an estate and a day to findings: graph, movements, coverage, facts, decisions; and
//! what is deployed beside it.

mod beside;
pub mod check;
mod cite;
pub mod compare;
pub mod coverage;
pub mod deployment;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod movement;
mod noticed;
pub mod policy;
pub mod reconcile;
pub mod timeline;
pub mod trace;
pub mod waivers;

#[cfg(test)]
mod tests;
