//! Looking links up, over real sockets: servers that behave well, that are slow, that lie and that lead
//! elsewhere; what becomes of `evidence.lock`; and what policies find of it.
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

mod calls;
mod links;
mod server;

use std::time::Duration;

use fairnotice::citations::Settings;
use server::Server;

/// Quick, and allowed to ask these servers.
pub fn settings(servers: &[&Server]) -> Settings {
    Settings {
        parallel: 4,
        timeout: Duration::from_millis(700),
        limit: 64 * 1024,
        retries: 2,
        pause: Duration::from_millis(5),
        patience: Duration::from_millis(50),
        own: servers.iter().map(|server| server.host.clone()).collect(),
    }
}
