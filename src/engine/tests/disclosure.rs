//! What a sentence discloses, and which parties and data it does not cover.

use super::{findings, of};

/// The findings of a rule on one flow that brings data in and one that passes them on, by the
/// statements of a notice: `[of the one in, of the one out]`.
fn found(statements: &str, flows: [&str; 2], rule: &str) -> [usize; 2] {
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: bureau, name: Bureau, country: GB}}
  - {{id: friend, name: Friend, country: GB}}
contracts: [{{id: c, kind: processor, between: [shop, friend]}}]
notice:
  text: One. Two.
  statements: [{statements}]
flows:
  - {{id: in, to: shop, {}, basis: contract}}
  - {{id: out, from: shop, to: friend, {}, basis: contract}}
",
        flows[0], flows[1]
    );
    let found = findings("2024-06-01", &text);
    let about = |flow: usize| {
        let of_rule = found.iter().filter(|finding| finding.rule == rule);
        of_rule
            .filter(|finding| finding.flows.iter().any(|at| at.index() == flow))
            .count()
    };
    assert_eq!(
        about(0).max(about(1)) > 0,
        !of(&found, rule).is_empty(),
        "{found:#?}"
    );
    [about(0), about(1)]
}

const PASSED_ON: &str = "subjects: customer, data: name, purpose: delivery-of-goods";

#[test]
fn a_sentence_about_some_people_says_nothing_of_others() {
    let disclosed = |people: &str| {
        let sentence = format!("{{id: a, quote: One, collects: {{data: name{people}}}}}");
        let flow = format!("from: data-subjects, {PASSED_ON}");
        found(&sentence, [&flow, PASSED_ON], "disclosure/undisclosed-data") == [0, 0]
    };
    assert!(disclosed(""));
    assert!(disclosed(", subjects: customer"));
    assert!(!disclosed(", subjects: employee"));
}

#[test]
fn a_source_is_disclosed_for_the_data_that_come_from_there() {
    let disclosed = |data: &str, from: &str| {
        let sentence = format!("{{id: a, quote: One, collects: {{data: {data}{from}}}}}");
        let flow = format!("from: bureau, {PASSED_ON}");
        found(
            &sentence,
            [&flow, PASSED_ON],
            "disclosure/undisclosed-source",
        ) == [0, 0]
    };
    assert!(disclosed("name", ", from: bureau"));
    assert!(!disclosed("age", ", from: bureau"));
    assert!(!disclosed("name", ""));
    assert!(!disclosed("name", ", from: data-subjects"));
}

#[test]
fn a_place_at_home_is_no_transfer_that_a_sentence_denies() {
    let contradicts = |place: &str| {
        let text = format!(
            "
controller: shop
parties: [{{id: shop, name: Shop, country: GB}}]
notice:
  text: One. Two.
  statements:
    - {{id: a, quote: One, transfers: {{to: {place}}}}}
    - {{id: b, quote: Two, transfers: none}}
"
        );
        !of(&findings("2024-06-01", &text), "notice/contradiction").is_empty()
    };
    assert!(!contradicts("GB"));
    assert!(contradicts("US"));
    assert!(contradicts("[GB, IE]"));
}

#[test]
fn what_is_passed_on_is_judged_where_nobody_collected_it() {
    let sentence = "{id: a, quote: One, collects: {data: name}, shares: {with: friend}}";
    let flow = format!("from: data-subjects, {PASSED_ON}");
    let more = PASSED_ON.replace("data: name", "data: [name, age]");
    let rule = "disclosure/undisclosed-data";
    assert_eq!(found(sentence, [&flow, PASSED_ON], rule), [0, 0]);
    assert_eq!(found(sentence, [&flow, &more], rule), [0, 1]);
}

#[test]
fn two_sentences_on_one_decision_contradict_each_other_only_as_yes_and_no() {
    let contradicts = |one: &str, other: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: GB}}]
notice:
  text: One. Two.
  statements:
    - {{id: a, quote: One, decides: {{about: deposit{one}}}}}
    - {{id: b, quote: Two, decides: {{about: deposit{other}}}}}
"
        );
        let found = findings("2024-06-01", &text);
        !of(&found, "notice/contradiction").is_empty()
    };
    assert!(contradicts("", ", none: true"));
    assert!(contradicts(", none: true", ""));
    assert!(!contradicts("", ""));
    assert!(!contradicts(", none: true", ", none: true"));
}

#[test]
fn a_period_for_a_purpose_or_for_some_people_governs_what_it_is_about() {
    let wrong = |sentences: &str, flow: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: GB}}]
notice:
  text: One. Two.
  statements: [{sentences}]
flows:
  - {{id: in, from: data-subjects, to: shop, data: [name, email-address], basis: contract, {flow}}}
