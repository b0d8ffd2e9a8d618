//! Versions of an estate: folders, and revisions of git.

use std::path::Path;

use super::env::Env;
use super::errors::CliError;
use super::load::{find, ready, ready_in};
use super::revision::RevisionFiles;
use crate::engine::finding::Finding;
use crate::engine::waivers::only_those_of;
use crate::project::Project;

/// The version that a word names: a folder (or the first file of an estate) where there is one of that
/// name, else a revision of the repository in which the estate lies. `git:` before it makes it a
/// revision in any case.
pub fn version(name: &str, estate: Option<&Path>, env: &mut Env) -> Result<Project, CliError> {
    let revision = name.strip_prefix("git:");
    // An empty word is a variable that is not set, and not the folder at hand.
    if revision.is_none() && !name.is_empty() && env.folder.join(name).exists() {
        return ready(Some(Path::new(name)), env);
    }
    at_revision(revision.unwrap_or(name), estate, env)
}

/// The estate as a revision of its repository has it.
pub fn at_revision(
    revision: &str,
    estate: Option<&Path>,
    env: &mut Env,
) -> Result<Project, CliError> {
    let (folder, file) = find(estate, env)?;
    let found = RevisionFiles::new(&folder, revision)?;
    let root = match found.folder.as_str() {
        "" => revision.to_owned(),
        folder => format!("{revision}:{folder}"),
    };
    if !found.has(&file) {
        return Err(CliError::Message(format!("`{root}` has no `{file}`")));
    }
    ready_in(&found, &file, root, env)
}

/// Takes back what the second version does not record and the first, which has a name, does, and says so: a
/// change does not turn its errors into questions. The second version is judged after that.
pub fn without_own_omissions((name, before): (&str, &Project), after: &mut Project, env: &mut Env) {
    let (old, new) = (&before.estate.not_recorded, &mut after.estate.not_recorded);
    let own: Vec<&str> = new.difference(old).map(|it| it.as_str()).collect();
    if own.is_empty() {
        return;
    }
    env.note(&format!(
        "`not-recorded` does not count for {}: `{name}` does not have it, and a change does not excuse itself",
        own.join(", ")
    ));
    new.retain(|matter| old.contains(matter));
}

/// Takes back what the second version waives and the first, which has a name, does not, and says so.
pub fn without_own_waivers(
    (name, before): (&str, &Project),
    after: &Project,
    findings: &mut [Finding],
    env: &mut Env,
) {
    let own = only_those_of(&before.estate, &after.estate, findings);
    if own > 0 {
        let (findings, are) = if own == 1 {
            ("finding", "is")
        } else {
            ("findings", "are")
        };
        env.note(&format!(
            "{own} waived {findings} {are} counted: `{name}` does not have the waiver, and a change does not \
             excuse itself"
        ));
    }
}
