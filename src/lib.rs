//! fairnotice checks data flows against a privacy notice and the law of the day.
//!
//! The library is the product; command line and report formats are thin faces over it. The rooms
//! stand in the order in which data walk through them, and each imports only from those above it.

pub mod input;
pub mod taxonomy;

pub mod law;

pub mod estate;

pub mod engine;
