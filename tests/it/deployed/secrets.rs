//! Plans hold secrets. Nothing of a plan that is not needed is printed, in any format, by any verb, nor
//! when the plan is broken; and what a plan brings cannot steer a terminal or a build log.

use std::path::Path;

use crate::support::run::{DAY, folder, run, write};

/// The word that must never be seen.
const SECRET: &str = "hunter2";

/// A plan with a secret wherever one may be.
fn plan() -> String {
    r#"{
  "format_version": "1.2",
  "terraform_version": "1.9.5-hunter2",
  "variables": {
    "password": {"value": "hunter2"},
    "region": {"value": "us-east-1"},
    "hunter2_key": {"value": {"hunter2": ["hunter2"]}}
  },
  "planned_values": {
    "outputs": {"token": {"sensitive": true, "value": "hunter2"}},
    "root_module": {}
  },
  "resource_drift": [{"address": "aws_db_instance.hunter2", "mode": "managed", "type": "aws_db_instance",
    "name": "hunter2", "change": {"actions": ["update"], "before": {"password": "hunter2"}, "after": {}}}],
  "resource_changes": [
    {"address": "aws_lambda_function.api", "mode": "managed", "type": "aws_lambda_function", "name": "api",
      "provider_name": "registry.terraform.io/hashicorp/aws",
      "change": {"actions": ["update"], "before": {"description": "hunter2"},
        "after": {"description": "hunter2", "arn": "arn:aws:lambda:us-east-1:hunter2:function:hunter2",
          "environment": [{"variables": {"SLACK_hunter2": "hunter2", "DB_PASSWORD": "hunter2"}}],
          "tags": {"owner": "hunter2", "hunter2": "x"}},
        "after_unknown": {"hunter2": true}, "after_sensitive": {"environment": true}}},
    {"address": "azurerm_storage_account.records", "mode": "managed", "type": "azurerm_storage_account",
      "name": "records", "provider_name": "registry.terraform.io/hashicorp/azurerm",
      "change": {"actions": ["create"], "before": null,
        "after": {"location": "eastus", "primary_access_key": "hunter2", "account_replication_type": "GRS"}}},
    {"address": "azurerm_storage_account.hidden", "mode": "managed", "type": "azurerm_storage_account",
      "name": "hidden", "provider_name": "registry.terraform.io/hashicorp/azurerm",
      "change": {"actions": ["create"], "after": {"location": "hunter2"}, "after_sensitive": {"location": true}}},
    {"address": "aws_sns_topic_subscription.hook", "mode": "managed", "type": "aws_sns_topic_subscription",
      "name": "hook", "provider_name": "aws",
      "change": {"actions": ["create"], "after": {"endpoint": "https://hunter2:hunter2@hooks.example.com/hunter2?t=hunter2#hunter2"}}},
    {"address": "aws_sns_topic_subscription.mail", "mode": "managed", "type": "aws_sns_topic_subscription",
      "name": "mail", "provider_name": "aws",
      "change": {"actions": ["create"], "after": {"endpoint": "hunter2@example.com"}}},
    {"address": "aws_backup_plan.b", "mode": "managed", "type": "aws_backup_plan", "name": "b", "provider_name": "aws",
      "change": {"actions": ["create"], "after": {"rule": [{"copy_action": [{"destination_vault_arn": "arn:aws:backup:eu-west-1:hunter2:backup-vault:hunter2"}]}]}}},
    {"address": "aws_s3_bucket_replication_configuration.r", "mode": "managed", "type": "aws_s3_bucket_replication_configuration",
      "name": "r", "provider_name": "aws",
      "change": {"actions": ["create"], "after": {"rule": [{"destination": [{"bucket": "arn:aws:s3:::hunter2"}]}]}}},
    {"address": "datadog_monitor.m", "mode": "managed", "type": "datadog_monitor", "name": "m", "provider_name": "datadog",
      "change": {"actions": ["create"], "after": {"message": "hunter2"}}},
    {"address": "aws_s3_bucket.u[\"AKIAHUNTER2HUNTER2HUN\"]", "mode": "managed", "type": "aws_s3_bucket",
      "name": "u", "index": "AKIAHUNTER2HUNTER2HUN", "provider_name": "aws",
      "change": {"actions": ["create"], "after": {"bucket": "hunter2", "region": "us-east-1"}}},
    {"address": "aws_instance.w", "mode": "managed", "type": "aws_instance", "name": "w", "provider_name": "aws",
      "change": {"actions": ["create"], "after": {"user_data": "export TOKEN=hunter2",
        "tags": {"db": "postgres://hunter2:hunter2@db.example.com/hunter2"}}}},
    {"address": "exampledb_thing.t", "mode": "managed", "type": "exampledb_thing", "name": "t", "provider_name": "exampledb",
      "change": {"actions": ["create"], "after": {"connection_string": "hunter2", "settings": [{"region": "hunter2"}]},
        "after_sensitive": {"settings": [{"region": true}]}}},
    {"address": "azurerm_linux_web_app.a", "mode": "managed", "type": "azurerm_linux_web_app", "name": "a",
      "provider_name": "azurerm", "change": {"actions": ["create"], "after": {"location": "eastus",
        "app_settings": {"DB_URL": "postgres://hunter2:hunter2@db.example.com/hunter2", "HOST_KEY": "hunter2"},
        "connection_string": [{"name": "hunter2", "type": "SQL", "value": "Server=tcp:db.example.com;Password=hunter2"}]}}},
    {"address": "null_resource.n", "mode": "managed", "type": "null_resource", "name": "n", "provider_name": "null",
      "change": {"actions": ["create"], "after": {"triggers": {"key": "hunter2"}}}},
    {"address": "aws_db_instance.gone", "mode": "managed", "type": "aws_db_instance", "name": "gone", "provider_name": "aws",
      "change": {"actions": ["delete"], "before": {"password": "hunter2"}, "after": null}}
  ],
  "prior_state": {"values": {"root_module": {"resources": [{"address": "data.aws_secret.s", "mode": "data",
    "type": "aws_secret", "name": "s", "values": {"secret_string": "hunter2"}}]}}},
  "configuration": {
    "provider_config": {
      "aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}, "access_key": {"constant_value": "hunter2"}}},
      "datadog": {"name": "datadog", "expressions": {"api_key": {"constant_value": "hunter2"},
        "api_url": {"constant_value": "https://hunter2:hunter2@api.example.com/hunter2"}}}},
    "root_module": {"resources": [
      {"address": "datadog_monitor.m", "mode": "managed", "type": "datadog_monitor", "name": "m", "provider_config_key": "datadog",
       "expressions": {"message": {"constant_value": "hunter2"}}}]}},
  "comment": "hunter2"
}
"#
    .to_owned()
}

