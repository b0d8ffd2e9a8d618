//! `evidence.lock`: what was seen of each link, and which text it was cited for.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::citations::response::{LinkAnswer, LinkResult};
use crate::estate::model::{Changed, Seen};

/// The version of the format.
pub const LOCK_VERSION: u32 = 1;

/// What is known after looking links up: `known` is what was known before. A text that is another than
/// the one it was cited for stays marked so until it is recorded by [`accept`]; links that are cited no
/// more are dropped.
pub fn renewed(
    known: &BTreeMap<String, Seen>,
    results: &[LinkResult],
    day: Date,
) -> BTreeMap<String, Seen> {
    let entry = |result: &LinkResult| {
        let before = known.get(&result.url);
        let state = result.answer.state();
        let since = before.filter(|before| before.state == state);
        let (digest, changed) = texts(before, &result.answer, day);
        let seen = Seen {
            state,
            why: result.answer.why().map(str::to_owned),
            moved: match &result.answer {
                LinkAnswer::There { moved, .. } => moved.clone(),
                _ => None,
            },
            looked: day,
            since: since.map_or(day, |before| before.since),
            digest,
            changed,
        };
        (result.url.clone(), seen)
    };
    results.iter().map(entry).collect()
}

fn texts(
    before: Option<&Seen>,
    answer: &LinkAnswer,
    day: Date,
) -> (Option<String>, Option<Changed>) {
    let cited = before.and_then(|before| before.digest.clone());
    let known = before.and_then(|before| before.changed.clone());
    let LinkAnswer::There { digest, .. } = answer else {
        return (cited, known);
    };
    match cited {
        None => (Some(digest.clone()), None),
        Some(cited) if cited == *digest => (Some(cited), None),
        Some(cited) => {
            let same = known.filter(|known| known.digest == *digest);
            let changed = same.unwrap_or(Changed {
                on: day,
                digest: digest.clone(),
            });
            (Some(cited), Some(changed))
        }
    }
}

/// Takes the text that a link leads to now for the one that it is cited for. Whether it had changed.
pub fn accept(seen: &mut Seen) -> bool {
    match seen.changed.take() {
        Some(changed) => {
            seen.digest = Some(changed.digest);
            true
        }
        None => false,
    }
}

#[derive(Serialize)]
struct Lock<'a> {
    version: u32,
    evidence: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    url: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<&'a str>,
    looked: String,
    since: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<ChangedEntry<'a>>,
}

#[derive(Serialize)]
struct ChangedEntry<'a> {
    on: String,
    digest: &'a str,
}

/// Writes the file: JSON, in the order of the links.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_lock(seen: &BTreeMap<String, Seen>, out: &mut dyn Write) -> io::Result<()> {
    let entries = seen.iter().map(|(url, seen)| Entry {
        url,
        state: seen.state.as_str(),
        why: seen.why.as_deref(),
        moved: seen.moved.as_deref(),
        looked: seen.looked.to_string(),
        since: seen.since.to_string(),
        digest: seen.digest.as_deref(),
        changed: seen.changed.as_ref().map(|changed| ChangedEntry {
            on: changed.on.to_string(),
            digest: &changed.digest,
        }),
    });
    let lock = Lock {
        version: LOCK_VERSION,
        evidence: entries.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &lock)?;
    out.write_all(b"\n")
}
