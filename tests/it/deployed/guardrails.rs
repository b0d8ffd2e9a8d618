//! Policies that allow some regions only: whose location they guarantee, and what is exempt.

use serde_json::{Value, json};

use super::made::{Estate, made, plan};
use fairnotice::import::{Resource, Tables, deployments};
use fairnotice::input::SourceMap;

fn resources(text: &str) -> Vec<Resource> {
    let mut sources = SourceMap::new();
    let tables = Tables::builtin().unwrap();
    let found = deployments("file.json", text.as_bytes(), tables, &mut sources).unwrap();
    found.into_iter().flat_map(|it| it.resources).collect()
}

/// The guardrail in words, and what it guarantees.
fn reported(text: &str) -> (String, Vec<String>) {
    let all = resources(text);
    let rails = all.iter().filter_map(|it| it.guardrail.as_ref());
    let words: Vec<String> = rails.map(|rail| rail.words()).collect();
    let by = all.iter().filter(|it| !it.guaranteed_by.is_empty());
    (words.join(" | "), by.map(|it| it.address.clone()).collect())
}

fn control(statement: Value) -> Value {
    made(
        "aws_organizations_policy.regions",
        json!({"name": "regions", "id": "p-1", "type": "SERVICE_CONTROL_POLICY",
         "content": json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()}),
    )
}

fn stores() -> Vec<Value> {
    vec![
        made(
            "aws_s3_bucket.b",
            json!({"bucket": "b", "region": "eu-west-2"}),
        ),
        made(
            "aws_db_instance.d",
            json!({"identifier": "d", "region": "eu-west-2"}),
        ),
        made(
            "aws_sqs_queue.q",
            json!({"name": "q", "region": "us-east-1"}),
        ),
    ]
}

#[test]
fn a_service_control_policy_guarantees_what_it_does_not_exempt() {
    let denied = json!({"Effect": "Deny", "NotAction": ["iam:*", "s3:*", "sts:AssumeRole"], "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-2"]}}});
    let attach = made(
        "aws_organizations_policy_attachment.all",
        json!({"policy_id": "p-1", "target_id": "r-1"}),
    );
    let with = |statement: &Value, more: Vec<Value>| {
        let mut all = stores();
        all.push(control(statement.clone()));
        all.extend(more);
        reported(&plan(all).to_string())
    };
    let (words, by) = with(&denied, vec![attach.clone()]);
    assert_eq!(
        words,
        "allows eu-west-1 (IE), eu-west-2 (GB) only; exempt: iam:*, s3:*, sts:AssumeRole"
    );
    assert_eq!(by, ["aws_db_instance.d"]);
    let (words, by) = with(&denied, vec![]);
    assert!(
        words.ends_with("nothing in the file attaches it, so that it guarantees nothing here"),
        "{words}"
    );
    assert_eq!(by, Vec::<String>::new());
    let mut open = denied.clone();
    open["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = json!(["eu-*"]);
    open["NotAction"] = json!(["iam:*"]);
    assert_eq!(
        with(&open, vec![attach.clone()]).1,
        ["aws_db_instance.d", "aws_s3_bucket.b"]
    );
    // A region that the tables do not know guarantees nothing, and nor does what is allowed.
    let mut odd = denied.clone();
    odd["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = json!(["eu-west-2", "mars-1"]);
    assert_eq!(with(&odd, vec![attach.clone()]).1, Vec::<String>::new());
    let mut allow = denied;
    allow["Effect"] = json!("Allow");
    assert_eq!(with(&allow, vec![attach]), (String::new(), Vec::new()));
}

#[test]
fn azure_and_google_have_theirs() {
    let azure = |more: Value| {
        let mut after = json!({"name": "locations",
            "policy_definition_id": "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c",
            "parameters": json!({"listOfAllowedLocations": {"value": ["uksouth", "UK West"]}}).to_string()});
        for (key, value) in more.as_object().unwrap() {
            after[key] = value.clone();
        }
        reported(
            &plan(vec![
                made(
                    "azurerm_storage_account.a",
                    json!({"name": "a", "location": "uksouth"}),
                ),
                made(
                    "azurerm_storage_account.b",
                    json!({"name": "b", "location": "eastus"}),
                ),
                made("azurerm_subscription_policy_assignment.p", after),
            ])
            .to_string(),
        )
    };
    let (words, by) = azure(json!({}));
    assert_eq!(
        words,
        "allows uksouth (GB), ukwest (GB) only; exempt: resources in the region `global`, b2cDirectories"
    );
    assert_eq!(by, ["azurerm_storage_account.a"]);
    assert_eq!(azure(json!({"enforce": false})).1, Vec::<String>::new());
    assert_eq!(
        azure(json!({"not_scopes": ["/subscriptions/x"]})).1,
        Vec::<String>::new()
    );

    let google = plan(vec![
        made(
            "google_storage_bucket.a",
            json!({"name": "a", "location": "EUROPE-WEST3"}),
        ),
        made(
            "google_storage_bucket.b",
            json!({"name": "b", "location": "US"}),
        ),
        made(
            "google_org_policy_policy.p",
            json!({"name": "projects/x/policies/gcp.resourceLocations",
             "spec": [{"rules": [{"values": [{"allowed_values": ["in:eu-locations"]}]}]}]}),
        ),
    ]);
    let (words, by) = reported(&google.to_string());
    assert!(
        words.contains("exempt: resources that were there before"),
        "{words}"
    );
    assert_eq!(by, ["google_storage_bucket.a"]);
}

#[test]
fn a_check_and_a_list_of_what_is_deployed_name_them() {
    let denied = json!({"Effect": "Deny", "NotAction": ["iam:*"],
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-2"}}});
    let mut all = stores();
    all.push(control(denied));
    all.push(made(
        "aws_organizations_policy_attachment.all",
        json!({"policy_id": "p-1", "target_id": "r-1"}),
    ));
    let plan = plan(all);
    let ran = Estate::new("GB", "aws_db_instance.d").check(plan.to_string(), &[]);
    let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = "2 locations guaranteed by `aws_organizations_policy.regions`, which allows eu-west-2 (GB) only; exempt: iam:*";
    assert!(out.contains(words), "{out}");
    let folder = crate::support::run::folder();
    crate::support::run::write(folder.path(), "plan.json", plan.to_string());
    let out = crate::support::run::run(folder.path(), &["reconcile", "plan.json"]).out;
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        out.contains("its location is guaranteed by `aws_organizations_policy.regions`"),
        "{out}"
    );
    assert!(
        out.contains("guardrail: allows eu-west-2 (GB) only; exempt: iam:*"),
        "{out}"
    );
}
