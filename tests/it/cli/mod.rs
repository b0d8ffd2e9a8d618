//! The command line as a user meets it: the built binary, its streams and its exit codes.

mod add;
mod agent;
mod assume;
mod calls;
mod concise;
mod diff;
mod explain;
mod fix;
#[cfg(unix)]
mod fix_dialogue;
mod fix_diffs;
mod fix_more;
mod import;
mod import_ropa;
mod import_systems;
mod init_company;
mod init_sources;
mod lookups;
mod notice;
mod notice_documents;
mod notice_draft;
mod notice_read;
#[cfg(unix)]
mod notice_reader;
mod outlook;
mod questions;
mod questions_edits;
mod questions_parts;
mod remedies;
mod remedies_made;
mod reports;
mod scenarios;
mod streams;
mod trace;
mod with;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support;
use crate::support::root;
use crate::support::run::{DAY, Ran, command, copy, folder, ran, run, starter, tried, write};
use fairnotice::engine::policy::Rules;

const FORMATS: [&str; 3] = ["terminal", "json", "sarif"];

fn check(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["check", "--as-of", DAY], more].concat())
}

/// Binds the settings of the snapshots of this file.
fn snapshots(test: impl FnOnce()) {
    support::snapshots("cli", test);
}

/// Runs a program on an input; what it says where it refuses.
fn fed(program: &mut Command, input: &str) -> Result<(), String> {
    let piped = program.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut running = piped.spawn().unwrap();
    let mut stdin = running.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let ended = running.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    let is_done = ended.status.success();
    is_done.then_some(()).ok_or(format!("{input}\n{said}"))
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
