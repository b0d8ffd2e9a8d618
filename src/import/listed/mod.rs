//! Resources of files that are not Terraform's, in its terms: what other tools call their types and
//! attributes is told by tables, so that places, copies and periods are found by one set of rules.

mod declarations;
mod item;
mod tree;

/// What stands for the parameter of a value that comes from the region that the call names.
pub(super) const CALL: &str = "--region";
/// The same of a value that stands in the ARN of a resource.
pub(super) const ARN: &str = "arn";

pub(super) use declarations::{Listed, Region};
pub(super) use item::{Item, ItemHead, Settings};
pub(super) use tree::{Tree, snake};
