//! The company behind a notice: a name with a legal form in its text, and the country that its address or its form
//! names.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::Tables;
use crate::import::declaration::country_in;
use crate::taxonomy::Country;

/// A company that a notice names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its name with its legal form.
    pub name: String,
    /// The line that names it, from 1.
    pub line: usize,
    /// The country of its seat, and what says so.
    pub country: Option<(String, String)>,
}

/// Legal forms, each with the country whose law has it; those of several countries have none.
const FORMS: [(&str, Option<&str>); 32] = [
    (r"Inc(?:\.|\b)|Incorporated\b", Some("US")),
    (r"L\.?L\.?C(?:\.|\b)", Some("US")),
    (r"Corp(?:\.|\b)|Corporation\b", Some("US")),
    (r"PBC\b", Some("US")),
    (r"Pty\.? (?:Ltd(?:\.|\b)|Limited\b)", Some("AU")),
    (r"Pte\.? (?:Ltd(?:\.|\b)|Limited\b)", Some("SG")),
    (r"(?:Pvt|Private)\.? (?:Ltd(?:\.|\b)|Limited\b)", None),
    (r"GmbH\b|UG\b|KG\b|e\.V\.", Some("DE")),
    (r"AG\b", None),
    (r"B\.V\.|BV\b", Some("NL")),
    (r"N\.V\.|NV\b", None),
    (r"S\.A\.S\.|SASU?\b|SARL\b|S\.A\.R\.L\.", Some("FR")),
    (r"S\.à r\.l\.|S[àa]rl\b", None),
    (r"S\.L\.U\.?|S\.L\.|SLU?\b", Some("ES")),
    (r"S\.r\.l\.|S\.p\.A\.|SpA\b", Some("IT")),
    (r"S\.R\.L\.|SRL\b|S\.A\.|SA\b", None),
    (r"ApS\b|A/S\b", Some("DK")),
    (r"Oyj?\b", Some("FI")),
    (r"AB\b", Some("SE")),
    (r"OÜ\b", Some("EE")),
    (r"UAB\b", Some("LT")),
    (r"SIA\b", Some("LV")),
    (r"[Ss]p\. ?z ?o\. ?o\.", Some("PL")),
    (r"(?:spol\. )?s\. ?r\. ?o\.", None),
    (r"a\. ?s\.", None),
    (r"Kft\b|Zrt\b", Some("HU")),
    (r"d\.o\.o\.", None),
    (r"Lda\b", Some("PT")),
    (r"EOOD\b|OOD\b", Some("BG")),
    (r"DAC\b", Some("IE")),
    (r"Ltd(?:\.|\b)|Limited\b", None),
    (r"PLC\b|plc\b|LLP\b|C\.?I\.?C\b", None),
];

/// Words that begin sentences or lines, and no names.
const BEGINNINGS: &str = "\
    The At Contact By We Our Us Your You In For Dear This Copyright When If To And Or Of From Mail \
    Address That How What Why Who Where Which Here Please Its Also";

/// Words of which no name of an organisation is made alone.
const GENERAL: &str = "\
    a and app application company controller controllers cookie cookies corp customer customers \
    data general global gmbh inc information limited llc llp ltd notice of our personal platform \
    plc policy privacy product products protection service services site statement terms the user \
    users website websites your";

/// Words right before a company by which it is the one that publishes.
const BEFORE: &str = r"(?i)(?:\b(?:contact|write to) us(?:.{0,120}\bat|(?: (?:at|by|in|mail|post|to|writing))*)|\bwe(?: are)?|\b(?:operated|owned|published|run) by|\bcopyright(?: ©| \(c\))?(?: \d{4})?|©(?: \d{4})?|\bregistered office of)[:,]?\s*(?:the )?$";

/// Words right behind a company by which it is.
const BEHIND: &str =
    r#"(?i)^,? ?(?:\([^()]{0,80}["“'‘](?:we|us|our)\b|(?:trading|doing business) as\b)"#;

