//! The columns on the findings of a row, shared by several registers.

use std::collections::BTreeSet;

use super::context::{Of, RegisterContext};
use super::table::{Cell, ColumnOf};

/// A row about which the check may have found something.
pub(super) trait OnFindings {
    /// What the register is made of, and the positions of the findings on the row.
    fn on_findings(&self) -> (&RegisterContext<'_>, &BTreeSet<usize>);

    /// The worst finding of some kind.
    fn worst(&self, of: Of) -> Cell {
        let (context, at) = self.on_findings();
        Cell::Status(context.worst(at, Some(of)))
    }
}

/// How lawful it is.
pub(super) const fn law<R: OnFindings>() -> ColumnOf<R> {
    ColumnOf::main(
        "law",
        "Law",
        12,
        "The worst finding on the law about it.",
        |row| row.worst(Of::Law),
    )
}

/// How well the notice discloses it.
pub(super) const fn notice<R: OnFindings>() -> ColumnOf<R> {
    ColumnOf::main(
        "notice",
        "Notice",
        12,
        "The worst finding on its disclosure.",
        |row| row.worst(Of::Notice),
    )
}

/// All findings.
pub(super) const fn findings<R: OnFindings>() -> ColumnOf<R> {
    ColumnOf::new(
        "findings",
        "Findings",
        60,
        "All findings about it.",
        |row| {
            let (context, at) = row.on_findings();
            Cell::Findings(context.finding_refs(at))
        },
    )
}
