//! `diff`: folders and revisions, what differs, what becomes of sentences.

use serde_json::Value;

use super::*;
use crate::support::git::{commit, git};

const ESTATE: &str = "\
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: GB}
  - {id: other, name: Other, country: GB}
contracts:
  - {id: terms, kind: processor, between: [shop, host]}
  - {id: others, kind: processor, between: [shop, other]}
notice:
  text: We use your name for delivery. We tell Host your name. Nobody gets your age.
  statements:
    - {id: name, quote: your name for delivery, collects: {data: name}, uses: {purposes: delivery-of-goods}}
    - {id: host, quote: We tell Host your name, shares: {with: host}}
    - {id: age, quote: Nobody gets your age, shares: {none: true, data: age}}
flows:
  - {id: in, from: data-subjects, to: shop, subjects: customer, data: [name, age], purpose: delivery-of-goods, basis: contract}
  - {id: out, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

fn changed() -> String {
    ESTATE.replace(
        "to: host, subjects: customer, data: name",
        "to: other, subjects: customer, data: age",
    )
}

/// A repository with the estate in a folder, committed.
fn repository() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "privacy/fairnotice.yaml", ESTATE);
    write(folder.path(), "other.txt", "x");
    git(folder.path(), &["init", "-q"]);
    commit(folder.path(), "first");
    folder
}

fn diff(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["diff", "--as-of", "2026-06-01"], more].concat())
}

fn rules<'v>(found: &'v Value, list: &str) -> Vec<&'v str> {
    let list = found[list].as_array().unwrap().iter();
    list.map(|it| it["rule"].as_str().unwrap()).collect()
}

fn sentences(found: &Value) -> Vec<String> {
    let list = found["sentences"].as_array().unwrap().iter();
    list.map(|it| {
        format!(
            "{} {}",
            it["id"].as_str().unwrap(),
            it["change"].as_str().unwrap()
        )
    })
    .collect()
}

#[test]
fn a_revision_is_compared_with_what_is_at_hand() {
    let repository = repository();
    let at = repository.path();
    let json = ["HEAD", "--estate", "privacy", "--format", "json"];
    let same = diff(at, &json).exits(0).json();
    for list in ["new", "changed", "resolved", "sentences"] {
        assert_eq!(same[list].as_array().unwrap().len(), 0, "{same:#}");
    }
    write(at, "privacy/fairnotice.yaml", changed());
    let found = diff(at, &json).exits(1).json();
    assert!(
        rules(&found, "new").contains(&"disclosure/contradicted-recipient"),
        "{found:#}"
    );
    assert_eq!(
        sentences(&found),
        ["age becomes-false", "host left-without-flow"]
    );
    // The other way round, as two revisions.
    git(at, &["commit", "-q", "-am", "second"]);
    let back = diff(
        at,
        &["HEAD", "HEAD~1", "--estate", "privacy", "--format", "json"],
    );
    let back = back.exits(0).json();
    assert!(rules(&back, "resolved").contains(&"disclosure/contradicted-recipient"));
    assert_eq!(sentences(&back), ["age true-again", "host has-flow"]);
    // From within the folder, without a name.
    let within = diff(&at.join("privacy"), &["HEAD~1"]).exits(1);
    snapshots(|| insta::assert_snapshot!("diff-revision", within.out));
    let markdown = diff(
        at,
        &["HEAD~1", "--estate", "privacy", "--format", "markdown"],
    )
    .exits(1);
    snapshots(|| insta::assert_snapshot!("diff-markdown", markdown.out));
}

#[test]
fn git_is_only_read() {
    let repository = repository();
    let at = repository.path();
    // Hooks and filters that would leave a trace, a change that is staged and one that is not.
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
    ] {
        let text = format!("#!/bin/sh\ntouch {}/ran\n", at.display());
        write(at, &format!(".git/hooks/{hook}"), text);
        let path = at.join(".git/hooks").join(hook);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let _ = path;
    }
    write(at, "other.txt", "staged");
    git(at, &["add", "other.txt"]);
    write(at, "privacy/fairnotice.yaml", changed());
    let _ = std::fs::remove_file(at.join("ran"));
    let index = std::fs::read(at.join(".git/index")).unwrap();
    let status = git(at, &["--no-optional-locks", "status", "--porcelain"]);
    diff(at, &["HEAD", "--estate", "privacy"]).exits(1);
    assert_eq!(std::fs::read(at.join(".git/index")).unwrap(), index);
    assert_eq!(
        git(at, &["--no-optional-locks", "status", "--porcelain"]),
        status
    );
    assert!(!at.join("ran").exists(), "a hook ran");
}

#[test]
fn two_folders_and_what_is_changed() {
    let folder = folder();
    let at = folder.path();
    write(at, "one/fairnotice.yaml", changed());
    let moved = changed().replace("flows:\n", "# more\n# lines\nflows:\n");
    let severity = "severity: {disclosure/contradicted-recipient: warning}\n";
    write(at, "two/fairnotice.yaml", moved + severity);
    let found = diff(at, &["one", "two", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(found["new"].as_array().unwrap().len(), 0);
    // All are two lines further down, and none counts as moved.
    assert_eq!(
        rules(&found, "changed"),
        ["disclosure/contradicted-recipient"],
        "{found}"
    );
    let lighter = &found["changed"][0];
    assert_eq!(lighter["change"], serde_json::json!(["severity"]));
    assert_eq!(
        (&lighter["before"]["severity"], &lighter["severity"]),
        (&Value::from("error"), &Value::from("warning"))
    );
    assert!(!rules(&found, "unchanged").is_empty());
    // In a file of its own a flow has another place.
    let (head, flows) = changed()
        .split_once("flows:\n")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    write(at, "three/fairnotice.yaml", head + "include: flows.yaml\n");
    write(at, "three/flows.yaml", format!("flows:\n{flows}"));
    let apart = diff(at, &["one", "three", "--format", "json"])
        .exits(0)
        .json();
    let moved = apart["changed"].as_array().unwrap();
    assert!(!moved.is_empty());
    for finding in moved {
        assert_eq!(finding["change"], serde_json::json!(["place"]));
        assert_eq!(finding["before"]["file"], "fairnotice.yaml", "{finding}");
        assert_eq!(finding["labels"][0]["file"], "flows.yaml", "{finding}");
    }
    // What is more severe than before counts as new.
    diff(at, &["two", "one"]).exits(1);
    diff(at, &["two", "one", "--fail-on", "never"]).exits(0);
    let schema = run(at, &["schema", "diff"]).exits(0).json();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&found));
    assert!(!validator.is_valid(&serde_json::json!({})));
}

