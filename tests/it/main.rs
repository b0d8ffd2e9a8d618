//! Everything that needs the library or the built program and no browser: a module for each part of
//! what users see. `docs/testing.md` says what each holds.
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
    clippy::duplicate_mod,
    missing_docs,
    reason = "tests may fail loudly"
)]

#[path = "../support/mod.rs"]
mod support;

mod areas;
mod benches;
mod broken;
mod cli;
mod declarations;
mod deployed;
mod determinism;
mod documents;
mod eis;
mod evidence;
mod format_page;
mod formats;
mod gallery;
mod gate;
mod generated;
mod hardening;
#[allow(dead_code, reason = "the list alone is used here")]
#[path = "../regulators/known.rs"]
mod known;
mod law;
mod mutations;
mod notice_documents;
mod observed;
mod policies;
mod registers;
mod remedies;
mod remedies_drafts;
mod remedies_growth;
mod rules;
mod structure;
mod supply;
mod timeline;
mod words;
