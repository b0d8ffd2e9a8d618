//! What a gate writes: the faces for build servers, several outputs of one run, what was accepted and
//! what was there before.

mod action;
mod baseline;
mod faces;
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
