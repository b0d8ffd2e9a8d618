//! Timelines: that the days on which something can change are all of them, what the estate of EIS
//! shows over the years, and the verb as a user meets it.

mod calls;
mod eis;
mod every_day;
mod generate;
mod seen;

use crate::support;

/// Snapshots of this module.
fn snapshots(test: impl FnOnce()) {
    support::snapshots("timeline", test);
}
