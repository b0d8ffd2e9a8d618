//! fairnotice checks data flows against a privacy notice and the law of the day.
pub mod input;
pub mod taxonomy;
