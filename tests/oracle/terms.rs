//! The few terms that random estates use, with the terms right above each, copied by hand from the
//! vocabulary. A test compares what follows from them with what the engine says.

/// An estate's own terms: id, what they are under, and what they consist of.
pub const OWN: &[(&str, &str, &[&str])] = &[
    ("login-id", "email-address", &[]),
    (
        "contact-card",
        "personal-data",
        &["email-address", "telephone-number"],
    ),
    ("staff-file", "personal-data", &["salary", "contact-card"]),
];

pub const DATA: &[(&str, &[&str])] = &[
    ("personal-data", &[]),
    ("tracking", &["personal-data"]),
    ("contact", &["tracking"]),
    ("email-address", &["contact"]),
    ("email-address-work", &["email-address"]),
    ("login-id", &["email-address"]),
    ("telephone-number", &["contact"]),
    ("external", &["personal-data"]),
    ("identifying", &["external"]),
    ("name", &["identifying"]),
    (
        "medical-health",
        &["external", "special-category-personal-data"],
    ),
    ("health-record", &["medical-health"]),
    ("sensitive-personal-data", &["personal-data"]),
    (
        "special-category-personal-data",
        &["sensitive-personal-data"],
    ),
    ("social", &["personal-data"]),
    ("professional", &["social"]),
    ("salary", &["professional"]),
    ("contact-card", &["personal-data"]),
    ("staff-file", &["personal-data"]),
];

pub const SPECIAL: &[&str] = &[
    "medical-health",
    "health-record",
    "special-category-personal-data",
];

pub const SUBJECTS: &[(&str, &[&str])] = &[
    ("human-subject", &[]),
    ("vulnerable-human", &["human-subject"]),
    ("child", &["vulnerable-human"]),
    ("student", &["human-subject"]),
    ("employee", &["human-subject"]),
];

pub const PURPOSES: &[(&str, &[&str])] = &[
    ("service-management", &[]),
    ("service-provision", &["service-management"]),
    ("requested-service-provision", &["service-provision"]),
    ("service-optimisation", &["service-management"]),
    ("marketing", &[]),
    ("direct-marketing", &["marketing"]),
    ("academic-research", &[]),
    ("human-resource-management", &[]),
    ("personnel-management", &["human-resource-management"]),
    ("personnel-payment", &["personnel-management"]),
];

pub const CLASSES: &[(&str, &[&str])] = &[
    ("legal-entity", &[]),
    ("service-provider", &["legal-entity"]),
    ("organisation", &["legal-entity"]),
    ("law-enforcement-organisation", &["organisation"]),
];

/// Bases with their articles. `legal-basis` is broader than all of them.
pub const BASES: &[(&str, &str)] = &[
    ("consent", "6(1)(a)"),
    ("contract", "6(1)(b)"),
    ("contract-performance", "6(1)(b)"),
    ("legal-obligation", "6(1)(c)"),
    ("public-task", "6(1)(e)"),
    ("recognised-legitimate-interest", "6(1)(ea)"),
    ("legitimate-interests", "6(1)(f)"),
];

pub fn article(basis: &str) -> Option<&'static str> {
    BASES
        .iter()
        .find(|(word, _)| *word == basis)
        .map(|(_, article)| *article)
}

/// Whether one term is the other, or above it.
pub fn above(table: &[(&str, &[&str])], high: &str, low: &str) -> bool {
    high == low
        || table
            .iter()
            .filter(|(term, _)| *term == low)
            .flat_map(|(_, parents)| parents.iter())
            .any(|parent| above(table, high, parent))
}

pub fn parts(category: &str) -> &'static [&'static str] {
    OWN.iter()
        .find(|(id, ..)| *id == category)
        .map_or(&[], |(_, _, parts)| *parts)
}

/// Whether what is held or stated in one word includes the other: the same, narrower, or part of a
/// composite.
pub fn includes(whole: &str, category: &str) -> bool {
    above(DATA, whole, category) || parts(whole).iter().any(|part| includes(part, category))
}
