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
    /// The code of the country in which the sentence says that it is registered, or of which it says that it is a company.
    pub country: Option<String>,
    /// The words that name its seat, where the sentence names one: an address, or a town.
    pub seat: Option<String>,
    /// The line, from 1, in which the sentence begins.
    pub line: u32,
}

/// Legal forms at the end of a name, without the dot behind them.
const FORMS: &str = r"(?:Inc|LLC|Pty\.? (?:Ltd|Limited)|Pte\.? Ltd|Ltd|Limited|LLP|LP|L\.P|PLC|plc|GmbH|UG|AG|B\.V|BV|N\.V|NV|Corp|Corporation|Co|S\.A\.R\.L|SARL|S\.A\.S|SASU?|S\.A|SA|S\.r\.l|SRL|S\.p\.A|S\.L\.U|S\.L|s\. ?r\. ?o|a\. ?s|[Ss]p\. ?z ?o\. ?o|AB|ApS|A/S|AS|Oyj?|OÜ|UAB|Kft|d\.o\.o|Lda|CIC|DAC|PBC)\b\.?";

/// How sentences name who publishes a notice, each with the name as its first group.
static SENTENCES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    // A name: words with capital letters, and small ones between them.
    let name = format!(
        r"((?:[0-9]+(?:st|nd|rd|th)? )?[A-Z][\w&.'’-]*(?: (?:(?:of|and|&|the|for) ){{0,2}}[A-Z0-9][\w&.'’-]*){{0,7}}(?:,? {FORMS})?)"
    );
    let company = company();
    // Of whose data somebody is the controller, where that is the publisher.
    let of_you = r"(?: (?:of|for|in respect of) (?:your|the personal|the purposes?|any personal|all personal|personal|[A-Z][a-z]+ (?:Personal )?(?:Data|Information))\b|[.,;]|$)";
    let patterns = [
        // X ("we", "us")
        format!(
            r#"(?:^|[\s,]){name},? ?\((?:[^()]{{0,80}}[\s,])?["“'‘](?:we|us|our|We|Us|Our)["”'’,][^()]{{0,80}}\)"#
        ),
        // We, X, of ...; how we, X (Y), use your data
        format!(r"(?:^W|\bw)e, (?:the )?{name}(?:,| of | \()"),
        // We are X Ltd
        format!(r"^(?:We|I) (?:are|am) (?:the )?{company}(?:[.,;(]| of | and | \(|$)"),
        // Contact details of the controller are: X; data controller: X
        format!(
            r"\b[Cc]ontact details (?:of|for) (?:the|our) (?:data )?controller (?:are|is):? (?:the )?{name}(?:[.,;(]| of | at |$)"
        ),
        format!(r"^(?:The )?(?:[Dd]ata )?[Cc]ontroller[:,] (?:the )?{name}(?:[.,;(]| of | at |$)"),
        // X is the controller of your data
        format!(
            r"^(?:The )?{name},?(?: \([^()]*\))?(?:,[^,]{{3,120}},|,? (?:as )?(?:part|a division|a service|a trading name|an (?:executive )?agency) of [^,.]{{3,80}},?)? (?:is|acts as|are) (?:the|a|registered as (?:the|a)) (?:[Dd]ata )?[Cc]ontrollers?{of_you}"
        ),
        // X Ltd, its address in several parts, is the controller
        format!(
            r"^(?:The )?{company},?(?: \([^()]*\))?(?:,[^,]{{1,120}}){{1,7}},? (?:is|acts as) (?:the|a) (?:[Dd]ata )?[Cc]ontroller{of_you}"
        ),
        // The controller is X
        format!(
            r"^(?:The|Our|Your) (?:[Dd]ata )?[Cc]ontroller(?: (?:of|for|responsible)[^.]{{3,60}})? is (?:the )?{name}(?:[.,;(]| of | at | whose | with |$)"
        ),
        // Contact us at X Ltd, nearly last since others are contacted as well
        format!(r"\b[Cc]ontact us (?:[a-z]+ ){{0,4}}at:? {company}(?:,|\.|$)"),
        // Company (referred to as "we") refers to X, ...
        format!(r#"^["“]?Company["”]? \(.{{0,160}}\) refers to:?\s+{name}(?:,|\.| \(|$)"#),
    ];
    let regexes = patterns.iter().filter_map(|it| Regex::new(it).ok());
    regexes.collect()
});

/// A name that ends as that of a company does, as a group.
fn company() -> String {
    format!(
        r"([A-Z0-9][\w&.'’-]*(?: (?:(?:of|and|&|the|for) ){{0,2}}[A-Z0-9][\w&.'’-]*){{0,6}},? {FORMS})"
    )
}

