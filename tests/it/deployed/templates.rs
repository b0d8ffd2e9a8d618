//! Templates of CloudFormation: an estate in which a finding fires, and one in which nothing does, for each way
//! in which a template states a place.

use super::made::{Estate, reported};
use crate::support::run::{DAY, folder, run, write};

/// A template with a bucket, a table with a replica, and logs.
const TEMPLATE: &str = "\
Parameters:
  Other: {Type: String, Default: us-west-2}
Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties: {Tags: [{Key: app, Value: crm}]}
  Table:
    Type: AWS::DynamoDB::Table
    Properties: {StreamSpecification: {StreamViewType: KEYS_ONLY}}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {RetentionInDays: 30}
  Role:
    Type: AWS::IAM::Role
";

const ALL: &str = "'*'";

fn findings(estate: &Estate, text: &str, more: &[&str]) -> Vec<String> {
    let more: Vec<&str> = more.iter().copied().chain(["--format", "json"]).collect();
    reported(&estate.check(text, &more))
}

#[test]
fn the_region_is_that_of_the_call_and_no_guess() {
    let estate = Estate::new("DE", ALL);
    assert_eq!(
        findings(&estate, TEMPLATE, &["--region", "eu-central-1"]),
        [""; 0]
    );
    estate
        .check(TEMPLATE, &["--region", "eu-central-1"])
        .exits(0);

    let found = findings(&estate, TEMPLATE, &["--region", "us-east-1"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("error undeclared-location"),
        "{found:?}"
    );
    for address in ["Records", "Table", "Logs"] {
        assert!(found[0].contains(address), "{found:?}");
    }
    estate.check(TEMPLATE, &["--region", "us-east-1"]).exits(1);

    // Nobody knows: a question.
    let found = findings(&estate, TEMPLATE, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("warning unknown-location"),
        "{found:?}"
    );
    assert!(!found[0].contains("Role"), "{found:?}");
}

#[test]
fn a_region_that_nobody_knows_is_refused() {
    let estate = Estate::new("DE", ALL);
    for (call, word) in [
        (
            &["--region", "eu-central-9"][..],
            "no region that the tables know",
        ),
        (&["--region", "global"], "no region that the tables know"),
        (
            &["--region", "eu-west-1", "--region", "eu-west-2"],
            "two regions of `aws`",
        ),
    ] {
        let ran = estate.check(TEMPLATE, call).refused();
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    // That of another cloud says nothing of this one.
    let found = findings(&estate, TEMPLATE, &["--region", "germanywestcentral"]);
    assert!(
        found[0].starts_with("warning unknown-location"),
        "{found:?}"
    );
}

#[test]
fn what_is_copied_elsewhere_is_found_by_region_arn_and_default() {
    let estate = Estate::new("DE", ALL);
    let table = |replicas: &str| {
        TEMPLATE.replace("StreamSpecification: {StreamViewType: KEYS_ONLY}", replicas)
    };
    let here = ["--region", "eu-central-1"];
    for (replicas, fires) in [
        ("Replicas: [{Region: us-east-1}]", true),
        ("Replicas: [{Region: !Ref Other}]", true),
        ("Replicas: [{Region: !Ref 'AWS::Region'}]", false),
        ("Replicas: [{Region: !Select [1, [x, us-east-1]]}]", true),
        ("Replicas: [{Region: !Join ['-', [us, east, '1']]}]", true),
        (
            "Replicas: [!If [Nobody, {Region: us-east-1}, {Region: eu-central-1}]]",
            true,
        ),
        ("Replicas: [{Region: eu-central-1}]", false),
    ] {
        // The rows of types have the copies of a global table.
        let text = table(replicas).replace("DynamoDB::Table", "DynamoDB::GlobalTable");
        let found = findings(&estate, &text, &here);
        let copied = found
            .iter()
            .any(|it| it.starts_with("error undeclared-replication"));
        assert_eq!(copied, fires, "{replicas}: {found:?}");
        assert_eq!(found.is_empty(), !fires, "{replicas}: {found:?}");
    }
    for (target, fires) in [
        ("arn:aws:sqs:us-east-1:111122223333:elsewhere", true),
        (
            "!Sub 'arn:${AWS::Partition}:sqs:us-east-1:${AWS::AccountId}:elsewhere'",
            true,
        ),
        (
            "!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:here'",
            false,
        ),
        ("!GetAtt Queue.Arn", false),
    ] {
        let text = format!(
            "{TEMPLATE}  Queue:\n    Type: AWS::SQS::Queue\n  Rule:\n    Type: AWS::Events::Rule\n    Properties:\n      Targets: [{{Id: a, Arn: {target}}}]\n"
        );
        let found = findings(&estate, &text, &here);
        assert_eq!(!found.is_empty(), fires, "{target}: {found:?}");
    }
}

#[test]
fn a_system_is_tied_by_name_type_and_tag() {
    for deployed in [
        "Records",
        "'Crm/Records/Resource'",
        "{type: 'AWS::S3::Bucket'}",
        "{type: aws_s3_bucket}",
        "{type: '*', tags: {app: crm}}",
        "crm-records",
    ] {
        let estate = Estate::new("DE", deployed);
        let text = TEMPLATE.replace(
            "    Properties: {Tags",
            "    Metadata: {'aws:cdk:path': Crm/Records/Resource}\n    Properties: {BucketName: crm-records, Tags",
        );
        let found = findings(&estate, &text, &["--region", "us-east-1"]);
        let fires = |it: &&String| it.starts_with("error undeclared-location");
        let tied: Vec<&String> = found.iter().filter(fires).collect();
        assert_eq!(tied.len(), 1, "{deployed}: {found:?}");
        assert!(
            tied[0].contains("Records") && !tied[0].contains("Table"),
            "{deployed}: {found:?}"
        );
    }
}

#[test]
fn the_finding_names_the_region_when_it_is_explained() {
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        Estate::new("DE", ALL).text(),
    );
    write(folder.path(), "t.yaml", TEMPLATE);
    let call = [
        "check",
        "--as-of",
        DAY,
        "--deployed",
        "t.yaml",
        "--region",
        "us-east-1",
    ];
    let out = run(folder.path(), &call).exits(1).out;
    let (_, rest) = out.split_once("fairnotice explain ").unwrap();
    let line = rest.split("\n\n").next().unwrap();
    let words: Vec<&str> = line
        .split_whitespace()
        .filter(|word| *word != "\\")
        .collect();
    assert_eq!(
        words[3..],
        ["--deployed", "t.yaml", "--region", "us-east-1"]
    );
    let words: Vec<&str> = std::iter::once("explain").chain(words).collect();
    let said = run(folder.path(), &words).exits(0).out;
    assert!(said.contains("(`--region`)"), "{said}");
}

#[test]
fn no_secret_of_a_template_is_ever_shown() {
    let text = std::fs::read_to_string(
        crate::support::root().join("tests/it/deployed/plans/cloudformation.yaml"),
    )
    .unwrap();
    let folder = folder();
    let estate = Estate::new("DE", ALL).text();
    write(folder.path(), "fairnotice.yaml", estate);
    write(folder.path(), "t.yaml", &text);
    for format in [
        "terminal", "json", "concise", "sarif", "junit", "gitlab", "github", "markdown",
    ] {
        let call = [
            "check",
            "--as-of",
            DAY,
            "--deployed",
            "t.yaml",
            "--format",
            format,
            "--show-suppressed",
        ];
        let ran = run(folder.path(), &call);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains("Table"), "{format}: {said}");
        assert!(!said.contains("hunter2"), "{format}: {said}");
    }
    for format in ["terminal", "json"] {
        let ran = run(folder.path(), &["reconcile", "t.yaml", "--format", format]);
        assert!(ran.out.contains("hooks.example.org"), "{}", ran.out);
        assert!(!ran.out.contains("hunter2"), "{}", ran.out);
    }
    // Wherever it breaks off.
    for at in (1..text.len()).step_by(211) {
        let Some(cut) = text.get(..at) else { continue };
        write(folder.path(), "t.yaml", cut);
        let ran = run(folder.path(), &["reconcile", "t.yaml"]);
        assert!(
            !format!("{}{}", ran.out, ran.err).contains("hunter2"),
            "cut at {at}"
        );
    }
}

