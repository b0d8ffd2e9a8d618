//! `check --with --suggest`: the variant of a proposal without errors, and the first day on which it is lawful and
//! disclosed.

use serde_json::Value;

use super::*;

/// Three things are wrong with a mailer in India: no contract, no transfer mechanism, and the notice is silent.
const ESTATE: &str = "\
name: A shop
controller: shop
NOTICE
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: printer, name: Print House, country: GB}
flows:
  - {id: in, from: data-subjects, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, retention: P1Y}
";

const NOTICE: &str = "\
title: The shop
source: notice.md
published: 2024-01-01
statements:
  - {id: name, quote: your name for delivery, collects: {data: name}, uses: {purposes: delivery-of-goods}}
  - {id: period, quote: for one year, retains: {for: P1Y}}
";

const LATER: &str = "\
title: The shop
source: later.md
published: 2027-02-01
statements:
  - {id: name, quote: your name for delivery, collects: {data: name}, uses: {purposes: delivery-of-goods}}
  - {id: period, quote: for one year, retains: {for: P1Y}}
  - {id: printer, quote: Print House prints our letters, shares: {with: printer, data: name}}
";

const TEXT: &str = "# Orders\n\nWe use your name for delivery. We keep it for one year.\n";

/// A printer at home, from a day on.
const HOME: &str = "\
name: Letters by a printer
contracts: [{id: printing, kind: processor, between: [shop, printer], since: 2026-01-01}]
flows:
  - {id: letters, from: shop, to: printer, role: processor, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, since: 2027-01-01}
";

/// A printer abroad without contract, mechanism or sentence.
const ABROAD: &str = "\
name: Letters by a printer abroad
parties: [{id: press, name: Press House, country: IN}]
flows:
  - {id: letters, from: shop, to: press, role: processor, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";

fn shop(notices: &str, proposal: &str) -> tempfile::TempDir {
    let folder = folder();
    let estate = ESTATE.replace("NOTICE\n", notices);
    write(folder.path(), "fairnotice.yaml", &estate);
    write(folder.path(), "notice.yaml", NOTICE);
    write(folder.path(), "notice-2027.yaml", LATER);
    write(folder.path(), "notice.md", TEXT);
    let later = format!("{TEXT}\nPrint House prints our letters.\n");
    write(folder.path(), "later.md", &later);
    write(folder.path(), "proposal.yaml", proposal);
    folder
}

fn suggested(folder: &tempfile::TempDir, format: &str) -> Ran {
    let call = [
        "check",
        "--as-of",
        "2026-12-01",
        "--with",
        "proposal.yaml",
        "--suggest",
        "--format",
        format,
    ];
    run(folder.path(), &call)
}

#[test]
fn a_proposal_with_three_faults_has_a_variant_without() {
    let folder = shop("notice: notice.yaml\n", ABROAD);
    let ran = suggested(&folder, "json");
    let found: Value = ran.json();
    let errors = found["new"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["severity"] == "error")
        .count();
    assert!(errors >= 3, "{found:#}");
    let variant = &found["variant"];
    assert_eq!(variant["leaves"], serde_json::json!([]), "{variant:#}");
    assert_eq!(variant["resolves"], errors);
    assert_eq!(found["earliest"]["day"], Value::Null);
    assert_eq!(found["earliest"]["undisclosed"]["from"], "2026-12-01");
    assert_eq!(found["earliest"]["undisclosed"]["until"], Value::Null);
    let shown = suggested(&folder, "terminal");
    let from = shown.out.find("Variant\n").unwrap();
    snapshots(|| insta::assert_snapshot!("variant", &shown.out[from..]));
    let markdown = suggested(&folder, "markdown");
    assert!(markdown.out.contains("**Variant**") && markdown.out.contains("**Earliest day**"));
}

#[test]
fn the_earliest_day_is_that_of_the_publication() {
    let folder = shop(
        "notice: notice-2027.yaml\nearlier-notices: [notice.yaml]\n",
        HOME,
    );
    let call = [
        "check",
        "--as-of",
        "2027-01-10",
        "--with",
        "proposal.yaml",
        "--suggest",
        "--format",
    ];
    let found = run(folder.path(), &[&call[..], &["json"]].concat()).json();
    let earliest = &found["earliest"];
    assert_eq!(earliest["day"], "2027-02-01", "{found:#}");
    assert_eq!(earliest["undisclosed"]["from"], "2027-01-01");
    assert_eq!(earliest["undisclosed"]["until"], "2027-01-31");
    let shown = run(folder.path(), &[&call[..], &["terminal"]].concat());
    assert!(
        shown
            .out
            .contains("Disclosure window: it runs undisclosed for 31 days"),
        "{}",
        shown.out
    );
    // What was switched on before the day of the call has run undisclosed from then on.
    let call = call.map(|it| if it == "2027-01-10" { "2027-01-20" } else { it });
    let found = run(folder.path(), &[&call[..], &["json"]].concat()).json();
    assert_eq!(found["earliest"]["day"], "2027-02-01", "{found:#}");
    assert_eq!(found["earliest"]["undisclosed"]["from"], "2027-01-01");
    assert_eq!(found["earliest"]["undisclosed"]["until"], "2027-01-31");
    // Before it runs, nothing is undisclosed yet; afterwards nothing is any more.
    let found = suggested(&folder, "json").json();
    assert_eq!(found["earliest"]["day"], "2027-02-01");
    assert_eq!(found["earliest"]["undisclosed"]["from"], "2027-01-01");
    let late = [
        "check",
        "--as-of",
        "2027-03-01",
        "--with",
        "proposal.yaml",
        "--suggest",
        "--format",
        "json",
    ];
    let found = run(folder.path(), &late).json();
    assert_eq!(found["earliest"]["day"], "2027-03-01");
    assert_eq!(found["earliest"]["undisclosed"], Value::Null);
    // Without `--suggest` neither is worked out.
    let plain = [
        "check",
        "--as-of",
        "2027-01-10",
        "--with",
        "proposal.yaml",
        "--format",
        "json",
    ];
    let found = run(folder.path(), &plain).json();
    assert!(found["earliest"].is_null() && found["variant"].is_null());
}
