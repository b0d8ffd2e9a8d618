//! Resources of files that are not Terraform's, in its terms: what other tools call their types and
//! attributes is in tables, so that places, copies and periods are found by one set of rules.

mod declarations;
mod item;
mod tree;

/// What represents the parameter of a value that comes from the region that the call names.
pub(super) const CALL: &str = "--region";
/// The same of a value in the ARN of a resource.
pub(super) const ARN: &str = "arn";

pub(super) use declarations::{Listed, Region};
pub(super) use item::{Item, ItemHead, Settings};
pub(super) use tree::{Tree, snake};
