//! The words of places: names, areas, states, and what says nothing; a text taken apart into words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::taxonomy::{Area, Country, Place};

/// A text has as many words as are looked at, at most.
const MAX_WORDS: usize = 400;

/// What a phrase means.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    Here(Place),
    Elsewhere,
}

/// Names that the table of countries does not have, as tokens.
const ALSO: [(&str, &str); 21] = [
    ("estados unidos", "US"),
    ("irlanda", "IE"),
    ("alemania", "DE"),
    ("royaume uni", "GB"),
    ("vereinigtes königreich", "GB"),
    ("czech republic", "CZ"),
    ("the czech republic", "CZ"),
    ("great britain", "GB"),
    ("turkey", "TR"),
    ("us of america", "US"),
    ("hong kong sar", "HK"),
    ("republic of korea", "KR"),
    ("deutschland", "DE"),
    ("irland", "IE"),
    ("irlande", "IE"),
    ("frankreich", "FR"),
    ("allemagne", "DE"),
    ("niederlande", "NL"),
    ("pays bas", "NL"),
    ("états unis", "US"),
    ("vereinigte staaten", "US"),
];
const AREAS: [(&str, Area); 10] = [
    ("unión europea", Area::Eu),
    ("eu", Area::Eu),
    ("eu27", Area::Eu),
    ("european union", Area::Eu),
    ("europäische union", Area::Eu),
    ("union européenne", Area::Eu),
    ("eea", Area::Eea),
    ("ewr", Area::Eea),
    ("european economic area", Area::Eea),
    ("uk+eea", Area::UkAndEea),
];
/// Places that are no country and no area of the format.
const ELSEWHERE: [&str; 24] = [
    "worldwide",
    "global",
    "globally",
    "international",
    "internationally",
    "europe",
    "asia",
    "africa",
    "oceania",
    "americas",
    "north america",
    "south america",
    "latin america",
    "asia pacific",
    "asia-pacific",
    "middle east",
    "emea",
    "apac",
    "latam",
    "various",
    "multiple",
    "everywhere",
    "multi-region",
    "distributed",
];
/// States of Europe that are no members of the European Union; its members are in the tables.
pub(super) const IN_EUROPE: &str =
    "GB CH NO IS LI AD AL BA BY FO GE GG GI IM JE MC MD ME MK RS RU SM TR UA VA XK";
const IN_ASIA: &str = "AE AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KR KW KZ LA LB LK MM MN MO MV MY \
    NP OM PH PK PS QA SA SG TH TJ TL TM TR TW UZ VN YE";
const IN_AFRICA: &str = "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR \
    MU MW MZ NA NE NG RE RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW";
const IN_MIDDLE_EAST: &str = "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE";
const IN_OCEANIA: &str = "AU FJ NC NZ PF PG SB TO VU WS";
const IN_NORTH_AMERICA: &str = "US CA MX BM GL PR";
const IN_LATIN_AMERICA: &str =
    "AR BO BR BZ CL CO CR CU DO EC GT GY HN HT JM MX NI PA PE PR PY SR SV TT UY VE";
