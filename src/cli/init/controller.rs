//! Whose estate it is: the name and the country of the controller, as far as a notice shows them.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::company::{company, country_of, is_name as is_name_of_company};
use super::seat;
use crate::cli::settle::SCOPE_WITHOUT_SEAT;
use crate::import::declaration::{Certainty, Entry, Value, id_of};
use crate::notice::TextFormat;
use crate::notice::read::publisher;

/// The controller of an estate that begins.
#[derive(Debug)]
pub struct Controller {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names that its notice has for it: a short one, or that of its product.
    pub others: Vec<String>,
    /// Its entry.
    pub entry: Entry,
}

/// What a call says of the controller.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// Its name.
    pub name: Option<&'a str>,
    /// Its country.
    pub country: Option<&'a str>,
}

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)^(?:(.+?)(?:['’]s)?[\s|:–—-]+)?(?:website\s+)?privacy\s+(?:notice|policy|statement)(?:(?:\s+(?:for|of)\s+|[\s|:–—-]+)(.+))?$";
    Regex::new(words).ok()
});

/// Words that announce the contact of the controller, and its name.
static CONTACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)\b(?:contact details|contact information|name and address) (?:of|for) (?:the|our|your) (?:data )?controller(?: is| are)?:?\s+(?:the\s+)?(?-i:([A-Z][\w&'’-]*(?: (?:(?:of|and|&|the|for) ){0,2}[A-Z][\w&'’-]*){0,6}))";
    Regex::new(words).ok()
});

/// A name that a notice has for its publisher, and where.
type Found = (String, String);

/// The controller, by what the call says, else by the notice (its name in the estate's folder, and its text): a company
/// of which it says that it publishes it, a sentence that says who publishes it, or its title; else by the name of the
/// folder.
pub fn controller(said: Said<'_>, notice: Option<(&str, &str)>, folder: &str) -> Controller {
    let stated = notice.and_then(|(source, text)| {
        let found = publisher(text, TextFormat::from_path(source))?;
        Some((source, found))
    });
    let by_sentence = stated
        .as_ref()
        .filter(|(_, it)| is_name_of_company(&it.name));
    let by_sentence = by_sentence.map(|(source, it)| -> Found {
        let why = format!("{source}:{}, who it says that \"we\" are", it.line);
        (it.name.clone(), why)
    });
    let by_contact = || {
        let (source, text) = notice?;
        let (line, name) = contact(text)?;
        Some((
            name,
            format!("{source}:{line}, the contact of the controller"),
        ))
    };
    let by_title = || {
        let (source, text) = notice?;
        let (line, name) = titled(text)?;
        Some((name, format!("{source}:{line}, its title")))
    };
    let given = said.name.map(str::to_owned);
    let title: Option<Found> = by_title();
    let short: Option<Found> = by_sentence.or_else(by_contact).or_else(|| title.clone());
    let known = given.as_deref().or(short.as_ref().map(|it| it.0.as_str()));
    let company = notice.and_then(|(source, text)| Some((source, company(text, known)?)));
    let full = company.as_ref().map(|(source, it)| {
        (
            it.name.clone(),
            format!("{source}:{}, a company of that name", it.line),
        )
    });
    // The title may have the name of its product.
    let mut others: Vec<String> = short.iter().chain(&title).map(|it| it.0.clone()).collect();
    others.extend(full.iter().map(|it| it.0.clone()));
    let (name, certainty, why) = match (given, full.or(short)) {
        (Some(name), _) => (name, Certainty::Certain, "the call".to_owned()),
        (None, Some((name, why))) => (name, Certainty::Look, why),
        (None, None) => {
            let why = "the name of the folder, since no source states it".to_owned();
            (folder.to_owned(), Certainty::Look, why)
        }
    };
    others.retain(|it| *it != name);
    let id = id_of(&name);
    let entry = Entry::new(&id).guess("name", Value::Text(name.clone()), certainty, why);
    let seat = stated.as_ref().and_then(|(source, found)| {
        let named = || found.seat.as_deref().and_then(country_of);
        let country = found.country.clone().or_else(named)?;
        Some((country, format!("{source}:{}, its seat", found.line)))
    });
    let defined = || {
        let (source, text) = notice?;
        let (line, country) = seat::defined(text)?;
        Some((
            country,
            format!("{source}:{line}, the country that it defines"),
        ))
    };
    let company = company.and_then(|(source, it)| {
        let (country, why) = it.country?;
        Some((country, format!("{source}, {why}")))
    });
    let answers = || {
        let (country, words) = seat::answers_to(notice?.1, &name)?;
        Some((country.to_owned(), words))
    };
    let stated = || seat.or_else(defined).or(company).or_else(answers);
    let (country, certainty, why) = country_of_seat(said, stated);
    let entry = entry.guess("country", Value::Text(country), certainty, why);
    Controller {
        id,
        name,
        others,
        entry,
    }
}

/// The country of the seat, by what the call says, else by the notice.
fn country_of_seat(
    said: Said<'_>,
    stated: impl FnOnce() -> Option<Found>,
) -> (String, Certainty, String) {
    if let Some(country) = said.country {
        return (
            country.to_owned(),
            Certainty::Certain,
            "the call".to_owned(),
        );
    }
    let (country, why) = stated().unwrap_or_else(|| {
        let why = "no source states where it has its seat";
        ("unknown".to_owned(), why.to_owned())
    });
    (country, Certainty::Look, why)
}

