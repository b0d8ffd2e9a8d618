//! Files that are known and not read: what each is called, and what to pass instead. A gate that takes such a
//! file for an empty plan says that all is well.

use super::path::entries;
use crate::input::{Node, NodeKind};

/// A file that is known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// What it is, with its article.
    pub what: &'static str,
    /// What to do instead, as an imperative.
    pub instead: &'static str,
}

const SHOW: &str = "save the plan with `-out`, and pass what `terraform show -json` or `tofu show -json` prints of it";
const ARM: &str =
    "pass the ARM template (`bicep build` makes one), with `--region` of its resource group";
const STACK: &str = "pass the template of the stack, with `--region` (`aws cloudformation get-template`, `cdk synth`, `sls package`)";
const HELM: &str = "pass what `helm template` prints of the chart";
const PLAYBOOK: &str =
    "playbooks are not read: pass what is deployed, such as a state or an inventory of the cloud";
const PROGRAM: &str = "pass what `pulumi preview --json` or `pulumi stack export` prints";
const REPORT: &str =
    "pass the plan or the state itself, as `terraform show -json` or `tofu show -json` prints it";
const fn foreign(what: &'static str, instead: &'static str) -> Foreign {
    Foreign { what, instead }
}

/// Files whose head is a map, by keys that all must be there.
const BY_KEYS: &[(&[&str], Foreign)] = &[
    (
        &["encrypted_data"],
        foreign(
            "a state or a plan that OpenTofu encrypted",
            "pass what `tofu show -json` prints, which decrypts it",
        ),
    ),
    (
        &["valid", "diagnostics"],
        foreign("what `terraform validate -json` prints", SHOW),
    ),
    (
        &["provider_schemas"],
        foreign("what `terraform providers schema -json` prints", SHOW),
    ),
    (
        &["function_signatures"],
        foreign("what `terraform metadata functions -json` prints", SHOW),
    ),
    (
        &["terraform_version", "provider_selections"],
        foreign("what `terraform version -json` prints", SHOW),
    ),
    (
        &["ChangeSetName", "Changes"],
        foreign("a change set of CloudFormation", STACK),
    ),
    (
        &["StackResources"],
        foreign("a list of what a stack of CloudFormation holds", STACK),
    ),
    (
        &["StackResourceSummaries"],
        foreign("a list of what a stack of CloudFormation holds", STACK),
    ),
    (
        &["artifacts", "version", "runtime"],
        foreign("the manifest of a CDK assembly", STACK),
    ),
    (
        &["contentVersion", "parameters"],
        foreign("the parameters of an ARM template", ARM),
    ),
    (
        &["changes", "status"],
        foreign("what `az deployment ... what-if` prints", ARM),
    ),
    (
        &["resourceSpans"],
        foreign("traces of OpenTelemetry", REPORT),
    ),
    (&["otmVersion"], foreign("a threat model (OTM)", REPORT)),
    (
        &["bomFormat"],
        foreign("a bill of materials (CycloneDX)", REPORT),
    ),
    (
        &["spdxVersion"],
        foreign("a bill of materials (SPDX)", REPORT),
    ),
    (
        &["openapi", "paths"],
        foreign("a description of an API (OpenAPI)", REPORT),
    ),
    (
        &["swagger", "paths"],
        foreign("a description of an API (Swagger)", REPORT),
    ),
    (&["runs", "$schema"], foreign("a report in SARIF", REPORT)),
    (
        &["projects", "totalMonthlyCost"],
        foreign("a report of Infracost", REPORT),
    ),
    (
        &["check_type", "results"],
        foreign("a report of Checkov", REPORT),
    ),
    (
        &["estate", "as_of", "findings"],
        foreign("a report of fairnotice", REPORT),
    ),
];

/// What a JSON document is, where it is known and not read.
pub(super) fn of_json(node: &Node) -> Option<Foreign> {
    match &node.kind {
        NodeKind::Seq(items) => items.first().and_then(of_item),
        NodeKind::Map(_) => of_map(node),
        _ => None,
    }
}

