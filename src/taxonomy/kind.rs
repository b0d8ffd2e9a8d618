//! The kinds of term. Terms of two kinds are never compared with each other.

use std::fmt;

/// What a term is a term for. Each kind has a hierarchy of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// A category of data: `email-address`.
    Data,
    /// A group of people whom data are about: `student`.
    Subject,
    /// What data are used for: `direct-marketing`.
    Purpose,
    /// A ground for processing (Art 6), for special categories (Art 9) or for a transfer
    /// (Arts 45, 46, 49 GDPR).
    LegalBasis,
    /// An instrument of Art 46 GDPR: `standard-contractual-clauses`.
    TransferTool,
    /// A technical or organisational measure: `encryption-in-transfer`.
    Measure,
    /// A class of recipients: `law-enforcement-organisation`.
    Recipient,
    /// What is done with data: `collect`, `store`.
    Processing,
    /// Circumstances such as place, scale and duration.
    Context,
    /// A sector of the economy.
    Sector,
}

impl TermKind {
    /// All kinds, in order.
    pub const ALL: [TermKind; 10] = [
        TermKind::Data,
        TermKind::Subject,
        TermKind::Purpose,
        TermKind::LegalBasis,
        TermKind::TransferTool,
        TermKind::Measure,
        TermKind::Recipient,
        TermKind::Processing,
        TermKind::Context,
        TermKind::Sector,
    ];

    /// The spelling in files: `legal-basis`.
    pub fn as_str(self) -> &'static str {
        match self {
            TermKind::Data => "data",
            TermKind::Subject => "subject",
            TermKind::Purpose => "purpose",
            TermKind::LegalBasis => "legal-basis",
            TermKind::TransferTool => "transfer-tool",
            TermKind::Measure => "measure",
            TermKind::Recipient => "recipient",
            TermKind::Processing => "processing",
            TermKind::Context => "context",
            TermKind::Sector => "sector",
        }
    }

    /// What a message calls a term of this kind, without an article: `data category`.
    pub fn noun(self) -> &'static str {
        match self {
            TermKind::Data => "data category",
            TermKind::Subject => "data subject",
            TermKind::Purpose => "purpose",
            TermKind::LegalBasis => "legal basis",
            TermKind::TransferTool => "transfer tool",
            TermKind::Measure => "measure",
            TermKind::Recipient => "class of recipients",
            TermKind::Processing => "kind of processing",
            TermKind::Context => "context",
            TermKind::Sector => "sector",
        }
    }
}

impl fmt::Display for TermKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_messages_spell_a_kind_alike() {
        for kind in TermKind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""));
            assert_eq!(serde_json::from_str::<TermKind>(&json).unwrap(), kind);
        }
        let mut sorted = TermKind::ALL;
        sorted.sort();
        assert_eq!(sorted, TermKind::ALL);
    }
}
