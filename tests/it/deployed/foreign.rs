//! Files that are no plan are refused by name, with what to do instead.

use super::made::Estate;
use crate::support::run::{DAY, folder, run, write};

/// A file of a kind, how it is called, and a word of what to do.
const KINDS: [(&str, &str, &str); 44] = [
    (
        r#"{"format_version": "1.0", "valid": true, "error_count": 0, "diagnostics": []}"#,
        "terraform validate -json",
        "terraform show -json",
    ),
    (
        r#"{"format_version": "1.0", "provider_schemas": {}}"#,
        "providers schema -json",
        "terraform show -json",
    ),
    (
        r#"{"format_version": "1.0", "function_signatures": {"abs": {}}}"#,
        "metadata functions -json",
        "terraform show -json",
    ),
    (
        r#"{"terraform_version": "1.9.5", "platform": "linux_amd64", "provider_selections": {}}"#,
        "terraform version -json",
        "terraform show -json",
    ),
    (
        r#"{"url": {"sensitive": false, "type": "string", "value": "x"}}"#,
        "terraform output -json",
        "terraform show -json",
    ),
    (
        r#"{"serial": 1, "lineage": "x", "meta": {}, "encrypted_data": "aGVsbG8=", "encryption_version": "v0"}"#,
        "OpenTofu encrypted",
        "tofu show -json",
    ),
    (
        r#"{"terraform": {}, "resource": {"aws_s3_bucket": {"b": {}}}}"#,
        ".tf.json",
        "terraform show -json",
    ),
    (
        "terraform {\n  required_version = \">= 1.5\"\n}\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n",
        "a configuration of Terraform",
        "terraform show -json",
    ),
    (
        "# This file is maintained automatically by \"terraform init\".\nprovider \"registry.terraform.io/hashicorp/aws\" {\n}\n",
        "a lock file",
        "terraform show -json",
    ),
    (
        "\nTerraform used the selected providers to generate the following execution plan.\n\n  # aws_s3_bucket.b will be created\n  + resource \"aws_s3_bucket\" \"b\" {\n    }\n\nPlan: 1 to add, 0 to change, 0 to destroy.\n",
        "a plan in words",
        "terraform show -json",
    ),
    (
        "\u{1b}[0m\u{1b}[1mOpenTofu will perform the following actions:\u{1b}[0m\n",
        "a plan in words",
        "show -json",
    ),
    (
        "# aws_s3_bucket.b:\nresource \"aws_s3_bucket\" \"b\" {\n    arn = \"x\"\n}\n",
        "a state in words",
        "terraform show -json",
    ),
    (
        "digraph {\n\tcompound = \"true\"\n}\n",
        "terraform graph",
        "terraform show -json",
    ),
    (
        "param location string = 'westeurope'\nresource a 'Microsoft.Storage/storageAccounts@2023-01-01' = {\n}\n",
        "a file of Bicep",
        "bicep build",
    ),
    (
        "name: shop\nruntime: nodejs\n",
        "Pulumi",
        "pulumi preview --json",
    ),
    (
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n",
        "a template of Helm",
        "helm template",
    ),
    (
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n",
        "a kustomization",
        "kubectl kustomize",
    ),
    (
        "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
        "a chart of Helm",
        "helm template",
    ),
    (
        r#"{"data": {"id": "run-1", "type": "runs", "attributes": {}}}"#,
        "HCP Terraform",
        "json-output",
    ),
    (
        r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}"#,
        "CycloneDX",
        "the plan or the state",
    ),
    (
        r#"{"$schema": "x", "version": "2.1.0", "runs": []}"#,
        "SARIF",
        "the plan or the state",
    ),
    (
        r#"{"openapi": "3.1.0", "paths": {}}"#,
        "OpenAPI",
        "the plan or the state",
    ),
    (
        "FROM debian:12\nRUN apt-get update\n",
        "a Dockerfile",
        "inventory",
    ),
    (
        "region = \"us-east-1\"\nbucket = \"b\"\n",
        "a file of variables",
        "what is deployed",
    ),
    (
        "- name: Web\n  hosts: web\n  tasks:\n    - apt: {name: nginx}\n",
        "a playbook of Ansible",
        "inventory",
    ),
    (
        "job \"web\" {\n  group \"g\" {\n  }\n}\n",
        "a job of Nomad",
        "what is deployed",
    ),
    (
        "openapi: 3.0.0\ninfo: {title: x}\npaths: {}\n",
        "OpenAPI",
        "terraform show -json",
    ),
    (
        "#cloud-config\npackages: [nginx]\n",
        "cloud-init",
        "what is deployed",
    ),
    (
        "[Unit]\nDescription=x\n[Service]\nExecStart=/bin/x\n",
        "a unit of systemd",
        "what is deployed",
    ),
    (
        "name: x\nversion: 1.0.0\napiVersion: v1\n",
        "a chart of Helm",
        "helm template",
    ),
    (
        "replicaCount: 1\nimage:\n  repository: nginx\n",
        "values of a chart of Helm",
        "helm template",
    ),
    (
        "resources: [a.yaml]\nnamespace: x\n",
        "a kustomization",
        "kubectl kustomize",
    ),
    (
        "name: ci\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n",
        "GitHub Actions",
        "what is deployed",
    ),
    (
        "using './main.bicep'\nparam location = 'westeurope'\n",
        "the parameters of a Bicep file",
        "bicep build",
    ),
    (
        "config:\n  aws:region: us-east-1\n",
        "a stack of Pulumi",
        "pulumi preview --json",
    ),
    (
        "output \"x\" {\n  value = 1\n}\n",
        "a configuration of Terraform",
        "terraform show -json",
    ),
    (
        r#"{"Job": {"ID": "web", "TaskGroups": []}}"#,
        "a job of Nomad",
        "what is deployed",
    ),
    (
        r#"{"properties": {"displayName": "x", "policyRule": {"if": {}, "then": {}}}}"#,
        "Azure Policy",
        "what is deployed",
    ),
    (
        r#"{"name": "x", "version": "1.0.0", "dependencies": {"a": "1"}}"#,
        "a manifest of packages",
        "what is deployed",
    ),
    (
        r#"{"name": "x", "lockfileVersion": 3, "packages": {}}"#,
        "a lock file of packages",
        "what is deployed",
    ),
    (
        r#"{"app": "npx ts-node x.ts", "context": {}}"#,
        "settings of CDK",
        "cdk synth",
    ),
    (
        r#"{"DBInstances": [{"DBInstanceIdentifier": "x"}]}"#,
        "an answer of the AWS CLI",
        "get-resources",
    ),
    (
        r#"[{"kind": "compute#instance", "name": "x"}]"#,
        "one service of Google Cloud",
        "gcloud asset",
    ),
    (
        r#"{"json_class": "Chef::Node", "chef_type": "node", "run_list": []}"#,
        "Chef",
        "what is deployed",
    ),
];