fn of_map(node: &Node) -> Option<Foreign> {
    let has = |key: &&str| node.get(key).is_some();
    let known = BY_KEYS.iter().find(|(keys, _)| keys.iter().all(has));
    if let Some((_, found)) = known {
        return Some(*found);
    }
    if node
        .get("data")
        .is_some_and(|data| data.get("attributes").is_some() && data.get("type").is_some())
    {
        return Some(foreign(
            "an answer of the API of HCP Terraform",
            "pass the JSON output of the plan itself (`/plans/ID/json-output`)",
        ));
    }
    let is_output = |value: &Node| value.get("sensitive").is_some() && value.get("value").is_some();
    if entries(node).next().is_some() && entries(node).all(|(_, value)| is_output(value)) {
        return Some(foreign("what `terraform output -json` prints", SHOW));
    }
    let is_block = |key: &str| {
        node.get(key)
            .is_some_and(|it| matches!(it.kind, NodeKind::Map(_) | NodeKind::Seq(_)))
    };
    if node.get("format_version").is_none()
        && node.get("version").is_none()
        && ["resource", "module", "provider", "variable", "terraform"]
            .into_iter()
            .any(is_block)
    {
        return Some(foreign("a configuration of Terraform (`.tf.json`)", SHOW));
    }
    of_item(node)
}

/// What a list is, by its first item, or a map that an inventory lists.
fn of_item(node: &Node) -> Option<Foreign> {
    if node.get("eventType").is_some() && node.get("run").is_some() {
        return Some(foreign("events of OpenLineage", REPORT));
    }
    None
}

/// Words that a line of a file begins with, for text that is no JSON. All of a row must be there.
const BY_LINES: &[(&[&str], Foreign)] = &[
    (
        &["# This file is maintained automatically by"],
        foreign("a lock file of providers", SHOW),
    ),
    (
        &["Terraform will perform the following actions"],
        foreign("a plan in words", SHOW),
    ),
    (
        &["OpenTofu will perform the following actions"],
        foreign("a plan in words", SHOW),
    ),
    (
        &["Terraform used the selected providers"],
        foreign("a plan in words", SHOW),
    ),
    (
        &["OpenTofu used the selected providers"],
        foreign("a plan in words", SHOW),
    ),
    (&["No changes. "], foreign("a plan in words", SHOW)),
    (&["Plan: "], foreign("a plan in words", SHOW)),
    (
        &["apiVersion:", "kind:"],
        foreign("a template of Helm", HELM),
    ),
    (
        &["apiVersion: v2", "name:", "version:"],
        foreign("a chart of Helm", HELM),
    ),
    (
        &["service:", "provider:", "functions:"],
        foreign("a configuration of the Serverless Framework", STACK),
    ),
    (
        &["runtime:", "name:"],
        foreign("a project of Pulumi", PROGRAM),
    ),
    (&["- hosts:"], foreign("a playbook of Ansible", PLAYBOOK)),
    (&["targetScope ="], foreign("a file of Bicep", ARM)),
    (&["otmVersion:"], foreign("a threat model (OTM)", REPORT)),
    (
        &["- fides_key:"],
        foreign("a description of systems for Fides", REPORT),
    ),
    (
        &["digraph "],
        foreign("what `terraform graph` prints", SHOW),
    ),
];

/// What begins a block of Terraform.
const BLOCKS: [&str; 7] = [
    "resource \"",
    "data \"",
    "module \"",
    "provider \"",
    "variable \"",
    "terraform {",
    "locals {",
];

/// What a text is that is no JSON, where it is known and not read.
pub(super) fn of_text(text: &str) -> Option<Foreign> {
    let plain = without_colours(text);
    let lines: Vec<&str> = plain.lines().map(str::trim_start).collect();
    let begins = |word: &&str| lines.iter().any(|line| line.starts_with(word));
    if let Some((_, found)) = BY_LINES.iter().find(|(words, _)| words.iter().all(begins)) {
        return Some(*found);
    }
    let is_address = |line: &&str| {
        line.strip_prefix("# ")
            .is_some_and(|rest| rest.ends_with(':') && rest.contains('.') && !rest.contains(' '))
    };
    if begins(&"resource \"") && lines.iter().any(is_address) {
        return Some(foreign(
            "a state in words, as `terraform show` prints it",
            SHOW,
        ));
    }
    if BLOCKS.iter().any(begins) {
        return Some(foreign("a configuration of Terraform", SHOW));
    }
    let is_bicep = |line: &&str| {
        (line.starts_with("resource ") || line.starts_with("module ")) && line.contains(" '")
    };
    if lines.iter().any(is_bicep) {
        return Some(foreign("a file of Bicep", ARM));
    }
    None
}

/// A text without the colours of a terminal, which stand before the words of a plan that was copied.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ';');
        plain.push_str(rest.strip_prefix('m').unwrap_or(rest));
    }
    plain
}
