//! The same as `beneath.rs` for systems that open no name from the handle of a folder: a path is
//! resolved, compared with the root, opened, and resolved once more.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::file_error::{FileError, io_error};

/// The folder beneath which everything lies.
#[derive(Debug)]
pub(super) struct Root {
    path: PathBuf,
}

/// What a path leads to.
#[derive(Debug)]
pub(super) enum Opened {
    /// A file, open, and its size in bytes.
    File(File, u64),
    /// A folder.
    Folder(Folder),
    /// Neither, and what it is called.
    Special(&'static str),
}

/// A folder.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

/// What is listed in a folder.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name; what is not UTF-8 in it is replaced.
    pub name: String,
    /// Whether the name is UTF-8, so that a path can name it.
    pub is_named: bool,
    /// What it is.
    pub kind: EntryKind,
}

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A file, or something special.
    Other,
}

impl Root {
    /// Resolves a folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        Ok(Self { path })
    }

    /// The folder itself.
    pub fn folder(&self) -> Result<Folder, FileError> {
        Ok(Folder(self.path.clone()))
    }

    /// Opens what a path leads to; it is relative, and has neither `.` nor `..`.
    pub fn find(&self, path: &str) -> Result<Opened, FileError> {
        let place = self.resolve(path)?;
        let about = place.symlink_metadata().map_err(|error| io_error(&error))?;
        if about.is_dir() {
            return Ok(Opened::Folder(Folder(place)));
        }
        // Looked at before it is opened: opening a pipe would wait for a writer.
        if !about.is_file() {
            return Ok(Opened::Special("something else"));
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that opens files"
        )]
        let file = File::open(&place).map_err(|error| io_error(&error))?;
        if self.resolve(path)? != place {
            return Err(FileError::Changed);
        }
        let size = file.metadata().map_err(|error| io_error(&error))?.len();
        Ok(Opened::File(file, size))
    }

    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        let place = self.path.join(path);
        let resolved = place.canonicalize().map_err(|error| {
            match (io_error(&error), std::fs::read_link(&place)) {
                (FileError::Missing, Ok(target)) => FileError::LeadsNowhere {
                    link: "it".to_owned(),
                    target: target.to_string_lossy().into_owned(),
                },
                (error, _) => error,
            }
        })?;
        if resolved.starts_with(&self.path) {
            Ok(resolved)
        } else {
            Err(FileError::LeadsOut)
        }
    }
}

impl Folder {
    /// What it contains.
    pub fn entries(&self) -> Result<Vec<Entry>, FileError> {
        let file_error = |error: io::Error| io_error(&error);
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(&self.0).map_err(file_error)? {
            let entry = entry.map_err(file_error)?;
            let kind = entry.file_type().map_err(file_error)?;
            let name = entry.file_name();
            entries.push(Entry {
                name: name.to_string_lossy().into_owned(),
                is_named: name.to_str().is_some(),
                kind: if kind.is_dir() {
                    EntryKind::Folder
                } else if kind.is_symlink() {
                    EntryKind::Link
                } else {
                    EntryKind::Other
                },
            });
        }
        Ok(entries)
    }

    /// A folder in it, which is no link.
    pub fn folder(&self, name: &str) -> Result<Self, FileError> {
        Ok(Self(self.0.join(name)))
    }

    /// Which folder it is, whatever its name.
    pub fn id(&self) -> Result<PathBuf, FileError> {
        self.0.canonicalize().map_err(|error| io_error(&error))
    }
}
