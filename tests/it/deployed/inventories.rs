//! Inventories of clouds: an estate in which a finding fires, and one in which nothing does, for each kind.

use super::made::{Estate, reported};

/// An inventory of each kind with one store; `@` is its place.
const KINDS: [(&str, &str, &str, &str); 6] = [
    (
        r#"[{"id": "/subscriptions/1/resourceGroups/g/providers/Microsoft.Sql/servers/records", "type": "Microsoft.Sql/servers",
            "name": "records", "location": "@", "tags": {"app": "crm"}}]"#,
        "germanywestcentral",
        "eastus",
        "azurerm_mssql_server",
    ),
    (
        r#"{"value": [{"id": "/subscriptions/1/resourceGroups/g/providers/Microsoft.Sql/servers/records",
            "type": "Microsoft.Sql/servers", "name": "records", "location": "@", "tags": {"app": "crm"}}]}"#,
        "Germany West Central",
        "East US",
        "Microsoft.Sql/*",
    ),
    (
        r#"{"ResourceTagMappingList": [{"ResourceARN": "arn:aws:rds:@:111122223333:db:records",
            "Tags": [{"Key": "app", "Value": "crm"}]}]}"#,
        "eu-central-1",
        "us-east-1",
        "aws_db_instance",
    ),
    (
        r#"{"configurationItems": [{"resourceType": "AWS::RDS::DBInstance", "resourceId": "db-1", "resourceName": "records",
            "awsRegion": "@", "tags": {"app": "crm"}, "configuration": {}}]}"#,
        "eu-central-1",
        "us-east-1",
        "'AWS::RDS::*'",
    ),
    (
        r#"[{"name": "//storage.googleapis.com/records", "assetType": "storage.googleapis.com/Bucket", "location": "@",
            "labels": {"app": "crm"}}]"#,
        "europe-west3",
        "us",
        "google_storage_bucket",
    ),
    (
        "name: //storage.googleapis.com/records\nassetType: storage.googleapis.com/Bucket\nlocation: @\nlabels: {app: crm}\n",
        "europe-west3",
        "us",
        "'storage.googleapis.com/Bucket'",
    ),
];

#[test]
fn what_runs_elsewhere_is_found_and_what_runs_here_is_not() {
    for (text, here, elsewhere, type_name) in KINDS {
        for deployed in [
            "records".to_owned(),
            format!("{{type: {type_name}}}"),
            "{type: '*', tags: {app: crm}}".to_owned(),
        ] {
            let estate = Estate::new("DE", deployed.leak());
            let ran = estate.check(text.replace('@', here), &["--format", "json"]);
            assert_eq!(reported(&ran.exits(0)), [""; 0], "{text}");
            let ran = estate.check(text.replace('@', elsewhere), &["--format", "json"]);
            let found = reported(&ran.exits(1));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(
                found[0].starts_with("error undeclared-location") && found[0].contains("records"),
                "{text}: {found:?}"
            );
        }
    }
}

#[test]
fn what_is_of_nobody_or_of_no_known_type_is_reported() {
    let estate = Estate::new("DE", "nothing");
    for (text, here, _, _) in KINDS {
        let ran = estate.check(text.replace('@', here), &["--format", "json"]);
        let found = reported(&ran);
        assert!(
            found.iter().any(|it| it.contains("undeclared-system")),
            "{text}: {found:?}"
        );
    }
    let text = r#"{"ResourceTagMappingList": [{"ResourceARN": "arn:aws:exampledb:us-east-1:1:heap/h", "Tags": []}]}"#;
    let ran = estate.check(text, &["--format", "json"]);
    assert_eq!(
        ran.json()["deployed"][0]["unknown_types"]["exampledb:heap"],
        1
    );
    // A system to which it belongs is judged by its place, whatever its type.
    let estate = Estate::new("DE", "'heap/*'");
    let found = reported(&estate.check(text, &["--format", "json"]).exits(1));
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
}

#[test]
fn what_an_inventory_leaves_out_is_not_taken_for_unset() {
    // A list of names says nothing of how long logs are kept, nor of where backups go.
    let estate = Estate::new("DE", "'*'");
    for text in [
        r#"{"ResourceTagMappingList": [{"ResourceARN": "arn:aws:logs:eu-central-1:1:log-group:x", "Tags": []}]}"#,
        r#"[{"id": "/subscriptions/1/resourceGroups/g/providers/Microsoft.DocumentDB/databaseAccounts/x",
            "type": "Microsoft.DocumentDB/databaseAccounts", "name": "x", "location": "germanywestcentral"}]"#,
    ] {
        let ran = estate.check(text, &["--format", "json"]);
        assert_eq!(reported(&ran.exits(0)), [""; 0], "{text}");
    }
    // A snapshot that holds its settings does.
    let text = r#"{"configurationItems": [{"resourceType": "AWS::Logs::LogGroup", "resourceId": "x",
        "awsRegion": "eu-central-1", "configuration": {"RetentionInDays": 30}}]}"#;
    estate.check(text, &[]).exits(0);
}

#[test]
fn no_secret_of_an_inventory_is_ever_shown() {
    let estate = Estate::new("DE", "'*'");
    for name in [
        "azure-inventory.json",
        "aws-tagged.json",
        "aws-config.json",
        "google-assets.json",
    ] {
        estate.shows_nothing_of(name, (&["hunter2", "111122223333"], 173), |ran| ran);
    }
}

#[test]
fn what_is_broken_is_refused_with_its_place() {
    let estate = Estate::new("DE", "'*'");
    let deep = format!("{{\"configurationItems\": {}", "[".repeat(200));
    for text in [
        r#"{"ResourceTagMappingList": [{"ResourceARN": "x"}]}"#,
        r#"{"ResourceTagMappingList": [{"ResourceARN": 3}]}"#,
        r#"{"ResourceTagMappingList": ["arn:aws:s3:::x"]}"#,
        r#"{"ResourceTagMappingList": [{"Tags": []}]}"#,
        r#"{"ResourceTagMappingList": [{"ResourceARN": "arn:aws:s3:::x", "ResourceARN": "arn:aws:s3:::y"}]}"#,
        r#"{"ResourceTagMappingList": [{"ResourceARN": "arn:aws:s3:::x"}"#,
        r#"{"ResourceTagMappingList": [{"ResourceARN": "arn:aws:s3:::x"}]} x"#,
        r#"{"configurationItems": [{}]}"#,
        r#"{"configurationItems": [{"resourceType": "AWS::S3::Bucket"}]}"#,
        r#"{"configurationItems": [{"resourceType": [], "resourceId": "x"}]}"#,
        r#"{"configurationItems": [null]}"#,
        r#"{"configurationItems": "x"}"#,
        deep.as_str(),
        r#"[{"name": "//x", "assetType": 3}]"#,
        r#"[{"assetType": "x"}]"#,
        r#"[{"name": "//x", "assetType": "x"}, 3]"#,
        r#"{"assets": [{"assetType": "x"}]}"#,
        "name: [//x\nassetType: x\n",
        r#"[{"id": "/subscriptions/1", "type": null, "name": "x"}]"#,
        r#"{"value": [{"id": "/subscriptions/1/x", "name": "x"}, []]}"#,
    ] {
        let ran = estate.check(text, &[]).refused();
        assert!(ran.err.contains("plan.json:"), "{text}: {}", ran.err);
    }
}
