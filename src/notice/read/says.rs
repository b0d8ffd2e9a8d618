//! The terms of a statement: what the words of a sentence name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::known::{Known, Mention};
use super::lexicon::Lexicon;
use super::line::Line;
use super::pattern::compile;
use super::places;
use super::statement::{Kind, NamedVendor, Says};
use super::walk::Found;

/// What a clause says of a sentence.
pub(super) fn says(found: &Found<'_>, line: &Line, lexicon: &Lexicon, known: &Known) -> Says {
    let (clause, sentence) = (found.clause, found.sentence.clone());
    let words = line.low().get(sentence.clone()).unwrap_or("");
    let kind = clause.says;
    let precise = known.terms_in(kind, words);
    let mut says = Says {
        kind,
        none: found.none,
        terms: lexicon.precise_terms(kind, words, &precise),
        places: Vec::new(),
        safeguards: Vec::new(),
        names: Vec::new(),
        vendors: Vec::new(),
        data: Vec::new(),
    };
    if says.none && matches!(kind, Kind::Shares | Kind::Uses) && !is_all(words) {
        says.data = lexicon.terms(Kind::Collects, denied(words));
    }
    match kind {
        Kind::Uses if clause.item.is_some() => says.terms = clause.item.iter().cloned().collect(),
        Kind::Collects if says.none && is_all(words) => says.terms.clear(),
        Kind::Shares => {
            recipients(&mut says, line, sentence, lexicon, known);
        }
        Kind::Transfers => {
            says.places = places::named(&line.written(sentence));
            says.safeguards = std::mem::take(&mut says.terms);
            if says.places.is_empty() {
                let outside = outside(words).or_else(|| outside(&found.above));
                says.places
                    .push(outside.unwrap_or("third-countries").to_owned());
            }
        }
        Kind::Retains => says.terms = vec![period(words)],
        Kind::Informs => says.terms = clause.item.iter().cloned().collect(),
        Kind::Uses | Kind::Collects | Kind::ReliesOn if says.terms.is_empty() && !says.none => {
            let broadest = match kind {
                Kind::Uses => "purpose",
                Kind::Collects => "personal-data",
                _ => "legal-basis",
            };
            says.terms = ids(&precise, broadest);
        }
        _ => {}
    }
    says
}

static ALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:any|no|personal(?:ly)?|private|user|users'|identifiable|your|such|of)(?: (?:of|your|any|personal(?:ly)?|private|user|identifiable|kinds?|types?|other))* (?:data|information|pii|details)\b").ok()
});

/// Words behind these by which it is not all data after all: *any information about your health*.
static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^ (?:about|on|relating to|concerning|regarding) (?:your|the|their) [a-z]").ok()
});

/// Whether what is denied is denied of all data, whatever the sentence names as well.
fn is_all(words: &str) -> bool {
    let (Some(all), Some(part)) = (&*ALL, &*PART) else {
        return false;
    };
    let mut found = all.find_iter(words.as_bytes());
    found.any(|it| {
        let behind = words.as_bytes().get(it.end()..).unwrap_or_default();
        let before = words.get(..it.start()).unwrap_or("");
        !part.is_match(behind) && !before.ends_with("sensitive ") && !before.contains("categor")
    })
}

static NEGATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"(\b(?:is|are|was|were|be|been) )?(?:\b(?:not|never|nor|neither)\b|n't\b)( be| been)?")
        .ok()
});

/// The words of a denial that may name its data: those behind the verb, or with a passive those before it.
fn denied(words: &str) -> &str {
    let found = NEGATION.as_ref();
    let Some(found) = found.and_then(|it| it.captures(words.as_bytes())) else {
        return words;
    };
    let is_passive = found.get(1).or(found.get(2)).is_some();
    let whole = found.get(0).map_or(0..0, |it| it.range());
    let part = if is_passive {
        words.get(..whole.start)
    } else {
        words.get(whole.end..)
    };
    part.unwrap_or(words)
}

/// Whether a denial says of what: of all, or of something that has a term. Of something else it is not put out,
/// as it would deny all.
pub(super) fn is_definite(says: &Says, words: &str) -> bool {
    match says.kind {
        _ if !says.none || !says.terms.is_empty() => true,
        Kind::Collects => is_all(words),
        Kind::Uses => false,
        _ => true,
    }
}

/// The ids of what words name, each once; the broadest where they name nothing.
fn ids(mentions: &[Mention<'_>], broadest: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for it in mentions {
        if !ids.iter().any(|known| known == it.id) {
            ids.push(it.id.to_owned());
        }
    }
    if ids.is_empty() {
        ids.push(broadest.to_owned());
    }
    ids
}