/// How a paragraph ends behind which the controller is named, and how that one begins.
static ANNOUNCED: LazyLock<Option<(Regex, Regex)>> = LazyLock::new(|| {
    let lead = r"(?i)\bcontroller\b(?:[^.:]{0,200} (?:is|are))?:$";
    let name = format!(
        r"^(?:The |(?:[Cc]ompany |[Oo]rgani[sz]ation )?[Nn]ame: )?(?:{}|([A-Z][\w&'’-]*(?: (?:(?:of|and|&|the|for) ){{0,2}}[A-Z][\w&'’-]*){{0,6}})(?:,|\.|$))",
        company()
    );
    Some((Regex::new(lead).ok()?, Regex::new(&name).ok()?))
});

/// A name that ends with a legal form.
static WITH_FORM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(" {FORMS}$")).ok());

/// Words that say of which country a company is: *a French limited liability company*.
static OF_COUNTRY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words: Vec<String> = OF_COUNTRIES
        .iter()
        .map(|(word, _)| regex::escape(word))
        .collect();
    let words = format!(
        r"\ban? (?:[a-z]+ )?({})(?:[ -][a-z]+){{0,5}}? (?:company|corporation|firm|business|charity|organi[sz]ation|association|foundation|partnership|start-?up|entity)\b",
        words.join("|")
    );
    Regex::new(&words).ok()
});

/// Words for what is of a country, before *company*.
const OF_COUNTRIES: [(&str, &str); 46] = [
    ("US", "US"),
    ("U.S.", "US"),
    ("USA", "US"),
    ("American", "US"),
    ("Delaware", "US"),
    ("California", "US"),
    ("UK", "GB"),
    ("British", "GB"),
    ("English", "GB"),
    ("Scottish", "GB"),
    ("Welsh", "GB"),
    ("Irish", "IE"),
    ("French", "FR"),
    ("German", "DE"),
    ("Dutch", "NL"),
    ("Belgian", "BE"),
    ("Luxembourg", "LU"),
    ("Spanish", "ES"),
    ("Portuguese", "PT"),
    ("Italian", "IT"),
    ("Austrian", "AT"),
    ("Swiss", "CH"),
    ("Swedish", "SE"),
    ("Danish", "DK"),
    ("Norwegian", "NO"),
    ("Finnish", "FI"),
    ("Icelandic", "IS"),
    ("Estonian", "EE"),
    ("Latvian", "LV"),
    ("Lithuanian", "LT"),
    ("Polish", "PL"),
    ("Czech", "CZ"),
    ("Slovak", "SK"),
    ("Slovenian", "SI"),
    ("Hungarian", "HU"),
    ("Romanian", "RO"),
    ("Bulgarian", "BG"),
    ("Croatian", "HR"),
    ("Greek", "GR"),
    ("Cypriot", "CY"),
    ("Maltese", "MT"),
    ("Canadian", "CA"),
    ("Australian", "AU"),
    ("Indian", "IN"),
    ("Israeli", "IL"),
    ("Singapore", "SG"),
];

/// Words behind which the country of a seat is named.
static SEAT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"\b(?:registered|incorporated|established|organi[sz]ed|based|domiciled|headquartered|seat|seated|office)\b[^.;]{0,40}?\b(?:in|at|under the laws of)\b (.+)";
    Regex::new(words).ok()
});

/// Words with a capital letter that are no name of an organisation.
const NO_NAME: [&str; 34] = [
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
    "Processor",
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
    let mut is_announced = false;
    for block in blocks.iter().filter(|block| !block.is_head()) {
        for sentence in block.line.sentences() {
            let written = block.line.written(sentence.clone());
            let found = named(&written).or_else(|| announced(&written).filter(|_| is_announced));
            is_announced = false;
            if let (Some(name), Some(place)) = (found, block.line.original(sentence)) {
                return Some(Publisher {
                    country: seat(&written).or_else(|| of_country(&written)),
                    seat: seat_words(&written),
                    name,
                    line: lines.of_byte(place.start),
                });
            }
        }
        let whole = block.line.written(0..block.line.low().len());
        let announced = ANNOUNCED.as_ref();
        is_announced = announced.is_some_and(|(lead, _)| lead.is_match(whole.trim_end()));
    }
    None
}

/// The name with which a paragraph begins that follows one on who the controller is.
fn announced(written: &str) -> Option<String> {
    let found = ANNOUNCED.as_ref()?.1.captures(written)?;
    let name = found.get(1).or_else(|| found.get(2))?.as_str();
    let name = without_stop(name.trim_end_matches(','));
    is_name(name).then(|| name.to_owned())
}

