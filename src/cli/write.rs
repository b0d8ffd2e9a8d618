//! Writing files: each whole or not at all, and only the file that was named.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::errors::CliError;
#[cfg(unix)]
use crate::input::stream;

/// What fills a file.
type Fill<'f> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'f>;

/// As many links are followed to the file that is meant.
const MAX_LINKS: usize = 40;
/// How names of files begin and end that have not taken their own names yet.
const PREFIX: &str = ".fairnotice-";
const SUFFIX: &str = ".tmp";
/// Such a file that was not touched for so long is left over from a run that was killed.
const STALE: Duration = Duration::from_secs(60 * 60);

/// Writes a file. A regular file is replaced only when the new one is complete: a run that is cut off
/// leaves the old file, never half of a new one; the old one's rights stay, and a new one has those of
/// any new file. A link stays, and what it leads to is written; a device or a pipe is written to.
///
/// # Errors
/// Where something cannot be written, with its name.
pub fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CliError> {
    written(path, Box::new(fill))
        .map_err(|error| CliError::Message(format!("cannot write `{}`: {error}", path.display())))
}

fn written(path: &Path, fill: Fill<'_>) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(mut open) = opened(path)? {
        return filled(&mut open, fill);
    }
    let place = behind_links(path)?;
    match std::fs::metadata(&place) {
        Ok(about) if about.is_dir() => Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "it is a folder",
        )),
        Ok(about) if !about.is_file() => {
            filled(&mut OpenOptions::new().write(true).open(&place)?, fill)
        }
        Ok(about) => replaced(&place, Some(&about), fill),
        Err(error) if error.kind() == io::ErrorKind::NotFound => replaced(&place, None, fill),
        Err(error) => Err(error),
    }
}

/// What a path leads to, which need not be there.
pub(super) fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match std::fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            // It is no link, or is not there.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links lead to it"))
}

/// What a path such as `/dev/stdout` or `/dev/fd/3` leads to: a stream that a process has open, which may be a pipe or
/// a file with earlier lines. `None` for every other path.
///
/// Such a stream is written to where it ends, and never replaced: others write to it as well.
#[cfg(unix)]
fn opened(path: &Path) -> io::Result<Option<File>> {
    use std::os::fd::AsFd;
    let Some(stream) = stream(path) else {
        return Ok(None);
    };
    // A copy of the handle has the place at which the stream goes on being written.
    let handle = match stream.number {
        Some(1) => io::stdout().as_fd().try_clone_to_owned()?,
        Some(2) => io::stderr().as_fd().try_clone_to_owned()?,
        _ => {
            let is_file = std::fs::metadata(&stream.path)?.is_file();
            let mut options = OpenOptions::new();
            options.write(true).append(is_file);
            return options.open(&stream.path).map(Some);
        }
    };
    Ok(Some(File::from(handle)))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn filled(file: &mut File, fill: Fill<'_>) -> io::Result<()> {
    let mut writer = BufWriter::new(file);
    fill(&mut writer)?;
    writer.flush()
}

/// Writes a file next to the old one, which then takes its name.
fn replaced(place: &Path, old: Option<&Metadata>, fill: Fill<'_>) -> io::Result<()> {
    let folder = folder_of(place);
    if !folder.is_dir() {
        let why = format!("there is no folder `{}`", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, why));
    }
    sweep(folder);
    let mut new = New::within(folder)?;
    filled(new.file(), fill)?;
    if let Some(old) = old {
        same_rights(new.file(), old)?;
    }
    new.file().sync_all()?;
    new.take_name(place, old.is_some())?;
    // The name is kept only once its folder is; not every system can do that.
    #[cfg(unix)]
    let _ = OpenOptions::new()
        .read(true)
        .open(folder)
        .and_then(|folder| folder.sync_all());
    Ok(())
}

/// Gives a new file the rights of the one that it replaces, and its owner where that is allowed.
fn same_rights(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let new = file.metadata()?;
        if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
            let _ = std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()));
        }
    }
    file.set_permissions(old.permissions())
}

/// A file that has no name yet, or a temporary one.
enum New {
    /// Without a name: the system removes it when the run ends, however it ends.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    /// With one.
    Named(tempfile::NamedTempFile),
}

impl New {
    fn within(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = unnamed(folder) {
            return Ok(Self::Unnamed(file));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        // What it is called is nobody's business.
        let named = builder.tempfile_in(folder).map(Self::Named);
        named.map_err(|error| error.kind().into())
    }

    fn file(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => file,
            Self::Named(file) => file.as_file_mut(),
        }
    }

    /// Gives it the name `place`, which another file may have.
    fn take_name(self, place: &Path, is_taken: bool) -> io::Result<()> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => {
                if !is_taken && link(&file, place).is_ok() {
                    return Ok(());
                }
                for turn in 0_u32.. {
                    let name = format!("{PREFIX}{}-{turn}{SUFFIX}", std::process::id());
                    let temporary = folder_of(place).join(name);
                    match link(&file, &temporary) {
                        Ok(()) => {
                            return std::fs::rename(&temporary, place).inspect_err(|_| {
                                let _ = std::fs::remove_file(&temporary);
                            });
                        }
                        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                        Err(error) => return Err(error),
                    }
                }
                Err(io::ErrorKind::AlreadyExists.into())
            }
            Self::Named(file) => match file.persist(place) {
                Ok(_) => Ok(()),
                Err(error) => Err(error.error),
            },
        }
    }
}

/// A file without a name, where the file system has such files and they can be given one.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> Option<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = File::from(openat(CWD, folder, flags, Mode::from_bits_retain(0o666)).ok()?);
    of_process(&file).exists().then_some(file)
}

/// By this name a process finds a file that it has open.
#[cfg(target_os = "linux")]
fn of_process(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd;
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(target_os = "linux")]
fn link(file: &File, place: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    let from = of_process(file);
    linkat(CWD, &from, CWD, place, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
}

/// Removes what runs that were killed have left in a folder.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let now = SystemTime::now();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(PREFIX) || !name.ends_with(SUFFIX) {
            continue;
        }
        let touched = entry.metadata().ok().filter(Metadata::is_file);
        let touched = touched.and_then(|about| about.modified().ok());
        let age = touched.and_then(|at| now.duration_since(at).ok());
        if age.is_some_and(|age| age > STALE) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether two paths lead to the same place, whatever names and links they use.
pub(super) fn is_same_place(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (behind_links(one), behind_links(other)) else {
        return false;
    };
    #[cfg(unix)]
    if let (Ok(one), Ok(other)) = (std::fs::metadata(&one), std::fs::metadata(&other)) {
        use std::os::unix::fs::MetadataExt;
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    let resolved = |path: &Path| {
        let folder = folder_of(path).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    let one = resolved(&one);
    one.is_some() && one == resolved(&other)
}
