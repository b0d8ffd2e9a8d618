//! The date that a text gives for itself: "Last updated: 1 May 2024".

use super::lower::small;
use super::text::PublishedText;
use crate::input::Span;

/// The words before such a date, those about the last change before those about when it began to hold.
const BEFORE: [&str; 24] = [
    "last updated",
    "last modified",
    "last revised",
    "last changed",
    "last amended",
    "last update",
    "date of last revision",
    "updated on",
    "updated:",
    "zuletzt aktualisiert",
    "letzte aktualisierung",
    "zuletzt geändert",
    "stand:",
    "dernière mise à jour",
    "mise à jour le",
    "última actualización",
    "laatst bijgewerkt",
    "laatst gewijzigd",
    "ultimo aggiornamento",
    "senast uppdaterad",
    "effective date",
    "effective as of",
    "effective from",
    "version of",
];

/// Words that may be between those and the date.
const BETWEEN: [&str; 14] = [
    "on", "as", "of", "the", "is", "was", "in", "date", "am", "vom", "le", "el", "op", "il",
];

impl PublishedText {
    /// The date that the text gives for itself, in its own words, and its place with the words that
    /// introduce it.
    pub fn stated_date(&self) -> Option<(String, Span)> {
        let seen: Vec<(char, u32, u32)> = self.visible_chars().collect();
        let lines: Vec<&[(char, u32, u32)]> = seen.split(|(c, ..)| *c == '\n').collect();
        let in_order = BEFORE
            .iter()
            .flat_map(|before| lines.iter().map(move |line| (*before, *line)));
        in_order.into_iter().find_map(|(before, line)| {
            let (words, first, last) = date_after(line, before)?;
            let start = line.get(first)?.1;
            let end = line.get(last)?.2;
            Some((words, Span::new(self.file(), start, end.max(start))))
        })
    }
}

/// The date after some words in a line, and the first and last of the characters of both.
fn date_after(line: &[(char, u32, u32)], before: &str) -> Option<(String, usize, usize)> {
    let chars: Vec<char> = line.iter().map(|(c, ..)| *c).collect();
    let lower = small(&chars);
    let before: Vec<char> = before.chars().collect();
    let starts = lower.windows(before.len()).enumerate();
    let mut starts = starts.filter(|(_, window)| *window == before);
    starts.find_map(|(first, _)| {
        let after = first + before.len();
        let (from, to) = date(lower.get(after..)?)?;
        let words = chars.get(after + from..after + to)?;
        Some((words.iter().collect(), first, after + to - 1))
    })
}

/// The place of a date at the beginning of some characters: a few words with one name of a month at most,
/// and a year.
fn date(chars: &[char]) -> Option<(usize, usize)> {
    let is_part = |c: &char| c.is_alphanumeric();
    let (mut from, mut names, mut year) = (None, 0, None);
    let mut at = 0;
    for _ in 0..12 {
        at += chars.get(at..)?.iter().take_while(|c| !is_part(c)).count();
        let length = chars.get(at..)?.iter().take_while(|c| is_part(c)).count();
        let word: String = chars.get(at..at + length)?.iter().collect();
        let is_number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        let is_link = BETWEEN.contains(&word.as_str()) || word == "de";
        if word.is_empty() || year.is_some() && !is_number {
            break;
        }
        if !(from.is_none() && is_link) {
            from = from.or(Some(at));
            let is_name = !word.starts_with(|c: char| c.is_ascii_digit());
            names += usize::from(is_name && !is_link);
        }
        at += length;
        if is_number && length == 4 && (word.starts_with("19") || word.starts_with("20")) {
            year = Some(at);
            // `2024-05-01` goes on.
            let goes_on = matches!(chars.get(at), Some('-' | '/' | '.'))
                && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            if !goes_on {
                break;
            }
        } else if year.is_some() {
            year = Some(at);
        }
        if names > 1 {
            return None;
        }
    }
    Some((from?, year?)).filter(|_| names <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;
    use crate::notice::TextFormat;

    fn stated(text: &str) -> Option<(String, String)> {
        let notice = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
        let (words, span) = notice.stated_date()?;
        Some((words, text[span.range()].to_owned()))
    }

    #[test]
    fn dates_are_found_in_the_words_of_notices() {
        for (text, date) in [
            ("*Last updated: 1 May 2024*", "1 May 2024"),
            ("Last Updated May 24, 2018.", "May 24, 2018"),
            (
                "This notice was last updated on the 3rd of March 2023.",
                "3rd of March 2023",
            ),
            ("# Notice\n\nLast modified: 2024-05-01", "2024-05-01"),
            ("Last updated: 01/05/2024 (version 3)", "01/05/2024"),
            ("Last revised: June 2022", "June 2022"),
            ("Effective date: January 1, 2020", "January 1, 2020"),
            ("Stand: 12. Mai 2023", "12. Mai 2023"),
            ("Dernière mise à jour : le 4 juin 2021", "4 juin 2021"),
        ] {
            assert_eq!(stated(text).map(|it| it.0).as_deref(), Some(date), "{text}");
        }
        let text = "Effective date: 1 May 2020\n\nLast updated: 3 June 2021\n";
        let (words, place) = stated(text).unwrap();
        assert_eq!(words, "3 June 2021");
        assert_eq!(place, "Last updated: 3 June 2021");
    }

    #[test]
    fn other_dates_are_not_the_texts() {
        for text in [
            "We last updated our list of vendors on 1 May 2024.",
            "Last updated: see below. In 2024 we changed the name.",
            "The contract of 1 May 2024.",
            "Last updated",
            "",
        ] {
            assert_eq!(stated(text), None, "{text}");
        }
    }
}
