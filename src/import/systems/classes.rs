//! What a class of data means: `PII` and `health` say that data are personal, `confidential` says who may see them.

/// What a class says of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// They are personal: the broadest term for them.
    Personal(&'static str),
    /// They are not personal.
    NotPersonal,
    /// How well they are protected, and not whether they are personal.
    Level,
    /// Something else, which may name a category of data.
    Other,
}

/// Why what has only a level is not read.
pub(super) const ONLY_LEVEL: &str =
    "that says how well data are protected, and not whether they are personal";

/// Why a class is not read that names no category of data that the vocabulary has.
pub(in crate::import) const NOT_KNOWN: &str =
    "neither a class of personal data nor a category of data that is known";

/// Words of a level of protection.
const LEVELS: [&str; 17] = [
    "public",
    "internal",
    "confidential",
    "restricted",
    "secret",
    "private",
    "sensitive",
    "high",
    "medium",
    "moderate",
    "low",
    "none",
    "unknown",
    "open",
    "official",
    "proprietary",
    "unclassified",
];

/// As many words are read of a class, at most: more are a sentence, which may say anything.
const MOST_WORDS: usize = 6;

/// Words of a class, and the term of data to which they belong; the narrower ones first.
const WORDS: [(&str, &[&str]); 9] = [
    (
        "medical-health",
        &["phi", "ephi", "health", "medical", "hipaa"],
    ),
    ("genetic", &["genetic"]),
    ("biometric", &["biometric", "biometrics"]),
    ("payment-card", &["pci", "card", "cardholder"]),
    ("financial", &["pifi", "financial"]),
    ("official-id", &["government", "governmental"]),
    ("contact", &["contact"]),
    ("criminal", &["criminal"]),
    (
        "personal-data",
        &[
            "pii",
            "personal",
            "personally",
            "spi",
            "gdpr",
            "npi",
            "dpi",
            "eupii",
            "sensitivepii",
        ],
    ),
];

/// What a class says.
pub(super) fn class(words: &str) -> Class {
    let low = words.to_lowercase();
    let words: Vec<&str> = low
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > MOST_WORDS || words.is_empty() {
        return Class::Level;
    }
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let found = WORDS.iter().find(|(_, known)| has(known));
    match found {
        Some(_) if has(&["no", "non", "not", "without", "anonymous", "anonymised"]) => {
            Class::NotPersonal
        }
        Some((term, _)) => Class::Personal(term),
        None if has(&LEVELS) => Class::Level,
        None => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::{Taxonomy, TermKind};

    #[test]
    fn classes_differ_from_levels() {
        for (words, expected) in [
            ("PII", Class::Personal("personal-data")),
            ("personal-data", Class::Personal("personal-data")),
            ("PII_SENSITIVE", Class::Personal("personal-data")),
            ("PHI", Class::Personal("medical-health")),
            ("PIFI", Class::Personal("financial")),
            ("government-id", Class::Personal("official-id")),
            ("non-personal", Class::NotPersonal),
            ("Public", Class::Level),
            ("restricted", Class::Level),
            ("credential", Class::Other),
            ("payment-token", Class::Other),
            ("", Class::Level),
            (
                "text that may have personal data in it or not",
                Class::Level,
            ),
        ] {
            assert_eq!(class(words), expected, "{words}");
        }
    }

    #[test]
    fn every_class_is_a_term() {
        let taxonomy = Taxonomy::builtin().unwrap();
        for (term, _) in WORDS {
            assert!(taxonomy.lookup(TermKind::Data, term).is_ok(), "{term}");
        }
    }
}
