//! From an estate and a day to findings: graph, movements, coverage, facts, decisions; and what is
//! deployed compared with it.

pub mod as_of;
pub mod cases;
pub mod check;
pub mod compare;
pub mod coverage;
pub mod deployment;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod movement;
pub mod observed;
pub mod policy;
pub mod remedies;
pub mod timeline;
pub mod trace;
pub mod waivers;

#[cfg(test)]
mod tests;
