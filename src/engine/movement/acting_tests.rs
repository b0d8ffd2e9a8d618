//! Who acts for whom, asked of small estates.

use super::Movements;
use super::tests::{REST, load};

/// What the flows of an estate come apart into on 2023-03-01: what happens, who sends (for whom, or by
/// whom), who receives and as what.
fn taken_apart(text: &str) -> Vec<String> {
    let estate = load(text);
    let day = "2023-03-01".parse().unwrap();
    let all = Movements::new(&estate, day);
    let id = |party| estate.party(party).id.as_str();
    let mut found = Vec::new();
    for (_, flow) in estate.flow_indices() {
        for movement in all.of(flow.shape) {
            let mut line = format!("{}: {:?}", flow.id, movement.kind);
            line += &format!(" {}", movement.exporter.map_or("people", id));
            if let Some(processor) = movement.sent_by {
                line += &format!(" by {}", id(processor));
            }
            if let Some(controller) = movement.exporter_acts_for {
                line += &format!(" for {}", id(controller));
            }
            line += &format!(" > {}", movement.importer.map_or("people", id));
            line += &format!(" ({})", movement.role.as_str());
            if movement.indirect {
                line += " indirect";
            }
            found.push(line);
        }
    }
    found
}

/// A shop that has its platform and its mailings run by others.
fn hosted(contracts: &str, flow: &str) -> Vec<String> {
    taken_apart(&format!(
        "
controller: shop
parties:
  - {{id: shop, country: DE}}
  - {{id: deck, country: IE}}
  - {{id: post, country: DE}}
  - {{id: bureau, country: DE}}
  - {{id: deck-us, country: US}}
systems:
  - {{id: platform, operator: deck, hosting: DE, access: {{by: deck-us, from: US}}}}
  - {{id: mails, operator: post, hosting: DE}}
contracts:
  - {{id: d, kind: processor, between: [shop, deck]}}
  - {{id: p, kind: processor, between: [shop, post]}}
{contracts}
flows:
  - {{id: f, {flow}, {REST}
"
    ))
}

#[test]
fn a_controller_acts_through_the_processor_that_operates_its_system() {
    let reader = "f: Access(To, 0) deck for shop > deck-us (sub-processor) indirect";
    // It collects, and discloses to its processor.
    let collected = [
        "f: Collect people > shop (controller)",
        "f: Disclose shop > deck (processor)",
        reader,
    ];
    assert_eq!(hosted("", "from: data-subjects, to: platform"), collected);
    // Who delivers into the system engages nobody.
    let delivered = [
        "f: Collect bureau > shop (controller) indirect",
        "f: Disclose shop > deck (processor)",
        reader,
    ];
    assert_eq!(hosted("", "from: bureau, to: platform"), delivered);
    // It discloses by its processor.
    let disclosed = ["f: Disclose shop by deck > bureau (controller)"];
    let flow = "from: platform, to: bureau, role: controller";
    let with_filled = hosted("", flow);
    assert_eq!(with_filled.first().unwrap(), disclosed[0]);
    let answered = hosted("", "from: platform, to: data-subjects");
    assert_eq!(
        answered.first().unwrap(),
        "f: Disclose shop by deck > people (data-subject)"
    );
    // It uses what is there.
    let used = hosted("", "from: platform, to: platform, mode: internal");
    assert_eq!(
        used.first().unwrap(),
        "f: Store shop by deck > shop (same-entity)"
    );
}

#[test]
fn two_processors_of_one_controller_engage_each_other_only_by_a_contract_of_their_own() {
    let flow = "from: platform, to: mails";
    let apart = hosted("", flow);
    assert_eq!(
        apart.first().unwrap(),
        "f: Disclose shop by deck > post (processor)"
    );
    let chain = "  - {id: s, kind: sub-processor, between: [deck, post]}";
    let engaged = hosted(chain, flow);
    assert_eq!(
        engaged.first().unwrap(),
        "f: Disclose deck for shop > post (sub-processor) indirect"
    );
    // So is one that the controller's contract with the first lists.
    let listed = "  - {id: l, kind: processor, between: [shop, deck], sub-processors: {authorisation: specific, authorised: post}}";
    assert_eq!(hosted(listed, flow), engaged);
}

#[test]
fn an_operator_that_decides_itself_is_a_party_in_its_own_right() {
    let own = hosted("", "from: platform, to: bureau, on-behalf-of: deck");
    assert_eq!(
        own.first().unwrap(),
        "f: Disclose deck > bureau (controller)"
    );
    let beyond = hosted("", "from: platform, to: bureau, instructed: false");
    assert_eq!(
        beyond.first().unwrap(),
        "f: Disclose deck > bureau (controller) indirect"
    );
    let received = hosted("", "from: bureau, to: platform, role: controller");
    assert_eq!(
        received,
        [
            "f: Disclose bureau > deck (controller) indirect",
            "f: Access(To, 0) deck > deck-us (controller) indirect",
        ]
    );
    // What it takes for itself from what it has for the shop, the shop makes available to it.
    let taken = hosted(
        "",
        "from: platform, to: platform, mode: internal, role: controller",
    );
    assert_eq!(
        taken.first().unwrap(),
        "f: Disclose shop by deck > deck (controller)"
    );
    // What it gives back is no disclosure to somebody else.
    let back = hosted("", "from: platform, to: shop");
    assert_eq!(
        back.first().unwrap(),
        "f: Store deck for shop > shop (controller)"
    );
}

#[test]
fn who_reads_in_a_system_is_judged_also_where_flows_only_come_from_it() {
    let from = hosted("", "from: platform, to: shop");
    let reader = "f: Access(From, 0) deck for shop > deck-us (sub-processor) indirect";
    assert_eq!(from.last().unwrap(), reader);
    // The controller may have engaged the reader itself.
    let own = "  - {id: u, kind: processor, between: [shop, deck-us]}";
    let engaged = hosted(own, "from: data-subjects, to: platform");
    assert_eq!(
        engaged.last().unwrap(),
        "f: Access(To, 0) shop > deck-us (processor)"
    );
}

#[test]
fn without_a_contract_who_takes_data_in_for_the_controller_passes_them_on_for_it() {
    let text = |first: &str| {
        taken_apart(&format!(
            "
controller: shop
parties: [{{id: shop, country: DE}}, {{id: deck, country: IE}}, {{id: bureau, country: DE}}]
systems: [{{id: platform, operator: deck, hosting: DE}}]
flows:
{first}
  - {{id: g, from: platform, to: bureau, role: controller, {REST}
"
        ))
    };
    let put = format!("  - {{id: f, from: data-subjects, to: platform, {REST}");
    assert_eq!(
        text(&put).last().unwrap(),
        "g: Disclose shop by deck > bureau (controller)"
    );
    assert_eq!(
        text(""),
        ["g: Disclose deck > bureau (controller) indirect"]
    );
}

#[test]
fn what_happens_in_the_system_of_a_joint_controller_both_do() {
    let text = |contract: &str| {
        taken_apart(&format!(
            "
controller: shop
parties: [{{id: shop, country: DE}}, {{id: club, country: DE}}]
systems: [{{id: members, operator: club, hosting: DE}}]
contracts: [{{id: j, kind: {contract}, between: [shop, club]}}]
flows:
  - {{id: f, from: members, to: members, mode: internal, {REST}
"
        ))
    };
    assert_eq!(
        text("joint-controllers"),
        ["f: Store shop > shop (same-entity)"]
    );
    assert_eq!(
        text("data-sharing"),
        ["f: Store club > club (same-entity) indirect"]
    );
}
