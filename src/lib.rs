//! fairnotice checks data flows against a privacy notice and the law of the day.
//!
//! The library is the product; command line and report formats are thin faces over it. The rooms
//! stand in the order in which data walk through them, and each imports only from those above it.
#![cfg_attr(
    test,
    allow(
        clippy::string_slice,
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::disallowed_methods,
        clippy::allow_attributes,
        reason = "tests may fail loudly"
    )
)]

pub mod input;

pub mod notice;

pub mod taxonomy;

pub mod law;

pub mod estate;

pub mod import;

#[cfg(feature = "network")]
pub mod citations;

pub mod engine;

pub mod project;

pub mod view;

pub mod register;

pub mod report;

#[cfg(feature = "cli")]
pub mod cli;
