//! Remedies as every format shows them.

use std::ops::Range;

use similar::TextDiff;

use crate::engine::finding::{Change, Remedy};

/// How many unchanged lines a diff shows around a change.
const CONTEXT: usize = 3;

/// A way to clear a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyView {
    /// What to do.
    pub text: String,
    /// Whether it was applied and the finding seen to go, with no other coming.
    pub verified: bool,
    /// The change that was tried, with a blank in place of each value that nobody recorded; `None` for general advice.
    pub change: Option<RemedyChange>,
}

/// A change to an estate and its notice that was tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemedyChange {
    /// Its kinds, as `@changes` of a rule writes them.
    pub kinds: Vec<&'static str>,
    /// What it takes for granted, each in a clause that follows "assumes that".
    pub assumes: Vec<PremiseView>,
    /// The files of the estate that it edits, each with its diff.
    pub files: Vec<FileDiff>,
    /// Sentences for the notice: drafts that somebody has to approve.
    pub sentences: Vec<DraftView>,
    /// The statements that the notice would no longer make, by id.
    pub withdraws: Vec<String>,
    /// What changes of the notice, as a proposal for `check --with`; empty where it stays as it is.
    pub proposal: String,
}

/// Something that a change takes for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PremiseView {
    /// The name of the blank that it fills; empty where there is nothing to fill in.
    pub name: String,
    /// What is assumed.
    pub text: String,
    /// The value with which the change was tried.
    pub value: String,
}

/// An edit of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiff {
    /// Its path, relative to the estate's folder.
    pub path: String,
    /// The edit as a unified diff, with `a/` and `b/` before the path.
    pub diff: String,
    /// The same as one piece of text in place of lines.
    pub replaced: Replaced,
}

/// Lines of a file and the text that takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The lines, from 1; at least one, unless the file is empty.
    pub lines: Range<u32>,
    /// The text, with the ends of its lines.
    pub text: String,
}

/// A sentence for the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// The id of its statement.
    pub id: String,
    /// The document it is for, where the notice has several.
    pub document: Option<String>,
    /// The heading it goes under.
    pub section: Option<String>,
    /// Its words.
    pub text: String,
}

impl RemedyView {
    /// General advice.
    pub fn advice(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            verified: false,
            change: None,
        }
    }

    /// The view of a remedy.
    pub fn of(remedy: &Remedy) -> Self {
        Self {
            text: remedy.text.clone(),
            verified: remedy.verified,
            change: remedy.template.as_deref().map(RemedyChange::of),
        }
    }
}

impl RemedyChange {
    /// The view of a change.
    pub fn of(change: &Change) -> Self {
        let sentences = change.sentences.iter().map(|it| DraftView {
            id: it.id.clone(),
            document: it.document.clone(),
            section: it.section.clone(),
            text: it.text.clone(),
        });
        let assumes = change.assumes.iter().map(|it| PremiseView {
            name: it.name.clone(),
            text: it.text.clone(),
            value: it.value.as_str().to_owned(),
        });
        let files = change.files.iter().map(|it| FileDiff {
            path: it.path.clone(),
            diff: unified(&it.path, &it.before, &it.after),
            replaced: replaced(&it.before, &it.after),
        });
        Self {
            kinds: change.kinds.iter().map(|kind| kind.as_str()).collect(),
            assumes: assumes.collect(),
            files: files.collect(),
            sentences: sentences.collect(),
            withdraws: change.withdraws.clone(),
            proposal: change.proposal.clone(),
        }
    }

    /// What it takes for granted, in one sentence; empty where that is nothing.
    pub fn assumptions(&self) -> String {
        let texts: Vec<&str> = self.assumes.iter().map(|it| it.text.as_str()).collect();
        match texts.as_slice() {
            [] => String::new(),
            all => format!("assumes that {}", all.join(", and that ")),
        }
    }
}

/// The difference of two texts of a file as `git apply` takes it.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let mut shown = diff.unified_diff();
    shown.context_radius(CONTEXT).header(&old, &new);
    shown.to_string()
}

/// The difference of a file and a copy of it with edits, as `git apply` takes it where the copy is not there yet. The paths
/// in it are from the root of the repository, as git has them in such a header; `within` is the folder from there of those
/// that are given, empty where it is the root, or in no repository.
pub fn copied(within: &str, (from, to): (&str, &str), before: &str, after: &str) -> String {
    let in_repository = |path: &str| match within {
        "" => path.to_owned(),
        folder => format!("{folder}/{path}"),
    };
    let (from, to) = (in_repository(from), in_repository(to));
    let diff = TextDiff::from_lines(before, after);
    let (old, new) = (format!("a/{from}"), format!("b/{to}"));
    let mut shown = diff.unified_diff();
    shown.context_radius(CONTEXT).header(&old, &new);
    format!("diff --git {old} {new}\ncopy from {from}\ncopy to {to}\n{shown}")
}

/// The lines of a difference. One of a file whose lines end with a carriage return too keeps it, without which no
/// program applies it.
pub fn diff_lines(diff: &str) -> impl Iterator<Item = &str> {
    diff.split_terminator('\n')
}

/// The lines between what two texts begin with and what they end with, and what is in their place.
fn replaced(before: &str, after: &str) -> Replaced {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        before.split_inclusive('\n').collect(),
        after.split_inclusive('\n').collect(),
    );
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        let mut count = 0;
        while pairs.next().is_some_and(|(old, new)| old == new) {
            count += 1;
        }
        count
    };
    let first = same(&mut old.iter().zip(&new));
    let shorter = old.len().min(new.len());
    let last = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter - first);
    // Where a text goes in before a line, or behind the last one, a line next to it is written again: viewers
    // disagree about an empty place.
    let (first, last) = match old.len() - first - last {
        0 if last > 0 => (first, last - 1),
        0 => (first.saturating_sub(1), last),
        _ => (first, last),
    };
    let text = new.get(first..new.len() - last).unwrap_or(&[]).concat();
    let line = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    Replaced {
        lines: line(first)..line(old.len() - last),
        text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_replaces_lines_makes_the_other_text(
            before in "([ab]\n){0,5}[ab]?",
            after in "([ab]\n){0,5}[ab]?",
        ) {
            let Replaced { lines, text } = replaced(&before, &after);
            let old: Vec<&str> = before.split_inclusive('\n').collect();
            let (start, end) = (lines.start as usize - 1, lines.end as usize - 1);
            prop_assert!(start < end || before.is_empty());
            prop_assert_eq!([&old[..start].concat(), &text, &old[end..].concat()].map(String::as_str).concat(), after);
        }
    }

    #[test]
    fn a_diff_shows_what_changes_and_the_lines_around_it() {
        assert_eq!(
            unified("x.yaml", "a\nb\nc\nd\ne\n", "a\nb\nc\nd\ne\nf\n"),
            "--- a/x.yaml\n+++ b/x.yaml\n@@ -3,3 +3,4 @@\n c\n d\n e\n+f\n"
        );
    }
}
