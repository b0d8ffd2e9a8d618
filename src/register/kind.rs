//! Which registers there are.

/// Which register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisterKind {
    /// Transfers out of the territory of a regime, lawful or not.
    Transfers,
    /// The record of processing activities (Art 30).
    Ropa,
    /// Who gets what, and whether that is disclosed.
    Recipients,
    /// The statements of the notice against the flows, and the flows against the statements.
    Coverage,
}

impl RegisterKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Transfers,
        Self::Ropa,
        Self::Recipients,
        Self::Coverage,
    ];

    /// The word for it, as the command line and JSON write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Transfers => "transfers",
            Self::Ropa => "ropa",
            Self::Recipients => "recipients",
            Self::Coverage => "coverage",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Transfers => "Register of transfers",
            Self::Ropa => "Record of processing activities",
            Self::Recipients => "Recipients of personal data",
            Self::Coverage => "Coverage by the privacy notice",
        }
    }
}
