//! Goes through the blocks of a notice, keeps what their headings and leads say, and asks the clauses.

use std::ops::Range;
use std::rc::Rc;

use super::super::heading::BOLD;
use super::blocks::{Block, BlockKind};
use super::cells::Columns;
use super::clause::{BlockNeed, Clause, Clauses};
use super::known::Known;
use super::lexicon::Lexicon;
use super::negation::{is_denial, is_in_part, is_negated, is_of_others, is_refused};
use super::places;
use super::statement::Kind;

/// A question has at most so many words.
const QUESTION: usize = 14;

/// What has more bytes without the end of a sentence is none.
const LONGEST_SENTENCE: usize = 8192;

/// The name of the lead that denies its items, in `clauses.json`: *We will not:*.
const DENIED: &str = "denied";

/// A clause that was found.
#[derive(Debug)]
pub(super) struct Found<'c> {
    /// The block.
    pub(super) block: usize,
    /// The sentence: folded bytes of the block.
    pub(super) sentence: Range<usize>,
    /// The clause.
    pub(super) clause: &'c Clause,
    /// Whether it denies: the clause does, or the sentence that leads to an item.
    pub(super) none: bool,
    /// The words of the headings above it and of the sentence that leads to it.
    pub(super) above: Rc<str>,
    /// Of a cell of a table: the words on data in its row.
    pub(super) row: Option<Rc<str>>,
}

/// What surrounds a block.
#[derive(Debug, Default, Clone)]
struct Around {
    /// Headings that are open: level, and what they say of what is below.
    headings: Vec<(u8, Vec<String>)>,
    /// What the sentence before a list says of its items.
    lead: Vec<String>,
    /// Whether the lead denies what its items say: "We will not:".
    denies: bool,
    /// Whether a lead is open, and whether its items have marks.
    open: Option<Option<bool>>,
    /// The words of the heading.
    heading_words: String,
    /// The words of the lead.
    lead_words: String,
}

impl Around {
    /// What the nearest heading that says something says.
    fn under(&self) -> &[String] {
        let nearest = self.headings.iter().rev().map(|(_, says)| says);
        nearest
            .into_iter()
            .find(|says| !says.is_empty())
            .map_or(&[], Vec::as_slice)
    }

    fn heading(&mut self, level: u8, says: Vec<String>) {
        while self
            .headings
            .last()
            .is_some_and(|(above, _)| *above >= level)
        {
            self.headings.pop();
        }
        self.headings.push((level, says));
        self.close();
    }

    /// Whether a lead is open, and says of its items what a heading says, or the heading says nothing.
    fn leads_to(&self, says: &[String]) -> bool {
        self.open.is_some() && (says.is_empty() || says.iter().any(|it| self.lead.contains(it)))
    }

    /// Opens the lead again that was open before.
    fn reopen(&mut self, before: Self) {
        self.lead_words = before.lead_words;
        self.lead = before.lead;
        self.denies = before.denies;
        self.open = before.open;
    }

    fn close(&mut self) {
        self.lead_words.clear();
        self.lead.clear();
        self.denies = false;
        self.open = None;
    }
}

/// What is looked up in.
pub(super) struct Tables<'c> {
    /// The known clauses.
    pub(super) clauses: &'c Clauses,
    /// Everyday words for terms.
    pub(super) lexicon: &'c Lexicon,
    /// What the caller knows.
    pub(super) known: &'c Known,
}

