//! Who publishes a notice, where a sentence of it says so: *Lumenfold Limited ("we") is a company registered in
//! Ireland*.

use std::sync::LazyLock;

use regex::Regex;

use super::super::text::TextFormat;
use super::{Lines, blocks, places, plain};

/// Who publishes a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Its name, as it is written.
    pub name: String,
    /// The code of the country in which the sentence says that it is registered.
    pub country: Option<String>,
    /// The line, from 1, in which the sentence begins.
    pub line: u32,
}

/// A name: words with capital letters, and small ones between them.
const NAME: &str = r"([A-Z][\w&.'’-]*(?: (?:(?:of|and|&|the|for) ){0,2}[A-Z0-9][\w&.'’-]*){0,7}(?:, (?:Inc|LLC|Ltd|Limited|LLP|LP|L\.P|PLC|plc|GmbH|B\.V|N\.V|Corp|Corporation|Co|S\.A|SAS|Pty Ltd|Pte Ltd)\b\.?)?)";

/// A name that ends as that of a company does.
const COMPANY: &str = r"([A-Z0-9][\w&.'’-]*(?: (?:(?:of|and|&|the|for) ){0,2}[A-Z0-9][\w&.'’-]*){0,6},? (?:Inc|LLC|Ltd|Limited|LLP|PLC|plc|GmbH|B\.V|N\.V|Corp|Corporation|SAS|CIC)\b\.?)";

/// How sentences name who publishes a notice, each with the name as its first group.
static SENTENCES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        // X ("we", "us")
        format!(
            r#"(?:^|[\s,]){NAME},? ?\((?:[^()]{{0,80}}[\s,])?["“'‘](?:we|us|our|We|Us|Our)["”'’,][^()]{{0,80}}\)"#
        ),
        // We, X, of ...
        format!(r"^We, (?:the )?{NAME}(?:,| of | \()"),
        // We are X Ltd
        format!(r"^(?:We|I) (?:are|am) (?:the )?{COMPANY}(?:[.,;(]| of | and | \(|$)"),
        // Contact details of the controller are: X; data controller: X
        format!(
            r"\b[Cc]ontact details (?:of|for) (?:the|our) (?:data )?controller (?:are|is):? (?:the )?{NAME}(?:[.,;(]| of | at |$)"
        ),
        format!(r"^(?:The )?(?:[Dd]ata )?[Cc]ontroller: (?:the )?{NAME}(?:[.,;(]| of | at |$)"),
        // X is the controller of your data
        format!(
            r"^(?:The )?{NAME},?(?: \([^()]*\))?(?:,[^,]{{3,120}},|,? (?:as )?(?:part|a division|a service|a trading name|an (?:executive )?agency) of [^,.]{{3,80}},?)? (?:is|acts as|are) (?:the|a|registered as (?:the|a)) (?:data )?controllers?(?: (?:of|for|in respect of) (?:your|the personal|any personal|all personal|personal)\b|\.|$)"
        ),
        // The controller is X
        format!(
            r"^(?:The|Our|Your) (?:data )?controller(?: (?:of|for|responsible)[^.]{{3,60}})? is (?:the )?{NAME}(?:[.,;(]| of | at | whose | with |$)"
        ),
        // Company (referred to as "we") refers to X, ...
        // Contact us at X Ltd, last since others are contacted as well
        format!(r"\b[Cc]ontact us (?:[a-z]+ ){{0,4}}at:? {COMPANY}(?:,|\.|$)"),
        // Company
        format!(r#"^["“]?Company["”]? \(.{{0,160}}\) refers to {NAME}(?:,|\.|$)"#),
    ];
    let regexes = patterns.iter().filter_map(|it| Regex::new(it).ok());
    regexes.collect()
});

/// Words behind which the country of a seat is named.
static SEAT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"\b(?:registered|incorporated|established|organi[sz]ed|based|domiciled|headquartered|seat|seated|office)\b[^.;]{0,40}?\b(?:in|at|under the laws of)\b (.+)";
    Regex::new(words).ok()
});

/// Words with a capital letter that are no name of an organisation.
const NO_NAME: [&str; 33] = [
    "We",
    "Our",
    "You",
    "Your",
    "The",
    "This",
    "It",
    "They",
    "Company",
    "Service",
    "App",
    "Website",
    "Site",
    "Policy",
    "Personal",
    "Data",
    "Information",
    "User",
    "Users",
    "Controller",
    "Customer",
    "Customers",
    "Privacy",
    "Inc",
    "Inc.",
    "LLC",
    "Ltd",
    "Ltd.",
    "Limited",
    "GmbH",
    "PLC",
    "Corp",
    "Corp.",
];

