//! What remedies and plans conclude rather than stop, and in which order the changes of a plan are made.

use super::remedies::{fix, of_rule, suggested, verified};
use super::*;

/// A transfer whose mechanism the notice names wrongly.
const FRAMEWORK: &str = "\
name: Shop
controller: shop
parties:
  - {id: shop, name: Shop, country: NL, contact: a@shop.example}
  - {id: pipes, name: Pipes Inc., country: US}
contracts:
  - {id: c1, kind: processor, between: [shop, pipes], since: 2023-01-01, sub-processors: none, instructions-only: true}
flows:
  - {id: in, from: data-subjects, to: shop, data: name, subjects: customer, purpose: account-management, basis: contract, retention: P1Y}
  - {id: out, from: shop, to: pipes, role: processor, data: name, subjects: customer, purpose: account-management, basis: contract}
notice:
  text: |
    We use your name for your account, under the contract with you, and keep it for one year. Pipes Inc. in the United States gets it, under the Data Privacy Framework.
  published: 2024-01-01
  statements:
    - {id: n, quote: your name for your account, collects: {data: name}, uses: account-management, relies-on: {basis: contract, purposes: account-management}}
    - {id: k, quote: for one year, retains: P1Y}
    - {id: p, quote: \"Pipes Inc. in the United States gets it, under the Data Privacy Framework\", shares: {with: pipes, data: name}, transfers: {to: US, with: pipes, safeguards: eu-dpf}}
";

#[test]
fn clauses_come_with_the_sentence_that_names_them_in_place_of_another_mechanism() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", FRAMEWORK);
    let report = suggested(folder.path(), &[]);
    let found = of_rule(&report, "transfer/no-safeguard");
    assert_eq!(found.len(), 1, "{report:#}");
    let proposals: Vec<String> = verified(found[0])
        .iter()
        .map(|it| {
            it["change"]["proposal"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert!(
        proposals
            .iter()
            .any(|it| it.contains("withdraws: [p]") && it.contains("eu-scc-2021")),
        "{found:#?}"
    );
}

/// A processor engages another one, and its contract lets it engage none.
const ENGAGED: &str = "\
name: Shop
controller: shop
parties:
  - {id: shop, name: Shop, country: NL}
  - {id: chat, name: Chat BV, country: NL}
  - {id: help, name: Help BV, country: NL}
systems:
  - {id: desk, name: desk, operator: chat, hosting: NL, access: [{by: help, from: NL}]}
contracts:
  - {id: c1, kind: processor, between: [shop, chat], since: 2023-01-01, sub-processors: none, instructions-only: true}
flows:
  - {id: asked, from: data-subjects, to: desk, data: name, subjects: customer, purpose: account-management, basis: contract, retention: P1Y}
";

#[test]
fn a_sub_processor_gets_a_contract_and_leave_before_anything_is_stopped() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ENGAGED);
    let report = suggested(folder.path(), &[]);
    for rule in [
        "sharing/processor-without-contract",
        "sharing/sub-processor-not-authorised",
    ] {
        for finding in of_rule(&report, rule) {
            let offered = verified(finding);
            assert!(!offered.is_empty(), "{finding:#}");
            for remedy in offered {
                let words = remedy["text"].as_str().unwrap();
                assert!(!words.starts_with("stop "), "{words}");
            }
        }
    }
    let all = of_rule(&report, "sharing/processor-without-contract").len()
        + of_rule(&report, "sharing/sub-processor-not-authorised").len();
    assert!(all > 0, "{report:#}");
}

/// A mailer abroad that the notice knows nothing of, with a contract.
const ABROAD: &str = "\
name: Shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: press, name: Press House, country: IN}
contracts:
  - {id: c1, kind: processor, between: [shop, press], since: 2023-01-01, sub-processors: none, instructions-only: true}
flows:
  - {id: in, from: data-subjects, to: shop, data: name, subjects: customer, purpose: account-management, basis: contract, retention: P1Y}
  - {id: letters, from: shop, to: press, role: processor, data: name, subjects: customer, purpose: account-management, basis: contract}
notice:
  source: notice.md
  published: 2024-01-01
  statements:
    - {id: n, quote: your name for your account, collects: {data: name}, uses: account-management, relies-on: {basis: contract, purposes: account-management}}
    - {id: k, quote: for one year, retains: P1Y}
";

#[test]
fn a_plan_states_nothing_twice_and_its_diffs_apply_in_their_order() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ABROAD);
    write(
        folder.path(),
        "notice.md",
        "We use your name for your account, and keep it for one year.\n",
    );
    let plan = fix(folder.path(), &["--plan"]).exits(0);
    let sentences: Vec<&str> = (plan.out.lines())
        .filter(|it| it.contains("Personal data are transferred to Press House"))
        .collect();
    assert_eq!(sentences.len(), 1, "{}", plan.out);
    assert!(
        sentences[0].contains("The transfer relies on"),
        "{}",
        plan.out
    );
    assert!(plan.out.contains("write it: --finding "), "{}", plan.out);
    // The first diff of a file begins it, and each later one has it as it is then.
    let diff = fix(folder.path(), &["--plan", "--diff"]).exits(0);
    let begins = diff.out.matches("--- a/notice.draft.yaml").count();
    let news = diff.out.matches("@@ -0,0 ").count();
    assert!(begins > news || begins == 1, "{}", diff.out);
}

