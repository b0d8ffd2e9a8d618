//! What attributes say of retention, encryption, keys and access.

use serde_json::{Value, json};

use super::made::{made, plan};
use fairnotice::import::{Resource, Tables, deployments};
use fairnotice::input::SourceMap;

/// A type, what is set of it, and what that says.
type Row = (&'static str, Value, &'static str);

/// The resources of a file.
fn resources(text: &str) -> Vec<Resource> {
    let mut sources = SourceMap::new();
    let tables = Tables::builtin().unwrap();
    let found = deployments("file.json", text.as_bytes(), tables, &mut sources).unwrap();
    found.into_iter().flat_map(|it| it.resources).collect()
}

/// What the resources of a file say, a line each; what nothing answers is left out.
fn said(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for resource in resources(text) {
        let kind = resource.type_name.trim_start_matches("aws_").to_owned();
        lines.extend(resource.kept.iter().map(|kept| match kept.days {
            Some(days) => format!("{kind} keeps {days} by {}", kept.attribute),
            None => format!("{kind} keeps without end by {}", kept.attribute),
        }));
        for setting in &resource.settings {
            let answer = match setting.answer {
                Some(true) => "yes",
                Some(false) => "no",
                None => continue,
            };
            lines.push(format!(
                "{kind} {} {answer}: {}",
                setting.kind.id(),
                setting.words
            ));
        }
    }
    lines
}

/// What a resource says in addition to what its type always does.
fn of(type_name: &str, after: Value) -> Vec<String> {
    let text = plan(vec![made(&format!("{type_name}.x"), after)]).to_string();
    let lines = said(&text).into_iter();
    lines
        .filter(|line| !line.contains("documentation"))
        .collect()
}

fn periods_1() -> Vec<Row> {
    vec![
        (
            "aws_cloudwatch_log_group",
            json!({"retention_in_days": 90}),
            "90",
        ),
        (
            "aws_cloudwatch_log_group",
            json!({"retention_in_days": 0}),
            "without end",
        ),
        (
            "aws_db_instance",
            json!({"backup_retention_period": 35, "storage_encrypted": true}),
            "35",
        ),
        (
            "aws_rds_cluster",
            json!({"backup_retention_period": 7}),
            "7",
        ),
        (
            "aws_sqs_queue",
            json!({"message_retention_seconds": 1_209_600}),
            "14",
        ),
        ("aws_kinesis_stream", json!({"retention_period": 25}), "2"),
        (
            "aws_backup_plan",
            json!({"rule": [{"lifecycle": [{"delete_after": 90}]}]}),
            "90",
        ),
        (
            "aws_s3_bucket_object_lock_configuration",
            json!({"rule": [{"default_retention": [{"years": 2}]}]}),
            "732",
        ),
        (
            "azurerm_log_analytics_workspace",
            json!({"retention_in_days": 730}),
            "730",
        ),
    ]
}

fn periods_2() -> Vec<Row> {
    vec![
        (
            "azurerm_storage_account",
            json!({"blob_properties": [{"delete_retention_policy": [{"days": 30}]}]}),
            "30",
        ),
        (
            "azurerm_storage_management_policy",
            json!({"rule": [{"enabled": true, "filters": [{"blob_types": ["blockBlob"]}],
          "actions": [{"base_blob": [{"delete_after_days_since_modification_greater_than": 100}]}]}]}),
            "100",
        ),
        (
            "azurerm_mssql_database",
            json!({"long_term_retention_policy": [{"yearly_retention": "P5Y"}]}),
            "1830",
        ),
        (
            "google_storage_bucket",
            json!({"lifecycle_rule": [{"action": [{"type": "Delete"}], "condition": [{"age": 60}]}]}),
            "60",
        ),
        (
            "google_storage_bucket",
            json!({"retention_policy": [{"retention_period": 2_592_000}]}),
            "30",
        ),
        (
            "google_bigquery_dataset",
            json!({"default_table_expiration_ms": 5_184_000_000_u64}),
            "60",
        ),
        (
            "google_logging_project_bucket_config",
            json!({"retention_days": 400}),
            "400",
        ),
        (
            "google_pubsub_topic",
            json!({"message_retention_duration": "604800s"}),
            "7",
        ),
    ]
}