/// Who publishes a notice, by the first sentence that says so.
///
/// ```
/// use fairnotice::notice::TextFormat;
/// use fairnotice::notice::read::publisher;
///
/// let text = "Tarn Outdoor Limited (\"we\") is registered in Ireland.";
/// let found = publisher(text, TextFormat::Plain).unwrap();
/// assert_eq!((found.name.as_str(), found.country.as_deref()), ("Tarn Outdoor Limited", Some("IE")));
/// ```
pub fn publisher(text: &str, format: TextFormat) -> Option<Publisher> {
    let published = plain::published(text, format);
    let blocks = blocks::blocks(&published);
    let lines = Lines::of(text);
    blocks
        .iter()
        .filter(|block| !block.is_head())
        .find_map(|block| {
            block.line.sentences().into_iter().find_map(|sentence| {
                let written = block.line.written(sentence.clone());
                let name = named(&written)?;
                let place = block.line.original(sentence)?;
                Some(Publisher {
                    country: seat(&written),
                    name,
                    line: lines.of_byte(place.start),
                })
            })
        })
}

/// The name in a sentence that says who publishes.
fn named(written: &str) -> Option<String> {
    let mut found = SENTENCES
        .iter()
        .filter_map(|it| it.captures(written)?.get(1));
    let is_name = |name: &str| {
        let first = name.split(' ').next().unwrap_or("");
        name.chars().count() > 2 && !NO_NAME.contains(&first) && !first.contains("'")
    };
    found
        .by_ref()
        .map(|it| it.as_str().trim_start_matches("The ").trim_end_matches(','))
        .find(|name| is_name(name))
        .map(str::to_owned)
}

/// The country of the seat that a sentence names.
fn seat(written: &str) -> Option<String> {
    let found = SEAT.as_ref()?.captures(written)?;
    let named = places::named(found.get(1)?.as_str());
    named.into_iter().find(|it| it.len() == 2 && it != "EU")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_who_publishes() {
        for (text, name, country) in [
            (
                "Lumen Ltd (\"Lumen\", \"we\", \"us\") is a company registered in Ireland with its office at 2 Fen Court.",
                "Lumen Ltd",
                Some("IE"),
            ),
            (
                "We, Tarn Outdoor Ltd, of 3 Mill Lane, keep your data.",
                "Tarn Outdoor Ltd",
                None,
            ),
            (
                "Foss Council is the data controller for your personal data.",
                "Foss Council",
                None,
            ),
            (
                "The data controller is Orchard SAS, established in France.",
                "Orchard SAS",
                Some("FR"),
            ),
            (
                "This policy is of Holm Mobile, Inc. (\"Holm,\" \"we,\" or \"us\").",
                "Holm Mobile, Inc.",
                None,
            ),
            (
                "The contact details for the data controller are: Harbour Office, 10 Quay Street.",
                "Harbour Office",
                None,
            ),
            (
                "Tide Office as part of the Department of Harbours are the data controller for the personal data.",
                "Tide Office",
                None,
            ),
            (
                "Data controller: Fen Trust, 3 Mill Lane.",
                "Fen Trust",
                None,
            ),
            (
                "We are Reed & Sons Ltd, of 3 Mill Lane.",
                "Reed & Sons Ltd",
                None,
            ),
            (
                "Contact us at 42signs LLC, 2045 W Street.",
                "42signs LLC",
                None,
            ),
        ] {
            let found = publisher(text, TextFormat::Plain);
            let found = found.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found.name.as_str(), found.country.as_deref()),
                (name, country),
                "{text}"
            );
        }
        for text in [
            "Stripe is the controller of the data that it collects on its page.",
            "We are the controller of your personal data.",
            "Personal data (such as what \"we\" hold) is kept.",
            "You are the controller.",
            "We are responsible for your Personal Data (collectively referred to as \"we\", \"our\" or \"us\").",
            "We are open on Mondays.",
        ] {
            assert_eq!(publisher(text, TextFormat::Plain), None, "{text}");
        }
        assert_eq!(SENTENCES.len(), 9);
    }
}
