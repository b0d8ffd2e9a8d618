//! One link: its redirects, its further tries, and its text up to a limit.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, Url};

use super::address::refused;
use super::resolve::Refused;
use super::robots::{Rules, kept_out};
use super::{Settings, text};
use crate::citations::hosts::Hosts;
use crate::citations::response::{Answer, NO_CONNECTION};

/// So many redirects are followed.
const REDIRECTS: usize = 10;
/// Of a host that did not answer so many links in a row, no further one is asked for.
const WAITS: u32 = 2;
/// The words for a host that takes too long.
const NO_ANSWER: &str = "it does not answer in time";

/// What one request brought.
pub(super) enum Got {
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
pub(super) async fn fetch(hosts: &Hosts<'_>, url: &str) -> Answer {
    let mut at = match Url::parse(url) {
        Ok(url) => url,
        Err(error) => return Answer::NotLooked(format!("it is no address: {error}")),
    };
    let mut moved: Option<String> = None;
    let mut for_good = true;
    for _ in 0..=REDIRECTS {
        match with_rules(hosts, &at).await {
            Got::Text(status, kind, bytes) => {
                return Answer::There {
                    status: status.as_u16(),
                    digest: text::digest(&kind, &bytes),
                    moved,
                };
            }
            Got::Elsewhere(to, permanent) => {
                for_good &= permanent;
                // A move counts as far as it is for good.
                if for_good {
                    moved = Some(to.to_string());
                }
                at = to;
            }
            Got::Status(status, _) => return of_status(status),
            Got::Failed(why) => return Answer::Unreachable(why),
            Got::Refused(why) => return Answer::NotLooked(why),
        }
    }
    Answer::Unreachable(format!("it leads on more than {REDIRECTS} times"))
}

fn of_status(status: StatusCode) -> Answer {
    let said = format!("it answers {status}");
    match status.as_u16() {
        404 | 410 => Answer::Gone(said),
        401 | 402 | 403 | 407 | 451 => {
            Answer::NotLooked(format!("{said}: not for everybody to see"))
        }
        _ => Answer::Unreachable(said),
    }
}

/// Asks for an address if its host lets us.
async fn with_rules(hosts: &Hosts<'_>, at: &Url) -> Got {
    if let Err(why) = may_ask(at, hosts.settings()) {
        return Got::Refused(why);
    }
    let visited = hosts.host(at).await;
    let mut host = visited.lock().await;
    if let Some(why) = &host.silent {
        return Got::Failed(why.clone());
    }
    if host.rules.is_none() {
        host.rules = Some(rules_of(hosts, at, &mut host.last).await);
    }
    let rules = host.rules.as_ref();
    if !rules.is_none_or(|rules| rules.allow(at)) {
        return Got::Refused(kept_out());
    }
    let pause = rules.and_then(Rules::pause);
    let settings = hosts.settings();
    let mut wait = settings.pause;
    let mut tries = 0;
    loop {
        hosts.wait_turn(&mut host.last, pause).await;
        let got = ask(hosts.client(), at, settings.limit).await;
        let again = match &got {
            Got::Failed(_) => Some(wait),
            Got::Status(status, after) if is_busy(*status) => Some(after.unwrap_or(wait)),
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
                    Got::Failed(why) if why == NO_ANSWER => host.waits + 1,
                    _ => 0,
                };
                if let Got::Failed(why) = &got
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
async fn rules_of(hosts: &Hosts<'_>, at: &Url, last: &mut Option<tokio::time::Instant>) -> Rules {
    let mut file = at.clone();
    file.set_path("/robots.txt");
    file.set_query(None);
    file.set_fragment(None);
    for _ in 0..5 {
        if may_ask(&file, hosts.settings()).is_err() {
            return Rules::none();
        }
        hosts.wait_turn(last, None).await;
        match ask(hosts.client(), &file, super::robots::LIMIT).await {
            Got::Text(_, _, bytes) => return Rules::of(&bytes),
            Got::Elsewhere(to, _) => file = to,
            Got::Status(status, _) if is_busy(status) => return Rules::nothing(),
            // Where no server answers, looking up the link itself reports it.
            Got::Status(..) | Got::Failed(_) | Got::Refused(_) => return Rules::none(),
        }
    }
    Rules::none()
}

async fn ask(client: &Client, at: &Url, limit: u64) -> Got {
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
            Some(Ok(to)) => Got::Elsewhere(to, permanent),
            Some(Err(error)) => Got::Failed(format!("it leads on to what is no address: {error}")),
            None => Got::Status(status, None),
        };
    }
    if !status.is_success() {
        let after = response.headers().get(RETRY_AFTER);
        let seconds = after.and_then(|after| after.to_str().ok()?.trim().parse().ok());
        return Got::Status(status, seconds.map(Duration::from_secs));
    }
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or("")
        .to_owned();
    match read(response, limit).await {
        Ok(bytes) => Got::Text(status, kind, bytes),
        Err(got) => got,
    }
}

async fn read(mut response: Response, limit: u64) -> Result<Vec<u8>, Got> {
    let too_large = || Got::Refused(format!("its text has more than {limit} bytes"));
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
fn failed(error: &reqwest::Error) -> Got {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(refused) = error.downcast_ref::<Refused>() {
            return Got::Refused(refused.to_string());
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
    Got::Failed(words.to_owned())
}
