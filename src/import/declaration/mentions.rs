//! The parties that the words of a notice name: those of its statements, and vendors of the table in any sentence.

use std::collections::BTreeSet;

use super::around::Around;
use super::name_words::{EVERYDAY, GENERAL};
use super::names::{self, Known as By};
use super::row::{Row, Words};
use crate::notice::read::{Certainty, Reading};

/// Words before a name by which it is that of a company that provides what is named before it.
const PROVIDED: [&str; 8] = [
    "provided by",
    "operated by",
    "offered by",
    "supplied by",
    "developed by",
    "owned by",
    "made by",
    "maintained by",
];

/// Words next to the name of a product by which the publisher runs a copy of its own.
const OWN_COPY: [&str; 8] = [
    "self-hosted",
    "self hosted",
    "selfhosted",
    "on-premise",
    "on our own server",
    "on our own infrastructure",
    "hosted by us",
    "hosted by ourselves",
];

/// Words before a word with a capital letter by which it is no name.
const BEFORE_NOUNS: [&str; 16] = [
    "a", "an", "any", "each", "every", "his", "her", "its", "my", "no", "our", "that", "the",
    "their", "this", "your",
];

/// A party that a sentence names.
struct Mention<'r> {
    name: String,
    line: u32,
    quote: &'r str,
    is_guess: bool,
}

/// The parties that a notice names, as rows: what provides a service, and no copy that the publisher runs itself.
pub(super) fn rows(reading: &Reading, around: &Around<'_>) -> Vec<Row> {
    let small = small_words(reading);
    let mut all = stated(reading);
    all.extend(vendors_named(reading, around));
    all.retain(|it| {
        is_name(&it.name, it.quote, &small) && !is_provider(&it.name, it.quote, around)
    });
    // One sentence says it, for all of them.
    let own: Vec<&Mention<'_>> = all
        .iter()
        .filter(|it| is_own_copy(&it.name, it.quote))
        .collect();
    let identity = |name: &str| {
        let vendor = around.vendors.find(name, &[]);
        vendor.map_or_else(|| names::folded(name), |(vendor, _)| vendor.id.clone())
    };
    let own: BTreeSet<String> = own.into_iter().map(|it| identity(&it.name)).collect();
    let rows = all
        .into_iter()
        .filter(|it| !own.contains(&identity(&it.name)));
    let rows = rows.map(|it| Row {
        name: Words {
            text: it.name,
            at: it.line as usize,
            ..Words::default()
        },
        is_guess: it.is_guess,
        ..Row::default()
    });
    rows.filter(|row| !around.is_first(&row.name)).collect()
}

/// The parties that statements name.
fn stated(reading: &Reading) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    for statement in &reading.statements {
        for name in &statement.says.names {
            let name = names::cleaned(name);
            if names::fault(&name).is_none() && !names::folded(&name).is_empty() {
                found.push(Mention {
                    name,
                    line: statement.line,
                    quote: &statement.quote,
                    is_guess: statement.certainty == Certainty::Look,
                });
            }
        }
    }
    found
}

/// The vendors that sentences name, by the names that the table has, whatever the sentences say of them.
fn vendors_named<'r>(reading: &'r Reading, around: &Around<'_>) -> Vec<Mention<'r>> {
    let statements = reading.statements.iter().map(|it| (it.line, &it.quote));
    let passages = reading.uncovered.iter().map(|it| (it.line, &it.quote));
    let mut found = Vec::new();
    for (line, quote) in statements.chain(passages) {
        for name in capital_runs(quote) {
            let vendor = around.vendors.find(&name, &[]);
            if vendor.is_some_and(|(_, by)| by == By::Name) {
                found.push(Mention {
                    name,
                    line,
                    quote,
                    is_guess: true,
                });
            }
        }
    }
    found
}

/// The words that a notice writes in small letters: those are words, and no names.
fn small_words(reading: &Reading) -> BTreeSet<&str> {
    let statements = reading.statements.iter().map(|it| it.quote.as_str());
    let passages = reading.uncovered.iter().map(|it| it.quote.as_str());
    let words = statements.chain(passages).flat_map(str::split_whitespace);
    let words = words.map(|it| it.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_small = |it: &&str| !it.is_empty() && it.chars().all(char::is_lowercase);
    words.filter(is_small).collect()
}

/// Whether words name a party in a sentence: no words of anybody, and no word of everyday use that is part of a longer
/// phrase (*Transfer Impact Assessment*) or is behind an article.
fn is_name(name: &str, quote: &str, small: &BTreeSet<&str>) -> bool {
    let low = name.to_lowercase();
    let mut words = low
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty());
    if words.all(|word| has(GENERAL, word)) {
        return false;
    }
    if name.contains(' ') || !(has(EVERYDAY, &low) || small.contains(low.as_str())) {
        return true;
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    let mut alone = words.iter().enumerate().filter(|(at, word)| {
        let near = |step: Option<usize>| step.and_then(|at| words.get(at)).copied().unwrap_or("");
        let (before, after) = (near(at.checked_sub(1)), near(at.checked_add(1)));
        let goes_on = |word: &str| word.ends_with([',', ';', '.', ')', ':', '(']);
        let is_upper = |word: &str| word.starts_with(char::is_uppercase);
        let in_phrase =
            is_upper(before) && !goes_on(before) && *at > 1 || is_upper(after) && !goes_on(word);
        let is_noun = BEFORE_NOUNS.contains(&before.to_lowercase().as_str());
        bare(word) == name && !in_phrase && !is_noun
    });
    alone.next().is_some()
}

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|it| it == word)
}

