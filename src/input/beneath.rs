//! Opening what is in or below a folder: name by name, from the handle of the folder before, so
//! that a name that is replaced by a link between the check and the opening cannot lead a reader
//! out.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fstat, openat, readlinkat, statat};

use super::file_error::{FileError, io_error};

/// As many links are followed on the way to a file, as Linux follows.
const MAX_LINKS: usize = 40;

/// How a folder is opened to go through it, which needs no right to list it.
#[cfg(target_os = "linux")]
const THROUGH: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const THROUGH: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);

/// The folder beneath which everything lies.
#[derive(Debug)]
pub(super) struct Root {
    path: PathBuf,
    handle: OwnedFd,
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

/// A folder that is open.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

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

/// A name that is still to be gone through, and the link whose target it is part of, if any.
struct Step {
    name: OsString,
    link: Option<usize>,
}

/// A link that was followed: its place, and what is written in it.
struct Link {
    path: String,
    target: PathBuf,
}

impl Root {
    /// Resolves a folder and opens it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let handle = openat(CWD, &path, THROUGH, Mode::empty())?;
        Ok(Self { path, handle })
    }

    /// The folder itself.
    pub fn folder(&self) -> Result<Folder, FileError> {
        Ok(Folder(again(&self.handle)?))
    }

    /// Opens what a path leads to; it is relative, and has neither `.` nor `..`.
    pub fn find(&self, path: &str) -> Result<Opened, FileError> {
        let mut way = Way {
            root: self,
            folders: Vec::new(),
            steps: VecDeque::new(),
            links: Vec::new(),
        };
        let names = path.split('/').filter(|name| !name.is_empty());
        way.steps.extend(names.map(|name| Step {
            name: OsString::from(name),
            link: None,
        }));
        way.walk()
    }
}

/// The way to a file.
struct Way<'r> {
    root: &'r Root,
    /// The folders below the root that were gone through, with their names.
    folders: Vec<(OwnedFd, OsString)>,
    steps: VecDeque<Step>,
    links: Vec<Link>,
}

impl Way<'_> {
    fn walk(&mut self) -> Result<Opened, FileError> {
        while let Some(step) = self.steps.pop_front() {
            if step.name == "." {
                continue;
            }
            if step.name == ".." {
                self.folders.pop().ok_or(FileError::LeadsOut)?;
                continue;
            }
            let here = self.folders.last().map_or(&self.root.handle, |(it, _)| it);
            let about = statat(here, &step.name, AtFlags::SYMLINK_NOFOLLOW)
                .map_err(|error| self.missing(error.into(), &step))?;
            match FileType::from_raw_mode(about.st_mode) {
                FileType::Symlink => {
                    let target = readlinkat(here, &step.name, Vec::new());
                    let target = target.map_err(|error| io_error(&error.into()))?;
                    self.follow(step, OsString::from_vec(target.into_bytes()))?;
                }
                FileType::Directory => {
                    let folder =
                        openat(here, &step.name, THROUGH | OFlags::NOFOLLOW, Mode::empty())
                            .map_err(changed)?;
                    self.folders.push((folder, step.name));
                }
                // What is behind it does not exist, and the system says so in its own words.
                _ if !self.steps.is_empty() => {
                    return Err(io_error(&rustix::io::Errno::NOTDIR.into()));
                }
                FileType::RegularFile => return opened(here, &step.name),
                other => return Ok(Opened::Special(special(other))),
            }
        }
        Ok(Opened::Folder(match self.folders.pop() {
            Some((folder, _)) => Folder(folder),
            None => self.root.folder()?,
        }))
    }

    /// Goes on with what is written in a link.
    fn follow(&mut self, step: Step, target: OsString) -> Result<(), FileError> {
        if self.links.len() >= MAX_LINKS {
            return Err(io_error(&rustix::io::Errno::LOOP.into()));
        }
        let target = PathBuf::from(target);
        let mut path: PathBuf = self.folders.iter().map(|(_, name)| name).collect();
        path.push(&step.name);
        // Of links that lead to links the first is reported, as the estate names that one.
        let origin = step.link.unwrap_or(self.links.len());
        self.links.push(Link {
            path: path.to_string_lossy().into_owned(),
            target: target.clone(),
        });
        let rest = if self.leaves(&target) {
            // Out and in again: where it leads to is gone to from the root.
            let whole = self.root.path.join(path.parent().unwrap_or(Path::new("")));
            let whole = whole.join(&target).canonicalize();
            let whole = whole.map_err(|error| self.lost(&error, origin))?;
            let rest = whole.strip_prefix(&self.root.path);
            let rest = rest.map_err(|_| FileError::LeadsOut)?.to_owned();
            self.folders.clear();
            rest
        } else {
            target
        };
        for part in rest.components().rev() {
            self.steps.push_front(Step {
                name: part.as_os_str().to_owned(),
                link: Some(origin),
            });
        }
        Ok(())
    }

    /// Whether what is written in a link here leads above the root.
    fn leaves(&self, target: &Path) -> bool {
        let mut depth = self.folders.len();
        for part in target.components() {
            match part {
                Component::ParentDir if depth == 0 => return true,
                Component::ParentDir => depth -= 1,
                Component::Normal(_) => depth += 1,
                Component::CurDir => {}
                Component::RootDir | Component::Prefix(_) => return true,
            }
        }
        false
    }

    fn missing(&self, error: io::Error, step: &Step) -> FileError {
        match step.link {
            Some(origin) => self.lost(&error, origin),
            None => io_error(&error),
        }
    }

    /// Why what a link leads to cannot be reached.
    fn lost(&self, error: &io::Error, origin: usize) -> FileError {
        match (io_error(error), self.links.get(origin)) {
            (FileError::Missing, Some(link)) => FileError::LeadsNowhere {
                link: if self.steps.iter().all(|step| step.link.is_some()) {
                    "it".to_owned()
                } else {
                    format!("`{}`", link.path)
                },
                target: link.target.to_string_lossy().into_owned(),
            },
            (error, _) => error,
        }
    }
}

