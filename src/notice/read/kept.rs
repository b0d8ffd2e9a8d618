//! How long data are kept, and which.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::known::Known;
use super::lexicon::Lexicon;
use super::pattern::compile;
use super::periods;
use super::statement::Kind;

static ALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:any|no|personal(?:ly)?|private|user|users'|identifiable|your|such|of)(?: (?:of|your|any|personal(?:ly)?|private|user|identifiable|kinds?|types?|other))* (?:data|information|pii|details)\b").ok()
});

/// Words behind these by which it is not all data after all: *any information about your health*, *information on
/// criminal convictions*.
static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^ (?:about|on|of|relating to|related to|concerning|regarding|in relation to|as to) (?:your|the|their) [a-z]|^ (?:about|on|relating to|related to|concerning|regarding|in relation to|as to) ([a-z-]+)").ok()
});

/// What no part is, behind *information about* and *information on*: all that is known of people, and where it is.
const NO_PART: [&str; 40] = [
    "you",
    "yourself",
    "him",
    "her",
    "them",
    "user",
    "users",
    "visitor",
    "visitors",
    "individual",
    "individuals",
    "people",
    "person",
    "persons",
    "customer",
    "customers",
    "anyone",
    "anybody",
    "members",
    "clients",
    "our",
    "this",
    "these",
    "any",
    "a",
    "an",
    "all",
    "its",
    "it",
    "behalf",
    "site",
    "website",
    "server",
    "servers",
    "children",
    "those",
    "that",
    "such",
    "my",
    "other",
];

/// Whether what is denied is denied of all data, whatever the sentence names as well.
pub(super) fn is_all(words: &str) -> bool {
    let (Some(all), Some(part)) = (&*ALL, &*PART) else {
        return false;
    };
    let mut found = all.find_iter(words.as_bytes());
    found.any(|it| {
        let behind = words.as_bytes().get(it.end()..).unwrap_or_default();
        let before = words.get(..it.start()).unwrap_or("");
        let is_part = part.captures(behind).is_some_and(|it| {
            let of = it
                .get(1)
                .and_then(|it| std::str::from_utf8(it.as_bytes()).ok());
            of.is_none_or(|of| !NO_PART.contains(&of))
        });
        !is_part && !before.ends_with("sensitive ") && !before.contains("categor")
    })
}

/// The data in a part of a sentence that says how long they are kept.
static KEPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^(?:the |your |our |all |any |these |those )*([^;.:]{3,120}?),? (?:is|are|will be|must be|may be|has to be|have to be) (?:only |then |securely |usually |normally |generally |automatically )*(?:kept|retained|stored|held|deleted|erased|destroyed|removed)\b|^(?:and )?(?:we|i) (?:will |shall |may |only |usually |normally |also )*(?:keep|retain|store|hold|delete|erase|destroy) ([^;.:]{3,120}?) (?:for|until|after|within|as long as|no longer|up to)\b").ok()
});

/// Borders between the things of a list.
static THINGS: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(r", and |, or |, | and | or | as well as |/").ok());

/// The data of which alone a sentence says how long they are kept: those that it names, where it names no others.
pub(super) fn subject(words: &str, lexicon: &Lexicon, known: &Known) -> Vec<String> {
    let (Some(kept), Some(things)) = (&*KEPT, &*THINGS) else {
        return Vec::new();
    };
    let parts = words.split("; ");
    let mut named = parts.filter_map(|part| {
        let found = kept.captures(part.as_bytes())?;
        let found = found.get(1).or(found.get(2))?;
        std::str::from_utf8(found.as_bytes()).ok()
    });
    // Of two it is not known which the period is of.
    match (named.next(), named.next()) {
        (Some(data), None) => of_things(data, things, lexicon, known),
        (None, _) => labelled(words).map_or_else(Vec::new, |label| {
            // A label is short for one thing: *payment and order records*.
            let each = of_things(label, things, lexicon, known);
            let whole = lexicon.says_enough(Kind::Collects, label);
            if each.is_empty() && whole {
                lexicon.terms(Kind::Collects, label)
            } else {
                each
            }
        }),
        _ => Vec::new(),
    }
}

