//! What is offered as verified, and what `fix` writes of it, on estates in which an easier change would leave the notice
//! or the estate wrong.

use serde_json::Value;

use super::fix_more::CLUB;
use super::*;

pub(super) fn fix(folder: &Path, more: &[&str]) -> Ran {
    run(folder, &[&["fix", "--as-of", DAY][..], more].concat())
}

/// What `check --suggest` offers.
pub(super) fn suggested(folder: &Path, more: &[&str]) -> Value {
    let call = ["check", "--as-of", DAY, "--suggest", "--format", "json"];
    let call = [&call[..], &["--fail-on", "never"], more].concat();
    run(folder, &call).exits(0).json()
}

/// The findings of a rule with what is offered for each.
pub(super) fn of_rule<'v>(report: &'v Value, rule: &str) -> Vec<&'v Value> {
    let lists = ["findings", "new", "unchanged"].into_iter();
    let findings = lists.filter_map(|list| report[list].as_array()).flatten();
    findings.filter(|it| it["rule"] == rule).collect()
}

/// The id of the one finding of a rule.
fn id_of(report: &Value, rule: &str) -> String {
    let found = of_rule(report, rule);
    let [one] = found.as_slice() else {
        panic!("{rule}: {report:#}");
    };
    one["id"].as_str().unwrap().to_owned()
}

