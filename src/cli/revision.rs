//! The files of an estate at a revision of git: the estate is read from the objects of a repository as
//! it is from a folder, each file when it is needed.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

use super::errors::CliError;
use super::git::{
    ObjectRead, Objects, TreeEntry, TreeEntryKind, commit, entries, is_damaged, prefix,
};
use crate::input::{
    FileError, Files, Pattern, limits, relative, text_of, too_many_entries, too_many_links,
};

/// As many links are followed on the way to a file.
const MAX_LINKS: usize = 40;
/// What is written in a link may have this many bytes.
const MAX_LINK_BYTES: u64 = 4096;

/// The files below a folder, at a revision.
#[derive(Debug)]
pub(super) struct RevisionFiles {
    repository: PathBuf,
    entries: BTreeMap<String, TreeEntry>,
    objects: RefCell<Option<Objects>>,
    /// The folder in the repository, with `/` and without one at the end.
    pub folder: String,
}

/// What a pattern has found so far, and what it has looked at for that.
#[derive(Debug, Default)]
struct Search {
    found: Vec<String>,
    looked_at: usize,
    /// How often a link was followed to a folder. A few links to folders with links are many ways.
    linked: usize,
}

/// What a path leads to.
enum PathTarget<'f> {
    File(&'f str),
    Folder(String),
}

impl RevisionFiles {
    /// The files below `folder` as they are at a revision of its repository.
    ///
    /// # Errors
    /// No repository, no such revision, or no such folder in it.
    pub fn new(folder: &Path, revision: &str) -> Result<Self, CliError> {
        let prefix = prefix(folder, revision)?;
        let Some(commit) = commit(folder, revision)? else {
            return Err(CliError::Message(format!(
                "there is neither a folder nor a revision `{revision}`"
            )));
        };
        let tree = match prefix.as_str() {
            "" => commit,
            prefix => format!("{commit}:{prefix}"),
        };
        let Some(entries) = entries(folder, &tree)? else {
            return Err(CliError::Message(format!(
                "the revision `{revision}` has no folder `{prefix}`"
            )));
        };
        let mut by_path = BTreeMap::new();
        for (path, entry) in entries {
            // Paths that are not UTF-8 may look alike, and like one that is: then none can be named.
            let other: Option<&TreeEntry> = by_path.get(&path);
            let entry = TreeEntry {
                is_named: entry.is_named && other.is_none_or(|other| other.is_named),
                is_twice: other.is_some(),
                ..entry
            };
            by_path.insert(path, entry);
        }
        Ok(Self {
            repository: folder.to_owned(),
            entries: by_path,
            objects: RefCell::default(),
            folder: prefix,
        })
    }

    /// Whether there is a file of this name.
    pub fn has(&self, path: &str) -> bool {
        matches!(self.find(path), Ok(PathTarget::File(_)))
    }

    fn bytes(&self, object: &str, limit: u64) -> Result<Vec<u8>, FileError> {
        let failed =
            |error: std::io::Error| FileError::Io(format!("git does not give it: {error}"));
        let mut objects = self.objects.borrow_mut();
        let running = match objects.take() {
            Some(running) => running,
            None => Objects::of(&self.repository).map_err(failed)?,
        };
        let running = objects.insert(running);
        let got = running.get(object, limit);
        let (gave, whole) = match got {
            Ok(ObjectRead::Bytes(bytes)) => (Ok(bytes), true),
            Ok(ObjectRead::TooLarge(size)) => (Err(FileError::TooLarge { size, limit }), false),
            Ok(ObjectRead::Lacking) | Err(_) if is_damaged(&self.repository, object) => (
                Err(FileError::Io(
                    "its object in the repository is damaged; run `git fsck`, and restore it from another copy"
                        .to_owned(),
                )),
                false,
            ),
            Ok(ObjectRead::Lacking) => (
                Err(FileError::Io(
                    "the repository lacks its content, as a partial clone does; fetch it with git first, since nothing is fetched here"
                        .to_owned(),
                )),
                false,
            ),
            Err(error) => (Err(failed(error)), false),
        };
        if !whole {
            *objects = None;
        }
        gave
    }

    fn is_folder(&self, path: &str) -> bool {
        path.is_empty() || self.below(path).next().is_some()
    }

