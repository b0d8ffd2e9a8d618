//! ARM templates: an estate in which a finding fires, and one in which nothing does, for each way in which a
//! template states a place.

use super::made::{Estate, reported};
use crate::support::run::Ran;

/// A template with one store at a place.
fn template(location: &str, more: &str) -> String {
    format!(
        r#"{{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {{
    "here": {{"type": "string", "defaultValue": "germanywestcentral"}},
    "there": {{"type": "string", "defaultValue": "eastus"}},
    "group": {{"type": "string", "defaultValue": "[resourceGroup().location]"}},
    "open": {{"type": "string"}}}},
  "variables": {{"there": "[toLower('EASTUS')]"}},
  "resources": [{{"type": "Microsoft.Sql/servers", "apiVersion": "2023-01-01", "name": "records",
    "location": {location}, "tags": {{"app": "crm"}}}}{more}]}}"#
    )
}

fn findings(estate: &Estate, text: &str, more: &[&str]) -> Vec<String> {
    let more: Vec<&str> = more.iter().copied().chain(["--format", "json"]).collect();
    reported(&estate.check(text, &more))
}

#[test]
fn the_place_is_what_the_template_states_and_no_guess() {
    let estate = Estate::new("DE", "'*'");
    for (location, more, expected) in [
        (r#""germanywestcentral""#, &[][..], ""),
        (r#""Germany West Central""#, &[], ""),
        (r#""[parameters('here')]""#, &[], ""),
        (r#""eastus""#, &[], "error undeclared-location"),
        (
            r#""[parameters('there')]""#,
            &[],
            "error undeclared-location",
        ),
        (
            r#""[variables('there')]""#,
            &[],
            "error undeclared-location",
        ),
        (
            r#""[concat('east', 'us')]""#,
            &[],
            "error undeclared-location",
        ),
        (
            r#""[if(equals(1, 2), 'germanywestcentral', 'eastus')]""#,
            &[],
            "error undeclared-location",
        ),
        (
            r#""[if(equals(1, 1), 'germanywestcentral', 'eastus')]""#,
            &[],
            "",
        ),
        // Nobody knows which.
        (
            r#""[if(equals(parameters('open'), 1), 'germanywestcentral', 'eastus')]""#,
            &[],
            "error undeclared-location",
        ),
        (
            r#""[resourceGroup().location]""#,
            &[],
            "warning unknown-location",
        ),
        (
            r#""[parameters('group')]""#,
            &[],
            "warning unknown-location",
        ),
        (r#""[parameters('open')]""#, &[], "warning unknown-location"),
        (
            r#""[parameters('open')]""#,
            &["--region", "eastus"],
            "warning unknown-location",
        ),
        (
            r#""[parameters('group')]""#,
            &["--region", "germanywestcentral"],
            "",
        ),
        (
            r#""[parameters('group')]""#,
            &["--region", "eastus"],
            "error undeclared-location",
        ),
        (
            r#""[parameters('group')]""#,
            &["--region", "us-east-1"],
            "warning unknown-location",
        ),
        // What is no expression that anybody knows.
        (r#""[if(]""#, &[], "warning unknown-location"),
    ] {
        let found = findings(&estate, &template(location, ""), more);
        let begins = found.iter().all(|it| it.starts_with(expected));
        assert!(
            begins && found.is_empty() == expected.is_empty(),
            "{location} {more:?}: {found:?}"
        );
    }
}

#[test]
fn what_is_copied_elsewhere_is_found() {
    let estate = Estate::new("DE", "'*'");
    let here = r#""germanywestcentral""#;
    for (more, expected) in [
        (
            r#", {"type": "Microsoft.Storage/storageAccounts", "name": "a", "location": "germanywestcentral",
            "sku": {"name": "Standard_LRS"}}"#,
            0,
        ),
        // The pair of Germany West Central is Germany North.
        (
            r#", {"type": "Microsoft.Storage/storageAccounts", "name": "a", "location": "germanywestcentral",
            "sku": {"name": "Standard_GRS"}}"#,
            0,
        ),
        (
            r#", {"type": "Microsoft.DocumentDB/databaseAccounts", "name": "a", "location": "germanywestcentral",
            "properties": {"locations": [{"locationName": "East US"}]}}"#,
            1,
        ),
        (
            r#", {"type": "Microsoft.Sql/servers/failoverGroups", "name": "records/f",
            "properties": {"partnerServers": [{"id": "[resourceId('Microsoft.Sql/servers', 'second')]"}]}},
            {"type": "Microsoft.Sql/servers", "name": "second", "location": "eastus"}"#,
            2,
        ),
    ] {
        let found = findings(&estate, &template(here, more), &[]);
        assert_eq!(found.len(), expected, "{more}: {found:?}");
        if expected > 0 {
            let copied = found
                .iter()
                .any(|it| it.starts_with("error undeclared-replication"));
            assert!(copied, "{more}: {found:?}");
        }
    }
}

#[test]
fn a_system_is_tied_by_name_type_and_tag_and_parts_go_with_it() {
    for deployed in [
        "records",
        "{type: azurerm_mssql_server}",
        "{type: Microsoft.Sql/servers}",
        "{type: '*', tags: {app: crm}}",
    ] {
        let estate = Estate::new("DE", deployed);
        let part = r#", {"type": "Microsoft.Sql/servers/databases", "name": "records/visits"}"#;
        let found = findings(&estate, &template(r#""eastus""#, part), &[]);
        let all = found.join("\n");
        let placed = found
            .iter()
            .find(|it| it.starts_with("error undeclared-location"));
        assert!(
            placed.is_some_and(|it| it.contains("visits")),
            "{deployed}: {all}"
        );
    }
}

#[test]
fn no_secret_of_a_template_is_ever_shown() {
    let estate = Estate::new("DE", "'*'");
    for name in ["arm-template.json", "bicep.json"] {
        estate.shows_nothing_of(name, (&["hunter2"], 311), Ran::refused);
    }
}

#[test]
fn what_is_hostile_is_refused_or_read_and_never_more() {
    let estate = Estate::new("DE", "'*'");
    for text in [
        r#"{"contentVersion": "1", "resources": 3}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": null}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [3]}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [{}]}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [{"type": ["x"]}]}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [], "resources": []}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": []} x"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [] /* "#.to_owned(),
        r#"{"$schema": "https://example.com/deploymentTemplate.json#", "contentVersion": "1"}"#
            .to_owned(),
        format!(
            r#"{{"contentVersion": "1", "resources": {}"#,
            "[".repeat(300)
        ),
    ] {
        let ran = estate.check(&text, &[]).refused();
        assert!(ran.err.contains("plan.json:"), "{text}: {}", ran.err);
    }
    // What doubles with every step.
    let doubling: Vec<String> = (1..60)
        .map(|at| {
            format!(
                r#""v{at}": "[createArray(variables('v{0}'), variables('v{0}'))]""#,
                at - 1
            )
        })
        .collect();
    let longer: Vec<String> = (1..60)
        .map(|at| {
            format!(
                r#""t{at}": "[concat(variables('t{0}'), variables('t{0}'))]""#,
                at - 1
            )
        })
        .collect();
    let calls = format!("[{}1{}]", "not(".repeat(500), ")".repeat(500));
    let text = format!(
        r#"{{"contentVersion": "1", "variables": {{"v0": "x", "t0": "xxxxxxxxxx", {}, {}}},
            "resources": [{{"type": "A.B/c", "name": "[variables('t59')]", "location": "[variables('v59')]"}}]}}"#,
        doubling.join(","),
        longer.join(",")
    );
    let err = estate.check(&text, &[]).refused().err;
    assert!(err.contains("build more than 64 MiB"), "{err}");
    for text in [
        format!(r#"{{"contentVersion": "1", "resources": [{{"type": "A.B/c", "name": "n", "location": "{calls}"}}]}}"#),
        r#"{"contentVersion": "1", "resources": [{"type": "A.B/c"}]}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [{"type": "", "name": {"a": 1}, "location": {"b": []}, "tags": 3, "properties": "x"}]}"#.to_owned(),
        r#"{"contentVersion": "1", "resources": [{"type": "A.B/c", "name": "\u001b[31m::error::x", "location": "\u0007"}]}"#.to_owned(),
    ] {
        let ran = estate.check(&text, &[]);
        assert!(ran.code == 0 || ran.code == 1, "{text}: {}", ran.err);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}']), "{}", ran.out);
    }
}
