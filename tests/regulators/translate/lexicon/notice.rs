//! The words of notices.

use crate::translate::words::Entry;

/// Words for nobody.
pub const NOBODY: &str = "nobody|no one|not share*|never share*|do not pass|not disclose*|do not sell|\
     not pass on|not given to anyone|no third part*|stays with us|no recipients";

/// Words for countries that leave open which.
pub const ABROAD: &str = "other countries|third countries|third country|abroad|worldwide|outside eea|outside uk|\
     outside eu|outside european|outside united|international*|globally|overseas|anywhere|other country";

/// Words for countries beside their names.
pub const COUNTRIES: &[Entry] = &[
    ("US", "us|usa|united states|america"),
    ("GB", "uk|united kingdom|britain|england"),
    ("KR", "korea"),
    ("AE", "dubai|emirates|uae"),
    ("VN", "vietnam"),
    ("RU", "russia"),
];

/// Words for no transfer.
pub const NO_TRANSFER: &str = "not transfer*|never transfer*|never leave*|not leave*|not sent|stay* in|only in|\
     no transfer|kept in|remain* in|within eea|within eu|within uk";

/// Safeguards, as a notice names them.
pub const MECHANISMS: &[Entry] = &[
    (
        "eu-scc",
        "eu standard contractual clause|european commission clause|commission standard clause|commission approved clause",
    ),
    (
        "standard-contractual-clauses",
        "standard contractual clause|model clause|standard clause|standard data protection clause|scc|model contract",
    ),
    ("adequacy", "adequacy|adequate"),
    ("privacy-shield", "privacy shield"),
    ("safe-harbour", "safe harbor|safe harbour"),
    ("data-privacy-framework", "data privacy framework|dpf"),
    ("data-bridge", "data bridge"),
    ("dpf-uk-extension", "uk extension"),
    ("binding-corporate-rules", "binding corporate rule|bcr"),
    ("uk-idta", "idta|international data transfer agreement"),
    ("uk-addendum", "addendum"),
    ("explicit-consent", "explicit consent"),
    ("derogation", "derogation|exception"),
    ("contract", "contract|agreement"),
    ("appropriate-safeguards", "safeguard|protection"),
];

/// Words for a time of storage that nobody can check.
pub const INDEFINITE: &str = "generic|indefinite*|as long as necessary|as needed|as long as needed|without period|\
     no period|forever|as required|as long as required|long as we need|necessary for purpose|reasonable time|\
     appropriate period|permanent*|unlimited|may be stored|until no longer needed|no limit|no criteria";

/// Legal bases, as a notice tells them.
pub const BASES: &[Entry] = &[
    ("consent", "consent|permission|agree*|opt in"),
    (
        "legitimate-interests",
        "legitimate interest|legitimate business interest",
    ),
    (
        "recognised-legitimate-interests",
        "recognised legitimate interest",
    ),
    ("contract", "contract*|agreement with you"),
    (
        "legal-obligation",
        "legal obligation|required law|legal duty|comply law",
    ),
    ("vital-interests", "vital interest"),
    (
        "public-task",
        "public task|public interest|official authority|statutory function",
    ),
];

/// Which side of the flows a topic is about.
pub const TOPICS: &[(&str, &str)] = &[
    ("data", "data"),
    ("data-categories", "data"),
    ("categories", "data"),
    ("categories-of-data", "data"),
    ("purpose", "purpose"),
    ("purposes", "purpose"),
    ("use", "purpose"),
    ("recipient", "recipient"),
    ("recipients", "recipient"),
    ("sharing", "recipient"),
    ("disclosure", "recipient"),
    ("source", "source"),
    ("sources", "source"),
    ("transfer", "transfer"),
    ("transfers", "transfer"),
    ("destination", "transfer"),
    ("countries", "transfer"),
    ("safeguard", "safeguard"),
    ("safeguards", "safeguard"),
    ("transfer-mechanism", "safeguard"),
    ("retention", "retention"),
    ("storage-period", "retention"),
    ("storage", "retention"),
    ("basis", "basis"),
    ("legal-basis", "basis"),
    ("lawful-basis", "basis"),
    ("automated-decision", "decision"),
    ("automated-decisions", "decision"),
    ("automated-decision-making", "decision"),
    ("profiling", "decision"),
];

/// What else a notice tells, by topic.
pub const INFORMS: &[(&str, &str)] = &[
    ("controller", "controller-identity"),
    ("controller-identity", "controller-identity"),
    ("identity", "controller-identity"),
    ("representative", "representative"),
    ("dpo", "dpo-contact"),
    ("contact", "dpo-contact"),
    ("access", "right-of-access"),
    ("rights", "right-of-access"),
    ("rectification", "right-to-rectification"),
    ("erasure", "right-to-erasure"),
    ("restriction", "right-to-restriction"),
    ("objection", "right-to-object"),
    ("right-to-object", "right-to-object"),
    ("portability", "right-to-portability"),
    ("withdrawal", "right-to-withdraw-consent"),
    ("complaint", "complaint-to-authority"),
    ("requirement", "requirement-to-provide"),
    ("legitimate-interests", "legitimate-interests"),
];