/// The recipients: classes as terms, parties by the names that are written, vendors by their ids as well.
fn recipients(
    says: &mut Says,
    line: &Line,
    sentence: Range<usize>,
    lexicon: &Lexicon,
    known: &Known,
) {
    let words = line.low().get(sentence.clone()).unwrap_or("");
    let written = line.written(sentence.clone());
    says.terms.retain(|term| term != "@");
    let mut names: Vec<(Range<usize>, String)> = Vec::new();
    let mentions = known.vendors_in(line).into_iter();
    let here = |place: &Range<usize>| sentence.start <= place.start && place.end <= sentence.end;
    for mention in mentions.filter(|it| here(&it.place)) {
        let name = line.written(mention.place.clone());
        if says.vendors.iter().all(|it| it.name != name) {
            says.vendors.push(NamedVendor {
                name: name.clone(),
                id: mention.id.to_owned(),
            });
        }
        names.push((mention.place, name));
    }
    for named in lexicon.named(Kind::Shares, words) {
        let place = sentence.start + named.place.start..sentence.start + named.place.end;
        let apart =
            |(held, _): &(Range<usize>, String)| held.end <= place.start || place.end <= held.start;
        if named.term == "@" && names.iter().all(apart) {
            let name = places::proper(&line.written(place.clone()));
            names.extend(name.map(|name| (place, name)));
        }
    }
    names.sort_by_key(|(place, _)| place.start);
    for (_, name) in names {
        if !says.names.contains(&name) {
            says.names.push(name);
        }
    }
    for name in places::parties(&written) {
        let is_known = |it: &String| it.contains(&name) || name.contains(it.as_str());
        match says.names.iter_mut().find(|it| is_known(it)) {
            // The name of the company says more than that of the product, and means the same vendor.
            Some(held) if places::is_company(&name) && name.contains(held.as_str()) => {
                for vendor in says.vendors.iter_mut().filter(|it| it.name == *held) {
                    vendor.name.clone_from(&name);
                }
                *held = name;
            }
            Some(_) => {}
            None => says.names.push(name),
        }
    }
    if !says.none {
        says.places = places::named(&written);
        if says.terms.is_empty() {
            says.terms = ids(&known.terms_in(Kind::Shares, words), "recipient");
        }
    } else if words
        .split(' ')
        .any(|it| matches!(it.trim_matches('.'), "nobody" | "anyone" | "noone"))
    {
        // To deny everybody is to name nobody.
        says.terms.clear();
    }
}

/// Outside of what the words say that data go.
fn outside(words: &str) -> Option<&'static str> {
    let has = |names: &[&str]| {
        names.iter().any(|name| {
            [
                "outside ",
                "outside of ",
                "outside the ",
                "outside of the ",
                "non-",
            ]
            .iter()
            .any(|before| words.contains(&format!("{before}{name}")))
        })
    };
    if has(&["eea", "eu ", "eu.", "eu,", "european"]) {
        Some("outside-eea")
    } else if has(&["uk", "united kingdom"]) {
        Some("outside-uk")
    } else {
        None
    }
}

static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b([0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four|thirty|sixty|ninety)(?: \([0-9]{1,3}\))?[ -](?:full |calendar |working |business )?(day|week|month|year)s?\b").ok()
});

static NOT_STORED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:not|never|n't) (?:be |been |being )?(?:[a-z]+ ){0,2}?(?:stored?|saved?|kept|keep)\b|\b(?:not|never|n't) (?:[a-z]+ ){0,2}?retain(?:ed)?\b|\bno (?:[a-z]+ ){1,3}(?:is|are|will be) (?:stored|retained|kept|saved)\b").ok()
});

/// What comes before "a year" where that is how long something lasts.
const LASTING: [&str; 6] = ["for", "after", "within", "up to", "than", "at least"];

/// How long: a period, a criterion, `not-stored` or `indefinite`.
fn period(words: &str) -> String {
    let has = |pattern: &str| words.contains(pattern);
    let matches = |pattern: &Option<Regex>| {
        pattern
            .as_ref()
            .is_some_and(|it| it.is_match(words.as_bytes()))
    };
    if matches(&NOT_STORED) && !has("longer") {
        return "not-stored".to_owned();
    }
    let periods = PERIOD
        .iter()
        .flat_map(|it| it.captures_iter(words.as_bytes()));
    let periods = periods.filter_map(|it| {
        let text = |at: usize| std::str::from_utf8(it.get(at)?.as_bytes()).ok();
        let unit = text(2)?.chars().next()?.to_ascii_uppercase();
        let before = words.get(..it.get(0)?.start())?;
        let count = text(1)?;
        // "Once a year" is no period.
        let lasts = |word: &&str| before.trim_end().ends_with(*word);
        if count.starts_with('a') && !LASTING.iter().any(lasts) {
            return None;
        }
        Some((format!("P{}{unit}", number(count)?), before))
    });
    let periods: Vec<(String, &str)> = periods.collect();
    let ends_with = |before: &str, words: &[&str]| {
        let last = before
            .get(before.len().saturating_sub(24)..)
            .unwrap_or(before);
        words.iter().any(|word| last.contains(word))
    };
    let most = periods
        .iter()
        .find(|(_, before)| ends_with(before, &["maximum", "up to", "no more than", "at most"]));
    let least = |before: &str| ends_with(before, &["minimum", "at least", "no less than"]);
    if let Some((period, _)) = most.or_else(|| periods.iter().find(|(_, before)| !least(before))) {
        return period.clone();
    }
    let account = [
        "your account",
        "you use",
        "customer",
        "subscription",
        "membership",
        "registered",
    ];
    if has("as long as") && account.into_iter().any(has) {
        return "account-lifetime".to_owned();
    }
    if has("until you") && (has("delete") || has("withdraw")) {
        return "until-request".to_owned();
    }
    "indefinite".to_owned()
}

fn number(word: &str) -> Option<u32> {
    let words = [
        ("a", 1),
        ("an", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("eighteen", 18),
        ("twenty-four", 24),
        ("thirty", 30),
        ("sixty", 60),
        ("ninety", 90),
    ];
    let named = words
        .into_iter()
        .find(|(it, _)| *it == word)
        .map(|(_, count)| count);
    named
        .or_else(|| word.parse().ok())
        .filter(|count| *count > 0)
}