#[test]
fn retention_is_read_by_type() {
    let rows = [periods_1(), periods_2()].concat();
    for (type_name, after, expected) in rows {
        let lines = of(type_name, after);
        let kept: Vec<&String> = lines
            .iter()
            .filter(|line| line.contains(" keeps "))
            .collect();
        assert_eq!(kept.len(), 1, "{type_name}: {lines:?}");
        assert!(
            kept[0].contains(&format!("keeps {expected} by")),
            "{type_name}: {kept:?}"
        );
    }
    // Another action than deletion, and a condition on versions, say nothing of how long all is kept.
    let cold = json!({"lifecycle_rule": [
        {"action": [{"type": "SetStorageClass"}], "condition": [{"age": 30}]}]});
    assert_eq!(of("google_storage_bucket", cold), Vec::<String>::new());
    let versions = json!({"lifecycle_rule": [
        {"action": [{"type": "Delete"}], "condition": [{"age": 10, "num_newer_versions": 3}]},
        {"action": [{"type": "Delete"}], "condition": [{"age": 90, "num_newer_versions": 0}]}]});
    assert_eq!(
        of("google_storage_bucket", versions),
        ["google_storage_bucket keeps 90 by lifecycle_rule[*].condition[*].age"]
    );
}

fn answers_1() -> Vec<Row> {
    vec![
        (
            "aws_db_instance",
            json!({"storage_encrypted": false, "publicly_accessible": true}),
            "encryption-at-rest no: `storage_encrypted` is `false`; any-network yes: `publicly_accessible` is `true`",
        ),
        (
            "aws_db_instance",
            json!({"engine": "postgres"}),
            "encryption-at-rest no: `storage_encrypted` is not set",
        ),
        // What a copy is made from decides.
        ("aws_db_instance", json!({"snapshot_identifier": "s"}), ""),
        ("aws_rds_cluster", json!({"engine": "aurora"}), ""),
        (
            "aws_ebs_volume",
            json!({"encrypted": false}),
            "encryption-at-rest no: `encrypted` is `false`",
        ),
        (
            "aws_efs_file_system",
            json!({"encrypted": true, "kms_key_id": "arn:aws:kms:eu-west-2:1:key/k"}),
            "encryption-at-rest yes: `encrypted` is `true`; own-keys yes: `kms_key_id` says so",
        ),
    ]
}

