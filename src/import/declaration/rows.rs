//! Rows of a page that name parties, whether they are rows of tables, items of lists or sections.

use super::columns::{Column, labelled};
use super::grid;
use super::items;
use super::names;
use super::page::{Block, Cell, Table};
use super::row::{Known, Read, Row, Unread, Words, unread, words_of};

/// Reads the rows of a page: its tables and lists, else its sections.
pub(super) fn read(blocks: &[Block], known: &Known<'_>) -> Read {
    let mut read = Read::default();
    let is_about = |text: &str| speaks_of_parties(text);
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading { cell, .. } => Some(cell.line()),
        _ => None,
    });
    // A page that has its parties in a table says other things in its lists.
    let has_table = blocks.iter().any(|it| matches!(it, Block::Table(_)));
    let mut page_is_about = headings.into_iter().any(|it| is_about(&it));
    let mut around = Around::default();
    for block in blocks {
        match block {
            Block::Heading { cell, .. } => {
                around = Around::default();
                around.heading = Some(cell.clone());
            }
            Block::Paragraph(cell) => {
                page_is_about |= is_about(&cell.text);
                around.paragraph = Some(cell.clone());
            }
            Block::Table(table) => of_table(table, &around, known, &mut read),
            Block::List(list) => {
                let context = around.texts().any(is_about);
                let about = if context {
                    Some(true)
                } else {
                    (page_is_about && !has_table).then_some(false)
                };
                items::of_list(list, about, &around.place(known), known, &mut read);
            }
        }
    }
    if read.rows.is_empty() {
        items::of_sections(blocks, known, &mut read);
    }
    read
}

/// Whether a text speaks of those to whom data are passed.
fn speaks_of_parties(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = [
        "subprocessor",
        "sub-processor",
        "sub processor",
        "third part",
        "third-part",
        "3rd part",
        "3rd-part",
        "vendors",
        "service providers",
        "suppliers",
        "unterauftragsverarbeiter",
        "sous-traitant",
        "processors",
    ];
    words.iter().any(|word| lower.contains(word))
}

/// What precedes a table or a list.
#[derive(Debug, Default)]
struct Around {
    heading: Option<Cell>,
    paragraph: Option<Cell>,
}

impl Around {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let cells = self.heading.iter().chain(&self.paragraph);
        cells.map(|cell| cell.text.as_str())
    }

    /// The place that it states for all that follows: `located in the United States:`, or a heading that is
    /// nothing but a place.
    fn place(&self, known: &Known<'_>) -> Option<Words> {
        let stated = self.paragraph.as_ref().and_then(|cell| {
            let line = cell.line();
            let marks = [
                "located in ",
                "based in ",
                "hosted in ",
                "headquartered in ",
                "processed in ",
                "stored in ",
            ];
            let after = marks.iter().filter_map(|mark| line.split(mark).nth(1));
            let after = after.filter_map(|after| after.split([':', '.', ';']).next());
            // `based in Ireland, are ...` as well as `based in Ireland, Germany: ...`
            let first = |after: &'_ str| after.split(',').next().unwrap_or("").len();
            let both = after.flat_map(|after| [Some(after), after.get(..first(after))]);
            let mut both = both.flatten();
            let place = both.find(|after| known.is_place(after))?;
            Some(Words {
                text: place.to_owned(),
                column: None,
                at: cell.at,
                is_around: true,
            })
        });
        let heading = self
            .heading
            .as_ref()
            .filter(|cell| known.is_place(&cell.text));
        let heading = heading.map(|cell| Words {
            text: cell.line(),
            column: None,
            at: cell.at,
            is_around: true,
        });
        stated.or(heading)
    }
}

