//! The terms of a statement: what the words of a sentence name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::clause::compile;
use super::lexicon::Lexicon;
use super::line::Line;
use super::places;
use super::statement::{Kind, Says};
use super::walk::Found;

/// What a clause says of a sentence.
pub(super) fn says(found: &Found<'_>, line: &Line, lexicon: &Lexicon) -> Says {
    let (clause, sentence) = (found.clause, found.sentence.clone());
    let words = line.low().get(sentence.clone()).unwrap_or("");
    let kind = clause.says;
    let mut says = Says {
        kind,
        none: found.none,
        terms: lexicon.terms(kind, words),
        places: Vec::new(),
        safeguards: Vec::new(),
        names: Vec::new(),
        data: Vec::new(),
    };
    if says.none && matches!(kind, Kind::Shares | Kind::Uses) && !is_all(words) {
        says.data = lexicon.terms(Kind::Collects, words);
    }
    match kind {
        Kind::Uses if clause.item.is_some() => says.terms = clause.item.iter().cloned().collect(),
        Kind::Collects if says.none && is_all(words) => says.terms.clear(),
        Kind::Shares => recipients(&mut says, line, sentence, lexicon),
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
            says.terms.push(broadest.to_owned());
        }
        _ => {}
    }
    says
}

static ALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:any|no|personal(?:ly)?|private|user|users'|identifiable|your|such|of)(?: (?:of|your|any|personal(?:ly)?|private|user|identifiable|kinds?|types?|other))* (?:data|information|pii)\b").ok()
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

/// The recipients: classes as terms, parties by the names that are written.
fn recipients(says: &mut Says, line: &Line, sentence: Range<usize>, lexicon: &Lexicon) {
    let words = line.low().get(sentence.clone()).unwrap_or("");
    for named in lexicon.named(Kind::Shares, words) {
        if named.term == "@" {
            let place = sentence.start + named.place.start..sentence.start + named.place.end;
            let name = line.written(place);
            if !says.names.contains(&name) {
                says.names.push(name);
            }
        }
    }
    says.terms.retain(|term| term != "@");
    for name in places::parties(&line.written(sentence.clone())) {
        let known = says
            .names
            .iter()
            .any(|it| it.contains(&name) || name.contains(it.as_str()));
        if !known {
            says.names.push(name);
        }
    }
    if !says.none {
        says.places = places::named(&line.written(sentence));
        if says.terms.is_empty() {
            says.terms.push("recipient".to_owned());
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
    compile(r"\b([0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four|thirty|sixty|ninety)(?: \([0-9]{1,3}\))?[ -](?:full |calendar |working |business )?(day|week|month|year)s?\b").ok()
});

static NOT_STORED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:not|never|n't) (?:be |been |being )?(?:[a-z]+ ){0,2}?(?:stored?|saved?|kept|keep)\b|\b(?:not|never|n't) (?:[a-z]+ ){0,2}?retain(?:ed)?\b|\bno (?:[a-z]+ ){1,3}(?:is|are|will be) (?:stored|retained|kept|saved)\b").ok()
});

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
        Some((format!("P{}{unit}", number(text(1)?)?), before))
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
