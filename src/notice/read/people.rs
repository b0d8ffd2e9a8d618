//! Whose data a sentence, a lead or a heading speaks of: *the names of our pupils*, *Job applicants*.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::compile;

/// Words for people, each with its term; where one begins as another does, the longer is first.
const PEOPLE: [(&str, &str); 33] = [
    (
        "visitors? (?:to|of) (?:our|the|this) (?:web)?sites?",
        "website-visitor",
    ),
    ("(?:web)?site visitors?", "website-visitor"),
    ("visitors?", "visitor"),
    ("(?:prospective customers?|prospects?)", "prospect"),
    ("customers?", "customer"),
    ("clients?", "client"),
    (
        "(?:job|employment) (?:applicants?|candidates?|seekers?)",
        "job-applicant",
    ),
    ("candidates?", "job-applicant"),
    ("applicants?", "applicant"),
    ("(?:former|ex-?) ?(?:employees?|staff)", "former-employee"),
    (
        "(?:employees?|staff members?|members? of staff|staff)",
        "employee",
    ),
    ("(?:pupils?|students?|learners?)", "student"),
    ("parents?", "parent-of-data-subject"),
    ("(?:legal )?guardians?", "guardian-of-data-subject"),
    ("carers?", "carer"),
    ("patients?", "patient"),
    ("service users?", "service-user"),
    (
        "(?:supplier|vendor)(?:s'|'s)? (?:contacts?|staff|employees)",
        "supplier-contact",
    ),
    (
        "contacts? (?:at|of) (?:our )?(?:suppliers?|vendors?)",
        "supplier-contact",
    ),
    ("suppliers?", "supplier-contact"),
    ("newsletter subscribers?", "newsletter-subscriber"),
    ("subscribers?", "subscriber"),
    ("(?:club )?members?", "member"),
    ("(?:donors?|supporters?)", "donor"),
    ("volunteers?", "volunteer"),
    ("trustees?", "trustee"),
    ("(?:school )?governors?", "governor"),
    ("tenants?", "tenant"),
    ("contractors?", "contractor"),
    ("alumni", "alumnus"),
    ("passengers?", "passenger"),
    ("(?:event )?attendees?", "event-attendee"),
    ("participants?", "participant"),
];

/// Those of whom data come as well as those whom data are about: *from parents* says nothing of whose they are.
const SOURCES: [&str; 6] = [
    "parent-of-data-subject",
    "guardian-of-data-subject",
    "supplier-contact",
    "contractor",
    "client",
    "carer",
];

/// Words before people that make them no others.
const WHICH: &str = r"(?:(?:our|the|their|your|all|any|some|these|other|individual|current|existing|new|past|registered|public sector|private|adult|young|its) )";

/// Words for data, behind which *of* says whose they are.
const DATA: &str = r"(?:data|information|details|records?|names?|address(?:es)?|photo(?:graph)?s?|images|pictures|recordings|numbers|cvs|histor(?:y|ies)|files|accounts)";

/// People, one after the other: *pupils, their parents and staff*.
static LIST: LazyLock<String> = LazyLock::new(|| {
    let all: Vec<&str> = PEOPLE.iter().map(|(words, _)| *words).collect();
    let one = format!(r"{WHICH}*(?:{})\b", all.join("|"));
    format!(r"{one}(?:(?:,? (?:and|or) |, |/| & ){one})*")
});

/// Each word for people, alone.
static WORDS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let words = PEOPLE.iter();
    let words = words
        .filter_map(|(words, term)| Some((compile(&format!(r"\b(?:{words})\b")).ok()?, *term)));
    words.collect()
});

/// *Data about our pupils*, *names of employees*, *data we hold on patients*.
static ABOUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let list = &*LIST;
    compile(&format!(
        r"\b{DATA}(?: (?:that |which )?(?:we|i) (?:may |will |also )?(?:collect|hold|process|keep|use|have|store|record))?(?: (?:only|mainly))? (?:of|about|on|concerning|regarding|relating to|related to|belonging to) ({list})"
    ))
    .ok()
});

