//! From an estate and a day to findings: graph, movements, coverage, facts, decisions.

pub mod check;
pub mod facts;
pub mod finding;