/// All clauses in the blocks, in the order of the text.
pub(super) fn walk<'c>(blocks: &[Block], tables: &Tables<'c>) -> Vec<Found<'c>> {
    let clauses = tables.clauses;
    let mut around = Around::default();
    let mut found = Vec::new();
    let cells = blocks.iter();
    let cells = cells.filter_map(|it| Some((it.cell?, it.line.low())));
    let columns = Columns::of(cells, clauses);
    for (number, block) in blocks.iter().enumerate() {
        let low = block.line.low();
        if block.cell.is_some_and(|it| it.head) {
            continue;
        }
        if let Some(cell) = block.cell.filter(|it| !columns.says(*it).is_empty()) {
            let mut here = Here::of(&around, false, true, &[]).in_column(columns.says(cell));
            here.row = columns.data(cell);
            here.name_vendors(tables.known, block);
            ask(number, block, 0..low.len(), &here, tables, &mut found);
            continue;
        }
        if let BlockKind::Heading(level) = block.kind {
            let says = owned(clauses.contexts(low));
            // Bold lines below a lead part its items: "We collect:", "Your account".
            let parts_items = level == BOLD && around.leads_to(&says);
            let kept = parts_items.then(|| around.clone());
            around.heading(level, says);
            if let Some(kept) = kept {
                around.reopen(kept);
            }
            around.heading_words = low.to_owned();
            let mut here = Here::of(&around, true, false, &[]);
            here.name_vendors(tables.known, block);
            ask(number, block, 0..low.len(), &here, tables, &mut found);
            continue;
        }
        let marked = block.kind == BlockKind::Item;
        if low.ends_with('?') && low.split(' ').count() <= QUESTION {
            // A question that no heading mark makes a heading is answered by what follows it.
            around.heading(u8::MAX, owned(clauses.contexts(low)));
            continue;
        }
        let is_item = match around.open {
            Some(Some(true)) => marked,
            Some(_) => marked || is_like_item(low),
            None => marked,
        };
        match around.open {
            Some(None) if is_item => around.open = Some(Some(marked)),
            Some(_) if !is_item => around.close(),
            _ => {}
        }
        let label = label(low).map(|label| owned(clauses.contexts(label)));
        let label = label.unwrap_or_default();
        let mut here = Here::of(&around, false, is_item, &label);
        here.name_vendors(tables.known, block);
        for sentence in block.line.sentences() {
            ask(number, block, sentence, &here, tables, &mut found);
        }
        open_lead(low, block, is_item, clauses, &mut around);
    }
    found
}

/// Opens a lead where a block announces what follows it.
fn open_lead(low: &str, block: &Block, is_item: bool, clauses: &Clauses, around: &mut Around) {
    let end = low.trim_end_matches(['-', ' ', '.']);
    let announces = end.ends_with(':')
        || end.ends_with("following")
        || end.ends_with("below")
        || end.ends_with("such as")
        || end.ends_with("including")
        || low.contains("mentioned below")
        || low.contains("following reasons");
    if !announces {
        return;
    }
    let last = block.line.sentences().pop().unwrap_or(0..low.len());
    let last = low.get(last).unwrap_or(low);
    let mut says = owned(clauses.leads(last));
    if says.is_empty() {
        says = owned(clauses.contexts(last));
    }
    if says.is_empty() {
        says = if is_item && !around.lead.is_empty() {
            around.lead.clone()
        } else {
            around.under().to_vec()
        };
    }
    around.denies = is_denial(low) || is_item && around.denies;
    around.lead = says;
    around.open = Some(None);
    around.lead_words = last.to_owned();
}

/// The place of a sentence.
struct Here<'a> {
    under: &'a [String],
    lead: &'a [String],
    label: &'a [String],
    heading: bool,
    item: bool,
    /// Whether it is a cell under a head that is known: only clauses of that column are looked for.
    cell: bool,
    /// Of a cell: the words on data in its row.
    row: Option<Rc<str>>,
    /// Whether the sentence is an item of a lead that denies.
    denied: bool,
    above: Rc<str>,
    /// Where the names of vendors begin in the block.
    vendors: Vec<usize>,
}

impl<'a> Here<'a> {
    fn of(around: &'a Around, heading: bool, item: bool, label: &'a [String]) -> Self {
        Self {
            under: around.under(),
            lead: &around.lead,
            label,
            heading,
            item,
            cell: false,
            row: None,
            denied: item && around.denies,
            above: Rc::from(format!("{} {}", around.heading_words, around.lead_words)),
            vendors: Vec::new(),
        }
    }

