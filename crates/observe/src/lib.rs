//! Counts logs of any size by source, destination and kind. What is left, edges, `fairnotice check --observed` reads.
//!
//! One statement of SQL ([`sql::statement`]) counts everywhere: here in process, on DataFusion ([`reduce::reduce`]), or
//! on a cluster, on Spark ([`spark::job`]), with equal results. Counts add up and times have extremes, so that
//! edges of days and of shards can be added up again.

pub mod cli;
pub mod error;
pub mod inputs;
pub mod kinds;
mod logs;
mod memory;
mod micros;
mod names;
pub mod output;
pub mod progress;
pub mod reduce;
mod resume;
pub mod spark;
pub mod sql;
mod tree;
