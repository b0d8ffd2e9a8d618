//! Reading what was seen, for `observe`, `--observed` and `--before-consent`.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::deployed::bytes_of;
use super::env::Env;
use super::errors::CliError;
use super::load::{find, report_errors};
use crate::input::SourceMap;
use crate::observe::{self, MAX_OBSERVED_BYTES, Observation, Phase};
use crate::project::Project;

/// Files of what was seen.
#[derive(Debug, Clone, Default, Args)]
pub struct ObservedArguments {
    /// Include what was seen (repeatable): a visit that a browser saved (HAR), an inspection of the Website Evidence
    /// Collector, a Content-Security-Policy, traces of OpenTelemetry, events of OpenLineage, or counted edges
    #[arg(long, value_name = "FILE")]
    pub observed: Vec<PathBuf>,
    /// The same for what was seen before anybody gave consent (repeatable)
    #[arg(long, value_name = "FILE")]
    pub before_consent: Vec<PathBuf>,
}

impl ObservedArguments {
    /// The files, as the call names them, each with its option.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        let observed = self.observed.iter().map(|path| ("--observed", path));
        let early = self
            .before_consent
            .iter()
            .map(|path| ("--before-consent", path));
        observed
            .chain(early)
            .map(|(option, path)| (option, path.to_string_lossy()))
    }
}

/// Reads the files that a call names, those of before consent last. Their paths are shown as seen from `folder`,
/// which is `root` as seen from where the command runs. All errors have been reported when this fails.
pub fn observations(
    (paths, before_consent): (&[PathBuf], &[PathBuf]),
    (folder, root): (&Path, &str),
    sources: &mut SourceMap,
    env: &mut Env,
) -> Result<Vec<Observation>, CliError> {
    let plain = paths.iter().map(|path| (path, Phase::NotStated));
    let early = before_consent
        .iter()
        .map(|path| (path, Phase::BeforeConsent));
    let (mut found, mut errors, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for (path, phase) in plain.chain(early) {
        let (name, bytes) = bytes_of(path, folder, MAX_OBSERVED_BYTES, env)?;
        env.inputs.push(env.folder.join(path));
        // Twice the same file would count everything twice.
        if seen.contains(&name) {
            return Err(CliError::Message(format!(
                "`{}` is given twice",
                path.display()
            )));
        }
        match observe::read(&name, &bytes, phase, sources) {
            Ok(observation) => found.push(observation),
            Err(wrong) => errors.extend(wrong),
        }
        seen.push(name);
    }
    if errors.is_empty() {
        Ok(found)
    } else {
        Err(report_errors(&errors, sources, root, env))
    }
}

/// Reads what was seen, so that checks of the estate judge it; nothing where the call names no files.
pub fn load_observed(
    arguments: &ObservedArguments,
    named: Option<&Path>,
    ready: &mut Project,
    env: &mut Env,
) -> Result<(), CliError> {
    let files = (&*arguments.observed, &*arguments.before_consent);
    if files.0.is_empty() && files.1.is_empty() {
        return Ok(());
    }
    let (folder, _) = find(named, env)?;
    let root = ready.root.clone();
    let found = observations(files, (&folder, &root), &mut ready.sources, env)?;
    let watched = ready.watch(found);
    watched.map_err(|errors| report_errors(&errors, &ready.sources, &root, env))
}
