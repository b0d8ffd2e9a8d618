//! Answers that are verified remedies of the findings that ask.

use super::{Asked, Refused, Texts};
use crate::engine::check::Outcome;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::{Checked, verified};
use crate::estate::load;
use crate::input::EditedFiles;
use crate::project::Project;
use crate::view::QuestionPart;

/// The files with a verified remedy of some kind for each part, in the order of the parts: each is looked for in the
/// estate with those before it.
pub(super) fn remedied(
    parts: &[QuestionPart],
    kind: ChangeKind,
    asked: &Asked<'_>,
) -> Result<Texts, Refused> {
    let mut texts = Texts::new();
    for part in parts {
        let more = if texts.is_empty() {
            of_part(part, kind, (asked.project, asked.outcome), asked)?
        } else {
            let with = EditedFiles::new(asked.files, &texts);
            let project = Project::from_loaded(load(&with, asked.first));
            let project =
                project.map_err(|_| Refused::Fault("the estate would not load".to_owned()))?;
            let outcome = project.check(asked.day).run();
            let outcome = outcome.map_err(|error| {
                Refused::Fault(format!("the estate could not be checked: {error}"))
            })?;
            of_part(part, kind, (&project, &outcome), asked)?
        };
        texts.extend(more);
    }
    Ok(texts)
}

/// The files with a remedy for one part; none where it is no longer asked.
fn of_part(
    part: &QuestionPart,
    kind: ChangeKind,
    (project, outcome): (&Project, &Outcome),
    asked: &Asked<'_>,
) -> Result<Texts, Refused> {
    let mut findings = outcome.findings.iter();
    let Some(finding) = findings.find(|it| it.id == part.id) else {
        return Ok(Texts::new());
    };
    let check = project.check(asked.day);
    let remedies = verified(Checked::declared(check, outcome), finding);
    let mut changes = remedies.into_iter().filter_map(|it| it.change);
    let is_edit = |kinds: &[ChangeKind]| kinds == [kind];
    let found =
        changes.find(|it| is_edit(&it.kinds) && !it.files.is_empty() && it.proposal.is_empty());
    let change = found.ok_or_else(|| {
        Refused::Fault(format!(
            "no edit was found that answers `{}` and leaves nothing else to be answered",
            part.id
        ))
    })?;
    let files = change.files.into_iter();
    Ok(files.map(|it| (it.path, it.after)).collect())
}
