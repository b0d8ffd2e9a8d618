//! What a check makes of the reach of the law: people abroad, international organisations, what is done
//! for another controller, and mechanisms of two regimes in one notice.

use super::{findings, of, rules_on_movements};

/// A shop in the Netherlands that also serves people in the United Kingdom, and whose processor is in the
/// United States with the clauses of the EU alone.
fn shop(flow: &str) -> Vec<String> {
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: NL, scope: {{uk-gdpr: art3-2}}, representative: {{name: R, country: GB}}}}
  - {{id: host, name: Host, country: US}}
systems:
  - {{id: store, name: Store, operator: host, hosting: US}}
contracts: [{{id: c, kind: processor, between: [shop, host]}}]
safeguards:
  - {{id: s, kind: eu-scc-2021, between: [shop, host], concluded: 2024-01-01, risk-assessment: {{date: 2025-01-01, conclusion: adequate}}}}
flows:
  - {{id: f, from: shop, to: store, subjects: customer, data: name, purpose: service-provision, basis: contract, safeguards: s{flow}}}
"
    );
    let found = findings("2026-11-25", &text);
    let found = found.iter().filter(|it| it.rule.starts_with("transfer/"));
    found
        .flat_map(|it| it.regimes.iter().map(|regime| regime.id().to_owned()))
        .collect()
}

#[test]
fn article_3_2_reaches_what_concerns_people_in_the_territory() {
    assert_eq!(shop(""), ["uk-gdpr"]);
    assert_eq!(shop(", subjects-in: GB"), ["uk-gdpr"]);
    assert_eq!(shop(", subjects-in: [NL, GB]"), ["uk-gdpr"]);
    assert!(shop(", subjects-in: NL").is_empty());
    assert!(shop(", subjects-in: EU").is_empty());
}

/// A hospital that sends to another.
fn sent(to: &str, safeguards: &str) -> Vec<String> {
    let text = format!(
        "
name: A hospital
controller: hospital
parties:
  - {{id: hospital, name: Hospital, country: DE, kind: public-authority}}
  - {{id: other, name: The other, country: FR, {to}}}
{safeguards}
flows:
  - {{id: f, from: hospital, to: other, role: controller, subjects: patient, data: name, purpose: scientific-research, basis: public-task}}
"
    );
    of(&findings("2026-11-25", &text), "transfer/no-safeguard")
}

#[test]
fn an_international_organisation_is_outside_wherever_its_office_is() {
    assert!(sent("kind: company", "").is_empty());
    assert_eq!(sent("kind: international-organisation", "").len(), 1);
    // The one for which there is a decision.
    assert!(sent("kind: international-organisation, sector: epo", "").is_empty());
    let clauses = "safeguards: [{id: s, kind: eu-scc-2021, between: [hospital, other], concluded: 2024-01-01}]";
    assert!(sent("kind: international-organisation", clauses).is_empty());
}

/// A supplier that runs software for its customers.
fn supplier(statement: &str) -> Vec<String> {
    let text = format!(
        "
name: A supplier
controller: supplier
parties:
  - {{id: supplier, name: Supplier, country: DE}}
  - {{id: customer, name: Customer, country: DE}}
systems:
  - {{id: product, name: Product, operator: supplier, hosting: DE}}
services:
  - {{id: software, name: Software, sections: Software}}
contracts: [{{id: c, kind: processor, between: [customer, supplier]}}]
notice:
  text: |
    # General

    We collect the addresses of our customers.

    # Software

    Your employer decides. We store your name.
  statements:
    - {{id: general, section: General, quote: We collect the addresses of our customers, collects: {{data: physical-address}}, uses: service-provision}}
    - {{id: employer, section: Software, quote: Your employer decides, informs: source}}
{statement}
flows:
  - {{id: f, service: software, on-behalf-of: customer, from: data-subjects, to: product, subjects: user, data: [name, age], purpose: service-provision, basis: contract}}
"
    );
    of(
        &findings("2026-11-25", &text),
        "disclosure/undisclosed-data",
    )
}

#[test]
fn what_is_done_for_another_is_held_to_what_the_notice_describes() {
    assert!(supplier("").is_empty());
    let described =
        "    - {id: name, section: Software, quote: We store your name, collects: {data: name}}";
    let found = supplier(described);
    assert!(
        matches!(&*found, [one] if one.contains("age of user")),
        "{found:?}"
    );
    let denied =
        "    - {id: no, section: Software, quote: We store your name, collects: {none: true}}";
    assert!(supplier(denied).is_empty());
}

