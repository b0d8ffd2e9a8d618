//! The pipeline: an estate, a day, and what is found.

use jiff::civil::Date;

use crate::engine::finding::Finding;

/// What a check found.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The day on which the estate was judged.
    pub day: Date,
    /// The findings, in the order of reports: by service, most severe first, then by rule and flow.
    pub findings: Vec<Finding>,
    /// How many flows were judged: those that run on the day.
    pub flows_judged: usize,
    /// How many movements they came apart into.
    pub movements: usize,
    /// How many distinct sets of facts were decided.
    pub decisions: usize,
}
