//! What is refused is refused for what is wrong with it, in our own words.

use super::ESTATE;
use super::streams::shell;
use crate::support::git::{commit, git};
use crate::support::run::{DAY, command, folder, ran, run, write};

#[test]
fn refusals_name_what_is_wrong() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", format!("{ESTATE}include: [\".\"]\n"));
    let err = run(at, &["check"]).refused().err;
    assert!(
        err.contains("`.` is a folder") && err.contains("`*.yaml`"),
        "{err}"
    );
    for key in ["? [a, b]\n: x", "~: x"] {
        write(at, "fairnotice.yaml", format!("{ESTATE}{key}\n"));
        let err = run(at, &["check"]).refused().err;
        assert!(err.contains("a key is a text"), "{err}");
    }
    write(
        at,
        "p.json",
        "{\"format_version\": \"1.2\", \"resource_changes\": []}\0",
    );
    write(at, "fairnotice.yaml", ESTATE);
    let err = run(at, &["reconcile", "p.json"]).refused().err;
    assert!(err.contains("from byte 49 on"), "{err}");
    let call = ["check", "--as-of", DAY, "--output", "json=gone/x.json"];
    let err = run(at, &call).exits(2).err;
    assert!(
        err.contains("there is no folder") && !err.contains(".tmp"),
        "{err}"
    );
    let mut empty = b"PK\x05\x06".to_vec();
    empty.extend([0; 18]);
    write(at, "n.docx", empty);
    run(at, &["notice", "read", "n.docx"]).refused();
}

#[test]
fn a_repository_is_refused_for_what_is_wrong_with_it() {
    let folder = folder();
    let at = &folder.path().join("repository");
    write(
        at,
        "estate/fairnotice.yaml",
        format!("{ESTATE}include: [\"p/*.yaml\"]\n"),
    );
    write(at, "estate/p/a.yaml", "flows: []\n");
    git(at, &["init", "-q"]);
    commit(at, "first");
    let diff = |revision: &str| {
        let call = ["diff", revision, "--estate", "estate", "--as-of", DAY];
        let err = ran(command(at, &call).output().unwrap()).refused().err;
        err.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // A tree with one name twice, as git itself writes none.
    let blob = git(at, &["rev-parse", "HEAD:estate/p/a.yaml"]);
    let blob = blob.trim();
    let root = git(at, &["rev-parse", "HEAD:estate/fairnotice.yaml"]);
    let (root, listed) = (root.trim(), |entries: &str| {
        write(at, "../entries", entries);
        let line = "git mktree < ../entries";
        shell(at, line).exits(0).out.trim().to_owned()
    });
    let parts = listed(&format!(
        "100644 blob {blob}\ta.yaml\n100644 blob {blob}\ta.yaml\n"
    ));
    let estate = listed(&format!(
        "100644 blob {root}\tfairnotice.yaml\n040000 tree {parts}\tp\n"
    ));
    let whole = listed(&format!("040000 tree {estate}\testate\n"));
    let twice = git(at, &["commit-tree", &whole, "-m", "x"]);
    let err = diff(twice.trim());
    assert!(
        err.contains("two entries of its folder have its name"),
        "{err}"
    );
    // An object that was cut off.
    let (start, rest) = blob.split_at(2);
    let object = at.join(".git/objects").join(start).join(rest);
    let bytes = std::fs::read(&object).unwrap();
    std::fs::remove_file(&object).unwrap();
    std::fs::write(&object, &bytes[..bytes.len() / 2]).unwrap();
    let err = diff("HEAD");
    assert!(err.contains("is damaged"), "{err}");
    std::fs::write(&object, bytes).unwrap();
    // A folder above the repository as its own.
    git(
        at,
        &[
            "config",
            "core.worktree",
            &folder.path().display().to_string(),
        ],
    );
    let err = diff("HEAD");
    assert!(err.contains("`core.worktree`"), "{err}");
    git(at, &["config", "--unset", "core.worktree"]);
    git(at, &["config", "core.repositoryFormatVersion", "1"]);
    git(at, &["config", "extensions.foo", "bar"]);
    let err = diff("HEAD");
    assert!(err.contains("extension found: foo"), "{err}");
}
