//! E-mail addresses and keys of access in the text that a file gives: keys of `for_each` are often people, and
//! may be anything. Nobody needs to read them in a report.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What keys of access begin with, by those who issue them.
const ISSUED: [&str; 14] = [
    "AKIA",
    "ASIA",
    "AIza",
    "dop_v1_",
    "eyJ",
    "ghp_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "sk_live_",
    "sk-",
    "xoxb-",
    "xoxp-",
    "SG.",
];
/// Keys of access are at least as long as this; other words of mixed letters and digits are not.
const SHORTEST: usize = 20;
/// What is as long as this is hardly a name, even with a single digit.
const LONG: usize = 36;

/// The places of e-mail addresses and keys of access in a text, as bytes, in their order.
pub(super) fn found(text: &str) -> Vec<Range<usize>> {
    let mut all = addresses(text);
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || "_-+/=".contains(ch);
    let mut start = 0;
    for word in text.split(|ch| !is_part(ch)) {
        let range = start..start + word.len();
        start = range.end
            + text
                .get(range.end..)
                .and_then(|it| it.chars().next())
                .map_or(0, char::len_utf8);
        let is_apart = all
            .iter()
            .all(|it| it.end <= range.start || range.end <= it.start);
        // Templates have ids like that, too; only a key of `for_each` is in quotes.
        let is_quoted = text.get(..range.start).is_some_and(|it| it.ends_with('"'));
        if is_apart && is_key_of_access(word, is_quoted) {
            all.push(range);
        }
    }
    all.sort_by_key(|range| range.start);
    all
}

/// Whether a word can be a key of access: one that is known by how it begins, or a long one without a sense of
/// its own.
fn is_key_of_access(word: &str, is_quoted: bool) -> bool {
    if word.len() < SHORTEST {
        return false;
    }
    if ISSUED.iter().any(|begin| word.starts_with(begin)) {
        return true;
    }
    let has = |test: fn(&char) -> bool, least: usize| word.chars().filter(test).count() >= least;
    let digits = if word.len() < LONG { 3 } else { 1 };
    let is_one_word = !word.contains(['_', '-', '/']);
    is_quoted
        && is_one_word
        && has(char::is_ascii_uppercase, 3)
        && has(char::is_ascii_lowercase, 3)
        && has(char::is_ascii_digit, digits)
}

/// The places of e-mail addresses in a text, as bytes.
fn addresses(text: &str) -> Vec<Range<usize>> {
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

/// The e-mail addresses and keys of access of a file, each of which goes by its number.
#[derive(Debug, Default)]
pub(super) struct Addresses(BTreeMap<String, usize>);

impl Addresses {
    /// A text in which each address is its number: `aws_iam_user.staff["e-mail address 2"]`.
    pub fn hide<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let hidden = found(text);
        if hidden.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut from = 0;
        for range in hidden {
            let word = text.get(range.clone()).unwrap_or("").to_lowercase();
            let next = self.0.len();
            let what = if word.contains('@') {
                "e-mail address"
            } else {
                "key"
            };
            let number = *self.0.entry(word).or_insert(next);
            shown.push_str(text.get(from..range.start).unwrap_or(""));
            shown.push_str(&format!("{what} {}", number + 1));
            from = range.end;
        }
        shown.push_str(text.get(from..).unwrap_or(""));
        Cow::Owned(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_keys_go_by_numbers() {
        let mut known = Addresses::default();
        for (text, expected) in [
            ("aws_s3_bucket.a[\"x\"]", "aws_s3_bucket.a[\"x\"]"),
            ("u[\"Jo.O'Hara+x@example.org\"]", "u[\"e-mail address 1\"]"),
            ("u[\"zoë@bücher.example\"].b", "u[\"e-mail address 2\"].b"),
            ("u[\"jo.o'hara+x@EXAMPLE.org\"]", "u[\"e-mail address 1\"]"),
            ("a@b, @c.example, d@", "a@b, @c.example, d@"),
            ("u[\"AKIAIOSFODNN7EXAMPLE\"]", "u[\"key 3\"]"),
            (
                "u[\"ghp_0123456789abcdefghijABCDEFGHIJ012345\"]",
                "u[\"key 4\"]",
            ),
            (
                "u[\"wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY\"]",
                "u[\"key 5\"]",
            ),
            (
                "u[\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"]",
                "u[\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"]",
            ),
            (
                "ApiGatewayToLambdaFunctionServiceRole1A2B3C4D",
                "ApiGatewayToLambdaFunctionServiceRole1A2B3C4D",
            ),
            (
                "module.m.aws_cloudwatch_log_subscription_filter.x",
                "module.m.aws_cloudwatch_log_subscription_filter.x",
            ),
        ] {
            assert_eq!(known.hide(text), expected);
        }
    }
}
