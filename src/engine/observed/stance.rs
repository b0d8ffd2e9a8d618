//! Whether a sentence that names a recipient says that it gets data, or denies it.

/// What a sentence says of a recipient that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// It names it.
    Names,
    /// It denies that the recipient is used or gets anything.
    Denies,
    /// It denies something of which nobody can say what it leaves.
    Unclear,
}

const NEGATIONS: [&str; 11] = [
    "not", "never", "no", "none", "nor", "neither", "without", "cannot", "nobody", "nothing",
    "nowhere",
];

/// Words by which a denial leaves something open: what it excepts is named, and so is what it puts off.
const EXCEPTIONS: [&str; 14] = [
    "except",
    "excepting",
    "unless",
    "until",
    "besides",
    "apart",
    "before",
    "if",
    "when",
    "where",
    "beyond",
    "than",
    "yet",
    "consent",
];

/// The same, before the name alone: *not X, only Y*.
const ONLY: [&str; 4] = ["only", "just", "merely", "limited"];

/// What is denied where a recipient gets nothing.
const USES: [&str; 44] = [
    "use",
    "used",
    "uses",
    "using",
    "share",
    "shared",
    "shares",
    "sharing",
    "send",
    "sent",
    "sends",
    "sending",
    "pass",
    "passed",
    "give",
    "given",
    "embed",
    "embedded",
    "load",
    "loaded",
    "disclose",
    "disclosed",
    "transfer",
    "transferred",
    "provide",
    "provided",
    "work",
    "works",
    "employ",
    "employed",
    "integrate",
    "integrated",
    "engage",
    "forward",
    "forwarded",
    "transmit",
    "transmitted",
    "run",
    "have",
    "has",
    "go",
    "goes",
    "include",
    "included",
];

/// Words that narrow nothing: what is denied stays everything.
const FILLERS: [&str; 62] = [
    "a",
    "all",
    "also",
    "an",
    "analytics",
    "and",
    "any",
    "anybody",
    "anyone",
    "anything",
    "are",
    "as",
    "at",
    "be",
    "been",
    "being",
    "by",
    "companies",
    "cookie",
    "cookies",
    "currently",
    "data",
    "details",
    "do",
    "does",
    "ever",
    "from",
    "here",
    "in",
    "information",
    "is",
    "it",
    "like",
    "longer",
    "not",
    "of",
    "on",
    "or",
    "our",
    "page",
    "pages",
    "party",
    "parties",
    "personal",
    "pupils",
    "service",
    "services",
    "site",
    "such",
    "that",
    "the",
    "them",
    "third",
    "this",
    "to",
    "tool",
    "tools",
    "tracking",
    "we",
    "website",
    "with",
    "your",
];

/// What a sentence says of a name by the words before and behind it.
pub(super) fn stance(before: &str, after: &str) -> Stance {
    let clause = last_clause(before);
    let words = words(clause);
    let behind = self::words(after);
    let is_negation = |it: &(String, bool)| {
        NEGATIONS.contains(&it.0.as_str()) || it.0.ends_with("n't") || it.0.ends_with("n\u{2019}t")
    };
    let has = |words: &[(String, bool)], of: &[&str]| {
        let mut words = words.iter();
        words.any(|(word, _)| of.contains(&word.as_str()))
    };
    let is_open = has(&words, &EXCEPTIONS) || has(&behind, &EXCEPTIONS) || has(&words, &ONLY);
    let Some(at) = words.iter().rposition(is_negation) else {
        let denies = is_denied_behind(&behind) && !has(&behind, &EXCEPTIONS);
        return if denies {
            Stance::Denies
        } else {
            Stance::Names
        };
    };
    if is_open {
        return Stance::Names;
    }
    let scope = words.get(at + 1..).unwrap_or_default();
    let negation = words.get(at).map_or("", |it| it.0.as_str());
    let narrows = |(word, is_name): &(String, bool)| {
        let word = word.as_str();
        !is_name && !FILLERS.contains(&word) && !USES.contains(&word)
    };
    if scope.iter().any(narrows) {
        return Stance::Unclear;
    }
    // *Not* denies a verb; *no*, *nor* and *without* deny the thing.
    let is_verb_needed = negation == "not" || negation == "never" || negation.ends_with('t');
    let has_verb = has(scope, &USES) || negation == "without";
    if has_verb || !is_verb_needed {
        Stance::Denies
    } else {
        Stance::Unclear
    }
}

