//! Looking links up, over real sockets: servers that behave well, that are slow, that lie and that lead
//! elsewhere; what becomes of `evidence.lock`; and what policies find of it.

mod calls;
mod links;
mod server;

use std::time::Duration;

use fairnotice::citations::Settings;
use server::Server;

/// Allowed to ask these servers, and in no hurry: other tests keep the machine busy. Where
/// a test waits for the end of patience, it sets its own.
pub fn settings(servers: &[&Server]) -> Settings {
    Settings {
        parallel: 4,
        timeout: Duration::from_secs(30),
        limit: 64 * 1024,
        retries: 2,
        pause: Duration::from_millis(5),
        patience: Duration::from_millis(50),
        deadline: Duration::from_secs(120),
        own: servers.iter().map(|server| server.host.clone()).collect(),
    }
}
