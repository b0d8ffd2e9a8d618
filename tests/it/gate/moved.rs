//! A vendor that moves: its finding has the same id and another state, so that nothing that was written
//! for the old state covers the new one.

use crate::support::run::{Ran, folder, run, write};
use serde_json::Value;

const ESTATE: &str = "
name: A shop
controller: shop
waivers: waivers.yaml
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: vendor, name: Vendor, country: US}
systems:
  - {id: crm, name: CRM, operator: vendor, hosting: US}
contracts:
  - {id: dpa, kind: processor, between: [shop, vendor]}
safeguards:
  - {id: idta, kind: uk-idta, between: [shop, vendor], concluded: 2026-01-10, ASSESSMENT}
flows:
  - {id: customers, from: shop, to: crm, subjects: customer, data: name, purpose: customer-care, basis: contract}
";
const DAY: &str = "2026-06-01";
const NONE: &str = "document: contract";
const FOR_US: &str = "risk-assessment: {date: 2026-01-09, countries: US}";

struct Shop(tempfile::TempDir);

impl Shop {
    fn new(assessment: &str) -> Self {
        let folder = folder();
        write(folder.path(), "waivers.yaml", "waivers: []\n");
        let shop = Self(folder);
        shop.write(assessment, "US");
        shop
    }

    fn write(&self, assessment: &str, country: &str) {
        let estate = ESTATE.replace("ASSESSMENT", assessment);
        let estate = estate.replace("country: US", &format!("country: {country}"));
        let estate = estate.replace("hosting: US", &format!("hosting: {country}"));
        write(self.0.path(), "fairnotice.yaml", estate);
    }

    fn check(&self, more: &[&str]) -> Ran {
        let call = [
            "check", "--as-of", DAY, "--rule", "transfer", "--rule", "waiver",
        ];
        run(self.0.path(), &[&call[..], more].concat())
    }

    fn found(&self, more: &[&str]) -> Vec<(String, String, String)> {
        let call = [&["--format", "json", "--fail-on", "never"], more].concat();
        let found: Value = serde_json::from_str(&self.check(&call).out).unwrap();
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = found["findings"].as_array().unwrap().iter();
        findings
            .map(|it| (text(it, "rule"), text(it, "id"), text(it, "state")))
            .collect()
    }
}

#[test]
fn a_vendor_that_moves_keeps_the_id_of_its_finding_and_not_the_state() {
    let shop = Shop::new(NONE);
    let before = shop.found(&[]);
    shop.write(NONE, "CN");
    let after = shop.found(&[]);
    let [(rule, id, state)] = &before[..] else {
        panic!("{before:?}")
    };
    assert_eq!(rule, "transfer/no-risk-assessment");
    assert_eq!((&after[0].0, &after[0].1), (rule, id));
    assert_ne!(&after[0].2, state);
}

#[test]
fn a_baseline_does_not_cover_the_new_country() {
    let shop = Shop::new(NONE);
    let call = ["check", "--as-of", DAY, "--write-baseline", "known.json"];
    let ran = run(shop.0.path(), &call).exits(0);
    assert!(
        ran.err.contains("wrote 2 findings to known.json"),
        "{}",
        ran.err
    );
    let with = ["check", "--as-of", DAY, "--baseline", "known.json"];
    run(shop.0.path(), &with).exits(0);
    shop.write(NONE, "CN");
    run(shop.0.path(), &with).exits(1);
}

#[test]
fn a_waiver_of_the_old_country_is_void() {
    let shop = Shop::new(NONE);
    let (rule, id, state) = shop.found(&[]).remove(0);
    let waiver = format!(
        "waivers: [{{finding: '{id}', rule: {rule}, owner: DPO, reason: US only, until: 2026-12-31, state: '{state}'}}]\n"
    );
    write(shop.0.path(), "waivers.yaml", waiver);
    shop.check(&[]).exits(0);
    shop.write(NONE, "CN");
    shop.check(&[]).exits(1);
    let found = shop.found(&[]);
    assert!(
        found.iter().any(|(rule, ..)| rule == "waiver/void"),
        "{found:?}"
    );
}

#[test]
fn a_difference_names_the_place() {
    let (one, other) = (Shop::new(NONE), Shop::new(NONE));
    other.write(NONE, "CN");
    let (one, other) = (
        one.0.path().to_str().unwrap(),
        other.0.path().to_str().unwrap(),
    );
    let call = ["diff", one, other, "--as-of", DAY, "--format", "json"];
    let ran = run(folder().path(), &call).exits(1);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let changed = found["findings"]["changed"]
        .as_array()
        .or(found["changed"].as_array())
        .unwrap();
    let changed: Vec<&Value> = changed
        .iter()
        .filter(|it| it["rule"] == "transfer/no-risk-assessment")
        .collect();
    assert_eq!(changed.len(), 1, "{}", ran.out);
    assert!(
        changed[0]["change"]
            .as_array()
            .unwrap()
            .contains(&"places".into())
    );
    let text = run(folder().path(), &["diff", one, other, "--as-of", DAY])
        .exits(1)
        .out;
    assert!(text.contains("vendor: China"), "{text}");
}

#[test]
fn a_risk_assessment_counts_for_the_countries_that_it_names() {
    let shop = Shop::new(FOR_US);
    assert_eq!(shop.found(&[]), []);
    shop.write(FOR_US, "CN");
    let found = shop.found(&[]);
    assert_eq!(found[0].0, "transfer/no-risk-assessment");
}

#[test]
fn a_waiver_that_comes_with_a_change_does_not_excuse_it() {
    let (one, other) = (Shop::new(FOR_US), Shop::new(FOR_US));
    other.write(FOR_US, "CN");
    let waivers = other.found(&[]).into_iter().map(|(rule, id, state)| {
        format!(
            "  - {{finding: '{id}', rule: {rule}, owner: DPO, reason: none, until: 2026-12-31, state: '{state}'}}\n"
        )
    });
    let waivers = format!("waivers:\n{}", waivers.collect::<String>());
    write(other.0.path(), "waivers.yaml", &waivers);
    other.check(&[]).exits(0);
    let (from, to) = (
        one.0.path().to_str().unwrap(),
        other.0.path().to_str().unwrap(),
    );
    let call = ["diff", from, to, "--as-of", DAY];
    let ran = run(folder().path(), &call).exits(1);
    assert!(ran.err.contains("does not excuse itself"), "{}", ran.err);
    // A waiver that was there before does.
    write(one.0.path(), "waivers.yaml", &waivers);
    let ran = run(folder().path(), &call).exits(0);
    assert_eq!(ran.err, "");
}
