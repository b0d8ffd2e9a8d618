//! An estate with one file edited and not written yet: whether it loads is known before anything changes.

use crate::input::{FileError, Files};

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