/// What a notice of a controller under both regimes, or under one, is found to be by words on mechanisms.
fn outdated(scope: &str, words: &str) -> usize {
    let text = format!(
        "
name: A firm
controller: firm
parties:
  - {{id: firm, name: Firm, country: GB{scope}}}
  - {{id: host, name: Host, country: US}}
notice:
  text: Our host is in the United States under clauses.
  statements:
    - {{id: host, quote: Our host is in the United States under clauses, transfers: {{to: US, with: host, safeguards: {words}}}}}
"
    );
    of(&findings("2026-11-25", &text), "notice/outdated-mechanism").len()
}

#[test]
fn a_mechanism_of_the_other_regime_is_none_of_the_past() {
    let both = ", scope: {eu-gdpr: art3-2}, representative: {name: R, country: IE}";
    assert_eq!(outdated(both, "[eu-scc-2021, uk-addendum]"), 0);
    assert_eq!(outdated("", "[eu-scc-2021, uk-addendum]"), 0);
    assert_eq!(outdated("", "eu-dpf"), 0);
    assert_eq!(outdated("", "privacy-shield"), 1);
    assert_eq!(outdated("", "uk-addendum"), 0);
    assert_eq!(outdated(both, "privacy-shield"), 1);
}

#[test]
fn one_sentence_that_denies_all_recipients_is_one_cause() {
    let text = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: DE}
  - {id: post, name: Post, country: DE}
  - {id: bank, name: Bank, country: DE}
notice:
  text: We share your data with nobody. Post delivers. Bank takes payments. We use your name to sell.
  statements:
    - {id: nobody, quote: We share your data with nobody, shares: none}
    - {id: post, quote: Post delivers, shares: {with: post}}
    - {id: bank, quote: Bank takes payments, shares: {with: bank}}
    - {id: name, quote: We use your name to sell, collects: {data: name}, uses: service-provision}
flows:
  - {id: f, from: shop, to: post, role: controller, subjects: customer, data: name, purpose: service-provision, basis: contract}
  - {id: g, from: shop, to: bank, role: controller, subjects: customer, data: name, purpose: service-provision, basis: contract}
";
    let found = findings("2026-11-25", text);
    let ambiguous = of(&found, "disclosure/ambiguous-recipient");
    assert_eq!(ambiguous.len(), 1, "{:?}", rules_on_movements(&found));
    assert!(ambiguous[0].contains("Bank and Post"), "{ambiguous:?}");
}

#[test]
fn one_who_states_to_be_outside_both_regimes_has_nothing_judged() {
    let estate = |scope: &str| {
        let text = format!(
            "
name: A hotel
controller: hotel
parties:
  - {{id: hotel, name: Hotel, country: US{scope}}}
flows:
  - {{id: f, from: data-subjects, to: hotel, subjects: customer, data: name, purpose: service-provision}}
"
        );
        let files = crate::input::MemoryFiles::new().with("fairnotice.yaml", text);
        crate::project::Project::load(&files, "fairnotice.yaml").unwrap()
    };
    let day = "2026-11-25".parse().unwrap();
    let outside = estate(", scope: {eu-gdpr: none}");
    let outcome = outside.check(day).run().unwrap();
    assert_eq!((outcome.findings.len(), outcome.flows_judged), (0, 0));
    // What nobody states is no answer.
    assert!(estate("").check(day).run().is_err());
}

#[test]
fn a_category_of_recipients_that_states_their_sector_is_clear() {
    let vague = |is: &str, with: &str| {
        let text = format!(
            "
name: A shop
controller: shop
terms: [{{id: parcel-service, under: organisation}}]
parties:
  - {{id: shop, name: Shop, country: DE}}
  - {{id: post, name: Post, country: DE, is: {is}}}
notice:
  text: Others bring what you buy.
  statements:
    - {{id: others, quote: Others bring what you buy, shares: {{with: {with}}}, collects: {{data: name}}, uses: service-provision}}
flows:
  - {{id: f, from: shop, to: post, role: controller, subjects: customer, data: name, purpose: service-provision, basis: contract}}
"
        );
        let found = findings("2026-11-25", &text);
        of(&found, "disclosure/vague-recipient").len()
            + of(&found, "disclosure/undisclosed-recipient").len() * 10
    };
    assert_eq!(vague("parcel-service", "parcel-service"), 0);
    assert_eq!(vague("parcel-service", "organisation"), 1);
    assert_eq!(vague("service-provider", "service-provider"), 1);
    assert_eq!(vague("hospital", "hospital"), 0);
    assert_eq!(vague("hospital", "parcel-service"), 10);
}
