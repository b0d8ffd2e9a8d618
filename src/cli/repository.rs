//! The root of the repository that a folder is in: build servers and diffs of git name files by their paths from it.

use std::path::Path;

/// What marks the root of a repository: a folder, or a file in a linked work tree.
const MARK: &str = ".git";

/// A folder as seen from the root of its repository, with `/`; empty at the root itself, `None` outside of a
/// repository.
pub fn within_repository(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let root = folder.ancestors().find(|at| at.join(MARK).exists())?;
    let within = folder.strip_prefix(root).ok()?;
    let parts = within.components();
    let parts: Vec<String> = parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    Some(parts.join("/"))
}
