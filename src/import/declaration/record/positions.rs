//! The places of cells as a workbook writes them: whether each is one that a sheet can have. The library that reads
//! workbooks computes with them before it looks, and the numbers overflow.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::book::BookFault;

/// A sheet has as many rows, in every program that writes them.
const SHEET_ROWS: u32 = 1_048_576;
/// And as many columns, up to `XFD`.
const SHEET_COLUMNS: u32 = 16_384;
/// So much of a place that is none is shown.
const SHOWN: usize = 24;

/// Goes through a part of a workbook with the settings of the library that reads it afterwards, so that both see the
/// same. What is no XML is left to that library.
pub(super) fn check(name: &str, part: impl BufRead) -> Result<(), BookFault> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => element(name, &start)?,
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

fn element(part: &str, start: &BytesStart<'_>) -> Result<(), BookFault> {
    let key = match start.local_name().into_inner() {
        "c" | "row" => "r",
        "dimension" => "ref",
        _ => return Ok(()),
    };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| BookFault::Damaged(error.to_string()))?;
        if attribute.key.into_inner() == key && !is_range(&attribute.value) {
            let shown: String = attribute.value.chars().take(SHOWN).collect();
            return Err(BookFault::Damaged(format!(
                "`{part}` has a cell at `{shown}`, which no sheet has; save it again with a program for workbooks"
            )));
        }
    }
    Ok(())
}

/// Whether a place, or two with `:` between them, lies in a sheet, the first before the second.
fn is_range(text: &str) -> bool {
    let (mut row, mut column) = (0, 0);
    text.split(':').all(|place| {
        let Some((to_row, to_column)) = position(place) else {
            return false;
        };
        let is_behind = row <= to_row && column <= to_column;
        (row, column) = (to_row, to_column);
        is_behind
    })
}

/// The row and the column of a place such as `B12`, from 1; 0 for what is not written.
fn position(place: &str) -> Option<(u32, u32)> {
    let end = place
        .find(|ch: char| !ch.is_ascii_alphabetic())
        .unwrap_or(place.len());
    let (letters, digits) = place.split_at_checked(end)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    let row = match digits {
        "" => 0,
        digits => digits.parse().ok()?,
    };
    (row <= SHEET_ROWS && column <= SHEET_COLUMNS).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_within_a_sheet() {
        for place in ["A1", "XFD1048576", "12", "a7", "A1:C3", "B2:B2"] {
            assert!(is_range(place), "{place}");
        }
        for place in [
            "A4294967296",
            "A99999999999",
            "ZZZZZZZ1",
            "ZZZZZZZZ",
            "XFE1",
            "A1048577",
            "B5:A1",
            "A-1",
            "4294967296",
        ] {
            assert!(!is_range(place), "{place}");
        }
    }

    #[test]
    fn a_place_is_found_whatever_is_around_it() {
        for (part, is_fine) in [
            ("<s><c r='A1'/><row r=\"2\"/></s>", true),
            ("<x:s><x:c s='>' r='A99999999999'></x:s>", false),
            ("<s><row r='99999999999'><c/></row></s>", false),
            ("<s><dimension ref='C3:A1'/></s>", false),
            ("<s><si r='A99999999999'/>no <c r", true),
        ] {
            assert_eq!(check("s.xml", part.as_bytes()).is_ok(), is_fine, "{part}");
        }
    }
}