fn answers_2() -> Vec<Row> {
    vec![
        (
            "aws_dynamodb_table",
            json!({"server_side_encryption": [{"enabled": false}]}),
            "own-keys no: `server_side_encryption[*].enabled` is `false`",
        ),
        (
            "aws_s3_bucket_server_side_encryption_configuration",
            json!({"bucket": "b", "rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}]}),
            "own-keys no: `rule[*].apply_server_side_encryption_by_default[*].sse_algorithm` is `AES256`",
        ),
        (
            "aws_sns_topic",
            json!({"kms_master_key_id": "alias/aws/sns"}),
            "encryption-at-rest yes: `kms_master_key_id` says so; own-keys no: `kms_master_key_id` says so",
        ),
        (
            "azurerm_storage_account",
            json!({"https_traffic_only_enabled": true, "min_tls_version": "TLS1_0"}),
            "encryption-in-transfer no: `min_tls_version` is `TLS1_0`",
        ),
        (
            "azurerm_storage_container",
            json!({"container_access_type": "blob"}),
            "anyone-reads yes: `container_access_type` is `blob`",
        ),
        (
            "azurerm_mssql_database",
            json!({"transparent_data_encryption_enabled": false}),
            "encryption-at-rest no: `transparent_data_encryption_enabled` is `false`",
        ),
    ]
}

fn answers_3() -> Vec<Row> {
    vec![
        (
            "google_storage_bucket_iam_member",
            json!({"bucket": "b", "member": "allUsers"}),
            "anyone-reads yes: `member` is `allUsers`",
        ),
        (
            "google_storage_bucket_iam_member",
            json!({"bucket": "b", "member": "user:ann@example.com"}),
            "",
        ),
        (
            "google_sql_database_instance",
            json!({"settings": [{"ip_configuration": [{"authorized_networks": [{"value": "0.0.0.0/0"}],
          "ssl_mode": "ENCRYPTED_ONLY"}]}]}),
            "encryption-in-transfer yes: `settings[*].ip_configuration[*].ssl_mode` is `ENCRYPTED_ONLY`; \
          any-network yes: `settings[*].ip_configuration[*].authorized_networks[*].value` is `0.0.0.0/0`",
        ),
        (
            "google_bigquery_dataset",
            json!({"access": [{"special_group": "allAuthenticatedUsers"}]}),
            "anyone-reads yes: `access[*].special_group` is `allAuthenticatedUsers`",
        ),
        (
            "aws_sqs_queue",
            json!({"policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\"}]}"}),
            "anyone-reads yes: `policy` allows everyone",
        ),
    ]
}

#[test]
fn encryption_keys_and_access_are_read_by_type() {
    let rows = [answers_1(), answers_2(), answers_3()].concat();
    for (type_name, after, expected) in rows {
        let lines = of(type_name, after);
        let short = type_name.trim_start_matches("aws_");
        let found: Vec<String> = lines
            .iter()
            .map(|line| line.replacen(&format!("{short} "), "", 1))
            .collect();
        assert_eq!(found.join("; "), expected, "{type_name}");
    }
    // A key that is made in the same plan is one of the controller's own, though its name is not known yet.
    let text = super::made::configured(
        plan(vec![super::made::later(
            made("aws_ebs_volume.x", json!({"encrypted": true})),
            json!({"kms_key_id": true}),
        )]),
        json!({}),
        json!([super::made::block(
            "aws_ebs_volume.x",
            json!({"kms_key_id": {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}})
        )]),
    );
    let lines = said(&text.to_string());
    assert!(
        lines.contains(&"ebs_volume own-keys yes: `kms_key_id` is set".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn templates_are_read_by_the_same_rows() {
    let template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {
            "Records": {"Type": "AWS::S3::Bucket", "Properties": {
                "AccessControl": "PublicRead",
                "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                    {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
                "LifecycleConfiguration": {"Rules": [
                    {"Status": "Enabled", "ExpirationInDays": 400},
                    {"Status": "Disabled", "ExpirationInDays": 7}]}}},
            "Open": {"Type": "AWS::S3::BucketPolicy", "Properties": {
                "Bucket": {"Ref": "Records"},
                "PolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": "*"}]}}},
            "Database": {"Type": "AWS::RDS::DBInstance", "Properties": {
                "StorageEncrypted": false, "PubliclyAccessible": true, "BackupRetentionPeriod": 14}}
        }
    });
    let lines = said(&template.to_string());
    for expected in [
        "AWS::S3::Bucket keeps 400 by lifecycle_configuration[*].rules[*].expiration_in_days",
        "AWS::S3::Bucket anyone-reads yes: `access_control` is `PublicRead`",
        "AWS::S3::BucketPolicy anyone-reads yes: `policy_document` allows everyone",
        "AWS::RDS::DBInstance keeps 14 by backup_retention_period",
        "AWS::RDS::DBInstance encryption-at-rest no: `storage_encrypted` is `false`",
        "AWS::RDS::DBInstance any-network yes: `publicly_accessible` is `true`",
    ] {
        assert!(
            lines.iter().any(|line| line == expected),
            "{expected}: {lines:#?}"
        );
    }
    let template = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [
            {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "records",
             "location": "uksouth", "properties": {"supportsHttpsTrafficOnly": false,
             "minimumTlsVersion": "TLS1_2", "encryption": {"keySource": "Microsoft.Keyvault"}}},
            {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2016-01-01", "name": "old",
             "location": "uksouth", "properties": {}}
        ]
    });
    let lines = said(&template.to_string());
    // What holds where nothing is set depends on the version of the interface.
    assert!(
        !lines.iter().any(|line| line.contains("is not set")),
        "{lines:#?}"
    );
    for expected in [
        "encryption-in-transfer no: `supports_https_traffic_only` is `false`",
        "own-keys yes: `encryption[*].key_source` is `Microsoft.Keyvault`",
    ] {
        assert!(
            lines.iter().any(|line| line.ends_with(expected)),
            "{expected}: {lines:#?}"
        );
    }
}
