//! Where each resource of a file is. What the resource says itself counts before its zone, its ARN,
//! what it is part of, and its provider, in this order; nothing is taken for granted. No importer is
//! known here: what a file says is asked of its [`Declarations`].

mod attribute;
mod declared;
mod fallback;
mod kin;
mod locator;
mod others;
mod replication;
mod shown;
mod unlisted;

pub(super) use declared::{Declarations, Declared, Meaning, ProviderSays, Sensitive};
pub(super) use locator::{Locator, Placed};