    /// The same in a column of a table.
    fn in_column(self, says: &'a [String]) -> Self {
        Self {
            under: &[],
            lead: says,
            cell: true,
            denied: false,
            ..self
        }
    }

    fn name_vendors(&mut self, known: &Known, block: &Block) {
        let vendors = known.vendors_in(&block.line).into_iter();
        self.vendors = vendors.map(|it| it.place.start).collect();
    }

    /// Whether a clause may be looked for here.
    fn suits(&self, clause: &Clause) -> bool {
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
            && under
            && lead
            && !any(&clause.not_under, self.under)
            && !any(&clause.not_lead, self.lead)
    }
}

/// Looks for each clause in one sentence.
fn ask<'c>(
    number: usize,
    block: &Block,
    sentence: Range<usize>,
    here: &Here<'_>,
    tables: &Tables<'c>,
    found: &mut Vec<Found<'c>>,
) {
    let (clauses, lexicon) = (tables.clauses, tables.lexicon);
    let words = block.line.low().get(sentence.clone()).unwrap_or("");
    if words.len() > LONGEST_SENTENCE {
        return;
    }
    let skipped = clauses.skipped(words, here.under);
    for clause in clauses
        .list
        .iter()
        .filter(|it| here.suits(it) && !skipped.contains(&it.says))
    {
        let negates = matches!(
            clause.says,
            Kind::Collects | Kind::Uses | Kind::Shares | Kind::Transfers
        );
        let is_of_denied = clause.lead.iter().any(|it| it == DENIED);
        let is_partial = clause.says == Kind::Shares && is_in_part(words);
        if here.denied && !is_of_denied && (clause.none || !negates || is_partial) {
            // What is denied twice, or of what no denial is known, is for people to read. A denial of a part would
            // be one of all.
            continue;
        }
        // A basis that is denied is none, though no statement says so.
        let has_scope = (negates || clause.says == Kind::ReliesOn) && !clause.none && !clause.plain;
        let is_right = clause
            .item
            .as_deref()
            .is_some_and(|it| it.starts_with("right-to-"));
        if is_right && is_refused(words) {
            continue;
        }
        let counts = |place: &Range<usize>| {
            let is_said = if clause.none {
                !is_of_others(words, place)
            } else {
                !(has_scope && is_negated(words, place))
            };
            let behind = sentence.start + place.end;
            is_said && (!clause.before_vendor || here.vendors.contains(&behind))
        };
        if !clause.occurs_in(words, counts) {
            continue;
        }
        if clause.needs.is_some_and(|need| !lexicon.has(need, words)) {
            continue;
        }
        if clause.place && places::named(&block.line.written(sentence.clone())).is_empty() {
            continue;
        }
        found.push(Found {
            block: number,
            sentence: sentence.clone(),
            clause,
            none: clause.none || here.denied,
            above: Rc::clone(&here.above),
            row: here.row.clone(),
        });
    }
}

/// The words before the first colon, where they are few and words follow.
fn label(low: &str) -> Option<&str> {
    let (label, rest) = low.split_once(':')?;
    let words = label.split(' ').count();
    let ends = label.contains(". ");
    (words <= 12 && !ends && rest.trim().len() > 1).then_some(label)
}

/// Whether a paragraph without a mark can be an item below a lead: it begins no new sentence of its own.
fn is_like_item(low: &str) -> bool {
    let words = low.split(' ').count();
    let begins = [
        "we ",
        "you ",
        "the company ",
        "if ",
        "when ",
        "this ",
        "these ",
        "please ",
        "in addition",
        "however",
        "our ",
        "your ",
        "they ",
        "it ",
        "i ",
        "by ",
        "all ",
        "any ",
    ];
    let own = begins.iter().any(|it| low.starts_with(it));
    low.starts_with("to ") || low.starts_with("for ") || words <= 6 || (!own && words <= 60)
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}
