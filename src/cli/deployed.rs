//! Reading plans and states for `reconcile` and `--deployed`.

use std::path::{Path, PathBuf};

use super::load::{find, shown, tell};
use super::{Edge, Failure};
use crate::import::{Deployment, MAX_PLAN_BYTES, Tables, deployment};
use crate::input::{DiskFiles, SourceMap};
use crate::project::Project;

/// Reads the files that a call names. Their paths are shown as seen from `folder`, which is `root` as
/// seen from where the command runs. All that is wrong with them has been told when this fails.
pub fn deployments(
    paths: &[PathBuf],
    (folder, root): (&Path, &str),
    sources: &mut SourceMap,
    edge: &mut Edge,
) -> Result<(Tables, Vec<Deployment>), Failure> {
    let tables = match Tables::builtin(sources) {
        Ok(tables) => tables,
        Err(errors) => return Err(tell(&errors, sources, root, edge)),
    };
    let (mut found, mut errors, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        let (name, bytes) = bytes(path, folder, edge)?;
        // Twice the same file would count everything twice.
        if seen.contains(&name) {
            return Err(Failure::Say(format!("`{}` is given twice", path.display())));
        }
        match deployment(&name, &bytes, &tables, sources) {
            Ok(deployment) => found.push(deployment),
            Err(error) => errors.push(error.into()),
        }
        seen.push(name);
    }
    match errors.is_empty() {
        true => Ok((tables, found)),
        false => Err(tell(&errors, sources, root, edge)),
    }
}

/// Reads what is deployed, so that checks of the estate judge it; nothing where the call names no files.
pub fn beside(
    paths: &[PathBuf],
    named: Option<&Path>,
    ready: &mut Project,
    edge: &mut Edge,
) -> Result<(), Failure> {
    if paths.is_empty() {
        return Ok(());
    }
    let (folder, _) = find(named, edge)?;
    let root = ready.root.clone();
    let (_, files) = deployments(paths, (&folder, &root), &mut ready.sources, edge)?;
    ready.deploy(files);
    Ok(())
}

/// The bytes of a file and its path as it is shown. It may lie anywhere: the call names it.
fn bytes(path: &Path, folder: &Path, edge: &Edge) -> Result<(String, Vec<u8>), Failure> {
    let cannot = |error: &dyn std::fmt::Display| {
        Failure::Say(format!("cannot read `{}`: {error}", path.display()))
    };
    let whole = edge.folder.join(path);
    let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(cannot(&"it has no name"));
    };
    let name = name.to_string_lossy();
    let bytes = DiskFiles::new(parent)
        .and_then(|files| files.read_bytes(&name, MAX_PLAN_BYTES))
        .map_err(|error| cannot(&error))?;
    let shown = match shown(parent, folder).as_str() {
        "" => name.into_owned(),
        parent => format!("{parent}/{name}"),
    };
    Ok((shown, bytes))
}
