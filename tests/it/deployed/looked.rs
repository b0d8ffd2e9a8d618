//! How much of a plan was looked at: matchers and what they must find, changes and items that hide nothing.

use serde_json::json;

use super::made::{Estate, block, configured, done, later, made, plan, reported};
use crate::support::run::{folder, run, write};

#[test]
fn a_matcher_that_finds_less_than_it_must_is_a_finding() {
    let two = plan(vec![
        made("aws_s3_bucket.a", json!({"region": "eu-central-1"})),
        made("aws_s3_bucket.b", json!({"region": "eu-central-1"})),
    ]);
    for (deployed, expected) in [
        ("[aws_s3_bucket.*]", vec![]),
        (
            "[aws_s3_bucket.*, aws_db_instance.main]",
            vec![
                "note matcher-without-match: `aws_db_instance.main` of Records finds nothing in these files",
            ],
        ),
        ("{address: 'aws_s3_bucket.*', at-least: 2}", vec![]),
        (
            "{address: 'aws_s3_bucket.*', at-least: 3}",
            vec![
                "error fewer-than-required: `aws_s3_bucket.*` of Records finds 2 resources, and must find 3",
            ],
        ),
        (
            "{type: 'aws_db_*', tags: {app: crm}, at-least: 1}",
            vec![
                "error fewer-than-required: the type `aws_db_*` with the tag `app=crm` of Records finds nothing, and must find 1",
            ],
        ),
    ] {
        let found: Vec<String> = Estate::new("DE", deployed)
            .findings(&two)
            .into_iter()
            .filter(|it| !it.contains("undeclared-system"))
            .collect();
        assert_eq!(found, expected, "{deployed}");
    }
}

#[test]
fn a_call_can_require_that_something_is_found() {
    let estate = Estate::new("DE", "aws_s3_bucket.a");
    let text = plan(vec![
        made("aws_s3_bucket.a", json!({"region": "eu-central-1"})),
        made("aws_iam_role.r", json!({"name": "r"})),
    ])
    .to_string();
    estate.check(&text, &["--require", "1"]).exits(0);
    let ran = estate
        .check(&text, &["--require", "2", "--format", "json"])
        .exits(1);
    assert_eq!(
        reported(&ran),
        [
            "error fewer-than-required: 1 resource is of a system in all files together, and 2 are required"
        ]
    );
    let nothing = plan(Vec::new()).to_string();
    estate.check(&nothing, &["--require", "1"]).exits(1);
    // Without files nothing can be found.
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate.text());
    run(folder.path(), &["check", "--require", "1"]).refused();
}

#[test]
fn a_change_of_an_unknown_sort_is_judged() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    for actions in [&["adopt"][..], &[]] {
        let found = estate.findings(&plan(vec![done(
            "aws_s3_bucket.a",
            actions,
            json!({"region": "us-east-1"}),
        )]));
        assert!(
            found[0].starts_with("error undeclared-location"),
            "{found:?}"
        );
    }
    // A change without a body: the planned values count.
    let mut bare = plan(vec![
        json!({"address": "aws_s3_bucket.a", "mode": "managed",
        "type": "aws_s3_bucket", "name": "a"}),
    ]);
    bare["planned_values"] = json!({"root_module": {"resources": [{"address": "aws_s3_bucket.a",
        "mode": "managed", "type": "aws_s3_bucket", "name": "a", "values": {"region": "us-east-1"}}]}});
    let found = estate.findings(&bare);
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
}

#[test]
fn a_key_that_occurs_twice_is_refused() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let text = plan(vec![made(
        "aws_s3_bucket.a",
        json!({"region": "eu-central-1"}),
    )])
    .to_string();
    let twice = text.replace(
        "\"region\":\"eu-central-1\"",
        "\"region\":\"eu-central-1\",\"region\":\"us-east-1\"",
    );
    assert_ne!(text, twice);
    let ran = estate.check(twice, &[]).refused();
    assert!(ran.err.contains("duplicate key"), "{}", ran.err);
    assert!(!ran.err.contains("us-east-1"), "{}", ran.err);
}

