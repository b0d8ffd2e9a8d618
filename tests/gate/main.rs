//! What a gate writes: the faces for build servers, several outputs of one run, what was accepted and
//! what was there before.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

#[path = "../common/mod.rs"]
mod common;

mod baseline;
mod faces;
mod hostile;
mod outputs;
mod waivers;

/// Snapshots of this binary.
fn snapshots(compare: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/gate");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(compare);
}
