//! `check --since`: what a change brings, seen from a revision.

use std::path::Path;

use serde_json::Value;

use crate::support::git::{commit, git};
use crate::support::run::{Ran, folder, run, write};

const ESTATE: &str = "
name: A shop
controller: shop
waivers: waivers.yaml
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: GB}
flows:
  - {id: orders, from: shop, to: host, role: processor, subjects: customer, data: name, purpose: customer-care, basis: contract}
";
const MORE: &str = "  - {id: parcels, from: shop, to: post, role: processor, subjects: customer, data: physical-address, purpose: customer-care, basis: contract}
";

/// A repository whose estate lacks a contract with `host`.
fn repository() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "privacy/fairnotice.yaml", ESTATE);
    write(folder.path(), "privacy/waivers.yaml", "waivers: []\n");
    git(folder.path(), &["init", "-q"]);
    commit(folder.path(), "first");
    folder
}

fn since(repository: &Path, revision: &str, more: &[&str]) -> Ran {
    let call = [
        "check",
        "privacy",
        "--as-of",
        "2026-06-01",
        "--rule",
        "sharing",
    ];
    run(
        repository,
        &[&call[..], &["--since", revision], more].concat(),
    )
}

/// Rule, id, state, and whether it was there before.
fn found(ran: &Ran) -> Vec<(String, String, String, bool)> {
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = found["findings"].as_array().unwrap().iter();
    findings
        .map(|it| {
            let known = it["known"].as_bool().unwrap();
            (text(it, "rule"), text(it, "id"), text(it, "state"), known)
        })
        .collect()
}

#[test]
fn only_what_a_change_brings_fails() {
    let repository = repository();
    let at = repository.path();
    run(
        at,
        &[
            "check",
            "privacy",
            "--as-of",
            "2026-06-01",
            "--rule",
            "sharing",
        ],
    )
    .exits(1);
    let same = since(at, "HEAD", &["--format", "json"]).exits(0);
    let same = found(&same);
    assert_eq!(same.len(), 1);
    assert_eq!(
        (&*same[0].0, same[0].3),
        ("sharing/processor-without-contract", true)
    );
    let more = ESTATE.replace("flows:", "  - {id: post, name: Post, country: GB}\nflows:") + MORE;
    write(at, "privacy/fairnotice.yaml", more);
    let new = found(&since(at, "HEAD", &["--format", "json"]).exits(1));
    let known: Vec<bool> = new.iter().map(|(.., known)| *known).collect();
    assert_eq!(known.iter().filter(|known| !**known).count(), 1, "{new:?}");
    // Once the change is committed, it is what the next change is compared with.
    commit(at, "second");
    since(at, "HEAD", &[]).exits(0);
    since(at, "HEAD~1", &[]).exits(1);
}

#[test]
fn a_waiver_that_the_revision_does_not_have_excuses_nothing() {
    let repository = repository();
    let at = repository.path();
    let more = ESTATE.replace("flows:", "  - {id: post, name: Post, country: GB}\nflows:") + MORE;
    write(at, "privacy/fairnotice.yaml", more);
    let all = found(&since(at, "HEAD", &["--format", "json"]));
    let (rule, id, state, _) = all.iter().find(|(.., known)| !known).unwrap();
    let waivers = format!(
        "waivers:\n  - {{finding: '{id}', rule: {rule}, owner: DPO, reason: none, until: 2026-12-31, state: '{state}'}}\n"
    );
    write(at, "privacy/waivers.yaml", &waivers);
    run(
        at,
        &[
            "check",
            "privacy",
            "--as-of",
            "2026-06-01",
            "--rule",
            rule,
            "--fail-on",
            "warning",
        ],
    )
    .exits(1);
    let ran = since(at, "HEAD", &[]).exits(1);
    assert!(
        ran.err
            .contains("1 waived finding is counted: `HEAD` does not have the waiver"),
        "{}",
        ran.err
    );
    // A waiver that was there before does, and one that is removed excuses no longer.
    commit(at, "second");
    since(at, "HEAD", &[]).exits(0);
    write(at, "privacy/waivers.yaml", "waivers: []\n");
    since(at, "HEAD", &[]).exits(1);
}

#[test]
fn a_revision_that_is_none_or_has_no_estate_is_an_error() {
    let repository = repository();
    let at = repository.path();
    let none = since(at, "nowhere", &[]).exits(2);
    assert!(none.err.contains("nowhere"), "{}", none.err);
    write(
        at,
        "other/fairnotice.yaml",
        ESTATE.replace("waivers: waivers.yaml\n", ""),
    );
    let call = ["check", "other", "--since", "HEAD"];
    let none = run(at, &call).exits(2);
    assert!(none.err.contains("has no folder `other`"), "{}", none.err);
    let both = since(at, "HEAD", &["--baseline", "x"]).exits(2);
    assert!(both.err.contains("cannot be used with"), "{}", both.err);
}

#[test]
fn what_a_change_leaves_open_is_judged_as_before() {
    let folder = folder();
    let at = folder.path();
    let estate = ESTATE.replace("waivers: waivers.yaml\n", "");
    write(at, "fairnotice.yaml", &estate);
    git(at, &["init", "-q"]);
    commit(at, "first");
    let health = estate.replace("data: name", "data: [name, health]");
    let call = ["check", "--as-of", "2026-06-01", "--since", "HEAD"];
    let diff = ["diff", "HEAD", "--as-of", "2026-06-01"];
    write(at, "fairnotice.yaml", &health);
    run(at, &call).exits(1);
    // The same change with words that turn its errors into questions.
    let open = format!("{health}not-recorded: [basis, contracts, flows, safeguards]\n");
    write(at, "fairnotice.yaml", &open);
    let words = "does not count for basis, contracts, flows, safeguards: `HEAD` does not have it";
    for call in [&call[..], &diff[..]] {
        let ran = run(at, call).exits(1);
        let err = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(err.contains(words), "{call:?}: {err}");
        assert!(!ran.out.contains("resolved"), "{call:?}: {}", ran.out);
    }
    // Once they are there, they count.
    write(
        at,
        "fairnotice.yaml",
        estate.clone() + "not-recorded: [basis]\n",
    );
    commit(at, "open");
    write(at, "fairnotice.yaml", health + "not-recorded: [basis]\n");
    assert!(!run(at, &call).err.contains("does not count"));
}
