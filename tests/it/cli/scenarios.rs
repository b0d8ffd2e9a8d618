//! The files of `check --assume`: where they lie, those of EIS, and the one on the page about them.

use super::assume::estate;
use super::*;

#[test]
fn a_scenario_may_lie_anywhere_and_must_be_one() {
    let folder = estate("ends: {law: uk-adq-us}");
    let inner = folder.path().join("estate");
    std::fs::create_dir(&inner).unwrap();
    std::fs::rename(
        folder.path().join("fairnotice.yaml"),
        inner.join("fairnotice.yaml"),
    )
    .unwrap();
    let call = |scenario: &'static str| {
        run(
            folder.path(),
            &[
                "check",
                "estate",
                "--as-of",
                "2026-06-01",
                "--assume",
                scenario,
            ],
        )
    };
    let ran = call("scenario.yaml").exits(1);
    assert!(ran.out.contains("(scenario.yaml:3:13)"), "{}", ran.out);
    for (scenario, words) in [
        (
            "nowhere.yaml",
            "cannot read `nowhere.yaml`: there is no such file",
        ),
        ("estate", "`estate` is no scenario"),
        (
            "estate/fairnotice.yaml",
            "the document has no key `controller`",
        ),
    ] {
        let err = call(scenario).refused().err;
        assert!(err.contains(words), "{err}");
    }
}

#[test]
fn the_scenarios_of_eis_list_what_changes_and_what_does_not() {
    for name in [
        "us-framework-falls",
        "microsoft-ends-uk-extension",
        "sims-moves-to-the-us",
    ] {
        let scenario = format!("flows/eis/scenarios/{name}.yaml");
        let call = [
            "check",
            "flows/eis",
            "--assume",
            &scenario,
            "--as-of",
            "2027-03-01",
        ];
        let ran = run(&root(), &call).exits(1);
        snapshots(|| insta::assert_snapshot!(format!("assume-{name}"), ran.out));
    }
    // One over the other: Microsoft is off the list before the framework falls.
    let call = [
        "check",
        "flows/eis",
        "--format",
        "json",
        "--assume",
        "flows/eis/scenarios/us-framework-falls.yaml",
        "--assume",
        "flows/eis/scenarios/microsoft-ends-uk-extension.yaml",
    ];
    let found = run(&root(), &call).exits(1).json();
    assert_eq!(found["as_of"], "2027-03-01");
    assert_eq!(found["assumptions"].as_array().unwrap().len(), 3);
}

#[test]
fn the_page_on_scenarios_shows_one_that_works() {
    let page = std::fs::read_to_string(root().join("docs/scenarios.md")).unwrap();
    let page = page.replace("\r\n", "\n");
    let block = page.split("```yaml\n").nth(1).unwrap();
    let block = block.split("```").next().unwrap();
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        "controller: shop
parties:
  - {id: shop, country: GB}
  - {id: help-desk, country: GB}
  - id: cloudkeep
    country: US
    certifications: [{scheme: dpf-uk-extension, from: 2024-01-01}]
systems:
  - {id: ticket-store, operator: help-desk, hosting: GB}
  - {id: archive, operator: shop, hosting: GB}
contracts: [{id: help-desk-terms, kind: processor, between: [shop, help-desk]}]
safeguards: [{id: help-desk-idta, kind: uk-idta, between: [shop, help-desk], concluded: 2024-01-01}]
flows:
  - {id: newsletter, from: shop, to: data-subjects, subjects: customer, data: email-address, purpose: marketing}
",
    );
    write(folder.path(), "scenario.yaml", block);
    let call = ["check", "--assume", "scenario.yaml", "--format", "json"];
    let found = run(folder.path(), &call).exits(1).json();
    assert_eq!(found["as_of"], "2027-06-30");
    assert_eq!(found["assumptions"].as_array().unwrap().len(), 11);
}
