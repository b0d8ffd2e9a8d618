//! The activities of a record: the rows of its tables, and sheets that are a form for one activity each.

use std::collections::BTreeMap;

use super::book::{Book, Sheet};
use super::meaning::{self, Meaning, plain};
use crate::import::declaration::page::Cell;
use crate::import::declaration::row::{Words, words_of};

/// The head of a table is within so many rows.
const MAX_BEFORE_HEAD: usize = 40;
/// A head has as many headings that are understood, at least.
const LEAST_HEADINGS: usize = 4;

/// What columns mean, by their headings as [`plain`] has them; it takes the place of what their words say.
pub(super) type Columns = BTreeMap<String, Meaning>;

/// An activity, and what the record says of it.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// What is said, by what it is about, in the order of the record.
    pub says: Vec<(Meaning, Words)>,
    /// What is said of one recipient: its name, and the rest of its row.
    pub recipients: Vec<(Words, Vec<(Meaning, Words)>)>,
    /// Links of its cells.
    pub links: Vec<String>,
}

impl Activity {
    /// What is said about something.
    pub fn about(&self, meaning: Meaning) -> impl Iterator<Item = &Words> {
        let said = self.says.iter().filter(move |(of, _)| *of == meaning);
        said.map(|(_, words)| words)
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.about(meaning).next().is_some()
    }
}

/// A sheet that was not read.
#[derive(Debug)]
pub(super) struct UnreadSheet {
    /// Its name.
    pub name: Option<String>,
    /// The headings that it seems to have, where it has a table.
    pub headings: Vec<String>,
    /// How many rows it has.
    pub rows: usize,
}

/// What a record holds.
#[derive(Debug, Default)]
pub(super) struct Activities {
    pub activities: Vec<Activity>,
    pub unread: Vec<UnreadSheet>,
    /// The columns of its tables that nothing was made of.
    pub ignored: Vec<Words>,
}

/// Reads the activities of a record.
pub(super) fn read(book: &Book, columns: &Columns) -> Activities {
    let mut read = Activities::default();
    for sheet in &book.sheets {
        if sheet.rows.iter().flatten().all(Cell::is_empty) {
            continue;
        }
        if let Some((at, meanings)) = head(sheet, columns) {
            table(sheet, at, &meanings, &mut read);
        } else if let Some(activity) = form(sheet) {
            read.activities.push(activity);
        } else {
            let widest = sheet.rows.iter().take(MAX_BEFORE_HEAD);
            // Of several, the first: a head is above what it is the head of.
            let widest = widest.rev();
            let widest = widest.max_by_key(|row| row.iter().filter(|it| !it.is_empty()).count());
            let headings = widest.into_iter().flatten().filter(|it| !it.is_empty());
            read.unread.push(UnreadSheet {
                name: sheet.name.clone(),
                headings: headings.map(Cell::line).collect(),
                rows: sheet.rows.len(),
            });
        }
    }
    read
}

/// The row of the head, and what each column is about.
fn head(sheet: &Sheet, columns: &Columns) -> Option<(usize, Vec<Option<Meaning>>)> {
    let mut best: Option<(usize, usize, Vec<Option<Meaning>>)> = None;
    for (at, row) in sheet.rows.iter().enumerate().take(MAX_BEFORE_HEAD) {
        let meaning = |cell: &Cell| {
            let heading = cell.line();
            columns
                .get(&plain(&heading))
                .copied()
                .or_else(|| meaning::of(&heading))
        };
        let meanings: Vec<Option<Meaning>> = row.iter().map(meaning).collect();
        let mut known: Vec<Meaning> = meanings.iter().flatten().copied().collect();
        known.retain(|it| *it != Meaning::Ignore);
        known.sort_unstable();
        known.dedup();
        let is_mapped = row
            .iter()
            .any(|it| columns.contains_key(&plain(&it.line())));
        let least = if is_mapped { 2 } else { LEAST_HEADINGS };
        let says_what = known.contains(&Meaning::Purpose) || known.contains(&Meaning::Activity);
        let says_who = known
            .iter()
            .any(|it| matches!(it, Meaning::Data | Meaning::Subjects | Meaning::Controller));
        let is_head = known.len() >= least && says_what && says_who;
        if is_head
            && best
                .as_ref()
                .is_none_or(|(_, count, _)| known.len() > *count)
        {
            best = Some((at, known.len(), meanings));
        }
    }
    best.map(|(at, _, meanings)| (at, meanings))
}

