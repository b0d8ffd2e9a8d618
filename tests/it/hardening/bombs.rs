//! Templates of some kilobytes that come to gigabytes when they are worked out.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::run::{Ran, folder, ran, write};

/// Runs a call that may take two gigabytes of addresses and a minute.
#[track_caller]
pub(super) fn small(folder: &Path, call: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_fairnotice");
    let script = format!("ulimit -v 2000000; ulimit -t 60; exec '{program}' {call}");
    let mut shell = std::process::Command::new("sh");
    let output = shell.args(["-c", &script]).current_dir(folder).output();
    ran(output.unwrap())
}

fn template(resources: Value, parameters: Value) -> String {
    let mappings = json!({"M": {"a": {"b": "x".repeat(1_000_000)}}});
    json!({"AWSTemplateFormatVersion": "2010-09-09", "Parameters": parameters, "Mappings": mappings,
        "Resources": resources})
    .to_string()
}

/// As many buckets, each with the same name.
fn buckets(count: usize, name: &Value) -> Value {
    let bucket = json!({"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}});
    let all = (0..count).map(|at| (format!("B{at}"), bucket.clone()));
    Value::Object(all.collect())
}

#[cfg(target_os = "linux")]
#[test]
fn functions_of_templates_build_a_limited_text() {
    let folder = folder();
    let at = folder.path();
    let long = "x".repeat(1_000_000);
    let mut nested = json!("y".repeat(10_000));
    for _ in 0..3 {
        nested = json!({"Fn::Sub": ["${A}".repeat(100), {"A": nested}]});
    }
    let mut empty = json!("");
    for _ in 0..8 {
        empty = json!({"Fn::Sub": ["${A}".repeat(20), {"A": empty}]});
    }
    let default = json!({"P": {"Type": "String", "Default": long}});
    let looped = json!({"Fn::ForEach::L": ["N", (0..900).map(|it| it.to_string()).collect::<Vec<_>>(),
        {"B${N}": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": long}}}]});
    for (what, resources, parameters) in [
        ("Sub", buckets(1, &nested), json!({})),
        ("Sub of nothing", buckets(1, &empty), json!({})),
        (
            "Join",
            buckets(1, &json!({"Fn::Join": [long, vec!["a"; 3_000]]})),
            json!({}),
        ),
        ("Ref", buckets(1_000, &json!({"Ref": "P"})), default.clone()),
        (
            "Ref in Sub",
            buckets(1, &json!({"Fn::Sub": "${P}".repeat(3_000)})),
            default,
        ),
        (
            "FindInMap",
            buckets(1_000, &json!({"Fn::FindInMap": ["M", "a", "b"]})),
            json!({}),
        ),
        ("ForEach", looped, json!({})),
    ] {
        write(at, "t.json", template(resources, parameters));
        let err = small(at, "reconcile t.json").refused().err;
        assert!(err.contains("build more than 64 MiB"), "{what}: {err}");
        assert!(err.contains("t.json:1:"), "{what}: {err}");
    }
    // What templates do build is far below it.
    let name = json!({"Fn::Sub": "${AWS::Region}-logs-${AWS::AccountId}"});
    write(at, "t.json", template(buckets(500, &name), json!({})));
    small(at, "reconcile t.json").exits(0);
}

#[cfg(target_os = "linux")]
#[test]
fn functions_of_arm_templates_look_before_they_build() {
    let folder = folder();
    let at = folder.path();
    let arm = |variables: Value, name: &str| {
        let resource = json!({"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01",
            "name": name, "location": "westeurope"});
        json!({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0", "variables": variables, "resources": [resource]})
        .to_string()
    };
    let thousand = "a".repeat(1_000);
    let mut replaced = "variables('a')".to_owned();
    for _ in 0..4 {
        replaced = format!("replace({replaced}, 'a', variables('a'))");
    }
    let variables = json!({"a": thousand, "b": "b".repeat(1_000_000)});
    write(
        at,
        "t.json",
        arm(variables.clone(), &format!("[{replaced}]")),
    );
    small(at, "reconcile t.json").exits(0);
    let formatted = format!("[format('{}', variables('b'))]", "{0}".repeat(100_000));
    write(at, "t.json", arm(variables.clone(), &formatted));
    small(at, "reconcile t.json").exits(0);
    // One text that is named a thousand times is worked out once and put there each time.
    let many = vec!["variables('b')"; 1_000].join(", ");
    write(
        at,
        "t.json",
        arm(variables, &format!("[createArray({many})]")),
    );
    let err = small(at, "reconcile t.json").refused().err;
    assert!(err.contains("build more than 64 MiB"), "{err}");
}
