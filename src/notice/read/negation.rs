//! Negation and its scope.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::nominal::happens_at_times;
use super::pattern::compile;

/// A negation is so many letters behind the first word of a pattern at most: *we do not share*.
const NEAR: usize = 26;

/// Words that negate the verb behind them.
static NEGATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:not|n't|never|cannot|neither|nor|nobody|nothing|no (?:personal|user|other|such|sensitive|private|identif[a-z]+|data|information|third|one|party|way)|no (?:[a-z'-]+,? (?:or |and |nor )?){0,6}?(?:data|information|info|pii|details|content|records?|identifiers?|cookies?|photos?|pictures?|address(?:es)?|names?|location|numbers?|e-?mails?))\b|[a-z]n't\b|^[^a-z]*no (?:[a-z'-]+,? (?:or |and |nor )?){1,10}?(?:is|are|was|were|will be|has been|have been|leaves?)\b").ok()
});

/// Words that begin with *no* and negate nothing: *what we no longer need*.
static NO_MORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(r"^ ?no (?:longer|later|more|less|matter|doubt)\b").ok());

/// *No* directly behind a verb: *we collect no health data*.
static OF_NONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^(?:[a-z]+ ){0,2}?(?:collect|gather|obtain|receive|record|store|hold|keep|process|use|share|disclose|transfer|pass|sell)s?( no [a-z]+)").ok()
});

/// Words at which the scope of a negation ends.
static BREAKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"; |, (?:but|and|so|then|which|unless|except|however|although|though|we|you|they|it|other than) |\b(?:but|however|except|unless|other than|although|though|only|until|before|without)\b|\band (?:we|you|they|it|may|will|our|your)\b|: ").ok()
});

/// *No transfer*, which denies a transfer and not the data of which it speaks.
static NO_GIVING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\bno (?:[a-z]+ ){0,2}?(?:transfers?|sharing|disclosures?|sales?|exports?)\b").ok()
});

/// Whether words before or at the start of `place` negate it; `of_giving`: it is a disclosure or a transfer.
pub(super) fn is_negated(sentence: &str, place: &Range<usize>, of_giving: bool) -> bool {
    let (Some(negates), Some(breaks)) = (&*NEGATES, &*BREAKS) else {
        return false;
    };
    let (Some(no_more), Some(of_none)) = (&*NO_MORE, &*OF_NONE) else {
        return false;
    };
    let bytes = sentence.as_bytes();
    let begin = breaks
        .find_iter(bytes)
        .map(|it| it.end())
        .take_while(|end| *end <= place.start + 1)
        .last()
        .unwrap_or(0);
    // The words of a pattern may hold the negation itself, between subject and verb.
    let end = place.end.min(place.start + NEAR).max(place.start);
    let of_none = of_none.captures(bytes.get(place.start..).unwrap_or_default());
    let of_none = of_none.and_then(|it| it.get(1));
    if of_none.is_some_and(|it| !no_more.is_match(it.as_bytes())) {
        return true;
    }
    let scope = bytes.get(begin..end).unwrap_or_default();
    let no_giving = NO_GIVING.as_ref();
    if of_giving && no_giving.is_some_and(|it| it.is_match(scope)) && !happens_at_times(sentence) {
        return true;
    }
    let mut found = negates.find_iter(scope);
    // "No transfer of your data" denies the transfer alone.
    found.any(|it| {
        !no_more.is_match(it.as_bytes()) && !it.as_bytes().windows(4).any(|it| it == b" of ")
    })
}

/// A denial of what is behind it: *we do not store your card number*.
static NOT_TAKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"(?:\b(?:not|never)|n't) (?:[a-z]+ ){0,3}?(?:collect|gather|store|keep|retain|hold|record|see|have|process|receive|access|save|ask|request|require|include)(?:s|d|ed|ing)?\b|\bno (?:[a-z]+ ){0,2}$").ok()
});

