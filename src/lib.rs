//! fairnotice checks data flows against a privacy notice and the law of the day.
pub mod estate;
pub mod input;
pub mod law;
