//! The counts of a report.

/// The counts of a report. Findings that were waived count as `waived` and as nothing else, and those
/// that were there before as `known`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Questions about what was not recorded, which are none of the above.
    pub questions: usize,
    /// Findings that were waived.
    pub waived: usize,
    /// Findings that were there before.
    pub known: usize,
    /// Findings that were there before in another state; each counts by its severity as well.
    pub changed: usize,
    /// Flows that were judged.
    pub flows_judged: usize,
    /// Movements that they came apart into.
    pub movements: usize,
    /// Distinct sets of facts that were decided.
    pub decisions: usize,
    /// Rows of law that the findings cite.
    pub law_rows: usize,
    /// Those of them that nobody has compared with the official text.
    pub unread_law_rows: usize,
}
