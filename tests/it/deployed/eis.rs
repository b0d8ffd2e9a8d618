//! The plans of EIS, and that the page about them is true.

use super::*;
use crate::support;
use crate::support::run::{DAY, run};

/// The findings of a check that a plan brings: rule and first flow.
fn brought(plan: &str) -> Vec<String> {
    let findings = |deployed: &[&str]| -> Vec<String> {
        let mut call = vec!["check", "flows/eis", "--as-of", DAY, "--format", "json"];
        call.extend(deployed);
        let json = run(&support::root(), &call).exits(1).json();
        let findings = json["findings"].as_array().unwrap().clone();
        let reported = findings.iter().map(|finding| {
            let flow = finding["flow"].as_str().unwrap_or("-");
            format!(
                "{} {} {flow}",
                finding["severity"].as_str().unwrap(),
                finding["rule"].as_str().unwrap()
            )
        });
        reported.collect()
    };
    let mut more = findings(&["--deployed", &format!("flows/eis/deploy/{plan}")]);
    for known in findings(&[]) {
        if let Some(at) = more.iter().position(|finding| *finding == known) {
            more.remove(at);
        }
    }
    more
}

#[test]
fn what_comes_out_of_each_plan_is_what_its_page_says() {
    let page = std::fs::read_to_string(support::root().join("flows/eis/deploy/README.md")).unwrap();
    for (plan, expected) in [
        ("as-declared.json", vec![]),
        (
            "backup-moves.json",
            vec![
                "error disclosure/undisclosed-transfer backup-daily",
                "note transfer/importer-not-recorded backup-daily",
                "error deployed/undeclared-location -",
            ],
        ),
        (
            "standby-abroad.json",
            // EIS receives the data as their controller, in the UK; its own machines abroad make no
            // restricted transfer of what schools send it.
            vec![
                "error deployed/undeclared-location -",
                "error deployed/undeclared-replication -",
                "warning deployed/undeclared-system -",
            ],
        ),
    ] {
        let found = brought(plan);
        let mut sorted = (found.clone(), expected.clone());
        sorted.0.sort();
        sorted.1.sort();
        assert_eq!(sorted.0, sorted.1, "{plan}");
        let line = page
            .lines()
            .find(|line| line.starts_with(&format!("| [`{plan}`]")))
            .unwrap_or_else(|| panic!("{plan} is not on the page"));
        for rule in expected.iter().filter_map(|it| it.split(' ').nth(1)) {
            assert!(
                line.contains(rule),
                "{plan}: the page does not speak of {rule}"
            );
        }
    }
    let files: Vec<_> = std::fs::read_dir(support::root().join("flows/eis/deploy"))
        .unwrap()
        .collect();
    assert_eq!(files.len(), 4, "each plan has its line, and a page");
}

#[test]
fn a_moved_store_is_judged_as_the_transfer_that_it_is() {
    let call = [
        "check",
        "flows/eis",
        "--as-of",
        DAY,
        "--deployed",
        "flows/eis/deploy/backup-moves.json",
        "--flow",
        "backup-daily",
        "--rule",
        "transfer",
    ];
    // Who keeps the data there for the processor is a question.
    let shown = run(&support::root(), &call).exits(0).out;
    snapshots(|| insta::assert_snapshot!("eis_backup_moves", shown));
    let sarif = run(
        &support::root(),
        &[&call[..], &["--format", "sarif"]].concat(),
    )
    .exits(0)
    .json();
    let result = &sarif["runs"][0]["results"][0];
    let text = serde_json::to_string(result).unwrap();
    assert!(
        text.contains("flows/eis/deploy/backup-moves.json"),
        "{text}"
    );
    assert!(
        text.contains("flows/eis/services/remote-backup.yaml"),
        "{text}"
    );
}
