//! Every path of a datum: from where it comes in, step by step, to where it ends.
//!
//! Which steps can follow each other is for the graph to say: see [`Handovers`](super::graph::Handovers).

mod paths;
mod steps;

use jiff::civil::Date;

pub use paths::{MOST_PATHS, TracePath};
pub use steps::{Query, Spot, Step};

use super::as_of::CheckError;
use super::check::decider;
use super::graph::DataGraph;
use super::policy::Rules;
use crate::estate::model::Estate;
use paths::paths;
use steps::{items, steps};

/// All paths of a datum.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The steps, in the order of what flows declare.
    pub steps: Vec<Step>,
    /// The paths, the first sources first.
    pub paths: Vec<TracePath>,
    /// There are more than are listed.
    pub more: bool,
}

/// Traces a datum through what runs on a day.
///
/// A step follows another where the graph says that what the one sends can be what the other
/// delivered. A path begins with what no step of the trace delivered. Nothing follows what others get
/// of a flow on its way, and flows by which nothing personal arrives are no steps.
///
/// # Errors
/// [`CheckError::Internal`], as of a check.
pub fn trace(
    estate: &Estate,
    rules: &Rules,
    query: &Query,
    day: Date,
) -> Result<Trace, CheckError> {
    let decider = decider(rules, estate)?;
    let graph = DataGraph::build(estate, day);
    let handovers = graph.handovers();
    let items = items(estate, query, &handovers);
    let steps = steps(estate, &decider, &items, day);
    let (paths, more) = paths(query, &handovers, items, &steps);
    Ok(Trace { steps, paths, more })
}
