//! The hooks, run by the real pre-commit.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::git::{commit, git};
use crate::support::root;
use crate::support::run::{folder, write};

/// The program, where it is installed.
fn pre_commit() -> Option<Vec<&'static str>> {
    let works = |call: &[&str]| {
        let (program, arguments) = call.split_first().unwrap();
        let ran = Command::new(program)
            .args(arguments)
            .arg("--version")
            .output();
        ran.is_ok_and(|ran| ran.status.success())
    };
    let calls = [vec!["pre-commit"], vec!["python3", "-m", "pre_commit"]];
    calls.into_iter().find(|call| works(call))
}

/// Runs a hook over all files of a repository.
fn run(call: &[&str], repository: &Path, home: &Path) -> Output {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_fairnotice"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let (command, arguments) = call.split_first().unwrap();
    Command::new(command)
        .args(arguments)
        .args(["run", "--all-files", "--color", "never", "--verbose"])
        .current_dir(repository)
        .env("PATH", path)
        .env("PRE_COMMIT_HOME", home)
        .env_remove("GIT_DIR")
        .output()
        .unwrap()
}

#[test]
fn the_hook_stops_a_commit_with_an_error_and_lets_others_pass() {
    let Some(call) = pre_commit() else {
        eprintln!("skipped: no `pre-commit` (pip install pre-commit)");
        return;
    };
    let (hooks, repository, home) = (folder(), folder(), folder());
    let manifest = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    write(hooks.path(), ".pre-commit-hooks.yaml", manifest);
    git(hooks.path(), &["init", "-q"]);
    commit(hooks.path(), "hooks");
    let revision = git(hooks.path(), &["rev-parse", "HEAD"]);
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: fairnotice-system\n        args: [privacy, --as-of, '2026-06-01']\n",
        hooks.path().display(),
        revision.trim()
    );
    write(repository.path(), ".pre-commit-config.yaml", config);
    let estate = |contract: &str| {
        format!(
            "\
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: host, name: Host, country: GB}}
{contract}flows:
  - {{id: orders, from: shop, to: host, role: processor, subjects: customer, data: name,
     purpose: customer-care, basis: contract}}
"
        )
    };
    write(repository.path(), "privacy/fairnotice.yaml", estate(""));
    git(repository.path(), &["init", "-q"]);
    git(repository.path(), &["add", "-A"]);
    let stopped = run(&call, repository.path(), home.path());
    let out = String::from_utf8_lossy(&stopped.stdout);
    assert_eq!(stopped.status.code(), Some(1), "{out}");
    assert!(out.contains("sharing/processor-without-contract"), "{out}");

    let contract =
        "contracts: [{id: c, kind: processor, between: [shop, host], since: 2024-01-01}]\n";
    write(
        repository.path(),
        "privacy/fairnotice.yaml",
        estate(contract),
    );
    git(repository.path(), &["add", "-A"]);
    let passed = run(&call, repository.path(), home.path());
    let out = String::from_utf8_lossy(&passed.stdout);
    assert_eq!(passed.status.code(), Some(0), "{out}");
    assert!(out.contains("Passed"), "{out}");
    // A commit of what is no text starts nothing.
    git(
        repository.path(),
        &[
            "rm",
            "-q",
            "--cached",
            "privacy/fairnotice.yaml",
            ".pre-commit-config.yaml",
        ],
    );
    write(repository.path(), "logo.bin", "\0\u{1}");
    git(repository.path(), &["add", "logo.bin"]);
    let skipped = run(&call, repository.path(), home.path());
    let out = String::from_utf8_lossy(&skipped.stdout);
    assert!(out.contains("no files to check"), "{out}");
}
