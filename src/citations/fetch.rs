//! One link: its redirects, its further tries, and its text up to a limit.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, Url};

use super::address::refused;
use super::resolve::Refused;
use super::robots::{RobotRules, kept_out};
use super::{Settings, text};
use crate::citations::hosts::Hosts;
use crate::citations::response::{LinkAnswer, NO_CONNECTION};

/// So many redirects are followed.
const REDIRECTS: usize = 10;
/// Of a host that did not answer so many links in a row, no further one is asked for.
const WAITS: u32 = 2;
/// The words for a host that takes too long.
const NO_ANSWER: &str = "it does not answer in time";

/// What one request brought.
pub(super) enum Fetched {
    /// A text with its status and its type.
    Text(StatusCode, String, Vec<u8>),
    /// Somewhere else, for good or not.
    Elsewhere(Url, bool),
    /// A status without a text that is of use, and how long to wait before another try.
    Status(StatusCode, Option<Duration>),
    /// No answer, in words.
    Failed(String),
    /// What is not asked for, in words.
    Refused(String),
}

/// Looks a link up.
pub(super) async fn fetch(hosts: &Hosts<'_>, url: &str) -> LinkAnswer {
    let mut at = match Url::parse(url) {
        Ok(url) => url,
        Err(error) => return LinkAnswer::NotLooked(format!("it is no address: {error}")),
    };
    let mut moved: Option<String> = None;
    let mut for_good = true;
    for _ in 0..=REDIRECTS {
        match with_rules(hosts, &at).await {
            Fetched::Text(status, kind, bytes) => {
                // A page may take long to read: requests, the deadline and `Ctrl-C` go on meanwhile.
                let read = tokio::task::spawn_blocking(move || text::digest(&kind, &bytes)).await;
                return match read {
                    Ok(digest) => LinkAnswer::There {
                        status: status.as_u16(),
                        digest,
                        moved,
                    },
                    Err(_) => LinkAnswer::Unreachable("its text cannot be read".to_owned()),
                };
            }
            Fetched::Elsewhere(to, permanent) => {
                for_good &= permanent;
                // A move counts as far as it is for good.
                if for_good {
                    moved = Some(to.to_string());
                }
                at = to;
            }
            Fetched::Status(status, _) => return of_status(status),
            Fetched::Failed(why) => return LinkAnswer::Unreachable(why),
            Fetched::Refused(why) => return LinkAnswer::NotLooked(why),
        }
    }
    LinkAnswer::Unreachable(format!("it leads on more than {REDIRECTS} times"))
}

fn of_status(status: StatusCode) -> LinkAnswer {
    let said = format!("it answers {status}");
    match status.as_u16() {
        404 | 410 => LinkAnswer::Gone(said),
        401 | 402 | 403 | 407 | 451 => {
            LinkAnswer::NotLooked(format!("{said}: not for everybody to see"))
        }
        _ => LinkAnswer::Unreachable(said),
    }
}

/// Asks for an address if its host lets us.
async fn with_rules(hosts: &Hosts<'_>, at: &Url) -> Fetched {
    if let Err(why) = may_ask(at, hosts.settings()) {
        return Fetched::Refused(why);
    }
    let visited = hosts.host(at).await;
    let mut host = visited.lock().await;
    if let Some(why) = &host.silent {
        return Fetched::Failed(why.clone());
    }
    if host.rules.is_none() {
        host.rules = Some(rules_of(hosts, at, &mut host.last).await);
    }
    let rules = host.rules.as_ref();
    if !rules.is_none_or(|rules| rules.allow(at)) {
        return Fetched::Refused(kept_out());
    }
    let pause = rules.and_then(RobotRules::pause);
    let settings = hosts.settings();
    let mut wait = settings.pause;
    let mut tries = 0;
    loop {
        hosts.wait_turn(&mut host.last, pause).await;
        let got = ask(hosts.client(), at, settings.limit).await;
        let again = match &got {
            Fetched::Failed(_) => Some(wait),
            Fetched::Status(status, after) if is_busy(*status) => Some(after.unwrap_or(wait)),
            _ => None,
        };
        match again {
            Some(long) if tries < settings.retries && host.waits == 0 => {
                tokio::time::sleep(long.min(settings.patience)).await;
                tries += 1;
                wait *= 2;
            }
            _ => {
                host.waits = match &got {
                    Fetched::Failed(why) if why == NO_ANSWER => host.waits + 1,
                    _ => 0,
                };
                if let Fetched::Failed(why) = &got
                    && (why == NO_CONNECTION || host.waits >= WAITS)
                {
                    host.silent = Some(why.clone());
                }
                return got;
            }
        }
    }
}