/// Words for countries that people write in addresses, besides their names.
const WRITTEN: [(&str, &str); 9] = [
    ("usa", "US"),
    ("u.s.a", "US"),
    ("united states", "US"),
    ("uk", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("the netherlands", "NL"),
];

/// Lines of an address behind the one that names the company.
const ADDRESS_LINES: usize = 6;

/// A name before its legal form: words with capital letters or digits, and small ones between them.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let forms: Vec<&str> = FORMS.iter().map(|(form, _)| *form).collect();
    let word = r"[A-Z0-9][\w&'’-]*(?:\.[\w&'’-]+)*";
    let words = format!(
        r"\b({word}(?: (?:(?:of|and|&|the|for) ){{0,2}}{word}){{0,6}}),? ({})",
        forms.join("|")
    );
    Regex::new(&words).ok()
});

/// What is right before a company that publishes, and what is right behind it.
static NEXT_TO: LazyLock<(Option<Regex>, Option<Regex>)> =
    LazyLock::new(|| (Regex::new(BEFORE).ok(), Regex::new(BEHIND).ok()));

static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<[^<>]*>|\{[^{}]*\}").ok());

static BY_FORM: LazyLock<Vec<(Regex, Option<&str>)>> = LazyLock::new(|| {
    let all = FORMS.iter();
    let at_end = |form: &str| Regex::new(&format!(" (?:{form})$")).ok();
    all.filter_map(|(form, country)| Some((at_end(form)?, *country)))
        .collect()
});

/// Whether a list of words has one.
fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|it| it == word)
}

/// Whether words may be the name of an organisation: not all of them are general ones, or legal forms.
pub fn is_name(words: &str) -> bool {
    let mut words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase);
    words.any(|word| !has(GENERAL, &word))
}

/// The company that a text names: the one of a known name, or which goes by it; without such a name, the first one of
/// which the words next to it say that it publishes the text.
pub fn company(text: &str, known: Option<&str>) -> Option<Company> {
    let lines: Vec<&str> = text.lines().collect();
    let all = all(&lines);
    let found = match known {
        Some(known) => all
            .iter()
            .find(|it| goes_by(it, known))
            .or_else(|| all.iter().find(|it| trades_as(it, known, &lines))),
        None => all.iter().find(|it| is_own(it, &lines)),
    }?;
    let addresses = all.iter().filter(|it| it.name == found.name);
    let of_address = addresses.filter_map(|it| country_near(it, &lines));
    let of_address: Vec<(String, String)> = of_address.collect();
    let of_town = || {
        let mut all = all.iter().filter(|it| it.name == found.name);
        all.find_map(|it| town_near(it, &lines))
    };
    let country = of_address.into_iter().next();
    let country = country.or_else(of_town).or_else(|| of_form(found));
    Some(Company {
        name: found.name.clone(),
        line: found.line,
        country,
    })
}

/// A place of a text with a company.
struct Place {
    name: String,
    line: usize,
    /// The bytes of its line at which its name begins and ends.
    start: usize,
    end: usize,
}

fn all(lines: &[&str]) -> Vec<Place> {
    let mut found = Vec::new();
    let Some(named) = NAMED.as_ref() else {
        return found;
    };
    for (at, line) in lines.iter().enumerate() {
        for captures in named.captures_iter(line) {
            let Some(whole) = captures.get(0) else {
                continue;
            };
            let mut name = whole.as_str();
            // A sentence may begin with other words that have a capital letter.
            while let Some((first, rest)) = name.split_once(' ') {
                let first = first.trim_end_matches([',', ':']);
                let is_title = rest.starts_with("of ") && has(GENERAL, &first.to_lowercase());
                if !has(BEGINNINGS, first) && !is_title && is_name(first) {
                    break;
                }
                name = rest.strip_prefix("of ").unwrap_or(rest);
            }
            if is_name(name) {
                found.push(Place {
                    name: name.to_owned(),
                    line: at + 1,
                    start: whole.end() - name.len(),
                    end: whole.end(),
                });
            }
        }
    }
    found
}

/// What two spellings of a name share.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a company has a name, or a longer one that begins with it.
fn goes_by(place: &Place, known: &str) -> bool {
    let (own, known) = (place.name.to_lowercase(), known.to_lowercase());
    let rest = own.strip_prefix(&known);
    folded(&own) == folded(&known)
        || rest.is_some_and(|rest| rest.starts_with([' ', ',']) && known.chars().count() > 2)
}

