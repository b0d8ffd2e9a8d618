//! Whose estate it is: the name and the country of the controller, as far as a notice shows them.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

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

/// Words of a notice that show which authority its publisher answers to.
const AUTHORITIES: [(&str, &[&str]); 6] = [
    (
        "GB",
        &[
            "uk gdpr",
            "information commissioner",
            "ico.org.uk",
            "data protection act 2018",
        ],
    ),
    ("IE", &["data protection commission", "dataprotection.ie"]),
    ("FR", &["cnil"]),
    ("DE", &["bundesdatenschutz", "landesbeauftragte", "bfdi"]),
    ("NL", &["autoriteit persoonsgegevens"]),
    ("ES", &["aepd", "agencia española de protección de datos"]),
];

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)^(?:(.+?)(?:['’]s)?[\s|:–—-]+)?(?:website\s+)?privacy\s+(?:notice|policy|statement)(?:(?:\s+(?:for|of)\s+|[\s|:–—-]+)(.+))?$";
    Regex::new(words).ok()
});

/// The controller, by what the call says, else by the notice (its name in the estate's folder, and its text): a sentence
/// that says who publishes it, or its title; else by the name of the folder.
pub fn controller(said: Said<'_>, notice: Option<(&str, &str)>, folder: &str) -> Controller {
    let stated = notice.and_then(|(source, text)| {
        let found = publisher(text, TextFormat::from_path(source))?;
        Some((source, found))
    });
    let by_title = || {
        if let Some((source, found)) = &stated {
            let why = format!("{source}:{}, who it says that \"we\" are", found.line);
            return Some((found.name.clone(), Certainty::Look, why));
        }
        let (source, text) = notice?;
        let (line, name) = titled(text)?;
        Some((name, Certainty::Look, format!("{source}:{line}, its title")))
    };
    let (name, certainty, why) = match said.name {
        Some(name) => (name.to_owned(), Certainty::Certain, "the call".to_owned()),
        None => by_title().unwrap_or_else(|| {
            let why = "the name of the folder, since no source states it".to_owned();
            (folder.to_owned(), Certainty::Look, why)
        }),
    };
    let id = id_of(&name);
    let entry = Entry::new(&id).guess("name", Value::Text(name.clone()), certainty, why);
    let seat = stated.as_ref().and_then(|(source, found)| {
        let country = found.country.as_deref()?;
        Some((country, format!("{source}:{}, its seat", found.line)))
    });
    let answers = notice.and_then(|(_, text)| answers_to(text));
    let answers =
        answers.map(|(country, words)| (country, format!("the notice speaks of \"{words}\"")));
    let entry = match (said.country, seat.or(answers)) {
        (Some(country), _) => entry.guess(
            "country",
            Value::Text(country.to_owned()),
            Certainty::Certain,
            "the call",
        ),
        (None, Some((country, why))) => entry.guess(
            "country",
            Value::Text(country.to_owned()),
            Certainty::Look,
            why,
        ),
        (None, None) => entry.guess(
            "country",
            Value::Text("unknown".to_owned()),
            Certainty::Look,
            "no source states where it has its seat",
        ),
    };
    Controller { id, name, entry }
}

impl Controller {
    /// The same, subject to the law of the Union and of the United Kingdom by Art 3(2), since its seat does not make it.
    pub fn with_scope(self) -> Self {
        let scope = json!({"eu-gdpr": "art3-2", "uk-gdpr": "art3-2"});
        let why = "its seat does not make it subject to either law: delete what does not apply";
        let entry = self
            .entry
            .guess("scope", Value::Flow(scope), Certainty::Look, why);
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
            .find(|it| is_name(it))?;
        Some((at + 1, name.to_owned()))
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

/// The country of the authority that a text names most often.
fn answers_to(text: &str) -> Option<(&'static str, &'static str)> {
    let low = text.to_lowercase();
    let counts = AUTHORITIES.iter().filter_map(|(country, phrases)| {
        let count: usize = phrases.iter().map(|it| low.matches(it).count()).sum();
        let first = phrases.iter().find(|it| low.contains(**it))?;
        Some((count, *country, *first))
    });
    let best = counts.rev().max_by_key(|(count, ..)| *count)?;
    Some((best.1, best.2))
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
        assert_eq!(
            answers_to("Complain to the CNIL or the ICO. CNIL: 3 place"),
            Some(("FR", "cnil"))
        );
        assert_eq!(answers_to("nothing"), None);
        assert!(TITLE.is_some());
    }
}
