//! What every report says of rows of law that nobody has compared with the official text: a mark where
//! one is cited, and one footnote.

use std::collections::BTreeSet;

use super::finding::{FindingView, LawView, Report};

/// Marks the id of a row that nobody has compared with the official text.
pub const UNREAD_MARK: &str = "*";

/// The footnote for rows of law with the mark, by id, in alphabetical order; `None` where there is none.
pub fn unread_note<'a>(ids: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let ids: BTreeSet<&str> = ids.into_iter().collect();
    if ids.is_empty() {
        return None;
    }
    let ids: Vec<&str> = ids.into_iter().collect();
    Some(format!(
        "Rows of law marked {UNREAD_MARK} were not compared with the official text: {}",
        ids.join(", ")
    ))
}

/// The footnote for what these findings cite.
pub fn unread_note_of<'a>(findings: impl IntoIterator<Item = &'a FindingView>) -> Option<String> {
    let rows = findings.into_iter().flat_map(|finding| &finding.law);
    unread_note(
        rows.filter(|row| row.read.is_none())
            .map(|row| row.id.as_str()),
    )
}

impl Report<'_> {
    /// The findings that are shown in full.
    pub fn shown(&self) -> impl Iterator<Item = &FindingView> {
        let all = self.show_suppressed;
        let findings = self.findings.iter();
        findings.filter(move |finding| all || !finding.is_suppressed())
    }
}

impl LawView {
    /// The row's id as it is cited: with the mark where nobody has compared it with the official text,
    /// and with the case in which it is under appeal.
    pub fn cited_id(&self) -> String {
        let mark = match self.read {
            Some(_) => "",
            None => UNREAD_MARK,
        };
        let case = self.under_appeal.as_ref();
        let appeal = case.map_or(String::new(), |case| format!("; under appeal: {case}"));
        format!("{}{mark}{appeal}", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_footnote_names_each_row_once_and_is_missing_where_all_were_read() {
        assert_eq!(
            unread_note(["b", "a", "b"]).as_deref(),
            Some("Rows of law marked * were not compared with the official text: a, b")
        );
        assert_eq!(unread_note([]), None);
    }
}