/// The data that a list of things names, where each of them has a term.
fn of_things(data: &str, things: &Regex, lexicon: &Lexicon, known: &Known) -> Vec<String> {
    let mut ids = Vec::new();
    let mut start = 0;
    let borders = things.find_iter(data.as_bytes()).map(|it| it.range());
    for border in borders.chain(std::iter::once(data.len()..data.len())) {
        let thing = data.get(start..border.start).unwrap_or("");
        start = border.end;
        let precise = known.terms_in(Kind::Collects, thing);
        let terms = match lexicon.precise_terms(Kind::Collects, thing, &precise) {
            none if none.is_empty() => precise.iter().map(|it| it.id.to_owned()).collect(),
            some => some,
        };
        if terms.is_empty()
            || is_all(thing)
            || !lexicon.says_enough(Kind::Collects, thing) && precise.is_empty()
        {
            return Vec::new();
        }
        for term in terms {
            if !ids.contains(&term) {
                ids.push(term);
            }
        }
    }
    ids
}

/// Words that say no more of data than that they are some.
const OF_ALL: [&str; 49] = [
    "",
    "a",
    "about",
    "account",
    "all",
    "any",
    "client",
    "clients",
    "collected",
    "customer",
    "customers",
    "data",
    "details",
    "everything",
    "file",
    "files",
    "following",
    "held",
    "identifiable",
    "info",
    "information",
    "it",
    "its",
    "my",
    "of",
    "other",
    "our",
    "personal",
    "personally",
    "pii",
    "private",
    "process",
    "record",
    "records",
    "relevant",
    "such",
    "that",
    "saved",
    "the",
    "their",
    "them",
    "these",
    "they",
    "this",
    "those",
    "user",
    "users",
    "users'",
    "your",
];

/// Words behind which a sentence goes on with what is done with the data, and names no others.
const GOES_ON: [&str; 30] = [
    "that",
    "which",
    "we",
    "i",
    "you",
    "collected",
    "provided",
    "for",
    "processed",
    "held",
    "obtained",
    "stored",
    "used",
    "to",
    "with",
    "relating",
    "from",
    "in",
    "on",
    "by",
    "only",
    "as",
    "at",
    "and",
    "or",
    "until",
    "submitted",
    "is",
    "are",
    "within",
];

/// Words with which what comes before the data begins: *if you leave us, your data are deleted*.
const OPENS: [&str; 14] = [
    "if",
    "when",
    "once",
    "where",
    "after",
    "upon",
    "unless",
    "pursuant",
    "in",
    "for",
    "under",
    "as",
    "following",
    "by",
];

/// Whether a sentence says how long some kind of data is kept, and not how long all are: *service logs*.
pub(super) fn is_of_part(words: &str) -> bool {
    let found = KEPT.as_ref().and_then(|it| it.captures(words.as_bytes()));
    let named = found.and_then(|it| {
        let named = it.get(1).or(it.get(2))?;
        std::str::from_utf8(named.as_bytes()).ok()
    });
    let Some(named) = named.or_else(|| labelled(words)) else {
        return false;
    };
    let is_of_time = [
        "retention",
        "retain",
        "period",
        "how long",
        "storage",
        "delet",
        "duration",
    ];
    let opens = |it: &&str| it.split(' ').next().is_some_and(|it| OPENS.contains(&it));
    let named = Some(named)
        .filter(|it| !opens(it))
        .or_else(|| named.rsplit_once(", ").map(|(_, rest)| rest));
    let named = named.unwrap_or("");
    let words = named.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '\''));
    let mut nouns = words.skip_while(|it| OF_ALL.contains(it));
    let first = nouns.next();
    !is_of_time.iter().any(|it| named.contains(it))
        && first.is_some_and(|it| !GOES_ON.contains(&it))
}

/// What a label names, where it is all that names something: *Payment records: seven years*.
fn labelled(words: &str) -> Option<&str> {
    let (label, rest) = words.split_once(':').or_else(|| words.split_once(" - "))?;
    let is_label = label.split(' ').count() <= 8 && !label.contains(['.', ';', '?']);
    let label = label.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let kept = [
        "retained",
        "kept",
        "stored",
        "held",
        "deleted",
        "as long as",
        "until",
    ];
    let lasts = periods::has_period(rest) || kept.iter().any(|it| rest.contains(it));
    (is_label && lasts).then_some(label)
}

