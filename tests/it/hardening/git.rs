//! `diff` reads a repository that somebody else made: nothing that it configures runs, nothing is
//! fetched, and the repository is the one that contains the estate.

use std::path::Path;

use super::ESTATE;
use crate::support::git::{commit, git, git_output};
use crate::support::run::{Ran, command, folder, ran, run, write};

/// A repository with the estate in a folder, committed.
fn repository() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "privacy/fairnotice.yaml", ESTATE);
    git(folder.path(), &["init", "-q"]);
    commit(folder.path(), "first");
    folder
}

fn diff(folder: &Path, more: &[&str]) -> Ran {
    let call = ["diff", "--as-of", "2026-06-01"];
    run(folder, &[&call[..], more].concat())
}

/// Takes an object out of a repository, as a partial clone lacks it.
fn without_object(repository: &Path, name: &str) {
    let object = git(repository, &["rev-parse", name]);
    let (start, rest) = object.trim().split_at(2);
    let path = repository.join(".git/objects").join(start).join(rest);
    std::fs::remove_file(path).unwrap();
}

/// A program that leaves a trace.
#[cfg(unix)]
fn trap(folder: &Path, name: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let trace = folder.join(format!("{name}.ran"));
    let path = folder.join(name);
    write(
        folder,
        name,
        format!("#!/bin/sh\ntouch '{}'\nexit 1\n", trace.display()),
    );
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

#[cfg(unix)]
fn traces(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".ran")).collect()
}

/// Every setting by which a repository names a program, in one that lacks an object and would fetch it.
#[cfg(unix)]
#[test]
fn nothing_that_a_repository_configures_runs() {
    let traps = folder();
    let repository = repository();
    let at = repository.path();
    write(at, ".gitattributes", "* filter=trap diff=trap\n");
    commit(at, "attributes");
    for (setting, name) in [
        ("core.fsmonitor", "fsmonitor"),
        ("core.sshCommand", "ssh"),
        ("core.askPass", "askpass"),
        ("core.pager", "pager"),
        ("core.editor", "editor"),
        ("core.alternateRefsCommand", "alternates"),
        ("credential.helper", "credential"),
        ("filter.trap.smudge", "smudge"),
        ("filter.trap.clean", "clean"),
        ("filter.trap.process", "process"),
        ("diff.trap.textconv", "textconv"),
        ("diff.external", "external"),
        ("gpg.program", "gpg"),
        ("uploadpack.packObjectsHook", "pack"),
        ("remote.origin.uploadpack", "uploadpack"),
        ("alias.rev-parse", "alias"),
    ] {
        let program = trap(traps.path(), name);
        git(at, &["config", setting, &program]);
    }
    for hook in ["post-checkout", "reference-transaction", "pre-auto-gc"] {
        let hooks = at.join(".git/hooks");
        let program = trap(traps.path(), hook);
        std::fs::create_dir_all(&hooks).unwrap();
        std::os::unix::fs::symlink(program, hooks.join(hook)).unwrap();
    }
    git(at, &["config", "extensions.partialClone", "origin"]);
    git(at, &["config", "core.repositoryFormatVersion", "1"]);
    git(at, &["config", "remote.origin.promisor", "true"]);
    git(at, &["config", "protocol.allow", "always"]);
    without_object(at, "HEAD:privacy/fairnotice.yaml");
    let ext = format!("ext::{}", trap(traps.path(), "ext"));
    let elsewhere = format!("file://{}", traps.path().display());
    for url in [ext.as_str(), "ssh://example.invalid/x", &elsewhere] {
        git(at, &["config", "remote.origin.url", url]);
        for scheme in ["ext", "ssh", "file"] {
            let setting = format!("protocol.{scheme}.allow");
            git(at, &["config", &setting, "always"]);
        }
        for trace in traces(traps.path()) {
            std::fs::remove_file(traps.path().join(trace)).unwrap();
        }
        let err = diff(at, &["HEAD", "--estate", "privacy"]).refused().err;
        assert!(err.contains("nothing is fetched here"), "{url}: {err}");
        assert_eq!(traces(traps.path()), [""; 0], "{url}");
        // The trap is one: git itself steps into it.
        git_output(at, &["cat-file", "-p", "HEAD:privacy/fairnotice.yaml"]);
        assert_ne!(traces(traps.path()), [""; 0], "{url}");
    }
}