/// Names of continents and of other regions, each with countries within it.
pub(super) const CONTINENTS: [(&str, &str); 20] = [
    ("europe", IN_EUROPE),
    ("asia", IN_ASIA),
    ("africa", IN_AFRICA),
    ("oceania", IN_OCEANIA),
    ("americas", IN_NORTH_AMERICA),
    ("americas", IN_LATIN_AMERICA),
    ("north america", IN_NORTH_AMERICA),
    ("south america", IN_LATIN_AMERICA),
    ("latin america", IN_LATIN_AMERICA),
    ("latam", IN_LATIN_AMERICA),
    ("asia pacific", IN_ASIA),
    ("asia pacific", IN_OCEANIA),
    ("apac", IN_ASIA),
    ("apac", IN_OCEANIA),
    ("middle east", IN_MIDDLE_EAST),
    ("emea", IN_EUROPE),
    ("emea", IN_MIDDLE_EAST),
    ("emea", IN_AFRICA),
    ("asia-pacific", IN_ASIA),
    ("asia-pacific", IN_OCEANIA),
];
/// States of the US that are no name of a country, with their codes.
pub(super) const STATES: [(&str, &str); 49] = [
    ("alabama", "AL"),
    ("alaska", "AK"),
    ("arizona", "AZ"),
    ("arkansas", "AR"),
    ("california", "CA"),
    ("colorado", "CO"),
    ("connecticut", "CT"),
    ("delaware", "DE"),
    ("florida", "FL"),
    ("hawaii", "HI"),
    ("idaho", "ID"),
    ("illinois", "IL"),
    ("indiana", "IN"),
    ("iowa", "IA"),
    ("kansas", "KS"),
    ("kentucky", "KY"),
    ("louisiana", "LA"),
    ("maine", "ME"),
    ("maryland", "MD"),
    ("massachusetts", "MA"),
    ("michigan", "MI"),
    ("minnesota", "MN"),
    ("mississippi", "MS"),
    ("missouri", "MO"),
    ("montana", "MT"),
    ("nebraska", "NE"),
    ("nevada", "NV"),
    ("new hampshire", "NH"),
    ("new jersey", "NJ"),
    ("new mexico", "NM"),
    ("new york", "NY"),
    ("north carolina", "NC"),
    ("north dakota", "ND"),
    ("ohio", "OH"),
    ("oklahoma", "OK"),
    ("oregon", "OR"),
    ("pennsylvania", "PA"),
    ("rhode island", "RI"),
    ("south carolina", "SC"),
    ("south dakota", "SD"),
    ("tennessee", "TN"),
    ("texas", "TX"),
    ("utah", "UT"),
    ("vermont", "VT"),
    ("virginia", "VA"),
    ("washington", "WA"),
    ("west virginia", "WV"),
    ("wisconsin", "WI"),
    ("wyoming", "WY"),
];
/// Words that say nothing of the place.
pub(super) const STOP: [&str; 44] = [
    "with",
    "only",
    "scc",
    "sccs",
    "dpf",
    "primary",
    "and",
    "or",
    "the",
    "in",
    "within",
    "of",
    "at",
    "on",
    "region",
    "regions",
    "data",
    "center",
    "centers",
    "centre",
    "centres",
    "datacenter",
    "datacenters",
    "server",
    "servers",
    "hosted",
    "hosting",
    "based",
    "located",
    "storage",
    "cloud",
    "aws",
    "azure",
    "gcp",
    "google",
    "amazon",
    "microsoft",
    "member",
    "states",
    "zone",
    "zones",
    "country",
    "countries",
    "location",
];
/// After one of these, what is named is where the place is not.
pub(super) const NOT: [&str; 6] = ["outside", "non", "not", "except", "excluding", "excl"];
/// Words that make a place one of several.
pub(super) const EXAMPLE: [&str; 6] = ["e.g", "eg", "including", "such", "example", "incl"];

pub(super) static NAMES: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(names);

fn names() -> BTreeMap<String, Meaning> {
    let mut names = BTreeMap::new();
    let key = |name: &str| {
        let words = tokens(name);
        let words = words.iter().filter_map(|it| match it {
            Token::Word(word) => Some(word.to_lowercase()),
            _ => None,
        });
        words.collect::<Vec<_>>().join(" ")
    };
    for (name, country) in Country::names() {
        names.insert(key(name), Meaning::Here(Place::Country(country)));
    }
    for (name, code) in ALSO {
        if let Ok(country) = Country::parse(code) {
            names.insert(name.to_owned(), Meaning::Here(Place::Country(country)));
        }
    }
    for (name, area) in AREAS {
        names.insert(name.to_owned(), Meaning::Here(Place::Area(area)));
    }
    for name in ELSEWHERE {
        names.insert(name.to_owned(), Meaning::Elsewhere);
    }
    names
}

/// A word of a cell, or what is between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Open,
    Close,
    Break(char),
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '_');
    for c in text.chars().chain(['\n']) {
        if is_part(c) {
            word.push(c);
            continue;
        }
        if let Some(word) = plain(&std::mem::take(&mut word)) {
            tokens.push(Token::Word(word));
        }
        tokens.extend(match c {
            '(' | '[' => Some(Token::Open),
            ')' | ']' => Some(Token::Close),
            c if c.is_whitespace() && c != '\n' => None,
            c => Some(Token::Break(c)),
        });
        if tokens.len() >= MAX_WORDS {
            break;
        }
    }
    tokens
}

/// A word without the dots and hyphens around it and in abbreviations: `U.S.` is `US`.
fn plain(word: &str) -> Option<String> {
    let word = word.trim_matches(['.', '-', '\'', '’', '_']);
    let parts: Vec<&str> = word.split('.').collect();
    let is_short = parts.len() > 1 && parts.iter().all(|part| part.chars().count() == 1);
    let word = if is_short && !word.eq_ignore_ascii_case("e.g") {
        parts.concat()
    } else {
        word.to_owned()
    };
    let based = word.strip_suffix("-based").or(word.strip_suffix("-hosted"));
    let word = based.map_or(word.clone(), str::to_owned);
    (!word.is_empty()).then_some(word)
}
