//! Repositories for tests.

use std::path::Path;
use std::process::{Command, Output};

/// Runs git itself in a folder, as a user with an empty configuration does.
pub fn git_output(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(["-c", "commit.gpgsign=false"])
        .args(["-c", "init.defaultBranch=main"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git is installed")
}

/// The same for a call that succeeds: what it prints.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = git_output(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Commits everything in a folder.
pub fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}
