//! Files that are known and not read, by what they hold: what each is called, and what to pass instead.

mod by_keys;
mod by_lines;

pub(super) use by_keys::BY_KEYS;
pub(super) use by_lines::{BLOCKS, BY_LINES};

/// A file that is known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// What it is, with its article.
    pub what: &'static str,
    /// What to do instead, as an imperative.
    pub instead: &'static str,
}

/// A kind of file, and the words by which it is known: all words of one of the lists must be there.
#[derive(Debug)]
pub(super) struct Known {
    pub file: Foreign,
    by: &'static [&'static [&'static str]],
}

impl Known {
    /// Whether a file is of the kind. `has` says whether a word is there.
    pub fn fits(&self, has: impl Fn(&&str) -> bool) -> bool {
        self.by.iter().any(|words| words.iter().all(&has))
    }
}

const fn known(
    what: &'static str,
    instead: &'static str,
    by: &'static [&'static [&'static str]],
) -> Known {
    Known {
        file: Foreign { what, instead },
        by,
    }
}

pub(super) const SHOW: &str = "save the plan with `-out`, and pass what `terraform show -json` or `tofu show -json` prints of it";
pub(super) const ARM: &str =
    "pass the ARM template (`bicep build` makes one), with `--region` of its resource group";
pub(super) const STACK: &str = "pass the template of the stack, with `--region` (`aws cloudformation get-template`, `cdk synth`, `sls package`)";
pub(super) const HELM: &str = "pass what `helm template` prints of the chart";
pub(super) const PLAYBOOK: &str =
    "playbooks are not read: pass what is deployed, such as a state or an inventory of the cloud";
pub(super) const KUSTOMIZE: &str = "pass what `kubectl kustomize` prints";
pub(super) const PROGRAM: &str =
    "pass what `pulumi preview --json` or `pulumi stack export` prints";
pub(super) const REPORT: &str =
    "pass the plan or the state itself, as `terraform show -json` or `tofu show -json` prints it";
pub(super) const SYSTEMS: &str = "read it with `fairnotice import systems`, and pass here the plan or the state itself, as `terraform show -json` or `tofu show -json` prints it";
pub(super) const SOPS: &str = "decrypt it (`sops --decrypt FILE`), and pass what that prints";
pub(super) const DEPLOYED: &str =
    "pass what is deployed: a plan or a state, a template, manifests, or an inventory of the cloud";
pub(super) const CLI: &str = "pass an inventory of everything: `aws resourcegroupstaggingapi get-resources`, a snapshot of AWS Config, `az resource list` or `gcloud asset search-all-resources`";
pub(super) const CDK: &str =
    "pass the templates that `cdk synth` writes (`cdk.out/*.template.json`), with `--region`";
