//! Reading the files of an estate at a revision, through the `git` command: objects only, so that
//! neither the working tree nor the index is touched and no hook runs.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::errors::CliError;
use crate::input::{MemoryFiles, limits};

/// Endings of the files that an estate may be made of; others at a revision are not read.
const ENDINGS: [&str; 12] = [
    "yaml", "yml", "json", "ndjson", "jsonl", "md", "markdown", "txt", "html", "htm", "cedar",
    "csv",
];

/// The files of an estate at a revision.
#[derive(Debug)]
pub struct AtRevision {
    /// The files, by their paths within the estate's folder.
    pub files: MemoryFiles,
    /// Their paths.
    pub paths: Vec<String>,
    /// The folder in the repository, with `/` and without one at the end.
    pub folder: String,
}

/// Reads the files below `folder` as they are at a revision of its repository.
pub fn at_revision(folder: &Path, revision: &str) -> Result<AtRevision, CliError> {
    let prefix = text(
        git(folder, &["rev-parse", "--show-prefix"], None)?.ok_or_else(|| {
            CliError::Message(format!(
                "there is no folder `{revision}`, and no repository of git to have such a revision"
            ))
        })?,
    );
    let prefix = prefix.trim_end_matches(['\n', '/']).to_owned();
    let wanted = format!("{revision}^{{commit}}");
    let found = git(
        folder,
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ],
        None,
    )?;
    let Some(commit) = found.map(text) else {
        return Err(CliError::Message(format!(
            "there is neither a folder nor a revision `{revision}`"
        )));
    };
    let tree = match prefix.as_str() {
        "" => commit.trim().to_owned(),
        prefix => format!("{}:{prefix}", commit.trim()),
    };
    let listed = git(
        folder,
        &["ls-tree", "-r", "-z", "-l", "--full-tree", &tree],
        None,
    )?;
    let Some(listed) = listed.map(text) else {
        return Err(CliError::Message(format!(
            "the revision `{revision}` has no folder `{prefix}`"
        )));
    };
    let entries: Vec<(&str, &str)> = listed.split('\0').filter_map(entry).collect();
    let asked: String = entries
        .iter()
        .map(|(object, _)| format!("{object}\n"))
        .collect();
    let batch = git(folder, &["cat-file", "--batch"], Some(asked.into_bytes()))?;
    let mut rest = batch.as_deref().unwrap_or_default();
    let mut files = MemoryFiles::new();
    let mut paths = Vec::new();
    for (_, path) in entries {
        let Some((bytes, after)) = object(rest) else {
            return Err(CliError::Message(format!(
                "cannot read `{path}` of `{revision}`"
            )));
        };
        files = files.with(path, bytes);
        paths.push(path.to_owned());
        rest = after;
    }
    Ok(AtRevision {
        files,
        paths,
        folder: prefix,
    })
}

/// An entry of `ls-tree -l`, `MODE TYPE OBJECT SIZE<tab>PATH`: its object and path, if it is a plain
/// file that an estate may be made of.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (head, path) = line.split_once('\t')?;
    let mut words = head.split_whitespace();
    let (mode, kind, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
    let is_file = kind == "blob" && ["100644", "100755"].contains(&mode);
    let fits = size.parse::<u64>().ok()? <= limits::MAX_FILE_BYTES;
    (is_file && fits && ENDINGS.contains(&ending.as_str())).then_some((object, path))
}

/// The first object of what `cat-file --batch` wrote (`OBJECT TYPE SIZE`, the bytes, an end of line),
/// and what comes after it.
fn object(written: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = written.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(written.get(..end)?).ok()?;
    let size: usize = head.rsplit_once(' ')?.1.parse().ok()?;
    let from = end + 1;
    let bytes = written.get(from..from.checked_add(size)?)?;
    Some((bytes, written.get(from + size + 1..)?))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What a command of git writes; `None` where it says no.
fn git(
    folder: &Path,
    arguments: &[&str],
    input: Option<Vec<u8>>,
) -> Result<Option<Vec<u8>>, CliError> {
    let cannot = |error: std::io::Error| CliError::Message(format!("cannot run `git`: {error}"));
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(cannot)?;
    let stdin = child.stdin.take();
    // Written from a thread of its own: git answers while it still reads.
    let writer = std::thread::spawn(move || {
        if let (Some(mut stdin), Some(input)) = (stdin, input) {
            let _ = stdin.write_all(&input);
        }
    });
    let output = child.wait_with_output().map_err(cannot)?;
    let _ = writer.join();
    Ok(output.status.success().then_some(output.stdout))
}
