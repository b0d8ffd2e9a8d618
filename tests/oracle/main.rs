//! The engine against a naive oracle: random estates, judged twice.
//!
//! `FAIRNOTICE_ORACLE_CASES=100000 cargo test --test oracle agree` judges that many; the seed of an
//! estate on which the two disagree is printed, and `FAIRNOTICE_ORACLE_SEED=<seed>` judges it alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

#[allow(dead_code, reason = "each test binary uses a part of this")]
#[path = "../support/estate/mod.rs"]
mod estate;

mod acting;
mod agree;
mod basis;
mod disclosure;
mod engine;
mod judge;
mod kept;
mod law;
mod movements;
mod notice;
mod paths;
mod properties;
mod queries;
mod random;
mod regressions;
mod remedies;
mod roles;
mod rules;
mod spread;
mod statements;
mod take_apart;
mod terms;
mod transfer;
