//! Scenarios that are wrong, and how scenarios change an estate.

use jiff::civil::date;

use super::{one, sound};
use crate::estate::{Assumed, ScenarioFile, load_assuming};
use crate::input::MemoryFiles;

const ESTATE: &str = "\
controller: elm
parties:
  - {id: elm, country: GB, group: elm-group}
  - id: cloud
    country: US
    certifications:
      - {scheme: eu-dpf, from: 2023-09-01}
      - {scheme: dpf-uk-extension, from: 2023-10-12, until: 2025-12-31}
      - {scheme: dpf-uk-extension, from: 2028-01-01}
systems:
  - id: store
    operator: [{party: cloud, until: 2027-12-31}, {party: elm, from: 2028-01-01}]
    hosting: GB
contracts:
  - {id: terms, kind: processor, between: [elm, cloud], since: 2024-01-01, until: 2026-12-31}
safeguards:
  - {id: idta, kind: uk-idta, between: [elm, cloud], concluded: 2024-01-01}
flows:
  - {id: keep, from: elm, to: store, data: name, subjects: patient, purpose: account-management, basis: contract}
  - {id: copy, from: elm, to: store, data: name, subjects: patient, purpose: account-management, basis: contract}
";

/// The estate under scenarios, `a.yaml`, `b.yaml` and so on.
fn assumed(scenarios: &[&str]) -> Assumed {
    let files = MemoryFiles::new().with("fairnotice.yaml", ESTATE);
    let (actual, _) = sound(one(ESTATE));
    let scenarios: Vec<ScenarioFile> = scenarios
        .iter()
        .zip('a'..)
        .map(|(text, letter)| ScenarioFile {
            kind: crate::estate::Overlay::Scenario,
            path: format!("{letter}.yaml"),
            text: (*text).to_owned(),
        })
        .collect();
    load_assuming(&files, "fairnotice.yaml", &actual, &scenarios)
}

fn wrong(scenarios: &[&str]) -> Vec<String> {
    super::shown(&assumed(scenarios).loaded)
}

