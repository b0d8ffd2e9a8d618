//! The command line as a user meets it: the built binary, its streams and its exit codes.
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

#[path = "../common/mod.rs"]
mod common;

mod assume;
mod calls;
mod diff;
mod explain;
mod notice;
mod reports;
mod streams;
mod trace;
mod with;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use common::root;
use common::run::{DAY, Ran, command, copy, folder, ran, run, starter, tried, write};
use fairnotice::engine::policy::Rules;

const FORMATS: [&str; 3] = ["terminal", "json", "sarif"];

fn check(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["check", "--as-of", DAY], more].concat())
}

/// Binds the settings of the snapshots of this file.
fn snapshots(test: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(test);
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