#[test]
fn what_is_no_version_is_refused_in_words() {
    let repository = repository();
    let at = repository.path();
    let refused = |more: &[&str]| diff(at, more).refused().err;
    let err = refused(&["v9", "--estate", "privacy"]);
    assert!(
        err.contains("neither a folder nor a revision `v9`"),
        "{err}"
    );
    let err = refused(&["--estate", "privacy", "--", "--output=x"]);
    assert!(err.contains("revision `--output=x`"), "{err}");
    // A folder that the revision does not have, and an estate that it has not.
    write(at, "later/fairnotice.yaml", ESTATE);
    let err = refused(&["HEAD", "--estate", "later"]);
    assert!(err.contains("`HEAD` has no folder `later`"), "{err}");
    write(at, "fairnotice.yaml", ESTATE);
    let err = refused(&["HEAD", "--estate", "."]);
    assert!(err.contains("`HEAD` has no `fairnotice.yaml`"), "{err}");
    // A folder of that name wins; `git:` asks for the revision.
    write(at, "HEAD/fairnotice.yaml", changed());
    diff(at, &["HEAD", "--estate", "privacy"]).exits(0);
    git(at, &["tag", "privacy"]);
    diff(at, &["git:privacy", "--estate", "privacy"]).exits(0);
    // No repository at all, and a revision that is at fault.
    let bare = folder();
    write(bare.path(), "fairnotice.yaml", ESTATE);
    let err = diff(bare.path(), &["v1"]).refused().err;
    assert!(err.contains("no repository of git"), "{err}");
    write(
        at,
        "privacy/fairnotice.yaml",
        ESTATE.replace("to: host,", "to: hots,"),
    );
    git(at, &["commit", "-q", "-am", "broken"]);
    let err = refused(&["git:HEAD", "--estate", "privacy"]);
    assert!(err.contains("HEAD:privacy/fairnotice.yaml:"), "{err}");
}

/// What is declared otherwise, each as `status kind id`.
fn declared(found: &Value) -> Vec<String> {
    let list = found["declared"].as_array().unwrap().iter();
    let word = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
    list.map(|it| [word(it, "change"), word(it, "kind"), word(it, "id")].join(" "))
        .collect()
}

#[test]
fn what_is_declared_otherwise_is_listed() {
    let repository = repository();
    let at = repository.path();
    let edited = ESTATE
        .replace("name: Host, country: GB", "name: Host, country: CN")
        .replace(
            "    - {id: host, quote: We tell Host your name, shares: {with: host}}\n",
            "",
        )
        .replace("data: [name, age]", "data: name")
        .replace(
            "  - {id: other,",
            "  - {id: new, name: New, country: GB}\n  - {id: other,",
        );
    write(at, "privacy/fairnotice.yaml", edited);
    let json = ["HEAD", "--estate", "privacy", "--format", "json"];
    let found = diff(at, &json).json();
    assert_eq!(
        declared(&found),
        [
            "changed party host",
            "added party new",
            "changed flow in",
            "deleted statement host",
        ]
    );
    let country = &found["declared"][0]["values"][0];
    assert_eq!(country["key"], "country");
    assert_eq!(country["before"], "United Kingdom");
    assert_eq!(country["after"], "China");
    // The move abroad is a transfer as well.
    assert_eq!(found["transfers"][0]["change"], "new-without-mechanism");
    let shown = diff(at, &["HEAD", "--estate", "privacy"]).out;
    for words in [
        "changed: party host (Host); country: was United Kingdom, is China",
        "deleted: statement host “We tell Host your name”",
        "new: Shop -> Host (China)",
    ] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    let markdown = diff(at, &["HEAD", "--estate", "privacy", "--format", "markdown"]).out;
    assert!(markdown.contains("deleted: statement host"), "{markdown}");
}

#[test]
fn a_comparison_as_sarif_marks_each_result() {
    let repository = repository();
    let at = repository.path();
    write(at, "privacy/fairnotice.yaml", changed());
    let call = ["HEAD", "--estate", "privacy", "--format"];
    let sarif = diff(at, &[&call[..], &["sarif"]].concat()).exits(1).json();
    let json = diff(at, &[&call[..], &["json"]].concat()).exits(1).json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    for (list, state) in [
        ("new", "new"),
        ("changed", "updated"),
        ("resolved", "absent"),
        ("unchanged", "unchanged"),
    ] {
        let of = |it: &&Value| it["baselineState"] == state;
        let count = json[list].as_array().unwrap().len();
        assert_eq!(results.iter().filter(of).count(), count, "{list}");
    }
    assert!(results.iter().any(|it| it["baselineState"] == "new"));
    let Some(shared) = support::shared() else {
        return;
    };
    let text = std::fs::read_to_string(shared.join("schemas/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&sarif)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
}
