//! Who counts as disclosed, and what is asked of what they do.

use super::findings;

const RIGHTS: &str = "We answer for it.";

/// The rules that find something in a shop that passes names on to three others, by the statement on
/// recipients, what the parties are, their contracts and their flows.
fn rules(shares: &str, party: &str, contracts: bool, flow: &str) -> Vec<String> {
    let ids = ["one", "two", "three"];
    let each = |line: &dyn Fn(&str) -> String| ids.map(line).concat();
    let parties = each(&|id| format!("  - {{id: {id}, name: The {id}, country: IE{party}}}\n"));
    let flows = each(&|id| {
        format!(
            "  - {{id: to-{id}, from: shop, to: {id}, subjects: customer, data: name, purpose: \
             delivery-of-goods, basis: contract{flow}}}\n"
        )
    });
    let contract = each(&|id| {
        format!(
            "  - {{id: c-{id}, kind: processor, between: [shop, {id}], instructions-only: true}}\n"
        )
    });
    let contracts = if contracts {
        format!("contracts:\n{contract}")
    } else {
        String::new()
    };
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: IE}}
{parties}{contracts}notice:
  text: We share. We keep it. {RIGHTS}
  statements:
    - {{id: s, quote: We share, shares: {{with: {shares}}}}}
    - {{id: r, quote: We keep it, retains: P2Y}}
flows:
  - {{id: in, from: data-subjects, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, retention: P2Y}}
{flows}"
    );
    let found = findings("2026-06-01", &text).into_iter();
    found.map(|finding| finding.rule).collect()
}

fn on_recipients(found: &[String]) -> Vec<&str> {
    let about = |rule: &&str| rule.ends_with("-recipient") || *rule == "notice/unused-statement";
    found.iter().map(String::as_str).filter(about).collect()
}

#[test]
fn a_class_covers_whom_the_estate_records_as_one() {
    let asked = |shares: &str, party: &str, contracts: bool, flow: &str| -> Vec<String> {
        let found = rules(shares, party, contracts, flow);
        on_recipients(&found)
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    // One sentence in general terms is one finding, whomever it leaves unnamed.
    let vague = ["disclosure/vague-recipient"];
    assert_eq!(asked("service-provider", "", true, ""), vague);
    assert_eq!(asked("data-processor", "", true, ""), vague);
    assert_eq!(asked("third-party", "", false, ""), vague);
    assert_eq!(asked("organisation", "", false, ""), vague);
    assert_eq!(
        asked("charity-organisation", ", kind: charity", false, ""),
        vague
    );
    assert_eq!(
        asked("authority", ", kind: public-authority", false, ""),
        vague
    );
    // Those who decide for themselves provide no service, and a company is no charity.
    let other = |found: Vec<String>| {
        let undisclosed = found
            .iter()
            .filter(|it| *it == "disclosure/undisclosed-recipient");
        undisclosed.count()
    };
    assert_eq!(other(asked("service-provider", "", false, "")), 3);
    assert_eq!(other(asked("third-party", "", true, "")), 3);
    assert_eq!(other(asked("charity-organisation", "", false, "")), 3);
}

#[test]
fn how_long_another_controller_keeps_data_is_for_its_own_notice() {
    let contradicted = |contracts: bool, flow: &str| {
        let found = rules("third-party", "", contracts, flow);
        found
            .iter()
            .any(|it| it == "disclosure/contradicted-retention")
    };
    assert!(!contradicted(false, ", role: controller, retention: P6Y"));
    assert!(contradicted(true, ", retention: P6Y"));
}

#[test]
fn a_class_covers_them_in_transfers_and_promises_too() {
    let found = |class: &str| -> Vec<String> {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: IE}}
  - {{id: host, name: Host, country: IN}}
contracts: [{{id: c, kind: processor, between: [shop, host], instructions-only: true}}]
safeguards: [{{id: s, kind: eu-scc-2021, between: [shop, host], concluded: 2024-01-01, risk-assessment: {{date: 2024-01-01}}}}]
notice:
  text: We share. We send it there. We protect it.
  statements:
    - {{id: s, quote: We share, shares: {{with: service-provider}}}}
    - {{id: t, quote: We send it there, transfers: {{with: {class}, to: IN, safeguards: eu-scc}}}}
    - {{id: p, quote: We protect it, promises: {{measures: encryption, with: {class}}}}}
flows:
  - {{id: in, from: data-subjects, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
  - {{id: out, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, measures: pseudonymisation}}
"
        );
        let found = findings("2026-06-01", &text).into_iter();
        let about = [
            "disclosure/undisclosed-transfer",
            "disclosure/undisclosed-safeguard",
            "sharing/promised-measure-missing",
        ];
        let rules = found.map(|it| it.rule);
        rules.filter(|it| about.contains(&it.as_str())).collect()
    };
    assert_eq!(
        found("service-provider"),
        ["sharing/promised-measure-missing"]
    );
    assert_eq!(found("third-party"), ["disclosure/undisclosed-transfer"]);
}

#[test]
fn a_publication_is_a_recipient() {
    let found = |said: &str| {
        let text = format!(
            "
name: D
controller: b
parties:
  - {{id: b, name: B, country: FR}}
  - {{id: anyone, name: anyone on the web, country: unknown, kind: public}}
flows:
  - {{id: f, from: data-subjects, to: b, data: name, subjects: customer, purpose: customer-care, basis: contract}}
  - {{id: p, from: b, to: anyone, mode: published, data: name, subjects: customer, purpose: customer-care, basis: contract}}
notice:
  text: We collect your name for customer care by contract. This we say.
  statements:
    - {{id: s1, quote: your name, collects: {{data: name, from: data-subjects}}}}
    - {{id: s2, quote: customer care, uses: customer-care, relies-on: contract}}
    - {{id: s5, quote: This we say, {said}}}
"
        );
        let found = findings("2024-06-01", &text).into_iter().map(|it| it.rule);
        found
            .filter(|it| it.ends_with("-recipient"))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("shares: none"), ["disclosure/contradicted-recipient"]);
    assert_eq!(
        found("informs: dpo-contact"),
        ["disclosure/undisclosed-recipient"]
    );
    assert_eq!(found("shares: {with: anyone}"), [""; 0]);
    assert_eq!(found("shares: {with: general-public}"), [""; 0]);
    assert_eq!(
        found("shares: {with: recipient}"),
        ["disclosure/vague-recipient"]
    );
}
