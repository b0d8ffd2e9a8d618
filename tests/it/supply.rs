//! What the program is built of: versions of Rust, licences, and how a release is made.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::support::root;

/// What is built of packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Built {
    /// The program.
    Program,
    /// It, and the other members of the workspace.
    All,
}

/// The packages of `Cargo.lock` that something is built of on any system, tests aside.
fn packages(of: Built) -> Vec<Value> {
    let metadata = |offline: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--locked", "--all-features"])
            .args(["--format-version", "1"])
            .args(offline)
            .current_dir(root())
            .output()
            .unwrap()
    };
    let mut output = metadata(&["--offline"]);
    if !output.status.success() {
        // Building on one system does not fetch the packages of the others.
        output = metadata(&[]);
    }
    assert!(output.status.success(), "{output:?}");
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let nodes: BTreeMap<&str, &Value> = all["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    let members = all["workspace_members"].as_array().unwrap();
    let mut open: Vec<&str> = match of {
        Built::Program => vec![all["resolve"]["root"].as_str().unwrap()],
        Built::All => members.iter().map(|it| it.as_str().unwrap()).collect(),
    };
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for needs in nodes[id]["deps"].as_array().unwrap() {
            let kinds = needs["dep_kinds"].as_array().unwrap();
            if kinds.iter().any(|kind| kind["kind"] != "dev") {
                open.push(needs["pkg"].as_str().unwrap());
            }
        }
    }
    let packages = all["packages"].as_array().unwrap().iter();
    packages
        .filter(|package| seen.contains(package["id"].as_str().unwrap()))
        .cloned()
        .collect()
}

fn version(text: &str) -> (u32, u32) {
    let mut parts = text.split('.').map(|part| part.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap_or(0))
}

/// `.ci/run` builds with that version where it is installed; clippy looks for newer parts of the standard
/// library.
#[test]
fn no_dependency_needs_a_newer_rust_than_we_promise() {
    let packages = packages(Built::All);
    assert!(packages.len() > 200, "{}", packages.len());
    let ours = packages.iter().find(|it| it["name"] == "fairnotice");
    let ours = version(ours.unwrap()["rust_version"].as_str().unwrap());
    for package in &packages {
        let Some(needs) = package["rust_version"].as_str() else {
            continue;
        };
        assert!(version(needs) <= ours, "{} needs {needs}", package["name"]);
    }
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let promised = format!("Rust, {}.{}", ours.0, ours.1);
    assert!(readme.contains(&promised), "README promises {promised}");
}

/// `cargo deny` is not everywhere; without it this holds at least that each licence was decided on.
#[test]
fn every_licence_was_decided_on() {
    let deny = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    for package in packages(Built::All) {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap().replace('/', " OR ");
        let exception = format!("crate = \"{name}\"");
        let own = deny.lines().find(|line| line.contains(&exception));
        let is_allowed = |licence: &str| {
            let licence = format!("\"{}\"", licence.trim().trim_matches(['(', ')']));
            let listed = deny
                .lines()
                .any(|line| line.trim() == format!("{licence},"));
            listed || own.is_some_and(|line| line.contains(&licence))
        };
        let every = licence
            .split(" AND ")
            .all(|part| part.split(" OR ").any(is_allowed));
        assert!(every, "{name}: {licence}");
    }
}

/// A build of the program, and its tests, build nothing that only other members need.
#[test]
fn the_program_needs_no_database() {
    let names = |of| {
        let packages = packages(of).into_iter();
        packages
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect::<BTreeSet<String>>()
    };
    let (program, all) = (names(Built::Program), names(Built::All));
    for name in ["datafusion", "parquet", "arrow"] {
        assert!(all.contains(name) && !program.contains(name), "{name}");
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("default-members = [\".\"]"));
}

/// A program that is a script.
#[cfg(unix)]
fn script(path: &std::path::Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
}

