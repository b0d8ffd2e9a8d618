//! Reading files, within borders. The only place below the command line that touches a disk.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;

use super::limits;

/// Why a file cannot be read, in words that fit behind "cannot read `x`: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// A symbolic link on the way to it leads to nothing.
    #[error("{link} is a link to `{target}`, which does not exist")]
    LeadsNowhere {
        /// The link: `it`, or the path of the folder that is one, in backticks.
        link: String,
        /// Where it leads, as it is written in the link.
        target: String,
    },
    /// The path is absolute.
    #[error("the path is absolute; paths are relative to the estate's folder")]
    Absolute,
    /// The path climbs out with `..`.
    #[error("the path leaves the estate's folder with `..`")]
    Climbs,
    /// A symbolic link leads out of the estate.
    #[error("a symbolic link leads out of the estate's folder")]
    LeadsOut,
    /// A path that ends in no name, such as `..`.
    #[error("it has no name")]
    Unnamed,
    /// Not a regular file.
    #[error("it is {0}, not a file")]
    NotAFile(&'static str),
    /// Larger than a limit.
    #[error("it has {size} bytes; a file of this kind may have {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Not UTF-8.
    #[error("{0}")]
    Encoding(String),
    /// The glob does not parse.
    #[error("the pattern does not parse: {0}")]
    Pattern(String),
    /// The operating system says no.
    #[error("{0}")]
    Io(String),
}

/// A folder that files are read from. Paths are relative and use `/`.
pub trait Files {
    /// The text of a file of at most `limit` bytes.
    ///
    /// # Errors
    /// See [`FileError`].
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError>;

    /// The files that match a path or a glob, sorted. A plain path that does not exist is an error,
    /// a glob that matches nothing gives an empty list.
    ///
    /// # Errors
    /// See [`FileError`].
    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError>;

    /// Whether there is a folder of this name.
    fn is_dir(&self, path: &str) -> bool;
}

fn is_glob(pattern: &str) -> bool {
    pattern.contains(['*', '?', '[', '{'])
}

/// Refuses absolute paths and `..`; drops `.` parts.
fn inside(path: &str) -> Result<String, FileError> {
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

fn matcher(pattern: &str) -> Result<globset::GlobMatcher, FileError> {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| FileError::Pattern(error.kind().to_string()))
}

/// Turns bytes into text, naming UTF-16 where it is that, and dropping a UTF-8 byte order mark.
fn text_of(bytes: Vec<u8>) -> Result<String, FileError> {
    let utf16 = match bytes.get(..2) {
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

/// A folder on disk.
#[derive(Debug, Clone)]
pub struct DiskFiles {
    root: PathBuf,
}

impl DiskFiles {
    /// The folder `root`; it is resolved once, so that links within it can be told from links that
    /// lead out.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be resolved.
    pub fn new(root: &Path) -> Result<Self, FileError> {
        let root = root.canonicalize().map_err(|error| io_error(&error))?;
        Ok(Self { root })
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

    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        let path = inside(path)?;
        let resolved =
            self.root
                .join(&path)
                .canonicalize()
                .map_err(|error| match io_error(&error) {
                    FileError::Missing => self.leads_nowhere(&path).unwrap_or(FileError::Missing),
                    other => other,
                })?;
        if resolved.starts_with(&self.root) {
            Ok(resolved)
        } else {
            Err(FileError::LeadsOut)
        }
    }

    /// The link on the way to a path that leads to nothing.
    fn leads_nowhere(&self, path: &str) -> Option<FileError> {
        let ends = path.match_indices('/').map(|(at, _)| at);
        for end in ends.chain([path.len()]) {
            let link = path.get(..end)?;
            let place = self.root.join(link);
            if place.exists() {
                continue;
            }
            let target = std::fs::read_link(place).ok()?;
            return Some(FileError::LeadsNowhere {
                link: if link == path {
                    "it".to_owned()
                } else {
                    format!("`{link}`")
                },
                target: target.to_string_lossy().into_owned(),
            });
        }
        None
    }

    /// The bytes of a file of at most `limit` bytes, whatever they are.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn read_bytes(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let resolved = self.resolve(path)?;
        let about = std::fs::metadata(&resolved).map_err(|error| io_error(&error))?;
        // Looked at before it is opened: opening a pipe would wait for a writer.
        if !about.is_file() {
            return Err(FileError::NotAFile(special(about.file_type())));
        }
        if about.len() > limit {
            return Err(FileError::TooLarge {
                size: about.len(),
                limit,
            });
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that opens files"
        )]
        let file = std::fs::File::open(&resolved).map_err(|error| io_error(&error))?;
        let mut bytes = Vec::with_capacity(about.len() as usize);
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

    fn walk(
        &self,
        folder: &Path,
        prefix: &str,
        depth: usize,
        found: &mut Vec<String>,
    ) -> Result<(), FileError> {
        if depth > limits::MAX_DEPTH || found.len() > limits::MAX_FILES {
            return Ok(());
        }
        let entries = std::fs::read_dir(folder).map_err(|error| io_error(&error))?;
        for entry in entries {
            let entry = entry.map_err(|error| io_error(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let shown = if prefix.is_empty() {
                name
            } else {
                format!("{prefix}/{name}")
            };
            let kind = entry.file_type().map_err(|error| io_error(&error))?;
            if kind.is_dir() {
                self.walk(&entry.path(), &shown, depth + 1, found)?;
            } else {
                found.push(shown);
            }
        }
        Ok(())
    }
}

fn io_error(error: &std::io::Error) -> FileError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FileError::Missing,
        std::io::ErrorKind::PermissionDenied => FileError::Io("permission denied".to_owned()),
        _ => FileError::Io(error.to_string()),
    }
}

/// What a file that is none is called.
fn special(kind: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if kind.is_dir() {
        "a folder"
    } else {
        "something else"
    }
}

impl Files for DiskFiles {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        text_of(self.read_bytes(path, limit)?)
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let pattern = inside(pattern)?;
        if !is_glob(&pattern) {
            self.resolve(&pattern)?;
            return Ok(vec![pattern]);
        }
        let matcher = matcher(&pattern)?;
        let mut found = Vec::new();
        self.walk(&self.root, "", 0, &mut found)?;
        found.retain(|path| matcher.is_match(path));
        found.sort();
        Ok(found)
    }

    fn is_dir(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|path| path.is_dir())
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
        let bytes = self.files.get(&inside(path)?).ok_or(FileError::Missing)?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge {
                size: bytes.len() as u64,
                limit,
            });
        }
        text_of(bytes.clone())
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let pattern = inside(pattern)?;
        if !is_glob(&pattern) {
            return if self.files.contains_key(&pattern) {
                Ok(vec![pattern])
            } else {
                Err(FileError::Missing)
            };
        }
        let matcher = matcher(&pattern)?;
        Ok(self
            .files
            .keys()
            .filter(|path| matcher.is_match(path))
            .cloned()
            .collect())
    }

    fn is_dir(&self, path: &str) -> bool {
        let prefix = format!("{}/", path.trim_end_matches('/'));
        self.files.keys().any(|file| file.starts_with(&prefix))
    }
}
