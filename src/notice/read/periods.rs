//! Periods in words: *six years*, *max 12 months*, *30 days minimum*.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::compile;

static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b([0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four|thirty|sixty|ninety)(?: \([0-9]{1,3}\))?[ -](?:full |calendar |working |business )?(day|week|month|year)s?\b").ok()
});

/// A period with the words around it.
struct Period<'w> {
    count: u32,
    /// `D`, `W`, `M`, `Y`.
    unit: char,
    before: &'w str,
    after: &'w str,
}

impl Period<'_> {
    /// Whether it is the longest that data are kept.
    fn is_most(&self) -> bool {
        let most = [
            "maximum",
            "max ",
            "max. ",
            "up to",
            "no more than",
            "at most",
        ];
        self.follows(&most) || self.after.trim_start().starts_with("max")
    }

    /// Whether it is only the shortest.
    fn is_least(&self) -> bool {
        self.follows(&["minimum", "at least", "no less than"])
            || self.after.trim_start().starts_with("min")
    }

    /// Whether some words are near before it.
    fn follows(&self, words: &[&str]) -> bool {
        let start = self.before.len().saturating_sub(24);
        let last = self.before.get(start..).unwrap_or(self.before);
        words.iter().any(|word| last.contains(word))
    }

    fn text(&self) -> String {
        format!("P{}{}", self.count, self.unit)
    }

    /// About how many days it has.
    fn days(&self) -> u32 {
        let unit = match self.unit {
            'Y' => 365,
            'M' => 30,
            'W' => 7,
            _ => 1,
        };
        self.count.saturating_mul(unit)
    }
}

/// The places of periods in words.
pub(super) fn places(words: &str) -> impl Iterator<Item = Range<usize>> {
    let found = PERIOD.iter();
    found.flat_map(|it| it.find_iter(words.as_bytes()).map(|it| it.range()))
}

/// Whether words name a period at all, be it the shortest that is meant.
pub(super) fn has_period(words: &str) -> bool {
    PERIOD
        .as_ref()
        .is_some_and(|it| it.is_match(words.as_bytes()))
}

/// What comes before "a year" where that is how long something lasts.
const LASTING: [&str; 6] = ["for", "after", "within", "up to", "than", "at least"];

/// The period that words name: of several for parts the longest, which is that of all.
pub(super) fn longest(words: &str) -> Option<String> {
    let all = of(words);
    let most = all.iter().filter(|it| it.is_most());
    let lasting = || all.iter().filter(|it| !it.is_least());
    let found = most.max_by_key(|it| it.days());
    found
        .or_else(|| lasting().max_by_key(|it| it.days()))
        .map(Period::text)
}

/// The periods in words that say how long something lasts.
fn of(words: &str) -> Vec<Period<'_>> {
    let periods = PERIOD
        .iter()
        .flat_map(|it| it.captures_iter(words.as_bytes()));
    let periods = periods.filter_map(|it| {
        let text = |at: usize| std::str::from_utf8(it.get(at)?.as_bytes()).ok();
        let unit = text(2)?.chars().next()?.to_ascii_uppercase();
        let before = words.get(..it.get(0)?.start())?;
        let count = text(1)?;
        // "Once a year" and "every two years" are no periods.
        let lasts = |word: &&str| before.trim_end().ends_with(*word);
        if count.starts_with('a') && !LASTING.iter().any(lasts) || lasts(&"every") {
            return None;
        }
        Some(Period {
            count: number(count)?,
            unit,
            before,
            after: words.get(it.get(0)?.end()..)?,
        })
    });
    periods.collect()
}

fn number(word: &str) -> Option<u32> {
    let words = [
        ("a", 1),
        ("an", 1),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("eighteen", 18),
        ("twenty-four", 24),
        ("thirty", 30),
        ("sixty", 60),
        ("ninety", 90),
    ];
    let named = words
        .into_iter()
        .find(|(it, _)| *it == word)
        .map(|(_, count)| count);
    named
        .or_else(|| word.parse().ok())
        .filter(|count| *count > 0)
}
