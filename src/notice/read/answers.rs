//! Questions and labels that a bare denial answers: *Do we share your data? No*, *Automated decisions: we do not make
//! any*. What is asked is turned into the sentence that denies it, which the clauses then read.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::nominal::reworded;
use super::pattern::compile;

/// A label has at most so many words.
const LABEL: usize = 14;

/// An answer that denies and says nothing else.
static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const NO: &str = r"(?:no|never|none|nothing|nobody|no[ -]?one|not at all|(?:certainly|absolutely|definitely) not)";
    const NOT: &str = r"(?:we|i) (?:(?:do|does|will|would|shall|are|have)(?: not|n't)|won't|never|can(?:not|'t))(?: ever| currently| knowingly)?";
    const WHAT: &str = r"(?: (?:so|this|that|it|them|these|those|any|any of (?:this|these|that|those)|such (?:things?|decisions?|transfers?)))?";
    const DO: &str = r"(?:do|doing|carry out|make|use|take|perform|undertake|conduct|engage in|have|practi[cs]e|share|sell|rent|collect|transfer)";
    let pattern = format!(
        r"^[^a-z]*(?:(?:a|answer)[.:] ?)?(?:{NO}(?:[,.;:! -]+(?:{NO}|thanks?))?|(?:(?:no|never)[,.;:! -]+)?{NOT}(?: {DO}{WHAT})?)[.! ]*$"
    );
    compile(&pattern).ok()
});

/// Words behind a bare denial by which it is not one after all: *No. However, ...*.
static TAKEN_BACK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:but|however|except|unless|only|other than|apart from|although|though|if|may|might|sometimes|where|when|without|until|generally|normally|usually)\b").ok()
});

/// Verbs of what publishers do with data; `ing` and `ed` forms are not asked for.
const VERBS: &str = r"(?:share|sell|rent|trade|disclose|pass|give|provide|transfer|send|store|keep|process|collect|gather|record|obtain|receive|use|track|make|take|carry out|perform|send|spam|read|access|scan|monitor|hold|engage in)";

/// *Do you share my data?*: who, and what is asked.
static DOES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(&format!(
        r"^(?:do|does|will|would|shall|can|may) (we|you|i|us|they|the [a-z]+|this [a-z]+|our [a-z]+|[a-z0-9.&'-]+(?: [a-z0-9.&'-]+)?) (?:ever |also |still )?({VERBS}\b.*)$"
    ))
    .ok()
});

/// *Is my data used for marketing?*: the data, and what is done with them.
static IS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^(?:is|are|will|does|do) ((?:(?:my|your|any|our|the|personal|user|customer|members?'?) ){1,3}(?:personal |private )?(?:data|information|details|records?))(?: be| get)? (?:ever |also )?((?:shared|sold|rented|disclosed|passed|given|provided|transferred|sent|collected|used|processed|stored|kept)\b.*)$").ok()
});

/// What a heading or a label names, with the sentence that denies it.
static NAMED: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    const ABOUT: &str = r"^(?:(?:use of|our|any|about|the|solely|fully) )*";
    [
        (
            r"automated(?: individual)? (?:decisions?(?:[ -]making)?|processing)(?: (?:and|or|including|&) profiling)?",
            "we do not use automated decision-making",
        ),
        (
            r"profiling (?:and|or|&) automated (?:decisions?(?:[ -]making)?|processing)",
            "we do not use automated decision-making",
        ),
        (
            r"(?:(?:international|overseas|cross[- ]border) (?:data )?transfers?(?: of (?:your |personal )*data)?|(?:data )?transfers? (?:abroad|overseas|to third countries))",
            "we do not transfer your data to other countries",
        ),
        (
            r"(?:data )?transfers?(?: of (?:your |personal )*data)? outside(?: of)? (?:the )?uk(?: (?:and|or)(?: the)? (?:eea|eu))?",
            "we do not transfer your data outside the uk",
        ),
        (
            r"(?:data )?transfers?(?: of (?:your |personal )*data)? outside(?: of)? (?:the )?(?:eea|eu|european economic area)",
            "we do not transfer your data outside the eea",
        ),
        (
            r"(?:(?:data |information )?sharing|shar(?:ing|es?)(?: (?:your |personal )*(?:data|information))?|disclosures?)(?: (?:with|to) (?:third parties|others))?",
            "we do not share your data with third parties",
        ),
        (
            r"(?:sales?|selling)(?: of)? (?:your |personal )*(?:data|information)",
            "we do not sell your data",
        ),
        (
            r"direct marketing|marketing",
            "we do not use your data for marketing",
        ),
    ]
    .into_iter()
    .filter_map(|(words, denial)| Some((compile(&format!("{ABOUT}(?:{words})$")).ok()?, denial)))
    .collect()
});

/// A sentence of a block, or a question with its answer.
pub(super) struct Part {
    /// Folded bytes of the block.
    pub(super) place: Range<usize>,
    /// What it denies, where it is a bare denial of what is asked before it.
    pub(super) denial: Option<String>,
    /// Whether it says something by itself.
    pub(super) is_said: bool,
    /// Whether it is a denial by itself, in words that not every clause knows.
    pub(super) is_denial: bool,
}

