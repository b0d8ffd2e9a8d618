//! Waivers: what keeps one valid, what voids one, what is refused.

use crate::support::run::{Ran, folder, run, write};
use serde_json::Value;

const ESTATE: &str = "
name: A shop
controller: shop
waivers: waivers.yaml
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN}
  - {id: other, name: Other, country: GB}
notice:
  text: We send your name to Host in India. Nothing else.
  statements: [{id: a, quote: your name to Host, shares: {with: host}, collects: {data: name}}]
flows:
  - {id: out, from: shop, to: host, role: controller, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";
const DAY: &str = "2026-06-01";
const RULE: &str = "transfer/no-safeguard";

struct Shop(tempfile::TempDir);

impl Shop {
    fn new() -> Self {
        let folder = folder();
        write(folder.path(), "fairnotice.yaml", ESTATE);
        write(folder.path(), "waivers.yaml", "waivers: []\n");
        Self(folder)
    }

    fn check(&self, more: &[&str]) -> Ran {
        let call = [
            "check", "--as-of", DAY, "--rule", "transfer", "--rule", "waiver",
        ];
        run(self.0.path(), &[&call[..], more].concat())
    }

    fn found(&self) -> Value {
        serde_json::from_str(&self.check(&["--format", "json"]).out).unwrap()
    }

    /// Waives the finding of the transfer, as `explain` says how.
    fn waive(&self, until: &str) {
        let found = self.found();
        let finding = &found["findings"][0];
        let id = finding["id"].as_str().unwrap();
        let explained = run(self.0.path(), &["explain", id, "--as-of", DAY]).exits(0);
        let (_, snippet) = explained.out.split_once("file of `waivers`\n").unwrap();
        let lines: Vec<&str> = snippet.lines().take(6).collect();
        let filled = lines
            .join("\n")
            .replace("owner: #", "owner: The owner of the shop #")
            .replace("reason: #", "reason: A contract is being drawn up #")
            .replace("until: #", &format!("until: {until} #"));
        write(
            self.0.path(),
            "waivers.yaml",
            format!("waivers:\n{filled}\n"),
        );
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.0.path().join(file)).unwrap();
        assert!(text.contains(from), "{text}");
        write(self.0.path(), file, text.replace(from, to));
    }

    fn rules(&self) -> Vec<String> {
        let found = self.found();
        let findings = found["findings"].as_array().unwrap().iter();
        let open = findings.filter(|it| it["waived"].is_null());
        open.map(|it| it["rule"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn what_explain_prints_waives_a_finding() {
    let shop = Shop::new();
    shop.check(&[]).exits(1);
    shop.waive("2026-12-31");
    let ran = shop.check(&[]).exits(0);
    assert!(ran.out.contains("1 waived"), "{}", ran.out);
    assert!(!ran.out.contains(RULE), "{}", ran.out);
    let shown = shop.check(&["--show-suppressed"]).exits(0).out;
    assert!(
        shown.contains("waived: by The owner of the shop until 2026-12-31"),
        "{shown}"
    );
    let found = shop.found();
    assert_eq!(found["summary"]["waived"], 1);
    assert_eq!(
        found["findings"][0]["waived"]["owner"],
        "The owner of the shop"
    );
    let sarif: Value = serde_json::from_str(&shop.check(&["--format", "sarif"]).out).unwrap();
    assert_eq!(
        sarif["runs"][0]["results"][0]["suppressions"][0]["kind"],
        "external"
    );
    for format in ["github", "gitlab", "markdown"] {
        let out = shop.check(&["--format", format]).exits(0).out;
        assert!(!out.contains(RULE), "{format}: {out}");
    }
    let junit = shop.check(&["--format", "junit"]).exits(0).out;
    assert!(junit.contains("waived by The owner of the shop"), "{junit}");
    assert!(!junit.contains("<failure"), "{junit}");
}

#[test]
fn a_waiver_ends_with_its_day() {
    let shop = Shop::new();
    shop.waive(DAY);
    assert_eq!(shop.rules(), [""; 0]);
    shop.edit("waivers.yaml", DAY, "2026-05-31");
    assert_eq!(shop.rules(), [RULE, "waiver/expired"]);
    shop.check(&[]).exits(1);
}

#[test]
fn a_change_of_what_was_waived_voids_it() {
    let void = |file: &str, from: &str, to: &str| {
        let shop = Shop::new();
        shop.waive("2026-12-31");
        shop.edit(file, from, to);
        let rules = shop.rules();
        assert!(
            rules.is_empty() || rules == [RULE, "waiver/void"],
            "{from}: {rules:?}"
        );
        !rules.is_empty()
    };
    let estate = "fairnotice.yaml";
    // The flow: its data, its purpose, its route.
    assert!(void(
        estate,
        "data: name, purpose",
        "data: [name, age], purpose"
    ));
    assert!(void(estate, "subjects: customer", "subjects: employee"));
    assert!(void(estate, "basis: contract", "basis: consent"));
    assert!(void(
        estate,
        "role: controller,",
        "role: controller, retention: P1Y,"
    ));
    // The country that the data go to.
    assert!(void(estate, "country: IN", "country: KE"));
    // Not: layout, comments, other parties, what the notice says of other things.
    assert!(!void(estate, "flows:\n", "# the flows\nflows:\n\n"));
    assert!(!void(estate, "name: Other", "name: Another"));
    assert!(!void(estate, "Nothing else.", "Nothing more."));
}

#[test]
fn a_change_of_the_law_or_of_the_sentence_voids_it() {
    // The row that the finding cites gets another last day.
    let shop = Shop::new();
    shop.edit(
        "fairnotice.yaml",
        "name: A shop",
        "name: A shop\nlaw: law.yaml",
    );
    let row = |days: &str| {
        let rows = run(shop.0.path(), &["law", "--format", "json"])
            .exits(0)
            .json();
        let rows = rows["rows"].as_array().unwrap().iter();
        let mut of_id = rows.filter(|row| row["id"] == "44a-uk");
        let title = of_id.next().unwrap()["title"].as_str().unwrap().to_owned();
        format!(
            "rules:\n  - {{id: 44a-uk, keys: ['44', 44A], regimes: [uk-gdpr], title: '{title}', citation: UK GDPR Art 44A, {days}, source: made up}}\n"
        )
    };
    write(shop.0.path(), "law.yaml", "rules: []\n");
    let first = row("from: 2026-02-05");
    write(shop.0.path(), "law.yaml", first);
    shop.waive("2026-12-31");
    assert_eq!(shop.rules(), [""; 0]);
    write(
        shop.0.path(),
        "law.yaml",
        row("from: 2026-02-05, until: 2027-01-31"),
    );
    assert_eq!(shop.rules(), [RULE, "waiver/void"]);
}

#[test]
fn a_waiver_of_nothing_is_reported() {
    let shop = Shop::new();
    shop.waive("2026-12-31");
    shop.edit("fairnotice.yaml", "country: IN", "country: FR");
    assert_eq!(shop.rules(), ["waiver/unused"]);
    // It waives nothing of another rule's finding.
    let shop = Shop::new();
    shop.waive("2026-12-31");
    shop.edit("waivers.yaml", RULE, "transfer/unknown-location");
    assert_eq!(shop.rules(), [RULE, "waiver/unused"]);
}

#[test]
fn all_errors_of_a_list_are_reported_together() {
    let shop = Shop::new();
    write(
        shop.0.path(),
        "waivers.yaml",
        "waivers:
  - {finding: 12, rule: a, owner: '', reason: ' ', until: soon, state: xyz}
  - {finding: '0123456789ab', rule: a, owner: me, reason: why, until: 2026-01-01, state: 'v2:0123456789ab'}
  - {finding: '0123456789ab', rule: b, owner: me, reason: why, until: 2026-01-01, state: 'v2:0123456789ab'}
  - {finding: '0123456789ac', rule: a, until: 2026-01-01}
  - {finding: '0123456789ad', rule: a, owner: me, reason: why, until: 2026-01-01, state: '0123456789ad'}
",
    );
    let err = shop.check(&[]).refused().err;
    for expected in [
        "`finding` takes a text, not a number",
        "`owner` is an empty text",
        "`reason` is an empty text",
        "`soon` is not a date",
        "`xyz` is no state of a finding",
        "`0123456789ad` is no state of a finding",
        "it is `v2:` and twelve digits",
        "state that `fairnotice explain FINDING` prints",
        "`0123456789ab` is waived twice",
        "`owner`",
        "`reason`",
        "`state`",
    ] {
        assert!(err.contains(expected), "{expected}\n{err}");
    }
    shop.edit(
        "fairnotice.yaml",
        "waivers: waivers.yaml",
        "waivers: none.yaml",
    );
    let err = shop.check(&[]).refused().err;
    assert!(err.contains("none.yaml"), "{err}");
}

#[test]
fn a_broken_file_of_waivers_does_not_prevent_explain() {
    let shop = Shop::new();
    let id = shop.found()["findings"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (broken, words) in [
        ("waivers: [{finding: abc}]\n", "missing"),
        ("waivers:\n  - {finding: \"unclosed\n", "waivers.yaml"),
        ("- a list\n", "waivers.yaml"),
    ] {
        write(shop.0.path(), "waivers.yaml", broken);
        shop.check(&[]).refused();
        let explained = run(shop.0.path(), &["explain", &id, "--as-of", DAY]).exits(0);
        assert!(explained.out.contains("to waive it"), "{}", explained.out);
        assert!(explained.err.contains(words), "{}", explained.err);
        assert!(
            explained.err.contains("without the waivers"),
            "{}",
            explained.err
        );
    }
    // Another file that is wrong still prevents it.
    let wrong = ESTATE.replace("country: IN", "country: Nowhere");
    write(shop.0.path(), "fairnotice.yaml", &wrong);
    run(shop.0.path(), &["explain", &id, "--as-of", DAY]).refused();
}
