//! Reading plans, states, templates and inventories for `reconcile` and `--deployed`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::env::Env;
use super::errors::CliError;
use super::load::{cannot_read, display_path, find, report_errors};
use crate::import::{self, Deployment, MAX_PLAN_BYTES, Options, Tables};
use crate::input::{SourceMap, read_given, stream};
use crate::project::Project;

/// Where templates are deployed that do not say so themselves.
#[derive(Debug, Clone, Default, Args)]
pub struct RegionArguments {
    /// The region in which templates are deployed that do not state it (`eu-west-1`, `westeurope`; repeatable,
    /// once for each cloud); without it their places are unknown
    #[arg(long, value_name = "REGION")]
    pub region: Vec<String>,
}

impl RegionArguments {
    /// The regions, each of one cloud.
    fn options(&self, tables: &Tables) -> Result<Options, CliError> {
        let mut clouds: Vec<&str> = Vec::new();
        for region in &self.region {
            let Some(cloud) = tables.cloud_of(region) else {
                return Err(CliError::Message(format!(
                    "`--region {region}` is no region that the tables know"
                )));
            };
            if clouds.contains(&cloud) {
                return Err(CliError::Message(format!(
                    "`--region` names two regions of `{cloud}`: check templates of different regions apart"
                )));
            }
            clouds.push(cloud);
        }
        Ok(Options {
            regions: self.region.clone(),
        })
    }
}

/// Reads the files that a call names. Their paths are shown as seen from `folder`, which is `root` as
/// seen from where the command runs. All errors have been reported when this fails.
pub fn deployments(
    (paths, regions): (&[PathBuf], &RegionArguments),
    (folder, root): (&Path, &str),
    sources: &mut SourceMap,
    env: &mut Env,
) -> Result<(&'static Tables, Vec<Deployment>), CliError> {
    let tables = match Tables::builtin() {
        Ok(tables) => tables,
        Err(errors) => return Err(report_errors(&errors, sources, root, env)),
    };
    let options = regions.options(tables)?;
    let (mut found, mut errors, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        let (name, bytes) = bytes_of(path, folder, MAX_PLAN_BYTES, env)?;
        env.inputs.push(env.folder.join(path));
        // Twice the same file would count everything twice.
        if seen.contains(&name) {
            return Err(CliError::Message(format!(
                "`{}` is given twice",
                path.display()
            )));
        }
        match import::deployments_with(&name, &bytes, &options, tables, sources) {
            Ok(documents) => found.extend(documents),
            Err(error) => errors.push(error.into()),
        }
        seen.push(name);
    }
    if errors.is_empty() {
        Ok((tables, found))
    } else {
        Err(report_errors(&errors, sources, root, env))
    }
}

/// Reads what is deployed, so that checks of the estate judge it; nothing where the call names no files.
pub fn load_deployment(
    (paths, regions): (&[PathBuf], &RegionArguments),
    named: Option<&Path>,
    ready: &mut Project,
    env: &mut Env,
) -> Result<(), CliError> {
    if paths.is_empty() {
        return Ok(());
    }
    let (folder, _) = find(named, env)?;
    let root = ready.root.clone();
    let (_, files) = deployments((paths, regions), (&folder, &root), &mut ready.sources, env)?;
    ready.deploy(files);
    Ok(())
}

/// The bytes of a file, at most so many, and its path as it is shown. It may lie anywhere: the call names it.
pub fn bytes_of(
    path: &Path,
    folder: &Path,
    most: u64,
    env: &Env,
) -> Result<(String, Vec<u8>), CliError> {
    let whole = env.folder.join(path);
    let bytes = read_given(&whole, most).map_err(|error| cannot_read(path, &error))?;
    // A stream has no place among files.
    let shown = match stream(&whole) {
        Some(_) => path.display().to_string(),
        None => display_path(&whole, folder),
    };
    Ok((shown, bytes))
}
