//! Files that a call names. They may lie anywhere, and may be streams: what is piped in (`/dev/stdin`), or what a shell
//! has another program write (`<(...)`, which is `/dev/fd/63`). A file of an estate is never one.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::disk::DiskFiles;
use super::file_error::{FileError, io_error};

/// As many links are followed to the stream that is meant.
#[cfg(unix)]
const MAX_LINKS: usize = 40;

/// A stream that a process has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// The path that leads to it.
    pub path: PathBuf,
    /// Its number, where it is one of this process.
    pub number: Option<u32>,
}

/// What a path such as `/dev/stdout` or `/dev/fd/3` leads to. `None` for every other path.
#[cfg(unix)]
pub fn stream(path: &Path) -> Option<Stream> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if let Ok(whole) = folder.canonicalize()
            && is_of_streams(&whole)
        {
            let own = format!("/proc/{}/", std::process::id());
            let is_own = whole.starts_with(own) || whole == Path::new("/dev/fd");
            let name = path.file_name().and_then(|name| name.to_str());
            let number = name.and_then(|name| name.parse().ok());
            return Some(Stream {
                number: number.filter(|_| is_own),
                path,
            });
        }
        let target = std::fs::read_link(&path).ok()?;
        path = folder.join(target);
    }
    None
}

/// Other systems have no such paths.
#[cfg(not(unix))]
pub fn stream(_: &Path) -> Option<Stream> {
    None
}

/// Whether a folder, whose path has no links, has the streams of a process: `/proc/PROCESS/fd`.
#[cfg(unix)]
fn is_of_streams(folder: &Path) -> bool {
    folder == Path::new("/dev/fd") || folder.starts_with("/proc") && folder.ends_with("fd")
}

/// The bytes of a file of at most `limit` bytes that a call names. A stream is read to its end.
///
/// # Errors
/// See [`FileError`].
pub fn read_given(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let Some(stream) = stream(path) else {
        let (files, name) = DiskFiles::around(path)?;
        return files.read_bytes(&name, limit);
    };
    let mut bytes = Vec::new();
    let read = match stream.number {
        // What is piped in may be a socket, which has no other way to it.
        Some(0) => std::io::stdin().take(limit + 1).read_to_end(&mut bytes),
        _ => std::fs::OpenOptions::new()
            .read(true)
            .open(&stream.path)
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)),
    };
    read.map_err(|error| io_error(&error))?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLong { limit });
    }
    Ok(bytes)
}
