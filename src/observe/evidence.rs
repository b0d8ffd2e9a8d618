//! `inspection.json` or `inspection.yml` of the Website Evidence Collector, with which the European Data Protection
//! Supervisor inspects sites: the hosts that pages sent requests to, the cookies and other items that were stored.
//! Links on pages are no communication and are not read.

use super::gather::{self, Gather, cookie_name};
use super::header;
use super::host::{of_authority, plain};
use super::model::{Lifetime, Seen, SeenCookie, SeenKind};
use super::node::{self, host_in, number, part_of, text, text_of};
use super::times;
use super::{ObservationFormat, Observed, ObservedSource};
use crate::import::FileKind;
use crate::input::{InputError, InputErrorKind, Node, NodeKind, Span};

const INSPECTION: FileKind = FileKind {
    id: "evidence-collector",
    name: "inspection of the Website Evidence Collector",
};

const WHAT: &str = "an inspection of the Website Evidence Collector";

/// Inspections.
#[derive(Debug)]
pub(super) struct EvidenceCollector;

impl ObservationFormat for EvidenceCollector {
    fn kind(&self) -> FileKind {
        INSPECTION
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &[
            "hosts",
            "requests",
            "thirdParty",
            "firstParty",
            "cookies",
            "name",
            "localStorage",
            "beacons",
            "url",
        ]
    }

    fn recognises(&self, source: &ObservedSource<'_>) -> bool {
        let begin = source.begin();
        let has = |key: &str| {
            begin.contains(&format!("\"{key}\":"))
                || begin
                    .lines()
                    .any(|line| line.starts_with(&format!("{key}:")))
        };
        has("uri_ins") && (has("uri_dest") || has("uri_refs"))
    }

    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>> {
        let document = if source.begin().starts_with('{') {
            node::json(source, source.text, WHAT)
        } else {
            node::yaml(source, WHAT)
        };
        let document = document.map_err(|error| vec![error])?;
        // Other tools begin their inspections in the same way, and list hosts elsewhere.
        let listed = document.get("hosts").and_then(|it| it.get("requests"));
        let lists = ["firstParty", "thirdParty"];
        if !listed.is_some_and(|it| lists.iter().any(|key| it.get(key).is_some())) {
            let start = Span::new(source.file, 0, 0);
            let message = "this inspection has no `firstParty` and `thirdParty` under `requests` of `hosts`, where the Website Evidence Collector lists those that it saw";
            let error = InputError::new(InputErrorKind::MissingKey, start, message);
            return Err(vec![error.help(
                "give an `inspection.json` of the Website Evidence Collector, or save the visit in a browser as HAR",
            )]);
        }
        let mut gather = Gather::default();
        let times = Times {
            first: text_of(&document, "start_time").and_then(times::of_text),
            last: text_of(&document, "end_time").and_then(times::of_text),
        };
        requests(source, &document, times, &mut gather);
        websockets(source, &document, times, &mut gather);
        cookies(source, &document, &mut gather);
        storage(source, &document, times, &mut gather);
        let mut read = gather.finish(source, INSPECTION);
        let host = |key: &str| {
            document
                .get(key)
                .and_then(|it| host_in(source, it))
                .map(|(host, _)| host)
        };
        let site = host("uri_dest").or_else(|| host("uri_ins"));
        read.observation.way = host("uri_ins")
            .into_iter()
            .chain(redirects(&document))
            .filter(|it| Some(it) != site.as_ref())
            .collect();
        read.observation.is_page = site.is_some();
        read.observation.site = site;
        Ok(read)
    }
}

/// From when to when pages were visited.
#[derive(Clone, Copy)]
struct Times {
    first: Option<jiff::Timestamp>,
    last: Option<jiff::Timestamp>,
}

fn redirects(document: &Node) -> Vec<String> {
    let list = document.get("uri_redirects").map_or(&[][..], Node::items);
    let hosts = list.iter().filter_map(text).filter_map(super::host_of);
    hosts.map(|(host, _)| host).collect()
}

