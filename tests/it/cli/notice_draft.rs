//! `notice draft`: sentences for what the flows of an estate require and its notice does not state.

use super::*;

/// A shop whose notice states neither the courier nor the purpose of the newsletter.
const ESTATE: &str = "\
name: Tarn Outdoor
controller: tarn
parties:
  - {id: tarn, name: Tarn Outdoor, country: GB}
  - {id: swift, name: Swift Parcels Ltd, country: GB}
contracts:
  - {id: parcels, kind: processor, between: [tarn, swift], since: 2024-01-01}
notice:
  published: 2025-01-01
  text: |
    # What we collect

    We collect your name and your postal address.

    # Why

    We use them to deliver what you order.
  statements:
    - id: collected
      section: What we collect
      quote: We collect your name and your postal address.
      collects: {data: [name, physical-address]}
    - id: why
      section: Why
      quote: We use them to deliver what you order.
      uses: delivery-of-goods
flows:
  - id: orders
    from: data-subjects
    to: tarn
    subjects: customer
    data: [name, physical-address]
    purpose: delivery-of-goods
    basis: contract
    retention: P6Y
  - id: parcels
    from: tarn
    to: swift
    subjects: customer
    data: [name, physical-address]
    purpose: delivery-of-goods
    basis: contract
    retention: P6Y
";

const DRAFT: [&str; 4] = ["notice", "draft", "--as-of", DAY];

#[test]
fn what_the_notice_lacks_becomes_sentences() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    snapshots(|| {
        let ran = run(folder.path(), &DRAFT).exits(0);
        assert_eq!(ran.err, "");
        insta::assert_snapshot!("notice-draft", ran.out);
    });
    let json = run(folder.path(), &[&DRAFT[..], &["--format", "json"]].concat())
        .exits(0)
        .json();
    let sentences = json["sentences"].as_array().unwrap();
    let courier = sentences
        .iter()
        .find(|it| it["text"].as_str().unwrap().contains("Swift Parcels Ltd"))
        .unwrap();
    assert_eq!(courier["flows"][0], "parcels");
    assert!(!courier["law"].as_array().unwrap().is_empty());
    // What is drafted are findings of a check, with their ids.
    let check = check(folder.path(), &["--format", "json"]).json();
    let ids: BTreeSet<&str> = check["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    for sentence in sentences {
        for resolved in sentence["resolves"].as_array().unwrap() {
            assert!(ids.contains(resolved["finding"].as_str().unwrap()));
        }
    }
}

/// Where nobody has recorded all statements, what they lack is a question: the sentence is there, and says what to
/// confirm first.
#[test]
fn open_questions_about_the_notice_get_sentences_to_confirm() {
    let folder = folder();
    let open = ESTATE.replace(
        "notice:\n",
        "not-recorded: [contracts, statements]\nnotice:\n",
    );
    write(folder.path(), "fairnotice.yaml", &open);
    let read = || {
        run(folder.path(), &[&DRAFT[..], &["--format", "json"]].concat())
            .exits(0)
            .json()
    };
    let json = read();
    let sentences = json["sentences"].as_array().unwrap();
    assert!(sentences.iter().all(|it| it["asks"] == true), "{json:#}");
    let text = |it: &serde_json::Value| it["text"].as_str().unwrap().to_owned();
    let courier = sentences
        .iter()
        .find(|it| text(it).contains("Swift Parcels Ltd"));
    let courier = courier.unwrap_or_else(|| panic!("{json:#}"));
    assert_eq!(courier["flows"][0], "parcels");
    assert_eq!(courier["resolves"].as_array().unwrap().len(), 0);
    let rule = courier["asked_by"][0]["rule"].as_str().unwrap();
    assert!(rule.ends_with("-not-recorded"), "{rule}");
    let shown = run(folder.path(), &DRAFT).exits(0).out;
    assert!(
        shown.contains("confirm: that the notice does not state it already"),
        "{shown}"
    );
    assert!(
        shown.contains("asked by: disclosure/disclosure-not-recorded"),
        "{shown}"
    );
    // The same sentences as of the notice whose statements are all recorded, where nothing is left to confirm.
    let wanted: BTreeSet<String> = sentences.iter().map(text).collect();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let json = read();
    let sentences = json["sentences"].as_array().unwrap();
    assert_eq!(sentences.iter().map(text).collect::<BTreeSet<_>>(), wanted);
    assert!(sentences.iter().all(|it| it["asks"] == false), "{json:#}");
}

#[test]
fn a_notice_that_lacks_nothing_gets_no_sentence() {
    let folder = starter();
    let json = run(folder.path(), &[&DRAFT[..], &["--format", "json"]].concat())
        .exits(0)
        .json();
    assert_eq!(json["sentences"].as_array().unwrap().len(), 0);
    assert_eq!(json["open"].as_array().unwrap().len(), 0);
}
