//! An estate with one file edited and not written yet: whether it loads is known before anything changes.

use std::collections::BTreeMap;
use std::path::Path;

use super::env::Env;
use super::errors::CliError;
use super::load::{display_path, files_in, find, ready_in, report_errors};
use super::write::write_file;
use crate::estate::load;
use crate::input::{Diagnostics, EditedFiles, FileId, SourceMap, edit, read_yaml};
use crate::project::Project;

/// Adds an entry to a list of an estate, in the file that has most of that list, unless the estate would not load
/// with it; then the faults are reported.
pub fn add_entry(
    estate: Option<&Path>,
    list: &str,
    entry: &[(&str, String)],
    env: &mut Env,
) -> Result<String, CliError> {
    let (folder, first) = find(estate, env)?;
    let root = display_path(&folder, &env.folder);
    let files = files_in(&folder)?;
    let project = ready_in(&files, &first, root.clone(), env)?;
    let (path, text) = file_of(list, &first, &project.sources).ok_or_else(|| {
        CliError::Message(format!(
            "no file of the estate can take an entry of `{list}`"
        ))
    })?;
    let text = edit::entry_appended(&text, list, entry).ok_or_else(|| {
        CliError::Message(format!(
            "`{path}` has `{list}` in a form that is not edited"
        ))
    })?;
    let texts = BTreeMap::from([(path.clone(), text.clone())]);
    let with = EditedFiles::new(&files, &texts);
    if let Err(wrong) = Project::from_loaded(load(&with, &first)) {
        return Err(report_errors(&wrong.errors, &wrong.sources, &root, env));
    }
    write_file(&folder.join(&path), |out| out.write_all(text.as_bytes()))?;
    Ok(display_path(&folder.join(&path), &env.folder))
}

/// The file with the most entries of a list, by default the first one, and its text.
pub fn file_of(list: &str, first: &str, sources: &SourceMap) -> Option<(String, String)> {
    let own = sources
        .iter()
        .filter(|(_, it)| !it.is_builtin() && it.path().ends_with("yaml"));
    let counted = own.map(|(_, source)| {
        let root = read_yaml(FileId(0), source.text(), &mut Diagnostics::new());
        let count = root
            .and_then(|root| Some(root.get(list)?.items().len()))
            .unwrap_or(0);
        (count, source.path() == first, source)
    });
    let best = counted.max_by_key(|(count, is_first, _)| (*count, *is_first))?;
    Some((best.2.path().to_owned(), best.2.text().to_owned()))
}
