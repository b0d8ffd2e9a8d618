//! An estate with one file edited and not written yet: whether it loads is known before anything changes.

use std::path::Path;

use super::answers::closing;
use super::env::Env;
use super::errors::CliError;
use super::load::{display_path, files_in, find, ready_in, report_errors};
use super::write::write_file;
use crate::estate::load;
use crate::input::{Diagnostics, FileError, FileId, Files, Node, NodeKind, SourceMap, read_yaml};
use crate::project::Project;

/// Files of which one is edited and not written yet.
pub struct Edited<'e> {
    /// The files as they are.
    pub files: &'e dyn Files,
    /// The path of the edited one.
    pub path: &'e str,
    /// Its text.
    pub text: &'e str,
}

impl Files for Edited<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        if path == self.path {
            return Ok(self.text.to_owned());
        }
        self.files.read(path, limit)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        self.files.matching(pattern)
    }

    fn is_dir(&self, path: &str) -> bool {
        self.files.is_dir(path)
    }
}

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
    let text = appended(&text, list, entry).ok_or_else(|| {
        CliError::Message(format!(
            "`{path}` has `{list}` in a form that is not edited"
        ))
    })?;
    let with = Edited {
        files: &files,
        path: &path,
        text: &text,
    };
    if let Err(wrong) = Project::from_loaded(load(&with, &first)) {
        return Err(report_errors(&wrong.errors, &wrong.sources, &root, env));
    }
    write_file(&folder.join(&path), |out| out.write_all(text.as_bytes()))?;
    Ok(display_path(&folder.join(&path), &env.folder))
}

/// The file with the most entries of a list, by default the first one, and its text.
fn file_of(list: &str, first: &str, sources: &SourceMap) -> Option<(String, String)> {
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

/// A text with an entry at the end of a list.
fn appended(text: &str, list: &str, entry: &[(&str, String)]) -> Option<String> {
    let root = read_yaml(FileId(0), text, &mut Diagnostics::new())?;
    let block = |indent: usize| {
        let mut out = String::new();
        for (at, (key, value)) in entry.iter().enumerate() {
            let dash = if at == 0 { "- " } else { "  " };
            out.push_str(&format!("{}{dash}{key}: {value}\n", " ".repeat(indent)));
        }
        out
    };
    let Some(node) = root.get(list) else {
        let feed = if text.ends_with('\n') { "" } else { "\n" };
        return Some(format!("{text}{feed}\n{list}:\n{}", block(2)));
    };
    let last = node.items().last();
    if let Some(end) = closing(text, node.span, '[') {
        let (before, after) = (text.get(..end)?.trim_end(), text.get(end..)?);
        let parts: Vec<String> = entry
            .iter()
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        let comma = if last.is_some() { ", " } else { "" };
        return Some(format!("{before}{comma}{{{}}}{after}", parts.join(", ")));
    }
    let item: &Node = node.items().first()?;
    matches!(item.kind, NodeKind::Map(_)).then_some(())?;
    let at = item.span.start as usize;
    let line = text.get(..at)?.rfind('\n').map_or(0, |it| it + 1);
    let indent = text.get(line..at)?.find('-')?;
    let end = last_line(text, last?.span.end as usize)?;
    let (before, after) = (text.get(..end)?, text.get(end..)?);
    let feed = if before.ends_with('\n') { "" } else { "\n" };
    Some(format!("{before}{feed}{}{after}", block(indent)))
}

/// Where the line of the last word before a place ends.
fn last_line(text: &str, end: usize) -> Option<usize> {
    let words = text.get(..end)?.trim_end().len();
    let rest = text.get(words..)?;
    Some(rest.find('\n').map_or(text.len(), |it| words + it + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_added_at_the_end_of_its_list() {
        let entry = [("id", "c".to_owned()), ("country", "GB".to_owned())];
        for (text, wanted) in [
            (
                "parties:\n  - id: a\n    country: IE   # why\n\n# flows\nflows: []\n",
                "parties:\n  - id: a\n    country: IE   # why\n  - id: c\n    country: GB\n\n# flows\nflows: []\n",
            ),
            (
                "parties:\n- {id: a, country: IE}",
                "parties:\n- {id: a, country: IE}\n- id: c\n  country: GB\n",
            ),
            (
                "parties: [{id: a}]\nx: y\n",
                "parties: [{id: a}, {id: c, country: GB}]\nx: y\n",
            ),
            ("parties: []\n", "parties: [{id: c, country: GB}]\n"),
            ("x: y", "x: y\n\nparties:\n  - id: c\n    country: GB\n"),
        ] {
            assert_eq!(appended(text, "parties", &entry).as_deref(), Some(wanted));
        }
    }
}
