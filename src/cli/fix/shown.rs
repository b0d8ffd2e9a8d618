//! Edits as diffs that `git apply` takes in the folder of the estate.

use std::io::Write;

use indexmap::IndexMap;

use super::draft_of;
use super::judged::{Judge, Judged, MARK};
use super::values::Values;
use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::engine::finding::{Change, Finding, Remedy};
use crate::engine::remedies::NoticeDraft;
use crate::report::sanitize;
use crate::view::{copied, diff_lines, unified};

/// A file that is written: its text as it is and with the edits.
pub(super) struct Edited {
    /// The file of which it is a copy with edits, by its path, where there is no such file yet.
    copy_of: Option<String>,
    before: String,
    pub after: String,
}

impl Edited {
    /// The edits as a diff; `within` is the folder of the estate as seen from the root of its repository.
    pub fn diff(&self, path: &str, within: &str) -> String {
        match &self.copy_of {
            Some(from) => copied(within, (from, path), &self.before, &self.after),
            None => unified(path, &self.before, &self.after),
        }
    }

    /// What this file has more than an earlier state of it.
    pub fn since(&self, earlier: &Self, path: &str) -> String {
        unified(path, &earlier.after, &self.after)
    }
}

/// Shows a finding, a remedy and its edits as a diff.
pub(super) fn show(
    (judge, now): (&Judge<'_>, &Judged),
    (finding, remedy): (&Finding, &Remedy),
    values: &Values,
    env: &mut Env,
) -> Result<(), CliError> {
    let Some(template) = &remedy.template else {
        return Ok(());
    };
    let change = values.with_blanks(template);
    let mut shown = format!("# {}[{}] {}\n", finding.severity, finding.rule, finding.id);
    shown.push_str(&format!(
        "# {}\n# remedy: {}\n",
        finding.message, remedy.text
    ));
    for assumption in &change.assumes {
        shown.push_str(&format!("# assumes that {}\n", assumption.text));
    }
    let draft = draft_of(judge, now, &change);
    for (path, edited) in edited(judge, now, (&change, draft.as_ref())) {
        shown.push_str(&edited.diff(&path, &judge.within));
    }
    write_diff(&shown, env)?;
    writeln!(env.out)?;
    Ok(())
}

/// Writes a diff. Lines keep their ends, without which `git apply` does not take it.
pub(super) fn write_diff(diff: &str, env: &mut Env) -> Result<(), CliError> {
    for line in diff_lines(diff) {
        let (line, end) = match line.strip_suffix('\r') {
            Some(line) => (line, "\r"),
            None => (line, ""),
        };
        // The mark of a file is shown as it is, too.
        let (first, rest) = line.split_at_checked(1).unwrap_or((line, ""));
        let (mark, rest) = match rest.strip_prefix(MARK) {
            Some(rest) => (MARK, rest),
            None => ("", rest),
        };
        let (first, rest) = (sanitize(first), sanitize(rest));
        writeln!(env.out, "{first}{mark}{rest}{end}")?;
    }
    Ok(())
}

/// The files that a change and its drafts write, by path.
pub(super) fn edited(
    judge: &Judge<'_>,
    now: &Judged,
    (change, draft): (&Change, Option<&NoticeDraft>),
) -> IndexMap<String, Edited> {
    // A mark in front of the first line is a part of it.
    let of = |marked: &str, before: &str, after: &str| {
        let mark = judge.mark(marked);
        Edited {
            copy_of: None,
            before: format!("{mark}{before}"),
            after: format!("{mark}{after}"),
        }
    };
    let files = change.files.iter();
    let mut edited: IndexMap<String, Edited> = files
        .map(|it| (it.path.clone(), of(&it.path, &it.before, &it.after)))
        .collect();
    let Some(draft) = draft else {
        return edited;
    };
    if let Some(text) = &draft.text {
        // A draft that is there already has the sentences of earlier remedies.
        let file = match judge.text(&draft.path) {
            Some(earlier) => of(&draft.path, &earlier, text),
            None => {
                let sources = &now.project.sources;
                let published = sources.by_path(&draft.published);
                let published = published.and_then(|id| sources.file(id));
                Edited {
                    copy_of: Some(draft.published.clone()),
                    ..of(&draft.published, published.map_or("", |it| it.text()), text)
                }
            }
        };
        edited.insert(draft.path.clone(), file);
    }
    // A proposal that the statements go into is shown once, with all of its edits.
    let before = now.laid.iter().find(|it| it.path == draft.proposal_path);
    let before = before.map_or("", |it| it.text.as_str());
    let file = of(&draft.proposal_path, before, &draft.proposal);
    edited.insert(draft.proposal_path.clone(), file);
    edited
}