#[test]
fn what_is_hostile_is_refused_or_read_and_never_more() {
    let estate = Estate::new("DE", ALL);
    let head = "AWSTemplateFormatVersion: x\n";
    let deep = format!("{head}Resources: {}", "{a: ".repeat(200));
    let bomb = format!(
        "{head}a: &a [x,x,x,x,x,x,x,x,x]\n{}Resources: {{}}\n",
        (1..9)
            .map(|at| format!(
                "a{at}: &a{at} [{}]\n",
                vec![format!("*a{}", at - 1); 9].join(",")
            ))
            .collect::<String>()
            .replace("*a0", "*a")
    );
    let chain: String = (1..40)
        .map(|at| format!("  C{at}: !And [!Condition C{0}, !Condition C{0}]\n", at - 1))
        .collect();
    for text in [
        "Resources: AWS::\n".to_owned(),
        "AWSTemplateFormatVersion: x\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources: []\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources: {A: AWS::S3::Bucket}\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources: {A: {Type: [AWS::S3::Bucket]}}\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources: {A: {Type: 3}}\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources: {A: {}, A: {}}\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources:\n\tA: 1\n".to_owned(),
        "AWSTemplateFormatVersion: x\nResources: {Fn::ForEach::A: x}\n".to_owned(),
        r#"{"AWSTemplateFormatVersion": "x", "Resources": {"A": {"Type": "AWS::S3::Bucket"}}"#
            .to_owned(),
        r#"{"AWSTemplateFormatVersion": "x", "Resources": {"A": {"Type": "AWS::S3::Bucket"}}} x"#
            .to_owned(),
        r#"{"AWSTemplateFormatVersion": "x", "Resources": null}"#.to_owned(),
        deep,
        bomb,
        format!("{head}Resources: {{A: {{Type: &a [*a]}}}}"),
    ] {
        let ran = estate.check(&text, &[]).refused();
        assert!(ran.err.contains("plan.json:"), "it says where: {}", ran.err);
    }
    for text in [
        format!(
            "{head}Conditions:\n  C0: !Equals [!Ref P, x]\n{chain}Resources: {{A: {{Type: AWS::SQS::Queue, Condition: C39}}}}\n"
        ),
        format!(
            "{head}Conditions: {{A: !Condition B, B: !Not [!Condition A]}}\nResources: {{A: {{Type: AWS::SQS::Queue, Condition: A}}}}\n"
        ),
        format!(
            "{head}Resources: {{A: {{Type: AWS::DynamoDB::GlobalTable, Properties: {{Replicas: !Ref A}}}}}}\n"
        ),
        format!(
            "{head}Resources: {{A: {{Type: AWS::DynamoDB::GlobalTable, Properties: !Sub '${{'}}}}\n"
        ),
        format!(
            "{head}Resources: {{A: {{Type: AWS::EC2::Volume, Properties: {{AvailabilityZone: !Select [x, !Split ['', a]]}}}}}}\n"
        ),
        format!("{head}Resources: {{\"a\\e[31m::error::b\": {{Type: \"AWS::S3::Bucket\\a\"}}}}\n"),
    ] {
        let ran = estate.check(&text, &[]);
        assert!(ran.code == 0 || ran.code == 1, "{text}: {}", ran.err);
        assert!(!ran.out.contains(['\u{1b}', '\u{7}']), "{}", ran.out);
    }
}

#[test]
fn what_sam_sets_for_all_counts_for_each_and_nested_templates_are_named() {
    let template = "\
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Tags: {app: records, team: a}
    VpcConfig: {SubnetIds: [s-1]}
  SimpleTable: {SSESpecification: {SSEEnabled: false}}
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Tags: {team: b}
  Queue: {Type: AWS::SQS::Queue}
  Network:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: 'https://bucket.s3.amazonaws.com/x/network.yaml?X-Amz-Signature=s3cr3t'}
  Other:
    Type: AWS::Serverless::Application
    Properties: {Location: {ApplicationId: a, SemanticVersion: 1.0.0}}
";
    let estate = Estate::new("GB", "{tags: {app: records, team: b}}");
    let ran = estate.check(template, &["--region", "us-east-1", "--format", "json"]);
    let json = ran.json();
    let deployed = &json["deployed"][0];
    assert_eq!(deployed["matched"], 1, "{deployed:#}");
    assert_eq!(
        deployed["not_read"],
        serde_json::json!([
            "`Network` deploys another template (`network.yaml`), which is not read here",
            "`Other` deploys another template, which is not read here"
        ])
    );
    assert!(!ran.out.contains("s3cr3t"));
}
