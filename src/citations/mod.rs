//! What an estate cites, looked up: the published notice, the documents of contracts, lists of
//! sub-processors. The only module that uses the network, and only when it is called.
//!
//! It is polite: one request to a host at a time, with pauses; it asks `robots.txt` (RFC 9309) first, says
//! who it is, and honours `Retry-After`. And it is careful: no address that only exists within a machine
//! or a network is asked, however the link comes to it, by number, by name or by a redirect; nothing
//! larger than a limit is read, and nothing waits longer than another.

mod address;
mod crawl;
mod fetch;
mod hosts;
mod lock;
mod markup;
mod resolve;
mod response;
mod robots;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeSet;
use std::time::Duration;

pub use crawl::look_up;
pub use lock::{LOCK_VERSION, accept, renewed, write_lock};
pub use response::{LinkAnswer, LinkResult};

/// How links are looked up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// As many hosts are asked at once.
    pub parallel: usize,
    /// How long one request may take, its text included.
    pub timeout: Duration,
    /// How many bytes a text may have.
    pub limit: u64,
    /// How often one more is tried where a host is busy or does not answer.
    pub retries: u32,
    /// How long is waited between two requests to one host, and before the first of further tries; each
    /// one more waits twice as long.
    pub pause: Duration,
    /// The longest that a host may ask to be left alone for.
    pub patience: Duration,
    /// How long all may take together; what was not looked up by then is left as it was.
    pub deadline: Duration,
    /// Hosts with ports (`127.0.0.1:8080`) that are asked although they are within this machine: for
    /// tests, which bring their own server. The command line has no way to say this.
    pub own: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            parallel: 8,
            timeout: Duration::from_secs(30),
            limit: 20 * 1024 * 1024,
            retries: 2,
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(30),
            deadline: Duration::from_secs(30 * 60),
            own: BTreeSet::new(),
        }
    }
}

/// How it calls itself.
pub const AGENT: &str = concat!("fairnotice/", env!("CARGO_PKG_VERSION"));
