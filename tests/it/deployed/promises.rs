//! What settings of resources mean for an estate: what is kept, promised and open.

use serde_json::{Value, json};

use super::made::{Estate, made, plan};

/// What is said of an estate in which a bit of text is another.
fn findings(change: &[(&str, &str)], notice: &str, plan: &Value) -> Vec<String> {
    let estate = Estate::new("GB", "'*'");
    let mut text = format!("{}{notice}", estate.text());
    for (from, to) in change {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let folder = crate::support::run::folder();
    crate::support::run::write(folder.path(), "fairnotice.yaml", text);
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
    let reported =
        super::made::reported(&crate::support::run::run(folder.path(), &call)).into_iter();
    reported
        .filter(|it| {
            let rules = ["retention-exceeds", "measure-", "public"];
            rules.iter().any(|rule| it.contains(&format!(" {rule}")))
        })
        .collect()
}

const NOTICE: &str = "\
notice:
  title: Privacy
  published: 2024-01-01
  text: |
    We collect your name. We keep it for 28 days. We encrypt it where it is stored. Nobody receives it.
  statements:
    - {id: n, quote: We collect your name, collects: {data: name, subjects: patient}}
    - {id: k, quote: keep it for 28 days, retains: P28D}
    - {id: e, quote: encrypt it where it is stored, promises: encryption-at-rest}
    - {id: s, quote: Nobody receives it, shares: none}
";

#[test]
fn what_the_notice_states_counts_where_a_flow_states_nothing() {
    let group = |days: u32| {
        plan(vec![made(
            "aws_cloudwatch_log_group.g",
            json!({"region": "eu-west-2", "retention_in_days": days}),
        )])
    };
    super::made::one(
        &findings(&[], NOTICE, &group(365)),
        "error retention-exceeds",
        "for 365 days, and the notice states 28 days",
    );
    assert_eq!(findings(&[], NOTICE, &group(14)), Vec::<String>::new());
    assert_eq!(findings(&[], "", &group(365)), Vec::<String>::new());
    // What only passes data on keeps none.
    let relay = [(
        "operator: elm-court",
        "operator: elm-court, transit-only: true",
    )];
    super::made::one(
        &findings(&relay, "", &group(14)),
        "error retention-exceeds",
        "keeps none (`transit-only`)",
    );
}

#[test]
fn what_is_promised_is_compared_with_what_is_set() {
    let database = |encrypted: Value| {
        plan(vec![made(
            "aws_db_instance.d",
            json!({"region": "eu-west-2", "storage_encrypted": encrypted}),
        )])
    };
    super::made::one(
        &findings(&[], NOTICE, &database(json!(false))),
        "error measure-missing",
        "lacks encryption at rest, which the notice promises",
    );
    assert_eq!(
        findings(&[], NOTICE, &database(json!(true))),
        Vec::<String>::new()
    );
    assert_eq!(
        findings(&[], "", &database(json!(false))),
        Vec::<String>::new()
    );
    // "We encrypt your data" says not where.
    let anywhere = [("promises: encryption-at-rest", "promises: encryption")];
    super::made::one(
        &findings(&anywhere, NOTICE, &database(json!(false))),
        "note measure-not-recorded",
        "encryption at rest",
    );
    let keys = [(
        "operator: elm-court",
        "operator: elm-court, keys-held-by: elm-court",
    )];
    let bucket = |algorithm: &str| {
        plan(vec![
            made(
                "aws_s3_bucket.b",
                json!({"region": "eu-west-2", "bucket": "b"}),
            ),
            made(
                "aws_s3_bucket_server_side_encryption_configuration.b",
                json!({"region": "eu-west-2", "bucket": "b", "rule": [
                    {"apply_server_side_encryption_by_default": [{"sse_algorithm": algorithm,
                     "kms_master_key_id": if algorithm == "AES256" { json!(null) } else { json!("arn:k") }}]}]}),
            ),
        ])
    };
    super::made::one(
        &findings(&keys, "", &bucket("AES256")),
        "error measure-missing",
        "keys of the controller's own, which the system declares (`keys-held-by`)",
    );
    assert_eq!(
        findings(&keys, "", &bucket("aws:kms")),
        Vec::<String>::new()
    );
    assert_eq!(findings(&[], "", &bucket("AES256")), Vec::<String>::new());
}

#[test]
fn what_anyone_can_read_is_found_unless_something_closes_it() {
    let open = made(
        "aws_s3_bucket_policy.b",
        json!({"region": "eu-west-2", "bucket": "b",
         "policy": json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}]}).to_string()}),
    );
    let bucket = made(
        "aws_s3_bucket.b",
        json!({"region": "eu-west-2", "bucket": "b"}),
    );
    let other = made(
        "aws_s3_bucket.c",
        json!({"region": "eu-west-2", "bucket": "c"}),
    );
    let block = |kind: &str, of: &str, value: bool| {
        made(
            &format!("{kind}.b"),
            json!({"region": "eu-west-2", "bucket": of, "restrict_public_buckets": value,
             "ignore_public_acls": true}),
        )
    };
    let with = |more: Vec<Value>| {
        let mut all = vec![bucket.clone(), other.clone(), open.clone()];
        all.extend(more);
        findings(&[], NOTICE, &plan(all))
    };
    let (own, account) = (
        "aws_s3_bucket_public_access_block",
        "aws_s3_account_public_access_block",
    );
    super::made::one(&with(vec![]), "error public", "`policy` allows everyone");
    super::made::one(
        &with(vec![block(own, "b", false)]),
        "error public",
        "aws_s3_bucket_policy.b",
    );
    super::made::one(
        &with(vec![block(own, "c", true)]),
        "error public",
        "aws_s3_bucket_policy.b",
    );
    assert_eq!(with(vec![block(own, "b", true)]), Vec::<String>::new());
    assert_eq!(with(vec![block(account, "", true)]), Vec::<String>::new());
    // What is declared to be public, and what is published, is meant to be read.
    let all = plan(vec![bucket, open]);
    let public = [("operator: elm-court", "operator: elm-court, public: true")];
    assert_eq!(findings(&public, "", &all), Vec::<String>::new());
    let published = [(
        "flows:\n",
        "flows:\n  - {id: list, from: records, to: data-subjects, mode: published, subjects: patient,\n     data: [name], purpose: requested-service-provision, basis: contract}\n",
    )];
    assert_eq!(findings(&published, "", &all), Vec::<String>::new());
    for (parent, expected) in [(true, 1), (false, 0)] {
        let container = plan(vec![
            made(
                "azurerm_storage_account.a",
                json!({"name": "a", "location": "uksouth", "allow_nested_items_to_be_public": parent}),
            ),
            made(
                "azurerm_storage_container.c",
                json!({"name": "c", "storage_account_name": "a", "container_access_type": "container"}),
            ),
        ]);
        assert_eq!(findings(&[], "", &container).len(), expected, "{parent}");
    }
}
