//! Countries by their ISO 3166-1 alpha-2 codes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use crate::input::nearest;

/// A country or territory with a code of ISO 3166-1 alpha-2 of its own, or Kosovo (`XK`, which
/// ISO leaves to its users and the EU uses). Ordered by code. An unknown place is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// What was written is no country code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no country code")]
pub struct CountryError {
    /// What was written.
    pub written: String,
    /// The country whose code or name is near.
    pub nearest: Option<Country>,
}

impl CountryError {
    /// What to write instead, as a line of help.
    pub fn help(&self) -> String {
        match self.nearest {
            Some(country) => format!("did you mean `{country}` ({})?", country.name()),
            None => "write the two capital letters of ISO 3166-1: `GB`, `US`".to_owned(),
        }
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Table {
    /// English short names by code.
    names: BTreeMap<String, String>,
    /// Codes that are taken for another: `UK`, and `EL` as EU institutions write Greece.
    aliases: BTreeMap<String, String>,
    /// Codes of the countries that a sentence names with an article: `the Netherlands`.
    articles: BTreeSet<String>,
    /// Further names, only to suggest a code.
    other_names: BTreeMap<String, String>,
}

/// Empty if the embedded file were broken, which a test rules out.
static TABLE: LazyLock<Table> =
    LazyLock::new(|| serde_json::from_str(include_str!("countries.json")).unwrap_or_default());

impl Country {
    /// The country with this code, in capital letters exactly. `UK` is taken for `GB` and `EL` for
    /// `GR`. Codes that ISO keeps for users (`ZZ`), groups (`EU`) and names are no country.
    ///
    /// ```
    /// use fairnotice::taxonomy::Country;
    ///
    /// assert_eq!(Country::parse("UK")?.as_str(), "GB");
    /// assert_eq!(Country::parse("ie").unwrap_err().nearest, Country::parse("IE").ok());
    /// # Ok::<(), fairnotice::taxonomy::CountryError>(())
    /// ```
    ///
    /// # Errors
    /// [`CountryError`] with the country that may have been meant.
    pub fn parse(written: &str) -> Result<Self, CountryError> {
        Self::exact(written).ok_or_else(|| CountryError {
            written: written.to_owned(),
            nearest: Self::near(written),
        })
    }

    fn exact(written: &str) -> Option<Self> {
        let code = TABLE.aliases.get(written).map_or(written, String::as_str);
        let code = TABLE.names.get_key_value(code)?.0;
        code.as_bytes().try_into().ok().map(Self)
    }

    fn near(written: &str) -> Option<Self> {
        if let Some(country) = Self::exact(&written.to_ascii_uppercase()) {
            return Some(country);
        }
        // Two letters are too few to know what was meant.
        if written.chars().count() < 3 {
            return None;
        }
        let named = TABLE
            .names
            .iter()
            .map(|(code, name)| (name.as_str(), code.as_str()));
        let other = TABLE
            .other_names
            .iter()
            .map(|(name, code)| (name.as_str(), code.as_str()));
        let code_of: BTreeMap<&str, &str> = named.chain(other).collect();
        let name = nearest(written, code_of.keys().copied())?;
        code_of.get(name).and_then(|code| Self::exact(code))
    }

    /// The code: `GB`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The English short name: `United Kingdom`.
    pub fn name(self) -> &'static str {
        TABLE.names.get(self.as_str()).map_or("", String::as_str)
    }

    /// As a sentence names it, with the article that it takes: `the Netherlands`.
    pub fn in_prose(self) -> Cow<'static, str> {
        if TABLE.articles.contains(self.as_str()) {
            Cow::Owned(format!("the {}", self.name()))
        } else {
            Cow::Borrowed(self.name())
        }
    }

    /// Whether a name is that of a country that takes an article.
    pub(super) fn takes_article(name: &str) -> bool {
        let mut codes = TABLE.articles.iter();
        codes.any(|code| TABLE.names.get(code).is_some_and(|known| known == name))
    }

    /// English names of countries and the country of each: the short names, and others that people write.
    pub fn names() -> impl Iterator<Item = (&'static str, Country)> {
        let short = TABLE.names.iter().map(|(code, name)| (name, code));
        let other = TABLE.other_names.iter();
        short
            .chain(other)
            .filter_map(|(name, code)| Some((name.as_str(), Self::exact(code)?)))
    }

    /// All countries, by code.
    pub fn all() -> impl Iterator<Item = Country> {
        TABLE.names.keys().filter_map(|code| Self::exact(code))
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table: Table = serde_json::from_str(include_str!("countries.json")).unwrap();
        // 249 of ISO 3166-1, and Kosovo.
        assert_eq!(table.names.len(), 250);
        for (code, name) in &table.names {
            assert!(
                code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()),
                "{code}"
            );
            assert!(!name.trim().is_empty(), "{code}");
        }
        let names: BTreeSet<&String> = table.names.values().collect();
        assert_eq!(names.len(), 250, "no name occurs twice");
        for (alias, code) in table.aliases.iter().chain(&table.other_names) {
            assert!(table.names.contains_key(code), "{alias}");
            assert!(!table.names.contains_key(alias), "{alias} hides a code");
            assert!(!names.contains(alias), "{alias} is a name already");
        }
        assert_eq!(Country::all().count(), 250);
        for code in &table.articles {
            assert!(table.names.contains_key(code), "{code}");
        }
    }

    #[test]
    fn countries_of_every_region_are_there() {
        let codes = "AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FO FR GB GG GI GR HK HR HU ID \
                     IE IL IM IN IS IT JE JP KE KR LI LT LU LV MA MT MX MY NG NL NO NZ PH PL PT RO RU SE SG SI \
                     SK TH TR TW UA US UY VN ZA XK";
        for code in codes.split_whitespace() {
            let country = Country::parse(code).unwrap();
            assert_eq!(country.to_string(), code);
            assert!(!country.name().is_empty());
        }
    }

    #[test]
    fn two_codes_are_taken_for_others() {
        assert_eq!(Country::parse("UK").unwrap().name(), "United Kingdom");
        assert_eq!(Country::parse("EL"), Country::parse("GR"));
    }

    #[test]
    fn what_is_no_code_is_refused_with_what_may_be_meant() {
        for (written, meant) in [
            ("gb", Some("GB")),
            ("uk", Some("GB")),
            ("United Kingdom", Some("GB")),
            ("Scotland", Some("GB")),
            ("germny", Some("DE")),
            ("USA", Some("US")),
            ("Turkey", Some("TR")),
            ("ZZ", None),
            ("EU", None),
            ("", None),
            ("unknown", None),
            ("G", None),
        ] {
            let error = Country::parse(written).unwrap_err();
            assert_eq!(
                error.nearest.map(|c| c.to_string()).as_deref(),
                meant,
                "{written}"
            );
        }
        let error = Country::parse("England").unwrap_err();
        assert_eq!(error.to_string(), "`England` is no country code");
        assert_eq!(error.help(), "did you mean `GB` (United Kingdom)?");
    }
}
