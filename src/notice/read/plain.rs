//! The headings of a plain text that nobody named: short lines between blank ones.

use crate::input::FileId;
use crate::notice::heading::is_title;
use crate::notice::text::{PublishedText, TextFormat};

/// A text that no estate has, with the headings that it seems to have.
pub(super) fn published(text: &str, format: TextFormat) -> PublishedText {
    let headings = match format {
        TextFormat::Plain => likely_headings(text),
        TextFormat::Markdown | TextFormat::Html => Vec::new(),
    };
    PublishedText::new(FileId(0), text, format, &headings)
}

/// The lines of a plain text that look like headings, without their numbers.
fn likely_headings(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = |number: usize| lines.get(number).copied();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let alone = number.checked_sub(1).and_then(at).is_none_or(str::is_empty)
            && at(number + 1).is_none_or(str::is_empty);
        let underlined = at(number + 1).is_some_and(|next| {
            next.len() >= 3 && next.bytes().all(|c| matches!(c, b'-' | b'=' | b'~' | b'#'))
        });
        let bare = line.trim_start_matches('\u{FEFF}');
        if (alone || underlined) && is_title(bare) {
            found.push(
                super::super::heading::without_number(bare)
                    .trim()
                    .to_owned(),
            );
        }
    }
    found
}