/// *Our customers' names*.
static WHOSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let all: Vec<&str> = PEOPLE.iter().map(|(words, _)| *words).collect();
    compile(&format!(
        r"\b((?:{})(?:'s?)) (?:[a-z-]+ ){{0,2}}?{DATA}\b",
        all.join("|")
    ))
    .ok()
});

/// *We collect from our visitors*.
static FROM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let list = &*LIST;
    compile(&format!(
        r"\b(?:we|i) (?:may |will |also )?(?:collect|gather|record|ask for)(?: [a-z-]+){{0,6}} from ({list})(?: who| that| when| at| include|[ :;,.]*$)"
    ))
    .ok()
});

/// *If you are a customer, ...*.
static IF_YOU_ARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let list = &*LIST;
    compile(&format!(
        r"^[^a-z]*(?:if|when|where) you are (?:an? |one of )?({list}),"
    ))
    .ok()
});

/// A heading that names people and no more.
static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let list = &*LIST;
    let what = r"(?:(?:our |your |the )?(?:(?:[a-z]+ )?privacy (?:notice|policy|statement)|(?:personal )?(?:data|information)|what (?:data|information))(?: (?:that |which )?we (?:collect|hold|process|keep|use))? (?:for|about|on|of|relating to|concerning) )?";
    compile(&format!(
        r"^[^a-z]*{what}(?:if you are )?(?:an? |one of )?({list})(?:'? (?:privacy (?:notice|policy)|(?:personal )?(?:data|information)))?[^a-z]*$"
    ))
    .ok()
});

/// Whose data a sentence speaks of, as terms; nothing where it does not clearly say.
pub(super) fn named(words: &str) -> Vec<String> {
    let places = places(words);
    if !places.is_empty() {
        return terms(words, &places);
    }
    let from = group(&FROM, words).map(|place| terms(words, &[place]));
    let mut from = from.unwrap_or_default();
    from.retain(|term| !SOURCES.contains(&term.as_str()));
    from
}

/// The places of words that say whose data they are: nobody is named there as a recipient.
pub(super) fn places(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for pattern in [&ABOUT, &WHOSE] {
        let all = pattern
            .iter()
            .flat_map(|it| it.captures_iter(words.as_bytes()));
        found.extend(all.filter_map(|it| Some(it.get(1)?.range())));
    }
    found.extend(group(&IF_YOU_ARE, words));
    found
}

/// The people that a heading names, where it names no more than them.
pub(super) fn of_heading(heading: &str) -> Vec<String> {
    let place = group(&HEADING, heading);
    place.map_or_else(Vec::new, |place| terms(heading, &[place]))
}

/// The terms of people, each once.
pub(super) fn vocabulary() -> impl Iterator<Item = &'static str> {
    PEOPLE.iter().map(|(_, term)| *term)
}

fn group(pattern: &Option<Regex>, words: &str) -> Option<Range<usize>> {
    let found = pattern.as_ref()?.captures(words.as_bytes())?;
    Some(found.get(1)?.range())
}

/// The terms of the people in some places of the words, in order.
fn terms(words: &str, places: &[Range<usize>]) -> Vec<String> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for place in places {
        let part = words.get(place.clone()).unwrap_or("");
        for (pattern, term) in WORDS.iter() {
            let all = pattern.find_iter(part.as_bytes()).map(|it| it.range());
            found.extend(all.map(|it| (place.start + it.start..place.start + it.end, *term)));
        }
    }
    // A word within the words of a longer one does not count.
    found.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    let mut end = 0;
    found.retain(|(place, _)| {
        let apart = place.start >= end;
        end = end.max(place.end);
        apart
    });
    let mut terms: Vec<String> = Vec::new();
    for (_, term) in found {
        if !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
    }
    terms
}
