//! What counts as a restricted transfer, asked of small estates.

use super::transfers;
use crate::estate::model::Estate;
use crate::input::MemoryFiles;
use crate::law::Regime;

pub fn load(text: &str) -> Estate {
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    match crate::estate::load(&files, "fairnotice.yaml").estate {
        Ok(estate) => estate,
        Err(errors) => panic!("{errors:#?}"),
    }
}

/// The transfers of an estate on a day under a regime: the flow, who sends, and where to.
fn found(regime: Regime, day: &str, text: &str) -> Vec<String> {
    let estate = load(text);
    transfers(&estate, day.parse().unwrap())
        .into_iter()
        .filter(|transfer| transfer.regime == regime)
        .map(|transfer| {
            let to: Vec<&str> = transfer
                .destinations
                .iter()
                .map(|destination| destination.at.map_or("?", |at| at.name()))
                .collect();
            let flow = &estate.flow(transfer.flow).id;
            let exporter = &estate.party(transfer.exporter).id;
            format!("{flow}: {exporter} to {}", to.join(", "))
        })
        .collect()
}

fn eu(text: &str) -> Vec<String> {
    found(Regime::EuGdpr, "2023-03-01", text)
}

fn uk(text: &str) -> Vec<String> {
    found(Regime::UkGdpr, "2023-03-01", text)
}

const NONE: [&str; 0] = [];
pub const REST: &str =
    "subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}";

