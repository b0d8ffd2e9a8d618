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
