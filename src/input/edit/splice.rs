//! A place of a text and what it has instead; several of them in one text.

use std::ops::Range;

use super::line_feed;

/// A place of a text, and what it has instead.
#[derive(Debug, Clone)]
pub(super) struct Splice {
    /// The bytes that go.
    pub at: Range<usize>,
    /// What comes in their place.
    pub with: String,
    /// The bytes from which that was worked out. Of two edits in which these meet, the second is worked out again.
    pub zone: Range<usize>,
    /// Where the list begins at whose end it adds; others may add there too, one behind the other.
    pub list: Option<usize>,
}

impl Splice {
    /// Words in place of some bytes, of which alone they are about.
    pub fn new(at: Range<usize>, with: impl Into<String>) -> Self {
        Self {
            zone: at.clone(),
            with: with.into(),
            list: None,
            at,
        }
    }

    /// The same, worked out from these bytes too.
    pub fn within(mut self, zone: Range<usize>) -> Self {
        self.zone = self.zone.start.min(zone.start)..self.zone.end.max(zone.end);
        self
    }

    /// The same at the end of a list, behind what others add there.
    pub fn at_end_of(mut self, list: usize) -> Self {
        self.list = Some(list);
        self
    }

    /// Whether an edit before this one changes nothing for it.
    pub fn agrees(&self, earlier: &Self) -> bool {
        let apart = self.zone.end < earlier.zone.start || earlier.zone.end < self.zone.start;
        apart || self.list.is_some() && self.list == earlier.list
    }
}

/// A text with edits that agree with each other. Lines that are added end as those of the text do.
pub(super) fn applied(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    // What is added to one list stays in its order.
    splices.sort_by_key(|it| it.at.start);
    let mut out = String::with_capacity(text.len());
    let (mut done, feed) = (0, line_feed(text));
    for it in splices {
        if it.at.start >= done {
            out.push_str(text.get(done..it.at.start)?);
            done = it.at.end;
        }
        out.push_str(&it.with.replace('\n', feed));
    }
    out.push_str(text.get(done..)?);
    Some(out)
}
