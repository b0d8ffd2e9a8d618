//! Reading files, within borders: what a folder of files returns, and why it refuses.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::file_error::FileError;
use super::pattern::Pattern;

/// A folder that files are read from. Paths are relative and use `/`.
pub trait Files {
    /// The text of a file of at most `limit` bytes.
    ///
    /// # Errors
    /// See [`FileError`].
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError>;

    /// The files that match a path or a glob, sorted. A plain path that does not exist is an error,
    /// a glob that matches nothing gives an empty list. Names that begin with a dot match only where
    /// the glob writes the dot.
    ///
    /// # Errors
    /// See [`FileError`]. A list that would not hold all files is never given.
    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError>;

    /// Whether there is a folder of this name.
    fn is_dir(&self, path: &str) -> bool;
}

/// A path as it is looked for, without `.`.
///
/// # Errors
/// Absolute paths, and those with `..`.
pub fn relative(path: &str) -> Result<String, FileError> {
    let mut parts = Vec::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::CurDir => {}
            Component::ParentDir => return Err(FileError::Climbs),
            Component::RootDir | Component::Prefix(_) => return Err(FileError::Absolute),
        }
    }
    Ok(parts.join("/"))
}

/// Whether bytes begin with a mark or a letter of UTF-32, which would pass for UTF-16.
fn is_utf32(bytes: &[u8]) -> bool {
    match bytes.get(..4) {
        Some([0xFF, 0xFE, 0, 0] | [0, 0, 0xFE, 0xFF]) => true,
        Some([0, 0, 0, low] | [low, 0, 0, 0]) => *low != 0,
        _ => false,
    }
}

/// Turns bytes into text, naming UTF-16 where it is that, and dropping a UTF-8 byte order mark.
///
/// # Errors
/// Bytes that are not UTF-8.
pub fn text_of(bytes: Vec<u8>) -> Result<String, FileError> {
    let utf16 = match bytes.get(..2) {
        _ if is_utf32(&bytes) => Some("UTF-32"),
        Some([0xFF, 0xFE]) => Some("UTF-16 (little-endian)"),
        Some([0xFE, 0xFF]) => Some("UTF-16 (big-endian)"),
        Some([0, low]) if *low != 0 => Some("UTF-16 (big-endian, no mark)"),
        Some([low, 0]) if *low != 0 => Some("UTF-16 (little-endian, no mark)"),
        _ => None,
    };
    if let Some(name) = utf16 {
        return Err(FileError::Encoding(format!(
            "it is {name}; save it as UTF-8"
        )));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error
                .as_bytes()
                .iter()
                .take(at)
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            Err(FileError::Encoding(format!(
                "it is not UTF-8 from line {line} (byte {at}) on; save it as UTF-8"
            )))
        }
    }
}

/// Files that live in memory: for tests, benches, and revisions read from elsewhere.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more file.
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        let bytes = self.files.get(&relative(path)?).ok_or(FileError::Missing)?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge {
                size: bytes.len() as u64,
                limit,
            });
        }
        text_of(bytes.clone())
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let pattern = relative(pattern)?;
        if !Pattern::is_one(&pattern) {
            return if self.files.contains_key(&pattern) {
                Ok(vec![pattern])
            } else {
                Err(FileError::Missing)
            };
        }
        let matcher = Pattern::new(&pattern)?;
        Ok(self
            .files
            .keys()
            .filter(|path| matcher.matches(path))
            .cloned()
            .collect())
    }

    fn is_dir(&self, path: &str) -> bool {
        let prefix = format!("{}/", path.trim_end_matches('/'));
        self.files.keys().any(|file| file.starts_with(&prefix))
    }
}
