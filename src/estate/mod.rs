//! From what people wrote to a validated estate.

pub mod notice;
