//! Cells on where data are: systems, places, and words that name neither.

use super::values::is_none;
use crate::import::declaration::places;
use crate::import::tables::Tables;

/// Words of a cell that name no system by themselves.
const GENERAL: [&str; 30] = [
    "a",
    "an",
    "and",
    "based",
    "center",
    "centers",
    "centre",
    "centres",
    "cloud",
    "clouds",
    "data",
    "datacenter",
    "datacentre",
    "electronic",
    "electronically",
    "host",
    "hosted",
    "hosting",
    "in",
    "of",
    "on",
    "online",
    "our",
    "region",
    "regions",
    "saas",
    "server",
    "servers",
    "system",
    "systems",
];

/// What words on where data are name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    /// Nothing at all.
    Nothing,
    /// Countries or areas alone.
    Place,
    /// No system and no place: that data are in the cloud, say.
    General,
    /// A system.
    System,
}

impl Location {
    /// What some words name.
    pub fn of(words: &str, tables: &Tables) -> Self {
        if is_none(words) {
            return Self::Nothing;
        }
        if places::read(words, tables).is_all() {
            return Self::Place;
        }
        let is_general = |word: &&str| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            GENERAL.contains(&bare.to_lowercase().as_str())
        };
        let all = words.split_whitespace();
        let rest: Vec<&str> = all.filter(|word| !is_general(word)).collect();
        if rest.is_empty() {
            return Self::General;
        }
        if places::read(&rest.join(", "), tables).is_all() {
            Self::Place
        } else {
            Self::System
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_general_words_are_no_system() {
        let tables = Tables::builtin().unwrap();
        for (words, wanted) in [
            ("n/a", Location::Nothing),
            ("Ireland", Location::Place),
            ("US and EU systems", Location::Place),
            ("Cloud SaaS", Location::General),
            ("Systems", Location::General),
            ("Salesforce", Location::System),
            ("Booking system", Location::System),
        ] {
            assert_eq!(Location::of(words, tables), wanted, "{words}");
        }
    }
}
