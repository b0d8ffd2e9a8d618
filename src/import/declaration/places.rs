//! Countries and areas in the words of a cell: names, codes, towns, and regions of clouds.

use super::place_words::{
    CONTINENTS, EXAMPLE, IN_EUROPE, Meaning, NAMES, NOT, STATES, STOP, Token, tokens,
};
use crate::import::tables::Tables;
use crate::taxonomy::{Area, Country, Place};

/// What the words of a cell say of places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// The countries and areas, in their order, each once.
    pub named: Vec<Place>,
    /// It speaks of places that are no country or area: worldwide, a continent, or "outside" one.
    pub has_others: bool,
    /// Every word was understood, and each names its place itself.
    pub is_certain: bool,
    /// No town and no region of a cloud is among what names the places.
    pub is_direct: bool,
}

impl Places {
    /// Whether every word of it names a place.
    pub fn is_all(&self) -> bool {
        self.is_certain && !self.named.is_empty()
    }
}

/// The words of the longest name of a place.
const LONGEST: usize = 6;

/// How a place was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Name,
    /// A town or a region within it.
    Part,
    /// A state of the US.
    State,
}

struct Found {
    place: Place,
    by: By,
    depth: usize,
    /// Which of the words and names it is.
    number: usize,
}

/// The name of a continent, or of another region of several countries.
struct Wide {
    name: String,
    depth: usize,
    /// Which of the words and names it is.
    number: usize,
}

/// Reads the places in the words of a cell.
pub(super) fn read(text: &str, tables: &Tables) -> Places {
    let tokens = tokens(text);
    let mut reader = Reader {
        tables,
        tokens: &tokens,
        found: Vec::new(),
        wide: Vec::new(),
        number: 0,
        others: false,
        unread: false,
        last_unread: false,
        depth: 0,
    };
    reader.read();
    reader.finish()
}

/// The one country that the words of an address or of a seat name: by its name, by a town, or by a state of the United
/// States.
pub fn country_in(words: &str, tables: &Tables) -> Option<Country> {
    match read(words, tables).named.as_slice() {
        [Place::Country(only)] => Some(*only),
        _ => None,
    }
}

struct Reader<'t> {
    tables: &'t Tables,
    tokens: &'t [Token],
    found: Vec<Found>,
    wide: Vec<Wide>,
    /// How many words and names there were.
    number: usize,
    others: bool,
    unread: bool,
    /// The word before is none that was understood.
    last_unread: bool,
    depth: usize,
}

