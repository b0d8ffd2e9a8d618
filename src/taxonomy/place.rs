//! Places as estates, contracts and notices name them: a country, or an area of several.

use std::borrow::Cow;
use std::fmt;

use super::country::{Country, CountryError};
use crate::input::nearest;

/// An area of several states. Which states those are on a day is for the law tables to say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The member states of the European Union.
    Eu,
    /// The states of the European Economic Area.
    Eea,
    /// The United Kingdom and the states of the European Economic Area.
    UkAndEea,
}

/// Other ways to write an area, in capital letters, only to suggest the word for it.
const MEANT: [(&str, Area); 14] = [
    ("EU", Area::Eu),
    ("EUROPEAN UNION", Area::Eu),
    ("EUROPE", Area::Eu),
    ("EU27", Area::Eu),
    ("EEA", Area::Eea),
    ("EWR", Area::Eea),
    ("EU/EEA", Area::Eea),
    ("EUROPEAN ECONOMIC AREA", Area::Eea),
    ("EEA30", Area::Eea),
    ("UK+EEA", Area::UkAndEea),
    ("EEA+UK", Area::UkAndEea),
    ("GB+EEA", Area::UkAndEea),
    ("UK/EEA", Area::UkAndEea),
    ("UK AND EEA", Area::UkAndEea),
];

impl Area {
    /// All of them, in the order of their words.
    pub const ALL: [Self; 3] = [Self::Eu, Self::Eea, Self::UkAndEea];

    /// The area that a word of the format means; no other spelling is taken for one.
    pub fn parse(written: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.as_str() == written)
    }

    /// Its word in files: `EU`, `EEA`, `UK+EEA`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eu => "EU",
            Self::Eea => "EEA",
            Self::UkAndEea => "UK+EEA",
        }
    }

    /// Its name in full.
    fn title(self) -> &'static str {
        match self {
            Self::Eu => "European Union",
            Self::Eea => "European Economic Area",
            Self::UkAndEea => "United Kingdom and European Economic Area",
        }
    }

    /// As a sentence names it: `the EU`.
    pub fn in_prose(self) -> &'static str {
        match self {
            Self::Eu => "the EU",
            Self::Eea => "the EEA",
            Self::UkAndEea => "the United Kingdom and the EEA",
        }
    }

    fn near(written: &str) -> Option<Self> {
        let flat = written.trim().to_ascii_uppercase();
        let exact = MEANT.into_iter().find(|(word, _)| *word == flat);
        if let Some((_, area)) = exact {
            return Some(area);
        }
        // Two letters are too few to know what was meant.
        if flat.chars().count() < 3 {
            return None;
        }
        let word = nearest(&flat, MEANT.into_iter().map(|(word, _)| word))?;
        let meant = MEANT.into_iter().find(|(known, _)| *known == word);
        meant.map(|(_, area)| area)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A country or an area. Countries come first in their order, by code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// One country.
    Country(Country),
    /// Some state of an area; which one is not stated.
    Area(Area),
}

/// What was written is neither a country code nor an area.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is neither a country code nor an area")]
pub struct PlaceError {
    /// What was written.
    pub written: String,
    /// The place that may be meant.
    pub nearest: Option<Place>,
}

impl PlaceError {
    /// What to write instead, as a line of help.
    pub fn help(&self) -> String {
        match self.nearest {
            Some(Place::Country(it)) => format!("did you mean `{it}` ({})?", it.name()),
            Some(Place::Area(it)) => format!("did you mean `{it}` ({})?", it.title()),
            None => "write the two capital letters of ISO 3166-1 (`GB`, `US`), or `EU`, `EEA` or `UK+EEA`"
                .to_owned(),
        }
    }
}

