//! The limits within which input is read. Each error that one of them causes names it.

/// A file may have this many bytes; bulk flows in NDJSON have a limit of their own.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// An NDJSON file of flows may have this many bytes.
pub const MAX_BULK_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// A line of NDJSON may have this many bytes.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;
/// Values may be nested this deep.
pub const MAX_DEPTH: usize = 64;
/// A YAML or JSON file may have this many values, aliases counted as often as they are used.
pub const MAX_NODES: usize = 2_000_000;
/// A single text may have this many bytes (the text of an inline notice is the longest there is).
pub const MAX_SCALAR_BYTES: usize = 1024 * 1024;
/// YAML aliases may be used this often in a file.
pub const MAX_ALIASES: usize = 10_000;
/// Values that YAML aliases may repeat in a file, all together.
pub const MAX_ALIASED_NODES: usize = 100_000;
/// A pattern may have to look at this many files and folders, and at folders [`MAX_DEPTH`] deep.
pub const MAX_ENTRIES: usize = 1_000_000;
/// The names of the files below an estate's folder at a revision of git may have this many bytes.
pub const MAX_LISTING_BYTES: u64 = 256 * 1024 * 1024;
/// A pattern may look into this many folders to which links lead.
pub const MAX_LINKED_FOLDERS: usize = 1_000;
/// A pattern may match this many files.
pub const MAX_FILES: usize = 10_000;
/// Brackets and conditions (`if`) of a policy may be nested this deep.
pub const MAX_POLICY_DEPTH: usize = 32;
/// A policy may have this many operators, brackets and members among them.
pub const MAX_POLICY_OPERATORS: usize = 2_000;
/// A plan or another foreign file must have this many bytes per value on average, where it has more than
/// [`MAX_NODES`] values. So what is kept of a file is never many times its size.
pub const LEAST_BYTES_PER_NODE: usize = 16;
/// The functions of the templates of a file may build this much text, a value counted as 64 bytes.
pub const MAX_BUILT_BYTES: usize = 64 * 1024 * 1024;
/// Errors of one file that are gathered before the rest is only counted.
pub const MAX_ERRORS_KEPT: usize = 1_000;
/// Errors of one file that are listed before the rest is only counted.
pub const MAX_ERRORS_SHOWN: usize = 100;
/// A word may have this many characters to be compared with others for a "did you mean".
pub const MAX_SUGGESTED_CHARS: usize = 64;
/// A security policy (CSP) may allow this many sources. Servers refuse headers of more than some kilobytes.
pub const MAX_POLICY_SOURCES: usize = 20_000;
/// As long as this is waited for `git` to say anything.
pub const GIT_PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);
