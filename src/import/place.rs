//! A place as a cloud names it, with what is known of it.

use crate::input::Span;
use crate::taxonomy::{self, Area, Country};

/// Countries of a wide place that are listed in words.
const MOST_COUNTRIES: usize = 12;

/// A place as a cloud names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The cloud's own word, as the tables write it: `uksouth`.
    pub region: String,
    /// The country; several where it is any of these; none where no country can be named.
    pub countries: Vec<Country>,
    /// The area, where it is no country: `EU`, `global`.
    pub area: Option<String>,
    /// The area of law that it is, where any of its states may be meant: not one of which the cloud uses
    /// some only.
    pub whole: Option<Area>,
    /// It is no single region.
    pub is_wide: bool,
    /// It binds the provider; else it is a preference.
    pub binds: bool,
    /// A source was read for it.
    pub checked: bool,
    /// Where it is written.
    pub span: Option<Span>,
}

impl Place {
    /// The place as an estate would write it: the area that it is, or its countries.
    pub fn located(&self) -> Vec<taxonomy::Place> {
        match self.whole {
            Some(area) => vec![area.into()],
            None => self.countries.iter().map(|it| (*it).into()).collect(),
        }
    }

    /// The place in words: `uksouth (GB)`, `EU (any of BE, DE)`, `global`.
    pub fn words(&self) -> String {
        let codes: Vec<&str> = self.countries.iter().map(Country::as_str).collect();
        let word = match (&self.area, self.region.as_str()) {
            (Some(area), region) if area.eq_ignore_ascii_case(region) => area.clone(),
            (Some(area), region) => format!("{region} ({area})"),
            (None, region) => region.to_owned(),
        };
        let words = match codes.as_slice() {
            [] => word,
            [one] => format!("{word} ({one})"),
            several if several.len() > MOST_COUNTRIES => format!("{word} (any of its countries)"),
            several => format!("{word} (any of {})", several.join(", ")),
        };
        if self.binds {
            words
        } else {
            format!("{words}, a preference that is not binding")
        }
    }
}
