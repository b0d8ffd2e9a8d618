//! What flows declare where they say nothing: by the party that receives, the service, or the estate.

use super::{load, one, shown, sound};
use crate::estate::model::{Basis, Estate, FlowField, FlowIx, Retention};
use crate::input::MemoryFiles;

/// An estate with defaults everywhere, without flows.
const HEAD: &str = "\
controller: us
defaults: {basis: legitimate-interests, retention: P1Y, task: other-task, measures: encryption-in-transfer}
parties:
  - {id: us, country: GB}
  - {id: mail, country: GB, defaults: {retention: P30D}}
  - {id: client, country: GB}
systems: [{id: box, operator: mail, hosting: GB}]
services:
  - {id: shop, defaults: {basis: contract, retention: P6Y}}
  - {id: taxes, defaults: {basis: legal-obligation, basis-in-law: TMA 1970 s 12B}}
  - {id: desk, on-behalf-of: client}
";

const REST: &str = "subjects: customer, data: name, purpose: service-provision";

/// The basis, the period, and how many measures a flow has.
fn declared(estate: &Estate, id: &str) -> String {
    let found = estate.flow_indices().find(|(_, flow)| &*flow.id == id);
    let shape = estate.shape(found.unwrap().1.shape);
    let basis = match shape.lawfulness.basis {
        Basis::Term(term) => estate.taxonomy.short(term).to_owned(),
        Basis::None => "none".to_owned(),
        Basis::Absent => "absent".to_owned(),
    };
    let kept = match &shape.retention {
        Some(Retention::Period(text, _)) => text.clone(),
        other => format!("{other:?}"),
    };
    let task = shape.lawfulness.task.is_some();
    format!("{basis} {kept} {task} {}", shape.protection.measures.len())
}

#[test]
fn the_nearest_says_what_a_flow_does_not() {
    let flows = format!(
        "flows:
  - {{id: plain, from: data-subjects, to: us, {REST}}}
  - {{id: own, from: data-subjects, to: us, service: shop, {REST}, basis: consent, retention: P2D, measures: none}}
  - {{id: of-service, from: data-subjects, to: us, service: shop, {REST}}}
  - {{id: to-party, from: us, to: mail, service: shop, {REST}}}
  - {{id: to-system, from: us, to: box, service: shop, {REST}}}
  - {{id: for-client, from: client, to: us, service: desk, {REST}}}
  - {{id: nowhere, from: us, to: data-subjects, {REST}, basis: none}}
"
    );
    let (estate, _) = sound(one(&format!("{HEAD}{flows}")));
    for (id, expected) in [
        ("plain", "legitimate-interests P1Y true 1"),
        ("own", "consent P2D true 0"),
        ("of-service", "contract P6Y true 1"),
        ("to-party", "contract P30D true 1"),
        ("to-system", "contract P30D true 1"),
        // Our basis is none of the client's.
        ("for-client", "absent P1Y false 1"),
        ("nowhere", "none P1Y true 1"),
    ] {
        assert_eq!(declared(&estate, id), expected, "{id}");
    }
}

#[test]
fn a_law_goes_with_the_basis_that_it_lays_down() {
    let of = |basis: &str| {
        let flow = format!(
            "flows: [{{id: f, from: data-subjects, to: us, service: taxes, {REST}{basis}}}]\n"
        );
        let (estate, sources) = sound(one(&format!("{HEAD}{flow}")));
        let places = crate::estate::resolve::flow_places(&estate, &sources, FlowIx(0));
        sources.text(places.of(FlowField::BasisInLaw)).to_owned()
    };
    // The default is pointed at; where there is none, the flow itself.
    assert_eq!(of(""), "TMA 1970 s 12B");
    assert_eq!(of(", basis: contract"), "f");
}

#[test]
fn flows_in_bulk_have_the_same() {
    let line = |id: &str, more: &str| {
        format!(
            "{{\"id\": \"{id}\", \"from\": \"us\", \"to\": \"mail\", \"subjects\": \"customer\", \"data\": \"name\", \"purpose\": \"service-provision\"{more}}}\n"
        )
    };
    let lines = line("f1", "") + &line("f2", ", \"basis\": \"consent\"");
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", format!("{HEAD}include: f.ndjson\n"))
        .with("f.ndjson", lines);
    let (estate, _) = sound(load(&files, "fairnotice.yaml"));
    assert_eq!(declared(&estate, "f1"), "legitimate-interests P30D true 1");
    assert_eq!(declared(&estate, "f2"), "consent P30D true 1");
}

#[test]
fn what_is_wrong_in_a_default_is_reported_once_and_where_it_is_written() {
    let head = HEAD
        .replace("basis: contract", "basis: contrat")
        .replace("P30D", "P3");
    let flows: String = (0..3)
        .map(|n| format!("  - {{id: f{n}, from: us, to: mail, service: shop, {REST}}}\n"))
        .collect();
    let found = shown(&one(&format!("{head}flows:\n{flows}")));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("fairnotice.yaml:5:") && found[0].contains("P3"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("fairnotice.yaml:9:") && found[1].contains("contrat"),
        "{found:?}"
    );
    let unknown = shown(&one(&HEAD.replace("retention: P1Y", "retain: P1Y")));
    assert!(unknown[0].contains("no key `retain`"), "{unknown:?}");
}