/// A denial of what is before it: *card numbers are never stored*.
static NOT_KEPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^(?: [a-z]+){0,2} (?:is|are|was|were|will be) (?:not|never) (?:[a-z]+ )?(?:collected|gathered|stored|kept|retained|held|recorded|seen|processed|received|accessed|saved|requested|required|included)\b").ok()
});

/// Whether what a sentence names at a place is named as something that is not collected.
pub(super) fn is_not_taken(sentence: &str, place: &Range<usize>) -> bool {
    let (Some(before), Some(behind)) = (&*NOT_TAKEN, &*NOT_KEPT) else {
        return false;
    };
    let bytes = sentence.as_bytes();
    let breaks = BREAKS.iter().flat_map(|it| it.find_iter(bytes));
    let begin = breaks
        .map(|it| it.end())
        .take_while(|end| *end <= place.start + 1)
        .last()
        .unwrap_or(0);
    let scope = bytes.get(begin..place.start).unwrap_or_default();
    let rest = bytes.get(place.end..).unwrap_or_default();
    before.is_match(scope) || behind.is_match(rest)
}

/// What is set against what a sentence says: *with our bank, but not with advertisers*.
static SET_AGAINST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"(?:,? (?:but|though|although)) (?:[a-z]+ ){0,4}?(?:not|never|cannot)\b[^;.]*|(?:,| and|, and) (?:not|never) (?:with|to|in|for|by|from|at|on|your|the|any|an?)\b[^;.,]*|\b(?:rather than|instead of|as opposed to)\b[^;,.]*").ok()
});

/// Where what is set against a sentence ends before the sentence does.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r", (?:and )?(?:we|it|they|you|your|our|the|this|these|with|by|to|share|use|collect|store|transfer)\b").ok()
});

/// The words of a sentence that state something that is set against what it says.
pub(super) fn set_against(sentence: &str) -> Vec<Range<usize>> {
    let found = SET_AGAINST.iter();
    let found = found.flat_map(|it| it.find_iter(sentence.as_bytes()));
    // Behind a comma the sentence may go on with what it says.
    let goes_on = GOES_ON.as_ref();
    let places = found.map(|it| {
        let more = goes_on.and_then(|more| more.find(it.as_bytes()));
        it.start()..more.map_or(it.end(), |more| it.start() + more.start())
    });
    // "Including but not limited to" sets nothing against anything.
    let adds = |place: &Range<usize>| {
        let words = sentence.get(place.clone()).unwrap_or("");
        [
            "not limited",
            "not only",
            "not necessarily",
            "not always",
            "not possible",
            "cannot exclude",
            "cannot be excluded",
            "cannot rule",
            "cannot be ruled",
            "cannot guarantee",
            "cannot be guaranteed",
        ]
        .iter()
        .any(|it| words.contains(it))
    };
    places.filter(|place| !adds(place)).collect()
}

/// A negation, wherever it is.
static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:not|never|none|neither|nor|nobody|nothing|cannot)\b|n't\b|\bno [a-z]").ok()
});

/// Words with a negation that denies nothing.
static HARMLESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\bnot (?:be )?(?:limited|only|necessarily|just|exclusively)\b|\b(?:or|if|whether) not\b|\bno (?:longer|later|more|less|matter|doubt)\b|\bnot longer\b").ok()
});

/// Whether a sentence that is read as a yes has a negation, of which no pattern said what it is about.
pub(super) fn may_deny(sentence: &str) -> bool {
    let count = |pattern: &Option<Regex>| {
        let found = pattern.iter();
        found
            .flat_map(|it| it.find_iter(sentence.as_bytes()))
            .count()
    };
    // "No transfer takes place unless it is safe": some do.
    let some_do = [" unless ", " until "]
        .iter()
        .any(|it| sentence.contains(it));
    !some_do && count(&ANY) > count(&HARMLESS)
}

