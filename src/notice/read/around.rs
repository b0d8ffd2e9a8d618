//! What surrounds a block: the headings above it, and the sentence that leads to it.

use super::people;

/// A heading that is open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    level: u8,
    /// What it says of what is below.
    says: Vec<String>,
    /// The people that it names, where it names no more.
    people: Vec<String>,
}

/// What surrounds a block.
#[derive(Debug, Default, Clone)]
pub(super) struct Around {
    /// The headings that are open.
    headings: Vec<Open>,
    /// What the sentence before a list says of its items.
    pub(super) lead: Vec<String>,
    /// Whether the lead denies what its items say: "We will not:".
    pub(super) denies: bool,
    /// Whether a lead is open, and whether its items have marks.
    pub(super) open: Option<Option<bool>>,
    /// The words of the heading.
    pub(super) heading_words: String,
    /// The words of the lead.
    pub(super) lead_words: String,
    /// Which of the clauses that were found are bases that the lead states.
    pub(super) based: Vec<usize>,
    /// The heading or the question before the next block.
    pub(super) asked: Option<String>,
}

impl Around {
    /// What the nearest heading that says something says.
    pub(super) fn under(&self) -> &[String] {
        let nearest = self.headings.iter().rev().map(|it| &it.says);
        nearest
            .into_iter()
            .find(|says| !says.is_empty())
            .map_or(&[], Vec::as_slice)
    }

    /// The people that the nearest heading names which names some.
    pub(super) fn people(&self) -> &[String] {
        let nearest = self.headings.iter().rev().map(|it| &it.people);
        nearest
            .into_iter()
            .find(|people| !people.is_empty())
            .map_or(&[], Vec::as_slice)
    }

    /// Goes on below a heading with some words, which say something of what is below.
    pub(super) fn heading(&mut self, level: u8, words: &str, says: Vec<String>) {
        while self.headings.last().is_some_and(|it| it.level >= level) {
            self.headings.pop();
        }
        // Below *Who we share it with* people are recipients.
        let others = ["share", "source"];
        let mut above = self.headings.iter().flat_map(|it| &it.says);
        let people = if above.any(|it| others.contains(&it.as_str())) {
            Vec::new()
        } else {
            people::of_heading(words)
        };
        self.headings.push(Open {
            level,
            says,
            people,
        });
        self.close();
    }

    /// Whether a lead is open, and says of its items what a heading says, or the heading says nothing.
    pub(super) fn leads_to(&self, says: &[String]) -> bool {
        self.open.is_some() && (says.is_empty() || says.iter().any(|it| self.lead.contains(it)))
    }

    /// Opens the lead again that was open before.
    pub(super) fn reopen(&mut self, before: Self) {
        self.lead_words = before.lead_words;
        self.lead = before.lead;
        self.denies = before.denies;
        self.open = before.open;
        self.based = before.based;
    }

    pub(super) fn close(&mut self) {
        self.lead_words.clear();
        self.lead.clear();
        self.denies = false;
        self.open = None;
        self.based.clear();
    }
}