/// A folder of a repository may hold another one, bare and with a configuration of its own.
#[test]
fn a_bare_repository_among_the_files_is_not_taken_for_theirs() {
    let folder = folder();
    let at = folder.path();
    git(at, &["init", "-q", "--bare"]);
    write(at, "fairnotice.yaml", ESTATE);
    let err = diff(at, &["git:HEAD"]).refused().err;
    assert!(err.contains("bare repository"), "{err}");
}

#[test]
fn the_repository_is_the_one_that_contains_the_estate() {
    let repository = repository();
    let at = repository.path();
    let other = self::repository();
    write(other.path(), "privacy/fairnotice.yaml", "name: no estate\n");
    commit(other.path(), "other");
    let plain = diff(at, &["HEAD", "--estate", "privacy"]).exits(0);
    let call = [
        "diff",
        "HEAD",
        "--as-of",
        "2026-06-01",
        "--estate",
        "privacy",
    ];
    let elsewhere = other.path().join(".git");
    for variables in [
        vec![("GIT_DIR", elsewhere.clone())],
        vec![
            ("GIT_DIR", elsewhere.clone()),
            ("GIT_WORK_TREE", at.to_owned()),
        ],
        vec![("GIT_OBJECT_DIRECTORY", elsewhere.join("objects"))],
        vec![("GIT_COMMON_DIR", elsewhere.clone())],
        vec![("GIT_INDEX_FILE", elsewhere.join("index"))],
        vec![("GIT_PREFIX", "other/".into())],
        vec![("GIT_TRACE", at.join("trace"))],
    ] {
        let mut command = command(at, &call);
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        assert_eq!(ran(command.output().unwrap()), plain, "{variables:?}");
        assert!(!at.join("trace").exists());
    }
    // As in a hook of a further working tree.
    let second = folder();
    let tree = second.path().join("tree");
    git(at, &["worktree", "add", "-q", tree.to_str().unwrap()]);
    let inner = git(&tree, &["rev-parse", "--absolute-git-dir"]);
    let mut command = command(&tree, &call);
    command
        .env("GIT_DIR", inner.trim())
        .env("GIT_INDEX_FILE", format!("{}/index", inner.trim()));
    assert_eq!(ran(command.output().unwrap()), plain);
    // A repository that calls another folder its own is reported.
    git(
        at,
        &["config", "core.worktree", second.path().to_str().unwrap()],
    );
    let err = diff(at, &["HEAD", "--estate", "privacy"]).refused().err;
    assert!(err.contains("core.worktree"), "{err}");
}

/// What counts at hand counts at a revision: `evidence.lock`, links, large files, submodules.
#[test]
fn a_revision_is_read_as_a_folder_is() {
    let repository = repository();
    let at = repository.path();
    let estate = ESTATE.replace(
        "id: host, name: Host",
        "id: host, name: Host, evidence: 'https://example.org/'",
    );
    write(at, "privacy/fairnotice.yaml", &estate);
    write(
        at,
        "privacy/evidence.lock",
        r#"{"version": 1, "evidence": [{"url": "https://example.org/", "state": "gone",
            "why": "it answers 404", "looked": "2026-05-01", "since": "2026-05-01"}]}"#,
    );
    commit(at, "cited");
    let found = diff(at, &["HEAD", "--estate", "privacy", "--format", "json"]);
    let found = found.exits(0).json();
    assert_eq!(found["new"], serde_json::json!([]), "{found}");
    assert!(
        found["unchanged"].to_string().contains("evidence"),
        "{found}"
    );

    // A link within the estate, to a file and to a folder.
    #[cfg(unix)]
    {
        let flows = estate.split_once("flows:").unwrap();
        let include = format!("{}include: ['parts/*/*.yaml']\n", flows.0);
        write(at, "privacy/fairnotice.yaml", include);
        write(
            at,
            "privacy/elsewhere/one/flows.yaml",
            format!("flows:{}", flows.1),
        );
        std::fs::create_dir_all(at.join("privacy/parts")).unwrap();
        let link = at.join("privacy/parts/one");
        std::os::unix::fs::symlink("../elsewhere/one", link).unwrap();
        commit(at, "linked");
        diff(at, &["HEAD~1", "HEAD", "--estate", "privacy"]).exits(0);
        let there = diff(at, &["HEAD", "--estate", "privacy", "--format", "json"]);
        let there = there.exits(0).json();
        assert_eq!(
            there["unchanged"].as_array().unwrap().len(),
            found["unchanged"].as_array().unwrap().len()
        );
        // One that leads in a circle, or out.
        for (target, expected) in [("..", "that contains it"), ("../../..", "leads out")] {
            let link = at.join("privacy/parts/round");
            std::os::unix::fs::symlink(target, &link).unwrap();
            commit(at, "round");
            let here = run(at, &["check", "privacy"]).refused().err;
            assert!(here.contains(expected), "{here}");
            let there = diff(at, &["HEAD", "--estate", "privacy"]).refused().err;
            assert!(there.contains(expected), "{there}");
            std::fs::remove_file(link).unwrap();
            commit(at, "and away");
        }
    }
}