fn is_busy(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
}

/// Whether an address may be asked at all; names are looked at when they are resolved.
fn may_ask(at: &Url, settings: &Settings) -> Result<(), String> {
    if !matches!(at.scheme(), "http" | "https") {
        return Err(format!("`{}:` is no address of the web", at.scheme()));
    }
    if !at.username().is_empty() || at.password().is_some() {
        return Err("it holds a password".to_owned());
    }
    let own = settings.own.contains(at.authority());
    let number = at.host_str().and_then(|host| {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        bare.parse().ok()
    });
    match number.and_then(refused) {
        Some(why) if !own => Err(Refused(why).to_string()),
        _ => Ok(()),
    }
}

/// The rules of a host. A file that is not there rules nothing out; one that cannot be had, all.
async fn rules_of(
    hosts: &Hosts<'_>,
    at: &Url,
    last: &mut Option<tokio::time::Instant>,
) -> RobotRules {
    let mut file = at.clone();
    file.set_path("/robots.txt");
    file.set_query(None);
    file.set_fragment(None);
    for _ in 0..5 {
        if may_ask(&file, hosts.settings()).is_err() {
            return RobotRules::none();
        }
        hosts.wait_turn(last, None).await;
        match ask(hosts.client(), &file, super::robots::LIMIT).await {
            Fetched::Text(_, _, bytes) => return RobotRules::of(&bytes),
            Fetched::Elsewhere(to, _) => file = to,
            Fetched::Status(status, _) if is_busy(status) => return RobotRules::nothing(),
            // Where no server answers, looking up the link itself reports it.
            Fetched::Status(..) | Fetched::Failed(_) | Fetched::Refused(_) => {
                return RobotRules::none();
            }
        }
    }
    RobotRules::none()
}

async fn ask(client: &Client, at: &Url, limit: u64) -> Fetched {
    let response = match client.get(at.clone()).send().await {
        Ok(response) => response,
        Err(error) => return failed(&error),
    };
    let status = response.status();
    if status.is_redirection() {
        let to = response.headers().get(LOCATION);
        let to = to.and_then(|to| to.to_str().ok());
        let permanent = matches!(status.as_u16(), 301 | 308);
        return match to.map(|to| at.join(to)) {
            Some(Ok(to)) => Fetched::Elsewhere(to, permanent),
            Some(Err(error)) => {
                Fetched::Failed(format!("it leads on to what is no address: {error}"))
            }
            None => Fetched::Status(status, None),
        };
    }
    if !status.is_success() {
        let after = response.headers().get(RETRY_AFTER);
        let seconds = after.and_then(|after| after.to_str().ok()?.trim().parse().ok());
        return Fetched::Status(status, seconds.map(Duration::from_secs));
    }
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or("")
        .to_owned();
    match read(response, limit).await {
        Ok(bytes) => Fetched::Text(status, kind, bytes),
        Err(got) => got,
    }
}

async fn read(mut response: Response, limit: u64) -> Result<Vec<u8>, Fetched> {
    let too_large = || Fetched::Refused(format!("its text has more than {limit} bytes"));
    if response
        .content_length()
        .is_some_and(|length| length > limit)
    {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                bytes.extend_from_slice(&chunk);
                if bytes.len() as u64 > limit {
                    return Err(too_large());
                }
            }
            Ok(None) => return Ok(bytes),
            Err(error) => return Err(failed(&error)),
        }
    }
}

/// Why there is no answer, in words that are the same every time.
fn failed(error: &reqwest::Error) -> Fetched {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(refused) = error.downcast_ref::<Refused>() {
            return Fetched::Refused(refused.to_string());
        }
        cause = error.source();
    }
    let words = if error.is_timeout() {
        NO_ANSWER
    } else if error.is_connect() {
        NO_CONNECTION
    } else if error.is_body() || error.is_decode() {
        "its answer breaks off"
    } else {
        "what it answers cannot be understood"
    };
    Fetched::Failed(words.to_owned())
}
