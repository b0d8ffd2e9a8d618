//! What this part promises.

use super::*;
use crate::input::FileId;

fn markdown(text: &str) -> PublishedText {
    PublishedText::new(FileId(0), text, TextFormat::Markdown, &[])
}

fn plain(text: &str) -> PublishedText {
    PublishedText::new(FileId(0), text, TextFormat::Plain, &[])
}

/// The original words that a quote is found at.
#[track_caller]
fn found<'n>(notice: &'n PublishedText, quote: &str) -> &'n str {
    let anchor = notice.find(None, quote, None, None).unwrap();
    &notice.text()[anchor.span.range()]
}

#[test]
fn differences_that_nobody_sees_do_not_count() {
    let text = "We won’t share\u{A0}it –\r\n  not\u{2060}hing… with “any\u{AD}one”.";
    assert_eq!(
        found(&plain(text), "won't share it - nothing... with \"anyone\""),
        "won’t share\u{A0}it –\r\n  not\u{2060}hing… with “any\u{AD}one”"
    );
    assert_eq!(
        found(&plain("We don't share"), "don’t\nshare"),
        "don't share"
    );
}

#[test]
fn capitals_count() {
    let notice = plain("nobody");
    assert!(matches!(
        notice.find(None, "Nobody", None, None),
        Err(AnchorError::NotFound { nearest: Some(near), .. }) if near.text == "nobody"
    ));
}

#[test]
fn a_quote_runs_through_marks_links_lists_and_line_breaks() {
    let text = "We **never\nsell** it to [our *agents*](https://a.example):\n\n- for `money`\n- or favours\n";
    let notice = markdown(text);
    assert_eq!(found(&notice, "never sell it"), "never\nsell** it");
    assert_eq!(
        found(&notice, "to our agents: for money or favours"),
        "to [our *agents*](https://a.example):\n\n- for `money`\n- or favours"
    );
}

#[test]
fn a_quote_copied_from_markdown_is_found() {
    let notice =
        markdown("We **never** sell to [agents](https://a.example \"x\").\n\n* It is kept\n");
    assert_eq!(
        found(
            &notice,
            "We **never** sell to [agents](https://a.example \"x\")"
        ),
        "We **never** sell to [agents"
    );
    assert_eq!(found(&notice, "never** sell"), "never** sell");
    assert_eq!(found(&notice, "* It is kept"), "It is kept");
}

#[test]
fn a_row_of_a_table_is_found_with_the_bars_between_its_cells() {
    let notice = markdown("| Company | Country |\n| --- | --- |\n| Host GmbH | Germany |\n");
    assert_eq!(found(&notice, "Host GmbH | Germany"), "Host GmbH | Germany");
    assert_eq!(
        found(&notice, "| Host GmbH | Germany |"),
        "Host GmbH | Germany"
    );
    assert_eq!(found(&notice, "Host GmbH Germany"), "Host GmbH | Germany");
    // An underscore in a word is no mark.
    let notice = markdown("| Cookie | Kept |\n| --- | --- |\n| kr_session_id | 30 days |\n");
    assert_eq!(
        found(&notice, "kr_session_id | 30 days"),
        "kr_session_id | 30 days"
    );
}

#[test]
fn what_is_not_seen_is_not_found() {
    let notice = markdown("---\nsharing: We share\n---\n\n<!-- We share -->\n\nNothing\n");
    assert!(notice.find(None, "We share", None, None).is_err());
}

#[test]
fn the_quote_must_be_in_its_section() {
    let notice = markdown("# A\n\nNobody.\n\n# B\n\nNobody.\n\nEveryone.\n");
    let anchor = notice.find(Some("B"), "Nobody", None, None).unwrap();
    assert_eq!(
        anchor.span.start as usize,
        notice.text().rfind("Nobody").unwrap()
    );
    assert_eq!(
        anchor.section.map(|id| notice.heading_path(id)).as_deref(),
        Some("B")
    );

    let error = notice.find(Some("A"), "Everyone", None, None).unwrap_err();
    assert!(matches!(&error, AnchorError::NotFound { found_in_section: Some(b), .. } if b == "B"));
    assert_eq!(error.to_string(), "the quote is not in the section `A`");
    assert_eq!(error.help().as_deref(), Some("it is in the section `B`"));

    let error = notice.find(Some("C"), "Nobody", None, None).unwrap_err();
    assert_eq!(error.to_string(), "the notice has no section `C`");
}

#[test]
fn a_heading_that_occurs_twice_needs_its_path() {
    let notice = markdown("# A\n## Kept\nNobody\n# B\n## Kept\nNobody\n");
    let error = notice.find(Some("Kept"), "Nobody", None, None).unwrap_err();
    assert_eq!(error.to_string(), "the notice has 2 sections `Kept`");
    assert_eq!(
        error.help().as_deref(),
        Some("give its path: `A > Kept` or `B > Kept`")
    );
    assert!(notice.find(Some("B > Kept"), "Nobody", None, None).is_ok());
}