/// A sentence that denies in two sections, and one that promises: what a flow runs into in the one section says nothing of
/// the other.
const DENIALS: &str = "\
name: Choir
controller: choir
parties:
  - {id: choir, name: Choir, country: GB, group: choirs}
  - {id: mailo, name: Mailo Ltd, country: GB}
  - {id: chatty, name: Chatty Ltd, country: GB}
  - {id: advisers, name: Advisers of Choir, country: GB}
contracts:
  - {id: m, kind: processor, between: [choir, mailo], since: 2022-01-01}
  - {id: c, kind: processor, between: [choir, chatty], since: 2022-01-01}
services:
  - {id: desk, name: Desk, sections: Desk}
  - {id: backup, name: Backup, sections: Backup}
  - {id: letters, name: Letters, sections: Letters}
flows:
  - {id: in1, service: desk, from: data-subjects, to: choir, data: name, subjects: member, purpose: member-partner-management, basis: contract, retention: P2Y}
  - {id: in2, service: letters, from: data-subjects, to: choir, data: name, subjects: member, purpose: member-partner-management, basis: contract, retention: P2Y}
  - {id: chat, service: desk, from: choir, to: chatty, data: name, subjects: member, purpose: member-partner-management, basis: contract}
  - {id: mail, service: letters, from: choir, to: mailo, data: name, subjects: member, purpose: member-partner-management, basis: contract}
  - {id: advice, service: desk, from: choir, to: advisers, data: name, subjects: member, purpose: member-partner-management, basis: contract}
notice:
  source: notice.md
  published: 2022-01-01
  statements:
    - {id: advisers, section: Data, quote: Our professional advisers may receive your data, shares: {with: advisers}}
    - {id: data, section: Data, quote: We keep names, collects: {data: name, subjects: member}}
    - {id: purpose, section: Data, quote: to run the choir, uses: member-partner-management}
    - {id: basis, section: Data, quote: under our contract with you, relies-on: contract}
    - {id: kept, section: Data, quote: for two years, retains: P2Y}
    - {id: nobody, section: Desk, quote: We share your data with nobody, shares: none}
    - {id: nobody-2, section: Backup, quote: We share your data with nobody, shares: none}
    - {id: group, section: Letters, quote: We share your data with nobody outside the Choirs, shares: {none: true, outside: choirs}}
    - {id: rights, section: Data, quote: All your rights are here, informs: [controller-identity, right-of-access, right-to-rectification, right-to-erasure, right-to-restriction, right-to-object, right-to-portability, complaint-to-authority, complaint-to-controller, requirement-to-provide]}
";

#[test]
fn a_plan_resolves_what_its_changes_resolve_alone_whatever_they_lay_open() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", DENIALS);
    write(
        folder.path(),
        "notice.md",
        "# Data\n\nWe keep names to run the choir under our contract with you for two years. All your rights are here. Our professional advisers may \
         receive your data.\n\n# Desk\n\nWe share your data with nobody.\n\n# Backup\n\nWe share your data with \
         nobody.\n\n# Letters\n\nWe share your data with nobody outside the Choirs.\n",
    );
    let plan = fix(folder.path(), &["--plan"]).exits(0);
    assert!(
        plan.out.starts_with("2 of 2 errors resolved by 2 changes"),
        "{}",
        plan.out
    );
    // The one after the other, in either order.
    let mut calls: Vec<Vec<String>> = (plan.out.lines())
        .filter_map(|it| it.trim().strip_prefix("write it: "))
        .map(|it| it.split(' ').map(str::to_owned).collect())
        .collect();
    calls.reverse();
    for call in calls {
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        let ran = fix(folder.path(), &call).exits(0);
        assert!(ran.err.contains("1 resolved"), "{}", ran.err);
    }
}

#[test]
fn each_change_of_a_plan_states_what_it_assumes_of_whom() {
    let folder = folder();
    let estate = ABROAD
        .replace("country: IN}\n", "country: IN}\n  - {id: ink, name: Ink Inc, country: US}\n")
        .replace(
            "flows:\n",
            "flows:\n  - {id: cards, from: shop, to: ink, role: processor, data: name, subjects: customer, purpose: account-management, basis: contract}\n",
        );
    write(folder.path(), "fairnotice.yaml", estate);
    write(
        folder.path(),
        "notice.md",
        "We use your name for your account, and keep it for one year.\n",
    );
    let plan = fix(folder.path(), &["--plan"]).exits(0).out;
    for name in ["Press House", "Ink Inc"] {
        let mut steps = plan
            .split("\n\n")
            .filter(|it| it.contains(&format!("conclude with {name}")));
        let step = steps.next().unwrap_or_default();
        assert!(
            step.contains("assumes that the clauses with ")
                && step.contains("are signed on or before"),
            "{name}: {plan}"
        );
    }
}