/// The hosts of requests. An inspection does not count them; it counts those that lists of trackers name.
fn requests(source: &ObservedSource<'_>, document: &Node, times: Times, gather: &mut Gather) {
    let hosts = document.get("hosts").and_then(|it| it.get("requests"));
    let lists = ["firstParty", "thirdParty"];
    let lists = lists.iter().filter_map(|key| hosts?.get(key));
    for host in lists.flat_map(Node::items) {
        let Some((name, written)) = text(host).and_then(|it| Some((of_authority(it)?, it))) else {
            continue;
        };
        gather.events += 1;
        let (name, range) = name;
        let word = written.get(range).unwrap_or("");
        gather.add(Seen {
            first: times.first,
            last: times.last,
            ..gather::seen(name, SeenKind::Request, part_of(source, host, word))
        });
    }
    for beacon in document.get("beacons").map_or(&[][..], Node::items) {
        let Some((host, span)) = beacon.get("url").and_then(|it| host_in(source, it)) else {
            continue;
        };
        let count = ["occurrances", "occurrences"];
        let count = count
            .iter()
            .find_map(|key| number(beacon.get(key)?))
            .unwrap_or(1.0);
        gather.events += 1;
        gather.add(Seen {
            first: times.first,
            last: times.last,
            // The host itself is in the list of hosts already.
            count: (count.max(1.0) as u64).saturating_sub(1),
            ..gather::seen(host, SeenKind::Request, span)
        });
    }
}

/// The hosts of connections that stay open, which are no requests. Their addresses are keys.
fn websockets(source: &ObservedSource<'_>, document: &Node, times: Times, gather: &mut Gather) {
    let lists = ["websockets", "websocketLog"];
    let lists = lists.iter().filter_map(|key| document.get(key));
    for list in lists {
        if let NodeKind::Map(all) = &list.kind {
            for (key, _) in all {
                let Some((host, _)) = super::host_of(&key.name) else {
                    continue;
                };
                let span = in_key(source, key.span, &host);
                gather.events += 1;
                gather.add(Seen {
                    first: times.first,
                    last: times.last,
                    ..gather::seen(host, SeenKind::Request, span)
                });
            }
        }
        for item in list.items() {
            let address = item.get("url").unwrap_or(item);
            let Some((host, span)) = host_in(source, address) else {
                continue;
            };
            gather.events += 1;
            gather.add(Seen {
                first: times.first,
                last: times.last,
                ..gather::seen(host, SeenKind::Request, span)
            });
        }
    }
}

/// Where a host is in a key; the first byte of the key where it is written in another way.
fn in_key(source: &ObservedSource<'_>, key: Span, host: &str) -> Span {
    let written = source
        .text
        .get(key.start as usize..key.end as usize)
        .unwrap_or("");
    let (from, length) = match written.find(host) {
        Some(from) => (from, host.len()),
        None => (0, 0),
    };
    let start = key.start + from as u32;
    Span::new(source.file, start, start + length as u32)
}

fn cookies(source: &ObservedSource<'_>, document: &Node, gather: &mut Gather) {
    for cookie in document.get("cookies").map_or(&[][..], Node::items) {
        let host = text_of(cookie, "domain").and_then(|it| plain(it.trim_start_matches('.')));
        let name = cookie.get("name").and_then(|it| Some((it, text(it)?)));
        let (Some(host), Some((node, name))) = (host, name) else {
            continue;
        };
        let at = cookie.get("log").and_then(|it| text_of(it, "timestamp"));
        let at = at.and_then(times::of_text);
        let is_session = matches!(
            cookie.get("session").map(|it| &it.kind),
            Some(NodeKind::Bool(true))
        );
        let days = cookie.get("expiresDays").and_then(number);
        let until = text_of(cookie, "expiresUTC").and_then(times::of_text);
        let lifetime = match (is_session, days, until) {
            (true, ..) => Lifetime::Session,
            (false, Some(days), _) => Lifetime::Seconds((days * 86_400.0) as i64),
            (false, None, Some(until)) => header::between(at, until),
            (false, None, None) => Lifetime::NotStated,
        };
        if !header::keeps(lifetime) {
            continue;
        }
        gather.events += 1;
        let kept = cookie_name(name);
        let shown = if kept == name { name } else { "" };
        gather.add(Seen {
            first: at,
            last: at,
            cookie: Some(SeenCookie {
                name: kept,
                lifetime,
            }),
            ..gather::seen(host, SeenKind::Cookie, part_of(source, node, shown))
        });
    }
}

/// What else is stored on the device, by host.
fn storage(source: &ObservedSource<'_>, document: &Node, times: Times, gather: &mut Gather) {
    let Some(NodeKind::Map(hosts)) = document.get("localStorage").map(|it| &it.kind) else {
        return;
    };
    for (key, items) in hosts {
        let address = super::host_of(&key.name);
        let Some((host, _)) = address.or_else(|| of_authority(&key.name)) else {
            continue;
        };
        let NodeKind::Map(items) = &items.kind else {
            continue;
        };
        gather.events += 1;
        let span = in_key(source, key.span, &host);
        gather.add(Seen {
            first: times.first,
            last: times.last,
            count: items.len() as u64,
            ..gather::seen(host, SeenKind::Storage, span)
        });
    }
}
