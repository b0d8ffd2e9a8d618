//! The words of names: legal forms, what pages write where nobody is named, and words that are no names.

/// Legal forms at the end of a name, as words without dots.
pub(super) const FORMS: [&str; 43] = [
    "inc",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "kg",
    "se",
    "sa",
    "sas",
    "sarl",
    "sàrl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "a/s",
    "aps",
    "oy",
    "oyj",
    "plc",
    "pbc",
    "lp",
    "llp",
    "ulc",
    "uc",
    "pty",
    "pte",
    "kk",
    "doo",
    "zrt",
    "kft",
    "sro",
    "ou",
    "oü",
    "ug",
    "unlimited",
];

/// What pages write where there is nobody to name, and names of pages.
pub(super) const NO_NAMES: [&str; 36] = [
    "none",
    "n/a",
    "na",
    "-",
    "tbd",
    "tbc",
    "todo",
    "privacy",
    "privacy policy",
    "privacy notice",
    "terms",
    "terms of service",
    "terms of use",
    "dpa",
    "security",
    "contact",
    "contact us",
    "support",
    "subprocessors",
    "sub-processors",
    "cookie policy",
    "home",
    "here",
    "read more",
    "learn more",
    "faq",
    "blog",
    "pricing",
    "about",
    "about us",
    "data processing agreement",
    "data processing addendum",
    "policies",
    "legal",
    "note",
    "notes",
];

/// Last words of the names of pages that links lead to.
pub(super) const PAGES: [&str; 9] = [
    "agreement",
    "addendum",
    "policy",
    "notice",
    "statement",
    "information",
    "terms",
    "faq",
    "dpa",
];

/// Words of which no name of a party is made alone: they are of anybody.
pub(super) const GENERAL: &str = "\
    a adviser advisers advisor advisors affiliate affiliates agencies agency agent agents all and any app application \
    applications apps authorised authorities authority authorized body bodies business businesses client clients \
    companies company contractor contractors controller controllers corporate customer customers data employee \
    employees enforcement external for government group individuals information law media member members network \
    networks of organisation organisations organization organizations other others our parties partner partners party \
    people personal platform platforms processor processors product products professional provider providers public \
    regulators sdk service services site sites social software staff sub subprocessor subprocessors supplier suppliers \
    team the their these third tool tools trusted us user users vendor vendors we website websites with you your";

/// Names of vendors that are words of everyday use as well.
pub(super) const EVERYDAY: &str = "\
    adjust anthology arbor base bird blackboard box branch breathe bunny canvas chatbot civic clerk close cohere concur \
    confluence drift duo evolve factorial front greenhouse heap help helpdesk hey honeycomb impact indeed iris iterable \
    lever looker loom lucid make monday momentive mux neon otter paddle papertrail persona plausible proxy ramp remote \
    render renaissance replicate rescue resend sage segment sift square turnstile unity whereby wise workable";