    /// The entries below a folder, with their paths.
    fn below<'f>(
        &'f self,
        folder: &str,
    ) -> impl Iterator<Item = (&'f String, &'f TreeEntry)> + use<'f> {
        let start = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let from = self.entries.range(start.clone()..);
        from.take_while(move |(path, _)| path.starts_with(&start))
    }

    /// What a path leads to, links followed.
    fn find(&self, path: &str) -> Result<PathTarget<'_>, FileError> {
        let path = relative(path)?;
        let mut steps: VecDeque<String> = path.split('/').map(str::to_owned).collect();
        let mut here: Vec<String> = Vec::new();
        let mut links = 0;
        while let Some(step) = steps.pop_front() {
            match step.as_str() {
                "" | "." => continue,
                ".." => {
                    here.pop().ok_or(FileError::LeadsOut)?;
                    continue;
                }
                _ => here.push(step),
            }
            let at = here.join("/");
            match self.entries.get(&at) {
                None if self.is_folder(&at) => {}
                None => return Err(FileError::Missing),
                Some(entry) if entry.named().is_err() => {
                    entry.named()?;
                }
                Some(entry) if entry.kind == TreeEntryKind::Link => {
                    links += 1;
                    if links > MAX_LINKS {
                        return Err(FileError::Io("too many links lead to it".to_owned()));
                    }
                    let target = self.bytes(&entry.object, MAX_LINK_BYTES)?;
                    let target = String::from_utf8(target);
                    let target = target.map_err(|_| FileError::NameNotUtf8)?;
                    if target.starts_with('/') {
                        return Err(FileError::LeadsOut);
                    }
                    here.pop();
                    for part in target.rsplit('/') {
                        steps.push_front(part.to_owned());
                    }
                }
                Some(entry) if entry.kind == TreeEntryKind::Submodule => {
                    return Err(FileError::NotAFile("a submodule"));
                }
                Some(entry) if steps.is_empty() => return Ok(PathTarget::File(&entry.object)),
                Some(_) => return Err(FileError::Missing),
            }
        }
        Ok(PathTarget::Folder(here.join("/")))
    }

    /// Adds what a pattern matches below the folder `real`, which is called `shown`.
    fn collect(
        &self,
        real: &str,
        shown: &str,
        links: usize,
        pattern: &Pattern,
        search: &mut Search,
    ) -> Result<(), FileError> {
        for (path, entry) in self.below(real) {
            search.looked_at += 1;
            if search.looked_at > limits::MAX_ENTRIES {
                return Err(too_many_entries());
            }
            let rest = path.get(real.len()..).unwrap_or("").trim_start_matches('/');
            let at = match shown {
                "" => rest.to_owned(),
                shown => format!("{shown}/{rest}"),
            };
            let within = |error| FileError::Within {
                path: at.clone(),
                error: Box::new(error),
            };
            let matches = pattern.matches(&at);
            let enters = entry.kind != TreeEntryKind::File && enters(pattern, &at);
            if matches || enters {
                entry.named().map_err(within)?;
            }
            match entry.kind {
                TreeEntryKind::File if matches => search.found.push(at),
                TreeEntryKind::File => {}
                TreeEntryKind::Link if matches || enters => match self.find(path) {
                    Ok(PathTarget::Folder(target)) if enters => {
                        let circle = target.is_empty() || path.starts_with(&format!("{target}/"));
                        if circle || links >= MAX_LINKS {
                            return Err(within(FileError::Circle));
                        }
                        search.linked += 1;
                        if search.linked > limits::MAX_LINKED_FOLDERS {
                            return Err(too_many_links());
                        }
                        self.collect(&target, &at, links + 1, pattern, search)?;
                    }
                    Ok(PathTarget::Folder(_)) => {}
                    Err(error) if !matches => return Err(within(error)),
                    // An error of a link that is matched is reported when it is read.
                    Ok(PathTarget::File(_)) | Err(_) if matches => search.found.push(at),
                    Ok(PathTarget::File(_)) | Err(_) => {}
                },
                TreeEntryKind::Submodule if matches || enters => {
                    return Err(within(FileError::NotAFile("a submodule")));
                }
                TreeEntryKind::Link | TreeEntryKind::Submodule => {}
            }
        }
        Ok(())
    }
}

/// Whether a pattern looks into a folder, given by its path.
fn enters(pattern: &Pattern, path: &str) -> bool {
    let mut names = path.split('/').enumerate();
    names.all(|(depth, name)| pattern.enters(depth, name))
}

impl Files for RevisionFiles {
    fn read(&self, path: &str, limit: u64) -> Result<String, FileError> {
        match self.find(path)? {
            PathTarget::File(object) => text_of(self.bytes(object, limit)?),
            PathTarget::Folder(_) => Err(FileError::NotAFile("a folder")),
        }
    }

    fn matching(&self, pattern: &str) -> Result<Vec<String>, FileError> {
        let path = relative(pattern)?;
        if !Pattern::is_one(&path) {
            self.find(&path)?;
            return Ok(vec![path]);
        }
        let mut search = Search::default();
        self.collect("", "", 0, &Pattern::new(&path)?, &mut search)?;
        let mut found = search.found;
        found.sort();
        Ok(found)
    }

    fn is_dir(&self, path: &str) -> bool {
        matches!(self.find(path), Ok(PathTarget::Folder(_)))
    }
}