#[test]
fn every_kind_is_named_with_what_to_do() {
    let estate = Estate::new("DE", "'*'");
    let mut wrong = Vec::new();
    for (text, what, instead) in KINDS {
        let ran = estate.check(text, &[]).refused();
        let reported = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        if !reported.contains(what) || !reported.contains(instead) {
            wrong.push(format!("{text}\n{reported}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_looks_alike_is_no_plan_without_resources() {
    let estate = Estate::new("DE", "'*'");
    for text in [
        r#"{"format_version": "1.0", "modules": []}"#,
        r#"{"format_version": "1.0", "something": {}}"#,
        "[]",
        "{}",
    ] {
        estate.check(text, &[]).refused();
    }
    // A state without resources says nothing else.
    estate.check(r#"{"format_version": "1.0"}"#, &[]).exits(0);
}

#[test]
fn a_redirect_that_broke_the_encoding_is_reported() {
    let plan = r#"{"format_version": "1.2", "resource_changes": []}"#;
    let utf_16: Vec<u8> = plan.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [&[0xFF, 0xFE][..], &utf_16].concat();
    let estate = Estate::new("DE", "'*'");
    estate.check(&with_mark, &[]).exits(0);
    for broken in [
        // Cut off within a character.
        with_mark[..with_mark.len() - 1].to_vec(),
        // Taken for Windows-1252, and written as UTF-8.
        with_mark
            .iter()
            .map(|byte| char::from(*byte))
            .collect::<String>()
            .into_bytes(),
        // Given the mark of UTF-8.
        [&[0xEF, 0xBB, 0xBF][..], &utf_16].concat(),
        // The mark could not be read.
        [&[0xEF, 0xBF, 0xBD, 0xEF, 0xBF, 0xBD][..], &utf_16].concat(),
        // Windows-1252, with a word of the user's.
        b"{\"format_version\": \"1.2\", \"x\": \"M\xFCller\"}".to_vec(),
    ] {
        let ran = estate.check(broken, &[]).refused();
        assert!(
            ran.err.contains("UTF-16") || ran.err.contains("UTF-8"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("PowerShell"), "{}", ran.err);
    }
}

#[test]
fn files_for_machines_are_refused_by_name() {
    let estate = Estate::new("DE", "aws_s3_bucket.*");
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let archive = |name: &str| {
        let mut head = b"PK\x03\x04".to_vec();
        head.resize(26, 0);
        head.extend([u8::try_from(name.len()).unwrap(), 0, 0, 0]);
        head.extend(name.bytes());
        head
    };
    for (bytes, name, help) in [
        (b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), "gzip", "unpack it"),
        (archive("a.txt"), "ZIP", "unpack it"),
        (
            archive("tfplan"),
            "a plan as Terraform saves it",
            "terraform show -json",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            "a picture (PNG)",
            "what is deployed",
        ),
        (
            b"%PDF-1.7\n\xe2\xe3".to_vec(),
            "a document (PDF)",
            "what is deployed",
        ),
        (tar, "an archive of `tar`", "what is deployed"),
    ] {
        let ran = estate.check(bytes, &[]).refused();
        assert!(
            ran.err.contains(name) && ran.err.contains(help),
            "{name}: {}",
            ran.err
        );
    }
}

#[test]
fn paths_of_machines_begin_at_the_root_of_the_repository() {
    let folder = folder();
    let estate = Estate::new("DE", "aws_s3_bucket.*")
        .text()
        .replace(", basis: contract", "");
    write(folder.path(), "privacy/fairnotice.yaml", estate);
    write(folder.path(), ".git/HEAD", "ref: refs/heads/main\n");
    write(
        folder.path(),
        "infra/plan.json",
        r#"{"format_version": "1.2", "resource_changes": [{"address": "aws_s3_bucket.b", "mode": "managed",
            "type": "aws_s3_bucket", "name": "b", "change": {"actions": ["create"], "after": {"region": "us-east-1"}}}]}"#,
    );
    let infra = folder.path().join("infra");
    for format in ["sarif", "gitlab", "github", "markdown", "junit"] {
        let call = [
            "check",
            "../privacy",
            "--as-of",
            DAY,
            "--deployed",
            "plan.json",
            "--format",
            format,
        ];
        let out = run(&infra, &call).exits(1).out;
        assert!(!out.contains("../privacy"), "{format}: {out}");
        assert!(out.contains("privacy/fairnotice.yaml"), "{format}: {out}");
        assert!(out.contains("infra/plan.json"), "{format}: {out}");
    }
    // For people, and outside of a repository, as seen from where the command runs.
    let call = ["check", "../privacy", "--as-of", DAY];
    let out = run(&infra, &call).exits(1).out;
    assert!(out.contains("../privacy/fairnotice.yaml"), "{out}");
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    let out = run(
        &infra,
        &["check", "../privacy", "--as-of", DAY, "--format", "github"],
    )
    .exits(1)
    .out;
    assert!(out.contains("../privacy/fairnotice.yaml"), "{out}");
}

#[test]
fn what_is_no_character_is_made_harmless() {
    let folder = folder();
    let estate = Estate::new("DE", "aws_s3_bucket.*").text();
    let estate = estate.replace(
        "name: Records",
        "name: \"Rec\u{fffe}or\u{1fffe}ds\u{fdd0}\"",
    );
    write(
        folder.path(),
        "fairnotice.yaml",
        estate.replace(", basis: contract", ""),
    );
    for format in ["junit", "terminal", "markdown", "github"] {
        let out = run(
            folder.path(),
            &["check", "--as-of", DAY, "--format", format],
        )
        .out;
        assert!(
            !out.contains(['\u{fffe}', '\u{1fffe}', '\u{fdd0}']),
            "{format}: {out}"
        );
    }
}