#[test]
fn a_large_file_of_a_revision_is_read_or_refused() {
    let repository = repository();
    let at = repository.path();
    let include = ESTATE.replace("flows:\n", "include: ['parts/*']\nflows:\n");
    write(at, "privacy/fairnotice.yaml", include);
    let flow =
        r#"{"id": "bulk", "from": "nobody", "to": "host", "subjects": "customer", "data": "name"}"#;
    let blanks = format!("{}\n", " ".repeat(1000)).repeat(33 * 1024 * 1024 / 1000);
    write(at, "privacy/parts/bulk.ndjson", blanks + flow);
    commit(at, "bulk");
    let err = diff(at, &["HEAD", "--estate", "privacy"]).refused().err;
    assert!(err.contains("HEAD:privacy/parts/bulk.ndjson"), "{err}");
    assert!(err.contains("nobody"), "{err}");
}

/// A variable that is not set is no folder: the comparison would be of the folder at hand with itself.
#[test]
fn an_empty_revision_is_refused() {
    let repository = repository();
    let at = repository.path().join("privacy");
    for base in ["", "git:"] {
        let err = diff(&at, &[base]).refused().err;
        assert!(err.contains("nor a revision"), "{base}: {err}");
        diff(&at, &["HEAD", base]).refused();
        run(&at, &["check", "--since", base]).refused();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_an_error_on_disk_and_at_a_revision() {
    use std::os::unix::ffi::OsStrExt;
    let repository = repository();
    let at = repository.path();
    let (head, flows) = ESTATE.split_once("flows:").unwrap();
    write(
        at,
        "privacy/fairnotice.yaml",
        format!("{head}include: ['parts/*.yaml']\n"),
    );
    write(at, "privacy/parts/a.yaml", format!("flows:{flows}"));
    let add = |name: &[u8]| {
        let name = at
            .join("privacy/parts")
            .join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(name, "flows: []\n").unwrap();
    };
    // What the pattern is not about hides nothing.
    add(b"\xff.txt");
    commit(at, "another file");
    run(at, &["check", "privacy", "--as-of", "2026-06-01"]).exits(1);
    diff(at, &["HEAD", "--estate", "privacy"]).exits(0);
    for name in [&b"\xf1.yaml"[..], b"\xf2.yaml"] {
        add(name);
    }
    commit(at, "names");
    let here = run(at, &["check", "privacy"]).refused().err;
    let there = diff(at, &["HEAD", "HEAD", "--estate", "privacy"])
        .refused()
        .err;
    for err in [here, there] {
        assert!(err.contains("its name is not UTF-8"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn folders_with_many_ways_to_them_have_a_limit() {
    let repository = repository();
    let at = repository.path();
    let privacy = at.join("privacy");
    let (head, flows) = ESTATE.split_once("flows:").unwrap();
    write(
        &privacy,
        "fairnotice.yaml",
        format!("{head}include: ['d0/**/*.yaml']\n"),
    );
    write(&privacy, "d0/flows.yaml", format!("flows:{flows}"));
    for level in 0..24 {
        let next = format!("../d{}", level + 1);
        std::fs::create_dir_all(privacy.join(format!("d{}", level + 1))).unwrap();
        for name in ["a", "b"] {
            let link = privacy.join(format!("d{level}/{name}"));
            std::os::unix::fs::symlink(&next, link).unwrap();
        }
    }
    write(&privacy, "d24/x", "x");
    commit(at, "links");
    let here = run(at, &["check", "privacy"]).refused().err;
    let there = diff(at, &["HEAD", "HEAD", "--estate", "privacy"])
        .refused()
        .err;
    for err in [here, there] {
        let err = err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            err.contains("more than 1000 folders to which links lead"),
            "{err}"
        );
    }
}