/// Whether the words behind a company give it a known name: in quotes within brackets, or as the one it trades as.
fn trades_as(place: &Place, known: &str, lines: &[&str]) -> bool {
    const NEAR: usize = 120;
    let behind = behind(place, lines, 2);
    let near: String = behind.chars().take(NEAR).collect();
    let near = near.to_lowercase();
    let known = known.to_lowercase();
    let quoted = ["\"", "“", "'", "‘"];
    let is_short = near.trim_start_matches([',', ' ']).starts_with('(')
        && quoted
            .iter()
            .any(|mark| near.contains(&format!("{mark}{known}")));
    let trades = [
        "doing business as",
        "trading as",
        "d/b/a",
        "dba",
        "t/a",
        "known as",
    ];
    let trades = trades.iter().any(|words| {
        let rest = near.split_once(words).map(|(_, rest)| rest);
        rest.is_some_and(|rest| {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(&known)
        })
    });
    is_short || trades
}

/// The words behind a company, to the end of so many lines.
fn behind(place: &Place, lines: &[&str], count: usize) -> String {
    let mut own = lines.iter().skip(place.line.saturating_sub(1));
    let first = own.next().and_then(|line| line.get(place.end..));
    let rest = own.take(count.saturating_sub(1)).copied();
    let all: Vec<&str> = first.into_iter().chain(rest).collect();
    let all = all.join("\n");
    match TAG.as_ref() {
        Some(tag) => tag.replace_all(&all, "").into_owned(),
        None => all,
    }
}

/// Whether the words next to a company say that it publishes the text.
fn is_own(place: &Place, lines: &[&str]) -> bool {
    let line = lines.get(place.line.saturating_sub(1)).copied();
    let line = line.unwrap_or_default();
    let (before, behind) = (line.get(..place.start), line.get(place.end..));
    let fits = |regex: &Option<Regex>, words: Option<&str>| {
        let regex = regex.as_ref();
        regex.is_some_and(|it| it.is_match(words.unwrap_or_default()))
    };
    fits(&NEXT_TO.0, before) || fits(&NEXT_TO.1, behind)
}

/// The country of the address behind a company.
fn country_near(place: &Place, lines: &[&str]) -> Option<(String, String)> {
    const LONGEST: usize = 80;
    let behind = behind(place, lines, ADDRESS_LINES);
    for (at, line) in behind.lines().enumerate() {
        // Behind the first line, an address has short ones.
        if at > 0 && (line.trim().is_empty() || line.chars().count() > LONGEST) {
            break;
        }
        // A sentence behind the address is no part of it.
        for part in line.split([',', ';', '|', '<', '(', ')']) {
            let part = part.trim().trim_end_matches(['.', '\\', ' ']);
            if let Some(code) = country_at_end(part) {
                return Some((code, format!("line {}, its address", place.line + at)));
            }
        }
    }
    None
}

/// The country of a town in the address behind a company, on its line.
fn town_near(place: &Place, lines: &[&str]) -> Option<(String, String)> {
    const LONGEST: usize = 120;
    let behind = behind(place, lines, 1);
    let address: String = behind.chars().take(LONGEST).collect();
    // What is behind a full stop is another sentence; an address has a number.
    let address = address.split(". ").next().unwrap_or("");
    let is_address =
        address.starts_with([',', ' ']) && address.contains(|c: char| c.is_ascii_digit());
    let country = country_of(address).filter(|_| is_address)?;
    Some((
        country,
        format!("line {}, a town of its address", place.line),
    ))
}

/// The country of an address or of a seat, by its name at the end of a part, by a town, or by a state of the United
/// States.
pub fn country_of(words: &str) -> Option<String> {
    let parts = words.split([',', ';', '(', ')']);
    let mut parts = parts.map(|it| it.trim().trim_end_matches(['.', ' ']));
    parts.find_map(country_at_end).or_else(|| {
        let country = country_in(words, Tables::builtin().ok()?)?;
        Some(country.as_str().to_owned())
    })
}