/// Whether a name in a sentence is only the company of what is named before it: *Pigeon Mail is a service provided by
/// Pigeon Inc.*, *Pigeon Mail (Pigeon Inc.)*.
fn is_provider(name: &str, quote: &str, around: &Around<'_>) -> bool {
    let mut places = quote.match_indices(name).map(|(at, _)| at);
    let of_another = |at: usize| {
        let before = quote.get(..at).unwrap_or("").trim_end();
        let before = before.trim_end_matches("the company").trim_end();
        let low = before.to_lowercase();
        if let Some(product) = before.strip_suffix('(') {
            let runs = capital_runs(&format!("- {}", product.trim_end()));
            let ends = |it: &&String| product.trim_end().ends_with(it.as_str());
            return runs.iter().filter(ends).any(|it| is_vendor(it, around));
        }
        PROVIDED.iter().any(|it| low.ends_with(it))
            && capital_runs(&format!("- {before}"))
                .iter()
                .any(|it| is_vendor(it, around))
    };
    let first = places.next();
    first.is_some_and(of_another) && places.all(of_another)
}

fn is_vendor(name: &str, around: &Around<'_>) -> bool {
    let found = around.vendors.find(name, &[]);
    found.is_some_and(|(_, by)| by == By::Name)
}

/// Whether a sentence says that the publisher runs what has a name itself: in the words next to it.
fn is_own_copy(name: &str, quote: &str) -> bool {
    let Some((before, after)) = quote.split_once(name) else {
        return false;
    };
    let after = after.split([',', ';', '.', '\n']).next().unwrap_or("");
    let before = before
        .rsplit([',', ';', '.', '(', ')'])
        .next()
        .unwrap_or("");
    let near = format!("{before}{after}").to_lowercase();
    OWN_COPY.iter().any(|words| near.contains(words))
}

/// A word without what is around it.
fn bare(word: &str) -> &str {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.trim_end_matches("'s").trim_end_matches("’s")
}

/// Runs of words with a capital letter, and each word of them, without the first word of the sentence. In a line of
/// capital letters alone there are none, and neither are the names in that of a firm (*Fen & Fen*) or behind the number
/// of a house.
fn capital_runs(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.len() > 3 && !sentence.contains(char::is_lowercase) {
        return Vec::new();
    }
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 4;
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    let mut is_address = false;
    for (at, word) in words.iter().enumerate() {
        let near = |step: Option<usize>| step.and_then(|at| words.get(at)).copied();
        let (before, after) = (near(at.checked_sub(1)), near(at.checked_add(1)));
        let bare = bare(word);
        let is_upper = bare.starts_with(char::is_uppercase);
        is_address = is_upper && (is_address || before.is_some_and(is_number));
        let is_of_firm = before == Some("&") || after == Some("&");
        let is_capital = at > 0 && bare.len() > 3 && is_upper && !is_address && !is_of_firm;
        if !is_capital {
            runs.push(Vec::new());
            continue;
        }
        if let Some(run) = runs.last_mut() {
            run.push(bare);
        }
        if word.ends_with([',', ';', '.', ')', ':']) {
            runs.push(Vec::new());
        }
    }
    let mut names = Vec::new();
    for run in runs {
        let whole = run.join(" ");
        names.extend(run.iter().map(|it| (*it).to_owned()));
        if run.len() > 1 {
            names.push(whole);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shouted_words_firms_and_streets_are_no_names() {
        for text in [
            "DO WE MAKE CHANGES TO THIS NOTICE?",
            "Our adviser is Heron & Heron.",
            "Our office is at 5 Merrow Square, and open.",
        ] {
            assert!(capital_runs(text).is_empty(), "{text}");
        }
        let paid = capital_runs("We pay with Square, and post.");
        assert_eq!(paid, ["Square"]);
    }

    #[test]
    fn names_within_a_sentence_are_looked_up() {
        let names = capital_runs("Adverts on Google, Reddit and Big Bird Mail; Thanks");
        assert_eq!(
            names,
            ["Google", "Reddit", "Bird", "Mail", "Bird Mail", "Thanks"]
        );
        assert!(capital_runs("Stripe takes payments").is_empty());
    }

    #[test]
    fn words_of_everyday_use_and_of_anybody_are_no_names() {
        let small = BTreeSet::from(["transfer", "pigeon"]);
        for (name, quote) in [
            ("Impact", "We made a Transfer Impact Assessment."),
            ("Impact", "We assess the Impact on you."),
            ("Others", "You may share it with Others."),
            (
                "Third-Party Services",
                "These are the Third-Party Services that you choose.",
            ),
            ("Pigeon", "It is on the Pigeon Board."),
            ("Monday", "Call us on Monday Mornings."),
        ] {
            assert!(!is_name(name, quote, &small), "{name}: {quote}");
        }
        for (name, quote) in [
            ("Impact", "We pay partners by Impact."),
            ("Square", "We pay with Square, and post."),
            ("Pigeon", "We use Heron, Pigeon, and Swift."),
            ("Big Bird Mail", "It goes to Big Bird Mail."),
            (
                "HubSpot",
                "Customer Relationship Management in HubSpot Sales.",
            ),
        ] {
            assert!(is_name(name, quote, &small), "{name}: {quote}");
        }
    }

    #[test]
    fn a_copy_of_ones_own_is_no_party() {
        for quote in [
            "We use Matomo (self-hosted on matomo.holm.example) for analytics.",
            "Visits are counted by self-hosted Matomo.",
            "Matomo, which runs elsewhere, and Matomo on our own servers.",
        ] {
            let own = is_own_copy("Matomo", quote);
            assert_eq!(own, !quote.contains("elsewhere"), "{quote}");
        }
        assert!(!is_own_copy("Google", "Matomo (self-hosted), Google"));
    }
}
