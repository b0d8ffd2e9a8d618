//! The limits within which input is read. Each error that one of them causes names it.

/// A file may have this many bytes; bulk flows in NDJSON have a limit of their own.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// An NDJSON file of flows may have this many bytes.
pub const MAX_BULK_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// A line of NDJSON may have this many bytes.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;
/// Values may stand this deep within each other.
pub const MAX_DEPTH: usize = 64;
/// A YAML or JSON file may have this many values, aliases counted as often as they are used.
pub const MAX_NODES: usize = 2_000_000;
/// A single text may have this many bytes (the text of an inline notice is the longest there is).
pub const MAX_SCALAR_BYTES: usize = 1024 * 1024;
/// YAML aliases may be used this often in a file.
pub const MAX_ALIASES: usize = 10_000;
/// Values that YAML aliases may repeat in a file, all together.
pub const MAX_ALIASED_NODES: usize = 100_000;
/// An estate may have this many files.
pub const MAX_FILES: usize = 10_000;
/// Errors of one file that are listed before the rest is only counted.
pub const MAX_ERRORS_SHOWN: usize = 100;
