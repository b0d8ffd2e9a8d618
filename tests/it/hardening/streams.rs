//! What is piped in as a file of the call.

use std::path::Path;

use super::ESTATE;
use crate::support::run::{DAY, Ran, folder, ran, write};

/// Runs a line of the shell in which `$F` is the program.
pub(super) fn shell(folder: &Path, line: &str) -> Ran {
    let mut shell = std::process::Command::new("bash");
    let shell = shell.args(["-c", line]).current_dir(folder);
    let shell = shell.env("F", env!("CARGO_BIN_EXE_fairnotice"));
    ran(shell.output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_of_the_call_may_be_a_stream() {
    let folder = folder();
    let at = folder.path();
    let plan = "{\"format_version\": \"1.2\", \"resource_changes\": []}";
    write(at, "p.json", plan);
    write(
        at,
        "n.md",
        "# Notice\n\nWe share your email address with Acme Ltd.\n",
    );
    for line in [
        "$F reconcile <(cat p.json)",
        "cat p.json | $F reconcile /dev/stdin",
        "$F reconcile /dev/fd/3 3< p.json",
        "$F reconcile /dev/stdin < p.json",
        "$F notice read <(cat n.md)",
        "cat n.md | $F notice read /dev/stdin",
    ] {
        let ran = shell(at, line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
    }
    let same = shell(at, "$F notice read n.md --format json").json();
    let piped = shell(at, "$F notice read <(cat n.md) --format json").json();
    assert_eq!(same["statements"], piped["statements"]);
    write(at, "fairnotice.yaml", ESTATE);
    let check = format!("$F check --as-of {DAY}");
    let line = format!("{check} --deployed <(cat p.json) --write-baseline b.json");
    shell(at, &line).exits(0);
    shell(at, &format!("{check} --baseline <(cat b.json)")).exits(0);
    // Nothing comes, or too much.
    let err = shell(at, "$F observe /dev/fd/0 < /dev/null").refused().err;
    assert!(!err.contains("link"), "{err}");
    let err = shell(at, "$F notice read <(yes)").refused().err;
    assert!(
        err.contains("more than 33554432 bytes come from it"),
        "{err}"
    );
    // A part of the estate is none.
    write(
        at,
        "fairnotice.yaml",
        format!("{ESTATE}include: [part.yaml]\n"),
    );
    std::os::unix::fs::symlink("/dev/stdin", at.join("part.yaml")).unwrap();
    shell(at, "echo 'flows: []' | $F check").refused();
}