static NOT_STORED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:not|never|n't) (?:be |been |being )?(?:[a-z]+ ){0,2}?(?:stored?|saved?|kept|keep)\b|\b(?:not|never|n't) (?:[a-z]+ ){0,2}?retain(?:ed)?\b|\b(?:no|none of (?:your|the|this|their)) (?:[a-z-]+ ){1,6}?(?:is|are|will be) (?:ever |being )?(?:stored|retained|kept|saved)\b|: not (?:retained|held)\b").ok()
});

/// Until an age: *until you are 25*, *until the pupil reaches the age of 25*.
static UNTIL_AGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\buntil (?:(?:[a-z']+ ){1,4}?(?:is|are|turns?|reach(?:es)?|attains?|(?:has|have) reached) (?:the age of |age )?|(?:the age of |age ))([0-9]{1,2})(?: years?(?: old| of age)?)?(?:[.,;:)]|$| or | and | unless )|\buntil (?:his|her|their|your|[a-z]+ [a-z]+'s?) ((?:[0-9]{1,2})(?:st|nd|rd|th)|sixteenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-fifth|thirtieth) birthday").ok()
});

/// As long as a contract lasts.
static CONTRACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:duration|term|length|end|life|lifetime) of (?:the|your|our|this|each) (?:[a-z]+ )?(?:contract|agreement)\b").ok()
});

/// As long as an account exists, whatever it is called: *as long as you have a Holm account*.
static ACCOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:as long as|while) (?:you (?:have|hold|maintain|keep) (?:an?|your|the) (?:[a-z0-9.'-]+ ){0,4}account\b|(?:you|your|the|an?) (?:[a-z0-9.'-]+ ){0,4}account (?:is|remains|exists|stays|continues|has)\b)").ok()
});

/// The age until which data are kept, where the words have no other period.
fn until_age(words: &str) -> Option<String> {
    let found = UNTIL_AGE.as_ref()?.captures(words.as_bytes())?;
    let whole = found.get(0)?.range();
    let mut named = periods::places(words);
    if named.any(|it| it.start < whole.start || whole.end < it.end) {
        return None;
    }
    let age = found.get(1).or(found.get(2))?;
    let age = std::str::from_utf8(age.as_bytes()).ok()?;
    let age = match age {
        "sixteenth" => "16",
        "eighteenth" => "18",
        "nineteenth" => "19",
        "twentieth" => "20",
        "twenty-first" => "21",
        "twenty-fifth" => "25",
        "thirtieth" => "30",
        number => number.trim_end_matches(char::is_alphabetic),
    };
    Some(format!("until-age-{age}"))
}

/// How long: a period, a criterion, `not-stored` or `indefinite`.
pub(super) fn period(words: &str) -> String {
    let has = |pattern: &str| words.contains(pattern);
    let matches = |pattern: &Option<Regex>| {
        pattern
            .as_ref()
            .is_some_and(|it| it.is_match(words.as_bytes()))
    };
    // "Not for more than a year" is a period.
    let limits = [
        "longer",
        "more than",
        "more time",
        "beyond",
        "past ",
        "in excess of",
        "exceed",
        "later than",
        "after ",
    ];
    if matches(&NOT_STORED) && !limits.into_iter().any(has) {
        return "not-stored".to_owned();
    }
    if let Some(age) = until_age(words) {
        return age;
    }
    if let Some(period) = periods::longest(words) {
        return period;
    }
    if CONTRACT
        .as_ref()
        .is_some_and(|it| it.is_match(words.as_bytes()))
    {
        return "contract-term".to_owned();
    }
    let account = [
        "your account",
        "you use",
        "customer",
        "subscription",
        "membership",
        "registered",
    ];
    if has("as long as") && account.into_iter().any(has) || matches(&ACCOUNT) {
        return "account-lifetime".to_owned();
    }
    let withdrawn = ["withdraw", "unsubscri"].into_iter().any(has);
    if has("until you") && has("delete") || has("until") && withdrawn {
        return "until-request".to_owned();
    }
    "indefinite".to_owned()
}