fn table(sheet: &Sheet, head: usize, meanings: &[Option<Meaning>], read: &mut Activities) {
    let headings: Vec<String> = match sheet.rows.get(head) {
        Some(row) => row.iter().map(Cell::line).collect(),
        None => Vec::new(),
    };
    for (cell, meaning) in sheet.rows.get(head).into_iter().flatten().zip(meanings) {
        if matches!(meaning, None | Some(Meaning::Ignore)) && !cell.is_empty() {
            read.ignored.push(words_of(cell, None));
        }
    }
    let has_purposes = meanings.contains(&Some(Meaning::Purpose));
    let mut function: Option<Words> = None;
    for row in sheet.rows.iter().skip(head + 1) {
        let mut activity = Activity::default();
        for ((cell, meaning), heading) in row.iter().zip(meanings).zip(&headings) {
            let Some(meaning) = meaning.filter(|it| *it != Meaning::Ignore) else {
                continue;
            };
            if is_blank(&cell.text) || cell.line() == *heading {
                continue;
            }
            activity.links.extend(cell.links.iter().cloned());
            activity.says.push((meaning, words_of(cell, Some(heading))));
        }
        let says_more = activity.says.iter().any(|(it, _)| {
            !matches!(
                it,
                Meaning::Activity | Meaning::Description | Meaning::Owner
            )
        });
        if let Some(named) = activity.about(Meaning::Activity).next() {
            function = Some(named.clone());
        }
        if !says_more {
            continue;
        }
        let goes_on =
            !activity.has(Meaning::Activity) && (!has_purposes || !activity.has(Meaning::Purpose));
        match read.activities.last_mut().filter(|_| goes_on) {
            // A row that names neither says more of the one above.
            Some(above) => {
                above.says.append(&mut activity.says);
                above.links.append(&mut activity.links);
            }
            None => {
                // A function that covers several rows is in the first of them.
                if let Some(function) = function
                    .clone()
                    .filter(|_| !activity.has(Meaning::Activity))
                {
                    activity.says.insert(0, (Meaning::Activity, function));
                }
                read.activities.push(activity);
            }
        }
    }
}

/// A sheet with a label in front of each value, below headings of sections: the form of the French regulator.
fn form(sheet: &Sheet) -> Option<Activity> {
    let mut activity = Activity::default();
    let mut section: Option<(Meaning, Vec<(usize, Meaning)>)> = None;
    for row in &sheet.rows {
        let filled: Vec<(usize, &Cell)> = row
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let Some((label, values)) = filled.split_first() else {
            continue;
        };
        let (_, label) = *label;
        let label_words = label.line();
        let meaning = meaning::of(&label_words);
        if values.is_empty() && meaning.is_none() {
            continue;
        }
        // Where the other cells are headings too, or there is none, the row begins a section; but a single one may be
        // a value that reads like a heading.
        let heads: Vec<(usize, Meaning)> = values
            .iter()
            .filter_map(|(at, cell)| Some((*at, meaning::of(&cell.line())?)))
            .collect();
        let is_section = match heads.as_slice() {
            [(_, Meaning::Description | Meaning::Retention | Meaning::RecipientType)] => {
                values.len() == 1
            }
            heads => heads.len() == values.len() && heads.len() != 1,
        };
        if is_section {
            section = meaning.map(|meaning| (meaning, heads));
            continue;
        }
        let (own, heads) = match (&section, meaning) {
            // `Données de connexion` is a row of the section on data.
            (Some((of, heads)), None) => (*of, heads.as_slice()),
            (Some((of, heads)), Some(meaning)) if *of == meaning || *of == Meaning::Data => {
                (*of, heads.as_slice())
            }
            (Some((Meaning::Countries, heads)), Some(Meaning::Recipients)) => {
                (Meaning::Recipients, heads.as_slice())
            }
            (_, Some(meaning)) => (meaning, &[][..]),
            (None, None) => continue,
        };
        let mut more = Vec::new();
        let mut name = None;
        for (at, cell) in values {
            if is_blank(&cell.text) {
                continue;
            }
            let words = words_of(cell, Some(&label_words));
            let under = heads.iter().find(|(head, _)| head == at).map(|(_, it)| *it);
            match under.filter(|it| *it != own && *it != Meaning::Description) {
                Some(Meaning::Ignore) => {}
                Some(other) => more.push((other, words)),
                None if name.is_none() => name = Some(words),
                None => {}
            }
        }
        // A form is the controller's own, so its name says nothing new.
        if matches!(own, Meaning::Ignore | Meaning::Controller) {
            continue;
        }
        let Some(name) = name else {
            activity.says.extend(more);
            continue;
        };
        if own == Meaning::Recipients {
            activity.recipients.push((name, more));
        } else {
            let is_yes =
                own == Meaning::Data && matches!(plain(&name.text).as_str(), "oui" | "yes" | "x");
            let text = if is_yes { label_words } else { name.text };
            activity.says.push((own, Words { text, ..name }));
            activity.says.extend(more);
        }
    }
    let is_record = activity.has(Meaning::Purpose)
        && (activity.has(Meaning::Data) || activity.has(Meaning::Subjects));
    is_record.then_some(activity)
}

/// Whether a cell says that there is nothing to say.
pub(super) fn is_blank(words: &str) -> bool {
    let plain = plain(words);
    matches!(
        plain.as_str(),
        "" | "n a" | "na" | "tbc" | "tbd" | "not applicable" | "sans objet"
    )
}
