//! What was seen in the last texts. A check reads the text of a notice on each day that it judges and with each
//! change that it tries, and nearly always it is the same text.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::blocks::Block;
use super::statement::Says;
use crate::notice::text::PublishedText;

/// How many texts are remembered: the documents and versions of one estate.
const REMEMBERED: usize = 16;

/// Statements by the place of their sentences.
pub(super) type Placed = Arc<[(Range<usize>, Says)]>;

static LAST: Mutex<VecDeque<(String, Placed)>> = Mutex::new(VecDeque::new());

/// What is seen in the blocks of a text: as remembered, or by `read`.
pub(super) fn remembered(
    published: &PublishedText,
    blocks: &[Block],
    read: impl FnOnce() -> Placed,
) -> Placed {
    let key = key(published, blocks);
    let last = || LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let known = last().iter().find(|(it, _)| *it == key).cloned();
    if let Some((_, placed)) = known {
        return placed;
    }
    let placed = read();
    let mut last = last();
    last.truncate(REMEMBERED - 1);
    last.push_front((key, placed.clone()));
    placed
}

/// All that a reader goes by: the blocks, each with its kind, its place and its words.
fn key(published: &PublishedText, blocks: &[Block]) -> String {
    let mut key = String::new();
    for block in blocks {
        let place = block.line.original(0..block.line.low().len());
        let place = place.unwrap_or(0..0);
        let words = published.text().get(place.clone()).unwrap_or("");
        // Writing to a string does not fail.
        let _ = write!(
            key,
            "{:?} {}..{} {words}\0",
            block.kind, place.start, place.end
        );
    }
    key
}
