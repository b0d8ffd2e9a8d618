//! The country of a controller where neither a sentence nor an address of its notice names it: one that the notice defines,
//! or that of the authority which it names, where something else points there.

use std::sync::LazyLock;

use regex::Regex;

use super::company::country_of;

/// What points to a country.
struct Signs {
    country: &'static str,
    /// Words for its authority and its law.
    authority: &'static [&'static str],
    /// Addresses of the authority, which point nowhere else.
    own: &'static [&'static str],
    /// Ends of the names of hosts.
    hosts: &'static [&'static str],
    /// Words of addresses, numbers of telephones and registers.
    words: &'static [&'static str],
    /// Its own statute on data, which says something where no other law is named.
    statutes: &'static [&'static str],
    /// The last words of names.
    forms: &'static [&'static str],
}

const SIGNS: [Signs; 6] = [
    Signs {
        country: "GB",
        authority: &[
            "uk gdpr",
            "information commissioner",
            "ico.org.uk",
            "data protection act 2018",
        ],
        own: &["ico.org.uk", "sk9 5af"],
        hosts: &[".uk"],
        words: &[
            "+44",
            "registered charity",
            "companies house",
            "england",
            "scotland",
            "wales",
            "northern ireland",
            "nhs",
            "£",
        ],
        statutes: &["data protection act 2018"],
        forms: &["ltd", "limited", "llp", "plc", "cic"],
    },
    Signs {
        country: "IE",
        authority: &["data protection commission", "dataprotection.ie"],
        own: &["dataprotection.ie"],
        hosts: &[".ie"],
        words: &["+353", "eircode"],
        statutes: &[],
        forms: &["clg", "dac"],
    },
    Signs {
        country: "FR",
        authority: &["cnil"],
        own: &["cnil.fr"],
        hosts: &[".fr"],
        words: &["+33", "siret", "siren"],
        statutes: &["informatique et libertés"],
        forms: &["sas", "sarl"],
    },
    Signs {
        country: "DE",
        authority: &["bundesdatenschutz", "landesbeauftragte", "bfdi"],
        own: &["bfdi.bund.de"],
        hosts: &[".de"],
        words: &["+49", "handelsregister"],
        statutes: &["bundesdatenschutzgesetz", "bdsg"],
        forms: &["gmbh", "ug"],
    },
    Signs {
        country: "NL",
        authority: &["autoriteit persoonsgegevens"],
        own: &["autoriteitpersoonsgegevens.nl"],
        hosts: &[".nl"],
        words: &["+31", "kvk"],
        statutes: &["uitvoeringswet avg"],
        forms: &["bv", "b.v."],
    },
    Signs {
        country: "ES",
        authority: &["aepd", "agencia española de protección de datos"],
        own: &["aepd.es"],
        hosts: &[".es"],
        words: &["+34"],
        statutes: &["lopdgdd"],
        forms: &["s.l.", "sl"],
    },
];

/// Words for the law of others.
const LAW_OF_OTHERS: [&str; 8] = [
    "eu gdpr",
    "european union",
    "european economic area",
    "eea",
    "ccpa",
    "california",
    "united states",
    "data protection commission",
];

/// A line that defines the country of the controller: *Country refers to: Czechia*.
static COUNTRY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*country\W+(?:refers to|means|is):?\W+([^.;]{2,60})").ok()
});

static POSTCODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[a-z]{1,2}[0-9][a-z0-9]? [0-9][a-z]{2}\b").ok());

static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<[^<>]*>").ok());

/// The country that a text defines, with its line.
pub(super) fn defined(text: &str) -> Option<(usize, String)> {
    let mut lines = text.lines().enumerate();
    lines.find_map(|(at, line)| {
        let line = match TAG.as_ref() {
            Some(tag) => tag.replace_all(line, ""),
            None => line.into(),
        };
        let found = COUNTRY.as_ref()?.captures(&line)?;
        let words = found.get(1)?.as_str().trim();
        Some((at + 1, country_of(words)?))
    })
}

