//! Writing a change, and taking it back where it is not what was predicted.

use std::collections::BTreeSet;

use super::draft_of;
use super::judged::{Judge, Judged, MARK};
use super::values::not_resolved;
use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::cli::load::display_path;
use crate::cli::write::write_file;
use crate::engine::check::Outcome;
use crate::engine::finding::{Change, Finding};
use crate::engine::remedies;

/// The text of a file with its byte order mark, by its path from the estate's folder; `None` where there is no such file.
type Text = (String, Option<String>);

/// Writes a change, reads what was written, judges it, and takes it back unless the finding is resolved and nothing
/// is new or worse.
pub(super) fn written(
    judge: &Judge<'_>,
    now: &Judged,
    (finding, change): (&Finding, &Change),
    env: &mut Env,
) -> Result<Judged, CliError> {
    let predicted = remedies::resolves(now.checked(), change);
    let Some(predicted) = predicted.filter(|it| it.contains(&finding.id)) else {
        return Err(not_resolved(finding));
    };
    let texts = texts(judge, now, change)?;
    let before: Vec<Text> = texts
        .iter()
        .map(|(path, _)| {
            let text = judge.text(path);
            let marked = text.map(|text| format!("{}{text}", judge.mark(path)));
            (path.clone(), marked)
        })
        .collect();
    let stale = change.files.iter().any(|file| {
        let on_disk = before.iter().find(|(path, _)| *path == file.path);
        let text = on_disk.and_then(|(_, text)| text.as_deref());
        text.map(|it| it.trim_start_matches(MARK)) != Some(&file.before)
    });
    if stale {
        return Err(CliError::Message(
            "a file has changed since it was read: run the command again".to_owned(),
        ));
    }
    let after = write_all(judge, &texts).map(|()| judge.now(env));
    let loads = !matches!(after, Ok(Err(_)));
    let failed = match after {
        Ok(Ok(after)) if is_as_predicted(now, &after, &predicted) => {
            for (path, _) in &texts {
                let shown = display_path(&judge.folder.join(path), &env.folder);
                env.note(&format!("{shown}: written for `{}`", finding.id));
            }
            return Ok(after);
        }
        Ok(_) => None,
        Err(error) => Some(error),
    };
    take_back(judge, &before)?;
    if let Some(error) = failed {
        return Err(error);
    }
    if !loads {
        return Err(CliError::Message(format!(
            "the estate with the edits for `{}` does not load: they are taken back (patterns of `include` must not \
             take in the draft of the notice)",
            finding.id
        )));
    }
    Err(CliError::Message(format!(
        "the estate with the edits for `{}` is not what was predicted: they are taken back",
        finding.id
    )))
}

/// What a change makes of the files: of those that it edits, and of the drafts of the notice. Each keeps its byte order mark.
fn texts(
    judge: &Judge<'_>,
    now: &Judged,
    change: &Change,
) -> Result<Vec<(String, String)>, CliError> {
    let of = |path: &String, text: &String| (path.clone(), judge.mark(path), text.clone());
    let mut marked: Vec<(String, &str, String)> = (change.files.iter())
        .map(|it| of(&it.path, &it.after))
        .collect();
    if let Some(draft) = draft_of(judge, now, change) {
        let marked_as = match judge.text(&draft.path) {
            Some(_) => draft.path.clone(),
            None => draft.published,
        };
        marked.extend(
            draft
                .text
                .map(|text| (draft.path, judge.mark(&marked_as), text)),
        );
        // The statements may go into a file that is edited for other reasons as well: the draft has both.
        marked.retain(|(path, ..)| *path != draft.proposal_path);
        marked.push(of(&draft.proposal_path, &draft.proposal));
    } else if !change.proposal.is_empty() {
        return Err(CliError::Message(
            "the draft of the notice has a form that is not edited: write the sentence by hand"
                .to_owned(),
        ));
    }
    let texts = marked.into_iter();
    Ok(texts
        .map(|(path, mark, text)| (path, format!("{mark}{text}")))
        .collect())
}

fn write_all(judge: &Judge<'_>, texts: &[(String, String)]) -> Result<(), CliError> {
    for (path, text) in texts {
        write_file(&judge.folder.join(path), |out| {
            out.write_all(text.as_bytes())
        })?;
    }
    Ok(())
}

fn take_back(judge: &Judge<'_>, before: &[Text]) -> Result<(), CliError> {
    for (path, text) in before {
        let place = judge.folder.join(path);
        match text {
            Some(text) => write_file(&place, |out| out.write_all(text.as_bytes()))?,
            None => drop(std::fs::remove_file(&place)),
        }
    }
    Ok(())
}

/// Whether exactly the predicted findings are gone, and none has come.
fn is_as_predicted(now: &Judged, after: &Judged, predicted: &[String]) -> bool {
    let ids = |outcome: &Outcome| -> BTreeSet<String> {
        outcome.findings.iter().map(|it| it.id.clone()).collect()
    };
    let (old, new) = (ids(&now.outcome), ids(&after.outcome));
    let gone = old.difference(&new).map(String::as_str);
    gone.eq(predicted.iter().map(String::as_str)) && new.is_subset(&old)
}
