//! Files that are a map, by keys that it has.

use super::{ARM, CDK, CLI, DEPLOYED, Known, REPORT, SHOW, SOPS, STACK, SYSTEMS, known};

/// Files that are a map, by its keys. The first that fits counts.
pub(in crate::import) const BY_KEYS: &[Known] = &[
    known("a file that SOPS encrypted", SOPS, &[&["sops"]]),
    known(
        "a state or a plan that OpenTofu encrypted",
        "pass what `tofu show -json` prints, which decrypts it",
        &[&["encrypted_data"]],
    ),
    known(
        "what `terraform validate -json` prints",
        SHOW,
        &[&["valid", "diagnostics"]],
    ),
    known(
        "what `terraform providers schema -json` prints",
        SHOW,
        &[&["provider_schemas"]],
    ),
    known(
        "what `terraform metadata functions -json` prints",
        SHOW,
        &[&["function_signatures"]],
    ),
    known(
        "what `terraform version -json` prints",
        SHOW,
        &[&["terraform_version", "provider_selections"]],
    ),
    known(
        "a change set of CloudFormation",
        STACK,
        &[&["ChangeSetName", "Changes"]],
    ),
    known(
        "a list of what a stack of CloudFormation holds",
        STACK,
        &[&["StackResources"], &["StackResourceSummaries"]],
    ),
    known(
        "the manifest of a CDK assembly",
        STACK,
        &[&["artifacts", "version", "runtime"]],
    ),
    known(
        "the parameters of an ARM template",
        ARM,
        &[&["contentVersion", "parameters"]],
    ),
    known(
        "what `az deployment ... what-if` prints",
        ARM,
        &[&["changes", "status"]],
    ),
    known("traces of OpenTelemetry", REPORT, &[&["resourceSpans"]]),
    known("a threat model (OTM)", REPORT, &[&["otmVersion"]]),
    known(
        "a bill of materials (CycloneDX)",
        SYSTEMS,
        &[&["bomFormat"]],
    ),
    known("a bill of materials (SPDX)", REPORT, &[&["spdxVersion"]]),
    known(
        "a description of an API (OpenAPI)",
        SYSTEMS,
        &[&["openapi", "paths"]],
    ),
    known(
        "a description of an API (Swagger)",
        SYSTEMS,
        &[&["swagger", "paths"]],
    ),
    known("a report in SARIF", REPORT, &[&["runs", "$schema"]]),
    known(
        "a report of Infracost",
        REPORT,
        &[&["projects", "totalMonthlyCost"]],
    ),
    known("a report of Checkov", REPORT, &[&["check_type", "results"]]),
    known(
        "a report of fairnotice",
        REPORT,
        &[&["estate", "as_of", "findings"]],
    ),
    known(
        "a job of Nomad",
        DEPLOYED,
        &[&["Job"], &["ID", "Datacenters", "TaskGroups"]],
    ),
    known(
        "a node or a role of Chef",
        DEPLOYED,
        &[&["json_class", "chef_type"], &["run_list"]],
    ),
    known("a definition of Azure Policy", DEPLOYED, &[&["policyRule"]]),
    known(
        "a lock file of packages",
        DEPLOYED,
        &[
            &["lockfileVersion"],
            &["packages", "packages-dev"],
            &["_meta", "default"],
        ],
    ),
    known(
        "a manifest of packages",
        DEPLOYED,
        &[
            &["name", "dependencies"],
            &["name", "devDependencies"],
            &["name", "version", "scripts"],
        ],
    ),
    known(
        "the settings of CDK (`cdk.json`)",
        CDK,
        &[&["app", "context"], &["app", "watch"]],
    ),
    known("the tree of a CDK assembly", CDK, &[&["tree", "version"]]),
    known(
        "the assets of a CDK assembly",
        CDK,
        &[&["files", "dockerImages", "version"]],
    ),
    known(
        "an answer of the AWS CLI about one service",
        CLI,
        &[
            &["Reservations"],
            &["DBInstances"],
            &["DBClusters"],
            &["Buckets", "Owner"],
            &["Functions"],
            &["TableNames"],
            &["LoadBalancers"],
            &["QueueUrls"],
        ],
    ),
    known(
        "an answer of the AWS CLI about stacks",
        STACK,
        &[&["Stacks"]],
    ),
    known("a template of Packer", DEPLOYED, &[&["builders"]]),
    known(
        "a manifest of Packer",
        DEPLOYED,
        &[&["builds", "last_run_uuid"]],
    ),
    known(
        "the settings of a backend of Terraform",
        SHOW,
        &[&["version", "terraform_version", "backend"]],
    ),
    known(
        "a description of an API (AsyncAPI)",
        REPORT,
        &[&["asyncapi"]],
    ),
    known(
        "a report of Trivy",
        REPORT,
        &[&["SchemaVersion", "ArtifactName"]],
    ),
];