impl Place {
    /// The place with this code or word, written exactly so.
    ///
    /// ```
    /// use fairnotice::taxonomy::Place;
    ///
    /// assert_eq!(Place::parse("IE")?.in_prose(), "Ireland");
    /// assert_eq!(Place::parse("EEA")?.in_prose(), "the EEA");
    /// assert_eq!(Place::parse("eea").unwrap_err().nearest, Place::parse("EEA").ok());
    /// # Ok::<(), fairnotice::taxonomy::PlaceError>(())
    /// ```
    ///
    /// # Errors
    /// [`PlaceError`] with the place that may have been meant.
    pub fn parse(written: &str) -> Result<Self, PlaceError> {
        if let Some(area) = Area::parse(written) {
            return Ok(Self::Area(area));
        }
        let country = Country::parse(written);
        country.map(Self::Country).map_err(|error| {
            let CountryError { written, nearest } = error;
            let area = Area::near(&written).map(Self::Area);
            PlaceError {
                // Where a country is no further away, it is the one that was meant.
                nearest: match nearest.map(Self::Country) {
                    Some(country) if !is_area(&written) => Some(country),
                    country => area.or(country),
                },
                written,
            }
        })
    }

    /// The word in files: `GB`, `UK+EEA`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Country(country) => country.as_str(),
            Self::Area(area) => area.as_str(),
        }
    }

    /// The short name for lists and tables: `United Kingdom`; of an area its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Country(country) => country.name(),
            Self::Area(area) => area.as_str(),
        }
    }

    /// As a sentence names it, with the article that it takes: `the Netherlands`, `the EU`.
    pub fn in_prose(self) -> Cow<'static, str> {
        match self {
            Self::Country(country) => country.in_prose(),
            Self::Area(area) => Cow::Borrowed(area.in_prose()),
        }
    }
}

/// Whether a text can only mean an area.
fn is_area(written: &str) -> bool {
    let flat = written.trim().to_ascii_uppercase();
    MEANT.into_iter().any(|(word, _)| word == flat)
}

/// The short name of a place as a sentence has it, with its article; a text that names no place stays as
/// it is.
pub fn in_prose(name: &str) -> Cow<'_, str> {
    if let Some(area) = Area::parse(name) {
        return Cow::Borrowed(area.in_prose());
    }
    if Country::takes_article(name) {
        Cow::Owned(format!("the {name}"))
    } else {
        Cow::Borrowed(name)
    }
}

impl From<Country> for Place {
    fn from(country: Country) -> Self {
        Self::Country(country)
    }
}

impl From<Area> for Place {
    fn from(area: Area) -> Self {
        Self::Area(area)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_areas_are_places() {
        for written in ["GB", "XK", "EU", "EEA", "UK+EEA"] {
            assert_eq!(Place::parse(written).unwrap().to_string(), written);
        }
        assert_eq!(Place::parse("UK").unwrap().to_string(), "GB");
        let mut places = [Area::Eu.into(), Country::parse("ZW").unwrap().into()];
        places.sort();
        assert_eq!(places.map(Place::name), ["Zimbabwe", "EU"]);
    }

    #[test]
    fn what_is_no_place_is_refused_with_what_may_be_meant() {
        for (written, meant) in [
            ("eu", Some("EU")),
            ("EUU", Some("EU")),
            ("European Union", Some("EU")),
            ("Europe", Some("EU")),
            ("eea", Some("EEA")),
            ("EU/EEA", Some("EEA")),
            ("European Economic Aria", Some("EEA")),
            ("EEA+UK", Some("UK+EEA")),
            ("uk+eea", Some("UK+EEA")),
            ("gb", Some("GB")),
            ("Germany", Some("DE")),
            ("germny", Some("DE")),
            ("USA", Some("US")),
            ("Ireland", Some("IE")),
            ("ZZ", None),
            ("", None),
        ] {
            let error = Place::parse(written).unwrap_err();
            let nearest = error.nearest.map(|place| place.to_string());
            assert_eq!(nearest.as_deref(), meant, "{written}");
        }
        let error = Place::parse("eu").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`eu` is neither a country code nor an area"
        );
        assert_eq!(error.help(), "did you mean `EU` (European Union)?");
    }

    #[test]
    fn sentences_have_the_article_that_a_place_takes() {
        for (written, prose) in [
            ("EU", "the EU"),
            ("EEA", "the EEA"),
            ("UK+EEA", "the United Kingdom and the EEA"),
            ("NL", "the Netherlands"),
            ("US", "the United States"),
            ("CZ", "Czechia"),
            ("DE", "Germany"),
        ] {
            let place = Place::parse(written).unwrap();
            assert_eq!(place.in_prose(), prose);
            assert_eq!(in_prose(place.name()), prose);
        }
        assert_eq!(in_prose("not stated"), "not stated");
    }
}
