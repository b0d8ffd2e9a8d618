//! What ties a resource to a system, and what is said of it then.

use serde_json::{Value, json};

use super::made::{Estate, block, configured, done, later, made, one, plan, wrong};

#[test]
fn tags_of_the_provider_and_names_of_before_tie_as_well() {
    let tagged = Estate::new("DE", "{tags: {System: records}}");
    let bucket = later(
        made(
            "aws_s3_bucket.b",
            json!({"region": "us-east-1", "tags": {"Name": "b"}}),
        ),
        json!({"tags_all": true}),
    );
    let constant = json!({"constant_value": {"System": "records"}});
    for tags in [constant.clone(), json!({"references": ["var.tags"]})] {
        let mut text = configured(
            plan(vec![bucket.clone()]),
            json!({"aws": {"name": "aws", "expressions": {"default_tags": [{"tags": tags}]}}}),
            json!([block("aws_s3_bucket.b", json!({}))]),
        );
        text["variables"] = json!({"tags": {"value": {"System": "records"}}});
        one(
            &wrong(&tagged, &text),
            "error undeclared-location: aws_s3_bucket.b",
            "us-east-1",
        );
    }
    // The resource's own tag counts before that of the provider.
    let own = later(
        made(
            "aws_s3_bucket.b",
            json!({"region": "us-east-1", "tags": {"System": "other"}}),
        ),
        json!({"tags_all": true}),
    );
    let text = configured(
        plan(vec![own]),
        json!({"aws": {"name": "aws", "expressions": {"default_tags": [{"tags": constant}]}}}),
        json!([block("aws_s3_bucket.b", json!({}))]),
    );
    assert_eq!(wrong(&tagged, &text), Vec::<String>::new());
    let labels = configured(
        plan(vec![made(
            "google_storage_bucket.b",
            json!({"location": "US"}),
        )]),
        json!({"google": {"name": "google", "expressions": {"default_labels": {"constant_value": {"System": "records"}}}}}),
        json!([block("google_storage_bucket.b", json!({}))]),
    );
    one(
        &wrong(&tagged, &labels),
        "error undeclared-location: google_storage_bucket.b",
        "us (US)",
    );
    let listed = plan(vec![made(
        "awscc_s3_bucket.b",
        json!({"region": "us-east-1", "tags": [{"key": "System", "value": "records"}]}),
    )]);
    one(
        &wrong(&tagged, &listed),
        "error undeclared-location: awscc_s3_bucket.b",
        "us-east-1",
    );

    let named = Estate::new("DE", "aws_s3_bucket.old");
    let mut moved = done(
        "aws_s3_bucket.new",
        &["no-op"],
        json!({"region": "us-east-1"}),
    );
    moved["previous_address"] = json!("aws_s3_bucket.old");
    one(
        &wrong(&named, &plan(vec![moved])),
        "error undeclared-location: aws_s3_bucket.new",
        "us-east-1",
    );
}

#[test]
fn parents_are_what_is_referred_to() {
    // A state says what a thing was made after: a queue made after a bucket does not lie in it.
    let state = |resource: Value| {
        json!({"version": 4, "terraform_version": "1.9.5", "serial": 1, "lineage": "x", "resources": [
            {"mode": "managed", "type": "aws_s3_bucket", "name": "b", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
             "instances": [{"attributes": {"id": "b", "bucket": "b", "region": "us-east-1"}}]},
            resource,
        ]})
    };
    let of = |type_name: &str, attributes: Value| {
        json!({"mode": "managed", "type": type_name, "name": "x", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
            "instances": [{"attributes": attributes, "dependencies": ["aws_s3_bucket.b"]}]})
    };
    let estate = Estate::new("DE", "aws_s3_bucket.b");
    let matched = |resource: Value| {
        let ran = estate.check(state(resource).to_string(), &["--format", "json"]);
        ran.json()["deployed"][0]["matched"].clone()
    };
    assert_eq!(matched(of("aws_examples_queue", json!({"name": "q"}))), 1);
    assert_eq!(matched(of("aws_examples_queue", json!({"bucket": "b"}))), 2);

    // Containers before azurerm 4.
    let old = Estate::new("GB", "azurerm_storage_account.a");
    let text = plan(vec![
        made(
            "azurerm_storage_account.a",
            json!({"name": "acc", "location": "uksouth"}),
        ),
        made(
            "azurerm_storage_container.c",
            json!({"name": "c", "storage_account_name": "acc"}),
        ),
        made(
            "azurerm_storage_container.acc",
            json!({"name": "acc", "storage_account_name": "other"}),
        ),
    ]);
    let ran = old.check(text.to_string(), &["--format", "json"]);
    assert_eq!(ran.json()["deployed"][0]["matched"], 2);
}

