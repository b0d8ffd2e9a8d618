//! From documents to a validated estate.

pub mod raw;