/// A release of a script in place of the program, which would take long to compress.
#[cfg(unix)]
fn release(folder: &std::path::Path) -> std::path::PathBuf {
    let out = folder.join("release");
    let program = folder.join("program");
    script(
        &program,
        &format!("echo fairnotice {}", env!("CARGO_PKG_VERSION")),
    );
    let output = Command::new("bash")
        .arg(root().join(".ci/release"))
        .arg("--binary")
        .arg(&program)
        .arg("--unreleased")
        .arg(&out)
        .current_dir(root())
        .env("CARGO", env!("CARGO"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    out
}

/// The whole of a release but for publishing it.
#[cfg(unix)]
#[test]
fn a_release_can_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let out = release(folder.path());
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let version = env!("CARGO_PKG_VERSION");
    let archive = names.iter().find(|name| name.ends_with(".tar.gz")).unwrap();
    assert!(
        archive.starts_with(&format!("fairnotice-{version}-")),
        "{names:?}"
    );
    for name in ["CHANGES.md", "SHA256SUMS", "fairnotice.cdx.json"] {
        assert!(names.iter().any(|it| it == name), "{names:?}");
    }
    // The checksums are those of the files.
    let check = Command::new("sha256sum")
        .args(["--check", "--strict", "SHA256SUMS"])
        .current_dir(&out)
        .output()
        .unwrap();
    assert!(check.status.success(), "{check:?}");
    let sums = std::fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count(), names.len() - 1);
    // The archive holds a program that runs, and its licences.
    let unpack = Command::new("tar")
        .args(["-xzf", archive])
        .current_dir(&out)
        .status();
    assert!(unpack.unwrap().success());
    let inner = out.join(archive.trim_end_matches(".tar.gz"));
    let ran = Command::new(inner.join("fairnotice"))
        .arg("--version")
        .output();
    let said = String::from_utf8(ran.unwrap().stdout).unwrap();
    assert_eq!(said.trim(), format!("fairnotice {version}"));
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md"] {
        assert!(inner.join(name).exists(), "{name}");
    }
    lists_materials(&out);
    let changes = std::fs::read_to_string(out.join("CHANGES.md")).unwrap();
    assert!(changes.contains("### "), "{changes}");
    assert!(!changes.contains("\n## "), "one version's changes only");
}

/// What the action and other jobs do before they check.
#[cfg(unix)]
#[test]
fn a_released_program_is_installed_where_it_has_its_checksum() {
    let folder = tempfile::tempdir().unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let releases = folder.path().join("releases");
    std::fs::create_dir(&releases).unwrap();
    let of_version = releases.join(format!("v{version}"));
    std::fs::rename(release(folder.path()), &of_version).unwrap();
    // In place of a build, which would take long.
    let cargo = folder.path().join("cargo");
    script(&cargo, "echo \"cargo $*\"");
    let install = |to: &str, version: &str| {
        let to = folder.path().join(to);
        let output = Command::new("bash")
            .arg(root().join(".ci/install"))
            .args([to.to_str().unwrap(), version])
            .env(
                "FAIRNOTICE_RELEASES",
                format!("file://{}", releases.display()),
            )
            .env("CARGO", &cargo)
            .output()
            .unwrap();
        (to.join("bin/fairnotice"), output)
    };
    let (program, output) = install("released", &format!("v{version}"));
    assert!(output.status.success(), "{output:?}");
    let said = Command::new(program).arg("--version").output().unwrap();
    assert_eq!(
        String::from_utf8(said.stdout).unwrap().trim(),
        format!("fairnotice {version}")
    );
    // Without a release the source of the action is built, and it is said why.
    for (version, why) in [
        ("9.9.9", "there is no release 9.9.9"),
        ("build", "no version is asked for"),
    ] {
        let (_, output) = install("built", version);
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.starts_with("cargo install --locked --path "), "{out}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains(why), "{err}");
    }
    // A program that is not the one of the release is an error, and nothing is built in its place.
    let archive = std::fs::read_dir(&of_version).unwrap();
    let mut archive = archive.map(|it| it.unwrap().path());
    let archive = archive.find(|it| it.extension().is_some_and(|it| it == "gz"));
    std::fs::write(archive.unwrap(), "something else").unwrap();
    let (program, output) = install("changed", version);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(output.stdout, b"", "{output:?}");
    assert!(!program.exists());
}

/// The list of materials has each package with its version, licence and checksum.
#[cfg(unix)]
fn lists_materials(out: &std::path::Path) {
    let text = std::fs::read_to_string(out.join("fairnotice.cdx.json")).unwrap();
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list["bomFormat"], "CycloneDX");
    assert_eq!(list["metadata"]["component"]["name"], "fairnotice");
    let components = list["components"].as_array().unwrap();
    let expected: BTreeSet<String> = packages(Built::Program)
        .iter()
        .filter(|it| it["name"] != "fairnotice")
        .map(|it| format!("pkg:cargo/{}@{}", it["name"], it["version"]).replace('"', ""))
        .collect();
    let listed = components
        .iter()
        .map(|it| it["purl"].as_str().unwrap().to_owned());
    assert_eq!(listed.collect::<BTreeSet<_>>(), expected);
    for component in components {
        assert!(
            component["licenses"][0]["expression"].is_string(),
            "{component}"
        );
        assert_eq!(
            component["hashes"][0]["content"].as_str().unwrap().len(),
            64
        );
    }
}
