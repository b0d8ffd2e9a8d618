//! Managed resources of Crossplane, whose providers are made from those of Terraform: `Bucket` of the group
//! `s3.aws.upbound.io` is `aws_s3_bucket`, and its attributes are below `forProvider`.

use crate::import::listed::{Tree, snake};

/// The clouds in the names of groups, and what Terraform calls their providers.
const CLOUDS: [(&str, &str); 3] = [("aws", "aws"), ("azure", "azurerm"), ("gcp", "google")];
/// What the names of groups end in.
const ENDS: [&str; 3] = [".m.upbound.io", ".upbound.io", ".crossplane.io"];

/// The service and the provider of a group: `s3` and `aws` of `s3.aws.upbound.io`.
fn service(group: &str) -> Option<(&str, &'static str)> {
    let stem = ENDS.iter().find_map(|end| group.strip_suffix(end))?;
    let (service, cloud) = stem.rsplit_once('.')?;
    let (_, provider) = CLOUDS.iter().find(|(name, _)| *name == cloud)?;
    Some((service, provider))
}

/// The provider of a group, in the terms of Terraform.
pub(super) fn provider(group: &str) -> Option<&'static str> {
    service(group).map(|(_, provider)| provider)
}

/// What Terraform may call a type, `s3.aws.upbound.io/Bucket`.
pub(super) fn types(type_name: &str) -> Vec<String> {
    let parts = type_name.split_once('/');
    let Some((found, kind)) = parts.and_then(|(group, kind)| Some((service(group)?, kind))) else {
        return Vec::new();
    };
    let ((service, provider), kind) = (found, snake(kind));
    vec![
        format!("{provider}_{service}_{kind}"),
        format!("{provider}_{kind}"),
    ]
}

/// The attributes of a managed resource, where they are below another key.
pub(super) fn attributes(spec: Tree) -> Tree {
    match spec.get("forProvider") {
        Some(Tree::Map(own, span)) => {
            let mut entries = own.clone();
            if let Tree::Map(others, _) = &spec {
                let others = others.iter().filter(|(key, _)| key.name != "forProvider");
                entries.extend(others.cloned());
            }
            Tree::Map(entries, *span)
        }
        _ => spec,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_the_names_of_terraform() {
        for (name, expected) in [
            ("s3.aws.upbound.io/Bucket", "aws_s3_bucket aws_bucket"),
            (
                "dynamodb.aws.m.upbound.io/Table",
                "aws_dynamodb_table aws_table",
            ),
            (
                "storage.azure.upbound.io/Account",
                "azurerm_storage_account azurerm_account",
            ),
            (
                "sql.gcp.upbound.io/DatabaseInstance",
                "google_sql_database_instance google_database_instance",
            ),
            ("argoproj.io/Application", ""),
            ("Deployment", ""),
        ] {
            assert_eq!(types(name).join(" "), expected, "{name}");
        }
    }
}