#[test]
fn prefix_and_suffix_distinguish_equal_quotes() {
    let notice = plain("with:  Nobody.\nfrom: Nobody, ever");
    let at = |prefix, suffix| {
        notice
            .find(None, "Nobody", prefix, suffix)
            .map(|anchor| anchor.span.start)
    };
    assert!(matches!(at(None, None), Err(AnchorError::Ambiguous { spans }) if spans.len() == 2));
    assert_eq!(at(Some("from:"), None), Ok(21));
    assert_eq!(at(Some("with: "), None), Ok(7));
    assert_eq!(at(None, Some(", ever")), Ok(21));
    assert_eq!(at(Some("with:"), Some(". from")), Ok(7));
    let error = at(Some("with:"), Some(", ever")).unwrap_err();
    assert!(matches!(&error, AnchorError::OtherContext { spans } if spans.len() == 2));
}

#[test]
fn a_text_that_occurs_twice_is_distinguished_by_its_position() {
    let once = "## Kept\n\nNobody reads it.\n\n";
    let notice = markdown(&format!("{once}{once}## Other\n\nNobody reads it.\n"));
    let at = |section, occurrence| {
        notice
            .find_nth(section, "Nobody", None, None, occurrence)
            .map(|anchor| anchor.span.start as usize)
    };
    let places: Vec<usize> = notice
        .text()
        .match_indices("Nobody")
        .map(|it| it.0)
        .collect();
    for (nth, place) in (1..).zip(&places) {
        assert_eq!(at(None, Some(nth)), Ok(*place));
    }
    assert_eq!(at(Some("Kept"), Some(2)), Ok(places[1]));
    assert_eq!(at(Some("Other"), Some(1)), Ok(places[2]));
    let error = at(Some("Kept"), Some(3)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the quote occurs 2 times, and `occurrence` is 3"
    );
    assert!(matches!(
        at(None, Some(0)),
        Err(AnchorError::NoOccurrence { asked: 0, .. })
    ));
    let error = at(Some("Kept"), None).unwrap_err();
    assert_eq!(error.to_string(), "the notice has 2 sections `Kept`");
    assert!(error.help().unwrap().contains("`occurrence`"));
}

#[test]
fn a_heading_that_repeats_is_clear_where_the_quote_is() {
    let notice = markdown("# Kept\nA year\n# Kept\nA month\n");
    let anchor = notice.find(Some("Kept"), "A month", None, None).unwrap();
    assert_eq!(anchor.span.start, 21);
    assert!(matches!(
        notice.find(Some("Kept"), "A day", None, None),
        Err(AnchorError::AmbiguousSection { .. })
    ));
    // A section within one of the same name is looked through once.
    let nested = markdown("# Kept\n## Kept\nA year\n");
    assert!(nested.find(Some("Kept"), "A year", None, None).is_ok());
}

#[test]
fn whole_words_come_first_and_parts_of_words_are_found() {
    assert_eq!(found(&plain("use us, trust"), "us"), "us");
    assert_eq!(
        plain("use us")
            .find(None, "us", None, None)
            .unwrap()
            .span
            .start,
        4
    );
    assert_eq!(found(&plain("we trust"), "rus"), "rus");
}

#[test]
fn half_a_character_is_not_found() {
    let notice = plain("ﬁle");
    assert!(notice.find(None, "i", None, None).is_err());
    assert_eq!(found(&notice, "file"), "ﬁle");
    assert_eq!(found(&plain(".…"), "…"), "…");
}

#[test]
fn an_empty_quote_is_an_error() {
    for quote in ["", " \u{A0}\n", "\u{2060}"] {
        assert_eq!(
            plain("a").find(None, quote, None, None),
            Err(AnchorError::Empty)
        );
    }
    assert!(matches!(
        plain("").find(None, "a", None, None),
        Err(AnchorError::NotFound { nearest: None, .. })
    ));
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let anchor = markdown("\u{FEFF}# A\n\nb")
        .find(Some("A"), "b", None, None)
        .unwrap();
    assert_eq!((anchor.span.start, anchor.span.end), (8, 9));
}

#[test]
fn occurrences_overlap() {
    let all = |hay: &str, needle: &str| -> Vec<usize> {
        let (hay, needle): (Vec<char>, Vec<char>) =
            (hay.chars().collect(), needle.chars().collect());
        occurrences(&hay, &needle).collect()
    };
    assert_eq!(all("aaaa", "aa"), [0, 1, 2]);
    assert_eq!(all("abcabcabd", "abcabd"), [3]);
    assert_eq!(all("abc", ""), [] as [usize; 0]);
}
