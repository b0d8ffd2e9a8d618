//! Hosts in what a resource hands to its program, in every form of file; and what is read of things that no
//! table lists.

use serde_json::{Value, json};

use super::made::{Estate, block, configured, later, made, one, plan, reported, wrong};

const ADDRESS: &str = "https://user:hunter2@api.example.com/hunter2";

/// What a check finds of a file of another format, in a region of the EU.
fn found(estate: &Estate, text: &str, region: &str) -> Vec<String> {
    let ran = estate.check(text, &["--format", "json", "--region", region]);
    assert!(!ran.out.contains("hunter2"), "{}", ran.out);
    reported(&ran)
}

#[test]
fn a_host_in_a_setting_is_where_data_may_go() {
    let estate = Estate::new("DE", "'*'");
    let containers = json!([{"name": "c", "environment": [{"name": "API_URL", "value": ADDRESS}]}]);
    for change in [
        made(
            "aws_lambda_function.f",
            json!({"region": "eu-central-1",
            "environment": [{"variables": {"API_URL": ADDRESS}}]}),
        ),
        made(
            "aws_ecs_task_definition.f",
            json!({"region": "eu-central-1",
            "container_definitions": containers.to_string()}),
        ),
        made(
            "azurerm_linux_web_app.f",
            json!({"location": "germanywestcentral",
            "app_settings": {"API.URL": ADDRESS}}),
        ),
        made(
            "google_cloud_run_v2_service.f",
            json!({"location": "europe-west3",
            "template": [{"containers": [{"env": [{"name": "API_URL", "value": ADDRESS}]}]}]}),
        ),
    ] {
        let reported = wrong(&estate, &plan(vec![change]));
        one(
            &reported,
            "warning unknown-location",
            "the host `api.example.com`",
        );
    }
    let stack = json!({"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {
        "Environment": {"Variables": {"API_URL": ADDRESS, "TABLE": {"Ref": "T"}}}}}}});
    one(
        &found(&estate, &stack.to_string(), "eu-central-1"),
        "warning unknown-location",
        "the host `api.example.com`",
    );
    let template = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [{"type": "Microsoft.Web/sites", "apiVersion": "2022-03-01", "name": "web",
            "location": "germanywestcentral", "properties": {"siteConfig": {
                "appSettings": [{"name": "API_URL", "value": ADDRESS}]}}}]});
    one(
        &found(&estate, &template.to_string(), "germanywestcentral"),
        "warning unknown-location",
        "the host `api.example.com`",
    );
}

#[test]
fn a_host_of_a_cloud_states_its_region_and_a_sensitive_one_is_not_shown() {
    let estate = Estate::new("DE", "'*'");
    let function = |value: &str| {
        made(
            "aws_lambda_function.f",
            json!({"region": "eu-central-1",
            "environment": [{"variables": {"QUEUE_URL": value}}]}),
        )
    };
    let abroad = plan(vec![function("https://sqs.us-east-1.amazonaws.com/1/q")]);
    one(
        &wrong(&estate, &abroad),
        "error undeclared-replication",
        "us-east-1 (US)",
    );
    let here = plan(vec![function("https://sqs.eu-central-1.amazonaws.com/1/q")]);
    assert!(wrong(&estate, &here).is_empty());
    let mut hidden = function("https://hidden.example.com");
    hidden["change"]["after_sensitive"] =
        json!({"environment": [{"variables": {"QUEUE_URL": true}}]});
    let ran = estate.check(plan(vec![hidden]).to_string(), &["--format", "json"]);
    assert!(!ran.out.contains("hidden.example.com"), "{}", ran.out);
    // Where the thing itself is reached is no destination.
    let own = made(
        "aws_lambda_function.f",
        json!({"region": "eu-central-1",
        "environment": [{"variables": {"SITE_URL": "https://www.example.com"}}]}),
    );
    assert!(wrong(&estate, &plan(vec![own])).is_empty());
}

#[test]
fn whatever_names_a_place_states_where_a_thing_of_an_unknown_provider_is() {
    let estate = Estate::new("DE", "exampledb_store.b");
    let store = |values: Value| plan(vec![made("exampledb_store.b", values)]);
    for values in [
        json!({"location": "us-east-1"}),
        json!({"settings": [{"data_location": "us-east-1"}]}),
        json!({"placement": {"where": "us-east-1"}}),
    ] {
        one(
            &wrong(&estate, &store(values)),
            "error undeclared-location",
            "us-east-1 (US)",
        );
    }
    for values in [json!({"name": "x"}), json!({"dataCenter": "north"})] {
        one(
            &wrong(&estate, &store(values)),
            "warning unknown-location",
            "exampledb_store.b",
        );
    }
    // Tags say nothing of the place.
    let tagged = json!({"location": "eu-central-1", "tags": {"region": "us-east-1"}});
    assert!(wrong(&estate, &store(tagged)).is_empty());
}

