//! Files of which some are edited and not written yet.

use std::collections::BTreeMap;

use super::file_error::FileError;
use super::files::{Files, relative};
use super::pattern::Pattern;
use super::source::SourceMap;

/// Files of which some have another text than they have. Whether an estate loads with an edit is known before
/// anything changes.
pub struct EditedFiles<'e> {
    files: &'e dyn Files,
    texts: &'e BTreeMap<String, String>,
}

impl<'e> EditedFiles<'e> {
    /// The files, with the texts of the edited ones by their paths.
    pub fn new(files: &'e dyn Files, texts: &'e BTreeMap<String, String>) -> Self {
        Self { files, texts }
    }
}

impl Files for EditedFiles<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        match self.texts.get(path) {
            Some(text) => Ok(text.clone()),
            None => self.files.read(path, limit),
        }
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        self.files.matching(pattern)
    }

    fn is_dir(&self, path: &str) -> bool {
        self.files.is_dir(path)
    }
}

/// The files of an estate as they were read: the same texts again, whatever becomes of the disk.
pub struct ReadFiles<'s> {
    texts: BTreeMap<&'s str, &'s str>,
}

impl<'s> ReadFiles<'s> {
    /// The files of an estate that was loaded.
    pub fn new(sources: &'s SourceMap) -> Self {
        let own = sources.iter().filter(|(_, it)| !it.is_builtin());
        Self {
            texts: own.map(|(_, it)| (it.path(), it.text())).collect(),
        }
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&'s str> {
        self.texts.get(path).copied()
    }
}

impl Files for ReadFiles<'_> {
    fn read(&self, path: &str, _: u64) -> Result<String, FileError> {
        let text = self.texts.get(relative(path)?.as_str());
        text.map(|text| (*text).to_owned())
            .ok_or(FileError::Missing)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let pattern = relative(pattern)?;
        if !Pattern::is_one(&pattern) {
            let known = self.texts.contains_key(pattern.as_str());
            return known.then(|| vec![pattern]).ok_or(FileError::Missing);
        }
        let matcher = Pattern::new(&pattern)?;
        let found = self.texts.keys().filter(|path| matcher.matches(path));
        Ok(found.map(|path| (*path).to_owned()).collect())
    }

    fn is_dir(&self, path: &str) -> bool {
        let prefix = format!("{}/", path.trim_end_matches('/'));
        self.texts.keys().any(|file| file.starts_with(&prefix))
    }
}