pub(super) fn verified(finding: &Value) -> Vec<&Value> {
    let remedies = finding["remedies"].as_array().unwrap().iter();
    remedies.filter(|it| it["verified"] == true).collect()
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The notice states consent where the flow relies on the contract; another sentence names the contract for what partners get.
const CARD: &str = "\
name: Card
controller: card
parties:
  - {id: card, name: Card AS, country: EE, contact: a@card.example}
  - {id: partners, name: partners, country: EE}
systems: [{id: core, name: core, operator: card, hosting: EE}]
terms:
  - {id: deciding, label: deciding on applications, under: service-provision}
  - {id: redeeming, label: redeeming points, under: service-provision}
flows:
  - {id: apply, from: data-subjects, to: core, data: [name, income], subjects: customer, purpose: deciding, basis: contract, retention: P5Y}
  - {id: points, from: core, to: partners, role: controller, data: name, subjects: customer, purpose: redeeming, basis: contract}
notice:
  published: 2024-01-01
  text: |
    # Notice

    Card AS, a@card.example. You give us your name and income, and we decide on applications, with your consent. Partners get your name where you redeem points, under that contract. We keep all for 5 years.
  statements:
    - {id: a1, quote: \"Card AS, a@card.example\", informs: controller-identity}
    - {id: b1, quote: \"You give us your name and income\", collects: {data: [name, income], subjects: customer, from: data-subjects}}
    - {id: b4, quote: \"we decide on applications, with your consent\", uses: deciding, relies-on: {basis: consent, purposes: deciding}}
    - {id: e2, quote: \"Partners get your name where you redeem points, under that contract\", shares: {with: partners, data: name}, uses: redeeming, relies-on: contract}
    - {id: k, quote: \"We keep all for 5 years\", retains: P5Y}
";

#[test]
fn a_basis_that_is_withdrawn_is_stated_as_it_is() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", CARD);
    let report = suggested(folder.path(), &[]);
    let found = of_rule(&report, "disclosure/contradicted-basis");
    let offered = verified(found[0]);
    assert!(!offered.is_empty(), "{report:#}");
    for remedy in offered {
        let proposal = remedy["change"]["proposal"].as_str().unwrap_or_default();
        assert!(
            !proposal.contains("withdraws")
                || proposal.contains("basis: contract, purposes: deciding"),
            "{proposal}"
        );
    }
    fix(folder.path(), &["--all-safe"]).exits(0);
    let draft = text(folder.path(), "fairnotice.draft.yaml");
    assert!(
        draft.contains("basis: contract, purposes: deciding"),
        "{draft}"
    );
}

/// A flow to the court relies on Art 9(2)(f), and the notice names 9(2)(g) for the data, on which another flow relies.
const BOARD: &str = "\
name: Board
controller: board
parties:
  - {id: board, name: Board, country: IE, kind: public-authority, contact: a@board.example}
  - {id: court, name: the High Court, country: IE, kind: public-authority}
  - {id: doctors, name: medical examiners, country: IE}
systems: [{id: files, name: files, operator: board, hosting: IE}]
terms:
  - {id: discipline, label: deciding on complaints, under: public-benefit}
  - {id: appeals, label: appeals to the High Court, under: legal-compliance}
  - {id: report, label: reports on fitness, under: health}
flows:
  - {id: examined, from: doctors, to: files, data: [name, report], subjects: customer, purpose: discipline, basis: public-task, basis-in-law: the Act, condition: 9(2)(g), task: public-task, retention: P7Y}
  - {id: appealed, from: files, to: court, role: controller, data: [name, report], subjects: customer, purpose: appeals, basis: legal-obligation, basis-in-law: the Act, condition: 9(2)(f), task: public-task}
notice:
  published: 2024-01-01
  text: |
    # Notice

    Board, a@board.example. Deciding on complaints is our public task. Medical examiners give us the name and a report; we may use it for reasons of substantial public interest (Article 9(2)(g)). The Act obliges us to send the name and report to the High Court if you appeal. We keep all for 7 years.
  statements:
    - {id: a1, quote: \"Board, a@board.example\", informs: controller-identity}
    - {id: c1, quote: \"Deciding on complaints is our public task\", uses: discipline, relies-on: {basis: public-task, purposes: discipline}}
    - {id: c4, quote: \"Medical examiners give us the name and a report; we may use it for reasons of substantial public interest (Article 9(2)(g))\", collects: {data: [name, report], subjects: customer, from: doctors}, relies-on: {condition: 9(2)(g), data: report}}
    - {id: c6, quote: \"The Act obliges us to send the name and report to the High Court if you appeal\", shares: {with: court, data: [name, report]}, uses: appeals, relies-on: {basis: legal-obligation, purposes: appeals}}
    - {id: k, quote: \"We keep all for 7 years\", retains: P7Y}
";

#[test]
fn a_condition_that_is_withdrawn_is_stated_for_each_flow_that_relies_on_it() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", BOARD);
    let report = suggested(folder.path(), &[]);
    let found = of_rule(&report, "disclosure/contradicted-condition");
    assert_eq!(found.len(), 1, "{report:#}");
    for remedy in verified(found[0]) {
        let proposal = remedy["change"]["proposal"].as_str().unwrap_or_default();
        if proposal.contains("withdraws") {
            assert!(
                proposal.contains("9(2)(g)") && proposal.contains("9(2)(f)"),
                "{proposal}"
            );
        }
    }
}

/// A recipient that only the proposal adds, with a contract.
const PRINTERS: &str = "\
name: Printers
parties:
  - {id: print, name: Ink Ltd, country: GB}
contracts:
  - {id: printing, kind: processor, between: [club, print], since: 2023-01-01}
flows:
  - {id: cards, from: club, to: print, subjects: customer, data: name, purpose: account-management, basis: contract, role: processor}
";

#[test]
fn a_sentence_on_a_party_of_a_proposal_goes_into_the_proposal() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", CLUB);
    write(folder.path(), "proposal.yaml", PRINTERS);
    let with = ["--with", "proposal.yaml"];
    let rule = "disclosure/undisclosed-recipient";
    let finding = id_of(&suggested(folder.path(), &with), rule);
    let call = [&with[..], &["--finding", &finding]].concat();
    let shown = fix(folder.path(), &[&call[..], &["--diff"]].concat()).exits(0);
    assert!(shown.out.contains("+++ b/proposal.yaml"), "{}", shown.out);
    fix(folder.path(), &call).exits(0);
    assert_eq!(text(folder.path(), "fairnotice.yaml"), CLUB);
    let edited = text(folder.path(), "proposal.yaml");
    assert!(edited.starts_with(PRINTERS), "{edited}");
    assert!(edited.contains("shares: {with: print"), "{edited}");
    assert!(of_rule(&suggested(folder.path(), &with), rule).is_empty());
    // The estate alone is as it was, and is still checked.
    let alone = suggested(folder.path(), &[]);
    assert!(of_rule(&alone, rule).is_empty(), "{alone:#}");
}

/// A policy and a list of sub-processors, which lacks one.
const LISTED: &str = "\
name: Club
controller: club
parties:
  - {id: club, name: Club, country: NL, contact: a@club.example}
  - {id: host, name: Host BV, country: NL}
  - {id: post, name: Post BV, country: NL}
systems:
  - {id: app, name: app, operator: host, hosting: NL}
contracts:
  - {id: c1, kind: processor, between: [club, host], since: 2023-01-01, sub-processors: none, instructions-only: true}
  - {id: c2, kind: processor, between: [club, post], since: 2023-01-01, sub-processors: none, instructions-only: true}
flows:
  - {id: in, from: data-subjects, to: app, data: name, subjects: customer, purpose: account-management, basis: contract, retention: P1Y}
  - {id: out, from: app, to: post, role: processor, data: name, subjects: customer, purpose: account-management, basis: contract}
notice:
  documents:
    - {id: policy, source: privacy.md, published: 2024-01-01}
    - {id: subs, source: subs.md, kind: sub-processor-list, published: 2024-01-01}
  statements:
    - {id: n, document: policy, quote: your name for your account, collects: {data: name}, uses: account-management, relies-on: {basis: contract, purposes: account-management}}
    - {id: h, document: subs, quote: Host BV, shares: {with: host}}
    - {id: k, document: policy, quote: for one year, retains: P1Y}
";

#[test]
fn a_sentence_goes_into_the_draft_of_its_document() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", LISTED);
    write(
        folder.path(),
        "privacy.md",
        "We use your name for your account, and keep it for one year.\n",
    );
    write(folder.path(), "subs.md", "- Host BV\n");
    let rule = "disclosure/undisclosed-recipient";
    let finding = id_of(&suggested(folder.path(), &[]), rule);
    fix(folder.path(), &["--finding", &finding]).exits(0);
    let draft = text(folder.path(), "subs.draft.yaml");
    assert!(draft.contains("with: post"), "{draft}");
    // What was written is known to the next call.
    let again = fix(folder.path(), &["--finding", &finding]).refused();
    assert!(again.err.contains("no finding"), "{}", again.err);
    fix(folder.path(), &["--all-safe"]).exits(0);
}

#[test]
fn who_keeps_data_at_home_does_not_transfer_them() {
    let estate = "\
name: Council
controller: council
parties:
  - {id: council, name: Council, country: GB}
  - {id: nimbus, name: Nimbus Ltd, country: PLACE}
systems: [{id: db, name: db, operator: nimbus, hosting: PLACE}]
flows:
  - {id: f, from: data-subjects, to: db, data: name, subjects: citizen, purpose: service-provision, basis: consent}
notice:
  text: Nimbus Ltd keeps our records there. Your data do not leave the United Kingdom.
  published: 2024-01-01
  statements:
    - {id: a, quote: Nimbus Ltd keeps our records there, shares: {with: nimbus, to: PLACE}}
    - {id: b, quote: Your data do not leave the United Kingdom, transfers: none}
";
    let rules = ["notice/contradiction", "disclosure/ambiguous-transfer"];
    for (place, count) in [("GB", 0), ("IN", 1)] {
        let folder = folder();
        let estate = estate.replace("PLACE", place);
        write(folder.path(), "fairnotice.yaml", &estate);
        let report = suggested(folder.path(), &[]);
        let found: usize = rules.iter().map(|it| of_rule(&report, it).len()).sum();
        assert_eq!(found, count, "{place}: {report:#}");
    }
}

/// Consent without a record of it.
const MAILS: &str = "\
name: Club
controller: club
parties:
  - {id: club, name: Club, country: GB}
flows:
  - {id: mails, from: data-subjects, to: club, subjects: customer, data: email-address, purpose: account-management, basis: consent}
";

#[test]
fn a_fact_is_confirmed_before_it_is_recorded() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", MAILS);
    let report = suggested(folder.path(), &[]);
    let rule = "basis/consent-without-record";
    let finding = id_of(&report, rule);
    let named = ["--finding", finding.as_str()];
    let refused = fix(folder.path(), &named).refused();
    assert!(
        refused.err.contains("--set confirmed=yes"),
        "{}",
        refused.err
    );
    assert_eq!(text(folder.path(), "fairnotice.yaml"), MAILS);
    let denied = fix(
        folder.path(),
        &[&named[..], &["--set", "confirmed=no"]].concat(),
    )
    .exits(0);
    assert!(
        denied.err.contains("it is not confirmed that"),
        "{}",
        denied.err
    );
    assert_eq!(text(folder.path(), "fairnotice.yaml"), MAILS);
    let call = ["check", "--as-of", DAY, "--suggest", "--format"];
    let sarif = run(folder.path(), &[&call[..], &["sarif"]].concat());
    assert!(!sarif.out.contains("insertedContent"), "{}", sarif.out);
    let agent = run(folder.path(), &[&call[..], &["agent"]].concat());
    assert!(agent.out.contains("--set confirmed=..."), "{}", agent.out);
    fix(
        folder.path(),
        &[&named[..], &["--set", "confirmed=yes"]].concat(),
    )
    .exits(0);
    assert!(of_rule(&suggested(folder.path(), &[]), rule).is_empty());
}

#[test]
fn a_remedy_is_chosen_by_its_number() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", CARD);
    let report = suggested(folder.path(), &[]);
    let rule = "disclosure/contradicted-basis";
    let finding = id_of(&report, rule);
    let count = verified(of_rule(&report, rule)[0]).len();
    let named = ["--finding", finding.as_str(), "--remedy"];
    let beyond = (count + 1).to_string();
    let refused = fix(folder.path(), &[&named[..], &[&beyond]].concat()).refused();
    assert!(refused.err.contains("no such remedy"), "{}", refused.err);
    let last = count.to_string();
    let shown = fix(folder.path(), &[&named[..], &[&last, "--diff"]].concat()).exits(0);
    let words = verified(of_rule(&report, rule)[0])[count - 1]["text"].as_str();
    assert!(shown.out.contains(words.unwrap()), "{}", shown.out);
}
