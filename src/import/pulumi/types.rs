//! What the types of Pulumi are in the terms of Terraform: most follow from their names.

use crate::import::listed::snake;
use crate::import::tables::Tables;

/// A type of Pulumi, `aws:s3/bucket:Bucket`.
pub(super) struct Type<'t> {
    /// `aws`.
    package: &'t str,
    /// `s3`.
    module: &'t str,
    /// `Bucket`.
    name: &'t str,
}

impl<'t> Type<'t> {
    pub fn of(token: &'t str) -> Option<Self> {
        let mut parts = token.splitn(3, ':');
        let (package, module, name) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self {
            package,
            module: module.split('/').next().unwrap_or(module),
            name,
        })
    }

    /// The provider of Terraform.
    pub fn provider(&self) -> &'t str {
        match self.package {
            "azure" | "azure-native" | "azure-native-v2" => "azurerm",
            "gcp" | "google-native" => "google",
            "aws-native" | "aws-apigateway" => "aws",
            package => package,
        }
    }

    /// Whether its attributes are those of Terraform, with other capitals and lists in the plural.
    pub fn is_of_terraform(&self) -> bool {
        !self.package.ends_with("-native")
    }

    /// The family of its types in the tables, and what it is called there.
    pub fn family(&self, token: &str, tables: &Tables) -> (&'static str, String) {
        match self.package {
            "aws-native" => {
                let name = format!("AWS::{}::{}", self.module, self.name);
                ("cloudformation", name)
            }
            "azure-native" | "azure-native-v2" => {
                let plain = format!("azure-native:{}:{}", self.module, self.name);
                if tables.named_elsewhere("pulumi", &plain).is_some() {
                    return ("pulumi", plain);
                }
                let arm = tables.of_arm(self.module, self.name);
                ("arm", arm.map_or(plain, str::to_owned))
            }
            _ => ("pulumi", token.to_owned()),
        }
    }

    /// What Terraform may call it.
    pub fn guesses(&self) -> Vec<String> {
        // `BucketV2` is a bucket.
        let name = self.name.trim_end_matches(|ch: char| ch.is_ascii_digit());
        let name = match name.strip_suffix('V') {
            Some(plain) if name.len() < self.name.len() => plain,
            _ => self.name,
        };
        let (provider, name) = (self.provider(), snake(name));
        let module = self.module.to_lowercase();
        let mut all = vec![
            format!("{provider}_{module}_{name}"),
            format!("{provider}_{}_{name}", snake(self.module)),
        ];
        // A single word may be the name of something else of another module: `rds` has instances, too.
        if name.contains('_') || ["ec2", "core", "compute", "index"].contains(&module.as_str()) {
            all.push(format!("{provider}_{name}"));
        }
        all
    }
}
