//! E-mail addresses in the text that a file gives: keys of `for_each` are often people. Nobody needs to read
//! them in a report.

use std::collections::BTreeMap;
use std::ops::Range;

/// Where e-mail addresses stand in a text, as bytes.
pub(super) fn found(text: &str) -> Vec<Range<usize>> {
    let is_local = |ch: char| ch.is_alphanumeric() || "._%+-'".contains(ch);
    let is_domain = |ch: char| ch.is_alphanumeric() || ".-".contains(ch);
    let mut all: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + 1..).unwrap_or("");
        let start = before.trim_end_matches(is_local).len();
        let domain = after.len() - after.trim_start_matches(is_domain).len();
        let has_dot = after
            .get(..domain)
            .is_some_and(|domain| domain.trim_matches('.').contains('.'));
        if start < at && has_dot {
            all.push(start..at + 1 + domain);
        }
    }
    all
}

/// The e-mail addresses of a file, each of which goes by its number.
#[derive(Debug, Default)]
pub(super) struct Addresses(BTreeMap<String, usize>);

impl Addresses {
    /// A text in which each address is its number: `aws_iam_user.staff["e-mail address 2"]`.
    pub fn hide(&mut self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        for range in found(text) {
            let word = text.get(range.clone()).unwrap_or("").to_lowercase();
            let next = self.0.len();
            let number = *self.0.entry(word).or_insert(next);
            shown.push_str(text.get(from..range.start).unwrap_or(""));
            shown.push_str(&format!("e-mail address {}", number + 1));
            from = range.end;
        }
        shown.push_str(text.get(from..).unwrap_or(""));
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_go_by_numbers() {
        let mut known = Addresses::default();
        for (text, expected) in [
            ("aws_s3_bucket.a[\"x\"]", "aws_s3_bucket.a[\"x\"]"),
            ("u[\"Jo.O'Hara+x@example.org\"]", "u[\"e-mail address 1\"]"),
            ("u[\"zoë@bücher.example\"].b", "u[\"e-mail address 2\"].b"),
            ("u[\"jo.o'hara+x@EXAMPLE.org\"]", "u[\"e-mail address 1\"]"),
            ("a@b, @c.example, d@", "a@b, @c.example, d@"),
        ] {
            assert_eq!(known.hide(text), expected);
        }
    }
}
