//! `timeline --observed`: the days between the first and the last on which a recipient was seen, compared with those on
//! which it was declared and disclosed.

use serde_json::{Value, json};

use super::snapshots;
use crate::support::run::{Ran, folder, run, write};

/// A flow that is declared later than its recipient was first seen, and a notice that is published later still.
const ESTATE: &str = "\
name: Chess Club
controller: club
notice: new.yaml
earlier-notices: [old.yaml]
parties:
  - {id: club, name: Chess Club, country: GB, hosts: club.org.uk}
  - {id: mail, name: Pigeon Post Ltd, country: GB, hosts: pigeon-post.co.uk}
contracts: [{id: post, kind: processor, between: [club, mail]}]
flows:
  - {id: joining, from: data-subjects, to: club, subjects: customer, data: name, purpose: account-management, basis: contract}
  - {id: letters, from: club, to: mail, role: processor, subjects: customer, data: name, purpose: account-management, basis: contract, since: 2026-03-01}
";

const OLD: &str = "\
source: old.md
published: 2024-01-01
statements:
  - {id: name, quote: We collect your name, collects: {data: name}, uses: account-management}
  - {id: nobody, quote: We share it with nobody, shares: none}
";

const NEW: &str = "\
source: new.md
published: 2026-05-01
statements:
  - {id: name, quote: We collect your name, collects: {data: name}, uses: account-management}
  - {id: mail, quote: Pigeon Post Ltd sends our letters, shares: {with: mail, data: name}}
";

/// Edges that were counted, over two files' worth of days.
const EDGES: &str = "\
source,destination,kind,n,bytes,first,last
site,api.pigeon-post.co.uk,request,40,1000,2026-01-10T08:00:00Z,2026-02-20T08:00:00Z
site,api.pigeon-post.co.uk,request,60,1000,2026-02-21T08:00:00Z,2026-06-30T23:59:59Z
site,www.club.org.uk,request,900,1000,2026-01-01T08:00:00Z,2026-06-30T08:00:00Z
";

fn club() -> tempfile::TempDir {
    let folder = folder();
    for (name, text) in [
        ("fairnotice.yaml", ESTATE),
        ("old.yaml", OLD),
        ("new.yaml", NEW),
        (
            "old.md",
            "# Notice\n\nWe collect your name. We share it with nobody.\n",
        ),
        (
            "new.md",
            "# Notice\n\nWe collect your name. Pigeon Post Ltd sends our letters.\n",
        ),
        ("edges.csv", EDGES),
    ] {
        write(folder.path(), name, text);
    }
    folder
}

fn timeline(folder: &tempfile::TempDir, more: &[&str]) -> Ran {
    let call = ["timeline", "--from", "2024-01-01", "--to", "2026-11-24"];
    run(folder.path(), &[&call[..], more].concat()).exits(0)
}

#[test]
fn the_days_on_which_a_recipient_ran_undisclosed() {
    let folder = club();
    let found = timeline(&folder, &["--observed", "edges.csv", "--format", "json"]).json();
    let days = |from: &str, until: &str| json!({"from": from, "until": until});
    let seen = days("2026-01-10", "2026-06-30");
    assert_eq!(
        found["seen"],
        json!([{
            "name": "Pigeon Post Ltd",
            "hosts": ["api.pigeon-post.co.uk"],
            "seen": seen,
            "compared": seen,
            "declared": [days("2026-03-01", "2026-11-24")],
            "disclosed": [days("2026-05-01", "2026-11-24")],
            "undeclared": [days("2026-01-10", "2026-02-28")],
            "undisclosed": [days("2026-01-10", "2026-04-30")],
            "not_recorded": [],
            "undisclosed_days": 111,
        }])
    );
    let schema = run(folder.path(), &["schema", "timeline"]).exits(0).json();
    jsonschema::validate(&schema, &found).unwrap();
    let shown = timeline(&folder, &["--observed", "edges.csv"]).out;
    let at = shown.find("Pigeon Post Ltd (").unwrap();
    snapshots(|| insta::assert_snapshot!("seen", &shown[at..]));
    let page = timeline(&folder, &["--observed", "edges.csv", "--format", "html"]).out;
    for words in [
        "What was seen",
        "seen from 2026-01-10 to 2026-06-30",
        "it ran undisclosed for 111 days: from 2026-01-10 to 2026-04-30",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn what_is_declared_and_disclosed_all_along_is_no_alarm() {
    let folder = club();
    write(
        folder.path(),
        "late.csv",
        EDGES
            .replace("2026-01-10", "2026-05-10")
            .replace("2026-02-2", "2026-05-2"),
    );
    let found = timeline(&folder, &["--observed", "late.csv", "--format", "json"]).json();
    let one = &found["seen"][0];
    assert_eq!(
        (&one["undisclosed_days"], &one["undeclared"]),
        (&json!(0), &json!([]))
    );
    let shown = timeline(&folder, &["--observed", "late.csv"]).out;
    assert!(
        shown.contains("declared and disclosed on all days"),
        "{shown}"
    );
    // Where the call names no files, nothing is said of them.
    let found = timeline(&folder, &["--format", "json"]).json();
    assert_eq!(found["seen"], Value::Null);
}
