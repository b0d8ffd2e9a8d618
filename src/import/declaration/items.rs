//! Items of lists and sections that name parties: `Acme (payments) - Ireland`.

use super::columns::{Column, labelled};
use super::names;
use super::page::{Block, Cell};
use super::row::{Known, Read, Row, Words, unread, words_of};

/// What parts a name from what is said of it.
const PARTS: [&str; 8] = [" - ", " – ", " — ", ": ", " | ", ". ", " (", ", "];
/// A name without a mark has as many words, at most.
const SHORT: usize = 5;

/// Reads the items of a list. `about` says whether it is in a text about those who receive data: directly
/// below one (`true`), or somewhere on a page about them.
pub(super) fn of_list(
    list: &[Cell],
    about: Option<bool>,
    place: &Option<Words>,
    known: &Known<'_>,
    read: &mut Read,
) {
    let is_labelled = |cell: &Cell| labelled(&cell.line()).is_some();
    if !list.is_empty() && list.iter().all(is_labelled) {
        // Lines about the party that was named before them.
        if let Some(row) = read.rows.last_mut() {
            list.iter().for_each(|cell| say(row, cell));
        }
        return;
    }
    let Some(directly) = about else {
        return;
    };
    let rows: Vec<Option<Row>> = list
        .iter()
        .map(|cell| item(cell, directly, known))
        .collect();
    let count = rows.iter().flatten().count();
    if count == 0 || count * 2 < rows.len() {
        return;
    }
    for (cell, row) in list.iter().zip(rows) {
        match row {
            Some(mut row) => {
                let has_place = row.about(Column::Location).next().is_some();
                if let Some(place) = place.clone().filter(|_| !has_place) {
                    row.says.push((Column::Location, place));
                }
                read.rows.push(row);
            }
            None => read
                .unread
                .push(unread(cell.at, &cell.line(), "it has no name of a party")),
        }
    }
}

/// The party that an item names; `None` where it names none.
fn item(cell: &Cell, directly: bool, known: &Known<'_>) -> Option<Row> {
    let mut lines = cell.lines();
    let first = lines.next()?;
    let lead = cell.lead.as_deref().filter(|lead| first.starts_with(lead));
    let (name, rest) = match lead {
        Some(lead) => (lead, first.get(lead.len()..).unwrap_or("")),
        None => split(first),
    };
    let name = names::cleaned(name);
    if names::fault(&name).is_some() {
        return None;
    }
    let goes_abroad = cell.links.iter().any(|link| names::host(link).is_some());
    let is_known = known.is_vendor(&name) || names::has_form(&name);
    let is_short = name.split_whitespace().count() <= SHORT;
    let is_marked = lead.is_some() && (goes_abroad || !rest.trim().is_empty());
    let is_party = is_known || (is_short && (is_marked || (directly && names::is_capital(&name))));
    if !is_party {
        return None;
    }
    let words = |text: &str| Words {
        text: text.to_owned(),
        column: None,
        at: cell.at,
        is_around: false,
    };
    let mut row = Row {
        name: words(&name),
        links: cell.links.clone(),
        is_guess: !is_known,
        ..Row::default()
    };
    let mut purposes: Vec<&str> = Vec::new();
    for part in said(rest) {
        if known.is_place(part) {
            row.says.push((Column::Location, words(part)));
        } else {
            purposes.push(part);
        }
    }
    let purpose = purposes.join("; ");
    if !purpose.is_empty() {
        row.says.push((Column::Purpose, words(&purpose)));
    }
    for line in lines {
        say_line(&mut row, line, cell.at);
    }
    Some(row)
}

/// Adds what a labelled item says of a party.
fn say(row: &mut Row, cell: &Cell) {
    row.links.extend(cell.links.iter().cloned());
    say_line(row, &cell.line(), cell.at);
}

fn say_line(row: &mut Row, line: &str, at: usize) {
    if let Some((column, rest)) = labelled(line) {
        let words = Words {
            text: rest.to_owned(),
            column: line
                .split_once(':')
                .map(|(label, _)| label.trim().to_owned()),
            at,
            is_around: false,
        };
        row.says.push((column, words));
    }
}

