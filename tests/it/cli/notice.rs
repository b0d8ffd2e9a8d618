//! `notice diff`: two versions of a notice, and which sentence makes the difference.

use super::*;

const ESTATE: &str = "\
name: Tarn Outdoor
controller: tarn
parties:
  - {id: tarn, name: Tarn Outdoor, country: GB}
  - {id: parcels, name: Swift Parcels, country: GB}
  - {id: mailer, name: Mailer Inc., country: US}
services: [{id: orders, name: Orders}]
notice: new.yaml
earlier-notices: old.yaml
flows:
  - {id: order, service: orders, from: data-subjects, to: tarn, subjects: customer, data: [name, physical-address, email-address], purpose: delivery-of-goods, basis: contract, retention: P1Y}
  - {id: parcel, service: orders, from: tarn, to: parcels, subjects: customer, data: [name, physical-address], purpose: delivery-of-goods, basis: contract}
  - {id: news, service: orders, from: tarn, to: mailer, subjects: customer, data: [name, email-address], purpose: delivery-of-goods, basis: contract}
";
const OLD: &str = "\
published: 2018-05-25
text: |
  We use your name, your address and your e-mail address. Suppliers get what they need.
  We never send data abroad.
statements:
  - {id: data, quote: 'your name, your address and your e-mail address', collects: {data: [name, physical-address, email-address]}}
  - {id: suppliers, quote: Suppliers get what they need, shares: {with: third-party}}
  - {id: abroad, quote: never send data abroad, transfers: none}
";
const NEW: &str = "\
published: 2022-03-01
text: |
  We use your name and your address, to deliver what you order.
  Swift Parcels brings it, and Mailer Inc. in the United States writes to you.
statements:
  - {id: data, quote: your name and your address, collects: {data: [name, physical-address]}}
  - {id: purpose, quote: to deliver what you order, uses: delivery-of-goods}
  - {id: parcels, quote: Swift Parcels brings it, shares: {with: parcels}}
  - {id: mailer, quote: Mailer Inc. in the United States writes to you, shares: {with: mailer, to: US}}
";

fn versions() -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    write(folder.path(), "old.yaml", OLD);
    write(folder.path(), "new.yaml", NEW);
    folder
}

fn diff(folder: &Path, days: [&str; 2], more: &[&str]) -> Ran {
    let call = ["notice", "diff", days[0], days[1], "--as-of", "2023-01-01"];
    run(folder, &[&call, more].concat())
}

#[test]
fn what_a_new_version_states_and_no_longer_states() {
    let folder = versions();
    // Something is disclosed no longer, so CI should fail.
    let ran = diff(folder.path(), ["2018-05-25", "2022-03-01"], &[]).exits(1);
    assert_eq!(ran.err, "");
    snapshots(|| insta::assert_snapshot!("notice-diff", ran.out));
    // The other way round everything is turned round.
    let back = diff(folder.path(), ["2022-03-01", "2018-05-25"], &[]).exits(1);
    assert!(
        back.out.contains("1 for the better, 4 for the worse"),
        "{}",
        back.out
    );
    let same = diff(folder.path(), ["2022-03-01", "2022-03-01"], &[]).exits(0);
    assert!(same.out.contains("nothing changes"), "{}", same.out);
}

#[test]
fn a_check_goes_by_the_version_of_its_day() {
    let folder = versions();
    let contradicts = |day: &str| {
        let ran = run(folder.path(), &["check", "--as-of", day, "--flow", "news"]);
        ran.out.contains("disclosure/contradicted-transfer")
    };
    assert!(contradicts("2022-02-28"));
    assert!(!contradicts("2022-03-01"));
}

#[test]
fn the_diff_as_json_is_valid_by_its_schema() {
    let folder = versions();
    let days = ["2018-05-25", "2022-03-01"];
    let ran = diff(folder.path(), days, &["--format", "json"]).exits(1);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let schema = fairnotice::report::notice_diff_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&json)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let changes = json["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 5);
    let worse: Vec<_> = changes
        .iter()
        .filter(|change| change["better"] == false)
        .collect();
    assert_eq!(worse.len(), 1);
    assert_eq!(worse[0]["sentences"][0]["file"], "old.yaml");
}

#[test]
fn a_day_without_a_version_is_reported_with_the_existing_ones() {
    let folder = versions();
    let ran = diff(folder.path(), ["2018-05-25", "2020-01-01"], &[]).exits(2);
    assert_eq!(
        ran.err,
        "error: no version of the notice was published on 2020-01-01; there is `2018-05-25`, `2022-03-01`\n"
    );
    assert_eq!(ran.out, "");
}
