//! What the fixed words of the cases are in the input language of estates.

/// How data become available. `true`: between two parties, so that they land in a system.
pub const MODES: &[(&str, (&str, bool))] = &[
    ("transmission", ("sent", true)),
    ("direct-from-subject", ("sent", true)),
    ("from-third-person", ("sent", true)),
    ("to-subject", ("sent", true)),
    ("remote-access", ("remote-access", false)),
    ("publication", ("published", false)),
    ("embedded-link", ("embedded", false)),
    ("scraping", ("scraped", true)),
    ("internal", ("internal", true)),
    ("hosting", ("sent", true)),
    ("storage", ("sent", true)),
    ("upload", ("sent", true)),
    ("transit", ("sent", true)),
];

/// What a party is as a recipient; the empty word where its kind says all.
pub const ROLES: &[(&str, &str)] = &[
    ("controller", "controller"),
    ("joint-controller", "joint-controller"),
    ("processor", "processor"),
    ("sub-processor", "sub-processor"),
    ("authority", "controller"),
    ("international-organisation", "controller"),
    ("eu-institution", "controller"),
    ("charity", "controller"),
    ("third-party", "controller"),
    ("carrier", ""),
    ("public", ""),
    ("recipient", "controller"),
    // People and firms who work for one without being part of it.
    ("worker", "processor"),
    ("contractor", "processor"),
    ("freelancer", "processor"),
    ("agent", "processor"),
    // One of these that receives data decides for itself, unless the case gives it another role.
    ("parent-of", "controller"),
    ("subsidiary-of", "controller"),
    ("affiliate-of", "controller"),
    // Words for the same entity, of a party that the case calls another one.
    ("establishment-of", "controller"),
    ("branch-of", "controller"),
    ("employee-of", "processor"),
    ("staff-of", "processor"),
];

/// What kind of entity a role tells of; the others are companies or public authorities.
pub const KINDS_BY_ROLE: &[(&str, &str)] = &[
    ("data-subject", "individual"),
    ("carrier", "carrier"),
    ("public", "public"),
    ("authority", "public-authority"),
    ("international-organisation", "international-organisation"),
    ("eu-institution", "eu-institution"),
    ("charity", "charity"),
];

/// The same legal entity as another party, in another place.
pub const SAME_ENTITY: [&str; 6] = [
    "establishment-of",
    "branch-of",
    "office-of",
    "employee-of",
    "staff-of",
    "part-of",
];

pub const FREQUENCIES: &[(&str, &str)] = &[
    ("one-off", "once"),
    ("once", "once"),
    ("occasional", "occasional"),
    ("rare", "occasional"),
    ("ad-hoc", "occasional"),
    ("regular", "systematic"),
    ("repeated", "systematic"),
    ("systematic", "systematic"),
    ("continuous", "systematic"),
    ("standing", "systematic"),
    ("daily", "systematic"),
    ("weekly", "systematic"),
    ("monthly", "systematic"),
    ("yearly", "systematic"),
    ("hourly", "systematic"),
    ("ongoing", "systematic"),
    ("frequent", "systematic"),
    ("per-order", "systematic"),
    ("per-visit", "systematic"),
    ("per-request", "systematic"),
    ("per-transaction", "systematic"),
    ("per-booking", "systematic"),
];

/// For which readers something is published.
pub const AUDIENCES: &[(&str, &str)] = &[
    ("worldwide", "worldwide"),
    ("global", "worldwide"),
    ("international", "worldwide"),
    ("abroad", "worldwide"),
    ("overseas", "worldwide"),
    ("everyone", "worldwide"),
    ("domestic", "territory"),
    ("local", "territory"),
    ("national", "territory"),
    ("uk", "territory"),
    ("uk-only", "territory"),
    ("uk-readers", "territory"),
    ("eu", "territory"),
    ("eea", "territory"),
];

pub const CONDITIONS: &[(&str, &str)] = &[
    ("explicit-consent", "9(2)(a)"),
    ("employment-law", "9(2)(b)"),
    ("employment", "9(2)(b)"),
    ("social-protection-law", "9(2)(b)"),
    ("vital-interests", "9(2)(c)"),
    ("not-for-profit", "9(2)(d)"),
    ("made-public", "9(2)(e)"),
    ("manifestly-made-public", "9(2)(e)"),
    ("legal-claims", "9(2)(f)"),
    ("substantial-public-interest", "9(2)(g)"),
    ("health-care", "9(2)(h)"),
    ("social-care", "9(2)(h)"),
    ("public-health", "9(2)(i)"),
    ("statistics-law", "9(2)(j)"),
    ("statistics", "9(2)(j)"),
    ("research", "9(2)(j)"),
    ("archiving", "9(2)(j)"),
];

pub const TASKS: &[(&str, &str)] = &[
    ("public-function", "public-task"),
    ("public-task", "public-task"),
    ("statutory", "public-task"),
    ("employer", "other-task"),
    ("commercial", "other-task"),
    ("other", "other-task"),
    ("other-task", "other-task"),
];

pub const CHANNELS: &[(&str, &str)] = &[
    ("email", "email"),
    ("e-mail", "email"),
    ("sms", "sms"),
    ("text", "sms"),
    ("mms", "sms"),
    ("phone", "live-call"),
    ("call", "live-call"),
    ("live-call", "live-call"),
    ("automated-call", "automated-call"),
    ("push", "direct-message"),
    ("direct-message", "direct-message"),
    ("post", "post"),
];

pub const SCHEMES: &[(&str, &str)] = &[
    ("safe-harbor", "safe-harbour"),
    ("uk-extension", "dpf-uk-extension"),
];

pub const CONTRACTS: &[(&str, &str)] = &[
    ("processor", "processor"),
    ("sub-processor", "sub-processor"),
    ("joint", "joint-controllers"),
    ("joint-controllers", "joint-controllers"),
    ("data-sharing", "data-sharing"),
    ("controller-to-controller", "data-sharing"),
];

/// Kinds of instrument that cases call otherwise than the law tables do.
pub const KINDS: &[(&str, &str)] = &[
    ("safe-harbor", "safe-harbour"),
    ("idta", "uk-idta"),
    ("addendum", "uk-addendum"),
    ("bridge", "eu-adequacy"),
    ("tca-bridge", "eu-adequacy"),
    ("public-bodies", "public-bodies-instrument"),
    ("uk-extension", "dpf-uk-extension"),
    ("eu-scc-2021+addendum", "eu-scc-2021+uk-addendum"),
    ("derogation-49-2", "derogation-49-1-2"),
    ("derogation-49-1-second", "derogation-49-1-2"),
];