/// Each scenario is refused with the errors that are expected of it, parted by `|`, and no others.
fn refused(cases: &[(&str, &str)]) {
    let mut failed = Vec::new();
    for (scenario, expected) in cases {
        let found = wrong(&[scenario]);
        let expected: Vec<&str> = expected.split('|').collect();
        let all = expected
            .iter()
            .all(|expected| found.iter().any(|found| found.starts_with(expected)));
        if !all || found.len() != expected.len() {
            failed.push(format!("{scenario}\n{found:#?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_is_out_of_shape_or_names_nothing_is_reported_with_its_place() {
    refused(&[
        // Shape.
        (
            "name: x\nfrm: 2026-01-01\nends: {laws: a}",
            "a.yaml:2:1: the document has no key `frm` (did you mean `from`?)|a.yaml:3:8: `ends` has no key `laws` (did you mean `law`?)",
        ),
        (
            "name: x",
            "a.yaml:1:7: the scenario assumes nothing (say what `ends`, which `parties` or `systems` change, or what to `add`)",
        ),
        // Ids.
        (
            "name: x\nfrom: 2026-01-01\nends: {law: uk-adq-uss}",
            "a.yaml:3:13: there is no row of law `uk-adq-uss` (did you mean `uk-adq-us`?)",
        ),
        (
            "name: x\nfrom: 2026-01-01\nends: {contracts: term, safeguards: itda, flows: keeps}",
            "a.yaml:3:19: there is no contract `term` (did you mean `terms`?)|a.yaml:3:37: there is no safeguard `itda` (did you mean `idta`?)|a.yaml:3:50: there is no flow `keeps` (did you mean `keep`?)",
        ),
        (
            "name: x\nfrom: 2026-01-01\nparties: [{id: clod, group: g}]\nsystems: [{id: stor, hosting: US}]",
            "a.yaml:3:16: there is no party `clod` (did you mean `cloud`?)|a.yaml:4:16: there is no system `stor` (did you mean `store`?)",
        ),
        (
            "name: x\nfrom: 2026-01-01\nsystems: [{id: store, operator: clouds}]",
            "a.yaml:3:33: there is no party `clouds` (did you mean `cloud`?)",
        ),
        (
            "name: x\nfrom: 2026-01-01\nsystems: [{id: store, hosting: UX}]",
            "a.yaml:3:32: `UX` is neither a country code nor an area",
        ),
    ]);
}

#[test]
fn days_on_which_nothing_can_end_are_reported_with_their_places() {
    refused(&[
        (
            "name: x\nends: {law: uk-adq-us}",
            "a.yaml:2:13: from which day on `uk-adq-us` is to change is not said (write the day as `on` here, or as `from` for the whole scenario)",
        ),
        (
            "name: x\nends: {law: {id: uk-adq-us, on: 1.1.2027}}",
            "a.yaml:2:33: `1.1.2027` is not a date",
        ),
        (
            "name: x\nfrom: 2027-02-30\nends: {law: uk-adq-us}",
            "a.yaml:2:7: `2027-02-30` does not exist",
        ),
        (
            "name: x\nfrom: 2026-01-01\nends: {law: eu-adq-us-ps}",
            "a.yaml:3:13: `eu-adq-us-ps` ends on 2020-07-15 anyway, before 2026-01-01",
        ),
        (
            "name: x\nfrom: 2023-10-12\nends: {law: uk-adq-us}",
            "a.yaml:3:13: `uk-adq-us` begins only on 2023-10-12 and cannot end on 2023-10-12",
        ),
        (
            "name: x\nfrom: 2027-01-01\nends: {contracts: terms}",
            "a.yaml:3:19: `terms` ends on 2026-12-31 anyway, before 2027-01-01",
        ),
        (
            "name: x\nfrom: 2026-01-01\nends: {law: uk-adq-none}",
            "a.yaml:3:13: `uk-adq-none` never applies: it cannot end",
        ),
    ]);
}

#[test]
fn what_is_not_so_or_is_so_anyway_is_reported_with_its_place() {
    refused(&[
        (
            "name: x\nfrom: 2026-06-01\nparties: [{id: cloud, loses: dpf-uk-extension}]",
            "a.yaml:3:30: `cloud` is not on the list `dpf-uk-extension` on 2026-05-31 (it is on `eu-dpf` on that day)",
        ),
        (
            "name: x\nfrom: 2025-06-01\nparties: [{id: cloud, loses: eu-dfp}]",
            "a.yaml:3:30: `cloud` is not on the list `eu-dfp` on 2025-05-31 (did you mean `eu-dpf`?)",
        ),
        (
            "name: x\nfrom: 2025-06-01\nparties: [{id: elm, group: elm-group}]\nsystems: [{id: store, operator: cloud, hosting: GB}]",
            "a.yaml:3:28: `elm` belongs to `elm-group` on 2025-06-01 anyway|a.yaml:4:33: `cloud` operates `store` on 2025-06-01 anyway|a.yaml:4:49: `store` is hosted there on 2025-06-01 anyway",
        ),
        (
            "name: x\nfrom: 2025-06-01\nparties: [{id: elm}]\nsystems: [{id: store}]",
            "a.yaml:3:16: no change is stated for `elm`|a.yaml:4:16: no change is stated for `store`",
        ),
        // What is added is checked like any part of an estate.
        (
            "name: x\nadd: {flows: [{id: keep, from: elm, to: sore, data: nam, subjects: patient, purpose: account-management}]}",
            "a.yaml:2:20: the id `keep` is given twice|a.yaml:2:41: there is no party or system `sore`|a.yaml:2:53: ",
        ),
    ]);
}

#[test]
fn all_errors_are_reported_together() {
    let found = wrong(&[
        "name: x\nfrom: 2026-01-01\nends: {law: uk-adq-uss}\nsystems: [{id: store, hosting: UX, acess: []}]",
        "nam: y\nends: {flows: {id: keep, on: soon}}",
    ]);
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn what_contradicts_itself_is_reported_with_both_places() {
    for (a, b, expected) in [
        (
            "name: a\nfrom: 2026-01-01\nends: {law: uk-adq-us}",
            "name: b\nfrom: 2026-02-01\nends: {law: uk-adq-us}",
            "b.yaml:3:13: `uk-adq-us` ends on 2026-02-01, but elsewhere `uk-adq-us` ends on 2026-01-01 (assume one of the two) [assumed here: a.yaml:3]",
        ),
        (
            "name: a\nfrom: 2026-01-01\nsystems: [{id: store, hosting: US}]",
            "name: b\nfrom: 2026-01-01\nsystems: [{id: store, hosting: [IN, US]}]",
            "b.yaml:3:33: `store` moves to `IN`, `US` on 2026-01-01, but elsewhere `store` moves to `US` on 2026-01-01 (assume one of the two) [assumed here: a.yaml:3]",
        ),
        (
            "name: a\nfrom: 2026-01-01\nparties: [{id: cloud, group: g}]",
            "name: b\nfrom: 2026-01-01\nparties: [{id: cloud, group: h}]",
            "b.yaml:3:30: `cloud` comes to the group `h` on 2026-01-01, but elsewhere",
        ),
        (
            "name: a\nadd: {parties: [{id: new, country: GB}]}",
            "name: b\nadd: {parties: [{id: new, country: US}]}",
            "b.yaml:2:22: the id `new` is given twice",
        ),
    ] {
        let found = wrong(&[a, b]);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].starts_with(expected), "{}", found[0]);
    }
    let same = "name: a\nfrom: 2026-01-01\nends: {law: uk-adq-us, flows: keep}";
    assert_eq!(wrong(&[same, same]), [""; 0]);
}

#[test]
fn changes_are_laid_by_their_days_whatever_the_order_of_the_scenarios() {
    let a = "name: a\nfrom: 2026-07-01\nsystems: [{id: store, hosting: US, operator: elm}]";
    let b = "name: b\nfrom: 2026-01-01\nsystems: [{id: store, hosting: IN}]";
    let back = "name: c\nfrom: 2027-01-01\nsystems: [{id: store, hosting: GB}]";
    for scenarios in [[a, b, back], [back, b, a]] {
        let Assumed { loaded, .. } = assumed(&scenarios);
        let (estate, _) = sound(loaded);
        let store = &estate.systems[0];
        let hosted = |day| {
            let places = store.hosting.iter();
            let held = places.filter(|place| place.period.contains(day));
            held.map(|place| place.at.unwrap().as_str().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(hosted(date(2025, 12, 31)), ["GB"]);
        assert_eq!(hosted(date(2026, 1, 1)), ["IN"]);
        assert_eq!(hosted(date(2026, 7, 1)), ["US"]);
        assert_eq!(hosted(date(2027, 1, 1)), ["GB"]);
        let operator = |day| {
            let system = crate::estate::model::SystemIx(0);
            estate.party(estate.operator(system, day)).id.clone()
        };
        assert_eq!(operator(date(2026, 6, 30)), "cloud");
        assert_eq!(operator(date(2026, 7, 1)), "elm");
        assert_eq!(operator(date(2028, 7, 1)), "elm");
    }
}

#[test]
fn what_ends_was_there_the_day_before() {
    let scenario = "name: a\nfrom: 2025-06-01\n\
        ends: {law: uk-adq-us, contracts: terms, safeguards: {id: idta, on: 2025-07-01}, flows: keep}\n\
        parties: [{id: cloud, loses: dpf-uk-extension}, {id: elm, group: buyers}]";
    let Assumed {
        loaded,
        assumptions,
    } = assumed(&[scenario]);
    let (estate, sources) = sound(loaded);
    let (eve, day) = (date(2025, 5, 31), date(2025, 6, 1));
    let row = estate.law.row("uk-adq-us").unwrap();
    assert!(row.in_force(eve) && !row.in_force(day));
    let terms = estate.contracts[0].period;
    assert!(terms.contains(eve) && !terms.contains(day));
    assert_eq!(estate.instruments[0].until, Some(date(2025, 6, 30)));
    let shape = |at: usize| estate.shape(estate.flows[at].shape);
    assert_eq!(&*estate.flows[1].id, "keep");
    assert!(shape(1).runs(eve) && !shape(1).runs(day) && shape(0).runs(day));
    let cloud = &estate.parties[0];
    let listed = |day| {
        let entries = cloud.certifications.iter();
        entries.filter(|entry| entry.period.contains(day)).count()
    };
    assert_eq!(
        (listed(eve), listed(day), listed(date(2028, 1, 1))),
        (2, 1, 1)
    );
    let elm = &estate.parties[1];
    let group = |name: &str| {
        let at = estate.groups.iter().position(|group| group == name);
        crate::estate::model::GroupIx(at.unwrap() as u32)
    };
    assert!(elm.in_group(group("elm-group"), eve) && !elm.in_group(group("elm-group"), day));
    assert!(!elm.in_group(group("buyers"), eve) && elm.in_group(group("buyers"), day));
    // Each is described in words, with its day and its place in the scenario.
    assert_eq!(assumptions.len(), 6);
    for it in &assumptions {
        assert_eq!(sources.locate(it.span).unwrap().0, "a.yaml");
        assert!(it.from >= Some(day), "{it:?}");
    }
}

#[test]
fn new_flows_begin_with_the_scenario_unless_they_say_when() {
    let scenario = "name: a\nfrom: 2026-01-01\nadd:\n  flows:\n\
        \x20   - &flow {id: new, from: elm, to: store, data: name, subjects: patient, purpose: account-management}\n\
        \x20   - {id: old, from: elm, to: store, data: name, subjects: patient, purpose: account-management, since: 2020-01-01}\n";
    let scenario = scenario.replace("&flow ", "");
    let Assumed { loaded, .. } = assumed(&[&scenario]);
    let (estate, sources) = sound(loaded);
    let flow = |id: &str| estate.flows.iter().find(|flow| &*flow.id == id).unwrap();
    let from = |id: &str| estate.shape(flow(id).shape).lifecycle.period.from;
    assert_eq!(from("new"), Some(date(2026, 1, 1)));
    assert_eq!(from("old"), Some(date(2020, 1, 1)));
    assert_eq!(sources.locate(flow("new").span).unwrap().0, "a.yaml");
    assert!(
        flow("new")
            .places
            .as_ref()
            .is_some_and(|places| places.len() > 3)
    );
}
