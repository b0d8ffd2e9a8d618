//! What a check writes in CI: the formats for build servers, several outputs of one run, what was
//! waived and what was there before.

mod action;
mod baseline;
mod ci_formats;
mod hostile;
mod moved;
mod outputs;
mod pre_commit;
mod since;
mod waivers;

use crate::support;

/// Snapshots of this module.
fn snapshots(compare: impl FnOnce()) {
    support::snapshots("gate", compare);
}
