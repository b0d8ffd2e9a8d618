//! `--assume` and `--with`: an estate as it is, compared with scenarios and proposals.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::env::Env;
use super::errors::CliError;
use super::load::{cannot_read, display_path, files_in, find, from_loaded, ready};
use crate::estate::{Assumption, Overlay, ScenarioFile, load_assuming};
use crate::input::{DiskFiles, Files, limits};
use crate::project::Project;

/// An estate with and without assumptions.
#[derive(Debug)]
pub struct Assuming {
    /// The estate as declared.
    pub actual: Project,
    /// The estate with the assumptions.
    pub assumed: Project,
    /// The scenarios and proposals.
    pub laid: Vec<ScenarioFile>,
    /// What is assumed.
    pub assumptions: Vec<Assumption>,
    /// The day to judge on where the call names none: the latest that the scenarios name, unless
    /// today is later.
    pub day: Date,
}

/// Loads the estate that a call names, and again with its scenarios. All errors have been
/// reported when this fails.
pub fn assuming(
    named: Option<&Path>,
    (scenarios, proposals): (&[PathBuf], &[PathBuf]),
    env: &mut Env,
) -> Result<Assuming, CliError> {
    let actual = ready(named, env)?;
    let (folder, file) = find(named, env)?;
    let of = |kind| move |path| (kind, path);
    let scenarios = scenarios
        .iter()
        .map(of(Overlay::Scenario))
        .chain(proposals.iter().map(of(Overlay::Proposal)))
        .map(|(kind, path)| overlay(kind, path, &folder, env))
        .collect::<Result<Vec<_>, _>>()?;
    let files = files_in(&folder)?;
    let assumed = load_assuming(&files, &file, &actual.estate, &scenarios);
    let day = assumed.latest_day();
    let root = actual.root.clone();
    Ok(Assuming {
        actual,
        assumed: from_loaded(assumed.loaded, root, env)?,
        laid: scenarios,
        assumptions: assumed.assumptions,
        day: day.map_or(env.today, |day| day.max(env.today)),
    })
}

/// Reads a scenario or a proposal. It may lie anywhere: the call names it, not the estate.
pub fn overlay(
    kind: Overlay,
    path: &Path,
    folder: &Path,
    env: &Env,
) -> Result<ScenarioFile, CliError> {
    let what = match kind {
        Overlay::Scenario => "scenario",
        Overlay::Proposal => "proposal",
    };
    let whole = env.folder.join(path);
    let is_document = whole
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| ["yaml", "yml", "json"].contains(&extension));
    if whole.is_dir() || !is_document {
        return Err(CliError::Message(format!(
            "`{}` is no {what}: it is a file whose name ends in `.yaml`, `.yml` or `.json`",
            path.display()
        )));
    }
    let text = DiskFiles::around(&whole)
        .and_then(|(files, name)| files.read(&name, limits::MAX_FILE_BYTES))
        .map_err(|error| cannot_read(path, &error))?;
    Ok(ScenarioFile {
        kind,
        path: display_path(&whole, folder),
        text,
    })
}
