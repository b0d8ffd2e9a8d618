//! All links: hosts side by side, the links of one host one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::join_all;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use tokio::sync::Semaphore;

use super::fetch::fetch;
use super::hosts::Hosts;
use super::resolve::NameResolver;
use super::{AGENT, Settings};
use crate::citations::response::LinkResult;

/// Looks links up, each once; `seen` hears of each as soon as it is known. What comes back is in the order
/// of the links; those that were not looked up before the [deadline](Settings::deadline) are left out.
///
/// # Errors
/// In words, when no request can be made at all: the system's certificates cannot be read, say.
pub fn look_up(
    urls: &[String],
    settings: &Settings,
    seen: &mut dyn FnMut(&LinkResult),
) -> Result<Vec<LinkResult>, String> {
    // A program that uses the library may have chosen another; then that one serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the network cannot be used: {error}"))?;
    let results = runtime.block_on(look_all_up(urls, settings, seen));
    // A page that is still being read is not waited for.
    runtime.shutdown_background();
    results
}

async fn look_all_up(
    urls: &[String],
    settings: &Settings,
    seen: &mut dyn FnMut(&LinkResult),
) -> Result<Vec<LinkResult>, String> {
    let names = settings.own.iter().filter_map(|own| own.rsplit_once(':'));
    let resolver = NameResolver {
        own: names.map(|(name, _)| name.to_owned()).collect(),
    };
    let client = Client::builder()
        .user_agent(AGENT)
        .timeout(settings.timeout)
        .connect_timeout(settings.timeout)
        .redirect(Policy::none())
        .referer(false)
        // A proxy would resolve names on its own, and might lead into its own network.
        .no_proxy()
        .dns_resolver(Arc::new(resolver))
        .build()
        .map_err(|error| format!("the network cannot be used: {error}"))?;
    let hosts = Hosts::new(settings, client);
    let mut by_host: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for url in urls {
        let host = Url::parse(url).map(|it| it.origin().ascii_serialization());
        by_host
            .entry(host.unwrap_or_default())
            .or_default()
            .push(url);
    }
    let turns = Semaphore::new(settings.parallel.max(1));
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    let visits = by_host.values().map(|urls| {
        let (hosts, turns, sender) = (&hosts, &turns, sender.clone());
        async move {
            let _turn = turns.acquire().await;
            for url in urls {
                let answer = fetch(hosts, url).await;
                let url = (*url).clone();
                // A receiver that is gone needs no answer.
                let _ = sender.send(LinkResult { url, answer });
            }
        }
    });
    let visits = join_all(visits);
    drop(sender);
    let deadline = tokio::time::Instant::now() + settings.deadline;
    let mut results: Vec<LinkResult> = Vec::new();
    let mut visits = std::pin::pin!(visits);
    let mut done = false;
    loop {
        tokio::select! {
            received = receiver.recv() => match received {
                Some(result) => {
                    seen(&result);
                    results.push(result);
                }
                None => break,
            },
            _ = &mut visits, if !done => done = true,
            () = tokio::time::sleep_until(deadline) => break,
        }
    }
    let places: BTreeMap<&String, usize> = urls.iter().zip(0..).collect();
    results.sort_by_key(|result| places.get(&result.url).copied());
    Ok(results)
}
