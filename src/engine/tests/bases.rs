//! What a check makes of a notice that states several legal bases.

use super::{findings, of};

/// A customer is identified by a document, under the contract, or by a picture, with consent.
fn identified(document: &str, picture: &str) -> Vec<String> {
    let text = format!(
        "
controller: pay
parties: [{{id: pay, name: Pay, country: IE}}]
systems: [{{id: core, operator: pay, hosting: IE}}]
flows:
  - {{id: doc, from: data-subjects, to: core, data: passport-code, subjects: customer, purpose: identity-verification, basis: contract}}
  - {{id: face, from: data-subjects, to: core, data: photograph, subjects: customer, purpose: identity-verification, basis: consent}}
terms: [{{id: passport-code, under: official-id}}, {{id: photograph, under: picture}}]
notice:
  published: 2026-01-01
  text: We take your passport code, under our contract. If you consent, we take a photograph instead.
  statements:
    - {{id: b, quote: \"We take your passport code, under our contract\", uses: identity-verification, {document}}}
    - {{id: c, quote: \"If you consent, we take a photograph\", {picture}}}
"
    );
    let found = findings("2026-03-01", &text);
    let rules = ["ambiguous-basis", "contradicted-basis", "undisclosed-basis"];
    let of_rule = |rule: &&str| !of(&found, &format!("disclosure/{rule}")).is_empty();
    rules
        .iter()
        .filter(|rule| of_rule(rule))
        .map(|rule| (*rule).to_owned())
        .collect()
}

#[test]
fn a_basis_may_be_stated_for_some_data() {
    let contract = "relies-on: {basis: contract, purposes: identity-verification";
    let consent = "relies-on: {basis: consent, purposes: identity-verification";
    let both = |document: &str, picture: &str| {
        identified(
            &format!("{contract}{document}"),
            &format!("{consent}{picture}"),
        )
    };
    // Which basis is for which data, nobody can see.
    assert_eq!(both("}", "}"), ["ambiguous-basis"]);
    let (of_document, of_picture) = (", data: passport-code}", ", data: photograph}");
    assert_eq!(both(of_document, of_picture), [""; 0]);
    // A sentence on these data goes before one on all; for the others the latter holds.
    assert_eq!(both("}", of_picture), [""; 0]);
    // One on other data says nothing about these.
    assert_eq!(
        identified(
            &format!("{contract}{of_document}"),
            "collects: {data: photograph}"
        ),
        ["undisclosed-basis"]
    );
    assert_eq!(both(of_picture, of_document), ["contradicted-basis"]);
}

#[test]
fn a_sentence_that_states_its_data_and_a_basis_is_about_those_data_first() {
    let contract = "collects: {data: passport-code}, relies-on: {basis: contract, purposes: identity-verification}";
    let consent = "collects: {data: photograph}, relies-on: {basis: consent, purposes: identity-verification}";
    assert_eq!(identified(contract, consent), [""; 0]);
    // It holds for others too, where no other sentence does.
    assert_eq!(
        identified(contract, "collects: {data: photograph}"),
        ["contradicted-basis"]
    );
}

/// What is found of bases where staff are taken on by contract, and their names go to a fund; `fund` is what the
/// notice states of that.
fn pensions(fund: &str) -> Vec<String> {
    let text = format!(
        "
name: Council
controller: c
parties:
  - {{id: c, name: Council, country: GB, kind: public-authority}}
  - {{id: fund, name: The pension fund, country: GB, kind: public-authority}}
services: [{{id: staff, sections: Staff}}]
service: staff
flows:
  - {{id: hired, from: data-subjects, to: c, data: name, subjects: employee, purpose: personnel-management, basis: contract, task: other-task}}
  - {{id: pension, from: c, to: fund, role: controller, data: name, subjects: employee, purpose: personnel-management, basis: legal-obligation, basis-in-law: LGPS Regulations 2013, task: other-task}}
notice:
  text: |
    # Staff

    We take your name to employ you. Under your contract. The fund gets it.
  statements:
    - {{id: s1, quote: We take your name to employ you, collects: {{data: name, from: data-subjects}}, uses: personnel-management}}
    - {{id: s2, quote: Under your contract, relies-on: contract}}
    - {{id: s3, quote: The fund gets it, {fund}}}
"
    );
    let found = findings("2026-06-01", &text).into_iter();
    let found = found.filter(|it| it.rule.ends_with("-basis"));
    found
        .map(|it| format!("{} {}", it.rule, it.flows.len()))
        .collect()
}

#[test]
fn a_basis_in_the_sentence_on_a_recipient_is_that_of_giving_data_to_it() {
    assert_eq!(
        pensions("shares: {with: fund}, relies-on: legal-obligation"),
        [""; 0]
    );
    assert_eq!(
        pensions("shares: {with: fund}, relies-on: consent"),
        ["disclosure/contradicted-basis 1"],
        "the collection has its own"
    );
    assert_eq!(
        pensions("relies-on: legal-obligation"),
        [
            "disclosure/ambiguous-basis 1",
            "disclosure/ambiguous-basis 1"
        ],
        "nobody can see what it is for"
    );
}

#[test]
fn a_basis_in_the_sentence_on_another_recipient_states_and_denies_nothing_else() {
    let found = |with: &str| {
        let text = format!(
            "
name: Firm
controller: o
parties:
  - {{id: o, name: Firm, country: SE}}
  - {{id: tax, name: Tax office, country: SE, kind: public-authority}}
  - {{id: fund, name: Fund, country: SE}}
services: [{{id: s, sections: Staff}}]
service: s
flows:
  - {{id: in, from: data-subjects, to: o, data: name, subjects: customer, purpose: customer-care, basis: contract}}
  - {{id: f, from: o, to: fund, role: controller, data: name, subjects: customer, purpose: payment-management, basis: contract}}
  - {{id: t, from: o, to: tax, role: controller, data: name, subjects: customer, purpose: legal-compliance, basis: legal-obligation, basis-in-law: an act}}
notice:
  text: |
    # Staff

    We take your name to care for you under our contract. The law obliges us to give it. Fund gets it to pay.
  statements:
    - {{id: a, quote: We take your name to care for you under our contract, collects: {{data: name, from: data-subjects}}, uses: customer-care, relies-on: {{basis: contract, purposes: customer-care}}}}
    - {{id: b, quote: The law obliges us to give it, shares: {{with: {with}}}, uses: legal-compliance, relies-on: legal-obligation}}
    - {{id: c, quote: Fund gets it to pay, shares: {{with: fund}}, uses: payment-management}}
"
        );
        let found = findings("2026-06-01", &text).into_iter();
        let found = found.filter(|it| it.rule.ends_with("-basis"));
        let found = found.map(|it| format!("{} {}", it.rule, it.message));
        found.collect::<Vec<_>>()
    };
    // Of the payments no sentence states a basis.
    for with in ["tax", "authority"] {
        let rules = found(with);
        assert!(
            rules.iter().all(|it| it.contains("payment management")),
            "{rules:?}"
        );
    }
    assert!(
        found("tax")
            .iter()
            .any(|it| it.starts_with("disclosure/undisclosed-basis"))
    );
}

#[test]
fn a_purpose_that_is_not_disclosed_covers_its_basis() {
    let text = "
name: B
controller: b
parties: [{id: b, name: B, country: SE}]
flows:
  - {id: f, from: data-subjects, to: b, data: name, subjects: customer, purpose: customer-care, basis: legitimate-interests, interests-assessed: 2024-01-01}
notice:
  text: We collect your name for delivery, under the contract.
  statements:
    - {id: s1, quote: your name, collects: {data: name, from: data-subjects}}
    - {id: s2, quote: for delivery, uses: delivery-of-goods}
    - {id: s3, quote: under the contract, relies-on: {basis: contract, purposes: delivery-of-goods}}
";
    let found = findings("2024-06-01", text);
    let mut purpose = found
        .iter()
        .filter(|it| it.rule == "disclosure/undisclosed-purpose");
    let covers = purpose.next().map(|it| it.covers.clone());
    assert!(covers.is_some_and(|it| it.contains(&"disclosure/undisclosed-basis".to_owned())));
    assert_eq!(of(&found, "disclosure/undisclosed-basis"), [""; 0]);
}

#[test]
fn what_is_not_necessary_is_found_whatever_the_basis() {
    let found = |basis: &str| {
        let text = format!(
            "
name: School
controller: b
parties: [{{id: b, name: School, country: SE}}]
flows:
  - {{id: f, from: data-subjects, to: b, data: name, subjects: student, purpose: service-provision, {basis}, less-intrusive: calling names}}
"
        );
        of(&findings("2024-06-01", &text), "basis/not-necessary").len()
    };
    assert_eq!(found("basis: contract"), 1);
    assert_eq!(
        found("basis: consent, consent: {record: per-person, alternative: true}"),
        1
    );
}

/// What is found of bases where customers pay by contract and the books are kept by law; `pay` and `books` are what
/// the notice states of either.
fn books(pay: &str, books: &str) -> Vec<String> {
    let text = format!(
        "
name: Shop
controller: shop
parties: [{{id: shop, name: Shop, country: DE}}]
services: [{{id: orders, sections: Orders}}]
service: orders
flows:
  - {{id: pay, from: data-subjects, to: shop, data: name, subjects: customer, purpose: payment-management, basis: contract}}
  - {{id: books, from: data-subjects, to: shop, data: name, subjects: customer, purpose: legal-compliance, basis: legal-obligation, basis-in-law: HGB s 257}}
notice:
  text: |
    # Orders

    We take payments under the contract. We keep books as the law asks.
  statements:
    - {{id: a, quote: We take payments under the contract, {pay}}}
    - {{id: b, quote: We keep books as the law asks, {books}}}
"
    );
    let found = findings("2026-03-01", &text);
    let of_bases = found.iter().filter(|it| it.rule.ends_with("-basis"));
    of_bases
        .map(|it| {
            format!(
                "{} {}",
                it.rule.trim_start_matches("disclosure/"),
                it.message
            )
        })
        .collect()
}

#[test]
fn a_sentence_that_states_a_use_and_a_basis_states_it_for_that_use() {
    let keep = "uses: legal-compliance, relies-on: legal-obligation";
    let pay = "uses: payment-management, relies-on: contract";
    assert_eq!(books(pay, keep), [""; 0]);
    let only = |found: Vec<String>, rule: &str, purpose: &str| {
        let [one] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert!(one.starts_with(rule) && one.contains(purpose), "{one}");
    };
    let by_law = "uses: payment-management, relies-on: legal-obligation";
    only(books(by_law, keep), "contradicted-basis", "contract");
    // What a sentence on another use states denies nothing.
    only(
        books(pay, "uses: legal-compliance"),
        "undisclosed-basis",
        "legal",
    );
    // One of several may be for it, where no other sentence speaks; the only one is not.
    let same = books(
        "uses: payment-management, relies-on: legal-obligation",
        "uses: legal-compliance",
    );
    assert!(
        same.iter()
            .any(|it| it.starts_with("undisclosed-basis") && it.contains("legal")),
        "{same:?}"
    );
    let both = "uses: payment-management, relies-on: [contract, legal-obligation]";
    let found = books(both, "uses: legal-compliance");
    only(found, "vague-basis", "legal");
}

#[test]
fn the_sentence_on_narrower_people_governs_them() {
    let found = |young: &str| {
        let text = format!(
            "
controller: app
parties: [{{id: app, name: App, country: SE}}]
terms: [{{id: youngster, under: user}}]
flows:
  - {{id: grown, from: data-subjects, to: app, data: name, subjects: user, purpose: customer-care, basis: contract}}
  - {{id: young, from: data-subjects, to: app, data: name, subjects: youngster, purpose: customer-care, basis: consent}}
notice:
  text: A contract for users. Consent for the young.
  statements:
    - {{id: a, quote: A contract for users, uses: customer-care, relies-on: {{basis: contract, subjects: user, purposes: customer-care}}}}
    - {{id: b, quote: Consent for the young, {young}}}
"
        );
        let found = findings("2026-03-01", &text);
        let rules = ["ambiguous-basis", "contradicted-basis"];
        rules.map(|rule| of(&found, &format!("disclosure/{rule}")).len())
    };
    let consent = "relies-on: {basis: consent, purposes: customer-care";
    assert_eq!(found(&format!("{consent}, subjects: youngster}}")), [0, 0]);
    // Two sentences on the same people are as near.
    assert_eq!(found(&format!("{consent}, subjects: user}}")), [2, 0]);
}

#[test]
fn a_use_of_some_data_people_or_a_source_has_a_basis_of_its_own() {
    let found = |one: &str, other: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}, {{id: b, name: B, country: DE}}]
flows:
  - {{id: f, from: data-subjects, to: a, data: name, subjects: client, purpose: customer-care, basis: contract}}
  - {{id: g, from: b, to: a, data: email-address, subjects: applicant, purpose: customer-care, basis: consent}}
notice:
  text: One. Two.
  statements:
    - {{id: one, quote: One, relies-on: contract, {one}}}
    - {{id: two, quote: Two, relies-on: consent, {other}}}
"
        );
        let found = findings("2026-03-01", &text);
        let rules = ["ambiguous-basis", "contradicted-basis", "undisclosed-basis"];
        rules.map(|rule| of(&found, &format!("disclosure/{rule}")).len())
    };
    let uses = |limit: &str| format!("uses: {{purposes: customer-care, {limit}}}");
    let collects = |more: &str| {
        format!("uses: customer-care, collects: {{data: [name, email-address], {more}}}")
    };
    assert_eq!(
        found(&uses("data: name"), &uses("data: email-address")),
        [0; 3]
    );
    assert_eq!(
        found(&uses("subjects: client"), &uses("subjects: applicant")),
        [0; 3]
    );
    assert_eq!(
        found(
            &collects("subjects: client"),
            &collects("subjects: applicant")
        ),
        [0; 3]
    );
    assert_eq!(
        found(&collects("from: data-subjects"), &collects("from: b")),
        [0; 3]
    );
    // Of both nobody can see which is for what.
    assert_eq!(
        found(
            &uses("data: [name, email-address]"),
            &uses("data: [name, email-address]")
        ),
        [2, 0, 0]
    );
}

#[test]
fn a_sentence_on_one_datum_leaves_another_datum_to_the_other_sentence() {
    let found = |basis: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}]
flows: [{{id: f, from: data-subjects, to: a, data: [name, health], subjects: client, purpose: customer-care, basis: {basis}}}]
notice:
  text: One. Two.
  statements:
    - {{id: one, quote: One, uses: customer-care, relies-on: {{basis: contract, data: identifying, purposes: customer-care}}}}
    - {{id: two, quote: Two, relies-on: {{basis: consent, data: health, purposes: customer-care}}}}
"
        );
        of(&findings("2026-03-01", &text), "disclosure/ambiguous-basis").len()
    };
    assert_eq!(found("consent"), 1);
    assert_eq!(found("contract"), 1);
}
