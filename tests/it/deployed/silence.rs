//! A gate is never silent about what it did not judge.

use serde_json::json;

use super::made::{Estate, configured, done, later, made, plan, told};
use crate::support::run::{DAY, folder, run, write};

const OURS: &str = "['*_bucket.*', exampledb_cluster.heap, azapi_resource.sa]";

#[test]
fn what_a_system_says_is_its_own_is_judged_whatever_its_type() {
    let estate = Estate::new("DE", OURS);
    let found = estate.findings(&configured(
        plan(vec![
            made("awscc_s3_bucket.b", json!({"bucket_name": "b"})),
            made(
                "azapi_resource.sa",
                json!({"type": "Microsoft.Storage/storageAccounts@2023-05-01", "location": "eastus"}),
            ),
            made("aws_s3tables_table_bucket.t", json!({"region": "us-east-1"})),
            made("exampledb_cluster.heap", json!({"region": "us-east-1"})),
            // In order where it is.
            made("aws_examples_bucket.x", json!({"region": "eu-central-1"})),
        ]),
        json!({"awscc": {"name": "awscc", "expressions": {"region": {"constant_value": "us-east-1"}}}}),
        json!([]),
    ));
    let all = found.join("\n");
    for address in [
        "awscc_s3_bucket.b",
        "azapi_resource.sa",
        "aws_s3tables_table_bucket.t",
        "exampledb_cluster.heap",
    ] {
        assert!(
            found
                .iter()
                .any(|it| it.starts_with("error undeclared-location") && it.contains(address)),
            "{address}: {all}"
        );
    }
    assert!(!all.contains("aws_examples_bucket.x"), "{all}");
}

#[test]
fn what_nobody_can_judge_is_a_question_and_an_error_when_it_is_strict() {
    let estate = Estate::new("DE", "aws_s3_bucket.b");
    let text = plan(vec![
        made("aws_s3_bucket.b", json!({"region": "eu-central-1"})),
        made("exampledb_cluster.heap", json!({"engine": "heap-7"})),
        made("exampledb_token.t", json!({"scopes": ["read"]})),
        made("aws_iam_role.r", json!({"name": "r"})),
    ])
    .to_string();
    let ran = estate.check(&text, &["--format", "json"]).exits(0);
    let found = told(&ran);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("warning unknown-type: `exampledb_cluster.heap`")
            || found[0].starts_with("warning unknown-type: exampledb_cluster.heap"),
        "{found:?}"
    );
    let looked = &ran.json()["deployed"][0];
    assert_eq!(
        [
            &looked["resources"],
            &looked["matched"],
            &looked["unmatched"],
            &looked["skipped"],
            &looked["unknown"]
        ],
        [4, 1, 0, 1, 2]
    );
    assert_eq!(
        looked["unknown_types"],
        json!({"exampledb_cluster": 1, "exampledb_token": 1})
    );
    estate.check(&text, &["--strict"]).exits(1);
}

/// Every format of `check`, each to a file, and what they say.
fn formats(estate: &Estate, plan: &str, code: i32) -> Vec<(&'static str, String)> {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate.text());
    write(folder.path(), "plan.json", plan);
    [
        "terminal", "markdown", "json", "sarif", "junit", "gitlab", "github",
    ]
    .into_iter()
    .map(|format| {
        let call = [
            "check",
            "--as-of",
            DAY,
            "--deployed",
            "plan.json",
            "--format",
            format,
        ];
        (format, run(folder.path(), &call).exits(code).out)
    })
    .collect()
}

#[test]
fn what_a_plan_says_of_itself_reaches_every_format_and_the_exit_code() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let whole = plan(vec![made(
        "aws_s3_bucket.a",
        json!({"region": "eu-central-1"}),
    )]);
    let with = |key: &str, value: serde_json::Value| {
        let mut plan = whole.clone();
        plan[key] = value;
        plan.to_string()
    };
    let deferred = json!([{"reason": "instance_count_unknown",
        "resource_change": done("aws_s3_bucket.z", &["create"], json!({"region": "eu-central-1"}))}]);
    let forgotten = {
        let mut gone = done("aws_s3_bucket.old", &["forget"], json!(null));
        gone["change"]["before"] = json!({"region": "eu-central-1"});
        let mut plan = whole.clone();
        plan["resource_changes"].as_array_mut().unwrap().push(gone);
        plan.to_string()
    };
    for (text, rule, words, code) in [
        (
            with("errored", json!(true)),
            "incomplete-plan",
            "ended with an error",
            1,
        ),
        (
            with("complete", json!(false)),
            "incomplete-plan",
            "not complete",
            1,
        ),
        (
            with("deferred_changes", deferred),
            "incomplete-plan",
            "put off",
            1,
        ),
        (forgotten, "forgotten", "managed no longer", 0),
        (
            format!("$ terraform show -json\n{whole}\ndone\n"),
            "text-around",
            "other text around",
            0,
        ),
    ] {
        for (format, out) in formats(&estate, &text, code) {
            assert!(
                out.contains(rule) && out.replace("\n  ", " ").contains(words),
                "{format} does not say {words}: {out}"
            );
        }
    }
}

