//! The hosts that are asked: one request at a time to each, with pauses.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Url};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Settings;
use super::robots::RobotRules;

/// What is known of a host.
#[derive(Debug, Default)]
pub(super) struct Host {
    /// Its rules, once they were asked for.
    pub rules: Option<RobotRules>,
    /// Why it is not asked again: it cannot be connected to, or it has let several requests wait.
    pub silent: Option<String>,
    /// How many links in a row it has not answered in time.
    pub waits: u32,
    /// When it was asked last.
    pub last: Option<Instant>,
}

/// All hosts, and how they are asked.
pub(super) struct Hosts<'s> {
    settings: &'s Settings,
    client: Client,
    known: Mutex<BTreeMap<String, Arc<Mutex<Host>>>>,
}

impl<'s> Hosts<'s> {
    /// No host known yet.
    pub fn new(settings: &'s Settings, client: Client) -> Self {
        Self {
            settings,
            client,
            known: Mutex::default(),
        }
    }

    pub fn settings(&self) -> &Settings {
        self.settings
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The host of an address; who holds it asks it alone.
    pub async fn host(&self, at: &Url) -> Arc<Mutex<Host>> {
        let origin = at.origin().ascii_serialization();
        let mut known = self.known.lock().await;
        Arc::clone(known.entry(origin).or_default())
    }

    /// Waits until a host may be asked again.
    pub async fn wait_turn(&self, last: &mut Option<Instant>, asked_for: Option<Duration>) {
        let pause = asked_for.unwrap_or_default().min(self.settings.patience);
        let pause = pause.max(self.settings.pause);
        if let Some(last) = *last {
            tokio::time::sleep_until(last + pause).await;
        }
        *last = Some(Instant::now());
    }
}