"
        );
        let found = findings("2024-06-01", &text);
        let rules = ["undisclosed", "vague", "ambiguous", "contradicted"];
        let of_rule = |it: &&str| !of(&found, &format!("disclosure/{it}-retention")).is_empty();
        rules.into_iter().filter(of_rule).collect::<Vec<_>>()
    };
    let purposes = "{id: a, quote: One, retains: {for: P6Y, purposes: payment-management}},
        {id: b, quote: Two, retains: {for: P1Y}}";
    let accounts = "subjects: customer, purpose: payment-management, retention";
    let delivery = "subjects: customer, purpose: delivery-of-goods, retention";
    let both = "subjects: customer, purpose: [delivery-of-goods, payment-management], retention";
    // The general period is not that of the books, nor theirs that of the rest.
    assert_eq!(wrong(purposes, &format!("{accounts}: P6Y")), [""; 0]);
    assert_eq!(
        wrong(purposes, &format!("{accounts}: P7Y")),
        ["contradicted"]
    );
    assert_eq!(wrong(purposes, &format!("{delivery}: P1Y")), [""; 0]);
    assert_eq!(
        wrong(purposes, &format!("{delivery}: P6Y")),
        ["contradicted"]
    );
    // What serves both is kept as long as one of them allows.
    assert_eq!(wrong(purposes, &format!("{both}: P6Y")), [""; 0]);
    assert_eq!(wrong(purposes, &format!("{both}: P7Y")), ["contradicted"]);
    // A period for another purpose says nothing of this one.
    let books = "{id: a, quote: One, retains: {for: P6Y, purposes: payment-management}}";
    assert_eq!(wrong(books, &format!("{delivery}: P1Y")), ["undisclosed"]);
    // Neither does one for other people.
    let people = "{id: a, quote: One, retains: {for: P6Y, subjects: employee}},
        {id: b, quote: Two, retains: {for: P1Y, subjects: customer}}";
    assert_eq!(wrong(people, &format!("{delivery}: P1Y")), [""; 0]);
    assert_eq!(wrong(people, &format!("{delivery}: P6Y")), ["contradicted"]);
    // One sentence is nearer by its data, the other by its purpose: neither governs.
    let crossed = "{id: a, quote: One, retains: {for: P6Y, purposes: payment-management}},
        {id: b, quote: Two, retains: {for: P1Y, data: [name, email-address]}}";
    assert_eq!(wrong(crossed, &format!("{accounts}: P6Y")), ["ambiguous"]);
    // With both it is nearer than either.
    let nearest = "{id: a, quote: One, retains: {for: P6Y, purposes: payment-management, data: [name, email-address]}},
        {id: b, quote: Two, retains: {for: P1Y, data: [name, email-address]}}";
    assert_eq!(wrong(nearest, &format!("{accounts}: P6Y")), [""; 0]);
}

#[test]
fn a_condition_that_the_notice_states_is_compared_with_that_of_the_flow() {
    let wrong = |sentence: &str, flow: &str| {
        let text = format!(
            "
name: A clinic
controller: clinic
parties: [{{id: clinic, name: Clinic, country: FR}}]
services: [{{id: ward, name: Ward}}]
notice:
  text: One. Two.
  statements: [{{id: a, quote: One, {sentence}}}]
flows:
  - {{id: in, from: data-subjects, to: clinic, subjects: patient, purpose: requested-service-provision, basis: contract, {flow}}}
"
        );
        let found = findings("2024-06-01", &text);
        !of(&found, "disclosure/contradicted-condition").is_empty()
    };
    let care = "data: health-record, condition: 9(2)(h)";
    let says = |limit: &str| format!("relies-on: {{condition: 9(2)(a){limit}}}");
    assert!(wrong(&says(", data: health-record"), care));
    assert!(wrong(
        &says(", purposes: requested-service-provision"),
        care
    ));
    assert!(wrong(
        &format!("services: ward, {}", says("")),
        &format!("service: ward, {care}")
    ));
    // A general sentence may be about other data; one on other data, purposes or services is.
    assert!(!wrong(&says(""), care));
    assert!(!wrong(&says(", data: religion"), care));
    assert!(!wrong(&says(", purposes: direct-marketing"), care));
    assert!(!wrong(&format!("services: ward, {}", says("")), care));
    // It is stated, or the flow has no special categories.
    assert!(!wrong(
        "relies-on: {condition: [9(2)(a), 9(2)(h)], data: health-record}",
        care
    ));
    assert!(!wrong(
        &says(", data: health-record"),
        "data: name, condition: 9(2)(h)"
    ));
    // What states conditions alone says nothing of the basis.
    assert!(!wrong("relies-on: contract", care));
}