/// The name at the beginning of a line, and the rest.
fn split(line: &str) -> (&str, &str) {
    let mut best: Option<usize> = None;
    for part in PARTS {
        for (at, _) in line.match_indices(part) {
            let name = line.get(..at).unwrap_or("");
            let after = line.get(at + part.len()..).unwrap_or("");
            // `Acme, Inc.` is one name.
            let next = after.split([' ', '(']).next().unwrap_or("");
            let with_form = format!("{name} {next}");
            let is_inside = part == ", " && names::has_form(&with_form)
                || part == ". " && names::has_form(name) && !after.starts_with(char::is_uppercase);
            if !is_inside {
                best = Some(best.map_or(at, |held| held.min(at)));
                break;
            }
        }
    }
    best.and_then(|at| line.split_at_checked(at))
        .unwrap_or((line, ""))
}

/// What is said behind a name, part by part; an abbreviation in brackets is a part of the name.
fn said(rest: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = vec![rest];
    for separator in [" - ", " – ", " — ", "(", ")", ". ", "; "] {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    let marks = [',', ':', ';', '.', '-', '–', '—', ' ', '|'];
    let mut all: Vec<&str> = Vec::new();
    for part in parts {
        let part = part.trim_matches(marks);
        let is_short_form = part.chars().count() <= 5 && part.chars().all(|c| c.is_uppercase());
        let is_place_code = ["US", "UK", "EU", "EEA", "USA"].contains(&part);
        if part.is_empty() || is_short_form && !is_place_code {
            continue;
        }
        // `transactional e-mail, Ireland`: the last of a list may be the place.
        match part.rsplit_once(", ") {
            Some((before, last)) if last.starts_with(char::is_uppercase) => {
                all.extend([before, last]);
            }
            _ => all.push(part),
        }
    }
    all
}

/// Reads sections whose headings name parties, where a page has no table or list of them.
pub(super) fn of_sections(blocks: &[Block], known: &Known<'_>, read: &mut Read) {
    let mut sections: Vec<(u8, &Cell, Vec<&Cell>)> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, cell } => sections.push((*level, cell, Vec::new())),
            Block::Paragraph(cell) => {
                if let Some((_, _, cells)) = sections.last_mut() {
                    cells.push(cell);
                }
            }
            Block::List(items) => {
                if let Some((_, _, cells)) = sections.last_mut() {
                    cells.extend(items);
                }
            }
            Block::Table(_) => {}
        }
    }
    let lines = |cells: &[&Cell]| {
        let lines = cells.iter().flat_map(|cell| cell.lines());
        lines.filter(|line| labelled(line).is_some()).count()
    };
    let names_one = |heading: &Cell| known.is_vendor(&names::cleaned(&numberless(&heading.line())));
    for level in 1..=6 {
        let of_level: Vec<_> = sections.iter().filter(|it| it.0 == level).collect();
        let named = of_level
            .iter()
            .filter(|it| names_one(it.1) || lines(&it.2) > 1);
        let count = named.count();
        if count == 0 || count * 2 < of_level.len() {
            continue;
        }
        for (_, heading, cells) in of_level {
            let name = names::cleaned(&numberless(&heading.line()));
            let is_short = name.split_whitespace().count() <= SHORT;
            if names::fault(&name).is_some() || !(names_one(heading) || is_short) {
                continue;
            }
            let mut row = Row {
                name: Words {
                    text: name,
                    column: None,
                    at: heading.at,
                    is_around: false,
                },
                is_guess: !names_one(heading),
                ..Row::default()
            };
            for cell in cells {
                row.links.extend(cell.links.iter().cloned());
                cell.lines()
                    .for_each(|line| say_line(&mut row, line, cell.at));
            }
            let says_what = row.about(Column::Purpose).next().is_some();
            if let Some(cell) = cells.first().filter(|_| !says_what) {
                // The first text below a name says what it does.
                row.says.push((Column::Purpose, words_of(cell, None)));
            }
            read.rows.push(row);
        }
    }
}

/// A heading without its number.
fn numberless(heading: &str) -> String {
    let bare = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')');
    if bare.starts_with(' ') {
        bare.trim().to_owned()
    } else {
        heading.to_owned()
    }
}