/// A taxi firm with a company abroad whose app takes in what the riders say.
fn taxis(contract: &str, flow: &str) -> String {
    format!(
        "
controller: taxis
parties:
  - {{id: taxis, country: NL}}
  - {{id: app-firm, country: US}}
systems:
  - {{id: app, operator: app-firm, hosting: US}}
{contract}
flows:
  - {{id: f, from: data-subjects, {flow}, {REST}
"
    )
}

#[test]
fn a_joint_controller_behind_a_collection_makes_the_data_available() {
    let joint = "contracts: [{id: j, kind: joint-controllers, between: [taxis, app-firm]}]";
    let transfer = ["f: taxis to United States"];
    assert_eq!(eu(&taxis(joint, "to: app")), transfer);
    assert_eq!(eu(&taxis("", "to: app, role: joint-controller")), transfer);
    // Fashion ID: the page of the one makes the browsers send to the other.
    let embedded = "to: app-firm, mode: embedded";
    assert_eq!(eu(&taxis("", embedded)), transfer);
    // Of a collection that is the other's alone nobody is the exporter.
    let own = "to: app, role: controller";
    assert_eq!(eu(&taxis("", own)), NONE);
    let theirs = "to: app, role: joint-controller, on-behalf-of: app-firm";
    assert_eq!(eu(&taxis("", theirs)), NONE);
}

#[test]
fn who_reads_joint_data_in_is_not_what_decides_which_estate_it_is() {
    let text = taxis(
        "contracts: [{id: j, kind: joint-controllers, between: [taxis, app-firm]}]",
        "to: app, on-behalf-of: taxis",
    );
    let text = text.replace(
        "controller: taxis\nparties",
        "controller: app-firm\nparties",
    );
    assert_eq!(eu(&text), ["f: taxis to United States"]);
}

/// A firm abroad that gets data from a page or a person.
fn taken(kind: &str, more: &str) -> String {
    format!(
        "
controller: faces
parties:
  - {{id: faces, country: US, scope: {{eu-gdpr: art3-2}}}}
  - {{id: source, country: FR, kind: {kind}}}
{more}
flows:
  - {{id: f, from: source, to: faces, MODE, {REST}
"
    )
}

#[test]
fn scraping_and_private_people_have_no_exporter() {
    let scraped = taken("company", "").replace("MODE", "mode: scraped");
    assert_eq!(eu(&scraped), NONE);
    let sent = |text: String| text.replace("MODE", "mode: sent");
    assert_eq!(eu(&sent(taken("individual", ""))), NONE);
    assert_eq!(
        eu(&sent(taken("company", ""))),
        ["f: source to United States"]
    );
    // A person who works for a firm is no private person.
    let works = "contracts: [{id: c, kind: processor, between: [faces, source]}]";
    assert_eq!(
        eu(&sent(taken("individual", works))),
        ["f: source to United States"]
    );
}

#[test]
fn a_place_that_nobody_knows_is_not_inside() {
    let text = |country: &str| {
        format!(
            "
controller: shop
parties:
  - {{id: shop, country: FR}}
  - {{id: helper, country: {country}}}
flows:
  - {{id: f, from: shop, to: helper, {REST}
"
        )
    };
    assert_eq!(eu(&text("unknown")), ["f: shop to ?"]);
    assert_eq!(eu(&text("DE")), NONE);
}

/// A processor at home that gives back to a controller abroad.
fn returned(country: &str, flows: &str) -> String {
    format!(
        "
controller: cleaner
parties:
  - {{id: cleaner, country: {country}}}
  - {{id: principal, country: AU, scope: {{eu-gdpr: none, uk-gdpr: none}}}}
  - {{id: broker, country: {country}}}
contracts: [{{id: c, kind: processor, between: [principal, cleaner]}}]
flows:
{flows}
  - {{id: back, from: cleaner, to: principal, on-behalf-of: principal, MORE {REST}
"
    )
}

#[test]
fn what_a_processor_hands_back_is_a_transfer_for_the_edpb_and_none_for_the_ico() {
    let in_flow =
        format!("  - {{id: in, from: principal, to: cleaner, on-behalf-of: principal, {REST}");
    let text = |country| returned(country, &in_flow).replace("MORE ", "");
    assert_eq!(eu(&text("IE")), ["back: cleaner to Australia"]);
    assert_eq!(uk(&text("GB")), NONE);
    // What it does without instructions, it starts itself.
    let own = returned("GB", &in_flow).replace("MORE ", "instructed: false, ");
    assert_eq!(uk(&own), ["back: cleaner to Australia"]);
    // What it has from somebody else it does not give back.
    let bought =
        format!("  - {{id: in, from: broker, to: cleaner, on-behalf-of: principal, {REST}");
    let text = returned("GB", &bought).replace("MORE ", "");
    assert_eq!(uk(&text), ["back: cleaner to Australia"]);
}

#[test]
fn what_a_controller_has_its_processor_send_the_controller_transfers() {
    let text = |starter: &str| {
        format!(
            "
controller: shop
parties:
  - {{id: shop, country: GB}}
  - {{id: mailer, country: GB}}
  - {{id: buyer, country: IN}}
contracts: [{{id: c, kind: processor, between: [shop, mailer]}}]
flows:
  - {{id: f, from: mailer, to: buyer, initiated-by: {starter}, {REST}
"
        )
    };
    assert_eq!(uk(&text("shop")), ["f: shop to India"]);
    assert_eq!(uk(&text("mailer")), ["f: shop to India"]);
    assert_eq!(uk(&text("buyer")), NONE);
}

#[test]
fn publication_is_a_transfer_for_the_ico_where_it_is_meant_for_readers_abroad() {
    let text = |country: &str, audience: &str| {
        format!(
            "
controller: charity
parties:
  - {{id: charity, country: {country}}}
  - {{id: world, country: unknown, kind: public}}
flows:
  - {{id: f, from: charity, to: world, mode: published, {audience} {REST}
"
        )
    };
    assert_eq!(uk(&text("GB", "audience: worldwide,")), ["f: charity to ?"]);
    assert_eq!(uk(&text("GB", "audience: territory,")), NONE);
    assert_eq!(uk(&text("GB", "")), NONE);
    assert_eq!(eu(&text("SE", "audience: worldwide,")), NONE);
}

#[test]
fn a_branch_inside_is_under_the_regime_for_what_it_does() {
    let text = |from: &str| {
        format!(
            "
controller: bank
parties:
  - {{id: bank, country: US, branches: [{{id: paris, country: FR}}]}}
  - {{id: helper, country: IN}}
flows:
  - {{id: f, from: {from}, to: helper, {REST}
  - {{id: g, from: {from}, to: OTHER, {REST}
"
        )
    };
    let branch = text("paris").replace("OTHER", "bank");
    assert_eq!(eu(&branch), ["f: bank to India"]);
    let seat = text("bank").replace("OTHER", "paris");
    assert_eq!(eu(&seat), NONE);
}

#[test]
fn the_treaty_bridged_the_first_months_after_the_transition() {
    let text = format!(
        "
controller: shop
parties:
  - {{id: shop, country: FR}}
  - {{id: helper, country: GB}}
flows:
  - {{id: f, from: shop, to: helper, {REST}
"
    );
    let on = |day| found(Regime::EuGdpr, day, &text);
    assert_eq!(on("2020-12-31"), NONE);
    assert_eq!(on("2021-01-01"), NONE);
    assert_eq!(on("2021-06-28"), NONE);
    assert_eq!(on("2021-06-29"), ["f: shop to United Kingdom"]);
}

#[test]
fn no_transfer_without_another_who_gets_the_data() {
    let text = |flow: &str| {
        format!(
            "
controller: firm
parties:
  - {{id: firm, country: FR, branches: [{{id: lagos, country: NG}}]}}
  - {{id: host, country: IE, group: g}}
  - {{id: parent, country: US, group: g}}
  - {{id: network, country: US, kind: carrier}}
systems:
  - {{id: store, operator: host, hosting: IE}}
  - {{id: own, operator: firm, hosting: FR, access: [{{by: firm, from: NG}}]}}
  - {{id: relay, operator: parent, hosting: US, transit-only: true}}
flows:
  - {{id: f, {flow}, {REST}
"
        )
    };
    for flow in [
        "from: firm, to: lagos",
        "from: lagos, to: firm",
        "from: data-subjects, to: lagos",
        "from: firm, to: own",
        "from: firm, to: store",
        "from: firm, to: network",
        "from: firm, to: relay",
        "from: firm, to: data-subjects",
        "from: data-subjects, to: firm",
    ] {
        assert_eq!(eu(&text(flow)), NONE, "{flow}");
    }
    assert_eq!(
        eu(&text("from: firm, to: parent")),
        ["f: firm to United States"]
    );
}

#[test]
fn under_the_uk_gdpr_a_place_abroad_counts_where_nobody_is_seen_to_keep_the_data_there() {
    let text = |role: &str, hosting: &str| {
        format!(
            "
controller: payments
parties:
  - {{id: payments, country: GB}}
  - {{id: council, country: GB}}
  - {{id: cloud, country: IE}}
systems:
  - {{id: platform, operator: payments, hosting: IE}}
flows:
  - {{id: f, from: council, to: platform, role: {role}, {REST}
{hosting}
"
        )
    };
    let hosting = format!("  - {{id: g, from: platform, to: cloud, role: processor, {REST}");
    // A controller is where it is established, wherever its machines are.
    assert_eq!(uk(&text("controller", "")), NONE);
    // What a processor keeps abroad counts, unless the transfer to the one who keeps it is recorded.
    assert_eq!(uk(&text("processor", "")), ["f: council to Ireland"]);
    assert_eq!(uk(&text("processor", &hosting)), ["g: payments to Ireland"]);
}
