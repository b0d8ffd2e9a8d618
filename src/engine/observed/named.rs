//! Names in the text of a notice: whether a place that has one is about the recipient, and whether it denies it.

use super::stance::{Stance, stance};
use crate::engine::facts::text_search::{SHORTEST_NAME, short_name};
use crate::input::Span;
use crate::notice::PublishedText;

/// Names of vendors that are everyday words, or names of people, in small letters. In a text they are names where
/// they are written as names.
const WORDS: [&str; 110] = [
    "ada",
    "adjust",
    "affirm",
    "airship",
    "amplitude",
    "anthology",
    "apple",
    "arbor",
    "bard",
    "bird",
    "blackboard",
    "block",
    "bob",
    "bolt",
    "box",
    "branch",
    "buffer",
    "canvas",
    "charlie",
    "chatbot",
    "claude",
    "clerk",
    "concur",
    "confluence",
    "confluent",
    "conversant",
    "crisp",
    "discord",
    "doodle",
    "drift",
    "duo",
    "elastic",
    "enthuse",
    "epic",
    "evolve",
    "factorial",
    "front",
    "gemini",
    "greenhouse",
    "gusto",
    "heap",
    "helpdesk",
    "hermes",
    "hey",
    "honeycomb",
    "indeed",
    "intercom",
    "iris",
    "iterable",
    "jetpack",
    "lever",
    "lightspeed",
    "linear",
    "livechat",
    "looker",
    "loom",
    "lucid",
    "make",
    "mandrill",
    "medium",
    "meta",
    "monday",
    "neon",
    "notion",
    "oracle",
    "outlook",
    "paddle",
    "papertrail",
    "plaid",
    "pocket",
    "postmark",
    "proton",
    "ramp",
    "renaissance",
    "render",
    "replicate",
    "rescue",
    "resend",
    "rippling",
    "sage",
    "satchel",
    "seesaw",
    "segment",
    "sentry",
    "sift",
    "signal",
    "slack",
    "snowflake",
    "square",
    "stripe",
    "tableau",
    "tapestry",
    "teams",
    "termly",
    "turnstile",
    "unity",
    "ups",
    "visa",
    "whereby",
    "wise",
    "workable",
    "workday",
    "zoom",
    "classroom",
    "drive",
    "meet",
    "target",
    "shift",
    "hive",
    "pendo",
];

/// Verbs behind a name at the beginning of a sentence that say nothing of whether it is one.
const MODALS: [&str; 9] = [
    "may", "can", "will", "must", "would", "could", "might", "should", "also",
];

/// A name that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    text: String,
    kind: Kind,
}

/// How a name is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Whatever its letters: nothing else is called so.
    Plain,
    /// Letter by letter, and where it cannot be the everyday word.
    Word,
    /// Letter by letter: an abbreviation.
    Short,
    /// A single letter, which may be anything.
    Letter,
    /// The first word of names of a group, letter by letter, where no other word of a name follows.
    Brand,
}

impl Name {
    /// A name as people write it; `None` where nothing is left of it.
    pub fn of(name: &str) -> Option<Self> {
        let text = short_name(name);
        let kind = if WORDS.contains(&text.to_lowercase().as_str()) {
            Kind::Word
        } else {
            match text.chars().count() {
                0 => return None,
                1 => Kind::Letter,
                length if length < SHORTEST_NAME => Kind::Short,
                _ => Kind::Plain,
            }
        };
        Some(Self { text, kind })
    }

    /// The name of a company, without the form at its end: one word is that of its services too.
    pub fn of_company(name: &str) -> Option<Self> {
        let short = short_name(name);
        if short.contains(' ') || short.chars().count() < SHORTEST_NAME {
            return Self::of(&short);
        }
        Some(Self::brand(&short))
    }

    /// The word by which people call a group of companies.
    pub fn brand(word: &str) -> Self {
        let is_word = WORDS.contains(&word.to_lowercase().as_str());
        let kind = if is_word { Kind::Word } else { Kind::Brand };
        Self {
            text: word.to_owned(),
            kind,
        }
    }

    /// The name.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A place that has a name, and what its sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    /// The place.
    pub span: Span,
    /// What its sentence says.
    pub stance: Stance,
}

/// The places of a text that have a name, outside of those to skip.
pub(super) fn mentions(text: &PublishedText, name: &Name, skip: &[Span]) -> Vec<Mention> {
    let places = text.search_all(&name.text, true, &[], skip);
    if places.is_empty() {
        return Vec::new();
    }
    let sentences = text.sentences();
    let of = |place: Span| {
        let around = |it: &&Span| it.start <= place.start && place.end <= it.end;
        let sentence = sentences.iter().find(around);
        let said = text.words(place);
        let Some(sentence) = sentence else {
            // A heading, of which the words alone say nothing.
            let title = text.section_at(place.start).map(|it| it.heading.trim());
            let is_sure = match name.kind {
                Kind::Plain => true,
                Kind::Short | Kind::Brand => said == name.text,
                Kind::Word | Kind::Letter => title == Some(name.text.as_str()),
            };
            return is_sure.then_some(Mention {
                span: place,
                stance: Stance::Names,
            });
        };
        let before = text.words(Span::new(sentence.file, sentence.start, place.start));
        let after = text.words(Span::new(sentence.file, place.end, sentence.end));
        let stance = match sureness(name, &said, (&before, &after)) {
            Some(true) => stance(&before, &after),
            Some(false) => Stance::Unclear,
            None => return None,
        };
        Some(Mention {
            span: place,
            stance,
        })
    };
    places.into_iter().filter_map(of).collect()
}

