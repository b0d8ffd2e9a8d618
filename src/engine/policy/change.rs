//! The kinds of change that can resolve the findings of a rule.

/// A kind of change to an estate, its notice or its contracts. The list is closed: what proposes remedies knows
/// each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A fact that the estate does not record, or records otherwise, is recorded.
    RecordFact,
    /// A sentence is added to the notice.
    Disclose,
    /// A sentence of the notice is withdrawn, or another one replaces it.
    CorrectNotice,
    /// A contract, or an instrument for transfers, is concluded or amended.
    ConcludeInstrument,
    /// The data are kept or reached elsewhere.
    ChangeLocation,
    /// The flow is without some of its data.
    DropData,
    /// A measure protects the data.
    AddMeasure,
    /// The flow ends.
    RetireFlow,
}

impl ChangeKind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::RecordFact,
        Self::Disclose,
        Self::CorrectNotice,
        Self::ConcludeInstrument,
        Self::ChangeLocation,
        Self::DropData,
        Self::AddMeasure,
        Self::RetireFlow,
    ];

    /// The word for it, as `@changes` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Disclose => "disclose",
            Self::CorrectNotice => "correct-notice",
            Self::RecordFact => "record-fact",
            Self::ConcludeInstrument => "conclude-instrument",
            Self::ChangeLocation => "change-location",
            Self::DropData => "drop-data",
            Self::AddMeasure => "add-measure",
            Self::RetireFlow => "retire-flow",
        }
    }

    /// What changes, in words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Disclose => "a sentence is added to the notice",
            Self::CorrectNotice => {
                "a sentence of the notice is withdrawn, or another one replaces it"
            }
            Self::RecordFact => {
                "a fact is recorded that the estate does not record, or records otherwise"
            }
            Self::ConcludeInstrument => {
                "a contract, or an instrument for transfers, is concluded or amended"
            }
            Self::ChangeLocation => "the data are kept, or can be reached, elsewhere",
            Self::DropData => "the flow is without some of its data",
            Self::AddMeasure => "a measure protects the data",
            Self::RetireFlow => "the flow ends",
        }
    }

    /// The kind of a word.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
