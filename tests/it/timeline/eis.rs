//! What the estate of EIS shows over the years, against the dates of the law and of its contracts
//! and instruments.

use std::time::Instant;

use jiff::civil::{Date, date};
use serde_json::Value;

use super::snapshots;
use crate::support::root;
use crate::support::run::{DAY, run};

fn timeline(more: &[&str]) -> String {
    let call = [&["timeline", "--to", DAY], more].concat();
    run(&root().join("flows/eis"), &call).exits(0).out
}

fn json(flow: &str) -> Value {
    serde_json::from_str(&timeline(&["--flow", flow, "--format", "json"])).unwrap()
}

/// The interval of a lane that holds on a day.
fn on(document: &Value, regime: &str, day: Date) -> Value {
    let day = day.to_string();
    let lanes = document["flows"][0]["regimes"].as_array().unwrap();
    let lane = lanes.iter().find(|lane| lane["regime"] == regime).unwrap();
    let intervals = lane["intervals"].as_array().unwrap();
    let holds = |interval: &&Value| {
        interval["from"].as_str().unwrap() <= &*day && &*day <= interval["until"].as_str().unwrap()
    };
    intervals.iter().find(holds).unwrap().clone()
}

fn ids(of: &Value) -> Vec<&str> {
    let items = of.as_array().unwrap().iter();
    items
        .map(|item| item["id"].as_str().unwrap_or(""))
        .collect()
}

#[test]
fn what_a_user_sees() {
    snapshots(|| {
        let flows = [
            "klz-accounts-us",
            "sims-support-incidents",
            "service-desk-chat",
        ];
        for flow in flows {
            insta::assert_snapshot!(flow, timeline(&["--flow", flow]));
        }
    });
}

#[test]
fn the_mechanisms_of_the_transfers_to_microsoft_and_their_last_days() {
    let document = json("klz-accounts-us");
    let rests_on = |regime, day| {
        let interval = on(&document, regime, day);
        ids(&interval["mechanisms"]).join(" ")
    };
    // The Privacy Shield until it was struck down; in the United Kingdom no adequacy for the United
    // States from then to the data bridge.
    assert_eq!(rests_on("eu-gdpr", date(2020, 7, 15)), "eu-adq-us-ps");
    assert_eq!(rests_on("eu-gdpr", date(2020, 7, 16)), "microsoft-scc-2010");
    assert_eq!(rests_on("uk-gdpr", date(2021, 1, 1)), "microsoft-scc-2010");
    assert_eq!(
        rests_on("uk-gdpr", date(2023, 10, 11)),
        "microsoft-scc-2010"
    );
    assert_eq!(rests_on("uk-gdpr", date(2023, 10, 12)), "uk-adq-us");
    let bridge = on(&document, "uk-gdpr", date(2023, 10, 12));
    assert_eq!(bridge["from"], "2023-10-12");
    assert!(ids(&bridge["began_by"]).contains(&"uk-adq-us"), "{bridge}");
    // The old clauses were valid for exporters in the United Kingdom until 2024-03-21.
    let last = on(&document, "uk-gdpr", date(2024, 3, 21));
    assert_eq!(last["until"], "2024-03-21");
    assert_eq!(ids(&last["ended_by"]), ["uk-scc-eu-old"]);
    let event = &last["ended_by"][0];
    assert_eq!(
        (&event["kind"], &event["turn"]),
        (&"law".into(), &"ends".into())
    );
    assert!(event["citation"].as_str().unwrap().contains("Sch 21"));
    // From 2021 the EU GDPR has no part in it.
    let later = on(&document, "eu-gdpr", date(2021, 1, 1));
    assert_eq!(later["status"], "not-governed");
    assert_eq!(later["lawful"], Value::Null);
}

#[test]
fn sims_changed_hands_in_february_2021() {
    let document = json("sims-support-incidents");
    let after = on(&document, "uk-gdpr", date(2021, 2, 1));
    assert_eq!(after["from"], "2021-02-01");
    assert!(ids(&after["rules"]).contains(&"sharing/recipient-changed-hands"));
    let before = on(&document, "uk-gdpr", date(2021, 1, 31));
    assert!(!ids(&before["rules"]).contains(&"sharing/recipient-changed-hands"));
    let kinds: Vec<&str> = after["began_by"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert!(kinds.starts_with(&["operator", "operator"]), "{after}");
    assert!(ids(&after["began_by"]).contains(&"sims-support-portal"));
    assert!(ids(&after["began_by"]).contains(&"sims-contract-continued"));
}

#[test]
fn all_flows_over_all_years_take_some_seconds_at_most() {
    let begun = Instant::now();
    let all: Value = serde_json::from_str(&timeline(&["--format", "json"])).unwrap();
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert_eq!(all["from"], "2018-05-25");
    assert!(all["days_judged"].as_u64().unwrap() < 200);
    // A flow alone has the same report as among all.
    let flows = all["flows"].as_array().unwrap();
    assert!(flows.len() > 30);
    let alone = json("klz-accounts-us");
    let among = flows.iter().find(|flow| flow["id"] == "klz-accounts-us");
    assert_eq!(among, Some(&alone["flows"][0]));
}
