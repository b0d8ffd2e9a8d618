//! The program as it is run, on files of each kind and format; and the same on a cluster.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod cases;
mod cluster;
mod flows;
mod formats;
mod inputs;
mod kinds;
mod limits;
mod merge;
mod support;