/// Whether words in a sentence are the name: surely, perhaps (`false`), or not (`None`).
fn sureness(name: &Name, said: &str, (before, after): (&str, &str)) -> Option<bool> {
    let is_exact = said == name.text;
    match name.kind {
        Kind::Plain => Some(true),
        Kind::Short => is_exact.then_some(true),
        Kind::Letter => {
            let is_apart = |ch: Option<char>| !ch.is_some_and(|ch| matches!(ch, '-' | '/' | '+'));
            let apart = is_apart(after.chars().next()) && is_apart(before.chars().next_back());
            (is_exact && apart).then_some(false)
        }
        Kind::Brand => (is_exact && !goes_on(after)).then_some(true),
        Kind::Word => {
            let is_written = is_exact || said == name.text.to_uppercase();
            if !is_written || goes_on(after) || comes_from(before) {
                return None;
            }
            if before.chars().any(char::is_alphanumeric) {
                return Some(true);
            }
            begins(after)
        }
    }
}

/// Whether a word of a name follows: a capital one that is no form of a company.
fn goes_on(after: &str) -> bool {
    if !after.starts_with(char::is_alphanumeric) && !after.starts_with(' ') {
        return false;
    }
    let word = after.split_whitespace().next().unwrap_or("");
    let is_capital = word.starts_with(char::is_uppercase);
    // What is left of a name without the form at its end: such a form is none of the name.
    is_capital && short_name(&format!("A {word}")) != "A"
}

/// Whether a word of a name precedes: a capital one that is not the first of the sentence.
fn comes_from(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    let is_inner = words.next().is_some();
    is_inner && last.starts_with(char::is_uppercase) && last.ends_with(char::is_alphanumeric)
}

/// Whether a word that begins a sentence, and has a capital letter for that, is a name: by what follows.
fn begins(after: &str) -> Option<bool> {
    let word = after.split_whitespace().next().unwrap_or("");
    let plain = word.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    if plain.is_empty() || after.starts_with([',', ':', '(', ';', '.', '\u{2019}', '\'']) {
        return Some(true);
    }
    if MODALS.contains(&plain) {
        return Some(false);
    }
    // A verb of the third person: nobody says so of an everyday word without an article.
    (plain.ends_with('s') && !plain.ends_with("ss") || plain == "and").then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;
    use crate::notice::TextFormat;

    fn said(text: &str, name: &Name) -> Vec<Stance> {
        let text = PublishedText::new(FileId(0), text, TextFormat::Markdown, &[]);
        let found = mentions(&text, name, &[]).into_iter();
        found.map(|it| it.stance).collect()
    }

    fn of(text: &str, name: &str) -> Vec<Stance> {
        said(text, &Name::of(name).unwrap())
    }

    #[test]
    fn everyday_words_are_names_where_they_are_written_as_names() {
        for (text, name) in [
            ("We look at each segment of pupils.", "Segment"),
            ("A sentry guards the gate, and a stripe marks it.", "Sentry"),
            ("Meta data of pictures are kept.", "Meta"),
            ("Heap of work.", "Heap"),
            ("# How we Segment Pupils\n\nWe do.", "Segment"),
            ("Ask Mr Bob Smith.", "Bob"),
        ] {
            assert_eq!(of(text, name), [], "{text}");
        }
        for (text, name) in [
            ("Payments go through Stripe.", "Stripe"),
            ("Stripe processes payments.", "Stripe"),
            ("- Stripe\n- Sentry (errors)", "Sentry"),
            ("Errors go to Sentry, Inc. in the US.", "Sentry"),
        ] {
            assert_eq!(of(text, name), [Stance::Names], "{text}");
        }
        assert_eq!(of("Drift may occur.", "Drift"), [Stance::Unclear]);
    }

    #[test]
    fn short_names_are_found_letter_by_letter() {
        assert_eq!(of("Hosted on AWS.", "AWS"), [Stance::Names]);
        assert_eq!(of("Hosted on aws.", "AWS"), []);
        assert_eq!(
            of("We embed posts of X, a network.", "X"),
            [Stance::Unclear]
        );
        assert_eq!(of("We keep X-ray images.", "X"), []);
    }

    #[test]
    fn a_brand_is_no_part_of_another_name() {
        let google = Name::brand("Google");
        for text in [
            "Fonts come from Google.",
            "Fonts come from Google LLC.",
            "Google gets them.",
        ] {
            assert_eq!(said(text, &google), [Stance::Names], "{text}");
        }
        assert_eq!(said("We use Google Analytics.", &google), []);
    }
}