const ESTATE: &str = "\
name: Elm Court Surgery
controller: elm-court
parties:
  - {id: elm-court, name: Elm Court Surgery, country: GB}
  - {id: typewell, name: Typewell, country: GB}
systems:
  - id: records
    operator: typewell
    hosting: GB
    deployed: ['*.records', '*.hidden', aws_*, {type: aws_lambda_function, tags: {owner: hunter*}}]
flows:
  - {id: letters, from: elm-court, to: records, subjects: patient, data: [name],
     purpose: requested-service-provision, basis: public-task}
";

/// Every way of asking, with the files that it writes.
fn everything_said(folder: &Path) -> String {
    let mut said = String::new();
    let outputs = "--output=out.txt --output=out.json";
    for call in [
        format!("reconcile plan.json --as-of {DAY} {outputs}"),
        format!("reconcile plan.json --as-of {DAY} --format json"),
        format!("check --as-of {DAY} --deployed plan.json {outputs} --output=out.sarif"),
        format!("check --as-of {DAY} --deployed plan.json --format json"),
        format!("check --as-of {DAY} --deployed plan.json --format sarif"),
        format!("reconcile plan.json --estate nowhere --as-of {DAY}"),
    ] {
        let arguments: Vec<&str> = call.split_whitespace().collect();
        let ran = run(folder, &arguments);
        said.push_str(&ran.out);
        said.push_str(&ran.err);
        for file in ["out.txt", "out.json", "out.sarif"] {
            said.push_str(&std::fs::read_to_string(folder.join(file)).unwrap_or_default());
        }
    }
    let ids: Vec<String> = said
        .split("fairnotice explain ")
        .skip(1)
        .filter_map(|rest| rest.get(..12).map(str::to_owned))
        .collect();
    for id in ids.iter().take(12) {
        let ran = run(
            folder,
            &["explain", id, "--as-of", DAY, "--deployed", "plan.json"],
        );
        said.push_str(&ran.out);
        said.push_str(&ran.err);
    }
    said
}

