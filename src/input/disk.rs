//! A folder on disk. The only place below the command line that touches a disk.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::beneath::{EntryKind, Folder, Opened, Root};
use super::file_error::{FileError, io_error};
use super::files::{Files, relative, text_of};
use super::limits;
use super::pattern::Pattern;

/// A folder on disk. Whatever is read lies in it at the moment at which it is opened, also while
/// somebody exchanges files and folders for links.
#[derive(Debug, Clone)]
pub struct DiskFiles {
    root: Arc<Root>,
}

impl DiskFiles {
    /// The folder `root`; it is resolved and opened once.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be opened.
    pub fn new(root: &Path) -> Result<Self, FileError> {
        let root = Root::open(root).map_err(|error| io_error(&error))?;
        Ok(Self {
            root: Arc::new(root),
        })
    }

    /// The folder of a file that may lie anywhere, since a call names it, and its name there.
    ///
    /// # Errors
    /// When the path ends in no name, and as [`DiskFiles::new`].
    pub fn around(path: &Path) -> Result<(Self, String), FileError> {
        let name = path.file_name().ok_or(FileError::Unnamed)?;
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let files = Self::new(folder.unwrap_or(Path::new(".")))?;
        Ok((files, name.to_string_lossy().into_owned()))
    }

    /// The bytes of a file of at most `limit` bytes, whatever they are.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn read_bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let (file, size) = match self.root.find(&relative(path)?)? {
            Opened::File(file, size) => (file, size),
            Opened::Folder(_) => return Err(FileError::NotAFile("a folder")),
            Opened::Special(what) => return Err(FileError::NotAFile(what)),
        };
        if size > limit {
            return Err(FileError::TooLarge { size, limit });
        }
        let mut bytes = Vec::with_capacity(size as usize);
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| io_error(&error))?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge {
                size: bytes.len() as u64,
                limit,
            });
        }
        Ok(bytes)
    }
}

/// Looks through folders for what a pattern matches.
struct Walk<'a> {
    root: &'a Root,
    pattern: &'a Pattern,
    /// The folders that contain the one that is being read, and itself.
    within: Vec<Folder>,
    looked_at: usize,
    /// How often a link was followed to a folder. A few links to folders with links are many ways.
    linked: usize,
    found: Vec<String>,
}

impl Walk<'_> {
    /// Lists everything in the last folder of `within`, whose path is `path`.
    fn folder(&mut self, path: &str) -> Result<(), FileError> {
        let depth = self.within.len() - 1;
        let Some(entries) = self.within.last().map(Folder::entries) else {
            return Ok(());
        };
        for entry in entries.map_err(|error| within(path, error))? {
            self.looked_at += 1;
            if self.looked_at > limits::MAX_ENTRIES {
                return Err(too_many_entries());
            }
            let shown = match path {
                "" => entry.name.clone(),
                path => format!("{path}/{}", entry.name),
            };
            let enters = self.pattern.enters(depth, &entry.name);
            let matches = self.pattern.matches(&shown);
            let concerns = match entry.kind {
                EntryKind::Folder => enters,
                EntryKind::Link => enters || matches,
                EntryKind::Other => matches,
            };
            if concerns && !entry.is_named {
                return Err(within(&shown, FileError::NameNotUtf8));
            }
            let folder = match entry.kind {
                EntryKind::Folder if enters => self.within.last().map(|it| it.folder(&entry.name)),
                EntryKind::Folder => None,
                // Opened only where it matters: most links are none of the estate's business.
                EntryKind::Link if enters || matches => self.linked(&shown, matches),
                EntryKind::Link => None,
                EntryKind::Other => {
                    if matches {
                        self.found.push(shown.clone());
                    }
                    None
                }
            };
            if let Some(folder) = folder {
                let folder = folder.map_err(|error| within(&shown, error))?;
                if enters {
                    self.linked += usize::from(entry.kind == EntryKind::Link);
                    if self.linked > limits::MAX_LINKED_FOLDERS {
                        return Err(too_many_links());
                    }
                    self.enter(folder, &shown)?;
                }
            }
        }
        Ok(())
    }

    /// What a link leads to, where that is a folder. A file is found if it is matched; a link that
    /// cannot be followed is an error only where a folder was looked for, since a file is read later.
    fn linked(&mut self, path: &str, matches: bool) -> Option<Result<Folder, FileError>> {
        match self.root.find(path) {
            Ok(Opened::Folder(folder)) => Some(Ok(folder)),
            Err(error) if !matches => Some(Err(error)),
            Ok(_) | Err(_) => {
                if matches {
                    self.found.push(path.to_owned());
                }
                None
            }
        }
    }

    fn enter(&mut self, folder: Folder, path: &str) -> Result<(), FileError> {
        if self.within.len() > limits::MAX_DEPTH {
            return Err(FileError::Limit(format!(
                "folders are nested more than {} deep in `{path}`; name the folders that hold parts of the estate",
                limits::MAX_DEPTH
            )));
        }
        let id = folder.id().map_err(|error| within(path, error))?;
        for outer in &self.within {
            if outer.id().is_ok_and(|outer| outer == id) {
                return Err(within(path, FileError::Circle));
            }
        }
        self.within.push(folder);
        self.folder(path)?;
        self.within.pop();
        Ok(())
    }
}

/// That a pattern looks into too many folders by way of links.
pub fn too_many_links() -> FileError {
    FileError::Limit(format!(
        "it would look into more than {} folders to which links lead; name the folders that hold parts of the estate",
        limits::MAX_LINKED_FOLDERS
    ))
}

/// That a pattern looks at too much.
pub fn too_many_entries() -> FileError {
    FileError::Limit(format!(
        "it would look at more than {} files and folders; name the folders that hold parts of the estate",
        limits::MAX_ENTRIES
    ))
}

fn within(path: &str, error: FileError) -> FileError {
    match error {
        FileError::Limit(_) | FileError::Within { .. } => error,
        error => FileError::Within {
            path: if path.is_empty() { "." } else { path }.to_owned(),
            error: Box::new(error),
        },
    }
}

impl Files for DiskFiles {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        text_of(self.read_bytes(path, limit)?)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let pattern = relative(pattern)?;
        if !Pattern::is_one(&pattern) {
            self.root.find(&pattern)?;
            return Ok(vec![pattern]);
        }
        let pattern = Pattern::new(&pattern)?;
        let mut walk = Walk {
            root: &self.root,
            pattern: &pattern,
            within: vec![self.root.folder()?],
            looked_at: 0,
            linked: 0,
            found: Vec::new(),
        };
        walk.folder("")?;
        let mut found = walk.found;
        found.sort();
        Ok(found)
    }

    fn is_dir(&self, path: &str) -> bool {
        let found = relative(path).and_then(|path| self.root.find(&path));
        matches!(found, Ok(Opened::Folder(_)))
    }
}