/// Whether what follows a name denies it: *X is not used*, *X gets nothing*.
fn is_denied_behind(behind: &[(String, bool)]) -> bool {
    const LINKS: [&str; 9] = [
        "is", "are", "was", "were", "has", "have", "been", "being", "be",
    ];
    const GETS: [&str; 4] = ["gets", "receives", "obtains", "get"];
    const USED: [&str; 6] = [
        "used",
        "embedded",
        "loaded",
        "integrated",
        "employed",
        "included",
    ];
    let word = |at: usize| behind.get(at).map_or("", |it| it.0.as_str());
    if GETS.contains(&word(0)) {
        return matches!(word(1), "no" | "nothing" | "none");
    }
    let links = behind
        .iter()
        .take_while(|(it, _)| LINKS.contains(&it.as_str()));
    let at = links.count();
    let is_negated = matches!(word(at), "not" | "never");
    let next = if word(at + 1) == "been" {
        at + 2
    } else {
        at + 1
    };
    at > 0 && is_negated && USED.contains(&word(next))
}

/// What of the words before a name is of the same clause.
fn last_clause(before: &str) -> &str {
    const BORDERS: [&str; 9] = [
        "; ",
        ": ",
        " but ",
        ", we ",
        ", and we ",
        ", so ",
        ", then ",
        " \u{2013} ",
        " \u{2014} ",
    ];
    // Names may follow a comma or *and* in a list; a new subject begins a clause.
    let start = BORDERS
        .iter()
        .filter_map(|border| Some(before.rfind(border)? + border.len()));
    // *And never share with it* has its own negation, which is the last one.
    let start = start.max().unwrap_or(0);
    before.get(start..).unwrap_or(before)
}

/// The words in small letters, each with whether it has a capital one and is not the first: a name.
fn words(text: &str) -> Vec<(String, bool)> {
    let is_mark = |ch: char| !ch.is_alphanumeric() && ch != '\'' && ch != '\u{2019}';
    let words = text.split(|ch: char| ch.is_whitespace() || ch == '/');
    let words = words.map(|word| word.trim_matches(is_mark));
    let words = words.filter(|word| !word.is_empty()).enumerate();
    words
        .map(|(at, word)| {
            (
                word.to_lowercase(),
                at > 0 && word.starts_with(char::is_uppercase),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentence: &str) -> Stance {
        let (before, after) = sentence.split_once("GA").unwrap();
        stance(before, after)
    }

    #[test]
    fn a_denial_of_all_is_one() {
        for sentence in [
            "We do not use GA, and never share data with it.",
            "We have never used GA",
            "We don't use GA or anything like it",
            "No personal data is shared with GA.",
            "We do not pass your data to third parties such as Facebook or GA.",
            "GA is not used on our pages.",
            "GA gets nothing.",
            "The site works without GA.",
        ] {
            assert_eq!(of(sentence), Stance::Denies, "{sentence}");
        }
    }

    #[test]
    fn what_leaves_something_open_names_it() {
        for sentence in [
            "We use GA.",
            "We use GA, which does not store your address.",
            "We share data with nobody except GA.",
            "We share data with no one but GA.",
            "We do not use GA unless you agree.",
            "We do not load GA before you agree.",
            "We share data with others, including but not limited to GA.",
            "We do not use Hotjar, only GA.",
            "If you do not agree, we use GA in a limited way.",
        ] {
            assert_eq!(of(sentence), Stance::Names, "{sentence}");
        }
        for sentence in [
            "We do not sell your data to GA.",
            "We never send special categories to GA.",
        ] {
            assert_eq!(of(sentence), Stance::Unclear, "{sentence}");
        }
    }
}