#[test]
fn attributes_of_a_store_are_seen_wherever_they_are() {
    let estate = Estate::new("DE", "aws_s3_bucket.b");
    for values in [
        json!({"primaryConnectionString": "x"}),
        json!({"settings": [{"host": "x"}]}),
        json!({"backup_bucket": "x"}),
        json!({"cloud_region": "x"}),
    ] {
        let found = wrong(&estate, &plan(vec![made("exampledb_thing.b", values)]));
        one(&found, "warning unknown-type", "exampledb_thing.b");
    }
    let plain = plan(vec![made(
        "exampledb_thing.b",
        json!({"allocation": "x", "tags": {"region": "x"}}),
    )]);
    assert!(wrong(&estate, &plain).is_empty());
}

#[test]
fn a_data_source_states_the_region_of_its_provider() {
    let estate = Estate::new("DE", "aws_kinesis_stream.b");
    let source = |type_name: &str, expressions: Value| {
        json!({"address": format!("data.{type_name}.here"), "mode": "data", "type": type_name,
            "name": "here", "provider_config_key": "aws", "expressions": expressions})
    };
    let read = |type_name: &str, expressions: Value, values: Value| {
        let bare = plan(vec![made("aws_kinesis_stream.b", json!({"name": "b"}))]);
        let mut plan = configured(
            bare,
            json!({"aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}}}}),
            json!([
                block("aws_kinesis_stream.b", json!({})),
                source(type_name, expressions)
            ]),
        );
        plan["prior_state"] = json!({"values": {"root_module": {"resources": [{
            "address": format!("data.{type_name}.here"), "mode": "data", "type": type_name,
            "name": "here", "values": values}]}}});
        wrong(&estate, &plan)
    };
    for (type_name, values) in [
        ("aws_region", json!({"name": "us-east-1"})),
        (
            "aws_availability_zones",
            json!({"id": "us-east-1", "names": ["us-east-1a"]}),
        ),
    ] {
        one(
            &read(type_name, json!({}), values),
            "error undeclared-location",
            "us-east-1 (US)",
        );
    }
    // One that asks for a region of its own says nothing of the provider's.
    let asked = json!({"name": {"constant_value": "us-east-1"}});
    let found = read("aws_region", asked, json!({"name": "us-east-1"}));
    one(&found, "warning unknown-location", "aws_kinesis_stream.b");
}

#[test]
fn resources_of_crossplane_are_those_of_terraform() {
    let estate = Estate::new("DE", "'*'");
    let bucket = "\
apiVersion: s3.aws.upbound.io/v1beta1
kind: Bucket
metadata: {name: records}
spec:
  forProvider:
    region: us-east-1
";
    one(
        &reported(&estate.check(bucket, &["--format", "json"])),
        "error undeclared-location",
        "us-east-1 (US)",
    );
    let nobody = Estate::new("DE", "aws_s3_bucket.other");
    let found = reported(&nobody.check(bucket, &["--format", "json"]));
    assert!(
        found.iter().any(|it| it.contains("undeclared-system")),
        "{found:#?}"
    );
}

#[test]
fn logs_of_a_balancer_go_to_their_bucket() {
    let estate = Estate::new("DE", "aws_lb.l");
    let balancer = made(
        "aws_lb.l",
        json!({"region": "eu-central-1",
        "access_logs": [{"bucket": "logs", "enabled": true}]}),
    );
    let bucket = made(
        "aws_s3_bucket.b",
        json!({"bucket": "logs", "region": "us-east-1"}),
    );
    let found = wrong(&estate, &plan(vec![balancer, bucket]));
    one(&found, "error undeclared-replication", "us-east-1 (US)");
    let pipe = later(
        made(
            "aws_pipes_pipe.p",
            json!({"region": "eu-central-1",
            "target": "arn:aws:sqs:us-east-1:123456789012:q"}),
        ),
        json!({}),
    );
    let found = wrong(&Estate::new("DE", "aws_pipes_pipe.p"), &plan(vec![pipe]));
    one(&found, "error undeclared-replication", "us-east-1 (US)");
}

#[test]
fn a_place_inside_the_territory_is_no_transfer() {
    let bucket = |region: &str| plan(vec![made("aws_s3_bucket.b", json!({"region": region}))]);
    let german = Estate::new("DE", "aws_s3_bucket.b");
    one(
        &wrong(&german, &bucket("eu-north-1")),
        "warning undeclared-location-inside",
        "eu-north-1 (SE)",
    );
    // Outside of the EEA, and adequate: still a transfer.
    one(
        &wrong(&german, &bucket("eu-west-2")),
        "error undeclared-location:",
        "eu-west-2 (GB)",
    );
}
