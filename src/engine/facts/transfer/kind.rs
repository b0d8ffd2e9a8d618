//! The mechanisms of Chapter V, by their articles: what the policies may permit a transfer to rely
//! on.

use crate::engine::facts::FactWord;

/// A mechanism of Chapter V. Its word is its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MechanismKind {
    /// The destination is adequate.
    Adequacy,
    /// An appropriate safeguard is in force between exporter and importer.
    Safeguard,
    /// Derogation: the explicit consent of the data subjects.
    ExplicitConsent,
    /// Derogation: necessary for a contract with the data subject.
    Contract,
    /// Derogation: necessary for a contract in the data subject's interest.
    ContractInInterest,
    /// Derogation: important reasons of public interest.
    PublicInterest,
    /// Derogation: legal claims.
    LegalClaims,
    /// Derogation: vital interests of somebody who cannot consent.
    VitalInterests,
    /// Derogation: from a public register.
    PublicRegister,
    /// Derogation: compelling legitimate interests.
    CompellingInterests,
}

impl MechanismKind {
    /// The derogation that a kind of instrument of the law tables is.
    pub fn of_derogation(kind: &str) -> Option<Self> {
        Some(match kind {
            "derogation-49-1-a" => Self::ExplicitConsent,
            "derogation-49-1-b" => Self::Contract,
            "derogation-49-1-c" => Self::ContractInInterest,
            "derogation-49-1-d" => Self::PublicInterest,
            "derogation-49-1-e" => Self::LegalClaims,
            "derogation-49-1-f" => Self::VitalInterests,
            "derogation-49-1-g" => Self::PublicRegister,
            "derogation-49-1-2" => Self::CompellingInterests,
            _ => return None,
        })
    }
}

/// Some mechanisms of Chapter V.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct MechanismSet(u16);

impl MechanismSet {
    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether one is among them.
    pub fn contains(self, kind: MechanismKind) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    /// The first of them, in the order of articles.
    pub fn first(self) -> Option<MechanismKind> {
        let mut all = MechanismKind::all().into_iter();
        all.find(|kind| self.contains(*kind))
    }
}

impl FromIterator<MechanismKind> for MechanismSet {
    fn from_iter<I: IntoIterator<Item = MechanismKind>>(kinds: I) -> Self {
        let bits = kinds.into_iter().map(|kind| 1 << kind as u16);
        Self(bits.fold(0, |all, bit| all | bit))
    }
}