impl Controller {
    /// The same, subject to the law of the Union and of the United Kingdom by Art 3(2), since its seat does not make it.
    pub fn with_scope(self) -> Self {
        let scope = json!({"eu-gdpr": "art3-2", "uk-gdpr": "art3-2"});
        let entry = self.entry.guess(
            "scope",
            Value::Flow(scope),
            Certainty::Look,
            SCOPE_WITHOUT_SEAT,
        );
        Self { entry, ..self }
    }
}

/// The name in the title of a notice, with its line.
fn titled(text: &str) -> Option<(usize, String)> {
    let heads = text.lines().enumerate().take(60);
    heads.into_iter().find_map(|(at, line)| {
        let low = line.to_lowercase();
        let title = match line
            .trim()
            .strip_prefix("# ")
            .or_else(|| line.strip_prefix("title:"))
        {
            Some(title) => title.to_owned(),
            None => {
                let tag = ["<title", "<h1"].iter().find_map(|tag| low.find(tag))?;
                let inner = line.get(tag..)?.split_once('>')?.1;
                inner.split('<').next()?.to_owned()
            }
        };
        let title = title.trim().trim_matches(['"', '\'', '#', ' ']);
        let found = TITLE.as_ref()?.captures(title)?;
        let names = [found.get(1), found.get(2)];
        let name = names
            .into_iter()
            .flatten()
            .map(|it| it.as_str().trim())
            .map(without_kind)
            .find(|it| is_name(it))?;
        Some((at + 1, name.to_owned()))
    })
}

/// A name in a title without the words that say which notice it is: *Willow Vets General*.
fn without_kind(name: &str) -> &str {
    const KINDS: [&str; 6] = [
        "Customer", "External", "General", "Global", "Online", "Website",
    ];
    let mut name = name;
    while let Some((rest, _)) = name
        .rsplit_once(' ')
        .filter(|(_, last)| KINDS.contains(last))
    {
        name = rest.trim_end();
    }
    name
}

/// The name behind words that announce the contact of the controller, with its line.
fn contact(text: &str) -> Option<(usize, String)> {
    let mut lines = text.lines().enumerate();
    lines.find_map(|(at, line)| {
        let found = CONTACT.as_ref()?.captures(line)?.get(1)?.as_str();
        let found = found.trim();
        (is_name(found) && is_name_of_company(found)).then(|| (at + 1, found.to_owned()))
    })
}

/// Whether words of a title may be the name of an organisation.
fn is_name(words: &str) -> bool {
    const NONE: [&str; 16] = [
        "our", "the", "website", "general", "full", "this", "your", "a", "customer", "site",
        "global", "us", "home", "privacy", "changes", "updates",
    ];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    let is_capital = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    is_capital && words.chars().count() <= 60 && !NONE.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_notice_names_who_publishes_it() {
        for (text, name) in [
            ("# Willow Vets privacy notice\n", Some("Willow Vets")),
            ("x\n# Privacy policy for Willow Vets\n", Some("Willow Vets")),
            (
                "<html><title>Privacy Policy | Willow Vets</title>",
                Some("Willow Vets"),
            ),
            ("# Our privacy policy\n", None),
            ("# How we use data\n", None),
        ] {
            assert_eq!(titled(text).map(|it| it.1).as_deref(), name, "{text}");
        }
        assert!(TITLE.is_some() && CONTACT.is_some());
    }

    #[test]
    fn general_words_and_forms_are_no_names() {
        let named = |text: &str| {
            let found = controller(Said::default(), Some(("n.md", text)), "folder");
            let yaml = format!("{:?}", found.entry);
            let country = ["US", "GB", "NL"]
                .iter()
                .find(|it| yaml.contains(&format!("\"{it}\"")));
            (found.name, country.copied())
        };
        for (text, name, country) in [
            (
                "It is of Holm Mobile, Inc. (\"Holm,\" \"we,\" or \"us\"). The ICO (ico.org.uk) helps.",
                "Holm Mobile, Inc.",
                Some("US"),
            ),
            (
                "We are responsible for your Personal Data (collectively \"we\", \"our\" or \"us\").",
                "folder",
                None,
            ),
            (
                "title: Holm General Privacy Statement\n\nHolm, Inc. or Holm B.V. processes data.\n",
                "Holm, Inc.",
                Some("US"),
            ),
            (
                "The contact details for the data controller are: Cabinet Office, 10 High Street.",
                "Cabinet Office",
                None,
            ),
            // An authority alone is no seat: companies of everywhere name it.
            (
                "# Willow Vets privacy notice\n\nComplain to the ICO (ico.org.uk).",
                "Willow Vets",
                None,
            ),
            (
                "# Willow Vets privacy notice\n\nMail us at vet@willow.co.uk. Complain to the ICO (ico.org.uk).",
                "Willow Vets",
                Some("GB"),
            ),
            (
                "# Privacy\n\nTarn Inc., a US company based in San Francisco, is the controller of Other Information. \
                 Write to the ICO, or to office@tarn.co.uk.",
                "Tarn Inc.",
                Some("US"),
            ),
            (
                "# Privacy\n\nAcme Ltd, 1 High Street, London, United Kingdom is the data controller.",
                "Acme Ltd",
                Some("GB"),
            ),
            (
                "# Tarn privacy notice\n\n* Country refers to: the Netherlands\n\nWe collect your name.",
                "Tarn",
                Some("NL"),
            ),
        ] {
            assert_eq!(named(text), (name.to_owned(), country), "{text}");
        }
    }
}