/// The rules about recipients that find something where two sentences disagree: the first is of the general part
/// or of a section, and so is the second.
fn disagreeing(first: (&str, &str), second: (&str, &str)) -> Vec<String> {
    let text = format!(
        "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: IE}}, {{id: post, name: Post, country: IE}}]
services: [{{id: parcels, name: Parcels}}]
notice:
  text: \"Apart from those listed below, we give your data to nobody. We give your name to Post.\"
  statements:
    - {{id: nobody, quote: we give your data to nobody, shares: none{}{}}}
    - {{id: post, quote: We give your name to Post, shares: {{with: post}}{}{}}}
flows:
  - {{id: in, service: parcels, from: data-subjects, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
  - {{id: out, service: parcels, from: shop, to: post, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
",
        first.0, first.1, second.0, second.1
    );
    let found = findings("2026-06-01", &text).into_iter();
    let rules = found.map(|finding| finding.rule);
    rules
        .filter(|rule| rule.ends_with("-recipient") || rule == "notice/contradiction")
        .collect()
}

#[test]
fn words_that_give_way_do_so_to_all_that_is_no_more_general() {
    const GENERAL: &str = "";
    const SECTION: &str = ", services: parcels";
    const YIELDS: &str = ", precedence: yields";
    for scope in [GENERAL, SECTION] {
        let silent = disagreeing((scope, YIELDS), (scope, ""));
        assert!(silent.is_empty(), "{silent:?}");
    }
    assert!(disagreeing((GENERAL, YIELDS), (SECTION, YIELDS)).is_empty());
    // A section's words leave the general part alone, and of two that give way neither does so.
    for (first, second) in [
        ((SECTION, YIELDS), (GENERAL, "")),
        ((GENERAL, YIELDS), (GENERAL, YIELDS)),
        ((GENERAL, ""), (GENERAL, "")),
    ] {
        let found = disagreeing(first, second);
        assert!(
            found.contains(&"disclosure/ambiguous-recipient".to_owned()),
            "{found:?}"
        );
    }
}

#[test]
fn a_use_of_some_data_discloses_them() {
    let disclosed = |uses: &str| {
        let sentence =
            format!("{{id: a, quote: One, uses: {{purposes: delivery-of-goods, {uses}}}}}");
        let flow = format!("from: data-subjects, {PASSED_ON}");
        found(&sentence, [&flow, PASSED_ON], "disclosure/undisclosed-data") == [0, 0]
    };
    assert!(disclosed("data: name"));
    assert!(disclosed("data: [email-address, name]"));
    assert!(!disclosed("data: email-address"));
    assert!(!disclosed("data: name, subjects: employee"));
    assert!(!disclosed("data: name, none: true"));
    assert!(!disclosed("data: personal-data"));
}

#[test]
fn what_is_stated_of_location_data_is_not_about_an_address() {
    let found = |retains: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}]
flows:
  - {{id: address, from: data-subjects, to: a, data: physical-address, subjects: user, purpose: customer-care, basis: contract, retention: P7Y}}
  - {{id: place, from: data-subjects, to: a, data: location, subjects: user, purpose: customer-care, basis: contract, retention: P1Y}}
notice:
  text: One. Two.
  statements:
    - {{id: one, quote: One, retains: {{for: P1Y, data: {retains}}}}}
    - {{id: two, quote: Two, retains: P7Y}}
"
        );
        of(
            &findings("2024-06-01", &text),
            "disclosure/contradicted-retention",
        )
        .len()
    };
    assert_eq!(found("location"), 0);
    // Either sentence is about contact data as a whole, and an address is one of these.
    assert_eq!(found("[location, contact]"), 1);
}

#[test]
fn who_denies_tracking_and_financial_data_denies_no_orders_and_addresses() {
    let found = |data: &str, denied: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}]
flows: [{{id: f, from: data-subjects, to: a, data: {data}, subjects: user, purpose: customer-care, basis: contract}}]
notice:
  text: One. Two.
  statements:
    - {{id: one, quote: One, collects: {{data: {data}}}}}
    - {{id: two, quote: Two, collects: {{none: true, data: {denied}}}}}
"
        );
        let found = findings("2024-06-01", &text);
        let rules = [
            "notice/contradiction",
            "disclosure/contradicted-data",
            "disclosure/ambiguous-data",
        ];
        rules
            .map(|rule| of(&found, rule).len())
            .iter()
            .sum::<usize>()
    };
    for (data, denied) in [
        ("order-history", "financial"),
        ("[name, loyalty-points]", "financial"),
        ("ip-address", "tracking"),
        ("email-address", "tracking"),
        ("log-file", "tracking"),
    ] {
        assert_eq!(found(data, denied), 0, "{data} {denied}");
    }
    assert!(found("bank-account", "financial") > 0);
    assert!(found("browser-fingerprint", "tracking") > 0);
}

#[test]
fn the_name_that_comes_with_stated_data_has_no_source_of_its_own() {
    let found = |data: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}, {{id: b, name: B, country: DE}}]
flows:
  - {{id: own, from: data-subjects, to: a, data: name, subjects: client, purpose: customer-management, basis: contract}}
  - {{id: f, from: b, to: a, data: {data}, subjects: client, purpose: customer-management, basis: contract}}
notice:
  text: We take your name. B gives us your number.
  statements:
    - {{id: one, quote: We take your name, collects: {{data: name, from: data-subjects}}}}
    - {{id: two, quote: B gives us your number, collects: {{data: telephone-number, from: b}}}}
"
        );
        of(
            &findings("2026-06-01", &text),
            "disclosure/undisclosed-source",
        )
        .len()
    };
    assert_eq!(found("[name, telephone-number]"), 0);
    assert_eq!(found("name"), 1);
    assert_eq!(found("[name, telephone-number, birth-date]"), 1);
}
