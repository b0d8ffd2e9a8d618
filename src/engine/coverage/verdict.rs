//! The five verdicts.

/// How the notice treats a thing (Andow et al., PoliCheck, USENIX Security 2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It names the thing.
    Clear,
    /// It only uses a broader word.
    Vague,
    /// It says both yes and no.
    Ambiguous,
    /// It only says no.
    Incorrect,
    /// It says nothing.
    Omitted,
}

impl Verdict {
    /// All of them, best first.
    pub const ALL: [Self; 5] = [
        Self::Clear,
        Self::Vague,
        Self::Ambiguous,
        Self::Incorrect,
        Self::Omitted,
    ];

    /// The word for it, as policies write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Vague => "vague",
            Self::Ambiguous => "ambiguous",
            Self::Incorrect => "incorrect",
            Self::Omitted => "omitted",
        }
    }
}
