//! Places that data come from, and are not sent to: *if you live in the EEA, data go to the US*.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// In the words around a place, what has the name of another.
const OTHER: char = '\u{1}';

/// Other names between the words below and the place: *from the EU and the UK*.
const AND: &str = r"(?:the )?(?:\x01\(?\x01?\)?,?(?: and/or| and| or|/)? ?(?:in |of |from |within )?(?:the )?)*\(?$";

/// Words before a place by which it is where people are, or whose protection is spoken of.
static OF_PEOPLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let people = "you|users?|people|individuals?|residents?|citizens?|customers?|visitors?|persons?|those|anyone|subjects?|consumers?|members|who|pupils|patients";
    let are = "who|that|which|are|is|live|lives|reside|resides|located|based|living|residing|situated|currently|also|resident|domiciled|visit|visiting|access|accessing|use|using|our|the|this|site|website|services?|app|when|they|not";
    let protection = "protection|rights|standards?|level|safeguards";
    let which = "as|that|which|it|they|you|have|has|had|is|are|given|required|applicable|enjoyed|afforded|provided|guaranteed|available|by|the|laws?|in force";
    let words = format!(
        r"\b(?:(?:{people})(?: (?:{are}))* (?:in|of|within|from|inside|throughout)|(?:{protection})(?: (?:{which}))* (?:in|within|of|under)) {AND}"
    );
    Regex::new(&words).ok()
});

/// Words before a place that data leave.
static FROM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = format!(
        r"\b(?:from|out of|leav(?:es?|ing)|originat[a-z]+ in|collected in|received in) (?:within |inside )?{AND}"
    );
    Regex::new(&words).ok()
});

/// Words before *from* by which data are in that place after all: *accessed from the US*, *a company from the US*.
static IN_FACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = format!(
        r"\b(?:access|view|work|operat|support|serv|provid|host|manag|administ|run|compan|corporation|firm|partner|vendor|inc\b|llc\b|office|centre|center)[a-z]*\.?(?: [a-z]+){{0,3}} from {AND}"
    );
    Regex::new(&words).ok()
});

/// Words before a place that is only compared with: *the same protection as the EU*.
static COMPARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let of =
        "(?:in |within |that (?:of|in|provided in) |those (?:of|in) |under the laws? (?:of|in) )?";
    let words = format!(
        r"\b(?:(?:same|similar|high|strict|protective|stringent|adequate)\b.{{0,100}}\bas|(?:equivalent|similar|comparable|equal|identical) to) {of}{AND}"
    );
    Regex::new(&words).ok()
});

/// Words behind a place by which it is where people are.
static PEOPLE_THERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:,| and| or|/) ?(?:the )?\x01)*(?:-based)? (?:personal (?:data|information)|residents?|citizens?|users?|customers?|individuals?|data subjects?|persons?|consumers?|visitors?|nationals?|data (?:may|will|is|are|can|that|which|to|from|about))\b").ok()
});

/// Whether data come from a place, or people are there; `all` are the places that the words name, in order.
pub(super) fn is_origin(written: &str, all: &[Range<usize>], place: &Range<usize>) -> bool {
    let before = masked(written, all, 0..place.start);
    let after = masked(written, all, place.end..written.len());
    let fits = |it: &Option<Regex>, words: &str| it.as_ref().is_some_and(|it| it.is_match(words));
    fits(&OF_PEOPLE, &before)
        || fits(&COMPARED, &before)
        || fits(&FROM, &before) && !fits(&IN_FACT, &before)
        || fits(&PEOPLE_THERE, &after)
}

/// The words within a range in small letters, with one mark for each place that they name.
fn masked(written: &str, all: &[Range<usize>], within: Range<usize>) -> String {
    let mut out = String::new();
    let mut at = within.start;
    for place in all
        .iter()
        .filter(|it| within.start <= it.start && it.end <= within.end)
    {
        out.push_str(written.get(at..place.start).unwrap_or(""));
        out.push(OTHER);
        at = place.end;
    }
    out.push_str(written.get(at..within.end).unwrap_or(""));
    let low = out.to_lowercase();
    low.split_whitespace().fold(String::new(), |mut all, word| {
        if !all.is_empty() || low.starts_with(' ') {
            all.push(' ');
        }
        all.push_str(word);
        all
    }) + if low.ends_with(' ') { " " } else { "" }
}