/// Words by which a right is none: *does not apply*, and not *does not apply where ...*.
static REFUSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:do|does|will|shall|is|are) (?:therefore )?not (?:apply|available|arise)(?: here| to (?:us|you|this|that|our|your|the)(?: [a-z]+){1,4})?(?:[.;,:!)]|$| (?:because|since|as) )|\b(?:have no|(?:not|n't) have (?:a|the|any)) (?:[a-z]+ )?right\b").ok()
});

/// Whether a sentence says that a right does not exist, without a condition.
pub(super) fn is_refused(sentence: &str) -> bool {
    let refused = REFUSED.as_ref();
    refused.is_some_and(|it| it.is_match(sentence.as_bytes()))
}

/// Words directly before a negation by which it is not the publisher's: *these companies do not*, *who cannot*.
static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:you|users?|visitors?|customers?|members?|they|who|whom|those|parents?|(?:third[- ])?part(?:y|ies)|companies|partners|providers|advertisers|vendors|contractors|employees|agents|entities|firms|recipients|policy|notice|statement|laws?|cookies?)(?: that| which)?(?: (?:do|does|shall|will|would|may|can|could|are|has|have|must|should|also|themselves|in themselves|currently|therefore|agree(?:d)?|undertakes?))*,? ?$").ok()
});

/// A preposition by which such words are no subject: *the data of our users will not be shared*.
static OF: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(r"\b(?:of|about|from|on|by|to|with|for)(?: [a-z'-]+){0,3} ?$").ok());

/// Whether the words before a denial at `place` say that others than the publisher do not.
pub(super) fn is_of_others(sentence: &str, place: &Range<usize>) -> bool {
    let (Some(others), Some(of)) = (&*OTHERS, &*OF) else {
        return false;
    };
    let Some(before) = sentence.as_bytes().get(..place.start) else {
        return false;
    };
    let found = others.find(before).map(|it| it.start());
    let is_object = |start| before.get(..start).is_some_and(|it| of.is_match(it));
    found.is_some_and(|start| !is_object(start))
}

/// Words by which what is denied is a part: a purpose, a case.
static IN_PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\bfor (?:the )?purposes? of\b|\bfor (?:[a-z,'/-]+ ){0,5}?(?:marketing|advertis[a-z]*|promotion[a-z]*|profit|sales|research|profiling|mailings?|gain|(?:commercial|own|business|political|promotional|statistical|other) (?:purposes?|use|reasons?))\b|\bto (?:market|advertise|promote|sell)\b|\b(?:unless|except|without|only|if|where|when|until|other than|subject to|outside)\b").ok()
});

/// A sale, and verbs of a disclosure that is none.
static SOLD: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(r"\b(?:sell|rent|trade|lease|sold|rented)\b").ok());
static PASSED_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:shar|disclos|transfer|pass|provid|giv|releas|distribut|lend)[a-z]*\b").ok()
});

/// Whether an item of a list of what is denied denies no disclosure as a whole: a sale alone, a disclosure for a
/// purpose, or one under a condition.
pub(super) fn is_in_part(item: &str) -> bool {
    let has = |it: &Option<Regex>| it.as_ref().is_some_and(|it| it.is_match(item.as_bytes()));
    has(&IN_PART) || has(&SOLD) && !has(&PASSED_ON)
}

static DENIES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"\b(?:we|i|they|us|app|service|site|company|website|application) (?:will |do |does |shall |would |may |can )?(?:not|never)(?: [a-z]+){0,4}? ?(?::|:-)$|n't(?: [a-z]+){0,4}? ?(?::|:-)$").ok()
});

/// Whether a sentence that leads to a list denies what its items say: *We will not:*, and not *We do not share
/// your data, except:*.
pub(super) fn is_denial(lead: &str) -> bool {
    let excepts = [
        "except",
        "unless",
        "other than",
        "following",
        "limited",
        "hesitate",
        "only",
        "if ",
    ];
    let denies = DENIES
        .as_ref()
        .is_some_and(|it| it.is_match(lead.as_bytes()));
    denies && !excepts.iter().any(|it| lead.contains(it))
}
