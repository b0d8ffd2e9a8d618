//! Goes through the blocks of a notice, keeps what their headings and leads say, and asks the clauses.

use std::ops::Range;
use std::rc::Rc;

use super::super::heading::BOLD;
use super::answers;
use super::around::Around;
use super::blocks::{Block, BlockKind};
use super::cells::Columns;
use super::clause::{BlockNeed, Clause, Clauses};
use super::here::{DENIED, Here};
use super::known::Known;
use super::lexicon::Lexicon;
use super::negation::{is_denial, is_in_part, is_negated, is_of_others, is_refused};
use super::places;
use super::statement::Kind;

/// A question has at most so many words.
const QUESTION: usize = 14;

/// What has more bytes without the end of a sentence is none.
const LONGEST_SENTENCE: usize = 8192;

/// The name of the lead that speaks of a data protection officer, in `clauses.json`.
const OFFICER: &str = "dpo";

/// The name of the lead to a list that is not the publisher's.
const OTHERS: &str = "others";

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
    /// What a bare denial denies, in the words of what it answers.
    pub(super) said: Option<Rc<str>>,
    /// Whose data the lead or the heading above speaks of, as terms for people.
    pub(super) people: Rc<[String]>,
    /// Of a basis: the words on purposes in its row of a table, or in the items that it leads to.
    pub(super) purposes: Option<String>,
    /// Of a recipient in a table: the words on places in its row, as they are written.
    pub(super) place: Option<String>,
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
    let cells = blocks.iter();
    let cells = cells.filter_map(|it| Some((it.cell?, &it.line)));
    let columns = Columns::of(cells, tables.clauses);
    let mut walk = Walk {
        blocks,
        tables,
        around: Around::default(),
        found: Vec::new(),
    };
    for (number, block) in blocks.iter().enumerate() {
        let low = block.line.low();
        if block.cell.is_some_and(|it| it.head) {
            continue;
        }
        if let Some(cell) = block.cell.filter(|it| !columns.says(*it).is_empty()) {
            let mut here = Here::of(&walk.around, false, true, &[]).in_column(columns.says(cell));
            here.row = columns.data(cell);
            here.purposes = columns.purposes(cell);
            here.place = columns.place(cell);
            here.name_vendors(tables.known, block);
            ask(number, block, 0..low.len(), &here, tables, &mut walk.found);
            continue;
        }
        if let BlockKind::Heading(level) = block.kind {
            walk.heading(number, block, level);
        } else if is_question(low) {
            // A question that no heading mark makes a heading is answered by what follows it.
            let says = owned(tables.clauses.contexts(low));
            walk.around.heading(u8::MAX, low, says);
            walk.around.asked = Some(low.to_owned());
        } else if walk.is_answered_in_its_row(number, block) {
            walk.around.asked = Some(low.to_owned());
        } else {
            walk.body(number, block);
        }
    }
    walk.found
}

/// Whether a sentence speaks of the publisher.
fn is_of_us(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|it| matches!(it, "us" | "we" | "our"))
}

/// Whether a block without a heading mark is a question.
fn is_question(low: &str) -> bool {
    low.ends_with('?') && low.split(' ').count() <= QUESTION
}

/// Where a walk is, and what it found so far.
struct Walk<'b, 't, 'c> {
    blocks: &'b [Block],
    tables: &'t Tables<'c>,
    around: Around,
    found: Vec<Found<'c>>,
}

