//! Previews and stacks of Pulumi: an estate in which a finding fires, and one in which nothing does.

use super::made::{Estate, reported};
use crate::support::run::{Ran, folder, run, write};

/// A preview with one store, made by a provider of a region.
fn preview(region: &str, inputs: &str) -> String {
    format!(
        r#"{{"steps": [
  {{"op": "create", "newState": {{"urn": "urn:pulumi:d::p::pulumi:providers:aws::main", "custom": true,
    "type": "pulumi:providers:aws", "inputs": {{"region": "{region}"}}}}}},
  {{"op": "create", "newState": {{"urn": "urn:pulumi:d::p::aws:dynamodb/table:Table::records", "custom": true,
    "type": "aws:dynamodb/table:Table", "inputs": {{"tags": {{"app": "crm"}}{inputs}}},
    "provider": "urn:pulumi:d::p::pulumi:providers:aws::main::1"}}}}
], "changeSummary": {{"create": 2}}}}"#
    )
}

/// A stack with one store at a place.
fn stack(location: &str) -> String {
    format!(
        r#"{{"version": 3, "deployment": {{"resources": [
  {{"urn": "urn:pulumi:d::p::azure-native:sql:Server::records", "custom": true, "type": "azure-native:sql:Server",
    "outputs": {{"location": "{location}", "tags": {{"app": "crm"}}}}}}]}}}}"#
    )
}

fn findings(estate: &Estate, text: &str) -> Vec<String> {
    reported(&estate.check(text, &["--format", "json"]))
}

#[test]
fn what_runs_elsewhere_is_found_and_what_runs_here_is_not() {
    for deployed in [
        "records",
        "{type: [aws_dynamodb_table, azurerm_mssql_server]}",
        "{type: ['aws:dynamodb/*', 'azure-native:sql:*']}",
        "{type: '*', tags: {app: crm}}",
    ] {
        let estate = Estate::new("DE", deployed);
        assert_eq!(findings(&estate, &preview("eu-central-1", "")), [""; 0]);
        assert_eq!(findings(&estate, &stack("germanywestcentral")), [""; 0]);
        for text in [preview("us-east-1", ""), stack("eastus")] {
            let found = findings(&estate, &text);
            assert_eq!(found.len(), 1, "{deployed}: {found:?}");
            assert!(
                found[0].starts_with("error undeclared-location"),
                "{found:?}"
            );
        }
    }
    let estate = Estate::new("DE", "records");
    let copied = preview(
        "eu-central-1",
        r#", "replicas": [{"regionName": "us-east-1"}]"#,
    );
    let found = findings(&estate, &copied);
    assert!(
        found[0].starts_with("error undeclared-replication"),
        "{found:?}"
    );
    let here = preview(
        "eu-central-1",
        r#", "replicas": [{"regionName": "eu-central-1"}]"#,
    );
    assert_eq!(findings(&estate, &here), [""; 0]);
    // Nobody knows where.
    let text = preview("04da6b54-80e4-46f7-96ec-b56ff0331ba9", "");
    let found = findings(&estate, &text);
    assert!(
        found[0].starts_with("warning unknown-location"),
        "{found:?}"
    );
}

#[test]
fn a_target_is_another_resource() {
    let estate = Estate::new("DE", "nightly");
    let stack = |region: &str| {
        format!(
            r#"{{"version": 3, "deployment": {{"resources": [
  {{"urn": "urn:pulumi:d::p::pulumi:providers:aws::main", "custom": true, "type": "pulumi:providers:aws",
    "inputs": {{"region": "eu-central-1"}}}},
  {{"urn": "urn:pulumi:d::p::aws:cloudwatch/eventTarget:EventTarget::nightly", "custom": true,
    "type": "aws:cloudwatch/eventTarget:EventTarget", "outputs": {{"arn": "arn:aws:lambda:{region}:1:function:f"}},
    "provider": "urn:pulumi:d::p::pulumi:providers:aws::main::1"}}]}}}}"#
        )
    };
    assert_eq!(findings(&estate, &stack("eu-central-1")), [""; 0]);
    let found = findings(&estate, &stack("us-east-1"));
    assert!(
        found[0].starts_with("error undeclared-replication"),
        "{found:?}"
    );
}

#[test]
fn a_stack_as_it_is_kept_is_the_same() {
    let estate = Estate::new("DE", "records");
    let kept = stack("eastus").replace(
        "\"deployment\": {",
        "\"checkpoint\": {\"stack\": \"d\", \"latest\": {",
    ) + "}";
    assert_eq!(
        findings(&estate, &kept),
        findings(&estate, &stack("eastus"))
    );
}

#[test]
fn what_is_incomplete_fails_the_gate() {
    let estate = Estate::new("DE", "records");
    let failed = preview("eu-central-1", "").replace(
        "\"changeSummary\"",
        "\"diagnostics\": [{\"severity\": \"error\", \"message\": \"x\"}], \"changeSummary\"",
    );
    let found = findings(&estate, &failed);
    assert!(found[0].starts_with("error incomplete-plan"), "{found:?}");
    let pending = stack("germanywestcentral").replace(
        "\"resources\"",
        "\"pending_operations\": [{\"type\": \"updating\"}], \"resources\"",
    );
    let found = findings(&estate, &pending);
    assert!(found[0].starts_with("error incomplete-plan"), "{found:?}");
}