fn of_table(table: &Table, around: &Around, known: &Known<'_>, read: &mut Read) {
    let grid = match grid::read(table) {
        Ok(grid) => grid,
        Err(none) => {
            let headings: Vec<String> = none
                .headings
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect();
            read.unread.push(Unread {
                at: table.at,
                words: headings.join(" | "),
                why: "a table without a column of parties".to_owned(),
                table: Some(none.rows),
            });
            return;
        }
    };
    let place = around.place(known);
    let mut group: Option<Words> = None;
    for cells in &grid.rows {
        let filled: Vec<&&Cell> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let Some(first) = filled.first() else {
            continue;
        };
        let whole = || {
            let cells: Vec<String> = filled.iter().map(|cell| cell.line()).collect();
            cells.join(" | ")
        };
        let is_one = filled.iter().all(|cell| std::ptr::eq(**cell, **first));
        if is_one && cells.len() > 1 && grid.columns.len() > 1 {
            // A row of one cell groups those below it, or is a remark.
            group = Some(words_of(first, None));
            read.unread.push(unread(
                first.at,
                &whole(),
                "it is alone in its row: a heading or a remark",
            ));
            continue;
        }
        let Some(cell) = cells.get(grid.name) else {
            read.unread
                .push(unread(first.at, &whole(), "it has no name of a party"));
            continue;
        };
        let heading = grid
            .columns
            .get(grid.name)
            .map(|(heading, _)| heading.as_str());
        // A heading that is repeated further down.
        if heading.is_some_and(|heading| heading.eq_ignore_ascii_case(&cell.line())) {
            continue;
        }
        match row(cell, cells, &grid) {
            Ok(mut row) => {
                if row.about(Column::Purpose).next().is_none()
                    && let Some(group) = &group
                {
                    row.says.push((Column::Purpose, group.clone()));
                }
                let has_place = row.about(Column::Location).next().is_some();
                if let Some(place) = place.clone().filter(|_| !has_place) {
                    row.says.push((Column::Location, place));
                }
                read.rows.push(row);
            }
            Err(why) => read.unread.push(unread(first.at, &whole(), why)),
        }
    }
}

/// A row of a table.
fn row(name: &Cell, cells: &[&Cell], grid: &grid::Grid<'_>) -> Result<Row, &'static str> {
    let heading = grid
        .columns
        .get(grid.name)
        .map(|(heading, _)| heading.as_str());
    let (text, company) = name_and_company(name);
    let (text, address) = names::without_address(&text);
    if let Some(fault) = names::fault(text) {
        return Err(fault);
    }
    let words = |text: String| Words {
        text,
        column: heading.map(str::to_owned),
        at: name.at,
        is_around: false,
    };
    let mut row = Row {
        name: words(text.to_owned()),
        company: company.map(words),
        is_guess: grid.is_guess,
        ..Row::default()
    };
    if let Some(address) = address {
        row.says.push((Column::Seat, words(address.to_owned())));
    }
    for (at, (cell, (heading, column))) in cells.iter().zip(&grid.columns).enumerate() {
        row.links.extend(cell.links.iter().cloned());
        if at == grid.name {
            for line in name.lines().skip(1) {
                if let Some((column, rest)) = labelled(line) {
                    let text = rest.to_owned();
                    row.says.push((
                        column,
                        Words {
                            text,
                            ..words_of(name, None)
                        },
                    ));
                }
            }
            continue;
        }
        let said = words_of(cell, Some(heading));
        match column {
            Some(Column::Name) if row.company.is_none() && names::has_form(&said.text) => {
                row.company = Some(said);
            }
            Some(Column::Name) | None => {}
            Some(_) if said.text.is_empty() => {}
            Some(column) => row.says.push((*column, said)),
        }
    }
    Ok(row)
}

/// The name in a cell, and the company that a further line of it names.
fn name_and_company(cell: &Cell) -> (String, Option<String>) {
    let mut lines = cell.lines();
    let first = names::cleaned(lines.next().unwrap_or(""));
    let company = lines.map(names::cleaned).find(|line| {
        names::has_form(line) && names::fault(line).is_none() && labelled(line).is_none()
    });
    // Other names of it may be in brackets on a line of their own.
    let more = cell.lines().nth(1).map(str::trim);
    let more = more.filter(|it| it.starts_with('(') && it.ends_with(')') && !first.contains('('));
    let name = more.map_or(first.clone(), |more| format!("{first} {more}"));
    (name, company)
}
