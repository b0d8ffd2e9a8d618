//! Plans and states of Terraform and OpenTofu: finding the document in a file, its resources, and what
//! its configuration says of them.

pub(super) mod address;
pub(super) mod config;
pub(super) mod document;
pub(super) mod path;
pub(super) mod references;
pub(super) mod text;
