//! What the text of a notice may say although no statement covers the words: a question where the words are
//! about the flow, a finding where they are about something else.

use super::{findings, of};

const ASKED: &str = "disclosure/words-not-transcribed";

/// How many findings of a rule there are, and how many questions, where one sentence is in the section of the
/// orders, of the newsletter, or of neither, and no statement covers it.
fn judged(rule: &str, (section, sentence): (&str, &str), flow: &str) -> (usize, usize) {
    let of_section = |name: &str| if name == section { sentence } else { "" };
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: bureau, name: Brightwell Bureau, country: GB, is: credit-reference-agency}}
  - {{id: typist, name: Typewell, country: US}}
systems: [{{id: desk, name: Desk, operator: typist, hosting: US}}]
contracts: [{{id: c, kind: processor, between: [shop, typist]}}]
safeguards:
  - {{id: idta, kind: uk-idta, between: [shop, typist], concluded: 2024-01-01, risk-assessment: {{date: 2024-01-01}}}}
services:
  - {{id: orders, name: Orders, sections: Orders}}
  - {{id: news, name: News, sections: News}}
notice:
  text: |
    # Privacy

    ## Orders

    We deliver. {}

    ## News

    We write. {}

    ## General

    We are Shop. {}
  statements:
    - {{id: orders, section: Orders, quote: We deliver, collects: {{data: [name, income]}}, uses: delivery-of-goods, transfers: {{to: US}}}}
flows:
  - {{id: f, service: orders, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, {flow}}}
",
        of_section("orders"),
        of_section("news"),
        of_section("general"),
    );
    let found = findings("2025-06-01", &text);
    (of(&found, rule).len(), of(&found, ASKED).len())
}

const COLLECTED: &str = "from: data-subjects, to: shop";

#[test]
fn a_basis_counts_in_the_own_section_or_in_a_sentence_on_the_purpose() {
    let basis = |section, sentence| {
        let rule = "disclosure/undisclosed-basis";
        judged(rule, (section, sentence), COLLECTED)
    };
    let named = "We rely on the performance of our contract with you.";
    let deliver =
        "We process your data to deliver your order, for the performance of our contract with you.";
    assert_eq!(basis("orders", named), (0, 1));
    assert_eq!(basis("general", deliver), (0, 1));
    assert_eq!(basis("general", named), (1, 0), "it is of other flows");
    assert_eq!(basis("news", deliver), (1, 0), "it is of another service");
    let other = "We rely on our legitimate interests.";
    assert_eq!(basis("orders", other), (1, 0), "another basis");
    let fraud = "We use your data to prevent fraud, for the performance of our contract with you.";
    assert_eq!(basis("orders", fraud), (1, 0), "another purpose");
}

#[test]
fn a_mechanism_counts_where_it_is_of_this_country_or_recipient() {
    let mechanism = |section: &str, sentence: &str| {
        let rule = "disclosure/undisclosed-safeguard";
        judged(rule, (section, sentence), "from: shop, to: desk")
    };
    let named = |to: &str| {
        format!("We transfer your data to {to} under the international data transfer agreement.")
    };
    assert_eq!(mechanism("general", &named("the United States")).0, 0);
    assert_eq!(mechanism("general", &named("India")).0, 1);
    assert_eq!(mechanism("news", &named("the United States")).0, 1);
    let anywhere = "We transfer your data outside the United Kingdom under the international data transfer agreement.";
    assert_eq!(mechanism("orders", anywhere).0, 0);
    assert_eq!(mechanism("general", anywhere).0, 1);
}

#[test]
fn a_source_counts_where_the_words_on_collection_name_it() {
    let source = |section, sentence| {
        let rule = "disclosure/undisclosed-source";
        judged(rule, (section, sentence), "from: bureau, to: shop")
    };
    assert_eq!(
        source("orders", "We receive your name from Brightwell Bureau."),
        (0, 1)
    );
    assert_eq!(source("orders", "We receive your name from others.").0, 1);
    assert_eq!(source("orders", "We like Brightwell Bureau.").0, 1);
    assert_eq!(
        source("news", "We receive your name from Brightwell Bureau.").0,
        1
    );
}

#[test]
fn a_decision_counts_where_the_words_are_about_it() {
    let flow = format!(
        "{COLLECTED}, decision: {{about: loans, solely-automated: true, significant: true}}"
    );
    let decision = |section, sentence| {
        let rule = "disclosure/undisclosed-automated-decision";
        judged(rule, (section, sentence), &flow)
    };
    let loans = "We use automated decision-making to decide who gets loans.";
    let prices = "We use automated decision-making to set prices.";
    assert_eq!(decision("general", loans), (0, 1));
    assert_eq!(decision("orders", prices), (0, 1));
    assert_eq!(decision("general", prices), (1, 0));
    assert_eq!(decision("news", loans), (1, 0));
}

#[test]
fn a_period_counts_elsewhere_where_it_is_the_one_that_the_flow_declares() {
    let flow = format!("{COLLECTED}, retention: P6Y");
    let period = |section, sentence| {
        let rule = "disclosure/undisclosed-retention";
        judged(rule, (section, sentence), &flow)
    };
    assert_eq!(
        period("general", "We keep your data for six years."),
        (0, 1)
    );
    assert_eq!(
        period("general", "We keep your data for two years."),
        (1, 0)
    );
    assert_eq!(period("orders", "We keep your data for two years."), (0, 1));
    assert_eq!(period("news", "We keep your data for six years."), (1, 0));
}

#[test]
fn a_recipient_counts_by_a_category_with_its_sector() {
    let recipient = |section, sentence| {
        let flow = "from: shop, to: bureau";
        let rule = "disclosure/undisclosed-recipient";
        let found = judged(rule, (section, sentence), flow).0;
        let asked = judged(
            "disclosure/recipient-not-transcribed",
            (section, sentence),
            flow,
        )
        .0;
        (found, asked)
    };
    let named = "We share your data with credit reference agencies.";
    assert_eq!(recipient("general", named), (0, 1));
    assert_eq!(recipient("news", named), (1, 0));
    assert_eq!(
        recipient("general", "We share your data with payment processors."),
        (1, 0)
    );
    assert_eq!(
        recipient("general", "We share your data with third parties."),
        (1, 0)
    );
}

#[test]
fn a_short_name_counts_in_its_own_letters() {
    let found = |name: &str, text: &str| {
        let text = format!(
            "
controller: shop
parties: [{{id: shop, name: Shop, country: GB}}, {{id: p, name: {name}, country: GB}}]
notice:
  text: {text}
  statements: [{{id: a, quote: We deliver, collects: {{data: name}}, uses: delivery-of-goods, relies-on: contract}}]
flows:
  - {{id: f, from: shop, to: p, role: controller, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2025-06-01", &text);
        let rules = [
            "disclosure/undisclosed-recipient",
            "disclosure/recipient-not-transcribed",
        ];
        rules.map(|rule| of(&found, rule).len())
    };
    assert_eq!(
        found("UPS Ltd", "We deliver. We share your name with UPS."),
        [0, 1]
    );
    assert_eq!(
        found("DHL", "We deliver. We share your name with DHL."),
        [0, 1]
    );
    assert_eq!(
        found("UPS Ltd", "We deliver. Whatever ups and downs there are."),
        [1, 0]
    );
    assert_eq!(
        found("UPS Ltd", "We deliver. We share your name with UPSALA."),
        [1, 0]
    );
    assert_eq!(
        found("Fen", "We deliver. We share your name with FEN."),
        [1, 0]
    );
}
