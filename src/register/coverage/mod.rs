//! Each statement of the notice against the flows that it is about, and each flow against the
//! statements.

mod flows;
mod sentences;
mod sides;
mod statements;

use super::table::Table;
use crate::register::context::RegisterContext;

/// The two tables.
pub(super) fn tables(draft: &mut RegisterContext<'_>) -> Vec<Table> {
    vec![statements::table(draft), flows::table(draft)]
}