/// The country of the authority that a text names most often, with what else points there. The authority alone says nothing:
/// companies of everywhere name those to which people may complain.
pub(super) fn answers_to(text: &str, name: &str) -> Option<(&'static str, String)> {
    let low = text.to_lowercase();
    let counts = SIGNS.iter().filter_map(|signs| {
        let count: usize = signs
            .authority
            .iter()
            .map(|it| low.matches(it).count())
            .sum();
        let first = signs.authority.iter().find(|it| low.contains(**it))?;
        Some((count, signs, *first))
    });
    let (_, signs, authority) = counts.rev().max_by_key(|(count, ..)| *count)?;
    let other = other_sign(&low, &name.to_lowercase(), signs)?;
    let why = format!("the notice speaks of \"{authority}\" and has \"{other}\"");
    Some((signs.country, why))
}

/// What points to a country besides its authority.
fn other_sign(low: &str, name: &str, signs: &Signs) -> Option<String> {
    let mut low = low.to_owned();
    for own in signs.own {
        low = low.replace(own, " ");
    }
    let in_text = |word: &&&str| low.contains(**word);
    let word = signs.words.iter().find(in_text).map(|it| (*it).to_owned());
    let statute = || {
        let is_only = !LAW_OF_OTHERS.iter().any(|it| low.contains(it));
        let found = signs.statutes.iter().find(in_text).filter(|_| is_only);
        found.map(|it| (*it).to_owned())
    };
    let host = || {
        let mut hosts = signs.hosts.iter();
        hosts
            .find(|it| has_host(&low, it))
            .map(|it| (*it).to_owned())
    };
    let form = || {
        let last = name.rsplit(' ').next().unwrap_or("");
        let last = last.trim_matches(',');
        let mut forms = signs.forms.iter();
        forms
            .find(|it| **it == last || **it == last.trim_end_matches('.'))
            .map(|it| (*it).to_owned())
    };
    let postcode = || {
        let found = POSTCODE.as_ref()?.find(&low)?;
        (signs.country == "GB").then(|| found.as_str().to_owned())
    };
    word.or_else(host)
        .or_else(form)
        .or_else(postcode)
        .or_else(statute)
}

/// Whether a text has a host that ends in this way.
fn has_host(low: &str, end: &str) -> bool {
    low.match_indices(end).any(|(at, _)| {
        let before = low.get(..at).and_then(|it| it.chars().next_back());
        let rest = low.get(at + end.len()..).unwrap_or("");
        let mut rest = rest.chars();
        let goes_on = match (rest.next(), rest.next()) {
            (Some('.' | '-'), Some(next)) => next.is_alphanumeric(),
            (Some(c), _) => c.is_alphanumeric() || c == '_',
            (None, _) => false,
        };
        before.is_some_and(char::is_alphanumeric) && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_alone_is_no_seat() {
        let country = |text: &str, name: &str| answers_to(text, name).map(|(code, _)| code);
        let french = "Complain to the CNIL or the ICO. CNIL: 3 place, +33 1 53.";
        assert_eq!(country(french, "Tarn"), Some("FR"));
        let ico = "Complain to the ICO (ico.org.uk), Wilmslow SK9 5AF.";
        assert_eq!(country(ico, "Tarn"), None);
        assert_eq!(country(ico, "Tarn Ltd"), Some("GB"));
        assert_eq!(country(&format!("{ico} a@tarn.co.uk."), "Tarn"), Some("GB"));
        assert_eq!(country(&format!("{ico} See tarn.uk.example"), "Tarn"), None);
        assert_eq!(country(&format!("{ico} Fen, YO1 7EP."), "Tarn"), Some("GB"));
        let act = format!("{ico} This is about the Data Protection Act 2018");
        assert_eq!(country(&act, "Tarn"), Some("GB"));
        assert_eq!(country(&format!("{act} and the EU GDPR"), "Tarn"), None);
        assert_eq!(country("nothing", "Tarn"), None);
    }

    #[test]
    fn a_text_may_define_its_country() {
        for line in [
            "* Country refers to: Czechia",
            "<li><b>Country</b> refers to: Czechia</li>",
            "- **Country** means Czechia.",
        ] {
            let found = defined(&format!("# x\n{line}\n"));
            assert_eq!(found, Some((2, "CZ".to_owned())), "{line}");
        }
        assert_eq!(defined("Country of residence: Spain"), None);
        assert!(COUNTRY.is_some() && POSTCODE.is_some() && TAG.is_some());
    }
}
