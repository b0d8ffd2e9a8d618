//! Places that are numbers of lines: what a reader or an importer returns with the text.

use super::around::Origins;

/// The lines of a file, where places are their numbers.
#[derive(Debug)]
pub(super) struct Lines<'p>(pub &'p str);

impl Origins for Lines<'_> {
    fn place(&self, at: usize) -> String {
        format!("{}:{at}", self.0)
    }
}