/// The sentences of a block whose words are `low`: where the first answers what was `asked` before the block, or one
/// answers a question or a label within it, with what they deny. `after` are the words of the next block.
pub(super) fn answered(
    low: &str,
    asked: Option<&str>,
    sentences: &[Range<usize>],
    after: &str,
) -> Vec<Part> {
    let words = |place: &Range<usize>| low.get(place.clone()).unwrap_or("");
    let holds = |end: usize| {
        let begins: Vec<&str> = after.split(' ').take(2).collect();
        is_kept(low.get(end..).unwrap_or("")) && is_kept(&begins.join(" "))
    };
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(place) = sentences.get(at) {
        at += 1;
        let said = words(place);
        let mut part = Part {
            place: place.clone(),
            denial: None,
            is_said: true,
            is_denial: false,
        };
        let next = sentences.get(at).filter(|it| is_bare(words(it)));
        if let (Some(answer), true) = (next, said.ends_with('?')) {
            at += 1;
            part.place = place.start..answer.end;
            part.is_said = false;
            part.denial = denied(said).filter(|_| holds(answer.end));
        } else if let Some(denial) = said.split_once(':').and_then(label_denied) {
            part.is_said = false;
            part.denial = Some(denial).filter(|_| holds(place.end));
        } else if at == 1 && is_bare(said) && holds(place.end) {
            part.denial = asked.and_then(denied);
            part.is_said = part.denial.is_none();
        } else if let Some(found) = reworded(said) {
            let denied = place.start + found.place.start..place.start + found.place.end;
            let said = |place: Range<usize>| Part {
                place,
                denial: None,
                is_said: true,
                is_denial: false,
            };
            if denied.start > place.start {
                parts.push(said(place.start..denied.start));
            }
            let rest = denied.end..place.end;
            parts.push(Part {
                place: denied,
                denial: found.denial,
                is_said: false,
                is_denial: true,
            });
            if rest.is_empty() {
                continue;
            }
            part = said(rest);
        }
        parts.push(part);
    }
    parts
}

/// What a label denies whose answer is a bare denial: *Automated decisions: none*.
fn label_denied((label, answer): (&str, &str)) -> Option<String> {
    let is_label = label.split(' ').count() <= LABEL && is_bare(answer);
    is_label.then(|| denied(label)).flatten()
}

/// Whether words are a denial of what was asked, and no more.
pub(super) fn is_bare(answer: &str) -> bool {
    answer.len() < 120 && fits(&BARE, answer)
}

/// Whether what follows a bare denial leaves it as it is.
fn is_kept(rest: &str) -> bool {
    !fits(&TAKEN_BACK, rest)
}

/// The sentence that denies what a question, a heading or a label asks about; `None` where that is not known.
pub(super) fn denied(asked: &str) -> Option<String> {
    let asked = asked.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let asked = asked.strip_prefix("q: ").unwrap_or(asked);
    let asked = asked.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    if let Some((who, what)) = parts(&DOES, asked) {
        // *Can you see your data?* asks about the reader, and so does *Do you have to give us your data?*.
        let has = |word: &str| what.split(' ').any(|it| it == word);
        let is_reader = who == "you" && (has("your") || has("us") || has("we"));
        return (!is_reader).then(|| format!("we do not {}", spoken(what)));
    }
    if let Some((data, what)) = parts(&IS, asked) {
        return Some(format!("{} is not {}", spoken(data), spoken(what)));
    }
    let named = |(words, _): &&(Regex, &str)| words.is_match(asked.as_bytes());
    let found = NAMED.iter().find(named);
    found.map(|(_, denial)| (*denial).to_owned())
}

/// The words of a visitor in those of the publisher: *my data* are *your data*.
fn spoken(words: &str) -> String {
    let word = |word: &str| match word {
        "my" => "your".to_owned(),
        "me" => "you".to_owned(),
        other => other.to_owned(),
    };
    let words: Vec<String> = words.split(' ').map(word).collect();
    words.join(" ")
}

fn fits(pattern: &Option<Regex>, words: &str) -> bool {
    pattern
        .as_ref()
        .is_some_and(|it| it.is_match(words.as_bytes()))
}

/// The two groups of a pattern.
fn parts<'w>(pattern: &Option<Regex>, words: &'w str) -> Option<(&'w str, &'w str)> {
    let found = pattern.as_ref()?.captures(words.as_bytes())?;
    let text = |at: usize| std::str::from_utf8(found.get(at)?.as_bytes()).ok();
    // The words are those of the pattern's subject, and live as long as it.
    Some((text(1)?, text(2)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_denial_says_nothing_else() {
        for bare in [
            "no",
            "no.",
            "no, never.",
            "never!",
            "none.",
            "we do not.",
            "no, we do not.",
            "no. we never do.",
            "we do not make any.",
            "we don't do this.",
            "a: no.",
        ] {
            assert!(is_bare(bare), "{bare}");
        }
        for more in [
            "no personal data is kept.",
            "we do not, unless you agree.",
            "we do not share your data.",
            "nonetheless",
            "not yet",
            "november",
        ] {
            assert!(!is_bare(more), "{more}");
        }
    }

    #[test]
    fn what_is_asked_becomes_a_denial() {
        for (asked, denial) in [
            ("do you sell my data?", "we do not sell my data"),
            (
                "does holm tours share your data",
                "we do not share your data",
            ),
            (
                "is my data used for marketing?",
                "your data is not used for marketing",
            ),
            (
                "automated decision-making and profiling",
                "we do not use automated decision-making",
            ),
        ] {
            let expected = denial.replace(" my ", " your ");
            assert_eq!(denied(asked), Some(expected), "{asked}");
        }
        for asked in [
            "can you access your data?",
            "do you have to give us your data?",
            "your rights",
            "cookies",
        ] {
            assert_eq!(denied(asked), None, "{asked}");
        }
    }
}
