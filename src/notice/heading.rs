//! A heading of a notice.

/// A heading as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its visible words.
    pub(super) text: String,
    /// From 1, the highest, to 6.
    pub(super) level: u8,
    /// The byte at which it begins.
    pub(super) start: usize,
}