impl Reader<'_> {
    fn read(&mut self) {
        let (mut at, mut is_not, mut is_example) = (0, false, false);
        while let Some(token) = self.tokens.get(at) {
            at += 1;
            match token {
                Token::Open => self.depth += 1,
                Token::Close => {
                    self.depth = self.depth.saturating_sub(1);
                    is_example = false;
                    is_not = false;
                }
                Token::Break(c) => {
                    is_not = is_not && matches!(c, '/' | '-');
                }
                Token::Word(word) => {
                    let lower = word.to_lowercase();
                    if NOT.contains(&lower.as_str()) {
                        is_not = true;
                        self.others = true;
                    } else if EXAMPLE.contains(&lower.as_str()) && self.depth > 0 {
                        is_example = true;
                        self.unread = true;
                    } else {
                        let taken = self.word(at - 1, is_not || is_example);
                        at += taken.saturating_sub(1);
                    }
                }
            }
        }
    }

    /// Reads what begins with the word at a place; says how many words it is.
    fn word(&mut self, at: usize, ignored: bool) -> usize {
        let phrase = self.phrase(at);
        self.number += 1;
        for length in (1..=phrase.len()).rev() {
            let words = phrase.get(..length).unwrap_or(&[]);
            if let Some((meaning, by)) = self.meaning(at, words) {
                let follows = at.checked_sub(1).and_then(|at| self.tokens.get(at));
                let is_in_name = self.last_unread && matches!(follows, Some(Token::Word(_)));
                self.last_unread = false;
                match meaning {
                    _ if ignored => {}
                    // `Acme Europe`.
                    Meaning::Elsewhere if is_in_name => self.unread = true,
                    Meaning::Elsewhere => self.wide.push(Wide {
                        name: words.join(" ").to_lowercase(),
                        depth: self.depth,
                        number: self.number,
                    }),
                    Meaning::Here(place) => self.found.push(Found {
                        place,
                        by,
                        depth: self.depth,
                        number: self.number,
                    }),
                }
                return length;
            }
        }
        let word = phrase.first().map_or("", String::as_str);
        if !STOP.contains(&word.to_lowercase().as_str()) {
            self.unread = true;
            self.last_unread = true;
        }
        1
    }

    /// The words that belong together from one on.
    fn phrase(&self, at: usize) -> Vec<String> {
        let rest = self.tokens.get(at..).unwrap_or(&[]).iter().take(LONGEST);
        let words = rest.map_while(|token| match token {
            Token::Word(word) => Some(word.clone()),
            _ => None,
        });
        words.collect()
    }

    fn meaning(&self, at: usize, words: &[String]) -> Option<(Meaning, By)> {
        let country = |country| Meaning::Here(Place::Country(country));
        let united_states = || Country::parse("US").ok().map(country);
        let joined = words.join(" ");
        let key = joined.to_lowercase();
        if let [code] = words
            && code.chars().all(|c| c.is_ascii_uppercase())
            && code.len() == 2
        {
            let follows = at.checked_sub(1).and_then(|before| self.tokens.get(before));
            let is_state = STATES.iter().any(|(_, state)| state == code);
            // `San Francisco, CA`, where the town may be one that is known.
            let is_behind_town = self.last_unread
                || self.found.last().is_some_and(|it| {
                    it.by == By::Part && it.place.as_str() == "US" && it.number + 1 == self.number
                });
            if is_state && is_behind_town && follows == Some(&Token::Break(',')) {
                return Some((united_states()?, By::State));
            }
            let place = Place::parse(code).ok()?;
            // An abbreviation among other words is none of a country: `AI model`.
            let alone = |it: Option<&Token>| match it {
                Some(Token::Word(word)) => {
                    let lower = word.to_lowercase();
                    STOP.contains(&lower.as_str())
                        || lower.chars().any(|c| c.is_ascii_digit())
                        || [
                            "only", "primary", "with", "east", "west", "north", "south", "central",
                        ]
                        .contains(&lower.as_str())
                }
                _ => true,
            };
            let well_known = matches!(code.as_str(), "US" | "UK" | "EU");
            let is_place = well_known || alone(self.tokens.get(at + 1));
            return is_place.then_some((Meaning::Here(place), By::Name));
        }
        // Lower-case words of two letters are words: `us`, `in`.
        if key.len() > 2 || joined != key {
            if let Some(meaning) = NAMES.get(&key) {
                return Some((*meaning, By::Name));
            }
            if let Some(town) = self.tables.town_named(&key) {
                return Some((country(town), By::Part));
            }
            if STATES.iter().any(|(state, _)| *state == key) {
                return Some((united_states()?, By::State));
            }
        }
        if let Some(place) = self.region(words, &key) {
            return Some((country(place), By::Part));
        }
        // `EU-West`: the place before the hyphen.
        let [word] = words else { return None };
        let (first, _) = word.split_once('-')?;
        let is_code = first.chars().all(|c| c.is_ascii_uppercase()) && first.len() == 2;
        let place = Place::parse(first).ok().filter(|_| is_code)?;
        Some((Meaning::Here(place), By::Name))
    }

    /// The country of a region of a cloud.
    fn region(&self, words: &[String], key: &str) -> Option<Country> {
        let has_digit = key.chars().any(|c| c.is_ascii_digit());
        let sides = [
            "north",
            "south",
            "east",
            "west",
            "central",
            "northeast",
            "southeast",
        ];
        let has_side = sides.iter().any(|side| key.contains(side));
        let may_be = match words {
            [_] => has_digit || has_side,
            _ => has_side && words.len() <= 4,
        };
        let place = self.tables.anywhere(key).filter(|_| may_be)?;
        match place.countries.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn finish(self) -> Places {
        let found = &self.found;
        let within = |it: &Found, area: Area| match it.place {
            Place::Country(country) => {
                let in_eea = area != Area::Eu && ["IS", "LI", "NO"].contains(&country.as_str());
                in_eea || self.tables.is_within(country, Area::Eu.as_str())
            }
            Place::Area(_) => false,
        };
        // `EU (Frankfurt)` and `Germany (EU)` name one country.
        let is_said_closer = |it: &Found| match it.place {
            Place::Area(area) => found.iter().any(|other| {
                within(other, area) && (other.depth != it.depth || other.by == By::Part)
            }),
            // `Georgia, United States`.
            Place::Country(country) => {
                let states = found.iter().any(|other| other.place.as_str() == "US");
                states && country.as_str() == "GE"
            }
        };
        let kept = found.iter().filter(|it| !is_said_closer(it));
        let mut named: Vec<Place> = kept.map(|it| it.place).collect();
        named.sort();
        named.dedup();
        let others = self.others || self.wide.iter().any(|it| !self.is_named_closer(it));
        let direct = found.iter().all(|it| it.by == By::Name);
        let is_direct = found.iter().all(|it| it.by != By::Part);
        Places {
            is_certain: direct && !self.unread && !others,
            is_direct,
            named,
            has_others: others,
        }
    }

    /// Whether a country within a continent is named next to it: `France, Europe` is one place.
    fn is_named_closer(&self, wide: &Wide) -> bool {
        let is_within = |country: Country| {
            let mut named = CONTINENTS.iter().filter(|(name, _)| *name == wide.name);
            named.any(|(_, codes)| {
                let in_union =
                    *codes == IN_EUROPE && self.tables.is_within(country, Area::Eu.as_str());
                in_union || codes.split(' ').any(|it| it == country.as_str())
            })
        };
        self.found.iter().any(|it| match it.place {
            Place::Country(country) => {
                let is_next = it.number.abs_diff(wide.number) == 1;
                is_within(country) && (is_next || it.depth != wide.depth || it.by == By::Part)
            }
            Place::Area(_) => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_people_write_them() {
        let tables = Tables::builtin().unwrap();
        for (text, named) in [
            ("USA", "US"),
            ("United States of America", "US"),
            ("U.S.", "US"),
            ("US-based", "US"),
            ("Ireland, Germany", "DE IE"),
            ("The Netherlands", "NL"),
            ("EU (Frankfurt)", "DE"),
            ("Germany (EU)", "DE"),
            ("EU, Frankfurt", "DE"),
            ("AWS eu-west-1", "IE"),
            ("EU (AWS eu-west-1)", "IE"),
            ("EU, europe-west1 (Belgium)", "BE"),
            ("UK South, West Europe", "GB NL"),
            ("EU/EEA", "EU EEA"),
            ("UK / EU", "GB EU"),
            ("Worldwide", "+"),
            ("United States, global edge network", "US +"),
            ("Ireland (EU), US (with SCCs)", "IE US"),
            ("San Francisco, CA", "US"),
            ("Seattle, DE", "US"),
            ("Wilmington, DE, USA", "US"),
            ("Toronto, CA", "CA"),
            ("Frankfurt, DE", "DE"),
            ("Georgia, USA", "US"),
            ("Georgia", "GE"),
            ("London, UK", "GB"),
            ("United Kingdom,\nUnited States,\nIreland", "GB IE US"),
            ("UK, including outside the UK/EEA", "GB +"),
            ("Europe", "+"),
            ("North America", "+"),
            // A continent next to a country of it is no other place.
            ("France, Europe", "FR"),
            ("Czech Republic, Europe", "CZ"),
            ("Europe (Ireland)", "IE"),
            ("Norway, Europe", "NO"),
            ("Singapore, Asia Pacific", "SG"),
            ("United States, North America", "US"),
            ("Brazil (LATAM)", "BR"),
            ("United States, Europe", "US +"),
            ("France and Europe", "FR +"),
            ("Global, USA, EU", "US EU +"),
            ("Bosnia and Herzegovina", "BA"),
            ("EU-West", "EU"),
            ("Ireland (Acme Payments Europe)", "IE"),
            ("Estados Unidos / Unión Europea", "US EU"),
            ("tell us in person", ""),
            ("AI model API", ""),
            ("[confirm]", ""),
            ("", ""),
        ] {
            let places = read(text, tables);
            let mut shown: Vec<&str> = places.named.iter().map(Place::as_str).collect();
            if places.has_others {
                shown.push("+");
            }
            assert_eq!(shown.join(" "), named, "{text}");
        }
        assert!(read("Ireland, United States", tables).is_all());
        for guess in [
            "Frankfurt",
            "EU (customer data only)",
            "San Francisco, CA",
            "",
            "Worldwide",
        ] {
            assert!(!read(guess, tables).is_all(), "{guess}");
        }
    }
}
