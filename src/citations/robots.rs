//! What `robots.txt` says (RFC 9309).

use std::time::Duration;

use robotxt::Robots;

use super::AGENT;

/// The product token by which rules name us.
const TOKEN: &str = "fairnotice";

/// As much of the file is read, as RFC 9309 asks for at least.
pub const LIMIT: u64 = 512 * 1024;

/// The rules of a host.
#[derive(Debug)]
pub struct RobotRules(Option<Robots>);

impl RobotRules {
    /// What a file says.
    pub fn of(text: &[u8]) -> Self {
        Self(Some(Robots::from_bytes(text, TOKEN)))
    }

    /// Of a host that has no such file, all may be asked.
    pub fn none() -> Self {
        Self(None)
    }

    /// Of a host whose file cannot be had, nothing may be asked (RFC 9309, section 2.3.1.4).
    pub fn nothing() -> Self {
        Self(Some(Robots::from_always(false, TOKEN)))
    }

    /// Whether an address may be asked.
    pub fn allow(&self, url: &reqwest::Url) -> bool {
        self.0
            .as_ref()
            .is_none_or(|robots| robots.is_relative_allowed(&path(url)))
    }

    /// How long it asks to be left alone between two requests.
    pub fn pause(&self) -> Option<Duration> {
        self.0.as_ref().and_then(Robots::crawl_delay)
    }
}

fn path(url: &reqwest::Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// The sentence of one who is kept out.
pub fn kept_out() -> String {
    format!("its robots.txt asks {AGENT} to stay away")
}
