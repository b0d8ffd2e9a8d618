//! For which purposes a sentence states a legal basis: *we rely on your consent to send you news* is none for all else.

use std::sync::LazyLock;

use regex::bytes::Regex;

use super::pattern::compile;

/// Words for a basis, as sentences that rely on one end in them.
const BASIS: &str = r"(?:consent|permission|interests?|contracts?|obligations?|task|basis|bases)(?: \([^()]*\))?(?: with you| to you)?";

/// Words behind which purposes are.
const BEHIND: &str = r"(?:in order to|to|for|when we|where we|so that we can)";

/// How sentences state a basis for some purposes, each with the words on these as its first group.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let label = r"(?:explicit )?(?:consent|contract(?:ual)?(?: necessity| obligations?| performance)?|performance of (?:a|the|our|your) contract|legal obligations?|legitimate (?:business )?interests?|vital interests?|public (?:task|interest)s?)(?: \([^()]{1,40}\))?";
    [
        // We rely on your consent to ...
        format!(
            r"\b(?:rel(?:y|ies|ying)|reliance|based)(?: up)? ?on [a-z,'() ]{{0,90}}?{BASIS},? {BEHIND} (.+)$"
        ),
        // Our lawful basis for ... is consent
        r"\b(?:legal|lawful) (?:bas[ie]s|grounds?) (?:for|of|we rely on (?:to|for)|on which we) (.+?) (?:is|are|will be)\b".to_owned(),
        // To ..., we rely on your consent
        r"^[^a-z]*(?:in order to|to|for|when we|where we) (.+?), (?:we|our (?:legal|lawful) basis|the (?:legal|lawful) basis)\b".to_owned(),
        // Consent: to ...
        format!(
            r"^[^a-z]*(?:your |our |the |with your )*{label}(?::| -) (?:this is |it is )?(?:necessary |needed |used )?{BEHIND} (.+)$"
        ),
        // ... (legal basis: consent)
        r"^(.{3,160}?) ?[(:\[,-]+ ?(?:the |our )?(?:legal|lawful) basis\b".to_owned(),
        // We use it to ... with your consent
        r"\b(?:to|for) ([^.;]{3,120}?),? (?:on the basis of|based on|with) (?:our |your |the )*(?:explicit |prior |express )*(?:legitimate (?:business )?interests?|consent)\b".to_owned(),
    ]
    .iter()
    .filter_map(|it| compile(it).ok())
    .collect()
});

/// Words at the start that say that data are processed, and nothing of what for.
static PROCESSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^(?:the )?(?:process(?:ing)?|us(?:e|ing)|collect(?:ing|ion)?|handl(?:e|ing))(?:(?:,| and| or|, and) (?:process(?:ing)?|us(?:e|ing)|stor(?:e|ing)|shar(?:e|ing)))* (?:of )?(?:(?:your|this|the|these|such|any|personal|that) )*(?:data|information|it)\b[ ,]*(?:for|to|in order to)? ?").ok()
});

/// Words that are no purposes: how long, how far, and what is said elsewhere.
static NONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(r"^(?:as long\b|the extent\b|(?:have|are|were|need|must)\b|(?:the|these|those|such|all|any|each|which)(?: [a-z]+)? purposes?\b|(?:perform|fulfil|enter into|comply with|carry out) (?:a|our|the|this|your|any) (?:contract|agreement|legal|obligation)|more\b|example\b|instance\b)").ok()
});

/// The words on the purposes for which a sentence states a basis; `None` where it states it for all.
pub(super) fn purposes(words: &str) -> Option<&str> {
    let mut found = PATTERNS.iter().filter_map(|it| {
        let found = it.captures(words.as_bytes())?.get(1)?;
        words.get(found.range())
    });
    found.find_map(|part| {
        let start = PROCESSING.as_ref().and_then(|it| it.find(part.as_bytes()));
        let part = part.get(start.map_or(0, |it| it.end())..)?.trim();
        let is_none = NONE.as_ref().is_some_and(|it| it.is_match(part.as_bytes()));
        (!is_none && part.len() > 3).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_may_be_stated_for_some_purposes() {
        for (words, expected) in [
            (
                "we rely on your consent to send you news.",
                Some("send you news."),
            ),
            (
                "our lawful basis for marketing is consent.",
                Some("marketing"),
            ),
            (
                "to send you news, we rely on your consent.",
                Some("send you news"),
            ),
            ("consent: for sending you news.", Some("sending you news.")),
            ("sending news (legal basis: consent)", Some("sending news")),
            (
                "we use your address to send you news with your consent.",
                Some("send you news"),
            ),
            (
                "our legal basis for processing your personal data for marketing is consent.",
                Some("marketing"),
            ),
            (
                "our legal basis for processing your personal data is consent.",
                None,
            ),
            ("we rely on your consent.", None),
            ("we rely on legitimate interests for these purposes.", None),
            ("consent: you have agreed to our terms.", None),
        ] {
            assert_eq!(purposes(words), expected, "{words}");
        }
        assert_eq!(PATTERNS.len(), 6);
    }
}