impl Folder {
    /// What it contains.
    pub fn entries(&self) -> Result<Vec<Entry>, FileError> {
        let file_error = |error: rustix::io::Errno| io_error(&error.into());
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let readable = openat(&self.0, ".", flags, Mode::empty()).map_err(file_error)?;
        let mut entries = Vec::new();
        for entry in Dir::new(readable).map_err(file_error)? {
            let entry = entry.map_err(file_error)?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems do not say.
                FileType::Unknown => {
                    match statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
                        Ok(about) => FileType::from_raw_mode(about.st_mode),
                        // It was removed since.
                        Err(rustix::io::Errno::NOENT) => continue,
                        Err(error) => return Err(file_error(error)),
                    }
                }
                kind => kind,
            };
            entries.push(Entry {
                name: name.to_string_lossy().into_owned(),
                is_named: name.to_str().is_some(),
                kind: match kind {
                    FileType::Directory => EntryKind::Folder,
                    FileType::Symlink => EntryKind::Link,
                    _ => EntryKind::Other,
                },
            });
        }
        Ok(entries)
    }

    /// A folder in it, which is no link.
    pub fn folder(&self, name: &str) -> Result<Self, FileError> {
        openat(&self.0, name, THROUGH | OFlags::NOFOLLOW, Mode::empty())
            .map(Self)
            .map_err(changed)
    }

    /// Which folder it is, whatever its name.
    pub fn id(&self) -> Result<(u64, u64), FileError> {
        let about = fstat(&self.0).map_err(|error| io_error(&error.into()))?;
        #[allow(
            clippy::unnecessary_cast,
            clippy::allow_attributes,
            reason = "the types of these differ from system to system"
        )]
        Ok((about.st_dev as u64, about.st_ino as u64))
    }
}

/// Opens a regular file.
fn opened(folder: &OwnedFd, name: &OsStr) -> Result<Opened, FileError> {
    // If the file was replaced by a link, opening fails; if by a pipe, the reader does not wait.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = openat(folder, name, flags, Mode::empty()).map_err(changed)?;
    let about = fstat(&file).map_err(|error| io_error(&error.into()))?;
    match FileType::from_raw_mode(about.st_mode) {
        FileType::RegularFile => {
            let size = u64::try_from(about.st_size).unwrap_or(u64::MAX);
            Ok(Opened::File(File::from(file), size))
        }
        _ => Err(FileError::Changed),
    }
}

/// The same folder once more.
fn again(folder: &impl AsFd) -> Result<OwnedFd, FileError> {
    openat(folder, ".", THROUGH, Mode::empty()).map_err(|error| io_error(&error.into()))
}

/// Why what was a folder or a file a moment ago cannot be opened as one.
fn changed(error: rustix::io::Errno) -> FileError {
    match error {
        rustix::io::Errno::LOOP | rustix::io::Errno::NOTDIR | rustix::io::Errno::NOENT => {
            FileError::Changed
        }
        error => io_error(&error.into()),
    }
}

/// What a file that is none is called.
fn special(kind: FileType) -> &'static str {
    match kind {
        FileType::Fifo => "a named pipe",
        FileType::Socket => "a socket",
        FileType::CharacterDevice | FileType::BlockDevice => "a device",
        _ => "something else",
    }
}