#[test]
fn data_sources_are_counted_once() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let data = json!({"address": "data.aws_region.here", "mode": "data", "type": "aws_region", "name": "here",
        "change": {"actions": ["read"], "after": {}}});
    let mut text = plan(vec![
        made("aws_s3_bucket.a", json!({"region": "eu-central-1"})),
        data.clone(),
    ]);
    text["planned_values"] = json!({"root_module": {"resources": [data]}});
    let looked = estate.check(text.to_string(), &["--format", "json"]).json();
    assert_eq!(
        looked["deployed"][0]["left_out"],
        json!({"data sources": 1})
    );
}

#[test]
fn an_unknown_item_is_not_hidden_by_a_known_one() {
    let estate = Estate::new(
        "DE",
        "['aws_s3_bucket.*', aws_s3_bucket_replication_configuration.r]",
    );
    // The second destination is a bucket that is being made.
    let rules = json!([
        {"destination": [{"bucket": "arn:aws:s3:::near"}]},
        {"destination": [{}]},
    ]);
    let marks = json!({"rule": [{}, {"destination": [{"bucket": true}]}]});
    let text = configured(
        plan(vec![
            made(
                "aws_s3_bucket.near",
                json!({"region": "eu-central-1", "bucket": "near"}),
            ),
            later(
                made("aws_s3_bucket.far", json!({"region": "eu-central-1"})),
                json!({"id": true}),
            ),
            later(
                made(
                    "aws_s3_bucket_replication_configuration.r",
                    json!({"bucket": "near", "rule": rules}),
                ),
                marks,
            ),
        ]),
        json!({"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-central-1"}}}}),
        json!([block(
            "aws_s3_bucket_replication_configuration.r",
            json!({"rule": [
                {"destination": [{"bucket": {"references": ["aws_s3_bucket.near.arn", "aws_s3_bucket.near"]}}]},
                {"destination": [{"bucket": {"references": ["aws_s3_bucket.far.arn", "aws_s3_bucket.far"]}}]},
            ]})
        )]),
    );
    let of_places = |found: Vec<String>| -> Vec<String> {
        let notes = |it: &String| !it.starts_with("note");
        found.into_iter().filter(notes).collect()
    };
    assert_eq!(of_places(estate.findings(&text)), Vec::<String>::new());
    let mut abroad = text.clone();
    abroad["resource_changes"][1]["change"]["after"]["region"] = json!("us-east-1");
    let found = estate.findings(&abroad);
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("error undeclared-replication") && it.contains("us-east-1")),
        "{found:?}"
    );
    // Nobody can say where it is.
    let mut nowhere = text.clone();
    nowhere["configuration"]["root_module"]["resources"][0]["expressions"]["rule"][1] =
        json!({"destination": [{"bucket": {"references": ["var.bucket"]}}]});
    let found = estate.findings(&nowhere);
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("warning unknown-location")),
        "{found:?}"
    );
}

#[test]
fn an_unknown_region_is_not_hidden_by_a_known_one() {
    let estate = Estate::new("DE", "'aws_dynamodb_table.*'");
    let replicas = later(
        made(
            "aws_dynamodb_table.t",
            json!({"region": "eu-central-1",
            "replica": [{"region_name": "eu-central-1"}, {"kms_key_arn": null}]}),
        ),
        json!({"replica": [{}, {"region_name": true}]}),
    );
    let found = estate.findings(&plan(vec![replicas]));
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("warning unknown-location")),
        "{found:?}"
    );
    // Its own places.
    let cluster = Estate::new("IE", "'mongodbatlas_*.*'");
    let places = later(
        made(
            "mongodbatlas_advanced_cluster.c",
            json!({"replication_specs": [{"region_configs":
            [{"region_name": "EU_WEST_1"}, {}]}]}),
        ),
        json!({"replication_specs": [{"region_configs": [{}, {"region_name": true}]}]}),
    );
    let found = cluster.findings(&plan(vec![places]));
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("warning unknown-location")),
        "{found:?}"
    );
}