/// The country with whose name a part of an address ends.
fn country_at_end(part: &str) -> Option<String> {
    const MOST_WORDS: usize = 6;
    const SHORTEST_NAME: usize = 4;
    let is_address = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let words: Vec<&str> = part.split_whitespace().collect();
    // `we send data to India` is no part of an address.
    let before = words.iter().rev().skip(1);
    if words.len() > MOST_WORDS
        || !before
            .clone()
            .all(|it| is_address(it) || *it == "the" || *it == "of")
    {
        return None;
    }
    let low = part.to_lowercase();
    let ends = |name: &str| {
        let before = low.strip_suffix(name);
        before.is_some_and(|it| it.is_empty() || it.ends_with(' '))
    };
    let written = WRITTEN.iter().find(|(name, _)| ends(name));
    let written = written.map(|(_, code)| (*code).to_owned());
    written.or_else(|| {
        let named = Country::names().filter(|(name, _)| name.chars().count() >= SHORTEST_NAME);
        let mut named = named.filter(|(name, _)| ends(&name.to_lowercase()));
        named.next().map(|(_, country)| country.as_str().to_owned())
    })
}

/// The country whose law has the form of a company.
fn of_form(place: &Place) -> Option<(String, String)> {
    let found = BY_FORM.iter().find(|(form, _)| form.is_match(&place.name));
    let (_, country) = found?;
    let why = format!("line {}, the legal form of {}", place.line, place.name);
    country.map(|country| (country.to_owned(), why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, known: Option<&str>) -> Option<(String, Option<String>)> {
        let found = company(text, known)?;
        Some((found.name, found.country.map(|(code, _)| code)))
    }

    #[test]
    fn a_company_is_the_one_that_publishes() {
        for (text, known, name, country) in [
            (
                "It explains how Holm Mobile, Inc. (\"Holm,\" \"we,\" or \"us\") uses data.",
                None,
                "Holm Mobile, Inc.",
                Some("US"),
            ),
            (
                "Contact us at 42signals LLC, 2045 W Street, Chicago, IL 60612 USA.",
                None,
                "42signals LLC",
                Some("US"),
            ),
            (
                "Data that Holm, Inc. or Holm B.V. processes.\n\nHolm B.V., Prins Street 2, The Netherlands",
                Some("Holm"),
                "Holm, Inc.",
                Some("US"),
            ),
            (
                "How Tarn Inc., doing business as{' '}\n<b>Skylark</b>, uses data.\nTarn Inc., 9 Mill Lane,\nDublin,\nIreland",
                Some("Skylark"),
                "Tarn Inc.",
                Some("IE"),
            ),
            (
                "Contact us at [a](mailto:a@holm.example) or at Holm LLC, 9 Mill Lane.",
                None,
                "Holm LLC",
                Some("US"),
            ),
            (
                "We, Holm Services s.r.o., of Mill 140/20, 120 00 Prague 2.",
                Some("Holm Services"),
                "Holm Services s.r.o.",
                Some("CZ"),
            ),
            (
                "Tarn Pty Ltd (\"we\") collects data.",
                None,
                "Tarn Pty Ltd",
                Some("AU"),
            ),
            (
                "Tarn Sp. z o.o. (\"we\") collects data.",
                None,
                "Tarn Sp. z o.o.",
                Some("PL"),
            ),
            (
                "The Elm Court Ltd privacy notice.",
                Some("Elm Court"),
                "Elm Court Ltd",
                None,
            ),
        ] {
            let wanted = Some((name.to_owned(), country.map(str::to_owned)));
            assert_eq!(found(text, known), wanted, "{text}");
        }
        for (text, known) in [
            ("We share data with providers such as Pigeon Inc.", None),
            (
                "Answers to what you contact us about are kept by Pigeon Inc.",
                None,
            ),
            ("Pigeon Inc. keeps our mail.", Some("Elm Court")),
            ("Nothing of the kind", None),
        ] {
            assert_eq!(found(text, known), None, "{text}");
        }
        assert_eq!(BY_FORM.len(), FORMS.len());
        assert!(NAMED.is_some() && NEXT_TO.0.is_some() && NEXT_TO.1.is_some() && TAG.is_some());
    }

    #[test]
    fn general_words_are_no_name() {
        for name in ["Inc.", "Personal Data", "Data Controller", "LLC", ""] {
            assert!(!is_name(name), "{name}");
        }
        for name in ["Holm", "Data Wizards", "42signals LLC"] {
            assert!(is_name(name), "{name}");
        }
    }
}
