//! From an estate and a day to findings: graph, movements, coverage, facts, decisions.

pub mod check;
pub mod compare;
pub mod coverage;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod movement;
pub mod policy;
pub mod timeline;
pub mod told;

#[cfg(test)]
mod tests;
