//! The root of the repository in which a command runs: build servers name files by their paths from it.

use super::env::Env;

/// What marks the root of a repository: a folder, or a file in a linked work tree.
const MARK: &str = ".git";

/// The folder in which the command runs as seen from the root of its repository, with `/`; empty at the root
/// itself, `None` outside of a repository.
pub fn within_repository(env: &Env) -> Option<String> {
    let folder = env.folder.canonicalize().ok()?;
    let root = folder.ancestors().find(|at| at.join(MARK).exists())?;
    let within = folder.strip_prefix(root).ok()?;
    let parts = within.components();
    let parts: Vec<String> = parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    Some(parts.join("/"))
}
