//! Remedies of what is deployed: edits of the estate that were judged with the same files, never of a configuration.

use std::collections::BTreeSet;

use fairnotice::engine::finding::{Change, Finding};
use fairnotice::engine::remedies::{Checked, verified};
use fairnotice::{MemoryFiles, Outcome, Project};
use jiff::civil::{Date, date};

use crate::support;

const DAY: Date = date(2026, 6, 1);

fn project(estate: &str, plan: &[u8]) -> Project {
    let files = MemoryFiles::new().with("fairnotice.yaml", estate);
    let project =
        Project::load(&files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
    project.import_bytes("plan.json", plan).unwrap()
}

fn ids(outcome: &Outcome) -> BTreeSet<&str> {
    outcome.findings.iter().map(|it| it.id.as_str()).collect()
}

/// The changes that are offered for the finding of a rule; what they edit alone was judged once more.
fn offered(estate: &str, plan: &[u8], rule: &str) -> Vec<Change> {
    let project = project(estate, plan);
    let outcome = project.check(DAY).run().unwrap();
    let is_it = |it: &&Finding| it.rule == rule;
    let finding = outcome.findings.iter().find(is_it).expect(rule);
    let checked = Checked::declared(project.check(DAY), &outcome);
    let remedies = verified(checked, finding);
    let changes: Vec<Change> = remedies.into_iter().map(|it| *it.change.unwrap()).collect();
    for change in changes.iter().filter(|it| it.proposal.is_empty()) {
        let [file] = change.files.as_slice() else {
            panic!("{change:?}")
        };
        let after = self::project(&file.after, plan).check(DAY).run().unwrap();
        assert!(!ids(&after).contains(finding.id.as_str()), "{rule}");
        assert!(ids(&after).is_subset(&ids(&outcome)), "{rule}");
    }
    changes
}

#[test]
fn what_is_deployed_is_declared_where_that_is_lawful() {
    for (rule, line) in [
        ("undeclared-location", "hosting: [GB, US]"),
        ("undeclared-location-inside", "hosting: [DE, SE]"),
        ("undeclared-replication", "hosting: [NL, IE]"),
        ("undeclared-replication-inside", "hosting: [NL, IE]"),
        ("undeclared-system", "azurerm_mssql_managed_instance.extra]"),
        ("unknown-type", "exampledb_cluster.heap]"),
    ] {
        let folder = support::root()
            .join("tests/rules/deployed")
            .join(rule)
            .join("fires");
        let estate = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
        let plan = std::fs::read(folder.join("plan.json")).unwrap();
        let found = offered(&estate, &plan, &format!("deployed/{rule}"));
        assert_eq!(found.len(), 1, "{rule}");
        assert!(
            found[0].files[0].after.contains(line),
            "{rule}: {}",
            found[0].files[0].after
        );
    }
}

/// A host keeps patients' names in its own country, and the notice says who it is.
const HOSTED: &str = "\
name: Elm Court Surgery
controller: elm-court
parties:
  - {id: elm-court, name: Elm Court Surgery, country: GB}
  - {id: host, name: Ledger Hosting Ltd, country: GB}
contracts: [{id: terms, kind: processor, between: [elm-court, host]}]
systems:
  - {id: records, name: Patient records, operator: host, hosting: GB, deployed: azurerm_storage_account.records}
notice:
  title: Privacy notice
  text: |
    # Privacy notice

    We use your name to give you appointments. Ledger Hosting Ltd keeps it for us.
  statements:
    - {id: name, quote: your name to give you appointments, collects: {data: name}, uses: service-provision}
    - {id: host, quote: Ledger Hosting Ltd keeps it for us, shares: {with: host, data: name}}
flows:
  - {id: in, from: data-subjects, to: elm-court, subjects: patient, data: name, purpose: service-provision, basis: contract}
  - {id: store, from: elm-court, to: records, subjects: patient, data: name, purpose: service-provision, basis: contract}
";

#[test]
fn a_place_that_the_notice_has_to_disclose_comes_with_its_sentence() {
    let folder = support::root().join("tests/rules/deployed/undeclared-location/fires");
    let plan = std::fs::read_to_string(folder.join("plan.json")).unwrap();
    let rule = "deployed/undeclared-location";
    // Adequacy regulations cover transfers to Japan.
    let japan = plan.replace("eastus", "japaneast");
    let found = offered(HOSTED, japan.as_bytes(), rule);
    let [change] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert!(change.files[0].after.contains("hosting: [GB, JP]"));
    let sentences: Vec<&str> = change.sentences.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "Personal data are transferred to Ledger Hosting Ltd in Japan. The transfer relies on: UK adequacy regulations."
        ]
    );
    // Nobody recorded who keeps the data in the United States: that is a finding of the place already, and what
    // brings it no remedy.
    assert_eq!(offered(HOSTED, plan.as_bytes(), rule), []);
}

#[test]
fn what_an_edit_would_lose_is_not_edited() {
    let folder = support::root().join("tests/rules/deployed/undeclared-system/fires");
    let estate = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
    let plan = std::fs::read(folder.join("plan.json")).unwrap();
    let by_type = estate.replace(
        "deployed: azurerm_storage_account.records",
        "deployed: {address: azurerm_storage_account.records, type: azurerm_storage_account}",
    );
    assert_ne!(by_type, estate);
    assert_eq!(offered(&by_type, &plan, "deployed/undeclared-system"), []);
}

/// Logs are kept for a year, and the flow and the notice state 28 days.
const LOGS: &str = "\
name: Elm Court Surgery
controller: elm-court
parties:
  - {id: elm-court, name: Elm Court Surgery, country: GB}
notice:
  title: How we use your data
  published: 2026-01-01
  text: |
    # How we use your data

    We log your name to run the service, as our public task. We keep logs for 28 days.
  statements:
    - {id: names, quote: We log your name to run the service, collects: {data: name}, uses: requested-service-provision, relies-on: public-task}
    - {id: period, quote: We keep logs for 28 days, retains: P28D}
systems:
  - {id: logs, name: Server logs, operator: elm-court, hosting: GB, deployed: aws_cloudwatch_log_group.web}
flows:
  - {id: visits, from: data-subjects, to: logs, subjects: patient, data: name, purpose: requested-service-provision, basis: public-task, retention: P28D}
";

#[test]
fn a_period_that_is_configured_is_declared_with_its_sentence() {
    let plan = support::root().join("tests/rules/deployed/retention-exceeds/fires/plan.json");
    let plan = std::fs::read(plan).unwrap();
    let rule = "deployed/retention-exceeds";
    // Where the notice states nothing, the flow alone is corrected.
    let bare = LOGS.replace(
        "    - {id: period, quote: We keep logs for 28 days, retains: P28D}\n",
        "",
    );
    let (head, rest) = bare.split_once("notice:\n").unwrap();
    let bare = format!("{head}systems:{}", rest.split_once("systems:").unwrap().1);
    let found = offered(&bare, &plan, rule);
    assert_eq!(found.len(), 1);
    assert!(found[0].files[0].after.contains("retention: P365D"));
    assert!(found[0].sentences.is_empty());
    let assumed = "the data are necessary for that long";
    assert!(found[0].assumes.iter().any(|it| it.text == assumed));
    // What the notice states is replaced with it: the plan is never edited.
    let found = offered(LOGS, &plan, rule);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].withdraws, ["period"]);
    assert_eq!(found[0].sentences.len(), 1, "{found:?}");
    assert!(found[0].sentences[0].text.contains("365 days"), "{found:?}");
    assert!(found[0].files.iter().all(|it| it.path == "fairnotice.yaml"));
}
