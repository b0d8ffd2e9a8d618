//! Why a file is not read.

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
    /// A name that no path of an estate can name.
    #[error("its name is not UTF-8; rename it")]
    NameNotUtf8,
    /// A tree of git with two entries of one name, as none is that git has written.
    #[error("two entries of its folder have its name; remove one of them")]
    NamedTwice,
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
    /// A stream with more bytes than a limit; nobody knows how many.
    #[error("more than {limit} bytes come from it; a file of this kind may have {limit}")]
    TooLong {
        /// The limit in bytes.
        limit: u64,
    },
    /// Not UTF-8.
    #[error("{0}")]
    Encoding(String),
    /// The glob does not parse.
    #[error("the pattern does not parse: {0}")]
    Pattern(String),
    /// A pattern has to look at more than a limit allows.
    #[error("{0}")]
    Limit(String),
    /// What keeps a pattern from looking at all files below a folder.
    #[error("in `{path}`, {error}")]
    Within {
        /// The folder or the link, as seen from the estate's folder.
        path: String,
        /// What is wrong with it.
        error: Box<FileError>,
    },
    /// A link leads to a folder that contains it.
    #[error("it is a link to a folder that contains it")]
    Circle,
    /// The file was exchanged for another while it was opened.
    #[error("it changed while it was opened")]
    Changed,
    /// The operating system says no.
    #[error("{0}")]
    Io(String),
}

/// What the system says, in our words where people meet it often.
pub(super) fn io_error(error: &std::io::Error) -> FileError {
    match error.kind() {
        std::io::ErrorKind::NotFound => FileError::Missing,
        std::io::ErrorKind::PermissionDenied => FileError::Io("permission denied".to_owned()),
        _ if is_loop(error) => {
            FileError::Io("links lead to it in a circle, or too many do".to_owned())
        }
        _ => FileError::Io(error.to_string()),
    }
}

#[cfg(unix)]
fn is_loop(error: &std::io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_loop(_: &std::io::Error) -> bool {
    false
}