#[test]
fn no_secret_of_a_plan_is_ever_shown() {
    let with = folder();
    write(with.path(), "fairnotice.yaml", ESTATE);
    write(with.path(), "plan.json", plan());
    let said = everything_said(with.path());
    assert!(
        said.contains("eastus") && said.contains("hooks.example.com"),
        "{said}"
    );
    // The estate's own pattern is its own affair.
    let reported = said.replace("owner: hunter*", "");
    assert!(!reported.contains(SECRET), "{}", around(&reported));
    assert!(!reported.contains("AKIA"), "{reported}");
    for format in ["junit", "gitlab", "github", "markdown", "concise", "agent"] {
        let call = [
            "check",
            "--as-of",
            DAY,
            "--deployed",
            "plan.json",
            "--format",
            format,
        ];
        let ran = run(with.path(), &call);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(
            !said.contains(SECRET) && !said.contains("AKIA"),
            "{format}: {said}"
        );
    }

    let without = folder();
    write(without.path(), "plan.json", plan());
    let said = everything_said(without.path());
    assert!(!said.contains(SECRET), "{}", around(&said));
}

#[test]
fn no_secret_of_a_broken_plan_is_shown_wherever_it_breaks() {
    let plan = plan();
    let folder = folder();
    let half: Vec<usize> = (1..plan.len()).step_by(97).collect();
    for at in half {
        let Some(cut) = plan.get(..at) else { continue };
        write(folder.path(), "plan.json", cut);
        let ran = run(folder.path(), &["reconcile", "plan.json"]).refused();
        assert!(!ran.err.contains(SECRET), "cut at {at}: {}", ran.err);
        assert!(ran.err.contains("plan.json:"), "it says where: {}", ran.err);
    }
    for (from, to) in [
        ("{\"value\": \"hunter2\"}", "{\"value\": hunter2}"),
        ("\"hunter2\": [", "hunter2: ["),
    ] {
        write(folder.path(), "plan.json", plan.replace(from, to));
        let ran = run(folder.path(), &["reconcile", "plan.json"]).refused();
        assert!(!ran.err.contains(SECRET), "{}", ran.err);
    }
}

#[test]
fn what_a_plan_brings_steers_nothing() {
    let nasty = "\\u001b[31mred\\u0007\\u202e::error::x\\n::set-output name=a::b\\r\\u0000<script>alert(1)</script>|`$(x)`=1+1";
    let text = format!(
        r#"{{"format_version": "1.2", "resource_changes": [
  {{"address": "module.{nasty}.azurerm_storage_account.records[\"{nasty}\"]", "module_address": "module.{nasty}",
    "mode": "managed", "type": "azurerm_storage_account", "name": "{nasty}", "provider_name": "azurerm",
    "previous_address": "{nasty}",
    "change": {{"actions": ["create"], "after": {{"location": "eastus", "tags": {{"{nasty}": "{nasty}"}}}}}}}},
  {{"address": "{nasty}", "mode": "managed", "type": "{nasty}", "name": "n", "provider_name": "{nasty}",
    "change": {{"actions": ["create"], "after": {{"location": "{nasty}", "region": "{nasty}"}}}}}},
  {{"address": "azurerm_express_route_port.p", "mode": "managed", "type": "azurerm_express_route_port", "name": "p",
    "provider_name": "azurerm", "change": {{"actions": ["create"], "after": {{"location": "{nasty}", "peering_location": "{nasty}"}}}}}}
 ],
 "configuration": {{"provider_config": {{"{nasty}": {{"name": "{nasty}", "expressions": {{"region": {{"constant_value": "{nasty}"}}}}}}}}, "root_module": {{}}}}}}"#
    );
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        ESTATE.replace("'*.records'", "'*'"),
    );
    write(folder.path(), "plan.json", text);
    let said = everything_said(folder.path());
    assert!(said.contains("azurerm_storage_account"), "{said}");
    for ch in said.chars() {
        assert!(
            ch == '\n' || !(ch.is_control() || ch == '\u{202e}'),
            "U+{:04X} in {said}",
            ch as u32
        );
    }
    for line in said.lines() {
        assert!(!line.trim_start().starts_with("::"), "{line}");
    }
}

fn around(text: &str) -> String {
    let at = text.find(SECRET).unwrap_or(0);
    text.chars()
        .skip(text[..at].chars().count().saturating_sub(400))
        .take(800)
        .collect()
}