impl Walk<'_, '_, '_> {
    fn heading(&mut self, number: usize, block: &Block, level: u8) {
        let low = block.line.low();
        let around = &mut self.around;
        let says = owned(self.tables.clauses.contexts(low));
        // Bold lines below a lead part its items: "We collect:", "Your account".
        let parts_items = level == BOLD && around.leads_to(&says);
        let kept = parts_items.then(|| around.clone());
        around.heading(level, low, says);
        if let Some(kept) = kept {
            around.reopen(kept);
        }
        around.heading_words = low.to_owned();
        around.asked = Some(low.to_owned());
        let mut here = Here::of(around, true, false, &[]);
        here.name_vendors(self.tables.known, block);
        let (tables, found) = (self.tables, &mut self.found);
        ask(number, block, 0..low.len(), &here, tables, found);
    }

    /// Whether the cell behind a cell denies what that asks: *Do we sell your data? | No*.
    fn is_answered_in_its_row(&self, number: usize, block: &Block) -> bool {
        let Some((cell, next)) = block.cell.zip(self.blocks.get(number + 1)) else {
            return false;
        };
        let is_row = next.cell.is_some_and(|it| it.is_in_row_of(cell));
        is_row && answers::is_bare(next.line.low()) && answers::denied(block.line.low()).is_some()
    }

    /// A paragraph, an item, or a cell under a head that says nothing.
    fn body(&mut self, number: usize, block: &Block) {
        let low = block.line.low();
        let clauses = self.tables.clauses;
        let asked = self.around.asked.take();
        let marked = block.kind == BlockKind::Item;
        let is_item = match self.around.open {
            Some(Some(true)) => marked,
            Some(_) => marked || is_like_item(low),
            None => marked,
        };
        match self.around.open {
            Some(None) if is_item => self.around.open = Some(Some(marked)),
            Some(_) if !is_item => self.around.close(),
            _ => {}
        }
        let label = label(low).map(|label| owned(clauses.contexts(label)));
        let label = label.unwrap_or_default();
        let mut here = Here::of(&self.around, false, is_item, &label);
        here.name_vendors(self.tables.known, block);
        let (tables, found) = (self.tables, &mut self.found);
        let first = found.len();
        let after = self.blocks.get(number + 1).map_or("", |it| it.line.low());
        // What follows the name of an officer is how to reach that officer.
        let officer = [OFFICER.to_owned()];
        let lead = here.lead;
        let mut is_officer = false;
        for part in answers::answered(low, asked.as_deref(), &block.line.sentences(), after) {
            let words = low.get(part.place.clone()).unwrap_or("");
            here.lead = if is_officer && !is_of_us(words) {
                &officer
            } else {
                lead
            };
            is_officer = clauses.leads(words).contains(&OFFICER);
            if part.is_said {
                ask(number, block, part.place, &here, tables, found);
                continue;
            }
            let so_far = found.len();
            if let Some(denial) = &part.denial {
                deny(number, part.place.clone(), denial, &here, tables, found);
            }
            if part.is_denial && found.len() == so_far {
                here.denials = true;
                ask(number, block, part.place, &here, tables, found);
                here.denials = false;
            }
        }
        if is_item {
            self.add_purposes(low, first);
        }
        if open_lead(low, block, is_item, clauses, &mut self.around) {
            let bases = self.found.iter().enumerate().skip(first);
            let bases = bases.filter(|(_, it)| it.clause.says == Kind::ReliesOn);
            self.around.based = bases.map(|(at, _)| at).collect();
        }
    }

    /// Adds an item to the purposes of the bases that its lead states: *We rely on your consent to:*. What was found in
    /// it begins at `first`.
    fn add_purposes(&mut self, low: &str, first: usize) {
        let own = self.found.iter().skip(first);
        let mut kinds = own.map(|it| it.clause.says);
        if !kinds.clone().any(|it| it == Kind::Uses) || kinds.any(|it| it == Kind::ReliesOn) {
            return;
        }
        for at in &self.around.based {
            if let Some(basis) = self.found.get_mut(*at) {
                let purposes = basis.purposes.get_or_insert_default();
                purposes.push_str(low);
                purposes.push_str("; ");
            }
        }
    }
}

/// Looks for what a sentence denies, of which the words are not in the text but follow from a question.
fn deny<'c>(
    number: usize,
    sentence: Range<usize>,
    denial: &str,
    here: &Here<'_>,
    tables: &Tables<'c>,
    found: &mut Vec<Found<'c>>,
) {
    let skipped = tables.clauses.skipped(denial, here.under);
    let clauses = tables.clauses.list.iter().filter(|clause| {
        clause.none
            && clause.lead.is_empty()
            && clause.under.is_empty()
            && clause.block == BlockNeed::Body
    });
    for clause in clauses.filter(|it| !skipped.contains(&it.says)) {
        let lacks = clause
            .needs
            .is_some_and(|need| !tables.lexicon.has(need, denial));
        let is_vague = clause.says == Kind::Shares && !knows_recipients(denial, tables.lexicon);
        if lacks || is_vague || !clause.occurs_in(denial, |_| true) {
            continue;
        }
        found.push(Found {
            block: number,
            sentence: sentence.clone(),
            clause,
            none: true,
            above: Rc::clone(&here.above),
            row: None,
            said: Some(Rc::from(denial)),
            people: Rc::clone(&here.people),
            purposes: None,
            place: None,
        });
    }
}

/// Opens a lead where a block announces what follows it; whether it does.
fn open_lead(
    low: &str,
    block: &Block,
    is_item: bool,
    clauses: &Clauses,
    around: &mut Around,
) -> bool {
    let end = low.trim_end_matches(['-', ' ', '.']);
    let announces = end.ends_with(':')
        || end.ends_with("following")
        || end.ends_with("below")
        || end.ends_with("such as")
        || end.ends_with("including")
        || low.contains("mentioned below")
        || low.contains("following reasons");
    if !announces {
        return false;
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
    true
}

/// Whether a denial of sharing names nobody, or only those for whom there are terms: who denies one party alone denies no
/// other.
fn knows_recipients(denial: &str, lexicon: &Lexicon) -> bool {
    let Some((_, to)) = [" with ", " to "]
        .iter()
        .find_map(|it| denial.split_once(it))
    else {
        return true;
    };
    let terms = lexicon.terms(Kind::Shares, to);
    let is_anyone = ["anyone", "anybody", "any one"]
        .iter()
        .any(|it| to.contains(it));
    is_anyone || !terms.is_empty() && terms.iter().all(|it| it != "@")
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
    // What policies explain, and what others must do, the publisher does not do.
    if here.item && here.lead.iter().any(|it| it == OTHERS) {
        return;
    }
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
        let of_giving = matches!(clause.says, Kind::Shares | Kind::Transfers);
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
                !is_of_others(words, place) && !here.is_of_vendor(&sentence, words, place)
            } else {
                !(has_scope && is_negated(words, place, of_giving))
            };
            let behind = sentence.start + place.end;
            is_said
                && (!clause.before_vendor || here.vendors.contains(&behind))
                && (!clause.before_name || is_name(block, behind..sentence.end))
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
            said: None,
            people: Rc::clone(&here.people),
            purposes: here.purposes.clone(),
            place: here.place.clone(),
        });
    }
}

/// Whether a name begins at a place of a block.
fn is_name(block: &Block, place: Range<usize>) -> bool {
    let written = block.line.written(place);
    let name = places::proper(&written);
    name.is_some_and(|name| places::is_name(&name))
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