#[test]
fn permissions_and_dashboards_hold_no_data_and_unknown_accounts_are_reported() {
    let estate = Estate::new("DE", "'*'");
    let quiet = plan(vec![
        made(
            "snowflake_grant_privileges_to_account_role.g",
            json!({"privileges": ["SELECT"]}),
        ),
        made("datadog_dashboard.d", json!({"title": "d"})),
        made("grafana_dashboard.d", json!({"config_json": "{}"})),
        made("aws_iam_role.r", json!({"name": "r"})),
        made("azurerm_virtual_network.n", json!({"location": "eastus"})),
    ]);
    assert_eq!(wrong(&estate, &quiet), Vec::<String>::new());
    let failover = plan(vec![made(
        "snowflake_failover_group.f",
        json!({"allowed_accounts": ["\"ORG\".\"SECOND\""]}),
    )]);
    one(
        &wrong(&estate, &failover),
        "warning unknown-location: the location of snowflake_failover_group.f",
        "outside this file",
    );
}

#[test]
fn what_the_block_of_a_provider_states_is_not_denied() {
    let text = configured(
        plan(vec![made(
            "google_examples_store.s",
            json!({"name": "s", "endpoint": "x.example"}),
        )]),
        json!({"google": {"name": "google", "expressions": {"region": {"constant_value": "europe-west3"}}}}),
        json!([block("google_examples_store.s", json!({}))]),
    );
    let folder = crate::support::run::folder();
    crate::support::run::write(folder.path(), "plan.json", text.to_string());
    let out = crate::support::run::run(folder.path(), &["reconcile", "plan.json"]).out;
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!out.contains("nor the block"), "{out}");
    assert!(out.contains("need not hold for its type"), "{out}");
}

#[test]
fn what_is_kept_longer_than_declared_is_found() {
    let estate = Estate::new("GB", "['aws_cloudwatch_log_group.*', 'aws_s3_bucket.*']");
    let for_days = |text: &str, plan: &Value| {
        let folder = crate::support::run::folder();
        let estate = estate.text().replace("basis: contract", text);
        crate::support::run::write(folder.path(), "fairnotice.yaml", estate);
        crate::support::run::write(folder.path(), "plan.json", plan.to_string());
        let day = crate::support::run::DAY;
        let call = [
            "check",
            "--as-of",
            day,
            "--deployed",
            "plan.json",
            "--format",
            "json",
        ];
        super::made::reported(&crate::support::run::run(folder.path(), &call))
            .into_iter()
            .filter(|it| !it.starts_with("note"))
            .collect::<Vec<_>>()
    };
    let group = |days: Value| {
        plan(vec![made(
            "aws_cloudwatch_log_group.g",
            json!({"region": "eu-west-2", "retention_in_days": days}),
        )])
    };
    let month = "basis: contract, retention: P28D";
    one(
        &for_days(month, &group(json!(365))),
        "error retention-exceeds",
        "for 365 days, and 28 days are declared",
    );
    one(
        &for_days(month, &group(json!(0))),
        "error retention-exceeds",
        "without end",
    );
    one(
        &for_days(month, &group(json!(null))),
        "error retention-exceeds",
        "without end",
    );
    assert_eq!(for_days(month, &group(json!(14))), Vec::<String>::new());
    // Where no period is declared, nobody can say what is too long.
    assert_eq!(
        for_days("basis: contract", &group(json!(0))),
        Vec::<String>::new()
    );
    // The rules of a bucket are part of it.
    let bucket = |rules: Value| {
        plan(vec![
            made(
                "aws_s3_bucket.b",
                json!({"region": "eu-west-2", "bucket": "b"}),
            ),
            made("aws_s3_bucket_lifecycle_configuration.l", rules),
        ])
    };
    let rule = |status: &str, prefix: &str, days: u32| json!({"status": status, "filter": [{"prefix": prefix}], "expiration": [{"days": days}]});
    let of_rules = |rules: Value| for_days(month, &bucket(json!({"bucket": "b", "rule": rules})));
    let (week, year) = (rule("Enabled", "", 7), rule("Enabled", "", 400));
    let parts = [rule("Enabled", "in/", 7), rule("Enabled", "out/", 400)];
    one(
        &of_rules(json!(parts)),
        "error retention-exceeds",
        "for 400 days",
    );
    one(
        &of_rules(json!([year])),
        "error retention-exceeds",
        "for 400 days",
    );
    // What a rule on everything deletes is gone, whatever another says; a rule that is off deletes nothing.
    assert_eq!(of_rules(json!([week, year])), Vec::<String>::new());
    assert_eq!(of_rules(json!([week, parts[1]])), Vec::<String>::new());
    assert_eq!(
        of_rules(json!([rule("Disabled", "", 400)])),
        Vec::<String>::new()
    );
}
