//! Names in a sentence as it is written: countries, areas, and parties.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::origin;

/// The part of the table of countries that is needed here. The module `taxonomy` owns it; a test holds the
/// two together.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Table {
    names: BTreeMap<String, String>,
    other_names: BTreeMap<String, String>,
}

/// Names and the words of the format that they mean, the longest first.
static PLACES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let table: Table =
        serde_json::from_str(include_str!("../../taxonomy/countries.json")).unwrap_or_default();
    let mut all: Vec<(String, String)> = table
        .names
        .into_iter()
        .map(|(code, name)| (name, code))
        .chain(table.other_names)
        .collect();
    let more = [
        ("European Economic Area", "EEA"),
        ("European Union", "EU"),
        ("United States of America", "US"),
        ("EEA", "EEA"),
        ("EU", "EU"),
        ("USA", "US"),
        ("U.S.A", "US"),
        ("U.S", "US"),
        ("US", "US"),
        ("UK", "GB"),
        ("U.K", "GB"),
    ];
    all.extend(more.map(|(name, code)| (name.to_owned(), code.to_owned())));
    all.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.clone()));
    all
});

/// Words behind the name of an area that make it part of the name of a law or a body.
const PART_OF_A_LAW: [&str; 21] = [
    "approved",
    "scc",
    "clauses",
    "standard",
    "commission",
    "law",
    "general",
    "gdpr",
    "-us",
    "- us",
    "-u.s",
    "- u.s",
    "–",
    "model",
    "data protection",
    "regulation",
    "extension",
    "addendum",
    "bridge",
    "idta",
    "international data transfer",
];

/// Names outside of all of which data go: "outside the UK and the EEA".
static OUTSIDE_SEVERAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names: Vec<String> = PLACES.iter().map(|(name, _)| regex::escape(name)).collect();
    let name = format!(r"(?:the )?\b(?:{})\b(?: \([A-Z.]+\))?", names.join("|"));
    let joint = r"(?: ?/ ?| and/or | and | or )(?:outside (?:of )?)?";
    Regex::new(&format!(r"\b[Oo]utside (?:of )?{name}(?:{joint}{name})+")).ok()
});

/// The places that a sentence names, without those of which it says that data go outside them.
pub(super) fn named(written: &str) -> Vec<String> {
    let mut left = without_companies(written);
    if let Some(outside) = &*OUTSIDE_SEVERAL {
        let several: Vec<_> = outside.find_iter(&left).map(|it| it.range()).collect();
        for range in several {
            left.replace_range(range.clone(), &" ".repeat(range.len()));
        }
    }
    let base = left.clone();
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for (name, code) in PLACES.iter() {
        while let Some(at) = find_word(&left, name) {
            let before = left.get(..at).unwrap_or("").to_lowercase();
            let before = before.trim_end().trim_end_matches(" the");
            // "Outside the European Economic Area (EEA)": the longer name is blank by now.
            let of = before.strip_suffix('(').map_or("", str::trim_end);
            let is_outside = |words: &str| {
                let words = words.trim_end_matches(" the");
                words.ends_with("outside") || words.ends_with("outside of")
            };
            let outside = is_outside(before) || is_outside(of);
            // "Acme Inc. (USA)" is a place, "Regulation (EU)" a law. A short form behind its name is no second place.
            let is_law = [
                "regulation",
                "directive",
                "gdpr",
                "act",
                "law",
                "commissioner",
                "framework",
            ]
            .iter()
            .any(|word| of.ends_with(word));
            // A state of the US, a name that is part of another, and the short form of the name before it.
            let body = [
                "church",
                "bank",
                "university",
                "college",
                "diocese",
                "institute",
            ];
            let of_body = |words: &str| {
                let body_of = words.strip_suffix(" of");
                body_of.is_some_and(|it| body.iter().any(|body| it.ends_with(body)))
            };
            let other = name == "Georgia"
                || of_body(before)
                || before.ends_with("non-")
                || is_law
                || before.ends_with(['\'', '"', '\u{2018}', '\u{201C}']);
            let after = left
                .get(at + name.len()..)
                .unwrap_or("")
                .trim_start()
                .to_lowercase();
            let law = PART_OF_A_LAW.iter().any(|word| after.starts_with(word));
            let place = at..at + name.len();
            if !outside && !other && !law {
                found.push((place.clone(), code.clone()));
            }
            left.replace_range(place.clone(), &" ".repeat(name.len()));
            all.push(place);
        }
    }
    all.sort_by_key(|it| it.start);
    found.retain(|(place, _)| !origin::is_origin(&base, &all, place));
    found.sort_by_key(|(place, _)| place.start);
    let mut codes: Vec<String> = Vec::new();
    for (_, code) in found {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The words without the names of companies: of *HubSpot Ireland Limited* nobody says where it keeps data. What is
/// before an *and* may be a place of its own.
fn without_companies(written: &str) -> String {
    let mut left = written.to_owned();
    let Some(company) = &*COMPANY else {
        return left;
    };
    for name in company.find_iter(written) {
        let words = name.as_str();
        let last = [" and ", " & "].iter().filter_map(|it| words.rfind(it));
        let start = name.start() + last.max().unwrap_or(0);
        left.replace_range(start..name.end(), &" ".repeat(name.end() - start));
    }
    left
}

/// Where a name is a word of its own.
fn find_word(text: &str, name: &str) -> Option<usize> {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|it| it.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|it| it.chars().next());
        // "GOV.UK" is a name, and so is "holm.co/UK".
        let is_part = matches!(before, Some('-' | '.' | '/' | '@' | '_'));
        edge(before) && edge(after) && !is_part
    })
}

static COMPANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z][A-Za-z0-9&.'-]*(?: (?:of |and |& )?[A-Z][A-Za-z0-9&.'-]*){0,5},? (?:Inc|Ltd|LLC|PLC|Plc|plc|GmbH|Corp|Corporation|(?:Unlimited|Limited)(?: Company)?|LLP|AG|B\.?V|N\.?V|S\.?A\.?S|SASU|SARL|S\.?A|SRL|S\.?r\.?l|S\.?p\.?A|ApS|A/S|Pty|Pte|Oy|Oyj|AB|CIC|CLG|DAC)\b\.?").ok()
});

/// Whether a name ends as that of a company does.
pub(super) fn is_company(name: &str) -> bool {
    COMPANY.as_ref().is_some_and(|it| {
        let found = it.find(name);
        found.is_some_and(|it| it.start() == 0 && it.end() + 1 >= name.len())
    })
}

/// The words of a name that are written as one: *Google Analytics* of *Google Analytics to*. `None` where the
/// first has a small letter.
pub(super) fn proper(written: &str) -> Option<String> {
    let is_proper = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let words: Vec<&str> = written.split(' ').take_while(is_proper).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

static AFTER_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\b(?:[Ww]ith|to)\b|: ?) ?(\p{Lu}[\p{L}0-9&'-]*(?: \p{Lu}[\p{L}0-9&'-]*){0,3})(?:,| and| & | as a result| because| \(| which| who| to help|\.|$)").ok()
});

/// Capital letters that begin no name.
const NO_NAME: [&str; 58] = [
    "Regulation",
    "Directive",
    "Android",
    "Processors",
    "Controllers",
    "Clients",
    "Customers",
    "Users",
    "Members",
    "ISO",
    "Section",
    "Schedule",
    "Part",
    "Annex",
    "Clause",
    "Appendix",
    "Chapter",
    "Improve",
    "Provide",
    "We",
    "Other",
    "Others",
    "Collaborating",
    "Our",
    "Your",
    "You",
    "The",
    "This",
    "Nobody",
    "None",
    "No",
    "Service",
    "Services",
    "Third",
    "Personal",
    "Us",
    "It",
    "They",
    "A",
    "An",
    "Any",
    "All",
    "Other",
    "Providers",
    "GDPR",
    "UK",
    "EU",
    "EEA",
    "US",
    "USA",
    "CCPA",
    "CPRA",
    "LGPD",
    "HIPAA",
    "COPPA",
    "PECR",
    "Article",
    "Art",
];

/// The names that go on a list: *, Fen and Brook* behind *with Otter*.
fn more_names(rest: &str) -> impl Iterator<Item = &str> {
    let mut left = rest;
    std::iter::from_fn(move || {
        let found = NEXT_NAME.as_ref()?.captures(left)?;
        let name = found.get(1)?;
        left = left.get(name.end()..)?;
        Some(name.as_str())
    })
}

static NEXT_NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:,| and|, and| &| or) (\p{Lu}[\p{L}0-9&'-]*(?: \p{Lu}[\p{L}0-9&'-]*){0,3})")
        .ok()
});

/// Whether words with capital letters may be the name of a party: not a pronoun, a law or a place.
pub(super) fn is_name(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    let first = first.trim_end_matches(|c: char| !c.is_alphanumeric());
    let of_place = PLACES
        .iter()
        .any(|(place, _)| name.starts_with(place.as_str()));
    !NO_NAME.contains(&first) && !of_place
}

/// Parties that a sentence on recipients names.
pub(super) fn parties(written: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if let Some(company) = &*COMPANY {
        found.extend(company.find_iter(written).map(|it| it.as_str().to_owned()));
    }
    if let Some(after) = &*AFTER_LABEL {
        let names = after.captures_iter(written).filter_map(|it| it.get(1));
        for first in names {
            let rest = written.get(first.end()..).unwrap_or("");
            for name in std::iter::once(first.as_str()).chain(more_names(rest)) {
                if is_name(name) && !found.iter().any(|it| it.contains(name)) {
                    found.push(name.to_owned());
                }
            }
        }
    }
    found.dedup();
    found
}