#[test]
fn what_a_check_looked_at_is_in_every_format_that_has_room() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let text = plan(vec![
        made("aws_s3_bucket.a", json!({"region": "eu-central-1"})),
        made("exampledb_token.t", json!({"scopes": ["read"]})),
        done("aws_s3_bucket.gone", &["delete"], json!(null)),
    ])
    .to_string();
    for (format, out) in formats(&estate, &text, 0) {
        let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
        match format {
            // A list of issues, and nothing else.
            "gitlab" => assert_eq!(flat, "[]"),
            "json" => assert!(flat.contains("\"unknown_types\": { \"exampledb_token\": 1 }"), "{flat}"),
            _ => assert!(
                flat.contains("2 resources: 1 of a system, 1 of an unknown type and of no system; not counted: 1 deleted; types that no table lists: exampledb")
                    || flat.contains("2 resources: 1 of a system, 1 of an unknown type and of no system; not counted: 1 deleted; types that no table lists: exampledb\\_token"),
                "{format}: {flat}"
            ),
        }
    }
}

#[test]
fn what_is_forgotten_is_still_judged() {
    let estate = Estate::new("DE", "aws_s3_bucket.archive");
    let mut gone = done("aws_s3_bucket.archive", &["forget"], json!(null));
    gone["change"]["before"] = json!({"region": "us-east-1"});
    let mut forgets = plan(vec![gone.clone()]);
    forgets["planned_values"] = json!({"root_module": {"resources": [{"address": "aws_s3_bucket.archive",
        "mode": "managed", "type": "aws_s3_bucket", "name": "archive", "values": {"region": null}}]}});
    let found = estate.findings(&forgets);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
    assert!(found[1].starts_with("warning forgotten"), "{found:?}");

    // Made anew, while the old one is left where it was.
    let mut anew = done(
        "aws_s3_bucket.archive",
        &["create", "forget"],
        json!({"region": "eu-central-1"}),
    );
    anew["change"]["before"] = json!({"region": "us-east-1"});
    let found = estate.findings(&plan(vec![anew]));
    assert!(
        found[0].starts_with("error undeclared-location") && found[0].contains("(left behind)"),
        "{found:?}"
    );
}

#[test]
fn every_document_of_a_file_is_read() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let one = |region: &str| plan(vec![made("aws_s3_bucket.a", json!({"region": region}))]);
    let (here, abroad) = (one("eu-central-1"), one("us-east-1"));
    let pretty = serde_json::to_string_pretty(&abroad).unwrap();
    for text in [
        format!("{here}\n{abroad}\n"),
        format!("{here}{abroad}"),
        format!("[a] {here}\n{pretty}\n"),
        format!("unit a\n{here}\nunit b\n{pretty}\nend"),
        format!("{here}\n{here}\n{{\"level\": \"info\"}}\n{abroad}"),
    ] {
        let ran = estate.check(&text, &["--format", "json"]).exits(1);
        let found = told(&ran);
        assert!(
            found
                .iter()
                .any(|it| it.starts_with("error undeclared-location")),
            "{text}: {found:?}"
        );
    }
    let ran = estate.check(format!("{here}\n{abroad}\n"), &["--format", "json"]);
    let json = ran.json();
    let files: Vec<&str> = json["deployed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["file"].as_str().unwrap())
        .collect();
    assert_eq!(
        files,
        ["plan.json (document 1 of 2)", "plan.json (document 2 of 2)"]
    );
    // What is cut off is no less a plan.
    let cut = &pretty[..pretty.len() / 2];
    estate.check(format!("{here}\n{cut}"), &[]).refused();
}

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
        told(&ran),
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
    // A change without a body: the planned values tell.
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
fn a_key_that_stands_twice_is_refused() {
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
    assert!(ran.err.contains("stands twice"), "{}", ran.err);
    assert!(!ran.err.contains("us-east-1"), "{}", ran.err);
}

#[test]
fn keys_that_are_e_mail_addresses_are_not_shown() {
    let estate = Estate::new("DE", "'aws_iam_user.*'");
    let address = "aws_iam_user.staff[\"jo.bloggs@example.org\"]";
    let moved = "aws_iam_user.staff[\"jo.old@example.org\"]";
    let mut user = made(address, json!({"name": "jo"}));
    user["previous_address"] = json!(moved);
    let mut gone = done(
        "aws_iam_user.staff[\"al@example.org\"]",
        &["forget"],
        json!(null),
    );
    gone["change"]["before"] = json!({"name": "al"});
    let text = plan(vec![
        user,
        gone,
        made(
            "aws_s3_bucket.a[\"mo@example.org\"]",
            json!({"region": "us-east-1"}),
        ),
    ]);
    for (format, out) in formats(&estate, &text.to_string(), 0) {
        assert!(!out.contains("@example"), "{format}: {out}");
        assert!(out.contains("e-mail address"), "{format}: {out}");
    }
    let folder = folder();
    write(folder.path(), "plan.json", text.to_string());
    for format in ["terminal", "json"] {
        let out = run(
            folder.path(),
            &["reconcile", "plan.json", "--format", format],
        )
        .out;
        assert!(!out.contains("@example"), "{format}: {out}");
    }
    // It is still compared with as it is.
    let one = Estate::new("DE", "'aws_iam_user.staff[\"jo.bloggs@example.org\"]'");
    let looked = one.check(text.to_string(), &["--format", "json"]).json();
    assert_eq!(looked["deployed"][0]["matched"], 1, "{looked}");
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
        "['aws_s3_bucket.*', 'aws_dynamodb_table.*', aws_s3_bucket_replication_configuration.r]",
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
        json!([super::made::block(
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
    // A region beside a known one.
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
