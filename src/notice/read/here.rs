//! The place of a sentence: what is above it and before it, and which clauses may be looked for there.

use std::ops::Range;
use std::rc::Rc;

use super::around::Around;
use super::blocks::Block;
use super::clause::{BlockNeed, Clause};
use super::known::Known;
use super::people;

/// The name of the lead that denies its items, in `clauses.json`: *We will not:*.
pub(super) const DENIED: &str = "denied";

/// The name of the lead whose items are recipients.
pub(super) const RECIPIENTS: &str = "share";

/// The place of a sentence.
pub(super) struct Here<'a> {
    pub(super) under: &'a [String],
    pub(super) lead: &'a [String],
    pub(super) label: &'a [String],
    pub(super) heading: bool,
    pub(super) item: bool,
    /// Whether it is a cell under a head that is known: only clauses of that column are looked for.
    pub(super) cell: bool,
    /// Of a cell: the words on data in its row.
    pub(super) row: Option<Rc<str>>,
    /// Of a cell: the words on purposes in its row.
    pub(super) purposes: Option<String>,
    /// Of a cell: the words on places in its row.
    pub(super) place: Option<String>,
    /// Whether the sentence is an item of a lead that denies.
    pub(super) denied: bool,
    /// Whether the sentence is known to deny, so that only what denies is looked for.
    pub(super) denials: bool,
    pub(super) above: Rc<str>,
    /// Whose data the lead or the heading above speaks of.
    pub(super) people: Rc<[String]>,
    /// Where the names of vendors begin in the block.
    pub(super) vendors: Vec<usize>,
}

impl<'a> Here<'a> {
    pub(super) fn of(around: &'a Around, heading: bool, item: bool, label: &'a [String]) -> Self {
        let lead = item.then(|| people::named(&around.lead_words));
        let lead = lead.filter(|people| !people.is_empty());
        Self {
            under: around.under(),
            lead: &around.lead,
            label,
            heading,
            item,
            cell: false,
            row: None,
            purposes: None,
            place: None,
            denied: item && around.denies,
            denials: false,
            above: Rc::from(format!("{} {}", around.heading_words, around.lead_words)),
            people: lead.map_or_else(|| Rc::from(around.people()), Rc::from),
            vendors: Vec::new(),
        }
    }

    /// The same in a column of a table.
    pub(super) fn in_column(self, says: &'a [String]) -> Self {
        Self {
            under: &[],
            lead: says,
            cell: true,
            denied: false,
            ..self
        }
    }

    pub(super) fn name_vendors(&mut self, known: &Known, block: &Block) {
        let is_listed = self.item && self.lead.iter().any(|it| it == RECIPIENTS);
        let vendors = known.vendors_in(&block.line, is_listed).into_iter();
        self.vendors = vendors.map(|it| it.place.start).collect();
    }

    /// Whether the subject of a denial at `place` is a vendor by name: *Stripe does not collect ...*.
    pub(super) fn is_of_vendor(
        &self,
        sentence: &Range<usize>,
        words: &str,
        place: &Range<usize>,
    ) -> bool {
        let before = words.get(..place.start).unwrap_or("");
        let subject = before.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let start = sentence.start + before.len() - subject.len();
        let is_us = subject
            .split(' ')
            .any(|it| matches!(it, "we" | "our" | "i"));
        self.vendors.contains(&start) && !is_us
    }

    /// Whether a clause may be looked for here.
    pub(super) fn suits(&self, clause: &Clause) -> bool {
        let any = |wanted: &[String], has: &[String]| wanted.iter().any(|it| has.contains(it));
        if self.cell {
            return any(&clause.lead, self.lead);
        }
        let block = match clause.block {
            BlockNeed::Any => true,
            BlockNeed::Heading => self.heading,
            BlockNeed::Body => !self.heading,
            BlockNeed::Item => !self.heading && self.item,
        };
        let under = clause.under.is_empty() || any(&clause.under, self.under);
        let denied = self.denied && clause.lead.iter().any(|it| it == DENIED);
        let lead = clause.lead.is_empty()
            || denied
            || any(&clause.lead, self.lead)
            || any(&clause.lead, self.label);
        block
            && (clause.none || clause.plain || !self.denials)
            && under
            && lead
            && !any(&clause.not_under, self.under)
            && !any(&clause.not_lead, self.lead)
    }
}