#[test]
fn no_secret_is_ever_shown() {
    let estate = Estate::new("DE", "'*'");
    for name in ["pulumi-preview.json", "pulumi-stack.json"] {
        estate.shows_nothing_of(name, (&["hunter2"], 331), Ran::refused);
    }
}

#[test]
fn what_is_broken_is_refused_with_its_place() {
    let estate = Estate::new("DE", "'*'");
    let deep = format!("{{\"version\": 3, \"deployment\": {}", "[".repeat(300));
    for text in [
        r#"{"version": 3, "deployment": 3}"#,
        r#"{"version": 3, "deployment": []}"#,
        r#"{"version": 3, "deployment": {"resources": 3}}"#,
        r#"{"version": 3, "deployment": {"resources": [3]}}"#,
        r#"{"version": 3, "deployment": {"resources": [{}]}}"#,
        r#"{"version": 3, "deployment": {"resources": [{"urn": 3, "type": "x"}]}}"#,
        r#"{"version": 3, "deployment": {"resources": [{"urn": "x", "type": []}]}}"#,
        r#"{"version": 3, "deployment": {"resources": [], "resources": []}}"#,
        r#"{"version": 3, "deployment": {"resources": [}"#,
        r#"{"version": 3, "deployment": {}} x"#,
        r#"{"version": 3, "checkpoint": {}}"#,
        r#"{"steps": 3, "changeSummary": {}}"#,
        r#"{"steps": [3], "changeSummary": {}}"#,
        r#"{"steps": [{}], "changeSummary": {}}"#,
        r#"{"steps": [{"op": "create", "newState": 3}], "changeSummary": {}}"#,
        r#"{"steps": [{"op": "create", "newState": {"urn": "x"}}], "changeSummary": {}}"#,
        deep.as_str(),
    ] {
        let ran = estate.check(text, &[]).refused();
        assert!(ran.err.contains("plan.json:"), "{text}: {}", ran.err);
    }
    for text in [
        r#"{"version": 3, "deployment": {}}"#,
        r#"{"version": 3, "deployment": {"resources": null}}"#,
        r#"{"version": 3, "deployment": {"resources": [{"urn": "\u001b[31m::error::x", "type": "\u0007", "custom": true, "inputs": 3, "provider": "::"}]}}"#,
        r#"{"version": 3, "deployment": {"resources": [{"urn": "x", "type": "a:b", "custom": true, "provider": 3, "propertyDependencies": {"a": 3}}]}}"#,
    ] {
        let ran = estate.check(text, &[]);
        assert!(ran.code == 0 || ran.code == 1, "{text}: {}", ran.err);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}']), "{}", ran.out);
    }
}

/// Other tools write previews that leave out `custom`: what may be a resource of a cloud is judged as one.
#[test]
fn a_resource_that_does_not_state_whether_it_is_one_counts_as_one() {
    let resource = |custom: &str| {
        format!(
            r#"{{"steps": [{{"op": "create", "newState": {{"urn": "urn:pulumi:d::p::aws:dynamodb/table:Table::records",
              {custom} "type": "aws:dynamodb/table:Table", "inputs": {{"region": "us-east-1"}}}}}}], "changeSummary": {{}}}}"#
        )
    };
    let estate = Estate::new("DE", "records");
    let found = findings(&estate, &resource(""));
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
    // A component is none.
    let found = findings(&estate, &resource(r#""custom": false,"#));
    assert!(found.iter().all(|it| !it.starts_with("error")), "{found:?}");
}

/// What is part of something of the same file, of which nothing says where it is, is not said to be part of
/// something else.
#[test]
fn a_part_names_that_of_which_nothing_says_where_it_is() {
    let text = r#"{"version": 3, "deployment": {"resources": [
      {"urn": "urn:pulumi:d::p::aws:s3/bucket:Bucket::docs", "custom": true, "type": "aws:s3/bucket:Bucket",
       "inputs": {"bucket": "docs"}},
      {"urn": "urn:pulumi:d::p::aws:s3/bucketNotification:BucketNotification::on", "custom": true,
       "type": "aws:s3/bucketNotification:BucketNotification", "inputs": {"bucket": "docs"}}]}}"#;
    let folder = folder();
    write(folder.path(), "stack.json", text);
    let ran = run(
        folder.path(),
        &["reconcile", "stack.json", "--format", "json"],
    )
    .exits(0);
    let words = ran.json()["resources"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["type"].as_str().unwrap().contains("Notification"))
        .map(|it| it["location"]["words"].as_str().unwrap().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(
        words,
        ["not stated: it lies where `aws:s3/bucket:Bucket docs` is, of which nothing says where"]
    );
}