/// The name in a sentence that says who publishes.
fn named(written: &str) -> Option<String> {
    let mut found = SENTENCES
        .iter()
        .filter_map(|it| it.captures(written)?.get(1));
    found
        .by_ref()
        .map(|it| it.as_str().trim_start_matches("The ").trim_end_matches(','))
        .map(without_stop)
        .find(|name| is_name(name))
        .map(str::to_owned)
}

/// A name without the full stop of its sentence, which is no part of a legal form.
fn without_stop(name: &str) -> &str {
    let has_form = WITH_FORM.as_ref().is_some_and(|it| it.is_match(name));
    name.strip_suffix('.').filter(|_| !has_form).unwrap_or(name)
}

/// Whether words may be the name of an organisation.
fn is_name(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    let is_place = places::named(name).len() == 1 && !name.contains(' ');
    name.chars().count() > 2 && !is_place && !NO_NAME.contains(&first) && !first.contains("'")
}

/// The words behind those on a seat.
fn behind_seat(written: &str) -> Option<&str> {
    let found = SEAT.as_ref()?.captures(written)?;
    Some(found.get(1)?.as_str())
}

/// The country of the seat that a sentence names.
fn seat(written: &str) -> Option<String> {
    let named = places::named(behind_seat(written)?);
    named.into_iter().find(|it| it.len() == 2 && it != "EU")
}

/// The words of the seat that a sentence names, up to what it says of the company besides.
fn seat_words(written: &str) -> Option<String> {
    const ENDS: [&str; 7] = [
        " is ",
        " are ",
        " whose ",
        " which ",
        " registered ",
        " (",
        ";",
    ];
    let words = behind_seat(written)?;
    let end = ENDS.iter().filter_map(|it| words.find(it)).min();
    let words = words.get(..end.unwrap_or(words.len()))?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// The country of which a sentence says that the publisher is a company.
fn of_country(written: &str) -> Option<String> {
    let found = OF_COUNTRY.as_ref()?.captures(written)?;
    let word = found.get(1)?.as_str();
    let mut all = OF_COUNTRIES.iter().filter(|(it, _)| *it == word);
    all.next().map(|(_, code)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences with the name and the country that they say.
    const SENTENCES_OF_NAMES: &[(&str, &str, Option<&str>)] = &[
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
            "The Data Controller is 1st Fen Scout Group.",
            "1st Fen Scout Group",
            None,
        ),
        (
            "The Data Controller, Fen Church, Mill Street, London, keeps your data.",
            "Fen Church",
            None,
        ),
        (
            "This notice says how we, Fen Church (\"FC\"), use your data.",
            "Fen Church",
            None,
        ),
        (
            "We are Reed & Sons Ltd, of 3 Mill Lane.",
            "Reed & Sons Ltd",
            None,
        ),
        (
            "Company (referred to as \"the Company\", \"We\" in this Agreement) refers to  Holm Services s.r.o., of Mill Lane.",
            "Holm Services s.r.o.",
            None,
        ),
        (
            "Acme Ltd, 1 High Street, London, United Kingdom is the data controller.",
            "Acme Ltd",
            None,
        ),
        (
            "Tarn Inc., a US company based in San Francisco, California is the controller of Other Information and a processor.",
            "Tarn Inc.",
            Some("US"),
        ),
        (
            "The data controller responsible for your data is:\n\nHolm SARL, a French limited liability company of Mill Lane.",
            "Holm SARL",
            Some("FR"),
        ),
        (
            "We are Fen Sp. z o.o., of Mill Lane.",
            "Fen Sp. z o.o.",
            None,
        ),
        (
            "The controller is Tarn Mobile AB, with its registered office in Sweden.",
            "Tarn Mobile AB",
            Some("SE"),
        ),
        (
            "Contact us at 42signs LLC, 2045 W Street.",
            "42signs LLC",
            None,
        ),
        (
            "The data controller responsible for your data is Ida Holm, CVR 1, Bygade 1, Denmark (\"we\").",
            "Ida Holm",
            None,
        ),
    ];

    #[test]
    fn sentences_name_who_publishes() {
        for (text, name, country) in SENTENCES_OF_NAMES {
            let found = publisher(text, TextFormat::Plain);
            let found = found.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found.name.as_str(), found.country.as_deref()),
                (*name, *country),
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
            "If you pay by card, Stripe is the controller of your data.",
            "The controller has these duties:\n\nInforming you.",
        ] {
            assert_eq!(publisher(text, TextFormat::Plain), None, "{text}");
        }
        assert_eq!(SENTENCES.len(), 10);
        assert!(ANNOUNCED.is_some() && OF_COUNTRY.is_some() && WITH_FORM.is_some());
    }
}
